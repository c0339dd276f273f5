"""Newton's method: jump to where the local parabola is flat.

Gradient and Hessian fix a parabola that touches the function; the method goes straight to its stationary point.
On a quadratic that is one step whatever the condition number, near a minimum the number of right digits
doubles with each step. But a stationary point may be a saddle or a maximum: where curvatures are negative,
the method climbs to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..arguments import FloatArray
from ..counting import Counted
from ..stacked import Stacked
from ..state import State


class Curvatures(NamedTuple):
    """The eigenvalues (m, n) and eigenvectors (m, n, n) of Hessians, NaN where there is no Hessian."""

    eigenvalues: FloatArray
    eigenvectors: FloatArray


def curvatures(hessians: FloatArray) -> Curvatures:
    """Return the eigenvalues, rising, and the eigenvectors, as columns, of symmetric matrices (m, n, n)."""
    known = np.asarray(np.isfinite(hessians).all(axis=(-2, -1)))
    eigenvalues, eigenvectors = np.linalg.eigh(np.where(known[:, np.newaxis, np.newaxis], hessians, 0.0))
    return Curvatures(np.where(known[:, np.newaxis], eigenvalues, np.nan), eigenvectors)


def divided(gradient: FloatArray, by: FloatArray, eigenvectors: FloatArray) -> FloatArray:
    """Return V diag(1/by) Vᵀ g for each row of gradients (m, n)."""
    along = (gradient[:, np.newaxis, :] @ eigenvectors)[:, 0, :]
    with np.errstate(all="ignore"):
        result: FloatArray = (eigenvectors @ (along / by)[:, :, np.newaxis])[:, :, 0]
    return result


@dataclass(frozen=True, eq=False)
class Newton(Stacked):
    r"""Newton's method.

    .. math:: x \leftarrow x - H^{-1} g

    Notes
    -----
    A start where H is singular to rounding (a curvature below n ε times the largest, with ε = 2.2e-16) or
    does not exist ends as `stopped`: there is no Newton step. The internals are `direction` and
    `eigenvalues`, those of the Hessian at the point before.

    References
    ----------
    Nocedal, Wright (2006), Numerical Optimization, section 3.3.

    Examples
    --------
    A saddle attracts it from any side:

    >>> from mathml_widgets.maths.optimization import descend, quadratic
    >>> print(descend(quadratic([[2, 0], [0, -2]]), [1.0, 0.5], Newton(), 1).points[-1])
    [0. 0.]
    """

    def begin(self, objective: Counted, start: FloatArray) -> State:
        """Return the state at `start`."""
        return State(0, start, objective.gradient(start))

    def advance(self, objective: Counted, state: State) -> State:
        """Return the state after one more step."""
        assert state.gradient is not None
        rows = np.flatnonzero(objective.live)
        point, gradient = state.point.copy(), state.gradient.copy()
        direction, eigenvalues = np.zeros_like(point), np.full_like(point, np.nan)
        eigenvalues[rows], eigenvectors = curvatures(objective.hessian(point[rows], rows))
        direction[rows] = -divided(gradient[rows], eigenvalues[rows], eigenvectors)
        size = np.abs(eigenvalues)
        smallest = point.shape[-1] * np.finfo(float).eps * size.max(axis=-1)
        stopped = ~(size.min(axis=-1) > smallest)
        direction[stopped] = 0.0
        moving = np.flatnonzero(~stopped)
        point[moving] += direction[moving]
        gradient[moving] = objective.gradient(point[moving], moving)
        return State(
            state.k + 1,
            point,
            gradient,
            {"direction": direction, "eigenvalues": eigenvalues},
            stopped=stopped,
        )
