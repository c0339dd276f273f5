"""What a path cost.

Methods differ in what they ask for: gradient descent one gradient a step, a line search several values and
gradients, Newton's method a matrix of second derivatives. A fair comparison counts these and not the steps.
So the line-search methods speak to the function through a counter, which books each question to the start
that asked it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Array, FloatArray, IntArray
from .objective import Objective


class Counted:
    """An objective that counts, for each of a stack of starts, what was asked of it.

    Parameters
    ----------
    objective : Objective
    n_starts : int

    Attributes
    ----------
    counts : array (3, n_starts)
        Values, gradients and Hessians asked for.
    live : array (n_starts,) of bool
        Which starts are still on their way: a method need not ask for the others.
    """

    def __init__(self, objective: Objective, n_starts: int) -> None:
        self.objective = objective
        self.counts: IntArray = np.zeros((3, n_starts), np.int64)
        self.live = np.ones(n_starts, bool)

    def value(self, points: ArrayLike, rows: IntArray | slice = slice(None)) -> Array:
        """Return the values at points (n_rows, n) that belong to the starts `rows`."""
        self.counts[0, rows] += 1
        return self.objective.value(points)

    def gradient(self, points: ArrayLike, rows: IntArray | slice = slice(None)) -> Array:
        """Return the gradients at points (n_rows, n) that belong to the starts `rows`."""
        self.counts[1, rows] += 1
        return self.objective.gradient(points)

    def hessian(self, points: ArrayLike, rows: IntArray | slice = slice(None)) -> Array:
        """Return the Hessians at points (n_rows, n) that belong to the starts `rows`."""
        self.counts[2, rows] += 1
        return self.objective.hessian(points)


class Single:
    """The same objective for one start alone: what a reader's generator is given."""

    def __init__(self, counted: Counted, row: int) -> None:
        self._counted = counted
        self._row = np.array([row])

    def __call__(self, point: ArrayLike) -> float:
        """Return the value at a point (n,)."""
        return self.value(point)

    def value(self, point: ArrayLike) -> float:
        """Return the value at a point (n,)."""
        return float(self._counted.value(np.atleast_2d(np.asarray(point)), self._row)[0])

    def gradient(self, point: ArrayLike) -> FloatArray:
        """Return the gradient (n,) at a point (n,)."""
        gradient: FloatArray = self._counted.gradient(np.atleast_2d(np.asarray(point)), self._row)[0]
        return gradient

    def hessian(self, point: ArrayLike) -> FloatArray:
        """Return the Hessian (n, n) at a point (n,)."""
        hessian: FloatArray = self._counted.hessian(np.atleast_2d(np.asarray(point)), self._row)[0]
        return hessian


def counting(objective: Objective | Counted, n_starts: int) -> Counted:
    """Return a counter as it is, and an objective with a new one."""
    return objective if isinstance(objective, Counted) else Counted(objective, n_starts)
