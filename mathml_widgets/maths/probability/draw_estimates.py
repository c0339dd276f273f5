"""What draws tell of a distribution, and how surely: weighed ones, and those of a walk, count for their worth."""

from __future__ import annotations

from math import isfinite, nan, sqrt
from typing import NamedTuple

import numpy as np

from ..linear_algebra.arguments import FloatArray
from .sample_moments import sample_moments
from .samplers import autocorrelation, effective_sample_size
from .weighed_moments import weighed_mean, weighed_variance

MOMENTS = ("mean", "variance", "skewness", "kurtosis")
LONGEST = 2048
"""Draws in a row that are looked at for correlations."""

N_CHAINS = 32
"""How many chains are looked at."""

FEWEST = 8


class Memory(NamedTuple):
    """How alike draws are that lie 0, 1, 2, ... apart, and how many independent ones tell as much as all of them."""

    autocorrelation: FloatArray | None
    effective_size: float | None


def memory_of(
    samples: FloatArray, weights: FloatArray | None = None, chain_length: int = 0, n_lags: int = 41
) -> Memory:
    r"""Return what draws remember, and what they are worth.

    Parameters
    ----------
    samples : array (n,)
        Chain after chain where they are those of a walk.
    weights : array (n,), optional
        Adding up to 1; then the worth is :math:`1 / \sum w^2`.
    chain_length : int
        Of each chain; 0 for independent draws.
    n_lags : int

    Returns
    -------
    Memory
        None for what cannot be told: of few draws, or of a chain that never moves.

    Examples
    --------
    >>> memory_of(np.arange(10.0), weights=np.full(10, 0.1)).effective_size
    10.0
    """
    if weights is not None:
        return Memory(None, float(1 / (weights @ weights)))
    if len(samples) < FEWEST:
        return Memory(None, None)
    length = chain_length or min(len(samples), LONGEST)
    chains = samples[: len(samples) // length * length or len(samples)]
    chains = chains.reshape(-1, min(length, len(chains)))[:N_CHAINS]
    if (np.ptp(chains, axis=1) == 0).any():
        return Memory(None, None)
    shown = np.asarray(autocorrelation(chains, min(n_lags, chains.shape[1])).mean(axis=0))
    if not chain_length:
        return Memory(shown, float(len(samples)))
    worth = float(effective_sample_size(chains)) * len(samples) / chains.size
    return Memory(shown, min(worth, float(len(samples))) if isfinite(worth) else None)


def moments_of_draws(
    samples: FloatArray, weights: FloatArray | None = None, effective_size: float | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return mean, variance, skewness and kurtosis of draws, and their standard errors.

    Parameters
    ----------
    samples : array (n,)
    weights : array (n,), optional
        Adding up to 1; then there are only the first two.
    effective_size : float, optional
        What the draws are worth; all of them without it.

    Returns
    -------
    array (4,)
    array (4,)

    Examples
    --------
    >>> values, errors = moments_of_draws(np.array([1.0, 2.0, 3.0, 6.0]), effective_size=1.0)
    >>> values[0].item(), errors[0].round(6).item()  # twice what four independent draws would have
    (3.0, 2.160247)
    """
    if weights is not None:
        two = weighed_mean(samples, weights), weighed_variance(samples, weights)
        values, errors = (np.array([one[i] for one in two] + [nan] * 2) for i in (0, 1))
        return values, errors
    found = sample_moments(samples)
    factor = sqrt(len(samples) / (effective_size or len(samples)))
    values = np.array([getattr(found, name).value for name in MOMENTS])
    return values, factor * np.array([getattr(found, name).standard_error for name in MOMENTS])


def share_of_draws(
    samples: FloatArray,
    lowest: float,
    highest: float,
    weights: FloatArray | None = None,
    effective_size: float | None = None,
) -> tuple[float, float]:
    """Return the share of draws from `lowest` to `highest`, both included, and its standard error.

    Examples
    --------
    >>> share_of_draws(np.array([0.0, 1.0, 2.0, 3.0]), 1.0, 2.0)
    (0.5, 0.25)
    """
    inside = (samples >= lowest) & (samples <= highest)
    share = float(inside.mean() if weights is None else weights @ inside)
    return share, sqrt(max(share * (1 - share), 0.0) / (effective_size or len(samples)))


class MeanAndSpread(NamedTuple):
    """Mean and standard deviation of draws, and the standard errors of both."""

    mean: float
    spread: float
    mean_error: float
    spread_error: float


def mean_and_spread(draws: FloatArray) -> MeanAndSpread:
    """Return mean and standard deviation of draws, with their errors.

    Examples
    --------
    >>> found = mean_and_spread(np.array([1.0, 2.0, 3.0, 6.0]))
    >>> found.mean, round(found.spread, 6)
    (3.0, 2.160247)
    """
    seen = sample_moments(draws)
    spread = sqrt(seen.variance.value)
    error = seen.variance.standard_error / (2 * spread) if spread > 0 else 0.0
    return MeanAndSpread(seen.mean.value, spread, seen.mean.standard_error, error)
