"""Conjugate gradients: each new direction leaves the earlier work alone.

Steepest descent spoils in one step what it had gained in the last; here the new direction is the downhill one
corrected by a multiple of the last, such that on a quadratic no earlier direction has to be searched again. A
quadratic in n dimensions is then done in n steps, with no matrix stored. On other functions the correction is
dropped whenever it would not help.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray
from ..counting import Counted
from ..line_search import check_curvature, downhill, line_search, unit_step
from ..stacked import Stacked
from ..state import State


@dataclass(frozen=True, eq=False)
class ConjugateGradient(Stacked):
    r"""Nonlinear conjugate gradients after Polak and Ribière.

    .. math::
        d \leftarrow -g + \beta d, \quad \beta = \max(0, g^T (g - g_-) / g_-^T g_-), \quad x \leftarrow x + t d

    where g₋ is the gradient before.

    Parameters
    ----------
    curvature : float, default 0.3
        How flat the slope has to become along each line, between 1e-4 and 1.

    Notes
    -----
    Where d does not lead down it is replaced by −g.
    The internals are `direction`, `step_size` and `conjugacy`, which is β.

    References
    ----------
    Gilbert, Nocedal (1992), Global convergence properties of conjugate gradient methods for optimization,
    SIAM Journal on Optimization 2, 21-42; Nocedal, Wright (2006), Numerical Optimization, equations 5.44 and
    3.60.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, ellipse
    >>> descend(ellipse(1000), [3.0, 1.0], ConjugateGradient(1e-3), 10).ended_at <= 3
    True
    """

    curvature: float = 0.3

    def __post_init__(self) -> None:
        check_curvature(self.curvature)

    def begin(self, objective: Counted, start: FloatArray) -> State:
        """Return the state at `start`, with no direction yet."""
        state = super().begin(objective, start)
        zero = np.zeros(len(start))
        return state._replace(
            internals={"direction": np.zeros_like(start), "step_size": zero, "conjugacy": zero}, carried=state.gradient
        )

    def advance(self, objective: Counted, state: State) -> State:
        """Return the state after one more step."""
        assert state.gradient is not None and state.value is not None
        gradient, before, last = state.gradient, state.carried, state.internals["direction"]
        with np.errstate(all="ignore"):
            beta = (gradient * (gradient - before)).sum(axis=-1) / (before * before).sum(axis=-1)
        beta = np.where((beta > 0.0) & np.isfinite(beta), beta, 0.0)
        direction, uphill = downhill(beta[:, np.newaxis] * last - gradient, gradient)
        beta[uphill] = 0.0
        with np.errstate(all="ignore"):
            slope_ratio = (before * last).sum(axis=-1) / (gradient * direction).sum(axis=-1)
            first_step = state.internals["step_size"] * slope_ratio
        first_step = np.where((first_step > 0.0) & np.isfinite(first_step), first_step, unit_step(gradient))
        search = line_search(
            objective, state.point, state.value, gradient, direction, first_step, curvature=self.curvature
        )
        return search.state(state.k + 1, {"direction": direction, "conjugacy": beta}, gradient)
