"""Nelder-Mead: a triangle that flips downhill, with no slope at all.

In n dimensions it keeps n + 1 points and replaces the worst: by its mirror image in the others, farther out
where that pays, nearer where it does not; and if nothing helps, all points shrink towards the best. It needs
values only, so it works where there is no derivative. It is no proof of anything: there are smooth convex
functions on which it stops at a point that is no minimum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray, IntArray
from ..counting import Counted
from ..stacked import Stacked
from ..state import State


@dataclass(frozen=True, eq=False)
class NelderMead(Stacked):
    """The simplex method of Nelder and Mead.

    Reflection 1, expansion 2, contraction 1/2, shrinkage 1/2.

    Notes
    -----
    The first simplex has the start and, for each axis, the start with that coordinate 5 % larger, or 0.00025
    where it is zero.  After a step `point` is the best corner; it converges when the simplex is no wider than
    the tolerance. The internals are `simplex` (..., n + 1, n), from best to worst, `corner_values` (..., n +
    1) and `diameter`, the largest coordinate difference to the best corner.

    References
    ----------
    Nelder, Mead (1965), A simplex method for function minimization, The Computer Journal 7, 308-313;
    McKinnon (1998), Convergence of the Nelder-Mead simplex method to a nonstationary point, SIAM Journal on
    Optimization 9, 148-158.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import Objective, descend
    >>> path = descend(Objective(lambda x: abs(x[0] - 1) + abs(x[1])), [3.0, 2.0], NelderMead(), 500)
    >>> print(path.points[-1], path.ending)
    [1.0000 0.0000] converged
    """

    def begin(self, objective: Counted, start: FloatArray) -> State:
        """Return the state with the first simplex."""
        n = start.shape[1]
        simplex = np.repeat(start[:, np.newaxis, :], n + 1, axis=1)
        axis = np.arange(n)
        simplex[:, axis + 1, axis] = np.where(start != 0.0, 1.05 * start, 0.00025)
        values = np.stack([objective.value(simplex[:, i]) for i in range(n + 1)], axis=1)
        first = _state(0, simplex, values)
        return first._replace(point=start, value=values[:, 0])

    def advance(self, objective: Counted, state: State) -> State:
        """Return the state after one more step."""
        simplex, values = state.internals["simplex"].copy(), state.internals["corner_values"].copy()
        rows = np.flatnonzero(objective.live)
        worst, centre = simplex[rows, -1], simplex[rows, :-1].mean(axis=1)
        lowest, second_worst, highest = values[rows, 0], values[rows, -2], values[rows, -1]

        mirrored = 2.0 * centre - worst
        height = objective.value(mirrored, rows)
        better = height < lowest
        outside = ~better & ~(height < second_worst) & (height < highest)
        inside = ~better & ~(height < highest)
        second = np.where(
            better[:, np.newaxis],
            3.0 * centre - 2.0 * worst,
            np.where(outside[:, np.newaxis], 1.5 * centre - 0.5 * worst, 0.5 * centre + 0.5 * worst),
        )
        asked = np.flatnonzero(better | outside | inside)
        second_height = np.full_like(height, np.inf)
        second_height[asked] = objective.value(second[asked], rows[asked])
        take = np.where(
            better, second_height < height, np.where(outside, second_height <= height, second_height < highest)
        )
        shrink = (outside | inside) & ~take
        simplex[rows, -1] = np.where(take[:, np.newaxis], second, mirrored)
        values[rows, -1] = np.where(take, second_height, height)
        _shrink(objective, simplex, values, rows[shrink], worst[shrink])
        return _state(state.k + 1, simplex, values)


def _shrink(objective: Counted, simplex: FloatArray, values: FloatArray, rows: IntArray, worst: FloatArray) -> None:
    if rows.size == 0:
        return
    simplex[rows, -1] = worst
    best = simplex[rows, 0]
    for corner in range(1, simplex.shape[1]):
        simplex[rows, corner] = best + 0.5 * (simplex[rows, corner] - best)
        values[rows, corner] = objective.value(simplex[rows, corner], rows)


def _state(k: int, simplex: FloatArray, values: FloatArray) -> State:
    order = np.argsort(np.where(np.isnan(values), np.inf, values), axis=1, kind="stable")
    values = np.take_along_axis(values, order, axis=1)
    simplex = np.take_along_axis(simplex, order[:, :, np.newaxis], axis=1)
    internals = {
        "simplex": simplex,
        "corner_values": values,
        "diameter": np.abs(simplex[:, 1:] - simplex[:, :1]).max(axis=(1, 2)),
    }
    return State(k, simplex[:, 0], None, internals, values[:, 0])
