r"""A million draws in the memory of a few thousand: histogram and moments, piece by piece.

To see what a distribution looks like one needs counts and averages of its draws, not the draws.
They are made in pieces that fit into the processor's cache, counted into bins of equal width by arithmetic, not by
searching, and forgotten.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_array
from .distribution import Distribution
from .sample_moments import PowerSums, SampleMoments

# Below ten thousand numbers BLAS adds up products on one thread, which for so few is the quickest.
PIECE = 1 << 13


class Simulation(NamedTuple):
    """What many draws showed.

    Attributes
    ----------
    edges : array (n_bins + 1,)
        Of the bins, equally wide; each holds its left edge, up to rounding, and not its right one.
    counts : array (n_bins,)
    n_below, n_above : int
        Draws left and right of all bins.
    moments : SampleMoments
    """

    edges: FloatArray
    counts: NDArray[np.int64]
    n_below: int
    n_above: int
    moments: SampleMoments


class Bins:
    """Counts in bins of equal width, to which more numbers can be added."""

    def __init__(self, edges: FloatArray) -> None:
        self.edges = edges
        self.n = len(edges) - 1
        self.per_unit = self.n / (edges[-1] - edges[0])
        self.counts = np.zeros(self.n + 2, dtype=np.int64)

    def add(self, x: FloatArray) -> None:
        """Count numbers, shape (n,)."""
        place = x - self.edges[0]
        place *= self.per_unit
        place += 1
        np.maximum(place, 0, out=place)
        np.minimum(place, self.n + 1, out=place)
        self.counts += np.bincount(place.astype(np.intp), minlength=self.n + 2)


def default_edges(distribution: Distribution, n_bins: int = 60) -> FloatArray:
    """Return edges of equal width that show all but about a thousandth; round whole numbers for discrete ones.

    Parameters
    ----------
    distribution : Distribution
        A single one.
    n_bins : int
        At most so many, from 1 on.

    Returns
    -------
    array (n + 1,)

    Raises
    ------
    ValueError
        If there is to be no bin.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Bernoulli
    >>> default_edges(Bernoulli(0.5))
    array([-0.5, 0.5, 1.5])
    """
    if n_bins < 1:
        raise ValueError(f"n_bins must be at least 1, got {n_bins}")
    tail = 5e-4
    low, high = float(distribution.quantile(tail)), float(distribution.quantile(tail, upper_tail=True))
    if distribution.is_on_whole_numbers:
        width = max(1.0, np.ceil((high - low + 1) / n_bins))
        n = int(np.ceil((high - low + 1) / width))
        return np.asarray(low - 0.5 + width * np.arange(n + 1))
    if not high > low:
        low, high = low - 0.5, high + 0.5
    return np.linspace(low, high, n_bins + 1)


def simulate(
    distribution: Distribution, n_samples: int, generator: Generator, edges: ArrayLike | None = None
) -> Simulation:
    """Draw many times; return histogram and moments with standard errors, but not the draws.

    Parameters
    ----------
    distribution : Distribution
        A single one.
    n_samples : int
        From 1 on.
    generator : numpy.random.Generator
    edges : array_like (n_bins + 1,), optional
        Equally spaced; if not given, such that they show all but about a thousandth.

    Returns
    -------
    Simulation

    Raises
    ------
    ValueError
        If the distribution is an array, there is nothing to draw, or edges are not equally spaced.

    Notes
    -----
    Memory does not grow with `n_samples`: draws are made 8,192 at a time.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Bernoulli
    >>> int(simulate(Bernoulli(0.5), 10_000, np.random.default_rng(0)).counts.sum())
    10000
    """
    if distribution.shape != ():
        raise ValueError(f"distribution must be a single one, got one of shape {distribution.shape}")
    if n_samples < 1:
        raise ValueError(f"n_samples must be at least 1, got {n_samples}")
    bins = Bins(default_edges(distribution) if edges is None else equally_spaced(edges))
    sums = PowerSums()
    for start in range(0, n_samples, PIECE):
        draws = distribution.sample(min(PIECE, n_samples - start), generator)
        bins.add(draws)
        sums.add(draws)
    return Simulation(bins.edges, bins.counts[1:-1], int(bins.counts[0]), int(bins.counts[-1]), sums.moments())


def equally_spaced(edges: ArrayLike) -> FloatArray:
    """Return edges as an array if they increase by equal steps."""
    array = as_array(edges, "edges")
    if array.ndim != 1 or len(array) < 2:
        raise ValueError(f"edges must be one row of at least two numbers, got shape {array.shape}")
    steps = np.diff(array)
    if not (steps > 0).all() or np.ptp(steps) > 1e-9 * steps.mean() + 1e-12 * np.abs(array).max():
        raise ValueError(f"edges must increase by equal steps, got steps from {steps.min()} to {steps.max()}")
    return array
