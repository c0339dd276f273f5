"""A matrix in the coordinates of its eigenvectors, where it only multiplies.

``A = P D P^-1``: go over to the coordinates along the eigenvectors, multiply each by its
eigenvalue, and come back. This needs a basis of eigenvectors, which a defective matrix lacks. A
symmetric matrix always has one, and perpendicular: then the way back is a mere transpose, ``A = Q L
Q'``, and rounding does no harm.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, as_matrix
from .singular import EPSILON
from .spectrum import DEFECTIVE, eigen


class Diagonalization(NamedTuple):
    """The factors of ``a = vectors @ diag(values) @ inverse``, or why there are none.

    Attributes
    ----------
    vectors : array (n, n)
        Unit eigenvectors as columns; complex where an eigenvalue is.
    values : array (n,)
    inverse : array (n, n), or None
        The inverse of `vectors`; None for a defective matrix, or one that cannot be told from it.
    reason : str
        Empty, or a sentence.
    """

    vectors: NDArray[Any]
    values: NDArray[Any]
    inverse: NDArray[Any] | None
    reason: str


class Spectral(NamedTuple):
    """The factors of ``a = q @ diag(values) @ q.T`` of a symmetric matrix: values descending, columns orthonormal."""

    q: FloatArray
    values: FloatArray


def diagonalization(a: ArrayLike) -> Diagonalization:
    r"""Return eigenvectors, eigenvalues and the inverse of the eigenvectors.

    .. math:: A = P D P^{-1}

    Parameters
    ----------
    a : array_like (n, n)

    Returns
    -------
    Diagonalization
        In the order of `eigen`.

    Notes
    -----
    The product loses as many digits as the condition number of `vectors` has: a nearly defective matrix has nearly
    parallel eigenvectors, and an inverse with huge entries.

    Examples
    --------
    >>> vectors, values, inverse, _ = diagonalization([[1, 2], [8, 1]])
    >>> values
    array([ 5., -3.])
    >>> vectors @ np.diag(values) @ inverse
    array([[1., 2.],
           [8., 1.]])
    >>> diagonalization([[1, 1], [0, 1]]).reason
    'The matrix is defective: it has too few directions of eigenvectors for a basis.'
    """
    values, vectors, kind = eigen(a)
    if kind == DEFECTIVE:
        reason = "The matrix is defective: it has too few directions of eigenvectors for a basis."
        return Diagonalization(vectors, values, None, reason)
    with np.errstate(over="ignore", invalid="ignore"):
        try:
            inverse = np.linalg.inv(vectors)
        except np.linalg.LinAlgError:
            inverse = np.full_like(vectors, np.inf)
    if not np.isfinite(inverse).all():
        return Diagonalization(vectors, values, None, "The eigenvectors are parallel to rounding: they are no basis.")
    return Diagonalization(vectors, values, inverse, "")


def spectral(a: ArrayLike) -> Spectral:
    r"""Return perpendicular eigenvectors and the eigenvalues of a symmetric matrix.

    .. math:: A = Q \Lambda Q^T, \qquad Q^T Q = I

    Parameters
    ----------
    a : array_like (n, n)
        Symmetric, to n times 2.2e-16 of its largest entry.

    Returns
    -------
    Spectral
        Values in descending order; the largest entry of each column positive.

    Raises
    ------
    ValueError
        If `a` is not symmetric.

    Examples
    --------
    >>> q, values = spectral([[2, 1], [1, 2]])
    >>> values
    array([3., 1.])
    >>> q
    array([[ 0.70710678,  0.70710678],
           [ 0.70710678, -0.70710678]])
    """
    matrix = as_matrix(a, square=True)
    n = len(matrix)
    half = matrix / 2
    symmetric = half + half.T
    skew = np.abs(half - half.T)
    if skew.max() > n * EPSILON * np.abs(half).max():
        i, j = (int(place) for place in np.unravel_index(skew.argmax(), skew.shape))
        raise ValueError(f"a must be symmetric, got {matrix[i, j]} at {(i, j)} and {matrix[j, i]} at {(j, i)}")
    values, vectors, _ = eigen(symmetric)
    return Spectral(vectors.astype(np.float64), values.astype(np.float64))
