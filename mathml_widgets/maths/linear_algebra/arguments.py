"""What counts as a matrix here.

A matrix arrives as anything that NumPy can read: nested lists, an array, a data frame. It leaves
this file as an array of finite float64 numbers in the asked shape, or as an error that names the
argument, the rule and the culprit. So the files that hold the mathematics need not think about
ragged lists, text or NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from reprlib import repr as short
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

# A number for one matrix and an array for a stack: a union would make every caller narrow it first.
FloatOrArray: TypeAlias = Any
IntOrArray: TypeAlias = Any


def as_array(a: ArrayLike, name: str = "a") -> FloatArray:
    """Return `a` as an array of finite float64 numbers.

    Raises
    ------
    ValueError
        If `a` is ragged, or holds text, complex numbers, NaN or infinity.
    """
    try:
        array = np.asarray(a)
    except ValueError:
        raise ValueError(f"{name} must have rows of equal length, got {short(a)}") from None
    if array.dtype.kind == "c":
        raise ValueError(f"{name} must be real, got complex numbers")
    if array.dtype.kind not in "biufO":
        raise ValueError(f"{name} must hold numbers, got {short(a)}")
    if array.dtype != np.float64:
        try:
            with np.errstate(over="ignore"):
                array = array.astype(np.float64)
        except (TypeError, ValueError, OverflowError):
            raise ValueError(f"{name} must hold numbers within float64, got {short(a)}") from None
    finite = np.isfinite(array)
    if not finite.all():
        place = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise ValueError(f"{name} must be finite, got {array[place]} at index {place}")
    return array


def as_matrices(a: ArrayLike, name: str = "a", *, square: bool = False, empty: bool = False) -> FloatArray:
    """Return `a` as one matrix or a stack of matrices, shape (..., m, n)."""
    array = as_array(a, name)
    if array.ndim < 2:
        raise ValueError(f"{name} must be a matrix (two dimensions), got shape {array.shape}")
    if square and array.shape[-1] != array.shape[-2]:
        raise ValueError(f"{name} must be square, got shape {array.shape}")
    if not empty and 0 in array.shape[-2:]:
        raise ValueError(f"{name} must have at least one row and column, got shape {array.shape}")
    return array


def as_matrix(a: ArrayLike, name: str = "a", *, square: bool = False, empty: bool = False) -> FloatArray:
    """Return `a` as one matrix, shape (m, n)."""
    array = as_matrices(a, name, square=square, empty=empty)
    if array.ndim != 2:
        raise ValueError(f"{name} must be one matrix, got a stack of shape {array.shape}")
    return array


def as_two_by_two(a: ArrayLike, name: str = "a") -> FloatArray:
    """Return `a` as one matrix of shape (2, 2)."""
    array = as_matrix(a, name)
    if array.shape != (2, 2):
        raise ValueError(f"{name} must be 2 by 2, got shape {array.shape}")
    return array


def as_points(points: ArrayLike, name: str = "points", *, at_least: int = 0) -> FloatArray:
    """Return `points` as rows, shape (n_points, n_dimensions)."""
    array = as_array(points, name)
    if array.ndim != 2 or array.shape[1] == 0:
        raise ValueError(f"{name} must have shape (n_points, n_dimensions), got shape {array.shape}")
    if len(array) < at_least:
        raise ValueError(f"{name} must hold at least {at_least} points, got {len(array)}")
    return array


def each_two_by_two(
    a: FloatArray, function: Callable[[float, float, float, float], Any], shape: tuple[int, ...]
) -> FloatArray:
    """Return ``function(p, q, r, s)`` for each [[p, q], [r, s]] of (..., 2, 2), in shape (..., *shape).

    For one small matrix plain floats are ten times faster than arrays of four.
    """
    rows = a.reshape(-1, 4).tolist()
    results = np.array([function(*row) for row in rows], dtype=np.float64)
    return results.reshape((*a.shape[:-2], *shape))


def plain(number: Any) -> Any:
    """Return a zero-dimensional result as a Python number and an array as it is."""
    return number.item() if np.ndim(number) == 0 else number
