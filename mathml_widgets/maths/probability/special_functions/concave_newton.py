r"""Quantiles by Newton's method, from any start.

Gamma and beta distributions are log-concave in the logarithm and in the log-odds, and so then are their tail areas.
On a concave function a tangent never lies below, so Newton's first step passes the root at most once and all further
ones approach it from one side: no bracket is needed, and the digits double with every step.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...linear_algebra.arguments import FloatArray

MOST_STEPS = 100


def solve_concave(
    height_and_slope: Callable[..., tuple[FloatArray, FloatArray]],
    guess: FloatArray,
    *parameters: FloatArray,
    longest_step: float = 20.0,
) -> FloatArray:
    """Return the roots of many concave, monotonic functions.

    Parameters
    ----------
    height_and_slope : callable
        ``height_and_slope(u, *parameters)``; the slope is not 0.
    guess : array (n,)
    *parameters : arrays (n,)
    longest_step : float
        Keeps a start far out on the flat side from jumping out of range.

    Returns
    -------
    array (n,)

    Examples
    --------
    >>> solve_concave(lambda u, p: (np.log(u) - p, 1 / u), np.array([0.1]), np.array([1.0]))
    array([2.71828183])
    """
    result = guess.copy()
    open_ones = np.arange(len(guess))
    for _ in range(MOST_STEPS):
        if len(open_ones) == 0:
            break
        here = result[open_ones]
        height, slope = height_and_slope(here, *(parameter[open_ones] for parameter in parameters))
        step = np.clip(height / slope, -longest_step, longest_step)
        result[open_ones] = here - step
        open_ones = open_ones[np.abs(step) > 1e-10]
    return result
