"""A = QR: perpendicular directions, and the columns measured along them.

Gram and Schmidt take the columns in turn, subtract from each what already lies along the
directions found, and give the remainder length 1. On paper the classical and the modified order of
subtracting are the same; in rounded numbers the classical one loses the right angles with the
square of the condition number, the modified one with the condition number itself. Householder
mirrors the columns onto the axes instead, and his right angles are always right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_matrices, as_matrix
from .extended_range import join, scaled
from .singular import EPSILON

HOUSEHOLDER = "householder"
CLASSICAL = "classical_gram_schmidt"
MODIFIED = "modified_gram_schmidt"
QR_METHODS = (HOUSEHOLDER, CLASSICAL, MODIFIED)


class QR(NamedTuple):
    """The factors of ``a = q @ r``: orthonormal columns, and an upper triangle with a diagonal not below zero."""

    q: FloatArray
    r: FloatArray


class Subtraction(NamedTuple):
    """One step of Gram and Schmidt: what lies along one direction is taken from a column.

    Attributes
    ----------
    column, direction : int
        Which column, along which of the directions found before; the same number where the remainder is given
        length 1 and becomes a direction.
    coefficient : float
        The entry of R: how much of the column lies along the direction, or the length of the remainder.
    before, after : array (m,)
        The column before and after the step.
    """

    column: int
    direction: int
    coefficient: float
    before: FloatArray
    after: FloatArray


def qr(a: ArrayLike, method: str = HOUSEHOLDER) -> QR:
    r"""Return orthonormal columns q and an upper triangle r whose product is the matrix.

    .. math:: A = Q R, \qquad Q^T Q = I

    Parameters
    ----------
    a : array_like (..., m, n)
    method : str
        "householder", "classical_gram_schmidt" or "modified_gram_schmidt".

    Returns
    -------
    QR
        q (..., m, k) and r (..., k, n) with k = min(m, n); the diagonal of r is not negative, which makes the factors
        of a matrix with independent columns unique.

    Raises
    ------
    ValueError
        If `method` is none of these, or a matrix has more columns than rows, and so dependent ones, for Gram-Schmidt.

    Notes
    -----
    What rounding leaves of the right angles, the norm of Q'Q - I, is about 1e-16 for Householder, 1e-16 times the
    condition number for the modified order, and 1e-16 times its square for the classical one.  Where a column
    depends on those before (to max(m, n) times 2.2e-16 of its length) Gram and Schmidt find no direction: q has a
    column of zeros there, r a zero on its diagonal, and the product still is the matrix.

    References
    ----------
    Golub and Van Loan, *Matrix Computations*, 4th edition, section 5.2.
    Bjorck, "Solving linear least squares problems by Gram-Schmidt orthogonalization", BIT 7 (1967).

    Examples
    --------
    >>> q, r = qr([[3, 1], [4, 2]])
    >>> q
    array([[ 0.6, -0.8],
           [ 0.8,  0.6]])
    >>> r
    array([[5. , 2.2],
           [0. , 0.4]])
    """
    if method not in QR_METHODS:
        raise ValueError(f"method must be one of {', '.join(QR_METHODS)}, got {method!r}")
    matrices = as_matrices(a)
    small, exponent = scaled(matrices)
    if method == HOUSEHOLDER:
        q, r = _householder(small)
    else:
        _check_tall(matrices)
        q, r = _gram_schmidt(small, method, None)
    return QR(q, join(r, exponent[..., None, None]))


def gram_schmidt_steps(a: ArrayLike, method: str = MODIFIED) -> tuple[Subtraction, ...]:
    """Return the steps of Gram and Schmidt, one projection or normalisation at a time.

    Parameters
    ----------
    a : array_like (m, n)
        m >= n.
    method : str
        "classical_gram_schmidt": each coefficient is measured on the column as it was given;
        "modified_gram_schmidt": on what is left of it.

    Returns
    -------
    tuple of Subtraction
        n (n + 1) / 2 steps, the last of each column its normalisation.

    Examples
    --------
    >>> for step in gram_schmidt_steps([[3, 1], [4, 2]]):
    ...     print(step.column, step.direction, step.coefficient, step.after.round(3))
    0 0 5.0 [0.6 0.8]
    1 0 2.2 [-0.32  0.24]
    1 1 0.4 [-0.8  0.6]
    """
    if method not in (CLASSICAL, MODIFIED):
        raise ValueError(f"method must be {CLASSICAL} or {MODIFIED}, got {method!r}")
    matrix = as_matrix(a)
    _check_tall(matrix)
    small, exponent = scaled(matrix)
    steps: list[Subtraction] = []

    def record(column: int, direction: int, coefficient: FloatArray, before: FloatArray, after: FloatArray) -> None:
        left = after if column == direction else join(after, int(exponent))
        size = float(join(coefficient, int(exponent)))
        steps.append(Subtraction(column, direction, size, join(before, int(exponent)), left.copy()))

    _gram_schmidt(small, method, record)
    return tuple(steps)


def _gram_schmidt(a: FloatArray, method: str, record: Callable[..., None] | None) -> tuple[FloatArray, FloatArray]:
    m, n = a.shape[-2:]
    q, r = np.zeros_like(a), np.zeros((*a.shape[:-2], n, n))
    for j in range(n):
        column = a[..., j].copy()
        length = _length(column)
        for i in range(j):
            source = a[..., j] if method == CLASSICAL else column
            r[..., i, j] = (q[..., i] * source).sum(axis=-1)
            left = column - r[..., i, j, None] * q[..., i]
            if record:
                record(j, i, r[..., i, j], column, left)
            column = left
        size = _length(column)
        size = np.where(size <= max(m, n) * EPSILON * length, 0.0, size)
        r[..., j, j] = size
        q[..., j] = np.where(size[..., None] > 0.0, column / np.where(size == 0.0, 1.0, size)[..., None], 0.0)
        if record:
            record(j, j, size, column, q[..., j])
    return q, r


def _householder(a: FloatArray) -> tuple[FloatArray, FloatArray]:
    m, n = a.shape[-2:]
    k = min(m, n)
    r = a.copy()
    mirrors = []
    for j in range(min(k, m - 1)):
        mirror = r[..., j:, j].copy()
        size = _length(mirror)
        mirror[..., 0] += np.where(mirror[..., 0] < 0.0, -size, size)
        length = _length(mirror)[..., None]
        mirror = np.where(length > 0.0, mirror / np.where(length == 0.0, 1.0, length), 0.0)
        _reflect(r[..., j:, j:], mirror)
        r[..., j + 1 :, j] = 0.0
        mirrors.append(mirror)
    q = np.zeros((*a.shape[:-2], m, k))
    q[...] = np.eye(m, k)
    for j in reversed(range(len(mirrors))):
        _reflect(q[..., j:, j:], mirrors[j])
    signs = np.where(np.diagonal(r, axis1=-2, axis2=-1) < 0.0, -1.0, 1.0)[..., :k]
    return q * signs[..., None, :] + 0.0, r[..., :k, :] * signs[..., :, None] + 0.0


def _reflect(block: FloatArray, mirror: FloatArray) -> None:
    """Mirror each column of a block, in place, in the plane across a unit vector."""
    along = mirror[..., None, :] @ block
    block -= 2.0 * mirror[..., :, None] * along


def _length(vectors: FloatArray) -> FloatArray:
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    safe = np.where(largest == 0.0, 1.0, largest)
    length: FloatArray = np.sqrt(((vectors / safe) ** 2).sum(axis=-1)) * largest[..., 0]
    return length


def _check_tall(a: FloatArray) -> None:
    m, n = a.shape[-2:]
    if n > m:
        raise ValueError(f"a must have at least as many rows as columns for Gram-Schmidt, got shape {a.shape}")
