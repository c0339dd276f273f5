"""The frame of the slice, and the losses in it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import geometry as g
from ...shell import Step
from .pace import SURFACE_PACE

Matrix = NDArray[np.float64]


def frame_of(
    landscape: g.Landscape | None, plane: g.Plane | None, path: Matrix | None, center: Matrix | None,
    direction_kind: str, radius: Matrix | None, grid: Matrix | None, grid_x: Matrix | None, grid_y: Matrix | None,
) -> tuple[Matrix, Matrix, Matrix]:  # fmt: skip
    """Return the middle of the picture, half widths that suit it, and those in force."""
    if landscape is None or plane is None or path is None or center is None:
        assert grid is not None
        x, y = g.grid_axes(grid, grid_x, grid_y)
        middle = np.array([x[0] + x[-1], y[0] + y[-1]]) / 2.0
        half = np.array([x[-1] - x[0], y[-1] - y[0]]) / 2.0
        return middle, half, half
    found = g.landscape_framing(landscape, plane, path, center, direction_kind)
    return *found, found.radius if radius is None else _radii(radius)


def surface(
    landscape: g.Landscape | None, plane: g.Plane | None, middle: Matrix, extent: Matrix, resolution: int,
    executor: Executor | None, grid: Matrix | None, grid_x: Matrix | None, grid_y: Matrix | None,
) -> Iterator[Step | Future[Any]]:  # fmt: skip
    """Yield the coordinates of a finer and finer grid, and the losses on it."""
    if landscape is None or plane is None:
        assert grid is not None
        yield Step((*g.grid_axes(grid, grid_x, grid_y), grid), 1.0)
        return
    shifted = g.plane(plane.points(middle), plane.directions)
    for found in g.loss_surfaces(
        landscape.loss, shifted, radius=extent, resolution=resolution, step_seconds=SURFACE_PACE,
        batched=landscape.batched, executor=executor,
    ):  # fmt: skip
        if isinstance(found, Future):
            yield found
        else:
            done = found.done if len(found.x) == resolution else min(found.done, 0.99)
            yield Step((found.x + middle[0], found.y + middle[1], found.losses), done)


def _radii(radius: Matrix) -> Matrix:
    """Return half widths along both directions."""
    if radius.shape not in ((), (2,)) or not (radius > 0.0).all():
        raise ValueError(f"radius must be positive, one number or two, got {radius.tolist()}")
    return np.broadcast_to(radius, 2).copy()
