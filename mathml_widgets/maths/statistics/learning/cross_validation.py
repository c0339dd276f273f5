r"""Judging a model on what it has not seen.

Split the cases into k folds, fit to all but one, and predict the one left out; every case is
predicted once, by a model that did not see it.
The mean error estimates that of models fitted to (k − 1)/k of the data, which is a little pessimistic
with few folds; and the folds share training data, so their spread understates the uncertainty.
For a linear smoother with the leave-one-out property no refitting is needed: the residual divided by
:math:`1 - S_{ii}` is the residual of the model that never saw the case.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import as_matrix
from ..arguments import FloatArray, IntArray, as_array, as_inputs, as_sample, check_count
from .decomposition import Learner

Loss = Callable[[FloatArray, FloatArray], ArrayLike]


class CrossValidation(NamedTuple):
    """What cross-validation found.

    Attributes
    ----------
    error : float
        Mean loss over all cases.
    standard_error : float
        Standard deviation of the fold errors over the square root of their number; it ignores that they share
        training data.
    fold_errors : array (n_folds,)
    training_errors : array (n_folds,)
        Mean loss of each fit on its own training cases.
    predictions : array (n,)
        Of each case by the model that did not see it.
    """

    error: float
    standard_error: float
    fold_errors: FloatArray
    training_errors: FloatArray
    predictions: FloatArray


def k_fold(n: int, n_folds: int, rng: np.random.Generator | None = None) -> list[IntArray]:
    """Return the test cases of each fold.

    Parameters
    ----------
    n : int
        Number of cases, at least n_folds.
    n_folds : int
        At least 2.
    rng : numpy.random.Generator, optional
        Shuffles the cases first; by default folds are runs of neighbours.

    Returns
    -------
    list of array of int
        Each case is in one fold; sizes differ by at most one.

    Raises
    ------
    ValueError
        If there are more folds than cases or fewer than two.

    Examples
    --------
    >>> k_fold(5, 2)
    [array([0, 1, 2]), array([3, 4])]
    """
    count = _check_folds(n, n_folds)
    order = np.arange(n) if rng is None else rng.permutation(n)
    return [np.sort(fold) for fold in np.array_split(order, count)]


def leave_one_out(n: int) -> list[IntArray]:
    """Return n folds of one case each.

    Examples
    --------
    >>> leave_one_out(3)
    [array([0]), array([1]), array([2])]
    """
    return k_fold(n, n)


def stratified_k_fold(labels: ArrayLike, n_folds: int, rng: np.random.Generator | None = None) -> list[IntArray]:
    """Return the test cases of each fold, each class spread evenly over the folds.

    Parameters
    ----------
    labels : array_like (n,)
        Classes: numbers or text.
    n_folds : int
        At least 2, and at most the size of the smallest class.
    rng : numpy.random.Generator, optional
        Shuffles the cases of each class first.

    Returns
    -------
    list of array of int
        In each class, fold sizes differ by at most one, and so do they altogether.

    Raises
    ------
    ValueError
        If a class has fewer cases than there are folds.

    Examples
    --------
    >>> stratified_k_fold([0, 0, 0, 0, 1, 1], 2)
    [array([0, 2, 4]), array([1, 3, 5])]
    """
    classes = np.asarray(labels)
    if classes.ndim != 1:
        raise ValueError(f"labels must have shape (n,), got shape {classes.shape}")
    count = _check_folds(len(classes), n_folds)
    names, sizes = np.unique(classes, return_counts=True)
    if sizes.min() < count:
        rare = names[sizes.argmin()]
        raise ValueError(f"n_folds must be at most the {sizes.min()} cases of class {rare}, got {count}")
    order = np.concatenate(
        [own if rng is None else rng.permutation(own) for own in (np.flatnonzero(classes == name) for name in names)]
    )
    # Dealt like cards, class after class.
    return [np.sort(order[fold::count]) for fold in range(count)]


def cross_validate(
    fit: Learner,
    inputs: ArrayLike,
    y: ArrayLike,
    folds: int | Sequence[ArrayLike] = 5,
    *,
    loss: Loss | None = None,
    rng: np.random.Generator | None = None,
) -> CrossValidation:
    """Return the error of a learner on cases that it has not seen.

    Parameters
    ----------
    fit : callable
        ``fit(inputs, y)`` -> ``predict``, where ``predict(inputs)`` gives values.
    inputs : array_like (n,) or (n, n_dimensions)
    y : array_like (n,)
    folds : int or sequence of array_like of int
        How many, or the test cases of each (from `k_fold`, `stratified_k_fold`, `leave_one_out`).
    loss : callable, optional
        ``loss(y, predictions)`` -> one number a case; by default the squared difference.
    rng : numpy.random.Generator, optional
        Shuffles the cases where `folds` is a number.

    Returns
    -------
    CrossValidation

    Raises
    ------
    ValueError
        If the lengths differ, a fold holds no case or all, or the folds do not hold each case once.

    References
    ----------
    Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, 2nd ed. (2009), section 7.10.

    Examples
    --------
    >>> mean = lambda x, y: lambda x_new: np.full(len(x_new), y.mean())
    >>> cross_validate(mean, [0, 1, 2, 3], [0, 0, 4, 4], 2).error
    16.0
    """
    x, values = as_array(inputs, "inputs"), as_sample(y, "y", at_least=2)
    n = len(as_inputs(x, "inputs"))
    if n != len(values):
        raise ValueError(f"y must hold one value for each of {n} inputs, got {len(values)}")
    tests = k_fold(n, folds, rng) if isinstance(folds, (int, np.integer)) else [np.asarray(fold) for fold in folds]
    if len(tests) < 2 or not np.array_equal(np.sort(np.concatenate(tests)), np.arange(n)):
        raise ValueError("folds must hold each case once, in at least two folds")
    if empty := [k for k, test in enumerate(tests) if not len(test)]:
        raise ValueError(f"folds must each hold a case, got none in fold {empty[0]}")
    measure = squared_error if loss is None else loss
    predictions, losses, training = np.empty(n), np.empty(n), []
    for test in tests:
        seen = np.ones(n, dtype=bool)
        seen[test] = False
        predict = fit(x[seen], values[seen])
        predictions[test] = _predicted(predict(x[test]), len(test))
        losses[test] = as_array(measure(values[test], predictions[test]), "loss(y, predictions)")
        own = _predicted(predict(x[seen]), n - len(test))
        training.append(as_array(measure(values[seen], own), "loss(y, predictions)").mean())
    fold_errors = np.array([losses[test].mean() for test in tests])
    return CrossValidation(
        float(losses.mean()),
        float(fold_errors.std(ddof=1) / np.sqrt(len(tests))),
        fold_errors,
        np.array(training),
        predictions,
    )


def leave_one_out_residuals(smoother: ArrayLike, y: ArrayLike) -> FloatArray:
    r"""Return the residual of each case from the fit to all others, without refitting.

    .. math:: y_i - \hat y_i^{(-i)} = \frac{y_i - \hat y_i}{1 - S_{ii}}

    Parameters
    ----------
    smoother : array_like (n, n)
        The matrix S at the training points.
    y : array_like (..., n)

    Returns
    -------
    array (..., n)
        NaN where the fit without the case is not determined: S_ii is 1.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Notes
    -----
    Exact for least squares, ridge and kernel averages; not for nearest neighbours and LOESS, whose neighbourhoods
    change.

    References
    ----------
    Golub, Heath and Wahba, "Generalized cross-validation as a method for choosing a good ridge parameter",
    Technometrics 21 (1979).

    Examples
    --------
    >>> leave_one_out_residuals(np.full((3, 3), 1 / 3), [0.0, 0.0, 3.0])  # from the mean of the others
    array([-1.5, -1.5, 3. ])
    """
    s = as_matrix(smoother, "smoother", square=True)
    values = as_array(y, "y")
    if values.shape[-1:] != (len(s),):
        raise ValueError(f"y must have shape (..., {len(s)}) to fit the smoother, got shape {values.shape}")
    kept = 1.0 - np.diagonal(s)
    kept = np.where(kept > 1e-12, kept, np.nan)
    return np.asarray((values - values @ s.T) / kept)


def generalized_cross_validation(smoother: ArrayLike, y: ArrayLike) -> float:
    r"""Return the mean squared residual, corrected for the effective number of parameters.

    .. math:: \mathrm{GCV} = \frac{\frac1n \lVert y - S y \rVert^2}{(1 - \operatorname{tr} S / n)^2}

    Parameters
    ----------
    smoother : array_like (n, n)
    y : array_like (n,)

    Returns
    -------
    float
        NaN where the smoother keeps y as it is.

    Examples
    --------
    >>> generalized_cross_validation(np.full((3, 3), 1 / 3), [0.0, 0.0, 3.0])
    4.5
    """
    s = as_matrix(smoother, "smoother", square=True)
    values = as_sample(y, "y")
    if len(values) != len(s):
        raise ValueError(f"y must hold {len(s)} values to fit the smoother, got {len(values)}")
    free = 1.0 - float(np.trace(s)) / len(s)
    return float(((values - s @ values) ** 2).mean() / free**2) if free > 1e-12 else float("nan")


def squared_error(y: FloatArray, predictions: FloatArray) -> FloatArray:
    """Return the squared difference of each case.

    Examples
    --------
    >>> squared_error(np.array([1.0, 2.0]), np.array([1.0, 4.0]))
    array([0., 4.])
    """
    return np.asarray((y - predictions) ** 2)


def _check_folds(n: int, n_folds: int) -> int:
    count = check_count(n_folds, "n_folds", at_least=2)
    if count > check_count(n, "n", at_least=2):
        raise ValueError(f"n_folds must be at most the {n} cases, got {count}")
    return count


def _predicted(values: Any, n: int) -> FloatArray:
    array = as_array(values, "predict(inputs)")
    if array.shape != (n,):
        raise ValueError(f"predict(inputs) must have shape ({n},), got shape {array.shape}")
    return array
