"""A plane through the space of parameters.

Two directions and an origin span a plane, and a point in it has two coordinates.
A loss of a thousand parameters restricted to the plane is a function of two, which can be drawn; what lies off the
plane cannot be seen in it.
The directions need not be perpendicular or of length 1: coordinates are steps along them, and everything here takes
that into account.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, FloatOrArray, as_array, plain

PARALLEL = 1e-12
"""Directions whose sine of the angle between them is smaller count as parallel."""


class Plane(NamedTuple):
    """An origin and two directions in the space of parameters; made by `plane`, which checks them.

    Attributes
    ----------
    origin : array (n_parameters,)
    directions : array (2, n_parameters)
    basis : array (2, n_parameters)
        Orthonormal, from the directions in their order.
    """

    origin: FloatArray
    directions: FloatArray
    basis: FloatArray

    def points(self, coordinates: ArrayLike) -> FloatArray:
        """Return the parameters (..., n_parameters) at coordinates (..., 2)."""
        x = as_array(coordinates, "coordinates")
        points: FloatArray = self.origin + x @ self.directions
        return points

    def coordinates(self, points: ArrayLike) -> FloatArray:
        """Return the coordinates (..., 2) of the nearest points of the plane to points (..., n_parameters)."""
        offsets = as_array(points, "points") - self.origin
        flat = offsets.reshape(-1, offsets.shape[-1])
        inside = np.linalg.solve(self.basis @ self.directions.T, self.basis @ flat.T)
        found: FloatArray = np.asarray(inside.T.reshape(*offsets.shape[:-1], 2), dtype=np.float64)
        return found

    def distances(self, points: ArrayLike) -> FloatOrArray:
        """Return the distances (...) of points (..., n_parameters) from the plane."""
        offsets = as_array(points, "points") - self.origin
        return plain(np.linalg.norm(offsets - (offsets @ self.basis.T) @ self.basis, axis=-1))

    def captured(self, steps: ArrayLike) -> FloatOrArray:
        """Return what share of the squared length of steps (..., n_parameters) lies in the plane, from 0 to 1.

        The step of length 0 lies in it: 1.
        """
        array = as_array(steps, "steps")
        size = np.abs(array).max(axis=-1, keepdims=True, initial=0.0)
        unit = array / np.where(size > 0.0, size, 1.0)
        total, inside = (unit**2).sum(axis=-1), ((unit @ self.basis.T) ** 2).sum(axis=-1)
        share = np.where(total > 0.0, inside / np.where(total > 0.0, total, 1.0), 1.0)
        return plain(np.minimum(share, 1.0))


def plane(origin: ArrayLike, directions: ArrayLike) -> Plane:
    """Return the plane through a point along two directions.

    Parameters
    ----------
    origin : array_like (n_parameters,)
    directions : array_like (2, n_parameters)

    Returns
    -------
    Plane

    Raises
    ------
    ValueError
        If the shapes do not fit, a direction is zero, or the two are parallel.

    Examples
    --------
    >>> flat = plane([1, 1, 1], [[1, 0, 0], [1, 2, 0]])
    >>> flat.points([1, 1])
    array([3., 3., 1.])
    >>> flat.coordinates([3, 3, 7]), flat.distances([3, 3, 7])
    (array([1., 1.]), 6.0)
    """
    start, rows = as_array(origin, "origin"), as_array(directions, "directions")
    if start.ndim != 1 or len(start) < 2:
        raise ValueError(f"origin must be a vector of at least 2 parameters, got shape {start.shape}")
    if rows.shape != (2, len(start)):
        raise ValueError(f"directions must have shape (2, {len(start)}), got shape {rows.shape}")
    sizes = np.abs(rows).max(axis=1, keepdims=True)
    for k in range(2):
        if not sizes[k, 0] > 0.0:
            raise ValueError(f"directions must not be zero, got zero at index {k}")
    first, second = (row / np.linalg.norm(row) for row in rows / sizes)
    across = second - (first @ second) * first
    sine = np.linalg.norm(across)
    if sine < PARALLEL:
        raise ValueError(f"directions must not be parallel, got an angle of {sine:.1e} radians between their lines")
    across /= sine
    across -= (first @ across) * first
    return Plane(start, rows, np.stack([first, across / np.linalg.norm(across)]))
