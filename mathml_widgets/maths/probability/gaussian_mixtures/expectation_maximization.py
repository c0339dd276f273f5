r"""EM: guess who made what, move the clouds there, and again.

The E step shares each point out among the components; the M step gives each component the mean and the spread of what
it got.
The likelihood never falls, but it may climb to a hill that is not the highest, and it has no top at all: a component
that shrinks onto a single point makes it as great as one likes.
That is reported as a collapse, and the component is left with the floor for a variance.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, as_array, as_points
from ..counts import as_count
from .mixtures import GaussianMixture, component_log_densities, gaussian_mixture, log_weights

COVARIANCE_TYPES = ("full", "diagonal", "spherical", "shared")


class EMStep(NamedTuple):
    """One E step, and the M step that follows it."""

    mixture: GaussianMixture
    """Before the step."""
    log_likelihood: float
    """Of the data under that mixture, in nats."""
    responsibilities: FloatArray
    """(n_points, n_components), of that mixture."""
    following: GaussianMixture
    """After the step."""
    collapsed: tuple[int, ...]
    """Components of the following mixture whose spread would be below the floor in some direction."""


class MixtureFit(NamedTuple):
    """How a mixture was found."""

    mixture: GaussianMixture
    responsibilities: FloatArray
    """(n_points, n_components)"""
    log_likelihoods: FloatArray
    """(n_steps + 1,), of the start and after each step, in nats."""
    means: FloatArray
    """(n_steps + 1, n_components, n_dimensions), the way of the means."""
    converged: bool
    collapsed: tuple[int, ...]
    """Components whose spread is held up by the floor alone: there the likelihood has no maximum."""
    n_parameters: int
    bayesian_information_criterion: float
    akaike_information_criterion: float


def fit_gaussian_mixture(
    points: ArrayLike,
    n_components: int,
    generator: Generator | None = None,
    *,
    initial: GaussianMixture | None = None,
    initial_means: ArrayLike | None = None,
    covariance_type: str = "full",
    covariance_floor: float = 1e-6,
    n_steps: int = 200,
    tolerance: float = 1e-9,
) -> MixtureFit:
    r"""Fit a mixture of Gaussians by expectation and maximization.

    .. math::

        r_{nk} = \frac{w_k f_k(x_n)}{\sum_j w_j f_j(x_n)}, \quad
        \mu_k = \frac{\sum_n r_{nk} x_n}{\sum_n r_{nk}}, \quad
        \Sigma_k = \frac{\sum_n r_{nk} (x_n - \mu_k)(x_n - \mu_k)^T}{\sum_n r_{nk}}

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
    n_components : int
    generator : Generator, optional
        Chooses the first means, far from each other, if they are not given.
    initial : GaussianMixture, optional
        The start.
    initial_means : array_like (n_components, n_dimensions), optional
        Or only its means, with equal shares and the spread of all points.
    covariance_type : {"full", "diagonal", "spherical", "shared"}
    covariance_floor : float
        Least variance in any direction, as a share of the mean variance of the data.
    n_steps : int
        At most.
    tolerance : float
        It has converged when a step gains less than this for each point.

    Returns
    -------
    MixtureFit

    Raises
    ------
    ValueError
        If there are fewer points than components, or neither a start nor a generator is given.

    Notes
    -----
    The floor is a bound on the eigenvalues of each covariance, and the likelihood is maximized under it, so that it
    never falls even at the floor.  Criteria: k log n - 2 log L and 2 k - 2 log L, with k parameters; they mean nothing
    for a fit that collapsed.

    References
    ----------
    Dempster, Laird and Rubin, "Maximum likelihood from incomplete data via the EM algorithm", JRSS B 39 (1977).
    Bishop, "Pattern recognition and machine learning" (2006), sections 9.2.1 and 9.2.2.

    Examples
    --------
    >>> generator = np.random.default_rng(0)
    >>> points = np.concatenate([generator.normal(-3, 1, (500, 1)), generator.normal(3, 1, (500, 1))])
    >>> found = fit_gaussian_mixture(points, 2, generator)
    >>> np.sort(found.mixture.means.ravel()).round(1), found.converged
    (array([-3. ,  2.9]), True)
    """
    x = as_points(points, at_least=1)
    n_steps = as_count(n_steps, "n_steps")
    if not tolerance >= 0:
        raise ValueError(f"tolerance must be at least 0, got {tolerance}")
    start = starting_mixture(x, n_components, generator, initial, initial_means, covariance_type, covariance_floor)
    likelihoods, means = [], []
    converged = False
    collapsed: tuple[int, ...] = ()
    mixture = start
    steps = em_steps(x, start, covariance_type=covariance_type, covariance_floor=covariance_floor)
    for t, step in zip(range(n_steps + 1), steps, strict=False):
        mixture = step.mixture
        likelihoods.append(step.log_likelihood)
        means.append(mixture.means)
        responsibilities = step.responsibilities
        if t > 0 and likelihoods[-1] - likelihoods[-2] <= tolerance * len(x):
            converged = True
            break
        if t < n_steps:
            collapsed = step.collapsed
    k = count_parameters(n_components, x.shape[1], covariance_type)
    best = likelihoods[-1]
    return MixtureFit(
        mixture,
        responsibilities,
        np.array(likelihoods),
        np.array(means),
        converged,
        collapsed,
        k,
        float(k * np.log(len(x)) - 2 * best),
        float(2 * k - 2 * best),
    )


def em_steps(
    points: ArrayLike,
    start: GaussianMixture,
    *,
    covariance_type: str = "full",
    covariance_floor: float = 1e-6,
) -> Iterator[EMStep]:
    """Yield one step of EM after the other, without end.

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
    start : GaussianMixture
    covariance_type, covariance_floor
        As in `fit_gaussian_mixture`.

    Yields
    ------
    EMStep

    Raises
    ------
    ValueError
        If dimensions do not fit or an option is unknown or out of range.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import gaussian_mixture
    >>> start = gaussian_mixture([0.5, 0.5], [[0.0], [1.0]], [[[1.0]], [[1.0]]])
    >>> step = next(em_steps([[0.0], [0.2], [3.0]], start))
    >>> step.responsibilities.round(2)
    array([[0.62, 0.38],
           [0.57, 0.43],
           [0.08, 0.92]])
    """
    x = as_points(points, at_least=1)
    if x.shape[1] != start.means.shape[1]:
        raise ValueError(f"start must have {x.shape[1]} dimensions, got {start.means.shape[1]}")
    floor = as_floor(x, covariance_floor, covariance_type)
    mixture = start
    while True:
        joint = component_log_densities(x, mixture.means, mixture.covariances) + log_weights(mixture.weights)
        top = joint.max(axis=1, keepdims=True)
        if (top == -np.inf).any():
            lost = x[top[:, 0] == -np.inf][0].tolist()
            raise ValueError(f"start must hold all points for possible in floats, but {lost} is too far from all means")
        weights = np.exp(joint - top)
        sums = weights.sum(axis=1, keepdims=True)
        likelihood = float((top + np.log(sums)).sum())
        responsibilities = weights / sums
        following, collapsed = maximize(x, responsibilities, mixture, covariance_type, floor)
        yield EMStep(mixture, likelihood, responsibilities, following, collapsed)
        mixture = following


def maximize(
    x: FloatArray, responsibilities: FloatArray, before: GaussianMixture, covariance_type: str, floor: float
) -> tuple[GaussianMixture, tuple[int, ...]]:
    """Return the mixture that fits shared-out points best, and which components the floor holds up."""
    n, d = x.shape
    sums = responsibilities.sum(axis=0)
    # A component that got nothing stays where it is, with no share.
    alive = sums > 1e-290
    safe = np.where(alive, sums, 1.0)
    means = np.where(alive[:, None], (responsibilities.T @ x) / safe[:, None], before.means)
    covariances = before.covariances.copy()
    for k in np.flatnonzero(alive):
        away = x - means[k]
        covariances[k] = (responsibilities[:, k, None] * away).T @ away / sums[k]
    if covariance_type == "shared":
        covariances[:] = np.einsum("k,kij->ij", np.where(alive, sums, 0.0), covariances) / n
    elif covariance_type == "diagonal":
        covariances = covariances * np.eye(d)
    elif covariance_type == "spherical":
        covariances = (np.trace(covariances, axis1=1, axis2=2) / d)[:, None, None] * np.eye(d)
    values, vectors = np.linalg.eigh((covariances + covariances.transpose(0, 2, 1)) / 2)
    low = values.min(axis=1) < floor
    if low.any():
        raised = (vectors * np.maximum(values, floor)[:, None, :]) @ vectors.transpose(0, 2, 1)
        covariances = np.where(low[:, None, None], raised, covariances)
    weights = sums / sums.sum()
    return GaussianMixture(weights, means, covariances), tuple(int(k) for k in np.flatnonzero(low & alive))


def starting_mixture(
    x: FloatArray,
    n_components: int,
    generator: Generator | None,
    initial: GaussianMixture | None,
    initial_means: ArrayLike | None,
    covariance_type: str,
    covariance_floor: float,
) -> GaussianMixture:
    """Return the mixture that EM starts from."""
    k, d = as_count(n_components, "n_components"), x.shape[1]
    if k > len(x):
        raise ValueError(f"n_components must be at most the number of points, {len(x)}, got {k}")
    floor = as_floor(x, covariance_floor, covariance_type)
    if initial is not None:
        if initial.means.shape != (k, d):
            raise ValueError(f"initial must have means of shape {(k, d)}, got {initial.means.shape}")
        return gaussian_mixture(*initial)
    if initial_means is not None:
        means = as_array(initial_means, "initial_means")
        if means.shape != (k, d):
            raise ValueError(f"initial_means must have shape {(k, d)}, got {means.shape}")
    elif generator is None:
        raise ValueError("generator must be given where no start is, got none")
    else:
        means = spread_out(x, k, generator)
    everything = GaussianMixture(np.full(k, 1 / k), means, np.tile(np.eye(d), (k, 1, 1)))
    all_points, _ = maximize(x, np.full((len(x), k), 1 / k), everything, covariance_type, floor)
    return GaussianMixture(np.full(k, 1 / k), means, all_points.covariances)


def spread_out(x: FloatArray, k: int, generator: Generator) -> FloatArray:
    """Return k of the points, each chosen in proportion to its squared distance from those before (k-means++)."""
    chosen = [int(generator.integers(len(x)))]
    for _ in range(k - 1):
        nearest = ((x[:, None] - x[chosen]) ** 2).sum(axis=2).min(axis=1)
        total = nearest.sum()
        chosen.append(int(generator.choice(len(x), p=nearest / total if total > 0 else None)))
    return x[chosen]


def count_parameters(k: int, d: int, covariance_type: str) -> int:
    """Return how many numbers a mixture has to find."""
    each = {"full": k * d * (d + 1) // 2, "diagonal": k * d, "spherical": k, "shared": d * (d + 1) // 2}
    return k - 1 + k * d + each[covariance_type]


def as_floor(x: FloatArray, covariance_floor: float, covariance_type: str) -> float:
    """Return the least variance, in the units of the data."""
    if covariance_type not in COVARIANCE_TYPES:
        raise ValueError(f"covariance_type must be one of {', '.join(COVARIANCE_TYPES)}, got {covariance_type!r}")
    if not 0 < covariance_floor < 1:
        raise ValueError(f"covariance_floor must lie between 0 and 1, got {covariance_floor}")
    with np.errstate(over="ignore"):
        variance = float(x.var(axis=0).mean())
    if not variance < 1e150:
        raise ValueError(f"points must have a variance below 1e150, got {variance}")
    return covariance_floor * variance if variance > 0 else covariance_floor
