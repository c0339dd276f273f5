"""The lowest point of a function of a few numbers, without slopes: Nelder and Mead's creeping simplex.

A triangle (in two dimensions) turns its highest corner over the opposite side, stretches where that goes down, and
shrinks where nothing does.
It is slow and sure enough for the two or three parameters of a family of distributions, whose loss may be infinite
in places.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..linear_algebra.arguments import FloatArray


def lowest_point(
    function: Callable[[FloatArray], float],
    start: FloatArray,
    *,
    step: float = 0.2,
    most_calls: int = 600,
    tolerance: float = 1e-9,
) -> tuple[FloatArray, float]:
    """Return where the function is lowest near the start, and how low.

    Parameters
    ----------
    function : callable
        Of an array (n,); infinite or NaN counts as high.
    start : array (n,)
    step : float
        The size of the first simplex.
    most_calls : int
    tolerance : float
        The size of the last simplex.

    Returns
    -------
    array (n,), float

    References
    ----------
    Nelder and Mead, "A simplex method for function minimization", The Computer Journal 7 (1965).

    Examples
    --------
    >>> point, height = lowest_point(lambda x: (x[0] - 1) ** 2 + (x[1] + 2) ** 2, np.zeros(2))
    >>> point.round(6)
    array([ 1., -2.])
    """

    def height(point: FloatArray) -> float:
        found = float(function(point))
        return found if np.isfinite(found) else np.inf

    n = len(start)
    corners = np.vstack([start, start + step * np.eye(n)])
    heights = np.array([height(corner) for corner in corners])
    calls = n + 1
    while calls < most_calls:
        order = np.argsort(heights, kind="stable")
        corners, heights = corners[order], heights[order]
        if np.ptp(corners, axis=0).max() <= tolerance * (1 + np.abs(corners[0]).max()):
            break
        middle = corners[:-1].mean(axis=0)
        turned = middle + (middle - corners[-1])
        at_turned = height(turned)
        calls += 1
        if at_turned < heights[0]:
            further = middle + 2 * (middle - corners[-1])
            at_further = height(further)
            calls += 1
            corners[-1], heights[-1] = (further, at_further) if at_further < at_turned else (turned, at_turned)
        elif at_turned < heights[-2]:
            corners[-1], heights[-1] = turned, at_turned
        else:
            outside = at_turned < heights[-1]
            nearer = middle + 0.5 * ((turned if outside else corners[-1]) - middle)
            at_nearer = height(nearer)
            calls += 1
            if at_nearer < min(at_turned, heights[-1]):
                corners[-1], heights[-1] = nearer, at_nearer
            else:
                corners[1:] = corners[0] + 0.5 * (corners[1:] - corners[0])
                heights[1:] = [height(corner) for corner in corners[1:]]
                calls += n
    best = int(np.argmin(heights))
    return corners[best], float(heights[best])
