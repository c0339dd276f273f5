r"""How likely is a study to find what is there?

Power is the chance of a significant result given an effect; it grows with the effect, the sample and the error rate
that one allows.
For the t-test the statistic follows a noncentral t, and the power is its area beyond the critical value.
The same function of the significance level is the law of the p-value, which under an effect is anything but steady.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import normal_cdf, normal_quantile, student_t_cdf, student_t_quantile
from ..arguments import ALTERNATIVES, FloatArray, FloatOrArray, as_array, check_choice, check_fraction, plain
from .noncentral_t import noncentral_t_cdf

DESIGNS = ("two-sample", "one-sample")


class Design(NamedTuple):
    """What a t-test knows: degrees of freedom, and the standard error of the effect size; arrays (...)."""

    degrees_of_freedom: FloatArray
    unit: FloatArray


def t_test_power(
    effect_size: ArrayLike,
    sample_size: ArrayLike,
    second_size: ArrayLike | None = None,
    *,
    design: str = "two-sample",
    significance_level: ArrayLike = 0.05,
    alternative: str = "two-sided",
) -> FloatOrArray:
    r"""Return the power of a t-test.

    .. math:: P(|T| > t_{\nu,\,1-\alpha/2}), \qquad T \sim t_\nu(\delta), \qquad
        \delta = d \Big/ \sqrt{1/n + 1/m} \ \text{ or } \ d \sqrt n

    Parameters
    ----------
    effect_size : array_like (...)
        Cohen's d: the difference of means (or the mean) in standard deviations.
    sample_size : array_like (...)
        n of each group, or of the first.
    second_size : array_like (...), optional
        m of the second group.
    design : {'two-sample', 'one-sample'}
        The latter for pairs too, with d in standard deviations of the differences.
    significance_level : array_like (...)
    alternative : {'two-sided', 'less', 'greater'}

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If a group has fewer than two cases, or the level is outside (0, 1).

    References
    ----------
    Cohen, *Statistical Power Analysis for the Behavioral Sciences*, 2nd ed. (1988), chapter 2.

    Examples
    --------
    >>> round(t_test_power(0.5, 20), 3), round(t_test_power(0.5, 64), 3)
    (0.338, 0.801)
    """
    check_choice(alternative, ALTERNATIVES, "alternative")
    nu, unit = design_of(sample_size, second_size, design)
    delta = as_array(effect_size, "effect_size") / unit
    alpha = as_levels(significance_level)
    if alternative == "less":
        delta = -delta
    if alternative != "two-sided":
        return plain(1.0 - np.asarray(noncentral_t_cdf(-np.asarray(student_t_quantile(alpha, nu)), nu, delta)))
    critical = -np.asarray(student_t_quantile(0.5 * alpha, nu))
    return _chance_beyond(critical, nu, delta)


def z_test_power(
    effect: ArrayLike,
    standard_error: ArrayLike,
    *,
    significance_level: ArrayLike = 0.05,
    alternative: str = "two-sided",
) -> FloatOrArray:
    r"""Return the power of a z-test.

    .. math:: \Phi\Bigl(\frac{\theta}{\mathrm{se}} - z_{1-\alpha/2}\Bigr)
        + \Phi\Bigl(-\frac{\theta}{\mathrm{se}} - z_{1-\alpha/2}\Bigr)

    Parameters
    ----------
    effect : array_like (...)
        The difference from the null value.
    standard_error : array_like (...)
        Of its estimate, in the same unit.
    significance_level : array_like (...)
    alternative : {'two-sided', 'less', 'greater'}

    Returns
    -------
    float or array (...)

    Raises
    ------
    ValueError
        If a standard error is not positive, or the level is outside (0, 1).

    Examples
    --------
    >>> round(z_test_power(2.8, 1.0), 3)
    0.8
    """
    check_choice(alternative, ALTERNATIVES, "alternative")
    error = as_array(standard_error, "standard_error")
    if (error <= 0.0).any():
        raise ValueError(f"standard_error must be positive, got {error.min():g}")
    shift = as_array(effect, "effect") / error
    alpha = as_levels(significance_level)
    if alternative != "two-sided":
        return normal_cdf((shift if alternative == "greater" else -shift) + np.asarray(normal_quantile(alpha)))
    quantile = np.asarray(normal_quantile(0.5 * alpha))
    return plain(np.asarray(normal_cdf(shift + quantile)) + np.asarray(normal_cdf(quantile - shift)))


def required_size(
    effect_size: float,
    power: float = 0.8,
    *,
    design: str = "two-sample",
    significance_level: float = 0.05,
    alternative: str = "two-sided",
) -> int:
    """Return the smallest sample (of each group) with which a t-test has at least some power.

    Parameters
    ----------
    effect_size : float
        Cohen's d.
    power : float
    design, significance_level, alternative
        As in `t_test_power`.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If no sample is large enough: the effect is zero or on the wrong side, or needs more than 1e12 cases.

    Examples
    --------
    >>> required_size(0.5)
    64
    """
    target = check_fraction(power, "power")
    useful = {"two-sided": abs(effect_size), "greater": effect_size, "less": -effect_size}
    if not useful[check_choice(alternative, ALTERNATIVES, "alternative")] > 0.0 and target > significance_level:
        raise ValueError(f"effect_size must not be zero or on the wrong side, got {effect_size}")

    def enough(n: int) -> bool:
        found = t_test_power(
            effect_size, n, design=design, significance_level=significance_level, alternative=alternative
        )
        return bool(found >= target)

    high = 2
    while not enough(high):
        high *= 2
        if high > 10**12:
            raise ValueError(f"effect_size must be large enough for a sample of at most 1e12, got {effect_size}")
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def p_value_quantiles(
    effect_size: float, sample_size: int, quantiles: ArrayLike, *, design: str = "two-sample"
) -> FloatOrArray:
    r"""Return quantiles of the two-sided p-value of a t-test under an effect.

    .. math:: P(p \le x) = \text{power at significance level } x

    Parameters
    ----------
    effect_size : float
        Cohen's d.
    sample_size : int
        Of each group.
    quantiles : array_like (...)
        Strictly between 0 and 1.
    design : {'two-sample', 'one-sample'}

    Returns
    -------
    float or array (...)
        With a relative error of about 1e-10.

    Examples
    --------
    >>> p_value_quantiles(0.5, 20, [0.1, 0.9]).round(3)
    array([0.005, 0.676])
    """
    wanted = as_levels(quantiles, "quantiles")
    nu, unit = design_of(sample_size, None, design)
    delta = as_array(effect_size, "effect_size") / unit
    # The quantile belongs to the t that is exceeded, on either side, with this chance.
    low, high = np.zeros(wanted.shape), np.full(wanted.shape, 50.0 + 2.0 * np.abs(delta))
    while (fallen := np.asarray(_chance_beyond(high, nu, delta)) > wanted).any():
        high = np.where(fallen, 4.0 * high, high)
    for _ in range(55):
        middle = 0.5 * (low + high)
        exceeded = np.asarray(_chance_beyond(middle, nu, delta)) > wanted
        low, high = np.where(exceeded, middle, low), np.where(exceeded, high, middle)
    return plain(2.0 * np.asarray(student_t_cdf(-0.5 * (low + high), nu)))


def _chance_beyond(critical: FloatArray, nu: FloatArray, delta: FloatArray) -> FloatOrArray:
    # P(T > c) is P(-T < -c), and -T has noncentrality -delta.
    above, below = noncentral_t_cdf(-critical, nu, -delta), noncentral_t_cdf(-critical, nu, delta)
    return plain(np.asarray(above) + np.asarray(below))


def design_of(sample_size: ArrayLike, second_size: ArrayLike | None, design: str) -> Design:
    """Return degrees of freedom and the standard error of Cohen's d.

    Examples
    --------
    >>> design_of(8, None, "two-sample")
    Design(degrees_of_freedom=array(14.), unit=array(0.5))
    """
    check_choice(design, DESIGNS, "design")
    n = as_sizes(sample_size, "sample_size")
    if design == "one-sample":
        if second_size is not None:
            raise ValueError("second_size must be left out for one sample")
        return Design(n - 1.0, np.asarray(1.0 / np.sqrt(n)))
    m = n if second_size is None else as_sizes(second_size, "second_size")
    return Design(np.asarray(n + m - 2.0), np.asarray(np.sqrt(1.0 / n + 1.0 / m)))


def as_sizes(sizes: ArrayLike, name: str) -> FloatArray:
    """Return sample sizes of at least 2.

    Examples
    --------
    >>> as_sizes([2, 5], "sample_size")
    array([2., 5.])
    """
    n = as_array(sizes, name)
    if (n < 2.0).any():
        raise ValueError(f"{name} must be at least 2, got {n.min():g}")
    return n


def as_levels(levels: ArrayLike, name: str = "significance_level") -> FloatArray:
    """Return probabilities strictly between 0 and 1.

    Examples
    --------
    >>> as_levels(0.05)
    array(0.05)
    """
    alpha = as_array(levels, name)
    wrong = (alpha <= 0.0) | (alpha >= 1.0)
    if wrong.any():
        raise ValueError(f"{name} must lie strictly between 0 and 1, got {alpha[wrong].flat[0]}")
    return alpha
