"""Quantiles of any continuous distribution: Newton's method kept inside a bracket.

Where a cdf has no formula for its inverse, its slope, the density, is at hand: Newton's steps are quick where they
are safe, and where one would leave the bracket, the bracket is halved instead.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..linear_algebra.arguments import FloatArray

MOST_STEPS = 120


def invert(
    tails: Callable[[FloatArray], tuple[FloatArray, FloatArray]],
    density: Callable[[FloatArray], FloatArray],
    lower: FloatArray,
    upper: FloatArray,
    lowest: FloatArray,
    highest: FloatArray,
) -> FloatArray:
    """Return the points with the given areas below and above them; the smaller one is matched.

    Parameters
    ----------
    tails, density : callable
        Of arrays of the shape of the others.
    lower, upper : arrays (...)
        Adding up to 1.
    lowest, highest : arrays (...)
        Finite brackets.

    Returns
    -------
    array (...)

    Examples
    --------
    >>> half = np.array([0.5])
    >>> invert(lambda x: (x * x, 1 - x * x), lambda x: 2 * x, half, half, np.array([0.0]), np.array([1.0]))
    array([0.70710678])
    """
    low, high = np.array(lowest, dtype=float), np.array(highest, dtype=float)
    x = (low + high) / 2
    from_below = lower <= upper
    target = np.where(from_below, lower, upper)
    nothing = 1e-17 * (high - low)
    done = np.zeros(x.shape, dtype=bool)
    for _ in range(MOST_STEPS):
        below, above = tails(x)
        excess = np.where(from_below, below - lower, upper - above)
        low, high = np.where(excess <= 0, x, low), np.where(excess >= 0, x, high)
        with np.errstate(all="ignore"):
            slope = density(x)
            newton = x - excess / slope
            # On the scale of logarithms Newton's method does not crawl in from far out in a tail.
            area = np.where(from_below, below, above)
            logarithmic = x - np.where(from_below, 1, -1) * np.log(area / target) * area / slope
        newton = np.where(np.abs(excess) > 0.5 * target, logarithmic, newton)
        inside = (newton >= low) & (newton <= high)
        following = np.where(inside, newton, low / 2 + high / 2)
        small = np.abs(following - x) <= np.maximum(4e-16 * np.abs(following), nothing)
        at_root = np.abs(excess) <= 2e-15 * target
        x = np.where(done | at_root, x, following)
        done |= small | at_root | (high - low <= 2e-16 * np.abs(x))
        if done.all():
            break
    return np.asarray(x)
