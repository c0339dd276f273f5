"""Where a function of the plane changes sign, as line segments.

On a grid of values each cell whose corners differ in sign is crossed: the crossing on an edge is found by linear
interpolation, and two crossings make a segment; where there are four, the mean of the corners decides how they are
joined (marching squares).
Where the function can be asked again, the crossings are moved along their edges until the value is zero to
rounding; one where it grows instead was no zero but a pole.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array

N_REFINEMENTS = 60


def zero_segments(
    values: ArrayLike,
    x: ArrayLike,
    y: ArrayLike,
    *,
    function: Callable[[FloatArray], FloatArray] | None = None,
) -> FloatArray:
    """Return the segments on which a function on a grid is zero.

    Parameters
    ----------
    values : array_like (n_y, n_x)
        NaN where it is not defined: cells with such a corner are left out.
    x, y : array_like (n_x,), (n_y,)
        Rising coordinates of the columns and rows.
    function : callable, optional
        From points (k, 2) to values (k,), to refine the crossings.

    Returns
    -------
    array (n_segments, 2, 2)
        Two ends, each a point.  Where the function only touches zero there is no segment.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    Lorensen and Cline, "Marching cubes", Computer Graphics 21 (1987), pp. 163-169.

    Examples
    --------
    >>> zero_segments([[-1.0, 1.0], [-1.0, 3.0]], [0.0, 1.0], [0.0, 1.0]).tolist()
    [[[0.5, 0.0], [0.25, 1.0]]]
    """
    z = np.asarray(values, dtype=np.float64)
    columns, rows = as_array(x, "x"), as_array(y, "y")
    if z.shape != (len(rows), len(columns)):
        raise ValueError(f"values must have shape {(len(rows), len(columns))}, got shape {z.shape}")
    horizontal, vertical = _crossings(z, columns, rows, function)
    corners = np.stack([z[:-1, :-1], z[:-1, 1:], z[1:, 1:], z[1:, :-1]])
    complete = np.isfinite(corners).all(axis=0)
    below = corners < 0.0
    edges = np.stack([horizontal[:-1], vertical[:, 1:], horizontal[1:], vertical[:, :-1]])  # bottom, right, top, left
    crossed = (below != np.roll(below, -1, axis=0)) & complete & np.isfinite(edges[..., 0])
    count = crossed.sum(axis=0)
    segments = []
    for j, i in np.argwhere(count == 2):
        first, second = np.flatnonzero(crossed[:, j, i])
        segments.append((edges[first, j, i], edges[second, j, i]))
    for j, i in np.argwhere(count == 4):
        # The corner at the lower left is cut off alone where the middle of the cell has the other sign.
        alone = bool(corners[:, j, i].mean() < 0.0) != bool(below[0, j, i])
        pairs = ((3, 0), (1, 2)) if alone else ((0, 1), (2, 3))
        segments.extend((edges[a, j, i], edges[b, j, i]) for a, b in pairs)
    found = np.array(segments, dtype=np.float64).reshape(-1, 2, 2)
    # A line through a corner of the grid leaves segments of no length there.
    cell = np.hypot(np.diff(columns).max(initial=0.0), np.diff(rows).max(initial=0.0))
    return np.asarray(found[np.hypot(*(found[:, 1] - found[:, 0]).T) > 1e-12 * cell])


def _crossings(
    z: FloatArray, x: FloatArray, y: FloatArray, function: Callable[[FloatArray], FloatArray] | None
) -> tuple[FloatArray, FloatArray]:
    """Return where each horizontal edge (n_y, n_x - 1, 2) and each vertical one (n_y - 1, n_x, 2) is crossed."""
    places = np.stack(np.meshgrid(x, y), axis=-1)
    found = []
    for axis in (1, 0):
        ahead = (slice(None), slice(1, None)) if axis else (slice(1, None), slice(None))
        behind = (slice(None), slice(None, -1)) if axis else (slice(None, -1), slice(None))
        crossed = ((z[ahead] < 0.0) != (z[behind] < 0.0)) & np.isfinite(z[ahead]) & np.isfinite(z[behind])
        points = np.full((*crossed.shape, 2), np.nan)
        points[crossed] = _on_edges(
            places[behind][crossed], places[ahead][crossed], z[behind][crossed], z[ahead][crossed], function
        )
        found.append(points)
    return found[0], found[1]


def _on_edges(
    a: FloatArray,
    b: FloatArray,
    at_a: FloatArray,
    at_b: FloatArray,
    function: Callable[[FloatArray], FloatArray] | None,
) -> FloatArray:
    """Return the zero between each pair of points, NaN where there is a pole instead."""
    low, high, at_low, at_high = np.zeros(len(a)), np.ones(len(a)), at_a.copy(), at_b.copy()
    t = at_low / (at_low - at_high)
    if function is None or not len(a):
        return a + t[:, None] * (b - a)
    largest = np.maximum(np.abs(at_a), np.abs(at_b))
    last = largest.copy()
    for k in range(N_REFINEMENTS):
        with np.errstate(all="ignore"):
            value = np.asarray(function(a + t[:, None] * (b - a)), dtype=np.float64)
        last = np.abs(value)
        if not np.isfinite(value).all():
            last = np.where(np.isfinite(value), last, np.inf)
        left = (value < 0.0) == (at_low < 0.0)
        low, at_low = np.where(left, t, low), np.where(left, value, at_low)
        high, at_high = np.where(left, high, t), np.where(left, at_high, value)
        if (last <= 1e-14 * largest).all() or (high - low <= 1e-15).all():
            break
        secant = at_low / np.where(at_low == at_high, 1.0, at_low - at_high)
        # Every third time in the middle, so that no end stays where it is.
        share = np.where((k % 3 == 2) | (at_low == at_high) | ~np.isfinite(secant), 0.5, secant)
        before, t = t, low + share * (high - low)
        if (((np.abs(t - before) <= 1e-15) & (last <= 1e-9 * largest)) | (high - low <= 1e-15)).all():
            break
    return np.where((last <= largest)[:, None], a + t[:, None] * (b - a), np.nan)
