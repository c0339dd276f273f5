r"""Bootstrap intervals of many samples at once.

To see how often a bootstrap interval holds the truth, thousands of samples must each be resampled a thousand times.
Samples of the same size can share the pattern of a resample, which cases come how often; the mean of all resamples of
all samples is then one matrix product.
The patterns are drawn anew for each batch of samples, so that none rules the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import normal_cdf, normal_quantile
from ..arguments import FloatArray, as_samples, check_choice, check_count, check_fraction, plain
from ..resampling.bootstrap import METHODS
from .proportions import Interval

NUMBERS_AT_ONCE = 2**20


def bootstrap_intervals(
    samples: ArrayLike,
    statistic: str | Callable[..., Any] = "mean",
    method: str = "percentile",
    *,
    level: float = 0.95,
    n_resamples: int = 999,
    rng: np.random.Generator | None = None,
) -> Interval:
    """Return a bootstrap interval for each of many samples.

    Parameters
    ----------
    samples : array_like (..., n)
    statistic : {'mean', 'median'} or callable
        ``statistic(samples, axis=-1)`` -> one number a sample.
    method : {'percentile', 'basic', 'bca'}
        As in `bootstrap`.
    level : float
    n_resamples : int
        Of each sample, at least 2.
    rng : numpy.random.Generator, optional
        By default one with seed 0.

    Returns
    -------
    Interval
        Numbers or arrays (...); NaN for BCa where all resamples lie on one side of the estimate.

    Raises
    ------
    ValueError
        If a sample is empty, or holds NaN or infinity.

    Examples
    --------
    >>> low, high = bootstrap_intervals(np.random.default_rng(0).normal(size=(3, 50)))
    >>> low.shape, bool((low < high).all())
    ((3,), True)
    """
    x = as_samples(samples, "samples")
    check_choice(method, METHODS, "method")
    alpha = 1.0 - check_fraction(level, "level")
    count = check_count(n_resamples, "n_resamples", at_least=2)
    rng = np.random.default_rng(0) if rng is None else rng
    if isinstance(statistic, str):
        check_choice(statistic, ("mean", "median"), "statistic")
    named: dict[Any, Callable[..., Any]] = {"mean": np.mean, "median": np.median}
    function = named[statistic] if isinstance(statistic, str) else statistic
    n = x.shape[-1]
    rows = x.reshape(-1, n)
    low, high = np.empty(len(rows)), np.empty(len(rows))
    step = max(1, NUMBERS_AT_ONCE // (max(count, n) * (1 if statistic == "mean" else n)))
    for start in range(0, len(rows), step):
        batch = rows[start : start + step]
        drawn = rng.integers(0, n, (count, n))
        if statistic == "mean":
            counts = np.zeros((count, n))
            np.add.at(counts, (np.arange(count)[:, np.newaxis], drawn), 1.0 / n)
            replicates = batch @ counts.T
        else:
            replicates = np.asarray(function(batch[:, drawn], axis=-1), dtype=np.float64)
        estimates = np.asarray(function(batch, axis=-1), dtype=np.float64)
        tails = np.broadcast_to([0.5 * alpha, 1.0 - 0.5 * alpha], (len(batch), 2))
        if method == "bca":
            tails = _bca_tails(batch, function, estimates, replicates, alpha)
        ends = _quantiles(np.sort(replicates, axis=1), tails)
        if method == "basic":
            ends = 2.0 * estimates[:, np.newaxis] - ends[:, ::-1]
        low[start : start + step], high[start : start + step] = ends.T
    return Interval(plain(low.reshape(x.shape[:-1])), plain(high.reshape(x.shape[:-1])))


def _bca_tails(
    batch: FloatArray, function: Callable[..., Any], estimates: FloatArray, replicates: FloatArray, alpha: float
) -> FloatArray:
    n = batch.shape[1]
    at = estimates[:, np.newaxis]
    # A resample of every case once has the estimate up to rounding, and counts as a tie.
    slack = 1e-13 * np.abs(replicates).max(axis=1, keepdims=True)
    below = 0.5 * ((replicates < at - slack).mean(axis=1) + (replicates <= at + slack).mean(axis=1))
    shift = np.asarray(normal_quantile(below))[:, np.newaxis]
    acceleration = np.zeros((len(batch), 1))
    if n > 1:
        others = np.array([np.delete(np.arange(n), i) for i in range(n)])
        gaps = np.asarray(function(batch[:, others], axis=-1), dtype=np.float64)
        gaps = gaps.mean(axis=1, keepdims=True) - gaps
        scale = np.abs(gaps).max(axis=1, keepdims=True)
        gaps = np.where(scale > slack, gaps / np.where(scale > 0.0, scale, 1.0), 0.0)
        squares = (gaps**2).sum(axis=1, keepdims=True)
        acceleration = (gaps**3).sum(axis=1, keepdims=True) / np.where(squares > 0.0, 6.0 * squares**1.5, 1.0)
    z = float(normal_quantile(0.5 * alpha))
    one_sided = np.isinf(shift)
    moved = np.where(one_sided, 0.0, shift) + np.array([z, -z])
    tails = np.asarray(normal_cdf(np.where(one_sided, 0.0, shift) + moved / (1.0 - acceleration * moved)))
    return np.where(one_sided, np.nan, tails)


def _quantiles(ordered: FloatArray, tails: FloatArray) -> FloatArray:
    """Return the quantiles of each row at its own tails, between neighbours in proportion; NaN stays NaN."""
    places = np.nan_to_num(tails) * (ordered.shape[1] - 1)
    before = np.minimum(places.astype(np.int64), ordered.shape[1] - 2)
    share = places - before
    first, second = np.take_along_axis(ordered, before, 1), np.take_along_axis(ordered, before + 1, 1)
    return np.where(np.isnan(tails), np.nan, first + share * (second - first))
