"""Differentiating a tape: down the list with tangents, up the list with adjoints.

The forward sweep starts with a small change of the inputs and asks, line by line, how much each
value changes with it: one sweep per direction, however many results.
The reverse sweep starts with 1 at the result and asks, from the last line to the first, how much
the result changes with each value; where a value was read more than once, what comes back along
every reading adds up: one sweep per result, however many inputs.
A forward sweep along the reverse sweep gives second derivatives, a row of the Hessian per
direction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .elementwise import ADD, MULTIPLY
from .tape import Tape


def forward(tape: Tape, seeds: Sequence[Any]) -> list[Any]:
    """Return the tangent of every line.

    Parameters
    ----------
    tape : Tape
    seeds : sequence of arrays (n_lanes, *shape) or None
        The tangents of the inputs, many directions side by side.

    Returns
    -------
    list of arrays (n_lanes, *shape)
        None where a line does not change.
    """
    tangents: list[Any] = [None] * len(tape.values)
    tangents[: tape.n_inputs] = seeds
    values = tape.values
    for line, operation in enumerate(tape.operations):
        if operation is not None:
            parents = tape.parents[line]
            tangents[line] = operation.push(values[line], [values[p] for p in parents], [tangents[p] for p in parents])
    return tangents


def reverse(tape: Tape, seeds: Mapping[int, Any], lanes: int = 0) -> list[Any]:
    """Return the adjoint of every line.

    Parameters
    ----------
    tape : Tape
    seeds : mapping from line to float or array
        Where to start, and with which adjoint; arrays (n_lanes, *shape) with lanes=1.

    Returns
    -------
    list of floats or arrays
        None where the result does not depend on a line.
    """
    adjoints: list[Any] = [None] * len(tape.values)
    for line, seed in seeds.items():
        adjoints[line] = seed
    values, operations, n_inputs = tape.values, tape.operations, tape.n_inputs
    for line in range(max(seeds), n_inputs - 1, -1):
        adjoint, operation = adjoints[line], operations[line]
        if adjoint is None or operation is None:
            continue
        parents = tape.parents[line]
        operands = [values[p] for p in parents]
        for j, parent in enumerate(parents):
            if operations[parent] is not None or parent < n_inputs:
                part = operation.pull(j, values[line], operands, adjoint, lanes)
                if part is not None:
                    before = adjoints[parent]
                    adjoints[parent] = part if before is None else before + part
    return adjoints


def reverse_scalars(tape: Tape, output: int) -> list[Any]:
    """Return the adjoints of a tape on which every value is one number, as `reverse` does but faster."""
    values, operations, written_out = tape.values, tape.operations, tape.habit.written_out
    try:
        if written_out is not None and tape.habit.output == output:
            return written_out.differentiate(values)
        adjoints = [0.0] * len(values)
        adjoints[output] = 1.0
        for line in range(output, tape.n_inputs - 1, -1):
            operation, adjoint = operations[line], adjoints[line]
            if operation is MULTIPLY:
                a, b = tape.parents[line]
                adjoints[a] += adjoint * values[b]
                adjoints[b] += adjoint * values[a]
            elif operation is ADD:
                a, b = tape.parents[line]
                adjoints[a] += adjoint
                adjoints[b] += adjoint
            elif operation is not None:
                parents = tape.parents[line]
                operands = [values[p] for p in parents]
                for rule, parent in zip(operation.first, parents, strict=True):
                    adjoints[parent] += adjoint * rule(values[line], *operands)
        return adjoints
    except (ZeroDivisionError, OverflowError):
        return reverse(tape, {output: 1.0})


def bend(tape: Tape, adjoints: Sequence[Any], tangents: Sequence[Any]) -> list[Any]:
    """Return how the adjoint of every line changes along the tangents: a forward sweep along the reverse sweep.

    Parameters
    ----------
    tape : Tape
    adjoints : sequence of floats or arrays
        From `reverse`, for one result.
    tangents : sequence of arrays (n_lanes, *shape)
        From `forward`.

    Returns
    -------
    list of arrays (n_lanes, *shape)
        None where an adjoint does not change.
    """
    changes: list[Any] = [None] * len(tape.values)
    values, operations = tape.values, tape.operations
    for line in range(len(values) - 1, tape.n_inputs - 1, -1):
        adjoint, change, operation = adjoints[line], changes[line], operations[line]
        if operation is None or (adjoint is None and change is None):
            continue
        parents = tape.parents[line]
        operands, moving = [values[p] for p in parents], [tangents[p] for p in parents]
        for j, parent in enumerate(parents):
            if tape.is_constant(parent):
                continue
            for part in (
                None if change is None else operation.pull(j, values[line], operands, change, 1),
                None if adjoint is None else operation.bend(j, values[line], operands, adjoint, moving),
            ):
                if part is not None:
                    before = changes[parent]
                    changes[parent] = part if before is None else before + part
    return changes
