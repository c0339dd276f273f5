r"""Does a 95 % interval hold the truth 95 times in a hundred?

For a proportion the answer is exact: n trials have n + 1 outcomes, each outcome one interval, and the coverage at p
is the chance of the outcomes whose interval holds p.
It jumps wherever p passes the end of one of them.
For other parameters it is counted, on samples drawn from a population whose truth is known; and the count has an
interval of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import BoolArray, FloatArray, FloatOrArray, as_array, as_fractions, check_count, check_fraction, plain
from .binomial_mass import binomial_mass
from .bootstrap_intervals import bootstrap_intervals
from .means import median_interval, t_interval, variance_interval, z_interval
from .proportions import Interval, ProportionMethod, clopper_pearson, proportion_method

SAMPLE_METHODS: dict[str, Callable[..., Interval]] = {
    "t": t_interval,
    "z": z_interval,
    "variance": variance_interval,
    "median": median_interval,
    "percentile": lambda samples, level: bootstrap_intervals(samples, level=level),
    "basic": lambda samples, level: bootstrap_intervals(samples, method="basic", level=level),
    "bca": lambda samples, level: bootstrap_intervals(samples, method="bca", level=level),
}


class Coverage(NamedTuple):
    """The exact coverage at each p; numbers or arrays (...).

    Attributes
    ----------
    coverage : float
    too_low, too_high : float
        Chance that the whole interval lies below p, or above it.
    mean_width : float
    """

    coverage: FloatOrArray
    too_low: FloatOrArray
    too_high: FloatOrArray
    mean_width: FloatOrArray


class SimulatedCoverage(NamedTuple):
    """Intervals of many samples.

    Attributes
    ----------
    low, high : array (n_intervals,)
    covers : array (n_intervals,) of bool
    coverage : float
    band : Interval
        Clopper-Pearson interval for the coverage.
    too_low, too_high : float
        Share of the intervals that lie below the truth, or above it.
    mean_width : float
    """

    low: FloatArray
    high: FloatArray
    covers: BoolArray
    coverage: float
    band: Interval
    too_low: float
    too_high: float
    mean_width: float


def exact_coverage(method: str | ProportionMethod, n: int, p: ArrayLike, level: float = 0.95) -> Coverage:
    r"""Return how often an interval for a proportion holds it.

    .. math:: C(p) = \sum_{k=0}^n \binom nk p^k (1-p)^{n-k}\, [\text{low}(k) \le p \le \text{high}(k)]

    Parameters
    ----------
    method : {'wald', 'wilson', 'agresti_coull', 'clopper_pearson'} or callable
        ``method(successes, trials, level)`` -> low, high, for arrays.
    n : int
        Number of trials.
    p : array_like (...)
        The true proportion.
    level : float
        That the interval promises.

    Returns
    -------
    Coverage

    Raises
    ------
    ValueError
        If there is no trial, p is outside [0, 1], or the level outside (0, 1).

    References
    ----------
    Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001).

    Examples
    --------
    >>> round(exact_coverage("wald", 20, 0.1).coverage, 3), round(exact_coverage("wilson", 20, 0.1).coverage, 3)
    (0.876, 0.957)
    """
    trials = check_count(n, "n")
    truth = as_fractions(p, "p")
    check_fraction(level, "level")
    k = np.arange(trials + 1.0)
    low, high = _ends(proportion_method(method)(k, np.full(trials + 1, float(trials)), level), trials + 1)
    mass = binomial_mass(trials, truth)
    at = truth[..., np.newaxis]
    too_low, too_high = (mass * (high < at)).sum(axis=-1), (mass * (low > at)).sum(axis=-1)
    held = (mass * ((low <= at) & (at <= high))).sum(axis=-1)
    return Coverage(plain(held), plain(too_low), plain(too_high), plain(mass @ (high - low)))


def simulated_coverage(
    method: str | Callable[[FloatArray, float], Any],
    population: Callable[[np.random.Generator, tuple[int, int]], ArrayLike],
    truth: float,
    n: int,
    *,
    level: float = 0.95,
    n_intervals: int = 10_000,
    rng: np.random.Generator | None = None,
) -> SimulatedCoverage:
    """Return how often an interval holds the truth, on samples drawn from a population.

    Parameters
    ----------
    method : str or callable
        't', 'z', and the bootstraps 'percentile', 'basic' and 'bca', for the mean; 'variance'; 'median'; one of the
        methods for a proportion, for samples of 0 and 1;
        or ``method(samples, level)`` -> low, high, arrays (n_intervals,) for samples (n_intervals, n).
    population : callable
        ``population(rng, shape)`` -> independent values.
    truth : float
        The parameter of the population.
    n : int
        Sample size.
    level : float
    n_intervals : int
    rng : numpy.random.Generator, optional
        By default one with seed 0.

    Returns
    -------
    SimulatedCoverage

    Raises
    ------
    ValueError
        If there is no such method or the population has the wrong shape.

    Examples
    --------
    >>> found = simulated_coverage("t", lambda rng, shape: rng.normal(size=shape), 0.0, 5)
    >>> bool(found.band.low < 0.95 < found.band.high)
    True
    """
    size, count = check_count(n, "n"), check_count(n_intervals, "n_intervals")
    check_fraction(level, "level")
    rng = np.random.default_rng(0) if rng is None else rng
    samples = as_array(population(rng, (count, size)), "population(rng, shape)")
    if samples.shape != (count, size):
        raise ValueError(f"population(rng, shape) must have shape {(count, size)}, got shape {samples.shape}")
    if callable(method):
        ends = method(samples, level)
    elif method in SAMPLE_METHODS:
        ends = SAMPLE_METHODS[method](samples, level)
    else:
        ends = proportion_method(method)(samples.sum(axis=1), np.full(count, float(size)), level)
    low, high = _ends(ends, count)
    covers = (low <= truth) & (truth <= high)
    hits = int(covers.sum())
    return SimulatedCoverage(
        low,
        high,
        covers,
        hits / count,
        clopper_pearson(hits, count),
        float((high < truth).mean()),
        float((low > truth).mean()),
        float((high - low).mean()),
    )


def _ends(ends: Any, count: int) -> tuple[FloatArray, FloatArray]:
    try:
        low, high = (np.asarray(end, dtype=np.float64) for end in ends)
    except (TypeError, ValueError):
        raise ValueError("method must give low and high ends, got something else") from None
    if low.shape != (count,) or high.shape != (count,):
        raise ValueError(f"method must give {count} ends low and high, got shapes {low.shape} and {high.shape}")
    return low, high
