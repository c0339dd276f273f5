"""What a sample says of the entropy of its source."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...maths import information as info
from ...shell import Step

Whole = NDArray[np.int64]

ESTIMATORS = ("plug_in", "miller_madow", "jackknife", "laplace")
N_RESAMPLES = 2_000
RESAMPLED_AT_ONCE = 20_000


def bootstrapped(sample_counts: Whole, base: float, pseudocount: float, seed: int, held: str) -> Iterator[Step]:
    """Yield the intervals of the estimates, and the number of resamples they rest on."""
    at_once = len(sample_counts) * N_RESAMPLES <= RESAMPLED_AT_ONCE
    growing = info.refined_intervals(
        sample_counts,
        N_RESAMPLES,
        np.random.default_rng([seed, 1]),
        base,
        n_first=N_RESAMPLES if at_once and not held else 100,
        pseudocount=pseudocount,
    )
    for intervals, done in growing:
        yield Step((np.array(intervals), done), 1.0 if held else done / N_RESAMPLES)
