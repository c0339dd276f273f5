"""Which forecasts are looked at together.

A single forecast of 70 % is neither right nor wrong; of a hundred of them, seventy should come true.
So forecasts are put into bins, of equal width or of equal numbers, and what is said about
calibration depends on the bins.
A bin holds its right edge and not its left one, except the first, which holds both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, IntArray, as_sample, check_choice, check_count


def probability_bins(
    scores: FloatArray, n_bins: int = 10, strategy: str = "uniform", edges: ArrayLike | None = None
) -> tuple[IntArray, FloatArray]:
    """Return the bin of each probability, and the edges.

    Parameters
    ----------
    scores : array (n,)
        Between 0 and 1.
    n_bins : int
    strategy : {'uniform', 'quantile'}
        Bins of equal width or of equal numbers; tied scores make quantile bins fewer.
    edges : array_like (n_bins + 1,), optional
        Rising from 0 to 1; then the other two do not count.

    Returns
    -------
    codes : array (n,) of int
    edges : array (n_bins + 1,)

    Examples
    --------
    >>> probability_bins(np.array([0.0, 0.1, 0.5, 0.51, 1.0]), 2)
    (array([0, 0, 0, 1, 1]), array([0. , 0.5, 1. ]))
    """
    if edges is not None:
        borders = as_sample(edges, "edges", at_least=2)
        if borders[0] != 0.0 or borders[-1] != 1.0 or (np.diff(borders) <= 0.0).any():
            raise ValueError(f"edges must rise from 0 to 1, got {borders.tolist()}")
    else:
        count = check_count(n_bins, "n_bins")
        if check_choice(strategy, ("uniform", "quantile"), "strategy") == "uniform":
            borders = np.linspace(0.0, 1.0, count + 1)
        else:
            inner = np.unique(np.quantile(scores, np.linspace(0.0, 1.0, count + 1)[1:-1]))
            borders = np.concatenate([[0.0], inner[(inner > 0.0) & (inner < 1.0)], [1.0]])
    return np.searchsorted(borders[1:-1], scores, side="left"), borders


def bin_means(
    y: FloatArray, p: FloatArray, codes: IntArray, n_bins: int | None = None
) -> tuple[IntArray, FloatArray, FloatArray]:
    """Return the number of cases in each bin, their mean forecast and the share of ones; NaN where it is empty.

    Examples
    --------
    >>> bin_means(np.array([0.0, 1.0, 1.0]), np.array([0.1, 0.3, 0.9]), np.array([0, 0, 2]))
    (array([2, 0, 1]), array([0.2, nan, 0.9]), array([0.5, nan, 1. ]))
    """
    size = int(codes.max()) + 1 if n_bins is None else n_bins
    counts = np.bincount(codes, minlength=size)
    divisor = np.where(counts > 0, counts, np.nan)
    return counts, np.bincount(codes, p, size) / divisor, np.bincount(codes, y, size) / divisor
