"""How far a principal component can be trusted.

Other samples would have given other directions, and resampling the points with replacement shows
how much other: most of the directions found in the resamples lie within a cone round the one found
in the data. A direction is a line, so each is first turned to the side of the original. Where two
variances are close the cone is wide, because nothing tells the two directions apart.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_points
from .extended_range import scaled
from .principal_directions import principal_components
from .standardization import standardized

_AT_ONCE = 4_000_000  # numbers held at a time


class BootstrapCone(NamedTuple):
    """Directions of resamples, and the cone round each component that holds the given share of them.

    Attributes
    ----------
    components : array (n_resamples, k, n_dimensions)
        Unit rows, turned to the side of the components of the data.
    angles : array (n_resamples, k)
        Between each and the component of the data; radians, at most pi / 2.
    half_angle : array (k,)
        The angle that `level` of them do not exceed; radians.
    low, high : array (k, n_dimensions)
        The range of each entry that holds the middle `level` of them.
    """

    components: FloatArray
    angles: FloatArray
    half_angle: FloatArray
    low: FloatArray
    high: FloatArray


def bootstrap_cone(
    x: ArrayLike,
    n_components: int | None = None,
    *,
    generator: np.random.Generator,
    n_resamples: int = 200,
    level: float = 0.95,
    center: bool = True,
    scale: bool = False,
) -> BootstrapCone:
    r"""Return the principal components of resamples and the cone that holds most of them.

    .. math:: \alpha_b = \arccos |v_b \cdot v|, \qquad \text{half angle} = \text{quantile}_{0.95}(\alpha_b)

    Parameters
    ----------
    x : array_like (n_points, n_dimensions)
        At least two points.
    n_components : int, optional
        k; by default min(n_points, n_dimensions).
    generator : numpy.random.Generator
    n_resamples : int
    level : float
        Between 0 and 1.
    center, scale : bool
        As in `principal_components`, done to each resample anew.

    Returns
    -------
    BootstrapCone

    Raises
    ------
    ValueError
        If `n_resamples` is below 1, `level` is not between 0 and 1, or as in `principal_components`.

    Notes
    -----
    Component i of a resample is the one with its i-th largest variance, whichever direction that is: where two
    change places the angle is large, and so it should be.

    References
    ----------
    Diaconis and Efron, "Computer-intensive methods in statistics", Scientific American 248 (1983).

    Examples
    --------
    >>> generator = np.random.default_rng(0)
    >>> points = generator.normal(size=(100, 2)) * [3, 1]
    >>> cone = bootstrap_cone(points, 1, generator=generator)
    >>> bool(np.degrees(cone.half_angle[0]) < 10)
    True
    """
    given = as_points(x, "x", at_least=2)
    if n_resamples < 1:
        raise ValueError(f"n_resamples must be at least 1, got {n_resamples}")
    if not 0.0 < level < 1.0:
        raise ValueError(f"level must be between 0 and 1, got {level}")
    found = principal_components(given, n_components, center=center, scale=scale)
    k = len(found.components)
    # Moments about the mean of the data, not the origin, so that no digits cancel.
    moved, _, _ = standardized(given, center=center, scale=scale)
    moved, _ = scaled(moved)
    n, d = moved.shape
    directions = np.empty((n_resamples, k, d))
    size = max(1, _AT_ONCE // max(n + d * d, n * d if n * d * d > _AT_ONCE else 1))
    products = (moved[:, :, None] * moved[:, None, :]).reshape(n, d * d) if n * d * d <= _AT_ONCE else None
    for start in range(0, n_resamples, size):
        shares = generator.multinomial(n, np.full(n, 1.0 / n), size=min(size, n_resamples - start)) / n
        if products is None:
            moments = np.matmul(moved.T, shares[:, :, None] * moved)
        else:
            moments = (shares @ products).reshape(-1, d, d)
        directions[start : start + size] = _directions(moments, shares @ moved, k, center, scale)
    cosines = np.einsum("bkd,kd->bk", directions, found.components)
    directions *= np.where(cosines < 0.0, -1.0, 1.0)[:, :, None]
    apart = np.linalg.norm(directions - found.components, axis=2)
    angles = 2.0 * np.arctan2(apart, np.linalg.norm(directions + found.components, axis=2))
    low, high = np.quantile(directions, [(1.0 - level) / 2, (1.0 + level) / 2], axis=0)
    return BootstrapCone(directions, angles, np.quantile(angles, level, axis=0), low, high)


def _directions(moments: FloatArray, means: FloatArray, k: int, center: bool, scale: bool) -> FloatArray:
    about_mean = moments - means[:, :, None] * means[:, None, :]
    covariances = about_mean if center else moments
    if scale:
        variances = np.diagonal(about_mean, axis1=1, axis2=2)
        level = np.diagonal(moments, axis1=1, axis2=2)
        varies = variances > 1e-14 * level
        shrink = np.where(varies, 1.0 / np.sqrt(np.where(varies, variances, 1.0)), 1.0)
        covariances = covariances * shrink[:, :, None] * shrink[:, None, :]
    _, vectors = np.linalg.eigh(covariances)
    return np.swapaxes(vectors[:, :, : -k - 1 : -1], 1, 2)
