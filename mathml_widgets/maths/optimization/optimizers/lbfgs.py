"""L-BFGS: BFGS that remembers only its last few steps.

A matrix of n by n numbers is too much when n is large; the last ten steps and changes of the gradient are
enough to apply it. Two short loops over these pairs turn the gradient into the direction, at the cost of a
few inner products each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray, check_count
from ..counting import Counted
from ..line_search import downhill, line_search, unit_step
from ..stacked import Stacked
from ..state import State
from .secant_pairs import SecantPair, secant_pair


@dataclass(frozen=True, eq=False)
class LBFGS(Stacked):
    """BFGS with limited memory.

    The matrix of `BFGS`, built anew at each step from the last pairs (s, y), starting from yᵀs / yᵀy times
    the identity with the newest pair.

    Parameters
    ----------
    memory : int, default 10
        How many pairs are kept.

    Notes
    -----
    While the memory is not full, the steps on paper are those of BFGS with another starting matrix.
    The internals are `direction` and `step_size`.

    References
    ----------
    Nocedal (1980), Updating quasi-Newton matrices with limited storage, Mathematics of Computation 35, 773-782;
    Nocedal, Wright (2006), Numerical Optimization, algorithms 7.4 and 7.5.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, rosenbrock
    >>> descend(rosenbrock(100), [-1.0] * 100, LBFGS(), 1000).ending
    'converged'
    """

    memory: int = 10

    def __post_init__(self) -> None:
        check_count(self.memory, "memory")

    def begin(self, objective: Counted, start: FloatArray) -> State:
        """Return the state at `start`, with an empty memory."""
        state = super().begin(objective, start)
        internals = {"direction": np.zeros_like(start), "step_size": np.zeros(len(start))}
        return state._replace(internals=internals, carried=())

    def advance(self, objective: Counted, state: State) -> State:
        """Return the state after one more step."""
        assert state.gradient is not None and state.value is not None
        gradient, pairs = state.gradient, state.carried
        direction, uphill = downhill(-_applied(pairs, gradient), gradient)
        fresh = uphill | (state.k == 0)
        first_step = np.where(fresh, unit_step(direction), 1.0)
        search = line_search(objective, state.point, state.value, gradient, direction, first_step)
        pair = secant_pair(search.point - state.point, search.gradient - gradient)
        return search.state(state.k + 1, {"direction": direction}, (*pairs, pair)[-self.memory :])


def _applied(pairs: tuple[SecantPair, ...], gradient: FloatArray) -> FloatArray:
    direction = gradient.copy()
    shares = []
    for s, y, rho, _ in reversed(pairs):
        share = rho * (s * direction).sum(axis=-1, keepdims=True)
        direction -= share * y
        shares.append(share)
    scale = np.ones((len(gradient), 1))
    for *_, of_pair in pairs:
        scale = np.where(np.isnan(of_pair), scale, of_pair)
    direction *= scale
    for (s, y, rho, _), share in zip(pairs, reversed(shares), strict=True):
        direction += (share - rho * (y * direction).sum(axis=-1, keepdims=True)) * s
    return direction
