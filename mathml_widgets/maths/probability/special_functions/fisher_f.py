r"""Fisher's F distribution: the quotient of two estimates of one variance.

With x = d₁F / (d₁F + d₂) it is a beta distribution, and its areas are :math:`I_x(d_1/2, d_2/2)`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .arguments import as_not_negative, as_positive, as_probability
from .beta_quantiles import beta_log_odds
from .incomplete_beta import log_beta_tails


def f_cdf(x: ArrayLike, numerator_degrees: ArrayLike, denominator_degrees: ArrayLike) -> FloatOrArray:
    r"""Return the area left of `x` under Fisher's density, :math:`I_{d_1x/(d_1x+d_2)}(d_1/2, d_2/2)`.

    Parameters
    ----------
    x : array_like (...)
        Not negative; infinity allowed.
    numerator_degrees, denominator_degrees : array_like (...)
        The degrees of freedom d₁ and d₂, positive.

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If `x` is negative or NaN, or degrees of freedom are not positive and finite.

    Examples
    --------
    >>> f_cdf(1, 5, 5)
    0.5
    """
    return plain(np.exp(f_log_tails(*of_f(x, numerator_degrees, denominator_degrees))[0]))


def f_sf(x: ArrayLike, numerator_degrees: ArrayLike, denominator_degrees: ArrayLike) -> FloatOrArray:
    r"""Return the area right of `x` under Fisher's density: the p-value of an F test.

    Parameters
    ----------
    x : array_like (...)
        Not negative; infinity allowed.
    numerator_degrees, denominator_degrees : array_like (...)
        The degrees of freedom, positive.

    Returns
    -------
    float or array (...)
        With its relative accuracy where it is small.

    Raises
    ------
    ValueError
        If `x` is negative or NaN, or degrees of freedom are not positive and finite.

    Examples
    --------
    >>> f_sf(100, 2, 20)  # (1 + x / 10)^-10
    3.855432894e-11
    """
    return plain(np.exp(f_log_tails(*of_f(x, numerator_degrees, denominator_degrees))[1]))


def f_quantile(
    probability: ArrayLike,
    numerator_degrees: ArrayLike,
    denominator_degrees: ArrayLike,
) -> FloatOrArray:
    r"""Return the `x` with the given area to its left under Fisher's density.

    Parameters
    ----------
    probability : array_like (...)
        Between 0 and 1. For the upper tail take ``1 / f_quantile(area_to_the_right, d2, d1)``.
    numerator_degrees, denominator_degrees : array_like (...)
        The degrees of freedom, positive.

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If a probability is NaN or outside 0 to 1, or degrees of freedom are not positive and finite.

    Examples
    --------
    >>> f_quantile(0.95, 5, 10)
    3.32583453
    """
    p = as_probability(probability)
    return plain(f_quantile_of_tails(*degrees(numerator_degrees, denominator_degrees), p, 1 - p))


def of_f(x: ArrayLike, d1: ArrayLike, d2: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return x and the degrees of freedom as arrays."""
    return as_not_negative(x, "x"), *degrees(d1, d2)


def degrees(d1: ArrayLike, d2: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the degrees of freedom as arrays."""
    return as_positive(d1, "numerator_degrees"), as_positive(d2, "denominator_degrees")


def f_log_tails(x: FloatArray, d1: FloatArray, d2: FloatArray) -> FloatArray:
    """Return the logarithms of the areas left and right of x, stacked."""
    with np.errstate(over="ignore", under="ignore"):
        odds = x * (d1 / d2)
        above = 1 / (1 + odds)
        below = np.where(odds > 1, 1 / (1 + 1 / np.maximum(odds, 1)), np.minimum(odds, 1) * above)
    return log_beta_tails(d1 / 2, d2 / 2, below, above)


def f_quantile_of_tails(d1: FloatArray, d2: FloatArray, lower: FloatArray, upper: FloatArray) -> FloatArray:
    """Return the points with the areas `lower` below and `upper` above them; the smaller one counts."""
    with np.errstate(over="ignore", under="ignore"):
        return d2 / d1 * np.exp(beta_log_odds(d1 / 2, d2 / 2, lower, upper))
