"""What becomes of a density when its points are moved.

Points do not just carry their density along: where a map spreads a neighbourhood over twice the area, twice
as few points lie in each part of it. So the density at a place is that of the point that came there, divided by
|det J|; where several points come to the same place their shares add up, and on the crease of a fold, where the
determinant is zero, the density is infinite.
A histogram of moved samples shows whether that is true.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, as_points
from ..optimization.arguments import check_count
from .map_jacobians import images, jacobian_field
from .plane_maps import PlaneMap
from .preimages import preimages

Density = Callable[[FloatArray], Any]


class PushForward(NamedTuple):
    """A histogram of moved samples and the density that is predicted there.

    Attributes
    ----------
    x_edges, y_edges : array (n_x + 1,), (n_y + 1,)
    pushed_histogram : array (n_y, n_x)
        The share of samples in each bin, per unit of area.
    predicted_density : array (n_y, n_x)
        The mean over each bin of p / |det J|, summed over all points that come there.
    standard_error : array (n_y, n_x)
        How far a histogram of so many samples is from the prediction, typically.
    outside : float
        The share of samples that land outside of the bins.
    image_points : array (n_samples, 2)
        NaN where the map is not defined.
    """

    x_edges: FloatArray
    y_edges: FloatArray
    pushed_histogram: FloatArray
    predicted_density: FloatArray
    standard_error: FloatArray
    outside: float
    image_points: FloatArray


def pushed_density(
    points: ArrayLike,
    density: Density,
    mapping: PlaneMap | Callable[[Any], Any],
    *,
    branches: Sequence[Callable[[Any], Any]] | None = None,
    jacobian: Callable[[Any], Any] | None = None,
    domain: ArrayLike | None = None,
    resolution: int = 33,
) -> FloatArray:
    r"""Return the density of the image of a random point.

    .. math:: q(y) = \sum_{x : f(x) = y} \frac{p(x)}{|\det J(x)|}

    Parameters
    ----------
    points : array_like (..., 2)
        y.
    density : callable
        p, from points (..., 2) to densities (...).
    mapping : PlaneMap or callable
        f.  A PlaneMap knows its branches and its Jacobian.
    branches : sequence of callables, optional
        From points (..., 2) of the image to points (..., 2), NaN where there are none.
    jacobian : callable, optional
        From points (..., 2) to Jacobians (..., 2, 2), believed as it is.
    domain : array_like (2, 2), optional
        Where the density is, to look for the points that land on y if no branches are known (see `preimages`).
    resolution : int
        Of the grid for that.

    Returns
    -------
    array (...)
        0 where no point lands; infinite where a point with a density lands flattened.

    Raises
    ------
    ValueError
        If neither branches nor a domain are known, or a shape does not fit.

    References
    ----------
    Durrett, *Probability: Theory and Examples*, 5th edition, section 1.2.  Papamakarios et al., "Normalizing flows for
    probabilistic modeling and inference", JMLR 22 (2021), section 2.1.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import box_muller, normal_density, uniform_density
    >>> y = [[0.3, -1.2], [0.0, 2.0]]
    >>> pushed_density(y, uniform_density([[0, 1], [0, 1]]), box_muller()).round(9)
    array([0.07406019, 0.02153928])
    >>> normal_density()(y).round(9)
    array([0.07406019, 0.02153928])
    """
    y = as_array(points, "points")
    if y.ndim == 0 or y.shape[-1] != 2:
        raise ValueError(f"points must have shape (..., 2), got shape {y.shape}")
    if isinstance(mapping, PlaneMap):
        branches = mapping.branches if branches is None else branches
        jacobian = mapping.jacobian if jacobian is None else jacobian
        mapping = mapping.function
    flat = y.reshape(-1, 2)
    if branches:
        with np.errstate(all="ignore"):
            sources = np.stack([np.asarray(branch(flat), dtype=np.float64) for branch in branches], axis=1)
    elif domain is not None:
        sources = preimages(mapping, flat, domain, resolution=resolution, jacobian=jacobian)
    else:
        raise ValueError("branches or domain must be given, to know which points land where, got neither")
    total = np.zeros(len(flat))
    for k in range(sources.shape[1]):
        exists = np.isfinite(sources[:, k]).all(axis=-1)
        if exists.any():
            total[exists] += _thinned(sources[exists, k], density, mapping, jacobian)
    return np.asarray(total.reshape(y.shape[:-1]))


def _thinned(
    x: FloatArray, density: Density, mapping: Callable[[Any], Any], jacobian: Callable[[Any], Any] | None
) -> FloatArray:
    p = np.asarray(density(x), dtype=np.float64)
    if p.shape != x.shape[:-1]:
        raise ValueError(f"density must have shape {x.shape[:-1]} for points {x.shape}, got shape {p.shape}")
    j = jacobian_field(mapping, x, jacobian=jacobian)
    area = np.abs(j[:, 0, 0] * j[:, 1, 1] - j[:, 0, 1] * j[:, 1, 0])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where((p == 0.0) | np.isnan(area), 0.0, p / area)


def push_forward(
    samples: ArrayLike,
    density: Density,
    mapping: PlaneMap | Callable[[Any], Any],
    *,
    n_bins: int = 40,
    bounds: ArrayLike | None = None,
    n_inside: int = 6,
    branches: Sequence[Callable[[Any], Any]] | None = None,
    jacobian: Callable[[Any], Any] | None = None,
    domain: ArrayLike | None = None,
) -> PushForward:
    """Return a histogram of samples after a map, beside the density that is predicted.

    Parameters
    ----------
    samples : array_like (n_samples, 2)
        Drawn from the density.
    density, mapping, branches, jacobian, domain
        As for `pushed_density`.
    n_bins : int
        Along each axis.
    bounds : array_like (2, 2), optional
        Lowest and highest value of each coordinate of the image; by default where the middle 99 % of samples land.
    n_inside : int
        The prediction for a bin is a mean at so many times so many places in it, by Fejér's rule, which crowds them at
        the edges: it is exact for polynomials of a lower degree, and off by some percent for a density that is
        infinite at an edge.  A crease through the inside of a bin is met roughly.

    Returns
    -------
    PushForward

    Raises
    ------
    ValueError
        If there are no samples, or a shape does not fit.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import fold, uniform_density
    >>> square = uniform_density([[-1, 1], [-1, 1]])
    >>> samples = square.sample(10000, np.random.default_rng(0))
    >>> found = push_forward(samples, square, fold(), n_bins=4, bounds=[[0, 1], [-1, 1]])
    >>> found.predicted_density[0].round(2), found.pushed_histogram.mean(axis=0).round(2)
    (array([0.97, 0.41, 0.32, 0.27]), array([1.  , 0.41, 0.32, 0.26]))
    """
    x = as_points(samples, "samples", at_least=1)
    k = check_count(n_inside, "n_inside")
    moved = images(mapping.function if isinstance(mapping, PlaneMap) else mapping, x)
    if moved.shape != x.shape or x.shape[1] != 2:
        raise ValueError(f"mapping must be one of the plane, got shape {x.shape} to shape {moved.shape}")
    x_edges, y_edges = _edges(moved, bounds, check_count(n_bins, "n_bins"))
    inside = moved[np.isfinite(moved).all(axis=1)]
    counts, _, _ = np.histogram2d(inside[:, 1], inside[:, 0], bins=[y_edges, x_edges])
    area = (x_edges[1] - x_edges[0]) * (y_edges[1] - y_edges[0])
    nodes, weights = _fejer(k)
    places = [(edges[:-1, None] + np.diff(edges)[:, None] * nodes).ravel() for edges in (x_edges, y_edges)]
    fine = pushed_density(
        np.stack(np.meshgrid(places[0], places[1]), axis=-1),
        density, mapping, branches=branches, jacobian=jacobian, domain=domain,
    )  # fmt: skip
    predicted = np.einsum("iajb,a,b->ij", fine.reshape(len(y_edges) - 1, k, len(x_edges) - 1, k), weights, weights)
    share = np.clip(predicted * area, 0.0, 1.0)
    error = np.sqrt(share * (1.0 - share) / len(x)) / area
    return PushForward(
        x_edges, y_edges, counts / (len(x) * area), predicted, error, 1.0 - float(counts.sum()) / len(x), moved
    )


def _edges(moved: FloatArray, bounds: ArrayLike | None, n_bins: int) -> tuple[FloatArray, FloatArray]:
    if bounds is None:
        known = moved[np.isfinite(moved).all(axis=1)]
        if not len(known):
            raise ValueError("mapping must be defined for some samples, got none")
        low, high = np.quantile(known, [0.005, 0.995], axis=0)
        narrow = high - low <= 1e-12 * np.maximum(np.abs(high), 1.0)
        box = np.stack([np.where(narrow, low - 0.5, low), np.where(narrow, high + 0.5, high)], axis=1)
    else:
        box = as_array(bounds, "bounds")
        if box.shape != (2, 2) or not (box[:, 0] < box[:, 1]).all():
            raise ValueError(f"bounds must hold two pairs low < high, got {box.tolist()}")
    (left, right), (bottom, top) = box.tolist()
    return np.linspace(left, right, n_bins + 1), np.linspace(bottom, top, n_bins + 1)


def _fejer(k: int) -> tuple[FloatArray, FloatArray]:
    """Return the nodes and weights of Fejér's first rule on the interval from 0 to 1."""
    angles = np.pi * (np.arange(k) + 0.5) / k
    m = np.arange(1, k // 2 + 1)
    weights = (1.0 - 2.0 * (np.cos(2.0 * np.outer(angles, m)) / (4.0 * m * m - 1.0)).sum(axis=1)) / k
    return 0.5 - 0.5 * np.cos(angles), weights
