r"""From scores to probabilities.

A language model gives every token of its vocabulary a score, a logit; the softmax turns scores into probabilities.
Only differences of scores count: so the greatest is taken away first, and no exponential overflows.
A temperature divides the scores: towards 0 only the greatest is left, towards infinity all become equal, and at no
temperature does the order change.
"""

from __future__ import annotations

from reprlib import repr as short

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray


def softmax(logits: ArrayLike, temperature: float = 1.0) -> FloatArray:
    r"""Return the probabilities of scores along the last axis.

    .. math:: p_i = \frac{e^{z_i / T}}{\sum_j e^{z_j / T}}

    Parameters
    ----------
    logits : array_like (..., n)
        Scores, in nats; -inf for what cannot be.
    temperature : float
        At least 0, infinity included.  At 0 the greatest score gets all, and equal greatest scores share it; at
        infinity all possible tokens are equally likely.

    Returns
    -------
    array (..., n)

    Raises
    ------
    ValueError
        If a score is NaN or +inf, none is above -inf, or the temperature is negative.

    Notes
    -----
    The sum runs over the whole vocabulary.  Cutting the vocabulary first gives shares that are too great, the more so
    the higher the temperature.

    References
    ----------
    Goodfellow, Bengio and Courville, "Deep Learning" (2016), sections 4.1 and 6.2.2.3.

    Examples
    --------
    >>> softmax([0.0, np.log(3.0)])
    array([0.25, 0.75])
    >>> softmax([1000.0, 1000.0, -np.inf])
    array([0.5, 0.5, 0. ])
    """
    weights = np.exp(tempered(as_logits(logits), as_temperature(temperature)))
    weights /= weights.sum(axis=-1, keepdims=True)
    return np.asarray(weights)


def log_softmax(logits: ArrayLike, temperature: float = 1.0) -> FloatArray:
    r"""Return the logarithms of the probabilities: right where the probabilities themselves are 0 in floating point.

    .. math:: \log p_i = z_i / T - \log \sum_j e^{z_j / T}

    Parameters
    ----------
    logits, temperature
        As in `softmax`.

    Returns
    -------
    array (..., n)
        In nats; -inf where a token cannot be.

    Raises
    ------
    ValueError
        As in `softmax`.

    Examples
    --------
    >>> log_softmax([0.0, -1000.0])
    array([    0., -1000.])
    """
    scores = tempered(as_logits(logits), as_temperature(temperature))
    return np.asarray(scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True)))


def tempered(logits: FloatArray, temperature: float) -> FloatArray:
    """Return scores below their greatest, divided by the temperature, with the limits at 0 and infinity."""
    with np.errstate(over="ignore"):
        below = logits - logits.max(axis=-1, keepdims=True)
        if temperature == 1:
            return np.asarray(below)
        if temperature == 0 or np.isinf(temperature):
            at_limit = below == 0 if temperature == 0 else logits > -np.inf
            return np.where(at_limit, 0.0, -np.inf)
        below /= temperature
        return np.asarray(below)


def relative_weights(scores: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """Return exponentials of scores, the greatest of which is 1; `out` may be the scores themselves."""
    with np.errstate(over="ignore"):
        below = np.asarray(np.subtract(scores, scores.max(), out=out))
        np.exp(below, out=below)
    return below


def as_logits(logits: ArrayLike, name: str = "logits") -> FloatArray:
    """Return scores as an array (..., n), each finite or -inf, at least one of each row finite."""
    try:
        array = np.asarray(logits)
    except ValueError:
        raise ValueError(f"{name} must have rows of equal length, got {short(logits)}") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got {array.dtype}")
    array = array.astype(np.float64, copy=False)
    if array.ndim == 0 or array.shape[-1] == 0:
        raise ValueError(f"{name} must hold at least one score, got shape {array.shape}")
    greatest = array.max(axis=-1)
    if not (greatest < np.inf).all():
        culprit = "nan" if np.isnan(greatest).any() else "inf"
        raise ValueError(f"{name} must be finite or -inf, got {culprit}")
    if (greatest == -np.inf).any():
        raise ValueError(f"{name} must leave at least one token possible, got -inf everywhere")
    return array


def as_temperature(temperature: float) -> float:
    """Return a temperature that is not negative."""
    number = float(temperature)
    if not number >= 0:
        raise ValueError(f"temperature must be at least 0, got {temperature}")
    return number
