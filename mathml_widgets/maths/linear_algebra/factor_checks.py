"""What survives rounding of a matrix taken apart.

Two numbers judge a decomposition: how far the product of the factors is from the matrix, and how
far the columns that ought to be orthonormal are from being so. The first is nearly always at the
level of rounding, even where the second is not: a product can be right although each factor is
wrong. And factors are not unique: turn round both vectors of a singular pair, and nothing changes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, as_matrix
from .extended_range import join, scaled
from .singular import SVD


def running_products(factors: Sequence[ArrayLike]) -> tuple[NDArray[Any], ...]:
    """Return the products of the last factor, the last two, ... and all: what a vector meets on its way.

    Parameters
    ----------
    factors : sequence of array_like
        Each as wide as the next is high; real or complex.

    Returns
    -------
    tuple of arrays
        As many as factors; the last is the whole product.

    Raises
    ------
    ValueError
        If there is no factor, or two do not fit.

    Examples
    --------
    >>> running_products([[[0, -1], [1, 0]], [[2, 0], [0, 1]]])[-1]
    array([[ 0., -1.],
           [ 2.,  0.]])
    """
    if not len(factors):
        raise ValueError("factors must hold at least one matrix, got none")
    matrices = [_matrix(factor, f"factors[{i}]") for i, factor in enumerate(factors)]
    for i, (left, right) in enumerate(pairwise(matrices)):
        if left.shape[1] != right.shape[0]:
            raise ValueError(
                f"factors[{i + 1}] must have {left.shape[1]} rows as factors[{i}] has columns, got {right.shape[0]}"
            )
    products = [matrices[-1]]
    with np.errstate(over="ignore", invalid="ignore"):
        for matrix in reversed(matrices[:-1]):
            products.append(matrix @ products[-1] + 0.0)
    return tuple(products)


def residual(a: ArrayLike, factors: Sequence[ArrayLike]) -> float:
    r"""Return the Frobenius norm of what the product of the factors misses of the matrix.

    .. math:: \lVert A - F_1 F_2 \cdots \rVert_F

    Parameters
    ----------
    a : array_like (m, n)
    factors : sequence of array_like

    Returns
    -------
    float
        Infinite where the product or the difference exceeds 1.8e308.

    Examples
    --------
    >>> residual([[2, 0], [0, 3]], [[[2, 0], [0, 1]], [[1, 0], [0, 2]]])
    1.0
    """
    matrix, product = as_matrix(a), running_products(factors)[-1]
    if product.shape != matrix.shape:
        raise ValueError(f"factors must have a product of shape {matrix.shape}, got {product.shape}")
    with np.errstate(over="ignore"):
        return _frobenius(matrix - product)


def orthogonality_error(q: ArrayLike) -> float:
    r"""Return the Frobenius norm of Q'Q - I: how far columns are from being orthonormal.

    .. math:: \lVert Q^T Q - I \rVert_F

    Parameters
    ----------
    q : array_like (m, k)

    Examples
    --------
    >>> orthogonality_error([[0.6, -0.8], [0.8, 0.6]]) < 1e-15
    True
    >>> orthogonality_error([[1, 1], [0, 0]]).__round__(6)
    1.414214
    """
    columns = as_matrix(q, "q")
    return _frobenius(columns.T @ columns - np.eye(columns.shape[1]))


def flip_signs(factors: SVD, pairs: Sequence[int]) -> SVD:
    """Return a singular value decomposition with the vectors of some pairs turned round: the product is the same.

    Parameters
    ----------
    factors : SVD
        u (m, k), s (k,), vh (k, n).
    pairs : sequence of int
        Which pairs (u[:, i], vh[i]) to turn round; one named twice is turned twice.

    Returns
    -------
    SVD

    Raises
    ------
    ValueError
        If there is no such pair.

    Examples
    --------
    >>> from mathml_widgets.maths.linear_algebra import svd
    >>> flip_signs(svd([[2, 0], [0, 1]]), [0]).vh
    array([[-1.,  0.],
           [ 0.,  1.]])
    """
    u, s, vh = factors
    signs = np.ones(len(s))
    for pair in pairs:
        if not 0 <= pair < len(s):
            raise ValueError(f"pairs must be from 0 to {len(s) - 1}, got {pair}")
        signs[pair] = -signs[pair]
    left, right = u.copy(), vh.copy()
    left[:, : len(s)] *= signs
    right[: len(s)] *= signs[:, None]
    return SVD(left + 0.0, s, right + 0.0)


def _matrix(a: ArrayLike, name: str) -> NDArray[Any]:
    array = np.asarray(a)
    if array.dtype.kind == "c":
        matrix: NDArray[Any] = as_matrix(array.real, name) + 1j * as_matrix(array.imag, name)
        return matrix
    return as_matrix(array, name)


def _frobenius(difference: NDArray[Any]) -> float:
    parts: FloatArray = np.abs(difference).astype(np.float64)
    if not np.isfinite(parts).all():
        return math.inf
    small, exponent = scaled(parts)
    return float(join(np.asarray(np.linalg.norm(small)), exponent))
