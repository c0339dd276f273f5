"""Area, before and after.

A small square becomes a small curved patch. The area inside its outline, by the shoelace formula, divided by the
area of the square, comes to the determinant of the Jacobian as the square shrinks, sign included: an outline
that runs the other way round encloses a negative area.
The patch differs from the parallelogram that the Jacobian predicts by the square of the size: half the size, a
quarter of the difference. Over a fold, parts of opposite sign cancel, and only small squares tell the truth.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, plain
from ..optimization.arguments import check_count, check_positive
from .lengths import length
from .log_slopes import log_slopes
from .map_jacobians import MapJacobian, images, map_jacobian
from .taylor_expansions import EPSILON

SIZES = 2.0 ** -np.arange(0.0, 16.0)


class AreaRatio(NamedTuple):
    """A square and what a map makes of it.

    Attributes
    ----------
    square : array (4 k, 2)
        Points around the outline, counterclockwise from the lower left corner.
    image_square : array (4 k, 2)
        Their images.
    parallelogram : array (4, 2)
        The corners that the Jacobian predicts.
    area : float
        Signed, inside the outline of the image; NaN where the map is not defined on all of the outline.
    ratio : float
        To the area of the square.
    ratio_error : float
        How far off the polygon with straight sides may be.
    determinant : float
        What the ratio comes to as the square shrinks.
    """

    square: FloatArray
    image_square: FloatArray
    parallelogram: FloatArray
    area: float
    ratio: float
    ratio_error: float
    determinant: float


class LinearizationErrors(NamedTuple):
    """How far images are from what the Jacobian predicts, against the size of the square.

    Attributes
    ----------
    sizes : array (n_sizes,)
    errors : array (n_sizes,)
        The largest distance on the outline; NaN where the map is not defined.
    area_errors : array (n_sizes,)
        |ratio - determinant|.
    slope : float
        Of log error against log size: expect 2, infinite for a linear map, and NaN where too few errors are clear of
        rounding.
    """

    sizes: FloatArray
    errors: FloatArray
    area_errors: FloatArray
    slope: float


def shoelace_area(polygon: ArrayLike) -> Any:
    r"""Return the signed area of a polygon, positive if its corners go round counterclockwise.

    .. math:: \tfrac12 \sum_i (x_i y_{i+1} - x_{i+1} y_i)

    Parameters
    ----------
    polygon : array_like (..., k, 2)
        Corners in order; the last is joined to the first.

    Returns
    -------
    float, or array (...)
        0 for fewer than three corners.  Where the outline crosses itself, each part counts as often as it is
        gone around.

    Raises
    ------
    ValueError
        If `polygon` has another shape or is not finite.

    Examples
    --------
    >>> shoelace_area([[0, 0], [2, 0], [2, 1], [0, 1]])
    2.0
    """
    corners = as_array(polygon, "polygon")
    if corners.ndim < 2 or corners.shape[-1] != 2:
        raise ValueError(f"polygon must have shape (..., n_corners, 2), got shape {corners.shape}")
    if corners.shape[-2] < 3:
        return plain(np.zeros(corners.shape[:-2]))
    from_first = corners - corners[..., :1, :]  # far from the origin the products would cancel
    size = np.abs(from_first).max(axis=(-1, -2), keepdims=True)
    small = from_first / np.where(size > 0.0, size, 1.0)
    x, y, scale = small[..., 0], small[..., 1], size[..., 0, 0]
    next_x, next_y = np.roll(x, -1, axis=-1), np.roll(y, -1, axis=-1)
    with np.errstate(over="ignore", invalid="ignore"):
        area = 0.5 * (x * next_y - next_x * y).sum(axis=-1)
        return plain(np.where(area == 0.0, 0.0, area * scale * scale))


def area_ratio(
    mapping: Callable[[Any], Any],
    point: ArrayLike,
    square_size: float,
    *,
    jacobian: Callable[[Any], Any] | None = None,
    n_per_side: int = 32,
) -> AreaRatio:
    """Return how much a map multiplies the area of a square, measured, and the determinant that predicts it.

    Parameters
    ----------
    mapping : callable
        From a point (2,) to a point (2,).
    point : array_like (2,)
        The centre of the square.
    square_size : float
        Its side, positive.
    jacobian : callable, optional
        As for `map_jacobian`.
    n_per_side : int
        How many points there are on each side.

    Returns
    -------
    AreaRatio

    Raises
    ------
    ValueError
        If the map is not one of the plane, or a number is not positive.

    Notes
    -----
    The area of a polygon with 2k points a side and that of one with k are extrapolated to infinitely many.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import complex_square
    >>> found = area_ratio(complex_square().function, [1.0, 0.5], 0.01)
    >>> round(found.ratio, 3), found.determinant
    (5.0, 5.0)
    """
    x = as_array(point, "point")
    size, k = check_positive(square_size, "square_size"), check_count(n_per_side, "n_per_side")
    here = _at(mapping, x, jacobian)
    outline = x + 0.5 * size * _outline(2 * k)
    mapped = images(mapping, outline)
    parallelogram = here.image + 0.5 * size * _outline(1) @ here.value.T
    ratio, error = np.nan, np.inf
    if np.isfinite(mapped).all():
        with np.errstate(over="ignore"):
            in_sides = (mapped - mapped[0]) / size
            fine, coarse = shoelace_area(in_sides), shoelace_area(in_sides[::2])
            ratio = float((4.0 * fine - coarse) / 3.0)
            span = float(np.abs(in_sides).max()) + float(np.abs(here.value).max())
            blur = EPSILON * (np.abs(mapped).max() + np.abs(here.value).max() * np.abs(outline).max()) / size
            error = float(abs(fine - coarse) / 3.0 + 8.0 * span * (blur + EPSILON * span))
    return AreaRatio(outline[::2], mapped[::2], parallelogram, ratio * size * size, ratio, error, here.determinant)


def linearization_errors(
    mapping: Callable[[Any], Any],
    point: ArrayLike,
    *,
    jacobian: Callable[[Any], Any] | None = None,
    sizes: ArrayLike | None = None,
    n_per_side: int = 8,
) -> LinearizationErrors:
    r"""Return how far the image of a square is from its parallelogram, as the square shrinks.

    .. math:: \max_{h \in \partial Q} \|f(x + h) - f(x) - J h\| = O(s^2)

    Parameters
    ----------
    mapping : callable
        From a point (2,) to a point (2,).
    point : array_like (2,)
    jacobian : callable, optional
        As for `map_jacobian`.
    sizes : array_like (n_sizes,), optional
        Sides of squares; by default 1, 1/2, ..., 2^-15.
    n_per_side : int

    Returns
    -------
    LinearizationErrors

    Raises
    ------
    ValueError
        If a size is not positive.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import complex_square
    >>> round(linearization_errors(complex_square().function, [1.0, 0.5]).slope, 6)
    2.0
    """
    x = as_array(point, "point")
    s = SIZES if sizes is None else as_array(sizes, "sizes")
    if s.ndim != 1 or not len(s):
        raise ValueError(f"sizes must be a row of numbers, got shape {s.shape}")
    if not (s > 0.0).all():
        raise ValueError(f"sizes must be positive, got {s[s <= 0.0][0]}")
    here = _at(mapping, x, jacobian)
    moves = 0.5 * s[:, None, None] * _outline(check_count(n_per_side, "n_per_side"))
    mapped = images(mapping, x + moves)
    errors = length(mapped - here.image - moves @ here.value.T, axis=-1).max(axis=-1)
    in_sides = (mapped - here.image) / s[:, None, None]
    whole = np.asarray(np.isfinite(in_sides).all(axis=(-1, -2)))
    ratios = shoelace_area(np.where(whole[:, None, None], in_sides, 0.0))
    area_errors = np.where(whole, np.abs(ratios - here.determinant), np.nan)
    unsure = float(length(here.error))
    rounding = 4.0 * EPSILON * (np.abs(here.image).max() + np.abs(here.value).max() * np.abs(x).max()) + unsure * s
    slope = log_slopes(s, errors, rounding + 4.0 * EPSILON * np.abs(here.value).max() * s).slopes
    return LinearizationErrors(s, errors, area_errors, float(slope))


def _at(mapping: Callable[[Any], Any], x: FloatArray, jacobian: Callable[[Any], Any] | None) -> MapJacobian:
    if x.shape != (2,):
        raise ValueError(f"point must have shape (2,), got shape {x.shape}")
    here = map_jacobian(mapping, x, jacobian=jacobian)
    if here.image.shape != (2,):
        raise ValueError(f"mapping must return shape (2,), got shape {here.image.shape}")
    return here


def _outline(n_per_side: int) -> FloatArray:
    """Return points around the square from -1 to 1, counterclockwise from the lower left corner."""
    t = 2.0 * np.arange(n_per_side) / n_per_side - 1.0
    one = np.ones(n_per_side)
    sides = [(t, -one), (one, t), (-t, one), (-one, -t)]
    return np.concatenate([np.stack(side, axis=-1) for side in sides])
