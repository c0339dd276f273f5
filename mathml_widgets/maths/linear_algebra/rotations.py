"""The shortest turn from rest to a given rotation.

In the plane a rotation by t is on the way to a rotation by T when t goes from 0 to T, with T in
(-180°, 180°]. In n dimensions a rotation turns several perpendicular planes by angles of their own,
and the shortest path turns all of them at constant speed: R^t. The symmetric part of R knows the
cosines of these angles and the skew part the sines, so no complex number is needed.
"""

from __future__ import annotations

import numpy as np

from .arguments import FloatArray

_HALF_TURN = 1e-7  # sine below which an obtuse angle counts as 180 degrees


def plane_rotation(angle: FloatArray) -> FloatArray:
    """Return the rotations of the plane by `angle` (...) radians, counter-clockwise: shape (..., 2, 2).

    >>> import numpy as np
    >>> plane_rotation(np.array(0.0))
    array([[1., 0.],
           [0., 1.]])
    """
    cosine, sine = np.cos(angle), np.sin(angle) + 0.0
    return np.stack([np.stack([cosine, 0.0 - sine], -1), np.stack([sine, cosine], -1)], -2)


def rotation_powers(rotation: FloatArray, fractions: FloatArray) -> FloatArray:
    """Return R^t for each t of `fractions`, shape (n_fractions, n, n).

    Parameters
    ----------
    rotation : array (n, n)
        Orthogonal with determinant +1.
    fractions : array (n_fractions,)

    Notes
    -----
    A half turn has two shortest paths; the counter-clockwise one is taken in the plane.  In higher dimensions
    a plane that turns by 180 degrees (to 1e-7) may be any pair of directions that R reverses.
    """
    if len(rotation) == 2:
        sine, cosine = rotation[1, 0] - rotation[0, 1], rotation[0, 0] + rotation[1, 1]
        # Adding 0.0 turns -0.0 into 0.0, and so a half turn by -180 degrees into one by 180.
        return plane_rotation(fractions * np.arctan2(sine + 0.0, cosine))
    symmetric, skew = (rotation + rotation.T) / 2, (rotation - rotation.T) / 2
    cosines, basis = np.linalg.eigh(symmetric)
    sines = np.linalg.norm(skew @ basis, axis=0)
    reversed_ = (cosines < 0.0) & (sines < _HALF_TURN)
    angles = np.where(reversed_, np.pi, np.arctan2(sines, cosines))
    turning = fractions[:, None] * angles
    safe = np.where(reversed_ | (sines == 0.0), 1.0, sines)
    ratio = np.where(sines == 0.0, fractions[:, None], np.sin(turning) / safe)
    ratio = np.where(reversed_, 0.0, ratio)
    powers = (basis * np.cos(turning)[:, None, :]) @ basis.T + (basis * ratio[:, None, :]) @ basis.T @ skew
    # The reversed directions come in an even number: turn them in pairs.
    pairs = basis[:, reversed_]
    first, second = pairs[:, 0::2], pairs[:, 1::2]
    half_turn = second @ first.T - first @ second.T
    result: FloatArray = powers + np.sin(fractions * np.pi)[:, None, None] * half_turn
    return result
