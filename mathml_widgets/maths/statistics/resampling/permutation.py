r"""Could the labels have fallen this way by chance?

If two groups do not differ, the labels say nothing, and every way of dealing them out was as likely as the one that
came; the p-value is the share of those ways that give a statistic at least as extreme.
The same holds for the signs of paired differences and for the pairing of two columns.
All ways are counted where that can be done (whole numbers, ranks, small samples); elsewhere a random sample of them
gives an estimate, with an interval that says how good it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, islice, permutations
from math import comb, factorial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import (
    ALTERNATIVES,
    FloatArray,
    IntArray,
    as_array,
    as_sample,
    check_choice,
    check_count,
    check_fraction,
)
from ..intervals.proportions import clopper_pearson
from .exact_law import MOST_NUMBERS, sign_sum_law, subset_cost, subset_sum_law
from .lattice import lattice
from .random_subsets import expected_words, random_subset_sums
from .two_sample_statistics import STATISTICS

SHUFFLES = ("labels", "signs", "pairing")
METHODS = ("auto", "exact", "monte carlo")
MOST_ADDITIONS = 2e8
"""An exact law that takes more is not computed."""
MOST_LISTED = 200_000
"""So many ways are listed one by one at most, unless more resamples are asked for."""
NUMBERS_AT_ONCE = 2**18

Statistic = Callable[..., Any]


class PermutationTest(NamedTuple):
    """A permutation test.

    Attributes
    ----------
    observed : float
    p_value : float
        Two-sided: twice the smaller tail, at most 1.
    low, high : float
        Clopper-Pearson interval for the p-value; both the p-value itself where it is exact.
    method : str
        'exact law', 'enumeration' or 'monte carlo'.
    n_ways : int
        How many ways there are (exact) or were drawn.
    null_values, null_probabilities : array (n_values,)
        The null distribution; of a Monte Carlo test each draw has the same probability.
    """

    observed: float
    p_value: float
    low: float
    high: float
    method: str
    n_ways: int
    null_values: FloatArray
    null_probabilities: FloatArray


def permutation_test(
    first: ArrayLike,
    second: ArrayLike | None = None,
    statistic: str | Statistic = "mean_difference",
    *,
    shuffle: str | None = None,
    alternative: str = "two-sided",
    method: str = "auto",
    n_resamples: int = 9999,
    vectorized: bool = False,
    level: float = 0.95,
    rng: np.random.Generator | None = None,
) -> PermutationTest:
    r"""Return a permutation test of two samples, of pairs, or of one sample against zero.

    .. math:: p = \frac{\#\{\text{ways} : T \ge t_\text{observed}\}}{\#\text{ways}}, \qquad
        \hat p = \frac{1 + \#\{b : T_b \ge t_\text{observed}\}}{1 + B}

    Parameters
    ----------
    first : array_like (n,)
    second : array_like (m,), optional
        By default zeros, with shuffled signs: a test of symmetry about zero.
    statistic : str or callable
        'mean_difference' (first minus second), 'median_difference', 'trimmed_mean_difference' (a fifth off either
        end), 'ratio' of means, 'auc' (chance that the first exceeds the second), 'correlation' of pairs; or
        ``statistic(first, second)`` -> number.
    shuffle : {'labels', 'signs', 'pairing'}, optional
        Deal the values out anew (two groups), swap within pairs, or pair anew; by default 'pairing' for a
        correlation, 'signs' without a second sample, else 'labels'.
    alternative : {'two-sided', 'less', 'greater'}
    method : {'auto', 'exact', 'monte carlo'}
    n_resamples : int
        Of a Monte Carlo test; ways are listed where there are no more than these, or than 200,000 for the statistics
        named above.
    vectorized : bool
        Whether a callable takes samples along the last axis, (..., n) and (..., m).
    level : float
        Of the interval for a Monte Carlo p-value.
    rng : numpy.random.Generator, optional
        By default one with seed 0.

    Returns
    -------
    PermutationTest

    Raises
    ------
    ValueError
        If a sample is empty or holds NaN or infinity, pairs differ in number, or an exact test is asked for where
        there are too many ways.

    Notes
    -----
    Differences of means and AUCs are exact up to some hundreds of values if these are multiples of 1, 0.5, 0.1, 0.01
    or 0.001; an AUC always, as it sees ranks only.  Ties up to rounding count as ties.

    References
    ----------
    Phipson and Smyth, "Permutation p-values should never be zero", Statistical Applications in Genetics and Molecular
    Biology 9 (2010).

    Examples
    --------
    >>> found = permutation_test([12, 15, 11, 16], [9, 10, 8, 13])
    >>> found.observed, found.p_value, found.method, found.n_ways  # 4 of 70 ways
    (3.5, 0.11428571428571428, 'exact law', 70)
    """
    x = as_sample(first, "first")
    y = np.zeros(len(x)) if second is None else as_sample(second, "second")
    if shuffle is None:
        shuffle = "signs" if second is None else "pairing" if statistic == "correlation" else "labels"
    check_choice(shuffle, SHUFFLES, "shuffle")
    check_choice(alternative, ALTERNATIVES, "alternative")
    check_choice(method, METHODS, "method")
    count = check_count(n_resamples, "n_resamples")
    check_fraction(level, "level")
    if (shuffle != "labels" or statistic == "correlation") and len(x) != len(y):
        raise ValueError(f"second must hold one value for each of {len(x)} pairs, got {len(y)}")
    if isinstance(statistic, str) and statistic not in STATISTICS:
        names = ", ".join(map(repr, STATISTICS))
        raise ValueError(f"statistic must be callable or one of {names}, got {statistic!r}")
    function = STATISTICS[statistic] if isinstance(statistic, str) else statistic
    together = vectorized or isinstance(statistic, str)
    observed = _number(function(x, y))

    if method != "monte carlo":
        law = _by_law(x, y, statistic, shuffle)
        if law is not None:
            values, probabilities, ways = law
            return _exact(observed, values, probabilities, alternative, "exact law", ways)
        ways = _number_of_ways(len(x), len(y), shuffle)
        if ways <= max(count, MOST_LISTED if together else 0) or method == "exact":
            if ways > max(10**7, count):
                raise ValueError(f"method must be 'auto' or 'monte carlo' for so many ways, got 'exact' for {ways:.3g}")
            values = _evaluated(_listed(x, y, shuffle), function, together)
            return _exact(observed, values, np.full(len(values), 1.0 / len(values)), alternative, "enumeration", ways)

    rng = np.random.default_rng(0) if rng is None else rng
    values = _drawn(x, y, statistic, shuffle, function, together, count, rng)
    below, above = _tails(values, observed)
    n_below, n_above = int(below.sum()), int(above.sum())
    extreme = {"less": n_below, "greater": n_above, "two-sided": min(n_below, n_above)}[alternative]
    sides = 2.0 if alternative == "two-sided" else 1.0
    low, high = clopper_pearson(extreme, count, level)
    return PermutationTest(
        observed,
        min(1.0, sides * (1 + extreme) / (1 + count)),
        min(1.0, sides * low),
        min(1.0, sides * high),
        "monte carlo",
        count,
        values,
        np.full(count, 1.0 / count),
    )


def _exact(
    observed: float, values: FloatArray, probabilities: FloatArray, alternative: str, method: str, ways: int
) -> PermutationTest:
    below, above = (float(probabilities[tail].sum()) for tail in _tails(values, observed))
    p = {"less": below, "greater": above, "two-sided": 2.0 * min(below, above)}[alternative]
    p = min(1.0, p)
    return PermutationTest(observed, p, p, p, method, ways, values, probabilities)


def _tails(values: FloatArray, observed: float) -> tuple[Any, Any]:
    """Return which values are at most, and at least, the observed one, up to rounding."""
    slack = 1e-12 * max(abs(observed), float(np.abs(values).max()) if np.isfinite(values).all() else 0.0)
    return values <= observed + slack, values >= observed - slack


def _by_law(
    x: FloatArray, y: FloatArray, statistic: str | Statistic, shuffle: str
) -> tuple[FloatArray, FloatArray, int] | None:
    """Return values, probabilities and number of ways, where the statistic is a sum of few distinct numbers."""
    n, m = len(x), len(y)
    if shuffle == "signs" and statistic == "mean_difference":
        found = lattice(np.concatenate([np.zeros(1), x - y]))
        if found is None or n > MOST_NUMBERS:
            return None
        zero = found.integers[0]
        signed = found.integers[1:] - zero
        if n * float(np.abs(signed).sum()) > MOST_ADDITIONS:
            return None
        law = sign_sum_law(signed)
        return np.asarray(law.sums * (found.unit / n)), law.probabilities, int(2**n)
    if shuffle != "labels" or statistic not in ("mean_difference", "auc") or n + m > MOST_NUMBERS:
        return None
    pooled = np.concatenate([x, y])
    if statistic == "auc":
        ranks = twice_ranks(pooled)
        if subset_cost(ranks, n) > MOST_ADDITIONS:
            return None
        law = subset_sum_law(ranks, n)
        return (0.5 * law.sums - 0.5 * n * (n + 1)) / (n * m), law.probabilities, comb(n + m, n)
    found = lattice(pooled)
    if found is None or subset_cost(found.integers, n) > MOST_ADDITIONS:
        return None
    law = subset_sum_law(found.integers, n)
    total = int(found.integers.sum())
    return found.unit * (law.sums / n - (total - law.sums) / m), law.probabilities, comb(n + m, n)


def twice_ranks(values: FloatArray) -> IntArray:
    """Return ranks from 1, times two, so that the shared rank of ties is whole.

    Examples
    --------
    >>> twice_ranks(np.array([10.0, 30.0, 10.0]))
    array([3, 6, 3])
    """
    _, codes, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((2 * last - counts + 1)[codes])


def _number_of_ways(n: int, m: int, shuffle: str) -> int:
    if shuffle == "labels":
        return comb(n + m, n)
    if shuffle == "signs":
        return int(2**n)
    return factorial(n)


def _listed(x: FloatArray, y: FloatArray, shuffle: str) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Yield all ways, in batches (n_ways, n) and (n_ways, m)."""
    n, m = len(x), len(y)
    rows = max(1, NUMBERS_AT_ONCE // (n + m))
    if shuffle == "signs":
        bits = np.arange(n)
        for start in range(0, 2**n, rows):
            numbers = np.arange(start, min(2**n, start + rows))[:, np.newaxis]
            swapped = numbers >> bits & 1 == 1
            yield np.where(swapped, y, x), np.where(swapped, x, y)
        return
    pooled = np.concatenate([x, y])
    ways = combinations(range(n + m), n) if shuffle == "labels" else permutations(range(n))
    while batch := list(islice(ways, rows)):
        chosen = np.array(batch, dtype=np.int64).reshape(len(batch), n)
        if shuffle == "pairing":
            yield x[chosen], np.broadcast_to(y, (len(batch), m))
            continue
        rest = np.ones((len(batch), n + m), dtype=bool)
        np.put_along_axis(rest, chosen, False, axis=1)
        yield pooled[chosen], np.broadcast_to(pooled, rest.shape)[rest].reshape(-1, m)


def _shuffled(
    x: FloatArray, y: FloatArray, shuffle: str, count: int, rng: np.random.Generator
) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Yield random ways, in batches."""
    n, m = len(x), len(y)
    rows = max(1, NUMBERS_AT_ONCE // (n + m))
    pooled = np.concatenate([x, y])
    for start in range(0, count, rows):
        size = min(rows, count - start)
        if shuffle == "signs":
            swapped = rng.integers(0, 2, (size, n), dtype=np.uint8) == 1
            yield np.where(swapped, y, x), np.where(swapped, x, y)
        elif shuffle == "pairing":
            yield rng.permuted(np.tile(x, (size, 1)), axis=1), np.broadcast_to(y, (size, m))
        else:
            dealt = rng.permuted(np.tile(pooled, (size, 1)), axis=1)
            yield dealt[:, :n], dealt[:, n:]


def _drawn(
    x: FloatArray,
    y: FloatArray,
    statistic: str | Statistic,
    shuffle: str,
    function: Statistic,
    together: bool,
    count: int,
    rng: np.random.Generator,
) -> FloatArray:
    """Return the statistic of random ways; by random bits where it only needs the sum of a group."""
    n, m = len(x), len(y)
    by_sums = statistic in ("mean_difference", "ratio", "auc")
    if shuffle == "labels" and by_sums and expected_words(n + m, n) < 20 * (n + m):
        pooled = np.concatenate([x, y])
        if statistic == "auc":
            sums = random_subset_sums(twice_ranks(pooled).astype(float), n, count, rng)
            return (0.5 * sums - 0.5 * n * (n + 1)) / (n * m)
        if statistic == "ratio":
            sums = random_subset_sums(pooled, n, count, rng)
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.asarray((sums / n) / ((pooled.sum() - sums) / m))
        middle = pooled.mean()
        sums = random_subset_sums(pooled - middle, n, count, rng)
        return np.asarray(sums * (1.0 / n + 1.0 / m))
    return _evaluated(_shuffled(x, y, shuffle, count, rng), function, together)


def _number(value: Any) -> float:
    number = as_array(value, "statistic(first, second)")
    if number.shape != ():
        raise ValueError(f"statistic(first, second) must give one number, got shape {number.shape}")
    return float(number)


def _evaluated(ways: Iterator[tuple[FloatArray, FloatArray]], function: Statistic, together: bool) -> FloatArray:
    parts = []
    for first, second in ways:
        if not together:
            parts.append(np.array([_number(function(a, b)) for a, b in zip(first, second, strict=True)]))
            continue
        found = np.asarray(function(first, second), dtype=float)
        if found.shape != (len(first),):
            raise ValueError(f"statistic(first, second) must have shape ({len(first)},), got shape {found.shape}")
        parts.append(found)
    return np.concatenate(parts)
