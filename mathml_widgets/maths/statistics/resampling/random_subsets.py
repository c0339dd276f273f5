r"""Random groups from random bits.

Shuffling a hundred numbers to take the first fifty asks for a hundred random numbers; a group is only a
hundred bits.
Toss a coin for each and keep the tosses with exactly fifty heads: each group is equally likely, and one
toss in thirteen is kept.
Groups of other sizes need biased coins, which are made of a few fair ones by "and" and "or".
The sum of a group is looked up eight numbers at a time, in a table of the 256 sums of each eight.
"""

from __future__ import annotations

import numpy as np

from ..arguments import FloatArray

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
    tables = padded.reshape(-1, 8) @ in_byte.T.astype(float)
    heads = np.arange(64 * words) < n
    valid = np.packbits(heads, bitorder="little").view(np.uint64)
    numerator, tosses = _coin(size / n)
    sums = np.empty(n_subsets)
    done = 0
    while done < n_subsets:
        masks = _biased_bits(numerator, tosses, (MASKS_AT_ONCE, words), rng) & valid
        drawn = np.bitwise_count(masks).sum(axis=1, dtype=np.int64)
        kept = masks[drawn == size][: n_subsets - done].view(np.uint8)
        stop = done + len(kept)
        sums[done:stop] = 0.0
        for table, column in zip(tables[: -(-n // 8)], kept.T, strict=False):
            sums[done:stop] += table[column]
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


def _biased_bits(numerator: int, tosses: int, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Return words whose bits are each 1 with chance numerator / 2^tosses: one binary digit after another."""
    if numerator == 2**tosses:
        return np.full(shape, 2**64 - 1, dtype=np.uint64)
    bits = np.zeros(shape, dtype=np.uint64)
    for digit in range(tosses):
        fair = rng.integers(0, 2**64, shape, dtype=np.uint64)
        bits = bits | fair if numerator >> digit & 1 else bits & fair
    return bits
