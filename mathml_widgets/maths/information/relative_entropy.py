"""How far one distribution is from another, in the currency of surprise.

Coding symbols of p with a code made for q costs the cross-entropy: the entropy of p, and the divergence on top.
That surcharge is never negative, depends on the direction, and is infinite where q calls impossible what p does:
not an accident to be smoothed away, but the price of having said "never". The Jensen-Shannon divergence asks both
sides against their average, and so is symmetric and at most one bit.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, FloatOrArray, as_pair, as_probabilities, check_base, plain
from .logarithms import logarithm, relative_contributions, relative_sum, relative_terms


def cross_entropy(p: ArrayLike, q: ArrayLike, base: float = 2) -> FloatOrArray:
    r"""Return the mean surprise of outcomes of p for someone who believes q.

    .. math:: H(p, q) = \sum_i p_i \log \frac{1}{q_i} = H(p) + D(p \| q)

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)
        Each row sums to 1.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float, or array (...) for a stack
        Infinite where p has an outcome that q calls impossible.

    Raises
    ------
    ValueError
        If either is not a distribution, or the numbers of outcomes differ.

    Examples
    --------
    >>> cross_entropy([0.5, 0.5], [0.25, 0.75])
    1.20751874964
    """
    p, q = as_pair(p, q)
    base = check_base(base)
    possible = q > 0.0
    costs = np.where(p > 0.0, p * (0.0 - logarithm(np.where(possible, q, 1.0), base)), 0.0)
    return plain(np.where((p > 0.0) & ~possible, np.inf, costs).sum(axis=-1))


def kl_divergence(p: ArrayLike, q: ArrayLike, base: float = 2) -> FloatOrArray:
    r"""Return the Kullback-Leibler divergence of p from q: what believing q costs where p is true.

    .. math:: D(p \| q) = \sum_i p_i \log \frac{p_i}{q_i}

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)
        Each row sums to 1.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float, or array (...) for a stack
        Not negative, and 0 only where p = q.  Infinite where p has an outcome that q calls impossible:
        `infinite_outcomes` names it.

    Raises
    ------
    ValueError
        If either is not a distribution, or the numbers of outcomes differ.

    Notes
    -----
    The terms are p log(p/q) - p + q, none of which is negative, so that nearly equal distributions lose no digits.

    References
    ----------
    Kullback and Leibler, *On Information and Sufficiency*, 1951.

    Examples
    --------
    >>> kl_divergence([0.5, 0.5], [0.9, 0.1]), kl_divergence([0.9, 0.1], [0.5, 0.5])
    (0.736965594166, 0.531004406411)
    >>> kl_divergence([0.5, 0.5], [1, 0])
    inf
    """
    p, q = as_pair(p, q)
    base = check_base(base)
    return plain(relative_sum(p, q, base))


def kl_contributions(p: ArrayLike, q: ArrayLike, base: float = 2) -> FloatArray:
    r"""Return what each outcome adds to the divergence of p from q, with its sign.

    .. math:: p_i \log \frac{p_i}{q_i}

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    array (..., n_outcomes)
        Negative where q expects the outcome more often than it comes; infinite where q calls it impossible.

    Examples
    --------
    >>> kl_contributions([0.5, 0.5, 0], [0.25, 0.5, 0.25])
    array([0.5, 0. , 0. ])
    """
    p, q = as_pair(p, q)
    return 0.0 + relative_contributions(p, q) / math.log(check_base(base))


def infinite_outcomes(p: ArrayLike, q: ArrayLike) -> NDArray[np.bool_]:
    """Return which outcomes make the divergence of p from q infinite: those that p has and q calls impossible.

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)

    Returns
    -------
    bool array (..., n_outcomes)

    Examples
    --------
    >>> infinite_outcomes([0.5, 0.5, 0], [1, 0, 0])
    array([False,  True, False])
    """
    p, q = as_pair(p, q)
    guilty: NDArray[np.bool_] = (p > 0.0) & (q == 0.0)
    return guilty


def js_divergence(p: ArrayLike, q: ArrayLike, base: float = 2) -> FloatOrArray:
    r"""Return the Jensen-Shannon divergence, the mean divergence of both from their average m = (p + q) / 2.

    .. math:: J(p, q) = \tfrac12 D(p \| m) + \tfrac12 D(q \| m) = H(m) - \tfrac12 H(p) - \tfrac12 H(q)

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float, or array (...) for a stack
        Symmetric, between 0 (equal) and one bit (nothing in common); its square root is a metric.

    References
    ----------
    Lin, *Divergence Measures Based on the Shannon Entropy*, 1991.

    Examples
    --------
    >>> js_divergence([1, 0], [0, 1]), js_divergence([0.5, 0.5], [0.5, 0.5])
    (1.0, 0.0)
    """
    p, q = as_pair(p, q)
    nats = np.minimum(_to_the_average(p, q).sum(axis=-1), math.log(2.0))
    return plain(nats / math.log(check_base(base)))


def js_contributions(p: ArrayLike, q: ArrayLike, base: float = 2) -> FloatArray:
    """Return what each outcome adds to the Jensen-Shannon divergence; none is negative.

    Parameters
    ----------
    p, q : array_like (..., n_outcomes)
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    array (..., n_outcomes)

    Examples
    --------
    >>> js_contributions([1, 0], [0, 1])
    array([0.5, 0.5])
    """
    p, q = as_pair(p, q)
    return _to_the_average(p, q) / math.log(check_base(base))


def smoothed(probabilities: ArrayLike, amount: float) -> FloatArray:
    """Return the distribution mixed with the uniform one, (1 - amount) p + amount / n.

    Parameters
    ----------
    probabilities : array_like (..., n_outcomes)
    amount : float
        Between 0 (as it is) and 1 (uniform).

    Returns
    -------
    array (..., n_outcomes)

    Raises
    ------
    ValueError
        If `amount` is not between 0 and 1.

    Notes
    -----
    Every divergence from the result is finite, and its value is made by `amount`: log(1 / amount) is in it.

    Examples
    --------
    >>> smoothed([1, 0], 0.5)
    array([0.75, 0.25])
    """
    p = as_probabilities(probabilities)
    if not 0.0 <= amount <= 1.0:
        raise ValueError(f"amount must be between 0 and 1, got {amount}")
    mixed: FloatArray = (1.0 - amount) * p + amount / p.shape[-1]
    return mixed


def _to_the_average(p: FloatArray, q: FloatArray) -> FloatArray:
    average = 0.5 * p + 0.5 * q
    average = np.where(average > 0.0, average, np.maximum(p, q))  # half of the least float is zero
    return 0.5 * (relative_terms(p, average) + relative_terms(q, average))
