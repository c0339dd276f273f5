r"""The geometric distribution: on which toss the first success comes."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import DiscreteDistribution
from ..parameters import Parameter, Rule


class Geometric(DiscreteDistribution):
    r"""The geometric distribution, :math:`P(k) = (1-p)^{k-1} p` for k = 1, 2, ...

    Parameters
    ----------
    probability : array_like (...)
        Of success in each trial, above 0 and at most 1.

    Raises
    ------
    ValueError
        If a probability breaks the rule.

    Examples
    --------
    >>> Geometric(0.5).pdf([0, 1, 2])
    array([0. , 0.5 , 0.25])
    """

    name = "geometric"
    declared = MappingProxyType({"probability": Parameter(Rule.POSITIVE_PROBABILITY, 0.3, 0.01, 1.0)})

    def __init__(self, probability: ArrayLike = 0.3) -> None:
        super().__init__(probability=probability)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 1.0, np.inf

    def _log_density(self, x: FloatArray, p: FloatArray) -> FloatArray:
        return np.where(x > 1, (x - 1) * np.log1p(-p), 0.0) + np.log(p)

    def _tails(self, x: FloatArray, p: FloatArray) -> tuple[FloatArray, FloatArray]:
        log_upper = x * np.log1p(-p)
        return -np.expm1(log_upper), np.exp(log_upper)

    def _draw(self, generator: Generator, shape: tuple[int, ...], p: FloatArray) -> FloatArray:
        return np.asarray(generator.geometric(p, shape))

    def _moments(self, p: FloatArray) -> tuple[Any, Any, Any, Any]:
        q = 1 - p
        positive = np.where(q > 0, q, np.nan)
        return 1 / p, q / p**2, (2 - p) / np.sqrt(positive), 6 + p**2 / positive

    def _entropy(self, p: FloatArray) -> Any:
        q = 1 - p
        return -np.log(p) - np.where(q > 0, q * np.log1p(-p), 0.0) / p
