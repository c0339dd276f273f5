r"""What every distribution can be asked, whatever its family.

A distribution says how probable each value is (`pdf`), how much lies at or below it (`cdf`) and above it (`sf`), which
value has a given share below it (`quantile`), what it is like on the whole (`mean`, `variance`, `skewness`,
`kurtosis`, `entropy`, `support`), and it can be drawn from (`sample`).
The density of a discrete distribution is the probability of a value: its `pdf` is what some books call pmf, so that
nobody has to ask which kind is at hand.
A family says these things in its own formulas, on arrays; the classes here see to the ends of the line, to
broadcasting, and to the smaller of the two tails.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, FloatOrArray, plain
from .parameters import Parameter, as_parameter
from .special_functions.arguments import as_numbers, as_probability
from .whole_quantiles import whole_quantile

MOMENTS = ("mean", "variance", "skewness", "kurtosis")


class Support(NamedTuple):
    """Where a distribution lives: from the lowest to the highest value, which may be infinite."""

    lowest: FloatOrArray
    highest: FloatOrArray


class Distribution:
    """A distribution on the line, or an array of them, if its parameters are arrays.

    Attributes
    ----------
    name : str
        The family's name.
    is_discrete : bool
        Whether `pdf` is a probability or a density.
    is_on_whole_numbers : bool
        Whether it is discrete and all its values are whole numbers.
    declared : dict
        Rule, default and slider range of each parameter, by name.
    parameters : dict
        Their values, each a float or an array.
    shape : tuple
        The common shape of the parameters.

    Notes
    -----
    The methods of values broadcast `x` against the parameters.  NaN as a value is refused; infinities are values.
    A moment that is infinite is reported as inf, one that does not exist as NaN, and `undefined` says why.
    Small tails keep their relative accuracy; what is exact to rounding in x and the parameters is said by the tests:
    1e-13 times the condition number.
    """

    name: ClassVar[str] = ""
    is_discrete: ClassVar[bool] = False
    is_on_whole_numbers: ClassVar[bool] = False
    declared: ClassVar[Mapping[str, Parameter]] = {}
    why_undefined: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **values: ArrayLike) -> None:
        arrays = [as_parameter(value, name, self.declared[name].rule) for name, value in values.items()]
        try:
            self._arrays = tuple(np.broadcast_arrays(*arrays)) if arrays else ()
        except ValueError:
            shapes = ", ".join(f"{name} {a.shape}" for name, a in zip(values, arrays, strict=True))
            raise ValueError(f"parameters must broadcast, got shapes {shapes}") from None
        self.shape: tuple[int, ...] = self._arrays[0].shape if arrays else ()
        self.parameters: dict[str, FloatOrArray] = {
            name: plain(array) for name, array in zip(values, arrays, strict=True)
        }

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{type(self).__name__}({inside})"

    # What a family says, on arrays of one shape: x and the parameters.

    def _support(self, *parameters: Any, **_: Any) -> tuple[Any, Any]:
        return -np.inf, np.inf

    def _log_density(self, x: Any, *parameters: Any, **_: Any) -> Any:
        raise NotImplementedError

    def _density(self, x: Any, *parameters: Any, **_: Any) -> Any:
        return np.exp(self._log_density(x, *parameters))

    def _tails(self, x: Any, *parameters: Any, **_: Any) -> tuple[Any, Any]:
        raise NotImplementedError

    def _quantile(self, lower: Any, upper: Any, *parameters: Any, **_: Any) -> Any:
        raise NotImplementedError

    def _draw(self, generator: Generator, size: tuple[int, ...], /, *parameters: Any, **_: Any) -> Any:
        raise NotImplementedError

    def _moments(self, *parameters: Any, **_: Any) -> tuple[Any, Any, Any, Any]:
        raise NotImplementedError

    def _entropy(self, *parameters: Any, **_: Any) -> Any:
        raise NotImplementedError

    # What anyone may ask.

    def support(self) -> Support:
        """Return the lowest and the highest value that the distribution can take; they may be infinite."""
        lowest, highest = self._ends()
        return Support(plain(lowest), plain(highest))

    def pdf(self, x: ArrayLike) -> FloatOrArray:
        """Return the density at `x`, or, of a discrete distribution, the probability of `x`.

        Parameters
        ----------
        x : array_like (...)

        Returns
        -------
        float or array (...)
            0 outside the support; inf where the density has a pole.

        Raises
        ------
        ValueError
            If `x` holds NaN.
        """
        return self._on_support(x, self._density, 0.0)

    def logpdf(self, x: ArrayLike) -> FloatOrArray:
        """Return the natural logarithm of the density (or probability) at `x`; -inf where that is 0.

        Parameters
        ----------
        x : array_like (...)

        Returns
        -------
        float or array (...)
            In nats; goes on where the density itself is below 1e-308.

        Raises
        ------
        ValueError
            If `x` holds NaN.
        """
        return self._on_support(x, self._log_density, -np.inf)

    def cdf(self, x: ArrayLike) -> FloatOrArray:
        """Return the probability of at most `x`.

        Parameters
        ----------
        x : array_like (...)

        Returns
        -------
        float or array (...)

        Raises
        ------
        ValueError
            If `x` holds NaN.
        """
        return self.tails(x)[0]

    def sf(self, x: ArrayLike) -> FloatOrArray:
        """Return the probability of more than `x`: the survival function, 1 - cdf without the subtraction.

        Parameters
        ----------
        x : array_like (...)

        Returns
        -------
        float or array (...)

        Raises
        ------
        ValueError
            If `x` holds NaN.
        """
        return self.tails(x)[1]

    def tails(self, x: ArrayLike) -> tuple[FloatOrArray, FloatOrArray]:
        """Return the probabilities of at most `x` and of more: `cdf` and `sf` for the work of one.

        Parameters
        ----------
        x : array_like (...)

        Returns
        -------
        cdf, sf : float or array (...)

        Raises
        ------
        ValueError
            If `x` holds NaN.
        """
        lower, upper = self._both_tails(as_numbers(x))
        return plain(lower), plain(upper)

    def quantile(self, probability: ArrayLike, *, upper_tail: bool = False) -> FloatOrArray:
        """Return the smallest value with at least this probability at or below it.

        Parameters
        ----------
        probability : array_like (...)
            Between 0 and 1.
        upper_tail : bool
            Whether it is the probability of more, so the inverse of `sf` is asked for; needed close to the upper end,
            where ``1 - probability`` is no float.

        Returns
        -------
        float or array (...)
            The ends of the support for 0 and 1.

        Raises
        ------
        ValueError
            If a probability is NaN or outside 0 to 1.
        """
        p = as_probability(probability)
        p, *parameters = np.broadcast_arrays(p, *self._arrays)
        lower, upper = (1 - p, p) if upper_tail else (p, 1 - p)
        lowest, highest = self._support(*parameters)
        with np.errstate(all="ignore"):
            inner = (lower > 0) & (upper > 0)
            at_ends = np.where(lower <= 0, lowest, highest)
            found = self._quantile(np.where(inner, lower, 0.5), np.where(inner, upper, 0.5), *parameters)
            return plain(np.where(inner, np.clip(found, lowest, highest), at_ends))

    def sample(self, size: int | tuple[int, ...], generator: Generator) -> FloatArray:
        """Return independent draws.

        Parameters
        ----------
        size : int or tuple
            How many draws of each distribution.
        generator : numpy.random.Generator

        Returns
        -------
        array (*size, *shape)

        Raises
        ------
        ValueError
            If a size is negative or no whole number.
        """
        sizes = (size,) if isinstance(size, int | np.integer) else tuple(size)
        if any(not isinstance(n, int | np.integer) or n < 0 for n in sizes):
            raise ValueError(f"size must hold whole numbers from 0 on, got {size}")
        shape = (*(int(n) for n in sizes), *self.shape)
        with np.errstate(all="ignore"):
            return np.asarray(self._draw(generator, shape, *self._arrays), dtype=np.float64)

    def mean(self) -> FloatOrArray:
        """Return the mean, or NaN where it does not exist."""
        return self._moment(0)

    def variance(self) -> FloatOrArray:
        """Return the mean squared distance from the mean, or NaN where it does not exist."""
        return self._moment(1)

    def standard_deviation(self) -> FloatOrArray:
        """Return the square root of the variance."""
        return plain(np.sqrt(np.asarray(self.variance())))

    def skewness(self) -> FloatOrArray:
        """Return the mean cube of the standardised value: 0 for a symmetric one; NaN where it does not exist."""
        return self._moment(2)

    def kurtosis(self) -> FloatOrArray:
        """Return the excess kurtosis, the mean fourth power of the standardised value less 3; NaN where undefined."""
        return self._moment(3)

    def median(self) -> FloatOrArray:
        """Return the quantile of one half."""
        return self.quantile(0.5)

    def entropy(self) -> FloatOrArray:
        """Return the entropy in nats: of a density, differential entropy, which may be negative."""
        with np.errstate(all="ignore"):
            return plain(np.array(np.broadcast_to(self._entropy(*self._arrays), self.shape), dtype=np.float64))

    def undefined(self) -> dict[str, str]:
        """Return the moments that do not exist (for at least one of the distributions), and why."""
        return {
            name: self.why_undefined.get(name, "the variance is 0, so nothing can be divided by it")
            for name in MOMENTS
            if np.isnan(getattr(self, name)()).any()
        }

    # How the two come together.

    def _ends(self) -> tuple[FloatArray, FloatArray]:
        lowest, highest = self._support(*self._arrays)
        return (
            np.array(np.broadcast_to(lowest, self.shape), dtype=np.float64),
            np.array(np.broadcast_to(highest, self.shape), dtype=np.float64),
        )

    def _moment(self, which: int) -> FloatOrArray:
        with np.errstate(all="ignore"):
            moment = self._moments(*self._arrays)[which]
        return plain(np.array(np.broadcast_to(moment, self.shape), dtype=np.float64))

    def _possible(self, x: FloatArray, lowest: Any, highest: Any) -> Any:
        return (x >= lowest) & (x <= highest) & np.isfinite(x)

    def _on_support(self, x: ArrayLike, function: Any, outside: float) -> FloatOrArray:
        x, *parameters = np.broadcast_arrays(as_numbers(x), *self._arrays)
        lowest, highest = self._support(*parameters)
        with np.errstate(all="ignore"):
            inside = self._possible(x, lowest, highest)
            values = function(np.where(inside, x, inner_point(lowest, highest)), *parameters)
            return plain(np.where(inside, values, outside))

    def _both_tails(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        x, *parameters = np.broadcast_arrays(x, *self._arrays)
        lowest, highest = self._support(*parameters)
        with np.errstate(all="ignore"):
            below, above = x <= lowest, x >= highest
            inside = np.where(below | above, inner_point(lowest, highest), x)
            lower, upper = self._tails(inside, *parameters)
            return (
                np.where(below, 0.0, np.where(above, 1.0, lower)),
                np.where(below, 1.0, np.where(above, 0.0, upper)),
            )


class DiscreteDistribution(Distribution):
    """A distribution on whole numbers; a family gives its tails at whole numbers."""

    is_discrete = True
    is_on_whole_numbers = True

    def _possible(self, x: FloatArray, lowest: Any, highest: Any) -> Any:
        return (x >= lowest) & (x <= highest) & np.isfinite(x) & (x == np.floor(x))

    def _both_tails(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        x, *parameters = np.broadcast_arrays(np.floor(x), *self._arrays)
        lowest, highest = self._support(*parameters)
        with np.errstate(all="ignore"):
            below, above = x < lowest, x >= highest
            inside = np.where(below | above, lowest, x)
            lower, upper = self._tails(inside, *parameters)
            return (
                np.where(below, 0.0, np.where(above, 1.0, lower)),
                np.where(below, 1.0, np.where(above, 0.0, upper)),
            )

    def _quantile(self, lower: Any, upper: Any, *parameters: Any, **_: Any) -> Any:
        lowest, highest = np.broadcast_arrays(*self._support(*parameters), lower)[:2]
        mean, variance = self._moments(*parameters)[:2]
        return whole_quantile(self._tails, mean, np.sqrt(variance), lowest, highest, lower, upper, *parameters)


def inner_point(lowest: Any, highest: Any) -> FloatArray:
    """Return a point that is safe to evaluate, for places where the answer is known otherwise."""
    lowest, highest = np.broadcast_arrays(lowest, highest)
    low, high = np.isfinite(lowest), np.isfinite(highest)
    from_low = np.where(low, np.where(high, np.floor((lowest + highest) / 2), lowest + 1), 0.0)
    middle = np.where(low & high & (from_low <= lowest), (lowest + highest) / 2, from_low)
    return np.where(high & ~low, highest - 1, middle)
