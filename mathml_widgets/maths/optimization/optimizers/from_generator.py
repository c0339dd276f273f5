"""A reader's own method, written as a generator.

The shortest way to write a method down is a loop that yields each point as it is reached.
Such a loop keeps its memory in local variables; here it is stepped from outside, one generator for each
start, so that it can race against the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arguments import FloatArray, as_coordinates
from ..counting import Counted, Single
from ..stacked import Stacked
from ..state import Optimizer, State


@dataclass(frozen=True, eq=False)
class FromGenerator(Stacked):
    """A method made of a generator function.

    Parameters
    ----------
    generator : callable
        ``generator(function, start)`` with a start (n,) yields the points x₁, x₂, ... (n,), or pairs of a
        point and a dict of internals.  `function` offers value, gradient and hessian of one point, and counts
        them.  When the generator returns, its start has `stopped`.

    Raises
    ------
    ValueError
        If a yielded point is not of the shape of the start.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, sphere
    >>> def signs_only(function, x):
    ...     while True:
    ...         x = x - 0.25 * np.sign(function.gradient(x))
    ...         yield x
    >>> descend(sphere(), [1.0, -0.5], FromGenerator(signs_only), 3).points[-1]
    array([0.25, 0.  ])
    """

    generator: Callable[..., Iterator[Any]]

    def __post_init__(self) -> None:
        if not callable(self.generator):
            raise ValueError(f"generator must be a generator function, got {self.generator!r}")

    def begin(self, objective: Counted, start: FloatArray) -> State:
        """Return the state at `start`, with one running generator for each row."""
        running = [iter(self.generator(Single(objective, i), point.copy())) for i, point in enumerate(start)]
        return State(0, start, carried=running, stopped=np.zeros(len(start), bool))

    def advance(self, objective: Counted, state: State) -> State:
        """Return the state with what the generators yield next."""
        point, stopped = state.point.copy(), np.array(state.stopped)
        internals: dict[str, list[Any]] = {}
        for i in np.flatnonzero(objective.live & ~stopped):
            try:
                answer = next(state.carried[i])
            except StopIteration:
                stopped[i] = True
                continue
            shown: Mapping[str, Any] = {}
            if isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[1], Mapping):
                answer, shown = answer
            reached = as_coordinates(answer, "generator's point")
            if reached.shape != point[i].shape:
                raise ValueError(f"generator must yield points of shape {point[i].shape}, got shape {reached.shape}")
            point[i] = reached
            for name, number in shown.items():
                internals.setdefault(name, [np.full(np.shape(number), np.nan)] * len(point))[i] = np.asarray(
                    number, float
                )
        stacked = {name: np.stack(numbers) for name, numbers in internals.items()}
        return State(state.k + 1, point, None, stacked, stopped=stopped, carried=state.carried)


def as_optimizer(optimizer: Optimizer | Callable[..., Iterator[Any]]) -> Optimizer:
    """Return a method as it is, and a reader's generator function as a method.

    Raises
    ------
    ValueError
        If it is neither.
    """
    if isinstance(optimizer, type) or not (isinstance(optimizer, Optimizer) or callable(optimizer)):
        raise ValueError(f"optimizer must have init and step, or be a generator function, got {optimizer!r}")
    return optimizer if isinstance(optimizer, Optimizer) else FromGenerator(optimizer)
