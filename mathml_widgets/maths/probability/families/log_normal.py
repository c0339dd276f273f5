r"""The lognormal distribution: what products of many small, independent factors look like."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..parameters import Parameter, Rule
from ..special_functions.normal import LOG_ROOT_2_PI, normal_cdf, normal_quantile


class LogNormal(Distribution):
    r"""The lognormal distribution: its logarithm is normal.

    .. math:: f(x) = \frac{1}{x \sigma\sqrt{2\pi}} e^{-(\log x - \mu)^2 / 2\sigma^2}, \quad x > 0

    Parameters
    ----------
    log_mean : array_like (...)
        The mean of the logarithm, μ.
    log_standard_deviation : array_like (...)
        The standard deviation of the logarithm, σ, positive.

    Raises
    ------
    ValueError
        If a parameter breaks its rule.

    Examples
    --------
    >>> LogNormal(0, 1).mean(), LogNormal(0, 1).median()
    (1.648721271, 1.0)
    """

    name = "lognormal"
    declared = MappingProxyType(
        {
            "log_mean": Parameter(Rule.FINITE, 0.0, -3.0, 3.0),
            "log_standard_deviation": Parameter(Rule.POSITIVE, 0.5, 0.05, 2.0),
        }
    )

    def __init__(self, log_mean: ArrayLike = 0.0, log_standard_deviation: ArrayLike = 0.5) -> None:
        super().__init__(log_mean=log_mean, log_standard_deviation=log_standard_deviation)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 0.0, np.inf

    def _log_density(self, x: FloatArray, mean: FloatArray, spread: FloatArray) -> FloatArray:
        logarithm = np.log(np.where(x > 0, x, 1.0))
        z = (logarithm - mean) / spread
        return np.where(x > 0, -0.5 * z * z - logarithm - np.log(spread) - LOG_ROOT_2_PI, -np.inf)

    def _tails(self, x: FloatArray, mean: FloatArray, spread: FloatArray) -> tuple[FloatArray, FloatArray]:
        z = (np.log(x) - mean) / spread
        return np.asarray(normal_cdf(z)), np.asarray(normal_cdf(-z))

    def _quantile(self, lower: FloatArray, upper: FloatArray, mean: FloatArray, spread: FloatArray) -> FloatArray:
        z = np.where(lower <= upper, np.asarray(normal_quantile(lower)), -np.asarray(normal_quantile(upper)))
        return np.exp(mean + spread * z)

    def _draw(self, generator: Generator, shape: tuple[int, ...], mean: FloatArray, spread: FloatArray) -> FloatArray:
        draws = generator.standard_normal(shape)
        draws *= spread
        draws += mean
        return np.asarray(np.exp(draws, out=draws))

    def _moments(self, mean: FloatArray, spread: FloatArray) -> tuple[Any, Any, Any, Any]:
        w, less_one = np.exp(spread**2), np.expm1(spread**2)
        # Excess kurtosis w⁴ + 2w³ + 3w² - 6, as a multiple of w - 1.
        kurtosis = less_one * (w**3 + 3 * w**2 + 6 * w + 6)
        return (
            np.exp(mean + spread**2 / 2),
            less_one * np.exp(2 * mean + spread**2),
            (w + 2) * np.sqrt(less_one),
            kurtosis,
        )

    def _entropy(self, mean: FloatArray, spread: FloatArray) -> Any:
        return mean + 0.5 + np.log(spread) + LOG_ROOT_2_PI
