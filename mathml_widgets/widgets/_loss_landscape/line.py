"""The line between two points of the path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import geometry as g
from ...shell import Step, paced
from .finite import finite
from .pace import PACE

Matrix = NDArray[np.float64]


def line_between(
    landscape: g.Landscape | None, plane: g.Plane | None, path: Matrix | None, path_names: list[str], path_indices: Any,
    line_ends: list[int], aligned: bool, extent: Matrix, middle: Matrix,
) -> tuple[Matrix | None, Matrix | None, list[str]]:  # fmt: skip
    """Return where the line begins and ends, and what its ends are called."""
    if landscape is None or plane is None or path is None:
        return None, None, []
    if len(path) == 1:
        start, end = plane.points(middle + np.array([[-1.0, 0.0], [1.0, 0.0]]) * extent)
        return start, end, ["left edge", "right edge"]
    start, end = g.joined_points(path, line_ends)
    names = [path_names[k] or f"step {path_indices[k]:,}" for k in line_ends]
    if aligned and landscape.network is not None:
        return start, g.aligned_units(landscape.network, end, start), [names[0], f"{names[1]}, units in order"]
    return start, end, names


def along(
    landscape: g.Landscape | None, line_start: Matrix | None, line_end: Matrix | None, mode: str
) -> Iterator[Step]:
    """Yield the losses and accuracies on the line, and its barrier."""
    nothing = (None,) * 5
    if landscape is None or line_start is None or line_end is None or (mode != "line" and not landscape.batched):
        yield Step(nothing, 1.0)
        return
    if not landscape.batched:
        yield Step(nothing, 0.0)
    for found in paced(g.refining_line(landscape, line_start, line_end), PACE):
        height = None if found.barrier is None else finite(found.barrier)
        where = None if found.barrier_at is None else finite(found.barrier_at)
        yield Step((found.positions, found.losses, found.accuracies, height, where), found.done)
