"""A loss over a plane, coarse to fine.

A grid of a hundred by a hundred asks for ten thousand evaluations, and one wants to look after the first few.
So the grid comes as a sequence: few points first, then those between them, each grid complete and none computed
twice; and between any two short steps the one who asks may stop.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_array
from .nested_grids import nested_strides, rows_of_unknown
from .opaque_planes import BatchedPlane, OpaquePlane
from .planes import Plane

SENT = 16
"""Points that are sent to an executor as one job, at most."""


class LossSurface(NamedTuple):
    """A loss at the points of a grid in a plane.

    Attributes
    ----------
    x, y : array (n,)
        Coordinates along the first and the second direction.
    losses : array (n, n)
        Row i is at y[i], column j at x[j].  NaN and infinity where the loss is.
    done : float
        What share of all evaluations is done; the grid itself is complete.
    """

    x: FloatArray
    y: FloatArray
    losses: FloatArray
    done: float


def loss_surfaces(
    loss: Callable[[Any], Any],
    plane: Plane,
    *,
    radius: float | ArrayLike = 1.0,
    resolution: int = 65,
    coarsest: int = 3,
    step_seconds: float = 0.03,
    batched: bool = False,
    dtype: Any = np.float64,
    executor: Executor | None = None,
) -> Iterator[LossSurface | Future[Any]]:
    r"""Yield the surface of a loss over a plane, on finer and finer grids.

    .. math:: (x, y) \mapsto L(\theta + x\, d_1 + y\, d_2), \qquad |x| \le r_1,\ |y| \le r_2

    Parameters
    ----------
    loss : callable
        From a vector (n_parameters,) to a number; a `NetworkLoss` takes a fast path.
    plane : Plane
    radius : float or (float, float)
        How far to go along each direction, to both sides.
    resolution : int
        Points along a side of the last grid; best one more than a power of two.
    coarsest : int
        Points along a side of the second grid, as far as the resolution can be divided so; the first grid is a
        single point in the middle.
    step_seconds : float
        After each step of about so long, or of one evaluation, something is yielded: a finer grid where one is
        complete, else the last one, further done.  Grids complete within one step are left out but for the last; 0
        leaves out none.
    batched : bool
        Whether the loss takes vectors (k, n_parameters) and gives (k,).
    dtype : float64 or float32
        What a `NetworkLoss` computes in: float32 is faster, with an error of about 1e-7.
    executor : concurrent.futures.Executor, optional
        Where to evaluate: threads, processes, or a cluster by its own executor.

    Yields
    ------
    LossSurface
        The last is on the whole grid.  With an executor also futures: whoever has other things to do may wait for
        them before asking for the next; who asks at once waits here.

    Raises
    ------
    ValueError
        If a number is out of range, the loss returns anything but one real number, or it cannot be sent to
        the executor's processes.

    Notes
    -----
    The loss never sees an array that is used again, so it may write into it.  A value does not depend on the grid
    or the order it was computed in, unless a network's values, which may then differ by rounding.
    Close the generator to stop; what waits at the executor is then cancelled.

    References
    ----------
    Li, Xu, Taylor, Studer and Goldstein, *Visualizing the loss landscape of neural nets*, NeurIPS 2018.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import plane
    >>> bowl = plane([0, 0, 0], [[1, 0, 0], [0, 1, 0]])
    >>> for found in loss_surfaces(lambda p: p @ p, bowl, resolution=5, step_seconds=0):
    ...     if found.done in (0.04, 0.36, 1.0):
    ...         print(found.losses.shape, found.losses.max())
    (1, 1) 0.0
    (3, 3) 2.0
    (5, 5) 2.0
    """
    size = _radii(radius)
    if not step_seconds >= 0.0:
        raise ValueError(f"step_seconds must be zero or positive, got {step_seconds}")
    if not callable(loss):
        raise ValueError(f"loss must be callable, got {loss!r}")
    strides = nested_strides(resolution, coarsest)
    grid = _Grid(np.linspace(-size[0], size[0], resolution), np.linspace(-size[1], size[1], resolution))
    make = partial(_evaluator, loss, plane, batched, dtype)
    if executor is not None:
        return _elsewhere(grid, strides, make, executor, step_seconds)
    return _here(grid, strides, make(), step_seconds)


def loss_surface(
    loss: Callable[[Any], Any],
    plane: Plane,
    *,
    radius: float | ArrayLike = 1.0,
    resolution: int = 65,
    batched: bool = False,
    dtype: Any = np.float64,
    executor: Executor | None = None,
) -> LossSurface:
    """Return the last of `loss_surfaces`, whose parameters these are.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import plane
    >>> loss_surface(lambda p: p[0] - p[1], plane([0, 0], [[1, 0], [0, 1]]), resolution=3).losses
    array([[ 0.,  1.,  2.],
           [-1.,  0.,  1.],
           [-2., -1.,  0.]])
    """
    found: Any = None
    for found in loss_surfaces(  # noqa: B007  the last one is meant
        loss,
        plane,
        radius=radius,
        resolution=resolution,
        coarsest=resolution,
        step_seconds=np.inf,
        batched=batched,
        dtype=dtype,
        executor=executor,
    ):
        pass
    return found  # type: ignore[no-any-return]


def _radii(radius: Any) -> tuple[float, float]:
    radii = as_array(radius, "radius")
    if radii.shape not in ((), (2,)) or not (radii > 0.0).all():
        raise ValueError(f"radius must be positive, one number or two, got {radii.tolist()}")
    first, second = np.broadcast_to(radii, 2).tolist()
    return first, second


def _evaluator(loss: Any, plane: Plane, batched: bool, dtype: Any) -> Any:
    if hasattr(loss, "over_plane"):
        return loss.over_plane(plane, dtype)
    return BatchedPlane(loss, plane) if batched else OpaquePlane(loss, plane)


class _Grid:
    """Values known so far on the finest grid, and the finest part of it that is complete."""

    def __init__(self, x: FloatArray, y: FloatArray) -> None:
        self.x, self.y = x, y
        self.values = np.full((len(y), len(x)), np.nan)
        self.known: NDArray[np.bool_] = np.zeros(self.values.shape, np.bool_)
        self.n_known = 0
        middle = len(x) // 2
        self.first = (middle, np.array([middle]))
        self.complete: Any = (slice(middle, middle + 1),) * 2

    def put(self, row: int, columns: NDArray[np.intp], losses: FloatArray) -> None:
        self.values[row, columns] = losses
        self.known[row, columns] = True
        self.n_known += len(columns)

    def surface(self) -> LossSurface:
        rows, columns = self.complete
        return LossSurface(
            self.x[columns], self.y[rows], self.values[rows, columns].copy(), self.n_known / self.known.size
        )


def _here(grid: _Grid, strides: tuple[int, ...], evaluator: Any, step_seconds: float) -> Iterator[LossSurface]:
    began = time.perf_counter()
    row, columns = grid.first
    grid.put(row, columns, evaluator.losses(grid.x[columns], grid.y[row]))
    news = True
    for stride in strides:
        for row, columns in rows_of_unknown(grid.known, stride):
            for k in range(0, len(columns), evaluator.together):
                if (now := time.perf_counter()) - began >= step_seconds:
                    yield grid.surface()
                    began, news = max(now, time.perf_counter()), False
                some = columns[k : k + evaluator.together]
                grid.put(row, some, evaluator.losses(grid.x[some], grid.y[row]))
        grid.complete, news = (slice(None, None, stride),) * 2, True
    if news:
        yield grid.surface()


def _evaluate(make: Callable[[], Any], x: FloatArray, y: float) -> FloatArray:
    losses: FloatArray = make().losses(x, y)
    return losses


def _elsewhere(
    grid: _Grid, strides: tuple[int, ...], make: Callable[[], Any], executor: Executor, step_seconds: float
) -> Iterator[LossSurface | Future[Any]]:
    jobs: list[tuple[int, NDArray[np.intp], Future[Any]]] = []

    def send(row: int, columns: NDArray[np.intp]) -> None:
        jobs.append((row, columns, executor.submit(_evaluate, make, grid.x[columns], float(grid.y[row]))))

    def receive() -> Iterator[LossSurface | Future[Any]]:
        while jobs:
            row, columns, future = jobs[0]
            if not future.done():
                yield future
            try:
                losses = future.result()
            except (pickle.PicklingError, AttributeError, TypeError) as error:
                if "pickle" not in str(error):
                    raise
                raise ValueError(
                    "loss must be picklable to be evaluated by processes: define it at the top level of a module, "
                    f"or use threads, or a cluster that sends functions by value; got {error}"
                ) from error
            jobs.pop(0)
            grid.put(row, columns, losses)
            yield grid.surface()

    def thinned() -> Iterator[LossSurface | Future[Any]]:
        began = time.perf_counter()
        for answer in receive():
            if isinstance(answer, Future):
                yield answer
            elif time.perf_counter() - began >= step_seconds:
                yield answer
                began = time.perf_counter()

    try:
        send(*grid.first)
        yield from thinned()
        for stride in strides:
            for row, columns in rows_of_unknown(grid.known, stride):
                for k in range(0, len(columns), SENT):
                    send(row, columns[k : k + SENT])
            yield from thinned()
            grid.complete = (slice(None, None, stride),) * 2
            if stride == 1 or step_seconds == 0.0:
                yield grid.surface()
    finally:
        for _, _, future in jobs:
            future.cancel()
