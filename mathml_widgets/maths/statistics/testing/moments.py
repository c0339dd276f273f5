"""Mean and standard deviation of very many small samples.

Both are wanted for a hundred thousand samples of thirty, where time goes into fetching numbers.
So the rows come in blocks that stay in the cache, and a block gives its sums and sums of squares there.
The difference of two sums of squares loses digits where the mean is far from zero; those rows, and huge or tiny
ones, are done again the careful way.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..arguments import FloatArray, as_array

BLOCK = 2**15
LARGEST_LOSS = 20.0
"""A sum of squares may be so many times what is left of it."""


class Moments(NamedTuple):
    """Sample size, and mean and standard deviation (with n - 1) along the last axis, arrays (...)."""

    n: int
    mean: FloatArray
    deviation: FloatArray


def moments(samples: FloatArray, name: str = "samples") -> Moments:
    """Return mean and standard deviation of each sample.

    Parameters
    ----------
    samples : array (..., n)
        n at least 2.
    name : str
        How an error calls them.

    Raises
    ------
    ValueError
        If there is NaN or infinity among them.

    Examples
    --------
    >>> moments(np.array([[1.0, 2.0, 3.0], [5.0, 5.0, 5.0]]))
    Moments(n=3, mean=array([2., 5.]), deviation=array([1., 0.]))
    """
    n = samples.shape[-1]
    rows = samples.reshape(-1, n)
    mean, deviation, again = np.empty(len(rows)), np.empty(len(rows)), np.empty(len(rows), dtype=bool)
    step = max(1, BLOCK // n)
    ones, share = np.ones(n), np.full(n, 1.0 / n)
    buffer = np.empty((min(step, len(rows)), n))
    middle = _far_middle(rows)
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, len(rows), step):
            part = slice(start, start + step)
            block = rows[part]
            rest = buffer[: len(block)]
            if middle:
                block = np.subtract(block, middle, out=rest)
            np.matmul(block, share, out=mean[part])
            np.multiply(block, block, out=rest)
            squares = rest @ ones
            left = squares - n * mean[part] ** 2
            good = (left * LARGEST_LOSS > squares) & (left < 1e290) & (left >= 1e-290)
            np.logical_not(good, out=again[part])
            np.sqrt(np.maximum(left, 0.0) / (n - 1), out=deviation[part])
    if not np.isfinite(mean).all():
        as_array(samples, name)
    mean += middle
    if again.any():
        mean[again], deviation[again] = _carefully(rows[again])
    shape = samples.shape[:-1]
    return Moments(n, mean.reshape(shape), deviation.reshape(shape))


def _far_middle(rows: FloatArray) -> float:
    """Return the mean of the first row where that is far from zero beside its scatter, else 0."""
    if not len(rows):
        return 0.0
    first = 0.5 * rows[0]
    middle = float(first.mean())
    far = abs(middle) > float(np.abs(first - middle).mean())
    return 2.0 * middle if far and abs(middle) < 1e150 else 0.0


def _carefully(rows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return mean and standard deviation in two passes, about the first value and in units of the largest gap."""
    n = rows.shape[1]
    first = rows[:, :1]
    gaps = 0.5 * rows - 0.5 * first
    unit = np.abs(gaps).max(axis=1, keepdims=True)
    unit = np.where(unit > 0.0, unit, 1.0)
    gaps /= unit
    shift = gaps.mean(axis=1, keepdims=True)
    deviation = np.sqrt(((gaps - shift) ** 2).sum(axis=1) / (n - 1))
    with np.errstate(over="ignore"):
        mean = first[:, 0] + 2.0 * (shift * unit)[:, 0]
        return mean, 2.0 * (deviation * unit[:, 0])
