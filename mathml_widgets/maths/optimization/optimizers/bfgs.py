"""BFGS: learn the curvature from the gradients on the way.

A step and the change of the gradient along it tell one row of what the Hessian must be; BFGS keeps a matrix
in the place of the inverse Hessian and after each step changes it as little as possible to agree. After a few
steps it moves almost like Newton's method, without a second derivative. The curvature condition of the line
search keeps the matrix positive, so that every direction leads down.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import Array, FloatArray
from ..counting import Counted
from ..line_search import downhill, line_search, unit_step
from ..stacked import Stacked
from ..state import State
from .secant_pairs import SecantPair, secant_pair


@dataclass(frozen=True, eq=False)
class BFGS(Stacked):
    r"""The method of Broyden, Fletcher, Goldfarb and Shanno.

    .. math::
        x \leftarrow x - t B g, \quad
        B \leftarrow (I - \rho s y^T) B (I - \rho y s^T) + \rho s s^T, \quad \rho = 1 / y^T s

    with s the step and y the change of g.

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
        direction, uphill = downhill(-(matrix @ gradient[:, :, np.newaxis])[:, :, 0], gradient)
        matrix = np.where(uphill[:, np.newaxis, np.newaxis], np.eye(gradient.shape[-1]), matrix)
        fresh = uphill | (state.k == 0)
        first_step = np.where(fresh, unit_step(direction), 1.0)
        search = line_search(objective, state.point, state.value, gradient, direction, first_step)
        pair = secant_pair(search.point - state.point, search.gradient - gradient)
        matrix = _updated(matrix, pair, fresh)
        return search.state(state.k + 1, {"direction": direction, "inverse_hessian": matrix})


@np.errstate(all="ignore")
def _updated(matrix: FloatArray, pair: SecantPair, fresh: Array) -> FloatArray:
    identity = np.eye(matrix.shape[-1])
    scale, weight = pair.scale[:, :, np.newaxis], pair.weight[:, :, np.newaxis]
    s, y = pair.step[:, :, np.newaxis], pair.change[:, np.newaxis, :]
    matrix = np.where(fresh[:, np.newaxis, np.newaxis] & np.isfinite(scale), scale * identity, matrix)
    turn = identity - weight * s * y
    updated = turn @ matrix @ turn.transpose(0, 2, 1) + weight * s * s.transpose(0, 2, 1)
    known = np.isfinite(updated).all(axis=(1, 2), keepdims=True)
    return np.where(known, updated, matrix)
