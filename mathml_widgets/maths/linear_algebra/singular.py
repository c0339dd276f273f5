"""The singular value decomposition: how much a matrix stretches, and in which directions.

Every matrix takes some set of perpendicular directions (the rows of ``vh``) to perpendicular
directions (the columns of ``u``), stretched by the singular values: ``A = u @ diag(s) @ vh``. So it
takes the unit circle to an ellipse whose half-axes are ``s[i] * u[:, i]``. Unlike eigenvectors,
singular vectors exist for every matrix and are always perpendicular.
"""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_matrices, as_matrix, each_two_by_two
from .extended_range import Wide, WideArray, difference_of_products, join, scaled, scaled_four
from .signs import column_signs, leading_sign

EPSILON = float(np.finfo(np.float64).eps)


class SVD(NamedTuple):
    """The factors of ``A = u @ diag(s) @ vh``."""

    u: FloatArray
    s: FloatArray
    vh: FloatArray


class Ellipse(NamedTuple):
    """The image of the unit circle: half-axes, longest first, and their directions as unit columns."""

    semi_axes: FloatArray
    directions: FloatArray


def singular_values(a: ArrayLike) -> FloatArray:
    """Return the singular values, largest first: the half-axes of the image of the unit circle.

    For 2 by 2, with p = hypot(a11 + a22, a21 - a12) / 2 and q = hypot(a11 - a22, a21 + a12) / 2, the largest
    is p + q; the smallest, |p - q|, is computed as |det A| / (p + q), which does not cancel.

    Parameters
    ----------
    a : array_like (..., m, n)

    Returns
    -------
    array (..., min(m, n))
        Infinite where a value exceeds 1.8e308; empty for an empty matrix.

    References
    ----------
    Blinn, "Consider the lowly 2 x 2 matrix", IEEE Computer Graphics and Applications 16 (1996).

    Examples
    --------
    >>> singular_values([[1, 1], [0, 1]])
    array([1.61803399, 0.61803399])
    """
    a = as_matrices(a, empty=True)
    if a.shape[-2:] == (2, 2):
        return each_two_by_two(a, _stretches_as_floats, (2,))
    return join(*wide_singular_values(a))


def svd(a: ArrayLike, full: bool = False) -> SVD:
    """Return u, s and vh with ``A = u @ diag(s) @ vh``.

    Parameters
    ----------
    a : array_like (..., m, n)
    full : bool
        Complete u and v to square orthogonal matrices.

    Returns
    -------
    SVD
        u (..., m, k), s (..., k) largest first, vh (..., k, n) with k = min(m, n); u (..., m, m) and
        vh (..., n, n) where `full`.

    Notes
    -----
    Signs: each right singular vector (row of vh) has its entry of largest magnitude positive, and the left one
    follows from ``A v = s u``; where s is 0 the left vector obeys the same rule by itself.  Where both singular
    values of a 2 by 2 matrix are equal every basis would do, and vh is the identity.

    Examples
    --------
    >>> u, s, vh = svd([[0, -2], [1, 0]])
    >>> s
    array([2., 1.])
    >>> vh
    array([[0., 1.],
           [1., 0.]])
    """
    a = as_matrices(a)
    if a.shape[-2:] == (2, 2):
        factors = each_two_by_two(a, _svd_two_by_two, (10,))
        shape = (*a.shape[:-2], 2, 2)
        return SVD(factors[..., :4].reshape(shape), factors[..., 4:6], factors[..., 6:].reshape(shape))
    small, exponent = scaled(a)
    u, s, vh = np.linalg.svd(small, full_matrices=full)
    k = s.shape[-1]
    v_signs = np.swapaxes(column_signs(np.swapaxes(vh, -1, -2)), -1, -2)
    follows = np.ones((*s.shape[:-1], 1, u.shape[-1]))
    follows[..., 0, :k] = v_signs[..., :k, 0]
    free = np.ones(follows.shape, dtype=bool)  # left vectors that no right one fixes
    free[..., 0, :k] = s <= s[..., :1] * (max(a.shape[-2:]) * EPSILON)
    return SVD(u * np.where(free, column_signs(u), follows), join(s, exponent[..., None]), vh * v_signs)


def ellipse(a: ArrayLike) -> Ellipse:
    """Return the ellipse (ellipsoid) that the unit circle (sphere) becomes.

    Parameters
    ----------
    a : array_like (m, n)

    Returns
    -------
    Ellipse
        semi_axes (k,), longest first, and directions (m, k), one unit column for each; k = min(m, n).  A half-axis
        of 0 means that the ellipse is flat.

    Examples
    --------
    >>> ellipse([[3, 0], [0, 2]]).semi_axes
    array([3., 2.])
    """
    u, s, _ = svd(as_matrix(a))
    return Ellipse(s, u)


def wide_singular_values(a: FloatArray) -> WideArray:
    """Return the singular values of checked matrices, each with an exponent of its own."""
    if a.shape[-2:] == (2, 2):
        pairs = each_two_by_two(a, stretches, (2, 2))
        return WideArray(pairs[..., 0], pairs[..., 1].astype(np.int64))
    small, exponent = scaled(a)
    values = np.zeros((*a.shape[:-2], 0))
    if a.size:
        values = np.linalg.svd(small, compute_uv=False).astype(np.float64, copy=False)
    return WideArray(values, np.broadcast_to(exponent[..., None], values.shape))


def stretches(p: float, q: float, r: float, s: float) -> tuple[Wide, Wide]:
    """Return the longest and the shortest stretch of [[p, q], [r, s]]."""
    (a, b, c, d), exponent = scaled_four(p, q, r, s)
    longest = (hypot(a + d, c - b) + hypot(a - d, c + b)) / 2
    area = difference_of_products(p, s, q, r)
    shortest = abs(area.mantissa) / longest if longest else 0.0
    return Wide(longest, exponent), Wide(shortest, area.exponent - exponent)


def _stretches_as_floats(p: float, q: float, r: float, s: float) -> tuple[float, float]:
    longest, shortest = stretches(p, q, r, s)
    return float(longest), min(float(longest), float(shortest))


def _svd_two_by_two(p: float, q: float, r: float, s: float) -> tuple[float, ...]:
    """Return u, s and vh of [[p, q], [r, s]], row by row.

    The matrix is a rotation by the angle of (e, h) times the length of (e, h), plus a reflection with the length and
    the angle of (f, g).  Both pull in one direction, and stretch most, at half the difference of the angles.
    """
    (a, b, c, d), _ = scaled_four(p, q, r, s)
    e, h, f, g = (a + d) / 2, (c - b) / 2, (a - d) / 2, (c + b) / 2
    turning, mirroring = hypot(e, h), hypot(f, g)
    if min(turning, mirroring) <= 4 * EPSILON * max(turning, mirroring):  # the circle stays a circle
        x, y = 1.0, 0.0
    else:
        twice_x, twice_y = e * f + h * g, e * g - h * f
        length = hypot(twice_x, twice_y)
        x, y = (length + twice_x, twice_y) if twice_x >= 0.0 else (twice_y, length - twice_x)
        length = hypot(x, y) * leading_sign(x, y)
        x, y = x / length, y / length
    side = leading_sign(-y, x)  # the second right vector is (-y, x) or (y, -x)
    u_x, u_y = a * x + b * y, c * x + d * y
    length = hypot(u_x, u_y)
    u_x, u_y = (u_x / length, u_y / length) if length else (1.0, 0.0)
    area = difference_of_products(p, s, q, r).mantissa
    u_side = leading_sign(-u_y, u_x) if area == 0.0 else side if area > 0.0 else -side
    # Adding 0.0 turns -0.0 into 0.0.
    u = (u_x + 0.0, -u_side * u_y + 0.0, u_y + 0.0, u_side * u_x + 0.0)
    return (*u, *_stretches_as_floats(p, q, r, s), x + 0.0, y + 0.0, -side * y + 0.0, side * x + 0.0)
