r"""One knob against overconfidence.

Dividing every log-odds by the same temperature makes a model less sure of everything, or surer, and
keeps the order of its scores: accuracy at one half and AUC stay, log loss and Brier score change.
The temperature that fits labels best is the minimum of a convex function of 1/T, so there is one.
It is 0 if every score is on the right side of one half, since being surer would always have paid, and
infinite if the scores point the wrong way.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, as_labels, as_probabilities
from .probability_scores import log_loss


class Temperature(NamedTuple):
    """The best temperature, and the log loss in nats before and after."""

    temperature: float
    loss_before: float
    loss_after: float


def temper(scores: ArrayLike, temperature: float) -> FloatArray:
    r"""Return probabilities with all log-odds divided by a temperature.

    .. math:: \operatorname{logit} s' = \frac{\operatorname{logit} s}{T}

    Parameters
    ----------
    scores : array_like (n,)
        Probabilities.
    temperature : float
        Below 1 surer, above 1 less sure; 0 rounds each score to 0 or 1, infinity makes all one half.

    Returns
    -------
    array (n,)

    Raises
    ------
    ValueError
        If the temperature is negative or NaN, or a score is outside [0, 1].

    Examples
    --------
    >>> temper([0.2, 0.5, 0.8], 2.0)
    array([0.33333333, 0.5 , 0.66666667])
    """
    p = as_probabilities(scores)
    if not temperature >= 0.0:
        raise ValueError(f"temperature must be zero or positive, got {temperature}")
    if temperature == np.inf:
        return np.full_like(p, 0.5)
    z = _logit(p)
    if temperature == 0.0:
        return np.where(z > 0.0, 1.0, np.where(z < 0.0, 0.0, 0.5))
    with np.errstate(over="ignore"):
        return _sigmoid(z / temperature)


def fit_temperature(y_true: ArrayLike, scores: ArrayLike) -> Temperature:
    r"""Return the temperature at which log loss is smallest.

    .. math:: \min_T \frac1n \sum_i \log\bigl(1 + e^{(1 - 2 y_i) z_i / T}\bigr), \qquad z = \operatorname{logit} s

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    scores : array_like (n,)
        Probabilities of label 1.

    Returns
    -------
    Temperature
        0 where all scores are on the right side; infinite where the scores are worse than a coin at every
        finite temperature, or a certain forecast was wrong.

    Raises
    ------
    ValueError
        If a score is outside [0, 1] or a label is not 0 or 1.

    Notes
    -----
    Newton's method in 1/T, kept inside a bracket.

    References
    ----------
    Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML (2017), section 4.2.

    Examples
    --------
    >>> fitted = fit_temperature([1, 1, 1, 0], [0.9, 0.9, 0.9, 0.9])
    >>> round(fitted.temperature, 12)  # logit(0.9) / logit(0.75)
    2.0
    """
    y = as_labels(y_true)
    p = as_probabilities(scores, y)
    best = _best_temperature(y, _logit(p))
    return Temperature(best, float(log_loss(y, p)), float(log_loss(y, temper(p, best))))


def _best_temperature(y: FloatArray, z: FloatArray) -> float:
    margin = np.where(y == 1.0, z, -z)
    if (margin == -np.inf).any():
        return np.inf
    margin = margin[np.isfinite(margin) & (margin != 0.0)]
    if not margin.size:
        return 1.0
    if (margin > 0.0).all():
        return 0.0
    if margin.sum() <= 0.0:
        return np.inf

    size = np.abs(margin).max()
    m = margin / size
    low, high, beta = 0.0, np.inf, 1.0
    for _ in range(200):
        # The slope of the loss is -mean(m sigmoid(-beta m)).
        off = _sigmoid(-beta * m)
        slope, curvature = -(m @ off), (m * m) @ (off * (1.0 - off))
        low, high = (beta, high) if slope < 0.0 else (low, beta)
        new = beta - slope / curvature if curvature > 0.0 else np.inf
        if not low < new < high:
            new = 2.0 * beta if high == np.inf else 0.5 * (low + high)
        if abs(new - beta) <= 4e-16 * beta:
            break
        beta = new
    return float(size / beta) if beta > 0.0 else np.inf


def _logit(p: FloatArray) -> FloatArray:
    inside = (p > 0.0) & (p < 1.0)
    z = np.where(p == 0.0, -np.inf, np.inf)
    q = p[inside]
    z[inside] = np.log(q) - np.log1p(-q)
    return z


def _sigmoid(z: FloatArray) -> FloatArray:
    small = np.exp(-np.abs(z))
    result: FloatArray = np.where(z >= 0.0, 1.0, small) / (1.0 + small)
    return result
