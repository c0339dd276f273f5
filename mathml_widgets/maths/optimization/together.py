"""Lanes that move in step.

Methods with one gradient a step ask for nothing else, so all of them can be served at once: their points are
stacked, and one call of the function fetches the gradients of all lanes and all starts. NumPy spends more
time on starting an operation than on a few hundred numbers, so this is where a race gets its speed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from .arguments import FloatArray
from .descent import Descent, Evaluations, held_descent, steps_beside
from .endings import ends
from .first_order import FirstOrder
from .objective import Objective

_CHUNK = 8192  # points whose values are computed at once: small enough for the cache


class Together:
    """All lanes with one gradient a step.

    What is recorded of a step lies in one piece of memory, (n_slots, n, ...): a slot for the points of each
    lane, for its gradients, and for each array that it remembers.  Each coordinate is a row, along which
    NumPy runs fastest.
    """

    def __init__(
        self,
        objective: Objective,
        start: FloatArray,
        methods: Mapping[str, FirstOrder],
        steps: int,
        tolerance: float,
        limit: FloatArray,
        internals: bool,
    ) -> None:
        self._objective, self._tolerance, self._limit = objective, tolerance, limit
        self._names, self._methods = list(methods), list(methods.values())
        n, lanes, shape = start.shape[-1], len(methods), start.shape[:-1]
        here = np.ascontiguousarray(np.moveaxis(start, -1, 0))
        self._memories = [method.memory(np.moveaxis(here, 0, -1)) for method in self._methods]
        self._slots: list[list[tuple[str, int]]] = []
        n_slots = 2 * lanes
        for memory in self._memories if internals else [{}] * lanes:
            self._slots.append([(name, n_slots + i) for i, name in enumerate(memory)])
            n_slots += len(memory)
        self._store = np.empty((steps + 1, n_slots, n, *shape))
        self._as_rows = np.moveaxis(self._store, 2, -1)  # (n_steps + 1, n_slots, ..., n)
        self._points, self._gradients = self._store[:, :lanes], self._store[:, lanes : 2 * lanes]
        self._values = np.empty((steps + 1, lanes, *shape))
        self._n_valued = 0
        self._points[0] = here
        for memory, slots in zip(self._memories, self._slots, strict=True):
            for name, slot in slots:
                self._as_rows[0, slot] = memory[name]
        self._rates = self._constant_rates()
        self._limits = np.broadcast_to(limit, (lanes, *shape)).reshape(-1)
        self._smallest_limit = float(self._limits.min())
        self._live = np.ones(self._limits.shape, bool)
        self._all_live = True
        # A method with a memory may roll through a flat place: it must find two flat places running.
        self._rolls = np.repeat([bool(memory) for memory in self._memories], start.size // n)
        self._just_arrived = ~self._rolls
        self._k = 0
        self._look()

    def _constant_rates(self) -> FloatArray | None:
        """Return the rates in the shape (n_lanes, 1 ...), where none changes from step to step or start to start."""
        rates = [method.learning_rate for method in self._methods]
        if not all(isinstance(rate, float) for rate in rates):
            return None
        return np.array(rates, dtype=float).reshape(-1, *[1] * (self._points.ndim - 2))

    @property
    def is_over(self) -> bool:
        """Whether every start has ended."""
        return not (self._all_live or self._live.any())

    def advance(self, until: int) -> None:
        """Take the steps up to number `until`, or till every start has ended."""
        box, lanes = self._objective.bounds, len(self._methods)
        directions = np.empty_like(self._points[0])
        directions_as_rows = np.moveaxis(directions, 1, -1)
        methods, memories, slots = self._methods, self._memories, self._slots
        while self._k < until and not self.is_over:
            k = self._k
            here, there = self._as_rows[k], self._as_rows[k + 1]
            for lane in range(lanes):
                direction, memory = methods[lane].direction(k, here[lane], here[lanes + lane], memories[lane])
                directions_as_rows[lane], memories[lane] = direction, memory
                for name, slot in slots[lane]:
                    there[slot] = memory[name]
            if self._rates is None:
                for lane, method in enumerate(self._methods):
                    directions_as_rows[lane] *= method.rate(k)
            else:
                directions *= self._rates
            points = np.subtract(self._points[k], directions, out=self._points[k + 1])
            if box is not None:
                np.clip(points, *_beside(box, points), out=points)
            self._k = k + 1
            self._look()

    def _look(self) -> None:
        """Fetch the gradients at the newest points, and see who has ended."""
        points, k = _by_coordinate(self._points[self._k]), self._k
        if self._all_live:
            slopes = self._objective.gradient_of_rows(points.T, k).T
        else:
            rows = np.flatnonzero(self._live)
            slopes = np.zeros_like(points)
            slopes[:, rows] = self._objective.gradient_at_step(points.T[rows], k).T
        newest = self._gradients[k].swapaxes(0, 1)
        newest[...] = slopes.reshape(newest.shape)
        if not _within(points, self._smallest_limit):
            self._live &= (np.abs(points) <= self._limits).all(axis=0)
            self._all_live = bool(self._live.all())
        if self._tolerance > 0.0:
            arrived = np.abs(slopes).max(axis=0) <= self._tolerance
            if arrived.any() and (arrived & self._just_arrived).any():
                self._live &= ~(arrived & self._just_arrived)
                self._all_live = False
            self._just_arrived = arrived | ~self._rolls

    def paths(self) -> dict[str, Descent]:
        """Return what has been recorded so far."""
        points, gradients = self._points[: self._k + 1], self._gradients[: self._k + 1]
        values = self._values_so_far()
        nothing = np.zeros(values.shape, bool)
        broken = nothing
        all_is_well = _within(points, self._smallest_limit) and _within(values) and _within(self._store[: self._k + 1])
        if not all_is_well:
            reach = np.abs(points).max(axis=2)
            broken = ~((reach <= self._limit) & np.isfinite(reach) & np.isfinite(values))
            broken |= ~np.isfinite(gradients).all(axis=2)
        residuals = np.broadcast_to(np.inf, values.shape)
        if not self._all_live or (self._tolerance == 0.0 and not gradients.all()):
            residuals = np.abs(gradients).max(axis=2)
        paths = {}
        for lane, name in enumerate(self._names):
            slots = self._slots[lane]
            internals = {name: np.moveaxis(self._store[: self._k + 1, slot], 1, -1) for name, slot in slots}
            damaged = broken[:, lane]
            if not all_is_well:
                for record in internals.values():
                    damaged = damaged | ~np.isfinite(record).all(axis=-1)
            distances = residuals[:, lane]
            if self._memories[lane]:
                distances = np.maximum(distances, np.append(distances[1:], np.full_like(distances[:1], np.inf), axis=0))
            end = ends(damaged, distances, nothing[:, lane], self._tolerance)
            asked = np.minimum(steps_beside(len(points), end.ended_at), end.ended_at) + 1
            none = np.zeros_like(asked)
            paths[name] = held_descent(
                np.moveaxis(points[:, lane], 1, -1),
                values[:, lane],
                np.moveaxis(gradients[:, lane], 1, -1),
                internals,
                end,
                Evaluations(none, asked, none),
            )
        return paths

    def _values_so_far(self) -> FloatArray:
        chunk = max(_CHUNK // self._live.size, 1)
        for k in range(self._n_valued, self._k + 1, chunk):
            steps = slice(k, min(k + chunk, self._k + 1))
            points = self._points[steps]
            rows = _by_coordinate(points.reshape(-1, *points.shape[2:])).T
            self._values[steps] = self._objective.value(rows).reshape(self._values[steps].shape)
        self._n_valued = self._k + 1
        return self._values[: self._k + 1]


def _beside(box: FloatArray, stack: FloatArray) -> FloatArray:
    """Return lowest and highest coordinates (2, n, 1 ...) beside a stack (n_lanes, n, ...)."""
    return box.T.reshape(2, -1, *[1] * (stack.ndim - 2))


def _within(array: FloatArray, limit: float = 1e150) -> bool:
    """Return True only if no number exceeds the limit or is NaN, read off the sum of all squares."""
    line = array.ravel()
    squares = float(line.dot(line))
    return squares <= limit * limit and math.isfinite(squares)


def _by_coordinate(points: FloatArray) -> FloatArray:
    """Return stacks (s, n, ...) as rows of coordinates (n, s ...) in one piece of memory."""
    return points.swapaxes(0, 1).reshape(points.shape[1], -1)
