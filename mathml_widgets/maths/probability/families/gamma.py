r"""The gamma distribution: waiting for the a-th event, also for an a between the whole numbers."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..parameters import Parameter, Rule
from ..special_functions.gamma_function import LOG_ROOT_2_PI, stirling_error
from ..special_functions.gamma_quantiles import gamma_quantile
from ..special_functions.gamma_slopes import digamma_minus_log
from ..special_functions.incomplete_gamma import log_gamma_tails
from ..special_functions.kernels import gamma_kernel


class Gamma(Distribution):
    r"""The gamma distribution.

    .. math:: f(x) = \frac{\lambda^a x^{a-1} e^{-\lambda x}}{\Gamma(a)}, \quad x \ge 0

    Parameters
    ----------
    shape : array_like (...)
        The a, positive; from 1 on the density has a maximum, below it has a pole at 0.
    rate : array_like (...)
        The λ, positive; the mean is a/λ.

    Raises
    ------
    ValueError
        If a parameter is not positive and finite.

    Examples
    --------
    >>> Gamma(3, 2).mean(), Gamma(3, 2).cdf(1.5)
    (1.5, 0.5768099189)
    """

    name = "gamma"
    declared = MappingProxyType(
        {
            "shape": Parameter(Rule.POSITIVE, 2.0, 0.1, 20.0),
            "rate": Parameter(Rule.POSITIVE, 1.0, 0.1, 5.0),
        }
    )

    def __init__(self, shape: ArrayLike = 2.0, rate: ArrayLike = 1.0) -> None:
        super().__init__(shape=shape, rate=rate)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 0.0, np.inf

    def _log_density(self, x: FloatArray, shape: FloatArray, rate: FloatArray) -> FloatArray:
        inside = np.where(x > 0, x, 1.0)
        at_0 = np.where(shape < 1, np.inf, np.where(shape > 1, -np.inf, np.log(rate)))
        return np.where(x > 0, gamma_kernel(shape, rate * inside) - np.log(inside), at_0)

    def _tails(self, x: FloatArray, shape: FloatArray, rate: FloatArray) -> tuple[FloatArray, FloatArray]:
        lower, upper = np.exp(log_gamma_tails(shape, rate * x))
        return lower, upper

    def _quantile(self, lower: FloatArray, upper: FloatArray, shape: FloatArray, rate: FloatArray) -> FloatArray:
        return gamma_quantile(shape, lower, upper) / rate

    def _draw(self, generator: Generator, size: tuple[int, ...], shape: FloatArray, rate: FloatArray) -> FloatArray:
        draws = np.asarray(generator.standard_gamma(shape, size))
        draws /= rate
        return draws

    def _moments(self, shape: FloatArray, rate: FloatArray) -> tuple[Any, Any, Any, Any]:
        return shape / rate, shape / rate**2, 2 / np.sqrt(shape), 6 / shape

    def _entropy(self, shape: FloatArray, rate: FloatArray) -> Any:
        # a + log Γ(a) + (1 - a) ψ(a), with the large parts that cancel taken out.
        rest = stirling_error(shape) + (1 - shape) * digamma_minus_log(shape)
        return LOG_ROOT_2_PI + 0.5 * np.log(shape) + rest - np.log(rate)


class ChiSquared(Gamma):
    r"""The chi-squared distribution: the sum of ν squared standard normal numbers.

    It is the gamma distribution of shape ν/2 and rate 1/2.

    Parameters
    ----------
    degrees_of_freedom : array_like (...)
        The ν, positive.

    Raises
    ------
    ValueError
        If a parameter is not positive and finite.

    Examples
    --------
    >>> ChiSquared(1).quantile(0.95)
    3.841458821
    """

    name = "chi-squared"
    declared = MappingProxyType({"degrees_of_freedom": Parameter(Rule.POSITIVE, 3.0, 1.0, 30.0)})

    def __init__(self, degrees_of_freedom: ArrayLike = 3.0) -> None:
        Distribution.__init__(self, degrees_of_freedom=degrees_of_freedom)
        self._arrays = (self._arrays[0] / 2, np.full_like(self._arrays[0], 0.5))
