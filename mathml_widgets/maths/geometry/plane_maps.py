"""Maps of the plane with nothing hidden: formula, Jacobian and the way back.

Each map here takes points (..., 2) to points (..., 2), knows its Jacobian by hand, and knows its inverse branches:
for a point of the image each branch gives one point that lands there, or NaN where it has none. Squaring a complex
number has two branches, and so has folding a sheet of paper.
The functions are written with NumPy operations, so that a tape or a complex step finds the same Jacobians.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..linear_algebra.arguments import FloatArray

Map = Callable[[Any], Any]


class PlaneMap(NamedTuple):
    """A map of the plane.

    Attributes
    ----------
    name, formula : str
    function : callable
        From points (..., 2) to points (..., 2).
    jacobian : callable
        From points (..., 2) to matrices (..., 2, 2).
    branches : tuple of callables
        From points (..., 2) of the image to points (..., 2) that land there, NaN where there are none.
    domain : array (2, 2)
        The lowest and highest value of each coordinate that is worth looking at.
    layers : tuple of PlaneMap
        What it is composed of, first to last; empty where it is one piece.
    """

    name: str
    formula: str
    function: Map
    jacobian: Map
    branches: tuple[Map, ...]
    domain: FloatArray
    layers: tuple[Any, ...] = ()

    def __call__(self, points: Any) -> Any:
        """Return the images of points (..., 2)."""
        return self.function(points)


def quiet(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function without warnings: far out, infinities are the answer."""

    @wraps(function)
    def silent(*arguments: Any) -> Any:
        with np.errstate(all="ignore"):
            return function(*arguments)

    return silent


def _pair(x: Any, y: Any) -> Any:
    return np.stack([x, y], axis=-1)


def _rows(a: Any, b: Any, c: Any, d: Any) -> NDArray[Any]:
    """Return matrices [[a, b], [c, d]] from arrays of entries."""
    a, b, c, d = np.broadcast_arrays(a, b, c, d)
    return np.stack([np.stack([a, b], axis=-1), np.stack([c, d], axis=-1)], axis=-2)


def box(*sides: tuple[float, float]) -> FloatArray:
    """Return a domain from its sides (lowest, highest)."""
    return np.array(sides, dtype=np.float64)


def polar_coordinates() -> PlaneMap:
    """Return the map from polar coordinates, (r, θ) to (r cos θ, r sin θ), with determinant r.

    On the way back angles are from 0 to 2π.

    Examples
    --------
    >>> polar_coordinates()([2.0, 0.0])
    array([2., 0.])
    """

    @quiet
    def function(p: Any) -> Any:
        p = as_points_of_plane(p)
        r, angle = p[..., 0], p[..., 1]
        return _pair(r * np.cos(angle), r * np.sin(angle))

    @quiet
    def jacobian(p: Any) -> Any:
        r, angle = _coordinates(p)
        return _rows(np.cos(angle), -r * np.sin(angle), np.sin(angle), r * np.cos(angle))

    @quiet
    def back(q: Any) -> Any:
        x, y = _coordinates(q)
        return _pair(np.hypot(x, y), np.arctan2(y, x) % (2.0 * np.pi))

    domain = box((0.0, 2.0), (0.0, 2.0 * np.pi))
    return PlaneMap("polar", "(r cos θ, r sin θ)", function, jacobian, (back,), domain)


def complex_square() -> PlaneMap:
    """Return the square of a complex number, (x² - y², 2xy), with determinant 4 (x² + y²).

    It doubles angles: two points land on each, and the plane is nowhere turned over.

    Examples
    --------
    >>> complex_square()([1.0, 2.0])
    array([-3.,  4.])
    """

    @quiet
    def function(p: Any) -> Any:
        p = as_points_of_plane(p)
        x, y = p[..., 0], p[..., 1]
        return _pair(x * x - y * y, 2.0 * x * y)

    @quiet
    def jacobian(p: Any) -> Any:
        x, y = _coordinates(p)
        return 2.0 * _rows(x, -y, y, x)

    @quiet
    def root(q: Any) -> Any:
        x, y = _coordinates(q)
        z = np.sqrt(x + 1j * y)
        return _pair(z.real, z.imag)

    domain = box((-1.5, 1.5), (-1.5, 1.5))
    return PlaneMap("complex square", "(x² - y², 2xy)", function, jacobian, (root, lambda q: -root(q)), domain)


def fold() -> PlaneMap:
    """Return the fold of the plane along x = 0, (x², y), with determinant 2x.

    Examples
    --------
    >>> fold()([[-2.0, 1.0], [2.0, 1.0]])
    array([[4., 1.],
           [4., 1.]])
    """

    @quiet
    def function(p: Any) -> Any:
        p = as_points_of_plane(p)
        x, y = p[..., 0], p[..., 1]
        return _pair(x * x, y)

    @quiet
    def jacobian(p: Any) -> Any:
        x, _ = _coordinates(p)
        return _rows(2.0 * x, 0.0 * x, 0.0 * x, 1.0 + 0.0 * x)

    @quiet
    def root(q: Any, sign: float) -> Any:
        x, y = _coordinates(q)
        exists = x >= 0.0
        return _pair(np.where(exists, sign * np.sqrt(np.where(exists, x, 0.0)), np.nan), np.where(exists, y, np.nan))

    branches = (lambda q: root(q, 1.0), lambda q: root(q, -1.0))
    return PlaneMap("fold", "(x², y)", function, jacobian, branches, box((-1.5, 1.5), (-1.5, 1.5)))


def swirl(strength: float = 2.5) -> PlaneMap:
    r"""Return a rotation that fades outwards: the plane is stirred, and no area changes.

    .. math:: x \mapsto R(\varphi) x, \quad \varphi = s \, e^{-|x|^2 / 2}

    Parameters
    ----------
    strength : float
        s, the angle at the centre in radians.

    Examples
    --------
    >>> np.linalg.det(swirl().jacobian([0.5, -1.0])).round(12)
    np.float64(1.0)
    """

    @quiet
    def turned(p: Any, sign: float) -> Any:
        p = as_points_of_plane(p)
        x, y = p[..., 0], p[..., 1]
        angle = sign * strength * np.exp(-0.5 * (x * x + y * y))
        c, s = np.cos(angle), np.sin(angle)
        return _pair(c * x - s * y, s * x + c * y)

    @quiet
    def jacobian(p: Any) -> Any:
        x, y = _coordinates(p)
        angle = strength * np.exp(-0.5 * (x * x + y * y))
        c, s = np.cos(angle), np.sin(angle)
        u, v = -(s * x + c * y), c * x - s * y  # how the image moves as the angle grows
        return _rows(c - angle * u * x, -s - angle * u * y, s - angle * v * x, c - angle * v * y)

    return PlaneMap(
        "swirl", "R(s exp(-|x|²/2)) x", lambda p: turned(p, 1.0), jacobian,
        (lambda q: turned(q, -1.0),), box((-2.0, 2.0), (-2.0, 2.0)),
    )  # fmt: skip


def box_muller() -> PlaneMap:
    """Return the map that makes two normal numbers of two uniform ones, with |determinant| 2π / u.

    (u, v) in the unit square goes to √(-2 ln u) (cos 2πv, sin 2πv).

    References
    ----------
    Box and Muller, "A note on the generation of random normal deviates", Annals of Mathematical Statistics 29 (1958),
    pp. 610-611.

    Examples
    --------
    >>> box_muller()([np.exp(-2.0), 0.25]).round(12)
    array([0., 2.])
    """

    @quiet
    def function(p: Any) -> Any:
        p = as_points_of_plane(p)
        u, v = p[..., 0], p[..., 1]
        r, angle = np.sqrt(-2.0 * np.log(u)), 2.0 * np.pi * v
        return _pair(r * np.cos(angle), r * np.sin(angle))

    @quiet
    def jacobian(p: Any) -> Any:
        u, v = _coordinates(p)
        r, angle = np.sqrt(-2.0 * np.log(u)), 2.0 * np.pi * v
        c, s, turn = np.cos(angle), np.sin(angle), 2.0 * np.pi * r
        with np.errstate(divide="ignore"):
            slope = -1.0 / (u * r)
        return _rows(slope * c, -turn * s, slope * s, turn * c)

    @quiet
    def back(q: Any) -> Any:
        x, y = _coordinates(q)
        return _pair(np.exp(-0.5 * (x * x + y * y)), np.arctan2(y, x) / (2.0 * np.pi) % 1.0)

    domain = box((1e-6, 1.0 - 1e-6), (0.0, 1.0))
    return PlaneMap("Box-Muller", "√(-2 ln u) (cos 2πv, sin 2πv)", function, jacobian, (back,), domain)


def as_points_of_plane(p: Any) -> Any:
    """Return lists as arrays, and whatever carries points already as it is."""
    return np.asarray(p, dtype=np.float64) if isinstance(p, (list, tuple)) else p


def _coordinates(p: Any) -> tuple[Any, Any]:
    p = np.asarray(p, dtype=np.float64)
    return p[..., 0], p[..., 1]
