"""The three moves of elimination, in exact fractions.

Rows may be swapped, multiplied by a number other than zero, and added to one another in any
multiple: none of these moves changes the solutions, and each can be undone by a move of its own
kind. Gauss's method is nothing but a choice of moves, so a game of one's own has a hint (the move
that Gauss would make now), an undo and a solution. In fractions 1/3 stays 1/3, and zero is zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from numpy.typing import ArrayLike

from .arguments import as_matrix
from .exactness import Rational, exact_matrix

SWAP = "swap"
SCALE = "scale"
ADD = "add"
ECHELON = "echelon"
REDUCED = "reduced"


class RowOperation(NamedTuple):
    """One move: swap two rows, scale a row by a factor, or add a multiple of another row to it.

    Attributes
    ----------
    kind : str
        "swap", "scale" or "add".
    row : int
        The row that changes, counted from 0.
    other : int
        The row that it is swapped with or that is added to it; the row itself for "scale".
    factor : Fraction
        What the row is scaled by, or the multiple that is added; 1 for "swap".
    """

    kind: str
    row: int
    other: int
    factor: Fraction

    def __str__(self) -> str:
        target, source = f"R{self.row + 1}", f"R{self.other + 1}"
        if self.kind == SWAP:
            return f"{target} ↔ {source}"
        if self.kind == SCALE:
            return f"{target} ← {_bracketed(self.factor)} {target}"
        size = abs(self.factor)
        times = "" if size == 1 else f"{_bracketed(size)} "
        return f"{target} ← {target} {'−' if self.factor < 0 else '+'} {times}{source}"


class ReducedRows(NamedTuple):
    """A matrix in echelon form, and the moves that led there."""

    matrix: Rational
    operations: tuple[RowOperation, ...]


def swap_rows(row: int, other: int) -> RowOperation:
    """Return the move that swaps two rows, counted from 0.

    >>> str(swap_rows(0, 2))
    'R1 ↔ R3'
    """
    return RowOperation(SWAP, row, other, Fraction(1))


def scale_row(row: int, factor: Fraction | float | str) -> RowOperation:
    """Return the move that multiplies a row, counted from 0, by a number other than zero.

    >>> str(scale_row(1, "1/3"))
    'R2 ← (1/3) R2'
    """
    return RowOperation(SCALE, row, row, _fraction(factor))


def add_row(row: int, other: int, factor: Fraction | float | str) -> RowOperation:
    """Return the move that adds `factor` times another row to a row, both counted from 0.

    >>> str(add_row(1, 0, -2))
    'R2 ← R2 − 2 R1'
    """
    return RowOperation(ADD, row, other, _fraction(factor))


def as_fractions(a: ArrayLike | Rational) -> Rational:
    """Return a matrix of fractions: the simple ones of `exact_matrix`, or else the decimals as they are written.

    Parameters
    ----------
    a : array_like (m, n), or rows of Fraction

    Returns
    -------
    tuple of rows of Fraction

    Examples
    --------
    >>> as_fractions([[1 / 3, 1e-20]])
    ((Fraction(1, 3), Fraction(1, 100000000000000000000)),)
    """
    if _holds_fractions(a):
        rows: Any = a
        widths = [len(row) for row in rows]
        if not widths[0] or len(set(widths)) > 1:
            raise ValueError(f"a must have rows of equal length, at least 1, got lengths {widths}")
        return tuple(tuple(Fraction(entry) for entry in row) for row in rows)
    return tuple(tuple(_read(entry) for entry in row) for row in as_matrix(a).tolist())  # type: ignore[arg-type]


def apply_row_operations(a: ArrayLike | Rational, operations: RowOperation | Iterable[RowOperation]) -> Rational:
    """Return the matrix after one move, or several in turn.

    Parameters
    ----------
    a : array_like (m, n), or rows of Fraction
    operations : RowOperation, or several

    Returns
    -------
    tuple of rows of Fraction

    Raises
    ------
    ValueError
        If a move names a row that is not there, scales by zero, or adds a row to itself.

    Examples
    --------
    >>> apply_row_operations([[1, 2], [3, 4]], add_row(1, 0, -3))
    ((Fraction(1, 1), Fraction(2, 1)), (Fraction(0, 1), Fraction(-2, 1)))
    """
    rows = list(as_fractions(a))
    for operation in [operations] if isinstance(operations, RowOperation) else operations:
        _check(operation, len(rows))
        _apply(rows, operation)
    return tuple(rows)


def undo_row_operation(operation: RowOperation) -> RowOperation:
    """Return the move that undoes a move.

    Examples
    --------
    >>> str(undo_row_operation(add_row(1, 0, -3)))
    'R2 ← R2 + 3 R1'
    >>> str(undo_row_operation(scale_row(0, 2)))
    'R1 ← (1/2) R1'
    """
    kind, row, other, factor = operation
    if kind == SCALE:
        return RowOperation(kind, row, other, 1 / factor)
    return RowOperation(kind, row, other, -factor if kind == ADD else factor)


def next_row_operation(a: ArrayLike | Rational, form: str = REDUCED) -> RowOperation | None:
    """Return the move that Gauss's method makes next: the hint; None where the form is reached.

    Parameters
    ----------
    a : array_like (m, n), or rows of Fraction
    form : str
        "echelon": zeros below the first entry of each row; "reduced": these entries are 1 and all else in their
        columns is 0.

    Returns
    -------
    RowOperation or None

    Notes
    -----
    A swap fetches the entry of largest magnitude, and only where it is needed: fractions do not round.

    Examples
    --------
    >>> str(next_row_operation([[0, 1], [2, 6]]))
    'R1 ↔ R2'
    >>> next_row_operation([[1, 0], [0, 1]]) is None
    True
    """
    if form not in (ECHELON, REDUCED):
        raise ValueError(f"form must be {ECHELON!r} or {REDUCED!r}, got {form!r}")
    rows = as_fractions(a)
    row = 0
    for column in range(len(rows[0])):
        below = [i for i in range(row, len(rows)) if rows[i][column]]
        if not below:
            continue
        if below[0] != row:
            return swap_rows(row, max(below, key=lambda i: abs(rows[i][column])))
        pivot = rows[row][column]
        if form == REDUCED and pivot != 1:
            return scale_row(row, 1 / pivot)
        others = below[1:] if form == ECHELON else [i for i in range(len(rows)) if i != row and rows[i][column]]
        if others:
            return add_row(others[0], row, -rows[others[0]][column] / pivot)
        row += 1
        if row == len(rows):
            break
    return None


def reduced_rows(a: ArrayLike | Rational, form: str = REDUCED) -> ReducedRows:
    """Return the matrix in echelon form and the moves that lead there: the solution of the game.

    Parameters
    ----------
    a : array_like (m, n), or rows of Fraction
    form : str
        As in `next_row_operation`.

    Returns
    -------
    ReducedRows
        The reduced form is the same whatever moves lead to it.

    Examples
    --------
    >>> matrix, operations = reduced_rows([[2, 1, 5], [1, -1, 1]])
    >>> [[str(entry) for entry in row] for row in matrix]
    [['1', '0', '2'], ['0', '1', '1']]
    >>> [str(operation) for operation in operations][:2]
    ['R1 ← (1/2) R1', 'R2 ← R2 − R1']
    """
    rows = list(as_fractions(a))
    operations: list[RowOperation] = []
    while (operation := next_row_operation(tuple(rows), form)) is not None:
        _apply(rows, operation)
        operations.append(operation)
    return ReducedRows(tuple(rows), tuple(operations))


def _holds_fractions(a: object) -> bool:
    """Return whether rows hold whole numbers and fractions only, which must not pass through floats."""
    if not isinstance(a, Sequence) or not a:
        return False
    return all(isinstance(row, Sequence) and all(isinstance(x, int | Fraction) for x in row) for row in a)


def _read(entry: float) -> Fraction:
    simple = exact_matrix([[entry]])
    return Fraction(repr(entry)) if simple is None else simple[0][0]


def _fraction(factor: Fraction | float | str) -> Fraction:
    if isinstance(factor, float):
        return _read(factor)
    return Fraction(factor)


def _check(operation: RowOperation, n_rows: int) -> None:
    kind, row, other, factor = operation
    if kind not in (SWAP, SCALE, ADD):
        raise ValueError(f"kind must be {SWAP!r}, {SCALE!r} or {ADD!r}, got {kind!r}")
    for place in (row, other):
        if not 0 <= place < n_rows:
            raise ValueError(f"row must be from 0 to {n_rows - 1}, got {place}")
    if kind == SCALE and factor == 0:
        raise ValueError("factor must not be zero when a row is scaled: nothing could undo that")
    if kind == ADD and row == other:
        raise ValueError(f"other must differ from row when a row is added, got {row} twice")


def _apply(rows: list[tuple[Fraction, ...]], operation: RowOperation) -> None:
    kind, row, other, factor = operation
    if kind == SWAP:
        rows[row], rows[other] = rows[other], rows[row]
    elif kind == SCALE:
        rows[row] = tuple(factor * entry for entry in rows[row])
    else:
        rows[row] = tuple(x + factor * y for x, y in zip(rows[row], rows[other], strict=True))


def _bracketed(number: Fraction) -> str:
    text = str(number).replace("-", "−")
    return text if number.denominator == 1 and number >= 0 else f"({text})"
