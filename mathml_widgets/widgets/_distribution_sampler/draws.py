"""The draws, each stream of random numbers from its own seed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr
from ...maths.probability import pictures
from ...maths.probability.simulation import Bins
from ...shell import Step

Numbers = NDArray[np.float64]


def seed_of(seed: int, stream: int = 0) -> list[int]:
    """Return a seed for one of the widget's streams of random numbers, whatever the sign of the reader's."""
    return [2 * seed if seed >= 0 else -2 * seed - 1, stream]


def draws(machine: pr.Mechanism, n_samples: int, seed: int) -> Iterator[Step]:
    """Yield more and more draws, what the machine did for them, and their weights."""
    generator = np.random.default_rng(seed_of(seed))
    values: tuple[Any, ...] = ()
    for block in pr.growing_samples(machine, n_samples, generator):
        if block is not None:
            values = block, block.record, _fixed(block.samples), _weights(block)
        yield Step(values, len(values[2]) / n_samples)


def histogram(
    distribution: pr.Distribution, reach: Numbers, samples: Numbers, weights: Numbers | None, n_bins: int
) -> Numbers:
    """Return the histogram: rows left edge, right edge, height as a density."""
    edges = pictures.histogram_edges(distribution, reach, n_bins)
    if weights is None:
        bins = Bins(edges)
        bins.add(samples)
        heights = bins.counts[1:-1] / len(samples)
    else:
        heights = np.histogram(samples, edges, weights=weights)[0]
    return np.column_stack([edges[:-1], edges[1:], heights / np.diff(edges)])


def _fixed(numbers: Numbers) -> Numbers:
    """Return the array, never to be changed: then nobody needs a copy."""
    whole = numbers if numbers.flags.owndata else numbers.copy()
    whole.flags.writeable = False
    return whole


def _weights(block: pr.Block) -> Numbers | None:
    """Return the weights of a block, adding up to 1, where there are any."""
    if block.log_weights is None:
        return None
    relative = np.exp(block.log_weights - block.log_weights.max())
    return np.asarray(relative / relative.sum())
