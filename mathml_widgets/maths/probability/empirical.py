r"""The empirical distribution: the data themselves, each value as probable as it was frequent.

Its cdf is a staircase that rises by 1/n at every value; drawing from it is what a bootstrap does.
How far the staircase may lie from the true cdf is known whatever the truth: with probability 1 - α nowhere further
than :math:`\sqrt{\log(2/\alpha)/2n}` (Dvoretzky, Kiefer, Wolfowitz; the constant is Massart's).
"""

from __future__ import annotations

from math import log, sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .distribution import DiscreteDistribution, Distribution


class Band(NamedTuple):
    """The values at which the staircase rises, its heights there, and the band round it."""

    values: FloatArray
    heights: FloatArray
    lower: FloatArray
    upper: FloatArray
    half_width: float


class Empirical(DiscreteDistribution):
    """The distribution of a value picked from the data at random.

    Parameters
    ----------
    data : array_like
        At least one finite number; flattened.

    Raises
    ------
    ValueError
        If there are no data, or they are not finite numbers.

    Notes
    -----
    Its values need not be whole numbers, but it is discrete: `pdf` is the share of the data equal to x.
    The variance is that of the data as they are, divided by n, as for any distribution.

    Examples
    --------
    >>> data = Empirical([3, 1, 3, 2])
    >>> data.pdf(3), data.cdf([0, 1, 2.5, 3])
    (0.5, array([0. , 0.25, 0.5 , 1. ]))
    """

    name = "empirical"
    is_on_whole_numbers = False

    def __init__(self, data: ArrayLike) -> None:
        Distribution.__init__(self)
        numbers = as_array(data, "data").ravel()
        if numbers.size == 0:
            raise ValueError("data must hold at least one number, got none")
        self.data = np.sort(numbers)
        self.parameters = {"data": numbers}

    def dkw_band(self, level: float = 0.95) -> Band:
        r"""Return the band that holds the whole true cdf with at least the given probability.

        .. math:: \hat F(x) \pm \sqrt{\log(2/\alpha) / 2n}, \quad \alpha = 1 - \text{level}

        Parameters
        ----------
        level : float
            Between 0 and 1, exclusive.

        Returns
        -------
        Band

        Raises
        ------
        ValueError
            If the level is not between 0 and 1.

        References
        ----------
        Massart, "The tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality", Ann. Probab. 18 (1990).

        Examples
        --------
        >>> Empirical(range(100)).dkw_band(0.95).half_width
        0.1358101516
        """
        if not 0 < level < 1:
            raise ValueError(f"level must lie between 0 and 1, got {level}")
        values, counts = np.unique(self.data, return_counts=True)
        heights = np.cumsum(counts) / len(self.data)
        half = sqrt(log(2 / (1 - level)) / (2 * len(self.data)))
        return Band(values, heights, np.maximum(heights - half, 0), np.minimum(heights + half, 1), half)

    def _support(self, *parameters: Any, **_: Any) -> tuple[Any, Any]:
        return self.data[0], self.data[-1]

    def _possible(self, x: FloatArray, lowest: Any, highest: Any) -> Any:
        return np.isfinite(x)

    def _density(self, x: FloatArray, *parameters: Any, **_: Any) -> FloatArray:
        count = np.searchsorted(self.data, x, side="right") - np.searchsorted(self.data, x, side="left")
        return count / len(self.data)

    def _log_density(self, x: FloatArray, *parameters: Any) -> FloatArray:
        return np.log(self._density(x))

    def _both_tails(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        below = np.searchsorted(self.data, x, side="right")
        return below / len(self.data), (len(self.data) - below) / len(self.data)

    def _quantile(self, lower: Any, upper: Any, *parameters: Any, **_: Any) -> Any:
        n = len(self.data)
        # The k-th smallest has k / n at or below it; a product that rounding pushed over k is still k.
        from_below = np.ceil(lower * n * (1 - 1e-15)) - 1
        from_above = n - np.floor(upper * n * (1 + 1e-15)) - 1
        index = np.where(lower <= upper, from_below, from_above)
        return self.data[np.clip(index, 0, n - 1).astype(int)]

    def _draw(self, generator: Generator, size: tuple[int, ...], *parameters: Any) -> FloatArray:
        return np.asarray(self.data[generator.integers(0, len(self.data), size)])

    def _moments(self, *parameters: Any) -> tuple[Any, Any, Any, Any]:
        scale = max(float(np.abs(self.data).max()), 1e-300)
        scaled = self.data / scale
        mean = scaled.mean()
        distances = np.where(self.data[0] == self.data[-1], 0.0, scaled - mean)
        squares = distances**2
        variance = squares.mean()
        positive = variance if variance > 0 else np.nan
        skewness, kurtosis = (squares * distances).mean() / positive**1.5, (squares**2).mean() / positive**2 - 3
        return mean * scale, variance * scale * scale, skewness, kurtosis

    def _entropy(self, *parameters: Any) -> Any:
        shares = np.unique(self.data, return_counts=True)[1] / len(self.data)
        return -np.sum(shares * np.log(shares)) + 0.0
