r"""Moments of samples, and how far they may be off.

Mean, variance, skewness and kurtosis of n draws are averages of powers, so each has a standard error that follows
from averages of higher powers.
All come from the sums of the first eight powers about a fixed point near the mean: samples can be taken in small
pieces, added up and forgotten, and a million draws need the memory of a few thousand.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array

N_POWERS = 8


class Estimate(NamedTuple):
    """A simulated number and its standard error; NaN where too few draws say nothing about it."""

    value: float
    standard_error: float


class SampleMoments(NamedTuple):
    """Estimates from a sample: the variance with n - 1, skewness and excess kurtosis with the plain moments."""

    n: int
    mean: Estimate
    variance: Estimate
    skewness: Estimate
    kurtosis: Estimate


class PowerSums:
    r"""Sums of the powers of :math:`y = (x - c) / s` of all numbers seen so far, for c and s from the first piece.

    Examples
    --------
    >>> sums = PowerSums()
    >>> sums.add(np.array([1.0, 2.0]))
    >>> sums.add(np.array([6.0]))
    >>> sums.moments().mean.value, sums.moments().variance.value
    (3.0, 7.0)
    """

    def __init__(self) -> None:
        self.n = 0
        self.centre = 0.0
        self.scale = 1.0
        self.sums = np.zeros(N_POWERS + 1)

    def add(self, x: FloatArray) -> None:
        """Take in more numbers, shape (n,)."""
        if len(x) == 0:
            return
        if self.n == 0:
            self.centre = float(np.median(x))
            farthest = float(np.abs(x - self.centre).max())
            if 0 < farthest < np.inf:
                self.scale = farthest * float(((x - self.centre) / farthest).std()) or farthest
        self.n += len(x)
        with np.errstate(over="ignore", invalid="ignore"):
            y = (x - self.centre) * (1 / self.scale)
            squares = y * y
            fourths = squares * squares
            self.sums += np.array(
                [
                    len(x),
                    y.sum(),
                    y @ y,
                    squares @ y,
                    squares @ squares,
                    fourths @ y,
                    fourths @ squares,
                    fourths @ (squares * y),
                    fourths @ fourths,
                ]
            )

    def moments(self) -> SampleMoments:
        """Return what the numbers seen so far say."""
        n = self.n
        if n == 0:
            raise ValueError("a sample must hold at least one number, got none")
        with np.errstate(all="ignore"):
            raw = self.sums / n
            shift = float(raw[1])
            mean = self.centre + self.scale * shift
            m = about(raw, shift)
            second = m[2] if n > 1 and m[2] > 1e-30 * max(shift * shift, 1e-300) else 0.0
            if second == 0:
                flat = Estimate(0.0 if n > 1 else np.nan, np.nan)
                nothing = Estimate(np.nan, np.nan)
                return SampleMoments(n, Estimate(mean, 0.0 if n > 1 else np.nan), flat, nothing, nothing)
            standard = m / second ** (np.arange(N_POWERS + 1) / 2)
            skew, fourth = standard[3], standard[4]
            variance = second * n / (n - 1)
            errors = [
                variance,
                second**2 * (fourth - 1),
                variance_of(standard, [-skew + 1.5 * skew, -3.0, -1.5 * skew, 1.0]),
                variance_of(standard, [-fourth + 2 * fourth, -4 * skew, -2 * fourth, 0.0, 1.0]),
            ]
            e = [float(np.sqrt(max(error, 0.0) / n)) if np.isfinite(error) else np.nan for error in errors]
            return SampleMoments(
                n,
                Estimate(mean, self.scale * e[0]),
                Estimate(float(self.scale * self.scale * variance), self.scale * self.scale * e[1]),
                Estimate(float(skew), e[2]),
                Estimate(float(fourth - 3), e[3]),
            )


def sample_moments(x: ArrayLike) -> SampleMoments:
    r"""Return mean, variance, skewness and excess kurtosis of a sample, each with its standard error.

    The standard error of an estimate is :math:`\sqrt{\operatorname{Var} \psi(X) / n}`, with the influence function ψ of
    the moment, for instance :math:`z^3 - 3z - g - \frac32 g (z^2 - 1)` for the skewness g.

    Parameters
    ----------
    x : array_like
        At least one finite number; flattened.

    Returns
    -------
    SampleMoments
        Of one number only the mean is known; of equal ones skewness and kurtosis do not exist (NaN).

    Raises
    ------
    ValueError
        If there are no numbers, or one is not finite.

    Notes
    -----
    Standard errors assume independent draws and finite moments of twice the order.

    References
    ----------
    Cramér, Mathematical Methods of Statistics (1946), section 28.4.

    Examples
    --------
    >>> sample_moments([1, 2, 3, 4]).mean
    Estimate(value=2.5, standard_error=0.6454972244)
    """
    sums = PowerSums()
    numbers = as_array(x, "x").ravel()
    sums.add(numbers)
    return sums.moments()


def about(raw: FloatArray, shift: float) -> FloatArray:
    """Return the moments about `shift`, from those about 0."""
    result = np.zeros(N_POWERS + 1)
    row = np.array([1.0])
    for power in range(N_POWERS + 1):
        result[power] = row @ raw[: power + 1]
        row = np.append(0.0, row) - shift * np.append(row, 0.0)
    return result


def variance_of(standard: FloatArray, polynomial: list[float]) -> float:
    """Return the mean square of a polynomial of the standardised value, from its moments."""
    square = np.convolve(polynomial, polynomial)
    return float(square @ standard[: len(square)])
