r"""Where to draw the line.

A score does not say where to act; that is a matter of what the two mistakes cost and how common
each class is.
With costs c for a false alarm and C for a miss, points of equal cost in the ROC plane lie on lines of
slope c (1 − π) / (C π), and the best threshold is where such a line, coming from the top left, first
touches the curve.
F1, Youden's index and a promised recall are other answers to the same question; each has its own costs
hidden in it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import (
    FloatArray,
    as_labels,
    as_sample,
    as_scores,
    check_both_classes,
    check_choice,
    check_fraction,
    check_positive,
)
from .confusion import confusion_matrices
from .prevalence import reweight
from .rates import f_beta, recall, specificity

OBJECTIVES = ("f1", "youden", "cost", "recall")


class BestThreshold(NamedTuple):
    """The best threshold under an objective.

    Attributes
    ----------
    threshold : float
        A score of at least this says 1; infinite where it is best to call nobody 1.
    value : float
        The objective there: F1, Youden's index, mean cost a case, or (for a promised recall) specificity.
    confusion : array (2, 2)
        The table there, at the prevalence asked for.
    thresholds, values : array (n_thresholds,)
        The objective at every threshold, from the strictest; NaN where it has no value.
    """

    threshold: float
    value: float
    confusion: FloatArray
    thresholds: FloatArray
    values: FloatArray


def best_threshold(
    y_true: ArrayLike,
    scores: ArrayLike,
    objective: str = "f1",
    *,
    costs: ArrayLike = (1.0, 1.0),
    target_recall: float = 0.9,
    prevalence: float | None = None,
) -> BestThreshold:
    """Return the threshold that serves an objective best on this sample.

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1, both of them.
    scores : array_like (n,)
    objective : {'f1', 'youden', 'cost', 'recall'}
        Largest F1; largest recall + specificity - 1; smallest mean cost; largest specificity among the
        thresholds that reach the target recall.
    costs : array_like (2,)
        Of a false positive and of a false negative, for 'cost'.
    target_recall : float
        For 'recall'.
    prevalence : float, optional
        Where the test will be used; by default that of the sample.

    Returns
    -------
    BestThreshold
        The strictest, where several are equally good.

    Raises
    ------
    ValueError
        If `y_true` holds one class only, a score is NaN or infinite, or a cost is negative.

    Notes
    -----
    The best value on the sample at hand flatters: choose on one sample, report on another.

    Examples
    --------
    >>> best_threshold([0, 0, 1, 0, 1, 1], [0.1, 0.2, 0.3, 0.4, 0.8, 0.9], "cost", costs=(1, 5)).threshold
    0.3
    >>> best_threshold([0, 0, 1, 0, 1, 1], [0.1, 0.2, 0.3, 0.4, 0.8, 0.9], "cost", costs=(5, 1)).threshold
    0.8
    """
    y = as_labels(y_true)
    s = as_scores(scores, y)
    check_both_classes(y)
    check_choice(objective, OBJECTIVES, "objective")
    thresholds = np.concatenate([[np.inf], np.unique(s)[::-1]])
    tables = confusion_matrices(y, s, thresholds)
    if prevalence is not None:
        tables = reweight(tables, prevalence)
    if objective == "f1":
        values = np.asarray(f_beta(tables))
        best = int(np.nanargmax(values))
    elif objective == "youden":
        values = np.asarray(recall(tables)) + np.asarray(specificity(tables)) - 1.0
        best = int(values.argmax())
    elif objective == "cost":
        alarm, miss = _as_costs(costs)
        values = (alarm * tables[..., 0, 1] + miss * tables[..., 1, 0]) / len(y)
        best = int(values.argmin())
    else:
        target = check_positive(target_recall, "target_recall", zero=True)
        if target > 1.0:
            raise ValueError(f"target_recall must be at most 1, got {target_recall}")
        values = np.asarray(specificity(tables))
        # Recall rises and specificity falls with laxer thresholds.
        best = int((np.asarray(recall(tables)) >= target * (1.0 - 1e-12)).argmax())
    return BestThreshold(float(thresholds[best]), float(values[best]), tables[best], thresholds, values)


def iso_cost_slope(costs: ArrayLike, prevalence: float) -> float:
    r"""Return the slope of lines of equal cost in the ROC plane.

    .. math:: \frac{c_\mathrm{FP}\,(1 - \pi)}{c_\mathrm{FN}\,\pi}

    Parameters
    ----------
    costs : array_like (2,)
        Of a false positive and of a false negative.
    prevalence : float
        Strictly between 0 and 1.

    Returns
    -------
    float
        Infinite where a miss costs nothing.

    Examples
    --------
    >>> iso_cost_slope((1, 9), 0.1)
    1.0
    """
    alarm, miss = _as_costs(costs)
    pi = check_fraction(prevalence, "prevalence")
    return alarm * (1.0 - pi) / (miss * pi) if miss > 0.0 else float("inf")


def _as_costs(costs: ArrayLike) -> tuple[float, float]:
    pair = as_sample(costs, "costs")
    if pair.shape != (2,):
        raise ValueError(f"costs must hold two numbers, of a false positive and a false negative, got {len(pair)}")
    if (pair < 0.0).any() or not pair.any():
        raise ValueError(f"costs must not be negative, nor both zero, got {pair.tolist()}")
    return float(pair[0]), float(pair[1])
