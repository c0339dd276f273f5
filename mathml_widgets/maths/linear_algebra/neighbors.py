"""Near in which sense?

The cosine of the angle between two vectors ignores their lengths, the dot product rewards long
ones, and the Euclidean distance punishes any difference. For word vectors, whose length mostly
tells how frequent a word is, the cosine is the custom. Neighbours in a picture are another matter:
it keeps two dimensions of many, and how many of the neighbours seen there are true can be counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, as_points
from .extended_range import join
from .similarities import as_vectors, unit_vectors

COSINE = "cosine"
DOT = "dot"
EUCLIDEAN = "euclidean"
METRICS = (COSINE, DOT, EUCLIDEAN)
_MANY = 300_000  # numbers from which reading half as many bytes is felt


class Neighbors(NamedTuple):
    """Rows of the nearest points, nearest first, and how near: cosine, dot product, or distance (..., n_neighbors)."""

    indices: NDArray[np.int64]
    scores: FloatArray


class Searchable(NamedTuple):
    """Points with what every search among them needs; make one with `searchable`.

    Attributes
    ----------
    vectors : array (n_points, n_dimensions)
    lengths : array (n_points,)
    coarse : array of float32 (n_points, n_dimensions), or None
        Unit vectors in half the memory, where there are many points.
    """

    vectors: FloatArray
    lengths: FloatArray
    coarse: NDArray[np.float32] | None


def searchable(vectors: ArrayLike) -> Searchable:
    """Return points checked and measured once, for many searches by `nearest_neighbors`.

    Parameters
    ----------
    vectors : array_like (n_points, n_dimensions)

    Examples
    --------
    >>> searchable([[3, 4], [0, 1]]).lengths
    array([5., 1.])
    """
    ready = _measured(vectors)
    if ready.vectors.size < _MANY:
        return ready
    unit = ready.vectors / np.where(ready.lengths > 0.0, ready.lengths, 1.0)[:, None]
    return ready._replace(coarse=unit.astype(np.float32))


def nearest_neighbors(
    vectors: ArrayLike | Searchable,
    query: ArrayLike,
    n_neighbors: int = 10,
    *,
    metric: str = COSINE,
    excluded: Iterable[int] = (),
) -> Neighbors:
    """Return the points nearest to a query.

    Parameters
    ----------
    vectors : array_like (n_points, n_dimensions), or what `searchable` made of it
    query : array_like (n_dimensions,) or (n_queries, n_dimensions)
    n_neighbors : int
        At least 1; fewer are returned where there are no more.
    metric : str
        "cosine" or "dot", where the largest is nearest; or "euclidean", where the smallest is.
    excluded : iterable of int
        Rows that are passed over, such as that of the query itself.

    Returns
    -------
    Neighbors
        indices and scores (n_neighbors,) or (n_queries, n_neighbors); of equal scores the first row is first.  A
        vector of zeros has no cosine, and is passed over by that metric.

    Raises
    ------
    ValueError
        If an argument is out of its range, or a query is zero and the metric the cosine.

    Examples
    --------
    >>> points = [[1, 0], [2, 2], [0, 3], [-1, 0]]
    >>> nearest_neighbors(points, [1, 0], 2).indices
    array([0, 1])
    >>> nearest_neighbors(points, [1, 0], 2, metric="dot").indices
    array([1, 0])
    >>> nearest_neighbors(points, [1, 0], 2, metric="euclidean", excluded=[0]).scores
    array([2.        , 2.23606798])
    """
    ready = vectors if isinstance(vectors, Searchable) else _measured(vectors)
    asked = as_vectors(query, "query")
    n, d = ready.vectors.shape
    if asked.shape[-1] != d:
        raise ValueError(f"query must have {d} dimensions as vectors has, got {asked.shape[-1]}")
    if n_neighbors < 1:
        raise ValueError(f"n_neighbors must be at least 1, got {n_neighbors}")
    if metric != COSINE:
        largest = max(ready.lengths.max(initial=0.0), np.abs(asked).max(initial=0.0))
        if largest > 0.0 and not 1e-140 < largest < 1e140:  # the squares leave float64
            exponent = math.frexp(largest)[1] if largest < math.inf else 1024
            reduced, query = join(ready.vectors, -exponent), join(asked, -exponent)
            found = nearest_neighbors(reduced, query, n_neighbors, metric=metric, excluded=excluded)
            return Neighbors(found.indices, join(found.scores, exponent * (2 if metric == DOT else 1)))
    passed_over = ready.lengths == 0.0 if metric == COSINE else np.zeros(n, dtype=bool)
    passed_over[as_rows(excluded, n)] = True
    if metric == COSINE and ready.coarse is not None and asked.ndim == 1 and asked.any():
        near = _candidates(ready.coarse, asked, n_neighbors, passed_over)
        cosines = _closeness(Searchable(ready.vectors[near], ready.lengths[near], None), asked, metric)
        best = _largest(cosines, min(n_neighbors, len(near)))
        return Neighbors(near[best], cosines[best])
    closeness = _closeness(ready, asked, metric)
    closeness[..., passed_over] = -np.inf
    count = min(n_neighbors, n - int(passed_over.sum()))
    indices = _largest(closeness, count)
    scores = np.take_along_axis(closeness, indices, axis=-1)
    if metric == EUCLIDEAN:
        rows = ready.vectors[indices] - asked[..., None, :]
        scores = np.linalg.norm(rows, axis=-1)
        order = np.lexsort((indices, scores), axis=-1)
        indices, scores = np.take_along_axis(indices, order, -1), np.take_along_axis(scores, order, -1)
    return Neighbors(indices, scores)


def neighbor_overlap(
    vectors: ArrayLike, projected: ArrayLike, n_neighbors: int = 10, *, metric: str = COSINE
) -> FloatArray:
    r"""Return which share of each point's neighbours on screen are its neighbours in truth.

    .. math:: \frac{|N_k(i) \cap N'_k(i)|}{k}

    Parameters
    ----------
    vectors : array_like (n_points, n_dimensions)
    projected : array_like (n_points, k)
        The picture; near there means in the Euclidean sense, as the eye sees it.
    n_neighbors : int
        At least 1 and less than n_points.
    metric : str
        What is near in truth, as in `nearest_neighbors`.

    Returns
    -------
    array (n_points,)
        From 0 to 1; by chance k / (n_points - 1).

    Examples
    --------
    >>> neighbor_overlap([[0, 0], [0, 1], [5, 0], [5, 2]], [[0], [0], [5], [5]], 1, metric="euclidean")
    array([1., 1., 1., 1.])
    """
    true, drawn = as_points(vectors, "vectors"), as_points(projected, "projected")
    n = len(true)
    if len(drawn) != n:
        raise ValueError(f"projected must have {n} points as vectors has, got {len(drawn)}")
    if not 1 <= n_neighbors < n:
        raise ValueError(f"n_neighbors must be from 1 to {n - 1}, got {n_neighbors}")
    marks = np.zeros((2, n, n), dtype=bool)
    for mark, cloud, sense in zip(marks, (true, drawn), (metric, EUCLIDEAN), strict=True):
        ready = _measured(cloud)
        known = ready.lengths > 0.0 if sense == COSINE else np.ones(n, dtype=bool)
        closeness = np.full((n, n), -np.inf)
        closeness[known] = _closeness(ready, ready.vectors[known], sense)
        closeness[:, ~known] = -np.inf
        np.fill_diagonal(closeness, -np.inf)
        np.put_along_axis(mark, _largest(closeness, n_neighbors), True, axis=1)
        mark &= closeness > -np.inf
    share: FloatArray = marks.all(axis=0).sum(axis=1) / n_neighbors
    return share


def as_rows(numbers: Iterable[int], n: int) -> NDArray[np.int64]:
    """Return numbers of rows, all of them there."""
    rows = np.array([int(number) for number in numbers], dtype=np.int64)
    for row in rows.tolist():
        if not 0 <= row < n:
            raise ValueError(f"rows must be from 0 to {n - 1}, got {row}")
    return rows


def _measured(vectors: ArrayLike) -> Searchable:
    rows = np.ascontiguousarray(as_points(vectors, "vectors"))
    with np.errstate(over="ignore", under="ignore"):
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        for i in np.flatnonzero((lengths < 1e-140) | (lengths > 1e140)).tolist():  # the squares leave float64
            lengths[i] = math.hypot(*rows[i])
    return Searchable(rows, lengths, None)


def _candidates(
    coarse: NDArray[np.float32], query: FloatArray, n_neighbors: int, passed_over: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the rows, ascending, that hold the nearest by cosine whatever the rounding of float32 has done."""
    n, d = coarse.shape
    cosines = coarse @ unit_vectors(query).astype(np.float32)
    cosines[passed_over] = -np.inf
    count = min(n_neighbors, n - int(passed_over.sum()))
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    # Each cosine is within (d + 4) roundings of the true one, so the last of the nearest is within twice that.
    least = np.partition(cosines, n - count)[n - count] - 2.0 * (d + 4) * float(np.finfo(np.float32).eps)
    return np.flatnonzero(cosines >= least)


def _closeness(ready: Searchable, asked: FloatArray, metric: str) -> FloatArray:
    """Return a number for each point that is larger the nearer it is to a query, (..., n_points)."""
    if metric == COSINE:
        if not asked.any(axis=-1).all():
            raise ValueError("query must not be zero for the cosine: zero has no direction")
        lengths = ready.lengths
        if ((lengths > 1e300) | ((lengths < 1e-290) & (lengths > 0.0))).any():
            return np.nan_to_num(np.asarray(unit_vectors(asked) @ unit_vectors(ready.vectors).T), nan=-np.inf)
        cosines = unit_vectors(asked) @ ready.vectors.T
        cosines /= np.where(lengths > 0.0, lengths, 1.0)
        np.clip(cosines, -1.0, 1.0, out=cosines)
        return np.asarray(cosines, dtype=np.float64)
    if metric == DOT:
        products: FloatArray = asked @ ready.vectors.T
        return products
    if metric == EUCLIDEAN:
        if asked.ndim == 1:
            difference = ready.vectors - asked
            squares: FloatArray = np.einsum("ij,ij->i", difference, difference)
            return -squares
        return np.array([_closeness(ready, one, metric) for one in asked]).reshape(len(asked), len(ready.vectors))
    raise ValueError(f"metric must be one of {', '.join(METRICS)}, got {metric!r}")


def _largest(values: FloatArray, count: int) -> NDArray[np.int64]:
    """Return the places of the largest numbers along the last axis, in descending order, the first of equals first."""
    n = values.shape[-1]
    if count == 0:
        return np.zeros((*values.shape[:-1], 0), dtype=np.int64)
    if values.ndim > 1:
        return np.array([_largest(row, count) for row in values], dtype=np.int64).reshape(*values.shape[:-1], count)
    if count < n:
        least = np.partition(values, n - count)[n - count]
        places = np.flatnonzero(values >= least)
    else:
        places = np.arange(n)
    return places[np.argsort(-values[places], kind="stable")][:count]
