"""From columns of data to a joint table, and how far to trust what it says.

The table of counts divided by n is the plug-in estimate of the joint distribution. Its mutual information is
positive even where the columns have nothing to do with each other: to first order by (r - 1)(c - 1) / 2n nats.
Shuffling one column breaks every dependence and keeps both margins, so shuffled tables show what chance alone gives.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import FloatArray, IntArray, as_counts, check_base, check_count
from .joint_tables import joint_measures
from .symbols import coded

_CHUNK = 1 << 15
_LARGEST_TABLE = 1 << 26
_SMALL_RANGE = 1 << 12


class JointCounts(NamedTuple):
    """How often each combination of symbols comes.

    Attributes
    ----------
    counts : int array, one axis a column
    symbols : tuple of tuples
        The symbols along each axis.
    probabilities : array, one axis a column
        The counts over their sum: a joint table.
    """

    counts: IntArray
    symbols: tuple[tuple[Any, ...], ...]
    probabilities: FloatArray


class PermutationNull(NamedTuple):
    """What the mutual information would be by chance.

    Attributes
    ----------
    observed : float
        Of the table itself, in the unit of the base.
    shuffled : array (n_permutations,)
        Of tables in which one column was shuffled.
    p_value : float
        The share of tables, the observed one counted, that reach the observed value.
    """

    observed: float
    shuffled: FloatArray
    p_value: float


def joint_counts(*columns: Any) -> JointCounts:
    """Return how often each combination of symbols comes in columns of equal length.

    Parameters
    ----------
    *columns : sequences or arrays (n,)
        At least one.

    Returns
    -------
    JointCounts
        Symbols are those that come, in sorted order.

    Raises
    ------
    ValueError
        If the columns differ in length, one is empty or holds NaN, or the table would have over 67 million cells.

    Examples
    --------
    >>> joint_counts("aabb", [0, 0, 1, 0]).counts
    array([[2, 0],
           [1, 1]])
    """
    if not columns:
        raise ValueError("joint_counts must be given at least one column, got none")
    lengths = [len(column) for column in columns]
    if len(set(lengths)) > 1:
        raise ValueError(f"columns must have the same length, got {', '.join(map(str, lengths))}")
    if len(columns) == 2:
        first, second = columns
        if _small_whole(first) and _small_whole(second) and (found := _counted_pairs(first, second)) is not None:
            return found
    parts = [coded(column) for column in columns]
    shape = tuple(len(part.symbols) for part in parts)
    if math.prod(shape) > _LARGEST_TABLE:
        raise ValueError(f"columns must make a table of at most {_LARGEST_TABLE} cells, got the shape {shape}")
    places = np.ravel_multi_index(tuple(part.codes for part in parts), shape)
    counts = np.bincount(places, minlength=math.prod(shape)).reshape(shape)
    return JointCounts(counts, tuple(part.symbols for part in parts), counts / lengths[0])


def mutual_information_bias(counts: ArrayLike, base: float = 2) -> float:
    r"""Return by how much the mutual information of a table of counts is too large, to first order.

    .. math:: \frac{(r - 1)(c - 1)}{2n} \text{ nats}

    Parameters
    ----------
    counts : array_like (n_x, n_y)
        Whole numbers.  r and c count the rows and the columns in which anything was seen.
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the counts are not a table of whole numbers with at least one observation.

    Notes
    -----
    It is exact in the limit of many observations per cell, and much too small where most cells are empty.

    References
    ----------
    Miller, *Note on the bias of information estimates*, 1955.

    Examples
    --------
    >>> import math
    >>> mutual_information_bias([[20, 30], [25, 25]], base=math.e)
    0.005
    """
    table = as_counts(counts, n_axes=2)
    rows, columns = (int((table.sum(axis=axis) > 0).sum()) for axis in (1, 0))
    return (rows - 1) * (columns - 1) / (2.0 * float(table.sum())) / math.log(check_base(base))


def permutation_null(
    counts: ArrayLike, n_permutations: int, generator: np.random.Generator, base: float = 2
) -> PermutationNull:
    """Return the mutual information of a table of counts, and what it is after shuffling one of the columns.

    Parameters
    ----------
    counts : array_like (n_x, n_y)
        Whole numbers, as `joint_counts` returns them.
    n_permutations : int
    generator : numpy.random.Generator
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    PermutationNull

    Raises
    ------
    ValueError
        If the counts are not a table of whole numbers with at least one observation, or `n_permutations` is not
        at least 1.

    Notes
    -----
    Shuffling a column keeps both margins, and a table with given margins follows the multivariate hypergeometric
    law.  Tables are drawn from that law cell by cell, or made by shuffling, whichever is quicker.

    References
    ----------
    Patefield, *Algorithm AS 159: an efficient method of generating random r × c tables*, 1981.

    Examples
    --------
    >>> null = permutation_null([[30, 10], [10, 30]], 999, np.random.default_rng(0))
    >>> null.observed, null.p_value
    (0.188721875541, 0.001)
    """
    table, base = as_counts(counts, n_axes=2), check_base(base)
    n_permutations = check_count(n_permutations, "n_permutations")
    table = table[table.any(axis=1)][:, table.any(axis=0)]
    shuffled = _plug_in(shuffled_tables(table, n_permutations, generator), base)
    observed = float(_plug_in(table[None], base)[0])
    reached = int((shuffled >= observed * (1.0 - 1e-12) - 1e-15).sum())
    exact = joint_measures(table / table.sum(), base).mutual_information
    return PermutationNull(exact, shuffled, (1 + reached) / (1 + n_permutations))


def shuffled_tables(counts: ArrayLike, n_tables: int, generator: np.random.Generator) -> IntArray:
    """Return random tables with the margins of a table of counts, as shuffling one column makes them.

    Parameters
    ----------
    counts : array_like (n_x, n_y)
    n_tables : int
    generator : numpy.random.Generator

    Returns
    -------
    int array (n_tables, n_x, n_y)

    Examples
    --------
    >>> shuffled_tables([[1, 0], [0, 1]], 2, np.random.default_rng(3)).sum(axis=1)
    array([[1, 1],
           [1, 1]])
    """
    table, n_tables = as_counts(counts, n_axes=2), check_count(n_tables, "n_tables")
    n, (rows, columns) = int(table.sum()), table.shape
    if n < 1_000_000_000 and (rows - 1) * (columns - 1) * (20 + n_tables) < n_tables * n // 4:
        return _drawn_cell_by_cell(table, n_tables, generator)
    first = np.repeat(np.arange(rows) * columns, table.sum(axis=1))
    second = np.repeat(np.arange(columns), table.sum(axis=0))
    found = np.empty((n_tables, rows * columns), np.int64)
    for one in found:
        one[:] = np.bincount(first + generator.permutation(second), minlength=rows * columns)
    return found.reshape(n_tables, rows, columns)


def _drawn_cell_by_cell(table: IntArray, n_tables: int, generator: np.random.Generator) -> IntArray:
    """Draw each cell given those before it: of what is left in its column, how much falls to this row."""
    rows, columns = table.shape
    found = np.zeros((n_tables, rows, columns), np.int64)
    in_columns = np.broadcast_to(table.sum(axis=0), (n_tables, columns)).copy()
    for row, total in enumerate(table.sum(axis=1)[:-1].tolist()):
        to_place = np.full(n_tables, total)
        rest = in_columns.sum(axis=1)
        for column in range(columns - 1):
            here = in_columns[:, column].copy()
            rest = rest - here
            drawn = generator.hypergeometric(here, rest, to_place)
            found[:, row, column] = drawn
            to_place = to_place - drawn
        found[:, row, columns - 1] = to_place
        in_columns -= found[:, row]
    found[:, rows - 1] = in_columns
    return found


def _plug_in(tables: IntArray, base: float) -> FloatArray:
    """Return the mutual information of tables (n_tables, n_x, n_y) with equal totals."""
    n = float(tables[0].sum())
    logs = np.log(np.maximum(np.arange(tables.max(initial=0) + 1.0), 1.0)) if tables.max(initial=0) < 1 << 20 else None

    def total(counts: IntArray, axes: tuple[int, ...]) -> FloatArray:
        values = counts * (
            np.log(np.maximum(counts, 1.0)) if logs is None or counts.max() >= len(logs) else logs[counts]
        )
        summed: FloatArray = values.sum(axis=axes)
        return summed

    rows, columns = tables[0].sum(axis=1), tables[0].sum(axis=0)
    margins = total(rows, (0,)) + total(columns, (0,))
    nats = (total(tables, (1, 2)) - margins) / n + math.log(n)
    return np.maximum(nats, 0.0) / math.log(base)


def _small_whole(column: Any) -> bool:
    return isinstance(column, np.ndarray) and column.dtype.kind in "iu" and column.ndim == 1 and column.size > 0


def _counted_pairs(first: NDArray[Any], second: NDArray[Any]) -> JointCounts | None:
    """Count pairs of small whole numbers in a table, piece by piece in the cache; None where they are not small."""
    table = None
    for seen in (slice(0, _CHUNK), slice(None)):  # the first piece mostly tells how wide the numbers are
        # All bits that occur: negative if any number is.
        bits = int(np.bitwise_or.reduce(first[seen])), int(np.bitwise_or.reduce(second[seen]))
        if min(bits) < 0 or max(bits) >= _SMALL_RANGE:
            return None
        tall, wide = bits[0].bit_length(), bits[1].bit_length()
        if 1 << (tall + wide) > max(len(first), 1 << 16):
            return None
        if (table := _table_of_pairs(first, second, tall, wide)) is not None:
            break
    assert table is not None
    rows, columns = table.any(axis=1), table.any(axis=0)
    counts = table[rows][:, columns]
    symbols = tuple(np.flatnonzero(rows).tolist()), tuple(np.flatnonzero(columns).tolist())
    return JointCounts(counts, symbols, counts / len(first))


def _table_of_pairs(first: NDArray[Any], second: NDArray[Any], tall: int, wide: int) -> IntArray | None:
    """Return the counts of numbers of so many bits; None where a number has more."""
    table = np.zeros(1 << (tall + wide), np.int64)
    places = np.empty(min(_CHUNK, len(first)), np.int64)
    for begin in range(0, len(first), _CHUNK):
        one, other = (c[begin : begin + _CHUNK].astype(np.int64, copy=False) for c in (first, second))
        if int(np.bitwise_or.reduce(one)) >> tall or int(np.bitwise_or.reduce(other)) >> wide:
            return None
        out = places[: len(one)]
        np.left_shift(one, wide, out=out)
        np.bitwise_or(out, other, out=out)
        table += np.bincount(out, minlength=table.size)
    return table.reshape(1 << tall, 1 << wide)
