"""The binomial law for every count at once.

Probabilities of 0 to n successes, for one chance of success or a curve of them.
They are divided by their sum, so that they add to one.
"""

from __future__ import annotations

import numpy as np

from ..arguments import FloatArray


def binomial_mass(n: int, p: FloatArray) -> FloatArray:
    r"""Return the probabilities of each number of successes.

    .. math:: \binom nk p^k (1 - p)^{n - k}

    Parameters
    ----------
    n : int
    p : array (...)
        Between 0 and 1.

    Returns
    -------
    array (..., n + 1)

    Examples
    --------
    >>> binomial_mass(2, np.array([0.5, 1.0]))
    array([[0.25, 0.5 , 0.25],
           [0. , 0. , 1. ]])
    """
    k = np.arange(n + 1.0)
    log_choose = np.concatenate([[0.0], np.cumsum(np.log((n - k[:-1]) / k[1:]))])
    chance = p[..., np.newaxis]
    with np.errstate(divide="ignore", invalid="ignore"):
        successes = np.where(k > 0.0, k * np.log(chance), 0.0)
        failures = np.where(k < n, (n - k) * np.log1p(-chance), 0.0)
    mass = np.exp(log_choose + successes + failures)
    return np.asarray(mass / mass.sum(axis=-1, keepdims=True))
