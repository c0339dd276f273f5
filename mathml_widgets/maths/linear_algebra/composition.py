"""One matrix after another, and why the order matters.

In A B the right-hand matrix acts first: (A B) v = A (B v). Turning and then stretching is not
stretching and then turning, so a row of matrices read from the other end usually gives another
product. The size of the difference, for two matrices the commutator A B - B A, says how far they
are from commuting.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_matrix
from .extended_range import join, product, split


class Products(NamedTuple):
    """The product of a row of matrices, that of the reversed row, and the Frobenius norm of their difference."""

    forward: FloatArray
    reversed: FloatArray
    commutator_norm: float


def products(matrices: Sequence[ArrayLike]) -> Products:
    """Return the product of a row of matrices as written and in reverse order.

    Parameters
    ----------
    matrices : sequence of k array_like (n, n)
        At least one.  [A, B, C] stands for A B C, where C acts first.

    Returns
    -------
    Products
        forward = A B C, reversed = C B A, and commutator_norm, the root of the sum of their squared differences.
        Entries that exceed 1.8e308 are infinite with their sign, and so is then the norm.

    Raises
    ------
    ValueError
        If there is no matrix, or one has another size than the first.

    Examples
    --------
    >>> products([[[0, -1], [1, 0]], [[2, 0], [0, 1]]])
    Products(forward=array([[ 0., -1.],
           [ 2.,  0.]]), reversed=array([[ 0., -2.],
           [ 1.,  0.]]), commutator_norm=1.4142135623730951)
    """
    row = [as_matrix(matrix, f"matrices[{i}]", square=True) for i, matrix in enumerate(matrices)]
    if not row:
        raise ValueError("matrices must hold at least one matrix, got none")
    for i, matrix in enumerate(row):
        if matrix.shape != row[0].shape:
            raise ValueError(f"matrices[{i}] must have shape {row[0].shape} as the first has, got {matrix.shape}")
    forward, backward = _product(row), _product(row[::-1])
    if not (np.isfinite(forward).all() and np.isfinite(backward).all()):
        return Products(forward, backward, 0.0 if (forward == backward).all() else np.inf)
    difference = forward / 2 - backward / 2
    largest = float(np.abs(difference).max())
    norm = largest and 2.0 * largest * float(np.linalg.norm(difference / largest))
    return Products(forward, backward, norm)


def _product(row: list[FloatArray]) -> FloatArray:
    total = split(row[0])
    for matrix in row[1:]:
        total = product(total, split(matrix))
    return join(*total)
