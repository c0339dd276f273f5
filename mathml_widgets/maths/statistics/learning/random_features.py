r"""A network whose hidden layer is never trained.

Random ReLU features are a hidden layer with random weights; only the linear readout is fitted, by the
shortest least-squares solution, so the fit is a linear smoother and its error is known exactly.
With as many features as samples the features are nearly dependent, the readout huge, and so is the
variance: the error peaks, and falls again with more features.
A ridge penalty takes the peak away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, IntArray, as_array, as_inputs, as_sample, check_count, check_positive
from .decomposition import exact_bias_variance
from .smoothers import ridge_smoother


class ReluFeatures(NamedTuple):
    """The map x -> max(0, weights x + biases), with weights (n_features, n_dimensions) and biases (n_features,)."""

    weights: FloatArray
    biases: FloatArray

    def __call__(self, inputs: ArrayLike) -> FloatArray:
        """Return the features (n, n_features) of inputs (n,) or (n, n_dimensions)."""
        x = as_inputs(inputs, at_least=0)
        if x.shape[1] != self.weights.shape[1]:
            raise ValueError(f"inputs must have {self.weights.shape[1]} dimensions, got {x.shape[1]}")
        return np.maximum(0.0, x @ self.weights.T + self.biases)


class DoubleDescent(NamedTuple):
    """Exact errors over the number of features; each is a mean over the test points.

    Attributes
    ----------
    n_features : array (n_sizes,) of int
    bias_squared, variance, total : array (n_sizes,)
        Total is their sum and the noise's.
    training_error : array (n_sizes,)
        Expected mean squared residual on the training set.
    """

    n_features: IntArray
    bias_squared: FloatArray
    variance: FloatArray
    total: FloatArray
    training_error: FloatArray


def relu_features(
    n_features: int, n_dimensions: int, rng: np.random.Generator, bias_scale: float = 1.0
) -> ReluFeatures:
    """Return random ReLU features.

    Parameters
    ----------
    n_features, n_dimensions : int
    rng : numpy.random.Generator
    bias_scale : float
        Standard deviation of the biases; that of the weights is one over the square root of the dimension.

    Returns
    -------
    ReluFeatures
        Call it with inputs.

    References
    ----------
    Rahimi and Recht, "Random features for large-scale kernel machines", NIPS (2007).

    Examples
    --------
    >>> relu_features(5, 2, np.random.default_rng(0))([[0.0, 1.0], [1.0, 0.0]]).shape
    (2, 5)
    """
    p, d = check_count(n_features, "n_features"), check_count(n_dimensions, "n_dimensions")
    scale = check_positive(bias_scale, "bias_scale", zero=True)
    return ReluFeatures(rng.normal(size=(p, d)) / np.sqrt(d), scale * rng.normal(size=p))


def double_descent(
    function: Callable[[FloatArray], ArrayLike],
    train_inputs: ArrayLike,
    test_inputs: ArrayLike,
    n_features: ArrayLike,
    noise: float,
    *,
    penalty: float = 0.0,
    rng: np.random.Generator | None = None,
) -> DoubleDescent:
    r"""Return exact bias, variance and training error of random ReLU features over their number.

    Parameters
    ----------
    function : callable
        From inputs (n, n_dimensions) to values (n,).
    train_inputs : array_like (n_train,) or (n_train, n_dimensions)
        Gaussian ones show the peak best.
    test_inputs : array_like (n_test,) or (n_test, n_dimensions)
    n_features : array_like (n_sizes,)
        The smaller layers are the first features of the largest.
    noise : float
        Standard deviation of the noise in y.
    penalty : float
        Of the ridge; without one the shortest least-squares solution.
    rng : numpy.random.Generator, optional
        For the features; by default one with seed 0.

    Returns
    -------
    DoubleDescent
        Exact for these inputs and features: only the noise is averaged over.

    References
    ----------
    Belkin, Hsu, Ma and Mandal, "Reconciling modern machine-learning practice and the classical bias-variance
    trade-off", PNAS 116 (2019).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> train, test = rng.normal(size=(40, 5)), rng.normal(size=(200, 5))
    >>> found = double_descent(lambda x: x[:, 0], train, test, [10, 40, 400], 0.5)
    >>> bool(found.total[1] > 7 * found.total[0] and found.total[1] > 7 * found.total[2])
    True
    """
    train, test = as_inputs(train_inputs, "train_inputs"), as_inputs(test_inputs, "test_inputs")
    sizes = np.array([check_count(int(p), "n_features") for p in as_sample(n_features, "n_features")])
    sigma = check_positive(noise, "noise", zero=True)
    features = relu_features(int(sizes.max()), train.shape[1], np.random.default_rng(0) if rng is None else rng)
    wide_train, wide_test = features(train), features(test)
    f_train, f_test = as_array(function(train), "function(inputs)"), as_array(function(test), "function(inputs)")
    rows = []
    for p in sizes:
        both = ridge_smoother(wide_train[:, :p], np.concatenate([wide_test[:, :p], wide_train[:, :p]]), penalty)
        smoother, own = both[: len(test)], both[len(test) :]
        parts = exact_bias_variance(smoother, f_train, f_test, sigma)
        left = own - np.eye(len(train))
        training = ((left @ f_train) ** 2).mean() + sigma**2 * (left**2).sum(axis=1).mean()
        rows.append((parts.bias_squared.mean(), parts.variance.mean(), parts.total.mean(), training))
    columns = np.array(rows).T
    return DoubleDescent(sizes, *columns)
