r"""The Laplace distribution: two exponential distributions back to back."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..parameters import Parameter, Rule


class Laplace(Distribution):
    r"""The Laplace distribution, :math:`f(x) = \frac{1}{2b} e^{-|x-\mu|/b}`.

    Parameters
    ----------
    location : array_like (...)
        The centre μ.
    scale : array_like (...)
        The mean distance from it, b, positive.

    Raises
    ------
    ValueError
        If a parameter breaks its rule.

    Examples
    --------
    >>> Laplace(0, 2).variance()
    8.0
    """

    name = "Laplace"
    declared = MappingProxyType(
        {
            "location": Parameter(Rule.FINITE, 0.0, -5.0, 5.0),
            "scale": Parameter(Rule.POSITIVE, 1.0, 0.1, 5.0),
        }
    )

    def __init__(self, location: ArrayLike = 0.0, scale: ArrayLike = 1.0) -> None:
        super().__init__(location=location, scale=scale)

    def _log_density(self, x: FloatArray, location: FloatArray, scale: FloatArray) -> FloatArray:
        return -np.abs(x - location) / scale - np.log(2 * scale)

    def _tails(self, x: FloatArray, location: FloatArray, scale: FloatArray) -> tuple[FloatArray, FloatArray]:
        smaller = 0.5 * np.exp(-np.abs(x - location) / scale)
        return np.where(x < location, smaller, 1 - smaller), np.where(x < location, 1 - smaller, smaller)

    def _quantile(self, lower: FloatArray, upper: FloatArray, location: FloatArray, scale: FloatArray) -> FloatArray:
        size = np.maximum(lower, upper) - 0.5
        distance = -np.where(size < 0.25, np.log1p(-2 * size), np.log(2 * np.minimum(lower, upper)))
        return location + scale * np.where(lower <= upper, -distance, distance)

    def _draw(
        self, generator: Generator, shape: tuple[int, ...], location: FloatArray, scale: FloatArray
    ) -> FloatArray:
        return np.asarray(generator.laplace(location, scale, shape))

    def _moments(self, location: FloatArray, scale: FloatArray) -> tuple[Any, Any, Any, Any]:
        return location, 2 * scale**2, 0.0, 3.0

    def _entropy(self, location: FloatArray, scale: FloatArray) -> Any:
        return 1 + np.log(2 * scale)
