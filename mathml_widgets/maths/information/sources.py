"""Where symbols come from, in one form.

Probabilities, counts, a text, bytes, a column, a table of two columns: each is a row of named outcomes with a
distribution, exact where it was counted. A table of two variables is such a row, too, whose outcomes are pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, IntArray, as_counts, as_probabilities, as_table
from .characters import characters, joins_code_points
from .columns import joint_counts
from .exact_shares import Shares, exact_probabilities
from .symbols import symbol_counts

MOST_OUTCOMES = 10_000
_LETTERS = 26


class Source(NamedTuple):
    """A row of named outcomes.

    Attributes
    ----------
    names : tuple of str (n_outcomes,)
    distribution : array (n_outcomes,)
    shares : Shares (n_outcomes,)
        The same, exactly.
    counts : int array (n_outcomes,), or None
        How often each was seen, where it was counted.
    joint : array (n_rows, n_columns), or None
        The distribution as a table of two variables, whose rows follow one another in `distribution`.
    row_names, column_names : tuple of str
        Of the values of both variables; empty where there is no table.
    variables : tuple of str
        What the two variables are called.
    """

    names: tuple[str, ...]
    distribution: FloatArray
    shares: Shares
    counts: IntArray | None = None
    joint: FloatArray | None = None
    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()


def source_of_probabilities(probabilities: ArrayLike, names: Sequence[str] = ()) -> Source:
    """Return the source with these probabilities, of one variable or, in a table, of two.

    Parameters
    ----------
    probabilities : array_like (n_outcomes,) or (n_rows, n_columns)
        They sum to 1.
    names : sequence of str, optional
        Of the outcomes, or of the rows and then of the columns; others are called A, B, C ...

    Returns
    -------
    Source

    Examples
    --------
    >>> source_of_probabilities([0.5, 0.25, 0.25]).names
    ('A', 'B', 'C')
    """
    array = np.asarray(probabilities, dtype=np.float64)
    table = as_table(array, "probabilities", n_axes=2) if array.ndim == 2 else None
    p = as_probabilities(array, "probabilities") if table is None else table.reshape(-1)
    if p.ndim != 1:
        raise ValueError(f"probabilities must be one row or a table of two variables, got shape {array.shape}")
    _check_size(len(p), "probabilities")
    return _named(p, exact_probabilities(p), None, table, names)


def source_of_counts(counts: ArrayLike, names: Sequence[str] = ()) -> Source:
    """Return the source whose probabilities are counts over their sum.

    Parameters
    ----------
    counts : array_like (n_outcomes,) or (n_rows, n_columns)
        Whole numbers, at least one observation.
    names : sequence of str, optional

    Returns
    -------
    Source

    Examples
    --------
    >>> source_of_counts([2, 1, 1]).shares
    (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))
    """
    array = np.asarray(counts)
    whole = as_counts(array, n_axes=2 if array.ndim == 2 else None)
    if whole.ndim > 2:
        raise ValueError(f"counts must be one row or a table of two variables, got shape {array.shape}")
    _check_size(whole.size, "counts")
    n = int(whole.sum())
    table = whole / n if whole.ndim == 2 else None
    flat = whole.reshape(-1)
    return _named(flat / n, Shares(Fraction(count, n) for count in flat.tolist()), flat, table, names)


def source_of_data(data: Any) -> Source:
    """Return the source of which this is a sample.

    Parameters
    ----------
    data : str, bytes, column of values, or dict of two columns
        The symbols are the characters of a text, the bytes, or the entries; of two columns the pairs.

    Returns
    -------
    Source

    Raises
    ------
    ValueError
        If there is nothing, an entry is NaN, or there are over 10,000 different symbols.

    Examples
    --------
    >>> source_of_data("abba").names
    ('a', 'b')
    >>> source_of_data({"sky": ["blue", "grey"], "mood": ["good", "bad"]}).joint
    array([[0. , 0.5],
           [0.5, 0. ]])
    """
    if isinstance(data, dict):
        return _paired(data)
    if isinstance(data, str) and joins_code_points(data):
        data = characters(data)
    found = symbol_counts(data)
    _check_size(len(found.symbols), "data")
    name = "{:02X}".format if isinstance(data, bytes) else str
    n = int(found.counts.sum())
    shares = Shares(Fraction(count, n) for count in found.counts.tolist())
    return Source(tuple(map(name, found.symbols)), found.probabilities, shares, found.counts)


def _paired(columns: dict[str, NDArray[Any]]) -> Source:
    rows, others = (len(symbol_counts(column).symbols) for column in columns.values())
    _check_size(rows * others, "data")
    found = joint_counts(*columns.values())
    names = [*map(str, found.symbols[0]), *map(str, found.symbols[1])]
    return source_of_counts(found.counts, names)._replace(variables=tuple(columns))


def _named(
    p: FloatArray,
    shares: Shares,
    counts: IntArray | None,
    table: FloatArray | None,
    names: Sequence[str],
) -> Source:
    if table is None:
        fitting = tuple(names) if len(names) == len(p) else tuple(map(_letters, range(len(p))))
        return Source(fitting, p, shares, counts)
    n_rows, n_columns = table.shape
    if len(names) == n_rows + n_columns:
        rows, columns = tuple(names[:n_rows]), tuple(names[n_rows:])
    else:
        rows = tuple(f"x{i + 1}" for i in range(n_rows))
        columns = tuple(f"y{j + 1}" for j in range(n_columns))
    pairs = tuple(f"{row}, {column}" for row in rows for column in columns)
    return Source(pairs, p, shares, counts, table, rows, columns, ("X", "Y"))


def _letters(place: int) -> str:
    """Return A to Z, then AA, AB, ... as the columns of a spreadsheet are called."""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def _check_size(n: int, name: str) -> None:
    if n > MOST_OUTCOMES:
        raise ValueError(f"{name} must have at most {MOST_OUTCOMES:,} different outcomes, got {n:,}")
