"""Where does each start end?

Every start on a grid is followed to its end and coloured by it: the basin of a minimum is the set of starts
that reach it. The nearest minimum is often not the one that is reached, and with long steps the borders
between basins fray into dust. The map is computed coarse to fine, each grid using what the coarser one has
found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .arguments import Array, FloatArray, IntArray, check_count
from .objective import Objective, as_objective
from .optimizers.from_generator import as_optimizer
from .path import descend
from .state import Optimizer


class BasinMap(NamedTuple):
    """The ends of a grid of starts.

    Attributes
    ----------
    x, y : array (resolution,)
        The coordinates of the grid.
    labels : array (resolution, resolution) of int
        Row i and column j belong to the start (x[j], y[i]): which of `ends` it reached, −1 where it diverged
        and −2 where it was still on its way, or its method had stopped.
    n_steps : array (resolution, resolution) of int
        The step at which it ended.
    ends : array (n_ends, 2)
        The points reached, the known minima first.
    """

    x: FloatArray
    y: FloatArray
    labels: IntArray
    n_steps: IntArray
    ends: FloatArray


def basin_map(
    function: Objective | Callable[..., Any],
    optimizer: Optimizer | Callable[..., Iterator[Any]],
    domain: ArrayLike | None = None,
    *,
    resolution: int = 65,
    steps: int = 500,
    tolerance: float = 1e-6,
) -> Iterator[BasinMap]:
    """Yield maps of where the starts on a grid end, coarse to fine.

    Parameters
    ----------
    function : Objective or callable
        Of two variables.
    optimizer : Optimizer or generator function
    domain : array_like (2, 2), optional
        Lowest and highest x, lowest and highest y; by default the domain of the objective.
    resolution : int, default 65
        Starts along each side of the finest grid, 2^p + 1.  The first map has 9, or `resolution` if that is
        less.
    steps : int, default 500
        The budget of each start.
    tolerance : float, default 1e-6
        As for `descend`.

    Yields
    ------
    BasinMap
        Two ends closer than a thousandth of the diagonal of the domain count as one.

    Raises
    ------
    ValueError
        If there is no domain, or `resolution` is not 2^p + 1.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import GradientDescent, himmelblau
    >>> for basins in basin_map(himmelblau(), GradientDescent(0.01), [[-4, 4], [-4, 4]], resolution=17):
    ...     print(basins.labels.shape, len(basins.ends), bool((basins.labels >= 0).all()))
    (9, 9) 4 True
    (17, 17) 4 True
    """
    objective, method = as_objective(function), as_optimizer(optimizer)
    finest = check_count(resolution, "resolution", at_least=2) - 1
    if finest & (finest - 1):
        raise ValueError(f"resolution must be 2^p + 1, such as 17, 33 or 65, got {resolution}")
    given = objective.domain_or(domain)
    if given.shape != (2, 2):
        raise ValueError(f"domain must be [[lowest x, highest x], [lowest y, highest y]], got shape {given.shape}")
    radius = 1e-3 * float(np.linalg.norm(given[:, 1] - given[:, 0]))
    ends = np.zeros((0, 2)) if objective.minima is None else objective.minima
    x, y = (np.linspace(low, high, finest + 1) for low, high in given)
    labels = np.full((finest + 1, finest + 1), -2, np.int64)
    n_steps = np.zeros_like(labels)
    known = np.zeros(labels.shape, bool)
    stride = max(finest // 8, 1)
    while stride:
        wanted = np.zeros_like(known)
        wanted[::stride, ::stride] = True
        rows, columns = np.nonzero(wanted & ~known)
        path = descend(
            objective, np.stack([x[columns], y[rows]], axis=1), method, steps, tolerance=tolerance, internals=False
        )
        n_steps[rows, columns] = path.ended_at
        labels[rows, columns], ends = _labelled(path.points[-1], path.ending, ends, radius)
        known |= wanted
        here = slice(None, None, stride)
        yield BasinMap(x[here], y[here], labels[here, here].copy(), n_steps[here, here].copy(), ends)
        stride //= 2


def _labelled(
    reached: FloatArray, ending: NDArray[np.str_], ends: FloatArray, radius: float
) -> tuple[Array, FloatArray]:
    labels = np.where(ending == "diverged", -1, -2)
    waiting = np.flatnonzero(ending == "converged")
    i = 0
    while waiting.size:
        if i == len(ends):
            ends = np.concatenate([ends, reached[waiting[:1]]])
        near = np.linalg.norm(reached[waiting] - ends[i], axis=1) <= radius
        labels[waiting[near]] = i
        waiting = waiting[~near]
        i += 1
    return labels, ends
