"""Many points through one call of a function.

A function of one point spends most of its time on the way into and out of NumPy, not on arithmetic.
So it is handed an object that looks like one point and carries many: a hidden first axis, a lane
for each, goes along through every operation.
The function sees the shape that it was written for, and one call answers for all points; a branch
on which the lanes disagree is an error, and then the points go through one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import array_functions  # noqa: F401  what NumPy's functions do to lanes
from .elementwise import Elementwise, align
from .overloads import BASIC, Overloads, join

BYTES = 7 << 14
"""So much fits a processor's cache, and stays below the 128 kB from which on a new array costs a system call."""
NEW = object.__new__
NUMBERS = {int, float, np.float64}


class NotAnalyticError(TypeError):
    """The function used an operation that has no complex derivative, such as abs."""


class Lanes(Overloads):
    """Many arrays of one shape side by side, shape (n_lanes, *shape), that look like one of them."""

    __slots__ = ("value",)
    depth = 1

    def __init__(self, value: NDArray[Any]) -> None:
        self.value = value

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one lane."""
        return tuple(self.value.shape[1:])

    @classmethod
    def apply(cls, operation: Any, *operands: Any) -> Any:
        """Return the results of an operation, side by side."""
        values, depths, lanes = [], [], []
        for operand in operands:
            if operand.__class__ is Lanes:
                values.append(operand.value)
                depths.append(operand.value.ndim - 1)
                lanes.append(1)
                if operand.value.dtype.kind == "c" and not operation.analytic:
                    raise NotAnalyticError(f"{operation.name} has no complex derivative")
            else:
                if operand.__class__ is np.ndarray and operand.dtype == object:
                    return Lanes.apply(operation, *map(join, operands))
                values.append(operand)
                depths.append(0 if operand.__class__ in NUMBERS else np.ndim(operand))
                lanes.append(0)
        if operation.__class__ is not Elementwise:
            return _lanes(operation.compute_lanes(values, lanes))
        if len(values) > 1:
            depth = max(depths)
            for i, lane in enumerate(lanes):
                if lane and depths[i] != depth:
                    values[i] = align(values[i], depth)
        return _lanes(operation.function(*values))

    def __array__(self, *_: Any, **__: Any) -> NDArray[Any]:
        if self.shape:
            raise TypeError("many arrays at once cannot be turned into one")
        single = np.empty((), dtype=object)
        single[()] = self
        return single

    def __getitem__(self, index: Any) -> Any:
        if index.__class__ in BASIC:
            return _lanes(self.value[:, index])
        return super().__getitem__(index)

    def unknown(self, ufunc: np.ufunc, inputs: tuple[Any, ...]) -> Any:
        """Return what an elementwise function without a rule does to each lane."""
        if self.value.dtype.kind == "c":
            raise TypeError(f"whether {ufunc.__name__} has a complex derivative is not known")
        return Lanes.apply(Elementwise(ufunc.__name__, ufunc, ()), *inputs)

    def decide(self, question: Callable[[Any], Any]) -> Any:
        """Return the answer to a question about the value, if all lanes agree on it."""
        if self.value.dtype.kind == "c":
            raise NotAnalyticError("the function branches on a complex number")
        answers = [question(value) for value in self.value]
        if any(np.any(answer != answers[0]) for answer in answers[1:]):
            raise TypeError("the points do not take the same branch")
        return answers[0]

    def __bool__(self) -> bool:
        return bool(self.decide(bool))


def _lanes(value: NDArray[Any]) -> Lanes:
    """Return `Lanes(value)` without the detour of `__init__`, which costs more than a small operation."""
    new = NEW(Lanes)
    new.value = value
    return new


def side_by_side(function: Callable[[Any], Any], points: NDArray[Any]) -> NDArray[Any]:
    """Return the function at every point, in as few calls as the processor's cache allows.

    Parameters
    ----------
    function : callable
        Takes an array of shape (*shape).
    points : array (n_points, *shape)
        Real or complex.

    Returns
    -------
    array (n_points, *result_shape)

    Raises
    ------
    NotAnalyticError
        If the points are complex and the function uses an operation that is not complex differentiable.
    Exception
        Whatever else keeps the function from being watched.
    """
    at_once = max(1, BYTES // max(1, points[0].nbytes))
    parts = []
    with np.errstate(all="ignore"):
        for start in range(0, len(points), at_once):
            chunk = points[start : start + at_once]
            parts.append(_with_lanes(function(Lanes(chunk)), len(chunk)))
    return np.concatenate(parts) if len(parts) > 1 else parts[0]


def _with_lanes(result: Any, n_lanes: int) -> NDArray[Any]:
    result = join(result)
    if result.__class__ is Lanes:
        return np.asarray(result.value)
    constant = np.asarray(result)
    return np.broadcast_to(constant, (n_lanes, *constant.shape))
