"""A fair race: every method gets the same chance to be tuned.

A method with a badly chosen learning rate loses to any other, so a comparison at one rate compares the choices.
Here each method tries the same list of rates from the same starts with the same budget, and the final value
is drawn against the rate. The width of the dip says how much care a method needs, its depth how good it can
be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, as_starts
from .first_order import FirstOrder
from .objective import Objective, as_objective
from .path import descend


class TuningCurve(NamedTuple):
    """How well a method does at each learning rate.

    Attributes
    ----------
    learning_rates : array (n_rates,)
    final_values : array (n_rates, ...)
        The function where each path ended; infinite where it diverged.
    best_rate : float
        The rate with the smallest mean final value over the starts; NaN where every rate diverges.
    """

    learning_rates: FloatArray
    final_values: FloatArray
    best_rate: float


def tuning_curve(
    function: Objective | Callable[..., Any],
    start: ArrayLike,
    optimizer: FirstOrder,
    learning_rates: ArrayLike,
    steps: int,
) -> TuningCurve:
    """Return the final values of a method at several learning rates, all run at once.

    Parameters
    ----------
    function : Objective or callable
    start : array_like (..., n)
    optimizer : FirstOrder
        A method with a learning rate; the rate it has is replaced.
    learning_rates : array_like (n_rates,)
        Positive.
    steps : int
        The budget of each path.

    Raises
    ------
    ValueError
        If the method has no learning rate, or `learning_rates` is empty or not positive.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import GradientDescent, quadratic
    >>> curve = tuning_curve(quadratic([[1, 0], [0, 9]]), [1.0, 1.0], GradientDescent(), [0.1, 0.2, 0.3], 50)
    >>> curve.best_rate
    0.2
    """
    if not isinstance(optimizer, FirstOrder):
        raise ValueError(f"optimizer must have a learning rate, got {optimizer!r}")
    rates, starts = as_array(learning_rates, "learning_rates"), as_starts(start)
    if rates.ndim != 1 or rates.size == 0:
        raise ValueError(f"learning_rates must have shape (n_rates,) with at least one, got shape {rates.shape}")
    each = replace(optimizer, learning_rate=rates.reshape(-1, *[1] * (starts.ndim - 1)))
    path = descend(as_objective(function), np.broadcast_to(starts, (len(rates), *starts.shape)), each, steps)
    final = np.where(path.ending == "diverged", np.inf, path.values[-1])
    means = final.reshape(len(rates), -1).mean(axis=1)
    best = float(rates[means.argmin()]) if np.isfinite(means).any() else float("nan")
    return TuningCurve(rates, final, best)
