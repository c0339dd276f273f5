"""A function to be made small, with all that is known of it.

A method of descent needs values, gradients or second derivatives at many points at once; a reader writes
a function of one point.
An objective holds either kind and answers for any stack of points (..., n_dimensions), so that neither the
methods nor the reader think about shapes.
It may also know its formula, the domain worth drawing, its minima, and a cheaper noisy gradient for each step.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from reprlib import repr as short
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .arguments import Array, FloatArray, as_array, as_box, as_coordinates
from .pointwise import of_one_point, pointwise, shaped


class Objective:
    """A function of points with its derivatives.

    Parameters
    ----------
    value : callable
        One point (n,) -> number; with `batched`, points (m, n) -> (m,).
    gradient : callable, optional
        One point (n,) -> (n,); with `batched`, (m, n) -> (m, n).
    hessian : callable, optional
        One point (n,) -> (n, n); with `batched`, (m, n) -> (m, n, n).
    batched : bool, default False
        Whether the callables take many points at once.  Otherwise they are called point by point, an
        overflow of Python's own floats counts as infinity, and a point that is not finite gets NaN
        without a call.
    sampled_gradient : callable, optional
        The noisy gradient that a method sees at step k, called as ``sampled_gradient(points, k)`` with
        points as for `gradient`.  It must depend on nothing else, so that every method, and every
        repetition, meets the same noise.
    bounds : array_like (n, 2), optional
        Lowest and highest allowed coordinates: after each step a first-order method is put back into this box.
    name, formula : str, optional
        Words for the picture.
    domain : array_like (n, 2), optional
        Lowest and highest coordinates of the region worth looking at.
    minima : array_like (n_minima, n), optional
        The known global minima.

    Attributes
    ----------
    value, gradient, hessian : callable
        The same functions, now for points (..., n).
    gradient_source, hessian_source : str
        'given', or what `calculus.Function` says of the derivatives that it takes in their place.

    Raises
    ------
    ValueError
        If a callable returns the wrong shape, or a point has a number of coordinates other than that of
        `domain`.

    Examples
    --------
    >>> bowl = Objective(lambda x: x[0] ** 2 + 3 * x[1] ** 2, lambda x: [2 * x[0], 6 * x[1]])
    >>> bowl.value([[1, 1], [2, 0]])
    array([4., 4.])
    >>> bowl.gradient([1, 1])
    array([2., 6.])
    """

    def __init__(
        self,
        value: Callable[..., Any],
        gradient: Callable[..., Any] | None = None,
        hessian: Callable[..., Any] | None = None,
        *,
        batched: bool = False,
        sampled_gradient: Callable[..., Any] | None = None,
        bounds: ArrayLike | None = None,
        name: str = "",
        formula: str = "",
        domain: ArrayLike | None = None,
        minima: ArrayLike | None = None,
    ) -> None:
        for given, label in ((value, "value"), (gradient, "gradient"), (hessian, "hessian")):
            if given is not None and not callable(given):
                raise ValueError(f"{label} must be callable, got {given!r}")
        self.name = name or getattr(value, "__name__", "")
        self.formula = formula
        self.domain = None if domain is None else as_box(domain, "domain")
        self.bounds = None if bounds is None else as_box(bounds, "bounds")
        self.minima = None if minima is None else as_array(minima, "minima")
        self.batched = batched
        self._is_given = (gradient is not None, hessian is not None)
        self._one_point = of_one_point(value) if batched else value
        self.value = self._over_rows(value, "value", 0)
        if gradient is not None:
            self.gradient = self._over_rows(gradient, "gradient", 1)
        else:
            self.gradient = self._lifted(pointwise(self._automatic_gradient, "gradient", 1), "gradient", 1)
        if hessian is not None:
            self.hessian = self._over_rows(hessian, "hessian", 2)
        else:
            self.hessian = self._lifted(pointwise(self._automatic_hessian, "hessian", 2), "hessian", 2)
        self._gradient_of_rows = gradient if batched and gradient is not None else self.gradient
        self.is_sampled = sampled_gradient is not None
        self._sampled = self._over_rows(sampled_gradient, "sampled_gradient", 1) if sampled_gradient else None

    @property
    def gradient_source(self) -> str:
        """Where the gradient comes from."""
        return "given" if self._is_given[0] else str(self._function.gradient_source)

    @property
    def hessian_source(self) -> str:
        """Where the Hessian comes from."""
        return "given" if self._is_given[1] else str(self._function.hessian_source)

    def __call__(self, points: ArrayLike) -> Array:
        """Return the values at points (..., n), shape (...)."""
        return self.value(points)

    def __repr__(self) -> str:
        return f"Objective({self.name or 'unnamed'})"

    def gradient_at_step(self, points: ArrayLike, k: int) -> Array:
        """Return the gradient that a method sees at step k: the sampled one where there is one."""
        return self.gradient(points) if self._sampled is None else self._sampled(points, k)

    def gradient_of_rows(self, points: FloatArray, k: int) -> Array:
        """Return the same for points (m, n), checked at the first step only: checks take their time."""
        if k == 0 or self._sampled is not None:
            return self.gradient_at_step(points, k)
        return np.asarray(self._gradient_of_rows(points))

    def with_sampled_gradient(self, sampled_gradient: Callable[[FloatArray, int], Any]) -> Objective:
        """Return the same function with a noisy gradient for each step.

        Parameters
        ----------
        sampled_gradient : callable
            From points (m, n) and the step number k to gradients (m, n).

        Examples
        --------
        >>> bowl = Objective(lambda x: x @ x, lambda x: 2 * x)
        >>> tilted = bowl.with_sampled_gradient(lambda points, k: 2 * points + k)
        >>> tilted.gradient_at_step([1.0], 3), tilted.gradient([1.0])
        (array([5.]), array([2.]))
        """
        return Objective(
            self.value,
            self.gradient,
            self.hessian,
            batched=True,
            sampled_gradient=sampled_gradient,
            bounds=self.bounds,
            name=self.name,
            formula=self.formula,
            domain=self.domain,
            minima=self.minima,
        )

    def domain_or(self, domain: ArrayLike | None) -> FloatArray:
        """Return a given domain (n, 2), or else that of the function.

        Raises
        ------
        ValueError
            If there is neither, or the lowest coordinates are not below the highest.
        """
        if domain is not None:
            return as_box(domain, "domain")
        if self.domain is None:
            raise ValueError(f"domain must be given for a function that has none, got {self!r}")
        return self.domain

    def distance_to_minimum(self, points: ArrayLike) -> FloatArray:
        """Return the Euclidean distance (...) from points (..., n) to the nearest known minimum.

        Raises
        ------
        ValueError
            If no minimum is known.

        Examples
        --------
        >>> Objective(abs, minima=[[0.0], [10.0]]).distance_to_minimum([[1.0], [7.0]])
        array([1., 3.])
        """
        if self.minima is None or len(self.minima) == 0:
            raise ValueError(f"function must have known minima, got {self!r} with none")
        difference = as_coordinates(points)[..., np.newaxis, :] - self.minima
        scale = np.abs(difference).max(axis=-1, keepdims=True)
        safe = np.where((scale > 0.0) & np.isfinite(scale), scale, 1.0)
        lengths: FloatArray = safe[..., 0] * np.sqrt(((difference / safe) ** 2).sum(axis=-1))
        nearest: FloatArray = lengths.min(axis=-1)
        return nearest

    def _automatic_gradient(self, point: FloatArray) -> Any:
        return self._function.gradient(point)

    def _automatic_hessian(self, point: FloatArray) -> Any:
        return self._function.hessian(point)

    @cached_property
    def _function(self) -> Any:
        from ..calculus import Function

        return Function(self._one_point)

    def _over_rows(self, function: Callable[..., Any], label: str, n_axes: int) -> Callable[..., Array]:
        return self._lifted(function if self.batched else pointwise(function, label, n_axes), label, n_axes)

    def _lifted(self, over_rows: Callable[..., Any], label: str, n_axes: int) -> Callable[..., Array]:
        n_expected = None if self.domain is None else len(self.domain)

        def lifted(points: ArrayLike, *step: int) -> Array:
            points = as_coordinates(points)
            n = points.shape[-1]
            if n_expected is not None and n != n_expected:
                raise ValueError(
                    f"points must have {n_expected} coordinates for {self.name or 'this function'}, "
                    f"got shape {points.shape}"
                )
            rows = points if points.ndim == 2 else points.reshape(-1, n)
            with np.errstate(all="ignore"):
                result: Any = over_rows(rows, *step)
            expected = (len(rows), n, n)[: n_axes + 1]
            if not isinstance(result, np.ndarray) or result.shape != expected or result.dtype != rows.dtype:
                result = shaped(result, expected, rows, label)
            stacked: Array = result if points.ndim == 2 else result.reshape(points.shape[:-1] + expected[1:])
            return stacked

        return lifted


def as_objective(function: Any) -> Objective:
    """Return a function in whatever form it comes as an objective.

    Parameters
    ----------
    function : Objective, calculus.Function or callable
        A callable takes one point (n,), or its n coordinates as separate arguments.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    if isinstance(function, Objective):
        return function
    if not callable(function):
        raise ValueError(f"function must be callable, got {short(function)}")
    if not hasattr(function, "gradients"):
        from ..calculus import Function

        function = Function(function)
    of_number = function.domain is not None and function.domain.ndim == 1

    def rows(points: Array) -> Array:
        return points[:, 0] if of_number else points

    def over_finite(evaluate: Callable[[Array], Any], n_axes: int) -> Callable[[Array], Array]:
        def over_rows(points: Array) -> Array:
            finite = np.isfinite(points).all(axis=1)
            result = np.full(points.shape[:1] + points.shape[1:] * n_axes, np.nan)
            if finite.any():
                result[finite] = np.reshape(evaluate(rows(points[finite])), result[finite].shape)
            return result

        return over_rows

    objective = Objective(
        over_finite(function.values, 0),
        over_finite(function.gradients, 1),
        over_finite(lambda points: [function.hessian(point) for point in points], 2),
        batched=True,
        name=function.name,
        formula=function.formula,
        domain=None if function.domain is None else np.atleast_2d(function.domain),
        minima=None if function.minima is None else function.minima.reshape(len(function.minima), -1),
    )
    objective._function, objective._is_given = function, (False, False)
    return objective
