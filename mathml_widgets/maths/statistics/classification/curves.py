r"""A score under every threshold at once.

One sort from the best score down, and a running count of the ones and zeros passed, give the whole
receiver operating characteristic and the whole precision-recall curve.
The area under the first is the chance that a random one outranks a random zero, so it is a matter of
ranks alone; ties count one half.
The area under the second leans on how common the ones are, which is why both are drawn.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, FloatOrArray, IntArray, as_labels, as_scores, as_weights, check_both_classes
from .rates import ratio


class RocCurve(NamedTuple):
    """The receiver operating characteristic, from the strictest threshold to the laxest.

    Attributes
    ----------
    false_positive_rates, true_positive_rates : array (n_thresholds,)
        From 0 to 1.
    thresholds : array (n_thresholds,)
        Infinity, then each distinct score; a score of at least the threshold says 1.
    """

    false_positive_rates: FloatArray
    true_positive_rates: FloatArray
    thresholds: FloatArray


class PrecisionRecallCurve(NamedTuple):
    """Precision over recall, from the strictest threshold to the laxest.

    Attributes
    ----------
    precisions, recalls : array (n_thresholds,)
    thresholds : array (n_thresholds,)
        Each distinct score; above the largest nobody is called 1 and precision has no value.
    """

    precisions: FloatArray
    recalls: FloatArray
    thresholds: FloatArray


def roc_curve(y_true: ArrayLike, scores: ArrayLike) -> RocCurve:
    """Return true over false positive rate for every threshold.

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1, both of them.
    scores : array_like (n,)
        Larger where 1 is more likely; tied scores make one slanting step.

    Returns
    -------
    RocCurve

    Raises
    ------
    ValueError
        If `y_true` holds one class only, or a score is NaN or infinite.

    References
    ----------
    Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27 (2006), section 5.

    Examples
    --------
    >>> curve = roc_curve([0, 1, 0, 1], [0.1, 0.4, 0.4, 0.8])
    >>> curve.false_positive_rates, curve.true_positive_rates
    (array([0. , 0. , 0.5, 1. ]), array([0. , 0.5, 1. , 1. ]))
    >>> curve.thresholds
    array([inf, 0.8, 0.4, 0.1])
    """
    y = as_labels(y_true)
    s = as_scores(scores, y)
    check_both_classes(y)
    hits, alarms, thresholds = _running(y, s)
    return RocCurve(
        np.concatenate([[0.0], alarms / alarms[-1]]),
        np.concatenate([[0.0], hits / hits[-1]]),
        np.concatenate([[np.inf], thresholds]),
    )


def precision_recall_curve(y_true: ArrayLike, scores: ArrayLike) -> PrecisionRecallCurve:
    """Return precision over recall for every threshold.

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1, at least one of them 1.
    scores : array_like (n,)

    Returns
    -------
    PrecisionRecallCurve

    Raises
    ------
    ValueError
        If no label is 1, or a score is NaN or infinite.

    Examples
    --------
    >>> precision_recall_curve([0, 1, 0, 1], [0.1, 0.4, 0.4, 0.8]).precisions
    array([1. , 0.66666667, 0.5 ])
    """
    y = as_labels(y_true)
    s = as_scores(scores, y)
    _check_some_positive(y)
    hits, alarms, thresholds = _running(y, s)
    return PrecisionRecallCurve(hits / (hits + alarms), hits / hits[-1], thresholds)


def auc(y_true: ArrayLike, scores: ArrayLike, weights: ArrayLike | None = None) -> FloatOrArray:
    r"""Return the chance that a random one outranks a random zero, the area under the ROC curve.

    .. math:: \mathrm{AUC} = P(S_1 > S_0) + \tfrac12 P(S_1 = S_0)
        = \frac{\sum_{i : y_i = 1} r_i - n_1 (n_1 + 1) / 2}{n_1 n_0}

    with r the ranks, shared where scores are tied.

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1, both of them.
    scores : array_like (n,)
    weights : array_like (..., n), optional
        How often each counts; a stack of them (say, bootstrap counts) gives a stack of areas.

    Returns
    -------
    float or array (...)
        0.5 for scores that know nothing; NaN where the weights leave one class only.

    Raises
    ------
    ValueError
        If `y_true` holds one class only, or a score is NaN or infinite.

    References
    ----------
    Hanley and McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve",
    Radiology 143 (1982).

    Examples
    --------
    >>> auc([0, 1, 0, 1], [0.1, 0.4, 0.4, 0.8])
    0.875
    """
    y = as_labels(y_true)
    s = as_scores(scores, y)
    check_both_classes(y)
    w = as_weights(weights, len(y))
    order = np.argsort(s, kind="stable")
    starts = _tie_starts(s[order])
    ones = np.add.reduceat(w[..., order] * y[order], starts, axis=-1)
    zeros = np.add.reduceat(w[..., order] * (1.0 - y[order]), starts, axis=-1)
    beaten = np.cumsum(zeros, axis=-1) - 0.5 * zeros
    return ratio((ones * beaten).sum(axis=-1), ones.sum(axis=-1) * zeros.sum(axis=-1))


def average_precision(y_true: ArrayLike, scores: ArrayLike, weights: ArrayLike | None = None) -> FloatOrArray:
    r"""Return the precision averaged over the recall that each threshold gains.

    .. math:: \mathrm{AP} = \sum_k (R_k - R_{k-1})\, P_k

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1, at least one of them 1.
    scores : array_like (n,)
    weights : array_like (..., n), optional
        How often each counts; leading axes are those of the result.

    Returns
    -------
    float or array (...)
        The prevalence, on average, for scores that know nothing; NaN where the weights leave no label 1.

    Raises
    ------
    ValueError
        If no label is 1, or a score is NaN or infinite.

    Examples
    --------
    >>> average_precision([0, 1, 0, 1], [0.1, 0.4, 0.4, 0.8])
    0.8333333333333333
    """
    y = as_labels(y_true)
    s = as_scores(scores, y)
    _check_some_positive(y)
    w = as_weights(weights, len(y))
    order = np.argsort(-s, kind="stable")
    starts = _tie_starts(s[order])
    ones = np.add.reduceat(w[..., order] * y[order], starts, axis=-1)
    called = np.cumsum(np.add.reduceat(w[..., order], starts, axis=-1), axis=-1)
    hits = np.cumsum(ones, axis=-1)
    precisions = np.where(called > 0.0, hits / np.where(called > 0.0, called, 1.0), 0.0)
    return ratio((ones * precisions).sum(axis=-1), hits[..., -1])


def _running(y: FloatArray, s: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return ones and zeros at or above each distinct score, from the largest down, and those scores."""
    order = np.argsort(-s, kind="stable")
    starts = _tie_starts(s[order])
    hits = np.cumsum(np.add.reduceat(y[order], starts))
    passed = np.append(starts[1:], len(y))
    return hits, passed - hits, s[order][starts]


def _tie_starts(ordered: FloatArray) -> IntArray:
    """Return where in an ordered array each run of equal values begins."""
    return np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))


def _check_some_positive(y: FloatArray) -> None:
    if not y.any():
        raise ValueError("y_true must hold at least one label 1, got only 0")
