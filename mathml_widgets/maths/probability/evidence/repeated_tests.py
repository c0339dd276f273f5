r"""The same test once more: how much it tells depends on why it errs.

If errors are independent, every positive result multiplies the odds by the same factor; if whatever misled the first
test misleads the second, the second says little, and if it always does, nothing.
Here each person has a rate of positive results of their own, spread around that of their kind: then two results of one
person are correlated, by the dependence, between 0 (each test anew) and 1 (always the same result).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, as_array
from .bayes_rule import BayesUpdate, Exact, ExactUpdate, as_fraction, bayes_update, exact_bayes_update
from .urns import urn

MOST_TESTS = 100_000


class RepeatedTests(NamedTuple):
    """What each result did."""

    likelihoods: FloatArray
    """(n_tests, n_hypotheses), probability of each result given the earlier ones."""
    update: BayesUpdate
    bits: FloatArray
    """(n_tests,), what each result added to the log-odds of the first hypothesis, in bits; NaN once it is certain."""


def repeated_tests(
    prior: ArrayLike, positive_rates: ArrayLike, results: Sequence[bool], dependence: float = 0.0
) -> RepeatedTests:
    r"""Return what a row of results of one test says.

    After k positive results among t, a hypothesis with the positive rate s makes another one probable by

    .. math:: \frac{s (1 - \rho) + k \rho}{(1 - \rho) + t \rho}

    which is Pólya's urn: the rates of people follow a beta distribution, and any two results of one of them have the
    correlation :math:`\rho`.

    Parameters
    ----------
    prior : array_like (n_hypotheses,)
    positive_rates : array_like (n_hypotheses,)
        Probability of a positive result under each hypothesis: sensitivity first, then the false-positive rate.
    results : sequence of bool
        True for positive.
    dependence : float
        Correlation of two results of one person of known kind, between 0 and 1.

    Returns
    -------
    RepeatedTests

    Raises
    ------
    ValueError
        If a rate or the dependence is not between 0 and 1, or the results are impossible.

    Notes
    -----
    The order of results makes no difference.

    References
    ----------
    Skellam, "A probability distribution derived from the binomial distribution by regarding the probability of success
    as variable between the sets of trials", JRSS B 10 (1948).

    Examples
    --------
    >>> twice = repeated_tests([0.01, 0.99], [0.9, 0.09], [True, True])
    >>> same = repeated_tests([0.01, 0.99], [0.9, 0.09], [True, True], dependence=1)
    >>> twice.update.posterior[0].round(3).item(), same.update.posterior[0].round(3).item()
    (0.503, 0.092)
    """
    rates = as_array(positive_rates, "positive_rates")
    if rates.ndim != 1 or not ((rates >= 0) & (rates <= 1)).all():
        raise ValueError(f"positive_rates must be a row of numbers between 0 and 1, got {rates.tolist()}")
    rho = float(dependence)
    if not 0 <= rho <= 1:
        raise ValueError(f"dependence must lie between 0 and 1, got {dependence}")
    rows = np.array(urn(rates.tolist(), results, rho)).reshape(len(results), len(rates))
    update = bayes_update(prior, rows if len(rows) else np.ones(len(rates)))
    if update.steps.ndim != 2:
        raise ValueError(f"prior must be one row, got shape {np.shape(prior)}")
    with np.errstate(all="ignore"):
        others = update.steps[:, 1:].sum(axis=1)
        odds = np.log2(update.steps[:, 0]) - np.log2(others)
        bits = np.diff(odds) if len(rows) else np.zeros(0)
    return RepeatedTests(rows, update, bits)


def exact_repeated_tests(
    prior: Sequence[Exact], positive_rates: Sequence[Exact], results: Sequence[bool], dependence: Exact = 0
) -> ExactUpdate:
    """Return the same in fractions.

    Parameters
    ----------
    prior, positive_rates, results, dependence
        As in `repeated_tests`; fractions, integers, text such as "1/3", or floats, taken for their shortest decimals.

    Returns
    -------
    ExactUpdate

    Raises
    ------
    ValueError
        As there.

    Examples
    --------
    >>> exact_repeated_tests([0.01, 0.99], [0.9, 0.09], [True, True]).posterior[0]
    Fraction(100, 199)
    """
    rates = [as_fraction(rate, "positive_rates") for rate in positive_rates]
    if not all(0 <= rate <= 1 for rate in rates):
        raise ValueError(f"positive_rates must be a row of numbers between 0 and 1, got {list(positive_rates)}")
    rho = as_fraction(dependence, "dependence")
    if not 0 <= rho <= 1:
        raise ValueError(f"dependence must lie between 0 and 1, got {dependence}")
    rows = urn(rates, results, rho)
    return exact_bayes_update(prior, rows if rows else [Fraction(1)] * len(rates))


def positive_tests_needed(
    prior: float, sensitivity: float, false_positive_rate: float, target: float = 0.95, dependence: float = 0.0
) -> int | None:
    """Return how many positive results in a row bring the probability to the target; None if no number does.

    Parameters
    ----------
    prior, sensitivity, false_positive_rate : float
        Between 0 and 1.
    target : float
        Between 0 and 1.
    dependence : float
        As in `repeated_tests`.

    Returns
    -------
    int or None
        None also if it takes more than 100,000.

    Raises
    ------
    ValueError
        If a number is not between 0 and 1.

    Examples
    --------
    >>> [positive_tests_needed(0.01, 0.9, 0.09, dependence=rho) for rho in (0, 0.2, 1)]
    [4, 11, None]
    """
    for name, value in (
        ("prior", prior),
        ("sensitivity", sensitivity),
        ("false_positive_rate", false_positive_rate),
        ("target", target),
        ("dependence", dependence),
    ):
        if not 0 <= value <= 1:
            raise ValueError(f"{name} must lie between 0 and 1, got {value}")
    t = np.arange(MOST_TESTS)
    rho = float(dependence)
    with np.errstate(all="ignore"):
        logs = []
        for rate in (float(sensitivity), float(false_positive_rate)):
            positive = np.where(t == 0, rate, (rate * (1 - rho) + t * rho) / (1 - rho + t * rho))
            logs.append(np.append(0.0, np.cumsum(np.log(positive))))
        odds = np.log(prior) - np.log1p(-prior) + logs[0] - logs[1]
        probability = 1 / (1 + np.exp(-odds))
    possible = (np.log(prior) + logs[0] > -np.inf) if prior > 0 else np.zeros(len(t) + 1, dtype=bool)
    probability = np.where(possible, np.where(np.isnan(probability), 0.0, probability), 0.0)
    enough = probability >= target
    return int(np.argmax(enough)) if enough.any() else None
