"""What a function does as it is approached from the left and from the right.

Where the two one-sided slopes differ there is a kink and no derivative; where they grow without
limit the graph is vertical or jumps.
At the edge of the domain only one side exists, and its slope is the derivative.
A slope that neither settles nor grows, like that of x sin(1/x) at 0, does not exist at all.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..linear_algebra.arguments import FloatArray
from .black_box import BlackBox
from .extrapolation import extrapolate, most_trusted
from .finite_differences import EPSILON, FIRST_STEPS, HALVINGS, argument_rounding


class Sides(NamedTuple):
    """The slopes on both sides of a point along a ray, (*result_shape) each.

    Attributes
    ----------
    left, right : array
        Infinite where a slope grows without limit, NaN where it has no limit or the side is outside of the domain.
    error : array
        How far off they may be.
    left_is_edge, right_is_edge : array of bool
        Whether the function is not defined on that side.
    jumps : array of bool
        Whether the function does not come back to its value at the point.
    scatters : array of bool
        Whether the values look like noise on both sides, however small the step.
    """

    left: FloatArray
    right: FloatArray
    error: FloatArray
    left_is_edge: NDArray[np.bool_]
    right_is_edge: NDArray[np.bool_]
    jumps: NDArray[np.bool_]
    scatters: NDArray[np.bool_]


class Side(NamedTuple):
    """One of them, seen from the point."""

    slope: FloatArray
    error: FloatArray
    is_edge: NDArray[np.bool_]
    jumps: NDArray[np.bool_]
    scatters: NDArray[np.bool_]


def one_sided_slopes(box: BlackBox, ray: FloatArray) -> Sides:
    """Return the slopes on both sides of a point along one ray.

    Parameters
    ----------
    box : BlackBox
    ray : array (*point_shape)

    Returns
    -------
    Sides

    Examples
    --------
    >>> sides = one_sided_slopes(BlackBox(np.abs, 0.0), np.array(1.0))
    >>> float(sides.left), float(sides.right)
    (-1.0, 1.0)
    """
    right, left = _look(box, ray), _look(box, -ray)
    known = [np.where(side.is_edge, 0.0, side.error) for side in (left, right)]
    return Sides(
        -left.slope,
        right.slope,
        np.maximum(*known),
        left.is_edge,
        right.is_edge,
        left.jumps | right.jumps,
        left.scatters & right.scatters,
    )


def _look(box: BlackBox, ray: FloatArray) -> Side:
    steps = np.multiply.outer(FIRST_STEPS, HALVINGS)
    values = box.values(box.point + np.multiply.outer(steps.ravel(), ray))
    values = values.reshape(*steps.shape, *box.value.shape)
    h = steps.reshape(*steps.shape, *(1,) * box.value.ndim)
    change = values - box.value
    slopes, slack, jitter = (
        change / h,
        argument_rounding(box, ray[None])[0],
        _jitter(change[-2:].reshape(-1, *box.value.shape)),
    )
    noise = (EPSILON * np.maximum(np.abs(values), np.abs(box.value)) + slack * np.abs(slopes) + jitter) / h
    slope, error = most_trusted(
        *(np.array(f) for f in zip(*map(partial(extrapolate, order=1), slopes, noise), strict=True))
    )
    is_edge = ~np.isfinite(values[-1]).all(axis=0)
    vertical = _grows(slopes[2:, 0]) & (np.abs(slopes[-1, 0]) > 8.0 * noise[-1, 0])
    tallest = np.fmax.reduce(np.abs(slopes).reshape(-1, *box.value.shape))
    settled = error <= 1e-3 * tallest + 100.0 * noise[0, 0]
    slope = np.where(vertical, np.copysign(np.inf, slopes[-1, -1]), np.where(settled, slope, np.nan))
    stays = np.abs(change[-1, 0]) > 0.5 * np.abs(change[len(change) // 2, 0])
    return Side(
        np.where(is_edge, np.nan, slope),
        np.where(vertical, 0.0, error),
        is_edge,
        vertical & stays,
        jitter > 1e6 * EPSILON * np.abs(box.value),
    )


def _jitter(change: FloatArray) -> FloatArray:
    """Return by how much the values after the smallest steps scatter, 0 where they rise or fall steadily."""
    steps = np.diff(change, axis=0)
    steady = (steps >= 0.0).all(axis=0) | (steps <= 0.0).all(axis=0)
    return np.where(steady, 0.0, np.ptp(change, axis=0))


def _grows(slopes: FloatArray) -> NDArray[np.bool_]:
    """Return where the slopes grow by about the same factor from step to step."""
    factors = slopes[1:] / slopes[:-1]
    least, most = factors.min(axis=0), factors.max(axis=0)
    return np.asarray((least > 1.05) & (most < 1.5 * least))
