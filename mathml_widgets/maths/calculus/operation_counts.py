"""What a derivative costs: forward against reverse.

A forward sweep multiplies once per edge and is needed once per input; a reverse sweep multiplies
once per edge and is needed once per result.
So for one result of many inputs, such as a loss, the whole gradient costs about as much as the
function itself in reverse, and as many times that as there are inputs going forward.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .paths import leading_to, reached_from
from .tape import Tape


class OperationCounts(NamedTuple):
    """Numbers of multiplications (of additions, for sums and slices).

    Attributes
    ----------
    evaluation : int
        To evaluate the function once.
    n_inputs, n_results : int
        Entries of all inputs, and of the result.
    forward : int
        All partial derivatives by forward sweeps, one per input; what an input does not reach is left out.
    reverse : int
        All partial derivatives by reverse sweeps, one per result.
    """

    evaluation: int
    n_inputs: int
    n_results: int
    forward: int
    reverse: int


def operation_counts(tape: Tape, output: int) -> OperationCounts:
    """Return what the derivatives of a traced function cost either way."""
    work, evaluation = [], 0
    for line, (operation, parents) in enumerate(zip(tape.operations, tape.parents, strict=True)):
        operands = [tape.values[parent] for parent in parents]
        costs = [operation.work(tape.values[line], operands, j) for j in range(len(parents))]
        evaluation += max(costs, default=0)
        work.append(costs)

    leads = leading_to(tape.parents, output)

    def edges(reached: set[int]) -> int:
        return sum(
            cost
            for line in leads
            for parent, cost in zip(tape.parents[line], work[line], strict=True)
            if parent in reached
        )

    sizes = [int(np.size(tape.values[line])) for line in range(tape.n_inputs)]
    from_inputs = [reached_from(tape.parents, line) for line in range(tape.n_inputs)]
    n_results = int(np.size(tape.values[output]))
    return OperationCounts(
        evaluation,
        sum(sizes),
        n_results,
        sum(size * edges(reached) for size, reached in zip(sizes, from_inputs, strict=True)),
        n_results * edges(set().union(*from_inputs)),
    )
