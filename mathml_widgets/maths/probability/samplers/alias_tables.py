r"""Walker's alias method: draw one of k things in two looks, however large k is.

The bars of a histogram are cut and stacked so that all columns are equally high and none holds more than two things:
then a draw is a column, chosen evenly, and one of the two things in it.
To build the table, a thing that has too little for its column gets the rest from one that has too much, until all
columns are full.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from ...linear_algebra.arguments import FloatArray, as_array
from ..counts import as_count

IntArray = NDArray[np.intp]


class Transfer(NamedTuple):
    """One step of building: a column was filled."""

    column: int
    donor: int
    """The thing that filled it up; the column itself if it was full."""
    amount: float
    """How much was given, of a column's height."""
    left: float
    """What the donor had left, in columns."""


class AliasTable(NamedTuple):
    """Columns, each with at most two things."""

    thresholds: FloatArray
    """(k,), the part of each column that belongs to its own thing, between 0 and 1."""
    aliases: IntArray
    """(k,), what the rest of each column belongs to."""
    transfers: tuple[Transfer, ...]
    """How it was built."""

    def probabilities(self) -> FloatArray:
        """Return what the table holds of each thing, shape (k,)."""
        k = len(self.thresholds)
        own = self.thresholds.copy()
        np.add.at(own, self.aliases, 1 - self.thresholds)
        return np.asarray(own / k)


class AliasDraws(NamedTuple):
    """Draws, and how they were made."""

    samples: IntArray
    """(n,)"""
    columns: IntArray
    """(n,)"""
    heights: FloatArray
    """(n,), uniform; below the threshold it is the column's own thing, else its alias."""


def alias_table(probabilities: ArrayLike) -> AliasTable:
    """Build columns of equal height from probabilities.

    Parameters
    ----------
    probabilities : array_like (k,)
        Not negative, adding up to 1 within 1e-9.

    Returns
    -------
    AliasTable

    Raises
    ------
    ValueError
        If there are none, one is negative, or they do not sum to 1.

    References
    ----------
    Walker, "An efficient method for generating discrete random variables with general distributions", ACM TOMS 3
    (1977).
    Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE TSE 17 (1991).

    Examples
    --------
    >>> table = alias_table([0.5, 0.25, 0.25])
    >>> table.thresholds, table.aliases
    (array([1.  , 0.75, 0.75]), array([0, 0, 0]))
    """
    p = as_array(probabilities, "probabilities")
    if p.ndim != 1 or len(p) == 0:
        raise ValueError(f"probabilities must be one row with at least one number, got shape {p.shape}")
    if (p < 0).any():
        raise ValueError(f"probabilities must be at least 0, got {p.min()}")
    if abs(p.sum() - 1) > 1e-9:
        raise ValueError(f"probabilities must sum to 1, got {p.sum()}")
    k = len(p)
    heights = (p / p.sum() * k).tolist()
    small = [i for i in range(k) if heights[i] < 1]
    large = [i for i in range(k) if heights[i] >= 1]
    thresholds, aliases, transfers = [1.0] * k, list(range(k)), []
    while small and large:
        column, donor = small.pop(), large[-1]
        thresholds[column], aliases[column] = heights[column], donor
        amount = 1 - heights[column]
        heights[donor] -= amount
        transfers.append(Transfer(column, donor, amount, heights[donor]))
        if heights[donor] < 1:
            small.append(large.pop())
    # What is left is full but for rounding.
    transfers.extend(Transfer(i, i, 0.0, 1.0) for i in small + large)
    return AliasTable(np.array(thresholds), np.array(aliases, dtype=np.intp), tuple(transfers))


def sample_by_alias(table: AliasTable, n: int, generator: Generator) -> AliasDraws:
    """Draw `n` things with a table.

    Parameters
    ----------
    table : AliasTable
        From `alias_table`.
    n : int
    generator : Generator

    Returns
    -------
    AliasDraws

    Raises
    ------
    ValueError
        If `n` is not at least 1.

    Examples
    --------
    >>> draws = sample_by_alias(alias_table([0.5, 0.25, 0.25]), 100_000, np.random.default_rng(0))
    >>> (np.bincount(draws.samples) / 100_000).round(2)
    array([0.5 , 0.25, 0.25])
    """
    n = as_count(n, "n")
    columns = generator.integers(0, len(table.thresholds), n)
    heights = generator.random(n)
    samples = np.where(heights < table.thresholds[columns], columns, table.aliases[columns])
    return AliasDraws(samples, columns, heights)
