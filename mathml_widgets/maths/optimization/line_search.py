"""How far to go along a direction.

Far enough to fall by a fair share of what the slope promises (Armijo's condition), and far enough for the
slope itself to have flattened (the curvature condition): together they are Wolfe's. The search keeps a
bracket: its lower end falls but is still steep, its upper end has gone too far, and between them a good step
always exists; where the slope along the line would vanish, were it straight, is tried next. All starts of a
stack are searched at once, each with its own bracket; `calculus.wolfe` shows such a search on a single line.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .arguments import Array, FloatArray, check_positive
from .counting import Counted
from .state import State

_ROUNDING = 4.0 * np.finfo(float).eps


class LineSearch(NamedTuple):
    """Steps that satisfy Wolfe's conditions, and where they lead.

    Attributes
    ----------
    step_size : array (m,)
        0 where none was found.
    point : array (m, n)
    value : array (m,)
    gradient : array (m, n)
    """

    step_size: FloatArray
    point: FloatArray
    value: FloatArray
    gradient: FloatArray

    def state(self, k: int, internals: dict[str, FloatArray], carried: Any = None) -> State:
        """Return the state of a method that goes there at step k, and has stopped where no step was found."""
        internals = {**internals, "step_size": self.step_size}
        return State(k, self.point, self.gradient, internals, self.value, self.step_size == 0.0, carried)


@np.errstate(all="ignore")
def line_search(
    objective: Counted,
    point: FloatArray,
    value: FloatArray,
    gradient: FloatArray,
    direction: FloatArray,
    first_step: FloatArray,
    *,
    decrease: float = 1e-4,
    curvature: float = 0.9,
    max_trials: int = 40,
) -> LineSearch:
    """Return steps along `direction` that satisfy the strong conditions of Wolfe.

    With φ(t) = f(x + t d): φ(t) <= φ(0) + c₁ t φ'(0) and |φ'(t)| <= c₂ |φ'(0)|.

    Parameters
    ----------
    objective : Counted
        Only starts that are `live` are searched.
    point, gradient, direction : array (m, n)
    value, first_step : array (m,)
        f at the points, and the step sizes to try first.
    decrease, curvature : float
        c₁ and c₂ with 0 < c₁ < c₂ < 1.
    max_trials : int, default 40

    Returns
    -------
    LineSearch
        With step size 0 and the old point where `direction` does not lead down, or no trial lies lower.

    Notes
    -----
    While nothing is seen of the end of the fall, the steps grow faster and faster, by 4, 16, 64 and so on: no
    function is too flat.  Where no trial satisfies both conditions, the longest that satisfies the first is
    returned: along a line on which f has no smallest value, a step of astronomical length.

    Near a minimum the differences of f drown in rounding.  There, where f has changed by no more than 4
    roundings, a step is also accepted if (2 c₁ − 1) φ'(0) >= φ'(t) >= c₂ φ'(0), which for a parabola says the
    same.

    References
    ----------
    Nocedal, Wright (2006), Numerical Optimization, section 3.5; Hager, Zhang (2005), A new conjugate gradient
    method with guaranteed descent and an efficient line search, SIAM Journal on Optimization 16, equation
    4.1.
    """
    slope = (gradient * direction).sum(axis=-1)
    found = LineSearch(np.zeros_like(value), point.copy(), value.copy(), gradient.copy())
    low, slope_low = np.zeros_like(value), slope.copy()
    high, slope_high = np.full_like(value, np.inf), np.full_like(value, np.nan)
    step = np.array(first_step, dtype=float)
    rows = np.flatnonzero(objective.live & (slope < 0.0) & np.isfinite(slope) & np.isfinite(value) & (step > 0.0))
    for n_tried in range(1, max_trials + 1):
        if rows.size == 0:
            break
        t = step[rows]
        trial = point[rows] + t[:, np.newaxis] * direction[rows]
        height, uphill = objective.value(trial, rows), objective.gradient(trial, rows)
        steepness = (uphill * direction[rows]).sum(axis=-1)
        start, promised = value[rows], slope[rows]
        falls = height <= start + decrease * t * promised
        level = (np.abs(height - start) <= _ROUNDING * np.abs(start)) & (steepness <= (2.0 * decrease - 1.0) * promised)
        flat = np.abs(steepness) <= -curvature * promised
        good = (falls | level) & flat
        short = falls & (steepness < 0.0)
        # A step that falls but is still steep is kept in case no better one is found.
        kept, best = rows[good | short], good | short
        found.step_size[kept], found.point[kept] = t[best], trial[best]
        found.value[kept], found.gradient[kept] = height[best], uphill[best]

        slope_high[rows] = np.where(short, slope_high[rows], np.where(steepness > 0.0, steepness, np.nan))
        high[rows] = np.where(short, high[rows], t)
        ahead = _where_flat(low[rows], slope_low[rows], t, steepness)
        low[rows], slope_low[rows] = np.where(short, t, low[rows]), np.where(short, steepness, slope_low[rows])
        inside = _where_flat(low[rows], slope_low[rows], high[rows], slope_high[rows])
        step[rows] = np.where(
            np.isinf(high[rows]),
            _within(ahead, 1.1 * t, 4.0**n_tried * t),
            _split(inside, low[rows], high[rows], n_tried % 4 == 0),
        )
        rows = rows[~good]
    return found


def downhill(direction: FloatArray, gradient: FloatArray) -> tuple[FloatArray, Array]:
    """Return the directions (m, n), minus the gradient where they do not lead down, and where (m,) that is."""
    uphill = ~((direction * gradient).sum(axis=-1) < 0.0)
    return np.where(uphill[:, np.newaxis], -gradient, direction), uphill


def unit_step(gradient: Array) -> FloatArray:
    """Return for each gradient (m, n) the step size, at most 1, that moves no coordinate by more than 1."""
    step: FloatArray = 1.0 / np.maximum(np.abs(gradient).max(axis=-1), 1.0)
    return step


def check_curvature(curvature: float) -> None:
    """Refuse a curvature constant that no step need satisfy."""
    if not 1e-4 < check_positive(curvature, "curvature") < 1.0:
        raise ValueError(f"curvature must lie between 1e-4 and 1, got {curvature}")


def _where_flat(a: FloatArray, slope_a: FloatArray, b: FloatArray, slope_b: FloatArray) -> FloatArray:
    """Return where a slope that is `slope_a` at a and `slope_b` at b would vanish, were it linear."""
    root: FloatArray = a - slope_a * (b - a) / (slope_b - slope_a)
    return root


def _within(wish: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return the wish put between low and high, and high where there is none."""
    return np.where(wish > 0.0, np.minimum(np.maximum(wish, low), high), high)


def _split(wish: FloatArray, low: FloatArray, high: FloatArray, halve: bool) -> FloatArray:
    """Return the wish, kept a little inside the bracket, or its middle where there is none."""
    width = high - low
    inside = np.minimum(np.maximum(wish, low + 0.02 * width), high - 0.02 * width)
    return low + 0.5 * width if halve else np.where(np.isfinite(wish), inside, low + 0.5 * width)
