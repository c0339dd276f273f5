r"""Bayes' rule: how much evidence is to change one's mind.

Each hypothesis is worth what it was worth before, times how well it foretold what came; then all are divided by their
sum.
On the scale of odds that is one multiplication, by the Bayes factor, and on the scale of bits, the logarithm of odds,
one addition: that is why independent pieces of evidence add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, as_array, plain

Exact = Fraction | int | float | str


class BayesUpdate(NamedTuple):
    """What evidence made of a prior; the leading axes are those of the prior."""

    posterior: FloatArray
    """(..., n_hypotheses)"""
    steps: FloatArray
    """(..., n_pieces + 1, n_hypotheses), from the prior on, after each piece of evidence."""
    evidence: FloatOrArray
    """(...), the probability of all that was seen; 0 or infinite where a float cannot hold it."""
    log_evidence: FloatOrArray
    """(...), its natural logarithm."""
    bayes_factors: FloatArray
    """(..., n_hypotheses), how much likelier each makes the evidence than all the others together; NaN for a hypothesis
    that has no others, or if neither makes it possible."""
    prior_log_odds: FloatArray
    """(..., n_hypotheses), of each against all others, in bits."""
    log_odds: FloatArray
    """(..., n_hypotheses), the same afterwards."""


class ExactUpdate(NamedTuple):
    """The same in fractions."""

    posterior: tuple[Fraction, ...]
    steps: tuple[tuple[Fraction, ...], ...]
    evidence: Fraction
    bayes_factors: tuple[Fraction | float, ...]
    """Infinity where all others make the evidence impossible, NaN where nothing is to be compared."""


def bayes_update(prior: ArrayLike, likelihoods: ArrayLike) -> BayesUpdate:
    r"""Return what hypotheses are worth after evidence.

    .. math:: P(H_i \mid E) = \frac{P(H_i) \, P(E \mid H_i)}{\sum_j P(H_j) \, P(E \mid H_j)}

    Parameters
    ----------
    prior : array_like (..., n_hypotheses)
        Not negative, adding up to 1 within 1e-9.
    likelihoods : array_like (n_hypotheses,) or (n_pieces, n_hypotheses)
        How probable each hypothesis makes what was seen, or each piece of it, given the hypothesis and the earlier
        pieces: numbers from 0 on, densities being welcome.

    Returns
    -------
    BayesUpdate

    Raises
    ------
    ValueError
        If the prior does not sum to 1, a number is negative, the numbers of hypotheses differ, or every hypothesis
        that was possible makes the evidence impossible.

    Notes
    -----
    Logarithms are added, so a thousand pieces of evidence do not underflow.  A prior of 0 stays 0, whatever comes.

    References
    ----------
    Jaynes, "Probability theory: the logic of science" (2003), sections 4.1 and 4.2, on odds and evidence.

    Examples
    --------
    A test that finds 90 % of the ill and alarms 9 % of the healthy, where 1 % are ill:

    >>> found = bayes_update([0.01, 0.99], [0.9, 0.09])
    >>> found.posterior.round(4), found.bayes_factors[0].round(6).item()
    (array([0.0917, 0.9083]), 10.0)
    """
    priors, rows = as_priors(prior), as_likelihoods(likelihoods)
    if rows.shape[1] != priors.shape[-1]:
        raise ValueError(f"likelihoods must be one for each of {priors.shape[-1]} hypotheses, got {rows.shape[1]}")
    with np.errstate(divide="ignore"):
        logs = np.log(np.concatenate([np.ones((1, rows.shape[1])), rows]))
        joint = np.log(priors)[..., None, :] + np.cumsum(logs, axis=0)
    top = joint.max(axis=-1, keepdims=True)
    if (top == -np.inf).any():
        piece = int(np.argwhere((top == -np.inf).any(axis=tuple(range(top.ndim - 2)))[:, 0])[0, 0]) - 1
        raise ValueError(f"likelihoods must leave a hypothesis possible, got none after piece {piece}")
    weights = np.exp(joint - top)
    steps = weights / weights.sum(axis=-1, keepdims=True)
    steps[..., 0, :] = priors
    log_evidence = top[..., -1, 0] + np.log(weights[..., -1, :].sum(axis=-1)) - np.log(priors.sum(axis=-1))
    before, after = log_odds_of(np.log2(np.e) * joint[..., 0, :]), log_odds_of(np.log2(np.e) * joint[..., -1, :])
    with np.errstate(over="ignore"):
        evidence = plain(np.exp(log_evidence))
    return BayesUpdate(
        steps[..., -1, :],
        steps,
        evidence,
        plain(log_evidence),
        factors(joint[..., 0, :], np.cumsum(logs, axis=0)[-1]),
        before,
        after,
    )


def exact_bayes_update(prior: Iterable[Exact], likelihoods: Sequence[Exact] | Sequence[Sequence[Exact]]) -> ExactUpdate:
    """Return the same as `bayes_update`, in fractions.

    Parameters
    ----------
    prior : iterable of Fraction, int, str or float
        Adding up to exactly 1.  A float counts for the shortest decimal that gives it: 0.1 for 1/10.
    likelihoods : sequence, or sequence of sequences

    Returns
    -------
    ExactUpdate

    Raises
    ------
    ValueError
        As in `bayes_update`, or if a number is no fraction.

    Examples
    --------
    >>> exact_bayes_update(["0.01", "0.99"], [0.9, 0.09]).posterior
    (Fraction(10, 109), Fraction(99, 109))
    """
    start = tuple(as_fraction(value, "prior") for value in prior)
    if len(start) == 0 or min(start) < 0 or sum(start) != 1:
        raise ValueError(f"prior must be numbers from 0 on that sum to 1, got {[str(value) for value in start]}")
    given: Any = likelihoods
    table = [given] if len(given) == 0 or isinstance(given[0], Fraction | int | float | str) else given
    rows = [[as_fraction(value, "likelihoods") for value in row] for row in table]
    joint, steps = list(start), [start]
    for piece, row in enumerate(rows):
        if len(row) != len(start) or min(row) < 0:
            raise ValueError(
                f"likelihoods must be numbers from 0 on, one for each of {len(start)} hypotheses, got "
                f"{[str(value) for value in row]}"
            )
        joint = [one * two for one, two in zip(joint, row, strict=True)]
        total = sum(joint, Fraction(0))
        if total == 0:
            raise ValueError(f"likelihoods must leave a hypothesis possible, got none after piece {piece}")
        steps.append(tuple(value / total for value in joint))
    total = sum(joint, Fraction(0))
    found: list[Fraction | float] = []
    for one, before in zip(joint, start, strict=True):
        own = one / before if before else likelihood_of(rows, len(found))
        others, prior_others = total - one, 1 - before
        if prior_others == 0 or (others == 0 and own == 0):
            found.append(float("nan"))
        else:
            found.append(own * prior_others / others if others else float("inf"))
    return ExactUpdate(steps[-1], tuple(steps), total, tuple(found))


def likelihood_of(rows: list[list[Fraction]], hypothesis: int) -> Fraction:
    """Return the product of the likelihoods of one hypothesis."""
    product = Fraction(1)
    for row in rows:
        product *= row[hypothesis]
    return product


def log_odds_of(logs: FloatArray) -> FloatArray:
    """Return log-odds of each hypothesis against all others, in bits, from joint probabilities in bits."""
    with np.errstate(all="ignore"):
        return np.asarray(logs - others_of(logs, np.log2(np.e)))


def others_of(logs: FloatArray, bits: float = 1.0) -> FloatArray:
    """Return the logarithm of the sum of all the others: summed without the hypothesis, not by taking it away."""
    n = logs.shape[-1]
    if n == 1:
        return np.full_like(logs, -np.inf)
    others = np.stack([np.delete(logs, i, axis=-1) for i in range(n)], axis=-2)
    top = others.max(axis=-1, keepdims=True)
    safe = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        sums = np.log(np.exp((others - safe) / bits).sum(axis=-1)) * bits
    return np.asarray(sums + safe[..., 0])


def factors(log_prior: FloatArray, log_likelihood: FloatArray) -> FloatArray:
    """Return how much likelier each hypothesis makes the evidence than the others together."""
    with np.errstate(all="ignore"):
        others = others_of(log_prior + log_likelihood) - others_of(log_prior)
        return np.exp(log_likelihood - others)


def as_priors(prior: ArrayLike) -> FloatArray:
    """Return probabilities of hypotheses, shape (..., n_hypotheses)."""
    array = as_array(prior, "prior")
    if array.ndim == 0 or array.shape[-1] == 0:
        raise ValueError(f"prior must hold at least one hypothesis, got shape {array.shape}")
    if (array < 0).any():
        raise ValueError(f"prior must be at least 0, got {array.min()}")
    sums = np.atleast_1d(array.sum(axis=-1))
    wrong = np.abs(sums - 1) > 1e-9
    if wrong.any():
        raise ValueError(f"prior must sum to 1, got {sums[wrong][0]}")
    return array


def as_likelihoods(likelihoods: ArrayLike) -> FloatArray:
    """Return likelihoods as rows, shape (n_pieces, n_hypotheses)."""
    array = as_array(likelihoods, "likelihoods")
    if array.ndim not in (1, 2):
        raise ValueError(f"likelihoods must be one row or rows, got shape {array.shape}")
    if (array < 0).any():
        raise ValueError(f"likelihoods must be at least 0, got {array.min()}")
    return np.atleast_2d(array)


def as_fraction(value: Exact, name: str) -> Fraction:
    """Return a number as a fraction; a float as the shortest decimal that gives it."""
    try:
        return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        raise ValueError(f"{name} must hold fractions, got {value!r}") from None
