r"""Mixtures: first draw which distribution, then draw from it.

Densities and areas of a mixture are weighted averages of those of its components; so are means, but not variances,
for to the spread within the components comes the spread between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .adaptive_integration import Line, integrate
from .distribution import DiscreteDistribution, Distribution
from .inversion import invert
from .special_functions.arguments import as_numbers, must


class Mixture(Distribution):
    r"""A weighted mixture, :math:`f(x) = \sum_i w_i f_i(x)`.

    Parameters
    ----------
    components : sequence of Distribution
        All continuous or all discrete, each a single distribution.
    weights : array_like (n_components,), optional
        Not negative, adding up to 1 within 1e-9; equal if not given.

    Raises
    ------
    ValueError
        If there are no components, they are arrays or of both kinds, or the weights are no probabilities.

    Notes
    -----
    Moments are exact where those of the components are; the entropy is an integral, or a sum, right to about 1e-10.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Normal
    >>> two = Mixture([Normal(-2, 1), Normal(2, 1)])
    >>> two.mean(), two.variance(), two.cdf(0)
    (0.0, 5.0, 0.5)
    """

    name = "mixture"

    def __new__(cls, components: Sequence[Distribution] = (), weights: ArrayLike | None = None) -> Mixture:
        """Return a mixture of the kind of its components."""
        discrete = len(components) > 0 and all(component.is_discrete for component in components)
        return object.__new__(DiscreteMixture if discrete else cls)

    def __init__(self, components: Sequence[Distribution], weights: ArrayLike | None = None) -> None:
        super().__init__()
        if len(components) == 0:
            raise ValueError("components must hold at least one distribution, got none")
        for component in components:
            if component.shape != ():
                raise ValueError(f"components must be single distributions, got one of shape {component.shape}")
            if component.is_discrete and not component.is_on_whole_numbers:
                raise ValueError(f"components must be continuous or on whole numbers, got {component!r}")
        if len({component.is_discrete for component in components}) > 1:
            raise ValueError("components must be all continuous or all discrete, got both")
        n = len(components)
        w = np.full(n, 1 / n) if weights is None else as_numbers(weights, "weights")
        if w.shape != (n,):
            raise ValueError(f"weights must have one number for each of {n} components, got shape {w.shape}")
        must(w, (w >= 0) & np.isfinite(w), "weights", "be at least 0 and finite")
        if abs(w.sum() - 1) > 1e-9:
            raise ValueError(f"weights must sum to 1, got {w.sum()}")
        self.components = tuple(components)
        self.weights = w
        self.parameters = {"weights": w}
        self._used = [(weight, one) for weight, one in zip(w.tolist(), components, strict=True) if weight > 0]

    def responsibilities(self, x: ArrayLike) -> FloatArray:
        r"""Return the probability that each component made `x`, :math:`w_i f_i(x) / f(x)`.

        Parameters
        ----------
        x : array_like (...)

        Returns
        -------
        array (..., n_components)
            NaN where no component can have made it.
        """
        x = as_numbers(x)
        with np.errstate(all="ignore"):
            logs = np.stack([np.asarray(c.logpdf(x)) for c in self.components], axis=-1) + np.log(self.weights)
            shares = np.exp(logs - logs.max(axis=-1, keepdims=True))
            return np.asarray(shares / shares.sum(axis=-1, keepdims=True))

    def _support(self, *parameters: Any, **_: Any) -> tuple[Any, Any]:
        ends = [one.support() for _, one in self._used]
        return min(end.lowest for end in ends), max(end.highest for end in ends)

    def _log_density(self, x: FloatArray, *parameters: Any) -> FloatArray:
        logs = np.stack([np.log(weight) + np.asarray(one.logpdf(x)) for weight, one in self._used])
        top = logs.max(axis=0)
        safe = np.where(np.isfinite(top), top, 0.0)
        return np.asarray(np.where(np.isfinite(top), safe + np.log(np.exp(logs - safe).sum(axis=0)), top))

    def _density(self, x: FloatArray, *parameters: Any, **_: Any) -> FloatArray:
        return np.asarray(sum(weight * np.asarray(one.pdf(x)) for weight, one in self._used))

    def _tails(self, x: FloatArray, *parameters: Any) -> tuple[FloatArray, FloatArray]:
        lower = sum(weight * np.asarray(one.cdf(x)) for weight, one in self._used)
        upper = sum(weight * np.asarray(one.sf(x)) for weight, one in self._used)
        return np.asarray(lower), np.asarray(upper)

    def _quantile(self, lower: Any, upper: Any, *parameters: Any, **_: Any) -> Any:
        low, high = self._brackets(lower, upper)
        return invert(self._tails, self._density, lower, upper, low, high)

    def _brackets(self, lower: FloatArray, upper: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the least and the greatest quantile of the components: that of the mixture is between them."""
        from_below = lower <= upper
        quantiles = np.stack(
            [
                np.where(from_below, np.asarray(one.quantile(lower)), np.asarray(one.quantile(upper, upper_tail=True)))
                for _, one in self._used
            ]
        )
        return quantiles.min(axis=0), quantiles.max(axis=0)

    def _draw(self, generator: Generator, size: tuple[int, ...], *parameters: Any) -> FloatArray:
        n = int(np.prod(size))
        counts = generator.multinomial(n, self.weights / self.weights.sum())
        draws = [one.sample(int(k), generator) for k, one in zip(counts, self.components, strict=True) if k > 0]
        together = np.concatenate(draws) if draws else np.zeros(0)
        generator.shuffle(together)
        return together.reshape(size)

    @cached_property
    def _four_moments(self) -> tuple[float, float, float, float]:
        mean = float(sum(weight * one.mean() for weight, one in self._used))
        second = third = fourth = 0.0
        for weight, one in self._used:
            variance = one.variance()
            skewness = one.skewness() if variance > 0 else 0.0
            kurtosis = one.kurtosis() if variance > 0 else 0.0
            shift = one.mean() - mean
            own_third, own_fourth = skewness * variance**1.5, (kurtosis + 3) * variance**2
            second += weight * (variance + shift**2)
            third += weight * (own_third + 3 * shift * variance + shift**3)
            fourth += weight * (own_fourth + 4 * shift * own_third + 6 * shift**2 * variance + shift**4)
        if not 0 < second < np.inf:
            return mean, second, np.nan, np.nan
        return mean, second, third / second**1.5, fourth / second**2 - 3

    def _moments(self, *parameters: Any, **_: Any) -> tuple[Any, Any, Any, Any]:
        with np.errstate(all="ignore"):
            return self._four_moments

    @cached_property
    def _entropy_found(self) -> float:
        lowest, highest = self.support()
        centre = self.median()
        width = max(float(self.quantile(0.75) - self.quantile(0.25)), 1e-300)
        marks = np.array([0.001, 0.02, 0.25, 0.5, 0.75, 0.98, 0.999])
        split_at = np.unique(np.concatenate([np.asarray(one.quantile(marks)) for _, one in self._used]))

        def surprise(x: FloatArray) -> FloatArray:
            logs = np.asarray(self.logpdf(x))
            return np.where(np.isfinite(logs), -logs * np.exp(logs), 0.0)

        line = Line(float(lowest), float(highest), float(centre), width)
        return float(integrate(surprise, line, split_at).masses.sum())

    def _entropy(self, *parameters: Any, **_: Any) -> Any:
        return self._entropy_found


class DiscreteMixture(DiscreteDistribution, Mixture):
    """A mixture of discrete distributions."""

    def _quantile(self, lower: Any, upper: Any, *parameters: Any, **_: Any) -> Any:
        low, high = self._brackets(lower, upper)
        low, high = low - 1, high
        for _step in range(70):
            middle = np.floor((low + high) / 2)
            below, above = self._both_tails(middle)
            enough = np.where(lower <= upper, below >= lower * (1 - 4e-15), above <= upper * (1 + 4e-15))
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
            if (high - low <= 1).all():
                break
        return high

    @cached_property
    def _entropy_found(self) -> float:
        low = min(float(one.quantile(1e-18)) for _, one in self._used)
        high = max(float(one.quantile(1e-18, upper_tail=True)) for _, one in self._used)
        total = 0.0
        for start in np.arange(low, high + 1, 1 << 16):
            logs = np.asarray(self.logpdf(np.arange(start, min(start + (1 << 16), high + 1))))
            total -= float(np.where(np.isfinite(logs), np.exp(logs) * logs, 0.0).sum())
        return total + 0.0
