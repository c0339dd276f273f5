"""Where points go.

A matrix sends each point x to A x; rows are points, so all of them go at once as ``points @ A.T``.
Straight lines stay straight, parallel lines stay parallel, and the origin stays where it is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, as_matrix
from .extended_range import join, scaled


def image(a: ArrayLike, points: ArrayLike) -> FloatArray:
    """Return where a matrix sends points.

    Parameters
    ----------
    a : array_like (m, n)
    points : array_like (..., n)
        One point, or rows of points.

    Returns
    -------
    array (..., m)
        Infinite where a coordinate exceeds 1.8e308.

    Raises
    ------
    ValueError
        If the points do not have as many coordinates as the matrix has columns.

    Examples
    --------
    >>> image([[0, -1], [1, 0]], [[1, 0], [2, 1]])
    array([[ 0.,  1.],
           [-1.,  2.]])
    """
    a, points = as_matrix(a), as_array(points, "points")
    if points.ndim == 0 or points.shape[-1] != a.shape[1]:
        raise ValueError(
            f"points must have {a.shape[1]} coordinates, one for each column of a, got shape {points.shape}"
        )
    with np.errstate(over="ignore", invalid="ignore"):
        moved = points @ a.T
    if not np.isfinite(moved).all():  # perhaps only on the way: opposite infinities leave NaN
        small, exponent = scaled(a)
        cloud, shift = scaled(np.atleast_2d(points))
        moved = join(cloud @ small.T, (exponent + shift)[..., None, None]).reshape(moved.shape)
    return moved + 0.0
