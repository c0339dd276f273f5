"""Four ways from the identity to a matrix.

Where a matrix takes each point is one question; how it gets there is a choice. The straight line (1
- t) I + t A is the simplest and may flatten the plane on its way: from I to -I it passes through
zero. The polar path turns and stretches at the same time, the SVD path turns, stretches and turns
one after another, and the power path A^t repeats one small step, which needs a real logarithm.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_matrix
from .extended_range import join, scaled
from .logarithms import exponential, real_logarithm
from .rotations import rotation_powers
from .singular import svd


def frames(a: ArrayLike, path: str = "linear", n_frames: int = 61) -> FloatArray:
    """Return matrices at equal steps along a path from the identity to `a`.

    Parameters
    ----------
    a : array_like (n, n)
    path : str
        "linear": (1 - t) I + t A.
        "polar": with A = R S, the rotation R^t times the stretch (1 - t) I + t S.
        "svd": with A = U S V', three stages of equal length: turn by V', stretch by S, turn by U.
        "power": A^t = e^(t L), where a real logarithm L exists.
    n_frames : int
        At least 2.

    Returns
    -------
    array (n_frames, n, n)
        The first is exactly the identity and the last exactly `a`.

    Raises
    ------
    ValueError
        If the path is unknown, or there is none: the error ends with the reason from `real_logarithm`.

    Notes
    -----
    No continuous path leads from the identity to a matrix of negative determinant without flattening the plane.
    The polar and the SVD path are honest about it: rotations stay rotations, the smallest stretch counts as negative,
    and it passes through zero once.

    Examples
    --------
    >>> frames([[-1, 0], [0, -1]], "linear", n_frames=3)[1]
    array([[0., 0.],
           [0., 0.]])
    >>> frames([[-1, 0], [0, -1]], "polar", n_frames=3)[1].round(12)
    array([[ 0., -1.],
           [ 1.,  0.]])
    """
    a = as_matrix(a, square=True)
    if n_frames < 2:
        raise ValueError(f"n_frames must be at least 2, got {n_frames}")
    return _along(a, path, np.linspace(0.0, 1.0, n_frames))


def morph(a: ArrayLike, path: str, fraction: float) -> FloatArray:
    """Return the matrix at one fraction of a path from the identity to `a`.

    Parameters
    ----------
    a : array_like (n, n)
    path : str
        As in `frames`.
    fraction : float
        Between 0 (the identity, exactly) and 1 (`a`, exactly).

    Returns
    -------
    array (n, n)

    Raises
    ------
    ValueError
        If `fraction` is outside [0, 1], or as in `frames`.

    Examples
    --------
    >>> morph([[1, 1], [0, 1]], "power", 0.5)
    array([[1. , 0.5],
           [0. , 1. ]])
    """
    a = as_matrix(a, square=True)
    if not 0.0 <= fraction <= 1.0:
        raise ValueError(f"fraction must be between 0 and 1, got {fraction}")
    frame: FloatArray = _along(a, path, np.array([fraction], dtype=np.float64))[0]
    return frame


class ExistingPath(NamedTuple):
    """The path that is there, and why it is not the one asked for."""

    path: str
    reason: str


def existing_path(a: ArrayLike, path: str) -> ExistingPath:
    """Return `path` where it leads to `a`, else the straight one with the reason.

    Parameters
    ----------
    a : array_like (n, n)
    path : str
        As in `frames`.

    Returns
    -------
    ExistingPath
        `path`, and `reason`, which is empty where the path exists.

    Examples
    --------
    >>> existing_path([[1, 0], [0, -1]], "power").path
    'linear'
    >>> existing_path([[1, 1], [0, 1]], "power")
    ExistingPath(path='power', reason='')
    """
    reason = real_logarithm(a).reason if path == "power" else ""
    if not reason:
        return ExistingPath(path, "")
    return ExistingPath(
        "linear", f"There is no real logarithm, so no path of powers. {reason} This is the straight path."
    )


def _along(a: FloatArray, path: str, fractions: FloatArray) -> FloatArray:
    if path not in _PATHS:
        raise ValueError(f"path must be one of {', '.join(PATHS)}, got {path!r}")
    result = _PATHS[path](a, fractions)
    result[fractions == 0.0] = np.eye(len(a))
    result[fractions == 1.0] = a
    return result + 0.0


def _linear(a: FloatArray, fractions: FloatArray, start: float = 1.0) -> FloatArray:
    t = fractions[:, None, None]
    return (1.0 - t) * start * np.eye(len(a)) + t * a


def _polar(a: FloatArray, fractions: FloatArray) -> FloatArray:
    u, s, vh, unit, exponent = _factors(a)
    stretch = vh.T @ (s[:, None] * vh)
    stretches = _linear((stretch + stretch.T) / 2, fractions, unit)
    return join(rotation_powers(u @ vh, fractions) @ stretches, exponent)


def _svd(a: FloatArray, fractions: FloatArray) -> FloatArray:
    u, s, vh, unit, exponent = _factors(a)
    if len(u) == 2 and _turn(u) + _turn(vh) > np.pi + 1e-9:
        u, vh = -u, -vh  # both pairs of singular vectors may be reversed: turn less in all
    stage = 3.0 * fractions
    first = rotation_powers(vh, np.clip(stage, 0.0, 1.0))
    second = _linear(np.diag(s), np.clip(stage - 1.0, 0.0, 1.0), unit)
    third = rotation_powers(u, np.clip(stage - 2.0, 0.0, 1.0))
    return join(third @ second @ first, exponent)


def _power(a: FloatArray, fractions: FloatArray) -> FloatArray:
    value, reason = real_logarithm(a)
    if value is None:
        raise ValueError(f"path must not be 'power' for this matrix, which has no real logarithm. {reason}")
    return exponential(fractions[:, None, None] * value)


_PATHS: dict[str, Callable[[FloatArray, FloatArray], FloatArray]] = {
    "linear": _linear,
    "polar": _polar,
    "svd": _svd,
    "power": _power,
}

PATHS = tuple(_PATHS)


def _factors(a: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, float, int]:
    """Return rotations u and vh, s, 1, and an exponent: s and 1 are in units of 2**exponent.

    The smallest of the singular values takes the sign of the determinant.
    """
    small, power = scaled(a)
    exponent = max(int(power), 0)  # huge matrices are scaled down, tiny ones stay beside the identity
    u, s, vh = svd(small)
    s = join(s, int(power) - exponent)
    if np.linalg.det(vh) < 0.0:
        vh[-1] *= -1.0
        u[:, -1] *= -1.0
    if np.linalg.det(u) < 0.0:
        u[:, -1] *= -1.0
        s[-1] *= -1.0
    return u, s, vh, float(np.ldexp(1.0, -exponent)), exponent


def _turn(rotation: FloatArray) -> float:
    return abs(float(np.arctan2(rotation[1, 0], rotation[0, 0])))
