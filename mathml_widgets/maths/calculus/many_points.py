"""The same function at many points, for a picture of it.

A grid of ten thousand points need not be ten thousand calls: where the function can be watched, the
points go through one call side by side.
The first point is always tried by itself, and if the answers differ all others are too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..linear_algebra.arguments import FloatArray
from .lanes import side_by_side


def at_many_points(function: Callable[[Any], Any], points: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Return a function at many points, NaN where it is not defined.

    Parameters
    ----------
    function : callable
        From an array (*point_shape), or a number, to an array of the given shape.
    points : array (n_points, *point_shape)
    shape : tuple of int

    Returns
    -------
    array (n_points, *shape)

    Examples
    --------
    >>> at_many_points(lambda x: x @ x, np.array([[3.0, 4.0], [1.0, 0.0]]), ())
    array([25.,  1.])
    """
    if not len(points):
        return np.empty((0, *shape))
    alone = _alone(function, points[:1], shape)
    try:
        found = side_by_side(function, points).astype(np.float64, copy=False).reshape(-1, *shape)
        if np.allclose(found[:1], alone, rtol=1e-9, atol=1e-300, equal_nan=True):
            return found
    except Exception:  # whatever kept it from being watched, it can still be called point by point
        pass
    return np.concatenate([alone, _alone(function, points[1:], shape)])


def _alone(function: Callable[[Any], Any], points: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    found = np.full((len(points), *shape), np.nan)
    with np.errstate(all="ignore"):
        for k, point in enumerate(points):
            try:
                found[k] = np.asarray(function(point.copy() if point.ndim else float(point)), dtype=np.float64)
            except (ArithmeticError, ValueError):
                continue
    return found
