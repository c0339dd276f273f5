"""What a map does to a small neighbourhood, as a matrix.

Close to a point every smooth map is linear: its Jacobian takes small steps to small steps, a small circle to an
ellipse whose half-axes are the singular values, and a small area to one that is the determinant times as large,
turned over where it is negative.
The Jacobian is given, recorded on a tape, taken by a complex step or measured by differences, in this order;
which it was is part of the answer, and one that is given is checked before it is believed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import calculus
from ..calculus.many_points import at_many_points
from ..linear_algebra import condition_number, determinant, singular_values
from ..linear_algebra.arguments import FloatArray, as_array
from .taylor_expansions import EPSILON

AUTOMATIC = "automatic"
SOURCES = (AUTOMATIC, "complex step", "finite difference")
TOLERANCE = 1e-4


class MapJacobian(NamedTuple):
    """The Jacobian of a map at a point.

    Attributes
    ----------
    value : array (m, n)
        NaN where a partial derivative does not exist.
    source : str
        "given (checked to 3e-10)", "automatic", "complex step" or "finite difference".
    error : array (m, n)
        An estimate of the absolute error.
    image : array (m,)
        The map at the point.
    determinant : float
        Of a square Jacobian; NaN for any other, and where the Jacobian does not exist.
    singular_values : array (min(m, n),)
        Falling.
    condition_number : float
    differentiable : bool
    """

    value: FloatArray
    source: str
    error: FloatArray
    image: FloatArray
    determinant: float
    singular_values: FloatArray
    condition_number: float
    differentiable: bool


def map_jacobian(
    mapping: Callable[[Any], Any],
    point: ArrayLike,
    *,
    jacobian: Callable[[Any], Any] | None = None,
    source: str | None = None,
) -> MapJacobian:
    r"""Return the Jacobian of a map at a point, where it comes from, and what it does to areas and circles.

    .. math:: J_{ij} = \frac{\partial f_i}{\partial x_j}

    Parameters
    ----------
    mapping : callable
        From a point (n,) to a point (m,).
    point : array_like (n,)
    jacobian : callable, optional
        From a point to the Jacobian (m, n).
    source : {"automatic", "complex step", "finite difference"}, optional
        Asks for one way.

    Returns
    -------
    MapJacobian

    Raises
    ------
    ValueError
        If the map is not finite at the point, the given Jacobian is off by more than 1e-4 of its size, or the asked
        source does not apply.

    Notes
    -----
    At a kink the Jacobian is NaN where a partial derivative does not exist, whichever the source.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import polar_coordinates
    >>> found = map_jacobian(polar_coordinates().function, [2.0, 0.0])
    >>> found.value, found.determinant, found.singular_values, found.source
    (array([[1., 0.],
           [0., 2.]]), 2.0, array([2., 1.]), 'automatic')
    """
    if source not in (None, *SOURCES):
        raise ValueError(f"source must be one of {SOURCES}, got {source!r}")
    x = as_array(point, "point")
    if x.ndim != 1 or not x.size:
        raise ValueError(f"point must be a vector of at least one coordinate, got shape {x.shape}")
    try:
        with np.errstate(all="ignore"):
            image = np.asarray(mapping(x.copy()), dtype=np.float64)
    except (ArithmeticError, ValueError) as reason:
        raise ValueError(f"mapping must be defined at the point {x.tolist()}, got: {reason}") from reason
    if image.ndim != 1 or not np.isfinite(image).all():
        raise ValueError(f"mapping must return a finite vector, got {image.tolist()} at {x.tolist()}")
    if jacobian is not None:
        return _with_given(mapping, x, image, jacobian)
    if source in (None, AUTOMATIC):
        found = _recorded(mapping, x, image)
        if found is not None:
            return found
        if source == AUTOMATIC:
            raise ValueError("mapping must be written with NumPy operations for an automatic Jacobian")
    measured = calculus.jacobian(mapping, x, method=source)
    smooth = bool(np.all(measured.differentiable))
    return _described(measured.value, measured.method, measured.error, image, smooth)


def jacobian_field(
    mapping: Callable[[Any], Any], points: ArrayLike, *, jacobian: Callable[[Any], Any] | None = None
) -> FloatArray:
    """Return the Jacobians of a map at many points.

    Parameters
    ----------
    mapping : callable
        From a point (n,) to a point (m,).
    points : array_like (..., n)
    jacobian : callable, optional
        From points (..., n) to Jacobians (..., m, n), believed as it is.

    Returns
    -------
    array (..., m, n)
        NaN where the map is not defined; at a kink the mean of both sides.

    Examples
    --------
    >>> jacobian_field(lambda p: np.stack([p[0] ** 2, p[1]]), [[1.0, 0.0], [-3.0, 0.0]])[:, 0, 0]
    array([ 2., -6.])
    """
    p = as_array(points, "points")
    if p.ndim == 0 or not p.shape[-1]:
        raise ValueError(f"points must have shape (..., n_dimensions), got shape {p.shape}")
    n, flat = p.shape[-1], p.reshape(-1, p.shape[-1])
    if jacobian is not None:
        with np.errstate(all="ignore"):
            found = np.asarray(jacobian(p), dtype=np.float64)
        if found.ndim != p.ndim + 1 or found.shape[:-2] != p.shape[:-1] or found.shape[-1] != n:
            raise ValueError(f"jacobian must have shape {(*p.shape[:-1], 'm', n)}, got shape {found.shape}")
        return np.where(np.isfinite(found), found, np.nan)
    if not len(flat):
        return np.empty((*p.shape[:-1], 0, n))
    m = _n_results(mapping, flat)
    rows = [calculus.Function(_component(mapping, i), dimension=n).gradients(flat) for i in range(m)]
    return np.stack(rows, axis=1).reshape(*p.shape[:-1], m, n)


def images(mapping: Callable[[Any], Any], points: ArrayLike) -> FloatArray:
    """Return the images of many points, NaN where the map is not defined or raises.

    Parameters
    ----------
    mapping : callable
        From a point (n,) to a point (m,).
    points : array_like (..., n)

    Returns
    -------
    array (..., m)

    Examples
    --------
    >>> images(lambda p: np.stack([p[0] ** 2, p[1]]), [[1.0, 0.0], [-3.0, 5.0]])
    array([[1., 0.],
           [9., 5.]])
    """
    p = as_array(points, "points")
    if p.ndim == 0 or not p.shape[-1]:
        raise ValueError(f"points must have shape (..., n_dimensions), got shape {p.shape}")
    flat = p.reshape(-1, p.shape[-1])
    if not len(flat):
        return np.empty((*p.shape[:-1], 0))
    found = at_many_points(mapping, flat, (_n_results(mapping, flat),))
    return np.where(np.isfinite(found), found, np.nan).reshape(*p.shape[:-1], -1)


def _n_results(mapping: Callable[[Any], Any], points: FloatArray) -> int:
    """Return how many coordinates an image has, and as many as a point where the map is defined nowhere."""
    for point in points:
        try:
            with np.errstate(all="ignore"):
                shape = np.shape(mapping(point.copy()))
        except (ArithmeticError, ValueError):  # not defined here, perhaps at the next
            continue
        if len(shape) != 1:
            raise ValueError(f"mapping must return a vector, got shape {shape}")
        return int(shape[0])
    return int(points.shape[1])


def _component(mapping: Callable[[Any], Any], i: int) -> Callable[[Any], Any]:
    return lambda x: mapping(x)[i]


def _described(value: Any, source: str, error: Any, image: FloatArray, differentiable: bool) -> MapJacobian:
    j = np.asarray(value, dtype=np.float64)
    if not np.isfinite(j).all():
        nothing = np.full(min(j.shape), np.nan)
        return MapJacobian(j, source, np.asarray(error), image, np.nan, nothing, np.nan, False)
    area = determinant(j) if j.shape[0] == j.shape[1] else np.nan
    return MapJacobian(
        j, source, np.asarray(error), image, area, singular_values(j), condition_number(j), differentiable
    )


def _with_given(
    mapping: Callable[[Any], Any], x: FloatArray, image: FloatArray, jacobian: Callable[[Any], Any]
) -> MapJacobian:
    value = as_array(jacobian(x.copy()), "jacobian")
    if value.shape != (len(image), len(x)):
        raise ValueError(f"jacobian must have shape {(len(image), len(x))}, got shape {value.shape}")
    measured = calculus.jacobian(mapping, x)
    if not np.isfinite(measured.value).all():
        return _described(measured.value, measured.method, measured.error, image, False)
    size = max(float(np.abs(value).max()), float(np.abs(measured.value).max()), 1e-300)
    off = float(np.maximum(np.abs(value - measured.value) - 10.0 * measured.error, 0.0).max()) / size
    if off > TOLERANCE:
        raise ValueError(
            f"jacobian must agree with the mapping to {TOLERANCE:.0e}, got an error of {off:.2g} at {x.tolist()}: "
            f"{value.tolist()} instead of {measured.value.tolist()}"
        )
    seen = float(np.abs(value - measured.value).max()) / size
    told = f"given (checked to {max(seen, EPSILON):.0e})"
    return _described(value, told, 4.0 * EPSILON * np.abs(value), image, bool(np.all(measured.differentiable)))


def _recorded(mapping: Callable[[Any], Any], x: FloatArray, image: FloatArray) -> MapJacobian | None:
    """Return the Jacobian from a tape, or None where there is none that can be trusted."""
    try:
        run = calculus.trace(mapping, x)
    except TypeError:
        return None
    value = run.jacobian()
    agrees = np.shape(run.value) == image.shape and np.allclose(run.value, image, rtol=1e-9, atol=0.0)
    if run.kinks or not agrees or not np.isfinite(value).all():
        return None
    return _described(value, AUTOMATIC, 16.0 * EPSILON * (np.abs(value) + np.abs(value).max()), image, True)
