"""Who is taken for whom.

A classifier meets the truth in a table of counts, one row for each true class and one column for
each predicted one.
Every rate of a classifier at one threshold is a ratio of sums of these counts, so the table is all
that a later function needs.
Where the predictions come from a score and a threshold, one sort gives the tables of all thresholds
at once, for a table changes only where the threshold passes a score.
"""

from __future__ import annotations

from reprlib import repr as short
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..arguments import FloatArray, IntArray, as_array, as_labels, as_scores, as_weights


def confusion_matrix(y_true: ArrayLike, y_pred: ArrayLike, classes: ArrayLike | None = None) -> IntArray:
    r"""Return how often class i was taken for class j.

    .. math:: C_{ij} = \#\{m : y_m = i,\ \hat y_m = j\}

    Parameters
    ----------
    y_true, y_pred : array_like (n,)
        True and predicted classes: numbers, booleans or text.
    classes : array_like (n_classes,), optional
        The order of rows and columns; by default all that occur, sorted.

    Returns
    -------
    array (n_classes, n_classes) of int
        For labels 0 and 1: [[true negatives, false positives], [false negatives, true positives]].

    Raises
    ------
    ValueError
        If the two differ in length, are empty, or hold a class that `classes` does not name.

    Examples
    --------
    >>> confusion_matrix([0, 0, 1, 1, 1], [0, 1, 1, 1, 0])
    array([[1, 1],
           [1, 2]])
    >>> confusion_matrix(["cat", "dog"], ["dog", "dog"])
    array([[0, 1],
           [0, 1]])
    """
    truth, prediction = _as_classes(y_true, "y_true"), _as_classes(y_pred, "y_pred")
    if truth.shape != prediction.shape:
        raise ValueError(f"y_pred must hold one class for each of {len(truth)} labels, got {len(prediction)}")
    if (truth.dtype.kind == "U") != (prediction.dtype.kind == "U"):
        raise ValueError(f"y_pred must hold classes as y_true does, got {short(y_pred)}")
    both = np.concatenate([truth, prediction])
    names = np.unique(both)
    if classes is not None:
        order = _as_classes(classes, "classes")
        unknown = np.setdiff1d(names, order)
        if unknown.size:
            raise ValueError(f"classes must name every class, got none for {unknown[0]}")
        if len(np.unique(order)) < len(order):
            raise ValueError(f"classes must be distinct, got {short(classes)}")
        sorter = np.argsort(order)
        codes = sorter[np.searchsorted(order, both, sorter=sorter)]
        k = len(order)
    else:
        codes, k = np.searchsorted(names, both), len(names)
    n = len(truth)
    counts = np.bincount(k * codes[:n] + codes[n:], minlength=k * k)
    return counts.reshape(k, k)


def confusion_matrices(
    y_true: ArrayLike, scores: ArrayLike, thresholds: ArrayLike, weights: ArrayLike | None = None
) -> FloatArray:
    r"""Return the table of counts at each threshold, where a score of at least the threshold says 1.

    .. math:: \hat y_m = [s_m \ge t]

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    scores : array_like (n,)
        Larger where 1 is more likely.
    thresholds : array_like (...)
        Infinite ones say all or nothing.
    weights : array_like (..., n), optional
        How often each counts; leading axes come first in the result.

    Returns
    -------
    array (..., 2, 2)
        [[true negatives, false positives], [false negatives, true positives]] for each threshold.

    Raises
    ------
    ValueError
        If a label is not 0 or 1, a score is not finite, or a threshold is NaN.

    Examples
    --------
    >>> confusion_matrices([0, 1, 1], [0.2, 0.4, 0.9], [0.3, 0.5])
    array([[[1., 0.],
            [0., 2.]],
           [[1., 0.],
            [1., 1.]]])
    """
    y = as_labels(y_true)
    s = as_scores(scores, y)
    w = as_weights(weights, len(y))
    t = np.asarray(thresholds, dtype=np.float64)
    if np.isnan(t).any():
        raise ValueError("thresholds must not be NaN")
    if t.ndim == 0:
        called = s >= t
        cells = np.stack([(y == i) & (called == bool(j)) for i in (0, 1) for j in (0, 1)], axis=-1)
        return np.asarray((w @ cells.astype(float)).reshape((*w.shape[:-1], 2, 2)))
    order = np.argsort(s, kind="stable")
    below = np.searchsorted(s[order], t, side="left")
    sorted_w, sorted_y = w[..., order], y[order]
    tables = np.empty((*w.shape[:-1], *t.shape, 2, 2))
    for label in (0, 1):
        cumulative = np.zeros((*w.shape[:-1], len(y) + 1))
        np.cumsum(sorted_w * (sorted_y == label), axis=-1, out=cumulative[..., 1:])
        tables[..., label, 0] = cumulative[..., below]
        total = cumulative[..., -1].reshape((*w.shape[:-1], *(1,) * t.ndim))
        tables[..., label, 1] = total - tables[..., label, 0]
    return tables


def as_tables(confusion: ArrayLike, *, binary: bool = False) -> FloatArray:
    """Return tables of counts (..., k, k) that are not negative; with `binary`, of two classes."""
    array = as_array(confusion, "confusion")
    shape = array.shape[-2:]
    if array.ndim < 2 or shape[0] != shape[1] or (binary and shape != (2, 2)):
        rule = "(..., 2, 2)" if binary else "(..., n_classes, n_classes)"
        raise ValueError(f"confusion must have shape {rule}, got shape {array.shape}")
    if (array < 0.0).any():
        raise ValueError(f"confusion must not be negative, got {array.min():g}")
    return array


def _as_classes(classes: ArrayLike, name: str) -> NDArray[Any]:
    try:
        array = np.asarray(classes)
    except ValueError:
        raise ValueError(f"{name} must have shape (n,), got {short(classes)}") from None
    if array.dtype.kind == "O":
        array = array.astype(str) if all(isinstance(c, str) for c in array.flat) else as_array(classes, name)
    if array.ndim != 1:
        raise ValueError(f"{name} must have shape (n,), got shape {array.shape}")
    if not array.size:
        raise ValueError(f"{name} must hold at least 1 value, got 0")
    if array.dtype.kind not in "biuU":
        array = as_array(array, name)
    return array
