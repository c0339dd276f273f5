r"""How sure is a mean?

The mean of n values scatters with :math:`\sigma / \sqrt n`, and an interval of so many of these widths to
either side holds the true mean as often as promised: if the data are normal, or n is large.
With :math:`\sigma` estimated from the same few values the widths themselves are uncertain, and Student's t
makes up for that.
Variances and medians have intervals of their own; that of the median only counts, and asks for no
distribution at all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import chi_squared_quantile, normal_quantile
from ..arguments import as_samples, check_fraction, check_positive, plain
from ..testing.moments import moments
from ..testing.t_tails import one_critical_value
from .binomial_mass import binomial_mass
from .proportions import Interval


@np.errstate(over="ignore", invalid="ignore")
def t_interval(samples: ArrayLike, level: float = 0.95) -> Interval:
    r"""Return Student's interval for the mean.

    .. math:: \bar x \pm t_{n-1,\,1-\alpha/2}\, \frac{s}{\sqrt n}

    Parameters
    ----------
    samples : array_like (..., n)
        n at least 2.
    level : float

    Returns
    -------
    Interval
        Numbers or arrays (...); exact for normal data.

    Raises
    ------
    ValueError
        If a sample has fewer than two values, or holds NaN or infinity.

    References
    ----------
    Student, "The probable error of a mean", Biometrika 6 (1908).

    Examples
    --------
    >>> [round(end, 4) for end in t_interval([1, 2, 3, 4, 5])]
    [1.0368, 4.9632]
    """
    n, mean, deviation = moments(as_samples(samples, "samples", at_least=2, unchecked=True))
    half = one_critical_value(0.5 * (1.0 - check_fraction(level, "level")), n - 1.0) / np.sqrt(n) * deviation
    return Interval(plain(mean - half), plain(mean + half))


@np.errstate(over="ignore", invalid="ignore")
def z_interval(samples: ArrayLike, level: float = 0.95, standard_deviation: float | None = None) -> Interval:
    r"""Return the interval for the mean from the normal law.

    .. math:: \bar x \pm z_{1-\alpha/2}\, \frac{\sigma}{\sqrt n}

    Parameters
    ----------
    samples : array_like (..., n)
    level : float
    standard_deviation : float, optional
        Known; by default that of each sample, which is too sure of itself for small n.

    Returns
    -------
    Interval

    Raises
    ------
    ValueError
        If a sample is empty, or has one value and the standard deviation is not known.

    Examples
    --------
    >>> [round(end, 4) for end in z_interval([1, 2, 3, 4, 5], standard_deviation=1.0)]
    [2.1235, 3.8765]
    """
    x = as_samples(samples, "samples", at_least=2 if standard_deviation is None else 1)
    n = x.shape[-1]
    z = -float(normal_quantile(0.5 * (1.0 - check_fraction(level, "level"))))
    if standard_deviation is None:
        _, mean, deviation = moments(x)
        half = z / np.sqrt(n) * deviation
    else:
        mean, half = x.mean(axis=-1), z * check_positive(standard_deviation, "standard_deviation") / np.sqrt(n)
    return Interval(plain(mean - half), plain(mean + half))


@np.errstate(over="ignore", invalid="ignore")
def variance_interval(samples: ArrayLike, level: float = 0.95) -> Interval:
    r"""Return the interval for the variance from the chi-squared law.

    .. math:: \Bigl[\frac{(n-1) s^2}{\chi^2_{n-1,\,1-\alpha/2}},\ \frac{(n-1) s^2}{\chi^2_{n-1,\,\alpha/2}}\Bigr]

    Parameters
    ----------
    samples : array_like (..., n)
        n at least 2.
    level : float

    Returns
    -------
    Interval
        Exact for normal data and no others, however large n.

    Raises
    ------
    ValueError
        If a sample has fewer than two values.

    Examples
    --------
    >>> [round(end, 4) for end in variance_interval([1, 2, 3, 4, 5])]
    [0.8974, 20.6433]
    """
    n, _, deviation = moments(as_samples(samples, "samples", at_least=2, unchecked=True))
    squares = (n - 1) * deviation**2
    alpha = 1.0 - check_fraction(level, "level")
    far, near = (float(chi_squared_quantile(q, n - 1)) for q in (1.0 - alpha / 2, alpha / 2))
    return Interval(plain(squares / far), plain(squares / near))


def median_interval(samples: ArrayLike, level: float = 0.95) -> Interval:
    r"""Return the interval for the median from counting.

    .. math:: [x_{(l)},\, x_{(n+1-l)}], \qquad l = \max\{l : P(B < l) \le \alpha/2\},
        \quad B \sim \mathrm{Bin}(n, \tfrac12)

    Parameters
    ----------
    samples : array_like (..., n)
    level : float

    Returns
    -------
    Interval
        Covers at least as often as promised, for any continuous distribution; infinite where n is too small.

    Raises
    ------
    ValueError
        If a sample is empty.

    References
    ----------
    Thompson, "On confidence ranges for the median", Annals of Mathematical Statistics 7 (1936).

    Examples
    --------
    >>> median_interval(range(1, 11))
    Interval(low=2.0, high=9.0)
    """
    x = np.sort(as_samples(samples, "samples"), axis=-1)
    n = x.shape[-1]
    alpha = 1.0 - check_fraction(level, "level")
    below = np.cumsum(binomial_mass(n, np.array(0.5)))
    rank = int((below <= 0.5 * alpha * (1.0 + 1e-12)).sum())
    if rank == 0:
        infinite = np.full(x.shape[:-1], np.inf)
        return Interval(plain(-infinite), plain(infinite))
    return Interval(plain(x[..., rank - 1]), plain(x[..., n - rank]))
