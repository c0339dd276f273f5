r"""The Weibull distribution: a waiting time whose hazard falls, stays or rises with age."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..parameters import Parameter, Rule
from ..special_functions import log_gamma

EULER = 0.5772156649015329


class Weibull(Distribution):
    r"""The Weibull distribution: :math:`(x/s)^k` is exponential of rate 1.

    .. math:: f(x) = \frac{k}{s} \left(\frac{x}{s}\right)^{k-1} e^{-(x/s)^k}, \quad x \ge 0

    Parameters
    ----------
    shape : array_like (...)
        The k, positive: hazard falls below 1, rises above.
    scale : array_like (...)
        The s, positive: a share of 1 - 1/e lies below it.

    Raises
    ------
    ValueError
        If a parameter is not positive and finite.

    Examples
    --------
    >>> Weibull(2, 3).cdf(3)
    0.6321205588
    """

    name = "Weibull"
    declared = MappingProxyType(
        {
            "shape": Parameter(Rule.POSITIVE, 1.5, 0.3, 10.0),
            "scale": Parameter(Rule.POSITIVE, 1.0, 0.1, 5.0),
        }
    )

    def __init__(self, shape: ArrayLike = 1.5, scale: ArrayLike = 1.0) -> None:
        super().__init__(shape=shape, scale=scale)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 0.0, np.inf

    def _log_density(self, x: FloatArray, shape: FloatArray, scale: FloatArray) -> FloatArray:
        ratio = np.where(x > 0, x / scale, 1.0)
        at_0 = np.where(shape < 1, np.inf, np.where(shape > 1, -np.inf, -np.log(scale)))
        inside = np.log(shape / scale) + (shape - 1) * np.log(ratio) - ratio**shape
        return np.where(x > 0, inside, at_0)

    def _tails(self, x: FloatArray, shape: FloatArray, scale: FloatArray) -> tuple[FloatArray, FloatArray]:
        hazard = (x / scale) ** shape
        return -np.expm1(-hazard), np.exp(-hazard)

    def _quantile(self, lower: FloatArray, upper: FloatArray, shape: FloatArray, scale: FloatArray) -> FloatArray:
        hazard = -np.where(lower <= upper, np.log1p(-lower), np.log(upper))
        return scale * hazard ** (1 / shape)

    def _draw(self, generator: Generator, size: tuple[int, ...], shape: FloatArray, scale: FloatArray) -> FloatArray:
        draws = np.asarray(generator.weibull(shape, size))
        draws *= scale
        return draws

    def _moments(self, shape: FloatArray, scale: FloatArray) -> tuple[Any, Any, Any, Any]:
        logs = [np.asarray(log_gamma(1 + r / shape)) for r in (1, 2, 3, 4)]
        # Moments of the standardised mean: E[(x / mean)^r] - 1, which do not cancel for a large shape.
        second, third, fourth = (np.expm1(logs[r - 1] - r * logs[0]) for r in (2, 3, 4))
        skewness = (third - 3 * second) / second**1.5
        kurtosis = (fourth - 4 * third + 6 * second) / second**2 - 3
        mean = scale * np.exp(logs[0])
        return mean, second * mean**2, skewness, kurtosis

    def _entropy(self, shape: FloatArray, scale: FloatArray) -> Any:
        return EULER * (1 - 1 / shape) + np.log(scale / shape) + 1
