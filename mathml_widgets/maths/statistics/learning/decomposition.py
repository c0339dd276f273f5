r"""Wrong on average, or different every time.

Over all training sets that could have been drawn, the error at a point has three parts: how far the
mean fit is from the function (bias), how much the fits differ among themselves (variance), and the
noise in the new observation, which nobody can predict.
For a linear smoother S both parts are exact: :math:`S f - f` and :math:`\sigma^2 \lVert S_{i\cdot} \rVert^2`.
For any other learner they are measured, by fitting it to many training sets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import as_matrix
from ..arguments import FloatArray, as_array, as_inputs, as_sample, check_count, check_positive

Predictor = Callable[[FloatArray], ArrayLike]
Learner = Callable[[FloatArray, FloatArray], Predictor]
"""``fit(inputs, y)`` -> ``predict``, and ``predict(inputs)`` -> values."""


class BiasVariance(NamedTuple):
    """The decomposition at each test point.

    Attributes
    ----------
    mean_fit : array (n_test,)
    bias_squared, variance : array (n_test,)
    noise : float
        Variance of the noise.
    total : array (n_test,)
        Expected squared error of a new observation: the sum of the three.
    """

    mean_fit: FloatArray
    bias_squared: FloatArray
    variance: FloatArray
    noise: float
    total: FloatArray


class SimulatedBiasVariance(NamedTuple):
    """A measured decomposition at each test point.

    Attributes
    ----------
    mean_fit : array (n_test,)
    bias_squared : array (n_test,)
        Without the upward bias variance / n_datasets of a squared mean, so it may be below zero.
    variance : array (n_test,)
    noise : float
        Variance of the noise.
    total : array (n_test,)
    bias_squared_error, variance_error : array (n_test,)
        Monte Carlo standard errors.
    fits : array (n_datasets, n_test)
    """

    mean_fit: FloatArray
    bias_squared: FloatArray
    variance: FloatArray
    noise: float
    total: FloatArray
    bias_squared_error: FloatArray
    variance_error: FloatArray
    fits: FloatArray


def exact_bias_variance(
    smoother: ArrayLike, train_values: ArrayLike, test_values: ArrayLike, noise: float
) -> BiasVariance:
    r"""Return bias and variance of a linear smoother.

    .. math:: \text{bias}_i = (S f)_i - f_i, \qquad \text{variance}_i = \sigma^2 \sum_j S_{ij}^2

    Parameters
    ----------
    smoother : array_like (n_test, n_train)
        The matrix S.
    train_values : array_like (n_train,)
        The true function at the training points.
    test_values : array_like (n_test,)
        And at the test points.
    noise : float
        Standard deviation of the noise, the same and independent at every point.

    Returns
    -------
    BiasVariance
        Exact for these inputs; only the noise is averaged over.

    Raises
    ------
    ValueError
        If the shapes do not fit or the noise is negative.

    References
    ----------
    Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, 2nd ed. (2009), section 7.3.

    Examples
    --------
    >>> found = exact_bias_variance([[0.5, 0.5]], [0, 2], [0], noise=0.2)  # the mean of two points
    >>> found.bias_squared, found.variance, found.total
    (array([1.]), array([0.02]), array([1.06]))
    """
    s = as_matrix(smoother, "smoother", empty=True)
    train = as_sample(train_values, "train_values", at_least=0)
    test = as_sample(test_values, "test_values", at_least=0)
    if s.shape != (len(test), len(train)):
        raise ValueError(f"smoother must have shape ({len(test)}, {len(train)}) to fit the values, got {s.shape}")
    variance_of_noise = check_positive(noise, "noise", zero=True) ** 2
    mean_fit = s @ train
    bias_squared = (mean_fit - test) ** 2
    variance = variance_of_noise * np.einsum("ij,ij->i", s, s)
    return BiasVariance(
        mean_fit, bias_squared, variance, variance_of_noise, bias_squared + variance + variance_of_noise
    )


def degrees_of_freedom(smoother: ArrayLike) -> float:
    r"""Return the effective number of parameters of a linear smoother.

    .. math:: \operatorname{df} = \operatorname{tr} S = \sum_i \frac{\partial \hat y_i}{\partial y_i}

    Parameters
    ----------
    smoother : array_like (n_train, n_train)
        The matrix S at the training points themselves.

    Returns
    -------
    float
        k for a regression with k free coefficients, n / k for k nearest neighbours.

    Raises
    ------
    ValueError
        If the matrix is not square.

    References
    ----------
    Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, 2nd ed. (2009), section 7.6.

    Examples
    --------
    >>> degrees_of_freedom([[0.5, 0.5], [0.5, 0.5]])
    1.0
    """
    return float(np.trace(as_matrix(smoother, "smoother", square=True)))


def simulated_bias_variance(
    fit: Learner,
    function: Callable[[FloatArray], ArrayLike],
    train_inputs: ArrayLike | Callable[[np.random.Generator], ArrayLike],
    test_inputs: ArrayLike,
    noise: float,
    *,
    n_datasets: int = 200,
    rng: np.random.Generator | None = None,
) -> SimulatedBiasVariance:
    r"""Return bias and variance of any learner, measured by fitting it to many training sets.

    .. math:: \widehat{\text{bias}^2} = (\bar f - f)^2 - \frac{v}{m}, \qquad
        v = \frac{1}{m - 1} \sum_{k=1}^m (\hat f_k - \bar f)^2

    Parameters
    ----------
    fit : callable
        ``fit(inputs, y)`` -> ``predict``, where ``predict(inputs)`` gives values.
    function : callable
        The true function, from inputs (n,) or (n, n_dimensions) to values (n,).
    train_inputs : array_like (n_train,) or (n_train, n_dimensions), or callable
        Kept for all training sets; or ``train_inputs(rng)`` draws them anew for each.
    test_inputs : array_like (n_test,) or (n_test, n_dimensions)
    noise : float
        Standard deviation of the normal noise.
    n_datasets : int
        m, at least 2.
    rng : numpy.random.Generator, optional
        By default one with seed 0.

    Returns
    -------
    SimulatedBiasVariance

    Raises
    ------
    ValueError
        If a prediction has the wrong shape or the noise is negative.

    References
    ----------
    Geman, Bienenstock and Doursat, "Neural networks and the bias/variance dilemma", Neural Computation 4 (1992).

    Examples
    --------
    >>> mean = lambda x, y: lambda x_new: np.full(len(x_new), y.mean())
    >>> found = simulated_bias_variance(mean, lambda x: 2 * x, [0, 1], [1.0], noise=1.0, n_datasets=5000)
    >>> found.bias_squared.round(1), found.variance.round(1)  # 1 and 1/2
    (array([1.]), array([0.5]))
    """
    drawn = callable(train_inputs)
    x = np.empty(0) if callable(train_inputs) else as_array(train_inputs, "train_inputs")
    x_test = as_array(test_inputs, "test_inputs")
    as_inputs(x_test, "test_inputs")
    sigma = check_positive(noise, "noise", zero=True)
    m = check_count(n_datasets, "n_datasets", at_least=2)
    rng = np.random.default_rng(0) if rng is None else rng
    truth = _values(function(x_test), len(x_test), "function(inputs)")
    fits = np.empty((m, len(x_test)))
    for k in range(m):
        if callable(train_inputs):
            x = as_array(train_inputs(rng), "train_inputs(rng)")
        if k == 0 or drawn:
            as_inputs(x, "train_inputs")
            f = _values(function(x), len(x), "function(inputs)")
        predict = fit(x, f + sigma * rng.normal(size=len(x)))
        fits[k] = _values(predict(x_test), len(x_test), "predict(inputs)")
    return measured(fits, truth, sigma)


def measured(fits: FloatArray, truth: FloatArray, noise: float) -> SimulatedBiasVariance:
    """Return the decomposition of fits to many training sets.

    Parameters
    ----------
    fits : array (n_datasets, n_test)
    truth : array (n_test,)
    noise : float
        Standard deviation.

    Examples
    --------
    >>> measured(np.array([[0.0], [2.0]]), np.array([3.0]), 0.0).variance
    array([2.])
    """
    m = len(fits)
    mean = fits.mean(axis=0)
    centred = fits - mean
    squares = centred**2
    variance = squares.sum(axis=0) / (m - 1)
    bias = mean - truth
    bias_squared = bias**2 - variance / m
    fourth = (squares**2).mean(axis=0)
    variance_error = np.sqrt(np.maximum(fourth - variance**2 * (m - 3) / (m - 1), 0.0) / m)
    bias_error = np.sqrt(4.0 * bias**2 * variance / m + 2.0 * (variance / m) ** 2)
    total = bias_squared + variance + noise**2
    return SimulatedBiasVariance(mean, bias_squared, variance, noise**2, total, bias_error, variance_error, fits)


def _values(values: Any, n: int, name: str) -> FloatArray:
    array = as_array(values, name)
    if array.shape != (n,):
        raise ValueError(f"{name} must have shape ({n},), got shape {array.shape}")
    return array
