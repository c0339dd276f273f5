"""A lane whose method asks what it likes.

A method with a line search asks for values and gradients as it needs them, Newton's for Hessians, a reader's
generator for anything. It is stepped by itself, all its starts together, and every question is booked to the
start that asked it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .arguments import Array, FloatArray
from .counting import Counted
from .descent import Descent, Evaluations, held_descent, steps_beside
from .endings import ends
from .objective import Objective
from .state import Optimizer, State, residual

Memory = dict[str, Any]


class Alone:
    """One lane whose method asks what it likes."""

    def __init__(
        self,
        objective: Objective,
        start: FloatArray,
        name: str,
        method: Optimizer,
        tolerance: float,
        limit: FloatArray,
        internals: bool,
    ) -> None:
        self._name, self._method, self._tolerance, self._limit = name, method, tolerance, limit
        self._internals: list[Memory] | None = [] if internals else None
        self._counted = Counted(objective, start.size // start.shape[-1])
        self._points: list[FloatArray] = []
        self._gradients: list[FloatArray] = []
        self._stopped: list[Array] = []
        self._values: list[Array] = []
        self._broken: list[Array] = []
        self._residuals: list[Array] = []
        self._counts: list[Array] = []
        self._record(method.init(self._counted, start))  # type: ignore[arg-type]

    @property
    def is_over(self) -> bool:
        """Whether every start has ended."""
        return not self._counted.live.any()

    def advance(self, until: int) -> None:
        """Take the steps up to number `until`, or till every start has ended."""
        while len(self._points) <= until and not self.is_over:
            self._record(self._method.step(self._counted, self._state))  # type: ignore[arg-type]

    def _record(self, state: State) -> None:
        shape = state.point.shape[:-1]
        value = self._counted.objective.value(state.point) if state.value is None else state.value
        distance = residual(state)
        reach = np.abs(state.point).max(axis=-1)
        intact = (reach <= self._limit) & np.isfinite(reach) & np.isfinite(value)
        if state.gradient is not None:
            intact &= np.isfinite(state.gradient).all(axis=-1)
        live = intact & ~(distance <= self._tolerance) & ~np.asarray(state.stopped)
        self._counted.live &= np.broadcast_to(live, shape).reshape(-1)
        self._state = state
        self._points.append(state.point)
        if state.gradient is not None:
            self._gradients.append(state.gradient)
        if self._internals is not None:
            self._internals.append(dict(state.internals))
        self._stopped.append(np.broadcast_to(state.stopped, shape))
        self._values.append(value)
        self._broken.append(~intact)
        self._residuals.append(distance)
        self._counts.append(self._counted.counts.reshape(3, *shape).copy())

    def paths(self) -> dict[str, Descent]:
        """Return what has been recorded so far."""
        shape, length = self._points[0].shape[:-1], len(self._points)
        end = ends(np.array(self._broken), np.array(self._residuals), np.array(self._stopped), self._tolerance)
        counts = np.array(self._counts)
        # What was asked in vain at the end belongs to the end.
        last = np.minimum(end.ended_at + (end.ending == "stopped"), length - 1)
        at_end = np.take_along_axis(counts, last[np.newaxis, np.newaxis], axis=0)[0]
        is_end = steps_beside(length, end.ended_at)[:, np.newaxis] >= end.ended_at
        counts = np.where(is_end, at_end, counts)
        return {
            self._name: held_descent(
                np.array(self._points),
                np.array(self._values),
                np.array(self._gradients) if self._gradients else None,
                _stacked(self._internals, shape) if self._internals else {},
                end,
                Evaluations(counts[:, 0], counts[:, 1], counts[:, 2]),
            )
        }


def _stacked(memories: list[Memory], shape: tuple[int, ...]) -> dict[str, FloatArray]:
    """Return what was remembered as arrays (n_steps + 1, *shape, ...), with NaN where a name is missing."""
    names = {name: None for memory in (memories[0], memories[-1], *memories[1:2]) for name in memory}
    stacked = {}
    for name in names:
        known = next(memory[name] for memory in memories if name in memory)
        empty = np.full(np.shape(known), np.nan)
        record = np.array([memory.get(name, empty).T for memory in memories], dtype=float)
        record = record.transpose(0, *range(record.ndim - 1, 0, -1))  # methods keep each coordinate in one row
        if record.ndim == 1 and shape:
            record = np.broadcast_to(record.reshape(-1, *[1] * len(shape)), (len(record), *shape))
        stacked[name] = record
    return stacked
