"""Which symbols a message is made of, and how often each comes.

A text is a row of characters, a file a row of bytes, a column a row of values: all become symbols with counts, and
the counts divided by their sum are the distribution whose entropy is asked for. Text and bytes are counted without
a Python loop, so ten megabytes take no time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arguments import FloatArray, IntArray

_WIDEST = 1 << 20  # a range of whole numbers up to this is counted in a table


class SymbolCounts(NamedTuple):
    """Symbols in their order, and how often each comes.

    Attributes
    ----------
    symbols : tuple
        Sorted; in order of first appearance where they cannot be compared.
    counts : int array (n_symbols,)
    probabilities : array (n_symbols,)
        The counts over their sum.
    """

    symbols: tuple[Any, ...]
    counts: IntArray
    probabilities: FloatArray


class Coded(NamedTuple):
    """A column as whole numbers: `codes` (n,) are places in `symbols`."""

    symbols: tuple[Any, ...]
    codes: IntArray


def symbol_counts(data: Any) -> SymbolCounts:
    """Return the symbols of a message with their counts and shares.

    Parameters
    ----------
    data : str, bytes, sequence or array (n,)
        Characters of a text, bytes (as whole numbers) of binary data, entries of a list or a column.

    Returns
    -------
    SymbolCounts

    Raises
    ------
    ValueError
        If `data` is empty, has more than one dimension, or holds NaN.

    Examples
    --------
    >>> found = symbol_counts("abracadabra")
    >>> found.symbols, found.counts
    (('a', 'b', 'c', 'd', 'r'), array([5, 2, 1, 1, 2]))
    >>> symbol_counts(bytes([0, 255, 0])).symbols
    (0, 255)
    """
    if isinstance(data, str):
        points = np.frombuffer(data.encode("utf-32-le", "surrogatepass"), np.uint32)
        whole, counts = _counted_whole(points)
        found: tuple[Any, ...] = tuple(map(chr, whole))
    elif isinstance(data, (bytes, bytearray, memoryview)):
        whole, counts = _counted_whole(np.frombuffer(data, np.uint8))
        found = tuple(whole)
    else:
        column = _as_column(data)
        if column.dtype.kind in "biu":
            whole, counts = _counted_whole(column.view(np.uint8) if column.dtype.kind == "b" else column)
            found = tuple(map(bool, whole)) if column.dtype.kind == "b" else tuple(whole)
        elif column.dtype.kind == "O":
            found, counts = _counted_objects(column)
        else:
            unique, counts = np.unique(column, return_counts=True)
            found = tuple(unique.tolist())
    return SymbolCounts(found, np.asarray(counts, np.int64), counts / counts.sum())


def coded(data: Any) -> Coded:
    """Return a message as places in its sorted symbols.

    Parameters
    ----------
    data : str, bytes, sequence or array (n,)

    Returns
    -------
    Coded

    Examples
    --------
    >>> coded(["no", "yes", "no"])
    Coded(symbols=('no', 'yes'), codes=array([0, 1, 0]))
    """
    if isinstance(data, str):
        data = np.array(list(data), dtype=np.str_)
    elif isinstance(data, (bytes, bytearray, memoryview)):
        data = np.frombuffer(data, np.uint8)
    column = _as_column(data)
    if column.dtype.kind == "O":
        symbols, _ = _counted_objects(column)
        places = {symbol: place for place, symbol in enumerate(symbols)}
        return Coded(symbols, np.array([places[value] for value in column.tolist()], np.int64))
    unique, codes = np.unique(column, return_inverse=True)
    return Coded(tuple(unique.tolist()), codes.astype(np.int64))


def _as_column(data: Any) -> NDArray[Any]:
    if isinstance(data, Iterable) and not hasattr(data, "__len__"):
        data = list(data)
    if isinstance(data, (list, tuple)) and not _alike(data):
        column = np.empty(len(data), object)
        for place, value in enumerate(data):
            column[place] = value
    else:
        column = np.asarray(data)
    if column.ndim != 1:
        raise ValueError(f"data must be one column of symbols, got shape {column.shape}; see joint_counts for several")
    if column.size == 0:
        raise ValueError("data must hold at least one symbol, got none")
    if column.dtype.kind in "fc" and np.isnan(column).any():
        raise ValueError(f"data must not hold NaN, got one at index {int(np.isnan(column).argmax())}")
    return column


def _alike(data: list[Any] | tuple[Any, ...]) -> bool:
    """Whether NumPy keeps these symbols apart: it would write 1 and "1" alike, and lay tuples out in rows."""
    kinds = set(map(type, data))
    return len(kinds) <= 1 and not kinds & {tuple, list, frozenset}


def _counted_whole(numbers: NDArray[Any]) -> tuple[list[int], IntArray]:
    if numbers.size == 0:
        raise ValueError("data must hold at least one symbol, got none")
    low, high = int(numbers.min()), int(numbers.max())
    if high - low > max(_WIDEST, 4 * numbers.size) or max(high, -low) >= 1 << 62:
        unique, counts = np.unique(numbers, return_counts=True)
        return unique.tolist(), counts
    shifted = numbers if low >= 0 and high < _WIDEST else numbers.astype(np.int64) - low
    table = np.zeros(1, np.int64)
    for begin in range(0, numbers.size, 1 << 20):  # bincount copies to 64 bits: in pieces, so that memory stays small
        piece = np.bincount(shifted[begin : begin + (1 << 20)], minlength=table.size)
        piece[: table.size] += table
        table = piece
    seen = np.flatnonzero(table)
    offset = 0 if shifted is numbers else low
    return (seen + offset).tolist(), table[seen]


def _counted_objects(column: NDArray[Any]) -> tuple[tuple[Any, ...], IntArray]:
    values = column.tolist()
    missing = [value for value in values if value != value]
    if missing:
        raise ValueError(f"data must not hold NaN, got one at index {next(i for i, v in enumerate(values) if v != v)}")
    try:
        found = Counter(values)
    except TypeError as error:
        raise ValueError(f"data must hold symbols that can be counted: {error}") from None
    try:
        symbols = tuple(sorted(found))
    except TypeError:
        symbols = tuple(found)
    return symbols, np.array([found[symbol] for symbol in symbols], np.int64)
