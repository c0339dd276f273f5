"""The Hessian: how the slope along one axis changes along another.

For an analytic function one of the two differentiations is the complex step, which costs no digits;
only the other is a central difference.
From values alone, the four corners of a small square around the point give (f(++) - f(+-) - f(-+) +
f(--)) / 4h^2, in which rounding is divided by h twice: about ten digits can be had.
Where a gradient is at hand, its Jacobian is better than either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, plain
from .black_box import BlackBox
from .complex_step import STEP, analytic_slopes
from .derivatives import jacobian
from .finite_differences import (
    AT_ONCE,
    CONTROL_STEP,
    EPSILON,
    FIRST_STEPS,
    HALVINGS,
    Differences,
    Slopes,
    central_slopes,
    settle,
)
from .lanes import NotAnalyticError
from .rays import Axes, own_lengths, step_lengths, unit_lengths
from .slopes import COMPLEX_STEP, FINITE_DIFFERENCE, METHODS

FIRST_BEND_STEPS = 2.0 ** -np.array([3.0, 7.0, 11.0, 15.0])
BEND_CONTROL_STEP = 2.0**-12


class Hessian(NamedTuple):
    """A matrix of second derivatives, how it was found and how far off it may be.

    Attributes
    ----------
    value : array (n, n)
        Symmetric.  NaN where no second derivative exists.
    method : str
        "complex step" (one of the two differentiations) or "finite difference".
    error : array (n, n)
        An estimate of the absolute error; infinite where there is no value.
    """

    value: Any
    method: str
    error: Any


def hessian(
    function: Callable[[Any], Any],
    point: ArrayLike,
    *,
    gradient: Callable[[Any], Any] | None = None,
    method: str | None = None,
) -> Hessian:
    r"""Return the Hessian of a function of many numbers, all its second partial derivatives.

    .. math:: H_{ij} = \frac{\partial^2 f}{\partial x_i \, \partial x_j}

    Parameters
    ----------
    function : callable
        From an array of shape (n,) to one number.
    point : array_like (n,)
        For a number, the Hessian is the second derivative.
    gradient : callable, optional
        From an array of shape (n,) to the gradient (n,): then its Jacobian is taken.
    method : {"complex step", "finite difference"}, optional
        By default the complex step where the function is analytic, else differences alone.

    Returns
    -------
    Hessian

    Raises
    ------
    ValueError
        If the function does not return one finite real number at the point, or `method` does not apply there.

    Notes
    -----
    The function is evaluated about 6 n^2 times for the complex step and 12 n^2 times for differences.

    References
    ----------
    Lai and Crassidis, "Extensions of the first and second complex-step derivative approximations", Journal of
    Computational and Applied Mathematics 219 (2008), pp. 276-293.  Abramowitz and Stegun, *Handbook of Mathematical
    Functions*, 25.3.26.

    Examples
    --------
    >>> hessian(lambda x: x[0] ** 2 + 3 * x[0] * x[1] + x[1] ** 2, [1.0, 2.0]).value.round(12)
    array([[2., 3.],
           [3., 2.]])
    """
    if method not in (None, *METHODS):
        raise ValueError(f"method must be one of {METHODS}, got {method!r}")
    box = BlackBox(function, point, number=True)
    if box.point.ndim > 1:
        raise ValueError(f"point must be a number or a vector, got shape {box.point.shape}")
    if not box.point.size:
        return Hessian(np.zeros((0, 0)), COMPLEX_STEP, np.zeros((0, 0)))
    if gradient is not None:
        return _of_gradient(gradient, box, method)
    with np.errstate(all="ignore"):
        if method != FINITE_DIFFERENCE:
            try:
                return _arranged(_complex_pairs(box), COMPLEX_STEP, box)
            except NotAnalyticError as reason:
                if method == COMPLEX_STEP:
                    raise ValueError(f"function must be analytic for the complex step, but {reason}") from None
        return _arranged(_real_pairs(box), FINITE_DIFFERENCE, box)


def _of_gradient(gradient: Callable[[Any], Any], box: BlackBox, method: str | None) -> Hessian:
    found = jacobian(gradient, box.point, method=method)
    if np.shape(found.value) != box.point.shape * 2:
        raise ValueError(
            f"gradient must have the shape of the point {box.point.shape}, "
            f"got shape {np.shape(found.value)[: -box.point.ndim or None]}"
        )
    value, turned = np.asarray(found.value), np.asarray(found.value).T
    error = np.maximum(found.error, np.asarray(found.error).T) + 0.5 * np.abs(value - turned)
    return Hessian(plain(0.5 * (value + turned)), found.method, plain(error))


def _arranged(found: Slopes, method: str, box: BlackBox) -> Hessian:
    n = box.point.size
    value, error = np.empty((n, n)), np.empty((n, n))
    i, j = np.triu_indices(n)
    exists = np.isfinite(found.error) & found.smooth
    value[i, j] = value[j, i] = np.where(exists, found.value, np.nan)
    error[i, j] = error[j, i] = np.where(exists, found.error, np.inf)
    shape = box.point.shape * 2
    return Hessian(plain(value.reshape(shape)), method, plain(error.reshape(shape)))


def _moved(box: BlackBox, axes: NDArray[np.intp], moves: FloatArray, dtype: type = np.float64) -> NDArray[Any]:
    """Return points moved along one axis each: (n_steps, n_pairs, n) for moves (n_steps, n_pairs)."""
    points = np.empty((*moves.shape, box.point.size), dtype=dtype)
    points[...] = box.point.ravel()
    points[:, np.arange(len(axes)), axes] += moves
    return points


def _complex_pairs(box: BlackBox) -> Slopes:
    """Return d/dx_j Im f(x + i h e_i) / h for all pairs i <= j."""
    tiny, unit = step_lengths(box.point), unit_lengths(box.point).ravel()
    *_, doubt = analytic_slopes(box, Axes(tiny), (own_lengths(box.point) / tiny).ravel())
    tiny = tiny.ravel()
    if doubt:
        raise NotAnalyticError(doubt)

    def sample(i: NDArray[np.intp], j: NDArray[np.intp], steps: FloatArray) -> Differences:
        h = np.multiply.outer(steps, unit[j])
        sides = []
        for move in (h, -h):
            points = _moved(box, j, move, np.complex128)
            points[:, np.arange(len(i)), i] += (1j * STEP) * tiny[i]
            found = box.complex_values(points.reshape(-1, *box.point.shape), near=True)
            sides.append(found.imag.reshape(h.shape) / (STEP * tiny[i]))
        noise = 2.0 * EPSILON * (np.abs(sides[0]) + np.abs(sides[1])) / h
        return Differences((sides[0] - sides[1]) / (2.0 * h), noise, np.zeros_like(noise))

    return _settle_pairs(box, sample, *np.triu_indices(box.point.size), FIRST_STEPS, CONTROL_STEP, 0.01)


def _settle_pairs(
    box: BlackBox,
    sample: Callable[[NDArray[np.intp], NDArray[np.intp], FloatArray], Differences],
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    first_steps: FloatArray,
    control_step: float,
    shrinks: float,
) -> Slopes:
    """Return the limits for pairs of axes, so many at a time that their points fit into memory."""
    rows = max(1, AT_ONCE // (len(HALVINGS) * box.point.size))
    parts = []
    for start in range(0, len(first), rows):
        i, j = first[start : start + rows], second[start : start + rows]

        def some(
            left: NDArray[np.intp], steps: FloatArray, i: NDArray[np.intp] = i, j: NDArray[np.intp] = j
        ) -> Differences:
            return sample(i[left], j[left], steps)

        parts.append(settle(some, len(i), first_steps, control_step, shrinks))
    return Slopes(*(np.concatenate(field) for field in zip(*parts, strict=True)))


def _real_pairs(box: BlackBox) -> Slopes:
    """Return second differences for all pairs i <= j, on the scale of 1 and where they fail on that of the point."""
    unit, own = unit_lengths(box.point).ravel(), own_lengths(box.point).ravel()
    first, second = np.triu_indices(box.point.size)
    found = _corners(box, unit, first, second)
    lost = np.flatnonzero(~(found.smooth & np.isfinite(found.error)) & ((own != unit)[first] | (own != unit)[second]))
    if len(lost):
        for field, again in zip(found, _corners(box, own, first[lost], second[lost]), strict=True):
            field[lost] = again
    has_slope = central_slopes(box, Axes(own.reshape(box.point.shape))).smooth
    return found._replace(smooth=found.smooth & has_slope[first] & has_slope[second])


def _corners(box: BlackBox, lengths: FloatArray, first: NDArray[np.intp], second: NDArray[np.intp]) -> Slopes:
    """Return (f(++) - f(+-) - f(-+) + f(--)) / 4h^2 for some pairs."""

    def sample(i: NDArray[np.intp], j: NDArray[np.intp], steps: FloatArray) -> Differences:
        h, k = np.multiply.outer(steps, lengths[i]), np.multiply.outer(steps, lengths[j])
        corners = []
        for one, other in ((h, k), (h, -k), (-h, k), (-h, -k)):
            points = _moved(box, i, one)
            points[:, np.arange(len(j)), j] += other
            corners.append(box.values(points.reshape(-1, *box.point.shape)).reshape(h.shape))
        ahead, across, back, behind = corners
        area = 4.0 * h * k
        noise = 4.0 * EPSILON * np.maximum(np.abs(ahead), np.abs(behind)) / area
        gap = np.zeros_like(noise)
        wide, narrow = (ahead - behind)[:-1], (ahead - behind)[1:]
        gap[1:] = np.where(i == j, (wide - 2.0 * narrow) / area[1:], 0.0)
        # The control step is not half of another, so the narrowest square that is stands in for it.
        gap[-1], gap[-2] = gap[-2], 0.0
        return Differences((ahead - across - back + behind) / area, noise, gap)

    return _settle_pairs(box, sample, first, second, FIRST_BEND_STEPS, BEND_CONTROL_STEP, 0.5)
