r"""What the counts of one threshold say.

Each rate is a question about one row or one column of the table: of the sick, how many are found
(recall); of those found, how many are sick (precision).
A rate that reads a row does not depend on how common the classes are, one that reads a column does;
accuracy reads both and is mostly the common class.
Single numbers for the whole table (F, Matthews, kappa) differ in what they forgive.

All functions take one table or a stack, so that a curve over thresholds or a thousand bootstrap
resamples is one call.  A ratio 0/0 is NaN: it has no value, and none is made up.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatOrArray, as_array, check_positive, plain
from .confusion import as_tables


class Rates(NamedTuple):
    """All rates of a table [[tn, fp], [fn, tp]], each a number or an array (...).

    Attributes
    ----------
    accuracy, balanced_accuracy, precision, recall, specificity, negative_predictive_value, f1, kappa, lift : float
    matthews_correlation : float
    prevalence : float
        Share of label 1.
    predicted_prevalence : float
        Share of those called 1.
    """

    accuracy: FloatOrArray
    balanced_accuracy: FloatOrArray
    precision: FloatOrArray
    recall: FloatOrArray
    specificity: FloatOrArray
    negative_predictive_value: FloatOrArray
    f1: FloatOrArray
    matthews_correlation: FloatOrArray
    kappa: FloatOrArray
    lift: FloatOrArray
    prevalence: FloatOrArray
    predicted_prevalence: FloatOrArray


def rates(confusion: ArrayLike) -> Rates:
    """Return all rates of a table of two classes.

    Parameters
    ----------
    confusion : array_like (..., 2, 2)
        [[true negatives, false positives], [false negatives, true positives]].

    Returns
    -------
    Rates
        NaN where a ratio is 0/0.

    Examples
    --------
    >>> found = rates([[90, 10], [2, 8]])
    >>> found.recall, found.precision, found.lift
    (0.8, 0.4444444444444444, 4.888888888888889)
    """
    c = as_tables(confusion, binary=True)
    total = c.sum(axis=(-1, -2))
    return Rates(
        accuracy(c),
        balanced_accuracy(c),
        precision(c),
        recall(c),
        specificity(c),
        negative_predictive_value(c),
        f_beta(c),
        matthews_correlation(c),
        kappa(c),
        lift(c),
        ratio(c[..., 1, :].sum(-1), total),
        ratio(c[..., :, 1].sum(-1), total),
    )


def accuracy(confusion: ArrayLike) -> FloatOrArray:
    r"""Return the share on the diagonal.

    .. math:: \frac{\sum_i C_{ii}}{\sum_{ij} C_{ij}}

    Parameters
    ----------
    confusion : array_like (..., n_classes, n_classes)

    Examples
    --------
    >>> accuracy([[999, 0], [1, 0]])  # who always says no
    0.999
    """
    c = as_tables(confusion)
    return ratio(np.trace(c, axis1=-2, axis2=-1), c.sum(axis=(-1, -2)))


def balanced_accuracy(confusion: ArrayLike) -> FloatOrArray:
    r"""Return the mean recall of the classes, which does not depend on how common each is.

    .. math:: \frac1k \sum_i \frac{C_{ii}}{\sum_j C_{ij}}

    Parameters
    ----------
    confusion : array_like (..., n_classes, n_classes)
        NaN where a true class is empty.

    Examples
    --------
    >>> balanced_accuracy([[999, 0], [1, 0]])
    0.5
    """
    c = as_tables(confusion)
    recalls = np.asarray(ratio(np.diagonal(c, axis1=-2, axis2=-1), c.sum(axis=-1)))
    return plain(recalls.mean(axis=-1))


def precision(confusion: ArrayLike) -> FloatOrArray:
    r"""Return the share of those called 1 who are, TP / (TP + FP).

    Parameters
    ----------
    confusion : array_like (..., 2, 2)
        NaN where none is called 1.

    Examples
    --------
    >>> precision([[90, 10], [2, 30]])
    0.75
    """
    c = as_tables(confusion, binary=True)
    return ratio(c[..., 1, 1], c[..., 0, 1] + c[..., 1, 1])


def recall(confusion: ArrayLike) -> FloatOrArray:
    """Return the share of label 1 that is found, TP / (TP + FN): also sensitivity, true positive rate.

    Parameters
    ----------
    confusion : array_like (..., 2, 2)
        NaN where there is no label 1.

    Examples
    --------
    >>> recall([[90, 10], [2, 6]])
    0.75
    """
    c = as_tables(confusion, binary=True)
    return ratio(c[..., 1, 1], c[..., 1, 0] + c[..., 1, 1])


def specificity(confusion: ArrayLike) -> FloatOrArray:
    """Return the share of label 0 that is called 0, TN / (TN + FP): one minus the false positive rate.

    Parameters
    ----------
    confusion : array_like (..., 2, 2)
        NaN where there is no label 0.

    Examples
    --------
    >>> specificity([[90, 10], [2, 8]])
    0.9
    """
    c = as_tables(confusion, binary=True)
    return ratio(c[..., 0, 0], c[..., 0, 0] + c[..., 0, 1])


def negative_predictive_value(confusion: ArrayLike) -> FloatOrArray:
    """Return the share of those called 0 who are, TN / (TN + FN).

    Parameters
    ----------
    confusion : array_like (..., 2, 2)
        NaN where none is called 0.

    Examples
    --------
    >>> negative_predictive_value([[90, 10], [10, 8]])
    0.9
    """
    c = as_tables(confusion, binary=True)
    return ratio(c[..., 0, 0], c[..., 0, 0] + c[..., 1, 0])


def f_beta(confusion: ArrayLike, beta: float = 1.0) -> FloatOrArray:
    r"""Return the weighted harmonic mean of precision and recall.

    .. math:: F_\beta = \frac{(1 + \beta^2)\,TP}{(1 + \beta^2)\,TP + \beta^2\,FN + FP}

    Parameters
    ----------
    confusion : array_like (..., 2, 2)
    beta : float
        Recall counts beta times as much as precision; 0 is precision alone.

    Returns
    -------
    float or array (...)
        True negatives do not count.  NaN where there is no label 1 and none is called 1.

    References
    ----------
    van Rijsbergen, *Information Retrieval*, 2nd ed. (1979), chapter 7.

    Examples
    --------
    >>> f_beta([[90, 10], [2, 8]])
    0.5714285714285714
    """
    b = check_positive(beta, "beta", zero=True) ** 2
    c = as_tables(confusion, binary=True)
    hits = (1.0 + b) * c[..., 1, 1]
    return ratio(hits, hits + b * c[..., 1, 0] + c[..., 0, 1])


def matthews_correlation(confusion: ArrayLike) -> FloatOrArray:
    r"""Return the correlation of truth and prediction.

    .. math:: \frac{TP\,TN - FP\,FN}{\sqrt{(TP+FP)(TP+FN)(TN+FP)(TN+FN)}}

    and for more classes the correlation of their indicators.

    Parameters
    ----------
    confusion : array_like (..., n_classes, n_classes)
        NaN where truth or prediction is constant.

    Returns
    -------
    float or array (...)
        From -1 to 1; 0 for a prediction that knows nothing.

    References
    ----------
    Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient",
    Computational Biology and Chemistry 28 (2004).

    Examples
    --------
    >>> round(matthews_correlation([[90, 10], [2, 8]]), 4)
    0.544
    """
    c = _shares(confusion)
    truth, called = c.sum(axis=-1), c.sum(axis=-2)
    together = np.trace(c, axis1=-2, axis2=-1) - (truth * called).sum(axis=-1)
    spread = _spread(truth) * _spread(called)
    return ratio(together, np.sqrt(spread))


def kappa(confusion: ArrayLike) -> FloatOrArray:
    r"""Return Cohen's kappa, the agreement beyond that of chance.

    .. math:: \kappa = \frac{p_o - p_e}{1 - p_e}, \qquad p_e = \sum_i p_{i\cdot}\, p_{\cdot i}

    Parameters
    ----------
    confusion : array_like (..., n_classes, n_classes)
        NaN where both put all in the same class.

    References
    ----------
    Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).

    Examples
    --------
    >>> round(kappa([[20, 5], [10, 15]]), 12)
    0.4
    """
    c = _shares(confusion)
    truth, called = c.sum(axis=-1), c.sum(axis=-2)
    chance = (truth * called).sum(axis=-1)
    beyond_chance = (truth * (1.0 - called)).sum(axis=-1)
    return ratio(np.trace(c, axis1=-2, axis2=-1) - chance, beyond_chance)


def lift(confusion: ArrayLike) -> FloatOrArray:
    """Return how many times more common label 1 is among those called 1 than among all.

    Parameters
    ----------
    confusion : array_like (..., 2, 2)
        Precision over prevalence; NaN where either has no value or there is no label 1.

    Examples
    --------
    >>> lift([[90, 0], [0, 10]])
    10.0
    """
    c = as_tables(confusion, binary=True)
    prevalence = np.asarray(ratio(c[..., 1, :].sum(axis=-1), c.sum(axis=(-1, -2))))
    return ratio(np.asarray(precision(c)), prevalence)


def net_benefit(confusion: ArrayLike, threshold: ArrayLike) -> FloatOrArray:
    r"""Return the true positives per case, minus the false ones at the rate that the threshold says they cost.

    .. math:: \frac{TP}{n} - \frac{FP}{n}\,\frac{t}{1 - t}

    Whoever acts above probability t holds a needless action t / (1 − t) times as bad as a missed one.

    Parameters
    ----------
    confusion : array_like (..., 2, 2)
        Of a classifier that acts from probability t on.
    threshold : array_like (...)
        Probability t, from 0 to below 1.

    Returns
    -------
    float or array (...)
        At most the prevalence; 0 for one who never acts.

    Raises
    ------
    ValueError
        If a threshold is outside [0, 1).

    References
    ----------
    Vickers and Elkin, "Decision curve analysis", Medical Decision Making 26 (2006).

    Examples
    --------
    >>> net_benefit([[90, 10], [2, 8]], 0.2)
    0.05
    """
    c = as_tables(confusion, binary=True)
    t = as_array(threshold, "threshold")
    wrong = (t < 0.0) | (t >= 1.0)
    if wrong.any():
        raise ValueError(f"threshold must be at least 0 and below 1, got {t[wrong].flat[0]}")
    return ratio(c[..., 1, 1] - c[..., 0, 1] * t / (1.0 - t), c.sum(axis=(-1, -2)))


def ratio(above: Any, below: Any) -> FloatOrArray:
    """Return a quotient, NaN where the divisor is 0."""
    above, below = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    result = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    np.divide(above, below, out=result, where=below != 0.0)
    return plain(result)


def _shares(confusion: ArrayLike) -> Any:
    c = as_tables(confusion)
    return np.asarray(ratio(c, c.sum(axis=(-1, -2), keepdims=True)))


def _spread(shares: Any) -> Any:
    """Return 1 - Σ p², without cancellation, so that it is 0 exactly where one class has all."""
    return (shares * (shares.sum(axis=-1, keepdims=True) - shares)).sum(axis=-1)
