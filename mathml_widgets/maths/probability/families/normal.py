r"""The normal distribution: what sums of many small, independent things look like."""

from __future__ import annotations

from math import e, log, pi
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..parameters import Parameter, Rule
from ..special_functions.normal import LOG_ROOT_2_PI, normal_cdf, normal_quantile


class Normal(Distribution):
    r"""The normal (Gaussian) distribution.

    .. math:: f(x) = \frac{1}{\sigma\sqrt{2\pi}} e^{-(x-\mu)^2 / 2\sigma^2}

    Parameters
    ----------
    mean : array_like (...)
        The centre μ.
    standard_deviation : array_like (...)
        The width σ, positive.

    Raises
    ------
    ValueError
        If a parameter breaks its rule.

    Examples
    --------
    >>> Normal(0, 0.1).pdf(0)  # a density may exceed 1
    3.989422804
    >>> Normal([0, 5], 2).cdf(1)
    array([0.69146246, 0.02275013])
    """

    name = "normal"
    declared = MappingProxyType(
        {
            "mean": Parameter(Rule.FINITE, 0.0, -5.0, 5.0),
            "standard_deviation": Parameter(Rule.POSITIVE, 1.0, 0.1, 5.0),
        }
    )

    def __init__(self, mean: ArrayLike = 0.0, standard_deviation: ArrayLike = 1.0) -> None:
        super().__init__(mean=mean, standard_deviation=standard_deviation)

    def _log_density(self, x: FloatArray, mean: FloatArray, spread: FloatArray) -> FloatArray:
        z = (x - mean) / spread
        return -0.5 * z * z - np.log(spread) - LOG_ROOT_2_PI

    def _tails(self, x: FloatArray, mean: FloatArray, spread: FloatArray) -> tuple[FloatArray, FloatArray]:
        z = (x - mean) / spread
        return np.asarray(normal_cdf(z)), np.asarray(normal_cdf(-z))

    def _quantile(self, lower: FloatArray, upper: FloatArray, mean: FloatArray, spread: FloatArray) -> FloatArray:
        z = np.where(lower <= upper, np.asarray(normal_quantile(lower)), -np.asarray(normal_quantile(upper)))
        return mean + spread * z

    def _draw(self, generator: Generator, shape: tuple[int, ...], mean: FloatArray, spread: FloatArray) -> FloatArray:
        draws = generator.standard_normal(shape)
        draws *= spread
        draws += mean
        return draws

    def _moments(self, mean: FloatArray, spread: FloatArray) -> tuple[Any, Any, Any, Any]:
        return mean, spread * spread, 0.0, 0.0

    def _entropy(self, mean: FloatArray, spread: FloatArray) -> Any:
        return 0.5 * log(2 * pi * e) + np.log(spread)
