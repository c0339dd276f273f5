"""The square root of a symmetric matrix that is a lower triangle.

A symmetric matrix whose quadratic form x'Ax is positive for every x is the product of a lower
triangle with its own transpose, as a positive number is the square of its root. Elimination finds
it: each pivot is the ratio of two leading minors, and all must be positive. So a failure is a
finding: the first minor that is not positive proves that some x makes the form zero or negative.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_matrix
from .extended_range import join, scaled
from .singular import EPSILON


class Cholesky(NamedTuple):
    """The triangle of ``a = lower @ lower.T``, or the leading minor that forbids it.

    Attributes
    ----------
    lower : array (n, n), or None
        With a positive diagonal; None where the matrix is not positive definite.
    failing_order : int
        The order of the first leading minor that is not positive; 0 where all are.
    failing_minor : float or None
        Its value.
    witness : array (n,), or None
        A vector x with x'Ax zero or negative, where there is such a minor.
    reason : str
        Empty, or a sentence.
    """

    lower: FloatArray | None
    failing_order: int
    failing_minor: float | None
    witness: FloatArray | None
    reason: str


def cholesky(a: ArrayLike) -> Cholesky:
    r"""Return the lower triangle whose product with its transpose is the matrix, or why there is none.

    .. math:: A = L L^T

    Parameters
    ----------
    a : array_like (n, n)
        Symmetric, to n times 2.2e-16 of its largest entry; the lower triangle is used.

    Returns
    -------
    Cholesky
        A pivot within n times 2.2e-16 of its diagonal entry counts as zero, because no digit of it is right.

    Raises
    ------
    ValueError
        If `a` is not square or not symmetric.

    References
    ----------
    Golub and Van Loan, *Matrix Computations*, 4th edition, section 4.2.

    Examples
    --------
    >>> cholesky([[4, 2], [2, 5]]).lower
    array([[2., 0.],
           [1., 2.]])
    >>> found = cholesky([[1, 2], [2, 1]])
    >>> found.reason
    'The leading minor of order 2 is −3, not positive: the matrix is not positive definite.'
    >>> found.witness
    array([-2.,  1.])
    """
    matrix = as_matrix(a, square=True)
    n = len(matrix)
    small, exponent = scaled(matrix)
    skew = np.abs(small - small.T)
    if skew.max() > n * EPSILON:
        i, j = (int(place) for place in np.unravel_index(skew.argmax(), skew.shape))
        raise ValueError(f"a must be symmetric, got {matrix[i, j]} at {(i, j)} and {matrix[j, i]} at {(j, i)}")
    power = int(exponent) + int(exponent) % 2  # an even power of two has an exact root
    small = join(small, int(exponent) - power)
    lower = np.zeros((n, n))
    for j in range(n):
        rest = small[j:, j] - lower[j:, :j] @ lower[j, :j]
        pivot = float(rest[0])
        if pivot <= n * EPSILON * float(small[j, j]):
            return _failure(small, lower, j, pivot if abs(pivot) > n * EPSILON * abs(small[j, j]) else 0.0, power)
        lower[j:, j] = rest / math.sqrt(pivot)
    return Cholesky(join(lower, power // 2), 0, None, None, "")


def _failure(small: FloatArray, lower: FloatArray, j: int, pivot: float, power: int) -> Cholesky:
    """Return what the pivot of row `j` says; the one before were positive."""
    mantissa, exponent = math.frexp(pivot)
    exponent += power * (j + 1)
    for root in lower.diagonal()[:j].tolist():
        mantissa, shift = math.frexp(mantissa * root * root)
        exponent += shift
    minor = float(join(np.asarray(mantissa), exponent))
    witness = np.zeros(len(small))
    witness[j] = 1.0
    if j:
        witness[:j] = -np.linalg.solve(lower[:j, :j].T, np.linalg.solve(lower[:j, :j], small[j, :j]))
    told = f"{minor:.6g}".replace("-", "−")
    reason = f"The leading minor of order {j + 1} is {told}, not positive: the matrix is not positive definite."
    return Cholesky(None, j + 1, minor, witness, reason)
