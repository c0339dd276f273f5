r"""Kernel density estimates: a small bell on every value, and their sum.

Between a histogram, which depends on where its bins begin, and the data themselves, which have gaps, stands the
average of normal densities round the data.
Its width decides all: too narrow and every value is a peak, too wide and all peaks are one.
"""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .adaptive_integration import Line, integrate
from .distribution import Distribution
from .inversion import invert
from .special_functions.arguments import as_positive
from .special_functions.normal import LOG_ROOT_2_PI, normal_cdf, normal_quantile

PIECE = 1 << 20
FARTHEST = 39.0


class KernelDensity(Distribution):
    r"""The Gaussian kernel density estimate, :math:`f(x) = \frac{1}{nh} \sum_i \varphi((x - x_i)/h)`.

    Parameters
    ----------
    data : array_like
        Finite numbers; flattened. At least two different ones if the bandwidth is to be found.
    bandwidth : float or "silverman" or "scott"
        The width h; the rules are :math:`0.9\,\min(s, \text{IQR}/1.34)\,n^{-1/5}` and :math:`1.06\,s\,n^{-1/5}`,
        with the sample's standard deviation s.

    Raises
    ------
    ValueError
        If there are no data, they are not finite, or the bandwidth is not positive.

    References
    ----------
    Silverman, Density Estimation for Statistics and Data Analysis (1986), section 3.4.

    Examples
    --------
    >>> KernelDensity([0, 1, 5], bandwidth=1).pdf([0, 1, 5])
    array([0.21363816, 0.21368228, 0.13302587])
    """

    name = "kernel density"

    def __init__(self, data: ArrayLike, bandwidth: float | str = "silverman") -> None:
        super().__init__()
        numbers = as_array(data, "data").ravel()
        if numbers.size == 0:
            raise ValueError("data must hold at least one number, got none")
        self.data = np.sort(numbers)
        self.bandwidth = self._width(bandwidth)
        self.parameters = {"data": numbers, "bandwidth": self.bandwidth}

    def _width(self, bandwidth: float | str) -> float:
        if not isinstance(bandwidth, str):
            return float(as_positive(bandwidth, "bandwidth"))
        if bandwidth not in ("silverman", "scott"):
            raise ValueError(f"bandwidth must be a positive number, 'silverman' or 'scott', got {bandwidth!r}")
        n = len(self.data)
        spread = float(self.data.std(ddof=1)) if n > 1 else 0.0
        if spread == 0:
            raise ValueError("bandwidth must be given as a number where all data are equal")
        if bandwidth == "scott":
            return float(1.06 * spread * n**-0.2)
        quartiles = np.quantile(self.data, [0.25, 0.75])
        robust = float(quartiles[1] - quartiles[0]) / 1.34
        return float(0.9 * (min(spread, robust) if robust > 0 else spread) * n**-0.2)

    def _sums(self, x: FloatArray, function: Any) -> FloatArray:
        """Return the mean of ``function((x - data) / bandwidth)``, in pieces that fit into memory."""
        flat, result = x.ravel(), np.empty(x.size)
        step = max(1, PIECE // len(self.data))
        for start in range(0, len(flat), step):
            z = (flat[start : start + step, None] - self.data) / self.bandwidth
            result[start : start + step] = function(z).mean(axis=1)
        return result.reshape(x.shape)

    def _density(self, x: FloatArray, *parameters: Any, **_: Any) -> FloatArray:
        norm = self.bandwidth * np.sqrt(2 * np.pi)
        return np.asarray(self._sums(x, lambda z: np.exp(-0.5 * np.minimum(z * z, 1500))) / norm)

    def _log_density(self, x: FloatArray, *parameters: Any) -> FloatArray:
        density = self._density(x)
        # So far out that all bells vanish, the nearest value alone decides.
        index = np.clip(np.searchsorted(self.data, x), 1, max(len(self.data) - 1, 1))
        near = np.minimum(
            np.abs(x - self.data[index - 1]), np.abs(x - self.data[np.minimum(index, len(self.data) - 1)])
        )
        n_nearest = np.maximum(
            np.searchsorted(self.data, x + near, side="right") - np.searchsorted(self.data, x - near, side="left"), 1
        )
        far = -0.5 * (near / self.bandwidth) ** 2 - log(self.bandwidth * len(self.data)) - LOG_ROOT_2_PI
        return np.where(density > 1e-290, np.log(density), far + np.log(n_nearest))

    def _tails(self, x: FloatArray, *parameters: Any) -> tuple[FloatArray, FloatArray]:
        return (
            self._sums(x, lambda z: np.asarray(normal_cdf(z))),
            self._sums(x, lambda z: np.asarray(normal_cdf(-z))),
        )

    def _quantile(self, lower: FloatArray, upper: FloatArray, *parameters: Any) -> FloatArray:
        smaller = np.asarray(normal_quantile(np.minimum(lower, upper)))
        z = self.bandwidth * np.where(lower <= upper, smaller, -smaller)
        return invert(self._tails, self._density, lower, upper, self.data[0] + z, self.data[-1] + z)

    def _draw(self, generator: Generator, size: tuple[int, ...], *parameters: Any) -> FloatArray:
        chosen = self.data[generator.integers(0, len(self.data), size)]
        return np.asarray(chosen + self.bandwidth * generator.standard_normal(size))

    def _moments(self, *parameters: Any) -> tuple[Any, Any, Any, Any]:
        mean = self.data.mean()
        distances = self.data - mean
        spread, square = (distances**2).mean(), self.bandwidth**2
        variance = spread + square
        fourth = (distances**4).mean() + 6 * spread * square + 3 * square**2
        return mean, variance, (distances**3).mean() / variance**1.5, fourth / variance**2 - 3

    def _entropy(self, *parameters: Any) -> Any:
        def surprise(x: FloatArray) -> FloatArray:
            logs = np.asarray(self.logpdf(x))
            return np.where(np.isfinite(logs), -logs * np.exp(logs), 0.0)

        lowest, highest = self.data[0] - FARTHEST * self.bandwidth, self.data[-1] + FARTHEST * self.bandwidth
        line = Line(float(lowest), float(highest), 0.0, 1.0)
        corners = np.linspace(self.data[0] - 5 * self.bandwidth, self.data[-1] + 5 * self.bandwidth, 17)
        return float(integrate(surprise, line, corners).masses.sum())
