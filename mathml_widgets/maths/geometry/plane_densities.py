"""Densities of the plane to push through a map, each with a way to draw from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from ..optimization.arguments import check_count


class PlaneDensity(NamedTuple):
    """A probability density of the plane.

    Attributes
    ----------
    name : str
    density : callable
        From points (..., 2) to densities (...).
    quantiles : callable
        From points (..., 2) of the unit square, uniform there, to points that have the density.
    """

    name: str
    density: Callable[[Any], FloatArray]
    quantiles: Callable[[Any], FloatArray]

    def __call__(self, points: ArrayLike) -> FloatArray:
        """Return the density at points (..., 2)."""
        return self.density(points)

    def sample(self, n_samples: int, generator: np.random.Generator) -> FloatArray:
        """Return points (n_samples, 2) drawn from the density."""
        return self.quantiles(generator.random((check_count(n_samples, "n_samples", at_least=0), 2)))


def uniform_density(domain: ArrayLike) -> PlaneDensity:
    """Return the uniform density on a rectangle.

    Parameters
    ----------
    domain : array_like (2, 2)
        The lowest and highest value of each coordinate.

    Raises
    ------
    ValueError
        If the domain is not made of pairs low < high.

    Examples
    --------
    >>> uniform_density([[0, 2], [0, 1]])([[1.0, 0.5], [3.0, 0.5]])
    array([0.5, 0. ])
    """
    box = as_array(domain, "domain")
    if box.shape != (2, 2) or not (box[:, 0] < box[:, 1]).all():
        raise ValueError(f"domain must hold two pairs low < high, got {box.tolist()}")
    low, span = box[:, 0], box[:, 1] - box[:, 0]

    def density(points: Any) -> FloatArray:
        p = np.asarray(points, dtype=np.float64)
        inside = ((p >= box[:, 0]) & (p <= box[:, 1])).all(axis=-1)
        return np.where(inside, 1.0 / (span[0] * span[1]), 0.0)

    return PlaneDensity("uniform", density, lambda u: np.asarray(low + span * np.asarray(u)))


def normal_density(mean: ArrayLike = (0.0, 0.0), deviation: float = 1.0) -> PlaneDensity:
    r"""Return the round normal density.

    .. math:: \frac{1}{2 \pi \sigma^2} e^{-|x - \mu|^2 / 2 \sigma^2}

    Parameters
    ----------
    mean : array_like (2,)
        μ.
    deviation : float
        σ, positive.

    Raises
    ------
    ValueError
        If the mean has another shape or the deviation is not positive.

    Examples
    --------
    >>> normal_density()([0.0, 0.0]).round(6)
    np.float64(0.159155)
    """
    centre = as_array(mean, "mean")
    if centre.shape != (2,):
        raise ValueError(f"mean must have shape (2,), got shape {centre.shape}")
    if not (np.isfinite(deviation) and deviation > 0.0):
        raise ValueError(f"deviation must be positive and finite, got {deviation}")

    def density(points: Any) -> FloatArray:
        z = (np.asarray(points, dtype=np.float64) - centre) / deviation
        return np.asarray(np.exp(-0.5 * (z * z).sum(axis=-1)) / (2.0 * np.pi * deviation**2))

    def quantiles(u: Any) -> FloatArray:
        u = np.asarray(u, dtype=np.float64)
        r, angle = np.sqrt(-2.0 * np.log1p(-u[..., 0])), 2.0 * np.pi * u[..., 1]
        return np.asarray(centre + deviation * np.stack([r * np.cos(angle), r * np.sin(angle)], axis=-1))

    return PlaneDensity("normal", density, quantiles)
