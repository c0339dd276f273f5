"""How far the outputs of a network are from their targets.

A loss turns outputs and targets into one number a sample; training makes the mean of them small.
The two cross-entropies take scores, not probabilities: logistic function or softmax and logarithm are done in
one, so that nothing overflows and a confident right answer keeps its digits.
Their gradient is then the same as that of the squared loss: what was said minus what is true.
"""

from __future__ import annotations

from collections.abc import Callable
from reprlib import repr as short
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_array
from .activations import logistic

Array = NDArray[Any]


class Loss(NamedTuple):
    """A loss with its derivatives, for outputs o (..., n_samples, n_outputs).

    Attributes
    ----------
    name : str
    value : callable
        (outputs, targets) -> losses of the samples (..., n_samples).
    gradient : callable
        (outputs, targets) -> (..., n_samples, n_outputs), the derivative of each sample's loss.
    curve : callable
        (outputs, directions) -> its second derivative times a direction, both (..., n_samples, n_outputs).
    """

    name: str
    value: Callable[[Array, Array], Array]
    gradient: Callable[[Array, Array], Array]
    curve: Callable[[Array, Array], Array]


def softmax(scores: Array) -> Array:
    """Return probabilities proportional to the exponentials of scores along the last axis.

    Examples
    --------
    >>> softmax(np.array([0.0, 1000.0]))
    array([0., 1.])
    """
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Array = weights / weights.sum(axis=-1, keepdims=True)
    return result


def _squared(outputs: Array, targets: Array) -> Array:
    result: Array = ((outputs - targets) ** 2).sum(axis=-1)
    return result


def _binary(outputs: Array, targets: Array) -> Array:
    losses = np.maximum(outputs, 0.0) - outputs * targets + np.log1p(np.exp(-np.abs(outputs)))
    result: Array = losses.sum(axis=-1)
    return result


def _binary_curve(outputs: Array, directions: Array) -> Array:
    small = np.exp(-np.abs(outputs))
    result: Array = small / (1.0 + small) ** 2 * directions
    return result


def _categorical(outputs: Array, targets: Array) -> Array:
    best = outputs.argmax(axis=-1)[..., np.newaxis]
    below = outputs - np.take_along_axis(outputs, best, axis=-1)
    weights = np.exp(below)
    np.put_along_axis(weights, best, 0.0, axis=-1)
    result: Array = np.log1p(weights.sum(axis=-1)) - (targets * below).sum(axis=-1)
    return result


def _categorical_curve(outputs: Array, directions: Array) -> Array:
    p = softmax(outputs)
    result: Array = p * (directions - (p * directions).sum(axis=-1, keepdims=True))
    return result


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("squared", _squared, lambda o, t: 2.0 * (o - t), lambda o, d: 2.0 * d),
        Loss("binary_cross_entropy", _binary, lambda o, t: logistic(o) - t, _binary_curve),
        Loss("softmax_cross_entropy", _categorical, lambda o, t: softmax(o) - t, _categorical_curve),
    )
}
"""By name.  Squared: the sum over the outputs of (o − t)².  Cross-entropies in nats."""


def as_targets(targets: ArrayLike, loss: str, n_samples: int, n_outputs: int) -> FloatArray:
    """Return targets as rows, shape (n_samples, n_outputs).

    Parameters
    ----------
    targets : array_like (n_samples,) or (n_samples, n_outputs)
        Numbers for the squared loss, 0 to 1 for the binary cross-entropy; class numbers (n_samples,) or
        probabilities (n_samples, n_outputs) for the softmax cross-entropy.
    loss : str
    n_samples, n_outputs : int

    Raises
    ------
    ValueError
        If the shape is another, or a target is out of range.

    Examples
    --------
    >>> as_targets([2, 0], "softmax_cross_entropy", 2, 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    array = as_array(targets, "targets")
    if loss == "softmax_cross_entropy" and array.ndim == 1 and len(array) == n_samples:
        wrong = (array != np.round(array)) | (array < 0) | (array >= n_outputs)
        if wrong.any():
            raise ValueError(f"targets must be classes from 0 to {n_outputs - 1}, got {array[wrong][0]:g}")
        return np.eye(n_outputs)[array.astype(np.intp)]
    rows = array[:, np.newaxis] if array.ndim == 1 and n_outputs == 1 else array
    if rows.shape != (n_samples, n_outputs):
        raise ValueError(f"targets must have shape ({n_samples}, {n_outputs}), got shape {array.shape}")
    if loss == "binary_cross_entropy" and ((rows < 0.0) | (rows > 1.0)).any():
        raise ValueError(f"targets must be between 0 and 1, got {rows[(rows < 0.0) | (rows > 1.0)][0]:g}")
    if loss == "softmax_cross_entropy":
        off = (rows < 0.0).any(axis=1) | (np.abs(rows.sum(axis=1) - 1.0) > 1e-9)
        if off.any():
            raise ValueError(f"targets must be probabilities that add up to 1, got {short(rows[off][0].tolist())}")
    return rows
