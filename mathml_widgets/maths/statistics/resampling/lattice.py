"""Are these numbers whole multiples of some unit?

Counts, ranks, marks out of ten and prices in cents are integers in disguise, and sums of integers have
few values; that is what makes an exact permutation test of a hundred numbers possible.
Multiples of 1, 1/2, 1/10, 1/100 and 1/1000 are recognised, shifted to start at zero and divided by what
they have in common.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..arguments import FloatArray, IntArray

UNITS = (1, 2, 10, 100, 1000)
LARGEST = 2.0**40


class Lattice(NamedTuple):
    """``values = start + unit * integers``, with integers (n,) from 0 and unit positive."""

    integers: IntArray
    start: float
    unit: float


def lattice(values: FloatArray) -> Lattice | None:
    """Return values as multiples of a unit, or None if they are not.

    Parameters
    ----------
    values : array (n,)

    Returns
    -------
    Lattice or None

    Examples
    --------
    >>> lattice(np.array([1.1, 1.7, 1.4]))
    Lattice(integers=array([0, 2, 1]), start=1.1, unit=0.3)
    >>> lattice(np.array([0.0, np.pi])) is None
    True
    """
    for parts in UNITS:
        scaled = values * parts
        whole = np.rint(scaled)
        if np.abs(whole).max() > LARGEST:
            return None
        if (np.abs(scaled - whole) <= 4e-16 * np.abs(whole)).all():
            integers = whole.astype(np.int64)
            integers -= integers.min()
            step = int(np.gcd.reduce(integers)) or 1
            return Lattice(integers // step, float(values.min()), step / parts)
    return None
