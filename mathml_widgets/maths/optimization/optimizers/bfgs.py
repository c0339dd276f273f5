"""BFGS: learn the curvature from the gradients on the way.

A step and the change of the gradient along it tell one row of what the Hessian must be; BFGS keeps a matrix
in the place of the inverse Hessian and after each step changes it as little as possible to agree. After a few
steps it moves almost like Newton's method, without a second derivative. The curvature condition of the line
search keeps the matrix positive, so that every direction leads down.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray
from ..counting import Counted
from ..line_search import line_search, unit_step
from ..stacked import Stacked
from ..state import State


@dataclass(frozen=True, eq=False)
class BFGS(Stacked):
    """The method of Broyden, Fletcher, Goldfarb and Shanno.

    d = −B g,  x ← x + t d,  B ← (I − ρ s yᵀ) B (I − ρ y sᵀ) + ρ s sᵀ with s = t d, y the change of g and ρ =
    1 / yᵀs.

    Notes
    -----
    B starts as the identity, and before the first update as yᵀs / yᵀy times it.  An update is left out where
    yᵀs is not positive to rounding; where d does not lead down, B starts again. The internals are
    `direction`, `step_size` and `inverse_hessian` (..., n, n).

    References
    ----------
    Nocedal, Wright (2006), Numerical Optimization, algorithm 6.1 and equation 6.20.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, rosenbrock
    >>> path = descend(rosenbrock(), [-1.2, 1.0], BFGS(), 100)
    >>> path.ending, path.ended_at < 50
    ('converged', True)
    """

    def begin(self, objective: Counted, start: FloatArray) -> State:
        """Return the state at `start`, with the identity for the inverse Hessian."""
        m, n = start.shape
        internals = {
            "direction": np.zeros_like(start),
            "step_size": np.zeros(m),
            "inverse_hessian": np.tile(np.eye(n), (m, 1, 1)),
        }
        return super().begin(objective, start)._replace(internals=internals)

    def advance(self, objective: Counted, state: State) -> State:
        """Return the state after one more step."""
        assert state.gradient is not None and state.value is not None
        gradient, matrix = state.gradient, state.internals["inverse_hessian"]
        direction = -(matrix @ gradient[:, :, np.newaxis])[:, :, 0]
        uphill = ~((direction * gradient).sum(axis=-1) < 0.0)
        matrix = np.where(uphill[:, np.newaxis, np.newaxis], np.eye(gradient.shape[-1]), matrix)
        direction = np.where(uphill[:, np.newaxis], -gradient, direction)
        fresh = uphill | (state.k == 0)
        first_step = np.where(fresh, unit_step(direction), 1.0)
        search = line_search(objective, state.point, state.value, gradient, direction, first_step)
        matrix = _updated(matrix, search.point - state.point, search.gradient - gradient, fresh)
        return State(
            state.k + 1,
            search.point,
            search.gradient,
            {"direction": direction, "step_size": search.step_size, "inverse_hessian": matrix},
            search.value,
            stopped=search.step_size == 0.0,
        )


def _updated(matrix: FloatArray, s: FloatArray, y: FloatArray, fresh: FloatArray) -> FloatArray:
    with np.errstate(all="ignore"):
        size = (y * y).sum(axis=-1)
        agreement = (s * y).sum(axis=-1)
        rho = 1.0 / agreement
        usable = (agreement > 1e-16 * np.sqrt(size * (s * s).sum(axis=-1))) & np.isfinite(rho) & (size > 0.0)
        matrix = np.where((fresh & usable)[:, np.newaxis, np.newaxis], (agreement / size)[:, np.newaxis, np.newaxis]
                          * np.eye(s.shape[-1]), matrix)  # fmt: skip
        turn = np.eye(s.shape[-1]) - rho[:, np.newaxis, np.newaxis] * s[:, :, np.newaxis] * y[:, np.newaxis, :]
        outer = rho[:, np.newaxis, np.newaxis] * s[:, :, np.newaxis] * s[:, np.newaxis, :]
        updated = turn @ matrix @ turn.transpose(0, 2, 1) + outer
    usable &= np.isfinite(updated).all(axis=(1, 2))
    return np.where(usable[:, np.newaxis, np.newaxis], updated, matrix)
