r"""Two normal classes, for which everything is known.

If the scores of the zeros are standard normal and those of the ones the same, shifted by d', then all of the ROC
curve hangs on d'.
It is the picture behind signal detection, and a sample's curve can be laid beside it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import normal_cdf, normal_quantile
from ..arguments import FloatOrArray, as_array, as_fractions


class NormalRates(NamedTuple):
    """The rates at a threshold, numbers or arrays (...)."""

    true_positive_rate: FloatOrArray
    false_positive_rate: FloatOrArray


def normal_rates(separation: ArrayLike, threshold: ArrayLike) -> NormalRates:
    r"""Return the rates of two normal classes at a threshold.

    .. math:: \mathrm{TPR} = \Phi(d' - t), \qquad \mathrm{FPR} = \Phi(-t)

    Parameters
    ----------
    separation : array_like (...)
        d', the distance of the class means in standard deviations.
    threshold : array_like (...)
        In standard deviations from the mean of the zeros.

    Examples
    --------
    >>> [round(rate, 3) for rate in normal_rates(2.0, 1.0)]
    [0.841, 0.159]
    """
    d, t = as_array(separation, "separation"), as_array(threshold, "threshold")
    return NormalRates(normal_cdf(d - t), normal_cdf(-t + 0.0 * d))


def normal_roc_curve(separation: ArrayLike, false_positive_rates: ArrayLike) -> FloatOrArray:
    r"""Return the true positive rate of two normal classes at each false positive rate.

    .. math:: \mathrm{TPR} = \Phi\bigl(d' + \Phi^{-1}(\mathrm{FPR})\bigr)

    Parameters
    ----------
    separation : array_like (...)
    false_positive_rates : array_like (...)

    Raises
    ------
    ValueError
        If a rate is outside [0, 1].

    Examples
    --------
    >>> normal_roc_curve(2.0, [0.0, 0.15865525, 1.0]).round(3)
    array([0. , 0.841, 1. ])
    """
    rates = as_fractions(false_positive_rates, "false_positive_rates")
    return normal_cdf(as_array(separation, "separation") + np.asarray(normal_quantile(rates)))


def normal_auc(separation: ArrayLike) -> FloatOrArray:
    r"""Return the area under the ROC curve of two normal classes.

    .. math:: \Phi(d' / \sqrt 2)

    Parameters
    ----------
    separation : array_like (...)

    References
    ----------
    Green and Swets, *Signal Detection Theory and Psychophysics* (1966).

    Examples
    --------
    >>> round(normal_auc(2.0), 3)
    0.921
    """
    return normal_cdf(as_array(separation, "separation") / np.sqrt(2.0))
