"""How fast the error of a Taylor polynomial really shrinks.

The theory promises an error of order k + 1 for the polynomial of order k; the picture that proves it is a
log-log plot of the error against the size of the displacement, whose slope can be measured. Along some
directions the slope is higher, because the next term happens to vanish there, and near a kink or a pole it is
lower or there is none: the promise needs a function that is smooth as far as the displacement reaches.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_array
from .lengths import length
from .log_slopes import log_slopes
from .taylor_expansions import EPSILON, Taylor, as_function, displacements, taylor_terms

SIZES = 2.0 ** -np.arange(0.0, 20.0)


class TaylorErrors(NamedTuple):
    """The errors of Taylor polynomials at some displacements.

    Attributes
    ----------
    values : array (...)
        The function at x + h, NaN where it is not defined.
    approximations : array (order + 1, ...)
    errors : array (order + 1, ...)
        Their distance from the function.
    rounding : array (order + 1, ...)
        How much of each error may come from rounding and from the errors of the derivatives.
    """

    values: FloatArray
    approximations: FloatArray
    errors: FloatArray
    rounding: FloatArray


class MeasuredOrders(NamedTuple):
    """Slopes of log error against log size.

    Attributes
    ----------
    sizes : array (n_sizes,)
        The displacement is multiplied by each.
    errors : array (order + 1, ..., n_sizes)
    slopes : array (order + 1, ...)
        Expect k + 1 for the polynomial of order k.  Infinite where the polynomial is exact to rounding, NaN where
        fewer than two errors stand clear of it.
    expected : array (order + 1,)
    fitted : array (order + 1, ..., n_sizes) of bool
        The errors that the slope was fitted to: the smallest five that stand clear of rounding.
    """

    sizes: FloatArray
    errors: FloatArray
    slopes: FloatArray
    expected: NDArray[np.int64]
    fitted: NDArray[np.bool_]


def taylor_errors(function: Callable[..., Any], expansion: Taylor, displacement: ArrayLike) -> TaylorErrors:
    r"""Return how far the Taylor polynomials are from the function.

    .. math:: |f(x + h) - T_k(h)|

    Parameters
    ----------
    function : callable or calculus.Function
    expansion : Taylor
    displacement : array_like (..., n)
        h; (...) for a function of one number.

    Returns
    -------
    TaylorErrors

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import taylor
    >>> taylor_errors(np.exp, taylor(np.exp, 0.0, order=2), 0.1).errors.round(7)
    array([0.1051709, 0.0051709, 0.0001709])
    """
    f = as_function(function, expansion.point)
    h = displacements(expansion, displacement)
    places = expansion.point + (h if expansion.point.ndim else h[..., 0])
    values = f.values(places)
    with np.errstate(all="ignore"):
        return _errors(expansion, values, taylor_terms(expansion, displacement), h)


def _errors(expansion: Taylor, values: FloatArray, terms: FloatArray, h: FloatArray) -> TaylorErrors:
    approximations = np.cumsum(terms, axis=0)
    rounding = 4.0 * EPSILON * (np.abs(values) + np.cumsum(np.abs(terms), axis=0))
    distance, unsure, factorial = length(h, axis=-1), np.zeros(h.shape[:-1]), 1.0
    for k, error in enumerate(expansion.errors):
        factorial *= k + 1
        unsure = unsure + length(error) * distance ** (k + 1) / factorial
        rounding[k + 1] += unsure
    # A displacement is rounded when it is added to the point, and moves the function along its slope.
    if expansion.order:
        slope = length(np.nan_to_num(expansion.derivatives[0], nan=0.0))
        rounding += EPSILON * slope * (np.abs(expansion.point).max() + distance)
    return TaylorErrors(values, approximations, np.abs(values - approximations), rounding)


def measured_orders(
    function: Callable[..., Any], expansion: Taylor, displacement: ArrayLike, *, sizes: ArrayLike | None = None
) -> MeasuredOrders:
    r"""Return the orders of the errors of the Taylor polynomials, measured.

    .. math:: |f(x + t h) - T_k(t h)| \approx C \, t^{k + 1}, \quad t \to 0

    Parameters
    ----------
    function : callable or calculus.Function
    expansion : Taylor
    displacement : array_like (..., n)
        h, one or many; (...) for a function of one number.
    sizes : array_like (n_sizes,), optional
        t, positive; by default 1, 1/2, 1/4, ..., 2^-19.

    Returns
    -------
    MeasuredOrders

    Raises
    ------
    ValueError
        If a size is not positive, or there are fewer than two.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import taylor
    >>> f = lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2
    >>> measured_orders(f, taylor(f, [-1.0, 1.0]), [0.3, 0.2]).slopes.round(1)
    array([1., 2., 3., 4.])
    >>> f = lambda x, y: x * y
    >>> measured_orders(f, taylor(f, [1.0, 1.0]), [0.3, 0.2]).slopes.round(1)
    array([ 1.,  2., inf, inf])
    """
    t = SIZES if sizes is None else as_array(sizes, "sizes")
    if t.ndim != 1 or len(t) < 2:
        raise ValueError(f"sizes must hold at least two numbers in a row, got shape {t.shape}")
    if not (t > 0.0).all():
        raise ValueError(f"sizes must be positive, got {t[t <= 0.0][0]}")
    h = as_array(displacement, "displacement")
    rows = displacements(expansion, h)[..., None, :] * t[:, None]
    moved = rows if expansion.point.ndim else rows[..., 0]
    found = taylor_errors(function, expansion, moved)
    slopes = log_slopes(t, found.errors, found.rounding)
    return MeasuredOrders(
        t, found.errors, slopes.slopes, np.arange(1, expansion.order + 2, dtype=np.int64), slopes.fitted
    )
