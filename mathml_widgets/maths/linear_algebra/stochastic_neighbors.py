r"""A picture in which neighbours stay neighbours: t-SNE.

Each point gives shares of attention to the others, by a bell curve just wide enough for a chosen
number of neighbours (the perplexity). Points in the plane do the same by a curve with heavy tails,
and they are pulled and pushed until both sets of shares agree as well as they can, measured by the
Kullback-Leibler divergence. Only who is near whom is meant: sizes of clusters, distances between
them and shapes say little, and another start gives another picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, as_points
from .distances import squared_distances
from .extended_range import scaled
from .principal_directions import principal_components

MOST_POINTS = 500
_SMALLEST = 1e-300


class Layout(NamedTuple):
    """A layout on the way.

    Attributes
    ----------
    points : array (n_points, n_dimensions)
    divergence : float
        The Kullback-Leibler divergence of its shares from those of the data, in nats.
    iteration : int
        How many steps were made.
    """

    points: FloatArray
    divergence: float
    iteration: int


class DivergenceAndGradient(NamedTuple):
    """The Kullback-Leibler divergence in nats and its slopes (n_points, n_dimensions)."""

    divergence: float
    gradient: FloatArray


def conditional_affinities(points: ArrayLike, perplexity: float) -> FloatArray:
    r"""Return the shares of attention that each point gives to the others.

    .. math:: p_{j|i} \propto e^{-\beta_i |x_i - x_j|^2}, \qquad e^{H(p_{\cdot | i})} = \text{perplexity}

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
        At least two.
    perplexity : float
        The effective number of neighbours, at least 1 and at most n_points - 1.

    Returns
    -------
    array (n_points, n_points)
        Rows sum to 1, with zeros on the diagonal.

    Raises
    ------
    ValueError
        If there are fewer than two points, or `perplexity` is out of range.

    Notes
    -----
    beta is found by bisection, all rows at once, to 1e-12 of the entropy.  Where a point has more nearest neighbours
    at one distance than the perplexity asks for, no beta does: it shares its attention among them.

    References
    ----------
    van der Maaten and Hinton, "Visualizing data using t-SNE", Journal of Machine Learning Research 9 (2008).

    Examples
    --------
    >>> conditional_affinities([[0], [1], [3]], 1.5).round(3)
    array([[0.  , 0.86, 0.14],
           [0.86, 0.  , 0.14],
           [0.14, 0.86, 0.  ]])
    """
    rows = as_points(points, at_least=2)
    n = len(rows)
    if not 1.0 <= perplexity <= n - 1:
        raise ValueError(f"perplexity must be from 1 to {n - 1}, the number of other points, got {perplexity}")
    small, _ = scaled(rows)
    small, _ = scaled(small - small.mean(axis=0))
    squares = squared_distances(small)
    np.fill_diagonal(squares, np.inf)
    squares -= squares.min(axis=1, keepdims=True)
    others = squares[~np.eye(n, dtype=bool)].reshape(n, n - 1)
    shares = np.zeros((n, n))
    shares[~np.eye(n, dtype=bool)] = _calibrated(others, math.log(perplexity)).ravel()
    return shares


def joint_affinities(points: ArrayLike, perplexity: float) -> FloatArray:
    r"""Return the shares of attention of pairs, which sum to 1.

    .. math:: p_{ij} = \frac{p_{j|i} + p_{i|j}}{2 n}

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
    perplexity : float
        As in `conditional_affinities`.

    Returns
    -------
    array (n_points, n_points)
        Symmetric, with zeros on the diagonal.

    Examples
    --------
    >>> joint_affinities([[0], [1], [3]], 1.5).round(3)
    array([[0.   , 0.287, 0.047],
           [0.287, 0.   , 0.167],
           [0.047, 0.167, 0.   ]])
    """
    shares = conditional_affinities(points, perplexity)
    joint: FloatArray = (shares + shares.T) / (2 * len(shares))
    return joint


def layout_divergence(affinities: ArrayLike, layout: ArrayLike) -> DivergenceAndGradient:
    r"""Return how far the shares in a layout are from those in the data, and the slopes.

    .. math:: C = \sum_{i \ne j} p_{ij} \ln \frac{p_{ij}}{q_{ij}}, \quad
              q_{ij} \propto \frac{1}{1 + |y_i - y_j|^2}, \qquad
              \frac{\partial C}{\partial y_i} = 4 \sum_j \frac{(p_{ij} - q_{ij}) (y_i - y_j)}{1 + |y_i - y_j|^2}

    Parameters
    ----------
    affinities : array_like (n_points, n_points)
        Symmetric, of sum 1, with zeros on the diagonal.
    layout : array_like (n_points, n_dimensions)

    Returns
    -------
    DivergenceAndGradient

    Examples
    --------
    >>> found = layout_divergence(joint_affinities([[0], [1], [3]], 1.5), [[0.0], [1.0], [2.0]])
    >>> round(found.divergence, 4)
    0.0543
    """
    p, y = as_array(affinities, "affinities"), as_points(layout, "layout", at_least=2)
    if p.shape != (len(y), len(y)):
        raise ValueError(f"affinities must have shape {(len(y), len(y))}, got shape {p.shape}")
    kernel, q = _layout_shares(y)
    return DivergenceAndGradient(_divergence(p, q), _slopes(p, kernel, q, y))


def tsne(
    points: ArrayLike,
    *,
    generator: np.random.Generator,
    perplexity: float = 30.0,
    n_dimensions: int = 2,
    n_iterations: int = 1000,
    early_iterations: int = 250,
    exaggeration: float = 12.0,
    learning_rate: float | None = None,
    start: ArrayLike | None = None,
    report_every: int = 10,
) -> Iterator[Layout]:
    r"""Yield better and better layouts of points in few dimensions, by exact gradients.

    .. math:: v \leftarrow \mu v - \eta \, g \circ \frac{\partial C}{\partial y}, \qquad y \leftarrow y + v

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
        From 2 to 500.
    generator : numpy.random.Generator
        For the start: the principal components, shrunk to 1e-4, with 1e-6 of noise so that equal points can part.
    perplexity : float
        As in `conditional_affinities`.
    n_dimensions : int
        Of the layout.
    n_iterations : int
        Steps in all.
    early_iterations : int
        Steps with exaggerated shares and less momentum (0.5 instead of 0.8), which gather the clusters.
    exaggeration : float
        At least 1.
    learning_rate : float, optional
        eta; by default n_points / exaggeration / 4, but at least 50.
    start : array_like (n_points, n_dimensions), optional
    report_every : int
        Steps between layouts.

    Yields
    ------
    Layout
        The start first; then one each `report_every` steps and after the last.  The divergence is never that of
        exaggerated shares.

    Raises
    ------
    ValueError
        If there are fewer than 2 or more than 500 points, or an argument is out of its range; at the call, not at the
        first layout.

    Notes
    -----
    Each coordinate has a gain g, which grows by 0.2 where velocity and slope point apart and shrinks to 0.8 of itself
    where they agree.  The time of a step grows as the square of the number of points: hence the limit.

    References
    ----------
    van der Maaten and Hinton, "Visualizing data using t-SNE", Journal of Machine Learning Research 9 (2008).
    Belkina et al., "Automated optimized parameters for t-distributed stochastic neighbor embedding", Nature
    Communications 10 (2019), for the learning rate.

    Examples
    --------
    >>> generator = np.random.default_rng(0)
    >>> clouds = np.concatenate([generator.normal(size=(20, 5)), 8 + generator.normal(size=(20, 5))])
    >>> layouts = list(tsne(clouds, generator=generator, perplexity=10, n_iterations=400, report_every=100))
    >>> [layout.iteration for layout in layouts]
    [0, 100, 200, 300, 400]
    >>> layouts[-1].divergence < 0.2 < layouts[0].divergence
    True
    """
    rows = as_points(points, at_least=2)
    n = len(rows)
    if n > MOST_POINTS:
        raise ValueError(f"points must be at most {MOST_POINTS}, got {n}: draw a sample of them")
    for name, count, least in (
        ("n_dimensions", n_dimensions, 1),
        ("n_iterations", n_iterations, 0),
        ("early_iterations", early_iterations, 0),
        ("report_every", report_every, 1),
    ):
        if count < least:
            raise ValueError(f"{name} must be at least {least}, got {count}")
    if not 1.0 <= exaggeration < math.inf:
        raise ValueError(f"exaggeration must be at least 1, got {exaggeration}")
    rate = max(n / exaggeration / 4.0, 50.0) if learning_rate is None else float(learning_rate)
    if not 0.0 < rate < math.inf:
        raise ValueError(f"learning_rate must be positive, got {learning_rate}")
    p = joint_affinities(rows, perplexity)
    if start is None:
        y = _first_layout(rows, n_dimensions, generator)
    else:
        y = as_points(start, "start").copy()
        if y.shape != (n, n_dimensions):
            raise ValueError(f"start must have shape {(n, n_dimensions)}, got shape {y.shape}")
    return _descend(p, y, n_iterations, early_iterations, exaggeration, rate, report_every)


def _descend(
    p: FloatArray, y: FloatArray, n_iterations: int, early: int, exaggeration: float, rate: float, report_every: int
) -> Iterator[Layout]:
    velocity, gains = np.zeros_like(y), np.ones_like(y)
    kernel, q = _layout_shares(y)
    yield Layout(y.copy(), _divergence(p, q), 0)
    for iteration in range(1, n_iterations + 1):
        is_early = iteration <= early
        if iteration == early + 1:
            velocity, gains = np.zeros_like(y), np.ones_like(y)
        slopes = _slopes(p * exaggeration if is_early else p, kernel, q, y)
        gains = np.maximum(np.where(velocity * slopes < 0.0, gains + 0.2, gains * 0.8), 0.01)
        velocity = (0.5 if is_early else 0.8) * velocity - rate * gains * slopes
        y = y + velocity
        y -= y.mean(axis=0)
        kernel, q = _layout_shares(y)
        if iteration % report_every == 0 or iteration == n_iterations:
            yield Layout(y.copy(), _divergence(p, q), iteration)


def _first_layout(points: FloatArray, n_dimensions: int, generator: np.random.Generator) -> FloatArray:
    k = min(n_dimensions, *points.shape)
    y = 1e-6 * generator.normal(size=(len(points), n_dimensions))
    scores = scaled(principal_components(points, k).scores)[0]
    spread = scores[:, 0].std()
    if spread > 0.0:
        y[:, :k] += scores / spread * 1e-4
    return y


def _layout_shares(y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return 1 / (1 + squared distance), and the same as shares of a sum of 1."""
    lengths = np.einsum("ij,ij->i", y, y)
    # In the layout 1 is added to each square, so the digits that the product loses do not matter.
    squares = np.maximum(lengths[:, None] + lengths - 2.0 * (y @ y.T), 0.0)
    kernel = 1.0 / (1.0 + squares)
    np.fill_diagonal(kernel, 0.0)
    return kernel, kernel / max(kernel.sum(), _SMALLEST)


def _divergence(p: FloatArray, q: FloatArray) -> float:
    filled = p > 0.0
    return float((p[filled] * np.log(p[filled] / np.maximum(q[filled], _SMALLEST))).sum())


def _slopes(p: FloatArray, kernel: FloatArray, q: FloatArray, y: FloatArray) -> FloatArray:
    pull = (p - q) * kernel
    slopes: FloatArray = 4.0 * (pull.sum(axis=1)[:, None] * y - pull @ y)
    return slopes


def _calibrated(squares: FloatArray, entropy: float) -> FloatArray:
    """Return the shares exp(-beta d²), row by row, with beta such that their entropy is the one asked for.

    The least of each row is 0.
    """
    sizes = squares.mean(axis=1)
    flat = sizes <= 0.0  # all others equally far: any beta gives equal shares
    unit = np.where(flat, 1.0, sizes)[:, None]
    relative = squares / unit
    low, high = np.full(len(squares), -40.0), np.full(len(squares), 200.0)  # of ln beta
    shares = np.empty_like(squares)
    for _ in range(100):
        middle = (low + high) / 2
        exponents = np.minimum(np.exp(middle)[:, None], 1e80) * relative
        shares = np.exp(-np.minimum(exponents, 745.0))
        totals = shares.sum(axis=1)
        shares /= totals[:, None]
        found = np.log(totals) + (shares * np.minimum(exponents, 745.0)).sum(axis=1)
        wide = found > entropy
        low, high = np.where(wide, middle, low), np.where(wide, high, middle)
        if np.abs(found - entropy).max() <= 1e-12 * max(entropy, 1e-3):
            break
    return shares
