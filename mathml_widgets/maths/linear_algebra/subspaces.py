"""What a matrix reaches and what it destroys.

The column space is everything that A v can be; its dimension is the rank. The null space is every v
that A sends to zero; the dimension of the one plus that of the other is the number of columns. With
rounded numbers "zero" needs a tolerance, so the rank is always told together with the tolerance
that it was counted with.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, FloatOrArray, IntOrArray, as_matrices, as_matrix, plain
from .extended_range import join
from .signs import column_signs
from .singular import EPSILON, svd, wide_singular_values


class Rank(NamedTuple):
    """The number of singular values above the tolerance, and the tolerance."""

    rank: IntOrArray
    tolerance: FloatOrArray


def rank(a: ArrayLike, tolerance: float | None = None) -> Rank:
    """Return the number of singular values above a tolerance, and that tolerance.

    Parameters
    ----------
    a : array_like (..., m, n)
    tolerance : float, optional
        In the unit of the entries; by default the largest singular value times max(m, n) times 2.2e-16.

    Returns
    -------
    Rank
        rank and tolerance: numbers, or arrays (...) for a stack.  The empty matrix has rank 0.

    Raises
    ------
    ValueError
        If `tolerance` is negative or not a number.

    Examples
    --------
    >>> rank([[1, 2], [2, 4]]).rank
    1
    >>> rank([[1, 1], [1, 1.0001]], tolerance=1e-3)
    Rank(rank=1, tolerance=0.001)
    """
    a = as_matrices(a, empty=True)
    if tolerance is not None and not 0.0 <= tolerance < np.inf:
        raise ValueError(f"tolerance must be finite and not negative, got {tolerance}")
    if 0 in a.shape[-2:]:
        nothing = np.zeros(a.shape[:-2], dtype=np.int64)
        return Rank(plain(nothing), plain(nothing + (tolerance or 0.0)))
    values = wide_singular_values(a)
    largest, exponent = values.mantissa[..., 0], values.exponent[..., 0]
    relative = join(values.mantissa, values.exponent - exponent[..., None])
    if tolerance is None:
        bound = largest * (max(a.shape[-2:]) * EPSILON)
        reported = join(bound, exponent)
    else:
        reported = np.full(largest.shape, float(tolerance))
        bound = join(reported, -exponent)
    return Rank(plain((relative > bound[..., None]).sum(axis=-1)), plain(reported))


def null_space(a: ArrayLike, tolerance: float | None = None) -> FloatArray:
    """Return an orthonormal basis of the vectors that the matrix sends to zero.

    Parameters
    ----------
    a : array_like (m, n)
    tolerance : float, optional
        As in `rank`.

    Returns
    -------
    array (n, n - rank)
        One basis vector a column, its largest entry positive; no column where only zero goes to zero.

    Examples
    --------
    >>> null_space([[1, 1], [1, 1]])
    array([[ 0.70710678],
           [-0.70710678]])
    """
    a = as_matrix(a)
    return svd(a, full=True).vh[rank(a, tolerance).rank :].T


def column_space(a: ArrayLike, tolerance: float | None = None) -> FloatArray:
    """Return an orthonormal basis of everything that the matrix can reach.

    Parameters
    ----------
    a : array_like (m, n)
    tolerance : float, optional
        As in `rank`.

    Returns
    -------
    array (m, rank)
        One basis vector a column, its largest entry positive; no column for the zero matrix.

    Examples
    --------
    >>> column_space([[1, 2], [0, 0]])
    array([[1.],
           [0.]])
    """
    a = as_matrix(a)
    basis = svd(a).u[:, : rank(a, tolerance).rank]
    oriented: FloatArray = basis * column_signs(basis)
    return oriented
