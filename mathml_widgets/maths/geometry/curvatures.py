"""How much a function bends along a direction.

Along a unit vector u the second derivative is uᵀHu: it lies between the smallest and the largest eigenvalue,
which are its extremes, and in the plane it runs through them as the direction turns, mean plus half the
difference times the cosine of twice the angle.
A function may bend up along both axes and down between them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, as_matrices, plain


class PolarCurvature(NamedTuple):
    """The curvature in every direction of the plane.

    Attributes
    ----------
    angles : array (n_angles,)
        In radians, from 0 to 2π.
    curvatures : array (..., n_angles)
    flat_angles : array (..., 2)
        Where it is zero, from 0 to π (each again half a turn on); NaN where it keeps one sign.
    """

    angles: FloatArray
    curvatures: FloatArray
    flat_angles: FloatArray


def directional_curvature(hessian: ArrayLike, direction: ArrayLike) -> Any:
    r"""Return the second derivative along a direction.

    .. math:: \frac{u^T H u}{u^T u}

    Parameters
    ----------
    hessian : array_like (..., n, n)
    direction : array_like (..., n)
        Not zero, of any length; leading axes broadcast.

    Returns
    -------
    float, or array (...)

    Raises
    ------
    ValueError
        If a direction is zero, or the shapes do not fit.

    Examples
    --------
    >>> directional_curvature([[2, 3], [3, 2]], [[1, 0], [1, 1], [1, -1]])
    array([ 2.,  5., -1.])
    """
    h, u = as_matrices(hessian, "hessian", square=True), as_array(direction, "direction")
    if u.ndim == 0 or u.shape[-1] != h.shape[-1]:
        raise ValueError(f"direction must have {h.shape[-1]} coordinates last, got shape {u.shape}")
    size = np.abs(u).max(axis=-1, keepdims=True)
    if not (size > 0.0).all():
        raise ValueError("direction must not be zero, got a zero vector")
    u = u / size
    u = u / np.sqrt((u * u).sum(axis=-1, keepdims=True))
    return plain(np.einsum("...i,...ij,...j->...", u, h, u))


def polar_curvature(hessian: ArrayLike, n_angles: int = 361) -> PolarCurvature:
    r"""Return the curvature in every direction of the plane.

    .. math:: \kappa(\theta) = \frac{a + c}{2} + \frac{a - c}{2} \cos 2\theta + b \sin 2\theta,
              \quad H = \begin{pmatrix} a & b \\ b & c \end{pmatrix}

    Parameters
    ----------
    hessian : array_like (..., 2, 2)
    n_angles : int

    Returns
    -------
    PolarCurvature

    Raises
    ------
    ValueError
        If the Hessian is not 2 by 2.

    Examples
    --------
    >>> saddle = polar_curvature([[1, 0], [0, -1]], 5)
    >>> saddle.curvatures.round(12), (saddle.flat_angles / np.pi).round(12)
    (array([ 1., -1.,  1., -1.,  1.]), array([0.25, 0.75]))
    """
    h = as_matrices(hessian, "hessian", square=True)
    if h.shape[-1] != 2:
        raise ValueError(f"hessian must be 2 by 2, got shape {h.shape}")
    angles = np.linspace(0.0, 2.0 * np.pi, n_angles)
    a, b, c = h[..., 0, 0], 0.5 * (h[..., 0, 1] + h[..., 1, 0]), h[..., 1, 1]
    mean, half = 0.5 * (a + c), 0.5 * (a - c)
    curvatures = mean[..., None] + half[..., None] * np.cos(2 * angles) + b[..., None] * np.sin(2 * angles)
    swing, turn = np.hypot(half, b), np.arctan2(b, half)
    crosses = (swing > 0.0) & (np.abs(mean) <= swing)
    ratio = np.where(crosses, -mean / np.where(swing > 0.0, swing, 1.0), 0.0)
    off = np.arccos(np.clip(ratio, -1.0, 1.0))
    flat = np.stack([0.5 * (turn - off), 0.5 * (turn + off)], axis=-1) % np.pi
    return PolarCurvature(angles, curvatures, np.where(crosses[..., None], np.sort(flat, axis=-1), np.nan))
