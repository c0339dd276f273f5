r"""The most that a p-value can say against the null hypothesis.

A p-value of 0.05 is often read as odds of 19 to 1.
Over all reasonable alternatives the data favour the alternative by at most :math:`1 / (-e\, p \ln p)`, which at
0.05 is 2.5: from even odds the null hypothesis keeps a probability of at least 29 %.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatOrArray, as_fractions, plain
from .power import as_levels


class BayesFactorBound(NamedTuple):
    """Numbers or arrays (...).

    Attributes
    ----------
    bound : float
        Largest Bayes factor for the alternative; 1 from p = 1/e on, infinite at p = 0.
    least_null_probability : float
        Smallest posterior probability of the null hypothesis.
    """

    bound: FloatOrArray
    least_null_probability: FloatOrArray


def bayes_factor_bound(p_value: ArrayLike, prior_null: ArrayLike = 0.5) -> BayesFactorBound:
    r"""Return the largest Bayes factor that a p-value can stand for.

    .. math:: \mathrm{BF} \le \frac{1}{-e\, p \ln p} \quad (p < 1/e), \qquad
        P(H_0 \mid p) \ge \Bigl(1 + \frac{1 - \pi_0}{\pi_0}\, \mathrm{BF}\Bigr)^{-1}

    Parameters
    ----------
    p_value : array_like (...)
    prior_null : array_like (...)
        Prior probability of the null hypothesis.

    Returns
    -------
    BayesFactorBound

    Raises
    ------
    ValueError
        If a p-value is outside [0, 1] or a prior outside (0, 1).

    References
    ----------
    Sellke, Bayarri and Berger, "Calibration of p values for testing precise null hypotheses", The American
    Statistician 55 (2001).

    Examples
    --------
    >>> found = bayes_factor_bound(0.05)
    >>> round(found.bound, 2), round(found.least_null_probability, 2)
    (2.46, 0.29)
    """
    p = as_fractions(p_value, "p_value")
    prior = as_levels(prior_null, "prior_null")
    inside = (p > 0.0) & (p < np.exp(-1.0))
    safe = np.where(inside, p, 0.1)
    bound = np.where(p == 0.0, np.inf, np.where(inside, -1.0 / (np.e * safe * np.log(safe)), 1.0))
    return BayesFactorBound(plain(bound), plain(1.0 / (1.0 + (1.0 - prior) / prior * bound)))
