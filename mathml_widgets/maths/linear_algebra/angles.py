"""Angles, and complex numbers as turns.

The angle between two vectors is best computed with an arc tangent of two lengths: the arc cosine of
a dot product loses half of its digits for nearly parallel vectors. A complex eigenvalue r (cos t +
i sin t) says more as modulus and angle than as real and imaginary part: in the right coordinates
the matrix stretches by r and turns by t.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, FloatOrArray, as_array, plain


class PolarForm(NamedTuple):
    """Modulus and angle in radians of a complex number."""

    modulus: FloatOrArray
    angle: FloatOrArray


def polar_form(z: ArrayLike) -> PolarForm:
    """Return modulus and angle of a complex number z = r (cos t + i sin t).

    Parameters
    ----------
    z : array_like (...)
        Real or complex numbers.

    Returns
    -------
    PolarForm
        modulus and angle (radians, in (-pi, pi]): numbers, or arrays (...).  The angle of 0 is 0.

    Raises
    ------
    ValueError
        If `z` is not finite.

    Examples
    --------
    >>> polar_form(2j)
    PolarForm(modulus=2.0, angle=1.5707963267948966)
    """
    numbers = np.asarray(z)
    real, imaginary = as_array(numbers.real, "z"), as_array(numbers.imag, "z")
    with np.errstate(over="ignore"):
        return PolarForm(plain(np.hypot(real, imaginary)), plain(np.arctan2(imaginary + 0.0, real + 0.0)))


def angle_between(u: ArrayLike, v: ArrayLike, *, lines: bool = False) -> FloatOrArray:
    """Return the angle between two vectors, in radians.

    With unit vectors u and v it is 2 atan2(|u - v|, |u + v|).

    Parameters
    ----------
    u, v : array_like (..., n)
        Vectors along the last axis, broadcast against each other.
    lines : bool
        Measure between the lines through the vectors, at most pi / 2.

    Returns
    -------
    float, or array (...)
        In [0, pi]; NaN where a vector is zero, because zero has no direction.

    References
    ----------
    Kahan, "How futile are mindless assessments of roundoff in floating-point computation?" (2006), section 12.

    Examples
    --------
    >>> angle_between([1, 0], [0, 3])
    1.5707963267948966
    >>> angle_between([1, 0], [-2, 0], lines=True)
    0.0
    """
    first, second = _unit(as_array(u, "u"), "u"), _unit(as_array(v, "v"), "v")
    if first.shape[-1] != second.shape[-1]:
        raise ValueError(f"v must have {first.shape[-1]} entries as u has, got {second.shape[-1]}")
    angle = 2.0 * np.arctan2(np.linalg.norm(first - second, axis=-1), np.linalg.norm(first + second, axis=-1))
    return plain(np.minimum(angle, np.pi - angle) if lines else angle)


def _unit(v: FloatArray, name: str) -> FloatArray:
    if v.ndim == 0 or v.shape[-1] == 0:
        raise ValueError(f"{name} must be a vector, got shape {v.shape}")
    largest = np.abs(v).max(axis=-1, keepdims=True)
    v = v / np.where(largest == 0.0, np.nan, largest)
    unit: FloatArray = v / np.linalg.norm(v, axis=-1, keepdims=True)
    return unit
