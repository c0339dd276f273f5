"""How a path ended, read off its record.

The methods of a race run on together; which start had arrived, flown off or given up, and when, is decided
afterwards from what was recorded. So the answer does not depend on how many other starts ran beside it, or on
how often someone looked. From its end on, a start is held where it was.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arguments import Array, FloatArray, IntArray


class Ends(NamedTuple):
    """The kind of ending (...) and its step (...), for a stack of paths."""

    ending: NDArray[np.str_]
    ended_at: IntArray


def ends(broken: Array, residuals: FloatArray, stopped: Array, tolerance: float) -> Ends:
    """Return how and when each path ended.

    Parameters
    ----------
    broken : array (n_steps + 1, ...) of bool
        Where something is not finite or out of bounds.
    residuals : array (n_steps + 1, ...)
        How far from the goal.
    stopped : array (n_steps + 1, ...) of bool
        Where the step that led here was none.
    tolerance : float

    Examples
    --------
    >>> false = np.zeros((3, 1), bool)
    >>> ends(false, np.array([[1.0], [0.1], [0.01]]), false, 0.1)
    Ends(ending=array(['converged'], dtype='<U9'), ended_at=array([1]))
    """
    converged = residuals <= tolerance
    gives_up = np.zeros_like(broken)
    gives_up[:-1] = stopped[1:]
    over = broken | converged | gives_up
    last = len(over) - 1
    if not over.any():
        return Ends(np.full(over.shape[1:], "budget", "<U9"), np.full(over.shape[1:], last))
    ended_at = np.where(over.any(axis=0), over.argmax(axis=0), last)
    there = ended_at[np.newaxis]

    def holds(what: Array) -> Array:
        found: Array = np.take_along_axis(what, there, axis=0)[0]
        return found

    ending = np.where(
        holds(broken),
        "diverged",
        np.where(holds(converged), "converged", np.where(holds(gives_up), "stopped", "budget")),
    )
    return Ends(ending.astype("<U9"), ended_at)


def held(record: Array, ended_at: IntArray) -> Array:
    """Return a record (n_steps + 1, ..., ...) in which each path (...) stays as it was at its end."""
    n_steps = len(record) - 1
    if (ended_at >= n_steps).all():
        return record
    index = np.minimum(np.arange(n_steps + 1).reshape(-1, *[1] * ended_at.ndim), ended_at)
    index = index.reshape(index.shape + (1,) * (record.ndim - index.ndim))
    return np.take_along_axis(record, index, axis=0)
