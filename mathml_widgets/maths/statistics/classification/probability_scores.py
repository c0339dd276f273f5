r"""Marks for a forecaster who says how sure he is.

A proper score is best, on average, for whoever says exactly what he believes; log loss and the Brier
score are both proper.
Log loss is the surprise at what happened and has no upper bound: one certain mistake is infinitely bad.
The Brier score is a mean squared error, and it splits into how far the forecasts are from the
frequencies that follow them (reliability), how far those frequencies differ from the overall one
(resolution), and what nobody can help (uncertainty).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, FloatOrArray, as_labels, as_probabilities, as_weights
from .bins import bin_means, probability_bins
from .rates import ratio


class BrierParts(NamedTuple):
    """A Brier score and its parts.

    ``score = reliability - resolution + uncertainty + within_bin_variance - within_bin_covariance``

    Attributes
    ----------
    score : float
        Mean squared difference of probability and label; 0 is best.
    reliability : float
        Mean squared difference of mean forecast and frequency in a bin; 0 is best.
    resolution : float
        Variance of the frequencies of the bins; large is good.
    uncertainty : float
        Variance of the labels.
    within_bin_variance, within_bin_covariance : float
        What forecasts that differ within a bin add, and twice what they gain by going with the labels;
        both are 0 where each bin holds one value.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    within_bin_variance: float
    within_bin_covariance: float


def log_loss(y_true: ArrayLike, scores: ArrayLike, weights: ArrayLike | None = None) -> FloatOrArray:
    r"""Return the mean surprise at the labels, in nats.

    .. math:: -\frac1n \sum_i y_i \log s_i + (1 - y_i) \log(1 - s_i)

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    scores : array_like (n,)
        Probabilities of label 1.
    weights : array_like (..., n), optional
        How often each counts; leading axes are those of the result.

    Returns
    -------
    float or array (...)
        In nats; infinite where a certain forecast was wrong (no score is clipped).

    Raises
    ------
    ValueError
        If a score is outside [0, 1] or a label is not 0 or 1.

    References
    ----------
    Good, "Rational decisions", Journal of the Royal Statistical Society B 14 (1952).

    Examples
    --------
    >>> round(log_loss([0, 1], [0.5, 0.5]), 6)
    0.693147
    >>> log_loss([0, 1], [0.1, 0.0])
    inf
    """
    y = as_labels(y_true)
    p = as_probabilities(scores, y)
    w = as_weights(weights, len(y))
    surprise: FloatArray = np.negative(np.where(y == 1.0, _log(p), _log1p(-p)))
    certain = np.isinf(surprise)
    mean = np.asarray(ratio(w @ np.where(certain, 0.0, surprise), w.sum(axis=-1)))
    wrong = w @ certain.astype(float) > 0.0
    result = np.where(wrong, np.inf, mean)
    return result if result.ndim else float(result)


def brier_score(y_true: ArrayLike, scores: ArrayLike, weights: ArrayLike | None = None) -> FloatOrArray:
    r"""Return the mean squared difference of probability and label.

    .. math:: \frac1n \sum_i (s_i - y_i)^2

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    scores : array_like (n,)
        Probabilities of label 1.
    weights : array_like (..., n), optional
        How often each counts; leading axes are those of the result.

    Returns
    -------
    float or array (...)
        From 0, best, to 1; 0.25 for who always says one half.

    Raises
    ------
    ValueError
        If a score is outside [0, 1] or a label is not 0 or 1.

    Examples
    --------
    >>> brier_score([0, 1], [0.5, 0.5])
    0.25
    """
    y = as_labels(y_true)
    p = as_probabilities(scores, y)
    w = as_weights(weights, len(y))
    return ratio(w @ (p - y) ** 2, w.sum(axis=-1))


def brier_parts(
    y_true: ArrayLike,
    scores: ArrayLike,
    n_bins: int | None = None,
    *,
    strategy: str = "uniform",
    edges: ArrayLike | None = None,
) -> BrierParts:
    r"""Return the Brier score, split.

    .. math::
        \overline{(s - y)^2} = \underbrace{\sum_b w_b (\bar s_b - \bar y_b)^2}_\text{reliability}
        - \underbrace{\sum_b w_b (\bar y_b - \bar y)^2}_\text{resolution}
        + \underbrace{\bar y (1 - \bar y)}_\text{uncertainty}
        + \sum_b w_b \operatorname{var}_b(s) - 2 \sum_b w_b \operatorname{cov}_b(s, y)

    with :math:`w_b` the share of the cases in bin b.

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    scores : array_like (n,)
        Probabilities of label 1.
    n_bins : int, optional
        By default each distinct score is a bin, and the last two parts are 0.
    strategy : {'uniform', 'quantile'}
        Bins of equal width or of equal numbers.
    edges : array_like (n_bins + 1,), optional
        Bins of your own, from 0 to 1.

    Returns
    -------
    BrierParts
        They add up to the score to rounding, whatever the bins.

    Notes
    -----
    With few cases a bin, both reliability and resolution are overestimated.

    References
    ----------
    Murphy, "A new vector partition of the probability score", Journal of Applied Meteorology 12 (1973).
    Stephenson, Coelho and Jolliffe, "Two extra components in the Brier score decomposition", Weather and
    Forecasting 23 (2008), equation 7.

    Examples
    --------
    >>> parts = brier_parts([0, 0, 1, 0, 1, 1], [0.2, 0.2, 0.2, 0.8, 0.8, 0.8])
    >>> [round(part, 4) for part in parts]
    [0.24, 0.0178, 0.0278, 0.25, 0.0, 0.0]
    """
    y = as_labels(y_true)
    p = as_probabilities(scores, y)
    if n_bins is None and edges is None:
        codes = np.unique(p, return_inverse=True)[1]
    else:
        codes, _ = probability_bins(p, 10 if n_bins is None else n_bins, strategy, edges)
    counts, predicted, observed = bin_means(y, p, codes)
    share = counts / len(y)
    mean = y.mean()
    s_rest, y_rest = p - predicted[codes], y - observed[codes]
    filled = counts > 0
    share, predicted, observed = share[filled], predicted[filled], observed[filled]
    return BrierParts(
        float(((p - y) ** 2).mean()),
        float(share @ (predicted - observed) ** 2),
        float(share @ (observed - mean) ** 2),
        float(mean * (1.0 - mean)),
        float((s_rest**2).mean()),
        float(2.0 * (s_rest * y_rest).mean()),
    )


def _log(p: FloatArray) -> FloatArray:
    return np.log(p, out=np.full_like(p, -np.inf), where=p > 0.0)


def _log1p(p: FloatArray) -> FloatArray:
    return np.log1p(p, out=np.full_like(p, -np.inf), where=p > -1.0)
