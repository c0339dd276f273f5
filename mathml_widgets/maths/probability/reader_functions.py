"""A reader's density, called with arrays and checked at every point.

A density may be written for arrays or for single numbers; here it becomes one for arrays.
What it returns is looked at each time: a density that is negative, infinite or not a number is an error that names
the point, not a picture of nonsense.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..linear_algebra.arguments import FloatArray


class LogDensity:
    """The logarithm of a reader's density, up to a constant, as a function of arrays.

    Parameters
    ----------
    pdf, logpdf : callable
        One of the two; of an array or of a number.

    Raises
    ------
    ValueError
        When called, if an answer is no density: negative, infinite, NaN, complex, or of the wrong shape.
    """

    def __init__(self, pdf: Callable[..., Any] | None, logpdf: Callable[..., Any] | None) -> None:
        if (pdf is None) == (logpdf is None):
            raise ValueError("exactly one of pdf and logpdf must be given")
        function = pdf if logpdf is None else logpdf
        self.name = "pdf" if logpdf is None else "logpdf"
        if not callable(function):
            raise ValueError(f"{self.name} must be callable, got {function!r}")
        self.function = function
        self.takes_arrays = True

    def __call__(self, x: FloatArray) -> FloatArray:
        """Return log densities at `x`, in the same shape; -inf where the density is 0."""
        with np.errstate(all="ignore"):
            values = self._values(x)
            self._check(values, x)
            return values if self.name == "logpdf" else np.log(values)

    def _values(self, x: FloatArray) -> FloatArray:
        if self.takes_arrays:
            try:
                values = np.asarray(self.function(x.ravel()))
                if values.shape == (x.size,):
                    return self._as_floats(values).reshape(x.shape)
            except (TypeError, ValueError, ArithmeticError):
                pass
            self.takes_arrays = False
        try:
            values = np.array([self.function(one) for one in x.ravel().tolist()])
        except ArithmeticError as error:
            raise ValueError(f"{self.name} must have a value at every point of the support, got {error}") from None
        if values.shape != (x.size,):
            raise ValueError(f"{self.name} must return one number for one number, got shape {values.shape[1:]}")
        return self._as_floats(values).reshape(x.shape)

    def _as_floats(self, values: Any) -> FloatArray:
        if values.dtype.kind not in "biuf":
            raise ValueError(f"{self.name} must return real numbers, got {values.ravel()[0]!r}")
        return np.asarray(values, dtype=np.float64)

    def _check(self, values: FloatArray, x: FloatArray) -> None:
        for wrong, rule in (
            (np.isnan(values), "be a number"),
            (values == np.inf, "be finite" if self.name == "pdf" else "be below infinity"),
            (values < 0 if self.name == "pdf" else np.zeros_like(values, dtype=bool), "not be negative"),
        ):
            if wrong.any():
                raise ValueError(f"{self.name} must {rule}, got {values[wrong][0]} at x = {x[wrong][0]:.6g}")


def find_mode(log_density: Callable[[FloatArray], FloatArray], lowest: float, highest: float) -> tuple[float, float]:
    """Return a point of great density and a distance over which it falls to about a half, by looking ever closer.

    Raises
    ------
    ValueError
        If the density is 0 wherever one looks.
    """
    x = first_look(lowest, highest)
    for _ in range(40):
        values = log_density(x)
        best = int(np.argmax(values))
        if values[best] == -np.inf:
            raise ValueError(f"the density must be positive somewhere, but it is 0 at all {len(x)} points tried")
        left, right = x[max(best - 1, 0)], x[min(best + 1, len(x) - 1)]
        mode, top = float(x[best]), float(values[best])
        drop = top - min(values[max(best - 1, 0)], values[min(best + 1, len(x) - 1)])
        if drop < 0.5 or right - left <= 1e-13 * max(abs(left), abs(right)):
            break
        x = np.unique(np.append(np.linspace(left, right, 201), mode))
    distances = np.ldexp(max(abs(mode), 1.0), np.arange(-60, 40))
    fallen = np.ones(len(distances), dtype=bool)
    for side in (-1, 1):
        points = mode + side * distances
        inside = (points > lowest) & (points < highest) & (points != mode)
        values = np.full(len(points), -np.inf)
        if inside.any():
            values[inside] = log_density(points[inside])
        fallen &= (values < top - 0.7) | (points == mode)
    fallen &= (mode + distances != mode) | (mode - distances != mode)
    width = float(distances[np.argmax(fallen)]) if fallen.any() else float(distances[-1])
    return mode, width


def first_look(lowest: float, highest: float) -> FloatArray:
    """Return points between the ends, dense near 0 or near finite ends, and far out where there is no end."""
    if np.isfinite(lowest) and np.isfinite(highest):
        return np.asarray(lowest + (highest - lowest) * (np.arange(2001) + 0.5) / 2001)
    far = np.logspace(-6, 8, 1001)
    if np.isfinite(lowest):
        return np.asarray(lowest + far)
    if np.isfinite(highest):
        return np.asarray(highest - far[::-1])
    return np.concatenate([-far[::-1], [0.0], far])
