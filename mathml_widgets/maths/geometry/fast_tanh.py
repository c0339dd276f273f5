r"""The hyperbolic tangent of many numbers, in the time of a dozen additions.

Most of the time of a small network goes into this one function, and without the widest vector instructions a
library computes it number by number.
Here each number is split into the nearest multiple of 1/256, whose tangent is in a table, and a remainder, whose
tangent is two terms of its series; the addition theorem puts them together.

.. math:: \tanh(k + r) = \frac{\tanh k + \tanh r}{1 + \tanh k \tanh r}, \qquad \tanh r \approx r - r^3 / 3
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

SCALE = 256.0
LIMIT = 20.0
"""From here on the hyperbolic tangent is 1 in float64."""
ROUND = 1.5 * 2.0**52
"""Added to a float64 of moderate size, it leaves the nearest integer in the last bits."""


@cache
def _table() -> tuple[NDArray[np.float64], int]:
    n = int(LIMIT * SCALE)
    return np.tanh(np.arange(-n, n + 1) / SCALE), int(np.float64(ROUND).view(np.int64)) - n


@cache
def native_is_fast() -> bool:
    """Return whether NumPy's own function uses vector instructions of 512 bits here, so that it is the faster."""
    try:
        found = np.lib.introspect.opt_func_info(func_name="^tanh$", signature="float64")
        return any("AVX512" in kernel.get("current", "") for kernel in found["tanh"].values())
    except (AttributeError, KeyError):
        return False


class Workspace:
    """Arrays to work in, made once for arrays of up to `size` numbers."""

    def __init__(self, size: int) -> None:
        self.remainder, self.entry, self.scratch = np.empty((3, size))
        self.index = np.empty(size, np.int64)


def tanh_of_scaled(z: NDArray[Any], bound: float, work: Workspace) -> None:
    """Replace 256 x by tanh x, in place, with an error of at most 4e-15.

    Parameters
    ----------
    z : array (...), contiguous, float64
    bound : float
        No |x| is larger; NaN if that is unknown.
    work : Workspace
        Of at least as many numbers.

    Examples
    --------
    >>> z = 256.0 * np.array([-30.0, 0.0, 0.5])
    >>> tanh_of_scaled(z, 30.0, Workspace(3))
    >>> z
    array([-1. , 0. , 0.46211716])
    """
    table, offset = _table()
    flat = z.reshape(-1)
    n = len(flat)
    r, t, s, index = work.remainder[:n], work.entry[:n], work.scratch[:n], work.index[:n]
    if not bound < LIMIT:
        np.clip(flat, -LIMIT * SCALE, LIMIT * SCALE, out=flat)
    np.add(flat, ROUND, out=r)
    np.subtract(r.view(np.int64), offset, out=index)
    np.subtract(r, ROUND, out=r)
    np.subtract(flat, r, out=r)
    np.multiply(r, r, out=s)
    np.multiply(s, -1.0 / (3.0 * SCALE**3), out=s)
    np.add(s, 1.0 / SCALE, out=s)
    np.multiply(r, s, out=r)
    table.take(index, out=t, mode="clip")
    np.multiply(t, r, out=s)
    np.add(s, 1.0, out=s)
    np.add(t, r, out=t)
    np.divide(t, s, out=flat)
