"""What counts as a number where infinity is allowed.

The line on which a distribution lives has two ends, minus and plus infinity, and a cdf has a value at both.
NaN is no point of it: it is refused here, so that none leaves the functions that take these numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from reprlib import repr as short

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...linear_algebra.arguments import FloatArray

BoolArray = NDArray[np.bool_]


def as_numbers(x: ArrayLike, name: str = "x") -> FloatArray:
    """Return `x` as an array of float64 numbers, infinities included.

    Raises
    ------
    ValueError
        If `x` is ragged, or holds text, complex numbers or NaN.
    """
    try:
        array = np.asarray(x)
    except ValueError:
        raise ValueError(f"{name} must have rows of equal length, got {short(x)}") from None
    if array.dtype.kind not in "biufO":
        raise ValueError(f"{name} must hold real numbers, got {short(x)}")
    if array.dtype != np.float64:
        try:
            with np.errstate(over="ignore"):
                array = array.astype(np.float64)
        except (TypeError, ValueError, OverflowError):
            raise ValueError(f"{name} must hold real numbers, got {short(x)}") from None
    return must(array, ~np.isnan(array), name, "hold numbers")


def as_positive(x: ArrayLike, name: str) -> FloatArray:
    """Return `x` as an array of positive, finite numbers."""
    array = as_numbers(x, name)
    return must(array, (array > 0) & np.isfinite(array), name, "be positive and finite")


def as_not_negative(x: ArrayLike, name: str) -> FloatArray:
    """Return `x` as an array of numbers from 0 to infinity."""
    array = as_numbers(x, name)
    return must(array, array >= 0, name, "be at least 0")


def as_probability(x: ArrayLike, name: str = "probability") -> FloatArray:
    """Return `x` as an array of numbers from 0 to 1."""
    array = as_numbers(x, name)
    return must(array, (array >= 0) & (array <= 1), name, "lie between 0 and 1")


def must(array: FloatArray, holds: BoolArray, name: str, rule: str) -> FloatArray:
    """Return `array`, or raise an error that names the first element for which the rule does not hold."""
    if holds.all():
        return array
    place = tuple(int(i) for i in np.argwhere(~holds)[0])
    where = f" at index {place if len(place) > 1 else place[0]}" if place else ""
    raise ValueError(f"{name} must {rule}, got {array[place]}{where}")


def by_region(
    regions: list[tuple[BoolArray, Callable[..., FloatArray]]], *arguments: FloatArray, rows: int = 1
) -> FloatArray:
    """Return a function that is made of pieces, each computed only where its condition is the first to hold.

    Parameters
    ----------
    regions : list of (condition, function)
        Conditions have the common shape of the arguments; a function gets the arguments that fulfil its own.
    *arguments : arrays of one shape
    rows : int
        How many values each function returns.

    Returns
    -------
    array of the shape of the arguments, or (rows, ...)
        Zero where no condition holds.
    """
    shape = arguments[0].shape
    result = np.zeros((rows, *shape))
    free = np.ones(shape, dtype=bool)
    for condition, function in regions:
        here = free & condition
        if here.any():
            result[:, here] = function(*(argument[here] for argument in arguments))
            free &= ~here
    return result if rows > 1 else result[0]
