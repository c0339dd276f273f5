"""Entropy and mutual information of numbers, from the distances between neighbours.

Where points lie close together the density is high: the distance to the k-th neighbour measures it, with no bins to
choose. Kozachenko and Leonenko made an entropy of it. Kraskov, Stögbauer and Grassberger count, for each point, how
many points lie within that distance along x alone and along y alone; the errors of the entropies then cancel in
their difference, the mutual information.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..probability.special_functions import digamma
from .arguments import FloatArray, as_array, check_base, check_count
from .neighbors import kth_neighbor_distances

_PAIRS_AT_ONCE = 1 << 18


def nearest_neighbor_entropy(points: ArrayLike, k: int = 3, base: float = 2) -> float:
    r"""Return the differential entropy of points by the estimate of Kozachenko and Leonenko.

    .. math:: \hat h = \psi(n) - \psi(k) + \frac{d}{n} \sum_i \log 2 \varepsilon_i

    Parameters
    ----------
    points : array_like (n_points,) or (n_points, n_dimensions)
        The distance to the k-th neighbour by the largest coordinate is epsilon.
    k : int
        Smaller is less biased, larger is steadier.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float
        Of either sign, and larger by one bit when all points of a line are moved apart by a factor of two.  Minus
        infinity where a point has k equals: something that happens twice has no density.

    Raises
    ------
    ValueError
        If `k` is not at least 1 and below the number of points, or a coordinate is not finite.

    References
    ----------
    Kozachenko and Leonenko, *Sample Estimate of the Entropy of a Random Vector*, 1987.
    Kraskov, Stögbauer and Grassberger, *Estimating mutual information*, 2004, equation 20.

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(size=10_000)
    >>> true = 0.5 * math.log2(2 * math.pi * math.e)
    >>> bool(abs(nearest_neighbor_entropy(x) - true) < 0.03)
    True
    """
    x, base = _as_sample(points, "points"), check_base(base)
    k = _as_neighbors(k, len(x))
    reach = kth_neighbor_distances(x, k)
    if not reach.min() > 0.0:
        return -math.inf
    nats = digamma(float(len(x))) - digamma(float(k)) + x.shape[1] * (math.log(2.0) + float(np.log(reach).mean()))
    return float(nats) / math.log(base)


def ksg_mutual_information(x: ArrayLike, y: ArrayLike, k: int = 3, base: float = 2) -> float:
    r"""Return the mutual information of two columns of numbers by the first estimate of Kraskov and others.

    .. math:: \hat I = \psi(k) + \psi(n) - \bigl\langle \psi(n_x + 1) + \psi(n_y + 1) \bigr\rangle

    Parameters
    ----------
    x, y : array_like (n_points,) or (n_points, n_dimensions)
        A row is a point; n_x counts the other points that are nearer along x than the k-th neighbour of the pair is.
    k : int
        Smaller is less biased, larger is steadier.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float
        May be below zero by chance for independent columns; it is not cut off there, so that its mean is right.

    Raises
    ------
    ValueError
        If the columns differ in length, `k` is not at least 1 and below the number of points, or a number is not
        finite.

    Notes
    -----
    It is made for continuous columns: where values repeat, so that the k-th neighbour is at distance 0, only the
    points at no distance are counted, as scikit-learn does.  Scale the columns alike; a monotone map of either
    changes the estimate little and the true value not at all.

    References
    ----------
    Kraskov, Stögbauer and Grassberger, *Estimating mutual information*, 2004, equation 8.

    Examples
    --------
    >>> generator = np.random.default_rng(0)
    >>> x = generator.normal(size=2000)
    >>> y = 0.6 * x + 0.8 * generator.normal(size=2000)
    >>> true = -0.5 * math.log2(1 - 0.6**2)
    >>> bool(abs(ksg_mutual_information(x, y) - true) < 0.05)
    True
    """
    x, y, base = _as_sample(x, "x"), _as_sample(y, "y"), check_base(base)
    if len(x) != len(y):
        raise ValueError(f"x and y must have the same length, got {len(x)} and {len(y)}")
    n = len(x)
    k = _as_neighbors(k, n)
    reach = kth_neighbor_distances(np.column_stack([x, y]), k)
    nearer = [_counts_within(side, reach) for side in (x, y)]
    table = digamma(np.arange(1.0, 1.0 + max(int(counts.max()) for counts in nearer)))
    means = [float(table[counts - 1].mean()) for counts in nearer]
    return float(digamma(float(k)) + digamma(float(n)) - math.fsum(means)) / math.log(base)


def _as_sample(points: ArrayLike, name: str) -> FloatArray:
    array = as_array(points, name)
    array = array[:, None] if array.ndim == 1 else array
    if array.ndim != 2 or array.shape[1] == 0:
        raise ValueError(f"{name} must have shape (n_points,) or (n_points, n_dimensions), got shape {array.shape}")
    return array


def _as_neighbors(k: int, n: int) -> int:
    k = check_count(k, "k")
    if k >= n:
        raise ValueError(f"k must be below the number of points, {n}, got {k}")
    return k


def _counts_within(x: FloatArray, reach: FloatArray) -> NDArray[np.intp]:
    """Return how many points, the point itself counted, lie nearer than its reach (at no distance where it is 0)."""
    limit = np.where(reach > 0.0, np.nextafter(reach, 0.0), 0.0)  # nearer than reach is within the float below
    with np.errstate(over="ignore"):  # of numbers at both ends of float64
        return _on_the_line(x[:, 0], limit) if x.shape[1] == 1 else _among_all(x, limit)


def _on_the_line(x: FloatArray, limit: FloatArray) -> NDArray[np.intp]:
    order = np.argsort(x, kind="stable")
    row, limit = x[order], limit[order]
    begin = np.searchsorted(row, row - limit, side="left")
    end = np.searchsorted(row, row + limit, side="right")
    # The sums are rounded, and the rule is about rounded differences: move the ends until these agree.
    n = len(row)
    starts, ends = np.arange(n), np.arange(1, n + 1)
    if (row[1:] == row[:-1]).any():
        starts, ends = np.searchsorted(row, row, side="left"), np.searchsorted(row, row, side="right")
    moving = np.arange(n)
    while len(moving):
        one, reach, a = row[moving], limit[moving], begin[moving]
        outwards = (a > 0) & (one - row[a - 1] <= reach)
        inwards = ~outwards & (one - row[np.minimum(a, n - 1)] > reach)
        begin[moving] = np.where(outwards, starts[a - 1], np.where(inwards, ends[np.minimum(a, n - 1)], a))
        moving = moving[outwards | inwards]
    moving = np.arange(n)
    while len(moving):
        one, reach, b = row[moving], limit[moving], end[moving]
        outwards = (b < n) & (row[np.minimum(b, n - 1)] - one <= reach)
        inwards = ~outwards & (row[b - 1] - one > reach)
        end[moving] = np.where(outwards, ends[np.minimum(b, n - 1)], np.where(inwards, starts[b - 1], b))
        moving = moving[outwards | inwards]
    counts = np.empty(n, np.intp)
    counts[order] = end - begin
    return counts


def _among_all(x: FloatArray, limit: FloatArray) -> NDArray[np.intp]:
    n, columns = len(x), np.ascontiguousarray(x.T)
    counts = np.empty(n, np.intp)
    size = max(1, _PAIRS_AT_ONCE // n)
    for begin in range(0, n, size):
        block = slice(begin, begin + size)
        distances = np.abs(columns[0][block, None] - columns[0])
        for column in columns[1:]:
            np.maximum(distances, np.abs(column[block, None] - column), out=distances)
        counts[block] = (distances <= limit[block, None]).sum(axis=1)
    return counts
