"""A loss along a line, and the barrier on it.

Between two solutions the loss may stay low or rise to a wall; how high the wall is says whether they lie in one
valley.
It is measured against the straight line between the two losses, so that ends of different height are no barrier.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .opaque_planes import as_loss


class LossLine(NamedTuple):
    """A loss along a line.

    Attributes
    ----------
    fractions : array (n_points,)
        0 is the start, 1 the end.
    losses : array (n_points,)
    barrier : float
        How far the loss rises above the straight line between the losses at the two ends, at least 0; infinite where
        the loss is not finite between them, NaN where it is not finite at an end.
    barrier_at : float
        The fraction where it does so most; 0 where there is no barrier.
    """

    fractions: FloatArray
    losses: FloatArray
    barrier: float
    barrier_at: float


def loss_line(
    loss: Callable[[Any], Any],
    start: ArrayLike,
    end: ArrayLike,
    *,
    fractions: ArrayLike | None = None,
    batched: bool = False,
) -> LossLine:
    r"""Return a loss along the line between two points, and the height of the barrier between them.

    .. math:: \max_{0 \le t \le 1} L((1 - t)\, \theta_0 + t\, \theta_1) - (1 - t) L(\theta_0) - t L(\theta_1)

    Parameters
    ----------
    loss : callable
        From a vector (n_parameters,) to a number; a `NetworkLoss` is evaluated all at once.
    start, end : array_like (n_parameters,)
    fractions : array_like (n_points,), optional
        Where to look, by default 51 points from 0 to 1; they may go beyond both ends, and 0 and 1 are put in.
    batched : bool
        Whether the loss takes vectors (k, n_parameters) and gives (k,).

    Returns
    -------
    LossLine

    Raises
    ------
    ValueError
        If the shapes differ, or the loss returns anything but one real number.

    References
    ----------
    Frankle, Dziugaite, Roy and Carbin, *Linear mode connectivity and the lottery ticket hypothesis*, ICML 2020.

    Examples
    --------
    >>> line = loss_line(lambda p: (p[0] ** 2 - 1) ** 2, [-1.0], [1.0])
    >>> line.barrier, line.barrier_at
    (1.0, 0.5)
    """
    first, last = as_array(start, "start"), as_array(end, "end")
    if first.ndim != 1 or first.shape != last.shape:
        raise ValueError(f"start and end must be vectors of the same length, got shapes {first.shape} and {last.shape}")
    asked = as_array(np.linspace(0.0, 1.0, 51) if fractions is None else fractions, "fractions")
    t = np.union1d(asked.ravel(), [0.0, 1.0])
    points = (1.0 - t)[:, np.newaxis] * first + t[:, np.newaxis] * last
    if batched or hasattr(loss, "over_plane"):
        losses = np.asarray(loss(points), dtype=np.float64)
        if losses.shape != t.shape:
            raise ValueError(f"loss must return {len(t)} numbers, got shape {losses.shape}")
    else:
        losses = np.array([as_loss(loss(point)) for point in points])
    return LossLine(t, losses, *_barrier(t, losses))


def _barrier(t: FloatArray, losses: FloatArray) -> tuple[float, float]:
    between = (t >= 0.0) & (t <= 1.0)
    t, losses = t[between], losses[between]
    if not np.isfinite(losses[[0, -1]]).all():
        return float("nan"), float("nan")
    finite = np.isfinite(losses)
    if not finite.all():
        return float("inf"), float(t[~finite][0])
    rise = losses - ((1.0 - t) * losses[0] + t * losses[-1])
    rise[[0, -1]] = 0.0
    k = int(rise.argmax())
    return float(rise[k]), float(t[k])
