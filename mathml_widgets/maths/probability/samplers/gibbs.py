r"""Gibbs sampling: one coordinate at a time, each from its law given all others.

Nothing is proposed and nothing refused: a coordinate is drawn afresh from its conditional distribution, while the
others are held; then the next one.
So the walk moves along the axes, and where coordinates hang together strongly it creeps; where the possible region
falls apart into pieces that touch along no axis, it never leaves the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, as_array, as_matrix
from ..counts import as_count
from .densities import as_start

Conditional = Callable[[FloatArray, Generator], Any]


class GibbsChains(NamedTuple):
    """What the chains did, the leading axes being those of the start."""

    samples: FloatArray
    """(..., n_steps, n_dimensions), after each round; the start is not among them."""
    path: FloatArray
    """(..., n_steps * n_dimensions + 1, n_dimensions), from the start on, after each coordinate."""


def gibbs(conditionals: Sequence[Conditional], start: ArrayLike, n_steps: int, generator: Generator) -> GibbsChains:
    """Draw each coordinate in turn from its conditional distribution.

    Parameters
    ----------
    conditionals : sequence of callable
        One for each coordinate: of points (n_chains, n_dimensions) and a generator, returns a new value of that
        coordinate for each chain.  See `normal_conditionals` and `table_conditionals`.
    start : array_like (..., n_dimensions)
    n_steps : int
        Rounds, in each of which every coordinate is drawn once.
    generator : Generator

    Returns
    -------
    GibbsChains

    Raises
    ------
    ValueError
        If there is not one conditional for each coordinate, or one returns something else than a number a chain.

    References
    ----------
    Geman and Geman, "Stochastic relaxation, Gibbs distributions, and the Bayesian restoration of images", IEEE Trans.
    PAMI 6 (1984).

    Examples
    --------
    >>> chains = gibbs(normal_conditionals([0, 0], [[1, 0.9], [0.9, 1]]), [[0.0, 0.0]] * 200, 500,
    ...                np.random.default_rng(0))
    >>> np.cov(chains.samples.reshape(-1, 2).T).round(1)
    array([[1. , 0.9],
           [0.9, 1. ]])
    """
    x, shape = as_start(start)
    n_steps = as_count(n_steps, "n_steps")
    n, d = x.shape
    if len(conditionals) != d:
        raise ValueError(f"conditionals must be one for each of {d} coordinates, got {len(conditionals)}")
    path = np.empty((n_steps * d + 1, n, d))
    path[0] = x
    for move in range(n_steps * d):
        coordinate = move % d
        values = np.asarray(conditionals[coordinate](x.copy(), generator), dtype=np.float64)
        if values.shape != (n,):
            raise ValueError(f"conditionals must return {n} numbers, one a chain, got shape {values.shape}")
        if not np.isfinite(values).all():
            raise ValueError(f"conditionals must return finite numbers, got {values[~np.isfinite(values)][0]}")
        x[:, coordinate] = values
        path[move + 1] = x
    rows = path.transpose(1, 0, 2)
    return GibbsChains(rows[:, d::d].reshape(*shape, n_steps, d), rows.reshape(*shape, n_steps * d + 1, d))


def normal_conditionals(mean: ArrayLike, covariance: ArrayLike) -> tuple[Conditional, ...]:
    r"""Return the conditional distributions of a multivariate normal.

    With the precision :math:`\Lambda = \Sigma^{-1}`, coordinate i given the others is normal with variance
    :math:`1 / \Lambda_{ii}` and mean

    .. math:: \mu_i - \frac{1}{\Lambda_{ii}} \sum_{j \ne i} \Lambda_{ij} (x_j - \mu_j).

    Parameters
    ----------
    mean : array_like (n_dimensions,)
    covariance : array_like (n_dimensions, n_dimensions)
        Symmetric and positive definite.

    Returns
    -------
    tuple of callable
        For `gibbs`.

    Raises
    ------
    ValueError
        If the shapes do not fit, or the covariance is not symmetric and positive definite.

    Notes
    -----
    With a correlation of r in two dimensions, neighbouring rounds are correlated by r².

    Examples
    --------
    >>> first, _ = normal_conditionals([0, 0], [[1, 0.5], [0.5, 1]])
    >>> draws = first(np.full((100_000, 2), 2.0), np.random.default_rng(0))
    >>> draws.mean().round(1).item(), draws.var().round(2).item()
    (1.0, 0.75)
    """
    centre, spread = as_array(mean, "mean"), as_matrix(covariance, "covariance", square=True)
    if centre.shape != (len(spread),):
        raise ValueError(f"mean must have {len(spread)} numbers, got shape {centre.shape}")
    if not np.allclose(spread, spread.T, rtol=1e-9, atol=0):
        raise ValueError("covariance must be symmetric, got one that is not")
    try:
        np.linalg.cholesky(spread)
    except np.linalg.LinAlgError:
        raise ValueError("covariance must be positive definite, got one that is not") from None
    precision = np.linalg.inv(spread)

    def conditional(i: int) -> Conditional:
        weights = -precision[i] / precision[i, i]
        weights[i] = 0.0
        deviation = 1 / np.sqrt(precision[i, i])

        def draw(points: FloatArray, generator: Generator) -> FloatArray:
            normals = generator.standard_normal(len(points))
            return np.asarray(centre[i] + (points - centre) @ weights + deviation * normals)

        return draw

    return tuple(conditional(i) for i in range(len(centre)))


def table_conditionals(joint: ArrayLike) -> tuple[Conditional, ...]:
    """Return the conditional distributions of a table of joint probabilities; a point is a place in the table.

    Parameters
    ----------
    joint : array_like (n_1, ..., n_d)
        Not negative, not all 0; need not sum to 1.

    Returns
    -------
    tuple of callable
        For `gibbs`; each raises an error where a point has nothing possible beside it.

    Raises
    ------
    ValueError
        If a number is negative, or all are 0.

    Examples
    --------
    >>> chains = gibbs(table_conditionals([[0.5, 0], [0, 0.5]]), [0, 0], 100, np.random.default_rng(0))
    >>> np.unique(chains.samples)
    array([0.])
    """
    table = as_array(joint, "joint")
    if table.ndim == 0 or table.size == 0:
        raise ValueError(f"joint must be a table with at least one number, got shape {table.shape}")
    if (table < 0).any() or not (table > 0).any():
        raise ValueError(f"joint must hold numbers from 0 on, not all of them 0, got {table.min()}")

    def conditional(i: int) -> Conditional:
        sums = np.cumsum(np.moveaxis(table, i, -1), axis=-1)

        def draw(points: FloatArray, generator: Generator) -> FloatArray:
            places = np.delete(points, i, axis=1).astype(int)
            if (places != np.delete(points, i, axis=1)).any() or (places < 0).any():
                raise ValueError("start must hold places in the table, got other numbers")
            try:
                line = sums[tuple(places.T)] if table.ndim > 1 else np.broadcast_to(sums, (len(points), len(sums)))
            except IndexError:
                raise ValueError(f"start must lie in the table of shape {table.shape}") from None
            total = line[:, -1:]
            if (total == 0).any():
                raise ValueError("start must be possible, got a place with nothing possible beside it")
            uniform = generator.random((len(points), 1)) * total
            possible = line < total
            return np.asarray((possible & (line <= uniform)).sum(axis=1), dtype=np.float64)

        return draw

    return tuple(conditional(i) for i in range(table.ndim))
