"""Learners to compare: each takes its complexity and gives ``fit(inputs, y) -> predict``.

They are the linear smoothers of this package in the form that a bias-variance experiment and
cross-validation ask for, and as models for a reader's own.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray
from .decomposition import Learner, Predictor
from .smoothers import (
    kernel_smoother,
    loess_smoother,
    nearest_neighbors_smoother,
    polynomial_smoother,
    ridge_smoother,
)


def learner(smoother: Callable[[FloatArray, FloatArray], FloatArray]) -> Learner:
    """Return the learner of a linear smoother.

    Parameters
    ----------
    smoother : callable
        From training and test inputs to the matrix (n_test, n_train).

    Returns
    -------
    callable
        ``fit(inputs, y)`` -> ``predict``.

    Examples
    --------
    >>> fit = learner(lambda train, test: polynomial_smoother(train, test, 1))
    >>> fit(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0]))(np.array([4.0])).round(6)
    array([9.])
    """

    def fit(inputs: FloatArray, y: FloatArray) -> Predictor:
        return lambda new: smoother(inputs, np.asarray(new)) @ y

    return fit


def polynomial_learner(degree: int) -> Learner:
    """Return least squares of a polynomial.

    Examples
    --------
    >>> polynomial_learner(2)(np.arange(4.0), np.arange(4.0) ** 2)(np.array([5.0])).round(6)
    array([25.])
    """
    return learner(lambda train, test: polynomial_smoother(train, test, degree))


def nearest_neighbors_learner(n_neighbors: int) -> Learner:
    """Return the mean of the nearest training points.

    Examples
    --------
    >>> nearest_neighbors_learner(2)(np.arange(4.0), np.arange(4.0) ** 2)(np.array([0.4]))
    array([0.5])
    """
    return learner(lambda train, test: nearest_neighbors_smoother(train, test, n_neighbors))


def kernel_learner(bandwidth: float, shape: str = "gaussian") -> Learner:
    """Return the kernel average of Nadaraya and Watson.

    Examples
    --------
    >>> kernel_learner(1.5, "uniform")(np.arange(4.0), np.arange(4.0))(np.array([1.0]))
    array([1.])
    """
    return learner(lambda train, test: kernel_smoother(train, test, bandwidth, shape))


def loess_learner(span: float = 0.5, degree: int = 1) -> Learner:
    """Return local regression.

    Examples
    --------
    >>> loess_learner(0.8)(np.arange(6.0), 2 * np.arange(6.0))(np.array([2.5])).round(6)
    array([5.])
    """
    return learner(lambda train, test: loess_smoother(train, test, span, degree))


def ridge_learner(penalty: float, features: Callable[[FloatArray], ArrayLike] | None = None) -> Learner:
    """Return ridge regression on features of the inputs, by default the inputs themselves.

    Examples
    --------
    >>> line = ridge_learner(0.0, lambda x: np.stack([np.ones_like(x), x], axis=1))
    >>> line(np.arange(3.0), np.arange(3.0))(np.array([5.0])).round(6)
    array([5.])
    """

    def smoother(train: FloatArray, test: FloatArray) -> FloatArray:
        if features is None:
            return ridge_smoother(train, test, penalty)
        return ridge_smoother(features(train), features(test), penalty)

    return learner(smoother)
