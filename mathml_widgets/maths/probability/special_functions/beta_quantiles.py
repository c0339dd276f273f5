r"""The incomplete beta function read backwards: which point leaves a given area below it.

The smaller of the two areas is matched, on a logarithmic scale, in the log-odds of the point: there the tail is
concave, and Newton's method cannot fail.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .arguments import as_positive, as_probability
from .concave_newton import solve_concave
from .gamma_function import log_beta
from .gamma_slopes import digamma, trigamma
from .incomplete_beta import log_beta_tails
from .kernels import beta_kernel
from .normal import normal_quantile


def beta_inc_inverse(a: ArrayLike, b: ArrayLike, probability: ArrayLike) -> FloatOrArray:
    r"""Return the `x` with :math:`I_x(a, b) = p`: the quantile of a beta distribution.

    Parameters
    ----------
    a, b : array_like (...)
        Positive.
    probability : array_like (...)
        The area below, between 0 and 1. All are broadcast.

    Returns
    -------
    float or array (...)
        Between 0 and 1. For the upper tail take ``1 - beta_inc_inverse(b, a, area_above)``.

    Raises
    ------
    ValueError
        If `a` or `b` is not positive and finite, or a probability is NaN or outside 0 to 1.

    Examples
    --------
    >>> beta_inc_inverse(2, 1, [0, 0.25, 1])  # √p
    array([0. , 0.5, 1. ])
    """
    p = as_probability(probability)
    return plain(part(beta_log_odds(as_positive(a, "a"), as_positive(b, "b"), p, 1 - p)))


def part(log_odds: FloatArray) -> FloatArray:
    """Return the x whose log-odds log(x / (1 - x)) are given."""
    with np.errstate(over="ignore", under="ignore"):
        return 1 / (1 + np.exp(-log_odds))


def beta_log_odds(a: FloatArray, b: FloatArray, lower: FloatArray, upper: FloatArray) -> FloatArray:
    """Return the log-odds of the points with the areas `lower` below and `upper` above them; the smaller one counts."""
    a, b, lower, upper = np.broadcast_arrays(a, b, lower, upper)
    mirrored = lower > upper
    a, b = np.where(mirrored, b, a), np.where(mirrored, a, b)
    p = np.where(mirrored, upper, lower)
    result = np.full(p.shape, -np.inf)
    inner = p > 0
    result[inner] = log_odds_from_below(a[inner], b[inner], p[inner])
    return np.where(mirrored, -result, result)


def log_odds_from_below(a: FloatArray, b: FloatArray, p: FloatArray) -> FloatArray:
    """Return the log-odds of the points with an area of at most one half below them."""
    target = np.log(p)
    # Near 0 the area is x^a / (a B(a, b)), whatever the rest.
    by_power = (target + np.log(a) + np.asarray(log_beta(a, b))) / a
    exact = by_power < -40 - np.log(np.maximum(b, 1))
    spread = np.sqrt(np.asarray(trigamma(a)) + np.asarray(trigamma(b)))
    normal = np.asarray(digamma(a)) - np.asarray(digamma(b)) + np.asarray(normal_quantile(p)) * spread
    guess = np.asarray(np.where(a < 1, np.where(exact, by_power, np.minimum(by_power, 30)), normal))

    def height_and_slope(
        u: FloatArray, a: FloatArray, b: FloatArray, target: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        u = np.clip(u, -700, 700)
        x, y = part(u), part(-u)
        log_tail = log_beta_tails(a, b, x, y)[0]
        return log_tail - target, np.exp(beta_kernel(a, b, x, y) - log_tail)

    solved = ~exact
    guess[solved] = solve_concave(height_and_slope, guess[solved], a[solved], b[solved], target[solved])
    return guess
