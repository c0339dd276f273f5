r"""Integrals of a function that can only be called: panels, halved where they do not yet agree with themselves.

On each panel the function is taken at twenty Chebyshev points and replaced by the polynomial through them; where the
polynomial's last coefficients have not died away, the panel is halved.
The panels, with their polynomials, are then a picture of the function from which its integral up to any point can be
read off, so the same grid serves for a normalising constant, a cdf and its moments.
An unbounded line is the image of -1 to 1 under :math:`x = t / (1 - t^2)`, half a line that of 0 to 1 under
:math:`x = t / (1 - t)`; if the mass of the panels next to an end does not shrink, the integral is infinite.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from ..linear_algebra.arguments import FloatArray

N_NODES = 20
N_FIRST_PANELS = 32
MOST_HALVINGS = 60
MOST_PANELS = 20_000
TOLERANCE = 1e-13
SETTLED = 1e-6
NEAREST_TO_1 = float(np.nextafter(1, 0))


class Line(NamedTuple):
    """The stretch from `lowest` to `highest`, either of which may be infinite, as the image of a finite one."""

    lowest: float
    highest: float
    centre: float
    width: float

    def ends(self) -> tuple[float, float]:
        """Return the ends of the finite stretch."""
        if np.isfinite(self.lowest):
            return 0.0, self.highest - self.lowest if np.isfinite(self.highest) else 1.0
        return -1.0, 0.0 if np.isfinite(self.highest) else 1.0

    def from_unit(self, t: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return x and dx/dt; an x inside the ends, also where rounding would make it one."""
        low, high, w = self.lowest, self.highest, self.width
        if np.isfinite(low) and np.isfinite(high):
            x, stretch = low + t, np.ones_like(t)
        elif np.isfinite(low) or np.isfinite(high):
            size = np.minimum(np.abs(t), NEAREST_TO_1)
            distance, stretch = w * size / (1 - size), w / (1 - size) ** 2
            x = low + distance if np.isfinite(low) else high - distance
        else:
            t = np.clip(t, -NEAREST_TO_1, NEAREST_TO_1)
            rest = (1 - t) * (1 + t)
            x, stretch = self.centre + w * t / rest, w * (1 + t * t) / rest**2
        return np.clip(x, np.nextafter(low, np.inf), np.nextafter(high, -np.inf)), stretch

    def to_unit(self, x: FloatArray) -> FloatArray:
        """Return t."""
        low, high, w = self.lowest, self.highest, self.width
        x = np.asarray(x, dtype=float)
        if np.isfinite(low) and np.isfinite(high):
            return np.clip(x - low, 0, high - low)
        with np.errstate(invalid="ignore", over="ignore"):
            if np.isfinite(low) or np.isfinite(high):
                distance = np.maximum(x - low if np.isfinite(low) else high - x, 0)
                t = np.where(np.isinf(distance), 1.0, distance / (w + distance))
                return t if np.isfinite(low) else -t
            u = (x - self.centre) / w
            t = 2 * u / (1 + np.sqrt(1 + 4 * u * u))
            return np.where(np.isinf(u), np.sign(u), t)


class Panels(NamedTuple):
    """A function on panels: edges (n + 1,) of the finite stretch, values (n, 20) at the nodes, and masses (n,)."""

    line: Line
    edges: FloatArray
    points: FloatArray
    values: FloatArray
    weights: FloatArray
    masses: FloatArray
    error: float
    settled: bool


@cache
def nodes_weights_and_transform() -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return Chebyshev points on -1 to 1, Fejér's weights, and the matrix from values to coefficients."""
    k = np.arange(N_NODES)
    angles = np.pi * (2 * k[::-1] + 1) / (2 * N_NODES)
    transform = 2 / N_NODES * np.cos(np.outer(k, angles))
    transform[0] /= 2
    even = np.where(k % 2 == 0, 2 / (1 - np.where(k == 1, 0, k) ** 2.0), 0.0)
    return np.cos(angles), even @ transform, transform


def integrate(function: Callable[[FloatArray], FloatArray], line: Line, split_at: FloatArray | None = None) -> Panels:
    """Return panels on which the function, times dx/dt, is a polynomial to rounding.

    Parameters
    ----------
    function : callable
        Of an array of points; not negative or not, but finite.
    line : Line
    split_at : array, optional
        Points of the line at which panels shall end: where the function may be narrow or have a corner.

    Returns
    -------
    Panels
        With `error`, the mass that is in doubt, and `settled`, whether it is below 1e-6 of the total.
    """
    nodes, weights, transform = nodes_weights_and_transform()
    low, high = line.ends()
    edges = np.linspace(low, high, N_FIRST_PANELS + 1)
    if split_at is not None:
        t = line.to_unit(split_at)
        edges = np.unique(np.concatenate([edges, t[(t > low) & (t < high)]]))
    left, right = edges[:-1], edges[1:]
    done: list[tuple[FloatArray, ...]] = []
    n_done, total = 0, 0.0
    doubt = np.zeros(0)
    for halving in range(MOST_HALVINGS + 1):
        middle, half = (left + right) / 2, (right - left) / 2
        t = middle[:, None] + half[:, None] * nodes
        x, stretch = line.from_unit(t)
        values = function(x) * stretch
        masses = half * np.einsum("ij,j->i", values, weights)
        coefficients = np.abs(values @ transform.T)
        error = 2 * half * (coefficients[:, -2:].sum(axis=1) + 0.01 * coefficients[:, -5:-2].sum(axis=1))
        size = np.abs(masses)
        scale = total + float(size.sum())
        last = halving == MOST_HALVINGS or n_done + 2 * len(left) > MOST_PANELS
        tolerance = TOLERANCE * 2.0 ** min(halving, 12)  # Noise in the function does not shrink with its panels.
        keep = (error <= tolerance * np.maximum(size, 1e-3 * scale / N_FIRST_PANELS)) | last
        # Below the spacing of floats there is nothing to halve.
        keep |= half <= 4e-16 * np.maximum(np.abs(left), np.abs(right))
        keep |= half <= 1e-300
        done.append((left[keep], right[keep], x[keep], values[keep], half[keep], masses[keep]))
        doubt = np.append(doubt, error[keep])
        n_done += int(keep.sum())
        total += float(size[keep].sum())
        left, right, middle = left[~keep], right[~keep], middle[~keep]
        if len(left) == 0:
            break
        left, right = np.concatenate([left, middle]), np.concatenate([middle, right])
    parts = [np.concatenate(part) for part in zip(*done, strict=True)]
    order = np.argsort(parts[0], kind="stable")
    lefts, rights, points, values, halves, masses = (part[order] for part in parts)
    error = float(doubt.sum())
    return Panels(
        line,
        np.append(lefts, rights[-1]),
        points,
        values,
        halves[:, None] * weights,
        masses,
        error,
        bool(error <= SETTLED * max(total, 1e-300)),
    )
