"""`Data`: a trait for what a reader has: a text, bytes, a column, or two columns side by side.

It holds text and bytes as they are, a column as a read-only array, and two columns as a
dictionary of such arrays. All of it is JSON but for its size, so a state can hold it; to
the view a short text travels whole, and of anything else only what kind it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from traitlets import HasTraits, TraitType

from .errors import GivenError, short
from .frames import columns_of

LONGEST_SHOWN = 20_000
"""Characters of a text that the view gets whole."""

_PLAIN = {str, bool, int, float}
_PAIR = ("first", "second")


class Data(TraitType[Any, Any]):
    """A text, bytes, a column of values, or a table of two columns.

    Columns come as lists, arrays, Series, anything with `__array__`; tables as dictionaries of columns,
    DataFrames, anything that speaks the dataframe interchange protocol, or rows of pairs. An entry that is
    no text, number or truth value is taken by its text.
    """

    info_text = "a text, bytes, a column of values or a table of two columns"

    def __init__(self, default: Any = None, **options: Any) -> None:
        super().__init__(default, allow_none=True, **options)
        self.tag(to_json=to_view, from_json=from_view)

    def validate(self, obj: HasTraits, value: Any) -> Any:
        """Return what the reader has in the form that the trait holds, or raise a `GivenError`."""
        name = self.name or "data"
        if isinstance(value, (str, bytes)):
            return value
        if isinstance(value, (bytearray, memoryview)):
            return bytes(value)
        if (columns := columns_of(value)) is not None:
            return _table(name, columns)
        if isinstance(value, Iterable) and not isinstance(value, np.ndarray) and not hasattr(value, "__array__"):
            value = list(value)
            if value and all(isinstance(row, (list, tuple)) and len(row) == 2 for row in value):
                return _table(name, dict(zip(_PAIR, map(list, zip(*value, strict=True)), strict=True)))
            return _column(name, value)
        if not hasattr(value, "__array__"):
            raise GivenError(f"{name} must be {self.info_text}, got {short(value)}")
        if np.ma.is_masked(value):
            raise GivenError(f"{name} must have no masked entries")
        array = np.asarray(value)
        if array.ndim == 2 and array.shape[1] in (1, 2):
            columns = {key: array[:, i] for i, key in enumerate(_PAIR[: array.shape[1]])}
            return _table(name, columns)
        return _column(name, array)


def to_view(data: Any, _owner: object = None) -> Any:
    """Return what the view sees: a text that is not long, else a kind and a length."""
    if data is None or (isinstance(data, str) and len(data) <= LONGEST_SHOWN):
        return data
    if isinstance(data, dict):
        lengths = [len(column) for column in data.values()]
        return {"kind": "columns", "length": lengths[0], "names": list(data)}
    kind = "text" if isinstance(data, str) else "bytes" if isinstance(data, bytes) else "column"
    return {"kind": kind, "length": len(data), "names": []}


def from_view(data: Any, _owner: object = None) -> Any:
    """Return the text that a view sends: nothing else can be typed."""
    if data is not None and not isinstance(data, str):
        raise GivenError(f"data must be text where it is typed, got {short(data)}")
    return data


def _table(name: str, columns: dict[str, Any]) -> Any:
    if len(columns) not in (1, 2):
        raise GivenError(f"{name} must have one column or two, got {len(columns)}: choose two of them")
    found = {key: _column(f"{name}[{short(key)}]", column) for key, column in columns.items()}
    lengths = [len(column) for column in found.values()]
    if len(set(lengths)) > 1:
        raise GivenError(f"{name} must have columns of equal length, got {' and '.join(map(str, lengths))}")
    return found if len(found) == 2 else next(iter(found.values()))


def _column(name: str, column: Any) -> NDArray[Any]:
    if isinstance(column, (str, bytes, dict)):
        raise GivenError(f"{name} must be a column of values, got {short(column)}")
    if np.ma.is_masked(column):
        raise GivenError(f"{name} must have no masked entries")
    array = column if isinstance(column, np.ndarray) else _as_array(name, column)
    if array.ndim != 1:
        raise GivenError(f"{name} must be one column, or rows of two, got shape {array.shape}")
    if array.size == 0:
        raise GivenError(f"{name} must hold at least one entry, got none")
    if array.dtype.kind == "O":
        array = _as_objects(_plain_entries(name, array.tolist()))
    elif array.dtype.kind in "mMcSV":
        array = np.array([_text(entry) for entry in array.tolist()], object)
    elif array.dtype.kind == "f" and np.isnan(array).any():
        raise _missing(name, int(np.isnan(array).argmax()), "nan")
    elif array.dtype.kind == "f" and array.dtype.itemsize < 8:
        array = array.astype(np.float64)
    frozen = array.copy()
    frozen.flags.writeable = False
    return frozen


def _as_array(name: str, column: Any) -> NDArray[Any]:
    if hasattr(column, "__array__"):
        return np.asarray(column)
    try:
        entries = list(column)
    except TypeError:
        raise GivenError(f"{name} must be a column of values, got {short(column)}") from None
    kinds = set(map(type, entries))
    if kinds in ({int}, {bool}, {float}):
        array = np.array(entries)
        return array if array.dtype.kind != "O" else _as_objects(entries)
    return _as_objects(entries)


def _as_objects(entries: list[Any]) -> NDArray[Any]:
    array = np.empty(len(entries), object)
    for place, entry in enumerate(entries):
        array[place] = entry
    return array


def _plain_entries(name: str, entries: list[Any]) -> list[Any]:
    """Return entries that are text, numbers and truth values; what is none of these by its text."""
    if not set(map(type, entries)) <= _PLAIN - {float}:
        entries = [_plain(name, place, entry) for place, entry in enumerate(entries)]
    return entries


def _plain(name: str, place: int, entry: Any) -> Any:
    entry = entry.item() if isinstance(entry, np.generic) else entry
    if entry is None or type(entry).__name__ in ("NAType", "NaTType") or (isinstance(entry, float) and entry != entry):
        raise _missing(name, place, short(entry))
    return entry if type(entry) in _PLAIN else _text(entry)


def _text(entry: Any) -> str:
    return entry.decode("utf-8", "replace") if isinstance(entry, bytes) else str(entry)


def _missing(name: str, place: int, entry: str) -> GivenError:
    return GivenError(f"{name} must have no missing entries, got {entry} at index {place}: fill it or leave it out")
