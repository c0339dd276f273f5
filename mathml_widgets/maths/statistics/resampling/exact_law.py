r"""The law of a sum over a random subset, without drawing any.

If each of n numbers is as likely to be in the first group as any other, the sum of that group has a law
that could be found by listing all :math:`\binom nm` groups.
For whole numbers there is a shorter way: take the numbers one by one, and keep for each group size and
each sum how many groups there are; a new number is either in or out.
So the exact test of 50 against 50, with its :math:`10^{29}` groups, is a few million additions.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..arguments import FloatArray, IntArray

MOST_NUMBERS = 1000
"""The number of subsets of more would be too large for a float."""


class SumLaw(NamedTuple):
    """The law of a sum: its possible values (n_values,), rising, and their probabilities."""

    sums: IntArray
    probabilities: FloatArray


def subset_sum_law(integers: IntArray, size: int) -> SumLaw:
    r"""Return the law of the sum of a random subset of given size.

    .. math:: N_{j}(s) \leftarrow N_{j}(s) + N_{j-1}(s - v)

    for each number v in turn, with :math:`N_j(s)` the number of subsets of j numbers with sum s.

    Parameters
    ----------
    integers : array (n,) of int
        None negative; at most 1000 of them.
    size : int
        How many the subset holds.

    Returns
    -------
    SumLaw
        Probabilities with a relative error of about 1e-13 at most, in the tails too, for only positive
        numbers are added.

    References
    ----------
    Pagano and Tritchler, "On obtaining permutation distributions in polynomial time", Journal of the American
    Statistical Association 78 (1983).

    Examples
    --------
    >>> law = subset_sum_law(np.array([1, 2, 3]), 2)
    >>> law.sums, law.probabilities.round(3)
    (array([3, 4, 5]), array([0.333, 0.333, 0.333]))
    """
    n, m = len(integers), int(size)
    if n > MOST_NUMBERS:
        raise ValueError(f"integers must be at most {MOST_NUMBERS}, got {n}")
    v = np.sort(integers).astype(np.int64)
    if 2 * m > n:
        rest = subset_sum_law(v, n - m)
        return SumLaw(v.sum() - rest.sums[::-1], rest.probabilities[::-1])
    so_far = np.concatenate([[0], np.cumsum(v)])
    width = max(int(so_far[n] - so_far[n - j] - so_far[j]) for j in range(m + 1)) + 1
    # Row j counts from the sum of the j smallest numbers on.
    counts = np.zeros((m + 1, width))
    counts[0, 0] = 1.0
    for i in range(n):
        for j in range(min(m, i + 1), max(1, m - (n - 1 - i)) - 1, -1):
            shift = int(v[i] - v[j - 1])
            top = int(so_far[i + 1] - so_far[i + 1 - j] - so_far[j]) + 1
            counts[j, shift:top] += counts[j - 1, : top - shift]
    law = counts[m]
    filled = np.flatnonzero(law)
    return SumLaw(filled + so_far[m], law[filled] / law.sum())


def sign_sum_law(integers: IntArray) -> SumLaw:
    r"""Return the law of the sum of numbers with random signs.

    Parameters
    ----------
    integers : array (n,) of int
        Their own signs do not matter; at most 1000 of them.

    Returns
    -------
    SumLaw

    Examples
    --------
    >>> sign_sum_law(np.array([1, 2]))
    SumLaw(sums=array([-3, -1, 1, 3]), probabilities=array([0.25, 0.25, 0.25, 0.25]))
    """
    if len(integers) > MOST_NUMBERS:
        raise ValueError(f"integers must be at most {MOST_NUMBERS}, got {len(integers)}")
    v = np.sort(np.abs(integers)).astype(np.int64)
    total = int(v.sum())
    counts = np.zeros(total + 1)
    counts[0] = 1.0
    reach = 0
    for value in map(int, v):
        reach += value
        shifted = counts[: reach + 1 - value].copy()
        counts[value : reach + 1] += shifted
    filled = np.flatnonzero(counts)
    return SumLaw(2 * filled - total, counts[filled] / counts.sum())


def subset_cost(integers: IntArray, size: int) -> float:
    """Return the number of additions that `subset_sum_law` needs, at most.

    Examples
    --------
    >>> subset_cost(np.array([0, 1, 2, 3]), 2)
    40.0
    """
    v = np.sort(integers).astype(float)
    m = min(size, len(v) - size)
    width = v[len(v) - m :].sum() - v[:m].sum() + 1 if m else 1.0
    return float(len(v) * m * width)
