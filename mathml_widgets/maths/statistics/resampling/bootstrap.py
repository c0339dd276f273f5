r"""How much would the statistic change with another sample?

There is only one sample, but it resembles the population it came from; so draw from it as if it were the population,
with replacement, and look how the statistic scatters.
The percentile interval takes the middle of these values; the basic one reflects it in the estimate; BCa moves its
ends for bias and for a spread that changes with the parameter.
No resampling puts in what a small sample does not hold: at n = 10 all three cover less than they promise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ...probability.special_functions import normal_cdf, normal_quantile
from ..arguments import FloatArray, as_array, check_choice, check_count, check_fraction
from .quantile_law import resampled_medians

METHODS = ("percentile", "basic", "bca")
NUMBERS_AT_ONCE = 2**18


class Bootstrap(NamedTuple):
    """A bootstrap.

    Attributes
    ----------
    estimate, low, high : float
        NaN at the ends of a BCa interval where all resamples lie on one side of the estimate.
    standard_error, bias : float
        Standard deviation of the resamples, and their mean minus the estimate.
    replicates : array (n_resamples,)
    """

    estimate: float
    low: float
    high: float
    standard_error: float
    bias: float
    replicates: FloatArray


def bootstrap(
    x: ArrayLike,
    statistic: str | Callable[..., Any] = "mean",
    method: str = "percentile",
    *,
    level: float = 0.95,
    n_resamples: int = 9999,
    vectorized: bool = False,
    rng: np.random.Generator | None = None,
) -> Bootstrap:
    r"""Return a bootstrap interval for any statistic of one sample.

    .. math:: [\theta^*_{(\alpha/2)},\ \theta^*_{(1-\alpha/2)}], \qquad
        [2 \hat\theta - \theta^*_{(1-\alpha/2)},\ 2 \hat\theta - \theta^*_{(\alpha/2)}], \qquad
        \alpha_\text{BCa} = \Phi\Bigl(z_0 + \frac{z_0 + z_\alpha}{1 - a (z_0 + z_\alpha)}\Bigr)

    Parameters
    ----------
    x : array_like (n,) or (n, ...)
        Rows are cases, drawn whole.
    statistic : {'mean', 'median'} or callable
        ``statistic(resample)`` -> number.  The two named ones of (n,) are fast, the median without resampling.
    method : {'percentile', 'basic', 'bca'}
    level : float
    n_resamples : int
        At least 2.
    vectorized : bool
        Whether a callable takes many resamples (n_resamples, n, ...) at once and gives (n_resamples,).
    rng : numpy.random.Generator, optional
        By default one with seed 0.

    Returns
    -------
    Bootstrap

    Raises
    ------
    ValueError
        If the sample is empty or holds NaN or infinity, or the statistic does not give one number.

    References
    ----------
    Efron, "Better bootstrap confidence intervals", Journal of the American Statistical Association 82 (1987).
    Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapters 13 and 14.

    Examples
    --------
    >>> found = bootstrap([8, 9, 11, 12, 30], "median", rng=np.random.default_rng(0))
    >>> found.estimate, found.low, found.high
    (11.0, 8.0, 30.0)
    """
    data = as_array(x, "x")
    if data.ndim == 0 or len(data) == 0:
        raise ValueError(f"x must hold at least 1 value, got {'the number ' + str(data) if data.ndim == 0 else 0}")
    check_choice(method, METHODS, "method")
    alpha = 1.0 - check_fraction(level, "level")
    count = check_count(n_resamples, "n_resamples", at_least=2)
    rng = np.random.default_rng(0) if rng is None else rng
    if isinstance(statistic, str):
        check_choice(statistic, ("mean", "median"), "statistic")
        if data.ndim != 1:
            raise ValueError(f"x must have shape (n,) for a {statistic}, got shape {data.shape}")
        function: Callable[..., Any] = np.mean if statistic == "mean" else np.median
        replicates = resampled_means(data, count, rng) if statistic == "mean" else resampled_medians(data, count, rng)
    else:
        function = (lambda sample: statistic(sample[np.newaxis])[0]) if vectorized else statistic
        replicates = _evaluated(data, statistic, count, vectorized, rng)
    estimate = _number(function(data))
    if method == "bca":
        tails = _bca_tails(data, statistic, function, estimate, replicates, alpha)
    else:
        tails = (0.5 * alpha, 1.0 - 0.5 * alpha)
    if np.isnan(tails[0]):
        low = high = float("nan")
    else:
        low, high = (float(end) for end in np.quantile(replicates, tails))
    if method == "basic":
        low, high = 2.0 * estimate - high, 2.0 * estimate - low
    spread = float(replicates.std(ddof=1))
    return Bootstrap(estimate, low, high, spread, float(replicates.mean()) - estimate, replicates)


def resampled_means(sample: FloatArray, n_resamples: int, rng: np.random.Generator) -> FloatArray:
    """Return means of random resamples.

    Examples
    --------
    >>> np.unique(resampled_means(np.array([0.0, 2.0]), 100, np.random.default_rng(0)))
    array([0., 1., 2.])
    """
    n = len(sample)
    means = np.empty(n_resamples)
    rows = max(1, NUMBERS_AT_ONCE // n)
    small = np.uint16 if n <= 2**16 else np.int64  # short numbers are drawn and fetched faster
    for start in range(0, n_resamples, rows):
        drawn = rng.integers(0, n, (min(rows, n_resamples - start), n), dtype=small)
        means[start : start + rows] = sample[drawn].mean(axis=1)
    return means


def _number(value: Any) -> float:
    number = as_array(value, "statistic(x)")
    if number.shape != ():
        raise ValueError(f"statistic(x) must give one number, got shape {number.shape}")
    return float(number)


def _evaluated(
    data: FloatArray, statistic: Callable[..., Any], count: int, vectorized: bool, rng: np.random.Generator
) -> FloatArray:
    n = len(data)
    replicates = np.empty(count)
    rows = max(1, NUMBERS_AT_ONCE // data.size)
    for start in range(0, count, rows):
        size = min(rows, count - start)
        resamples = data[rng.integers(0, n, (size, n))]
        if vectorized:
            found = as_array(statistic(resamples), "statistic(x)")
        else:
            found = as_array([statistic(resample) for resample in resamples], "statistic(x)")
        if found.shape != (size,):
            raise ValueError(f"statistic(x) must give one number a resample, got shape {found.shape} for {size}")
        replicates[start : start + size] = found
    return replicates


def _bca_tails(
    data: FloatArray,
    statistic: str | Callable[..., Any],
    function: Callable[..., Any],
    estimate: float,
    replicates: FloatArray,
    alpha: float,
) -> tuple[float, float]:
    # A resample of every case once has the estimate up to rounding, and counts as a tie.
    slack = 1e-13 * float(np.abs(replicates).max())
    below = 0.5 * ((replicates < estimate - slack).mean() + (replicates <= estimate + slack).mean())
    if below in (0.0, 1.0):
        return float("nan"), float("nan")
    shift = float(normal_quantile(below))
    gaps = _jackknife(data, statistic, function)
    acceleration = 0.0
    if gaps.size and np.ptp(gaps) > 0.0:
        gaps = gaps.mean() - gaps
        gaps /= np.abs(gaps).max()
        acceleration = float((gaps**3).sum() / (6.0 * (gaps**2).sum() ** 1.5))
    tails = []
    for z in (float(normal_quantile(0.5 * alpha)), -float(normal_quantile(0.5 * alpha))):
        moved = shift + z
        tails.append(float(normal_cdf(shift + moved / (1.0 - acceleration * moved))))
    return tails[0], tails[1]


def _jackknife(data: FloatArray, statistic: str | Callable[..., Any], function: Callable[..., Any]) -> FloatArray:
    """Return the statistic without each case in turn; none for a single case."""
    n = len(data)
    if n == 1:
        return np.empty(0)
    if statistic == "mean":
        return np.asarray((data.sum() - data) / (n - 1))
    if statistic == "median":
        ordered = np.sort(data)
        place = np.arange(n)
        # Without case i the k-th smallest is the k-th, or the next if i comes before it.
        low, high = (n - 2) // 2, (n - 1) // 2
        return np.asarray(0.5 * ordered[low + (place <= low)] + 0.5 * ordered[high + (place <= high)])
    rest = ~np.eye(n, dtype=bool)
    return as_array([function(data[keep]) for keep in rest], "statistic(x)")
