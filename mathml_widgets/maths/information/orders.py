"""Entropies of other orders: how much rare outcomes count.

Rényi's family asks for the same uncertainty with another stress: order 0 only counts the possible outcomes, order 1
is Shannon's, order 2 asks how likely two draws agree, and order infinity sees the likeliest outcome alone.
Tsallis' entropies order distributions in the same way but do not add up over independent sources.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, FloatOrArray, as_array, as_distribution, as_probabilities, check_base, plain
from .surprise import entropy

_NEAR_ONE = 0.5


def renyi_entropy(probabilities: ArrayLike, order: float, base: float = 2) -> FloatOrArray:
    r"""Return the Rényi entropy of an order.

    .. math:: H_\alpha = \frac{1}{1 - \alpha} \log \sum_i p_i^\alpha

    Parameters
    ----------
    probabilities : array_like (..., n_outcomes)
    order : float
        Not negative; 0 (Hartley), 1 (Shannon) and infinity (min-entropy) are the limits.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float, or array (...) for a stack
        Never increases with the order.

    Raises
    ------
    ValueError
        If `order` is negative or NaN, or the probabilities are not a distribution.

    References
    ----------
    Rényi, *On Measures of Entropy and Information*, 1961.

    Examples
    --------
    >>> p = [1/2, 1/4, 1/8, 1/8]
    >>> [renyi_entropy(p, order) for order in (0, 1, np.inf)]
    [2.0, 1.75, 1.0]
    """
    p, base, order = as_probabilities(probabilities), check_base(base), _as_order(order)
    if order == 1.0:
        return entropy(p, base)
    largest = p.max(axis=-1, keepdims=True)
    if order == math.inf:
        nats = -np.log(largest[..., 0])
    elif abs(order - 1.0) < _NEAR_ONE:
        nats = np.log1p(_change_of_sum(p, order)) / (1.0 - order)
    else:
        nats = (order * np.log(largest[..., 0]) + np.log(_powers(p / largest, order).sum(axis=-1))) / (1.0 - order)
    return plain(np.maximum(nats, 0.0) / math.log(base))


def tsallis_entropy(probabilities: ArrayLike, order: float) -> FloatOrArray:
    r"""Return the Tsallis entropy of an order, which has no unit (Shannon's in nats at order 1).

    .. math:: S_q = \frac{1 - \sum_i p_i^q}{q - 1}

    Parameters
    ----------
    probabilities : array_like (..., n_outcomes)
    order : float
        Not negative; order 2 is the Gini impurity.

    Returns
    -------
    float, or array (...) for a stack

    Raises
    ------
    ValueError
        If `order` is negative or NaN, or the probabilities are not a distribution.

    Notes
    -----
    For independent X and Y it is S(X) + S(Y) + (1 - q) S(X) S(Y): additive at order 1 alone.

    References
    ----------
    Tsallis, *Possible generalization of Boltzmann-Gibbs statistics*, 1988.

    Examples
    --------
    >>> tsallis_entropy([0.5, 0.5], 2), tsallis_entropy([0.5, 0.25, 0.25, 0], 0)
    (0.5, 2.0)
    """
    p, order = as_probabilities(probabilities), _as_order(order)
    if order == 1.0:
        return entropy(p, math.e)
    if order == math.inf:
        return plain(np.zeros(p.shape[:-1]))
    return plain(np.maximum(_change_of_sum(p, order) / (1.0 - order), 0.0))


def order_curves(probabilities: ArrayLike, orders: ArrayLike, base: float = 2) -> FloatArray:
    """Return Rényi's and Tsallis' entropies of one distribution for many orders at once.

    Parameters
    ----------
    probabilities : array_like (n_outcomes,)
    orders : array_like (n_orders,)
        Not negative, finite.
    base : float
        Of Rényi's entropies; Tsallis' have no unit.

    Returns
    -------
    array (n_orders, 2)
        Rows (Rényi, Tsallis).

    Raises
    ------
    ValueError
        If an order is negative or not finite, or the probabilities are not a distribution.

    Examples
    --------
    >>> order_curves([1/2, 1/4, 1/8, 1/8], [0, 1])
    array([[2.        , 3.        ],
           [1.75      , 1.21300757]])
    """
    p, base, q = as_distribution(probabilities), check_base(base), as_array(orders, "orders")
    if q.ndim != 1 or (q < 0.0).any():
        raise ValueError(f"orders must be one row of numbers that are not negative, got {orders!r}")
    logs = np.log(p[p > 0.0])
    shannon = -float(np.exp(logs) @ logs)
    off, away = q[:, None] - 1.0, np.where(q == 1.0, 1.0, 1.0 - q)
    near = np.abs(off[:, 0]) < _NEAR_ONE
    with np.errstate(over="ignore"):
        change = np.expm1(off * logs) @ np.exp(logs)
    largest = float(logs.max())
    far = q * largest + np.log(np.exp(q[:, None] * (logs - largest)).sum(axis=1))
    renyi = np.where(near, np.log1p(np.where(near, change, 0.0)), far) / away
    row = np.column_stack([renyi / math.log(base), change / away])
    row[q == 1.0] = shannon / math.log(base), shannon
    return np.maximum(row, 0.0)


def _as_order(order: float) -> float:
    order = float(order)
    if not order >= 0.0:
        raise ValueError(f"order must not be negative, got {order:g}")
    return order


def _powers(p: FloatArray, order: float) -> FloatArray:
    """Return p^order, with 0^0 = 0: what is impossible is not counted."""
    return np.where(p > 0.0, np.where(p > 0.0, p, 1.0) ** order, 0.0)


def _change_of_sum(p: FloatArray, order: float) -> FloatArray:
    """Return the sum of p^order, less 1, without cancellation near order 1."""
    possible = p > 0.0
    change: FloatArray = np.where(possible, p * np.expm1((order - 1.0) * np.log(np.where(possible, p, 1.0))), 0.0).sum(
        axis=-1
    )
    return change
