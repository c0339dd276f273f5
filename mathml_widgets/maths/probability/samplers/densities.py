"""A reader's log-density of many dimensions, called at many points at once.

It may be written for rows of points or for one point; here it becomes one for rows.
Where it is -inf the density is 0, and no sampler goes there; NaN and plus infinity are errors that name the point.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, as_array

Rows = Callable[[FloatArray], FloatArray]


def as_start(start: ArrayLike) -> tuple[FloatArray, tuple[int, ...]]:
    """Return starting points as rows (n_chains, n_dimensions), and the shape of the chains."""
    points = as_array(start, "start")
    if points.ndim == 0 or 0 in points.shape:
        raise ValueError(f"start must have shape (..., n_dimensions) with at least one number, got {points.shape}")
    return points.reshape(-1, points.shape[-1]).copy(), points.shape[:-1]


def as_rows(log_density: Callable[..., Any], points: FloatArray) -> tuple[Rows, FloatArray]:
    """Return a log-density for rows of points, and its values at the given ones.

    Raises
    ------
    ValueError
        If it returns something else than a number for a point, or a starting point cannot occur.
    """
    n = len(points)
    values: Any = None
    function: Rows = log_density
    with np.errstate(all="ignore"):
        try:
            values = np.asarray(log_density(points))
        except (TypeError, ValueError, IndexError, ArithmeticError):
            values = None
        # One point in a row of its own says nothing: two must give two numbers.
        if values is not None and values.shape == (n,) and n == 1:
            try:
                doubled = np.asarray(log_density(np.concatenate([points, points])))
                values = values if doubled.shape == (2,) else None
            except (TypeError, ValueError, IndexError, ArithmeticError):
                values = None
        if values is None or values.shape != (n,):
            function = one_by_one(log_density)
            values = function(points)
    if values.dtype.kind not in "biuf":
        raise ValueError(f"log_density must return real numbers, got {values.ravel()[0]!r}")
    values = values.astype(np.float64)
    must_be_log_densities(values, points)
    if (values == -np.inf).any():
        raise ValueError(f"start must be where the density is positive, got {points[values == -np.inf][0].tolist()}")
    return function, values


def one_by_one(function: Callable[..., Any]) -> Rows:
    """Return a function of rows that asks for one point after the other."""

    def rows(points: FloatArray) -> FloatArray:
        found = np.array([function(point) for point in points])
        if found.shape != (len(points),):
            raise ValueError(f"log_density must return one number for a point, got shape {found.shape[1:]}")
        return found

    return rows


def must_be_log_densities(values: FloatArray, points: FloatArray) -> None:
    """Raise an error that names the first point where the log-density is NaN or plus infinity."""
    wrong = ~(values < np.inf)
    if wrong.any():
        culprit = points[wrong][0].tolist()
        raise ValueError(f"log_density must be a number below infinity, got {values[wrong][0]} at {culprit}")
