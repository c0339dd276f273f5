"""Columns of whatever a reader calls a table.

A pandas, Polars or Arrow table gives its columns by name, each as something that NumPy can
read. Any other library speaks the dataframe interchange protocol: there a column is a few
buffers in memory, which are copied here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = dict[str, Any]

_NUMBERS = {0: "i", 1: "u", 2: "f", 20: "b"}
_BOOL, _STRING, _CATEGORICAL = 20, 21, 23
_NAN, _SENTINEL, _BITS, _BYTES = 1, 2, 3, 4
"""Numbers that the protocol gives to kinds of column, and to ways of saying that an entry is missing."""


def columns_of(table: Any) -> Columns | None:
    """Return the columns of a table by name, entries that are missing as None; None if it is no table."""
    if isinstance(table, Mapping):
        return {str(name): column for name, column in table.items()}
    names = getattr(table, "column_names", None)
    names = getattr(table, "columns", None) if names is None or callable(names) else names
    if names is not None and not callable(names) and hasattr(table, "__getitem__"):
        return {str(name): _listed(table[name]) for name in names}
    if hasattr(table, "__dataframe__"):
        frame = table.__dataframe__()
        return {str(name): _read(frame.get_column_by_name(name)) for name in frame.column_names()}
    return None


def _listed(column: Any) -> Any:
    return np.asarray(column) if hasattr(column, "__array__") else list(column)


def _read(column: Any) -> list[Any]:
    """Return the entries of a column of the interchange protocol."""
    return [entry for chunk in column.get_chunks() for entry in _read_chunk(chunk)]


def _read_chunk(column: Any) -> list[Any]:
    size, kind = column.size() if callable(column.size) else column.size, int(column.dtype[0])
    if size == 0:
        return []
    buffers = column.get_buffers()
    missing = _missing(column, buffers, size)
    entries: list[Any]
    if kind == _STRING:
        entries = _texts(column, buffers, size)
    else:
        numbers = _numbers(buffers["data"], column.offset, size)
        null, sentinel = column.describe_null
        if null == _SENTINEL:
            missing |= numbers == sentinel
        if null == _NAN:
            missing |= numbers != numbers
        entries = numbers.tolist()
        if kind == _CATEGORICAL:
            names = _read(column.describe_categorical["categories"])
            entries = [None if gone else names[code] for code, gone in zip(entries, missing, strict=True)]
        elif kind not in _NUMBERS:
            raise ValueError(f"a column must hold numbers, truth values, texts or categories, got kind {kind}")
    return [None if gone else entry for entry, gone in zip(entries, missing, strict=True)]


def _missing(column: Any, buffers: dict[str, Any], size: int) -> NDArray[np.bool_]:
    null, gone = column.describe_null
    if null not in (_BITS, _BYTES) or buffers["validity"] is None:
        return np.zeros(size, bool)
    marks = _numbers(buffers["validity"], column.offset, size)
    found: NDArray[np.bool_] = marks.astype(bool) == bool(gone)
    return found


def _texts(column: Any, buffers: dict[str, Any], size: int) -> list[str]:
    ends = _numbers(buffers["offsets"], column.offset, size + 1).tolist()
    letters = _memory(buffers["data"][0])
    return [letters[begin:end].decode("utf-8", "replace") for begin, end in pairwise(ends)]


def _numbers(described: tuple[Any, Any], offset: int, size: int) -> NDArray[Any]:
    buffer, (kind, bits, _, order) = described
    memory = _memory(buffer)
    if int(kind) == _BOOL and bits == 1:
        return np.unpackbits(np.frombuffer(memory, np.uint8), bitorder="little")[offset : offset + size].astype(bool)
    letter = _NUMBERS.get(int(kind))
    if letter is None:
        raise ValueError(f"a column must hold numbers, truth values, texts or categories, got kind {int(kind)}")
    dtype = np.dtype(f"{letter}{bits // 8}").newbyteorder(order if order in "<>" else "=")
    return np.frombuffer(memory, dtype, count=size, offset=offset * dtype.itemsize)


def _memory(buffer: Any) -> bytes:
    return ctypes.string_at(buffer.ptr, buffer.bufsize)
