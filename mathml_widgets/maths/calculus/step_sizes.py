"""Why a smaller step is not always better.

A difference quotient has two errors: the curve bends away from its secant, which shrinks with h
(forward) or h^2 (central), and the values are rounded, which grows like 1e-16 / h.
Their sum is a U: the best forward step is near 1e-8 with half of the digits right, the best central
one near 1e-5 with two thirds.
The complex step subtracts nothing, so its error falls to rounding and stays there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .black_box import BlackBox
from .derivatives import derivative
from .lanes import NotAnalyticError

SIDES = ("right", "left")


class BestSteps(NamedTuple):
    """The step sizes with the smallest error of each rule; NaN where a rule has no finite error."""

    forward: float
    central: float
    complex_step: float


class StepErrors(NamedTuple):
    """Slopes by three rules over a range of step sizes, and their absolute errors.

    Attributes
    ----------
    step_sizes : array (n_steps,)
    forward, central, complex_step : array (n_steps,)
        The slopes.  NaN where the function is not defined; all of `complex_step` is NaN where it takes no
        complex numbers.
    forward_errors, central_errors, complex_step_errors : array (n_steps,)
        Their distances from `exact`.
    best_step_sizes : BestSteps
    exact : float
        What they are compared with.
    """

    step_sizes: FloatArray
    forward: FloatArray
    central: FloatArray
    complex_step: FloatArray
    forward_errors: FloatArray
    central_errors: FloatArray
    complex_step_errors: FloatArray
    best_step_sizes: BestSteps
    exact: float


def step_errors(
    function: Callable[[Any], Any],
    x: float,
    *,
    step_sizes: ArrayLike | None = None,
    side: str = "right",
    exact: float | None = None,
) -> StepErrors:
    r"""Return the errors of forward, central and complex-step differences over a range of step sizes.

    .. math:: \frac{f(x+h) - f(x)}{h}, \qquad \frac{f(x+h) - f(x-h)}{2h}, \qquad
              \frac{\operatorname{Im} f(x + \mathrm{i} h)}{h}

    Parameters
    ----------
    function : callable
        From number to number.
    x : float
    step_sizes : array_like (n_steps,), optional
        Positive; by default 0.1, 0.01, ..., 1e-15.
    side : {"right", "left"}
        On which side the forward difference looks, and which slope is meant at a kink.
    exact : float, optional
        The true slope; by default what `derivative` finds.

    Returns
    -------
    StepErrors

    Raises
    ------
    ValueError
        If the function is not finite at `x`, a step is not positive, or `side` is unknown.

    References
    ----------
    Nocedal and Wright, *Numerical Optimization*, 2nd edition, section 8.1.

    Examples
    --------
    >>> errors = step_errors(np.exp, 1.0)
    >>> errors.step_sizes[[0, 7]]
    array([1.e-01, 1.e-08])
    >>> bool(errors.forward_errors[7] < 1e-7), bool(errors.forward_errors[14] > 0.1)
    (True, True)
    >>> bool(errors.complex_step_errors[14] < 1e-15)
    True
    """
    if side not in SIDES:
        raise ValueError(f"side must be one of {SIDES}, got {side!r}")
    h = as_array(10.0 ** -np.arange(1.0, 16.0) if step_sizes is None else step_sizes, "step_sizes")
    if h.ndim != 1 or not len(h) or not (h > 0.0).all():
        raise ValueError(f"step_sizes must be a row of positive numbers, got {h.tolist()}")
    box = BlackBox(function, x, number=True)
    if box.point.ndim:
        raise ValueError(f"x must be one number, got shape {box.point.shape}")
    ahead, behind = box.values(np.concatenate([box.point + h, box.point - h])).reshape(2, -1)
    forward = (ahead - box.value) / h if side == "right" else (box.value - behind) / h
    central = (ahead - behind) / (2.0 * h)
    try:
        complex_step = box.complex_values(box.point + 1j * h, near=True).imag / h
    except NotAnalyticError:
        complex_step = np.full(h.shape, np.nan)
    if exact is None:
        found = derivative(function, float(box.point))
        exact = found.right if side == "right" else found.left
    one, two, three = (np.abs(slopes - exact) for slopes in (forward, central, complex_step))
    best = BestSteps(_best(h, one), _best(h, two), _best(h, three))
    return StepErrors(h, forward, central, complex_step, one, two, three, best, float(exact))


def _best(step_sizes: FloatArray, errors: FloatArray) -> float:
    return float(step_sizes[np.nanargmin(errors)]) if np.isfinite(errors).any() else float("nan")
