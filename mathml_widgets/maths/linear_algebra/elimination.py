"""Gaussian elimination, remembered: A = LU with a permutation in front.

Subtracting multiples of one row from those below makes a matrix upper triangular; the multiples,
kept where the zeros appear, are a lower triangular matrix, and the product of both is the matrix
that one began with. A pivot of zero stops this, and one of 1e-20 does worse: the multiple 1e20
drowns the other numbers, and the answer is wrong without a word. So the largest entry of the
column is fetched first (partial pivoting), and no multiple exceeds 1.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, as_matrix
from .exactness import Rational
from .extended_range import join, scaled
from .row_operations import as_fractions

PARTIAL = "partial"
NONE = "none"
FIRST = "first"


class Elimination(NamedTuple):
    """A move of the elimination: rows `row` and `other` swapped, or `factor` times `other` subtracted from `row`.

    Attributes
    ----------
    kind : str
        "swap" or "subtract".
    row, other : int
        Counted from 0; `other` is the row of the pivot.
    factor : float or Fraction
        The entry of L; 1 for a swap.
    """

    kind: str
    row: int
    other: int
    factor: float | Fraction


class LU(NamedTuple):
    """The factors of ``a[permutation] = lower @ upper``, and how they were found.

    Attributes
    ----------
    permutation : array of int (m,)
        Row i of the product is row ``permutation[i]`` of the matrix.
    lower : array (m, k)
        Unit lower triangular, k = min(m, n).
    upper : array (k, n)
        Upper triangular.
    operations : tuple of Elimination
        The moves, in order.
    growth : float
        The largest entry met on the way over the largest of the matrix: above 1e8 or so few digits are left.
    reason : str
        Empty; or why the elimination stopped, which it does without pivoting at a pivot of zero.  Then `lower` is
        square (m, m), `upper` (m, n) is what was left, not triangular, and the product still is the matrix.
    """

    permutation: NDArray[np.int64]
    lower: FloatArray
    upper: FloatArray
    operations: tuple[Elimination, ...]
    growth: float
    reason: str


class ExactLU(NamedTuple):
    """The factors of `LU` in fractions; growth means nothing where nothing is rounded."""

    permutation: tuple[int, ...]
    lower: Rational
    upper: Rational
    operations: tuple[Elimination, ...]
    reason: str


def lu(a: ArrayLike, pivoting: str = PARTIAL) -> LU:
    r"""Return the triangular factors of a matrix by Gaussian elimination.

    .. math:: P A = L U

    Parameters
    ----------
    a : array_like (m, n)
    pivoting : str
        "partial": the entry of largest magnitude in the column becomes the pivot; "none": whatever stands there.

    Returns
    -------
    LU

    Raises
    ------
    ValueError
        If `pivoting` is neither.

    Notes
    -----
    With partial pivoting the factors exist for every matrix; a column of zeros leaves a zero on the diagonal of U.
    Without, a pivot of 1e-20 is divided by as if nothing were wrong, and ``lower @ upper`` is another matrix.

    References
    ----------
    Golub and Van Loan, *Matrix Computations*, 4th edition, algorithm 3.4.1.

    Examples
    --------
    >>> permutation, lower, upper, *_ = lu([[1, 2], [4, 2]])
    >>> permutation
    array([1, 0])
    >>> lower
    array([[1.  , 0.  ],
           [0.25, 1.  ]])
    >>> upper
    array([[4. , 2. ],
           [0. , 1.5]])
    >>> careless = lu([[1e-20, 1], [1, 1]], "none")
    >>> careless.lower @ careless.upper
    array([[1.e-20, 1.e+00],
           [1.e+00, 0.e+00]])
    >>> lu([[0, 1], [1, 0]], "none").reason
    'The pivot in row 1 is 0 while an entry below it is not: no multiple of the row removes that.'
    """
    if pivoting not in (PARTIAL, NONE):
        raise ValueError(f"pivoting must be {PARTIAL!r} or {NONE!r}, got {pivoting!r}")
    matrix = as_matrix(a)
    upper, exponent = scaled(matrix)
    m, n = upper.shape
    k = min(m, n)
    lower, permutation = np.eye(m), np.arange(m)
    operations: list[Elimination] = []
    largest, reason = float(np.abs(upper).max()), ""
    start = largest
    for column in range(k):
        if pivoting == PARTIAL:
            best = column + int(np.abs(upper[column:, column]).argmax())
            if best != column:
                operations.append(Elimination("swap", column, best, 1.0))
                swapped = [best, column]
                upper[[column, best]] = upper[swapped]
                permutation[[column, best]] = permutation[swapped]
                lower[[column, best], :column] = lower[swapped, :column]
        below = upper[column + 1 :, column]
        if not below.any():
            continue
        pivot = upper[column, column]
        if pivot == 0.0:
            reason = _stopped(column)
            break
        with np.errstate(over="ignore", under="ignore"):
            factors = below / pivot
            change = factors[:, None] * upper[column, column + 1 :]
        if not (np.isfinite(factors).all() and np.isfinite(change).all()):
            reason = f"The pivot in row {column + 1} is so small that what it takes to remove it exceeds 1.8e308."
            break
        operations += [
            Elimination("subtract", column + 1 + i, column, factor)
            for i, factor in enumerate(factors.tolist())
            if factor
        ]
        lower[column + 1 :, column] = factors
        upper[column + 1 :, column + 1 :] -= change
        upper[column + 1 :, column] = 0.0
        largest = max(largest, float(np.abs(upper).max()))
    growth = largest / start if start else 1.0
    if not reason:
        lower, upper = lower[:, :k], upper[:k]
    return LU(permutation, lower, join(upper, exponent), tuple(operations), growth, reason)


def exact_lu(a: ArrayLike | Rational, pivoting: str = FIRST) -> ExactLU:
    """Return the triangular factors in fractions, which no rounding can spoil.

    Parameters
    ----------
    a : array_like (m, n), or rows of Fraction
    pivoting : str
        "first": rows are swapped only where the pivot is zero; "partial" and "none" as in `lu`.

    Returns
    -------
    ExactLU

    Raises
    ------
    ValueError
        If `pivoting` is none of these.

    Examples
    --------
    >>> [[str(entry) for entry in row] for row in exact_lu([[3, 1], [1, 2]]).lower]
    [['1', '0'], ['1/3', '1']]
    >>> [[str(entry) for entry in row] for row in exact_lu([[1e-20, 1], [1, 1]]).upper]
    [['1/100000000000000000000', '1'], ['0', '-99999999999999999999']]
    """
    if pivoting not in (FIRST, PARTIAL, NONE):
        raise ValueError(f"pivoting must be {FIRST!r}, {PARTIAL!r} or {NONE!r}, got {pivoting!r}")
    upper = [list(row) for row in as_fractions(a)]
    m, n = len(upper), len(upper[0])
    k = min(m, n)
    lower = [[Fraction(int(i == j)) for j in range(m)] for i in range(m)]
    permutation, operations, reason = list(range(m)), [], ""
    for column in range(k):
        filled = [i for i in range(column, m) if upper[i][column]]
        if not filled or filled == [column]:
            continue
        best = filled[0] if pivoting != PARTIAL else max(filled, key=lambda i: abs(upper[i][column]))
        if best != column and pivoting == NONE:
            reason = _stopped(column)
            break
        if best != column:
            operations.append(Elimination("swap", column, best, Fraction(1)))
            upper[column], upper[best] = upper[best], upper[column]
            permutation[column], permutation[best] = permutation[best], permutation[column]
            lower[column][:column], lower[best][:column] = lower[best][:column], lower[column][:column]
        for i in range(column + 1, m):
            factor = upper[i][column] / upper[column][column]
            if factor:
                operations.append(Elimination("subtract", i, column, factor))
                upper[i] = [x - factor * y for x, y in zip(upper[i], upper[column], strict=True)]
                lower[i][column] = factor
    if not reason:
        lower, upper = [row[:k] for row in lower], upper[:k]
    return ExactLU(tuple(permutation), _frozen(lower), _frozen(upper), tuple(operations), reason)


def _stopped(column: int) -> str:
    return f"The pivot in row {column + 1} is 0 while an entry below it is not: no multiple of the row removes that."


def _frozen(rows: list[list[Fraction]]) -> Rational:
    return tuple(tuple(row) for row in rows)
