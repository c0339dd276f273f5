"""Methods that see one gradient a step.

Gradient descent and its descendants all read one gradient, update what they remember of earlier ones, and
move; they differ in nothing but that update. So each of them is one small function here, from the gradient
and the memory to a direction and a new memory, and the step is the same for all: the point minus the learning
rate times the direction. Because they all ask for a gradient and for nothing else, a race can fetch the
gradients of all its lanes in one call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .arguments import FloatArray, Rate, check_rate
from .objective import Objective
from .state import State

Memory = dict[str, Any]


@dataclass(frozen=True, eq=False)
class FirstOrder:
    """Base of the methods with one gradient a step and a learning rate.

    Parameters
    ----------
    learning_rate : float, array_like or callable
        A positive number, numbers that broadcast against the starts (one rate each), or a schedule: a function
        of the step number k = 0, 1, ...

    Raises
    ------
    ValueError
        If a rate is not positive and finite.
    """

    learning_rate: Rate = 0.01

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rate", check_rate(self.learning_rate))

    def rate(self, k: int) -> Any:
        """Return the learning rate of step k, ready to multiply points (..., n)."""
        given = self.learning_rate
        if isinstance(given, float):
            return given
        if not callable(given):
            return np.asarray(given)[..., np.newaxis]
        rate = given(k)
        if not isinstance(rate, (float, int, np.floating)):
            raise ValueError(f"learning_rate must return a number for step {k}, got {rate!r}")
        return rate

    def check_rates(self, shape: tuple[int, ...]) -> None:
        """Refuse rates that do not broadcast against starts (*shape, n)."""
        given = () if callable(self.learning_rate) else np.shape(self.learning_rate)
        if len(given) > len(shape) or any(g not in (1, s) for g, s in zip(given[::-1], shape[::-1], strict=False)):
            raise ValueError(f"learning_rate must broadcast against starts of shape {shape}, got shape {given}")

    def memory(self, point: FloatArray) -> Memory:
        """Return what the method remembers before the first step, arrays (..., n) by name; by default nothing."""
        return {}

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return the direction d of x ← x − η d, and the new memory.

        Parameters
        ----------
        k : int
            The number of steps taken.
        point, gradient : array (..., n)
        memory : dict
            What the last step returned.  Neither it nor the arrays may be changed.
        """
        raise NotImplementedError

    def init(self, objective: Objective, start: FloatArray) -> State:
        """Return the state at `start` (..., n)."""
        self.check_rates(start.shape[:-1])
        return State(0, start, objective.gradient_at_step(start, 0), self.memory(start))

    def step(self, objective: Objective, state: State) -> State:
        """Return the state after one more step."""
        assert state.gradient is not None
        direction, memory = self.direction(state.k, state.point, state.gradient, dict(state.internals))
        point = state.point - self.rate(state.k) * direction
        if objective.bounds is not None:
            point = np.clip(point, *objective.bounds.T)
        k = state.k + 1
        return State(k, point, objective.gradient_at_step(point, k), memory)
