r"""The Cauchy distribution: where a light that turns at random strikes a wall, and why averages need not settle."""

from __future__ import annotations

from math import pi
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..parameters import Parameter, Rule


class Cauchy(Distribution):
    r"""The Cauchy distribution, :math:`f(x) = \frac{1}{\pi\gamma (1 + z^2)}` with :math:`z = (x-\mu)/\gamma`.

    Parameters
    ----------
    location : array_like (...)
        The median μ.
    scale : array_like (...)
        Half the distance between the quartiles, γ, positive.

    Raises
    ------
    ValueError
        If a parameter breaks its rule.

    Notes
    -----
    It has no mean: the integral of x f(x) is infinite on the right, minus infinite on the left.  The mean of any
    number of draws has the same distribution as one draw.

    Examples
    --------
    >>> Cauchy().quantile([0.25, 0.75])
    array([-1., 1.])
    >>> Cauchy().mean()
    nan
    """

    name = "Cauchy"
    declared = MappingProxyType(
        {
            "location": Parameter(Rule.FINITE, 0.0, -5.0, 5.0),
            "scale": Parameter(Rule.POSITIVE, 1.0, 0.1, 5.0),
        }
    )
    why_undefined = MappingProxyType(
        {
            "mean": "both tails contribute infinitely much, with opposite signs",
            "variance": "there is no mean to deviate from",
            "skewness": "there is no mean to deviate from",
            "kurtosis": "there is no mean to deviate from",
        }
    )

    def __init__(self, location: ArrayLike = 0.0, scale: ArrayLike = 1.0) -> None:
        super().__init__(location=location, scale=scale)

    def _log_density(self, x: FloatArray, location: FloatArray, scale: FloatArray) -> FloatArray:
        z = np.abs((x - location) / scale)
        return -np.where(z < 1e150, np.log1p(z * z), 2 * np.log(z)) - np.log(pi * scale)

    def _tails(self, x: FloatArray, location: FloatArray, scale: FloatArray) -> tuple[FloatArray, FloatArray]:
        z = (x - location) / scale
        return np.arctan2(1, -z) / pi, np.arctan2(1, z) / pi

    def _quantile(self, lower: FloatArray, upper: FloatArray, location: FloatArray, scale: FloatArray) -> FloatArray:
        smaller, larger = np.minimum(lower, upper), np.maximum(lower, upper)
        distance = np.where(smaller < 0.25, 1 / np.tan(pi * smaller), np.tan(pi * (larger - 0.5)))
        return location + scale * np.where(lower <= upper, -distance, distance)

    def _draw(
        self, generator: Generator, shape: tuple[int, ...], location: FloatArray, scale: FloatArray
    ) -> FloatArray:
        draws = np.asarray(generator.standard_cauchy(shape))
        draws *= scale
        draws += location
        return draws

    def _moments(self, location: FloatArray, scale: FloatArray) -> tuple[Any, Any, Any, Any]:
        return np.nan, np.nan, np.nan, np.nan

    def _entropy(self, location: FloatArray, scale: FloatArray) -> Any:
        return np.log(4 * pi * scale)
