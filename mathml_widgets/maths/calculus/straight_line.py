"""A computation on single numbers, written out as plain Python.

Walking along a tape costs more than the arithmetic on it: every line is looked up, sorted by kind and
called.
A tape that is walked again and again is therefore written out once as two functions, one line of
Python for each of its lines, down for the values and up for the adjoints.
That is what a compiler for derivatives produces, and it can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any, NamedTuple

from .elementwise import ADD, DIVIDE, MAXIMUM, MINIMUM, MULTIPLY, NEGATIVE, RULES, SQUARE, SUBTRACT

VALUES = {
    ADD: "{0} + {1}",
    SUBTRACT: "{0} - {1}",
    MULTIPLY: "{0} * {1}",
    DIVIDE: "{0} / {1}",
    NEGATIVE: "-{0}",
    SQUARE: "{0} * {0}",
    MAXIMUM: "{0} if {0} >= {1} or {0} != {0} else {1}",
    MINIMUM: "{0} if {0} <= {1} or {0} != {0} else {1}",
}
ADJOINTS = {
    ADD: ("{a}", "{a}"),
    SUBTRACT: ("{a}", "-{a}"),
    MULTIPLY: ("{a} * {1}", "{a} * {0}"),
    DIVIDE: ("{a} * (1.0 / {1})", "{a} * (-{y} / {1})"),
    NEGATIVE: ("-{a}",),
    SQUARE: ("{a} * (2.0 * {0})",),
    MAXIMUM: ("{a} * (({0} > {1}) + 0.5 * ({0} == {1}))", "{a} * (({0} < {1}) + 0.5 * ({0} == {1}))"),
    MINIMUM: ("{a} * (({0} < {1}) + 0.5 * ({0} == {1}))", "{a} * (({0} > {1}) + 0.5 * ({0} == {1}))"),
}
NAMES = {rule: f"rule_{k}" for k, rule in enumerate(dict.fromkeys(RULES.values()))}


class StraightLine(NamedTuple):
    """A computation as two functions.

    Attributes
    ----------
    evaluate : callable
        From the inputs to the values of all lines.  It may raise where a function of floats has no value.
    differentiate : callable
        From the values of all lines to their adjoints; those of constants are 0.
    source : str
        Both in Python.
    """

    evaluate: Callable[[Sequence[float]], list[float]]
    differentiate: Callable[[Sequence[float]], list[float]]
    source: str


def straight_line(
    operations: Sequence[Any], parents: Sequence[tuple[int, ...]], values: Sequence[float], n_inputs: int, output: int
) -> StraightLine:
    """Return a computation on single numbers as two functions.

    Parameters
    ----------
    operations, parents, values : sequences
        Those of a tape; the values of constants are kept.
    n_inputs : int
        The first lines are inputs.
    output : int
        The line whose derivatives are wanted.

    Returns
    -------
    StraightLine

    Examples
    --------
    >>> found = straight_line([None, None, MULTIPLY, SQUARE], [(), (), (0, 1), (2,)], [2.0, 3.0, 6.0, 36.0], 2, 3)
    >>> found.evaluate([1.0, 5.0]), found.differentiate([1.0, 5.0, 5.0, 25.0])
    ([1.0, 5.0, 5.0, 25.0], [50.0, 10.0, 10.0, 1.0])
    """
    v = [f"v{line}" for line in range(len(values))]
    namespace: dict[str, Any] = {}
    down = [f"{', '.join(v[:n_inputs])}, = inputs"]
    up = [f"{', '.join(v)}, = values"]
    for line, (operation, read) in enumerate(zip(operations, parents, strict=True)):
        if operation is not None:
            namespace[NAMES[operation]] = operation.scalar
            arguments = [v[parent] for parent in read]
            pattern = VALUES.get(operation, f"{NAMES[operation]}({', '.join(arguments)})")
            down.append(f"{v[line]} = {pattern.format(*arguments)}")
        elif line >= n_inputs:
            namespace[f"c{line}"] = values[line]
            down.append(f"{v[line]} = {values[line]!r}" if isfinite(values[line]) else f"{v[line]} = c{line}")
    reached = {output}
    up.append(f"a{output} = 1.0")
    for line in range(output, n_inputs - 1, -1):
        operation = operations[line]
        if operation is None or line not in reached:
            continue
        arguments = [v[parent] for parent in parents[line]]
        for j, parent in enumerate(parents[line]):
            if operations[parent] is None and parent >= n_inputs:
                continue
            name = f"{NAMES[operation]}_{j}"
            namespace[name] = operation.first[j]
            rules = ADJOINTS.get(operation)
            pattern = rules[j] if rules else f"{{a}} * {name}({', '.join([v[line], *arguments])})"
            part = pattern.format(*arguments, a=f"a{line}", y=v[line])
            up.append(f"a{parent} {'+=' if parent in reached else '='} {part}")
            reached.add(parent)
    down.append(f"return [{', '.join(v)}]")
    adjoints = (f"a{line}" if line in reached else "0.0" for line in range(len(values)))
    up.append(f"return [{', '.join(adjoints)}]")
    source = "\n    ".join(["def evaluate(inputs):", *down]) + "\n\n"
    source += "\n    ".join(["def differentiate(values):", *up]) + "\n"
    exec(compile(source, "<straight line>", "exec"), namespace)
    return StraightLine(namespace["evaluate"], namespace["differentiate"], source)
