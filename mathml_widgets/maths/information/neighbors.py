"""The distance to the k-th nearest neighbour, by the largest coordinate.

Points are laid into strips of equal number along the first coordinate, and sorted along the second inside.
Neighbours are first sought a few places up and down in a point's own strip and in the two beside it, for all points
together. That is enough where everything not looked at is certainly farther; for the other points the k-th
distance found is a bound, and all that lies in the box of that size is looked at. So the answer is exact: equal to
looking at all pairs.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arguments import FloatArray

_PAIRS_AT_ONCE = 1 << 18
_FEW = 200

Places = NDArray[np.intp]


def kth_neighbor_distances(points: FloatArray, k: int) -> FloatArray:
    """Return the largest-coordinate distance from each point to its k-th nearest other point.

    Parameters
    ----------
    points : array (n_points, n_dimensions)
    k : int
        At least 1, below the number of points.

    Returns
    -------
    array (n_points,)
        The differences of two coordinates as float64 rounds them.

    Examples
    --------
    >>> kth_neighbor_distances(np.array([[0.0], [1.0], [3.0]]), 1)
    array([1., 1., 2.])
    """
    n, d = points.shape
    with np.errstate(over="ignore"):  # of numbers at both ends of float64
        if d == 1:
            return _on_the_line(points[:, 0], k)
        if n <= _FEW:
            return _among_all(points, np.arange(n), k)
        return _in_strips(points, k)


def _on_the_line(x: FloatArray, k: int) -> FloatArray:
    """Among sorted numbers the k nearest form a window around the point: the best of k + 1 windows."""
    n, order = len(x), np.argsort(x)
    row = x[order]
    best = np.full(n, np.inf)
    for left in range(k + 1):
        i = np.arange(left, n - (k - left))
        reach = np.maximum(row[i] - row[i - left], row[i + (k - left)] - row[i])
        best[i] = np.minimum(best[i], reach)
    found = np.empty(n)
    found[order] = best
    return found


def _among_all(points: FloatArray, asked: Places, k: int) -> FloatArray:
    """Look at all pairs, a block of the asked points at a time."""
    n, found = len(points), np.empty(len(asked))
    columns = np.ascontiguousarray(points.T)
    size = max(1, _PAIRS_AT_ONCE // n)
    for begin in range(0, len(asked), size):
        block = asked[begin : begin + size]
        distances = np.abs(columns[0][block, None] - columns[0])
        for column in columns[1:]:
            np.maximum(distances, np.abs(column[block, None] - column), out=distances)
        distances[np.arange(len(block)), block] = np.inf
        found[begin : begin + size] = np.partition(distances, k - 1, axis=1)[:, k - 1]
    return found


class _Strips(NamedTuple):
    """Points in strips along the first coordinate, sorted along the second in each.

    `columns` holds the coordinates in that order, `keys` the strip times n plus the rank of the second coordinate,
    `size` is the number of points of a strip (the last may have fewer), `lows` and `highs` are the least and the
    largest first coordinate of each.
    """

    columns: FloatArray
    keys: Places
    strips: Places
    size: int
    lows: FloatArray
    highs: FloatArray


def _in_strips(points: FloatArray, k: int) -> FloatArray:
    n = len(points)
    laid, order = _laid_out(points)
    best, certain = _near_search(laid, k, reach=k + 1)
    asked = np.flatnonzero(~certain)
    unbounded = asked[~np.isfinite(best[asked])]
    if len(unbounded):
        best[unbounded] = _among_all(laid.columns.T, unbounded, k)
        asked = asked[~np.isin(asked, unbounded)]
    if len(asked):
        best[asked] = _box_search(laid, k, asked, best[asked])
    found = np.empty(n)
    found[order] = best
    return found


def _laid_out(points: FloatArray) -> tuple[_Strips, Places]:
    n = len(points)
    size = math.isqrt(2 * n)
    ranks = np.empty((2, n), np.intp)
    for rank, column in zip(ranks, points.T[:2], strict=True):
        rank[np.argsort(column, kind="stable")] = np.arange(n)
    keys = ranks[0] // size * n + ranks[1]
    order = np.argsort(keys)
    columns = np.ascontiguousarray(points[order].T)
    begins = np.arange(0, n, size)
    lows, highs = np.minimum.reduceat(columns[0], begins), np.maximum.reduceat(columns[0], begins)
    return _Strips(columns, keys[order], np.arange(n) // size, size, lows, highs), order


def _near_search(laid: _Strips, k: int, reach: int) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Return the k-th least distance among a few places around, and whether nothing else can be nearer."""
    n, n_strips, size = len(laid.keys), len(laid.lows), laid.size
    width = size + 2 * reach
    # A frame of points at infinity around the strips, so that no place needs to be checked.
    framed = np.full((len(laid.columns), (n_strips + 2) * width), np.inf)
    home = (laid.strips + 1) * width + reach + np.arange(n) - laid.strips * size
    framed[:, home] = laid.columns
    nearest, outside = np.full((k, n), np.inf), np.full(n, np.inf)
    place, gap, distance, spare = np.empty(n, np.intp), np.empty(n), np.empty(n), np.empty(n)
    for shift in (0, -1, 1):
        strip = laid.strips + shift
        middle = home
        if shift:
            within = np.searchsorted(laid.keys, laid.keys + shift * n) - np.clip(strip, 0, n_strips) * size
            middle = (strip + 1) * width + reach + within
        offsets = [offset for offset in range(-reach, reach + (shift == 0)) if shift or offset]
        for offset in offsets:
            np.add(middle, offset, out=place)
            _distance_along(framed[1], laid.columns[1], place, distance)
            if offset in (offsets[0], offsets[-1]):
                np.minimum(outside, distance, out=outside)
            for source, own in zip((framed[0], *framed[2:]), (laid.columns[0], *laid.columns[2:]), strict=True):
                _distance_along(source, own, place, gap)
                np.maximum(distance, gap, out=distance)
            for row in nearest:
                np.minimum(row, distance, out=spare)
                np.maximum(row, distance, out=distance)
                row[:] = spare
    left = np.concatenate([[-np.inf, -np.inf], laid.highs])[laid.strips]
    right = np.concatenate([laid.lows, [np.inf, np.inf]])[laid.strips + 2]
    np.minimum(outside, laid.columns[0] - left, out=outside)
    np.minimum(outside, right - laid.columns[0], out=outside)
    return nearest[-1], nearest[-1] <= outside


def _distance_along(source: FloatArray, own: FloatArray, place: Places, out: FloatArray) -> None:
    np.take(source, place, out=out, mode="clip")
    np.subtract(out, own, out=out)
    np.abs(out, out=out)


def _box_search(laid: _Strips, k: int, asked: Places, bound: FloatArray) -> FloatArray:
    """Return the k-th least distance of points for which it is at most `bound`: look at all that lies so near."""
    n, columns = len(laid.keys), laid.columns
    slack = bound * (1.0 + 4e-16 * 4)
    second = np.sort(columns[1])
    low = np.searchsorted(second, np.nextafter(columns[1][asked] - slack, -np.inf), side="left")
    high = np.searchsorted(second, np.nextafter(columns[1][asked] + slack, np.inf), side="right")
    first_strip = np.searchsorted(laid.highs, np.nextafter(columns[0][asked] - slack, -np.inf), side="left")
    last_strip = np.searchsorted(laid.lows, np.nextafter(columns[0][asked] + slack, np.inf), side="right")
    found = bound.copy()
    owner, strip = _flattened(first_strip, last_strip)
    begin = np.searchsorted(laid.keys, strip * n + low[owner])
    end = np.searchsorted(laid.keys, strip * n + high[owner])
    ahead = np.cumsum(end - begin)
    cuts = np.searchsorted(ahead, np.arange(_PAIRS_AT_ONCE, ahead[-1] + _PAIRS_AT_ONCE, _PAIRS_AT_ONCE))
    # A piece ends where its last point does: no point is in two.
    cuts = np.unique(np.searchsorted(owner, owner[np.minimum(cuts, len(owner) - 1)], side="right"))
    for start, stop in pairwise([0, *cuts.tolist()]):
        row, place = _flattened(begin[start:stop], end[start:stop])
        point = owner[start:stop][row]
        own = asked[point]
        distance = np.abs(columns[0][place] - columns[0][own])
        for column in columns[1:]:
            np.maximum(distance, np.abs(column[place] - column[own]), out=distance)
        nearer = (distance < bound[point]) & (place != own)
        point, distance = point[nearer], distance[nearer]
        order = np.lexsort((distance, point))
        point, distance = point[order], distance[order]
        begins = np.flatnonzero(np.diff(point, prepend=-1))
        enough = np.diff(begins, append=len(point)) >= k
        found[point[begins[enough]]] = distance[begins[enough] + k - 1]
    return found


def _flattened(begin: Places, end: Places) -> tuple[Places, Places]:
    """Return all whole numbers of the ranges one after the other, and to which range each belongs."""
    lengths = end - begin
    owner = np.repeat(np.arange(len(begin)), lengths)
    shift = begin - (np.cumsum(lengths) - lengths)
    return owner, np.arange(len(owner)) + shift[owner]
