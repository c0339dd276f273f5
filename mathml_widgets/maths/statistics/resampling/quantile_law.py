r"""The median of a resample, without resampling.

A resample of n values is n draws of a place in the sorted sample, and its r-th smallest is at the place where the
r-th smallest of n uniform numbers falls.
That number follows a beta distribution, so one draw from it replaces n draws and a sort; and the next larger one,
which the median of an even number needs as well, follows given the first.
The law of the place is known in closed form too, so the bootstrap of a median needs no drawing at all.
"""

from __future__ import annotations

import numpy as np

from ...probability.special_functions import beta_inc
from ..arguments import FloatArray, IntArray, check_count


def resampled_rank_law(n: int, rank: int) -> FloatArray:
    r"""Return how likely each value of a sorted sample is to be the r-th smallest of a resample.

    .. math:: P(X^*_{(r)} \le x_{(i)}) = P(\mathrm{Bin}(n, i/n) \ge r) = I_{i/n}(r, n - r + 1)

    Parameters
    ----------
    n : int
        Sample size.
    rank : int
        r, from 1 to n.

    Returns
    -------
    array (n,)
        Probabilities of the smallest value, the next, ...

    Raises
    ------
    ValueError
        If the rank is not from 1 to n.

    References
    ----------
    Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979), section 3.

    Examples
    --------
    >>> resampled_rank_law(3, 2).round(4)  # 7, 13 and 7 of 27
    array([0.2593, 0.4815, 0.2593])
    """
    size, r = _check_rank(n, rank)
    return np.diff(np.asarray(beta_inc(r, size - r + 1, np.arange(size + 1) / size)))


def resampled_ranks(n: int, rank: int, n_resamples: int, rng: np.random.Generator) -> tuple[IntArray, IntArray]:
    """Return the places, from 0, that the r-th and the next smallest value of random resamples come from.

    Parameters
    ----------
    n : int
        Sample size.
    rank : int
        r, from 1 to n.
    n_resamples : int
    rng : numpy.random.Generator

    Returns
    -------
    places, next_places : array (n_resamples,) of int
        The second is that of the largest value where r is n.

    Examples
    --------
    >>> places, _ = resampled_ranks(3, 2, 27000, np.random.default_rng(0))
    >>> bool(abs((places == 1).mean() - 13 / 27) < 0.01)
    True
    """
    size, r = _check_rank(n, rank)
    uniform = rng.beta(r, size - r + 1, n_resamples)
    places = np.minimum((size * uniform).astype(np.int64), size - 1)
    if r == size:
        return places, places
    rest = (1.0 - uniform) * rng.random(n_resamples) ** (1.0 / (size - r))
    return places, np.clip((size * (1.0 - rest)).astype(np.int64), places, size - 1)


def resampled_medians(sample: FloatArray, n_resamples: int, rng: np.random.Generator) -> FloatArray:
    """Return medians of random resamples.

    Examples
    --------
    >>> np.unique(resampled_medians(np.array([3.0, 1.0, 2.0]), 100, np.random.default_rng(0)))
    array([1., 2., 3.])
    """
    ordered = np.sort(sample)
    n = len(ordered)
    places, following = resampled_ranks(n, (n + 1) // 2, n_resamples, rng)
    if n % 2:
        return ordered[places]
    return np.asarray(0.5 * ordered[places] + 0.5 * ordered[following])


def _check_rank(n: int, rank: int) -> tuple[int, int]:
    size, r = check_count(n, "n"), check_count(rank, "rank")
    if r > size:
        raise ValueError(f"rank must be at most the {size} values, got {rank}")
    return size, r
