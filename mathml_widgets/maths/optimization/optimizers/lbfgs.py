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
from ..line_search import line_search, unit_step
from ..stacked import Stacked
from ..state import State


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
        direction = -_applied(pairs, gradient)
        uphill = ~((direction * gradient).sum(axis=-1) < 0.0)
        direction[uphill] = -gradient[uphill]
        fresh = uphill | (state.k == 0)
        first_step = np.where(fresh, unit_step(direction), 1.0)
        search = line_search(objective, state.point, state.value, gradient, direction, first_step)
        pair = _pair(search.point - state.point, search.gradient - gradient)
        return State(
            state.k + 1,
            search.point,
            search.gradient,
            {"direction": direction, "step_size": search.step_size},
            search.value,
            stopped=search.step_size == 0.0,
            carried=(*pairs, pair)[-self.memory :],
        )


_Pair = tuple[FloatArray, FloatArray, FloatArray, FloatArray]


def _pair(s: FloatArray, y: FloatArray) -> _Pair:
    """Return s, y, 1 / yᵀs and yᵀs / yᵀy; zeros and one, which do nothing, where yᵀs is not positive to rounding."""
    with np.errstate(all="ignore"):
        agreement, size = (s * y).sum(axis=-1), (y * y).sum(axis=-1)
        rho, scale = 1.0 / agreement, agreement / size
        usable = (agreement > 1e-16 * np.sqrt(size * (s * s).sum(axis=-1))) & np.isfinite(rho) & np.isfinite(scale)
    return s, y, np.where(usable, rho, 0.0)[:, np.newaxis], np.where(usable, scale, np.nan)[:, np.newaxis]


def _applied(pairs: tuple[_Pair, ...], gradient: FloatArray) -> FloatArray:
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
