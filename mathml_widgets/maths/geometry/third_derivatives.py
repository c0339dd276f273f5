"""How the Hessian changes: third derivatives, as differences of Hessians.

A Hessian at x + h e and one at x - h e differ by 2h times the third derivatives along e. Steps that halve are
extrapolated to zero, smaller ones are tried where these do not settle, and what the Hessians themselves are
wrong by is carried along, divided by the step.
The tensor must be the same whichever index comes first; how far it is not belongs to its error.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations, product
from typing import NamedTuple

import numpy as np

from ..calculus.extrapolation import extrapolate, most_trusted
from ..calculus.rays import own_lengths, unit_lengths
from ..linear_algebra.arguments import FloatArray

FIRST_STEPS = (2.0**-2, 2.0**-6, 2.0**-11, 2.0**-17)
HALVINGS = 2.0 ** -np.arange(5.0)
SETTLED = 1e-10
TOGETHER = 0.3
"""What may be left of the gap between the slopes of both sides after four halvings, if it closes."""


class ThirdDerivatives(NamedTuple):
    """A symmetric tensor (n, n, n) and an estimate of its absolute error; NaN and infinite where there is none."""

    value: FloatArray
    error: FloatArray


def third_derivatives(
    hessian: Callable[[FloatArray], FloatArray], point: FloatArray, hessian_error: float
) -> ThirdDerivatives:
    r"""Return the third derivatives of a function from its Hessians.

    .. math:: f_{ijk} = \lim_{h \to 0} \frac{H_{jk}(x + h e_i) - H_{jk}(x - h e_i)}{2 h}

    Parameters
    ----------
    hessian : callable
        From a point (n,) to a Hessian (n, n), NaN where there is none.
    point : array (n,)
    hessian_error : float
        How far off a Hessian may be.

    Returns
    -------
    ThirdDerivatives

    References
    ----------
    Ridders, Advances in Engineering Software 4 (1982), pp. 75-76.

    Examples
    --------
    >>> cubic = third_derivatives(lambda x: np.array([[6 * x[0]]]), np.array([1.0]), 1e-15)
    >>> cubic.value.round(12)
    array([[[6.]]])
    """
    limits, errors, here = [], [], hessian(point)
    for lengths, first in product(_scales(point), FIRST_STEPS):
        slopes, noise, gaps = _slopes(hessian, point, here, lengths, first * HALVINGS, hessian_error)
        with np.errstate(invalid="ignore", over="ignore"):
            limit, error = extrapolate(slopes, noise)
        together = np.abs(gaps[-1]) <= TOGETHER * np.fmax.reduce(np.abs(gaps)) + 8.0 * noise[-1]
        error = np.where(together, error, np.inf)
        limits.append(limit)
        errors.append(error)
        if (error <= SETTLED * np.abs(limit).max() + 10.0 * noise[0]).all():
            break
    value, error = most_trusted(np.array(limits), np.array(errors)) if len(limits) > 1 else (limits[0], errors[0])
    turns = list(permutations(range(3)))
    mean = sum((np.transpose(value, axes) for axes in turns), np.zeros_like(value)) / 6.0
    apart = np.max([np.abs(np.transpose(value, axes) - mean) for axes in turns], axis=0)
    error = np.max([np.transpose(error, axes) for axes in turns], axis=0) + apart
    i, j, k = np.sort(np.indices(mean.shape), axis=0)  # the sums were rounded in different orders
    mean, error = mean[i, j, k], error[i, j, k]
    # An answer smaller than its error is none, unless it is small beside the Hessian too.
    exists = error <= 0.1 * np.abs(mean).max() + 1e-3 * np.abs(here).max()
    return ThirdDerivatives(np.where(exists, mean, np.nan), np.where(exists, error, np.inf))


def _scales(point: FloatArray) -> list[FloatArray]:
    """Return the scales on which a function may change: 1, or that of the point where it is smaller."""
    own, unit = own_lengths(point), unit_lengths(point)
    return [unit] if (own == unit).all() else [unit, own]


def _slopes(
    hessian: Callable[[FloatArray], FloatArray],
    point: FloatArray,
    here: FloatArray,
    lengths: FloatArray,
    steps: FloatArray,
    hessian_error: float,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return central differences, their rounding, and the gaps between the slopes of both sides."""
    n = len(point)
    slopes, noise, gaps = np.empty((3, len(steps), n, n, n))
    for i in range(n):
        for k, step in enumerate(steps):
            move = np.zeros(n)
            move[i] = step * lengths[i]
            ahead, behind = hessian(point + move), hessian(point - move)
            slopes[k, i] = (ahead - behind) / (2.0 * move[i])
            gaps[k, i] = (ahead - 2.0 * here + behind) / move[i]
            size = 1e-15 * max(np.abs(ahead).max(), np.abs(behind).max())
            noise[k, i] = (hessian_error + size) / move[i]
    return slopes, noise, gaps
