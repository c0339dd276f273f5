r"""Learning a coin's bias: a beta distribution that counts.

If what one believes about an unknown probability is a beta distribution, then after successes and failures it is one
again, with the counts added: so a prior is worth as many flips as its two parameters add up to.
What is to be expected of the next flips is then a beta-binomial distribution, wider than a binomial, for the bias is
not known.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, as_array, plain
from ..families import Beta
from ..special_functions import log_beta, log_gamma


class BetaUpdate(NamedTuple):
    """What is believed of a probability after some trials."""

    prior: Beta
    posterior: Beta
    log_evidence: float
    """Natural logarithm of the probability of this many successes before they were seen."""
    next_success: float
    """Probability that the next trial succeeds: (a + k) / (a + b + n)."""


def beta_update(successes: int, trials: int, prior_counts: tuple[float, float] = (1.0, 1.0)) -> BetaUpdate:
    r"""Return what is believed of a probability after k successes in n trials.

    .. math:: \text{Beta}(a, b) \to \text{Beta}(a + k, b + n - k)

    Parameters
    ----------
    successes, trials : int
        With 0 <= successes <= trials.
    prior_counts : tuple of float
        a and b, positive: (1, 1) is flat, (1/2, 1/2) Jeffreys'.

    Returns
    -------
    BetaUpdate

    Raises
    ------
    ValueError
        If there are more successes than trials, a count is negative, or a prior count is not positive.

    References
    ----------
    Gelman et al., "Bayesian data analysis", 3rd edition (2013), section 2.4.

    Examples
    --------
    >>> update = beta_update(7, 10)
    >>> update.posterior, update.next_success
    (Beta(alpha=8.0, beta=4.0), 0.6666666666666666)
    """
    k, n = as_whole(successes, "successes"), as_whole(trials, "trials")
    if k > n:
        raise ValueError(f"successes must be at most trials, {n}, got {k}")
    a, b = (float(count) for count in prior_counts)
    if not (0 < a < np.inf and 0 < b < np.inf):
        raise ValueError(f"prior_counts must be positive and finite, got {tuple(prior_counts)}")
    evidence = float(beta_binomial_logpmf(k, n, a, b))
    return BetaUpdate(Beta(a, b), Beta(a + k, b + n - k), evidence, (a + k) / (a + b + n))


def beta_binomial_logpmf(successes: ArrayLike, trials: int, a: float, b: float) -> FloatOrArray:
    r"""Return the logarithm of the beta-binomial probability of k successes in n trials.

    .. math:: P(k) = \binom{n}{k} \frac{B(a + k, b + n - k)}{B(a, b)}

    Parameters
    ----------
    successes : array_like (...)
        -inf is the answer for numbers that are not whole or not between 0 and n.
    trials : int
        n, at least 0.
    a, b : float
        Positive.

    Returns
    -------
    float or array (...)
        In nats.

    Raises
    ------
    ValueError
        If n is negative, or a or b is not positive.

    Notes
    -----
    With b of 1 / rho - 1 - a, rho is the correlation of any two trials; as rho becomes 0 it becomes binomial.

    Examples
    --------
    >>> np.exp(beta_binomial_logpmf([0, 1, 2, 3], 3, 1, 1)).round(12)
    array([0.25, 0.25, 0.25, 0.25])
    """
    k, n = as_array(successes, "successes"), as_whole(trials, "trials")
    for name, value in (("a", a), ("b", b)):
        if not 0 < value < np.inf:
            raise ValueError(f"{name} must be positive and finite, got {value}")
    possible = (k >= 0) & (k <= n) & (k == np.floor(k))
    inside: FloatArray = np.where(possible, k, 0.0)
    choose = log_gamma(n + 1.0) - log_gamma(inside + 1) - log_gamma(n - inside + 1)
    logs = choose + log_beta(a + inside, b + n - inside) - log_beta(a, b)
    return plain(np.where(possible, logs, -np.inf))


def as_whole(number: int, name: str) -> int:
    """Return a whole number from 0 on."""
    if not 0 <= number < np.inf or int(number) != number:
        raise ValueError(f"{name} must be a whole number from 0 on, got {number}")
    return int(number)
