"""Writing down what a function does, one operation a line.

The function is called once with objects that note every operation: its name, the lines it read
from, the value it gave.
The list is in order, so every line reads only from lines above it; running down the list evaluates
the function, running up it differentiates.
Each answer that the function based a decision on (`if x > 0`) is noted too: the list holds for
other inputs only as long as these answers stay the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from . import array_functions  # noqa: F401  what NumPy's functions do to traced arrays
from .overloads import Overloads, join
from .straight_line import StraightLine, straight_line

NEW = object.__new__
REPLAYS = 8
"""A tape that is replayed more often is written out, which costs as much as some fifty replays gain."""
Decision = tuple[int, Callable[[Any], Any], Any]


class Tape:
    """The lines of a trace.

    Attributes
    ----------
    operations : list
        What made each value; None for inputs and constants.
    parents : list of tuple of int
        The lines that each operation read, in order.
    values : list
        A float or an array each.
    n_inputs : int
        The inputs are the first lines.
    decisions : list of (line, question, answer)
        What the function's course depended on.
    """

    __slots__ = ("decisions", "habit", "n_inputs", "operations", "parents", "values")

    def __init__(self, inputs: Sequence[Any]) -> None:
        self.n_inputs = len(inputs)
        self.operations: list[Any] = [None] * self.n_inputs
        self.parents: list[tuple[int, ...]] = [()] * self.n_inputs
        self.values: list[Any] = list(inputs)
        self.decisions: list[Decision] = []
        self.habit = Habit()

    def with_values(self, values: list[Any]) -> Tape:
        """Return a tape of the same operations with other values."""
        other = NEW(Tape)
        for name in ("n_inputs", "operations", "parents", "decisions", "habit"):
            setattr(other, name, getattr(self, name))
        other.values = values
        return other

    def is_constant(self, line: int) -> bool:
        """Return whether a line holds a constant of the function."""
        return line >= self.n_inputs and self.operations[line] is None

    def is_scalar(self) -> bool:
        """Return whether every value is one float and every operation known as a function of floats."""
        if self.habit.is_scalar is None:
            self.habit.is_scalar = all(v.__class__ is float for v in self.values) and all(
                op is None or op.scalar is not None for op in self.operations
            )
        return self.habit.is_scalar


class Habit:
    """What the tapes of the same operations share: how often they were replayed, and what has come of it.

    Attributes
    ----------
    is_scalar : bool or None
        See `Tape.is_scalar`; None before anyone asked.
    n_replays : int
    written_out : StraightLine or None
        Both functions for the line `output`, once they are worth writing.
    output : int
    """

    __slots__ = ("is_scalar", "n_replays", "output", "written_out")

    def __init__(self) -> None:
        self.is_scalar: bool | None = None
        self.n_replays = self.output = 0
        self.written_out: StraightLine | None = None


class Traced(Overloads):
    """A value on a tape, which looks like the value."""

    __slots__ = ("line", "tape", "value")
    depth = 2

    def __init__(self, tape: Tape, line: int) -> None:
        self.tape, self.line, self.value = tape, line, tape.values[line]

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value."""
        return () if self.value.__class__ is float else np.shape(self.value)

    @classmethod
    def apply(cls, operation: Any, *operands: Any) -> Any:
        """Write an operation down and return its result."""
        for operand in operands:
            if operand.__class__ is Traced:
                tape = operand.tape
                break
        lines, values = [], []
        for operand in operands:
            if operand.__class__ is not Traced:
                operand = _constant(tape, operand)
            elif operand.tape is not tape:
                raise TypeError("values of two traces cannot be mixed")
            lines.append(operand.line)
            values.append(operand.value)
        value = operation.compute(*values)
        if value.__class__ is not float:
            value = tidy(value)
        return _entry(tape, operation, tuple(lines), value)

    def decide(self, question: Callable[[Any], Any]) -> Any:
        """Return the answer to a question about the value, and note it."""
        answer = question(self.value)
        self.tape.decisions.append((self.line, question, answer))
        return answer

    def __bool__(self) -> bool:
        return bool(self.decide(bool))

    def __repr__(self) -> str:
        return f"Traced({self.value!r})"


def _entry(tape: Tape, operation: Any, parents: tuple[int, ...], value: Any) -> Traced:
    """Write a line and return what stands for it."""
    entry = NEW(Traced)
    entry.tape, entry.line, entry.value = tape, len(tape.values), value
    tape.operations.append(operation)
    tape.parents.append(parents)
    tape.values.append(value)
    return entry


def tidy(value: Any) -> Any:
    """Return a single number as float or bool, anything else as it is."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and value.ndim == 0):
        return value.item()
    return value


def _constant(tape: Tape, operand: Any) -> Traced:
    if operand.__class__ is float or operand.__class__ is int:
        return _entry(tape, None, (), float(operand))
    joined = join(operand)
    if joined.__class__ is Traced:
        return joined
    if not isinstance(joined, Overloads):
        joined = np.asarray(joined)
        if joined.dtype.kind not in "biuf":
            raise TypeError(f"a trace takes real numbers, got {operand!r}")
        joined = tidy(joined if joined.dtype == bool else joined.astype(np.float64))
    return _entry(tape, None, (), joined)


def record(function: Callable[..., Any], inputs: Sequence[Any]) -> tuple[Tape, int]:
    """Return the tape of a function at some inputs, and the line that holds its result."""
    tape = Tape(inputs)
    with np.errstate(all="ignore"):
        try:
            result = join(function(*(Traced(tape, line) for line in range(len(inputs)))))
            if result.__class__ is not Traced:
                result = _constant(tape, result)
        except Exception as error:
            raise TypeError(f"function cannot be traced: {type(error).__name__}: {error}") from error
    return tape, result.line


def replay(tape: Tape, inputs: Sequence[Any], output: int) -> Tape | None:
    """Return the tape of the same operations at other inputs, or None where a decision would be another.

    `output` is the line whose adjoints will be asked for, should the tape be written out.
    """
    values = _at_a_stroke(tape, inputs, output) or _line_by_line(tape, inputs)
    for line, question, answer in tape.decisions:
        if np.any(question(values[line]) != answer):
            return None
    return tape.with_values(values)


def _line_by_line(tape: Tape, inputs: Sequence[Any]) -> list[Any]:
    values = tape.values.copy()
    values[: tape.n_inputs] = inputs
    with np.errstate(all="ignore"):
        for line, operation in enumerate(tape.operations):
            if operation is not None:
                value = operation.compute(*[values[parent] for parent in tape.parents[line]])
                values[line] = value if value.__class__ is float else tidy(value)
    return values


def _at_a_stroke(tape: Tape, inputs: Sequence[Any], output: int) -> list[Any] | None:
    """Return the values from a tape that is written out; None where it is not, or a function has no value."""
    habit = tape.habit
    habit.n_replays += 1
    if habit.written_out is None:
        if habit.n_replays <= REPLAYS or not tape.is_scalar():
            return None
        habit.written_out = straight_line(tape.operations, tape.parents, tape.values, tape.n_inputs, output)
        habit.output = output
    try:
        return habit.written_out.evaluate(inputs)
    except (ValueError, OverflowError, ZeroDivisionError):
        return None
