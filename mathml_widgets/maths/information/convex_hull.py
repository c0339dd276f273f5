"""Can any distribution have these averages?

The averages that distributions over a support can have are the convex hull of the feature vectors of its states.
A target outside is impossible, and a plane between it and the hull proves that; a target on the surface leaves
only the states of one face possible, and a plane that touches the hull there proves that. Both planes come from one
question, answered exactly: how near to the target can a mixture of the states come?
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arguments import FloatArray

_MISSED = 1e-11
_FLAT = 1e-11


class Mixture(NamedTuple):
    """The mixture of points that comes nearest to the origin.

    `weights` (n,) sum to 1 where the origin is reached; `normal` (m,) points away from all points where it is not:
    points @ normal < 0.
    """

    weights: FloatArray
    normal: FloatArray
    reached: bool


class Face(NamedTuple):
    """Which states stay possible, and the direction that leads away from the rest: (m,), zero where all stay."""

    possible: NDArray[np.bool_]
    direction: FloatArray


def nearest_mixture(rows: FloatArray) -> Mixture:
    """Return the convex combination of points that comes nearest to the origin.

    Parameters
    ----------
    rows : array (m, n)
        One coordinate of all n points a row, scaled to about 1.

    Returns
    -------
    Mixture

    Notes
    -----
    Non-negative least squares by active sets: enter the point that helps most, solve on the entered points, and
    step back to where the first weight would turn negative.

    References
    ----------
    Lawson and Hanson, *Solving Least Squares Problems*, 1974, chapter 23.

    Examples
    --------
    >>> nearest_mixture(np.array([[-1.0, 1.0, 3.0]])).reached, nearest_mixture(np.array([[1.0, 2.0]])).normal
    (True, array([-0.5]))
    """
    m, n = rows.shape
    a = np.vstack([rows, np.ones(n)])
    b = np.append(np.zeros(m), 1.0)
    weights, entered = np.zeros(n), np.zeros(n, bool)
    residual = b.copy()
    for _ in range(3 * n + 10 * m):
        gain = np.where(entered, -np.inf, residual @ a)
        best = int(gain.argmax())
        if gain[best] <= _MISSED * max(float(np.linalg.norm(residual)), 1e-3):
            break
        entered[best] = True
        while True:
            trial = np.zeros(n)
            trial[entered] = np.linalg.lstsq(a[:, entered], b, rcond=None)[0]
            if (trial[entered] > 0.0).all():
                weights = trial
                break
            falling = entered & (trial <= 0.0)
            if falling[best] and weights[best] == 0.0 and falling.sum() == 1:
                entered[best] = False  # it helps by rounding alone
                break
            gap = np.where(falling, weights - trial, 1.0)
            share = np.where(falling, weights / np.where(gap > 0.0, gap, 1.0), np.inf).min()
            weights = np.where(entered, weights + share * (trial - weights), 0.0)
            entered &= weights > 1e-15
            weights = np.where(entered, weights, 0.0)
        residual = b - a @ weights
    return Mixture(weights, residual[:-1], float(np.abs(residual).max()) <= 1e-9)


def face_of_origin(rows: FloatArray, hint: FloatArray | None = None) -> Face | None:
    """Return the face of the hull of points on which the origin lies, or None where it lies outside.

    Parameters
    ----------
    rows : array (m, n)
    hint : array (n,), optional
        Weights that grow small on points off the face.

    Returns
    -------
    Face or None
    """
    scale = np.abs(rows).max(axis=1, keepdims=True)
    rows = rows / np.where(scale > 0.0, scale, 1.0)
    mixture = nearest_mixture(rows)
    if not mixture.reached:
        return None
    possible = mixture.weights > 1e-12
    if hint is not None:
        possible |= hint > 1e-4 * hint.max()
    while not possible.all():
        # Points that no plane through the face's points can part from the origin belong to the face too.
        across = _complement(rows[:, possible])
        outside = np.flatnonzero(~possible)
        parts = across.T @ rows[:, outside]
        flat = np.linalg.norm(parts, axis=0) <= _FLAT
        if flat.any():
            possible[outside[flat]] = True
            continue
        found = nearest_mixture(parts)
        if not found.reached:
            direction = across @ found.normal / np.where(scale[:, 0] > 0.0, scale[:, 0], 1.0)
            return Face(possible, direction)
        possible[outside[found.weights > 1e-12]] = True
    return Face(possible, np.zeros(len(rows)))


def face_of_limit(rows: FloatArray, weights: FloatArray) -> Face | None:
    """Return the face on which the origin lies exactly, where weights vanish off it; None where there is none.

    Parameters
    ----------
    rows : array (m, n)
    weights : array (n,)
        With the origin as their mixture, and vanishing off the face if there is one.

    Returns
    -------
    Face or None
        A target that is inside the hull by more than rounding is on no face.
    """
    scale = np.abs(rows).max(axis=1)
    scale = np.where(scale > 0.0, scale, 1.0)
    possible = weights > 1e-12 * weights.max()
    across = _complement(rows[:, possible] / scale[:, None], 2e-15)
    if possible.all() or not across.shape[1]:
        return None
    found = nearest_mixture(across.T @ (rows[:, ~possible] / scale[:, None]))
    return None if found.reached else Face(possible, across @ found.normal / scale)


def conflicting_rows(rows: FloatArray) -> tuple[int, ...]:
    """Return constraints that cannot hold together, none of which can be left out: rows whose hull misses the origin.

    Examples
    --------
    >>> conflicting_rows(np.array([[-1.0, 1.0], [2.0, 3.0], [-1.0, 2.0]]))
    (1,)
    """
    kept = list(range(len(rows)))
    for row in range(len(rows)):
        without = [other for other in kept if other != row]
        if without and _misses(rows, without):
            kept = without
    return tuple(kept)


def _misses(rows: FloatArray, kept: Sequence[int]) -> bool:
    part = rows[list(kept)]
    scale = np.abs(part).max(axis=1, keepdims=True)
    return not nearest_mixture(part / np.where(scale > 0.0, scale, 1.0)).reached


def _complement(columns: FloatArray, flat: float = _FLAT) -> FloatArray:
    """Return orthonormal directions (m, r) across the span of the columns."""
    thin = np.linalg.qr(columns.T).R.T  # the same directions, in at most as many columns as rows
    u, s, _ = np.linalg.svd(thin, full_matrices=True)
    rank = int((s > flat * max(1.0, float(s[0]) if len(s) else 0.0)).sum())
    return u[:, rank:]
