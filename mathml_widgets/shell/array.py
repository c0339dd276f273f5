"""`Array`: a trait that holds a read-only NumPy array, and its form on the wire.

Down the wire an array is `{"dtype": "<f8", "shape": [2, 2], "data": <bytes>}`, so that
infinities and NaN survive; up the wire it is nested lists, which every host can carry.
"""

from __future__ import annotations

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray
from traitlets import HasTraits, TraitType

from .errors import GivenError, short

SMALL = 1_000_000
"""Bytes up to which an array is part of the state and travels whole."""

SAMPLE_ROWS = 2_000


def to_wire(array: NDArray[Any] | None, _owner: object = None) -> dict[str, Any] | None:
    """Return the message form of `array`; beyond `SMALL`, that of evenly spaced rows of it."""
    if array is None:
        return None
    wire: dict[str, Any] = {}
    if array.nbytes > SMALL and len(array) > SAMPLE_ROWS:
        wire["sampled_from"] = len(array)
        array = array[np.linspace(0, len(array) - 1, SAMPLE_ROWS).round().astype(int)]
    data = np.ascontiguousarray(array).data.cast("B") if array.size else memoryview(b"")
    return wire | {"dtype": array.dtype.str, "shape": list(array.shape), "data": data}


def from_wire(value: Any, _owner: object = None) -> Any:
    """Return the array that a message holds; nested lists pass through to validation."""
    if not isinstance(value, dict):
        return value
    try:
        return np.frombuffer(bytes(value["data"]), dtype=value["dtype"]).reshape(value["shape"])
    except (KeyError, TypeError, ValueError) as error:
        raise GivenError(
            f"an array in a message must have dtype, shape and data that fit, got {short(value)}"
        ) from error


def same(first: Any, second: Any) -> bool:
    """Tell whether two trait values are equal, arrays entry by entry, NaN equal to NaN."""
    if first is second:
        return True
    if type(first) is not type(second):
        return False
    if isinstance(first, np.ndarray):
        numeric = first.dtype.kind in "fc"
        return first.dtype == second.dtype and bool(np.array_equal(first, second, equal_nan=numeric))
    if isinstance(first, (list, tuple)):
        return len(first) == len(second) and all(map(same, first, second))
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(same(v, second[k]) for k, v in first.items())
    try:
        return bool(first == second) or (first != first and second != second)
    except Exception:  # what has no answer, such as a table, counts as new
        return False


class Array(TraitType[Any, Any]):
    """A NumPy array of a fixed dtype; lists, arrays and DataFrames go in, read-only arrays come out.

    Parameters
    ----------
    default : array_like or None
        The initial value.
    shape : tuple of int or str, optional
        The shape asked for; a string stands for any length of at least one and names
        the axis in errors, as in `("points", 2)`.
    dtype : dtype, default float
        What the entries are cast to.
    finite : bool, default True
        Whether NaN and infinities are refused.
    longest : int, optional
        How many rows there may be.
    allow_none : bool, default False
        Whether `None` is a value.
    """

    info_text = "an array"

    def __init__(
        self,
        default: ArrayLike | None = None,
        *,
        shape: tuple[int | str, ...] | None = None,
        dtype: DTypeLike = float,
        finite: bool = True,
        longest: int | None = None,
        allow_none: bool = False,
        **options: Any,
    ) -> None:
        self.shape, self.dtype, self.finite, self.longest = shape, np.dtype(dtype), finite, longest
        frozen = None if default is None else _frozen(np.array(default, dtype=self.dtype))
        super().__init__(frozen, allow_none=allow_none or default is None, **options)
        self.tag(to_json=to_wire, from_json=from_wire)

    def validate(self, obj: HasTraits, value: Any) -> NDArray[Any]:
        """Return `value` as a read-only array, or raise a `GivenError` that says why not."""
        name = self.name or "array"
        array = self._cast(name, value)
        if self.longest is not None and array.ndim and len(array) > self.longest:
            raise GivenError(f"{name} must have at most {self.longest:,} rows, got {len(array):,}")
        if self.shape is not None:
            self._check_shape(name, array.shape)
        if self.finite and array.dtype.kind in "fc" and not np.isfinite(array).all():
            index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
            where = ", ".join(map(str, index))
            raise GivenError(f"{name}[{where}] must be finite, got {array[index]}")
        fixed = array is value and not array.flags.writeable and array.flags.owndata
        return array if fixed else _frozen(array.copy())

    def with_entry(self, array: NDArray[Any] | None, index: Any, value: Any) -> NDArray[Any]:
        """Return a copy of `array` with another value at `index`, an integer or a list of them."""
        name, changed = self.name or "array", np.array(array)
        where = tuple(index) if isinstance(index, (list, tuple)) else (index,)
        inside = len(where) <= changed.ndim and all(
            type(i) is int and 0 <= i < length for i, length in zip(where, changed.shape, strict=False)
        )
        if not inside:
            raise GivenError(f"{name} of shape {changed.shape} has no entry {short(index)}")
        entry = self._cast(f"{name}{list(where)}", value)
        if entry.shape != changed[where].shape:
            raise GivenError(f"{name}{list(where)} must have shape {changed[where].shape}, got {short(value)}")
        changed[where] = entry
        return changed

    def _cast(self, name: str, value: Any) -> NDArray[Any]:
        if isinstance(value, (str, bytes)):
            raise GivenError(f"{name} must be an array of numbers, got the text {short(value)}")
        if np.ma.is_masked(value):
            raise GivenError(f"{name} must have no masked entries")
        if hasattr(value, "detach"):  # a tensor of PyTorch, which may have a history or be on another device
            value = value.detach().cpu()
        try:
            raw = np.asarray(value)
        except (ValueError, TypeError) as error:
            raise GivenError(f"{name} must have rows of equal length, got {short(value)}") from error
        if raw.dtype.kind == "O" and all(isinstance(entry, Real) for entry in raw.flat):
            raw = _floats(name, raw)
        if raw.dtype.kind not in "biufc" + self.dtype.kind:
            raise GivenError(f"{name} must be an array of numbers, got {short(value)}")
        if raw.dtype.kind == "c" and self.dtype.kind != "c":
            raise GivenError(f"{name} must be real, got complex entries in {short(value)}")
        with np.errstate(over="ignore", invalid="ignore"):
            cast = raw.astype(self.dtype, copy=False)
        if self.dtype.kind in "biu" and not np.array_equal(cast, raw):
            raise GivenError(f"{name} must fit {self.dtype.name} entries, got {short(value)}")
        return cast

    def _check_shape(self, name: str, shape: tuple[int, ...]) -> None:
        assert self.shape is not None
        fits = len(shape) == len(self.shape) and all(
            got == asked if isinstance(asked, int) else got > 0 for got, asked in zip(shape, self.shape, strict=True)
        )
        if not fits:
            asked = ", ".join(map(str, self.shape)) + ("," if len(self.shape) == 1 else "")
            raise GivenError(f"{name} must have shape ({asked}), got {shape}")

    def set(self, obj: HasTraits, value: Any) -> None:
        """Store `value` and notify, unless it equals the present one."""
        name, new = str(self.name), self._validate(obj, value)
        old = obj._trait_values.get(name, self.default_value)
        if not same(old, new):
            obj._trait_values[name] = new
            obj._notify_trait(name, old, new)


def _floats(name: str, numbers: NDArray[Any]) -> NDArray[np.float64]:
    try:
        return numbers.astype(float)
    except OverflowError as error:
        raise GivenError(f"{name} must have entries below 1.8e308, got {short(numbers.max())}") from error


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array
