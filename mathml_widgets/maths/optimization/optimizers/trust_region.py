"""Trust region: the lowest point of the parabola, no farther than it has proved right.

Newton's parabola is trusted within a ball; inside, its lowest point is taken, which exists whatever the signs of
the curvatures. If the function then falls as far as the parabola promised the ball grows, if not it shrinks.
Where the ball is small the step is steepest descent, where it is large Newton's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..arguments import Array, FloatArray, check_positive
from ..counting import Counted
from ..stacked import Stacked
from ..state import State
from .newton import curvatures

_ROUNDING = 16.0 * np.finfo(float).eps


class BallStep(NamedTuple):
    """The lowest point of parabolas within balls.

    Attributes
    ----------
    step : array (m, n)
        Along the eigenvectors.
    multiplier : array (m,)
        λ >= 0 with (H + λ I) step = −g; positive only on the border.
    """

    step: FloatArray
    multiplier: FloatArray


@dataclass(frozen=True, eq=False)
class TrustRegion(Stacked):
    r"""Newton's method within a ball.

    .. math:: x \leftarrow x + p, \quad p = \operatorname{argmin}_{\lvert p \rvert \le \Delta} g^T p + p^T H p / 2

    if f falls by more than a ten-thousandth of what the parabola promises.

    Parameters
    ----------
    radius : float, default 1
        The first Δ.

    Notes
    -----
    With ρ the fall of f divided by that of the parabola, Δ becomes |p|/4 where ρ < 1/4 and 2Δ where ρ > 3/4 and p
    lies on the border.  Where both falls drown in rounding, ρ counts as 1.  The internals are `direction` (p),
    `eigenvalues`, `radius` (of the next step), `multiplier` and `agreement` (ρ).

    References
    ----------
    Nocedal, Wright (2006), Numerical Optimization, algorithm 4.1 and section 4.3; Moré, Sorensen (1983), Computing
    a trust region step, SIAM Journal on Scientific and Statistical Computing 4, 553-572.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, rosenbrock
    >>> descend(rosenbrock(), [-1.2, 1.0], TrustRegion(), 100).ending
    'converged'
    """

    radius: float = 1.0

    def __post_init__(self) -> None:
        check_positive(self.radius, "radius")

    def begin(self, objective: Counted, start: FloatArray) -> State:
        """Return the state at `start`, with the first radius."""
        state = super().begin(objective, start)
        return state._replace(internals={"radius": np.full(len(start), float(self.radius))})

    def advance(self, objective: Counted, state: State) -> State:
        """Return the state after one more step."""
        assert state.gradient is not None and state.value is not None
        point, value, gradient = state.point.copy(), state.value.copy(), state.gradient.copy()
        radius, known = state.internals["radius"].copy(), np.full(len(point), np.nan)
        direction, eigenvalues, multiplier, agreement = np.zeros_like(point), point * np.nan, known.copy(), known
        stopped = np.zeros(len(point), bool)

        rows = np.flatnonzero(objective.live)
        eigenvalues[rows], vectors = curvatures(objective.hessian(point[rows], rows))
        along = (gradient[rows, np.newaxis, :] @ vectors)[:, 0, :]
        step, multiplier[rows] = lowest_in_ball(eigenvalues[rows], along, radius[rows])
        direction[rows] = (vectors @ step[:, :, np.newaxis])[:, :, 0]
        promised = -(along * step + 0.5 * eigenvalues[rows] * step * step).sum(axis=-1)

        trial = point[rows] + direction[rows]
        height, length = objective.value(trial, rows), np.linalg.norm(step, axis=-1)
        fall, noise = value[rows] - height, _ROUNDING * np.abs(value[rows])
        drowned = (np.abs(fall) <= noise) & (promised <= noise)
        rho = np.where(drowned, 1.0, np.where(np.isfinite(height), fall / promised, -np.inf))
        taken = rows[rho > 1e-4]
        point[taken], value[taken] = trial[rho > 1e-4], height[rho > 1e-4]
        gradient[taken] = objective.gradient(point[taken], taken)

        on_border = length >= 0.999 * radius[rows]
        grown = np.where((rho > 0.75) & on_border, 2.0 * radius[rows], radius[rows])
        radius[rows], agreement[rows] = np.where(rho < 0.25, 0.25 * length, grown), rho
        stopped[rows] = ~(radius[rows] > _ROUNDING * np.abs(point[rows]).max(axis=-1)) | ~np.isfinite(promised)
        internals = {
            "direction": direction,
            "eigenvalues": eigenvalues,
            "radius": radius,
            "multiplier": multiplier,
            "agreement": agreement,
        }
        return State(state.k + 1, point, gradient, internals, value, stopped)


@np.errstate(all="ignore")
def lowest_in_ball(eigenvalues: FloatArray, gradient: FloatArray, radius: FloatArray) -> BallStep:
    """Return the lowest points of parabolas g·p + Σ eᵢ pᵢ² / 2 within balls.

    Parameters
    ----------
    eigenvalues : array (m, n)
        e, rising.
    gradient : array (m, n)
        g, along the eigenvectors.
    radius : array (m,)

    Examples
    --------
    >>> lowest_in_ball(np.array([[1.0, 2.0]]), np.array([[3.0, 0.0]]), np.array([1.0]))
    BallStep(step=array([[-1., 0.]]), multiplier=array([2.]))
    """
    lowest = eigenvalues[:, 0]
    low = np.maximum(0.0, -lowest)
    high = np.maximum(low + np.linalg.norm(gradient, axis=-1) / radius, np.nextafter(low, np.inf))

    def step(multiplier: FloatArray) -> FloatArray:
        shifted: FloatArray = eigenvalues + multiplier[:, np.newaxis]
        return np.where(gradient == 0.0, 0.0, -gradient / shifted)

    def is_outside(multiplier: FloatArray) -> Array:
        return np.asarray(~(np.linalg.norm(step(multiplier), axis=-1) <= radius))

    # |step| falls as the multiplier rises; 100 halvings leave nothing between two floats.
    beyond = is_outside(low)
    for _ in range(100):
        middle = 0.5 * low + 0.5 * high
        outside = beyond & is_outside(middle)
        low, high = np.where(outside, middle, low), np.where(outside | ~beyond, high, middle)
    multiplier = np.where(beyond, high, low)
    found = step(multiplier)
    # Where the gradient has nothing, to rounding, along a direction that curves down, the rest of the way is along it.
    short = (lowest < 0.0) & (np.linalg.norm(found, axis=-1) < (1.0 - 1e-9) * radius)
    across = (found[:, 1:] ** 2).sum(axis=-1)
    found[short, 0] = -np.copysign(np.sqrt(radius * radius - across), gradient[:, 0])[short]
    return BallStep(found, multiplier)
