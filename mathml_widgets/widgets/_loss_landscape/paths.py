"""The path, and what the plane shows of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import geometry as g

Matrix = NDArray[np.float64]


def path_of(
    landscape: g.Landscape | None, starts: Matrix | None, training: g.Training | None, checkpoints: Matrix | None,
    checkpoint_names: list[str], rescaling: float, rescaled_layer: int, seed: int,
) -> tuple[Matrix | None, Any, list[str], str, str]:  # fmt: skip
    """Return the points, steps and names of the path, how training ended, and why nothing was rescaled."""
    if landscape is None or starts is None:
        return None, None, [], "", "a ready grid has no layers"
    if checkpoints is not None:
        whole, ending = g.path_of_checkpoints(checkpoints, landscape, checkpoint_names), ""
    elif training is not None:
        whole, ending = g.path_of_training(training, seed), training.ending
    else:
        whole, ending = g.path_of_starts(starts), ""
    found = g.thinned_path(whole)
    points, reason = g.rescaled_where_possible(landscape.network, found.points, rescaling, rescaled_layer)
    return points, found.steps, list(found.names), ending, reason


def path_seen(landscape: g.Landscape | None, plane: g.Plane | None, path: Matrix | None) -> tuple[Any, ...]:
    """Return the path in the plane, its distances and fade, the shares captured, and known minima."""
    if landscape is None or plane is None or path is None:
        return (None,) * 6
    view = g.path_in_plane(path, plane)
    fade = g.path_fade(path, view.distances)
    minima = None if landscape.minima is None else plane.coordinates(landscape.minima)
    share = view.captured_variance if len(path) > 1 else None
    return view.coordinates, view.distances, fade, share, view.captured_steps, minima
