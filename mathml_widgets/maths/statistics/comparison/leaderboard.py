r"""The winner's score is not its quality.

Fifty models of the same true accuracy, tested on the same thousand cases, do not score the same; the best of them is
ahead by luck, and by how much can be computed before any is trained.
For independent scores it is the mean of the largest of m binomial counts; where the models make the same mistakes
their scores move together, and luck has less room.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import normal_cdf
from ..arguments import FloatArray, as_fractions, as_samples, check_count
from ..intervals.binomial_mass import binomial_mass


class LeaderboardOptimism(NamedTuple):
    """What luck alone does for the best of m equal models.

    Attributes
    ----------
    expected_best : float
        Expected score of the winner.
    optimism : float
        What it is ahead of its true accuracy.
    """

    expected_best: float
    optimism: float


class Leaderboard(NamedTuple):
    """A leaderboard beside luck alone.

    Attributes
    ----------
    observed_gain : float
        Best accuracy minus the mean of all.
    expected_gain : float
        Of as many models whose true accuracy is that mean.
    """

    observed_gain: float
    expected_gain: float


def expected_maximum(n_draws: int) -> float:
    r"""Return the mean of the largest of m standard normal numbers.

    .. math:: \int_{-\infty}^\infty \bigl([x > 0] - \Phi(x)^m\bigr)\, dx

    Parameters
    ----------
    n_draws : int
        m, at least 1.

    Returns
    -------
    float

    Examples
    --------
    >>> round(expected_maximum(2), 6), round(expected_maximum(50), 4)  # the first is 1/√π
    (0.56419, 2.2491)
    """
    m = check_count(n_draws, "n_draws")
    nodes, weights = np.polynomial.legendre.leggauss(400)
    x = 20.0 * (nodes + 1.0)
    upper = -np.expm1(m * np.log1p(-np.asarray(normal_cdf(-x))))
    lower = np.exp(m * np.log(np.asarray(normal_cdf(-np.minimum(x, 37.0)))))
    return float(20.0 * (weights @ (upper - lower)))


def leaderboard_optimism(accuracy: float, n_cases: int, n_models: int, correlation: float = 0.0) -> LeaderboardOptimism:
    r"""Return by how much the best of m models of equal accuracy is expected to flatter.

    .. math:: E\Bigl[\max_i \frac{K_i}{n}\Bigr] = \frac1n \sum_{k=0}^{n-1} \bigl(1 - F(k)^m\bigr), \qquad
        K_i \sim \mathrm{Bin}(n, p)

    Parameters
    ----------
    accuracy : float
        p, the true accuracy of every model.
    n_cases : int
        n, in the test set.
    n_models : int
        m.
    correlation : float
        Between two models being right on a case, from 0 to 1.  Exact at 0; else the normal law, with
        :math:`\sqrt{(1 - \rho)\, p (1 - p) / n}` times the expected maximum.

    Returns
    -------
    LeaderboardOptimism

    Raises
    ------
    ValueError
        If accuracy or correlation is outside [0, 1].

    Examples
    --------
    >>> round(leaderboard_optimism(0.8, 1000, 50).optimism, 4)
    0.028
    >>> round(leaderboard_optimism(0.8, 1000, 50, 0.75).optimism, 4)
    0.0142
    """
    p, rho = float(as_fractions(accuracy, "accuracy")), float(as_fractions(correlation, "correlation"))
    n, m = check_count(n_cases, "n_cases"), check_count(n_models, "n_models")
    if rho == 0.0:
        law = np.minimum(np.cumsum(binomial_mass(n, np.array(p)))[:-1], 1.0)
        best = float((1.0 - law**m).sum()) / n
    else:
        best = p + float(np.sqrt((1.0 - rho) * p * (1.0 - p) / n)) * expected_maximum(m)
    return LeaderboardOptimism(best, best - p)


def leaderboard(accuracies: ArrayLike, n_cases: int, correlation: float = 0.0) -> Leaderboard:
    """Return the gain of the best model over the mean beside what luck alone would give.

    Parameters
    ----------
    accuracies : array_like (n_models,)
    n_cases : int
        In the test set.
    correlation : float
        Between two models being right on a case.

    Returns
    -------
    Leaderboard

    Raises
    ------
    ValueError
        If an accuracy is outside [0, 1].

    Examples
    --------
    >>> found = leaderboard([0.80, 0.81, 0.79, 0.82], 500)
    >>> round(found.observed_gain, 3), round(found.expected_gain, 3)
    (0.015, 0.018)
    """
    scores: FloatArray = as_fractions(as_samples(accuracies, "accuracies"), "accuracies").ravel()
    mean = float(scores.mean())
    luck = leaderboard_optimism(mean, n_cases, len(scores), correlation)
    return Leaderboard(float(scores.max()) - mean, luck.optimism)
