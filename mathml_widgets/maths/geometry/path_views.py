"""What a plane shows of a path, and what it hides.

A training path runs through as many dimensions as there are parameters; a picture shows two.
Even a random walk looks like a smooth curve in the plane that fits it best, with three quarters of its variance in
view: so what is captured means little until it is held against what a random walk of the same length would show.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_points
from .planes import Plane
from .refinements import Refinement


class PathView(NamedTuple):
    """A path as a plane shows it.

    Attributes
    ----------
    coordinates : array (n_points, 2)
        Of the nearest points of the plane.
    distances : array (n_points,)
        From the plane.
    captured_variance : float
        What share of the path's variance about its mean lies along the plane, 0 to 1.
    captured_steps : array (n_points - 1,)
        What share of the squared length of each step does.
    """

    coordinates: FloatArray
    distances: FloatArray
    captured_variance: float
    captured_steps: FloatArray


def path_in_plane(path: ArrayLike, plane: Plane) -> PathView:
    r"""Return a path as a plane shows it, with what is not to be seen.

    .. math:: \frac{\sum_t \lVert Q (\theta_t - \bar\theta) \rVert^2}{\sum_t \lVert \theta_t - \bar\theta \rVert^2}

    is the captured variance, with Q an orthonormal basis of the plane.

    Parameters
    ----------
    path : array_like (n_points, n_parameters)
    plane : Plane

    Returns
    -------
    PathView
        A path that does not move is captured whole.

    Raises
    ------
    ValueError
        If there is no point.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import plane
    >>> view = path_in_plane([[0, 0, 0], [1, 0, 2]], plane([0, 0, 0], [[1, 0, 0], [0, 1, 0]]))
    >>> view.coordinates[1], view.distances, view.captured_variance, view.captured_steps
    (array([1., 0.]), array([0., 2.]), 0.2, array([0.2]))
    """
    points = as_points(path, "path", at_least=1)
    spread = points - points.mean(axis=0)
    size = np.abs(spread).max()
    unit = spread / size if size > 0.0 else spread
    total, inside = float((unit**2).sum()), float(((unit @ plane.basis.T) ** 2).sum())
    return PathView(
        plane.coordinates(points),
        np.asarray(plane.distances(points)),
        min(inside / total, 1.0) if total > 0.0 else 1.0,
        np.asarray(plane.captured(np.diff(points, axis=0))),
    )


def random_walk_captured(
    n_points: int, n_parameters: int, *, n_walks: int = 100, generator: np.random.Generator
) -> FloatArray:
    r"""Return what share of its variance a random walk shows in the plane that fits it best.

    .. math:: \frac{6}{\pi^2} \left( 1 + \frac14 \right) \approx 0.76

    for a long walk in many dimensions: more than that shows structure in a path, less does not.

    Parameters
    ----------
    n_points : int
        Points of each walk, at least 2.
    n_parameters : int
        At least 1.
    n_walks : int
    generator : numpy.random.Generator

    Returns
    -------
    array (n_walks,)
        In rising order.

    Raises
    ------
    ValueError
        If a number is smaller.

    Notes
    -----
    The steps are independent standard normal.  Where there are more parameters than steps, only the inner products of
    the steps are drawn, from their Wishart law by its Bartlett decomposition, so that the number of parameters costs
    nothing.

    References
    ----------
    Antognini and Sohl-Dickstein, *PCA of high dimensional random walks with comparison to neural network training*,
    NeurIPS 2018.

    Examples
    --------
    >>> shares = random_walk_captured(200, 10**9, n_walks=5, generator=np.random.default_rng(0))
    >>> bool(np.all(np.abs(shares - 0.76) < 0.01))
    True
    """
    for name, number, least in (("n_points", n_points, 2), ("n_parameters", n_parameters, 1), ("n_walks", n_walks, 1)):
        if isinstance(number, bool) or not isinstance(number, (int, np.integer)) or number < least:
            raise ValueError(f"{name} must be an integer of at least {least}, got {number}")
    n_steps = n_points - 1
    shares = np.empty(n_walks)
    for k in range(n_walks):
        walk = np.zeros((n_points, min(n_steps, n_parameters)))
        if n_parameters > n_steps:
            walk[1:] = np.tril(generator.standard_normal((n_steps, n_steps)), -1)
            walk[np.arange(1, n_points), np.arange(n_steps)] = np.sqrt(
                generator.chisquare(n_parameters - np.arange(n_steps, dtype=np.float64))
            )
        else:
            walk[1:] = generator.standard_normal((n_steps, n_parameters))
        walk = np.cumsum(walk, axis=0)
        walk -= walk.mean(axis=0)
        products = walk.T @ walk if n_parameters < n_points else walk @ walk.T
        shares[k] = np.linalg.eigvalsh(products)[-2:].sum() / products.trace()
    return np.sort(shares)


def refining_random_walk(
    n_points: int, n_parameters: int, *, n_walks: int = 60, generator: np.random.Generator
) -> Iterator[Refinement]:
    """Yield the 5 %, 50 % and 95 % quantiles (3,) of `random_walk_captured`, over ten more walks each time.

    None at first, and for good where the plane holds all of a walk.

    Examples
    --------
    >>> *_, last = refining_random_walk(50, 1000, generator=np.random.default_rng(0))
    >>> bool((np.diff(last.answer) > 0).all()), last.done
    (True, 1.0)
    """
    if n_points < 3 or n_parameters < 3:
        yield Refinement(None, 1.0)
        return
    shares = np.empty(0)
    yield Refinement(None, 0.0)
    while len(shares) < n_walks:
        shares = np.append(shares, random_walk_captured(n_points, n_parameters, n_walks=10, generator=generator))
        yield Refinement(np.quantile(shares, [0.05, 0.5, 0.95]), min(len(shares) / n_walks, 1.0))


def path_fade(path: FloatArray, distances: ArrayLike) -> FloatArray:
    r"""Return how strongly to draw each point (m,) of a path: 1 in the plane, less the farther it is from it.

    .. math:: \frac{1}{1 + (3 d / s)^2}

    with s the largest distance of a point from the middle of the path.

    Examples
    --------
    >>> path_fade(np.array([[-3.0, 0.0], [3.0, 0.0]]), [0.0, 1.0])
    array([1. , 0.5])
    """
    size = float(np.linalg.norm(path - path.mean(axis=0), axis=1).max()) or 1.0
    found: FloatArray = 1.0 / (1.0 + (3.0 * np.asarray(distances, dtype=np.float64) / size) ** 2)
    return found
