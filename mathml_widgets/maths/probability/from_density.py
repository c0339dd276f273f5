r"""A distribution from nothing but its density, or from its logarithm up to a constant.

Whoever can write down how probable values are relative to one another has a distribution: what is missing is only the
constant that makes the area 1.
It is found here by integrating over panels that adapt to the function; from the same panels come the cdf, quantiles,
draws and moments.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator

from ..linear_algebra.arguments import FloatArray
from .adaptive_integration import Line, Panels, integrate, nodes_weights_and_transform
from .distribution import Distribution
from .inversion import invert
from .reader_functions import LogDensity, find_mode

CHUNK = 1 << 14


class FromDensity(Distribution):
    r"""The distribution with a given density, normalised.

    .. math:: f(x) = g(x) \Big/ \int_a^b g(t)\,dt

    Parameters
    ----------
    pdf : callable, optional
        The g: of an array or a number, not negative, not necessarily normalised.
    logpdf : callable, optional
        Or its logarithm, which may be -inf; exactly one of the two.
    support : pair of float
        The ends a < b; infinite by default. The density is not asked at the ends themselves, so it may have a pole
        there that can be integrated.

    Attributes
    ----------
    log_normalizer : float
        The logarithm of the integral of g: 0 if it was normalised.
    integration_error : float
        The share of the mass that is in doubt.

    Raises
    ------
    ValueError
        If the density is negative, infinite or NaN anywhere it is asked, 0 wherever one looks, or its integral is
        not finite.

    Notes
    -----
    The cdf is right to about 1e-12 for a density that is smooth between finitely many corners; small tails are right
    absolutely, not relatively.  A second peak much narrower than a thousandth of the first may be overlooked: split
    the support, and mix.  A moment whose integral does not settle is reported as inf, or as NaN where both tails are
    to blame and it would be a difference of infinities.

    Examples
    --------
    >>> import numpy as np
    >>> bell = FromDensity(lambda x: np.exp(-x * x / 2))
    >>> bell.pdf(0), bell.cdf(1), bell.kurtosis() + 3
    (0.39894228, 0.84134475, 3.0)
    """

    name = "your density"

    def __init__(
        self,
        pdf: Callable[..., Any] | None = None,
        *,
        logpdf: Callable[..., Any] | None = None,
        support: tuple[float, float] = (-np.inf, np.inf),
    ) -> None:
        super().__init__()
        lowest, highest = (float(end) for end in support)
        if not lowest < highest:
            raise ValueError(f"support must be two numbers in order, got {support}")
        self._lowest, self._highest = lowest, highest
        self._given = LogDensity(pdf, logpdf)
        mode, width = find_mode(self._given, lowest, highest)
        self._line = Line(lowest, highest, mode, width)
        self._split_at = mode + width * np.array([-30, -8, -2, 0, 2, 8, 30])
        self._top = float(self._given(np.array([mode]))[0])
        self._panels = panels = integrate(self._relative, self._line, self._split_at)
        total = float(panels.masses.sum())
        if not panels.settled or not np.isfinite(total):
            ends = panels.masses[[0, -1]]
            end = highest if ends[1] >= ends[0] else lowest
            raise ValueError(
                f"{self._given.name} must have a finite integral, but its mass does not settle towards x = {end}"
            )
        self._total = total
        self.log_normalizer = float(np.log(total)) + self._top
        self.integration_error = panels.error / total
        shares = panels.masses / total
        self._below = np.concatenate([[0.0], np.cumsum(shares)])
        self._above = np.concatenate([np.cumsum(shares[::-1])[::-1], [0.0]])
        transform = nodes_weights_and_transform()[2]
        self._coefficients = panels.values @ transform.T / total
        self._integrals = integrated(self._coefficients)

    def _relative(self, x: FloatArray) -> FloatArray:
        return np.asarray(np.exp(np.minimum(self._given(x) - self._top, 700)))

    def _support(self, *parameters: Any, **_: Any) -> tuple[Any, Any]:
        return self._lowest, self._highest

    def _possible(self, x: FloatArray, lowest: Any, highest: Any) -> Any:
        return (x > lowest) & (x < highest) & np.isfinite(x)

    def _log_density(self, x: FloatArray, *parameters: Any) -> FloatArray:
        return self._given(np.where(np.isfinite(x), x, self._line.centre)) - self.log_normalizer

    def _locate(self, t: FloatArray) -> tuple[FloatArray, Any, FloatArray]:
        edges = self._panels.edges
        panel = np.clip(np.searchsorted(edges, t, side="right") - 1, 0, len(edges) - 2)
        half = (edges[panel + 1] - edges[panel]) / 2
        return (t - edges[panel]) / half - 1, panel, half

    def _tails_of_unit(self, t: FloatArray) -> tuple[FloatArray, FloatArray]:
        u, panel, half = self._locate(t)
        inside = half * chebyshev_rows(self._integrals, panel, u)
        whole = self._below[panel + 1] - self._below[panel]
        inside = np.clip(inside, 0, whole)
        return self._below[panel] + inside, self._above[panel + 1] + (whole - inside)

    def _density_of_unit(self, t: FloatArray) -> FloatArray:
        u, panel, _ = self._locate(t)
        return np.maximum(chebyshev_rows(self._coefficients, panel, u), 0)

    def _tails(self, x: FloatArray, *parameters: Any) -> tuple[FloatArray, FloatArray]:
        return self._tails_of_unit(self._line.to_unit(x))

    def _quantile(self, lower: FloatArray, upper: FloatArray, *parameters: Any) -> FloatArray:
        from_below = lower <= upper
        n = len(self._panels.masses)
        low_panel = np.searchsorted(self._below, lower, side="right") - 1
        high_panel = n - np.searchsorted(self._above[::-1], upper, side="right")
        panel = np.clip(np.where(from_below, low_panel, high_panel), 0, n - 1)
        edges = self._panels.edges
        t = invert(self._tails_of_unit, self._density_of_unit, lower, upper, edges[panel], edges[panel + 1])
        return self._line.from_unit(t)[0]

    def _draw(self, generator: Generator, size: tuple[int, ...], *parameters: Any) -> FloatArray:
        shares = generator.random(size).ravel()
        heights, places = self._table
        for start in range(0, len(shares), CHUNK):
            block = shares[start : start + CHUNK]
            t = np.interp(block, heights, places)
            for _ in range(2):
                step = (self._tails_of_unit(t)[0] - block) / self._density_of_unit(t)
                half = self._locate(t)[2]
                safe = np.isfinite(step) & (np.abs(step) < 0.1 * half)
                t = np.clip(t - np.where(safe, step, 0), self._panels.edges[0], self._panels.edges[-1])
            shares[start : start + CHUNK] = self._line.from_unit(t)[0]
        return shares.reshape(size)

    @cached_property
    def _table(self) -> tuple[FloatArray, FloatArray]:
        edges = self._panels.edges
        places = np.append((edges[:-1, None] + np.diff(edges)[:, None] * np.arange(32) / 32).ravel(), edges[-1])
        return np.maximum.accumulate(self._tails_of_unit(places)[0]), places

    def _expectation(self, function: Callable[[FloatArray], FloatArray]) -> Panels:
        def weighted(x: FloatArray) -> FloatArray:
            return self._relative(x) / self._total * function(x)

        return integrate(weighted, self._line, self._split_at)

    def _central_moment(self, mean: float, power: int) -> float:
        return settled_value(self._expectation(lambda x: (x - mean) ** power))

    @cached_property
    def _four_moments(self) -> tuple[float, float, float, float]:
        mean = settled_value(self._expectation(lambda x: x))
        if not np.isfinite(mean):
            return mean, np.inf if np.isinf(mean) else np.nan, np.nan, np.nan
        second, third, fourth = (self._central_moment(mean, power) for power in (2, 3, 4))
        if not np.isfinite(second):
            return mean, second, np.nan, np.nan
        return mean, second, third / second**1.5, fourth / second**2 - 3

    def _moments(self, *parameters: Any) -> tuple[float, float, float, float]:
        return self._four_moments

    @cached_property
    def _entropy_found(self) -> float:
        def surprise(x: FloatArray) -> FloatArray:
            logs = self._given(x) - self.log_normalizer
            return np.where(logs > -np.inf, -logs * np.exp(logs), 0.0)

        return settled_value(integrate(surprise, self._line, self._split_at))

    def _entropy(self, *parameters: Any) -> float:
        return self._entropy_found


def settled_value(panels: Panels) -> float:
    """Return the integral; inf, -inf or NaN if it does not settle at one end, or at both with different signs."""
    if panels.settled:
        return float(panels.masses.sum())
    left, right = float(panels.masses[0]), float(panels.masses[-1])
    scale = 1e-3 * max(abs(left), abs(right))
    heavy = [np.sign(mass) for mass in (left, right) if abs(mass) > scale]
    return float(heavy[0] * np.inf) if len(set(heavy)) == 1 else float("nan")


def integrated(coefficients: FloatArray) -> FloatArray:
    """Return Chebyshev coefficients, shape (n, 21), of the integrals from -1 of series of shape (n, 20)."""
    n = coefficients.shape[1]
    padded = np.concatenate([coefficients, np.zeros((len(coefficients), 2))], axis=1)
    k = np.arange(1, n + 1)
    doubled = padded[:, :-2].copy()
    doubled[:, 0] *= 2
    result = np.zeros((len(coefficients), n + 1))
    result[:, 1:] = (doubled - padded[:, 2:]) / (2 * k)
    result[:, 0] = -(result[:, 1:] * (-1.0) ** k).sum(axis=1)
    return result


def chebyshev_rows(coefficients: FloatArray, row: Any, u: FloatArray) -> FloatArray:
    """Return the sum of the chosen row of coefficients at each u, by Clenshaw's recurrence."""
    columns = coefficients.T
    last, before = np.zeros_like(u), np.zeros_like(u)
    for column in columns[:0:-1]:
        last, before = column[row] + 2 * u * last - before, last
    return np.asarray(columns[0][row] + u * last - before)
