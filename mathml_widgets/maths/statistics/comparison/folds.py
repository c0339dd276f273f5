r"""Folds are not independent.

Two models compared on k folds give k differences, and their mean over their standard error looks like a t-test.
But the folds' training sets overlap, so the differences move together and their spread is too small.
Adding the ratio of test to training cases to 1/k makes up for most of that.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import student_t_cdf, student_t_quantile
from ..arguments import as_sample, check_fraction, check_positive


class FoldComparison(NamedTuple):
    """A corrected comparison over folds.

    Attributes
    ----------
    difference, low, high : float
    standard_error : float
        With the correction.
    naive_standard_error : float
        As if folds were independent.
    statistic, p_value : float
        Of the corrected t-test with k - 1 degrees of freedom, two-sided; NaN where all differences are 0.
    """

    difference: float
    low: float
    high: float
    standard_error: float
    naive_standard_error: float
    statistic: float
    p_value: float


def compare_folds(differences: ArrayLike, test_over_train: float | None = None, level: float = 0.95) -> FoldComparison:
    r"""Return the corrected resampled t-test of the differences of two models on k folds.

    .. math:: t = \frac{\bar d}{\sqrt{\bigl(\frac1k + \frac{n_\text{test}}{n_\text{train}}\bigr) s_d^2}}

    Parameters
    ----------
    differences : array_like (k,)
        Second model minus first, on each fold or random split; at least two.
    test_over_train : float, optional
        Test cases over training cases of a split; by default 1 / (k - 1), that of k-fold cross-validation.
    level : float

    Returns
    -------
    FoldComparison

    Raises
    ------
    ValueError
        If there are fewer than two differences or the ratio is not positive.

    References
    ----------
    Nadeau and Bengio, "Inference for the generalization error", Machine Learning 52 (2003), section 3.

    Examples
    --------
    >>> found = compare_folds([0.02, 0.01, 0.03, 0.00, 0.04])
    >>> round(found.standard_error / found.naive_standard_error, 3), round(found.p_value, 4)
    (1.5, 0.1324)
    """
    d = as_sample(differences, "differences", at_least=2)
    k = len(d)
    ratio = 1.0 / (k - 1) if test_over_train is None else check_positive(test_over_train, "test_over_train")
    mean, spread = float(d.mean()), float(d.std(ddof=1)) if np.ptp(d) > 0.0 else 0.0
    error = float(np.sqrt(1.0 / k + ratio)) * spread
    half = -float(student_t_quantile(0.5 * (1.0 - check_fraction(level, "level")), k - 1)) * error
    without_scatter = float("nan") if mean == 0.0 else float(np.copysign(np.inf, mean))
    statistic = mean / error if error > 0.0 else without_scatter
    p = float("nan") if np.isnan(statistic) else 2.0 * float(student_t_cdf(-abs(statistic), k - 1))
    return FoldComparison(mean, mean - half, mean + half, error, spread / float(np.sqrt(k)), statistic, p)
