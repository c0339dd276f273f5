"""Walking downhill, one method at a time.

To descend is to start a method somewhere and let it step until it has arrived, flown off, given up or spent
its budget. One can ask for the whole path, for the path so far while it grows, or take the steps one by one
for ever. One start and a thousand starts are asked for in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .arguments import as_starts
from .descent import Descent
from .objective import Objective, as_objective
from .optimizers.from_generator import as_optimizer
from .race import race, racing
from .state import Optimizer, State


def iterate(
    function: Objective | Callable[..., Any],
    start: ArrayLike,
    optimizer: Optimizer | Callable[..., Iterator[Any]],
) -> Iterator[State]:
    """Yield the states of a method, from the start on and without end.

    Parameters
    ----------
    function : Objective or callable
    start : array_like (..., n)
        One start or many.
    optimizer : Optimizer or generator function

    Examples
    --------
    >>> from itertools import islice
    >>> from mathml_widgets.maths.optimization import GradientDescent, sphere
    >>> [float(state.point[0]) for state in islice(iterate(sphere(1), [8.0], GradientDescent(0.25)), 4)]
    [8.0, 4.0, 2.0, 1.0]
    """
    objective, method = as_objective(function), as_optimizer(optimizer)
    with np.errstate(all="ignore"):
        state = method.init(objective, as_starts(start))
    while True:
        yield state
        with np.errstate(all="ignore"):
            state = method.step(objective, state)


def descend(
    function: Objective | Callable[..., Any],
    start: ArrayLike,
    optimizer: Optimizer | Callable[..., Iterator[Any]],
    steps: int,
    *,
    tolerance: float = 1e-8,
    bound: float = 1e10,
    internals: bool = True,
) -> Descent:
    """Return the path of a method from one start or many.

    Parameters
    ----------
    function : Objective or callable
        A callable takes one point (n,) and gives a number; its derivatives are taken automatically.
    start : array_like (..., n)
        One start (n,), or many at once.
    optimizer : Optimizer or generator function
    steps : int
        The budget, zero or positive.
    tolerance : float, default 1e-8
        A start has converged where no component of its gradient is larger; a first-order method with a
        memory, which may roll through a flat place, where that is so at two steps running.  0 asks for a
        gradient of zero. A sampled gradient may be small by chance, so with one nothing converges.
    bound : float, default 1e10
        A start has diverged where a coordinate exceeds `bound` times the largest coordinate of that start, or
        times 1.
    internals : bool, default True
        Whether what the method remembers at each step is recorded.

    Returns
    -------
    Descent
        As many steps as the longest path took.

    Raises
    ------
    ValueError
        If `start` is empty or not finite, a number is out of range, or `function` returns the wrong shape.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import GradientDescent, quadratic
    >>> bowl = quadratic([[1, 0], [0, 10]])
    >>> path = descend(bowl, [[1.0, 1.0], [0.0, 0.0]], GradientDescent(0.1), 500)
    >>> path.points.shape, path.ending.tolist(), path.ended_at.tolist()
    ((176, 2, 2), ['converged', 'converged'], [175, 0])
    >>> path = descend(bowl, [1.0, 1.0], GradientDescent(0.21), 500)
    >>> path.ending, path.ended_at
    ('diverged', 242)
    """
    lanes = {"only": optimizer}
    return race(function, start, lanes, steps, tolerance=tolerance, bound=bound, internals=internals)["only"]


def descending(
    function: Objective | Callable[..., Any],
    start: ArrayLike,
    optimizer: Optimizer | Callable[..., Iterator[Any]],
    steps: int,
    *,
    every: int = 50,
    tolerance: float = 1e-8,
    bound: float = 1e10,
    internals: bool = True,
) -> Iterator[Descent]:
    """Yield the path so far after every so many steps, and at the end.

    Parameters
    ----------
    function, start, optimizer, steps, tolerance, bound, internals
        As for `descend`.
    every : int, default 50
        How many steps between two answers.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import GradientDescent, sphere
    >>> [len(path.points) for path in descending(sphere(1), [1.0], GradientDescent(0.1), 25, every=10)]
    [11, 21, 26]
    """
    growing = racing(
        function,
        start,
        {"only": optimizer},
        steps,
        every=every,
        tolerance=tolerance,
        bound=bound,
        internals=internals,
    )
    for paths in growing:
        yield paths["only"]
