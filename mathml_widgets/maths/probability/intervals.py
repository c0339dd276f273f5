r"""Intervals that hold a given probability, and the probability that an interval holds.

Of the many intervals with probability 0.9, the equal-tailed one leaves 0.05 on either side and moves along with any
stretching of the axis; the highest-density one is the shortest, and of a density with two peaks it may be two pieces.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .distribution import Distribution
from .special_functions.arguments import as_numbers

N_GRID = 2000


class Interval(NamedTuple):
    """The ends of an interval."""

    lowest: FloatOrArray
    highest: FloatOrArray


class Region(NamedTuple):
    """Where a density is highest.

    Attributes
    ----------
    intervals : array (n_intervals, 2)
        The pieces, from left to right; of a discrete distribution, runs of whole numbers.
    probability : float
        What they hold: of a discrete distribution at least the level asked for.
    density : float
        The least density inside.
    """

    intervals: FloatArray
    probability: float
    density: float


def interval_probability(distribution: Distribution, lowest: ArrayLike, highest: ArrayLike) -> FloatOrArray:
    r"""Return :math:`P(a \le X \le b)`.

    Parameters
    ----------
    distribution : Distribution
    lowest, highest : array_like (...)
        The ends a <= b, which belong to the interval; infinities allowed.

    Returns
    -------
    float or array (...)
        From the difference of the two smaller tails.

    Raises
    ------
    ValueError
        If an end is NaN, or `lowest` exceeds `highest`.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Binomial, Normal
    >>> interval_probability(Normal(), -1, 1), interval_probability(Binomial(4, 0.5), 1, 2)
    (0.6826894921, 0.625)
    """
    a, b = np.broadcast_arrays(as_numbers(lowest, "lowest"), as_numbers(highest, "highest"))
    if (a > b).any():
        raise ValueError(f"lowest must not exceed highest, got {a[a > b].flat[0]} and {b[a > b].flat[0]}")
    both = np.stack(np.broadcast_arrays(a, b, np.empty(distribution.shape))[:2])
    (up_to_a, up_to_b), (beyond_a, beyond_b) = (np.asarray(one) for one in distribution.tails(both))
    at_lowest = np.asarray(distribution.pdf(a)) if distribution.is_discrete else 0.0
    below, above = up_to_a - at_lowest, beyond_a + at_lowest
    return plain(np.clip(np.where(below < above, up_to_b - below, above - beyond_b), 0, 1))


def equal_tailed_interval(distribution: Distribution, level: float = 0.95) -> Interval:
    """Return the interval with the same probability, (1 - level) / 2, on either side.

    Parameters
    ----------
    distribution : Distribution
    level : float
        Between 0 and 1, exclusive.

    Returns
    -------
    Interval
        Of a discrete distribution the smallest with at most so much on either side.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Normal
    >>> equal_tailed_interval(Normal(0, 1), 0.95)
    Interval(lowest=-1.959963985, highest=1.959963985)
    """
    tail = (1 - as_level(level)) / 2
    return Interval(distribution.quantile(tail), distribution.quantile(tail, upper_tail=True))


def highest_density_region(distribution: Distribution, level: float = 0.95) -> Region:
    r"""Return the smallest set with at least the given probability: :math:`\{x : f(x) \ge c\}`.

    Parameters
    ----------
    distribution : Distribution
        A single one.
    level : float
        Between 0 and 1, exclusive.

    Returns
    -------
    Region

    Raises
    ------
    ValueError
        If the level is not between 0 and 1, or the distribution is an array of them.

    Notes
    -----
    The pieces are found on a grid of some two thousand points between quantiles, and their ends by false position
    between its points; so is the height c, until the probability is right to 1e-12.  A peak that is narrower than
    the grid may be missed.  Where the density is flat at the height c, no set is the smallest, and the one with the
    lowest values is given.

    References
    ----------
    Hyndman, "Computing and graphing highest density regions", The American Statistician 50 (1996).

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Exponential, Mixture, Normal
    >>> highest_density_region(Exponential(1), 0.95).intervals
    array([[0. , 2.99573227]])
    >>> highest_density_region(Mixture([Normal(-5, 1), Normal(5, 1)]), 0.5).intervals.round(4)
    array([[-5.6745, -4.3255], [ 4.3255, 5.6745]])
    """
    as_level(level)
    if distribution.shape != ():
        raise ValueError(f"distribution must be a single one, got one of shape {distribution.shape}")
    if distribution.is_discrete:
        return most_probable_values(distribution, level)
    rest = 1 - level
    tails = np.concatenate([[1e-6], np.linspace(5e-3, 0.5, 40)])[:, None] * np.array([rest, 1.0])
    lower = np.asarray(distribution.quantile(np.unique(tails)))
    upper = np.asarray(distribution.quantile(np.unique(tails), upper_tail=True))
    marks = np.unique(np.concatenate([lower, upper]))
    grid = np.unique(np.concatenate([marks, np.linspace(marks[0], marks[-1], N_GRID)]))
    lowest, highest = distribution.support()
    ends = np.array([end for end in (lowest, highest) if np.isfinite(end)])
    grid = np.unique(np.concatenate([grid, ends]))
    heights = np.asarray(distribution.pdf(grid))
    finite_top = float(heights[np.isfinite(heights)].max())
    low, high = 0.0, finite_top if np.isfinite(heights).all() else finite_top * 1e3
    below, above = rest, -level  # How much more than the level is held above either height.
    best = np.array([[grid[0], grid[-1]]])
    for step in range(100):
        # False position, but every third time the middle, so that neither end stays where it is.
        height = (low + high) / 2 if step % 3 == 0 else low + (high - low) * below / (below - above)
        pieces = pieces_above(distribution, grid, heights, height)
        surplus = held_by(distribution, pieces) - level
        if surplus >= 0:
            low, below, best = height, surplus, pieces
        else:
            high, above = height, surplus
        if abs(surplus) <= 1e-12:
            low, best = height, pieces
            break
        if high - low <= 1e-14 * high:
            break
    best = cut_to_level(distribution, best, level)
    return Region(best, held_by(distribution, best), low)


def held_by(distribution: Distribution, pieces: FloatArray) -> float:
    """Return the probability of all intervals together."""
    return float(np.sum(np.asarray(interval_probability(distribution, pieces[:, 0], pieces[:, 1]))))


def pieces_above(distribution: Distribution, grid: FloatArray, heights: FloatArray, height: float) -> FloatArray:
    """Return the intervals where the density is at least `height`, their ends bisected between points of the grid."""
    above = heights >= height
    changes = np.flatnonzero(above[1:] != above[:-1])
    rising = above[changes + 1]
    outside, inside = (
        np.where(rising, grid[changes], grid[changes + 1]),
        np.where(rising, grid[changes + 1], grid[changes]),
    )
    with np.errstate(all="ignore"):
        target = np.log(height)
        short = np.log(np.where(rising, heights[changes], heights[changes + 1])) - target
        over = np.log(np.where(rising, heights[changes + 1], heights[changes])) - target
        for step in range(60):
            # False position on the logarithm of the density; every third time the middle, which always gains.
            slanted = outside + (inside - outside) * short / (short - over)
            safe = np.isfinite(slanted) & (step % 3 != 2)
            between = np.where(safe, slanted, (outside + inside) / 2)
            found = np.asarray(distribution.logpdf(between)) - target
            enough = found >= 0
            outside, inside = np.where(enough, outside, between), np.where(enough, between, inside)
            short, over = np.where(enough, short, found), np.where(enough, found, over)
            near = np.abs(inside - outside) <= 1e-15 * np.abs(inside)
            if (near | (np.abs(over) <= 1e-14)).all():
                break
    starts = np.concatenate([grid[:1] if above[0] else [], inside[rising]])
    stops = np.concatenate([inside[~rising], grid[-1:] if above[-1] else []])
    return np.column_stack([starts, stops])


def cut_to_level(distribution: Distribution, pieces: FloatArray, level: float) -> FloatArray:
    """Return the first of the pieces that hold the level, the last one cut: for where a flat top leaves a choice."""
    held = np.asarray(interval_probability(distribution, pieces[:, 0], pieces[:, 1]))
    if held.sum() - level <= 1e-9:
        return pieces
    total = np.cumsum(held)
    last = int(np.argmax(total >= level))
    kept = pieces[: last + 1].copy()
    needed = level - (total[last] - held[last])
    kept[-1, 1] = distribution.quantile(min(float(distribution.cdf(kept[-1, 0])) + needed, 1.0))
    return kept


def most_probable_values(distribution: Distribution, level: float) -> Region:
    """Return the fewest values that hold the level, as runs of neighbours."""
    if distribution.is_on_whole_numbers:
        tail = (1 - level) * 1e-3
        values = np.arange(distribution.quantile(tail), distribution.quantile(tail, upper_tail=True) + 1)
    else:
        values = np.unique(np.asarray(distribution.parameters["data"]))
    probabilities = np.asarray(distribution.pdf(values))
    order = np.argsort(-probabilities, kind="stable")
    total = np.cumsum(probabilities[order])
    n = int(np.searchsorted(total, level * (1 - 1e-14))) + 1
    chosen = np.sort(order[:n])
    breaks = np.flatnonzero(np.diff(chosen) > 1)
    starts, stops = chosen[np.append(0, breaks + 1)], chosen[np.append(breaks, len(chosen) - 1)]
    held = float(min(total[min(n, len(total)) - 1], 1.0))
    return Region(np.column_stack([values[starts], values[stops]]), held, float(probabilities[chosen].min()))


def as_level(level: float) -> float:
    """Return the level if it lies between 0 and 1."""
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, got {level}")
    return float(level)
