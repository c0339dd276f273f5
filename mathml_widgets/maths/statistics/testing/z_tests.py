r"""Tests by the normal law.

Where the spread is known, or n is so large that it might as well be, the mean over its standard error follows the
normal law.
Counts are the usual case: the spread of a share of successes follows from the share itself, so that A/B tests are
z-tests of two proportions.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import normal_cdf, normal_quantile
from ..arguments import (
    ALTERNATIVES,
    FloatArray,
    as_counts,
    as_samples,
    check_choice,
    check_fraction,
    check_positive,
    plain,
)
from .moments import moments
from .t_tests import MeanTest


@np.errstate(over="ignore", invalid="ignore")
def z_test(
    first: ArrayLike,
    second: ArrayLike | None = None,
    *,
    standard_deviation: float | None = None,
    null_value: float = 0.0,
    alternative: str = "two-sided",
    level: float = 0.95,
) -> MeanTest:
    r"""Return the z-test of one sample or of two.

    .. math:: z = \frac{\bar x - \mu_0}{\sigma / \sqrt n}, \qquad
        z = \frac{\bar x - \bar y - \mu_0}{\sqrt{\sigma_x^2/n + \sigma_y^2/m}}

    Parameters
    ----------
    first : array_like (..., n)
    second : array_like (..., m), optional
    standard_deviation : float, optional
        Known, and of both samples; by default each sample's own.
    null_value : float
    alternative : {'two-sided', 'less', 'greater'}
    level : float
        Of the interval.

    Returns
    -------
    MeanTest

    Raises
    ------
    ValueError
        If a sample is empty, or has one value and the standard deviation is not known.

    Notes
    -----
    With estimated spreads the p-values are too small for small samples.

    Examples
    --------
    >>> round(z_test([0.5, 1.5, 1.0, 1.0], standard_deviation=1.0).p_value, 4)
    0.0455
    """
    mean, error = _mean_and_error(first, "first", standard_deviation)
    if second is not None:
        other, other_error = _mean_and_error(second, "second", standard_deviation)
        mean, error = mean - other, np.hypot(error, other_error)
    return by_normal_law(mean - null_value, error, error, null_value, alternative, level)


def proportion_z_test(
    first_successes: ArrayLike,
    first_trials: ArrayLike,
    second_successes: ArrayLike,
    second_trials: ArrayLike,
    *,
    alternative: str = "two-sided",
    level: float = 0.95,
) -> MeanTest:
    r"""Return the z-test of two shares of successes.

    .. math:: z = \frac{\hat p_1 - \hat p_2}{\sqrt{\hat p (1 - \hat p) (1/n_1 + 1/n_2)}}, \qquad
        \hat p = \frac{k_1 + k_2}{n_1 + n_2}

    Parameters
    ----------
    first_successes, first_trials, second_successes, second_trials : array_like (...)
        Integers, at least one trial each.
    alternative : {'two-sided', 'less', 'greater'}
    level : float
        Of Wald's interval for the difference, whose standard error does not pool.

    Returns
    -------
    MeanTest
        The statistic is NaN where all trials succeed, or all fail.

    Raises
    ------
    ValueError
        If there is no trial or there are more successes than trials.

    Examples
    --------
    >>> round(proportion_z_test(30, 100, 45, 100).p_value, 4)
    0.0285
    """
    k1, n1, k2, n2 = (
        as_counts(first_successes, "first_successes"),
        as_counts(first_trials, "first_trials"),
        as_counts(second_successes, "second_successes"),
        as_counts(second_trials, "second_trials"),
    )
    for k, n, name in ((k1, n1, "first"), (k2, n2, "second")):
        if (n < 1.0).any():
            raise ValueError(f"{name}_trials must be at least 1, got {n.min():g}")
        if (k > n).any():
            raise ValueError(f"{name}_successes must be at most {name}_trials, got {k.max():g}")
    p1, p2, pooled = k1 / n1, k2 / n2, (k1 + k2) / (n1 + n2)
    error = np.sqrt(pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2))
    wald = np.sqrt(p1 * (1.0 - p1) / n1 + p2 * (1.0 - p2) / n2)
    return by_normal_law(np.asarray(p1 - p2), np.asarray(error), np.asarray(wald), 0.0, alternative, level)


def by_normal_law(
    gap: FloatArray, error: FloatArray, width: FloatArray, null_value: float, alternative: str, level: float
) -> MeanTest:
    """Return the test of a difference with known standard error, and its interval with standard error `width`.

    Examples
    --------
    >>> by_normal_law(np.array(0.0), np.array(1.0), np.array(1.0), 0.0, "two-sided", 0.95).p_value
    1.0
    """
    check_choice(alternative, ALTERNATIVES, "alternative")
    sure = error == 0.0
    z = np.where(
        sure & (gap == 0.0), np.nan, np.where(sure, np.copysign(np.inf, gap), gap / np.where(sure, 1.0, error))
    )
    known = np.where(np.isnan(z), 0.0, z)
    if alternative == "two-sided":
        p = 2.0 * np.asarray(normal_cdf(-np.abs(known)))
    else:
        p = np.asarray(normal_cdf(-known if alternative == "greater" else known))
    outside = 1.0 - check_fraction(level, "level")
    half = -float(normal_quantile(0.5 * outside if alternative == "two-sided" else outside)) * width
    low = np.full(gap.shape, -np.inf) if alternative == "less" else gap - half
    high = np.full(gap.shape, np.inf) if alternative == "greater" else gap + half
    return MeanTest(
        plain(z),
        plain(np.where(np.isnan(z), np.nan, p)),
        plain(gap),
        plain(error),
        plain(np.full(gap.shape, np.inf)),
        plain(low + null_value),
        plain(high + null_value),
    )


def _mean_and_error(sample: ArrayLike, name: str, standard_deviation: float | None) -> tuple[FloatArray, FloatArray]:
    x = as_samples(sample, name, at_least=2 if standard_deviation is None else 1)
    if standard_deviation is None:
        n, mean, deviation = moments(x)
        return mean, deviation / np.sqrt(n)
    n = x.shape[-1]
    mean = np.asarray(x.mean(axis=-1))
    return mean, np.full(mean.shape, check_positive(standard_deviation, "standard_deviation") / np.sqrt(n))
