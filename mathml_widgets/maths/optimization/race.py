"""Several methods from the same start.

Every lane of a race gets the same start and the same budget, and is counted by what it asks of the function.
All lanes with one gradient a step move together: their points are stacked, and one call fetches the gradients
of all lanes and all starts. So a race of five methods costs little more than the dearest of them alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .alone import Alone
from .arguments import as_starts, check_count, check_positive
from .descent import Descent
from .first_order import FirstOrder
from .objective import Objective, as_objective
from .optimizers.from_generator import as_optimizer
from .state import Optimizer
from .together import Together


def race(
    function: Objective | Callable[..., Any],
    start: ArrayLike,
    lanes: Mapping[str, Optimizer | Callable[..., Iterator[Any]]],
    steps: int,
    *,
    tolerance: float = 1e-8,
    bound: float = 1e10,
    internals: bool = True,
) -> dict[str, Descent]:
    """Return the paths of several methods from the same start or starts.

    Parameters
    ----------
    function, start, steps, tolerance, bound, internals
        As for `descend`.
    lanes : mapping
        Methods, or generator functions, by name.

    Returns
    -------
    dict of Descent
        By the same names.

    Raises
    ------
    ValueError
        As for `descend`, or if there is no lane.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import Adam, GradientDescent, ellipse
    >>> lanes = {"plain": GradientDescent(0.019), "Adam": Adam(0.1)}
    >>> {name: path.ended_at for name, path in race(ellipse(100), [1.0, 1.0], lanes, 2000).items()}
    {'plain': 961, 'Adam': 421}
    """
    budget = check_count(steps, "steps", at_least=0)
    *_, last = racing(
        function, start, lanes, budget, every=budget + 1, tolerance=tolerance, bound=bound, internals=internals
    )
    return last


def racing(
    function: Objective | Callable[..., Any],
    start: ArrayLike,
    lanes: Mapping[str, Optimizer | Callable[..., Iterator[Any]]],
    steps: int,
    *,
    every: int = 50,
    tolerance: float = 1e-8,
    bound: float = 1e10,
    internals: bool = True,
) -> Iterator[dict[str, Descent]]:
    """Yield the paths so far after every so many steps, and at the end.

    Parameters
    ----------
    function, start, lanes, steps, tolerance, bound, internals
        As for `race`.
    every : int, default 50
        How many steps between two answers.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import GradientDescent, sphere
    >>> lanes = {"slow": GradientDescent(0.1), "fast": GradientDescent(0.5)}
    >>> for paths in racing(sphere(1), [1.0], lanes, 20, every=10):
    ...     print(len(paths["slow"].points), len(paths["fast"].points))
    11 2
    21 2
    """
    objective, starts = as_objective(function), as_starts(start)
    if not lanes:
        raise ValueError("lanes must hold at least one method, got none")
    methods = {name: as_optimizer(method) for name, method in lanes.items()}
    budget, interval = check_count(steps, "steps", at_least=0), check_count(every, "every")
    goal = -1.0 if objective.is_sampled else check_positive(tolerance, "tolerance", zero=True)
    if not bound > 0.0:
        raise ValueError(f"bound must be positive, got {bound}")
    alike = {name: method for name, method in methods.items() if isinstance(method, FirstOrder)}
    for method in alike.values():
        method.check_rates(starts.shape[:-1])
    with np.errstate(all="ignore"):
        limit = bound * np.maximum(np.abs(starts).max(axis=-1), 1.0)
        fields: list[Together | Alone] = (
            [Together(objective, starts, alike, budget, goal, limit, internals)] if alike else []
        )
        fields += [
            Alone(objective, starts, name, method, goal, limit, internals)
            for name, method in methods.items()
            if name not in alike
        ]
    for k in range(0, budget + 1, interval):
        with np.errstate(all="ignore"):
            for field in fields:
                field.advance(min(k + interval, budget))
            paths = {name: path for field in fields for name, path in field.paths().items()}
        yield {name: paths[name] for name in lanes}
        if k + interval >= budget or all(field.is_over for field in fields):
            return
