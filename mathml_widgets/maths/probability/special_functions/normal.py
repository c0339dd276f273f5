r"""The standard normal distribution: area under the bell, and the point that cuts off a given area.

Both are the error function in other units: :math:`\Phi(x) = \frac12 \operatorname{erfc}(-x/\sqrt2)`.
In the lower tail areas shrink like :math:`e^{-x^2/2}/|x|`, so they are computed there directly, never as a
difference from 1, and their logarithm goes on where they no longer fit into a float.
"""

from __future__ import annotations

from math import log, pi, sqrt

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .arguments import as_numbers, as_probability, by_region
from .error_function import (
    centre_of_erf_inverse,
    erf_near_0,
    exp_of_minus_square,
    scaled_tail,
    tail_of_erf_inverse,
)

ROOT_2 = sqrt(2)
LOG_ROOT_2_PI = 0.5 * log(2 * pi)


def normal_pdf(x: ArrayLike) -> FloatOrArray:
    r"""Return the density of the standard normal distribution, :math:`e^{-x^2/2} / \sqrt{2\pi}`.

    Parameters
    ----------
    x : array_like (...)

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If `x` holds NaN.

    Examples
    --------
    >>> normal_pdf([0, 1])
    array([0.39894228, 0.24197072])
    """
    return plain(exp_of_minus_square(np.abs(as_numbers(x)), 0.5) / sqrt(2 * pi))


def normal_cdf(x: ArrayLike) -> FloatOrArray:
    r"""Return the area under the standard normal density left of `x`.

    .. math:: \Phi(x) = \frac{1}{\sqrt{2\pi}} \int_{-\infty}^x e^{-t^2/2} dt

    Parameters
    ----------
    x : array_like (...)
        Infinities allowed.

    Returns
    -------
    float or array (...)
        With full relative accuracy in the lower tail; the upper tail is ``normal_cdf(-x)``.

    Raises
    ------
    ValueError
        If `x` holds NaN.

    Examples
    --------
    >>> normal_cdf([-37, 0, 1.96])
    array([5.72557122e-300, 5.00000000e-001, 9.75002105e-001])
    """
    x = as_numbers(x)
    regions = [
        (np.abs(x) <= 0.5, lambda s: 0.5 + 0.5 * np.copysign(erf_near_0(np.abs(s) / ROOT_2), s)),
        (x < 0, lambda s: lower_tail(-s)),
        (x > 0, lambda s: 1 - lower_tail(s)),
    ]
    return plain(by_region(regions, x))


def normal_log_cdf(x: ArrayLike) -> FloatOrArray:
    r"""Return the logarithm (in nats) of the area left of `x`, also where the area is below 1e-308.

    Parameters
    ----------
    x : array_like (...)
        Infinities allowed.

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If `x` holds NaN.

    Examples
    --------
    >>> normal_log_cdf([-100, 0, 10])
    array([-5.00552421e+03, -6.93147181e-01, -7.61985302e-24])
    """
    x = as_numbers(x)
    with np.errstate(over="ignore", divide="ignore"):
        regions = [
            (x < -1, lambda s: np.log(0.5 * scaled_tail(-s / ROOT_2)) - 0.5 * s * s),
            (x < 1, lambda s: np.log(normal_cdf(s))),
            (x >= 1, lambda s: np.log1p(-lower_tail(s))),
        ]
        return plain(by_region(regions, x))


def normal_quantile(probability: ArrayLike) -> FloatOrArray:
    r"""Return the point that has the given area to its left: the inverse of :math:`\Phi`.

    Parameters
    ----------
    probability : array_like (...)
        Between 0 and 1. For the upper tail take ``-normal_quantile(area_to_the_right)``.

    Returns
    -------
    float or array (...)
        Minus infinity at 0, infinity at 1.

    Raises
    ------
    ValueError
        If a probability is NaN or outside 0 to 1.

    Examples
    --------
    >>> normal_quantile([0.5, 0.975, 1e-300])
    array([ 0. , 1.95996398, -37.0470963 ])
    """
    p = as_probability(probability)
    regions = [
        (p < 0.125, lambda s: -ROOT_2 * tail_of_erf_inverse(2 * s)),
        (p > 0.875, lambda s: ROOT_2 * tail_of_erf_inverse(2 * (1 - s))),
        (p >= 0, lambda s: ROOT_2 * np.copysign(centre_of_erf_inverse(np.abs(2 * s - 1)), 2 * s - 1)),
    ]
    return plain(by_region(regions, p))


def lower_tail(size: FloatArray) -> FloatArray:
    """Return the area left of -size, for sizes from 0 to infinity."""
    return 0.5 * exp_of_minus_square(size, 0.5) * scaled_tail(size / ROOT_2)
