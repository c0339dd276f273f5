"""Methods that work on rows.

A method with a line search has to know which starts are still looking for a step, so it wants its starts as
rows, in one array of shape (n_starts, n_dimensions). Readers have one start, or a grid of them. This base
class turns the one into the other and back.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .arguments import FloatArray
from .counting import Counted, counting
from .objective import Objective
from .state import State


class Stacked:
    """Base of the methods that take their starts as rows: subclasses define `begin` and `advance`."""

    def begin(self, objective: Counted, start: FloatArray) -> State:
        """Return the state at `start` (m, n), with the value and the gradient there."""
        return State(0, start, objective.gradient(start), {}, objective.value(start))

    def advance(self, objective: Counted, state: State) -> State:
        """Return the state after one more step; its arrays have the starts (m,) as their leading axis."""
        raise NotImplementedError

    def init(self, objective: Objective | Counted, start: FloatArray) -> State:
        """Return the state at `start` (..., n)."""
        rows = start.reshape(-1, start.shape[-1])
        counted = counting(objective, len(rows))
        if counted.objective.bounds is not None:
            raise ValueError(f"function must have no bounds for {type(self).__name__}, got {counted.objective!r}")
        if counted.objective.is_sampled:
            raise ValueError(
                f"function must have no sampled gradient for {type(self).__name__}, got {counted.objective!r}"
            )
        return _regrouped(self.begin(counted, rows), start.shape[:-1])

    def step(self, objective: Objective | Counted, state: State) -> State:
        """Return the state after one more step."""
        shape, n_starts = state.point.shape[:-1], state.point.size // state.point.shape[-1]
        counted = counting(objective, n_starts)
        return _regrouped(self.advance(counted, _regrouped(state, (n_starts,))), shape)


def _regrouped(state: State, shape: tuple[int, ...]) -> State:
    n_leading = state.point.ndim - 1
    if state.point.shape[:-1] == shape:
        return state

    def regroup(array: Any) -> Any:
        array = np.asarray(array)
        return array.reshape(shape + array.shape[n_leading:]) if array.ndim >= n_leading else array

    return state._replace(
        point=regroup(state.point),
        gradient=None if state.gradient is None else regroup(state.gradient),
        value=None if state.value is None else regroup(state.value),
        internals={name: regroup(array) for name, array in state.internals.items()},
        stopped=regroup(np.broadcast_to(state.stopped, state.point.shape[:-1])),
    )
