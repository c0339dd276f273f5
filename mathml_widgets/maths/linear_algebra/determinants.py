"""Signed area, and two other numbers read off a matrix at once.

The determinant is the factor by which a matrix multiplies area (volume in three dimensions, and so
on). It is negative where the matrix turns the plane over, and zero where it flattens it; the
orientation keeps only that sign. The trace, the sum of the diagonal, is the sum of the eigenvalues,
as the determinant is their product.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, FloatOrArray, IntOrArray, as_matrices, each_two_by_two, plain
from .extended_range import WideArray, difference_of_products, join, scaled
from .subspaces import rank


def determinant(a: ArrayLike) -> FloatOrArray:
    """Return the factor by which a matrix multiplies signed area or volume.

    For two columns, det A = a11 a22 - a12 a21.

    Parameters
    ----------
    a : array_like (..., n, n)

    Returns
    -------
    float, or array (...) for a stack
        For 2 by 2 the sign is exact and the relative error a few roundings; larger matrices are
        eliminated with row exchanges.  Infinite where it exceeds 1.8e308, 0 where it is below 5e-324; 1 for the
        0 by 0 matrix.

    Raises
    ------
    ValueError
        If `a` is not square or not finite.

    Examples
    --------
    >>> determinant([[3, 1], [1, 2]])
    5.0
    >>> determinant([[1e200, 0], [0, 1e-200]])
    1.0
    """
    a = as_matrices(a, square=True, empty=True)
    if a.shape[-1] == 2:
        return plain(each_two_by_two(a, _area, ()))
    return plain(join(*_product_of_pivots(a)))


def trace(a: ArrayLike) -> FloatOrArray:
    """Return the sum of the diagonal entries, which is the sum of the eigenvalues.

    Parameters
    ----------
    a : array_like (..., n, n)

    Returns
    -------
    float, or array (...) for a stack
        0 for the 0 by 0 matrix; infinite where the sum exceeds 1.8e308.

    Examples
    --------
    >>> trace([[3, 1], [1, 2]])
    5.0
    """
    a = as_matrices(a, square=True, empty=True)
    small, exponent = scaled(a)
    return plain(join(np.trace(small, axis1=-2, axis2=-1), exponent))


def orientation(a: ArrayLike) -> IntOrArray:
    """Return +1 where the matrix keeps orientation, -1 where it turns the plane over, 0 where it flattens it.

    Parameters
    ----------
    a : array_like (..., n, n)

    Returns
    -------
    int, or array (...) for a stack
        The sign of the determinant, and 0 where the matrix is singular to the tolerance of `rank`.

    Examples
    --------
    >>> orientation([[1, 0], [0, -2]])
    -1
    """
    a = as_matrices(a, square=True)
    if a.shape[-1] == 2:
        sign = np.sign(each_two_by_two(a, lambda p, q, r, s: difference_of_products(p, s, q, r).mantissa, ()))
    else:
        sign = np.sign(_product_of_pivots(a).mantissa)
    full = np.asarray(rank(a).rank) == a.shape[-1]
    return plain(np.where(full, sign, 0.0).astype(np.int64))


def _area(p: float, q: float, r: float, s: float) -> float:
    return float(difference_of_products(p, s, q, r))


def _product_of_pivots(a: FloatArray) -> WideArray:
    """Return the determinants by elimination with row exchanges."""
    n = a.shape[-1]
    small, exponent = scaled(a.reshape((math.prod(a.shape[:-2]), n, n)))
    every = np.arange(len(small))
    mantissa, power = np.ones(len(small)), n * exponent
    for k in range(n):
        row = k + np.abs(small[:, k:, k]).argmax(axis=1)
        top = small[every, row].copy()
        small[every, row] = small[:, k]
        small[:, k] = top
        pivot = top[:, k]
        mantissa, shift = np.frexp(np.where(row == k, mantissa, -mantissa) * pivot)
        power = power + shift
        factor = small[:, k + 1 :, k] / np.where(pivot == 0.0, 1.0, pivot)[:, None]
        small[:, k + 1 :, k:] -= factor[:, :, None] * top[:, None, k:]
    return WideArray(mantissa.reshape(a.shape[:-2]), power.reshape(a.shape[:-2]))
