r"""The categorical distribution: one of k things, each with its own probability."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray
from ..distribution import DiscreteDistribution
from ..special_functions.arguments import as_numbers, must


class Categorical(DiscreteDistribution):
    r"""The categorical distribution: value i has probability :math:`p_i`, for i = 0, ..., k - 1.

    Parameters
    ----------
    probabilities : array_like (k,)
        Not negative, adding up to 1 within 1e-9.

    Raises
    ------
    ValueError
        If there are none, one is negative, or they do not sum to 1.

    Examples
    --------
    >>> Categorical([0.2, 0.5, 0.3]).cdf([0, 1, 2])
    array([0.2, 0.7, 1. ])
    """

    name = "categorical"

    def __init__(self, probabilities: ArrayLike = (0.2, 0.5, 0.3)) -> None:
        super().__init__()
        p = as_numbers(probabilities, "probabilities")
        if p.ndim != 1 or len(p) == 0:
            raise ValueError(f"probabilities must be one row with at least one number, got shape {p.shape}")
        must(p, (p >= 0) & np.isfinite(p), "probabilities", "be at least 0 and finite")
        if abs(p.sum() - 1) > 1e-9:
            raise ValueError(f"probabilities must sum to 1, got {p.sum()}")
        self.parameters = {"probabilities": p}
        self._probabilities = p
        self._below = np.cumsum(p)
        self._above = np.append(np.cumsum(p[:0:-1])[::-1], 0.0)

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        possible = np.flatnonzero(self._probabilities)
        return float(possible[0]), float(possible[-1])

    def _density(self, x: FloatArray, *parameters: FloatArray) -> FloatArray:
        return np.asarray(self._probabilities[x.astype(int)])

    def _log_density(self, x: FloatArray, *parameters: FloatArray) -> FloatArray:
        return np.log(self._density(x))

    def _tails(self, x: FloatArray, *parameters: FloatArray) -> tuple[FloatArray, FloatArray]:
        index = x.astype(int)
        return np.asarray(self._below[index]), np.asarray(self._above[index])

    def _draw(self, generator: Generator, shape: tuple[int, ...], *parameters: FloatArray) -> FloatArray:
        last = int(self._support()[1])
        return np.asarray(np.minimum(np.searchsorted(self._below, generator.random(shape), side="right"), last))

    def _moments(self, *parameters: FloatArray) -> tuple[Any, Any, Any, Any]:
        p, values = self._probabilities, np.arange(len(self._probabilities))
        mean = p @ values
        distances = values - mean
        variance = p @ distances**2
        positive = variance if variance > 0 else np.nan
        return mean, variance, p @ distances**3 / positive**1.5, p @ distances**4 / positive**2 - 3

    def _entropy(self, *parameters: FloatArray) -> Any:
        p = self._probabilities[self._probabilities > 0]
        return -np.sum(p * np.log(p)) + 0.0
