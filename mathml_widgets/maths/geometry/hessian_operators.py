"""The Hessian as something that answers, not as a table.

A network of a million weights has a Hessian of a million millions of entries, but its product with one vector
is a directional derivative of the gradient, and costs about as much as two gradients.
It comes exact from a forward sweep along a reverse sweep (Pearlmutter's trick), to the last digits from one
gradient with a complex step, or to about ten digits from the difference of two gradients.
Extremes, spectrum and trace need nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..calculus import trace
from ..calculus.sweeps import bend, forward, reverse
from ..linear_algebra.arguments import FloatArray, as_array

GIVEN = "given"
FORWARD_OVER_REVERSE = "forward over reverse"
COMPLEX_STEP = "complex step"
CENTRAL_DIFFERENCE = "central difference"
METHODS = (COMPLEX_STEP, CENTRAL_DIFFERENCE)

TINY = 1e-100
DIFFERENCE_STEP = float(np.finfo(np.float64).eps) ** (1.0 / 3.0)
SINGLE_STEP = float(np.finfo(np.float32).eps) ** (1.0 / 3.0)


class HessianOperator:
    """A Hessian at a point, as a function of vectors; made by `hessian_operator`.

    Attributes
    ----------
    n_parameters : int
    source : str
        "given", "forward over reverse", "complex step" or "central difference".
    n_products : int
        How many products were asked for so far.
    """

    def __init__(self, product: Callable[[FloatArray], FloatArray], n_parameters: int, source: str) -> None:
        self._product = product
        self.n_parameters, self.source, self.n_products = n_parameters, source, 0

    def __call__(self, vector: ArrayLike) -> FloatArray:
        """Return the product of the Hessian and a vector (n,)."""
        v = as_array(vector, "vector")
        if v.shape != (self.n_parameters,):
            raise ValueError(f"vector must have shape {(self.n_parameters,)}, got shape {v.shape}")
        self.n_products += 1
        found = np.asarray(self._product(v), dtype=np.float64)
        if found.shape != v.shape:
            raise ValueError(f"the product must have shape {v.shape}, got shape {found.shape}")
        return found

    def __repr__(self) -> str:
        return f"HessianOperator({self.n_parameters} parameters, {self.source})"

    def dense(self) -> FloatArray:
        """Return the whole matrix (n, n), from n products, symmetrised."""
        columns = [self(axis) for axis in np.eye(self.n_parameters)]
        matrix = np.array(columns).reshape(self.n_parameters, self.n_parameters)
        return np.asarray(0.5 * (matrix + matrix.T))


def hessian_operator(
    point: ArrayLike,
    *,
    function: Callable[[Any], Any] | None = None,
    gradient: Callable[[Any], Any] | None = None,
    product: Callable[[Any, Any], Any] | None = None,
    method: str | None = None,
) -> HessianOperator:
    r"""Return the Hessian at a point as a function of vectors.

    .. math:: H v = \frac{d}{dt} \nabla f(x + t v) \Big|_{t = 0}
              = \frac{\operatorname{Im} \nabla f(x + i h v)}{h}
              \approx \frac{\nabla f(x + h v) - \nabla f(x - h v)}{2 h}

    Parameters
    ----------
    point : array_like (n,)
    function : callable
        From a point to a number, written with NumPy operations: products are exact.
    gradient : callable
        From a point (n,) to the gradient (n,).
    product : callable
        From a point and a vector to the product, exact by other means.  One of the three is needed.
    method : {"complex step", "central difference"}, optional
        For a gradient.  By default the complex step where the gradient takes complex numbers and agrees with a
        central difference, else that.

    Returns
    -------
    HessianOperator

    Raises
    ------
    ValueError
        If not exactly one of the three is given, or the gradient is not finite at the point.
    TypeError
        If `function` cannot be followed (see `calculus.trace`).

    Notes
    -----
    A complex step costs one gradient of complex numbers a product, a central difference two.  The step of the
    latter is the cube root of the rounding, relative to the size of the point: its error is
    about 1e-10 of a gradient in float64 and 1e-5 of one in float32, and more where third derivatives are large.

    References
    ----------
    Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6 (1994), pp. 147-160.

    Examples
    --------
    >>> h = hessian_operator([1.0, 2.0], function=lambda x: x[0] ** 2 * x[1])
    >>> h([1.0, 0.0]), h.source
    (array([4., 2.]), 'forward over reverse')
    >>> h = hessian_operator([1.0, 2.0], gradient=lambda x: np.array([2 * x[0] * x[1], x[0] ** 2]))
    >>> h([1.0, 0.0]), h.source
    (array([4., 2.]), 'complex step')
    """
    x = as_array(point, "point")
    if x.ndim != 1:
        raise ValueError(f"point must be a vector, got shape {x.shape}")
    told = [name for name, value in (("function", function), ("gradient", gradient), ("product", product)) if value]
    if len(told) != 1:
        raise ValueError(f"exactly one of function, gradient and product must be given, got {' and '.join(told) or 0}")
    if method not in (None, *METHODS):
        raise ValueError(f"method must be one of {METHODS}, got {method!r}")
    if product is not None:
        return HessianOperator(lambda v: product(x.copy(), v), len(x), GIVEN)
    if function is not None:
        return HessianOperator(_forward_over_reverse(function, x), len(x), FORWARD_OVER_REVERSE)
    assert gradient is not None
    return _of_gradient(gradient, x, method)


def _forward_over_reverse(function: Callable[[Any], Any], x: FloatArray) -> Callable[[FloatArray], FloatArray]:
    run = trace(function, x)
    if np.shape(run.value) != ():
        raise ValueError(f"function must return one number, got shape {np.shape(run.value)}")
    with np.errstate(all="ignore"):
        adjoints = reverse(run.tape, {run.output: 1.0})

    def product(v: FloatArray) -> FloatArray:
        with np.errstate(all="ignore"):
            change = bend(run.tape, adjoints, forward(run.tape, [v[None]]))[0]
        return np.zeros_like(v) if change is None else np.broadcast_to(change, (1, len(v)))[0].copy()

    return product


def _of_gradient(gradient: Callable[[Any], Any], x: FloatArray, method: str | None) -> HessianOperator:
    with np.errstate(all="ignore"):
        here = np.asarray(gradient(x.copy()))
    if here.shape != x.shape:
        raise ValueError(f"gradient must have shape {x.shape}, got shape {here.shape}")
    if here.dtype.kind not in "biuf" or not np.isfinite(here).all():
        raise ValueError(f"gradient must be finite and real at the point, got {here.tolist()}")
    differenced, analytic = _differenced(gradient, x), _complex(gradient, x)
    if method != CENTRAL_DIFFERENCE and len(x):
        # Complex numbers pass through abs and maximum, and come out wrong: one product is compared.
        probe = np.cos(np.arange(1.0, len(x) + 1.0))
        try:
            found, twin = analytic(probe), differenced(probe)
            agrees = bool(np.abs(found - twin).max() <= 1e-5 * (np.abs(twin).max() + np.abs(here).max()))
        except Exception:  # whatever keeps it from taking complex numbers, it takes real ones
            agrees = False
        if agrees:
            return HessianOperator(analytic, len(x), COMPLEX_STEP)
        if method == COMPLEX_STEP:
            raise ValueError("gradient must be analytic for the complex step, got one that is not")
    return HessianOperator(differenced, len(x), CENTRAL_DIFFERENCE)


def _complex(gradient: Callable[[Any], Any], x: FloatArray) -> Callable[[FloatArray], FloatArray]:
    def product(v: FloatArray) -> FloatArray:
        longest = float(np.abs(v).max(initial=0.0))
        if longest == 0.0:
            return np.zeros_like(v)
        with np.errstate(all="ignore"):
            found = np.asarray(gradient(x + (1j * TINY) * (v / longest)))
        if found.dtype.kind != "c":
            raise TypeError("the gradient drops imaginary parts")
        return np.asarray(found.imag / TINY * longest)

    return product


def _differenced(gradient: Callable[[Any], Any], x: FloatArray) -> Callable[[FloatArray], FloatArray]:
    size, relative = max(1.0, float(np.abs(x).max(initial=0.0))), DIFFERENCE_STEP

    def product(v: FloatArray) -> FloatArray:
        nonlocal relative
        longest = float(np.abs(v).max(initial=0.0))
        if longest == 0.0:
            return np.zeros_like(v)
        while True:
            step = relative * size / longest
            with np.errstate(all="ignore"):
                ahead, behind = np.asarray(gradient(x + step * v)), np.asarray(gradient(x - step * v))
            if relative == SINGLE_STEP or not (_is_single(ahead) and _is_single(behind)):
                return np.asarray((ahead - behind) / (2.0 * step))
            relative = SINGLE_STEP

    return product


def _is_single(numbers: NDArray[Any]) -> bool:
    """Tell whether numbers have no more digits than float32 keeps, whatever type they are in by now."""
    with np.errstate(all="ignore"):
        return bool((numbers.astype(np.float32) == numbers).all())
