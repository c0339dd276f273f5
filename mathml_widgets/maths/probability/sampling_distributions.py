r"""The distribution of a statistic: what the mean, the sum or the maximum of n draws is like.

Draw n numbers, note their mean, and do it again many times: the notes have a distribution of their own, narrower than
that of one draw by √n, and nearer to a normal one, if there is a variance.
For many families it is known exactly; where there is no variance, as for Cauchy's, the mean of a million draws is as
wild as one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .distribution import Distribution
from .extremes import MaximumOf
from .families import (
    Bernoulli,
    Binomial,
    Cauchy,
    ChiSquared,
    Exponential,
    Gamma,
    NegativeBinomial,
    Normal,
    Poisson,
)
from .special_functions.gamma_function import log_gamma, stirling_error

STATISTICS = ("mean", "sum", "maximum", "minimum", "median")
PIECE = 1 << 20


class RunningMean(NamedTuple):
    """Means of the first 1, 2, ..., n draws and their standard errors (NaN after one draw), each shape (n,)."""

    means: FloatArray
    standard_errors: FloatArray


class Norm(NamedTuple):
    """The mean and the standard deviation of a length."""

    mean: float
    standard_deviation: float


def simulated_statistic(
    distribution: Distribution, statistic: str, sample_size: int, n_repeats: int, generator: Generator
) -> FloatArray:
    """Return the statistic of many samples.

    Parameters
    ----------
    distribution : Distribution
        A single one.
    statistic : "mean", "sum", "maximum", "minimum" or "median"
    sample_size : int
        Draws a sample, from 1 on.
    n_repeats : int
        How many samples, from 0 on.
    generator : numpy.random.Generator

    Returns
    -------
    array (n_repeats,)

    Raises
    ------
    ValueError
        If the statistic is another one, a size is too small, or the distribution is an array.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Uniform
    >>> means = simulated_statistic(Uniform(0, 1), "mean", 12, 10_000, np.random.default_rng(0))
    >>> round(float(means.std()), 2)  # √(1/12 / 12)
    0.08
    """
    if statistic not in STATISTICS:
        raise ValueError(f"statistic must be one of {', '.join(STATISTICS)}, got {statistic!r}")
    if sample_size < 1:
        raise ValueError(f"sample_size must be at least 1, got {sample_size}")
    if n_repeats < 0:
        raise ValueError(f"n_repeats must be at least 0, got {n_repeats}")
    if distribution.shape != ():
        raise ValueError(f"distribution must be a single one, got one of shape {distribution.shape}")
    results = np.empty(n_repeats)
    rows = max(1, PIECE // sample_size)
    for start in range(0, n_repeats, rows):
        n = min(rows, n_repeats - start)
        results[start : start + n] = statistic_of(statistic, distribution.sample((n, sample_size), generator))
    return results


def statistic_of(statistic: str, samples: FloatArray) -> FloatArray:
    """Return the statistic of each row of samples."""
    functions: dict[str, Callable[..., FloatArray]] = {
        "mean": np.mean,
        "sum": np.sum,
        "maximum": np.max,
        "minimum": np.min,
        "median": np.median,
    }
    return np.asarray(functions[statistic](samples, axis=1))


def exact_statistic(distribution: Distribution, statistic: str, sample_size: int) -> Distribution | None:
    """Return the exact distribution of a statistic of independent draws where it is a known one, or None.

    Sums of normal, Poisson, Bernoulli, binomial, gamma, exponential, chi-squared, negative binomial and Cauchy draws
    stay in a family; so do means, where the family can be scaled; the maximum of any continuous one is `MaximumOf`.

    Parameters
    ----------
    distribution : Distribution
        A single one.
    statistic : str
        One of those of `simulated_statistic`.
    sample_size : int
        From 1 on.

    Returns
    -------
    Distribution or None

    Raises
    ------
    ValueError
        If the statistic is another one or the size too small.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Cauchy, Normal
    >>> exact_statistic(Normal(1, 2), "mean", 16)
    Normal(mean=1.0, standard_deviation=0.5)
    >>> exact_statistic(Cauchy(), "mean", 1_000_000)
    Cauchy(location=0.0, scale=1.0)
    """
    if statistic not in STATISTICS:
        raise ValueError(f"statistic must be one of {', '.join(STATISTICS)}, got {statistic!r}")
    if sample_size < 1:
        raise ValueError(f"sample_size must be at least 1, got {sample_size}")
    if statistic == "maximum":
        return None if distribution.is_discrete else MaximumOf(distribution, sample_size)
    if statistic not in ("mean", "sum"):
        return None
    n, p = float(sample_size), distribution.parameters
    over = n if statistic == "mean" else 1.0
    match distribution:
        case Normal():
            return Normal(p["mean"] * n / over, p["standard_deviation"] * np.sqrt(n) / over)
        case Cauchy():
            return Cauchy(p["location"] * n / over, p["scale"] * n / over)
        case Exponential():
            return Gamma(n, p["rate"] * over)
        case ChiSquared():
            nu = p["degrees_of_freedom"] * n
            return ChiSquared(nu) if statistic == "sum" else Gamma(nu / 2, 0.5 * over)
        case Gamma():
            return Gamma(p["shape"] * n, p["rate"] * over)
    if statistic == "mean":
        return None
    match distribution:
        case Poisson():
            return Poisson(p["rate"] * n)
        case Bernoulli():
            return Binomial(n, p["probability"])
        case Binomial():
            return Binomial(p["n_trials"] * n, p["probability"])
        case NegativeBinomial():
            return NegativeBinomial(p["n_successes"] * n, p["probability"])
    return None


def running_mean(draws: ArrayLike) -> RunningMean:
    r"""Return the mean of the first k draws for every k, with its standard error :math:`s_k / \sqrt k`.

    Parameters
    ----------
    draws : array_like (n,)
        Finite numbers.

    Returns
    -------
    RunningMean

    Raises
    ------
    ValueError
        If draws are not one row of finite numbers.

    Examples
    --------
    >>> running_mean([1, 3, 5]).means
    array([1., 2., 3.])
    """
    x = as_array(draws, "draws")
    if x.ndim != 1:
        raise ValueError(f"draws must be one row of numbers, got shape {x.shape}")
    if len(x) == 0:
        return RunningMean(x, x)
    k = np.arange(1, len(x) + 1)
    centre = float(np.median(x))
    shifted = x - centre
    means = np.cumsum(shifted) / k
    squares = np.maximum(np.cumsum(shifted**2) - k * means**2, 0)
    with np.errstate(all="ignore"):
        errors = np.sqrt(squares / (k - 1) / k)
    return RunningMean(means + centre, errors)


def simulated_norms(distribution: Distribution, n_dimensions: int, n_repeats: int, generator: Generator) -> FloatArray:
    """Return the lengths of random vectors with independent coordinates.

    Parameters
    ----------
    distribution : Distribution
        A single one, of each coordinate.
    n_dimensions : int
        From 1 on.
    n_repeats : int
        How many vectors.
    generator : numpy.random.Generator

    Returns
    -------
    array (n_repeats,)

    Raises
    ------
    ValueError
        If there is no dimension, or the distribution is an array.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Normal
    >>> lengths = simulated_norms(Normal(), 1000, 1000, np.random.default_rng(0))
    >>> round(float(lengths.mean()), 1), round(float(lengths.std()), 1)
    (31.6, 0.7)
    """
    if n_dimensions < 1:
        raise ValueError(f"n_dimensions must be at least 1, got {n_dimensions}")
    if distribution.shape != ():
        raise ValueError(f"distribution must be a single one, got one of shape {distribution.shape}")
    results = np.empty(n_repeats)
    rows = max(1, PIECE // n_dimensions)
    for start in range(0, n_repeats, rows):
        n = min(rows, n_repeats - start)
        draws = distribution.sample((n, n_dimensions), generator)
        results[start : start + n] = np.sqrt(np.einsum("ij,ij->i", draws, draws))
    return results


def norm_of_standard_normal(n_dimensions: int) -> Norm:
    r"""Return mean and spread of the length of a standard normal vector: the mode, at 0, is where nobody is.

    .. math:: \operatorname{E}\|X\| = \sqrt2\, \frac{\Gamma((d+1)/2)}{\Gamma(d/2)}, \quad
              \operatorname{E}\|X\|^2 = d

    Parameters
    ----------
    n_dimensions : int
        The d, from 1 on.

    Returns
    -------
    Norm

    Raises
    ------
    ValueError
        If there is no dimension.

    Examples
    --------
    >>> norm_of_standard_normal(1000)
    Norm(mean=31.6148719, standard_deviation=0.7070183431)
    """
    if n_dimensions < 1:
        raise ValueError(f"n_dimensions must be at least 1, got {n_dimensions}")
    d = float(n_dimensions)
    if d < 20:
        log_ratio = float(log_gamma((d + 1) / 2) - log_gamma(d / 2)) + 0.5 * np.log(2 / d)
    else:
        # log Γ(d/2 + 1/2) - log Γ(d/2) - log √(d/2), by Stirling's formula with what cancels left out.
        rest = stirling_error(np.array([(d + 1) / 2, d / 2]))
        log_ratio = float(0.5 * d * np.log1p(1 / d) - 0.5 + rest[0] - rest[1])
    # The share by which the mean falls short of √d gives the variance d (1 - r²) without cancellation.
    return Norm(float(np.sqrt(d) * np.exp(log_ratio)), float(np.sqrt(-d * np.expm1(2 * log_ratio))))
