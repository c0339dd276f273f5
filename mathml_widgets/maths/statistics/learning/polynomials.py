r"""All degrees and all training sets in one factorisation.

A polynomial of degree d is a sum of the first d + 1 orthogonal polynomials of the training points, and
the coefficient of each does not depend on how many follow.
So one QR factorisation and one product give the fits of every degree to every training set; going up
one degree adds one column.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, IntArray, as_sample, as_samples, check_count, check_positive
from .smoothers import chebyshev_features


class PolynomialErrors(NamedTuple):
    """Bias and variance over the degree.

    Attributes
    ----------
    degrees : array (n_degrees,) of int
        0, 1, 2, ...
    mean_fit, bias_squared, variance : array (n_degrees, n_test)
        Of the fits to the training sets given: the squared bias of their mean, and their variance around it,
        divided by the number of sets, so that the mean squared error is the sum of both.
    training_errors : array (n_degrees,)
        Mean squared residual.
    """

    degrees: IntArray
    mean_fit: FloatArray
    bias_squared: FloatArray
    variance: FloatArray
    training_errors: FloatArray


def polynomial_errors(
    train_inputs: ArrayLike, training_sets: ArrayLike, test_inputs: ArrayLike, test_values: ArrayLike, max_degree: int
) -> PolynomialErrors:
    """Return bias and variance of least-squares polynomials of each degree over many training sets.

    Parameters
    ----------
    train_inputs : array_like (n_train,)
        The same for all training sets.
    training_sets : array_like (n_datasets, n_train)
        The observations of each.
    test_inputs : array_like (n_test,)
    test_values : array_like (n_test,)
        The true function there.
    max_degree : int
        Less than the number of distinct training inputs.

    Returns
    -------
    PolynomialErrors

    Raises
    ------
    ValueError
        If the shapes do not fit or there are too few distinct inputs.

    Examples
    --------
    >>> x, y = [0, 1, 2, 3], [[0, 1, 4, 9], [0, 1, 4, 9]]
    >>> polynomial_errors(x, y, [4.0], [16.0], 2).bias_squared.round(6)
    array([[156.25], [ 25. ], [ 0. ]])
    """
    x = as_sample(train_inputs, "train_inputs")
    x_test = as_sample(test_inputs, "test_inputs")
    truth = as_sample(test_values, "test_values")
    y = as_samples(training_sets, "training_sets")
    top = check_count(max_degree, "max_degree", at_least=0)
    if y.ndim != 2 or not len(y) or y.shape[1] != len(x):
        raise ValueError(f"training_sets must have shape (n_datasets, {len(x)}), got shape {y.shape}")
    if truth.shape != x_test.shape:
        raise ValueError(f"test_values must hold one value for each of {len(x_test)} test inputs, got {len(truth)}")
    if top >= len(np.unique(x)):
        raise ValueError(f"max_degree must be below the {len(np.unique(x))} distinct train_inputs, got {top}")
    basis, test_basis = chebyshev_features(x, x_test, top)
    q, r = np.linalg.qr(basis)
    q_test = np.linalg.solve(r.T, test_basis.T).T
    coefficients = y @ q
    mean = coefficients.mean(axis=0)
    centred = coefficients - mean
    together = centred.T @ centred / len(y)
    mean_fit = np.cumsum(q_test * mean, axis=1).T
    # Degree by degree: var(a + b) = var(a) + 2 cov(a, b) + var(b), with a all lower terms.
    shared = q_test @ np.triu(together, 1)
    gained = q_test * (2.0 * shared + q_test * np.diagonal(together))
    variance = np.maximum(np.cumsum(gained, axis=1).T, 0.0)
    residual = np.einsum("ij,ij->", y, y) - np.cumsum((coefficients**2).sum(axis=0))
    return PolynomialErrors(
        np.arange(top + 1), mean_fit, (mean_fit - truth) ** 2, variance, np.maximum(residual, 0.0) / y.size
    )


def polynomial_bias_variance(
    train_inputs: ArrayLike,
    train_values: ArrayLike,
    test_inputs: ArrayLike,
    test_values: ArrayLike,
    noise: float,
    max_degree: int,
) -> PolynomialErrors:
    r"""Return exact bias and variance of least-squares polynomials of each degree.

    .. math:: \text{variance}(x) = \sigma^2 \sum_{k \le d} q_k(x)^2

    with q the orthonormal polynomials of the training points.

    Parameters
    ----------
    train_inputs, train_values : array_like (n_train,)
        Points, and the true function there.
    test_inputs, test_values : array_like (n_test,)
    noise : float
        Standard deviation.
    max_degree : int

    Returns
    -------
    PolynomialErrors
        Averaged over the noise; training errors too.

    Examples
    --------
    >>> found = polynomial_bias_variance([-1, 0, 1], [0, 0, 0], [0.0], [0.0], 1.0, 2)
    >>> found.variance.round(4), found.training_errors.round(4)
    (array([[0.3333], [0.3333], [1. ]]), array([0.6667, 0.3333, 0. ]))
    """
    f = as_sample(train_values, "train_values")
    sigma2 = check_positive(noise, "noise", zero=True) ** 2
    found = polynomial_errors(train_inputs, f[np.newaxis], test_inputs, test_values, max_degree)
    basis, test_basis = chebyshev_features(
        as_sample(train_inputs, "train_inputs"), as_sample(test_inputs, "test_inputs"), int(found.degrees[-1])
    )
    q_test = np.linalg.solve(np.linalg.qr(basis)[1].T, test_basis.T)
    training = found.training_errors + sigma2 * (1.0 - (found.degrees + 1) / len(f))
    return found._replace(variance=sigma2 * np.cumsum(q_test**2, axis=0), training_errors=training)
