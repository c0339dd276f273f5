r"""The binomial distribution: how many of n tosses succeed."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import DiscreteDistribution
from ..parameters import Parameter, Rule
from ..special_functions.incomplete_beta import log_beta_tails
from ..special_functions.kernels import beta_kernel
from ..whole_number_sums import entropy_by_summing


class Binomial(DiscreteDistribution):
    r"""The binomial distribution, :math:`P(k) = \binom nk p^k (1-p)^{n-k}`.

    Parameters
    ----------
    n_trials : array_like (...)
        The n, a whole number from 1 on.
    probability : array_like (...)
        Of success in each trial, between 0 and 1.

    Raises
    ------
    ValueError
        If a parameter breaks its rule.

    Examples
    --------
    >>> Binomial(4, 0.5).pdf([0, 1, 2, 3, 4])
    array([0.0625, 0.25 , 0.375 , 0.25 , 0.0625])
    >>> Binomial(1_000_000, 0.5).pdf(500_000)
    0.0007978843614
    """

    name = "binomial"
    declared = MappingProxyType(
        {
            "n_trials": Parameter(Rule.COUNT, 10, 1, 100),
            "probability": Parameter(Rule.PROBABILITY, 0.5, 0.0, 1.0),
        }
    )

    def __init__(self, n_trials: ArrayLike = 10, probability: ArrayLike = 0.5) -> None:
        super().__init__(n_trials=n_trials, probability=probability)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 0.0, parameters[0]

    def _log_density(self, x: FloatArray, n: FloatArray, p: FloatArray) -> FloatArray:
        none, all_of_them = x <= 0, x >= n
        certain = (p <= 0) | (p >= 1)
        k = np.where(none | all_of_them, n / 2, x)
        q = np.where(certain, 0.5, p)
        inner = np.log(n / k / (n - k)) + beta_kernel(k, n - k, q, 1 - q)
        inner = np.where(certain, -np.inf, inner)
        at_0 = np.where(p < 1, n * np.log1p(-p), -np.inf)
        at_n = np.where(p > 0, n * np.log(p), -np.inf)
        return np.where(none, at_0, np.where(all_of_them, at_n, inner))

    def _tails(self, x: FloatArray, n: FloatArray, p: FloatArray) -> tuple[FloatArray, FloatArray]:
        x = np.minimum(x, n - 1)
        upper, lower = np.exp(log_beta_tails(x + 1, n - x, p, 1 - p))
        return lower, upper

    def _draw(self, generator: Generator, shape: tuple[int, ...], n: FloatArray, p: FloatArray) -> FloatArray:
        return np.asarray(generator.binomial(n.astype(np.int64), p, shape))

    def _moments(self, n: FloatArray, p: FloatArray) -> tuple[Any, Any, Any, Any]:
        variance = n * p * (1 - p)
        positive = np.where(variance > 0, variance, np.nan)
        return n * p, variance, (1 - 2 * p) / np.sqrt(positive), (1 - 6 * p * (1 - p)) / positive

    def _entropy(self, n: FloatArray, p: FloatArray) -> Any:
        return entropy_by_summing(self._log_density, n * p, n * p * (1 - p), 0.0, n, n, p)
