"""The matrix that undoes another, or the reason why there is none.

An inverse exists when the matrix loses nothing: every image comes from exactly one vector. A matrix
that flattens the plane onto a line sends many vectors to one, and no matrix can tell which it was.
With rounded numbers the border is the tolerance of `rank`: beyond it the digits of an inverse would
mean nothing.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_matrix, each_two_by_two
from .extended_range import Wide, difference_of_products, join, scaled
from .singular import singular_values
from .subspaces import rank


class Inverse(NamedTuple):
    """The inverse, or None and the reason."""

    value: FloatArray | None
    reason: str


def inverse(a: ArrayLike) -> Inverse:
    """Return the inverse, or the reason why there is none.

    Parameters
    ----------
    a : array_like (n, n)

    Returns
    -------
    Inverse
        value (n, n) and an empty reason; or None and a sentence, where the matrix is singular to the tolerance of
        `rank` or the inverse exceeds float64.

    Examples
    --------
    >>> inverse([[2, 1], [1, 1]]).value
    array([[ 1., -1.],
           [-1.,  2.]])
    >>> inverse([[1, 2], [2, 4]]).reason
    'The matrix has rank 1 instead of 2: it sends a whole line of vectors to zero, and nothing can undo that.'
    """
    a = as_matrix(a, square=True, empty=True)
    n = len(a)
    if n == 0:
        return Inverse(np.zeros((0, 0)), "")
    counted = rank(a)
    if counted.rank < n:
        lost = {1: "line", 2: "plane"}.get(n - int(counted.rank), "space")
        near = ""
        if singular_values(a)[-1] > 0.0 and n == 2:
            near = f" to rounding (its smallest singular value is below the tolerance {counted.tolerance:.1e})"
        return Inverse(
            None,
            f"The matrix has rank {counted.rank} instead of {n}{near}: it sends a whole {lost} of vectors to "
            "zero, and nothing can undo that.",
        )
    if n == 2:
        value = each_two_by_two(a, _undone, (2, 2))
    else:
        small, exponent = scaled(a)
        value = join(np.linalg.inv(small), -exponent)
    if not np.isfinite(value).all():
        return Inverse(None, "The entries are so small that those of the inverse exceed 1.8e308.")
    return Inverse(value, "")


def _undone(p: float, q: float, r: float, s: float) -> tuple[float, ...]:
    """Return the inverse by Cramer's rule, row by row."""
    area, exponent = difference_of_products(p, s, q, r)
    halves = [math.frexp(x) for x in (s, -q, -r, p)]
    return tuple(float(Wide(x / area, power - exponent)) for x, power in halves)
