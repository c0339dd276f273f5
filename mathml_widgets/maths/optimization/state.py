"""What a method of descent is, and what it remembers.

A method starts somewhere (`init`) and moves once (`step`); between two moves all that it knows is a state:
the point, the gradient there, and internals such as a velocity. States are never changed, each step makes a
new one, so a path can be replayed and stepped back. Whatever has these two functions is a method here, and so
is a generator of points.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol, runtime_checkable

import numpy as np

from .arguments import Array, FloatArray
from .objective import Objective


class State(NamedTuple):
    """Where a method is after k steps, and what it remembers.

    Attributes
    ----------
    k : int
        The number of steps taken.
    point : array (..., n)
    gradient : array (..., n), or None
        At `point`, for the methods that use one.
    internals : dict of arrays (..., ...) or numbers
        What the method carries along and a picture may show: `velocity`, `second_moment`, `simplex` ...
    value : array (...), or None
        At `point`, where the method has computed it.
    stopped : array (...) of bool, or bool
        Where the method found no further step by its own rule.
    carried : object
        What the method carries along and no picture shows.
    """

    k: int
    point: FloatArray
    gradient: FloatArray | None = None
    internals: Mapping[str, Any] = {}
    value: FloatArray | None = None
    stopped: Any = False
    carried: Any = None


@runtime_checkable
class Optimizer(Protocol):
    """A method: how to start and how to move once."""

    def init(self, objective: Objective, start: FloatArray) -> State:
        """Return the state before the first step, at `start` (..., n)."""
        ...

    def step(self, objective: Objective, state: State) -> State:
        """Return the state after one more step."""
        ...


def residual(state: State) -> Array:
    """Return how far a state (...) is from its goal: the largest component of the gradient, in magnitude.

    A method without a gradient may put a `diameter` among its internals; for others it is infinite.
    """
    if "diameter" in state.internals:
        return np.asarray(state.internals["diameter"])
    if state.gradient is not None:
        return np.asarray(np.abs(state.gradient).max(axis=-1))
    return np.full(state.point.shape[:-1], np.inf)
