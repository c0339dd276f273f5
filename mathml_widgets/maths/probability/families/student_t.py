r"""Student's t distribution: a bell with heavy tails, the heavier the fewer the degrees of freedom."""

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
from ..special_functions.beta_quantiles import beta_log_odds
from ..special_functions.gamma_slopes import digamma_minus_log
from ..special_functions.student_t import student_t_log_cdf


class StudentT(Distribution):
    r"""Student's t distribution.

    .. math:: f(x) = \frac{(1 + z^2/\nu)^{-(\nu+1)/2}}{\sigma \sqrt\nu\, B(1/2, \nu/2)}, \quad z = (x-\mu)/\sigma

    Parameters
    ----------
    degrees_of_freedom : array_like (...)
        The ν, positive; moments from the ν-th on are infinite or do not exist.
    location : array_like (...)
        The centre μ.
    scale : array_like (...)
        The width σ, positive.

    Raises
    ------
    ValueError
        If a parameter breaks its rule.

    Examples
    --------
    >>> StudentT(5).variance()
    1.666666667
    >>> StudentT(2).variance(), StudentT(1).mean()
    (inf, nan)
    """

    name = "t"
    declared = MappingProxyType(
        {
            "degrees_of_freedom": Parameter(Rule.POSITIVE, 5.0, 0.5, 30.0),
            "location": Parameter(Rule.FINITE, 0.0, -5.0, 5.0),
            "scale": Parameter(Rule.POSITIVE, 1.0, 0.1, 5.0),
        }
    )
    why_undefined = MappingProxyType(
        {
            "mean": "with at most 1 degree of freedom both tails contribute infinitely much, with opposite signs",
            "variance": "there is no mean to deviate from",
            "skewness": "with at most 3 degrees of freedom both tails contribute infinitely much, with opposite signs",
            "kurtosis": "with at most 2 degrees of freedom the variance is infinite, or there is none",
        }
    )

    def __init__(self, degrees_of_freedom: ArrayLike = 5.0, location: ArrayLike = 0.0, scale: ArrayLike = 1.0) -> None:
        super().__init__(degrees_of_freedom=degrees_of_freedom, location=location, scale=scale)

    def _log_density(self, x: FloatArray, nu: FloatArray, location: FloatArray, scale: FloatArray) -> FloatArray:
        z = np.abs((x - location) / scale)
        logarithm = np.where(z < 1e150, np.log1p(z * z / nu), 2 * np.log(z) - np.log(nu))
        leading = -0.5 * np.log(nu) - np.asarray(log_beta(0.5, nu / 2)) - np.log(scale)
        return np.asarray(leading - (nu + 1) / 2 * logarithm)

    def _tails(
        self, x: FloatArray, nu: FloatArray, location: FloatArray, scale: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        z = (x - location) / scale
        return np.exp(student_t_log_cdf(z, nu)), np.exp(student_t_log_cdf(-z, nu))

    def _quantile(
        self, lower: FloatArray, upper: FloatArray, nu: FloatArray, location: FloatArray, scale: FloatArray
    ) -> FloatArray:
        smaller = np.minimum(lower, upper)
        outer, inner = (
            2 * smaller,
            np.where(smaller > 0.25, 2 * np.abs(np.maximum(lower, upper) - 0.5), 1 - 2 * smaller),
        )
        size = np.sqrt(nu) * np.exp(-beta_log_odds(nu / 2, np.full_like(nu, 0.5), outer, inner) / 2)
        return location + scale * np.where(lower <= upper, -size, size)

    def _draw(
        self,
        generator: Generator,
        shape: tuple[int, ...],
        nu: FloatArray,
        location: FloatArray,
        scale: FloatArray,
    ) -> FloatArray:
        draws = np.asarray(generator.standard_t(nu, shape))
        draws *= scale
        draws += location
        return draws

    def _moments(self, nu: FloatArray, location: FloatArray, scale: FloatArray) -> tuple[Any, Any, Any, Any]:
        variance = np.where(nu > 2, scale**2 * nu / (nu - 2), np.where(nu > 1, np.inf, np.nan))
        kurtosis = np.where(nu > 4, 6 / (nu - 4), np.where(nu > 2, np.inf, np.nan))
        return np.where(nu > 1, location, np.nan), variance, np.where(nu > 3, 0.0, np.nan), kurtosis

    def _entropy(self, nu: FloatArray, location: FloatArray, scale: FloatArray) -> Any:
        high, low = (nu + 1) / 2, nu / 2
        difference = np.where(
            nu < 20,
            np.asarray(digamma(high)) - np.asarray(digamma(low)),
            digamma_minus_log(high) - digamma_minus_log(low) + np.log1p(1 / nu),
        )
        return high * difference + 0.5 * np.log(nu) + np.asarray(log_beta(low, 0.5)) + np.log(scale)
