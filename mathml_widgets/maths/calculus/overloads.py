"""How a function written for NumPy arrays is watched at work.

Python hands `x * y`, `x[1:]` and `np.sin(x)` to the object x, so an object that looks like an array
can see every operation that a function applies to it, and do something else beside or instead.
Two things are done with it here: many points are sent through one call (`lanes`), and the
operations are written down to be differentiated (`tape`).
What cannot be seen (`float(x)`, `math.sin(x)`, writing into a plain array) is refused with a
TypeError rather than guessed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, NoReturn

import numpy as np

from .elementwise import POWER, RULES, SQUARE, Elementwise
from .linear_maps import Rearrangement, Reshape, Slice

BASIC = {int, slice, type(None), type(Ellipsis), np.intp}
ARRAY_FUNCTIONS: dict[Callable[..., Any], Callable[..., Any]] = {}
"""NumPy function -> the same function in terms of the operations here; filled by `array_functions`."""


class Overloads:
    """An array-like object whose operations are all sent to `apply`."""

    __slots__ = ()
    depth: ClassVar[int] = 0
    value: Any

    @classmethod
    def apply(cls, operation: Any, *operands: Any) -> Any:
        """Return the result of an operation on operands of which at least one is of this class."""
        raise NotImplementedError

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape that the function sees."""
        raise NotImplementedError

    @property
    def ndim(self) -> int:
        """The number of axes that the function sees."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """The number of entries that the function sees."""
        return math.prod(self.shape)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The kind of number in each entry."""
        return np.asarray(self.value).dtype

    @property
    def T(self) -> Any:  # noqa: N802  as in NumPy
        """The transpose."""
        return self.transpose()

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("a single number has no length")
        return self.shape[0]

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self)))

    def __getitem__(self, index: Any) -> Any:
        if index.__class__ in BASIC:
            return self.apply(Slice(self.shape, (index,)), self)
        if index.__class__ is tuple and all(i.__class__ in BASIC for i in index):
            return self.apply(Slice(self.shape, index), self)
        places = np.arange(self.size).reshape(self.shape)[index]
        return self.apply(Rearrangement("take", self.shape, places), self)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if "out" in options:
            raise TypeError(f"np.{ufunc.__name__} cannot write a watched value into a plain array")
        if ufunc is np.matmul:
            return ARRAY_FUNCTIONS[np.matmul](*inputs)
        if method != "__call__":
            known = ARRAY_FUNCTIONS.get(getattr(ufunc, method))
            if known is None:
                raise TypeError(f"np.{ufunc.__name__}.{method} cannot be watched")
            return known(*inputs, **_without_defaults({"axis": 0, **options}))
        if options:
            raise TypeError(f"np.{ufunc.__name__} with {sorted(options)} cannot be watched")
        if ufunc is np.power or ufunc is np.float_power:
            return power(*inputs)
        rule = RULES.get(ufunc)
        if rule is None:
            return self.unknown(ufunc, inputs)
        return outermost(inputs).apply(rule, *inputs)

    def unknown(self, ufunc: np.ufunc, inputs: tuple[Any, ...]) -> Any:
        """Return what an elementwise function without a rule does."""
        raise TypeError(f"no derivative is known for {ufunc.__name__}")

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        known = ARRAY_FUNCTIONS.get(function)
        if known is None:
            raise TypeError(f"{function.__module__}.{function.__name__} cannot be watched")
        return known(*args, **_without_defaults(kwargs))

    def __float__(self) -> NoReturn:
        raise TypeError("a watched value cannot be turned into a plain number: its derivative would be lost")

    __int__ = __index__ = __complex__ = __float__

    def __setitem__(self, index: Any, value: Any) -> NoReturn:
        raise TypeError("a watched array cannot be changed in place; build a new one (np.where, np.concatenate)")

    def __getattr__(self, name: str) -> Any:
        function = None if name.startswith("_") else getattr(np, name, None)
        if isinstance(function, np.ufunc) and function.nin == 1:
            return lambda: function(self)
        raise AttributeError(f"a watched array has no attribute {name!r}")

    __hash__ = object.__hash__

    def __pow__(self, other: Any) -> Any:
        return power(self, other)

    def __rpow__(self, other: Any) -> Any:
        return power(other, self)

    def __matmul__(self, other: Any) -> Any:
        return ARRAY_FUNCTIONS[np.matmul](self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return ARRAY_FUNCTIONS[np.matmul](other, self)

    def __pos__(self) -> Any:
        return self

    def reshape(self, *shape: Any) -> Any:
        """Return the same entries in another shape."""
        new = shape[0] if len(shape) == 1 and not isinstance(shape[0], (int, np.integer)) else shape
        size = self.size
        new = tuple(int(n) for n in new)
        if -1 in new:
            known = math.prod(n for n in new if n != -1)
            new = tuple(size // max(known, 1) if n == -1 else n for n in new)
        if math.prod(new) != size:
            raise ValueError(f"cannot reshape an array of size {size} into shape {new}")
        return self.apply(Reshape(self.shape, new), self)

    def transpose(self, *axes: Any) -> Any:
        """Return the entries with their axes exchanged."""
        order = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else (axes or None)
        return ARRAY_FUNCTIONS[np.transpose](self, order)

    def ravel(self) -> Any:
        """Return the entries in one row."""
        return self.reshape(-1)

    flatten = ravel

    def copy(self) -> Any:
        """Return the same values: nothing here is ever changed in place."""
        return self

    def astype(self, dtype: Any, **_: Any) -> Any:
        """Return the same values if `dtype` is a floating-point type."""
        if np.dtype(dtype).kind not in "fc":
            raise TypeError(f"a watched array cannot be turned into {np.dtype(dtype)}")
        return self

    def item(self) -> Any:
        """Return the only entry."""
        return self.reshape(())


OPERATORS = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "truediv": np.divide,
    "floordiv": np.floor_divide, "mod": np.remainder, "and": np.logical_and, "or": np.logical_or,
    "lt": np.less, "le": np.less_equal, "gt": np.greater, "ge": np.greater_equal,
    "eq": np.equal, "ne": np.not_equal, "neg": np.negative, "abs": np.absolute, "invert": np.logical_not,
}  # fmt: skip
METHODS = (
    "sum mean prod max min var std dot cumsum clip squeeze swapaxes take repeat trace diagonal all any argmax argmin"
)


def _operator(rule: Elementwise) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def forward(self: Overloads, *other: Any) -> Any:
        return self.apply(rule, self, *other)

    def reflected(self: Overloads, other: Any) -> Any:
        return self.apply(rule, other, self)

    return forward, reflected


def _method(name: str) -> Callable[..., Any]:
    def method(self: Overloads, *args: Any, **kwargs: Any) -> Any:
        return ARRAY_FUNCTIONS[getattr(np, name)](self, *args, **_without_defaults(kwargs))

    return method


for _name, _function in OPERATORS.items():
    _forward, _reflected = _operator(RULES[_function])
    setattr(Overloads, f"__{_name}__", _forward)
    if _name in ("add", "sub", "mul", "truediv", "floordiv", "mod"):
        setattr(Overloads, f"__r{_name}__", _reflected)
for _name in METHODS.split():
    setattr(Overloads, _name, _method(_name))


def outermost(operands: Any) -> Any:
    """Return the operand that watches the others: a tape may watch lanes, not the reverse."""
    return max((x for x in operands if isinstance(x, Overloads)), key=lambda x: x.depth)


def join(value: Any) -> Any:
    """Return a list or object array that holds watched values as one watched array, and anything else as it is.

    NumPy makes such object arrays where it is told to build an array of things that it does not know.
    """
    if isinstance(value, np.ndarray) and value.dtype == object and value.ndim == 0:
        return value.item()
    if isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.dtype == object):
        entries = [join(entry) for entry in value]
        if any(isinstance(entry, Overloads) for entry in entries):
            return ARRAY_FUNCTIONS[np.stack](entries)
    return value


def power(base: Any, exponent: Any) -> Any:
    """Return base ** exponent, with the square as the operation of its own that it mostly is."""
    if not isinstance(exponent, Overloads) and np.ndim(exponent) == 0:
        if exponent == 2:
            return base.apply(SQUARE, base)
        if exponent == 1:
            return base
        exponent = float(exponent)
    return outermost((base, exponent)).apply(POWER, base, exponent)


def _without_defaults(options: dict[str, Any]) -> dict[str, Any]:
    return options and {
        name: value
        for name, value in options.items()
        if value is not np._NoValue and (value is not None or name == "axis") and (name, value) != ("where", True)
    }
