"""Which points land here.

A map that can only be called tells where points go, not where they came from. On a grid of triangles it is almost
linear: each triangle goes to a triangle, and a place inside of an image triangle comes from about the same place
in the triangle before. Newton's method makes that exact, and the points found this way are all there are, as
long as the grid is finer than the folds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from ..optimization.arguments import check_count
from .map_jacobians import images, jacobian_field

AT_ONCE = 1 << 21
N_NEWTON = 12


def preimages(
    mapping: Callable[[Any], Any],
    points: ArrayLike,
    domain: ArrayLike,
    *,
    resolution: int = 33,
    jacobian: Callable[[Any], Any] | None = None,
) -> FloatArray:
    """Return the points of a domain that a map takes to given points.

    Parameters
    ----------
    mapping : callable
        From a point (2,) to a point (2,).
    points : array_like (n_points, 2)
        Of the image.
    domain : array_like (2, 2)
        The lowest and highest value of each coordinate.
    resolution : int
        How many values of each coordinate, at least 2.
    jacobian : callable, optional
        From points (..., 2) to Jacobians (..., 2, 2).

    Returns
    -------
    array (n_points, n_most, 2)
        NaN in the places that are not needed; n_most is 0 where none has any.

    Raises
    ------
    ValueError
        If a shape does not fit.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import fold
    >>> found = preimages(fold().function, [[0.25, 0.5], [-1.0, 0.0]], [[-1, 1], [-1, 1]])
    >>> found.round(9).tolist()
    [[[-0.5, 0.5], [0.5, 0.5]], [[nan, nan], [nan, nan]]]
    """
    q, low_high = as_array(points, "points"), as_array(domain, "domain")
    if q.ndim != 2 or q.shape[1] != 2:
        raise ValueError(f"points must have shape (n_points, 2), got shape {q.shape}")
    if low_high.shape != (2, 2) or not (low_high[:, 0] < low_high[:, 1]).all():
        raise ValueError(f"domain must hold two pairs low < high, got {low_high.tolist()}")
    n = check_count(resolution, "resolution", at_least=2)
    targets, starts = _guesses(mapping, q, low_high, n)
    found = _polished(mapping, q[targets], starts, low_high, jacobian)
    return _gathered(len(q), targets, found, 1e-7 * (low_high[:, 1] - low_high[:, 0]))


def _guesses(
    mapping: Callable[[Any], Any], q: FloatArray, low_high: FloatArray, n: int
) -> tuple[FloatArray, FloatArray]:
    """Return which target lies in some image triangle, and the place in the triangle before, one row for each pair."""
    (left, right), (low, high) = low_high.tolist()
    grid = np.stack(np.meshgrid(np.linspace(left, right, n), np.linspace(low, high, n)), axis=-1)
    image = images(mapping, grid)
    corners, mapped = _triangles(grid), _triangles(image)
    u, v = mapped[:, 1] - mapped[:, 0], mapped[:, 2] - mapped[:, 0]
    area = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    usable = np.isfinite(mapped).all(axis=(1, 2)) & (area != 0.0)
    corners, mapped, u, v, area = corners[usable], mapped[usable], u[usable], v[usable], area[usable]
    which, starts = [np.empty(0, dtype=np.intp)], [np.empty((0, 2))]
    rows = max(1, AT_ONCE // max(1, len(area)))
    slack = 0.2  # curved triangles bulge beyond straight ones
    for start in range(0, len(q), rows):
        w = q[start : start + rows, None] - mapped[:, 0]
        s = (w[..., 0] * v[:, 1] - w[..., 1] * v[:, 0]) / area
        t = (u[:, 0] * w[..., 1] - u[:, 1] * w[..., 0]) / area
        target, triangle = np.nonzero((s >= -slack) & (t >= -slack) & (s + t <= 1.0 + slack))
        inside_s, inside_t = s[target, triangle, None], t[target, triangle, None]
        p, r, o = corners[triangle, 1], corners[triangle, 2], corners[triangle, 0]
        which.append(target + start)
        starts.append(o + inside_s * (p - o) + inside_t * (r - o))
    return np.concatenate(which), np.concatenate(starts)


def _triangles(grid: FloatArray) -> FloatArray:
    """Return the corners (n_triangles, 3, 2) of both halves of every cell of a grid (n_y, n_x, 2)."""
    a, b, c, d = (part.reshape(-1, 2) for part in (grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]))
    return np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])


def _polished(
    mapping: Callable[[Any], Any],
    q: FloatArray,
    starts: FloatArray,
    low_high: FloatArray,
    jacobian: Callable[[Any], Any] | None,
) -> FloatArray:
    """Return the starts after Newton's method, NaN where it does not end on the target within the domain."""
    p, span = starts.copy(), low_high[:, 1] - low_high[:, 0]
    if not len(p):
        return p
    for _ in range(N_NEWTON):
        j = jacobian_field(mapping, p, jacobian=jacobian)
        off = images(mapping, p) - q
        area = j[:, 0, 0] * j[:, 1, 1] - j[:, 0, 1] * j[:, 1, 0]
        with np.errstate(all="ignore"):
            move_x = (j[:, 1, 1] * off[:, 0] - j[:, 0, 1] * off[:, 1]) / area
            move_y = (j[:, 0, 0] * off[:, 1] - j[:, 1, 0] * off[:, 0]) / area
        move = np.stack([move_x, move_y], axis=-1)
        move = np.where(np.isfinite(move).all(axis=-1, keepdims=True), move, 0.0)
        p = p - np.clip(move, -0.1 * span, 0.1 * span)
        if (np.abs(move) <= 1e-15 * span).all():
            break
    off = np.abs(images(mapping, p) - q).max(axis=-1)
    slack = 1e-12 * span
    inside = ((p >= low_high[:, 0] - slack) & (p <= low_high[:, 1] + slack)).all(axis=-1)
    lands = off <= 1e-9 * (1.0 + np.abs(q).max(axis=-1))
    return np.where((inside & lands)[:, None], p, np.nan)


def _gathered(n: int, targets: FloatArray, found: FloatArray, apart: FloatArray) -> FloatArray:
    """Return the different points for each target, by the first coordinate and then the second."""
    each: list[list[FloatArray]] = [[] for _ in range(n)]
    order = np.lexsort((found[:, 1], found[:, 0])) if len(found) else np.empty(0, dtype=np.intp)
    for k in order:
        if np.isfinite(found[k]).all():
            known = each[int(targets[k])]
            if not any((np.abs(found[k] - other) <= apart).all() for other in known):
                known.append(found[k])
    result = np.full((n, max(map(len, each), default=0), 2), np.nan)
    for k, points in enumerate(each):
        if points:
            result[k, : len(points)] = points
    return result
