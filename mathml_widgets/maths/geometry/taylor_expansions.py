"""A function near a point: its value, slope, bend and the change of its bend.

The Taylor polynomial of order k agrees with the function at the point in all derivatives up to the k-th, so
its error shrinks like the (k+1)-th power of the distance. Order 1 is the tangent plane, order 2 adds the
Hessian, and order 3 the tensor of third derivatives, which decides where the Hessian vanishes. Whatever
derivatives are not given come from `calculus`: a tape where the function is written in NumPy operations,
a complex step or differences else, each with a bound on its error.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import calculus
from ..linear_algebra.arguments import FloatArray, as_array, plain
from .third_derivatives import third_derivatives

EPSILON = float(np.finfo(np.float64).eps)
ORDERS = (0, 1, 2, 3)
MEASURED = ("complex step", "finite difference")


class Taylor(NamedTuple):
    """The derivatives of a function at a point.

    Attributes
    ----------
    point : array (n,), or (): a number
    value : float
    gradient : array (n,)
    hessian : array (n, n)
    third : array (n, n, n)
        Symmetric in all three indices.  Each is None above the asked order, and a float at a number.
    sources : tuple of str
        Where the gradient, the Hessian and the third derivatives come from.
    errors : tuple of arrays
        Estimates of their absolute errors, of the same shapes.
    """

    point: FloatArray
    value: float
    gradient: Any
    hessian: Any
    third: Any
    sources: tuple[str, ...]
    errors: tuple[Any, ...]

    @property
    def order(self) -> int:
        """The highest order that is known."""
        return sum(part is not None for part in (self.gradient, self.hessian, self.third))

    @property
    def derivatives(self) -> tuple[FloatArray, ...]:
        """Gradient, Hessian and third derivatives, as far as they are known, for a point as a vector."""
        n = self.point.size
        known = (self.gradient, self.hessian, self.third)[: self.order]
        return tuple(np.asarray(part).reshape((n,) * (k + 1)) for k, part in enumerate(known))


def taylor(
    function: Callable[..., Any],
    point: ArrayLike,
    order: int = 3,
    *,
    gradient: ArrayLike | None = None,
    hessian: ArrayLike | None = None,
    third: ArrayLike | None = None,
) -> Taylor:
    r"""Return the derivatives of a function at a point up to an order.

    .. math:: f(x + h) \approx f(x) + \sum_i f_i h_i + \frac12 \sum_{ij} f_{ij} h_i h_j
              + \frac16 \sum_{ijk} f_{ijk} h_i h_j h_k

    Parameters
    ----------
    function : callable or calculus.Function
        From a point (n,), its n coordinates, or one number, to one number.
    point : array_like (n,) or float
    order : {0, 1, 2, 3}
    gradient, hessian, third : array_like, optional
        The derivatives at the point where they are known, of shapes (n,), (n, n) and (n, n, n).

    Returns
    -------
    Taylor

    Raises
    ------
    ValueError
        If the function is not finite at the point, or a given derivative has another shape or is not symmetric.

    Notes
    -----
    Derivatives that do not exist are NaN.  Third derivatives are differences of Hessians, 10 n of them or more:
    of exact ones ten digits remain, of measured ones six.

    References
    ----------
    Apostol, *Mathematical Analysis*, 2nd edition, section 12.14.

    Examples
    --------
    >>> near = taylor(lambda x, y: x**2 + 3 * x * y + y**2, [0.0, 0.0], order=2)
    >>> near.hessian
    array([[2., 3.],
           [3., 2.]])
    >>> taylor(np.log1p, 0.0).third.__round__(9)
    2.0
    """
    if order not in ORDERS:
        raise ValueError(f"order must be one of {ORDERS}, got {order!r}")
    x = as_array(point, "point")
    if x.ndim > 1 or x.size == 0:
        raise ValueError(f"point must be a number or a vector of at least one, got shape {x.shape}")
    f = as_function(function, x)
    try:
        value = f(x)
    except ArithmeticError:  # Python's own floats raise where NumPy's become infinite
        value = np.inf
    except ValueError as reason:
        raise ValueError(f"function must be defined at the point {x.tolist()}, got: {reason}") from reason
    if not np.isfinite(value):
        raise ValueError(f"function must be finite at the point, got {value} at {x.tolist()}")
    find = (_gradient, _hessian, _third)
    given = (gradient, hessian, third)
    parts: list[Any] = [None, None, None]
    sources, errors = [], []
    for k in range(order):
        shape = x.shape * (k + 1)
        if given[k] is not None:
            array = as_array(given[k], ("gradient", "hessian", "third")[k])  # type: ignore[arg-type]
            found, source, error = _checked(array, shape, k), "given", EPSILON * np.abs(array)
        else:
            found, source, error = find[k](f, x)
        parts[k] = plain(np.asarray(found))
        sources.append(source)
        errors.append(plain(np.asarray(error)))
    return Taylor(x, value, parts[0], parts[1], parts[2], tuple(sources), tuple(errors))


def taylor_terms(expansion: Taylor, displacement: ArrayLike) -> FloatArray:
    r"""Return what each order adds at some displacements.

    .. math:: f(x), \quad g \cdot h, \quad \tfrac12 h^T H h, \quad \tfrac16 T[h, h, h]

    Parameters
    ----------
    expansion : Taylor
    displacement : array_like (..., n)
        h; (...) for a function of one number.

    Returns
    -------
    array (order + 1, ...)

    Examples
    --------
    >>> taylor_terms(taylor(np.exp, 0.0), [1.0, 2.0]).round(9)
    array([[1.        , 1.        ],
           [1.        , 2.        ],
           [0.5       , 2.        ],
           [0.16666667, 1.33333333]])
    """
    h = displacements(expansion, displacement)
    terms = [np.full(h.shape[:-1], expansion.value)]
    factorial = 1.0
    for k, part in enumerate(expansion.derivatives):
        factorial *= k + 1
        terms.append(contract(part, h) / factorial)
    return np.stack(terms)


def taylor_approximations(expansion: Taylor, displacement: ArrayLike) -> FloatArray:
    """Return the Taylor polynomials of each order at some displacements.

    Parameters
    ----------
    expansion : Taylor
    displacement : array_like (..., n)
        h; (...) for a function of one number.

    Returns
    -------
    array (order + 1, ...)
        Entry k is the polynomial of order k at x + h.

    Examples
    --------
    >>> near = taylor(lambda x, y: x**2 + 3 * x * y + y**2, [1.0, 0.0], order=2)
    >>> taylor_approximations(near, [0.0, 1.0])
    array([1., 4., 5.])
    """
    return np.asarray(np.cumsum(taylor_terms(expansion, displacement), axis=0))


def displacements(expansion: Taylor, displacement: ArrayLike) -> FloatArray:
    """Return displacements as rows (..., n), for a function of one number as well."""
    h = as_array(displacement, "displacement")
    if expansion.point.ndim == 0:
        return h[..., None]
    n = expansion.point.size
    if h.ndim == 0 or h.shape[-1] != n:
        raise ValueError(f"displacement must have {n} coordinates last, as the point has, got shape {h.shape}")
    return h


def contract(tensor: FloatArray, h: FloatArray) -> FloatArray:
    """Return a symmetric tensor (n, ..., n) applied to vectors (..., n) in every slot."""
    result = np.tensordot(h, tensor, axes=(-1, 0))
    while result.ndim > h.ndim:
        result = np.matmul(result, h[..., None])[..., 0]
    return np.asarray((result * h).sum(axis=-1) if result.ndim == h.ndim else result)


def as_function(function: Callable[..., Any], point: FloatArray) -> calculus.Function:
    """Return a callable as a `calculus.Function` of points of the shape of `point`."""
    if isinstance(function, calculus.Function):
        return function
    if point.ndim == 0:
        return calculus.Function(function, domain=(-1.0, 1.0))  # one pair says: of one number
    return calculus.Function(function, dimension=point.size)


def _gradient(f: calculus.Function, x: FloatArray) -> tuple[Any, str, Any]:
    found = f.evaluate(x)
    if found.differentiable and found.source not in MEASURED:
        size = np.abs(found.gradient)
        return found.gradient, found.source, 16.0 * EPSILON * (size + size.max())
    measured = calculus.gradient(f._one, x)
    return measured.value, measured.method, measured.error


def _hessian(f: calculus.Function, x: FloatArray) -> tuple[Any, str, Any]:
    value = np.abs(f.hessian(x))
    if f.evaluate(x).differentiable and f.hessian_source not in MEASURED:
        return f.hessian(x), f.hessian_source, 64.0 * EPSILON * (value + value.max())
    measured = calculus.hessian(f._one, x, gradient=f._gradient)
    return measured.value, measured.method, measured.error


def _third(f: calculus.Function, x: FloatArray) -> tuple[Any, str, Any]:
    shape = x.shape * 3
    value, source, error = _hessian(f, x)
    if not np.isfinite(value).all():
        return np.full(shape, np.nan), "finite difference", np.full(shape, np.inf)
    n = x.size
    nowhere = np.full((n, n), np.nan)

    def hessian(p: FloatArray) -> FloatArray:
        try:
            return np.reshape(f.hessian(p.reshape(x.shape)), (n, n))
        except (ArithmeticError, ValueError):  # the function exists at the point itself; here it need not
            return nowhere

    found = third_derivatives(hessian, x.reshape(n), float(np.max(error)))
    return found.value.reshape(shape), f"differences of Hessians ({source})", found.error.reshape(shape)


def _checked(array: FloatArray, shape: tuple[int, ...], k: int) -> FloatArray:
    name = ("gradient", "hessian", "third")[k]
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got shape {array.shape}")
    for axes in permutations(range(array.ndim)):
        if np.abs(array - np.transpose(array, axes)).max(initial=0.0) > 1e-8 * np.abs(array).max(initial=0.0):
            raise ValueError(f"{name} must be symmetric, got {array.tolist()}")
    return array
