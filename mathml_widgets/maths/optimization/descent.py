"""A path downhill, with all that happened on the way.

A method moves step by step; its path is the list of points, the values and slopes there, and whatever the
method remembered at each. A path ends for one of four reasons: it has arrived, it has flown off, its method
sees no further step, or the budget of steps is spent. Flying off is a result like the others, and the step at
which it happened is part of it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .arguments import Array, FloatArray, IntArray
from .endings import Ends, held


class Evaluations(NamedTuple):
    """What a path has asked of the function up to each step, as arrays (n_steps + 1, ...)."""

    values: IntArray
    gradients: IntArray
    hessians: IntArray


class Descent(NamedTuple):
    """A path, or a stack of paths from many starts.

    Index k along the first axis is the state after k steps.  A start that has ended stays where it was.

    Attributes
    ----------
    points : array (n_steps + 1, ..., n)
    values : array (n_steps + 1, ...)
        The function at the points.
    gradients : array (n_steps + 1, ..., n), or None
        The gradients that the method saw; None for a method that uses none.
    internals : dict of arrays (n_steps + 1, ..., ...)
        What the method remembered, by name; NaN where it did not yet remember anything.
    ending : str, or array (...) of str
        'converged': the largest component of the gradient (the simplex, for Nelder-Mead) was within the
        tolerance. 'diverged': a point, value, gradient or memory was not finite, or the point was out of
        bounds. 'stopped': the method found no further step by its own rule.  'budget': none of these.
    ended_at : int, or array (...) of int
        The step at which it ended.
    evaluations : Evaluations
        The values, gradients and Hessians asked for, up to each step.  The values along the path that are
        computed for the picture alone are not counted.
    """

    points: FloatArray
    values: FloatArray
    gradients: FloatArray | None
    internals: dict[str, FloatArray]
    ending: Any
    ended_at: Any
    evaluations: Evaluations

    @property
    def n_evaluations(self) -> Any:
        """All questions asked of the function: int, or array (...)."""
        total = sum(counts[-1] for counts in self.evaluations)
        return int(total) if np.ndim(total) == 0 else total

    @property
    def gradient_norms(self) -> FloatArray | None:
        """The Euclidean lengths of the gradients, array (n_steps + 1, ...)."""
        return None if self.gradients is None else np.linalg.norm(self.gradients, axis=-1)

    @property
    def effective_rates(self) -> FloatArray | None:
        """The rate that gradient descent would have needed for the same step, coordinate by coordinate.

        (x_k − x_{k+1}) / g_k, array (n_steps, ..., n); NaN where the gradient is 0.
        """
        if self.gradients is None:
            return None
        with np.errstate(all="ignore"):
            rates: FloatArray = -np.diff(self.points, axis=0) / self.gradients[:-1]
        return np.where(self.gradients[:-1] == 0.0, np.nan, rates)


def held_descent(
    points: FloatArray,
    values: FloatArray,
    gradients: FloatArray | None,
    internals: dict[str, FloatArray],
    end: Ends,
    evaluations: Evaluations,
) -> Descent:
    """Return the records of a path, each held from its end on, and cut where the last one ended."""
    length = int(end.ended_at.max()) + 1

    def kept(record: Array) -> Array:
        return held(record[:length], end.ended_at)

    single = end.ended_at.ndim == 0
    return Descent(
        kept(points),
        kept(values),
        None if gradients is None else kept(gradients),
        {name: kept(record) for name, record in internals.items()},
        str(end.ending) if single else end.ending,
        int(end.ended_at) if single else end.ended_at,
        Evaluations(*(kept(counts) for counts in evaluations)),
    )


def steps_beside(length: int, like: Array) -> Array:
    """Return 0, 1, ..., length - 1 along a new first axis that broadcasts against `like`."""
    return np.arange(length).reshape(-1, *[1] * like.ndim)
