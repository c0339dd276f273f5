"""Steepest descent: straight down the slope, as far as it falls.

Gradient descent with a line search in the place of a learning rate: it needs no tuning and never diverges.
It still goes to and fro across a valley, for on a quadratic the best length of each step makes the next
gradient perpendicular to the last.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..counting import Counted
from ..line_search import check_curvature, line_search, unit_step
from ..stacked import Stacked
from ..state import State


@dataclass(frozen=True, eq=False)
class SteepestDescent(Stacked):
    """Gradient descent whose step size comes from Wolfe's conditions.

    Parameters
    ----------
    curvature : float, default 0.1
        How flat the slope has to become along the line, between 1e-4 and 1: near 0 the search is almost exact.

    Notes
    -----
    The internal is `step_size`.

    References
    ----------
    Nocedal, Wright (2006), Numerical Optimization, sections 3.1 and 3.3.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import booth, descend
    >>> descend(booth(), [0.0, 0.0], SteepestDescent(), 200).ending
    'converged'
    """

    curvature: float = 0.1

    def __post_init__(self) -> None:
        check_curvature(self.curvature)

    def advance(self, objective: Counted, state: State) -> State:
        """Return the state after one more step."""
        assert state.gradient is not None and state.value is not None
        first_step = state.internals.get("step_size", unit_step(state.gradient))
        search = line_search(
            objective,
            state.point,
            state.value,
            state.gradient,
            -state.gradient,
            np.where(first_step > 0.0, first_step, unit_step(state.gradient)),
            curvature=self.curvature,
        )
        return search.state(state.k + 1, {})
