"""The slope and the curvatures, better and better known."""

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


def sloping(landscape: g.Landscape | None, center: Matrix | None, hessian: Any) -> Iterator[Step]:
    """Yield the gradient at the center and its length."""
    if landscape is None or center is None:
        yield Step((None, None), 1.0)
        return
    for found, done, _ in g.refining_gradient(landscape, center, hessian):
        is_known = isinstance(found, np.ndarray) and bool(np.isfinite(found).all())
        yield Step((found, float(np.linalg.norm(found))) if is_known else (None, None), done)


def curvature(
    landscape: g.Landscape | None, center: Matrix | None, hessian: Any, source: str, seed: int
) -> Iterator[Step]:
    """Yield what is known of the full Hessian at the center, or why nothing is."""
    nothing = (None, None, None, None, None, None, "")
    if landscape is None or center is None:
        yield Step((*nothing, "a ready grid has no more directions than are drawn"), 1.0)
        return
    generator = np.random.default_rng([seed, 2])
    if not landscape.batched:
        yield Step((*nothing, ""), 0.0)
    if source == "loss":
        for _ in g.check_given_gradient(landscape, center, generator=generator):
            yield Step((*nothing, ""), 0.0)
    answers = g.refining_curvature(landscape, center, hessian, generator=generator)
    for found, done, reason in paced(answers, PACE):
        if found is None:
            yield Step((*nothing, reason), done)
            continue
        ends = np.array([found.lowest, found.highest])
        yield Step(
            (
                found, ends if found.eigenvalues is None else found.eigenvalues, found.n_negative,
                finite(found.n_negative_error), finite(found.trace), finite(found.trace_error), found.method, "",
            ),
            done,
        )  # fmt: skip


def slice_curvature(
    landscape: g.Landscape | None, plane: g.Plane | None, center: Matrix | None, hessian: Any
) -> Iterator[Step]:
    """Yield the curvatures that the slice shows."""
    if landscape is None or plane is None or center is None:
        yield Step(None, 1.0)
        return
    if not landscape.batched:
        yield Step(None, 0.0)
    for found, done, _ in g.refining_slice(landscape, g.plane(center, plane.directions), hessian):
        yield Step(None if found is None else np.linalg.eigvalsh(found), done)
