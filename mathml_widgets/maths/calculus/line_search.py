"""How far to go along a direction that leads downhill.

A step is long enough to be worth it if the function falls by a fair share of what its slope
promised (Armijo), and not too short if the slope has flattened by then (Wolfe).
Armijo's rule can be met by shrinking a step; for Wolfe's two rules an interval is found that must
hold a good step, and narrowed.
Every trial is kept with the interval of the moment, so that the search can be watched.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from math import inf, isfinite, nan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_array, plain
from .derivatives import directional_derivative
from .finite_differences import EPSILON
from .function import Function


class Trial(NamedTuple):
    """One step that was tried.

    Attributes
    ----------
    step_size, value : float
        The step, and the function after it (infinite where it is not finite).
    slope : float
        The slope along the direction there; NaN where it was not asked for.
    low, high : float
        The ends of the interval that held the search then; `low` is the better end.
    """

    step_size: float
    value: float
    slope: float
    low: float
    high: float


class LineSearch(NamedTuple):
    """A step along a direction, and how it was found.

    Attributes
    ----------
    accepted : bool
        Whether the step meets the rule.
    reason : str
        Why the search ended.
    step_size : float
        The step; 0 where none was good.
    point : float or array (n,)
        Where it leads.
    value : float
        The function there.
    slope : float
        The slope along the direction there; NaN where it was not asked for.
    trials : tuple of Trial
    n_values, n_slopes : int
        How often the function and its slope were evaluated, the start included.
    """

    accepted: bool
    reason: str
    step_size: float
    point: Any
    value: float
    slope: float
    trials: tuple[Trial, ...]
    n_values: int
    n_slopes: int


class _Line:
    """A function along a line, with a record of what was asked."""

    def __init__(
        self,
        function: Callable[[Any], Any],
        point: ArrayLike,
        direction: ArrayLike,
        gradient: Callable[[Any], Any] | None,
        decrease: float,
    ) -> None:
        if not 0.0 < decrease < 1.0:
            raise ValueError(f"decrease must be between 0 and 1, got {decrease}")
        self.function, self.decrease = function, decrease
        self.start, self.direction = as_array(point, "point"), as_array(direction, "direction")
        if self.direction.shape != self.start.shape:
            raise ValueError(
                f"direction must have the shape of point {self.start.shape}, got shape {self.direction.shape}"
            )
        self.gradient = function.gradient if gradient is None and isinstance(function, Function) else gradient
        self.n_values = self.n_slopes = 0
        self.trials: list[Trial] = []
        self.first = self.value(0.0)
        if not isfinite(self.first):
            raise ValueError(f"function must be finite at the point, got {self.first}")
        self.first_slope = self.slope(0.0)
        if not self.first_slope < 0.0:
            raise ValueError(f"direction must lead downhill, got a slope of {self.first_slope:g}")

    def point(self, t: float) -> Any:
        return plain(self.start + t * self.direction)

    def value(self, t: float) -> float:
        self.n_values += 1
        with np.errstate(all="ignore"):
            value = np.asarray(self.function(self.point(t)), dtype=np.float64)
        if value.size != 1:
            raise ValueError(f"function must return one number, got shape {value.shape}")
        found = float(value.reshape(()))
        return found if isfinite(found) else inf

    def slope(self, t: float) -> float:
        self.n_slopes += 1
        if self.gradient is None:
            return float(directional_derivative(self.function, self.point(t), self.direction).value)
        given = np.asarray(self.gradient(self.point(t)), dtype=np.float64)
        if given.shape != self.start.shape:
            raise ValueError(f"gradient must have shape {self.start.shape}, got shape {given.shape}")
        return float((given * self.direction).sum())

    def falls_enough(self, t: float, value: float) -> bool:
        """Return whether Armijo's rule holds, up to the rounding of the function."""
        return value <= self.first + self.decrease * t * self.first_slope + 2.0 * EPSILON * abs(self.first)

    def note(self, t: float, value: float, slope: float, low: float, high: float) -> None:
        self.trials.append(Trial(t, value, slope, low, high))

    def end(self, accepted: bool, reason: str, t: float, value: float, slope: float) -> LineSearch:
        return LineSearch(
            accepted, reason, t, self.point(t), value, slope, tuple(self.trials), self.n_values, self.n_slopes
        )


def armijo(
    function: Callable[[Any], Any],
    point: ArrayLike,
    direction: ArrayLike,
    *,
    gradient: Callable[[Any], Any] | None = None,
    step_size: float = 1.0,
    decrease: float = 1e-4,
    shrink: float = 0.5,
    max_trials: int = 60,
) -> LineSearch:
    r"""Return a step that lowers a function by a fair share of what its slope promises, by shrinking.

    .. math:: f(x + t d) \le f(x) + c_1 t \, \nabla f(x) \cdot d

    Parameters
    ----------
    function : callable or Function
        From a point to one number.
    point, direction : array_like (n,)
        x and d; d must lead downhill.
    gradient : callable, optional
        Otherwise that of the Function, or the measured slope along the direction.
    step_size : float
        The first t to try.
    decrease : float
        c1, between 0 and 1.
    shrink : float
        What to multiply t with after each failure, between 0 and 1.
    max_trials : int

    Returns
    -------
    LineSearch
        Not accepted, with a step of 0, where no trial was good: a result, not an error.

    Raises
    ------
    ValueError
        If the direction does not lead downhill, or an argument is out of its range.

    References
    ----------
    Nocedal and Wright, *Numerical Optimization*, 2nd edition, algorithm 3.1.

    Examples
    --------
    >>> found = armijo(lambda x: np.sum(x**2), [1.0, 0.0], [-4.0, 0.0])
    >>> found.step_size, [trial.step_size for trial in found.trials]
    (0.25, [1.0, 0.5, 0.25])
    """
    _positive(step_size, "step_size")
    if not 0.0 < shrink < 1.0:
        raise ValueError(f"shrink must be between 0 and 1, got {shrink}")
    line = _Line(function, point, direction, gradient, decrease)
    t, high = float(step_size), inf
    for _ in range(max_trials):
        value = line.value(t)
        line.note(t, value, nan, 0.0, high)
        if line.falls_enough(t, value):
            return line.end(True, "the function falls enough", t, value, nan)
        t, high = t * shrink, t
    return line.end(False, f"no step of {max_trials} falls enough", 0.0, line.first, line.first_slope)


def wolfe(
    function: Callable[[Any], Any],
    point: ArrayLike,
    direction: ArrayLike,
    *,
    gradient: Callable[[Any], Any] | None = None,
    step_size: float = 1.0,
    decrease: float = 1e-4,
    curvature: float = 0.9,
    max_step: float = 1e10,
    max_trials: int = 60,
) -> LineSearch:
    r"""Return a step that meets the strong Wolfe conditions: the function falls enough and its slope has flattened.

    .. math:: f(x + t d) \le f(x) + c_1 t \, \nabla f(x) \cdot d, \qquad
              |\nabla f(x + t d) \cdot d| \le c_2 \, |\nabla f(x) \cdot d|

    Parameters
    ----------
    function : callable or Function
        From a point to one number.
    point, direction : array_like (n,)
        x and d; d must lead downhill.
    gradient : callable, optional
        Otherwise that of the Function, or the measured slope along the direction.
    step_size : float
        The first t to try.
    decrease, curvature : float
        c1 and c2, with 0 < c1 < c2 < 1: 0.9 suits Newton-like directions, 0.1 conjugate gradients.
    max_step : float
        Where to give up on a function that falls for ever.
    max_trials : int

    Returns
    -------
    LineSearch
        Not accepted where no such step was found; then the best step that falls enough, or 0.

    Raises
    ------
    ValueError
        If the direction does not lead downhill, or an argument is out of its range.

    References
    ----------
    Nocedal and Wright, *Numerical Optimization*, 2nd edition, algorithms 3.5 and 3.6 and equation 3.59.

    Examples
    --------
    >>> found = wolfe(lambda x: np.sum(x**2), [1.0, 0.0], [-4.0, 0.0], curvature=0.1)
    >>> found.accepted, round(found.step_size, 12)
    (True, 0.25)
    """
    _positive(step_size, "step_size")
    _positive(max_step, "max_step")
    if not decrease < curvature < 1.0:
        raise ValueError(f"curvature must be between decrease = {decrease} and 1, got {curvature}")
    line = _Line(function, point, direction, gradient, decrease)
    flat = -curvature * line.first_slope
    before = Trial(0.0, line.first, line.first_slope, 0.0, inf)
    t = min(float(step_size), float(max_step))
    while len(line.trials) < max_trials:
        value = line.value(t)
        if not line.falls_enough(t, value) or (line.trials and value >= before.value):
            line.note(t, value, nan, before.step_size, inf)
            return _zoom(line, before, Trial(t, value, nan, 0.0, inf), flat, max_trials)
        slope = line.slope(t)
        line.note(t, value, slope, before.step_size, inf)
        if abs(slope) <= flat:
            return line.end(True, "the function falls enough and has flattened", t, value, slope)
        here = Trial(t, value, slope, 0.0, inf)
        if slope >= 0.0:
            return _zoom(line, here, before, flat, max_trials)
        if t >= max_step:
            return line.end(False, f"the function still falls at the longest step, {max_step:g}", t, value, slope)
        before, t = here, min(2.0 * t, float(max_step))
    return line.end(False, f"no interval in {max_trials} trials", before.step_size, before.value, before.slope)


def _zoom(line: _Line, low: Trial, high: Trial, flat: float, max_trials: int) -> LineSearch:
    """Narrow an interval with a good step inside: `low` falls enough and is the lower end, its slope points inside."""
    while len(line.trials) < max_trials:
        width = high.step_size - low.step_size
        if abs(width) <= 4.0 * EPSILON * max(abs(low.step_size), abs(high.step_size)):
            break
        t = low.step_size + width * _fraction(low, high, width)
        value = line.value(t)
        if not line.falls_enough(t, value) or value >= low.value:
            line.note(t, value, nan, low.step_size, high.step_size)
            high = Trial(t, value, nan, 0.0, inf)
            continue
        slope = line.slope(t)
        line.note(t, value, slope, low.step_size, high.step_size)
        if abs(slope) <= flat:
            return line.end(True, "the function falls enough and has flattened", t, value, slope)
        if slope * width >= 0.0:
            high = low
        low = Trial(t, value, slope, 0.0, inf)
    reason = "the interval became too small" if len(line.trials) < max_trials else f"no step in {max_trials} trials"
    return line.end(False, reason, low.step_size, low.value, low.slope)


def _fraction(low: Trial, high: Trial, width: float) -> float:
    """Return where between both ends a parabola or cubic through them is lowest, kept away from the ends."""
    rise, fall = high.value - low.value, low.slope * width
    if not isfinite(rise):
        return 0.5
    if isfinite(high.slope):
        d = fall + high.slope * width - 3.0 * rise
        root = d * d - fall * high.slope * width
        if root >= 0.0:
            bottom = high.slope * width - fall + 2.0 * math.sqrt(root)
            if bottom != 0.0:
                lowest = 1.0 - (high.slope * width + math.sqrt(root) - d) / bottom
                return min(0.9, max(0.1, lowest))
    curve = 2.0 * (rise - fall)
    return min(0.9, max(0.1, -fall / curve)) if curve > 0.0 else 0.5


class AcceptableSteps(NamedTuple):
    """Which of some steps meet the rules of a line search, (n_steps,) each.

    Attributes
    ----------
    values, slopes : array
        The function and its slope along the direction after each step.
    bounds : array
        What the function may be at most by Armijo's rule.
    falls_enough, is_flat : array of bool
        Armijo's rule and the second of Wolfe's.
    """

    values: FloatArray
    slopes: FloatArray
    bounds: FloatArray
    falls_enough: NDArray[np.bool_]
    is_flat: NDArray[np.bool_]


def acceptable_steps(
    function: Callable[[Any], Any],
    point: ArrayLike,
    direction: ArrayLike,
    step_sizes: ArrayLike,
    *,
    gradient: Callable[[Any], Any] | None = None,
    decrease: float = 1e-4,
    curvature: float = 0.9,
) -> AcceptableSteps:
    """Return which of some steps meet the conditions of `armijo` and `wolfe`, to draw the intervals that do.

    Parameters
    ----------
    function, point, direction, gradient, decrease, curvature
        As for `wolfe`.
    step_sizes : array_like (n_steps,)

    Returns
    -------
    AcceptableSteps

    Examples
    --------
    >>> found = acceptable_steps(lambda x: x**2, 1.0, -2.0, [0.01, 0.5, 1.1])
    >>> found.falls_enough, found.is_flat
    (array([ True,  True, False]), array([False,  True, False]))
    """
    line = _Line(function, point, direction, gradient, decrease)
    steps = as_array(step_sizes, "step_sizes")
    values = np.array([line.value(t) for t in steps])
    slopes = np.array([line.slope(t) if isfinite(v) else nan for t, v in zip(steps, values, strict=True)])
    return AcceptableSteps(
        values,
        slopes,
        line.first + decrease * steps * line.first_slope,
        np.array([line.falls_enough(t, v) for t, v in zip(steps, values, strict=True)]),
        np.abs(slopes) <= -curvature * line.first_slope,
    )


def _positive(number: float, name: str) -> None:
    if not 0.0 < number < inf:
        raise ValueError(f"{name} must be positive, got {number}")
