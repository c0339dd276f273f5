r"""The Poisson distribution: how many rare, independent events happen in a stretch of time."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import DiscreteDistribution
from ..parameters import Parameter, Rule
from ..special_functions.incomplete_gamma import log_gamma_tails
from ..special_functions.kernels import gamma_kernel
from ..whole_number_sums import entropy_by_summing


class Poisson(DiscreteDistribution):
    r"""The Poisson distribution, :math:`P(k) = \lambda^k e^{-\lambda} / k!`.

    Parameters
    ----------
    rate : array_like (...)
        The mean number of events λ, positive.

    Raises
    ------
    ValueError
        If a rate is not positive and finite.

    Examples
    --------
    >>> Poisson(3).pdf([0, 3])
    array([0.04978707, 0.22404181])
    """

    name = "Poisson"
    declared = MappingProxyType({"rate": Parameter(Rule.POSITIVE, 3.0, 0.1, 50.0)})

    def __init__(self, rate: ArrayLike = 3.0) -> None:
        super().__init__(rate=rate)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 0.0, np.inf

    def _log_density(self, x: FloatArray, rate: FloatArray) -> FloatArray:
        k = np.maximum(x, 1)
        return np.where(x > 0, gamma_kernel(k, rate) - np.log(k), -rate)

    def _tails(self, x: FloatArray, rate: FloatArray) -> tuple[FloatArray, FloatArray]:
        upper, lower = np.exp(log_gamma_tails(x + 1, rate))
        return lower, upper

    def _draw(self, generator: Generator, shape: tuple[int, ...], rate: FloatArray) -> FloatArray:
        return np.asarray(generator.poisson(rate, shape))

    def _moments(self, rate: FloatArray) -> tuple[Any, Any, Any, Any]:
        return rate, rate, 1 / np.sqrt(rate), 1 / rate

    def _entropy(self, rate: FloatArray) -> Any:
        return entropy_by_summing(self._log_density, rate, rate, 0.0, np.inf, rate)
