"""Losses that are means over samples.

Linear and logistic regression ask for the weights that make the mean loss over all rows smallest.
The gradient of the mean is the mean of the gradients of the rows, and those are what a minibatch draws from.
Here both losses come as objectives, and with them the gradient of every single row.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Array, FloatArray, IntArray, as_array, as_matrix
from .objective import Objective


class SampleLoss(NamedTuple):
    """A mean loss over samples.

    Attributes
    ----------
    kind : str
        'linear' or 'logistic'.
    data : array (n_samples, n)
    targets : array (n_samples,)
    objective : Objective
        Of the weights (n,).
    """

    kind: str
    data: FloatArray
    targets: FloatArray
    objective: Objective

    def sample_gradients(self, weights: ArrayLike, rows: IntArray | None = None) -> FloatArray:
        r"""Return the gradients of single rows.

        .. math:: (p_i - y_i) \, x_i

        where p is the prediction.

        Parameters
        ----------
        weights : array_like (..., n)
        rows : array (k,) of int, optional
            Which rows; by default all.

        Returns
        -------
        array (..., k, n)

        Examples
        --------
        >>> linear_regression([[1, 0], [1, 1]], [0, 3]).sample_gradients([1, 1])
        array([[ 1., 0.],
               [-1., -1.]])
        """
        x, y = (self.data, self.targets) if rows is None else (self.data[rows], self.targets[rows])
        scores = np.asarray(weights, dtype=float) @ x.T
        predictions = scores if self.kind == "linear" else _sigmoid(scores)
        gradients: FloatArray = (predictions - y)[..., np.newaxis] * x
        return gradients


def linear_regression(data: ArrayLike, targets: ArrayLike) -> SampleLoss:
    r"""Return the loss of linear regression.

    .. math:: f(w) = \frac{1}{2 N} \sum (x_i^T w - y_i)^2, \quad \nabla^2 f = X^T X / N

    Parameters
    ----------
    data : array_like (n_samples, n)
        A column of ones among them for an intercept.
    targets : array_like (n_samples,)

    Raises
    ------
    ValueError
        If the shapes do not fit, or an entry is not finite.

    Examples
    --------
    >>> loss = linear_regression([[1, 0], [1, 1], [1, 2]], [1, 3, 5])
    >>> loss.objective.minima
    array([[1., 2.]])
    """
    x, y = _samples(data, targets)
    hessian = x.T @ x / len(x)

    def value(weights: Array) -> Any:
        misses = weights @ x.T - y
        return 0.5 * (misses * misses).mean(axis=1)

    solution, _, rank, _ = np.linalg.lstsq(x, y, rcond=None)
    return SampleLoss(
        "linear",
        x,
        y,
        Objective(
            value,
            lambda weights: (weights @ x.T - y) @ x / len(x),
            lambda weights: np.broadcast_to(hessian.astype(weights.dtype), (len(weights), *hessian.shape)).copy(),
            batched=True,
            name="linear regression",
            formula="Σ (xᵢᵀ w − yᵢ)² / (2 n)",
            # Where the columns are dependent, the minima are not a point.
            minima=solution[np.newaxis] if rank == x.shape[1] else None,
        ),
    )


def logistic_regression(data: ArrayLike, targets: ArrayLike) -> SampleLoss:
    r"""Return the loss of logistic regression, in nats per sample.

    .. math:: f(w) = \frac{1}{N} \sum \log(1 + \exp(s_i)) - y_i s_i, \quad s_i = x_i^T w

    Parameters
    ----------
    data : array_like (n_samples, n)
        A column of ones among them for an intercept.
    targets : array_like (n_samples,)
        From 0 to 1: labels 0 and 1, or probabilities.

    Notes
    -----
    Where a plane separates the labels there is no smallest value: the weights grow for ever.

    Raises
    ------
    ValueError
        If the shapes do not fit, an entry is not finite, or a target is outside [0, 1].

    Examples
    --------
    >>> logistic_regression([[1.0], [2.0]], [0, 1]).objective.value([0.0])
    array(0.69314718)
    """
    x, y = _samples(data, targets)
    if ((y < 0.0) | (y > 1.0)).any():
        raise ValueError(f"targets must lie between 0 and 1, got {y[(y < 0.0) | (y > 1.0)][0]}")

    def value(weights: Array) -> Any:
        scores = weights @ x.T
        # log(1 + exp(s)) - y s, split at 0 so that no exponential overflows
        soft = np.log1p(np.exp(np.where(scores.real > 0.0, -scores, scores)))
        return (soft + np.where(scores.real > 0.0, scores, 0.0) - y * scores).mean(axis=1)

    def hessian(weights: Array) -> Any:
        p = _sigmoid(weights @ x.T)
        spread = p * (1.0 - p)
        return np.einsum("ms,si,sj->mij", spread, x, x) / len(x)

    return SampleLoss(
        "logistic",
        x,
        y,
        Objective(
            value,
            lambda weights: (_sigmoid(weights @ x.T) - y) @ x / len(x),
            hessian,
            batched=True,
            name="logistic regression",
            formula="Σ (log(1 + exp sᵢ) − yᵢ sᵢ) / n,  sᵢ = xᵢᵀ w",
        ),
    )


def _samples(data: ArrayLike, targets: ArrayLike) -> tuple[FloatArray, FloatArray]:
    x, y = as_matrix(data, "data"), as_array(targets, "targets")
    if y.shape != (len(x),):
        raise ValueError(f"targets must have shape ({len(x)},) to fit data, got shape {y.shape}")
    return x, y


def _sigmoid(scores: Array) -> Any:
    small = np.exp(np.where(scores.real > 0.0, -scores, scores))
    return np.where(scores.real > 0.0, 1.0, small) / (1.0 + small)
