r"""The von Mises distribution: the normal distribution's cousin for directions."""

from __future__ import annotations

from math import pi
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, FloatOrArray, plain
from ..distribution import Distribution
from ..inversion import invert
from ..parameters import Parameter, Rule
from ..special_functions import scaled_bessel_i0, scaled_bessel_i1
from ..special_functions.tail_integrals import ENOUGH, nodes_and_weights

N_NODES = 100


class VonMises(Distribution):
    r"""The von Mises distribution on the circle, cut open opposite its mean direction.

    .. math:: f(x) = \frac{e^{\kappa\cos(x-\mu)}}{2\pi I_0(\kappa)}, \quad \mu - \pi \le x \le \mu + \pi

    Parameters
    ----------
    mean_direction : array_like (...)
        The μ, in radians.
    concentration : array_like (...)
        The κ, not negative: 0 is uniform, a large one nearly normal of variance 1/κ.

    Raises
    ------
    ValueError
        If a parameter breaks its rule.

    Notes
    -----
    Mean, variance, skewness and kurtosis are those of the angle as a number between μ - π and μ + π;
    `circular_variance` does not depend on where the circle is cut.

    Examples
    --------
    >>> VonMises(0, 2).cdf([-3.141592653589793, 0, 1])
    array([0. , 0.5 , 0.88957774])
    """

    name = "von Mises"
    declared = MappingProxyType(
        {
            "mean_direction": Parameter(Rule.FINITE, 0.0, -3.14, 3.14),
            "concentration": Parameter(Rule.NOT_NEGATIVE, 2.0, 0.0, 20.0),
        }
    )

    def __init__(self, mean_direction: ArrayLike = 0.0, concentration: ArrayLike = 2.0) -> None:
        super().__init__(mean_direction=mean_direction, concentration=concentration)

    def circular_variance(self) -> FloatOrArray:
        r"""Return :math:`1 - I_1(\kappa)/I_0(\kappa)`: 0 for one direction, 1 for all alike."""
        kappa = self._arrays[1]
        return plain(1 - np.asarray(scaled_bessel_i1(kappa)) / np.asarray(scaled_bessel_i0(kappa)))

    def _support(self, *parameters: FloatArray) -> tuple[Any, Any]:
        return parameters[0] - pi, parameters[0] + pi

    def _log_density(self, x: FloatArray, mu: FloatArray, kappa: FloatArray) -> FloatArray:
        normaliser = np.log(2 * pi * np.asarray(scaled_bessel_i0(kappa)))
        return np.asarray(-2 * kappa * np.sin((x - mu) / 2) ** 2 - normaliser)

    def _tails(self, x: FloatArray, mu: FloatArray, kappa: FloatArray) -> tuple[FloatArray, FloatArray]:
        angle = np.clip(x - mu, -pi, pi)
        smaller = area_below(-np.abs(angle), kappa)
        return np.where(angle <= 0, smaller, 1 - smaller), np.where(angle <= 0, 1 - smaller, smaller)

    def _quantile(self, lower: FloatArray, upper: FloatArray, mu: FloatArray, kappa: FloatArray) -> FloatArray:
        zero = np.zeros_like(mu)
        smaller = np.minimum(lower, upper)

        def tails(angle: FloatArray) -> tuple[FloatArray, FloatArray]:
            return self._tails(angle, zero, kappa)

        def density(angle: FloatArray) -> FloatArray:
            return np.exp(self._log_density(angle, zero, kappa))

        angle = invert(tails, density, smaller, 1 - smaller, zero - pi, zero)
        return mu + np.where(lower <= upper, angle, -angle)

    def _draw(self, generator: Generator, shape: tuple[int, ...], mu: FloatArray, kappa: FloatArray) -> FloatArray:
        draws = np.asarray(generator.vonmises(0.0, kappa, shape))
        draws += mu
        return draws

    def _moments(self, mu: FloatArray, kappa: FloatArray) -> tuple[Any, Any, Any, Any]:
        nodes, weights = nodes_and_weights(N_NODES)
        reach = np.minimum(pi, 13 / np.sqrt(np.maximum(kappa, 1e-300)))[..., None]
        angles = nodes * reach
        masses = weights * reach * np.exp(-2 * kappa[..., None] * np.sin(angles / 2) ** 2)
        total = masses.sum(axis=-1)
        variance = (masses * angles**2).sum(axis=-1) / total
        return mu, variance, 0.0, (masses * angles**4).sum(axis=-1) / total / variance**2 - 3

    def _entropy(self, mu: FloatArray, kappa: FloatArray) -> Any:
        return np.log(2 * pi * np.asarray(scaled_bessel_i0(kappa))) + kappa * np.asarray(self.circular_variance())


def area_below(angle: FloatArray, kappa: FloatArray) -> FloatArray:
    """Return the area below an angle from -π to 0: quadrature over where the density has not yet vanished."""
    at_angle = np.sin(angle / 2) ** 2
    # Going down from the angle the density falls by 2κ (sin²(t / 2) - sin²(angle / 2)).
    lowest_square = np.where(kappa > 0, at_angle + ENOUGH / (2 * np.where(kappa > 0, kappa, 1)), 1.0)
    lowest = -2 * np.arcsin(np.sqrt(np.minimum(lowest_square, 1)))
    nodes, weights = nodes_and_weights(N_NODES)
    length = (angle - lowest)[..., None]
    steps = length * nodes
    # sin²(t / 2) - sin²(angle / 2) = sin((t - angle) / 2) sin((t + angle) / 2), which does not cancel.
    fall = 2 * kappa[..., None] * np.sin(steps / 2) * np.sin((steps - 2 * angle[..., None]) / 2)
    area = length[..., 0] * np.einsum("...j,j->...", np.exp(-fall), weights)
    return np.asarray(np.exp(-2 * kappa * at_angle) * area / (2 * pi * np.asarray(scaled_bessel_i0(kappa))))
