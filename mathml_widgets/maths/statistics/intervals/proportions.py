r"""How sure is a share of successes?

k successes in n trials give :math:`\hat p = k/n`, and four intervals for p are in use.
Wald's takes the normal law with the variance at :math:`\hat p`, so it has no width at 0 and 1 and misses
too often; Wilson's takes the variance at each p that it asks about; Agresti and Coull's is Wald's after
adding about two successes and two failures.
Clopper and Pearson's inverts the exact binomial test, holds its promise for every p, and pays with width.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import beta_inc_inverse, normal_quantile
from ..arguments import FloatArray, FloatOrArray, as_counts, check_fraction, plain


class Interval(NamedTuple):
    """The ends of an interval, numbers or arrays (...)."""

    low: FloatOrArray
    high: FloatOrArray


ProportionMethod = Callable[[FloatArray, FloatArray, float], tuple[ArrayLike, ArrayLike]]
"""``method(successes, trials, level)`` -> low, high."""


def wald(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> Interval:
    r"""Return Wald's interval.

    .. math:: \hat p \pm z \sqrt{\hat p (1 - \hat p) / n}

    Parameters
    ----------
    successes, trials : array_like (...)
        Integers, at least one trial.
    level : float
        The coverage that is promised.

    Returns
    -------
    Interval
        Cut at 0 and 1; a point where no trial, or every one, is a success.

    Raises
    ------
    ValueError
        If there is no trial or there are more successes than trials.

    Examples
    --------
    >>> [round(end, 4) for end in wald(2, 20)]
    [0.0, 0.2315]
    """
    k, n, z = _as_trials(successes, trials, level)
    p = k / n
    half = z * np.sqrt(p * (1.0 - p) / n)
    return _cut(p - half, p + half)


def wilson(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> Interval:
    r"""Return Wilson's score interval, all p with :math:`|\hat p - p| \le z \sqrt{p (1 - p) / n}`.

    .. math:: \frac{\hat p + \frac{z^2}{2n} \pm z \sqrt{\frac{\hat p (1 - \hat p)}{n} + \frac{z^2}{4 n^2}}}{1 + z^2/n}

    Parameters
    ----------
    successes, trials : array_like (...)
        Integers, at least one trial.
    level : float

    Returns
    -------
    Interval

    Raises
    ------
    ValueError
        If there is no trial or there are more successes than trials.

    References
    ----------
    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927).

    Examples
    --------
    >>> [round(end, 4) for end in wilson(2, 20)]
    [0.0279, 0.301]
    """
    k, n, z = _as_trials(successes, trials, level)
    p, share = k / n, z * z / n
    middle = p + 0.5 * share
    half = np.sqrt(share * p * (1.0 - p) + 0.25 * share * share)
    # The ends are the roots of a quadratic with product p² / (1 + share), so neither cancels.
    upper = middle + half
    lower_of_failures = (1.0 - p) ** 2 / ((1.0 - p) + 0.5 * share + half)
    return _cut(p * p / upper, np.where(k == n, 1.0, 1.0 - lower_of_failures))


def agresti_coull(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> Interval:
    r"""Return Agresti and Coull's interval.

    .. math:: \tilde p \pm z \sqrt{\tilde p (1 - \tilde p) / \tilde n}, \qquad
        \tilde n = n + z^2, \quad \tilde p = \frac{k + z^2/2}{\tilde n}

    Parameters
    ----------
    successes, trials : array_like (...)
        Integers, at least one trial.
    level : float

    Returns
    -------
    Interval
        Cut at 0 and 1.

    Raises
    ------
    ValueError
        If there is no trial or there are more successes than trials.

    References
    ----------
    Agresti and Coull, "Approximate is better than 'exact' for interval estimation of binomial proportions",
    The American Statistician 52 (1998).

    Examples
    --------
    >>> [round(end, 4) for end in agresti_coull(2, 20)]
    [0.0157, 0.3132]
    """
    k, n, z = _as_trials(successes, trials, level)
    more = n + z * z
    p = (k + 0.5 * z * z) / more
    half = z * np.sqrt(p * (1.0 - p) / more)
    return _cut(p - half, p + half)


def clopper_pearson(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> Interval:
    r"""Return Clopper and Pearson's interval, all p that neither one-sided binomial test rejects.

    .. math:: I_\text{low}(k, n - k + 1) = \frac{\alpha}{2}, \qquad I_\text{high}(k + 1, n - k) = 1 - \frac{\alpha}{2}

    with I the cdf of the beta distribution.

    Parameters
    ----------
    successes, trials : array_like (...)
        Integers, at least one trial.
    level : float

    Returns
    -------
    Interval
        Covers at least as often as promised, whatever p is.

    Raises
    ------
    ValueError
        If there is no trial or there are more successes than trials.

    References
    ----------
    Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
    Biometrika 26 (1934).

    Examples
    --------
    >>> [round(end, 4) for end in clopper_pearson(2, 20)]
    [0.0123, 0.317]
    """
    k, n, _ = _as_trials(successes, trials, level)
    half = 0.5 * (1.0 - level)
    low = np.where(k == 0, 0.0, beta_inc_inverse(np.maximum(k, 1.0), n - np.maximum(k, 1.0) + 1.0, half))
    # From the other side, where small probabilities keep their digits.
    misses = n - k
    far = beta_inc_inverse(np.maximum(misses, 1.0), n - np.maximum(misses, 1.0) + 1.0, half)
    return Interval(plain(low), plain(np.where(misses == 0, 1.0, 1.0 - np.asarray(far))))


METHODS: dict[str, ProportionMethod] = {
    "wald": wald,
    "wilson": wilson,
    "agresti_coull": agresti_coull,
    "clopper_pearson": clopper_pearson,
}


def proportion_method(method: str | ProportionMethod) -> ProportionMethod:
    """Return an interval for a proportion by name, or a reader's own as it is.

    Examples
    --------
    >>> proportion_method("wilson") is wilson
    True
    """
    if callable(method):
        return method
    if method not in METHODS:
        raise ValueError(f"method must be callable or one of {', '.join(map(repr, METHODS))}, got {method!r}")
    return METHODS[method]


def _as_trials(successes: ArrayLike, trials: ArrayLike, level: float) -> tuple[FloatArray, FloatArray, float]:
    k, n = np.broadcast_arrays(as_counts(successes, "successes"), as_counts(trials, "trials"))
    if (n < 1.0).any():
        raise ValueError(f"trials must be at least 1, got {n.min():g}")
    if (k > n).any():
        place = np.unravel_index(int((k > n).argmax()), k.shape)
        raise ValueError(f"successes must be at most the {n[place]:g} trials, got {k[place]:g}")
    # From the lower tail, which keeps its digits where the level is near one.
    return k, n, -float(normal_quantile(0.5 * (1.0 - check_fraction(level, "level"))))


def _cut(low: FloatArray, high: FloatArray) -> Interval:
    return Interval(plain(np.maximum(low, 0.0)), plain(np.minimum(high, 1.0)))
