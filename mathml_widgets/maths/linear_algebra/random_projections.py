"""Fewer dimensions by chance, and hardly any distance changed.

Multiplying by a matrix of random numbers looks like the way to destroy data, yet Johnson and
Lindenstrauss showed that it keeps all distances between n points to a share epsilon, if about 8 ln
n / epsilon² dimensions are left. How many the points had before does not matter. Principal
components ask which directions matter; a random projection does not even look.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_points
from .distances import squared_distances
from .extended_range import join, scaled

GAUSSIAN = "gaussian"
SPARSE = "sparse"


class RandomProjection(NamedTuple):
    """Points in fewer dimensions, and what became of their distances.

    Attributes
    ----------
    points : array (n_points, k)
        ``x @ matrix.T``.
    matrix : array (k, n_dimensions)
    distortions : array (n_pairs,)
        Squared distance after over before, for each pair of different points, in the order of
        ``numpy.triu_indices(n_points, 1)``.
    epsilon : float
        The largest difference of a distortion from 1; 0 where there is no pair.
    bound : float
        The epsilon that this number of dimensions grants to so many points; infinite where it grants none below 1.
    """

    points: FloatArray
    matrix: FloatArray
    distortions: FloatArray
    epsilon: float
    bound: float


def random_projection(
    x: ArrayLike, n_dimensions: int, *, generator: np.random.Generator, kind: str = GAUSSIAN
) -> RandomProjection:
    r"""Return points multiplied by a random matrix, and how much their distances changed.

    .. math:: y = R x, \quad R_{ij} \sim N(0, 1/k), \qquad
              (1 - \epsilon) |x - x'|^2 \le |y - y'|^2 \le (1 + \epsilon) |x - x'|^2

    Parameters
    ----------
    x : array_like (n_points, n_dimensions)
    n_dimensions : int
        k, the dimensions to keep; at least 1, and more than before if you like.
    generator : numpy.random.Generator
    kind : str
        "gaussian", or "sparse": entries of ±sqrt(3 / k) with a probability of 1/6 each, and 0 else.

    Returns
    -------
    RandomProjection

    Raises
    ------
    ValueError
        If `n_dimensions` is below 1 or `kind` is neither.

    References
    ----------
    Johnson and Lindenstrauss, "Extensions of Lipschitz mappings into a Hilbert space" (1984).
    Achlioptas, "Database-friendly random projections", Journal of Computer and System Sciences 66 (2003).

    Examples
    --------
    >>> generator = np.random.default_rng(0)
    >>> found = random_projection(generator.normal(size=(30, 1000)), 400, generator=generator)
    >>> found.points.shape, found.epsilon < found.bound
    ((30, 400), True)
    """
    given = as_points(x, "x")
    if n_dimensions < 1:
        raise ValueError(f"n_dimensions must be at least 1, got {n_dimensions}")
    shape = (n_dimensions, given.shape[1])
    if kind == GAUSSIAN:
        matrix = generator.normal(size=shape) / math.sqrt(n_dimensions)
    elif kind == SPARSE:
        matrix = math.sqrt(3.0 / n_dimensions) * generator.choice([-1.0, 0.0, 1.0], size=shape, p=[1 / 6, 2 / 3, 1 / 6])
    else:
        raise ValueError(f"kind must be {GAUSSIAN!r} or {SPARSE!r}, got {kind!r}")
    with np.errstate(over="ignore"):
        projected = given @ matrix.T
    small, _ = scaled(given)
    changed = distortions(small, small @ matrix.T)
    epsilon = float(np.abs(changed - 1.0).max(initial=0.0))
    return RandomProjection(
        projected, matrix, changed, epsilon, johnson_lindenstrauss_epsilon(max(len(given), 1), n_dimensions)
    )


def distortions(x: ArrayLike, projected: ArrayLike) -> FloatArray:
    """Return the squared distance after a projection over that before, for each pair of different points.

    Parameters
    ----------
    x : array_like (n_points, n_dimensions)
    projected : array_like (n_points, k)
        In the same unit.

    Returns
    -------
    array (n_pairs,)
        Pairs of equal points are left out, in the order of ``numpy.triu_indices(n_points, 1)`` otherwise.

    Examples
    --------
    >>> distortions([[0, 0], [3, 4], [0, 4]], [[0], [3], [0]])
    array([0.36, 0.  , 1.  ])
    """
    before, after = as_points(x, "x"), as_points(projected, "projected")
    if len(before) != len(after):
        raise ValueError(f"projected must have {len(before)} points as x has, got {len(after)}")
    pairs = np.triu_indices(len(before), 1)
    before, exponent = scaled(before)
    old, new = squared_distances(before)[pairs], squared_distances(join(after, -exponent))[pairs]
    apart = old > 0.0
    ratios: FloatArray = new[apart] / old[apart]
    return ratios


def johnson_lindenstrauss_dimension(n_points: int, epsilon: float) -> int:
    r"""Return how many dimensions keep all squared distances between points to a share epsilon.

    .. math:: k \ge \frac{4 \ln n}{\epsilon^2 / 2 - \epsilon^3 / 3}

    Parameters
    ----------
    n_points : int
        At least 1.
    epsilon : float
        Between 0 and 1.

    Returns
    -------
    int
        At least 1.

    Notes
    -----
    With that many a random projection keeps to the share with a probability of at least 1/n: so some projection
    does, and a few attempts find one.  The bound is careful; fewer dimensions usually do.

    References
    ----------
    Dasgupta and Gupta, "An elementary proof of a theorem of Johnson and Lindenstrauss", Random Structures and
    Algorithms 22 (2003), theorem 2.1.

    Examples
    --------
    >>> johnson_lindenstrauss_dimension(1000, 0.1), johnson_lindenstrauss_dimension(1000, 0.5)
    (5921, 332)
    """
    _check_count(n_points)
    if not 0.0 < epsilon < 1.0:
        raise ValueError(f"epsilon must be between 0 and 1, got {epsilon}")
    return max(1, math.ceil(4.0 * math.log(n_points) / _rate(epsilon)))


def johnson_lindenstrauss_epsilon(n_points: int, n_dimensions: int) -> float:
    """Return the share to which so many dimensions keep all squared distances between points.

    Parameters
    ----------
    n_points, n_dimensions : int
        At least 1 each.

    Returns
    -------
    float
        The epsilon of `johnson_lindenstrauss_dimension`; infinite where the bound grants none below 1.

    Examples
    --------
    >>> round(johnson_lindenstrauss_epsilon(1000, 332), 3)
    0.5
    >>> johnson_lindenstrauss_epsilon(1000, 2)
    inf
    """
    _check_count(n_points)
    if n_dimensions < 1:
        raise ValueError(f"n_dimensions must be at least 1, got {n_dimensions}")
    needed = 4.0 * math.log(n_points) / n_dimensions
    if needed >= _rate(1.0):
        return math.inf
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _rate(middle) >= needed else (middle, high)
    return high


def _rate(epsilon: float) -> float:
    return epsilon**2 / 2 - epsilon**3 / 3


def _check_count(n_points: int) -> None:
    if n_points < 1:
        raise ValueError(f"n_points must be at least 1, got {n_points}")
