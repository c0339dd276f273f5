r"""What to believe, given only these averages.

Of all distributions with the given averages the one of largest entropy assumes least. It has the form
:math:`p_i \propto \exp(\lambda \cdot f_i)`, with one multiplier for each average, and the multipliers minimise a
convex function, the log of the partition function less the multipliers times the targets. Its slope is what the
averages miss and its curvature their covariance, so Newton's method finds them in a few steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, as_array, as_distribution, check_base
from .convex_hull import conflicting_rows, face_of_limit, face_of_origin
from .logarithms import x_log_x

_MOST_STEPS = 200
_DEPENDENT = 1e-12
_MISSED = 1e-8
_LONGEST = 700.0
_ROUNDED = 8 * 2.0**-52


class NewtonStep(NamedTuple):
    """One point of the path.

    Attributes
    ----------
    multipliers : array (n_features,)
    dual : float
        log Z(multipliers) less multipliers times targets, in nats: never below the largest entropy.
    moments : array (n_features,)
        The averages that these multipliers give.
    decrement : float
        By how much Newton's quadratic model promises to lower the dual, in nats.
    """

    multipliers: FloatArray
    dual: float
    moments: FloatArray
    decrement: float


class MaximumEntropy(NamedTuple):
    """The distribution of largest entropy with the given averages.

    Attributes
    ----------
    probabilities : array (n_states,)
    multipliers : array (n_features,)
        Infinite where the averages leave only some of the states possible.
    entropy : float
        In the unit of the base.
    log_partition : float
        log Z in nats; its limit where multipliers are infinite.
    moments : array (n_features,)
        The averages of `probabilities`.
    gap : float
        The largest miss of an average, over the largest size of its feature.
    possible : bool array (n_states,)
        Which states have a probability above 0.
    converged : bool
    newton_path : tuple of NewtonStep
    """

    probabilities: FloatArray
    multipliers: FloatArray
    entropy: float
    log_partition: float
    moments: FloatArray
    gap: float
    possible: NDArray[np.bool_]
    converged: bool
    newton_path: tuple[NewtonStep, ...]


class Tilted(NamedTuple):
    """The member of an exponential family: its probabilities, log Z in nats, averages and their covariance."""

    probabilities: FloatArray
    log_partition: float
    moments: FloatArray
    covariance: FloatArray


class Feasibility(NamedTuple):
    """Whether any distribution has the given averages.

    Attributes
    ----------
    feasible : bool
    conflicting_constraints : tuple of int
        Places of constraints that cannot hold together, and of which none can be left out; empty where all can hold.
    possible : bool array (n_states,)
        Which states can have a probability above 0 under the constraints; all False where there is no distribution.
    ranges : array (n_features, 2)
        The least and the largest value of each feature.
    """

    feasible: bool
    conflicting_constraints: tuple[int, ...]
    possible: NDArray[np.bool_]
    ranges: FloatArray


class InfeasibleTargetsError(ValueError):
    """No distribution has these averages; `conflicting_constraints` holds the places of those to blame."""

    def __init__(self, message: str, conflicting_constraints: tuple[int, ...]) -> None:
        super().__init__(message)
        self.conflicting_constraints = conflicting_constraints


def maximum_entropy(
    support: ArrayLike,
    features: Any,
    targets: ArrayLike,
    *,
    prior: ArrayLike | None = None,
    base: float = 2,
    names: Sequence[str] | None = None,
) -> MaximumEntropy:
    r"""Return the distribution of largest entropy whose features have the given averages.

    .. math:: p_i = \frac{q_i e^{\lambda \cdot f_i}}{Z(\lambda)}, \qquad
              \lambda = \arg\min_\lambda\, \log Z(\lambda) - \lambda \cdot c

    Parameters
    ----------
    support : array_like (n_states,) or (n_states, n_dimensions)
        The states.
    features : callable, sequence of callables, or array_like (n_features, n_states)
        Each callable takes the support and returns one number for each state.
    targets : array_like (n_features,)
        The averages c; a number for a single feature.
    prior : array_like (n_states,), optional
        The q to which the answer stays as close as it can (least divergence from it); by default uniform.
    base : float
        Of the entropy that is returned: 2 for bits, e for nats.
    names : sequence of str, optional
        What the constraints are called in messages.

    Returns
    -------
    MaximumEntropy

    Raises
    ------
    InfeasibleTargetsError
        If no distribution has these averages; it names constraints that cannot hold together.
    ValueError
        If shapes do not fit, or a number is not finite.

    Notes
    -----
    Features are taken from their targets first, so that the averages to be found are zero and near the boundary no
    digits are lost.  Where the targets lie on the boundary only the states of a face stay possible: the problem is
    solved there, and multipliers are infinite.  Dependent but consistent constraints are allowed; of the multipliers
    that fit, the shortest are returned.  With a distribution that breaks the constraints as the prior, the answer is
    the one nearest to it that keeps them.

    References
    ----------
    Jaynes, *Information Theory and Statistical Mechanics*, 1957; *Where do we stand on maximum entropy?*, 1978.
    Boyd and Vandenberghe, *Convex Optimization*, 2004, sections 5.1.6 and 9.5.

    Examples
    --------
    The Brandeis die, of which only the mean of 4.5 is known:

    >>> found = maximum_entropy([1, 2, 3, 4, 5, 6], [lambda x: x], [4.5])
    >>> found.probabilities.round(4)
    array([0.0543, 0.0788, 0.1142, 0.1654, 0.2398, 0.3475])
    >>> found.multipliers, found.entropy / math.log2(math.e)
    (array([0.37104894]), 1.613581098)
    """
    centred, f, scale = _centred(support, features, targets)
    base = check_base(base)
    n = f.shape[1]
    weights = np.full(n, 1.0 / n) if prior is None else as_distribution(prior, "prior")
    if weights.shape != (n,):
        raise ValueError(f"prior must have one probability for each of {n} states, got {weights.size}")
    allowed = weights > 0.0
    everywhere = bool(allowed.all())
    part = centred if everywhere else centred[:, allowed]
    solved = _solve(part, np.log(weights if everywhere else weights[allowed]))
    possible, direction = np.ones(part.shape[1], bool), np.zeros(len(f))
    face = None
    if solved is None or not solved.converged:
        face = face_of_origin(part, None if solved is None else solved.probabilities)
        if face is None:
            _complain(part, f, targets, names)
    elif solved.probabilities.min() < 1e-13 * solved.probabilities.max():
        face = face_of_limit(part, solved.probabilities)
    if face is not None and not face.possible.all():
        possible, direction = face
        solved = _solve(part[:, possible], np.log(weights[allowed][possible]), on_face=True)
    if solved is None:
        _complain(part, f, targets, names)
    c = np.atleast_1d(as_array(targets, "targets"))
    probabilities, where = np.zeros(n), np.flatnonzero(allowed)[possible]
    probabilities[where] = solved.probabilities
    multipliers = solved.multipliers
    log_partition = solved.dual + float(multipliers @ c) + (math.log(n) if prior is None else 0.0)
    if direction.any():
        size = np.abs(direction * scale)
        infinite = size > 1e-9 * size.max()
        multipliers = np.where(infinite, np.copysign(np.inf, direction), multipliers)
        tilt = float(direction @ c)
        log_partition = math.copysign(math.inf, tilt) if abs(tilt) > 1e-9 * float(size.max()) else log_partition
    moments = f @ probabilities
    gap = float((np.abs(centred @ probabilities) / np.where(scale > 0.0, scale, 1.0)).max(initial=0.0))
    path = tuple(_told(step, c, n if prior is None else 1) for step in solved.path)
    is_possible = np.zeros(n, bool)
    is_possible[where] = True
    bits = max(-float(x_log_x(probabilities, base).sum()), 0.0)
    return MaximumEntropy(
        probabilities, multipliers, bits, log_partition, moments, gap, is_possible, solved.converged, path
    )


def feasibility(support: ArrayLike, features: Any, targets: ArrayLike) -> Feasibility:
    """Return whether any distribution over the support has the given averages, and which constraints are to blame.

    Parameters
    ----------
    support : array_like (n_states,) or (n_states, n_dimensions)
    features : callable, sequence of callables, or array_like (n_features, n_states)
    targets : array_like (n_features,)

    Returns
    -------
    Feasibility

    Examples
    --------
    >>> feasibility([1, 2, 3, 4, 5, 6], [lambda x: x, lambda x: x**2], [4.5, 12.25]).conflicting_constraints
    (0, 1)
    """
    centred, f, _ = _centred(support, features, targets)
    ranges = np.stack([f.min(axis=1), f.max(axis=1)], axis=1)
    face = face_of_origin(centred)
    if face is None:
        return Feasibility(False, conflicting_rows(centred), np.zeros(f.shape[1], bool), ranges)
    return Feasibility(True, (), face.possible, ranges)


def tilted(multipliers: ArrayLike, support: ArrayLike, features: Any, *, prior: ArrayLike | None = None) -> Tilted:
    r"""Return the distribution that multipliers give, with its averages.

    .. math:: p_i = \frac{q_i e^{\lambda \cdot f_i}}{Z(\lambda)}

    Parameters
    ----------
    multipliers : array_like (n_features,)
    support, features
        As for `maximum_entropy`.
    prior : array_like (n_states,), optional
        By default 1 for each state, so that Z is the plain sum of exponentials.

    Returns
    -------
    Tilted
        The moments are the gradient of log Z, their covariance is its Hessian.

    Examples
    --------
    >>> tilted([0.0], [1, 2, 3, 4, 5, 6], [lambda x: x]).moments
    array([3.5])
    """
    f = _as_features(support, features)
    slopes = np.atleast_1d(as_array(multipliers, "multipliers"))
    if slopes.shape != (len(f),):
        raise ValueError(f"multipliers must hold one for each of {len(f)} features, got shape {slopes.shape}")
    if prior is None:
        offset = np.zeros(f.shape[1])
    else:
        weights = as_distribution(prior, "prior")
        if weights.shape != (f.shape[1],):
            raise ValueError(f"prior must have one probability for each of {f.shape[1]} states, got {weights.size}")
        offset = np.where(weights > 0.0, np.log(np.where(weights > 0.0, weights, 1.0)), -np.inf)
    p, log_partition = _softmax(slopes @ f + offset)
    moments = f @ p
    apart = f - moments[:, None]
    return Tilted(p, log_partition, moments, (apart * p) @ apart.T)


class _Solved(NamedTuple):
    probabilities: FloatArray
    multipliers: FloatArray
    dual: float
    converged: bool
    path: list[tuple[FloatArray, float, FloatArray, float]]


def _solve(rows: FloatArray, offset: FloatArray, *, on_face: bool = False) -> _Solved | None:
    """Find the multipliers for which the averages of the rows are zero; None where that is impossible at a glance.

    On a face that was found to hold the target, what a constant row misses is rounding.
    """
    sizes = np.abs(rows).max(axis=1)
    sizes[sizes == 0.0] = 1.0
    g = rows / sizes[:, None]
    n = g.shape[1]
    middle = g.sum(axis=1) / n
    apart = g - middle[:, None]
    u, variances, _ = np.linalg.svd(apart @ apart.T / n)
    # Directions in which the features do not vary: there the target must be the one value that they have.
    spread = np.sqrt(variances)
    varies = spread > 1e-7
    if not varies.all():
        spread = np.linalg.norm(u.T @ apart, axis=1) / math.sqrt(n)
        varies = spread > _DEPENDENT
        if not on_face and (np.abs(u.T @ middle)[~varies] > 1e-9).any():
            return None
    back = u[:, varies] / spread[varies]
    r = back.shape[1]
    # A last row of ones, so that one product gives the sum of the weights, the averages and the second moments.
    b = np.ones((r + 1, n))
    np.matmul(back.T, g, out=b[:r])
    highest = np.abs(b[:r]).max(axis=1)
    forth = u[:, varies] * spread[varies]
    mu, exponents, weighted = np.zeros(r), offset, np.empty_like(b)
    path = []
    dual, slope, curvature = _weighed(exponents, b, weighted)
    last = False
    for _ in range(_MOST_STEPS):
        step = _newton_step(curvature, slope)
        falls = float(slope @ step)
        path.append((mu, dual, slope, max(-0.5 * falls, 0.0)))
        if last or not falls < -2e-32:
            break
        last = -falls < 2e-20  # the step to come squares this
        change = step @ b[:r]
        share = 1.0
        if float(np.abs(step) @ highest) > _LONGEST:
            share = min(1.0, _LONGEST / float(np.abs(change).max()))
        while True:
            trial = exponents + (change if share == 1.0 else share * change)
            lower, slope, curvature = _weighed(trial, b, weighted)
            if lower <= dual + 1e-4 * share * falls + 1e-14 * max(1.0, abs(dual)) or share < 1e-10:
                break
            share *= 0.5
        exponents, dual, mu = trial, lower, mu + share * step
    p, dual = _softmax(mu @ b[:r] + offset)
    converged = -falls <= 2e-9 and bool((np.abs(slope) <= _MISSED).all())
    places, duals, slopes, decrements = zip(*path, strict=True)
    back, forth = back / sizes[:, None], forth * sizes[:, None]
    told = list(zip(np.array(places) @ back.T, duals, np.array(slopes) @ forth.T, decrements, strict=True))
    return _Solved(p, back @ mu, dual, converged, told)


def _weighed(exponents: FloatArray, b: FloatArray, weighted: FloatArray) -> tuple[float, FloatArray, FloatArray]:
    """Return the log of the sum of exponentials, and the averages and covariances of all rows but the last, of ones."""
    top = float(exponents.max())
    np.multiply(b, np.exp(exponents - top), out=weighted)
    moments = weighted @ b.T
    total = float(moments[-1, -1])
    moments /= total
    slope = moments[-1, :-1]
    return top + math.log(total), slope, moments[:-1, :-1] - slope[:, None] * slope


def _newton_step(curvature: FloatArray, slope: FloatArray) -> FloatArray:
    """Solve for the step, in units of their deviations where these differ by orders, as they do near the boundary."""
    if not slope.size:
        return slope
    spread = curvature.diagonal().tolist()
    size: FloatArray | None = None
    if not min(spread) > 1e-6 * max(spread):
        size = np.sqrt(np.array([variance if variance > 0.0 else 1.0 for variance in spread], np.float64))
        curvature, slope = curvature / size / size[:, None], slope / size
    try:
        step: NDArray[Any] = np.linalg.solve(curvature, -slope)
    except np.linalg.LinAlgError:
        step = np.linalg.lstsq(curvature, -slope, rcond=1e-14)[0]
    if slope @ step > 0.0:
        step = np.linalg.lstsq(curvature, -slope, rcond=1e-12)[0]
    return step if size is None else step / size


def _softmax(exponents: FloatArray) -> tuple[FloatArray, float]:
    """Return exponentials over their sum, and the logarithm of the sum."""
    top = float(exponents.max())
    p = np.exp(exponents - top)
    total = float(p.sum())
    return p / total, top + math.log(total)


def _told(step: tuple[FloatArray, float, FloatArray, float], targets: FloatArray, n: int) -> NewtonStep:
    multipliers, dual, misses, decrement = step
    return NewtonStep(multipliers, dual + math.log(n), targets + misses, decrement)


def _centred(support: ArrayLike, features: Any, targets: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    f = _as_features(support, features)
    c = np.atleast_1d(as_array(targets, "targets"))
    if c.shape != (len(f),):
        raise ValueError(f"targets must hold one for each of {len(f)} features, got shape {c.shape}")
    size = np.abs(f).max(axis=1)
    centred = f - c[:, None]
    # A miss that is nothing but rounding of the target is none.
    centred[np.abs(centred) <= _ROUNDED * np.maximum(size, np.abs(c))[:, None]] = 0.0
    return centred, f, size


def _as_features(support: ArrayLike, features: Any) -> FloatArray:
    states = as_array(support, "support")
    if states.ndim not in (1, 2) or not states.size:
        raise ValueError(f"support must hold at least one state, got shape {states.shape}")
    n = len(states)
    if callable(features):
        features = [features]
    if isinstance(features, Sequence) and any(callable(feature) for feature in features):
        rows = [_row(feature, states, place) for place, feature in enumerate(features)]
    else:
        table = np.atleast_2d(as_array(features, "features"))
        if table.shape[1:] == (n,) and len(table):
            return table
        rows = list(table)
    if not rows:
        raise ValueError("features must hold at least one, got none")
    for place, row in enumerate(rows):
        if row.shape != (n,):
            raise ValueError(f"features must give one number for each of {n} states, got shape {row.shape} at {place}")
    return np.array(rows)


def _row(feature: Callable[[FloatArray], ArrayLike] | ArrayLike, states: FloatArray, place: int) -> FloatArray:
    row = as_array(feature(states) if callable(feature) else feature, f"features[{place}]")
    return np.broadcast_to(row, (len(states),)) if row.ndim == 0 else row


def _complain(centred: FloatArray, f: FloatArray, targets: ArrayLike, names: Sequence[str] | None) -> NoReturn:
    blamed = conflicting_rows(centred)
    c = np.atleast_1d(as_array(targets, "targets"))
    told = []
    for place in blamed:
        name = f"feature {place}" if names is None else names[place]
        told.append(f"{name} = {c[place]:.6g} (between {f[place].min():.6g} and {f[place].max():.6g})")
    raise InfeasibleTargetsError(f"targets must be averages of some distribution, got {' with '.join(told)}", blamed)
