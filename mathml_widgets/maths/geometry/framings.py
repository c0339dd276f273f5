"""Which part of a plane to draw.

A slice is drawn around its middle, so far to both sides.
What is to be seen, a path or checkpoints, should fill the frame and not touch its edge; and a path that runs nearly
along one direction still needs some height.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_points
from .directions import suggested_radius
from .landscapes import Landscape
from .planes import Plane


class Framing(NamedTuple):
    """A rectangle in a plane.

    Attributes
    ----------
    middle : array (2,)
        Coordinates, in steps along the directions.
    radius : array (2,)
        Half of its width and height.
    """

    middle: FloatArray
    radius: FloatArray


def framing(plane: Plane, points: ArrayLike, *, margin: float = 1.25, narrowest: float = 0.4) -> Framing:
    """Return a rectangle that holds the shadows of points on a plane.

    Parameters
    ----------
    plane : Plane
    points : array_like (n_points, n_parameters)
    margin : float
        By what factor it is larger than needed.
    narrowest : float
        How long its shorter side is at least, relative to the longer one; lengths are those in the space of parameters.

    Returns
    -------
    Framing
        With a radius of one step where all points are the same.

    Raises
    ------
    ValueError
        If there is no point.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import plane
    >>> framing(plane([0, 0], [[1, 0], [0, 2]]), [[0, 0], [8, 4]])
    Framing(middle=array([4., 1.]), radius=array([5.  , 1.25]))
    """
    shadows = plane.coordinates(as_points(points, "points", at_least=1))
    low, high = shadows.min(axis=0), shadows.max(axis=0)
    steps = np.linalg.norm(plane.directions, axis=1)
    lengths = 0.5 * margin * (high - low) * steps
    longest = float(lengths.max())
    if longest <= 1e-9 * float(np.abs(shadows * steps).max()):
        return Framing(0.5 * low + 0.5 * high, np.ones(2))
    return Framing(0.5 * low + 0.5 * high, np.maximum(lengths, narrowest * longest) / steps)


def landscape_framing(landscape: Landscape, plane: Plane, path: FloatArray, center: FloatArray, kind: str) -> Framing:
    """Return the part of a slice to draw first.

    The whole domain of a function of two numbers; all of a path where the plane was laid through it; else as far
    around the center as the parameters are long, which is what scaled directions are made for.

    Parameters
    ----------
    landscape : Landscape
    plane : Plane
    path : array (m, n)
    center : array (n,)
    kind : str
        Of directions, as `chosen_directions` has it.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import function_landscape, plane
    >>> land = function_landscape("rosenbrock")
    >>> landscape_framing(land, plane([0, 0], [[1, 0], [0, 1]]), land.start[None], land.start, "axes").middle
    array([0., 1.])
    """
    if kind == "axes" and landscape.domain is not None:
        low, high = landscape.domain.T
        return Framing(0.5 * low + 0.5 * high, 0.5 * high - 0.5 * low)
    if kind in ("axes", "path", "checkpoints") and len(path) > 1:
        found = framing(plane, path)
        return found if kind != "axes" else Framing(found.middle, np.maximum(found.radius, 0.1))
    middle = plane.coordinates(center)
    if kind == "axes":
        return Framing(middle, np.full(2, max(2.0, 1.5 * float(np.abs(center).max()))))
    if kind in ("random", "filter", "layer"):  # a step along these is as long as the weights
        return Framing(middle, np.ones(2))
    return Framing(middle, np.asarray(suggested_radius(plane._replace(origin=center))))
