"""How many eigenvalues are negative, zero and positive, with no eigenvalue computed.

Exchanging variables in hᵀHh (a congruence, Sylvester's law says) changes the eigenvalues but not their signs.
So a symmetric matrix of fractions is reduced to a diagonal by completing squares, exactly, and the signs on
the diagonal are the answer: a zero is then a zero, and not a number that may be rounding.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from numpy.typing import ArrayLike

from ..linear_algebra import exact_matrix

LARGEST = 24
"""Fractions grow with every elimination; beyond this size floats and their bounds must do."""


class Inertia(NamedTuple):
    """The numbers of negative, zero and positive eigenvalues."""

    n_negative: int
    n_zero: int
    n_positive: int


def exact_inertia(matrix: ArrayLike) -> Inertia | None:
    """Return the signs of the eigenvalues of a symmetric matrix of simple fractions, exactly.

    Parameters
    ----------
    matrix : array_like (n, n)
        Symmetric; the lower triangle is not read.

    Returns
    -------
    Inertia or None
        None where an entry is no simple fraction (see `linear_algebra.exact_matrix`), or n is above 24.

    Raises
    ------
    ValueError
        If `matrix` is not square and finite.

    References
    ----------
    Horn and Johnson, *Matrix Analysis*, 2nd edition, theorem 4.5.8 (Sylvester's law of inertia).

    Examples
    --------
    >>> exact_inertia([[2, 3], [3, 2]])
    Inertia(n_negative=1, n_zero=0, n_positive=1)
    >>> exact_inertia([[1 / 3, 1], [1, 3]])
    Inertia(n_negative=0, n_zero=1, n_positive=1)
    >>> exact_inertia([[2**0.5, 0], [0, 1]]) is None
    True
    """
    rows = exact_matrix(matrix)
    if rows is None:
        return None
    if len(rows) != len(rows[0]):
        raise ValueError(f"matrix must be square, got shape {(len(rows), len(rows[0]))}")
    if len(rows) > LARGEST:
        return None
    work = [[rows[min(i, j)][max(i, j)] for j in range(len(rows))] for i in range(len(rows))]
    signs = []
    while work:
        square = _square_completed(work)
        if square is None:
            break
        pivot, work = square
        signs.append(pivot > 0)
    positive = sum(signs)
    return Inertia(len(signs) - positive, len(rows) - len(signs), positive)


def _square_completed(work: list[list[Fraction]]) -> tuple[Fraction, list[list[Fraction]]] | None:
    """Return a coefficient and what is left of the quadratic form without its square; None where nothing is left."""
    n = len(work)
    k = next((i for i in range(n) if work[i][i]), None)
    if k is None:
        pair = next(((i, j) for i in range(n) for j in range(i) if work[i][j]), None)
        if pair is None:
            return None
        k, j = pair
        for column in range(n):  # the variable k stands for k + j from here: 2 x_k x_j has a square then
            work[k][column] += work[j][column]
        for row in range(n):
            work[row][k] += work[row][j]
    pivot, others = work[k][k], [i for i in range(n) if i != k]
    return pivot, [[work[i][j] - work[i][k] * work[k][j] / pivot for j in others] for i in others]
