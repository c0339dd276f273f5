r"""The error function: the probability that a normal error stays within a bound.

:math:`\operatorname{erf} x` is the chance that a normal error of variance 1/2 is smaller than `x` in absolute value,
and :math:`\operatorname{erfc} x = 1 - \operatorname{erf} x` that it is larger.
For large `x` the latter is minute, so it is never computed as a difference: it is
:math:`e^{-x^2}` times the scaled function :math:`\operatorname{erfcx} x`, which is tame.
"""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .arguments import as_numbers, by_region
from .chebyshev import chebyshev_sum

ROOT_PI = float(np.sqrt(pi))

# erf(√s) / √s for s from 0 to 1, and (1 + 2x) erfcx(x) as a function of (x - 3.75) / (x + 3.75) from -1 to 1.
ERF = (
    0.9754769393826541,
    -0.14226120510371365,
    0.010035582187599796,
    -0.0005768764699767485,
    2.741993125219606e-05,
    -1.1043175507344507e-06,
    3.8488755420345036e-08,
    -1.1808582533875466e-09,
    3.2334215826050907e-11,
    -7.991015947004549e-13,
    1.7990725113961456e-14,
    -3.718635487818693e-16,
    7.103599003714253e-18,
)
SCALED_ERFC = (
    1.1775789345674017,
    -0.004590054580646478,
    -0.08424913336651792,
    0.05920993999819189,
    -0.026658668435305753,
    0.009074997670705265,
    -0.002413163540417608,
    0.0004907758365258086,
    -6.916973302501207e-05,
    4.13902798607301e-06,
    7.74038306619849e-07,
    -2.1886401049234397e-07,
    1.076499946567091e-08,
    4.521959811218287e-09,
    -7.754400208831351e-10,
    -6.318088340886684e-11,
    2.86879501093067e-11,
    1.9455868545777347e-13,
    -9.65469674843344e-13,
    3.25254814814874e-14,
    3.3478119482868056e-14,
    -1.864562880419313e-15,
    -1.2507950530688648e-15,
    7.418235256624044e-17,
    5.068148904796111e-17,
    -2.2370566594359995e-18,
    -2.187342944303018e-18,
)


def erf(x: ArrayLike) -> FloatOrArray:
    r"""Return the error function, :math:`\frac{2}{\sqrt\pi} \int_0^x e^{-t^2} dt`.

    Parameters
    ----------
    x : array_like (...)
        Infinities allowed.

    Returns
    -------
    float or array (...)
        Between -1 and 1, with a relative error of a few 1e-16.

    Raises
    ------
    ValueError
        If `x` holds NaN.

    Examples
    --------
    >>> erf([0, 0.5, float("inf")])
    array([0. , 0.52049988, 1. ])
    """
    x = as_numbers(x)
    size = np.abs(x)
    regions = [(size <= 1, erf_near_0), (size > 1, lambda s: 1 - tail_of_erf(s))]
    return plain(np.copysign(by_region(regions, size), x))


def erfc(x: ArrayLike) -> FloatOrArray:
    r"""Return the complement of the error function, :math:`\frac{2}{\sqrt\pi} \int_x^\infty e^{-t^2} dt`.

    Parameters
    ----------
    x : array_like (...)
        Infinities allowed.

    Returns
    -------
    float or array (...)
        Between 0 and 2; small values keep their relative accuracy, down to 1e-308 at x = 26.5.

    Raises
    ------
    ValueError
        If `x` holds NaN.

    Examples
    --------
    >>> erfc([0, 5, 26])
    array([1.00000000e+000, 1.53745979e-012, 5.66319240e-296])
    """
    x = as_numbers(x)
    regions = [
        (x < -1, lambda s: 2 - tail_of_erf(-s)),
        (x < 0.5, lambda s: 1 - np.copysign(erf_near_0(np.abs(s)), s)),
        (x >= 0.5, tail_of_erf),
    ]
    return plain(by_region(regions, x))


def scaled_erfc(x: ArrayLike) -> FloatOrArray:
    r"""Return :math:`\operatorname{erfcx} x = e^{x^2} \operatorname{erfc} x`, which neither vanishes nor cancels.

    Parameters
    ----------
    x : array_like (...)
        Infinities allowed.

    Returns
    -------
    float or array (...)
        Near :math:`1 / (x \sqrt\pi)` for large `x`; infinite below -26.6, where it exceeds float64.

    Raises
    ------
    ValueError
        If `x` holds NaN.

    References
    ----------
    Shepherd and Laframboise, "Chebyshev approximation of (1 + 2x) exp(x²) erfc x", Math. Comp. 36 (1981).

    Examples
    --------
    >>> scaled_erfc([0, 10, 1e10])
    array([1.00000000e+00, 5.61409927e-02, 5.64189584e-11])
    """
    x = as_numbers(x)
    size = np.abs(x)
    result = scaled_tail(size)
    with np.errstate(over="ignore", divide="ignore"):
        return plain(np.where(x >= 0, result, 2 / exp_of_minus_square(size, 1.0) - result))


def erf_near_0(size: FloatArray) -> FloatArray:
    """Return erf for sizes from 0 to 1."""
    return size * chebyshev_sum(ERF, size * size, 0, 1)


def scaled_tail(size: FloatArray) -> FloatArray:
    """Return erfcx for sizes from 0 to infinity."""
    near = np.minimum(size, 1e300)
    return 0.5 * chebyshev_sum(SCALED_ERFC, (near - 3.75) / (near + 3.75), -1, 1) / (0.5 + size)


def tail_of_erf(size: FloatArray) -> FloatArray:
    """Return erfc for sizes from 0.5 to infinity."""
    return exp_of_minus_square(size, 1.0) * scaled_tail(size)


def exp_of_minus_square(size: FloatArray, factor: float) -> FloatArray:
    """Return exp(-factor size²) without the error of rounding the square, for factor 1 or 1/2.

    Where the square is large, rounding it would cost as many digits as it has before the point.
    """
    size = np.minimum(size, 60.0)
    head = np.round(size * 16) / 16
    with np.errstate(under="ignore"):
        return np.exp(-factor * head * head) * np.exp(-factor * (size - head) * (size + head))


def erf_inverse(y: ArrayLike) -> FloatOrArray:
    r"""Return `x` with :math:`\operatorname{erf} x = y`.

    Parameters
    ----------
    y : array_like (...)
        Between -1 and 1.

    Returns
    -------
    float or array (...)
        Infinite at -1 and 1.

    Raises
    ------
    ValueError
        If `y` holds NaN or lies outside -1 to 1.

    Examples
    --------
    >>> erf_inverse([0, 0.5, 1])
    array([0. , 0.47693628, inf])
    """
    y = as_numbers(y, "y")
    size = np.abs(y)
    if (size > 1).any():
        raise ValueError(f"y must lie between -1 and 1, got {y[size > 1].flat[0]}")
    regions = [(size <= 0.75, centre_of_erf_inverse), (size > 0.75, lambda s: tail_of_erf_inverse(1 - s))]
    return plain(np.copysign(by_region(regions, size), y))


def erfc_inverse(y: ArrayLike) -> FloatOrArray:
    r"""Return `x` with :math:`\operatorname{erfc} x = y`.

    Parameters
    ----------
    y : array_like (...)
        Between 0 and 2.

    Returns
    -------
    float or array (...)
        Infinite at 0, minus infinity at 2.

    Raises
    ------
    ValueError
        If `y` holds NaN or lies outside 0 to 2.

    Examples
    --------
    >>> erfc_inverse([1, 1e-300])
    array([ 0. , 26.20946996])
    """
    y = as_numbers(y, "y")
    if ((y < 0) | (y > 2)).any():
        raise ValueError(f"y must lie between 0 and 2, got {y[(y < 0) | (y > 2)].flat[0]}")
    regions = [
        (y < 0.25, tail_of_erf_inverse),
        (y > 1.75, lambda t: -tail_of_erf_inverse(2 - t)),
        (y >= 0.25, lambda t: np.copysign(centre_of_erf_inverse(np.abs(1 - t)), 1 - t)),
    ]
    return plain(by_region(regions, y))


def first_guess(log_of_one_minus_square: FloatArray) -> FloatArray:
    """Return a guess at the inverse of erf that is right to 1 %, after Winitzki (2008), from log(1 - y²)."""
    b = 2 / (pi * 0.147) + log_of_one_minus_square / 2
    return np.sqrt((-log_of_one_minus_square / 0.147) / (np.sqrt(b * b - log_of_one_minus_square / 0.147) + b))


def centre_of_erf_inverse(y: FloatArray) -> FloatArray:
    """Return the inverse of erf for `y` from 0 to 0.75, by three of Halley's steps."""
    x = first_guess(np.log1p(-y * y))
    for _ in range(3):
        step = (erf_near_0(x) - y) / (2 / ROOT_PI * np.exp(-x * x))
        x = x - step / (1 + x * step)
    return x


def tail_of_erf_inverse(y: FloatArray) -> FloatArray:
    """Return the inverse of erfc for `y` from 0 to 0.25, by Halley's steps on the logarithm of erfc."""
    y, vanishes = np.where(y > 0, y, 1.0), y <= 0
    target = np.log(y)
    x = first_guess(np.log(y * (2 - y)))
    for _ in range(3):
        scaled = scaled_tail(x)
        slope = -2 / (ROOT_PI * scaled)
        step = (np.log(scaled) - x * x - target) / slope
        x = x - step / (1 - step * (2 * x + slope) / 2)
    return np.where(vanishes, np.inf, x)
