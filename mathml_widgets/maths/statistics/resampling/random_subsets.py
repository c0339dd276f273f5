r"""Random groups from random bits.

Shuffling a hundred numbers to take the first fifty asks for a hundred random numbers; a group is only a
hundred bits.
Toss a coin for each and keep the tosses with exactly fifty heads: each group is equally likely, and one
toss in thirteen is kept.
Groups of other sizes need biased coins, which are made of a few fair ones by "and" and "or".
The sum of a group is looked up eight numbers at a time, in a table of the 256 sums of each eight.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..arguments import FloatArray

BitArray: TypeAlias = NDArray[np.uint64]

MOST_TOSSES = 8
MASKS_AT_ONCE = 2**14


def random_subset_sums(values: FloatArray, size: int, n_subsets: int, rng: np.random.Generator) -> FloatArray:
    """Return the sums of random subsets of given size, all subsets equally likely.

    Parameters
    ----------
    values : array (n,)
    size : int
        From 0 to n.
    n_subsets : int
    rng : numpy.random.Generator

    Returns
    -------
    array (n_subsets,)

    Raises
    ------
    ValueError
        If no coin of eight tosses is biased enough; `expected_words` is infinite then.

    Examples
    --------
    >>> sums = random_subset_sums(np.array([1.0, 2.0, 4.0]), 2, 1000, np.random.default_rng(0))
    >>> np.unique(sums)
    array([3., 5., 6.])
    """
    n = len(values)
    words = -(-n // 64)
    padded = np.zeros(64 * words)
    padded[:n] = values
    in_byte = np.unpackbits(np.arange(256, dtype=np.uint8)[:, np.newaxis], axis=1, bitorder="little")
    tables = (padded.reshape(-1, 8) @ in_byte.T.astype(float)).reshape(words, 8, 256)
    valid = np.packbits(np.arange(64 * words) < n, bitorder="little").view(np.uint64)
    numerator, tosses = _coin(size / n)
    if numerator in (0, 2**tosses) and 0 < size < n:
        raise ValueError(f"size must not be so far from half of {n} values, got {size}")
    sums = np.zeros(n_subsets)
    done = 0
    while done < n_subsets:
        masks = _biased_bits(numerator, tosses, (words, MASKS_AT_ONCE), rng)
        masks &= valid[:, np.newaxis]
        heads = np.zeros(MASKS_AT_ONCE, dtype=np.uint32)
        for word in masks:
            heads += np.bitwise_count(word)
        kept = np.flatnonzero(heads == size)[: n_subsets - done]
        stop = done + len(kept)
        for word, of_word in zip(masks, tables, strict=True):
            octets = word[kept].view(np.uint8).reshape(-1, 8)
            for table, octet in zip(of_word, octets.T, strict=True):
                sums[done:stop] += table[octet]
        done = stop
    return sums


def expected_words(n: int, size: int) -> float:
    """Return how many random words of 64 bits a subset takes on average.

    Examples
    --------
    >>> round(expected_words(100, 50), 1)
    25.1
    """
    numerator, tosses = _coin(size / n)
    p = numerator / 2**tosses
    if p in (0.0, 1.0):
        return float("inf") if 0 < size < n else 1.0
    k = np.arange(1, n + 1)
    log_choose = np.log(k[n - size :]).sum() - np.log(k[:size]).sum()
    kept = np.exp(log_choose + size * np.log(p) + (n - size) * np.log1p(-p))
    return float(tosses * -(-n // 64) / kept) if kept > 0.0 else float("inf")


def _coin(chance: float) -> tuple[int, int]:
    """Return the fraction numerator / 2^tosses nearest to a chance, with few tosses where they are enough."""
    for tosses in range(1, MOST_TOSSES + 1):
        numerator = round(chance * 2**tosses)
        if abs(numerator / 2**tosses - chance) < 0.02 * min(chance, 1.0 - chance):
            break
    return numerator, tosses


def _biased_bits(numerator: int, tosses: int, shape: tuple[int, int], rng: np.random.Generator) -> BitArray:
    """Return words whose bits are each 1 with chance numerator / 2^tosses: one binary digit after another."""
    if numerator == 2**tosses:
        return np.full(shape, 2**64 - 1, dtype=np.uint64)
    if numerator == 0:
        return np.zeros(shape, dtype=np.uint64)
    bits: BitArray | None = None
    for digit in range(tosses):
        one = numerator >> digit & 1
        if bits is None and not one:
            continue  # "and" with nothing
        fair = rng.integers(0, 2**64, shape, dtype=np.uint64)
        if bits is None:
            bits = fair
        elif one:
            bits |= fair
        else:
            bits &= fair
    assert bits is not None
    return bits
