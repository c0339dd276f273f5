"""The entropy of a source, guessed from a sample of it.

The entropy of the observed shares is too small on average, because a sample looks more regular than its source:
rare outcomes are missed. Miller and Madow add the first-order correction (K - 1) / 2n, the jackknife measures the
bias by leaving out one observation at a time, and Laplace's rule adds one imaginary observation of each outcome.
No estimator is right for all sources; where they disagree, the sample is too small.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, FloatOrArray, IntArray, as_counts, check_base, check_count, plain
from .logarithms import x_log_x

_RESAMPLES_AT_ONCE = 1 << 20


class EntropyEstimates(NamedTuple):
    """Four guesses of one entropy, in the unit of the base."""

    plug_in: FloatOrArray
    miller_madow: FloatOrArray
    jackknife: FloatOrArray
    laplace: FloatOrArray


class EstimateIntervals(NamedTuple):
    """Bootstrap intervals of the four estimators, each (lower, upper) in the unit of the base."""

    plug_in: tuple[float, float]
    miller_madow: tuple[float, float]
    jackknife: tuple[float, float]
    laplace: tuple[float, float]


def plug_in_entropy(counts: ArrayLike, base: float = 2) -> FloatOrArray:
    r"""Return the entropy of the observed shares, the maximum-likelihood estimate.

    .. math:: \hat H = \sum_i \frac{n_i}{n} \log \frac{n}{n_i}

    Parameters
    ----------
    counts : array_like (..., n_outcomes)
        Whole numbers, at least one observation.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float, or array (...) for a stack
        On average too small.

    Raises
    ------
    ValueError
        If a count is negative or not whole, or there is no observation.

    Examples
    --------
    >>> plug_in_entropy([2, 1, 1])
    1.5
    """
    counts = as_counts(counts)
    return plain(_plug_in(counts.astype(np.float64), check_base(base)))


def miller_madow_entropy(counts: ArrayLike, base: float = 2) -> FloatOrArray:
    r"""Return the plug-in estimate with its first-order bias removed.

    .. math:: \hat H + \frac{K - 1}{2n} \text{ nats}

    Parameters
    ----------
    counts : array_like (..., n_outcomes)
        Whole numbers.  K counts the outcomes that were seen.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float, or array (...) for a stack

    References
    ----------
    Miller, *Note on the bias of information estimates*, 1955.

    Examples
    --------
    >>> import math
    >>> miller_madow_entropy([2, 1, 1], math.e) - plug_in_entropy([2, 1, 1], math.e)
    0.25
    """
    counts = as_counts(counts)
    return plain(_miller_madow(counts.astype(np.float64), check_base(base)))


def jackknife_entropy(counts: ArrayLike, base: float = 2) -> FloatOrArray:
    r"""Return the jackknife estimate, which measures the bias by leaving out each observation in turn.

    .. math:: n \hat H - \frac{n - 1}{n} \sum_i n_i \hat H_{-i}

    Parameters
    ----------
    counts : array_like (..., n_outcomes)
        Whole numbers.  The estimate without one observation of outcome i is written with index -i.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float, or array (...) for a stack

    References
    ----------
    Zahl, *Jackknifing an index of diversity*, 1977.

    Examples
    --------
    >>> jackknife_entropy([1, 1])
    2.0
    """
    counts = as_counts(counts)
    return plain(_jackknife(counts.astype(np.float64), check_base(base)))


def laplace_entropy(counts: ArrayLike, base: float = 2, *, pseudocount: float = 1.0) -> FloatOrArray:
    r"""Return the entropy of the shares after adding an imaginary observation of each outcome.

    .. math:: H\!\left(\frac{n_i + a}{n + a K}\right)

    Parameters
    ----------
    counts : array_like (..., n_outcomes)
        Whole numbers.  K counts all outcomes that are given, those that were not seen among them.
    base : float
        2 for bits, e for nats, 10 for hartleys.
    pseudocount : float
        The a, not negative; 1 is Laplace's rule, 1/2 Jeffreys', 0 the plug-in estimate.

    Returns
    -------
    float, or array (...) for a stack

    Raises
    ------
    ValueError
        If the pseudocount is negative or not finite, or the counts are no counts.

    Examples
    --------
    >>> laplace_entropy([3, 0])
    0.721928094887
    """
    counts, base = as_counts(counts), check_base(base)
    if not 0.0 <= pseudocount < math.inf:
        raise ValueError(f"pseudocount must be finite and not negative, got {pseudocount}")
    return plain(_plug_in(counts.astype(np.float64) + pseudocount, base))


def entropy_estimates(counts: ArrayLike, base: float = 2, *, pseudocount: float = 1.0) -> EntropyEstimates:
    """Return all four estimates of the entropy of a source.

    Parameters
    ----------
    counts : array_like (..., n_outcomes)
        Whole numbers; `symbol_counts` counts those of a message.
    base : float
        2 for bits, e for nats, 10 for hartleys.
    pseudocount : float
        For Laplace's rule.

    Returns
    -------
    EntropyEstimates

    Examples
    --------
    >>> entropy_estimates([5, 3, 2]).plug_in
    1.485475297227
    """
    return EntropyEstimates(
        plug_in_entropy(counts, base),
        miller_madow_entropy(counts, base),
        jackknife_entropy(counts, base),
        laplace_entropy(counts, base, pseudocount=pseudocount),
    )


def estimate_intervals(
    counts: ArrayLike,
    n_resamples: int,
    generator: np.random.Generator,
    base: float = 2,
    *,
    level: float = 0.95,
    method: str = "basic",
    pseudocount: float = 1.0,
) -> EstimateIntervals:
    """Return a bootstrap interval for each of the four estimators.

    Parameters
    ----------
    counts : array_like (n_outcomes,)
        Whole numbers.
    n_resamples : int
    generator : numpy.random.Generator
    base : float
        2 for bits, e for nats, 10 for hartleys.
    level : float
        Between 0 and 1.
    method : {"basic", "percentile"}
        Percentiles of the resampled estimates, or those reflected at the estimate.  A resample is biased against
        the sample as the sample is against its source, so for entropies the reflection is the better choice.
    pseudocount : float
        For Laplace's rule.

    Returns
    -------
    EstimateIntervals
        Within 0 and, where the reflection would leave the possible range, cut there.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1, `method` is unknown, or the counts are no counts.

    References
    ----------
    Davison and Hinkley, *Bootstrap Methods and their Application*, 1997, section 2.4.

    Examples
    --------
    >>> found = estimate_intervals([50, 30, 20], 1000, np.random.default_rng(0))
    >>> found.plug_in[0] < plug_in_entropy([50, 30, 20]) < found.plug_in[1]
    True
    """
    counts, base, n_resamples = _one_row(counts), check_base(base), check_count(n_resamples, "n_resamples")
    _check_interval(level, method)
    batch = max(1, _RESAMPLES_AT_ONCE // counts.size)
    parts = [
        _resampled(counts, min(batch, n_resamples - begin), generator, base, pseudocount)
        for begin in range(0, n_resamples, batch)
    ]
    return _intervals(counts, parts, base, level, method, pseudocount)


def refined_intervals(
    counts: ArrayLike,
    n_resamples: int,
    generator: np.random.Generator,
    base: float = 2,
    *,
    n_first: int = 100,
    level: float = 0.95,
    method: str = "basic",
    pseudocount: float = 1.0,
) -> Iterator[tuple[EstimateIntervals, int]]:
    """Yield the intervals of `estimate_intervals` from more and more resamples, with how many there are.

    Parameters
    ----------
    counts : array_like (n_outcomes,)
        Whole numbers.
    n_resamples : int
        After so many it ends.
    generator : numpy.random.Generator
    base : float
        2 for bits, e for nats, 10 for hartleys.
    n_first : int
        How many resamples to begin with; each further step adds as many as there are.
    level : float
        Between 0 and 1.
    method : {"basic", "percentile"}
    pseudocount : float
        For Laplace's rule.

    Yields
    ------
    EstimateIntervals, int

    Examples
    --------
    >>> [n for _, n in refined_intervals([5, 3], 500, np.random.default_rng(0))]
    [100, 200, 400, 500]
    """
    counts, base, n_resamples = _one_row(counts), check_base(base), check_count(n_resamples, "n_resamples")
    n_first = check_count(n_first, "n_first")
    _check_interval(level, method)
    parts: list[FloatArray] = []
    done = 0
    while done < n_resamples:
        n_more = min(max(done, n_first), n_resamples - done)
        parts.append(_resampled(counts, n_more, generator, base, pseudocount))
        done += n_more
        yield _intervals(counts, parts, base, level, method, pseudocount), done


def _one_row(counts: ArrayLike) -> IntArray:
    row = as_counts(counts)
    if row.ndim != 1:
        raise ValueError(f"counts must be one row, got shape {row.shape}")
    return row


def _check_interval(level: float, method: str) -> None:
    if not 0.0 < level < 1.0:
        raise ValueError(f"level must be between 0 and 1, got {level}")
    if method not in ("basic", "percentile"):
        raise ValueError(f"method must be 'basic' or 'percentile', got {method!r}")


def _resampled(
    counts: IntArray, n_resamples: int, generator: np.random.Generator, base: float, pseudocount: float
) -> FloatArray:
    """Return the four estimates (4, n_resamples) of samples drawn from the sample."""
    n = int(counts.sum())
    resamples = generator.multinomial(n, counts / n, size=n_resamples).astype(np.float64)
    return np.stack(
        [
            _plug_in(resamples, base),
            _miller_madow(resamples, base),
            _jackknife(resamples, base),
            _plug_in(resamples + pseudocount, base),
        ]
    )


def _intervals(
    counts: IntArray, parts: list[FloatArray], base: float, level: float, method: str, pseudocount: float
) -> EstimateIntervals:
    tail = 0.5 * (1.0 - level)
    low, high = np.quantile(np.concatenate(parts, axis=1), [tail, 1.0 - tail], axis=1)
    if method == "basic":
        estimates = np.array(entropy_estimates(counts, base, pseudocount=pseudocount))
        low, high = 2.0 * estimates - high, 2.0 * estimates - low
    pairs = [(max(float(a), 0.0), max(float(b), 0.0)) for a, b in zip(low, high, strict=True)]
    return EstimateIntervals(*pairs)


def _plug_in(counts: FloatArray, base: float) -> FloatArray:
    n = counts.sum(axis=-1, keepdims=True)
    found: FloatArray = np.maximum(-x_log_x(counts / n, base).sum(axis=-1), 0.0)
    return found


def _miller_madow(counts: FloatArray, base: float) -> FloatArray:
    correction = ((counts > 0.0).sum(axis=-1) - 1.0) / (2.0 * counts.sum(axis=-1))
    found: FloatArray = _plug_in(counts, base) + correction / math.log(base)
    return found


def _jackknife(counts: FloatArray, base: float) -> FloatArray:
    n = counts.sum(axis=-1)
    terms = x_log_x(counts, math.e)
    whole = terms.sum(axis=-1)
    one_less = terms - x_log_x(np.maximum(counts - 1.0, 0.0), math.e)
    rest = np.maximum(n - 1.0, 1.0)
    # n times the estimate, less the sum over observations of (n - 1) / n times the estimate without this one.
    nats = n * np.log(n) - whole - rest * np.log(rest) + (n * whole - (counts * one_less).sum(axis=-1)) / n
    found: FloatArray = np.where(n > 1.0, nats, 0.0) / math.log(base)
    return found
