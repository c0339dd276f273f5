"""The path on a landscape: its points, the number of each, and what they are called.

It comes from training, from several trainings side by side, or from checkpoints; a long one is thinned, but each of its
points keeps the number of its step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_points
from .initializations import initial_parameters
from .landscape_training import Training
from .landscapes import Landscape
from .layer_rescaling import rescaled
from .mlp import MLP
from .refinements import Refinement

LONGEST = 2_001
"""Points of a path that are kept: of a longer one evenly spaced steps."""

MOST_NAMED = 12
"""Checkpoints that have a name each; of more only the ends."""


class LandscapePath(NamedTuple):
    """Points in the space of parameters, in their order.

    Attributes
    ----------
    points : array (m, n)
    steps : array (m,)
        The number of the training step of each point.
    names : tuple of str
        Mostly empty.
    """

    points: FloatArray
    steps: NDArray[np.intp]
    names: tuple[str, ...]


def starting_points(
    landscape: Landscape, parameters: FloatArray | None = None, *, n_drawn: int = 0, seed: int = 0
) -> FloatArray:
    """Return where training begins, a row for each start.

    Parameters
    ----------
    landscape : Landscape
    parameters : array (n,), optional
        The first start; by default that is where the landscape starts.
    n_drawn : int
        How many starts are drawn, for a network alone, with the scale that its activation wants.
    seed : int
        Of the first start; the others have those that follow.

    Raises
    ------
    ValueError
        If there are too many parameters or too few.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import function_landscape
    >>> starting_points(function_landscape("x^2 + y^2"), np.array([1.0, 2.0]))
    array([[1., 2.]])
    """
    n, network = landscape.n_parameters, landscape.network
    if parameters is not None and len(parameters) != n:
        raise ValueError(f"parameters must have {n:,} entries, got {len(parameters):,}")
    if n_drawn == 0:
        return np.stack([landscape.start if parameters is None else parameters])
    scale = "he" if network.activation in ("relu", "leaky_relu") else "xavier"
    rows = [initial_parameters(network, scale, generator=np.random.default_rng(seed + k)) for k in range(n_drawn)]
    if parameters is not None:
        rows[0] = parameters
    return np.asarray(rows)


def path_of_starts(starts: FloatArray) -> LandscapePath:
    """Return the path of what has not been trained: the starts, without names."""
    return LandscapePath(starts, np.arange(len(starts)), ("",) * len(starts))


def path_of_checkpoints(checkpoints: ArrayLike, landscape: Landscape, names: Sequence[str] = ()) -> LandscapePath:
    """Return the path through checkpoints (m, n), named as far as there are names, and else by their numbers.

    Raises
    ------
    ValueError
        If they have another number of parameters than the landscape.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import function_landscape
    >>> path_of_checkpoints([[0, 0], [1, 2]], function_landscape("x y"), ["before"]).names
    ('before', 'checkpoint 2')
    """
    points = as_points(checkpoints, "checkpoints", at_least=1)
    m = len(points)
    if points.shape[1] != landscape.n_parameters:
        raise ValueError(f"checkpoints must have {landscape.n_parameters:,} columns, got shape {points.shape}")
    usual = [f"checkpoint {k + 1}" for k in range(m)] if m <= MOST_NAMED else _ends_named(m)
    return LandscapePath(points, np.arange(m), (*names, *usual[len(names) :])[:m])


def path_of_training(training: Training, seed: int) -> LandscapePath:
    """Return the path of one training; of several side by side their ends, named by their seeds."""
    if training.points.shape[1] > 1:
        ends = training.points[-1]
        return LandscapePath(ends, np.arange(len(ends)), tuple(f"seed {seed + k}" for k in range(len(ends))))
    points = training.points[:, 0]
    return LandscapePath(points, np.arange(len(points)), tuple(_ends_named(len(points))))


def thinned_path(path: LandscapePath, longest: int = LONGEST) -> LandscapePath:
    """Return a path of no more than so many points, evenly spaced, with the numbers that they had.

    Examples
    --------
    >>> long = path_of_starts(np.arange(10.0)[:, np.newaxis])
    >>> thinned_path(long, 4).steps
    array([0, 3, 6, 9])
    """
    if len(path.points) <= longest:
        return path
    kept = np.linspace(0, len(path.points) - 1, longest).round().astype(int)
    return LandscapePath(path.points[kept], path.steps[kept], tuple(path.names[k] for k in kept))


def place_of_step(steps: NDArray[np.intp], step: int) -> int:
    """Return the index of the first point of a path at a step or after it; of the last for -1 and what lies beyond.

    Examples
    --------
    >>> steps = np.array([0, 3, 6, 9])
    >>> [place_of_step(steps, step) for step in (0, 4, 9, 20, -1)]
    [0, 2, 3, 3, 3]
    """
    return len(steps) - 1 if step < 0 else min(int(np.searchsorted(steps, step)), len(steps) - 1)


def rescaled_where_possible(
    network: MLP | None, points: FloatArray, factor: float, layer: int
) -> tuple[FloatArray, str]:
    """Return points with one layer of a network multiplied and the next divided, or as they are, and why.

    Examples
    --------
    >>> rescaled_where_possible(None, np.ones((1, 2)), 2.0, 1)
    (array([[1., 1.]]), 'only the layers of a network can be rescaled')
    """
    if network is None:
        return points, "only the layers of a network can be rescaled"
    try:
        return rescaled(network, points, factor, layer=layer), ""
    except ValueError as error:
        return points, str(error)


def refining_path_losses(landscape: Landscape, path: FloatArray) -> Iterator[Refinement]:
    """Yield the losses (m,) at the points of a path, NaN where not known yet, after each evaluation from the end.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape
    >>> land = loss_landscape(lambda p: p @ p, [0.0, 0.0])
    >>> for found in refining_path_losses(land, np.eye(2)):
    ...     print(found.answer, found.done)
    [nan nan] 0.0
    [nan  1.] 0.5
    [1. 1.] 1.0
    """
    if landscape.batched:
        yield Refinement(np.asarray(landscape.loss(path), dtype=np.float64), 1.0)
        return
    found = np.full(len(path), np.nan)
    yield Refinement(found.copy(), 0.0)
    for k in range(len(path))[::-1]:
        found[k] = landscape.at(path[k])
        yield Refinement(found.copy(), 1.0 - k / len(path))


def _ends_named(m: int) -> list[str]:
    return ["start", *[""] * (m - 2), "end"] if m > 1 else ["start"]
