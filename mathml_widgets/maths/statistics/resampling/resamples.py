"""Drawing from the sample as if it were the population.

A bootstrap resample takes n cases at random with replacement, so some come twice and about 37 % not
at all.
What matters for a statistic that does not look at the order is how often each case came: its counts.
With strata each class keeps its own number of cases.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..arguments import FloatArray, IntArray

NUMBERS_AT_ONCE = 2**20
"""Resamples come in batches of about this many numbers, so that memory stays small."""


def resample_counts(
    n: int, n_resamples: int, rng: np.random.Generator, strata: IntArray | None = None
) -> Iterator[FloatArray]:
    """Yield batches of counts, how often each of n cases was drawn, until there are `n_resamples` rows.

    Parameters
    ----------
    n : int
    n_resamples : int
    rng : numpy.random.Generator
    strata : array (n,) of int, optional
        Cases are drawn within each stratum.

    Yields
    ------
    array (n_rows, n)

    Examples
    --------
    >>> batch, = resample_counts(5, 3, np.random.default_rng(0))
    >>> batch.sum(axis=1)
    array([5., 5., 5.])
    """
    rows = max(1, NUMBERS_AT_ONCE // n)
    groups = [np.arange(n)] if strata is None else [np.flatnonzero(strata == k) for k in np.unique(strata)]
    for start in range(0, n_resamples, rows):
        size = min(rows, n_resamples - start)
        counts = np.zeros((size, n))
        for group in groups:
            drawn = rng.integers(0, len(group), (size, len(group)))
            drawn += len(group) * np.arange(size)[:, np.newaxis]
            counts[:, group] = np.bincount(drawn.ravel(), minlength=size * len(group)).reshape(size, -1)
        yield counts
