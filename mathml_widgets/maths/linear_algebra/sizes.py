"""How large a matrix is, and how unevenly it stretches.

The 2-norm is the longest stretch of any unit vector, the largest singular value; the Frobenius norm
is the root of the sum of all squared entries (and of all squared singular values). The condition
number divides the longest stretch by the shortest: it bounds how much a relative error in b grows
in the solution of A x = b. It has nothing to do with the determinant: 0.01 times the identity has
determinant 0.0001 and condition number 1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatOrArray, as_matrices, plain
from .extended_range import join, scaled
from .singular import wide_singular_values
from .subspaces import rank


class Norms(NamedTuple):
    """The 2-norm and the Frobenius norm."""

    two: FloatOrArray
    frobenius: FloatOrArray


def norms(a: ArrayLike) -> Norms:
    """Return the 2-norm (longest stretch) and the Frobenius norm (root of the sum of squared entries).

    Parameters
    ----------
    a : array_like (..., m, n)

    Returns
    -------
    Norms
        two and frobenius: numbers, or arrays (...) for a stack.  Both are 0 for an empty matrix and infinite
        where they exceed 1.8e308.

    Examples
    --------
    >>> norms([[3, 0], [0, 4]])
    Norms(two=4.0, frobenius=5.0)
    """
    a = as_matrices(a, empty=True)
    if 0 in a.shape[-2:]:
        return Norms(plain(np.zeros(a.shape[:-2])), plain(np.zeros(a.shape[:-2])))
    values = wide_singular_values(a)
    small, exponent = scaled(a)
    frobenius = join(np.sqrt((small * small).sum(axis=(-2, -1))), exponent)
    two = join(values.mantissa[..., 0], values.exponent[..., 0])
    return Norms(plain(two), plain(frobenius))


def condition_number(a: ArrayLike) -> FloatOrArray:
    """Return the longest stretch divided by the shortest, s_max / s_min.

    Parameters
    ----------
    a : array_like (..., m, n)

    Returns
    -------
    float, or array (...) for a stack
        At least 1.  Infinite for a singular matrix: for 2 by 2 where the determinant is exactly zero, for other
        sizes where the smallest singular value is below the tolerance of `rank`, hence nothing but rounding.

    Examples
    --------
    >>> condition_number([[0.01, 0], [0, 0.01]])
    1.0
    >>> condition_number([[1, 2], [2, 4]])
    inf
    >>> condition_number([[1e308, 0], [0, 1e307]])
    10.0
    """
    a = as_matrices(a)
    values = wide_singular_values(a)
    largest, smallest = values.mantissa[..., 0], values.mantissa[..., -1]
    singular = smallest == 0.0
    if a.shape[-2:] != (2, 2):
        singular |= rank(a).rank < min(a.shape[-2:])
    ratio = join(largest / np.where(singular, 1.0, smallest), values.exponent[..., 0] - values.exponent[..., -1])
    return plain(np.where(singular, np.inf, np.maximum(ratio, 1.0)))
