r"""The incomplete gamma function read backwards: which point leaves a given area below or above it.

The smaller of the two areas is matched, on a logarithmic scale, in the logarithm of the point: there the tail is
concave, and Newton's method cannot fail.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .arguments import as_positive, as_probability
from .concave_newton import solve_concave
from .gamma_function import log_gamma
from .gamma_slopes import digamma, trigamma
from .incomplete_gamma import log_gamma_tails
from .kernels import gamma_kernel
from .normal import normal_quantile


def gamma_p_inverse(shape: ArrayLike, probability: ArrayLike) -> FloatOrArray:
    r"""Return the `x` with :math:`P(a, x) = p`: the quantile of a gamma distribution of rate 1.

    Parameters
    ----------
    shape : array_like (...)
        The `a`, positive.
    probability : array_like (...)
        The area below, between 0 and 1. Broadcast against `shape`.

    Returns
    -------
    float or array (...)
        Infinite at 1.

    Raises
    ------
    ValueError
        If `shape` is not positive and finite, or a probability is NaN or outside 0 to 1.

    Examples
    --------
    >>> gamma_p_inverse(1, [0, 0.5, 1])  # -log(1 - p)
    array([0. , 0.69314718, inf])
    """
    p = as_probability(probability)
    return plain(gamma_quantile(as_positive(shape, "shape"), p, 1 - p))


def gamma_q_inverse(shape: ArrayLike, probability: ArrayLike) -> FloatOrArray:
    r"""Return the `x` with :math:`Q(a, x) = p`: the point with a given area above it.

    Parameters
    ----------
    shape : array_like (...)
        The `a`, positive.
    probability : array_like (...)
        The area above, between 0 and 1. Broadcast against `shape`.

    Returns
    -------
    float or array (...)
        Infinite at 0.

    Raises
    ------
    ValueError
        If `shape` is not positive and finite, or a probability is NaN or outside 0 to 1.

    Examples
    --------
    >>> gamma_q_inverse(1, 1e-300)  # -log p
    690.7755279
    """
    q = as_probability(probability)
    return plain(gamma_quantile(as_positive(shape, "shape"), 1 - q, q))


def gamma_quantile(shape: FloatArray, lower: FloatArray, upper: FloatArray) -> FloatArray:
    """Return the points with the areas `lower` below and `upper` above them; the smaller one counts."""
    shape, lower, upper = np.broadcast_arrays(shape, lower, upper)
    result = np.where(lower <= 0, 0.0, np.inf)
    inner = (lower > 0) & (upper > 0)
    a, p, q = shape[inner], lower[inner], upper[inner]
    from_below = p <= q
    target = np.log(np.where(from_below, p, q))
    row = np.where(from_below, 0, 1)
    # Near 0 the area is x^a / Γ(a + 1), whatever the rest.
    by_power = (np.log(p) + np.asarray(log_gamma(a + 1))) / a
    exact = by_power < -40

    def height_and_slope(
        u: FloatArray, a: FloatArray, target: FloatArray, row: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        x = np.exp(np.clip(u, -700, 700))
        log_tail = np.where(row == 0, *log_gamma_tails(a, x))
        return log_tail - target, np.exp(gamma_kernel(a, x) - log_tail) * np.where(row == 0, 1, -1)

    z = np.asarray(normal_quantile(np.where(from_below, p, q))) * np.where(from_below, 1, -1)
    in_logarithm = np.asarray(digamma(a)) + z * np.sqrt(np.asarray(trigamma(a)))
    wilson_hilferty = a * np.maximum(1 - 1 / (9 * a) + z / (3 * np.sqrt(a)), 1e-3) ** 3
    guess = np.where(from_below, np.where(a < 1, by_power, in_logarithm), np.log(wilson_hilferty))
    guess = np.maximum(guess, by_power)
    solved = ~exact
    guess[solved] = solve_concave(height_and_slope, guess[solved], a[solved], target[solved], row[solved])
    with np.errstate(under="ignore"):
        result[inner] = np.exp(np.where(exact, by_power, guess))
    return result
