r"""The Bernoulli distribution: one toss of a coin, 1 for success and 0 for failure."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import DiscreteDistribution
from ..parameters import Parameter, Rule


class Bernoulli(DiscreteDistribution):
    r"""The Bernoulli distribution, :math:`P(1) = p,\ P(0) = 1 - p`.

    Parameters
    ----------
    probability : array_like (...)
        Of success, between 0 and 1.

    Raises
    ------
    ValueError
        If a probability is outside 0 to 1.

    Examples
    --------
    >>> Bernoulli(0.3).pdf([0, 1, 2])
    array([0.7, 0.3, 0. ])
    """

    name = "Bernoulli"
    declared = MappingProxyType({"probability": Parameter(Rule.PROBABILITY, 0.5, 0.0, 1.0)})

    def __init__(self, probability: ArrayLike = 0.5) -> None:
        super().__init__(probability=probability)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 0.0, 1.0

    def _density(self, x: FloatArray, *parameters: FloatArray) -> FloatArray:
        return np.where(x > 0, parameters[0], 1 - parameters[0])

    def _log_density(self, x: FloatArray, probability: FloatArray) -> FloatArray:
        return np.where(x > 0, np.log(probability), np.log1p(-probability))

    def _tails(self, x: FloatArray, probability: FloatArray) -> tuple[FloatArray, FloatArray]:
        return 1 - probability, probability

    def _quantile(self, lower: FloatArray, upper: FloatArray, *parameters: FloatArray) -> FloatArray:
        (probability,) = parameters
        return np.where(np.where(lower <= 0.5, lower <= 1 - probability, upper >= probability), 0.0, 1.0)

    def _draw(self, generator: Generator, shape: tuple[int, ...], probability: FloatArray) -> FloatArray:
        return np.asarray(generator.random(shape) < probability)

    def _moments(self, p: FloatArray) -> tuple[Any, Any, Any, Any]:
        variance = p * (1 - p)
        positive = np.where(variance > 0, variance, np.nan)
        return p, variance, (1 - 2 * p) / np.sqrt(positive), (1 - 6 * variance) / positive

    def _entropy(self, p: FloatArray) -> Any:
        q = 1 - p
        return -np.where(p > 0, p * np.log(p), 0.0) - np.where(q > 0, q * np.log1p(-p), 0.0) + 0.0
