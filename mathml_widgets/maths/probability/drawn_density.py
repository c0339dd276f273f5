r"""A density drawn by hand: heights at points, and straight lines between them.

Between two points the density is linear, so the cdf is a parabola and its inverse a square root: everything about a
drawn density is exact, for the drawing as it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .distribution import Distribution
from .special_functions.arguments import must


class DrawnDensity(Distribution):
    r"""The distribution with a piecewise linear density through given points, normalised.

    Parameters
    ----------
    points : array_like (n,)
        Increasing, at least two.
    heights : array_like (n,)
        Not negative, not all 0; scaled so that the area is 1.

    Raises
    ------
    ValueError
        If the shapes do not fit, points do not increase, a height is negative, or the drawing has no area.

    Examples
    --------
    >>> roof = DrawnDensity([0, 1, 2], [0, 5, 0])
    >>> roof.pdf(1), roof.cdf(0.5), roof.quantile(0.125)
    (1.0, 0.125, 0.5)
    """

    name = "drawn"

    def __init__(self, points: ArrayLike, heights: ArrayLike) -> None:
        super().__init__()
        x, y = as_array(points, "points"), as_array(heights, "heights")
        if x.ndim != 1 or len(x) < 2:
            raise ValueError(f"points must be one row of at least two numbers, got shape {x.shape}")
        if y.shape != x.shape:
            raise ValueError(f"heights must have one number for each of {len(x)} points, got shape {y.shape}")
        rising = np.append(True, np.diff(x) > 0)
        must(x, rising, "points", "increase")
        must(y, y >= 0, "heights", "be at least 0")
        top = y.max()
        if top == 0:
            raise ValueError("heights must be positive somewhere, got 0 everywhere")
        y = y / top
        areas = np.diff(x) * (y[1:] + y[:-1]) / 2
        if not 0 < areas.sum() < np.inf:
            raise ValueError(f"the drawing must have a finite, positive area, got {areas.sum() * top}")
        self._points, self._heights = x, y / areas.sum()
        self._areas = areas / areas.sum()
        self._below = np.append(0.0, np.cumsum(self._areas))
        self._above = np.append(np.cumsum(self._areas[::-1])[::-1], 0.0)
        self.parameters = {"points": x, "heights": self._heights}

    def _support(self, *parameters: Any, **_: Any) -> tuple[Any, Any]:
        used = np.flatnonzero(self._areas)
        return self._points[used[0]], self._points[used[-1] + 1]

    def _density(self, x: FloatArray, *parameters: Any, **_: Any) -> FloatArray:
        return np.asarray(np.interp(x, self._points, self._heights))

    def _log_density(self, x: FloatArray, *parameters: Any) -> FloatArray:
        return np.log(self._density(x))

    def _tails(self, x: FloatArray, *parameters: Any) -> tuple[FloatArray, FloatArray]:
        i = np.clip(np.searchsorted(self._points, x, side="right") - 1, 0, len(self._areas) - 1)
        here = self._density(x)
        left = (x - self._points[i]) * (self._heights[i] + here) / 2
        right = (self._points[i + 1] - x) * (self._heights[i + 1] + here) / 2
        return self._below[i] + left, self._above[i + 1] + right

    def _quantile(self, lower: FloatArray, upper: FloatArray, *parameters: Any) -> FloatArray:
        n = len(self._areas)
        low = np.searchsorted(self._below, lower, side="left") - 1
        high = n - np.searchsorted(self._above[::-1], upper, side="right")
        i = np.clip(np.where(lower <= upper, low, high), 0, n - 1)
        width = self._points[i + 1] - self._points[i]
        start, slope = self._heights[i], (self._heights[i + 1] - self._heights[i]) / width
        area = np.where(lower <= upper, lower - self._below[i], self._areas[i] - (upper - self._above[i + 1]))
        area = np.clip(area, 0, self._areas[i])
        # The root of start d + slope d² / 2 = area that does not cancel.
        root = np.sqrt(np.maximum(start**2 + 2 * slope * area, 0))
        distance = np.where(start + root > 0, 2 * area / (start + root), 0.0)
        return np.asarray(self._points[i] + np.clip(distance, 0, width))

    def _draw(self, generator: Generator, size: tuple[int, ...], *parameters: Any) -> FloatArray:
        shares = generator.random(size)
        return self._quantile(shares, 1 - shares)

    def _moments(self, *parameters: Any) -> tuple[Any, Any, Any, Any]:
        # Three Gauss-Legendre nodes are exact for a line times a fourth power.
        nodes, weights = np.polynomial.legendre.leggauss(3)
        middle, half = (self._points[1:] + self._points[:-1]) / 2, np.diff(self._points) / 2
        x = middle[:, None] + half[:, None] * nodes
        masses = half[:, None] * weights * self._density(x)
        mean = (masses * x).sum()
        second, third, fourth = ((masses * (x - mean) ** r).sum() for r in (2, 3, 4))
        return mean, second, third / second**1.5, fourth / second**2 - 3

    def _entropy(self, *parameters: Any) -> Any:
        """Sum over pieces: the integral of -y log y along a line from p to q is closed."""
        p, q, width = self._heights[:-1], self._heights[1:], np.diff(self._points)
        low, high = np.minimum(p, q), np.maximum(p, q)
        flat = high - low < 1e-3 * high
        # The antiderivative of -y log y is y² (1 - 2 log y) / 4; near flat lines Simpson's rule is exact enough.
        gain = np.where(flat, 1.0, high - low)
        closed = (primitive(high) - primitive(low)) / gain
        middle = (low + high) / 2
        simpson = (surprise(low) + 4 * surprise(middle) + surprise(high)) / 6
        return np.sum(width * np.where(flat, simpson, closed))


def surprise(y: FloatArray) -> FloatArray:
    """Return -y log y, 0 at 0."""
    return np.where(y > 0, -y * np.log(y), 0.0)


def primitive(y: FloatArray) -> FloatArray:
    """Return the antiderivative of -y log y."""
    return np.where(y > 0, y * y * (1 - 2 * np.log(y)) / 4, 0.0)
