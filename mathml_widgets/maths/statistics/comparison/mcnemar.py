r"""Two classifiers on the same cases.

Where both are right, or both wrong, nothing is learnt about which is better; only the discordant
cases speak, those that one got right and the other wrong.
If neither is better, each discordant case is a fair coin, so the exact test is that of heads among n
tosses.
The chi-squared form is its large-sample shadow.
"""

from __future__ import annotations

from math import comb, erfc, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import as_labels, as_scores, check_choice, check_count


class McNemar(NamedTuple):
    """McNemar's test.

    Attributes
    ----------
    only_first, only_second : int
        Cases that only the first, or only the second, got right.
    statistic : float
        The smaller of them (exact), or chi-squared with one degree of freedom.
    p_value : float
        Two-sided.
    """

    only_first: int
    only_second: int
    statistic: float
    p_value: float


def mcnemar(y_true: ArrayLike, first_predictions: ArrayLike, second_predictions: ArrayLike, **how: str) -> McNemar:
    """Return McNemar's test for two classifiers on the same cases.

    Parameters
    ----------
    y_true, first_predictions, second_predictions : array_like (n,)
        Labels 0 and 1.
    **how
        ``method``, as in `mcnemar_from_counts`.

    Returns
    -------
    McNemar

    Raises
    ------
    ValueError
        If a label is not 0 or 1, or the lengths differ.

    Examples
    --------
    >>> mcnemar([1, 1, 1, 1, 0], [1, 1, 1, 1, 1], [0, 0, 0, 1, 0]).p_value
    0.625
    """
    y = as_labels(y_true)
    first = as_labels(as_scores(first_predictions, y, "first_predictions"), "first_predictions")
    second = as_labels(as_scores(second_predictions, y, "second_predictions"), "second_predictions")
    right, also = first == y, second == y
    return mcnemar_from_counts(int((right & ~also).sum()), int((also & ~right).sum()), **how)


def mcnemar_from_counts(only_first: int, only_second: int, method: str = "exact") -> McNemar:
    r"""Return McNemar's test from the two discordant counts b and c.

    .. math:: p = \min\Bigl(1,\ 2 \sum_{k \le \min(b, c)} \binom{b + c}{k} 2^{-(b + c)}\Bigr), \qquad
        \chi^2 = \frac{(|b - c| - \kappa)^2}{b + c}

    with continuity correction :math:`\kappa` 1, or 0.

    Parameters
    ----------
    only_first, only_second : int
        Cases that only the first, or only the second, got right.
    method : {'exact', 'chi-squared', 'corrected'}
        Exact; asymptotic; asymptotic with continuity correction.

    Returns
    -------
    McNemar
        With p = 1 where there are no discordant cases.

    Raises
    ------
    ValueError
        If a count is not an integer of at least 0.

    References
    ----------
    McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
    Psychometrika 12 (1947).  Edwards, Psychometrika 13 (1948), for the correction.

    Examples
    --------
    >>> mcnemar_from_counts(1, 8).p_value
    0.0390625
    >>> round(mcnemar_from_counts(10, 25, "chi-squared").p_value, 6)
    0.011231
    """
    b = check_count(only_first, "only_first", at_least=0)
    c = check_count(only_second, "only_second", at_least=0)
    check_choice(method, ("exact", "chi-squared", "corrected"), "method")
    n = b + c
    if n == 0:
        return McNemar(b, c, 0.0, 1.0)
    if method == "exact":
        fewer = min(b, c)
        return McNemar(b, c, float(fewer), min(1.0, _coin_tail(n, fewer)))
    gap = max(abs(b - c) - (method == "corrected"), 0)
    statistic = gap * gap / n
    return McNemar(b, c, statistic, erfc(sqrt(statistic / 2.0)))


def _coin_tail(n: int, heads: int) -> float:
    """Return 2 P(K <= heads) for K heads of n fair coins; small counts with exact integers."""
    if n <= 1000:
        return float(2 * sum(comb(n, k) for k in range(heads + 1)) / 2**n)
    k = np.arange(n // 2, n)
    upper = np.concatenate([[1.0], np.cumprod((n - k) / (k + 1.0))])  # from the mode up
    total = 2.0 * upper.sum() - (upper[0] if n % 2 == 0 else upper[:2].sum())
    return float(2.0 * upper[n - heads - n // 2 :].sum() / total)
