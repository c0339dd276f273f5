r"""The logistic distribution: its cdf is the sigmoid of a classifier."""

from __future__ import annotations

from math import pi
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..parameters import Parameter, Rule


class Logistic(Distribution):
    r"""The logistic distribution, with cdf :math:`1 / (1 + e^{-(x-\mu)/s})`.

    Parameters
    ----------
    location : array_like (...)
        The centre μ.
    scale : array_like (...)
        The width s, positive; the standard deviation is :math:`s\pi/\sqrt3`.

    Raises
    ------
    ValueError
        If a parameter breaks its rule.

    Examples
    --------
    >>> Logistic().cdf(2)
    0.880797078
    """

    name = "logistic"
    declared = MappingProxyType(
        {
            "location": Parameter(Rule.FINITE, 0.0, -5.0, 5.0),
            "scale": Parameter(Rule.POSITIVE, 1.0, 0.1, 5.0),
        }
    )

    def __init__(self, location: ArrayLike = 0.0, scale: ArrayLike = 1.0) -> None:
        super().__init__(location=location, scale=scale)

    def _log_density(self, x: FloatArray, location: FloatArray, scale: FloatArray) -> FloatArray:
        size = np.abs((x - location) / scale)
        return np.asarray(-size - 2 * np.log1p(np.exp(-size)) - np.log(scale))

    def _tails(self, x: FloatArray, location: FloatArray, scale: FloatArray) -> tuple[FloatArray, FloatArray]:
        z = (x - location) / scale
        return 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z))

    def _quantile(self, lower: FloatArray, upper: FloatArray, location: FloatArray, scale: FloatArray) -> FloatArray:
        half = np.maximum(lower, upper) - 0.5
        odds = np.where(half < 0.25, 2 * np.arctanh(2 * half), np.log(np.maximum(lower, upper)))
        odds = odds - np.where(half < 0.25, 0.0, np.log(np.minimum(lower, upper)))
        return location + scale * np.where(lower <= upper, -odds, odds)

    def _draw(
        self, generator: Generator, shape: tuple[int, ...], location: FloatArray, scale: FloatArray
    ) -> FloatArray:
        return np.asarray(generator.logistic(location, scale, shape))

    def _moments(self, location: FloatArray, scale: FloatArray) -> tuple[Any, Any, Any, Any]:
        return location, (pi * scale) ** 2 / 3, 0.0, 1.2

    def _entropy(self, location: FloatArray, scale: FloatArray) -> Any:
        return 2 + np.log(scale)
