"""All marks of a classifier by name, for one sample or for many reweighted ones.

A bootstrap resample of cases is the same cases with other weights: how often each was drawn.
So a metric that takes a stack of weights gives its whole bootstrap distribution in one call, and the
scores are sorted once, not once a resample.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, as_labels, as_sample, as_scores
from . import rates
from .calibration import expected_calibration_error
from .confusion import confusion_matrices
from .curves import auc, average_precision
from .probability_scores import brier_score, log_loss

Metric = Callable[..., Any]
"""``metric(y_true, scores, weights)`` -> a number, or an array (...) for weights (..., n)."""

RANKING = {"auc": auc, "average_precision": average_precision}
AT_THRESHOLD = {
    "accuracy": rates.accuracy,
    "balanced_accuracy": rates.balanced_accuracy,
    "precision": rates.precision,
    "recall": rates.recall,
    "specificity": rates.specificity,
    "negative_predictive_value": rates.negative_predictive_value,
    "f1": rates.f_beta,
    "matthews_correlation": rates.matthews_correlation,
    "kappa": rates.kappa,
    "lift": rates.lift,
}
OF_PROBABILITIES: dict[str, Metric] = {
    "log_loss": log_loss,
    "brier_score": brier_score,
    "calibration_error": expected_calibration_error,
}
METRICS = (*RANKING, *AT_THRESHOLD, *OF_PROBABILITIES)


class GroupMetrics(NamedTuple):
    """One group: its size, its rates at the threshold, and its AUC (NaN where it has one class only)."""

    size: int
    rates: rates.Rates
    auc: float


def metric_by_name(name: str, threshold: float = 0.5) -> Metric:
    """Return a metric of labels, scores and weights.

    Parameters
    ----------
    name : str
        One of `METRICS`.
    threshold : float
        A score of at least this says 1, where the metric needs one.

    Returns
    -------
    callable
        ``metric(y_true, scores, weights=None)``.

    Raises
    ------
    ValueError
        If there is no metric of that name.

    Examples
    --------
    >>> metric_by_name("accuracy", 0.4)([0, 1, 1], [0.2, 0.4, 0.9])
    1.0
    """
    if name in RANKING:
        return RANKING[name]
    if name in OF_PROBABILITIES:
        whole = OF_PROBABILITIES[name]
        return lambda y_true, scores, weights=None: whole(y_true, scores, weights=weights)
    if name not in AT_THRESHOLD:
        raise ValueError(f"metric must be one of {', '.join(map(repr, METRICS))}, got {name!r}")
    rate = AT_THRESHOLD[name]
    return lambda y_true, scores, weights=None: rate(confusion_matrices(y_true, scores, threshold, weights))


def metrics(y_true: ArrayLike, scores: ArrayLike, threshold: float = 0.5) -> dict[str, float]:
    """Return every metric by name.

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    scores : array_like (n,)
    threshold : float
        A score of at least this says 1.

    Returns
    -------
    dict of str to float
        NaN where a metric has no value for these labels.  Log loss, Brier score and calibration error only
        where the scores are probabilities.

    Raises
    ------
    ValueError
        If a label is not 0 or 1 or a score is not finite.

    Examples
    --------
    >>> found = metrics([0, 0, 1, 1], [0.1, 0.6, 0.4, 0.9])
    >>> found["auc"], found["accuracy"], round(found["brier_score"], 3)
    (0.75, 0.5, 0.185)
    """
    y = as_labels(y_true)
    s = as_scores(scores, y)
    return {name: float(metric_by_name(name, threshold)(y, s)) for name in metrics_for(y, s)} | {
        name: float("nan") for name in RANKING if not _has_ranking(name, y)
    }


def group_metrics(
    y_true: ArrayLike, scores: ArrayLike, groups: ArrayLike, threshold: float = 0.5
) -> dict[Any, GroupMetrics]:
    """Return size, rates and AUC of each group, at one threshold for all.

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    scores : array_like (n,)
    groups : array_like (n,)
        To which group each belongs: numbers or text.
    threshold : float

    Returns
    -------
    dict
        From group to GroupMetrics, in sorted order.

    Raises
    ------
    ValueError
        If the lengths differ.

    Examples
    --------
    >>> found = group_metrics([0, 1, 0, 1], [0.1, 0.9, 0.7, 0.8], ["a", "a", "b", "b"])
    >>> {group: one.rates.specificity for group, one in found.items()}
    {'a': 1.0, 'b': 0.0}
    """
    y = as_labels(y_true)
    s = as_scores(scores, y)
    names = np.asarray(groups)
    if names.shape != y.shape:
        raise ValueError(f"groups must hold one group for each of {len(y)} labels, got shape {names.shape}")
    t = float(as_sample([threshold], "threshold")[0])
    found = {}
    for name in np.unique(names):
        own = names == name
        area = float(auc(y[own], s[own])) if _has_ranking("auc", y[own]) else float("nan")
        table = confusion_matrices(y[own], s[own], t)
        found[name.item()] = GroupMetrics(int(own.sum()), rates.rates(table), area)
    return found


def metrics_for(y: FloatArray, s: FloatArray) -> tuple[str, ...]:
    """Return the names of the metrics that have a meaning for these labels and scores.

    Examples
    --------
    >>> "log_loss" in metrics_for(np.array([0.0, 1.0]), np.array([-3.0, 2.0]))
    False
    """
    probabilities = bool(((s >= 0.0) & (s <= 1.0)).all())
    names = [name for name in RANKING if _has_ranking(name, y)]
    return (*names, *AT_THRESHOLD, *(OF_PROBABILITIES if probabilities else ()))


def _has_ranking(name: str, y: FloatArray) -> bool:
    return bool(y.any() and (name == "average_precision" or not y.all()))
