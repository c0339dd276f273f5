r"""Student's t distribution: how far a mean strays when the spread, too, is an estimate.

The square of t, over itself plus the degrees of freedom, follows a beta distribution; so the areas here are those of
:math:`I_{\nu/(\nu+t^2)}(\nu/2, 1/2)`, half on either side.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .arguments import as_numbers, as_positive, as_probability
from .beta_quantiles import beta_log_odds
from .incomplete_beta import log_beta_tails
from .rest import log_of_rest

LOG_2 = log(2)
FARTHEST = 1e150


def student_t_cdf(t: ArrayLike, degrees_of_freedom: ArrayLike) -> FloatOrArray:
    r"""Return the area left of `t` under Student's density.

    For t < 0 it is :math:`\frac12 I_{\nu/(\nu+t^2)}(\nu/2, 1/2)`.

    Parameters
    ----------
    t : array_like (...)
        Infinities allowed.
    degrees_of_freedom : array_like (...)
        The ν, positive; not necessarily whole.

    Returns
    -------
    float or array (...)
        With its relative accuracy in the lower tail; the upper tail is ``student_t_cdf(-t, ...)``.

    Raises
    ------
    ValueError
        If `t` holds NaN, or degrees of freedom are not positive and finite.

    Examples
    --------
    >>> student_t_cdf([-1, 0, 1], 1)  # Cauchy: 1/2 + arctan(t)/π
    array([0.25, 0.5 , 0.75])
    """
    t, nu = as_numbers(t, "t"), as_positive(degrees_of_freedom, "degrees_of_freedom")
    return plain(np.exp(student_t_log_cdf(t, nu)))


def student_t_log_cdf(t: FloatArray, nu: FloatArray) -> FloatArray:
    """Return the logarithm of the area left of t."""
    t, nu = np.broadcast_arrays(t, nu)
    with np.errstate(over="ignore", under="ignore"):
        square = np.minimum(np.abs(t) / np.sqrt(nu), FARTHEST) ** 2
        outer = log_beta_tails(nu / 2, np.full_like(nu, 0.5), 1 / (1 + square), square / (1 + square))[0] - LOG_2
    outer = np.where(np.isinf(t), -np.inf, outer)
    return np.where(t <= 0, outer, log_of_rest(outer))


def student_t_quantile(probability: ArrayLike, degrees_of_freedom: ArrayLike) -> FloatOrArray:
    r"""Return the `t` with the given area to its left under Student's density.

    Parameters
    ----------
    probability : array_like (...)
        Between 0 and 1. For the upper tail take ``-student_t_quantile(area_to_the_right, ...)``.
    degrees_of_freedom : array_like (...)
        The ν, positive.

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If a probability is NaN or outside 0 to 1, or degrees of freedom are not positive and finite.

    Examples
    --------
    >>> student_t_quantile(0.975, [1, 10, 1000])
    array([12.70620474, 2.22813885, 1.96233908])
    """
    p, nu = np.broadcast_arrays(as_probability(probability), as_positive(degrees_of_freedom, "degrees_of_freedom"))
    outer = 2 * np.minimum(p, 1 - p)
    inner = np.where(p < 0.5, 1 - 2 * p, 2 * p - 1)
    log_odds = beta_log_odds(nu / 2, np.full_like(nu, 0.5), outer, inner)
    with np.errstate(over="ignore", under="ignore"):
        return plain(np.copysign(np.sqrt(nu) * np.exp(-log_odds / 2), p - 0.5))
