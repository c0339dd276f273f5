r"""The beta distribution: what one may believe about a probability after some successes and failures."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..parameters import Parameter, Rule
from ..special_functions import digamma, log_beta
from ..special_functions.beta_quantiles import beta_log_odds, part
from ..special_functions.incomplete_beta import log_beta_tails
from ..special_functions.kernels import beta_kernel


class Beta(Distribution):
    r"""The beta distribution.

    .. math:: f(x) = \frac{x^{\alpha-1} (1-x)^{\beta-1}}{B(\alpha, \beta)}, \quad 0 \le x \le 1

    Parameters
    ----------
    alpha, beta : array_like (...)
        Positive; after k successes and m failures and an even prior, k + 1 and m + 1.

    Raises
    ------
    ValueError
        If a parameter is not positive and finite.

    Examples
    --------
    >>> Beta(8, 4).mean(), Beta(8, 4).cdf(0.5)
    (0.6666666667, 0.11328125)
    """

    name = "beta"
    declared = MappingProxyType(
        {
            "alpha": Parameter(Rule.POSITIVE, 2.0, 0.1, 20.0),
            "beta": Parameter(Rule.POSITIVE, 2.0, 0.1, 20.0),
        }
    )

    def __init__(self, alpha: ArrayLike = 2.0, beta: ArrayLike = 2.0) -> None:
        super().__init__(alpha=alpha, beta=beta)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 0.0, 1.0

    def _log_density(self, x: FloatArray, alpha: FloatArray, beta: FloatArray) -> FloatArray:
        inner = (x > 0) & (x < 1)
        y = np.where(inner, x, 0.5)
        nearest = np.where(x <= 0, alpha, beta)
        other = np.where(x <= 0, beta, alpha)
        at_ends = np.where(nearest < 1, np.inf, np.where(nearest > 1, -np.inf, np.log(other)))
        return np.where(inner, beta_kernel(alpha, beta, y, 1 - y) - np.log(y) - np.log1p(-y), at_ends)

    def _tails(self, x: FloatArray, alpha: FloatArray, beta: FloatArray) -> tuple[FloatArray, FloatArray]:
        lower, upper = np.exp(log_beta_tails(alpha, beta, x, 1 - x))
        return lower, upper

    def _quantile(self, lower: FloatArray, upper: FloatArray, alpha: FloatArray, beta: FloatArray) -> FloatArray:
        return part(beta_log_odds(alpha, beta, lower, upper))

    def _draw(self, generator: Generator, shape: tuple[int, ...], alpha: FloatArray, beta: FloatArray) -> FloatArray:
        return np.asarray(generator.beta(alpha, beta, shape))

    def _moments(self, alpha: FloatArray, beta: FloatArray) -> tuple[Any, Any, Any, Any]:
        n = alpha + beta
        # Ratios first, so that no product of huge parameters overflows.
        variance = (alpha / n) * (beta / n) / (n + 1)
        skewness = 2 * (beta - alpha) / (n + 2) * np.sqrt((n + 1) / alpha / beta)
        skew_square = ((alpha - beta) / alpha) * ((alpha - beta) / beta) * (n + 1)
        kurtosis = 6 * (skew_square - (n + 2)) / ((n + 2) * (n + 3))
        return alpha / n, variance, skewness, kurtosis

    def _entropy(self, alpha: FloatArray, beta: FloatArray) -> Any:
        n = alpha + beta
        of_alpha, of_beta = (alpha - 1) * np.asarray(digamma(alpha)), (beta - 1) * np.asarray(digamma(beta))
        return np.asarray(log_beta(alpha, beta)) - of_alpha - of_beta + (n - 2) * np.asarray(digamma(n))
