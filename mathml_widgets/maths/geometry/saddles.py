"""Quadratic saddles in many dimensions, and how a slice makes them look like bowls.

In a hundred dimensions a point with twenty directions down is no minimum by far.
A random plane averages the curvatures, though: what it shows is near their mean, with a spread that falls with the
dimension, and where the mean is up, up is all that one sees.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, FloatOrArray, as_array, plain


@dataclass(frozen=True, eq=False)
class QuadraticLoss:
    r"""A quadratic function of many parameters with known curvatures.

    .. math:: L(\theta) = \tfrac12 \sum_i \lambda_i \, (q_i \cdot \theta)^2

    Parameters
    ----------
    eigenvalues : array_like (n,)
    eigenvectors : array_like (n, n), optional
        Orthonormal, in columns; by default the axes.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> saddle = QuadraticLoss([2.0, -4.0])
    >>> saddle([[1.0, 0.0], [0.0, 1.0]]), saddle.gradient([1.0, 1.0])
    (array([ 1., -2.]), array([ 2., -4.]))
    """

    eigenvalues: Any
    eigenvectors: Any = None

    def __post_init__(self) -> None:
        values = as_array(self.eigenvalues, "eigenvalues")
        if values.ndim != 1 or not len(values):
            raise ValueError(f"eigenvalues must be a row of at least one number, got shape {values.shape}")
        vectors = np.eye(len(values)) if self.eigenvectors is None else as_array(self.eigenvectors, "eigenvectors")
        if vectors.shape != (len(values),) * 2:
            raise ValueError(f"eigenvectors must have shape {(len(values),) * 2}, got shape {vectors.shape}")
        object.__setattr__(self, "eigenvalues", values)
        object.__setattr__(self, "eigenvectors", vectors)

    def __call__(self, parameters: ArrayLike) -> FloatOrArray:
        """Return the values (...) at parameters (..., n)."""
        along = np.asarray(parameters, dtype=np.float64) @ self.eigenvectors
        return plain(0.5 * (along * along) @ self.eigenvalues)

    def gradient(self, parameters: ArrayLike) -> FloatArray:
        """Return the gradients (..., n)."""
        along = np.asarray(parameters, dtype=np.float64) @ self.eigenvectors
        result: FloatArray = (along * self.eigenvalues) @ self.eigenvectors.T
        return result

    def hessian(self) -> FloatArray:
        """Return the Hessian (n, n), the same everywhere."""
        result: FloatArray = (self.eigenvectors * self.eigenvalues) @ self.eigenvectors.T
        return result


def quadratic_saddle(
    n_parameters: int = 100, share_negative: float = 0.2, *, generator: np.random.Generator
) -> QuadraticLoss:
    """Return a quadratic saddle with a given share of directions down, turned at random.

    Curvatures are ±1: minus for the share of directions, rounded down.

    Parameters
    ----------
    n_parameters : int
        At least 2.
    share_negative : float
        From 0 to 1.
    generator : numpy.random.Generator

    Raises
    ------
    ValueError
        If a number is out of range.

    Examples
    --------
    >>> saddle = quadratic_saddle(10, 0.3, generator=np.random.default_rng(0))
    >>> int((np.linalg.eigvalsh(saddle.hessian()) < 0).sum())
    3
    """
    if isinstance(n_parameters, bool) or not isinstance(n_parameters, (int, np.integer)) or n_parameters < 2:
        raise ValueError(f"n_parameters must be an integer of at least 2, got {n_parameters}")
    if not 0.0 <= share_negative <= 1.0:
        raise ValueError(f"share_negative must be from 0 to 1, got {share_negative}")
    eigenvalues = np.ones(n_parameters)
    eigenvalues[: math.floor(share_negative * n_parameters + 1e-9)] = -1.0
    q, r = np.linalg.qr(generator.standard_normal((n_parameters, n_parameters)))
    return QuadraticLoss(eigenvalues, q * np.where(np.diag(r) < 0.0, -1.0, 1.0))


def convex_slice_share(
    eigenvalues: ArrayLike, *, n_slices: int = 1000, n_directions: int = 2, generator: np.random.Generator
) -> float:
    """Return the share of random slices through a quadratic function that look convex.

    Parameters
    ----------
    eigenvalues : array_like (n,)
        Of its Hessian; turning the function at random does not change the share.
    n_slices : int
    n_directions : int
        1 for lines, 2 for planes.
    generator : numpy.random.Generator

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        If a number is out of range.

    References
    ----------
    Böttcher and Wheeler, *Visualizing high-dimensional loss landscapes with Hessian directions*, Journal of Statistical
    Mechanics (2024).

    Examples
    --------
    Twenty of a hundred directions go down, and no slice shows it.

    >>> curvatures = np.repeat([1.0, -1.0], [80, 20])
    >>> convex_slice_share(curvatures, generator=np.random.default_rng(0))
    1.0
    """
    values = as_array(eigenvalues, "eigenvalues")
    if values.ndim != 1 or not 1 <= n_directions <= len(values):
        raise ValueError(f"n_directions must be from 1 to {values.size}, got {n_directions}")
    if isinstance(n_slices, bool) or not isinstance(n_slices, (int, np.integer)) or n_slices < 1:
        raise ValueError(f"n_slices must be an integer of at least 1, got {n_slices}")
    convex = 0
    for begin in range(0, n_slices, 1000):
        directions = generator.standard_normal((min(1000, n_slices - begin), n_directions, len(values)))
        slices = (directions * values) @ directions.swapaxes(-1, -2)
        convex += int((np.linalg.eigvalsh(slices)[:, 0] >= 0.0).sum())
    return convex / n_slices
