r"""The incomplete beta function: how much of a beta distribution lies below a point.

With it come the cdf of beta, Student's t and Fisher's F distributions and, by counting successes, of binomial and
negative binomial ones.
As for the incomplete gamma function, the smaller tail is computed directly: by a continued fraction, or by
quadrature where both parameters are large.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .arguments import as_positive, as_probability, by_region
from .continued_fractions import continued_fraction
from .kernels import beta_kernel
from .rest import log_of_rest
from .tail_integrals import ENOUGH, reach, tail_integral

QUICK = 0.7


def beta_inc(a: ArrayLike, b: ArrayLike, x: ArrayLike) -> FloatOrArray:
    r"""Return the regularised incomplete beta function: the cdf of a beta distribution.

    .. math:: I_x(a, b) = \frac{1}{B(a, b)} \int_0^x t^{a-1} (1-t)^{b-1} dt

    Parameters
    ----------
    a, b : array_like (...)
        Positive.
    x : array_like (...)
        Between 0 and 1. All are broadcast.

    Returns
    -------
    float or array (...)
        Between 0 and 1; small values keep their relative accuracy. The upper tail is ``beta_inc_upper(a, b, x)``.

    Raises
    ------
    ValueError
        If `a` or `b` is not positive and finite, or `x` is NaN or outside 0 to 1.

    References
    ----------
    NIST Digital Library of Mathematical Functions, section 8.17.

    Examples
    --------
    >>> beta_inc(1, 2, [0, 0.5, 1])  # 1 - (1 - x)²
    array([0. , 0.75, 1. ])
    """
    x = as_probability(x, "x")
    return plain(np.exp(log_beta_tails(as_positive(a, "a"), as_positive(b, "b"), x, 1 - x)[0]))


def beta_inc_upper(a: ArrayLike, b: ArrayLike, x: ArrayLike) -> FloatOrArray:
    r"""Return :math:`1 - I_x(a, b)`, computed without the subtraction where it is small.

    Parameters
    ----------
    a, b : array_like (...)
        Positive.
    x : array_like (...)
        Between 0 and 1. All are broadcast.

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If `a` or `b` is not positive and finite, or `x` is NaN or outside 0 to 1.

    Examples
    --------
    >>> beta_inc_upper(1, 200, 0.5)  # (1 - x)^200
    6.223015278e-61
    """
    x = as_probability(x, "x")
    return plain(np.exp(log_beta_tails(as_positive(a, "a"), as_positive(b, "b"), x, 1 - x)[1]))


def log_beta_tails(a: FloatArray, b: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the logarithms of the areas below and above x, stacked; `y` is 1 - x."""
    a, b, x, y = np.broadcast_arrays(a, b, x, y)
    # Where the series is quick it serves on either side of the mean.
    from_below, from_above = x * np.maximum(b, 1) <= QUICK, y * np.maximum(a, 1) <= QUICK
    swapped = ~from_below & (from_above | (x * b > y * a))
    lower = log_area_below(*(np.where(swapped, s, t) for s, t in ((b, a), (a, b), (y, x), (x, y))))
    upper = log_of_rest(lower)
    return np.stack([np.where(swapped, upper, lower), np.where(swapped, lower, upper)])


def log_area_below(a: FloatArray, b: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the logarithm of the area below x, where x is at most the mean or the series is quick."""
    many = np.minimum(a, b) > 4
    return by_region(
        [
            ((x <= 0) | (y <= 0), lambda s, t, u, v: np.full_like(s, -np.inf)),
            (x * np.maximum(b, 1) <= QUICK, by_series),
            (many & ((a + b) * x * y > 2), by_quadrature),
            (x > 0, by_fraction),
        ],
        a,
        b,
        x,
        y,
    )


def by_series(a: FloatArray, b: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the area below x: x^a / B(a, b) times the sum of (1 - b)(2 - b)...(n - b) x^n / (n! (a + n))."""
    total, factor = 1 / a, np.ones_like(a)
    for n in range(1, 120):
        factor = factor * ((n - b) / n * x)
        change = factor / (a + n)
        total = total + change
        if (np.abs(change) <= 1e-17 * total).all():
            break
    return beta_kernel(a, b, x, y) - b * np.log1p(-x) + np.log(total)


def by_fraction(a: FloatArray, b: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the area below x by the continued fraction of Didonato and Morris (1992)."""
    excess = a * y - b * x

    def term(
        k: int, a: FloatArray, b: FloatArray, x: FloatArray, y: FloatArray, excess: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        n = k - 1
        ratio = x / (a + (2 * n - 1)) if n else x
        top = (a + (n - 1)) * (a + b + (n - 1)) * (n * (b - n)) * ratio * ratio if n else np.ones_like(a)
        return top, n + n * (b - n) * ratio + (a + n) / (a + (2 * n + 1)) * (excess + 1 + n * (1 + y))

    fraction = continued_fraction(np.full_like(a, 1e-250), term, a, b, x, y, excess)
    return beta_kernel(a, b, x, y) + np.log(fraction)


def by_quadrature(a: FloatArray, b: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the area below x: s lower in log-odds, it has fallen by a log1p(y expm1(s)) + b log1p(x expm1(-s))."""

    def fall(s: FloatArray, a: FloatArray, b: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
        return a * np.log1p(y * np.expm1(s)) + b * np.log1p(x * np.expm1(-s))

    length = reach(a * y - b * x, (a + b) * x * y)
    for _ in range(3):
        near = 1 / (x + y * np.exp(length))
        slope = a * y * np.exp(length) * near - b * x * near
        length = length - (fall(length, a, b, x, y) - ENOUGH) / slope
    return beta_kernel(a, b, x, y) + np.log(tail_integral(fall, length, a, b, x, y))
