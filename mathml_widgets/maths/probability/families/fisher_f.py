r"""Fisher's F distribution: the quotient of two estimates of one variance."""

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
from ..special_functions.fisher_f import f_log_tails, f_quantile_of_tails
from ..special_functions.kernels import beta_kernel


class FisherF(Distribution):
    r"""Fisher's F distribution: :math:`d_1 x / (d_1 x + d_2)` is beta with :math:`d_1/2, d_2/2`.

    Parameters
    ----------
    numerator_degrees, denominator_degrees : array_like (...)
        The degrees of freedom d₁ and d₂, positive.

    Raises
    ------
    ValueError
        If a parameter is not positive and finite.

    Examples
    --------
    >>> FisherF(5, 10).quantile(0.95)
    3.32583453
    """

    name = "F"
    declared = MappingProxyType(
        {
            "numerator_degrees": Parameter(Rule.POSITIVE, 5.0, 1.0, 30.0),
            "denominator_degrees": Parameter(Rule.POSITIVE, 10.0, 1.0, 30.0),
        }
    )
    why_undefined = MappingProxyType(
        {
            "skewness": "with at most 4 degrees of freedom in the denominator the variance is infinite",
            "kurtosis": "with at most 4 degrees of freedom in the denominator the variance is infinite",
        }
    )

    def __init__(self, numerator_degrees: ArrayLike = 5.0, denominator_degrees: ArrayLike = 10.0) -> None:
        super().__init__(numerator_degrees=numerator_degrees, denominator_degrees=denominator_degrees)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 0.0, np.inf

    def _log_density(self, x: FloatArray, d1: FloatArray, d2: FloatArray) -> FloatArray:
        inside = np.where(x > 0, x, 1.0)
        odds = inside * (d1 / d2)
        kernel = beta_kernel(d1 / 2, d2 / 2, 1 / (1 + 1 / odds), 1 / (1 + odds))
        at_0 = np.where(d1 < 2, np.inf, np.where(d1 > 2, -np.inf, 0.0))
        return np.where(x > 0, kernel - np.log(inside), at_0)

    def _tails(self, x: FloatArray, d1: FloatArray, d2: FloatArray) -> tuple[FloatArray, FloatArray]:
        lower, upper = np.exp(f_log_tails(x, d1, d2))
        return lower, upper

    def _quantile(self, lower: FloatArray, upper: FloatArray, d1: FloatArray, d2: FloatArray) -> FloatArray:
        return f_quantile_of_tails(d1, d2, lower, upper)

    def _draw(self, generator: Generator, shape: tuple[int, ...], d1: FloatArray, d2: FloatArray) -> FloatArray:
        return np.asarray(generator.f(d1, d2, shape))

    def _moments(self, d1: FloatArray, d2: FloatArray) -> tuple[Any, Any, Any, Any]:
        n = d1 + d2 - 2
        mean = np.where(d2 > 2, d2 / (d2 - 2), np.inf)
        variance = np.where(d2 > 4, 2 * mean**2 * n / d1 / (d2 - 4), np.inf)
        skewness = (2 * d1 + d2 - 2) / (d2 - 6) * np.sqrt(8 * (d2 - 4) / d1 / n)
        kurtosis = 12 * (d1 * (5 * d2 - 22) * n + (d2 - 4) * (d2 - 2) ** 2) / (d1 * (d2 - 6) * (d2 - 8) * n)
        return (
            mean,
            variance,
            np.where(d2 > 6, skewness, np.where(d2 > 4, np.inf, np.nan)),
            np.where(d2 > 8, kurtosis, np.where(d2 > 4, np.inf, np.nan)),
        )

    def _entropy(self, d1: FloatArray, d2: FloatArray) -> Any:
        a, b = d1 / 2, d2 / 2
        slopes = (1 - a) * np.asarray(digamma(a)) - (1 + b) * np.asarray(digamma(b))
        return np.log(d2 / d1) + np.asarray(log_beta(a, b)) + slopes + (a + b) * np.asarray(digamma(a + b))
