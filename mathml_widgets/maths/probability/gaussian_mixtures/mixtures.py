r"""Mixtures of Gaussians: clouds of points, each with its place, its shape and its share.

A point belongs to every cloud a little: how much is its responsibility, Bayes' rule with the shares for a prior.
A mixture can be drawn from, tell how surprising a point is, and fill in what is missing.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from ...linear_algebra.arguments import FloatArray, as_array
from ..counts import as_count


class GaussianMixture(NamedTuple):
    """Shares, places and shapes of the components.  Made by `gaussian_mixture` or `fit_gaussian_mixture`."""

    weights: FloatArray
    """(n_components,), adding up to 1."""
    means: FloatArray
    """(n_components, n_dimensions)"""
    covariances: FloatArray
    """(n_components, n_dimensions, n_dimensions)"""

    def log_joint(self, points: ArrayLike) -> FloatArray:
        """Return log(w f(x)) of each component in nats, shape (..., n_components)."""
        x = as_places(points, self.means.shape[1])
        return component_log_densities(x, self.means, self.covariances) + log_weights(self.weights)

    def log_density(self, points: ArrayLike) -> FloatArray:
        """Return the log-density at points (..., n_dimensions), in nats."""
        joint = self.log_joint(points)
        top = joint.max(axis=-1, keepdims=True)
        safe = np.where(top > -np.inf, top, 0.0)
        with np.errstate(divide="ignore"):
            return np.asarray(safe[..., 0] + np.log(np.exp(joint - safe).sum(axis=-1)))

    def responsibilities(self, points: ArrayLike) -> FloatArray:
        """Return the probability that each component made a point, shape (..., n_components)."""
        return shares(self.log_joint(points))

    def sample(self, n: int, generator: Generator) -> tuple[FloatArray, NDArray[np.intp]]:
        """Return `n` points (n, n_dimensions), and which component made each."""
        n = as_count(n, "n")
        which = generator.choice(len(self.weights), n, p=self.weights / self.weights.sum())
        factors = np.linalg.cholesky(self.covariances)
        normals = generator.standard_normal((n, self.means.shape[1]))
        return self.means[which] + np.einsum("nij,nj->ni", factors[which], normals), which

    def conditional(self, known: ArrayLike) -> GaussianMixture:
        """Return the mixture of the missing coordinates, given the others.

        Parameters
        ----------
        known : array_like (n_dimensions,)
            NaN where a coordinate is missing: at least one, but not all.

        Returns
        -------
        GaussianMixture
            Of the missing coordinates, in their order.
        """
        values = np.asarray(known, dtype=np.float64)
        d = self.means.shape[1]
        missing = np.isnan(values)
        if values.shape != (d,) or missing.all() or not missing.any():
            raise ValueError(f"known must have {d} numbers, some but not all of them NaN, got {values.tolist()}")
        there = ~missing
        given = self.covariances[:, there][:, :, there]
        across = self.covariances[:, missing][:, :, there]
        gain = np.linalg.solve(given, across.transpose(0, 2, 1)).transpose(0, 2, 1)
        means = self.means[:, missing] + np.einsum("kij,kj->ki", gain, values[there] - self.means[:, there])
        covariances = self.covariances[:, missing][:, :, missing] - gain @ across.transpose(0, 2, 1)
        logs = component_log_densities(values[there], self.means[:, there], given) + log_weights(self.weights)
        return GaussianMixture(shares(logs), means, (covariances + covariances.transpose(0, 2, 1)) / 2)


def gaussian_mixture(weights: ArrayLike, means: ArrayLike, covariances: ArrayLike) -> GaussianMixture:
    """Return a mixture of Gaussians, checked.

    Parameters
    ----------
    weights : array_like (n_components,)
        Not negative, adding up to 1 within 1e-9.
    means : array_like (n_components, n_dimensions)
    covariances : array_like (n_components, n_dimensions, n_dimensions)
        Symmetric and positive definite.

    Returns
    -------
    GaussianMixture

    Raises
    ------
    ValueError
        If shapes do not fit, the weights are no probabilities, or a covariance is not positive definite.

    References
    ----------
    Bishop, "Pattern recognition and machine learning" (2006), section 9.2.

    Examples
    --------
    >>> two = gaussian_mixture([0.5, 0.5], [[-2.0], [2.0]], [[[1.0]], [[1.0]]])
    >>> two.responsibilities([0.0])
    array([0.5, 0.5])
    """
    w, m, c = as_array(weights, "weights"), as_array(means, "means"), as_array(covariances, "covariances")
    if w.ndim != 1 or len(w) == 0 or (w < 0).any() or abs(w.sum() - 1) > 1e-9:
        raise ValueError(f"weights must be numbers from 0 on that sum to 1, got {w.tolist()}")
    if m.ndim != 2 or len(m) != len(w) or m.shape[1] == 0:
        raise ValueError(f"means must have shape ({len(w)}, n_dimensions), got {m.shape}")
    d = m.shape[1]
    if c.shape != (len(w), d, d):
        raise ValueError(f"covariances must have shape ({len(w)}, {d}, {d}), got {c.shape}")
    if not np.allclose(c, c.transpose(0, 2, 1), rtol=1e-9, atol=0):
        raise ValueError("covariances must be symmetric, got one that is not")
    try:
        np.linalg.cholesky(c)
    except np.linalg.LinAlgError:
        raise ValueError("covariances must be positive definite, got one that is not") from None
    return GaussianMixture(w, m, c)


def component_log_densities(x: FloatArray, means: FloatArray, covariances: FloatArray) -> FloatArray:
    """Return log-densities of x (..., n_dimensions) under each component, shape (..., n_components)."""
    d = means.shape[1]
    factors = np.linalg.cholesky(covariances)
    inverses = np.linalg.inv(factors)
    half_logs = np.log(np.diagonal(factors, axis1=1, axis2=2)).sum(axis=1)
    answer = np.empty((*x.shape[:-1], len(means)))
    for k, (mean, inverse) in enumerate(zip(means, inverses, strict=True)):
        with np.errstate(over="ignore"):
            z = (x - mean) @ inverse.T
            answer[..., k] = -0.5 * (z * z).sum(axis=-1)
    return np.asarray(answer - half_logs - 0.5 * d * np.log(2 * np.pi))


def log_weights(weights: FloatArray) -> FloatArray:
    """Return logarithms of weights, -inf for 0."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(weights))


def shares(logs: FloatArray) -> FloatArray:
    """Return probabilities from logarithms, up to a constant, along the last axis."""
    weights = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def as_places(points: ArrayLike, d: int) -> FloatArray:
    """Return points, shape (..., n_dimensions)."""
    x = as_array(points, "points")
    if x.ndim == 0 or x.shape[-1] != d:
        raise ValueError(f"points must have shape (..., {d}), got {x.shape}")
    return x
