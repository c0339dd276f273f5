r"""The same test among other people.

Sensitivity and specificity belong to the test, prevalence to those who are tested, and what a
positive result means needs both: that is Bayes' rule.
A test that is right in 84 % of the sick and of the healthy is right in 84 % of all, at any
prevalence; but of those it calls sick, 84 % are where half are sick, and one in twenty where one in
a hundred is.
A probability learnt at one prevalence moves to another by shifting its log-odds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, FloatOrArray, as_fractions, check_fraction, plain
from .confusion import as_tables
from .rates import ratio


class PredictiveValues(NamedTuple):
    """What a result means at a prevalence; numbers or arrays (...).

    Attributes
    ----------
    precision : float
        Share of label 1 among those called 1; NaN where none is called 1.
    negative_predictive_value : float
        Share of label 0 among those called 0; NaN where none is called 0.
    accuracy : float
    always_no : float
        Accuracy of one who calls nobody 1.
    """

    precision: FloatOrArray
    negative_predictive_value: FloatOrArray
    accuracy: FloatOrArray
    always_no: FloatOrArray


def predictive_values(sensitivity: ArrayLike, specificity: ArrayLike, prevalence: ArrayLike) -> PredictiveValues:
    r"""Return what the results of a test mean at a prevalence.

    .. math:: P(1 \mid \text{called } 1) = \frac{\pi\,\mathrm{TPR}}{\pi\,\mathrm{TPR} + (1 - \pi)\,\mathrm{FPR}}

    Parameters
    ----------
    sensitivity, specificity : array_like (...)
        Share of label 1 called 1, and of label 0 called 0.
    prevalence : array_like (...)
        Share of label 1.

    Returns
    -------
    PredictiveValues

    Raises
    ------
    ValueError
        If one is outside [0, 1].

    Examples
    --------
    >>> predictive_values(0.841, 0.841, [0.5, 0.1, 0.01, 0.001]).precision.round(3)
    array([0.841, 0.37 , 0.051, 0.005])
    """
    tpr, tnr, pi = (
        as_fractions(sensitivity, "sensitivity"),
        as_fractions(specificity, "specificity"),
        as_fractions(prevalence, "prevalence"),
    )
    hits, alarms = pi * tpr, (1.0 - pi) * (1.0 - tnr)
    misses, rests = pi * (1.0 - tpr), (1.0 - pi) * tnr
    return PredictiveValues(
        ratio(hits, hits + alarms), ratio(rests, rests + misses), plain(hits + rests), plain(1.0 - pi)
    )


def reweight(confusion: ArrayLike, prevalence: float) -> FloatArray:
    """Return tables as they would be, on average, at another prevalence.

    Parameters
    ----------
    confusion : array_like (..., 2, 2)
        [[true negatives, false positives], [false negatives, true positives]].
    prevalence : float
        Share of label 1, strictly between 0 and 1.

    Returns
    -------
    array (..., 2, 2)
        With the same total and the same rates in each row; NaN where a true class is empty.

    Examples
    --------
    >>> reweight([[40, 10], [5, 45]], 0.1)
    array([[72., 18.],
           [ 1.,  9.]])
    """
    c = as_tables(confusion, binary=True)
    pi = check_fraction(prevalence, "prevalence")
    share = np.array([1.0 - pi, pi]) * c.sum(axis=(-1, -2))[..., np.newaxis]
    return np.asarray(ratio(c * share[..., np.newaxis], c.sum(axis=-1, keepdims=True)))


def change_prevalence(scores: ArrayLike, old: float, new: float) -> FloatArray:
    r"""Return probabilities learnt at one prevalence as they are at another.

    .. math:: \frac{s'}{1 - s'} = \frac{s}{1 - s} \cdot \frac{\pi' / (1 - \pi')}{\pi / (1 - \pi)}

    Parameters
    ----------
    scores : array_like (...)
        Probabilities of label 1.
    old, new : float
        Prevalences, strictly between 0 and 1.

    Returns
    -------
    array (...)

    Raises
    ------
    ValueError
        If a score is outside [0, 1] or a prevalence outside (0, 1).

    Notes
    -----
    It holds where the classes look as before and only their shares change.

    References
    ----------
    Elkan, "The foundations of cost-sensitive learning", IJCAI (2001), theorem 2.

    Examples
    --------
    >>> change_prevalence([0.0, 0.5, 1.0], 0.5, 0.1)
    array([0. , 0.1, 1. ])
    """
    p = as_fractions(scores, "scores")
    before, after = check_fraction(old, "old"), check_fraction(new, "new")
    one, zero = p * (after / before), (1.0 - p) * ((1.0 - after) / (1.0 - before))
    return np.asarray(one / (one + zero))
