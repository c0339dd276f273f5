"""Training on any landscape, shown while it goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_points
from ..optimization import NelderMead, descending, minibatches
from .landscapes import Landscape
from .memory import check_memory
from .network_loss import NetworkLoss


class Training(NamedTuple):
    """A training path so far.

    Attributes
    ----------
    points : array (m, k, n)
        After each step, of each of k starts.
    losses : array (m, k)
    ending : str
        "training" under way, else "converged", "diverged", "stopped" or "budget", as `optimization.Descent` has it, of
        the first start.
    done : float
        What share of the budget is used.
    """

    points: FloatArray
    losses: FloatArray
    ending: str
    done: float


def training_on(
    landscape: Landscape,
    starts: ArrayLike,
    optimizer: Any,
    steps: int,
    *,
    batch_size: int = 0,
    pace: float = 0.03,
    generator: np.random.Generator,
) -> Iterator[Training]:
    """Yield the path of an optimizer on a landscape, about once in a while and at the end.

    Parameters
    ----------
    landscape : Landscape
    starts : array_like (k, n)
        Trained side by side.
    optimizer : Optimizer
    steps : int
    batch_size : int
        For a network: samples in a minibatch; 0 for all.
    pace : float
        Seconds after which an answer is wanted; a single step may take longer.
    generator : numpy.random.Generator
        Draws the minibatches.

    Yields
    ------
    Training
        Where a path diverged, the points end before the first that is not finite.

    Raises
    ------
    ValueError
        If the landscape cannot be descended, there are minibatches and no network, or the path does not fit into
        memory.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import function_landscape
    >>> from mathml_widgets.maths.optimization import GradientDescent
    >>> land = function_landscape("x^2 + y^2")
    >>> *_, last = training_on(land, [[1.0, 2.0]], GradientDescent(0.5), 9, generator=np.random.default_rng(0))
    >>> last.points[-1], last.ending
    (array([[0., 0.]]), 'converged')
    """
    rows = as_points(starts, "starts", at_least=1)
    objective = landscape.objective
    if objective is None:
        raise ValueError("n_steps must be 0 for a landscape that cannot be descended")
    check_memory(rows.size, steps)
    if batch_size:
        if not isinstance(landscape.loss, NetworkLoss):
            raise ValueError(f"batch_size must be 0 for a loss that is no network over data, got {batch_size}")
        batches = minibatches(len(landscape.loss.data), batch_size, max(steps, 1), generator=generator)
        objective = landscape.loss.objective(batches)
    began = time.perf_counter()
    with np.errstate(all="ignore"):
        _ = objective.value(rows) if isinstance(optimizer, NelderMead) else objective.gradient_at_step(rows, 0)
    seconds = max(time.perf_counter() - began, 1e-5)
    every = int(np.clip(pace / (2.0 * seconds), 1, max(steps, 1)))
    began = time.perf_counter()
    for path in descending(objective, rows, optimizer, steps, every=every, internals=False):
        done = (len(path.points) - 1) / steps if steps else 1.0
        if time.perf_counter() - began >= pace and done < 1.0:
            yield _so_far(path, "training", done)
            began = time.perf_counter()
    yield _so_far(path, str(np.ravel(path.ending)[0]), 1.0)


def _so_far(path: Any, ending: str, done: float) -> Training:
    points, losses = np.asarray(path.points), np.asarray(path.values)
    finite = np.isfinite(points).all(axis=(1, 2)) & np.isfinite(losses).all(axis=1)
    length = len(points) if finite.all() else max(int(np.argmin(finite)), 1)
    return Training(points[:length], losses[:length], ending, done)
