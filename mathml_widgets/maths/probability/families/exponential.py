r"""The exponential distribution: waiting for what may happen at any moment, however long one has waited."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..parameters import Parameter, Rule


class Exponential(Distribution):
    r"""The exponential distribution, :math:`f(x) = \lambda e^{-\lambda x}` from 0 on.

    Parameters
    ----------
    rate : array_like (...)
        Events per unit of time λ, positive; the mean is 1/λ.

    Raises
    ------
    ValueError
        If a rate is not positive and finite.

    Examples
    --------
    >>> Exponential(2).sf(1)
    0.1353352832
    """

    name = "exponential"
    declared = MappingProxyType({"rate": Parameter(Rule.POSITIVE, 1.0, 0.1, 5.0)})

    def __init__(self, rate: ArrayLike = 1.0) -> None:
        super().__init__(rate=rate)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 0.0, np.inf

    def _log_density(self, x: FloatArray, rate: FloatArray) -> FloatArray:
        return np.log(rate) - rate * x

    def _density(self, x: FloatArray, *parameters: FloatArray) -> FloatArray:
        return parameters[0] * np.exp(-parameters[0] * x)

    def _tails(self, x: FloatArray, rate: FloatArray) -> tuple[FloatArray, FloatArray]:
        return -np.expm1(-rate * x), np.exp(-rate * x)

    def _quantile(self, lower: FloatArray, upper: FloatArray, rate: FloatArray) -> FloatArray:
        return np.where(lower <= upper, -np.log1p(-lower), -np.log(upper)) / rate

    def _draw(self, generator: Generator, shape: tuple[int, ...], rate: FloatArray) -> FloatArray:
        draws = generator.standard_exponential(shape)
        draws /= rate
        return draws

    def _moments(self, rate: FloatArray) -> tuple[Any, Any, Any, Any]:
        return 1 / rate, 1 / rate**2, 2.0, 6.0

    def _entropy(self, rate: FloatArray) -> Any:
        return 1 - np.log(rate)
