"""What counts as a point, a rate or a count here.

A point is a row of coordinates, and points stack along leading axes: shape (..., n_dimensions).
Coordinates may be infinite or NaN, because that is where a diverging path ends; a start, a rate or a
matrix may not.
The files that hold the mathematics get float64 arrays, or an error that names the argument, the rule
and the culprit.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from reprlib import repr as short
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_array, as_matrix, plain

__all__ = [
    "Array",
    "FloatArray",
    "IntArray",
    "Rate",
    "as_array",
    "as_box",
    "as_coordinates",
    "as_matrix",
    "as_starts",
    "as_symmetric",
    "check_count",
    "check_fraction",
    "check_positive",
    "check_rate",
    "plain",
]

Array: TypeAlias = NDArray[Any]
IntArray: TypeAlias = NDArray[np.int64]
Rate: TypeAlias = float | ArrayLike | Callable[[int], float]


def as_coordinates(points: ArrayLike, name: str = "points") -> Array:
    """Return points (..., n_dimensions) as floats, or complex numbers as they are (for complex steps)."""
    array = np.asarray(points)
    if array.dtype.kind not in "fc":
        if array.dtype.kind not in "biu":
            raise ValueError(f"{name} must hold numbers in rows of equal length, got {short(points)}")
        array = array.astype(np.float64)
    if array.ndim == 0:
        raise ValueError(f"{name} must have shape (..., n_dimensions), got the number {array}")
    return array


def as_starts(start: ArrayLike) -> FloatArray:
    """Return finite starting points (..., n_dimensions), at least one and with at least one coordinate."""
    array = as_array(start, "start")
    if array.ndim == 0 or array.size == 0:
        raise ValueError(f"start must have shape (..., n_dimensions) with at least one point, got shape {array.shape}")
    return array


def as_box(limits: ArrayLike, name: str) -> FloatArray:
    """Return lowest and highest coordinates, one row (n_dimensions, 2) for each."""
    box = as_array(limits, name)
    if box.ndim != 2 or box.shape[1] != 2 or len(box) == 0:
        raise ValueError(f"{name} must have shape (n_dimensions, 2), got shape {box.shape}")
    if not (box[:, 0] < box[:, 1]).all():
        i = int((box[:, 0] >= box[:, 1]).argmax())
        raise ValueError(f"{name} must rise from low to high, got {box[i].tolist()} in row {i}")
    return box


def as_symmetric(matrix: ArrayLike, name: str = "hessian") -> FloatArray:
    """Return one finite symmetric matrix (n, n); an asymmetry of rounding is averaged away."""
    array = as_matrix(matrix, name, square=True)
    if np.abs(array - array.T).max() > 1e-8 * np.abs(array).max():
        i, j = np.unravel_index(np.abs(array - array.T).argmax(), array.shape)
        raise ValueError(f"{name} must be symmetric, got {array[i, j]} at ({i}, {j}) and {array[j, i]} at ({j}, {i})")
    return 0.5 * array + 0.5 * array.T


def check_count(count: int, name: str, *, at_least: int = 1) -> int:
    """Return an integer of at least `at_least`."""
    if isinstance(count, bool) or not isinstance(count, (int, np.integer)) or count < at_least:
        raise ValueError(f"{name} must be an integer of at least {at_least}, got {short(count)}")
    return int(count)


def check_positive(number: float, name: str, *, zero: bool = False) -> float:
    """Return a positive (or with `zero`, non-negative) finite number as a float."""
    rule = "zero or positive" if zero else "positive"
    try:
        value = float(number)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a {rule} number, got {short(number)}") from None
    if not ((value > 0.0 or (zero and value == 0.0)) and math.isfinite(value)):
        raise ValueError(f"{name} must be {rule} and finite, got {number}")
    return value


def check_fraction(number: float, name: str) -> float:
    """Return a number of at least 0 and below 1 as a float."""
    value = check_positive(number, name, zero=True)
    if value >= 1.0:
        raise ValueError(f"{name} must be at least 0 and below 1, got {number}")
    return value


def check_rate(rate: Rate, name: str = "learning_rate") -> Rate:
    """Return a schedule as it is, a positive number as a float and positive numbers as an array."""
    if callable(rate):
        return rate
    array = as_array(rate, name)
    if not (array > 0.0).all():
        raise ValueError(f"{name} must be positive, got {array.flat[int((array <= 0.0).argmax())]}")
    return float(array) if array.ndim == 0 else array
