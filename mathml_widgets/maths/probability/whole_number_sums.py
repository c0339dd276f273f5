"""The entropy of a distribution on whole numbers: a sum over all that are probable enough to count.

Few discrete families have a closed form for their entropy.
The sum over forty standard deviations on either side leaves out less than a float can show; it is taken in pieces, so
that a spread of a million needs no more memory than one of ten. Of more than a million terms, those of a stretch far
shorter than the spread are as many times the one in its middle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil
from typing import Any

import numpy as np

from ..linear_algebra.arguments import FloatArray

PIECE = 1 << 16
MOST = 1 << 20
"""Terms that are added one by one."""


def stretches(first: float, last: float) -> Iterator[tuple[FloatArray, float]]:
    """Yield whole numbers from `first` to `last` in pieces, and for how many each of them stands.

    Parameters
    ----------
    first, last : float
        Whole numbers.

    Yields
    ------
    array (n,)
        Up to a million each for itself; of more, the middles of equal stretches, and what is left at the end.
    float
        The length of these stretches.

    Examples
    --------
    >>> [(k.tolist(), length) for k, length in stretches(0.0, 3.0)]
    [([0.0, 1.0, 2.0, 3.0], 1.0)]
    >>> sum(len(k) * length for k, length in stretches(5.0, 3e9)) == 3e9 - 4
    True
    """
    n = last - first + 1
    length = 1.0 if n <= MOST else float(ceil(n / MOST) // 2 * 2 + 1)
    n_stretches = n // length
    middle = first + (length - 1) / 2
    for start in np.arange(0, n_stretches, PIECE):
        yield middle + length * np.arange(start, min(start + PIECE, n_stretches)), length
    rest = first + n_stretches * length
    for start in np.arange(rest, last + 1, PIECE):
        yield np.arange(start, min(start + PIECE, last + 1)), 1.0


def entropy_by_summing(
    log_density: Callable[..., FloatArray],
    mean: Any,
    variance: Any,
    lowest: Any,
    highest: Any,
    *parameters: FloatArray,
) -> FloatArray:
    r"""Return :math:`-\sum_k p_k \log p_k` in nats, for each set of parameters.

    Parameters
    ----------
    log_density : callable
        ``log_density(k, *parameters)``, for whole numbers inside the support.
    mean, variance, lowest, highest : float or array (...)
    *parameters : arrays (...)

    Returns
    -------
    array (...)
    """
    shape = parameters[0].shape
    all_of_them = [np.broadcast_to(a, shape).ravel() for a in (mean, variance, lowest, highest, *parameters)]
    totals = []
    for centre, square, low, high, *one in zip(*all_of_them, strict=True):
        spread = float(np.sqrt(square))
        width = (40 if spread < 1000 else 12) * spread + 60
        first, last = max(low, np.floor(centre - width)), min(high, np.ceil(centre + width))
        total = 0.0
        for k, length in stretches(first, last):
            logs = log_density(k, *(np.full_like(k, parameter) for parameter in one))
            total -= length * float(np.sum(np.where(logs > -np.inf, np.exp(logs) * logs, 0.0)))
        totals.append(total)
    return np.array(totals).reshape(shape) + 0.0
