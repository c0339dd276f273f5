r"""The negative binomial distribution: how many failures come before the r-th success."""

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


class NegativeBinomial(DiscreteDistribution):
    r"""The negative binomial distribution, :math:`P(k) = \binom{k+r-1}{k} p^r (1-p)^k`.

    Parameters
    ----------
    n_successes : array_like (...)
        The r, positive; not necessarily whole: a Poisson distribution whose rate varies like a gamma one.
    probability : array_like (...)
        Of success in each trial, above 0 and at most 1.

    Raises
    ------
    ValueError
        If a parameter breaks its rule.

    Examples
    --------
    >>> NegativeBinomial(2, 0.5).pdf([0, 1, 2])
    array([0.25 , 0.25 , 0.1875])
    """

    name = "negative binomial"
    declared = MappingProxyType(
        {
            "n_successes": Parameter(Rule.POSITIVE, 3.0, 0.1, 30.0),
            "probability": Parameter(Rule.POSITIVE_PROBABILITY, 0.4, 0.01, 1.0),
        }
    )

    def __init__(self, n_successes: ArrayLike = 3.0, probability: ArrayLike = 0.4) -> None:
        super().__init__(n_successes=n_successes, probability=probability)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return 0.0, np.inf

    def _log_density(self, x: FloatArray, r: FloatArray, p: FloatArray) -> FloatArray:
        certain = p >= 1
        k, q = np.maximum(x, 1), np.where(certain, 0.5, p)
        above = np.where(certain, -np.inf, beta_kernel(r, k, q, 1 - q) - np.log(k))
        return np.where(x > 0, above, r * np.log(p))

    def _tails(self, x: FloatArray, r: FloatArray, p: FloatArray) -> tuple[FloatArray, FloatArray]:
        x = np.minimum(x, (1e5 + 100 * r) / p)  # Beyond, the upper tail is far below 1e-308.
        lower, upper = np.exp(log_beta_tails(r, x + 1, p, 1 - p))
        return lower, upper

    def _draw(self, generator: Generator, shape: tuple[int, ...], r: FloatArray, p: FloatArray) -> FloatArray:
        return np.asarray(generator.negative_binomial(r, p, shape))

    def _moments(self, r: FloatArray, p: FloatArray) -> tuple[Any, Any, Any, Any]:
        q = 1 - p
        positive = np.where(q > 0, q, np.nan)
        return r * q / p, r * q / p**2, (2 - p) / np.sqrt(positive * r), (6 + p**2 / positive) / r

    def _entropy(self, r: FloatArray, p: FloatArray) -> Any:
        mean, variance = self._moments(r, p)[:2]
        return entropy_by_summing(self._log_density, mean, variance, 0.0, np.inf, r, p)
