"""Damped Newton: Newton's direction, made to go down, and no farther than it falls.

Each negative curvature is replaced by its size, so that the direction leads down along every eigenvector and
away from saddles. A line search shortens the step until the function has really fallen. Near a minimum the
full step passes, and the speed of Newton's method is back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import check_positive
from ..counting import Counted
from ..line_search import line_search
from ..stacked import Stacked
from ..state import State
from .newton import curvatures, divided


@dataclass(frozen=True, eq=False)
class DampedNewton(Stacked):
    r"""Newton's method with positive curvatures and a line search.

    .. math::
        x \leftarrow x - t \, V \operatorname{diag}(1 / (\lvert \lambda_i \rvert + \delta)) V^T g, \quad
        H = V \operatorname{diag}(\lambda_i) V^T

    with t from Wolfe's conditions, 1 first.

    Parameters
    ----------
    damping : float, default 0
        δ, zero or positive: the larger, the shorter and the closer to gradient descent.

    Notes
    -----
    Curvatures are at least 1e-8 of the largest, and 1e-300, so that the step stays finite where H is
    singular; where H is 0 or does not exist, the direction is minus the gradient. The internals are
    `direction`, `eigenvalues` and `step_size`.

    References
    ----------
    Nocedal, Wright (2006), Numerical Optimization, section 3.4; Dauphin et al. (2014), Identifying and
    attacking the saddle point problem in high-dimensional non-convex optimization, NeurIPS.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, rosenbrock
    >>> descend(rosenbrock(), [-1.2, 1.0], DampedNewton(), 100).ending
    'converged'
    """

    damping: float = 0.0

    def __post_init__(self) -> None:
        check_positive(self.damping, "damping", zero=True)

    def advance(self, objective: Counted, state: State) -> State:
        """Return the state after one more step."""
        assert state.gradient is not None and state.value is not None
        rows = np.flatnonzero(objective.live)
        direction, eigenvalues = np.zeros_like(state.point), np.full_like(state.point, np.nan)
        eigenvalues[rows], eigenvectors = curvatures(objective.hessian(state.point[rows], rows))
        size = np.abs(eigenvalues[rows])
        largest = size.max(axis=-1, keepdims=True)
        size = np.where(largest > 0.0, np.maximum(np.maximum(size, 1e-8 * largest), 1e-300), 1.0)
        direction[rows] = -divided(state.gradient[rows], size + self.damping, eigenvectors)
        search = line_search(objective, state.point, state.value, state.gradient, direction, np.ones_like(state.value))
        return search.state(state.k + 1, {"direction": direction, "eigenvalues": eigenvalues})
