"""Functions of one point, asked at many.

A reader writes a function of one point and the methods ask for many points at once, so it is called for each row.
An overflow of Python's own floats counts as infinity, a point that is not finite gets NaN without a call, and an
answer of the wrong shape is an error that names the function.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from reprlib import repr as short
from typing import Any

import numpy as np

from .arguments import Array


def of_one_point(function: Callable[..., Any]) -> Callable[[Any], Any]:
    """Return a function of rows as one of a single point."""
    return lambda point: function(point[np.newaxis])[0]


def pointwise(function: Callable[..., Any], label: str, n_axes: int) -> Callable[..., Array]:
    """Return a function of a single point (n,) as one of rows (m, n); its results have `n_axes` axes of length n."""

    def over_rows(rows: Array, *step: int) -> Array:
        shape = rows.shape[1:] * n_axes
        result = np.full(rows.shape[:1] + shape, np.nan, rows.dtype)
        for i in np.flatnonzero(np.isfinite(rows).all(axis=1)):
            try:
                answer = function(rows[i], *step)
            except OverflowError:
                answer = np.full(shape, np.inf)
            result[i] = shaped(answer, shape, rows[i], label)
        return result

    return over_rows


def shaped(answer: Any, shape: tuple[int, ...], points: Array, label: str) -> Array:
    """Return what a function answered as an array of the expected shape.

    Raises
    ------
    ValueError
        If it holds no real numbers, or has another shape.
    """
    array = np.asarray(answer)
    if array.dtype.kind not in "biufc" or (array.dtype.kind == "c" and points.dtype.kind != "c"):
        raise ValueError(f"{label} must return real numbers, got {short(answer)}")
    if points.shape[-1] == 1 and array.size == math.prod(shape):
        return array.reshape(shape)  # in one dimension a plain number will do
    if array.shape != shape:
        raise ValueError(f"{label} must return shape {shape} for points of shape {points.shape}, got {array.shape}")
    return array
