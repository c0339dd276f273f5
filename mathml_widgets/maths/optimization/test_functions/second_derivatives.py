"""Putting second derivatives together.

In the plane a Hessian has three numbers, for a sum of one-dimensional terms only a diagonal.
Here they are set into arrays of shape (n_points, n, n), whether they change from point to point or not.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..arguments import Array


def in_the_plane(points: Array, xx: Any, xy: Any, yy: Any) -> Array:
    """Return [[xx, xy], [xy, yy]] for each of the points (m, 2), shape (m, 2, 2)."""
    hessian = np.empty((len(points), 2, 2), points.dtype)
    hessian[:, 0, 0] = xx
    hessian[:, 0, 1] = hessian[:, 1, 0] = xy
    hessian[:, 1, 1] = yy
    return hessian


def diagonal(entries: Array) -> Array:
    """Return the diagonal matrices (m, n, n) of entries (m, n)."""
    return entries[:, :, np.newaxis] * np.eye(entries.shape[1])
