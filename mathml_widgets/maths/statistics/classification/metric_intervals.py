"""How sure is a mark?

A metric on a test set is an estimate, and another test set would give another number.
The bootstrap draws test sets from the one at hand, cases with their labels and scores together, and
the middle 95 % of what they give is the interval.
All metrics are taken on the same resamples.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, as_labels, as_scores, check_count, check_fraction
from ..resampling.resamples import resample_counts
from .metrics import metric_by_name, metrics_for


class MetricInterval(NamedTuple):
    """A metric with its interval.

    Attributes
    ----------
    estimate, low, high : float
    standard_error : float
        Standard deviation of the resamples.
    n_undefined : int
        Resamples in which the metric had no value; they are left out.
    """

    estimate: float
    low: float
    high: float
    standard_error: float
    n_undefined: int


def metric_intervals(
    y_true: ArrayLike,
    scores: ArrayLike,
    metrics: Sequence[str] | None = None,
    *,
    threshold: float = 0.5,
    level: float = 0.95,
    n_resamples: int = 2000,
    stratified: bool = False,
    rng: np.random.Generator | None = None,
) -> dict[str, MetricInterval]:
    """Return metrics with percentile bootstrap intervals.

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    scores : array_like (n,)
    metrics : sequence of str, optional
        Names in `METRICS`; by default all that have a meaning for these labels and scores.
    threshold : float
        A score of at least this says 1.
    level : float
        Share of the resamples inside.
    n_resamples : int
    stratified : bool
        Whether each resample keeps the number of ones.
    rng : numpy.random.Generator, optional
        By default one with seed 0.

    Returns
    -------
    dict of str to MetricInterval

    Raises
    ------
    ValueError
        If a metric is unknown or has no value for these labels, or a score is not finite.

    Notes
    -----
    The calibration error is biased upwards and resampling adds to the bias, so its interval lies too high:
    `null_calibration_error` says by how much to expect.

    References
    ----------
    Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = rng.integers(0, 2, 200)
    >>> found = metric_intervals(y, y + rng.normal(size=200), ["auc"])["auc"]
    >>> bool(found.low < 0.76 < found.high)  # the truth is Φ(1/√2) = 0.760
    True
    """
    y = as_labels(y_true)
    s = as_scores(scores, y)
    names = metrics_for(y, s) if metrics is None else tuple(metrics)
    alpha = 1.0 - check_fraction(level, "level")
    count = check_count(n_resamples, "n_resamples", at_least=2)
    rng = np.random.default_rng(0) if rng is None else rng
    functions = {name: metric_by_name(name, threshold) for name in names}
    estimates = {name: float(function(y, s)) for name, function in functions.items()}
    draws: dict[str, list[FloatArray]] = {name: [] for name in names}
    for counts in resample_counts(len(y), count, rng, y.astype(int) if stratified else None):
        for name, function in functions.items():
            draws[name].append(function(y, s, counts))
    found = {}
    for name in names:
        values = np.concatenate(draws[name])
        known = values[~np.isnan(values)]
        low, high = percentiles(known, alpha)
        finite = bool(known.size > 1 and np.isfinite(known).all())
        spread = float(known.std(ddof=1)) if finite else float("nan")
        found[name] = MetricInterval(estimates[name], low, high, spread, len(values) - len(known))
    return found


def percentiles(values: FloatArray, alpha: float) -> tuple[float, float]:
    """Return the alpha/2 and 1 - alpha/2 quantiles, which may be infinite; NaN if there are no values.

    Examples
    --------
    >>> percentiles(np.array([1.0, 2.0, 3.0, np.inf]), 0.5)
    (1.75, inf)
    """
    if not values.size:
        return float("nan"), float("nan")
    if np.isfinite(values).all():
        low, high = np.quantile(values, [alpha / 2, 1 - alpha / 2])
        return float(low), float(high)
    # Between a finite and an infinite value there is no interpolating.
    low = np.quantile(values, alpha / 2, method="linear" if _is_finite_at(values, alpha / 2) else "higher")
    high = np.quantile(values, 1 - alpha / 2, method="linear" if _is_finite_at(values, 1 - alpha / 2) else "higher")
    return float(low), float(high)


def _is_finite_at(values: FloatArray, q: float) -> bool:
    place = int(np.ceil(q * (len(values) - 1)))
    return bool(np.isfinite(np.partition(values, place)[: place + 1]).all())
