"""A matrix as a turn after a stretch, like a complex number.

Every square matrix is ``A = rotation @ stretch``: first a symmetric stretch along perpendicular
directions, then a rigid motion, as z = e^(it) r for a complex number. From the singular value
decomposition A = U S V' the factors are U V' and V S V'. The rigid motion is the orthogonal matrix
nearest to A; it is a reflection where the determinant of A is negative.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_matrices
from .extended_range import join, scaled
from .singular import EPSILON, svd


class Polar(NamedTuple):
    """The factors of ``A = rotation @ stretch``."""

    rotation: FloatArray
    stretch: FloatArray


def polar(a: ArrayLike) -> Polar:
    """Return the orthogonal and the symmetric positive semi-definite factor.

    Parameters
    ----------
    a : array_like (..., n, n)

    Returns
    -------
    Polar
        rotation (..., n, n), orthogonal with the sign of det A; stretch (..., n, n), symmetric with the singular
        values as eigenvalues.  The stretch of a singular matrix is unique, the rotation is not: one with determinant
        +1 is returned.

    References
    ----------
    Higham, "Computing the polar decomposition - with applications", SIAM Journal on Scientific and Statistical
    Computing 7 (1986).

    Examples
    --------
    >>> rotation, stretch = polar([[0, -2], [3, 0]])
    >>> rotation
    array([[ 0., -1.],
           [ 1.,  0.]])
    >>> stretch
    array([[3., 0.],
           [0., 2.]])
    """
    small, exponent = scaled(as_matrices(a, square=True))
    u, s, vh = svd(small)
    flat = s[..., -1] <= s[..., 0] * (s.shape[-1] * EPSILON)
    turned_over = np.linalg.det(u @ vh) < 0.0
    u[..., -1] = np.where((flat & turned_over)[..., None], -u[..., -1], u[..., -1])
    stretch = np.swapaxes(vh, -1, -2) @ (s[..., None] * vh)
    symmetric = (stretch + np.swapaxes(stretch, -1, -2)) / 2
    return Polar(u @ vh + 0.0, join(symmetric, exponent[..., None, None]) + 0.0)
