"""A number over all values of one handle: what a hand would find wherever it went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .distribution import Distribution
from .families import FAMILIES, Categorical, Normal
from .intervals import interval_probability
from .mechanisms import mechanism
from .named_distributions import distribution_named
from .pictures.many_draws import norm_theory
from .plane_targets import PlaneTarget

VECTORIZED = {name: cls for name, cls in FAMILIES.items() if cls is not Categorical}
"""The families whose parameters may be arrays."""

N_TRIED = 400
"""So many steps of a mechanism tell how much of its proposals is accepted."""


def with_share(shares: ArrayLike, place: int, value: float) -> FloatArray:
    """Return shares of a whole after one was moved: the others make room in their old ratio, equal ones if all are 0.

    Examples
    --------
    >>> with_share([0.5, 0.3, 0.2], 0, 0.8).round(3).tolist()
    [0.8, 0.12, 0.08]
    >>> with_share([1.0, 0.0, 0.0], 0, 0.5).tolist()
    [0.5, 0.25, 0.25]
    """
    found = np.array(shares, dtype=float)
    others = np.arange(len(found)) != place
    rest = float(found[others].sum())
    ratio = found[others] / rest if rest > 0 else np.full(len(found) - 1, 1.0 / max(len(found) - 1, 1))
    found[place], found[others] = value, (1.0 - value) * ratio
    return found


def parameters_along(
    parameters: ArrayLike, place: int, values: ArrayLike, shares: Sequence[int] | None = None
) -> FloatArray:
    """Return the parameters for each value of one of them.

    Parameters
    ----------
    parameters : array_like (n,)
    place : int
        Which of them moves.
    values : array_like (n_values,)
    shares : sequence of int, optional
        Places of the parameters that add up to 1, `place` among them: the others make room.

    Returns
    -------
    array (n_values, n)

    Examples
    --------
    >>> parameters_along([0.0, 1.0], 1, [0.5, 2.0]).tolist()
    [[0.0, 0.5], [0.0, 2.0]]
    """
    moves = np.asarray(values, dtype=float)
    rows = np.tile(np.asarray(parameters, dtype=float), (len(moves), 1))
    rows[:, place] = moves
    if shares is not None:
        whole = np.asarray(parameters, dtype=float)[list(shares)]
        at = list(shares).index(place)
        rows[:, list(shares)] = [with_share(whole, at, value) for value in moves]
    return rows


def probability_along(
    family: str, rows: FloatArray, lowest: float, highest: float, data: ArrayLike | None = None
) -> FloatArray:
    r"""Return :math:`P(a \le X \le b)` for each of many parameters of a family.

    Parameters
    ----------
    family : str
        As in `distribution_named`.
    rows : array (n, n_parameters)
    lowest, highest : float
        The ends a <= b.
    data : array_like (n,), optional
        Of a kernel density.

    Returns
    -------
    array (n,)
        NaN where the parameters are not those of a distribution.

    Examples
    --------
    >>> probability_along("uniform", np.array([[0.0, 1.0], [0.0, 2.0], [0.0, -1.0]]), 0.0, 0.5).tolist()
    [0.5, 0.25, nan]
    """
    try:
        if family == "mixture" and (rows[:, ::3] >= 0).all():
            weights, means, deviations = np.moveaxis(rows.reshape(len(rows), -1, 3), -1, 0)
            parts = np.asarray(interval_probability(Normal(means, deviations), lowest, highest))
            return np.asarray((weights * parts).sum(axis=1) / weights.sum(axis=1))
        if family in VECTORIZED:
            many = VECTORIZED[family](**dict(zip(VECTORIZED[family].declared, rows.T, strict=True)))
            return np.asarray(interval_probability(many, lowest, highest))
    except ValueError:
        pass  # some of them are no parameters: go through them one by one
    return np.array([_probability(family, row, lowest, highest, data) for row in rows])


def _probability(family: str, row: FloatArray, lowest: float, highest: float, data: ArrayLike | None) -> float:
    try:
        found = distribution_named(family, row, data=data).distribution
    except ValueError:
        return nan
    return float(interval_probability(found, lowest, highest))


def probability_along_height(
    drawn_density: ArrayLike, place: int, values: ArrayLike, lowest: float, highest: float
) -> FloatArray:
    r"""Return :math:`P(a \le X \le b)` for each height that one point of a drawn density may have; NaN for none at all.

    Examples
    --------
    >>> probability_along_height([[0, 0], [1, 1], [2, 0]], 1, [0.0, 1.0, 2.0], 0.0, 1.0).tolist()
    [nan, 0.5, 0.5]
    """
    found = []
    for value in np.asarray(values, dtype=float):
        drawn = np.array(drawn_density, dtype=float)
        drawn[place, 1] = value
        try:
            moved = distribution_named("drawn", [1.0], drawn_density=drawn).distribution
        except ValueError:
            found.append(nan)
        else:
            found.append(float(interval_probability(moved, lowest, highest)))
    return np.array(found)


def probability_along_end(distribution: Distribution, interval: ArrayLike, end: int, values: ArrayLike) -> FloatArray:
    r"""Return :math:`P(a \le X \le b)` for each value of one end, which pushes the other along where they meet.

    Parameters
    ----------
    distribution : Distribution
    interval : array_like (2,)
    end : int
        0 for a, 1 for b.
    values : array_like (n,)

    Returns
    -------
    array (n,)

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Uniform
    >>> probability_along_end(Uniform(0, 1), [0.2, 0.5], 1, [0.1, 0.4, 1.0]).round(3).tolist()
    [0.0, 0.2, 0.8]
    """
    moves = np.asarray(values, dtype=float)
    a, b = np.asarray(interval, dtype=float)
    ends = (moves, np.maximum(moves, b)) if end == 0 else (np.minimum(moves, a), moves)
    return np.asarray(interval_probability(distribution, *ends))


def number_along(
    handle: str, values: ArrayLike, distribution: Distribution, *, statistic: str = "mean", least_bound: float = nan
) -> FloatArray | None:
    r"""Return the number that a handle changes without changing the distribution, for each of its values.

    Parameters
    ----------
    handle : str
        "sample_size": the spread of the mean or the sum of so many draws. "n_samples": the standard error of their
        mean. "n_dimensions": the mean length of a vector of so many. "level": the length of the equal-tailed interval.
        "envelope": the acceptance rate under so many times the least envelope.
    values : array_like (n,)
    distribution : Distribution
    statistic : str
        Of the sample.
    least_bound : float
        The M of the least envelope.

    Returns
    -------
    array (n,) or None
        None for another handle or statistic. NaN below the least envelope, whose acceptance has no formula.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Normal
    >>> number_along("n_samples", [1, 4], Normal(0, 3)).tolist()
    [3.0, 1.5]
    """
    along = np.asarray(values, dtype=float)
    spread = float(distribution.standard_deviation())
    match handle:
        case "sample_size" if statistic in ("mean", "sum"):
            return np.asarray(spread * along ** (-0.5 if statistic == "mean" else 0.5))
        case "n_samples":
            return np.asarray(spread / np.sqrt(along))
        case "n_dimensions":
            return np.array([norm_theory(distribution, round(one))[0] for one in along.tolist()])
        case "level":
            low, high = np.asarray(distribution.quantile(np.stack([1 - along, 1 + along]) / 2))
            return np.asarray(high - low)
        case "envelope":
            return np.where(along >= 1, 1 / (least_bound * along), nan)
    return None


def acceptance_along(
    sampler: str,
    target: Distribution | PlaneTarget,
    widths: ArrayLike,
    generator: Generator,
    *,
    envelope: float = 1.0,
    n_tried: int = N_TRIED,
) -> Iterator[float]:
    """Yield what share of its proposals a mechanism accepts, width after width.

    Parameters
    ----------
    sampler : str
        One of `MECHANISMS` that refuses.
    target : Distribution or PlaneTarget
    widths : array_like (n,)
        Of what is proposed.
    generator : Generator
    envelope : float
        Of rejection, over the least.
    n_tried : int
        How many draws each share is of; of rejection it is 1/M exactly where the envelope is at least the least.

    Yields
    ------
    float
        NaN where the mechanism cannot draw from this, or refuses nothing.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Normal
    >>> narrow, wide = acceptance_along("Metropolis-Hastings", Normal(), [0.1, 10.0], np.random.default_rng(0))
    >>> narrow > 0.9 > 0.3 > wide
    True
    """
    for width in np.asarray(widths, dtype=float).tolist():
        try:
            machine = mechanism(sampler, target, width=width, envelope=envelope)
        except ValueError:
            yield nan
            continue
        if sampler == "rejection" and envelope >= 1:
            yield 1 / machine.bound
            continue
        block = machine.draw(n_tried, generator)
        yield block.n_accepted / block.n_tried if block.n_tried else nan
