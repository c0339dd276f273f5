"""The directions in which a function is tried.

Each ray is as long as the scale on which the function is expected to change, the power of two above
|x|, so that the same step sizes serve an x of 1e-3 and of 1e6 and are exact in binary.
A gradient goes along every axis; one more ray mixes all of them, and since a differentiable
function is linear up close, its slope there must be the same mixture of slopes.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..linear_algebra.arguments import FloatArray


class Axes:
    """One ray along each coordinate axis, made only when asked for.

    Parameters
    ----------
    lengths : array (*point_shape)
    """

    def __init__(self, lengths: FloatArray) -> None:
        self.lengths = lengths

    def __len__(self) -> int:
        return self.lengths.size

    def __getitem__(self, part: slice) -> FloatArray:
        """Return some of the rays, shape (n_rays, *point_shape)."""
        start, stop, _ = part.indices(len(self))
        rays = np.zeros((max(0, stop - start), len(self)))
        rays[np.arange(len(rays)), np.arange(start, stop)] = self.lengths.ravel()[start:stop]
        return rays.reshape(-1, *self.lengths.shape)


def step_along(
    point: FloatArray, rays: FloatArray | Axes, start: int, stop: int, step: complex, others: NDArray[np.complex128]
) -> NDArray[np.complex128]:
    """Return the points after some other moves and those one step along some of the rays, (n_points, *point_shape)."""
    stop, n_others = min(stop, len(rays)), len(others)
    points = np.empty((n_others + stop - start, *point.shape), dtype=np.complex128)
    points[...] = point
    if n_others:
        points[:n_others] += others
    if isinstance(rays, Axes):
        flat, which = points.reshape(len(points), -1), np.arange(start, stop)
        flat[which + (n_others - start), which] += step * rays.lengths.reshape(-1)[start:stop]
    else:
        points[n_others:] += step * rays[start:stop]
    return points


def mix(rays: FloatArray | Axes, weights: FloatArray, stretch: FloatArray | None = None) -> FloatArray:
    """Return the sum of weight times ray, each perhaps stretched before, shape (*point_shape)."""
    if isinstance(rays, Axes):
        if stretch is not None:
            weights = weights * stretch
        return np.multiply(weights.reshape(rays.lengths.shape), rays.lengths)
    return np.asarray(np.tensordot(weights, rays if stretch is None else stretched(rays, stretch), axes=1))


def stretched(rays: FloatArray, stretch: FloatArray) -> FloatArray:
    """Return rays (n_rays, *point_shape), each times a number, or the only one times an array."""
    return rays * (stretch.reshape(-1, *(1,) * (rays.ndim - 1)) if stretch.ndim == 1 else stretch)


def own_lengths(point: FloatArray) -> FloatArray:
    """Return the power of two above |x|, and 1 for 0; not so small that a step would be lost."""
    exponents: NDArray[np.int32] = np.frexp(point)[1]
    return np.asarray(np.ldexp(1.0, np.maximum(exponents, -1000)))


def step_lengths(point: FloatArray) -> FloatArray:
    """Return the same within bounds, so that 1e-100 of it is a number, and tiny for functions that change over 1."""
    return np.minimum(np.maximum(own_lengths(point), 2.0**-600), 2.0**280)


def unit_lengths(point: FloatArray) -> FloatArray:
    """Return the power of two above |x|, but at least 1."""
    return np.maximum(own_lengths(point), 1.0)


@lru_cache(maxsize=16)
def mixture(n_rays: int) -> FloatArray:
    """Return weights of either sign and of different size whose squares add up to about 1, shape (n_rays,).

    Examples
    --------
    >>> mixture(1)
    array([0.75])
    """
    k = np.arange(n_rays)
    fractions = (0.25 + k * 0.6180339887498949) % 1.0
    signs = np.where((k * 0.7548776662466927) % 1.0 < 0.5, 1.0, -1.0)
    return np.asarray(signs * (0.5 + fractions) / np.sqrt(n_rays))
