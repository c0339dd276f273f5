"""The difference of two models, case by case.

Two models that meet the same test cases share its luck: hard cases are hard for both.
So the difference is far surer than either mark, and the question is not whether their two intervals
overlap but whether the interval of the difference holds zero.
Each resample takes both models' scores of the same cases.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, as_labels, as_scores, check_count, check_fraction
from ..classification.metric_intervals import percentiles
from ..classification.metrics import Metric, metric_by_name
from ..resampling.resamples import resample_counts


class PairedDifference(NamedTuple):
    """Second model minus first.

    Attributes
    ----------
    first, second : float
        The metric of each.
    difference, low, high : float
    standard_error : float
    p_value : float
        Two-sided: twice the share of resamples on the rarer side of zero, ties half; at least 1 / (n + 1).
    differences : array (n_resamples,)
        Those in which both have a value.
    """

    first: float
    second: float
    difference: float
    low: float
    high: float
    standard_error: float
    p_value: float
    differences: FloatArray


def paired_bootstrap(
    y_true: ArrayLike,
    first_scores: ArrayLike,
    second_scores: ArrayLike,
    metric: str | Metric = "auc",
    *,
    threshold: float = 0.5,
    level: float = 0.95,
    n_resamples: int = 2000,
    stratified: bool = False,
    rng: np.random.Generator | None = None,
) -> PairedDifference:
    """Return the difference of two models in a metric, with a percentile bootstrap interval.

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    first_scores, second_scores : array_like (n,)
        Of the same cases.
    metric : str or callable
        A name in `METRICS`, or ``metric(y_true, scores)`` -> number.
    threshold : float
        A score of at least this says 1.
    level : float
    n_resamples : int
    stratified : bool
        Whether each resample keeps the number of ones.
    rng : numpy.random.Generator, optional
        By default one with seed 0.

    Returns
    -------
    PairedDifference

    Raises
    ------
    ValueError
        If the metric is unknown or has no value for these labels, or the lengths differ.

    References
    ----------
    Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = rng.integers(0, 2, 300)
    >>> good, better = y + rng.normal(size=300), y + 0.5 * rng.normal(size=300)
    >>> found = paired_bootstrap(y, good, better)
    >>> bool(0 < found.low < found.difference < found.high)
    True
    """
    y = as_labels(y_true)
    first = as_scores(first_scores, y, "first_scores")
    second = as_scores(second_scores, y, "second_scores")
    alpha = 1.0 - check_fraction(level, "level")
    count = check_count(n_resamples, "n_resamples", at_least=2)
    rng = np.random.default_rng(0) if rng is None else rng
    named = isinstance(metric, str)
    function: Metric = metric_by_name(metric, threshold) if isinstance(metric, str) else metric
    marks = float(function(y, first)), float(function(y, second))
    parts = []
    for counts in resample_counts(len(y), count, rng, y.astype(int) if stratified else None):
        if named:
            parts.append(np.asarray(function(y, second, counts)) - np.asarray(function(y, first, counts)))
            continue
        for row in counts:
            drawn = np.repeat(np.arange(len(y)), row.astype(int))
            parts.append(np.array([function(y[drawn], second[drawn]) - function(y[drawn], first[drawn])], dtype=float))
    differences = np.concatenate(parts)
    differences = differences[~np.isnan(differences)]
    low, high = percentiles(differences, alpha)
    n = len(differences)
    rarer = min((differences < 0).sum(), (differences > 0).sum()) + 0.5 * (differences == 0).sum()
    return PairedDifference(
        *marks,
        marks[1] - marks[0],
        low,
        high,
        float(differences.std(ddof=1)) if n > 1 else float("nan"),
        min(1.0, max(2.0 * float(rarer) / n, 1.0 / (n + 1))) if n else float("nan"),
        differences,
    )
