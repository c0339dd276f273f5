"""The slope of a function that can only be asked for values.

A central difference (f(x + h) - f(x - h)) / 2h is wrong by the curvature of the slope when h is
large and by rounding when h is small; five steps that halve, extrapolated to h = 0, do better than
the best single step.
The steps start at 1/32 of the scale of x and move down where the answers do not settle: near a
pole, at the edge of the domain, on a fast oscillation.
A much smaller step has the last word, since large ones can agree by accident.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..linear_algebra.arguments import FloatArray
from .black_box import BlackBox
from .extrapolation import extrapolate, most_trusted
from .rays import Axes

EPSILON = float(np.finfo(np.float64).eps)
HALVINGS = 2.0 ** -np.arange(5.0)
FIRST_STEPS = 2.0 ** -np.array([5.0, 11.0, 17.0, 23.0, 29.0, 35.0, 41.0])
CONTROL_STEP = 2.0**-20
AT_ONCE = 1 << 20


class Slopes(NamedTuple):
    """Slopes along some rays, (n_rays, *result_shape).

    Attributes
    ----------
    value : array
        NaN where none was found.
    error : array
        How far off it may be; infinite where none was found.
    smooth : array of bool
        False where the slopes of both sides do not come together as the step shrinks, or do not settle.
    """

    value: FloatArray
    error: FloatArray
    smooth: NDArray[np.bool_]


class Differences(NamedTuple):
    """Central differences (n_steps, n_rays, *result_shape), their rounding errors, and the gap between both sides.

    The gap is (f(x + h) - f(x)) / h - (f(x) - f(x - h)) / h: it shrinks like h where f is smooth, and stays at
    a kink.
    """

    slope: FloatArray
    noise: FloatArray
    gap: FloatArray


def central_slopes(box: BlackBox, rays: FloatArray | Axes) -> Slopes:
    """Return the slopes of a function along rays by extrapolated central differences.

    Parameters
    ----------
    box : BlackBox
    rays : array (n_rays, *point_shape) or Axes
        Each as long as the scale on which the function is expected to change.

    Returns
    -------
    Slopes

    Examples
    --------
    >>> box = BlackBox(np.abs, [3.0, -2.0])
    >>> central_slopes(box, np.eye(2)).value
    array([[ 1.,  0.],
           [ 0., -1.]])
    """
    rows = max(1, AT_ONCE // (12 * max(1, box.point.size)))
    parts = []
    for start in range(0, len(rays), rows):
        some = rays[start : start + rows]
        parts.append(settle(partial(_along, box, some), len(some)))
    return Slopes(*(np.concatenate(field) for field in zip(*parts, strict=True)))


def _along(box: BlackBox, rays: FloatArray, some: NDArray[np.intp], steps: FloatArray) -> Differences:
    return differences(box, rays[some], steps)


def differences(box: BlackBox, rays: FloatArray, steps: FloatArray) -> Differences:
    """Return the central differences of a function along rays, for several step sizes."""
    moves = np.multiply.outer(steps, rays)
    points = np.stack([box.point + moves, box.point - moves]).reshape(-1, *box.point.shape)
    ahead, behind = box.values(points).reshape(2, len(steps), len(rays), *box.value.shape)
    slack = argument_rounding(box, rays).reshape(-1, *(1,) * box.value.ndim)
    return compare_sides(ahead, behind, box.value, steps, slack)


def argument_rounding(box: BlackBox, rays: FloatArray) -> FloatArray:
    """Return how far, in units of each ray, rounding may move a point on it, shape (n_rays,)."""
    ratio = np.divide(np.abs(box.point), np.abs(rays), out=np.zeros_like(rays), where=rays != 0.0)
    return np.asarray(EPSILON * ratio.reshape(len(rays), -1).max(axis=1, initial=0.0))


def compare_sides(
    ahead: FloatArray, behind: FloatArray, value: FloatArray, steps: FloatArray, slack: Any = 0.0
) -> Differences:
    """Return the central differences between values on both sides, (n_steps, ...) each.

    `slack` is how far rounding may have moved the points, in units of the ray.
    """
    h = steps.reshape(-1, *(1,) * (ahead.ndim - 1))
    slope = (ahead - behind) / (2.0 * h)
    size = np.maximum(np.maximum(np.abs(ahead), np.abs(behind)), np.abs(value))
    return Differences(slope, (EPSILON * size + slack * np.abs(slope)) / h, (ahead - 2.0 * value + behind) / h)


def settle(
    sample: Callable[[NDArray[np.intp], FloatArray], Differences],
    n_items: int,
    first_steps: FloatArray = FIRST_STEPS,
    control_step: float = CONTROL_STEP,
    shrinks: float = 0.01,
) -> Slopes:
    """Return the limits of difference quotients, with smaller steps for those that do not settle.

    Parameters
    ----------
    sample : callable
        The difference quotients of some items, by their numbers, for some step sizes.
    n_items : int
    first_steps : array
        The step from which each attempt halves.
    control_step : float
        A small step whose quotient a limit must not contradict.
    shrinks : float
        By which factor the last gap must be smaller than the widest, if both sides come together.

    Returns
    -------
    Slopes
        One for each item.
    """
    left = np.arange(n_items)
    first = sample(left, np.append(first_steps[0] * HALVINGS, control_step))
    control, doubt = first.slope[-1], 100.0 * first.noise[-1]
    together = np.abs(first.gap[-1]) <= 8.0 * first.noise[-1] + shrinks * np.fmax.reduce(np.abs(first.gap[:-1]))
    tallest = np.fmax.reduce(np.abs(first.slope[:-1]))
    values = np.full((len(first_steps), *control.shape), np.nan)
    errors = np.full(values.shape, np.inf)
    current = Differences(*(field[:-1] for field in first))
    for i in range(len(first_steps)):
        if i:
            current = sample(left, first_steps[i] * HALVINGS)
        found, error = extrapolate(current.slope, current.noise)
        settled = (error <= 1e-9 * np.abs(found) + 20.0 * current.noise[0]) & (
            np.abs(found - control[left]) <= 10.0 * error + doubt[left]
        )
        values[i, left], errors[i, left] = found, error
        left = left[~settled.reshape(len(left), -1).all(axis=1)]
        if not len(left):
            break
    value, error = most_trusted(values, errors)
    limit = 1e-3 * np.fmax(tallest, np.abs(value)) + 100.0 * np.fmax.reduce(first.noise)
    return Slopes(value, error, together & (error <= limit))
