"""Where a column may go without changing the area.

The determinant is linear in each column. So while one column of a 2 by 2 matrix moves and the other
rests, the places that give the same determinant lie on a line parallel to the resting column, and
lines of equally spaced determinants are equally spaced.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, as_matrix

LEVELS = (-2.0, -1.0, 0.0, 1.0, 2.0)


class LevelLines(NamedTuple):
    """Lines on which a column gives a determinant: levels, the point of each next to the origin, a unit direction."""

    levels: FloatArray
    points: FloatArray
    direction: FloatArray


def level_lines(a: ArrayLike, column: int, levels: ArrayLike = LEVELS) -> LevelLines | None:
    """Return the lines on which one column of a 2 by 2 matrix must lie for given determinants.

    With the other column c, det A is the area spanned by the moving column p and c, so that det A = L on the line
    p = L n / |c| + t c, where n is the unit vector perpendicular to c on the side of positive area.

    Parameters
    ----------
    a : array_like (2, 2)
    column : int
        The column that moves, 0 or 1; its own value does not matter.
    levels : array_like (k,)
        The determinants.

    Returns
    -------
    LevelLines or None
        levels (k,), points (k, 2) and direction (2,); None where the other column is zero, or so small that the lines
        are farther away than 1.8e308: then every place gives the determinant 0.

    Raises
    ------
    ValueError
        If `a` is not 2 by 2, or `column` is neither 0 nor 1.

    Examples
    --------
    >>> lines = level_lines([[5, 0], [5, 2]], column=0, levels=[0, 1])
    >>> lines.points.tolist(), lines.direction.tolist()
    ([[0.0, 0.0], [0.5, 0.0]], [0.0, 1.0])
    """
    a, levels = as_matrix(a, square=True), np.atleast_1d(as_array(levels, "levels"))
    if a.shape != (2, 2):
        raise ValueError(f"a must be 2 by 2, got shape {a.shape}")
    if column not in (0, 1):
        raise ValueError(f"column must be 0 or 1, got {column!r}")
    x, y = a[:, 1 - column]
    length = float(np.hypot(x, y))
    if length == 0.0:
        return None
    direction = np.array([x / length, y / length])
    normal = np.array([direction[1], -direction[0]]) * (1.0 if column == 0 else -1.0)
    with np.errstate(over="ignore", invalid="ignore"):
        points = (levels / length)[:, None] * normal + 0.0
    return LevelLines(levels, points, direction) if np.isfinite(points).all() else None
