"""Calling a function about which nothing is known.

A function from outside may return the wrong shape, NaN or complex numbers, raise, or write into its
argument.
At the point where it is to be differentiated each of these is an error that says so; at the points
around, where only the limit matters, it means that the function is not defined there.
The function always gets an array of its own, so that whatever it does to it stays without effect.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from reprlib import repr as short
from typing import Any

import numpy as np
from numpy.exceptions import ComplexWarning
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_array
from .lanes import NotAnalyticError, side_by_side

Function = Callable[[Any], Any]


class BlackBox:
    """A function at a point, checked there.

    Parameters
    ----------
    function : callable
        Takes an array of the point's shape, or a number where the point is one.
    point : array_like (*shape)
        Finite numbers.
    number : bool
        Whether the function must return one number.

    Attributes
    ----------
    point : array (*shape)
    value : array (*result_shape)
        The function there.
    watched : bool
        Whether many points can go through one call, every operation being seen.

    Raises
    ------
    TypeError
        If `function` is not callable.
    ValueError
        If it raises at the point, changes its argument in place, or returns anything but finite real numbers.
    """

    def __init__(self, function: Function, point: ArrayLike, *, number: bool = False) -> None:
        if not callable(function):
            raise TypeError(f"function must be callable, got {short(function)}")
        self.function = function
        self.point: FloatArray = as_array(point, "point")
        self.value = self._checked(number)
        self.watched = True

    def _checked(self, number: bool) -> FloatArray:
        argument = self._argument(self.point)
        try:
            with np.errstate(all="ignore"):
                result = self.function(argument)
        except Exception as error:
            raise ValueError(
                f"function must be defined at the point, got {type(error).__name__}: {error} at {self._where()}"
            ) from error
        if np.shape(argument) != self.point.shape or not (argument == self.point).all():
            raise ValueError(f"function must not change its argument in place, it changed {self._where()}")
        try:
            value = np.asarray(result)
        except ValueError:
            raise ValueError(f"function must return rows of equal length, got {short(result)}") from None
        if value.dtype == object and any(entry is None for entry in value.ravel()):
            raise ValueError(f"function must return numbers, got {short(result)} at {self._where()}")
        if value.dtype.kind == "c":
            raise ValueError(f"function must return real numbers, got {short(result)} at {self._where()}")
        try:
            value = value.astype(np.float64)
        except (TypeError, ValueError):
            raise ValueError(f"function must return numbers, got {short(result)} at {self._where()}") from None
        if number:
            if value.size != 1:
                raise ValueError(f"function must return one number, got shape {value.shape} at {self._where()}")
            value = value.reshape(())
        if not np.isfinite(value).all():
            raise ValueError(f"function must be finite at the point, got {short(result)} at {self._where()}")
        return value

    def _where(self) -> str:
        return short(self.point.tolist())

    def _argument(self, point: NDArray[Any]) -> Any:
        return point.copy() if point.ndim else point[()]

    def _agrees(self, found: NDArray[Any]) -> bool:
        """Return whether many points at once gave the value that one alone did, up to the order of summation."""
        scale = 1e-9 * np.abs(self.value).max(initial=0.0) + 1e-300
        return bool((np.abs(found - self.value) <= scale).all())

    def values(self, points: FloatArray) -> FloatArray:
        """Return the function at points (n, *shape) as (n, *result_shape), NaN where it is not finite."""
        found = self._values(points)
        return np.where(np.isfinite(found), found, np.nan)

    def _values(self, points: FloatArray) -> FloatArray:
        if self.watched:
            try:
                found = side_by_side(self.function, np.concatenate([points, self.point[None]]))
                found = found.reshape(-1, *self.value.shape).astype(np.float64, copy=False)
                if self._agrees(found[-1]):
                    return found[:-1]
            except Exception:  # whatever kept it from being watched, it can still be called point by point
                pass
            self.watched = False
        return np.array([self._value_near(point) for point in points]).reshape(-1, *self.value.shape)

    def _value_near(self, point: FloatArray) -> FloatArray:
        try:
            with np.errstate(all="ignore"):
                value = np.asarray(self.function(self._argument(point)))
            if value.dtype.kind != "c":
                return value.astype(np.float64).reshape(self.value.shape)
        except Exception:  # the function exists at the point itself; here it need not
            pass
        return np.full(self.value.shape, np.nan)

    def complex_values(self, points: NDArray[np.complex128], near: bool = False) -> NDArray[np.complex128]:
        """Return the function at complex points (n, *shape).

        Unless they are only `near`, the first is a tiny step from the point, and must give the value there.

        Raises
        ------
        NotAnalyticError
            If the function uses an operation that is not analytic, or cannot take complex numbers.
        """
        if self.watched:
            try:
                found = side_by_side(self.function, points).reshape(-1, *self.value.shape)
                if near or self._agrees(found[0].real):
                    return found.astype(np.complex128, copy=False)
            except NotAnalyticError:
                raise
            except Exception:  # as above
                pass
            self.watched = False
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("error", ComplexWarning)
                found = np.array([self.function(self._argument(point)) for point in points])
                return found.reshape(-1, *self.value.shape).astype(np.complex128)
        except Exception as error:
            raise NotAnalyticError(f"it takes no complex numbers: {type(error).__name__}: {error}") from error
