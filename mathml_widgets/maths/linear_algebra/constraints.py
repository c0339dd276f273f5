"""The nearest matrix that obeys a rule.

Who drags a handle under a constraint asks for a matrix that breaks the rule and gets the allowed
one that differs least, in the sum of the squared differences of all entries (the squared Frobenius
norm). For most rules the answer is one line on a decomposition, because rotating both sides changes
no distance: solve the problem for the singular values or eigenvalues, and turn back. Where several
allowed matrices are equally near, one is returned and `unique` is False.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_matrix
from .extended_range import join, scaled
from .singular import EPSILON, svd

_LARGEST = 709.7  # its exponential is just below the largest float
_MERGED = 1e-4  # relative difference below which two singular values may be one, after a triple root


class Nearest(NamedTuple):
    """The nearest allowed matrix, its Frobenius distance, and whether it is the only one so near."""

    matrix: FloatArray
    distance: float
    unique: bool


def nearest_rotation(a: ArrayLike) -> Nearest:
    """Return the nearest rotation: U diag(1, ..., 1, det(U V')) V'.

    Parameters
    ----------
    a : array_like (n, n)

    Returns
    -------
    Nearest
        Not unique where the two smallest singular values are equal and the determinant is negative, or both are 0:
        a reflection in the plane is equally far from all rotations.

    References
    ----------
    Kabsch, "A solution for the best rotation to relate two sets of vectors", Acta Crystallographica A32 (1976).

    Examples
    --------
    >>> nearest_rotation([[0, -2], [3, 0]]).matrix
    array([[ 0., -1.],
           [ 1.,  0.]])
    >>> nearest_rotation([[0, 1], [1, 0]]).unique
    False
    """
    a = as_matrix(a, square=True)
    u, s, vh = svd(scaled(a)[0])
    side = _side(u, vh)
    u[:, -1] *= side
    gap = s[-2] + side * s[-1] if len(s) > 1 else s[0]
    return _result(a, u @ vh, unique=len(s) == 1 or bool(gap > _rounding(s)))


def nearest_orthogonal(a: ArrayLike) -> Nearest:
    """Return the nearest orthogonal matrix, a rotation or a reflection: U V'.

    Parameters
    ----------
    a : array_like (n, n)

    Returns
    -------
    Nearest
        Not unique where `a` is singular.

    Examples
    --------
    >>> nearest_orthogonal([[0, 2], [3, 0]]).matrix
    array([[0., 1.],
           [1., 0.]])
    """
    a = as_matrix(a, square=True)
    u, s, vh = svd(scaled(a)[0])
    return _result(a, u @ vh, unique=bool(s[-1] > _rounding(s)))


def nearest_symmetric(a: ArrayLike) -> Nearest:
    """Return the nearest symmetric matrix, (A + A') / 2.

    Parameters
    ----------
    a : array_like (n, n)

    Returns
    -------
    Nearest
        Always unique.

    Examples
    --------
    >>> nearest_symmetric([[1, 4], [2, 3]]).matrix
    array([[1., 3.],
           [3., 3.]])
    """
    a = as_matrix(a, square=True)
    return _result(a, a / 2 + a.T / 2, unique=True)


def nearest_unit_determinant(a: ArrayLike) -> Nearest:
    """Return the nearest matrix of determinant 1, which keeps area (volume) and orientation.

    It has the singular vectors of `a`, and singular values x that minimise sum (s - x)² while their product is 1.
    (Where det A < 0 the smallest s counts as negative.)  At a minimum x (x - s) is one and the same number for
    all of them, so that x of the smallest s determines the others, and one equation in one unknown remains.

    Parameters
    ----------
    a : array_like (n, n)

    Returns
    -------
    Nearest
        Not unique where the two smallest singular values are equal and only one of the two is shrunk, or both
        are 0.  The determinant is 1 up to 2.2e-16 times the product of the largest entries: with entries near 1e8 its
        rounding error reaches 1.

    Raises
    ------
    ValueError
        If the answer would need singular values outside float64.

    Notes
    -----
    With more than two dimensions there may be several stationary points: the best of them is taken.  At
    most one x can be the smaller root of its quadratic equation, by the second-order condition, and that of the
    smallest s, by rearrangement.

    Examples
    --------
    >>> nearest_unit_determinant([[2, 0], [0, 0.5]]).matrix
    array([[2. , 0. ],
           [0. , 0.5]])
    >>> nearest_unit_determinant([[0, 0], [0, 0]])
    Nearest(matrix=array([[1., 0.],
           [0., 1.]]), distance=1.4142135623730951, unique=False)
    """
    a = as_matrix(a, square=True)
    u, s, vh = svd(a)
    side = _side(u, vh)
    u[:, -1] *= side
    wanted = [float(x) for x in s]
    wanted[-1] *= side
    if not all(math.isfinite(x) for x in wanted):
        raise ValueError("a must have singular values below 1.8e308, got an infinite one")
    candidates = [_others(wanted, math.exp(x)) for x in _unit_product_roots(wanted)]
    if not all(_has_unit_product(found) for found in candidates):
        raise ValueError(
            f"a must be near enough to a matrix of determinant 1 for float64, got singular values {s.tolist()}"
        )
    candidates.sort(key=lambda found: math.dist(found, wanted))
    best = np.array(candidates[0])
    # Where two roots merge, each is known to a third of the digits only; the product need not suffer.
    best /= math.exp(sum(math.log(x) for x in candidates[0]) / len(best))
    swappable = False
    if len(s) > 1 and s[-2] - s[-1] <= _rounding(s):
        swappable = bool(best[-2] - best[-1] > _MERGED * best[-2] or s[-1] <= _rounding(s))
    runner_up = math.inf if len(candidates) == 1 else math.dist(candidates[1], wanted)
    unique = not swappable and runner_up > math.dist(candidates[0], wanted) * (1.0 + 1e-12)
    return _result(a, (u * best) @ vh, unique=unique)


def nearest_projection(a: ArrayLike, rank: int | None = None) -> Nearest:
    """Return the nearest orthogonal projection P = P' = P².

    Its eigenvectors are those of the symmetric part (A + A') / 2, and an eigenvalue is 1 where that of the
    symmetric part exceeds 1/2, else 0.

    Parameters
    ----------
    a : array_like (n, n)
    rank : int, optional
        Keep exactly so many of the largest eigenvalues.  Without it the nearest projection may be the zero matrix
        or the identity.

    Returns
    -------
    Nearest
        Not unique where an eigenvalue is exactly 1/2, or, with `rank`, where the last kept one equals the first
        dropped one.

    Raises
    ------
    ValueError
        If `rank` is not between 0 and n.

    Examples
    --------
    >>> nearest_projection([[0.9, 0.2], [-0.2, 0.1]]).matrix
    array([[1., 0.],
           [0., 0.]])
    """
    a = as_matrix(a, square=True)
    n = len(a)
    if rank is not None and not 0 <= rank <= n:
        raise ValueError(f"rank must be between 0 and {n}, got {rank}")
    small, exponent = scaled(a / 2 + a.T / 2)
    values, vectors = np.linalg.eigh(small)
    values, vectors = join(values[::-1], exponent), vectors[:, ::-1]
    rounding = n * EPSILON * max(1.0, float(np.abs(values).max()))
    if rank is None:
        rank = int(np.count_nonzero(values > 0.5 + rounding))
        unique = bool((np.abs(values - 0.5) > rounding).all())
    else:
        unique = rank in (0, n) or bool(values[rank - 1] - values[rank] > rounding)
    kept = vectors[:, :rank]
    return _result(a, np.eye(n) if rank == n else kept @ kept.T, unique=unique)


def nearest_column_stochastic(a: ArrayLike) -> Nearest:
    """Return the nearest matrix whose columns are probabilities: no entry negative, each column of sum 1.

    Each column moves to the nearest point of the simplex, max(x - t, 0), with the t that makes the sum 1.

    Parameters
    ----------
    a : array_like (m, n)

    Returns
    -------
    Nearest
        Always unique.

    References
    ----------
    Held, Wolfe and Crowder, "Validation of subgradient optimization", Mathematical Programming 6 (1974).

    Examples
    --------
    >>> nearest_column_stochastic([[0.5, 2], [0.5, 1]]).matrix
    array([[0.5, 1. ],
           [0.5, 0. ]])
    """
    a = as_matrix(a)
    # Only differences within a column matter: taking the maximum off first keeps 1 from being lost beside 1e17.
    with np.errstate(over="ignore"):
        below = np.maximum(a - a.max(axis=0), -2.0)
    falling = -np.sort(-below, axis=0)
    count = np.arange(1, len(a) + 1)[:, None]
    threshold = (np.cumsum(falling, axis=0) - 1.0) / count
    support = np.count_nonzero(falling > threshold, axis=0)
    chosen = np.take_along_axis(threshold, support[None, :] - 1, axis=0)
    return _result(a, np.maximum(below - chosen, 0.0), unique=True)


_RULES: dict[str, Callable[[Any], Nearest]] = {
    "rotation": nearest_rotation,
    "symmetric": nearest_symmetric,
    "orthogonal": nearest_orthogonal,
    "unit determinant": nearest_unit_determinant,
    "projection": nearest_projection,
    "column stochastic": nearest_column_stochastic,
}

CONSTRAINTS = tuple(_RULES)


def nearest(a: ArrayLike, constraint: str) -> Nearest:
    """Return the nearest matrix under one of the rules of `CONSTRAINTS`.

    Parameters
    ----------
    a : array_like (n, n)
    constraint : str
        "rotation", "symmetric", "orthogonal", "unit determinant", "projection" or "column stochastic".

    Raises
    ------
    ValueError
        If `constraint` is none of these.

    Examples
    --------
    >>> nearest([[1, 4], [2, 3]], "symmetric").distance
    1.4142135623730951
    """
    if constraint not in CONSTRAINTS:
        raise ValueError(f"constraint must be one of {', '.join(CONSTRAINTS)}, got {constraint!r}")
    return _RULES[constraint](a)


def _side(u: FloatArray, vh: FloatArray) -> float:
    return -1.0 if np.linalg.det(u @ vh) < 0.0 else 1.0


def _rounding(s: FloatArray) -> float:
    return float(s[0]) * len(s) * EPSILON


def _result(a: FloatArray, matrix: FloatArray, *, unique: bool) -> Nearest:
    with np.errstate(over="ignore"):
        largest = float(np.abs(a - matrix).max())
        distance = largest and float(np.linalg.norm((a - matrix) / largest)) * largest
    return Nearest(matrix + 0.0, distance, unique)


def _others(wanted: list[float], last: float) -> list[float]:
    """Return all x once that of the smallest singular value is chosen: the x (x - s) are equal."""
    found = []
    for s in wanted[:-1]:
        if last >= wanted[-1]:
            root = math.hypot(s, 2.0 * math.sqrt(last) * math.sqrt(last - wanted[-1]))
        else:
            dip = 2.0 * math.sqrt(last) * math.sqrt(wanted[-1] - last)
            root = math.sqrt(max(s - dip, 0.0)) * math.sqrt(s + dip)
        found.append(s / 2.0 + root / 2.0)
    return [*found, last]


def _has_unit_product(found: list[float]) -> bool:
    in_range = all(0.0 < x < math.inf for x in found)
    return in_range and abs(sum(math.log(x) for x in found)) < 1e-6


def _unit_product_roots(wanted: list[float]) -> list[float]:
    """Return the logarithms of all values of the smallest x for which the product of all x is 1."""

    def excess(logarithm: float) -> float:
        last = math.exp(logarithm)
        return sum(math.log(x) for x in _others(wanted, last)[:-1]) + logarithm if last else -math.inf

    low = -(len(wanted) - 1) * (math.log(3.0) + math.log(max(1.0, wanted[0]))) - 1.0
    high = min(math.log(max(1.0, wanted[-1])) + 1.0, _LARGEST)
    # In the plane the product grows with the smallest x, and there is one root; beyond, it may fall for a while.
    steps = 1 if len(wanted) <= 2 else 400
    grid = [low + (high - low) * i / steps for i in range(steps + 1)]
    signs = [excess(x) > 0.0 for x in grid]
    return [_bisect(excess, grid[i], grid[i + 1], signs[i + 1]) for i in range(steps) if signs[i] != signs[i + 1]]


def _bisect(function: Callable[[float], float], low: float, high: float, rising: bool) -> float:
    middle = (low + high) / 2.0
    while low < middle < high:
        if (function(middle) > 0.0) == rising:
            high = middle
        else:
            low = middle
        middle = (low + high) / 2.0
    return middle
