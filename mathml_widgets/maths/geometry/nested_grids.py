"""Coarse grids inside fine ones.

A picture that sharpens needs each grid to hold the points of the one before, so that nothing is computed twice.
Leaving out every second line of a grid of 65 gives 33, then 17; where the number of steps is odd every third or
fifth line is kept.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def nested_strides(resolution: int, coarsest: int) -> tuple[int, ...]:
    """Return strides through a grid line, from coarse to 1, each of which keeps both ends and the lines of the last.

    Parameters
    ----------
    resolution : int
        Points along a line of the fine grid, at least 2.
    coarsest : int
        Points along a line of the coarsest grid, at least 2: the grid may be finer than that, not coarser.

    Raises
    ------
    ValueError
        If one of them is smaller.

    Examples
    --------
    >>> nested_strides(65, 17), nested_strides(101, 3), nested_strides(8, 3)
    ((4, 2, 1), (20, 4, 2, 1), (1,))
    """
    for name, number in (("resolution", resolution), ("coarsest", coarsest)):
        if isinstance(number, bool) or not isinstance(number, (int, np.integer)) or number < 2:
            raise ValueError(f"{name} must be an integer of at least 2, got {number}")
    strides = [1]
    while (steps := (resolution - 1) // strides[-1]) > 1:
        factor = next(k for k in range(2, steps + 1) if steps % k == 0)
        if steps // factor < coarsest - 1 and not (factor == steps and coarsest <= 2):
            break
        strides.append(strides[-1] * factor)
    return tuple(strides[::-1])


def rows_of_unknown(known: NDArray[np.bool_], stride: int) -> list[tuple[int, NDArray[np.intp]]]:
    """Return row by row the columns of a strided grid that are not known yet."""
    found = []
    for row in range(0, len(known), stride):
        columns = np.arange(0, known.shape[1], stride)
        columns = columns[~known[row, columns]]
        if len(columns):
            found.append((row, columns))
    return found
