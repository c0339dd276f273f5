r"""The directions along which a cloud of points is longest.

The first principal component is the direction with the greatest variance, the next the greatest
among those perpendicular to it, and so on: the right singular vectors of the centred data, or the
eigenvectors of its covariance. Dropping the last ones loses least, and exactly the variance along
them. They are not regression lines: distances are measured across the line, not along an axis.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, as_points
from .extended_range import join, scaled
from .signs import column_signs
from .standardization import standardized

_MANY = 2_000_000  # multiplications from which a covariance is worth its loss of digits
_CLEAR = 1e-4  # of the greatest variance: above it an eigenvector of a covariance has twelve digits


class PrincipalComponents(NamedTuple):
    """The principal components of points, k of them.

    Attributes
    ----------
    components : array (k, n_dimensions)
        Unit rows, the largest entry of each positive.
    scores : array (n_points, k)
        The coordinates along them.
    explained_variance : array (k,)
        In squared units of the data, or of its standard deviations; descending.
    explained_variance_ratio : array (k,)
        Shares of the variance of all dimensions; 0 where there is none.
    mean, scale : array (n_dimensions,)
        What was subtracted, and then divided by; 0 and 1 where nothing was.
    """

    components: FloatArray
    scores: FloatArray
    explained_variance: FloatArray
    explained_variance_ratio: FloatArray
    mean: FloatArray
    scale: FloatArray


class CapturedVariance(NamedTuple):
    """The variance along a direction, across it, and both together."""

    captured: float
    lost: float
    total: float


def principal_components(
    x: ArrayLike, n_components: int | None = None, *, center: bool = True, scale: bool = False
) -> PrincipalComponents:
    r"""Return the principal components of points.

    .. math:: X - \bar x = U S V^T, \qquad \text{components} = V^T, \quad
              \text{scores} = U S, \quad \text{variances} = \frac{S^2}{n - 1}

    Parameters
    ----------
    x : array_like (n_points, n_dimensions)
        Rows are points; at least two.
    n_components : int, optional
        k, from 1 to min(n_points, n_dimensions), which is also the default.
    center : bool
        Whether to subtract the mean; without, directions and moments are those about the origin.
    scale : bool
        Whether to divide each feature by its standard deviation (of n - 1; a constant feature stays).

    Returns
    -------
    PrincipalComponents

    Raises
    ------
    ValueError
        If there are fewer than two points, or `n_components` is out of range.

    Notes
    -----
    Components whose variances are equal are not defined one by one: any basis of their plane would do.  Where the
    data are large the eigenvectors of the covariance are taken, unless a variance asked for is below 1e-4 of
    the greatest: squaring would cost it digits, and the singular values are.

    References
    ----------
    Jolliffe, *Principal Component Analysis*, 2nd edition, sections 1.1 and 3.5.

    Examples
    --------
    >>> found = principal_components([[0, 0], [2, 2], [4, 4], [3, 1], [1, 3]], 1)
    >>> found.components
    array([[0.70710678, 0.70710678]])
    >>> found.explained_variance, found.explained_variance_ratio
    (array([4.]), array([0.8]))
    """
    given = as_points(x, "x", at_least=2)
    most = min(given.shape)
    k = most if n_components is None else n_components
    if not 1 <= k <= most:
        raise ValueError(f"n_components must be from 1 to {most}, got {n_components}")
    if not scale and given.shape[0] > given.shape[1] and math.prod(given.shape) * most >= _MANY:
        found = _from_covariance(given, k, center)
        if found is not None:
            return found
    moved, mean, deviation = standardized(given, center=center, scale=scale)
    small, exponent = scaled(moved)
    u, s, vh = np.linalg.svd(small, full_matrices=False)
    signs = column_signs(vh[:k].T)
    powers = s**2
    total = powers.sum()
    ratio = powers[:k] / total if total > 0.0 else np.zeros(k)
    return PrincipalComponents(
        vh[:k] * signs.T + 0.0,
        join(u[:, :k] * (s[:k] * signs), exponent) + 0.0,
        join(powers[:k] / (len(given) - 1), 2 * exponent),
        ratio,
        mean,
        deviation,
    )


def reconstruction(found: PrincipalComponents, n_components: int | None = None) -> FloatArray:
    """Return the points rebuilt from their first scores.

    Parameters
    ----------
    found : PrincipalComponents
    n_components : int, optional
        How many to use, from 0 (all points at the mean) to k, the default.

    Returns
    -------
    array (n_points, n_dimensions)
        In the units of the data.

    Examples
    --------
    >>> found = principal_components([[0, 0], [2, 2], [4, 4], [3, 1], [1, 3]])
    >>> reconstruction(found, 1)
    array([[0., 0.],
           [2., 2.],
           [4., 4.],
           [2., 2.],
           [2., 2.]])
    """
    k = _how_many(found, n_components)
    rebuilt: FloatArray = (found.scores[:, :k] @ found.components[:k]) * found.scale + found.mean
    return rebuilt


def reconstruction_errors(x: ArrayLike, found: PrincipalComponents, n_components: int | None = None) -> FloatArray:
    """Return the distance of each point from its reconstruction, in the units of the data.

    Parameters
    ----------
    x : array_like (n_points, n_dimensions)
        The points that `found` was made of.
    found : PrincipalComponents
    n_components : int, optional
        As in `reconstruction`.

    Returns
    -------
    array (n_points,)

    Notes
    -----
    Where nothing was scaled, the sum of squares over n - 1 is the variance of the components left out.

    Examples
    --------
    >>> points = [[0, 0], [2, 2], [4, 4], [3, 1], [1, 3]]
    >>> reconstruction_errors(points, principal_components(points), 1).round(6) + 0.0
    array([0.      , 0.      , 0.      , 1.414214, 1.414214])
    """
    given = as_points(x, "x")
    rebuilt = reconstruction(found, n_components)
    if given.shape != rebuilt.shape:
        raise ValueError(f"x must have shape {rebuilt.shape} as what was found of it, got shape {given.shape}")
    small, exponent = scaled(given - rebuilt)
    return join(np.linalg.norm(small, axis=1), exponent)


def loadings(found: PrincipalComponents) -> FloatArray:
    r"""Return the components times the standard deviation along each, the arrows of a biplot.

    .. math:: \ell_{ij} = v_{ij} \sqrt{\lambda_i}

    Parameters
    ----------
    found : PrincipalComponents

    Returns
    -------
    array (k, n_dimensions)
        For scaled data the correlation of component i with feature j.

    Examples
    --------
    >>> loadings(principal_components([[0, 0], [2, 2], [4, 4], [3, 1], [1, 3]], 1))
    array([[1.41421356, 1.41421356]])
    """
    return found.components * np.sqrt(found.explained_variance)[:, None]


def captured_variance(points: ArrayLike, direction: ArrayLike) -> CapturedVariance:
    """Return the variance of points along a direction, what is lost across it, and the total.

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
        At least two.
    direction : array_like (n_dimensions,)
        Not zero; its length does not matter.

    Returns
    -------
    CapturedVariance
        In squared units of the data; captured and lost are measured apart, so that their sum is a check.

    Raises
    ------
    ValueError
        If the direction is zero or does not fit.

    Examples
    --------
    >>> captured_variance([[0, 0], [2, 2], [4, 4], [3, 1], [1, 3]], [1, 0])
    CapturedVariance(captured=2.5, lost=2.5, total=5.0)
    """
    moved, _, _ = standardized(points, scale=False)
    axis = as_array(direction, "direction")
    if axis.shape != moved.shape[1:]:
        raise ValueError(f"direction must have shape {moved.shape[1:]}, got shape {axis.shape}")
    if not axis.any():
        raise ValueError("direction must not be zero: zero has no direction")
    axis = axis / np.abs(axis).max()
    axis = axis / np.linalg.norm(axis)
    small, exponent = scaled(moved)
    along = small @ axis
    across = small - along[:, None] * axis
    parts = np.array([(along**2).sum(), (across**2).sum(), (small**2).sum()]) / (len(moved) - 1)
    captured, lost, total = join(parts, 2 * exponent).tolist()
    return CapturedVariance(captured, lost, total)


def _how_many(found: PrincipalComponents, n_components: int | None) -> int:
    k = len(found.components)
    if n_components is not None and not 0 <= n_components <= k:
        raise ValueError(f"n_components must be from 0 to {k}, got {n_components}")
    return k if n_components is None else n_components


def _from_covariance(x: FloatArray, k: int, center: bool) -> PrincipalComponents | None:
    """Return the components from the eigenvectors of the covariance; None where digits would be lost."""
    n, d = x.shape
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        mean = np.full(n, 1.0 / n) @ x if center else np.zeros(d)
        moved = x - mean if center else x
        moments = moved.T @ moved
        total = float(moments.trace())
    if not 1e-200 < total < 1e200:
        return None
    values, vectors = np.linalg.eigh(moments)
    if values[-k] < _CLEAR * values[-1]:
        return None
    top = vectors[:, : -k - 1 : -1]
    top = np.ascontiguousarray(top * column_signs(top)) + 0.0
    powers = values[: -k - 1 : -1]
    return PrincipalComponents(top.T, moved @ top, powers / (n - 1), powers / total, mean, np.ones(d))
