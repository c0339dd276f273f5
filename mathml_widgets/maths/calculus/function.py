"""A function that knows its domain, and where its gradient comes from.

Gradients are written by hand, recorded on a tape, taken by a complex step or measured by
differences; the answer looks the same, but how far to trust it does not.
So a function here carries the source of its gradient with it, and a gradient that is given is
checked before it is believed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from reprlib import repr as short
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, plain
from . import derivatives, second_derivatives
from .finite_differences import EPSILON
from .gradient_check import GradientCheck, check_gradient, check_jacobian
from .lanes import Lanes
from .many_points import at_many_points
from .rays import mixture, own_lengths
from .slopes import COMPLEX_STEP, FINITE_DIFFERENCE
from .sweeps import reverse
from .tape import record
from .tracing import Trace, trace

AUTOMATIC = "automatic"
SOURCES = ("", AUTOMATIC, COMPLEX_STEP, FINITE_DIFFERENCE)
"""From the most exact to the least."""
N_CHECKS = 8
TOLERANCE = 1e-4


class Evaluation(NamedTuple):
    """A function and its gradient at a point.

    Attributes
    ----------
    value : float
    gradient : array (n,), or float for a function of one number
        NaN where the function is not finite.
    source : str
        "given (checked to 3e-10)", "automatic", "complex step" or "finite difference".
    differentiable : bool
        False at a kink; an automatic gradient is then the mean of the slopes on both sides.
    """

    value: float
    gradient: Any
    source: str
    differentiable: bool


class Function:
    r"""A real function of one or more numbers, with its gradient and Hessian.

    Parameters
    ----------
    f : callable
        Takes a point (n,); or its n coordinates as separate arguments; or one number, if `domain` is one pair.
        Returns one number.
    gradient : callable, optional
        Takes the same and returns the gradient (n,).  Without it the gradient comes from, in this order, a
        reverse sweep over the operations of `f`, a complex step, central differences.
    hessian : callable, optional
        Takes the same and returns the Hessian (n, n).  Without it, the same in this order.
    domain : array_like (n, 2), optional
        The lowest and highest value of each coordinate that is worth looking at; (2,) for a function of one number.
    formula : str
        How it is written.
    minima : array_like (n_minima, n), optional
        Its known minima; (n_minima,) for a function of one number.
    name : str, optional
        By default that of `f`.
    dimension : int, optional
        n, where neither `domain` nor `minima` nor the arguments of `f` tell.
    generator : numpy.random.Generator, optional
        Chooses the points at which a given gradient is checked.

    Attributes
    ----------
    dimension : int or None
        n; None for a function of a vector of any length.
    domain : array (n, 2), (2,) or None
    minima : array (n_minima, n), (n_minima,) or None
    formula, name : str
    gradient_check, hessian_check : GradientCheck or None
        What the check of a given gradient or Hessian found.

    Raises
    ------
    TypeError
        If `f`, `gradient` or `hessian` is not callable.
    ValueError
        If a given gradient is further than 1e-4, relative to its size, from the measured one at any of 8
        random points of the domain; if `domain` is not made of pairs (low, high); if there is nothing to check
        a gradient on.

    Examples
    --------
    >>> bowl = Function(lambda x, y: x**2 + 3 * y**2, domain=[(-2, 2), (-2, 2)], formula="x² + 3y²")
    >>> bowl([1.0, 1.0]), bowl.gradient([1.0, 1.0])
    (4.0, array([2., 6.]))
    >>> bowl.gradient_source
    'automatic'
    >>> Function(lambda x: x**2, gradient=lambda x: 2 * x, domain=(-1, 1)).gradient_source
    'given (checked to 2e-16)'
    """

    def __init__(
        self,
        f: Callable[..., Any],
        gradient: Callable[..., Any] | None = None,
        hessian: Callable[..., Any] | None = None,
        domain: ArrayLike | None = None,
        formula: str = "",
        minima: ArrayLike | None = None,
        *,
        name: str | None = None,
        dimension: int | None = None,
        generator: np.random.Generator | None = None,
    ) -> None:
        for argument, what in ((f, "f"), (gradient, "gradient"), (hessian, "hessian")):
            if not (callable(argument) or (argument is None and what != "f")):
                raise TypeError(f"{what} must be callable, got {short(argument)}")
        self.f = f
        self.formula = formula
        self.name = name or getattr(f, "__name__", type(f).__name__)
        self.domain = None if domain is None else _domain(domain)
        self.minima = None if minima is None else as_array(minima, "minima")
        self._of_number = self.domain is not None and self.domain.ndim == 1
        self.dimension = self._dimension(dimension)
        self._f = self._of_point(f)
        self._gradient = None if gradient is None else self._of_point(gradient)
        self._hessian = None if hessian is None else self._of_point(hessian)
        self._source = self._hessian_source = ""
        self._may_be_traced, self._is_verified = True, False
        self.gradient_check: GradientCheck | None = None
        self.hessian_check: GradientCheck | None = None
        if gradient is not None or hessian is not None:
            points = self._random_points(np.random.default_rng(0) if generator is None else generator)
            self._check_given(points)

    def _dimension(self, asked: int | None) -> int | None:
        told = {}
        if asked is not None:
            if not isinstance(asked, (int, np.integer)) or asked < 1:
                raise ValueError(f"dimension must be a positive integer, got {asked!r}")
            told["dimension"] = int(asked)
        if self.domain is not None:
            told["domain"] = 1 if self._of_number else len(self.domain)
        if self.minima is not None and self.minima.size:
            told["minima"] = 1 if self.minima.ndim < 2 else self.minima.shape[1]
        if _n_required(self.f) > 1:
            told["f"] = _n_required(self.f)
        if len(set(told.values())) > 1:
            raise ValueError(f"all arguments must be of one dimension, got {told}")
        return next(iter(told.values()), None)

    def _of_point(self, function: Callable[..., Any]) -> Callable[[Any], Any]:
        """Return a function of coordinates as one of a point."""
        if not self._of_number and _n_required(function) > 1:
            return lambda x: function(*x)
        return function

    def _random_points(self, generator: np.random.Generator) -> FloatArray:
        if self.dimension is None:
            raise ValueError("domain or dimension must be given with a gradient, to check it on random points")
        shape = () if self._of_number else (self.dimension,)
        low, high = (-1.0, 1.0) if self.domain is None else (self.domain[..., 0], self.domain[..., 1])
        tried = generator.uniform(low, high, (8 * N_CHECKS, *shape))
        points = tried[np.isfinite(self.values(tried))][:N_CHECKS]
        if not len(points):
            raise ValueError(f"f must be finite somewhere in the domain, got none of {len(tried)} random points")
        return points

    def _check_given(self, points: FloatArray) -> None:
        if self._gradient is not None:
            check = check_gradient(self._one, self._gradient, points, tolerance=TOLERANCE)
            self.gradient_check, self._source = check, _given(check)
            _refuse_wrong("gradient", check)
        if self._hessian is not None:
            check = check_jacobian(self.gradient, self._hessian, points, tolerance=TOLERANCE)
            self.hessian_check, self._hessian_source = check, _given(check)
            _refuse_wrong("hessian", check)

    def _one(self, x: Any) -> Any:
        """Return f of a point as one number, whatever its shape was."""
        result = self._f(x)
        if isinstance(result, (list, tuple)) or np.shape(result) == ():
            return result
        return np.reshape(result, ()) if np.size(result) == 1 else result

    def _point(self, x: tuple[Any, ...]) -> FloatArray:
        point = as_array(x[0] if len(x) == 1 else x, "point")
        if self._of_number and point.size == 1:
            return point.reshape(())
        if self._of_number or point.ndim != 1:
            wanted = "one number" if self._of_number else "a vector"
            raise ValueError(f"point must be {wanted}, got shape {point.shape}")
        if self.dimension not in (None, len(point)):
            raise ValueError(f"point must have {self.dimension} coordinates, got {len(point)}")
        return point

    def __call__(self, *x: ArrayLike) -> float:
        """Return the function at a point, given as an array or as coordinates; infinite or NaN where it is."""
        point = self._point(x)
        with np.errstate(all="ignore"):
            result = np.asarray(self._one(point.copy() if point.ndim else float(point)))
        if result.size != 1 or result.dtype.kind not in "biuf":
            raise ValueError(f"f must return one real number, got {short(result.tolist())} at {short(point.tolist())}")
        return float(result.reshape(()))

    def __repr__(self) -> str:
        return f"Function({self.formula or self.name})"

    @property
    def gradient_source(self) -> str:
        """Where the gradient comes from: the least exact source that any point so far has needed.

        "given (checked to 3e-10)", "automatic", "complex step" or "finite difference"; "not asked yet" for a
        function of a vector of any length before its first gradient.
        """
        if not self._source and self.dimension is not None:
            self.evaluate(self._random_points(np.random.default_rng(0))[0])
        return self._source or "not asked yet"

    @property
    def hessian_source(self) -> str:
        """Where the Hessian comes from, as `gradient_source`."""
        if not self._hessian_source and self.dimension is not None:
            self.hessian(self._random_points(np.random.default_rng(0))[0])
        return self._hessian_source or "not asked yet"

    def evaluate(self, *x: ArrayLike) -> Evaluation:
        """Return the function and its gradient at a point, and where the gradient comes from."""
        point = self._point(x)
        value = self(point)
        if not np.isfinite(value):
            return Evaluation(value, plain(np.full(point.shape, np.nan)), self._source, False)
        if self._gradient is not None:
            given = self._called(self._gradient, point, point.shape, "gradient")
            return Evaluation(value, given, self._source, bool(np.isfinite(given).all()))
        found = self._traced(point, value)
        if found is None:
            measured = derivatives.gradient(self._one, point)
            found = Evaluation(value, measured.value, measured.method, bool(measured.differentiable))
        self._source = max(self._source, found.source, key=SOURCES.index)
        return found

    def gradient(self, *x: ArrayLike) -> Any:
        """Return the gradient at a point, (n,), or a float for a function of one number; NaN where f is not finite."""
        return self.evaluate(*x).gradient

    def hessian(self, *x: ArrayLike) -> Any:
        """Return the Hessian at a point, (n, n), or the second derivative of a function of one number."""
        point = self._point(x)
        shape = point.shape * 2
        if not np.isfinite(self(point)):
            return plain(np.full(shape, np.nan))
        if self._hessian is not None:
            return self._called(self._hessian, point, shape, "hessian")
        if self._may_be_traced and self._gradient is None:
            run = self._trace(point)
            found = None if run is None else run.hessian().reshape(shape)
            if found is not None and np.isfinite(found).all():
                self._hessian_source = max(self._hessian_source, AUTOMATIC, key=SOURCES.index)
                return plain(found)
        measured = second_derivatives.hessian(self._one, point, gradient=self._gradient)
        self._hessian_source = max(self._hessian_source, measured.method, key=SOURCES.index)
        return measured.value

    def _trace(self, point: FloatArray) -> Trace | None:
        """Return the trace at a point, or None if the function cannot be traced."""
        try:
            return trace(self._one, point)
        except TypeError:
            self._may_be_traced = False
            return None

    def _traced(self, point: FloatArray, value: float) -> Evaluation | None:
        """Return the gradient from a reverse sweep, or None where there is none that can be trusted."""
        run = self._trace(point) if self._may_be_traced else None
        if run is None:
            return None
        found = run.gradient()
        if not np.isfinite(found).all() or not np.isclose(run.value, value, rtol=1e-9, atol=0.0):
            return None
        if not (self._is_verified or run.kinks or self._verify(point, found)):
            self._may_be_traced = False
            return None
        return Evaluation(value, found, AUTOMATIC, not run.kinks)

    def _verify(self, point: FloatArray, found: Any) -> bool:
        """Return whether plain calls of the function agree with a traced gradient, along one direction."""
        direction = mixture(point.size).reshape(point.shape) * own_lengths(point)
        measured = derivatives.directional_derivative(self._plainly, point, direction)
        if not np.isfinite(measured.value):
            return True
        shares = found * direction
        self._is_verified = abs(shares.sum() - measured.value) <= 10.0 * measured.error + 1e-6 * np.abs(shares).sum()
        return self._is_verified

    def _plainly(self, x: Any) -> Any:
        """Return f of a plain array or number, and nothing else."""
        return self._one(np.array(x, dtype=np.float64) if np.ndim(x) else float(x))

    def _called(self, function: Callable[[Any], Any], point: FloatArray, shape: tuple[int, ...], what: str) -> Any:
        with np.errstate(all="ignore"):
            answer = np.asarray(function(point.copy() if point.ndim else float(point)), dtype=np.float64)
        if answer.shape != shape:
            raise ValueError(f"{what} must have shape {shape}, got shape {answer.shape}")
        return plain(answer)

    def values(self, points: ArrayLike) -> FloatArray:
        """Return the function at many points, NaN where it is not defined.

        Parameters
        ----------
        points : array_like (..., n)
            (...) for a function of one number.

        Returns
        -------
        array (...)
        """
        flat, shape = self._rows(points)
        return at_many_points(self._one, flat, ()).reshape(shape)

    def gradients(self, points: ArrayLike) -> FloatArray:
        """Return the gradient at many points, NaN where the function is not defined.

        Parameters
        ----------
        points : array_like (..., n)
            (...) for a function of one number.

        Returns
        -------
        array (..., n)
            (...) for a function of one number.
        """
        flat, shape = self._rows(points)
        found = np.full(flat.shape, np.nan)
        inside = np.isfinite(at_many_points(self._one, flat, ()))
        if inside.any():
            found[inside] = self._gradients(flat[inside])
        return found.reshape(shape + flat.shape[1:])

    def _gradients(self, points: FloatArray) -> FloatArray:
        """Return the gradients at points (n_points, *point_shape) at which the function is finite."""
        if self._gradient is not None:
            return at_many_points(self._gradient, points, points.shape[1:])
        found = self._swept(points) if self._may_be_traced else None
        if found is None:
            return np.array([self.gradient(point) for point in points])
        for k in np.flatnonzero(~np.isfinite(found).reshape(len(found), -1).all(axis=1)):
            found[k] = self.gradient(points[k])
        return found

    def _swept(self, points: FloatArray) -> FloatArray | None:
        """Return the gradients at many points from one reverse sweep that carries them side by side."""
        try:
            with np.errstate(all="ignore"):
                tape, output = record(self._one, [Lanes(points)])
                adjoint = reverse(tape, {output: 1.0})[0]
        except TypeError:
            return None
        found = np.array(np.broadcast_to(getattr(adjoint, "value", 0.0 if adjoint is None else adjoint), points.shape))
        alone = self.evaluate(points[0])
        close = np.allclose(alone.gradient, found[0], rtol=1e-9, atol=1e-300)
        return found if close and alone.source == AUTOMATIC else None

    def _rows(self, points: ArrayLike) -> tuple[FloatArray, tuple[int, ...]]:
        points = as_array(points, "points")
        if self._of_number:
            return points.ravel(), points.shape
        if points.ndim == 0 or self.dimension not in (None, points.shape[-1]):
            raise ValueError(
                f"points must have {self.dimension or 'one axis of'} coordinates last, got shape {points.shape}"
            )
        return points.reshape(-1, points.shape[-1]), points.shape[:-1]


def _domain(domain: ArrayLike) -> FloatArray:
    pairs = as_array(domain, "domain")
    if pairs.ndim not in (1, 2) or pairs.shape[-1] != 2 or not len(pairs):
        raise ValueError(f"domain must hold a pair (low, high) for each coordinate, got shape {pairs.shape}")
    if not (pairs[..., 0] < pairs[..., 1]).all():
        raise ValueError(f"domain must have low < high in each pair, got {pairs.tolist()}")
    return pairs


def _n_required(function: Callable[..., Any]) -> int:
    """Return the number of arguments without a default that a function takes by position, 1 if it does not say."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return 1
    return sum(p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) and p.default is p.empty for p in parameters)


def _given(check: GradientCheck) -> str:
    return f"given (checked to {max(check.error, EPSILON):.0e})"


def _refuse_wrong(what: str, check: GradientCheck) -> None:
    if not check.agrees:
        raise ValueError(
            f"{what} must agree with the function to {TOLERANCE:.0e}, got an error of {check.error:.2g} at "
            f"{check.worst_point.tolist()}: {check.given.tolist()} instead of {check.measured.tolist()}"
        )
