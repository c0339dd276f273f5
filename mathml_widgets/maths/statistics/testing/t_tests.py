r"""Is a difference of means more than the scatter explains?

The mean difference over its standard error follows Student's t if the data are normal and the null hypothesis
holds; the p-value is the chance of one at least as far out.
Two samples with one spread share its estimate (`t_test`); with two spreads each has its own, and the degrees of
freedom become a fraction (`welch_test`).
Pairs are one sample of differences.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import (
    ALTERNATIVES,
    FloatArray,
    FloatOrArray,
    as_samples,
    check_choice,
    check_fraction,
    plain,
)
from .moments import moments
from .t_tails import critical_value, upper_tail


class MeanTest(NamedTuple):
    """A test of a mean or of a difference of means; numbers, or arrays (...).

    Attributes
    ----------
    statistic : float
        t or z; infinite where the samples do not scatter and the means differ, NaN where they do not differ either.
    p_value : float
    difference : float
        The mean minus the null value, or mean(first) - mean(second).
    standard_error : float
    degrees_of_freedom : float
        Infinite for z.
    low, high : float
        The interval for the difference (one-sided for a one-sided alternative), plus the null value.
    """

    statistic: FloatOrArray
    p_value: FloatOrArray
    difference: FloatOrArray
    standard_error: FloatOrArray
    degrees_of_freedom: FloatOrArray
    low: FloatOrArray
    high: FloatOrArray


@np.errstate(over="ignore", invalid="ignore")
def t_test(
    first: ArrayLike,
    second: ArrayLike | None = None,
    *,
    paired: bool = False,
    null_value: float = 0.0,
    alternative: str = "two-sided",
    level: float = 0.95,
) -> MeanTest:
    r"""Return Student's t-test of one sample, of pairs, or of two samples with the same spread.

    .. math:: t = \frac{\bar x - \mu_0}{s / \sqrt n}, \qquad
        t = \frac{\bar x - \bar y - \mu_0}{s_p \sqrt{1/n + 1/m}}, \quad
        s_p^2 = \frac{(n-1) s_x^2 + (m-1) s_y^2}{n + m - 2}

    Parameters
    ----------
    first : array_like (..., n)
    second : array_like (..., m), optional
        By default one sample is tested against the null value.
    paired : bool
        Whether the i-th values belong together; then m is n.
    null_value : float
        The mean, or the difference, under the null hypothesis.
    alternative : {'two-sided', 'less', 'greater'}
        That the mean, or the difference, is other, less, or greater.
    level : float
        Of the interval.

    Returns
    -------
    MeanTest

    Raises
    ------
    ValueError
        If a sample has fewer than two values (one of two samples may have one), holds NaN or infinity, or pairs differ
        in number.

    Notes
    -----
    Exact for normal data, good for large samples of others.

    References
    ----------
    Student, "The probable error of a mean", Biometrika 6 (1908).

    Examples
    --------
    >>> found = t_test([1, 2, 3, 4, 5], null_value=2)
    >>> round(found.statistic, 4), round(found.p_value, 4)
    (1.4142, 0.2302)
    """
    check_choice(alternative, ALTERNATIVES, "alternative")
    if second is None or paired:
        x = as_samples(first, "first", at_least=2, unchecked=second is None)
        if second is not None:
            y = as_samples(second, "second", at_least=2)
            if y.shape[-1] != x.shape[-1]:
                raise ValueError(f"second must hold one value for each of {x.shape[-1]} pairs, got {y.shape[-1]}")
            x = x - y
        n, mean, deviation = moments(x, "first")
        error, freedom = deviation / np.sqrt(n), np.full(mean.shape, n - 1.0)
        return _finished(mean - null_value, error, freedom, null_value, alternative, level)
    x, y = as_samples(first, "first"), as_samples(second, "second")
    (n, mean_x, s_x), (m, mean_y, s_y) = _moments_of_any(x), _moments_of_any(y)
    if n + m < 3:
        raise ValueError("first and second must hold at least 3 values together, got 2")
    pooled = np.hypot(np.sqrt((n - 1) / (n + m - 2)) * s_x, np.sqrt((m - 1) / (n + m - 2)) * s_y)
    gap = mean_x - mean_y - null_value
    freedom = np.full(gap.shape, n + m - 2.0)
    return _finished(gap, pooled * np.sqrt(1.0 / n + 1.0 / m), freedom, null_value, alternative, level)


@np.errstate(over="ignore", invalid="ignore")
def welch_test(
    first: ArrayLike,
    second: ArrayLike,
    *,
    null_value: float = 0.0,
    alternative: str = "two-sided",
    level: float = 0.95,
) -> MeanTest:
    r"""Return Welch's t-test of two samples, each with its own spread.

    .. math:: t = \frac{\bar x - \bar y - \mu_0}{\sqrt{s_x^2/n + s_y^2/m}}, \qquad
        \nu = \frac{(s_x^2/n + s_y^2/m)^2}{\frac{(s_x^2/n)^2}{n-1} + \frac{(s_y^2/m)^2}{m-1}}

    Parameters
    ----------
    first : array_like (..., n)
    second : array_like (..., m)
        Leading axes are broadcast.
    null_value : float
        The difference under the null hypothesis.
    alternative : {'two-sided', 'less', 'greater'}
        That the difference is other, less, or greater.
    level : float
        Of the interval.

    Returns
    -------
    MeanTest

    Raises
    ------
    ValueError
        If a sample has fewer than two values, or holds NaN or infinity.

    References
    ----------
    Welch, "The generalization of 'Student's' problem when several different population variances are involved",
    Biometrika 34 (1947).

    Examples
    --------
    >>> found = welch_test([1, 2, 3, 4, 5], [2, 4, 6, 8])
    >>> round(found.statistic, 4), round(found.degrees_of_freedom, 4), round(found.p_value, 4)
    (-1.3587, 4.7494, 0.2352)
    """
    check_choice(alternative, ALTERNATIVES, "alternative")
    n, mean_x, s_x = moments(as_samples(first, "first", at_least=2, unchecked=True), "first")
    m, mean_y, s_y = moments(as_samples(second, "second", at_least=2, unchecked=True), "second")
    error_x, error_y = s_x * (1.0 / np.sqrt(n)), s_y * (1.0 / np.sqrt(m))
    error = np.hypot(error_x, error_y)
    with np.errstate(invalid="ignore"):
        share = error_x / error  # NaN where neither scatters
    share *= share
    freedom = 1.0 / (share * share * (1.0 / (n - 1)) + (1.0 - share) ** 2 * (1.0 / (m - 1)))
    return _finished((mean_x - mean_y) - null_value, error, freedom, null_value, alternative, level)


def _finished(
    gap: FloatArray, error: FloatArray, freedom: FloatArray, null_value: float, alternative: str, level: float
) -> MeanTest:
    sure = error == 0.0
    if sure.any():
        statistic = np.where(
            gap == 0.0, np.nan, np.where(sure, np.copysign(np.inf, gap), gap / np.where(sure, 1.0, error))
        )
        statistic = np.where(~sure & (gap == 0.0), 0.0, statistic)
        tails = np.where(np.isnan(statistic), np.nan, 1.0)
        freedom_known = np.where(np.isnan(freedom), 1.0, freedom)
    else:
        statistic, tails, freedom_known = gap / error, None, freedom
    if alternative == "two-sided":
        p = 2.0 * upper_tail(np.abs(statistic), freedom_known)
    else:
        p = upper_tail(statistic if alternative == "greater" else -statistic, freedom_known)
    outside = 1.0 - check_fraction(level, "level")
    chance = 0.5 * outside if alternative == "two-sided" else outside
    half = error * critical_value(chance, freedom_known)
    low = np.full(gap.shape, -np.inf) if alternative == "less" else gap - half
    high = np.full(gap.shape, np.inf) if alternative == "greater" else gap + half
    return MeanTest(
        plain(statistic),
        plain(p if tails is None else p * tails),
        plain(gap),
        plain(error),
        plain(freedom),
        plain(low + null_value if null_value else low),
        plain(high + null_value if null_value else high),
    )


def _moments_of_any(x: FloatArray) -> tuple[int, FloatArray, FloatArray]:
    """Return size, mean and standard deviation; that of a single value is 0, as it adds none to the pooled one."""
    if x.shape[-1] == 1:
        return 1, x[..., 0], np.zeros(x.shape[:-1])
    return moments(x)
