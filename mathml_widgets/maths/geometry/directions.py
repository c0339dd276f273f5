"""Directions in which to look at a loss.

A slice shows what its two directions show, and a random direction says little as it stands: how steep it looks
depends on how large the weights are, which for a ReLU network means nothing.
So a random direction is scaled to the weights, filter by filter.
Other directions have a meaning of their own: where a path went, where other solutions lie, where the gradient points,
where the curvature is extreme.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, as_points
from .parameter_groups import as_groups
from .planes import PARALLEL, Plane, plane

NORMALIZATIONS = ("filter", "layer", "model", "none")


def random_directions(
    parameters: ArrayLike,
    n_directions: int = 2,
    *,
    groups: Iterable[Any] | None = None,
    normalization: str = "filter",
    biases: str = "zero",
    generator: np.random.Generator,
) -> FloatArray:
    """Return random directions, scaled to the parameters.

    Parameters
    ----------
    parameters : array_like (n_parameters,)
    n_directions : int
    groups, normalization, biases
        As for `normalized_directions`.
    generator : numpy.random.Generator

    Returns
    -------
    array (n_directions, n_parameters)

    Examples
    --------
    >>> found = random_directions([3.0, 4.0, 7.0], groups=[(1, 2), (1,)], generator=np.random.default_rng(0))
    >>> np.linalg.norm(found, axis=1), found[:, 2]
    (array([5., 5.]), array([0., 0.]))
    """
    theta = as_array(parameters, "parameters")
    drawn = generator.standard_normal((n_directions, theta.size))
    return normalized_directions(drawn, theta, groups=groups, normalization=normalization, biases=biases)


def normalized_directions(
    directions: ArrayLike,
    parameters: ArrayLike,
    *,
    groups: Iterable[Any] | None = None,
    normalization: str = "filter",
    biases: str = "zero",
) -> FloatArray:
    r"""Return directions scaled to the lengths that the parameters have.

    .. math:: d_f \leftarrow \frac{\lVert w_f \rVert}{\lVert d_f \rVert} d_f

    for each filter f (the weights into one unit), each layer (one tensor), or the model as a whole.

    Parameters
    ----------
    directions : array_like (..., n_parameters)
    parameters : array_like (n_parameters,)
    groups : iterable of ParameterGroup or of shapes, optional
        The tensors that make up the vector; the rows of a tensor's first axis are its filters.  By default all is
        one filter.
    normalization : {"filter", "layer", "model", "none"}
        With "model" all tensors get one factor, with "none" none.
    biases : {"zero", "scale"}
        What becomes of tensors with fewer than two axes, biases and batch normalisation: they do not move, or are
        scaled as the others, each as a single filter.

    Returns
    -------
    array (..., n_parameters)

    Raises
    ------
    ValueError
        If shapes or groups do not fit, or a name is unknown.

    Notes
    -----
    With filters, a ReLU network and its rescaled twin look the same.  A filter of weights 0 does not move.

    References
    ----------
    Li, Xu, Taylor, Studer and Goldstein, *Visualizing the loss landscape of neural nets*, NeurIPS 2018, section 4.

    Examples
    --------
    >>> normalized_directions([1.0, 0.0, 0.0, 1.0, 5.0], [3.0, 4.0, 0.0, 2.0, 1.0], groups=[(2, 2), (1,)])
    array([5., 0., 0., 2., 0.])
    """
    theta, found = as_array(parameters, "parameters"), as_array(directions, "directions").copy()
    if theta.ndim != 1 or found.ndim == 0 or found.shape[-1] != theta.size:
        raise ValueError(f"directions must have {theta.size} entries, got shape {found.shape}")
    for value, known, name in (
        (normalization, NORMALIZATIONS, "normalization"),
        (biases, ("zero", "scale"), "biases"),
    ):
        if value not in known:
            raise ValueError(f"{name} must be one of {', '.join(known)}, got {value!r}")
    listed = as_groups(groups, theta.size)
    for group in listed:
        if group.is_bias and biases == "zero":
            found[..., group.where] = 0.0
    if normalization == "none":
        return found
    if normalization == "model":
        still = np.concatenate([np.zeros(0)] + [theta[g.where] for g in listed if not (g.is_bias and biases == "zero")])
        return _scaled(found, still)
    for group in listed:
        if group.size == 0 or (group.is_bias and biases == "zero"):
            continue
        by_filter = normalization == "filter" and not group.is_bias
        n_filters = group.shape[0] if by_filter else 1
        rows = theta[group.where].reshape(n_filters, -1)
        part = found[..., group.where].reshape(*found.shape[:-1], n_filters, -1)
        found[..., group.where] = _scaled(part, rows).reshape(*found.shape[:-1], group.size)
    return found


def _scaled(directions: FloatArray, like: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(directions, axis=-1, keepdims=True)
    wanted = np.linalg.norm(like, axis=-1, keepdims=True)
    result: FloatArray = directions * (wanted / np.where(lengths > 0.0, lengths, 1.0))
    return result


class PathDirections(NamedTuple):
    """The directions in which a path spreads most.

    Attributes
    ----------
    directions : array (2, n_parameters)
        Orthonormal.
    explained : array (2,)
        The share of the path's variance along each.
    center : array (n_parameters,)
        The point that the variance is taken about.
    """

    directions: FloatArray
    explained: FloatArray
    center: FloatArray


def path_directions(path: ArrayLike, *, center: str = "mean") -> PathDirections:
    """Return the two principal directions of a path.

    Parameters
    ----------
    path : array_like (n_points, n_parameters)
        At least 3 points, not on one line.
    center : {"mean", "last"}
        Whether the spread is taken about the mean, as a principal component analysis does, or about the last point,
        as Li et al. (2018) do.

    Returns
    -------
    PathDirections
        The signs are such that the path begins on the negative side.

    Raises
    ------
    ValueError
        If there are fewer points, or they lie on one line.

    References
    ----------
    Lorch, *Visualizing deep network training trajectories with PCA*, ICML workshop 2016.

    Examples
    --------
    >>> found = path_directions([[0, 0, 0], [3, 1, 0], [6, 0, 0]])
    >>> found.directions.round(6) + 0.0, found.explained
    (array([[1., 0., 0.], [0., 1., 0.]]), array([0.96428571, 0.03571429]))
    """
    points = as_points(path, "path", at_least=3)
    if center not in ("mean", "last"):
        raise ValueError(f"center must be 'mean' or 'last', got {center!r}")
    about = points.mean(axis=0) if center == "mean" else points[-1]
    offsets = points - about
    size = np.abs(offsets).max()
    unit = offsets / size if size > 0.0 else offsets
    _, spreads, rows = np.linalg.svd(unit, full_matrices=False)
    if len(spreads) < 2 or spreads[1] <= 1e-13 * spreads[0]:
        raise ValueError(f"path must not lie on one line, got spreads {(spreads[:2] * size).tolist()} across it")
    directions = rows[:2]
    directions = directions * np.where(directions @ unit[0] > 0.0, -1.0, 1.0)[:, np.newaxis]
    variances = spreads**2
    return PathDirections(directions, variances[:2] / variances.sum(), about)


def plane_through(checkpoints: ArrayLike, *, generator: np.random.Generator | None = None) -> Plane:
    r"""Return the plane through two or three points; all of them lie in it.

    Its origin is the first point :math:`\theta_1`, the first direction :math:`\theta_2 - \theta_1`.  The second is
    what of :math:`\theta_3 - \theta_1` is perpendicular to it.

    Parameters
    ----------
    checkpoints : array_like (2, n_parameters) or (3, n_parameters)
    generator : numpy.random.Generator, optional
        Draws the second direction where there are two points, as long as the first.

    Raises
    ------
    ValueError
        If there are not 2 or 3, two with no generator, two are the same point, or three lie on one line.

    References
    ----------
    Garipov, Izmailov, Podoprikhin, Vetrov and Wilson, *Loss surfaces, mode connectivity, and fast ensembling of DNNs*,
    NeurIPS 2018, appendix.

    Examples
    --------
    >>> plane_through([[0, 0, 1], [2, 0, 1], [1, 3, 1]]).directions
    array([[2., 0., 0.],
           [0., 3., 0.]])
    """
    points = as_points(checkpoints, "checkpoints")
    if len(points) not in (2, 3):
        raise ValueError(f"checkpoints must be 2 or 3, got {len(points)}")
    first = points[1] - points[0]
    if len(points) == 3:
        second = points[2] - points[0]
    elif generator is None:
        raise ValueError("generator must be given for a plane through 2 checkpoints, got None")
    else:
        second = generator.standard_normal(points.shape[1])
    checked = plane(points[0], [first, second])
    across = checked.basis[1] * (checked.basis[1] @ second)
    if len(points) == 2:
        across = checked.basis[1] * np.linalg.norm(first)
    return plane(points[0], [first, across])


def gradient_directions(gradient: ArrayLike, other: ArrayLike) -> FloatArray:
    """Return the direction of a gradient, and what of another is perpendicular to it, both of length 1.

    Parameters
    ----------
    gradient : array_like (n_parameters,)
    other : array_like (n_parameters,)
        Such as the last step, or a random direction.

    Returns
    -------
    array (2, n_parameters)

    Raises
    ------
    ValueError
        If one is zero, or they are parallel.

    Examples
    --------
    >>> gradient_directions([0, 2, 0], [1, 1, 0])
    array([[0., 1., 0.],
           [1., 0., 0.]])
    """
    rows = np.stack([as_array(gradient, "gradient"), as_array(other, "other")])
    return plane(np.zeros(rows.shape[1]), rows).basis + 0.0


def extreme_directions(eigenvalues: ArrayLike, eigenvectors: ArrayLike) -> FloatArray:
    """Return the eigenvectors of the largest and the smallest eigenvalue.

    Parameters
    ----------
    eigenvalues : array_like (k,)
        At least 2.
    eigenvectors : array_like (n_parameters, k)
        In columns, as `numpy.linalg.eigh` gives them.

    Returns
    -------
    array (2, n_parameters)

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> extreme_directions([-2.0, 0.0, 5.0], np.eye(3))
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    values, vectors = as_array(eigenvalues, "eigenvalues"), as_array(eigenvectors, "eigenvectors")
    if values.ndim != 1 or len(values) < 2 or vectors.ndim != 2 or vectors.shape[1] != len(values):
        raise ValueError(
            f"eigenvectors must have a column for each of at least 2 eigenvalues, got shapes {values.shape} "
            f"and {vectors.shape}"
        )
    order = np.argsort(values, kind="stable")
    return vectors.T[[order[-1], order[0]]]


def turned_direction(start: ArrayLike, end: ArrayLike, angle: float) -> FloatArray:
    r"""Return a direction turned towards another, with its length kept.

    .. math:: \lVert u \rVert (\cos t \; \hat u + \sin t \; \hat w), \qquad
              w = v - (\hat u \cdot v)\, \hat u

    Parameters
    ----------
    start, end : array_like (n_parameters,)
        u and v.
    angle : float
        By how much to turn, in radians; turned by the angle between them, it points where `end` does.

    Returns
    -------
    array (n_parameters,)

    Raises
    ------
    ValueError
        If one is zero, or they are parallel.

    Examples
    --------
    >>> turned_direction([2.0, 0.0], [1.0, 1.0], np.pi / 2).round(12) + 0.0
    array([0., 2.])
    """
    rows = np.stack([as_array(start, "start"), as_array(end, "end")])
    first, across = plane(np.zeros(rows.shape[1]), rows).basis
    if not math.isfinite(angle):
        raise ValueError(f"angle must be finite, got {angle}")
    result: FloatArray = np.linalg.norm(rows[0]) * (math.cos(angle) * first + math.sin(angle) * across)
    return result


def turned_directions(directions: ArrayLike, towards: ArrayLike, angle: float) -> FloatArray:
    r"""Return directions turned so that the first comes nearer to another one, as a rigid body turns.

    All turn by the same angle in the plane of the first direction u and the other v, and keep their lengths and the
    angles between them; what of them is perpendicular to that plane stays.

    .. math:: R = I + (\cos t - 1)(\hat u \hat u^\top + \hat w \hat w^\top)
                    + \sin t \, (\hat w \hat u^\top - \hat u \hat w^\top), \qquad
              w = v - (\hat u \cdot v)\, \hat u

    Parameters
    ----------
    directions : array_like (n_directions, n_parameters)
    towards : array_like (n_parameters,)
        v.
    angle : float
        t, in radians; turned by the angle between u and v, the first points where v does.

    Returns
    -------
    array (n_directions, n_parameters)

    Raises
    ------
    ValueError
        If the first direction or v is zero, or they are parallel.

    Examples
    --------
    >>> turned_directions([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0]], [0.0, 0.0, 5.0], np.pi / 2).round(12) + 0.0
    array([[0., 0., 2.],
           [0., 1., 0.]])
    >>> turned_directions([[1.0, 0.0], [0.0, 3.0]], [0.0, 1.0], np.pi / 2).round(12) + 0.0
    array([[ 0.,  1.],
           [-3.,  0.]])
    """
    rows = as_points(directions, "directions", at_least=1)
    pair = np.stack([rows[0], as_array(towards, "towards")])
    basis = plane(np.zeros(rows.shape[1]), pair).basis
    if not math.isfinite(angle):
        raise ValueError(f"angle must be finite, got {angle}")
    along = rows @ basis.T
    c, s = math.cos(angle), math.sin(angle)
    result: FloatArray = rows + (along @ np.array([[c, s], [-s, c]]) - along) @ basis
    return result


def suggested_radius(
    surface_plane: Plane, path: ArrayLike | None = None, *, margin: float = 1.2
) -> tuple[float, float]:
    """Return how far to look along each direction.

    Along a path, far enough to see all of it; without one, as far as the origin is long, so that scaled directions get
    1: the weights are then moved by their own size.

    Parameters
    ----------
    surface_plane : Plane
    path : array_like (n_points, n_parameters), optional
    margin : float
        By what factor to look further than the path goes.

    Returns
    -------
    (float, float)
        Steps along the directions; 1 where there is nothing to go by.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import plane
    >>> suggested_radius(plane([3, 4], [[5, 0], [0, 5]])), suggested_radius(plane([0, 0], [[1, 0], [0, 1]]), [[2, 1]])
    ((1.0, 1.0), (2.4, 1.2))
    """
    lengths = np.linalg.norm(surface_plane.directions, axis=1)
    if path is not None:
        reach = margin * np.abs(surface_plane.coordinates(as_points(path, "path", at_least=1))).max(axis=0)
        other = reach[::-1] * lengths[::-1] / lengths
        reach = np.where(reach * lengths > PARALLEL * (other * lengths), reach, other)
    else:
        reach = np.linalg.norm(surface_plane.origin) / lengths
    first, second = np.where(reach > 0.0, reach, 1.0).tolist()
    return first, second
