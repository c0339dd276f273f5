"""Mean and standard deviation of very many small samples.

Both are wanted for a hundred thousand samples of thirty, where time goes into fetching numbers.
So the rows come in blocks that stay in the cache, and a block gives its sums and sums of squares there.
The difference of two sums of squares loses digits where the mean is far from zero; those rows, and huge or tiny
ones, are done again the careful way.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..arguments import FloatArray

BLOCK = 2**15
LARGEST_LOSS = 20.0
"""A sum of squares may be so many times what is left of it."""


class Moments(NamedTuple):
    """Sample size, and mean and standard deviation (with n - 1) along the last axis, arrays (...)."""

    n: int
    mean: FloatArray
    deviation: FloatArray


def moments(samples: FloatArray) -> Moments:
    """Return mean and standard deviation of each sample.

    Parameters
    ----------
    samples : array (..., n)
        n at least 2.

    Examples
    --------
    >>> moments(np.array([[1.0, 2.0, 3.0], [5.0, 5.0, 5.0]]))
    Moments(n=3, mean=array([2., 5.]), deviation=array([1., 0.]))
    """
    n = samples.shape[-1]
    rows = samples.reshape(-1, n)
    mean, left = np.empty(len(rows)), np.empty(len(rows))
    step = max(1, BLOCK // n)
    ones, share = np.ones(n), np.full(n, 1.0 / n)
    buffer = np.empty((min(step, len(rows)), n))
    middle = float(rows[0].mean()) if len(rows) else 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, len(rows), step):
            part = slice(start, start + step)
            rest = np.subtract(rows[part], middle, out=buffer[: len(rows[part])])
            shift = rest @ share
            np.multiply(rest, rest, out=rest)
            squares = rest @ ones
            left[part] = squares - n * shift * shift
            mean[part] = shift + middle
            lost = ~(left[part] * LARGEST_LOSS > squares) | ~(left[part] < 1e290) | (left[part] < 1e-290)
            if lost.any():
                again = start + np.flatnonzero(lost)
                mean[again], left[again] = _carefully(rows[again])
                left[again] = left[again] ** 2 * (n - 1)
    deviation = np.sqrt(left / (n - 1))
    edge = ~(left < 1e290) | (left < 1e-290)
    if edge.any():
        mean[edge], deviation[edge] = _carefully(rows[edge])
    shape = samples.shape[:-1]
    return Moments(n, mean.reshape(shape), deviation.reshape(shape))


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
