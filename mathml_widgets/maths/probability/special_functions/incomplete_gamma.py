r"""The incomplete gamma function: how much of a gamma distribution lies below a point, and how much above.

With it come the cdf of gamma, exponential, chi-squared and, by counting arrivals, Poisson distributions.
Each tail is computed directly where it is the smaller one: by a power series below the mean, by a continued fraction
above it, and by quadrature where the shape is large and both would crawl.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .arguments import as_not_negative, as_positive, by_region
from .continued_fractions import continued_fraction
from .gamma_function import log_gamma_of_one_plus
from .kernels import gamma_kernel
from .rest import log_of_rest
from .tail_integrals import ENOUGH, reach, tail_integral


def gamma_p(shape: ArrayLike, x: ArrayLike) -> FloatOrArray:
    r"""Return the lower regularised incomplete gamma function: the cdf of a gamma distribution of rate 1.

    .. math:: P(a, x) = \frac{1}{\Gamma(a)} \int_0^x t^{a-1} e^{-t} dt

    Parameters
    ----------
    shape : array_like (...)
        The `a`, positive.
    x : array_like (...)
        Not negative; infinity allowed. Broadcast against `shape`.

    Returns
    -------
    float or array (...)
        Between 0 and 1; small values keep their relative accuracy.

    Raises
    ------
    ValueError
        If `shape` is not positive and finite, or `x` is negative or NaN.

    References
    ----------
    NIST Digital Library of Mathematical Functions, sections 8.7 and 8.9.

    Examples
    --------
    >>> gamma_p(1, [0, 1, float("inf")])  # 1 - exp(-x)
    array([0. , 0.63212056, 1. ])
    """
    return plain(np.exp(log_gamma_tails(as_positive(shape, "shape"), as_not_negative(x, "x"))[0]))


def gamma_q(shape: ArrayLike, x: ArrayLike) -> FloatOrArray:
    r"""Return the upper regularised incomplete gamma function, :math:`Q(a, x) = 1 - P(a, x)`.

    Parameters
    ----------
    shape : array_like (...)
        The `a`, positive.
    x : array_like (...)
        Not negative; infinity allowed. Broadcast against `shape`.

    Returns
    -------
    float or array (...)
        Between 0 and 1; small values keep their relative accuracy.

    Raises
    ------
    ValueError
        If `shape` is not positive and finite, or `x` is negative or NaN.

    Examples
    --------
    >>> gamma_q(1, [1, 700])  # exp(-x)
    array([3.67879441e-001, 9.85967654e-305])
    """
    return plain(np.exp(log_gamma_tails(as_positive(shape, "shape"), as_not_negative(x, "x"))[1]))


def log_gamma_tails(a: FloatArray, x: FloatArray) -> FloatArray:
    """Return log P and log Q, stacked, each to its own accuracy."""
    a, x = np.broadcast_arrays(a, x)
    quadrature = (a > 12) & (x > 0)
    return by_region(
        [
            (x == 0, lambda s, t: np.stack([np.full_like(s, -np.inf), np.zeros_like(s)])),
            (np.isinf(x), lambda s, t: np.stack([np.zeros_like(s), np.full_like(s, -np.inf)])),
            (quadrature & (x < a), lower_by_quadrature),
            (quadrature, upper_by_quadrature),
            ((x <= 1.5) & (a < 1), near_0),
            ((x < a) | (x <= 1.5), lower_by_series),
            (x > 0, upper_by_fraction),
        ],
        a,
        x,
        rows=2,
    )


def near_0(a: FloatArray, x: FloatArray) -> FloatArray:
    """Return log P and log Q for a small shape and x: the alternating series, which also yields a small Q."""
    power = a * np.log(x) - log_gamma_of_one_plus(a)
    total, factor = np.zeros_like(a), np.ones_like(a)
    for n in range(1, 25):
        factor = factor * -x / n
        total = total + factor / (a + n)
    log_lower = power + np.log1p(a * total)
    with np.errstate(under="ignore"):
        upper = -np.expm1(power) - np.exp(power) * a * total
    small = log_lower < -0.5
    log_upper = np.where(small, log_of_rest(log_lower), np.log(np.where(small, 0.5, upper)))
    return np.stack([np.where(small, log_lower, np.log1p(-np.where(small, 0.5, upper))), log_upper])


def lower_by_series(a: FloatArray, x: FloatArray) -> FloatArray:
    """Return log P and log Q for x below the mean: x^a e^-x / Γ(a) times the sum of x^n / (a (a + 1) ... (a + n))."""
    term = 1 / a
    total = term.copy()
    for n in range(1, 200):
        term = term * (x / (a + n))
        total = total + term
        if (term <= 1e-17 * total).all():
            break
    lower = gamma_kernel(a, x) + np.log(total)
    return np.stack([lower, log_of_rest(lower)])


def upper_by_fraction(a: FloatArray, x: FloatArray) -> FloatArray:
    """Return log P and log Q for x above the mean."""
    fraction = continued_fraction(x + 1 - a, lambda k, s, t: (k * (s - k), t + (2 * k + 1) - s), a, x)
    upper = gamma_kernel(a, x) - np.log(fraction)
    return np.stack([log_of_rest(upper), upper])


def lower_by_quadrature(a: FloatArray, x: FloatArray) -> FloatArray:
    """Return log P and log Q for x below a large mean: with t = x e^-s the tail falls by a s + x expm1(-s)."""

    def fall(s: FloatArray, a: FloatArray, x: FloatArray) -> FloatArray:
        return a * s + x * np.expm1(-s)

    length = reach(a - x, x)
    for _ in range(3):
        length = length - (fall(length, a, x) - ENOUGH) / (a - x * np.exp(-length))
    lower = gamma_kernel(a, x) + np.log(tail_integral(fall, length, a, x))
    return np.stack([lower, log_of_rest(lower)])


def upper_by_quadrature(a: FloatArray, x: FloatArray) -> FloatArray:
    """Return log P and log Q for x above a large mean: with t = x e^s the tail falls by x expm1(s) - a s."""

    def fall(s: FloatArray, a: FloatArray, x: FloatArray) -> FloatArray:
        return x * np.expm1(s) - a * s

    upper = gamma_kernel(a, x) + np.log(tail_integral(fall, reach(x - a, x), a, x))
    return np.stack([log_of_rest(upper), upper])
