"""Densities by name, for entropies without bins.

The families are those of `differential_entropy`, with its parameters; here they can also be drawn from and looked at:
width under the curve is probability, and f log 1/f is what each place adds to the entropy, negative wherever the
density is above one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..probability.distribution import Distribution
from ..probability.families import (
    Beta,
    Cauchy,
    Exponential,
    Gamma,
    Laplace,
    Logistic,
    LogNormal,
    Normal,
    StudentT,
    Uniform,
    Weibull,
)
from .arguments import FloatArray, check_base, check_count
from .differential_entropies import differential_entropy, parameter_names
from .logarithms import x_log_x

_TAIL = 5e-4
_REACH = 6.0
_LARGEST = float(np.finfo(np.float64).max)


class DensityCurve(NamedTuple):
    """Places, the density there, and what each place adds to the entropy."""

    x: FloatArray
    density: FloatArray
    contributions: FloatArray


def density_of(family: str, parameters: Sequence[float] | FloatArray) -> Distribution:
    """Return a density of a named family, at 0 or starting there.

    Parameters
    ----------
    family : str
        As in `differential_entropy`.
    parameters : sequence of float
        In the order of `parameter_names`.

    Returns
    -------
    Distribution

    Raises
    ------
    ValueError
        If the family is unknown, or a parameter is not one that it can have.

    Examples
    --------
    >>> density_of("exponential", [2.0])
    Exponential(rate=0.5)
    """
    entropy_of(family, parameters)
    a, b = [*map(float, parameters), 1.0][:2]
    if family == "uniform":
        return Uniform(0.0, a)
    if family == "exponential":
        return Exponential(1.0 / a)
    if family == "gamma":
        return Gamma(a, 1.0 / b)
    if family == "t":
        return StudentT(a, 0.0, b)
    if family == "beta":
        return Beta(a, b)
    if family == "weibull":
        return Weibull(a, b)
    if family == "lognormal":
        return LogNormal(a, b)
    return {"normal": Normal, "laplace": Laplace, "logistic": Logistic, "cauchy": Cauchy}[family](0.0, a)


def entropy_of(family: str, parameters: Sequence[float] | FloatArray, base: float = 2) -> float:
    """Return the differential entropy of a density of a named family, parameters in the order of `parameter_names`.

    Examples
    --------
    >>> entropy_of("uniform", [0.5])
    -1.0
    """
    names = parameter_names(family)
    return float(differential_entropy(family, base, **dict(zip(names, map(float, parameters), strict=False))))


def density_curve(density: Distribution, n_places: int, base: float = 2) -> DensityCurve:
    """Return a density over where nearly all of it lies, and what each place adds to its entropy.

    Parameters
    ----------
    density : Distribution
        On the line.
    n_places : int
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    DensityCurve
        Between the quantiles 0.0005 and 0.9995, but no farther from the quartiles than six times their distance, so
        that heavy tails do not squeeze the middle.

    Examples
    --------
    >>> density_curve(density_of("uniform", [4.0]), 3).contributions
    array([0.5, 0.5, 0.5])
    """
    n_places, base = check_count(n_places, "n_places", 2), check_base(base)
    low, first, third, high = np.asarray(density.quantile([_TAIL, 0.25, 0.75, 1.0 - _TAIL])).tolist()
    far = _REACH * (third - first)
    x = np.linspace(max(low, first - far), min(high, third + far), n_places)
    f = np.minimum(np.asarray(density.pdf(x), np.float64), _LARGEST)
    with np.errstate(over="ignore"):
        return DensityCurve(x, f, np.maximum(0.0 - x_log_x(f, base), -_LARGEST))
