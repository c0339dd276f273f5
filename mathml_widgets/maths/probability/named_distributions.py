"""A distribution by its name and its numbers: families, targets in the plane, mixtures, data, and what a hand drew."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor, log10
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .distribution import Distribution
from .drawn_density import DrawnDensity
from .empirical import Empirical
from .families import FAMILIES, Categorical, Normal
from .kernel_density import KernelDensity
from .mixture import Mixture
from .parameters import Parameter, Rule
from .plane_targets import PLANE_TARGETS, PlaneTarget

BANDWIDTH = {"bandwidth_factor": Parameter(Rule.POSITIVE, 1.0, 0.1, 5.0)}
"""What there is to choose about a kernel density: how many times the usual its bandwidth is."""

MIXED = (0.4, -1.5, 0.6, 0.6, 1.0, 1.0)
"""The usual mixture: rows of weight, mean and standard deviation."""

SHARED = (0.2, 0.5, 0.3)
"""The usual probabilities of things."""


class Target(NamedTuple):
    """A distribution on the line, and the target in the plane whose x it is, if there is one."""

    distribution: Distribution
    plane: PlaneTarget | None = None


def distribution_named(
    family: str, parameters: ArrayLike, *, drawn_density: FloatArray | None = None, data: ArrayLike | None = None
) -> Target:
    """Return the distribution of a name and its numbers.

    Parameters
    ----------
    family : str
        One of `FAMILIES` or `PLANE_TARGETS`, or "mixture", "drawn", "data", "kernel density".
    parameters : array_like (n,)
        Those of the family in its order; of a categorical one the probabilities of 0, 1, 2, ...; of a mixture rows of
        weight, mean and standard deviation; of a kernel density how many times the usual its bandwidth is.
    drawn_density : array (n, 2), optional
        Of the density that is "drawn": rows of place and height.
    data : array_like (n,), optional
        Of "data" and "kernel density".

    Returns
    -------
    Target

    Raises
    ------
    ValueError
        If the name is unknown, or the numbers are too few, too many, or not those of a distribution.

    Examples
    --------
    >>> distribution_named("gamma", [3, 2]).distribution.mean()
    1.5
    >>> distribution_named("normal", [0])
    Traceback (most recent call last):
    ValueError: parameters of normal must be 2: mean, standard_deviation; got 1 numbers
    """
    values = np.asarray(parameters, dtype=float)
    match family:
        case "categorical":
            return Target(_saying("parameters", Categorical, values))
        case "mixture":
            return Target(_mixed(values))
        case "drawn" if drawn_density is not None:
            return Target(_saying("drawn_density", DrawnDensity, *np.transpose(drawn_density)))
        case "data" if data is not None:
            return Target(Empirical(data))
        case "kernel density" if data is not None:
            usual = _saying("data", KernelDensity, data).bandwidth
            factor = _by_name(family, BANDWIDTH, values)["bandwidth_factor"]
            return Target(KernelDensity(data, factor * usual))
    if family in PLANE_TARGETS:
        cls = PLANE_TARGETS[family]
        plane = cls(**_by_name(family, cls.declared, values))
        return Target(plane.marginal(), plane)
    if family in FAMILIES:
        known = FAMILIES[family]
        return Target(known(**_by_name(family, known.declared, values)))
    raise ValueError(f"family must be one that is known, with the numbers that it needs, got {family!r}")


def declared_by(family: str) -> Mapping[str, Parameter]:
    """Return what there is to choose about a family by name; nothing where the numbers are of any count.

    Examples
    --------
    >>> list(declared_by("gamma")), list(declared_by("mixture"))
    (['shape', 'rate'], [])
    """
    if family == "kernel density":
        return BANDWIDTH
    known = PLANE_TARGETS.get(family) or FAMILIES.get(family)
    return known.declared if known else {}


def usual_parameters(family: str) -> list[float]:
    """Return the parameters that a family begins with; a single 1 where it has none.

    Examples
    --------
    >>> usual_parameters("normal"), usual_parameters("drawn")
    ([0.0, 1.0], [1.0])
    """
    usual = {"mixture": MIXED, "categorical": SHARED}.get(family)
    return list(usual or [one.default for one in declared_by(family).values()]) or [1.0]


def usual_interval(distribution: Distribution) -> list[float]:
    """Return mean ± standard deviation at round values in the support; the middle half where those do not exist.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Cauchy, Exponential, Poisson
    >>> usual_interval(Exponential(1.0)), usual_interval(Cauchy(0.0, 1.0)), usual_interval(Poisson(4.0))
    ([0.0, 2.0], [-1.0, 1.0], [2, 6])
    """
    mean, deviation = float(distribution.mean()), float(distribution.standard_deviation())
    ends = np.array([mean - deviation, mean + deviation])
    if not np.isfinite(ends).all():
        ends = np.asarray(distribution.quantile(np.array([0.25, 0.75])))
    low, high = np.clip(ends, *distribution.support()).tolist()
    if distribution.is_on_whole_numbers:
        first = ceil(low - 1e-9)
        return [first, max(floor(high + 1e-9), first)]
    if not low < high:
        return [low, high]
    return [round(end, 1 - floor(log10(high - low))) for end in (low, high)]


def _mixed(values: FloatArray) -> Distribution:
    if len(values) % 3:
        raise ValueError(
            f"parameters of a mixture must be rows of weight, mean and standard deviation, got {len(values)} numbers"
        )
    weights, means, deviations = values.reshape(-1, 3).T
    normals = [_saying("parameters", Normal, m, s) for m, s in zip(means, deviations, strict=True)]
    mixture: Distribution = _saying("parameters", Mixture, normals, weights)
    return mixture


def _by_name(family: str, declared: Mapping[str, Parameter], values: FloatArray) -> dict[str, float]:
    """Return parameters by name, or raise an error that says which there are."""
    if len(values) != len(declared):
        raise ValueError(
            f"parameters of {family} must be {len(declared)}: {', '.join(declared)}; got {len(values)} numbers"
        )
    return dict(zip(declared, values.tolist(), strict=True))


def _saying(argument: str, make: Any, *values: Any) -> Any:
    """Return what is made of values; what it refuses is said to be wrong with the argument of this name."""
    try:
        return make(*values)
    except ValueError as error:
        raise ValueError(f"{argument}: {error}") from None
