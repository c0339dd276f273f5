"""Where a map folds the plane.

On one side of a fold the determinant is positive and the plane keeps its face up, on the other it is negative and
the plane lies turned over; in between the determinant is zero, and areas are pressed flat. The curve is where to
cut, its image is the crease: across the crease the number of points that land on a place changes by two.
A determinant that touches zero without changing sign is no fold: squaring a complex number goes twice around.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from ..optimization.arguments import check_count
from .map_jacobians import images, jacobian_field
from .zero_lines import zero_segments


class FoldCurve(NamedTuple):
    """The zero set of a determinant.

    Attributes
    ----------
    segments : array (n_segments, 2, 2)
        Pairs of points.
    image_segments : array (n_segments, 2, 2)
        The crease: their images.
    x, y : array (n_x,), (n_y,)
    determinants : array (n_y, n_x)
        On the grid, to colour by; NaN where the map is not defined.
    """

    segments: FloatArray
    image_segments: FloatArray
    x: FloatArray
    y: FloatArray
    determinants: FloatArray


def fold_curve(
    mapping: Callable[[Any], Any],
    domain: ArrayLike,
    resolution: int = 49,
    *,
    jacobian: Callable[[Any], Any] | None = None,
) -> FoldCurve:
    """Return the curve on which a map folds the plane.

    Parameters
    ----------
    mapping : callable
        From a point (2,) to a point (2,).
    domain : array_like (2, 2)
        The lowest and highest value of each coordinate.
    resolution : int
        How many values of each coordinate, at least 2.  Folds that lie closer together than the grid may be missed.
    jacobian : callable, optional
        From points (..., 2) to Jacobians (..., 2, 2), believed as it is.

    Returns
    -------
    FoldCurve

    Raises
    ------
    ValueError
        If the domain is not made of pairs low < high, or the map is not one of the plane.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import fold
    >>> found = fold_curve(fold().function, [[-1, 1], [-1, 1]], 10)
    >>> bool(np.abs(found.segments[..., 0]).max() < 1e-15), len(found.segments)
    (True, 9)
    """
    low_high = as_array(domain, "domain")
    if low_high.shape != (2, 2) or not (low_high[:, 0] < low_high[:, 1]).all():
        raise ValueError(f"domain must hold two pairs low < high, got {low_high.tolist()}")
    n = check_count(resolution, "resolution", at_least=2)
    (left, right), (low, high) = low_high.tolist()
    x, y = np.linspace(left, right, n), np.linspace(low, high, n)

    def determinants(points: FloatArray) -> FloatArray:
        j = jacobian_field(mapping, points, jacobian=jacobian)
        if j.shape[-2:] != (2, 2):
            raise ValueError(f"mapping must be one of the plane, got a Jacobian of shape {j.shape[-2:]}")
        return np.asarray(j[..., 0, 0] * j[..., 1, 1] - j[..., 0, 1] * j[..., 1, 0])

    grid = determinants(np.stack(np.meshgrid(x, y), axis=-1))
    # What is no more than rounding beside the largest counts as zero: a map may be flat everywhere.
    seen = np.abs(grid[np.isfinite(grid)])
    rounded = np.where(np.abs(grid) <= 1e-14 * seen.max(initial=0.0), 0.0, grid)
    segments = zero_segments(rounded, x, y, function=determinants)
    return FoldCurve(segments, images(mapping, segments).reshape(-1, 2, 2), x, y, grid)
