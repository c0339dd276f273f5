"""Is this gradient the gradient of that function?

Formulas for gradients are copied wrong more often than any other mathematics, and a descent with a
wrong gradient still goes down for a while.
So the formula is held against slopes that are measured on the function itself, at several points,
relative to the size of the gradient there.
A missing factor shows as an error near 1, rounding as one near 1e-15, and hardly anything lies
between.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_array
from .derivatives import Derivative, gradient, jacobian
from .slopes import COMPLEX_STEP, FINITE_DIFFERENCE


class GradientCheck(NamedTuple):
    """How well a gradient agrees with slopes measured on the function.

    Attributes
    ----------
    agrees : bool
        Whether `error` is within the tolerance.
    error : float
        The largest of `errors`.
    errors : array (n_points,)
        The largest difference at each point relative to the largest entry there.
    worst_point : array (*point_shape)
        Where it is largest.
    given, measured : array (*point_shape)
        Both gradients there.
    method : str
        How the slopes were measured: "complex step", or "finite difference" if any was.
    """

    agrees: bool
    error: float
    errors: FloatArray
    worst_point: FloatArray
    given: FloatArray
    measured: FloatArray
    method: str


def check_gradient(
    function: Callable[[Any], Any],
    gradient_function: Callable[[Any], Any],
    points: ArrayLike,
    *,
    tolerance: float = 1e-4,
) -> GradientCheck:
    r"""Return whether a function for a gradient agrees with slopes measured on the function.

    .. math:: \max_i \frac{|g_i - \hat g_i|}{\max_j \max(|g_j|, |\hat g_j|)}

    Parameters
    ----------
    function : callable
        From an array (*point_shape) to one number.
    gradient_function : callable
        From the same to an array (*point_shape).
    points : array_like (n_points, *point_shape)
        Rows are points.
    tolerance : float
        The largest error at which they agree.

    Returns
    -------
    GradientCheck

    Raises
    ------
    ValueError
        If there is no point, the function is not finite at one, or the gradient has another shape than the point.

    Notes
    -----
    Where the function has no derivative nothing is compared.  A gradient too small to be measured to four
    digits counts as larger.

    Examples
    --------
    >>> f = lambda x: x[0] ** 2 * x[1]
    >>> check_gradient(f, lambda x: np.array([2 * x[0] * x[1], x[0] ** 2]), [[1.0, 2.0], [3.0, -1.0]]).agrees
    True
    >>> round(check_gradient(f, lambda x: np.array([x[0] * x[1], x[0] ** 2]), [[1.0, 2.0]]).error, 3)
    0.5
    """
    return _check(function, gradient_function, points, tolerance, gradient)


def check_jacobian(
    function: Callable[[Any], Any],
    jacobian_function: Callable[[Any], Any],
    points: ArrayLike,
    *,
    tolerance: float = 1e-4,
) -> GradientCheck:
    """Return whether a function for a Jacobian agrees with slopes measured on the function, as `check_gradient` does.

    The Hessian is the Jacobian of the gradient.

    Examples
    --------
    >>> check_jacobian(lambda x: x**2, lambda x: np.diag(2 * x), [[1.0, 2.0]]).agrees
    True
    """
    return _check(function, jacobian_function, points, tolerance, jacobian)


def _check(
    function: Callable[[Any], Any],
    given_function: Callable[[Any], Any],
    points: ArrayLike,
    tolerance: float,
    measure: Callable[..., Derivative],
) -> GradientCheck:
    rows = as_array(points, "points")
    if rows.ndim == 0 or not len(rows):
        raise ValueError(f"points must hold at least one point, got shape {rows.shape}")
    if not tolerance > 0.0:
        raise ValueError(f"tolerance must be positive, got {tolerance}")
    given, measured, errors, method = [], [], np.zeros(len(rows)), COMPLEX_STEP
    for k, point in enumerate(rows):
        found = measure(function, point)
        expected = np.asarray(found.value)
        answer = np.asarray(given_function(point.copy() if point.ndim else float(point)), dtype=np.float64)
        if answer.shape != expected.shape:
            raise ValueError(f"gradient must have shape {expected.shape}, got shape {answer.shape}")
        given.append(answer)
        measured.append(expected)
        errors[k] = _relative_error(answer, expected, np.asarray(found.error))
        method = FINITE_DIFFERENCE if found.method == FINITE_DIFFERENCE else method
    worst = int(np.argmax(errors))
    error = float(errors[worst])
    return GradientCheck(error <= tolerance, error, errors, rows[worst], given[worst], measured[worst], method)


def _relative_error(given: FloatArray, measured: FloatArray, error: FloatArray) -> float:
    exists: NDArray[np.bool_] = np.isfinite(measured)
    if not exists.any():
        return 0.0
    if not np.isfinite(given[exists]).all():
        return np.inf
    difference = np.abs(given - measured)[exists].max()
    size = max(np.abs(given[exists]).max(), np.abs(measured[exists]).max()) + 1e4 * error[exists].max()
    return float(difference / size) if size else 0.0
