"""The loss along a line through a landscape, an evaluation at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .landscapes import Landscape
from .loss_lines import loss_line
from .network_loss import NetworkLoss
from .planes import Plane
from .planes import plane as make_plane


class Line(NamedTuple):
    """A loss along a line, as far as it is known.

    Attributes
    ----------
    positions : array (k,)
        0 is the start, 1 the end.
    losses : array (k,)
        NaN where not known yet.
    accuracies : array (k,) or None
        The share of samples in the right class, where there are classes.
    barrier, barrier_at : float or None
        As for `loss_line`; None while not all is known.
    done : float
    """

    positions: FloatArray
    losses: FloatArray
    accuracies: FloatArray | None
    barrier: float | None
    barrier_at: float | None
    done: float


def refining_line(
    landscape: Landscape, start: ArrayLike, end: ArrayLike, *, n_points: int = 61, beyond: float = 0.2
) -> Iterator[Line]:
    """Yield the loss on the line from a start to an end and somewhat beyond, after each evaluation.

    Parameters
    ----------
    landscape : Landscape
        A batched one is evaluated all at once.
    start, end : array_like (n,)
    n_points : int
    beyond : float
        How far to go beyond both ends, as a share of the line.

    Yields
    ------
    Line

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape
    >>> land = loss_landscape(lambda p: (p[0] ** 2 - 1) ** 2, [0.0])
    >>> *_, last = refining_line(land, [-1.0], [1.0])
    >>> last.barrier, last.barrier_at, last.done
    (1.0, 0.5, 1.0)
    """
    first, last = as_array(start, "start"), as_array(end, "end")
    t = np.union1d(np.linspace(-beyond, 1.0 + beyond, n_points).round(9) + 0.0, [0.0, 0.5, 1.0])
    points = (1.0 - t)[:, np.newaxis] * first + t[:, np.newaxis] * last if landscape.batched else None
    losses = np.full(len(t), np.nan)
    accuracies = None if landscape.accuracy(first) is None else np.full(len(t), np.nan)
    if points is not None:
        losses = np.asarray(landscape.loss(points), dtype=np.float64)
    order = np.argsort(np.abs(t - 0.5), kind="stable")
    for count, k in enumerate(order):
        point = (1.0 - t[k]) * first + t[k] * last
        if points is None:
            losses[k] = landscape.at(point)
        if accuracies is not None:
            share = landscape.accuracy(point)
            accuracies[k] = np.nan if share is None else share
        if points is None:
            seen = None if accuracies is None else accuracies.copy()
            yield Line(t, losses.copy(), seen, None, None, (count + 1) / len(t))
    found = loss_line(lambda asked: losses[np.searchsorted(t, asked[:, 0])], [0.0], [1.0], fractions=t, batched=True)
    yield Line(t, losses, accuracies, found.barrier, found.barrier_at, 1.0)


def crosshair(landscape: Landscape, plane: Plane, probe: ArrayLike, at: ArrayLike) -> FloatArray:
    """Return the losses along both directions of a plane through a point of it.

    Parameters
    ----------
    landscape : Landscape
        A batched one.
    plane : Plane
    probe : array_like (2,)
        Coordinates of the point.
    at : array_like (2, k)
        Coordinates along the first and the second direction.

    Returns
    -------
    array (2, k)

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import function_landscape, plane
    >>> crosshair(function_landscape("x - y"), plane([0, 0], np.eye(2)), [1.0, 2.0], [[0.0, 3.0], [0.0, 3.0]])
    array([[-2.,  1.],
           [ 1., -2.]])
    """
    x, places = as_array(probe, "probe"), as_array(at, "at")
    if isinstance(landscape.loss, NetworkLoss):
        turned = make_plane(plane.origin, plane.directions[::-1])
        over = [landscape.loss.over_plane(one) for one in (plane, turned)]
        return np.stack([one.losses(row, float(y)) for one, row, y in zip(over, places, x[::-1], strict=True)])
    along = np.broadcast_to(x, (2, places.shape[1], 2)).copy()
    along[0, :, 0], along[1, :, 1] = places
    losses = landscape.loss(plane.points(along.reshape(-1, 2)))
    return np.asarray(losses, dtype=np.float64).reshape(places.shape)


def joined_points(path: FloatArray, ends: Sequence[int]) -> tuple[FloatArray, FloatArray]:
    """Return two points of a path by index.

    Raises
    ------
    ValueError
        If there is no such index.
    """
    for index in ends:
        if not -len(path) <= index < len(path):
            raise ValueError(f"line_ends must be indices of the {len(path):,} points of the path, got {index}")
    start, end = (path[index] for index in ends)
    return start, end
