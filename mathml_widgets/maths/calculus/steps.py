"""The two sweeps one node at a time, for reading along.

Going forward a node adds up what its operands send it: local derivative times tangent.
Going back it adds up what its readers send it: local derivative times adjoint.
The table of these messages is the whole of backpropagation; nothing else happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..linear_algebra.arguments import plain
from .paths import leading_to
from .tape import Tape


class Message(NamedTuple):
    """What one edge carries.

    Attributes
    ----------
    source : int
        The node that sends: a child in a reverse sweep, an operand in a forward one.
    operand : int
        As which operand the value is read on this edge.
    product : float or array
        Local derivative times what the source holds.
    """

    source: int
    operand: int
    product: Any


class Step(NamedTuple):
    """One node's turn.

    Attributes
    ----------
    node : int
    messages : tuple of Message
        Empty where the sweep starts.
    total : float or array
        Their sum: the adjoint or the tangent of the node.
    """

    node: int
    messages: tuple[Message, ...]
    total: Any


def reverse_steps(tape: Tape, adjoints: Sequence[Any], output: int) -> Iterator[Step]:
    """Yield the nodes on which the result depends, from the last to the first, constants left out."""
    useful = leading_to(tape.parents, output)
    readers: dict[int, list[tuple[int, int]]] = {node: [] for node in useful}
    for child in sorted(useful):
        for operand, parent in enumerate(tape.parents[child]):
            readers[parent].append((child, operand))
    for node in sorted(useful, reverse=True):
        if tape.is_constant(node):
            continue
        messages = []
        for child, operand in readers[node]:
            operands = [tape.values[p] for p in tape.parents[child]]
            part = tape.operations[child].pull(operand, tape.values[child], operands, adjoints[child])
            messages.append(Message(child, operand, _shaped(part, tape.values[node])))
        yield Step(node, tuple(messages), adjoints[node])


def forward_steps(tape: Tape, tangents: Sequence[Any]) -> Iterator[Step]:
    """Yield all nodes but constants, from the first to the last."""
    for node, (operation, parents) in enumerate(zip(tape.operations, tape.parents, strict=True)):
        if tape.is_constant(node):
            continue
        operands, messages = [tape.values[p] for p in parents], []
        for j, parent in enumerate(parents):
            if not tape.is_constant(parent):
                alone: list[Any] = [None] * len(parents)
                alone[j] = np.asarray(tangents[parent])[None]
                part = operation.push(tape.values[node], operands, alone)
                part = None if part is None else part[0]
                messages.append(Message(parent, j, _shaped(part, tape.values[node])))
        yield Step(node, tuple(messages), tangents[node])


def _shaped(part: Any, value: Any) -> Any:
    return plain(np.zeros(np.shape(value)) + (0.0 if part is None else part))
