r"""The uniform distribution: every stretch of equal length is equally probable."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..parameters import Parameter, Rule


class Uniform(Distribution):
    r"""The uniform distribution, :math:`f(x) = 1/(b-a)` from a to b.

    Parameters
    ----------
    lowest, highest : array_like (...)
        The ends a < b.

    Raises
    ------
    ValueError
        If an end is not finite, or the ends are not in order.

    Examples
    --------
    >>> Uniform(2, 6).cdf([1, 3, 9])
    array([0. , 0.25, 1. ])
    """

    name = "uniform"
    declared = MappingProxyType(
        {
            "lowest": Parameter(Rule.FINITE, 0.0, -5.0, 5.0),
            "highest": Parameter(Rule.FINITE, 1.0, -5.0, 5.0),
        }
    )

    def __init__(self, lowest: ArrayLike = 0.0, highest: ArrayLike = 1.0) -> None:
        super().__init__(lowest=lowest, highest=highest)
        low, high = self._arrays
        with np.errstate(over="ignore"):
            wrong = ~((low < high) & np.isfinite(high - low))
        if wrong.any():
            raise ValueError(f"highest must exceed lowest, got {low[wrong].flat[0]} and {high[wrong].flat[0]}")

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return parameters[0], parameters[1]

    def _density(self, x: FloatArray, *parameters: FloatArray) -> FloatArray:
        low, high = parameters
        return 1 / (high - low) + 0 * x

    def _log_density(self, x: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
        return -np.log(high - low) + 0 * x

    def _tails(self, x: FloatArray, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
        return (x - low) / (high - low), (high - x) / (high - low)

    def _quantile(self, lower: FloatArray, upper: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
        return np.where(lower <= upper, low + lower * (high - low), high - upper * (high - low))

    def _draw(self, generator: Generator, shape: tuple[int, ...], low: FloatArray, high: FloatArray) -> FloatArray:
        draws = generator.random(shape)
        draws *= high - low
        draws += low
        return draws

    def _moments(self, low: FloatArray, high: FloatArray) -> tuple[Any, Any, Any, Any]:
        return low / 2 + high / 2, (high - low) ** 2 / 12, 0.0, -1.2

    def _entropy(self, low: FloatArray, high: FloatArray) -> Any:
        return np.log(high - low)
