"""Entropy: how many yes-or-no questions an outcome is worth.

An outcome of probability p surprises by log 1/p: halving the probability adds one bit. The entropy is the mean
surprise, and no code can spend fewer bits a symbol. Each outcome contributes p log 1/p, the area of a bar that is p
wide and log 1/p high; it is largest at p = 1/e, so neither common nor very rare outcomes contribute most.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, FloatOrArray, as_array, as_probabilities, check_base, plain
from .logarithms import logarithm, x_log_x


def surprisals(probabilities: ArrayLike, base: float = 2) -> FloatArray:
    r"""Return how much each outcome surprises.

    .. math:: \log \frac{1}{p_i}

    Parameters
    ----------
    probabilities : array_like (..., n_outcomes)
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    array (..., n_outcomes)
        Infinite for an impossible outcome.

    Raises
    ------
    ValueError
        If the probabilities are not a distribution, or `base` is not above 1.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd edition, section 2.1.

    Examples
    --------
    >>> surprisals([0.5, 0.25, 0.25, 0])
    array([ 1.,  2.,  2., inf])
    """
    p, base = as_probabilities(probabilities), check_base(base)
    return np.where(p > 0.0, 0.0 - logarithm(np.where(p > 0.0, p, 1.0), base), np.inf)


def contributions(probabilities: ArrayLike, base: float = 2) -> FloatArray:
    r"""Return what each outcome adds to the entropy.

    .. math:: p_i \log \frac{1}{p_i}

    Parameters
    ----------
    probabilities : array_like (..., n_outcomes)
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    array (..., n_outcomes)
        Not negative; 0 for an impossible and for a certain outcome.

    Examples
    --------
    >>> contributions([0.5, 0.25, 0.25, 0])
    array([0.5, 0.5, 0.5, 0. ])
    """
    return 0.0 - x_log_x(as_probabilities(probabilities), check_base(base))


def entropy(probabilities: ArrayLike, base: float = 2) -> FloatOrArray:
    r"""Return the entropy of a distribution, the mean surprise of its outcomes.

    .. math:: H = \sum_i p_i \log \frac{1}{p_i}, \qquad 0 \log \tfrac{1}{0} = 0

    Parameters
    ----------
    probabilities : array_like (..., n_outcomes)
        Each row sums to 1.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float, or array (...) for a stack
        Between 0 (one outcome is certain) and the logarithm of the number of outcomes (all are equally likely).

    Raises
    ------
    ValueError
        If there is no outcome, a probability is negative, a sum is not 1 within 1e-6, or `base` is not above 1.

    References
    ----------
    Shannon, *A Mathematical Theory of Communication*, 1948, section 6.

    Examples
    --------
    >>> entropy([1/2, 1/4, 1/8, 1/8])
    1.75
    >>> entropy([[0.5, 0.5], [1, 0]])
    array([1., 0.])
    """
    return plain(contributions(probabilities, base).sum(axis=-1))


def maximum_of_entropy(n_outcomes: int, base: float = 2) -> float:
    """Return the largest entropy that a distribution over so many outcomes can have, log n.

    Examples
    --------
    >>> maximum_of_entropy(8)
    3.0
    """
    if n_outcomes < 1:
        raise ValueError(f"n_outcomes must be at least 1, got {n_outcomes}")
    return float(logarithm(np.array(float(n_outcomes)), check_base(base)))


def efficiency(probabilities: ArrayLike) -> FloatOrArray:
    """Return the share of the largest possible entropy, H / log n: 1 where all outcomes are equally likely.

    Parameters
    ----------
    probabilities : array_like (..., n_outcomes)
        Impossible outcomes count among the n.

    Returns
    -------
    float, or array (...) for a stack
        Between 0 and 1, whatever the base.  1 for a single outcome, whose entropy is the largest that it can have.

    Examples
    --------
    >>> efficiency([1/2, 1/4, 1/8, 1/8])
    0.875
    """
    p = as_probabilities(probabilities)
    if p.shape[-1] == 1:
        return plain(np.ones(p.shape[:-1]))
    return plain(np.minimum(entropy(p) / math.log2(p.shape[-1]), 1.0))


def perplexity(probabilities: ArrayLike) -> FloatOrArray:
    r"""Return the number of equally likely outcomes that would be as uncertain.

    .. math:: 2^{H_2(p)} = e^{H_e(p)}

    Parameters
    ----------
    probabilities : array_like (..., n_outcomes)

    Returns
    -------
    float, or array (...) for a stack
        Between 1 and the number of outcomes, whatever the base.

    Examples
    --------
    >>> perplexity([0.25, 0.25, 0.25, 0.25])
    4.0
    """
    return plain(np.exp2(entropy(probabilities)))


def normalized(counts: ArrayLike) -> FloatArray:
    """Return non-negative weights divided by their sum: counts become shares.

    Parameters
    ----------
    counts : array_like (..., n_outcomes)

    Returns
    -------
    array (..., n_outcomes)

    Raises
    ------
    ValueError
        If a weight is negative or not finite, or all are zero.

    Examples
    --------
    >>> normalized([2, 1, 1])
    array([0.5 , 0.25, 0.25])
    """
    weights = as_array(counts, "counts")
    if weights.ndim == 0 or weights.shape[-1] == 0:
        raise ValueError(f"counts must have shape (..., n_outcomes), got shape {weights.shape}")
    if (weights < 0.0).any():
        raise ValueError(f"counts must not be negative, got {weights[weights < 0.0][0]:g}")
    largest = weights.max(axis=-1, keepdims=True)
    if not (largest > 0.0).all():
        raise ValueError("counts must not all be zero")
    shares: FloatArray = weights / largest
    shares /= shares.sum(axis=-1, keepdims=True)
    return shares
