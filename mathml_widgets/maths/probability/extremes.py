r"""The largest, or smallest, of n independent draws.

All n are at most x when each of them is: the cdf of the maximum is the n-th power of the cdf of one, and the survival
function of the minimum the n-th power of the survival function.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator

from ..linear_algebra.arguments import FloatArray
from .adaptive_integration import Line, integrate
from .distribution import Distribution
from .from_density import settled_value


class MaximumOf(Distribution):
    r"""The largest of n independent draws from a continuous distribution, with cdf :math:`F(x)^n`.

    Parameters
    ----------
    distribution : Distribution
        A single, continuous one.
    n_draws : int
        From 1 on.

    Raises
    ------
    ValueError
        If the distribution is discrete or an array, or there is no draw.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Uniform
    >>> MaximumOf(Uniform(0, 1), 9).mean()  # 9 / 10
    0.9
    """

    name = "maximum"

    def __init__(self, distribution: Distribution, n_draws: int) -> None:
        super().__init__()
        if distribution.is_discrete or distribution.shape != ():
            raise ValueError(f"distribution must be a single, continuous one, got {distribution!r}")
        if n_draws < 1 or int(n_draws) != n_draws:
            raise ValueError(f"n_draws must be a whole number from 1 on, got {n_draws}")
        self.distribution, self.n_draws = distribution, int(n_draws)
        self.parameters = {"n_draws": float(n_draws)}

    def _support(self, *parameters: Any, **_: Any) -> tuple[Any, Any]:
        return self.distribution.support()

    def _log_tails(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        below, above = np.asarray(self.distribution.cdf(x)), np.asarray(self.distribution.sf(x))
        return np.where(below < 0.5, np.log(below), np.log1p(-above)), above

    def _log_density(self, x: FloatArray, *parameters: Any) -> FloatArray:
        log_below = self._log_tails(x)[0]
        others = np.where(log_below > -np.inf, (self.n_draws - 1) * log_below, -np.inf if self.n_draws > 1 else 0.0)
        density = np.asarray(self.distribution.logpdf(x))
        return np.where(others > -np.inf, np.log(self.n_draws) + others + density, -np.inf)

    def _tails(self, x: FloatArray, *parameters: Any) -> tuple[FloatArray, FloatArray]:
        log_all_below = self.n_draws * self._log_tails(x)[0]
        return np.exp(log_all_below), -np.expm1(log_all_below)

    def _quantile(self, lower: FloatArray, upper: FloatArray, *parameters: Any) -> FloatArray:
        log_each = np.where(lower <= upper, np.log(lower), np.log1p(-upper)) / self.n_draws
        from_below = np.asarray(self.distribution.quantile(np.exp(np.minimum(log_each, -0.6))))
        from_above = np.asarray(self.distribution.quantile(np.clip(-np.expm1(log_each), 0, 1), upper_tail=True))
        return np.where(log_each < -0.7, from_below, from_above)

    def _draw(self, generator: Generator, size: tuple[int, ...], *parameters: Any) -> FloatArray:
        shares = generator.random(size)
        return self._quantile(shares, 1 - shares)

    def _expectation(self, function: Any) -> float:
        lowest, highest = self.distribution.support()
        width = float(self.quantile(0.9) - self.quantile(0.1))
        line = Line(float(lowest), float(highest), float(self.quantile(0.5)), width)
        split_at = np.asarray(self.quantile(np.array([1e-3, 0.02, 0.2, 0.5, 0.8, 0.98, 0.999])))
        return settled_value(integrate(function, line, split_at))

    def _moments(self, *parameters: Any) -> tuple[Any, Any, Any, Any]:
        mean = self._expectation(lambda x: x * np.asarray(self.pdf(x)))
        if not np.isfinite(mean):
            return mean, np.nan if np.isnan(mean) else np.inf, np.nan, np.nan
        second, third, fourth = (self._central_moment(mean, power) for power in (2, 3, 4))
        if not np.isfinite(second):
            return mean, second, np.nan, np.nan
        return mean, second, third / second**1.5, fourth / second**2 - 3

    def _central_moment(self, mean: float, power: int) -> float:
        return self._expectation(lambda x: (x - mean) ** power * np.asarray(self.pdf(x)))

    def _entropy(self, *parameters: Any) -> Any:
        def surprise(x: FloatArray) -> FloatArray:
            logs = np.asarray(self.logpdf(x))
            return np.where(np.isfinite(logs), -logs * np.exp(logs), 0.0)

        return self._expectation(surprise)
