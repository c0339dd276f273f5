"""Derivatives of functions that can only be called.

A derivative is a slope along an axis; a gradient is a slope along every axis, a Jacobian the same
for a function with many results, and a directional derivative a slope along any line.
Where the function takes complex numbers and is analytic, the complex step gives each slope to the
last digit; this is not taken on trust but checked on the real line, and where it fails central
differences are the answer.
Where no derivative exists the answer is NaN, and the slopes of both sides say why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, plain
from .black_box import BlackBox
from .rays import Axes
from .slopes import COMPLEX_STEP, Found, find_slopes

Function = Callable[[Any], Any]


class Derivative(NamedTuple):
    """A derivative, how it was found and how far off it may be.

    Attributes
    ----------
    value : float or array
        The derivative.  NaN where none exists, infinite where the graph is vertical.
    method : str
        "complex step" or "finite difference".
    error : float or array
        An estimate of the absolute error of `value`; infinite where there is no value.
    left, right : float or array
        The slopes on both sides, both equal to `value` where it is a two-sided limit.  NaN where a side is
        outside of the domain or its slope has no limit.
    differentiable : bool or array of bool
        Whether the slopes describe the function along every line, not along the axes alone.
    """

    value: Any
    method: str
    error: Any
    left: Any
    right: Any
    differentiable: Any


def derivative(function: Function, x: ArrayLike, *, method: str | None = None) -> Derivative:
    r"""Return the derivative of a function of one number, f'(x).

    .. math:: f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}

    Parameters
    ----------
    function : callable
        From number to number.  For an array of x it must work entry by entry, as NumPy's functions do.
    x : float or array_like (...)
        Where.
    method : {"complex step", "finite difference"}, optional
        By default the complex step where the function is analytic, else central differences.

    Returns
    -------
    Derivative
        Each field of the shape of `x`, in units of f per unit of x.

    Raises
    ------
    ValueError
        If the function is not finite and real at `x`, or the asked method does not apply there.

    Notes
    -----
    At the edge of the domain the derivative is the slope of the one side that exists.

    References
    ----------
    Squire and Trapp, SIAM Review 40 (1998), pp. 110-112 (complex step).  Ridders, Advances in Engineering Software 4
    (1982), pp. 75-76 (extrapolated central differences).

    Examples
    --------
    >>> slope = derivative(np.exp, 1.0)
    >>> slope.value, slope.method
    (2.718281828459045, 'complex step')
    >>> kink = derivative(abs, 0.0)
    >>> kink.value, kink.left, kink.right
    (nan, -1.0, 1.0)
    >>> derivative(np.cbrt, 0.0).value
    inf
    """
    box = BlackBox(function, x)
    if box.value.shape != box.point.shape:
        raise ValueError(
            f"function must work entry by entry, got shape {box.value.shape} for x of shape {box.point.shape}"
        )
    return _of_one_ray(find_slopes(box, lambda lengths: lengths, lambda rule: rule(box.point)[None], method))


def directional_derivative(
    function: Function, point: ArrayLike, direction: ArrayLike, *, method: str | None = None
) -> Derivative:
    r"""Return the slope of a function along a line, D_u f(x).

    .. math:: D_u f(x) = \lim_{h \to 0} \frac{f(x + h u) - f(x)}{h} = \nabla f(x) \cdot u

    where the second equality needs a differentiable f.

    Parameters
    ----------
    function : callable
        From an array of the point's shape to a number or an array.
    point : array_like (n,)
    direction : array_like (n,)
        u, taken as it is: for a slope per unit of length give a unit vector.
    method : {"complex step", "finite difference"}, optional
        By default the complex step where the function is analytic, else central differences.

    Returns
    -------
    Derivative
        Each field of the shape of the function's result.

    Raises
    ------
    ValueError
        If the function is not finite and real at the point, or `direction` has another shape than `point`.

    References
    ----------
    Apostol, *Mathematical Analysis*, 2nd edition, sections 12.2 to 12.4.

    Examples
    --------
    >>> f = lambda x: x[0] ** 2 + 3 * x[1]
    >>> round(directional_derivative(f, [1, 0], [0.6, 0.8]).value, 12)
    3.6
    """
    box = BlackBox(function, point)
    u = as_array(direction, "direction")
    if u.shape != box.point.shape:
        raise ValueError(f"direction must have the shape of point {box.point.shape}, got shape {u.shape}")
    length = float(np.abs(u).max(initial=0.0))
    if length == 0.0:
        zero = plain(np.zeros(box.value.shape))
        return Derivative(zero, COMPLEX_STEP, zero, zero, zero, plain(np.ones(box.value.shape, dtype=bool)))
    size = np.array([np.abs(box.point).max(initial=0.0)])
    return _of_one_ray(
        find_slopes(box, lambda lengths: np.multiply.outer(lengths, u), lambda rule: rule(size) / length, method)
    )


def gradient(function: Function, point: ArrayLike, *, method: str | None = None) -> Derivative:
    r"""Return the gradient of a function of many numbers, all its partial derivatives.

    .. math:: \nabla f(x) = \left(\frac{\partial f}{\partial x_1}, \dots, \frac{\partial f}{\partial x_n}\right)

    Parameters
    ----------
    function : callable
        From an array of the point's shape to one number.
    point : array_like (n,)
        Or an array of any shape.
    method : {"complex step", "finite difference"}, optional
        By default the complex step where the function is analytic, else central differences.

    Returns
    -------
    Derivative
        Each field of the shape of the point, except `differentiable`, one bool: partial derivatives may all
        exist where the function is not differentiable.

    Raises
    ------
    ValueError
        If the function does not return one finite real number at the point, or changes its argument in place.

    Notes
    -----
    Along the way the function is handed an object that looks like the point and carries many points (`lanes`);
    a function that insists on plain arrays is called once per point: n times for the complex step, 12 n for
    central differences.

    References
    ----------
    As for `derivative`.

    Examples
    --------
    >>> gradient(lambda x: np.sum(x**2), [1.0, 2.0, 3.0]).value
    array([2., 4., 6.])
    >>> corner = gradient(lambda x: abs(x[0]) + x[1], [0.0, 1.0])
    >>> corner.value, corner.left, corner.right
    (array([nan,  1.]), array([-1.,  1.]), array([1., 1.]))
    """
    box = BlackBox(function, point, number=True)
    return _of_all_axes(box, method)


def jacobian(function: Function, point: ArrayLike, *, method: str | None = None) -> Derivative:
    r"""Return the Jacobian of a function with many results, the matrix of all partial derivatives.

    .. math:: J_{ij} = \frac{\partial f_i}{\partial x_j}

    Parameters
    ----------
    function : callable
        From an array of shape (n,) to an array of shape (m,).
    point : array_like (n,)
        Or an array of any shape, as may be the result.
    method : {"complex step", "finite difference"}, optional
        By default the complex step where the function is analytic, else central differences.

    Returns
    -------
    Derivative
        Each field of shape (m, n), in general the shape of the result followed by that of the point;
        `differentiable` of the shape of the result.

    Raises
    ------
    ValueError
        If the function does not return finite real numbers at the point, or changes its argument in place.

    References
    ----------
    As for `derivative`.

    Examples
    --------
    >>> polar = lambda p: np.stack([p[0] * np.cos(p[1]), p[0] * np.sin(p[1])])
    >>> jacobian(polar, [2.0, 0.0]).value
    array([[1., 0.],
           [0., 2.]])
    """
    box = BlackBox(function, point)
    return _of_all_axes(box, method)


def _of_all_axes(box: BlackBox, method: str | None) -> Derivative:
    point, shape = box.point, box.value.shape + box.point.shape
    found = find_slopes(
        box, lambda lengths: Axes(lengths.reshape(point.shape)), lambda rule: rule(point).ravel(), method
    )

    def arrange(field: FloatArray) -> Any:
        return plain(field.reshape(point.size, box.value.size).T.reshape(shape))

    value = arrange(found.value)
    smooth = found.left is found.value
    return Derivative(
        value,
        found.method,
        arrange(found.error),
        value if smooth else arrange(found.left),
        value if smooth else arrange(found.right),
        plain(found.differentiable),
    )


def _of_one_ray(found: Found) -> Derivative:
    value, error, left, right = (plain(field[0]) for field in (found.value, found.error, found.left, found.right))
    return Derivative(value, found.method, error, left, right, plain(np.isfinite(found.value[0])))
