r"""The slopes of log-gamma: digamma is its derivative, trigamma the derivative of that.

They turn up where a gamma function is differentiated: in entropies, and in maximum-likelihood estimates.
Both follow from an asymptotic series from 10 on and from ``digamma(x + 1) = digamma(x) + 1 / x`` below.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .arguments import as_positive, by_region
from .chebyshev import chebyshev_sum

# The zero of digamma in two parts, and digamma(x) / (x - zero) for x from 1 to 3.
ZERO, REST_OF_ZERO = 1.4616321449683622, 9.549995429965697e-17
DIGAMMA = (
    0.8508141002274594,
    -0.30691795316595705,
    0.06960086856205178,
    -0.01712297234345182,
    0.004374961886424303,
    -0.0011401796377915106,
    0.00030046127392236794,
    -7.969172661686522e-05,
    2.1218853925722328e-05,
    -5.6631596935365925e-06,
    1.5136717505341737e-06,
    -4.0495026233355134e-07,
    1.083979923064392e-07,
    -2.9026750711369042e-08,
    7.774554697983642e-09,
    -2.082649195692377e-09,
    5.579524084715322e-10,
    -1.4948718863979587e-10,
    4.005228073341035e-11,
    -1.0731515178725395e-11,
    2.8754217843517632e-12,
    -7.704533926086572e-13,
    2.0644004026236004e-13,
    -5.53150434659318e-14,
    1.482155285389004e-14,
    -3.971411389284323e-15,
    1.0641344625722717e-15,
    -2.8513362471718133e-16,
    7.640126526131413e-17,
    -2.047164716811876e-17,
    5.485359583436558e-18,
    -1.4697973715349978e-18,
)
# B_2k / 2k and B_2k, with the Bernoulli numbers B.
SERIES = (1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160)
BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)


def digamma(x: ArrayLike) -> FloatOrArray:
    r"""Return the derivative of log-gamma, :math:`\psi(x) = \Gamma'(x)/\Gamma(x)`.

    Parameters
    ----------
    x : array_like (...)
        Positive.

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If `x` is not positive and finite.

    Examples
    --------
    >>> digamma(1)  # minus Euler's constant
    -0.5772156649
    """
    x = as_positive(x, "x")
    regions = [
        (x < 1, lambda s: near_zero(s + 1) - 1 / s),
        (x <= 3, near_zero),
        (x > 3, from_far),
    ]
    with np.errstate(over="ignore"):
        return plain(by_region(regions, x))


def trigamma(x: ArrayLike) -> FloatOrArray:
    r"""Return the second derivative of log-gamma, :math:`\psi'(x) = \sum_{k \ge 0} (x+k)^{-2}`.

    Parameters
    ----------
    x : array_like (...)
        Positive.

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If `x` is not positive and finite.

    Examples
    --------
    >>> trigamma(1)  # π² / 6
    1.644934067
    """
    x = as_positive(x, "x")
    total = np.zeros_like(x)
    with np.errstate(over="ignore", divide="ignore", under="ignore"):
        for _ in range(10):
            near = x < 10
            total = total + np.where(near, 1 / x**2, 0.0)
            x = np.where(near, x + 1, x)
        inverse = 1 / x
        square = inverse * inverse
        return plain(total + inverse + square / 2 + inverse * square * horner(BERNOULLI, square))


def near_zero(x: FloatArray) -> FloatArray:
    """Return digamma for x from 1 to 3."""
    return ((x - ZERO) - REST_OF_ZERO) * chebyshev_sum(DIGAMMA, x, 1, 3)


def from_far(x: FloatArray) -> FloatArray:
    """Return digamma for x above 3: by its series from 10 on, stepping down from there."""
    total = np.zeros_like(x)
    for _ in range(7):
        near = x < 10
        total = total - np.where(near, 1 / x, 0.0)
        x = np.where(near, x + 1, x)
    return total + np.log(x) + series_from_10(x)


def series_from_10(x: FloatArray) -> FloatArray:
    """Return digamma(x) - log x for x from 10 on."""
    with np.errstate(under="ignore"):
        square = 1 / (x * x)
        return -0.5 / x - square * horner(SERIES, square)


def digamma_minus_log(x: FloatArray) -> FloatArray:
    """Return digamma(x) - log x, which is near -1 / (2x) and would cancel for large x; x is not checked."""
    return by_region([(x < 10, lambda s: np.asarray(digamma(s) - np.log(s))), (x >= 10, series_from_10)], x)


def horner(coefficients: tuple[float, ...], x: FloatArray) -> FloatArray:
    """Return the polynomial with these coefficients, the constant first."""
    total = np.full_like(x, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        total = coefficient + x * total
    return total
