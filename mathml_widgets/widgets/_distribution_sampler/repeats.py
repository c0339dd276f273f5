"""What is simulated many times over: a statistic of samples, and norms of vectors."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr
from ...maths.probability import pictures
from .draws import seed_of

Numbers = NDArray[np.float64]

N_VECTORS = 200
MOST_DRAWS = 1_000_000
"""How many draws the picture of a statistic takes at most."""


def repeated_statistic(
    distribution: pr.Distribution, statistic: str, sample_size: int, n_samples: int, seed: int, view: str
) -> tuple[Numbers | None, Numbers | None]:
    """Return the statistic of many samples; its mean and spread by theory, simulated, and errors of these."""
    if view != "statistic":
        return None, None
    repeats = max(2, min(n_samples, MOST_DRAWS // sample_size, 100_000))
    generator = np.random.default_rng(seed_of(seed, 1))
    found = pr.simulated_statistic(distribution, statistic, sample_size, repeats, generator)
    exact = pictures.law_of(distribution, statistic, sample_size)
    theory = [float(exact.mean()), math.sqrt(float(exact.variance()))] if exact is not None else [math.nan] * 2
    return found, np.array([*theory, *pr.mean_and_spread(found)])


def norms_along(
    distribution: pr.Distribution, n_dimensions: int, seed: int, view: str
) -> tuple[Numbers | None, Numbers | None]:
    """Return rows of dimension, mean and spread of the norm; those of the last by theory, simulated, and errors."""
    if view != "norm":
        return None, None
    draws = distribution.sample((N_VECTORS, n_dimensions), np.random.default_rng(seed_of(seed, 2)))
    with np.errstate(over="ignore"):
        all_norms = np.sqrt(np.cumsum(draws * draws, axis=1))
    dimensions = np.unique(np.geomspace(1, n_dimensions, 14).round().astype(int))
    picked = all_norms[:, dimensions - 1]
    rows = np.column_stack([dimensions, picked.mean(axis=0), picked.std(axis=0, ddof=1)])
    theory = pictures.norm_theory(distribution, n_dimensions)
    return rows, np.array([*theory, *pr.mean_and_spread(picked[:, -1])])
