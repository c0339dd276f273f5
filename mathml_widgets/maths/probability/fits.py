r"""Which distribution fits: to data, or to chips that someone has laid on a row of bins.

A fit by moments matches mean and variance; one by likelihood makes the data as probable as the family can, and is the
better one where the family is right.
Chips say what share lies in each bin; the family that fits them best is the one whose cdf comes nearest to theirs at
the edges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .distribution import Distribution
from .families import (
    FAMILIES,
    Bernoulli,
    Exponential,
    Geometric,
    Laplace,
    LogNormal,
    Normal,
    Poisson,
    Uniform,
)
from .moment_fits import MATCHES, Features, by_moments
from .parameters import Rule
from .simplex_search import lowest_point
from .special_functions.arguments import must

# A positive parameter moves at most by a factor of e⁵ from its moment fit: t with more degrees of freedom is normal.
FARTHEST = 5.0


class Fit(NamedTuple):
    """A family's best member and what it loses: the less, the better it fits."""

    family: str
    distribution: Distribution
    loss: float


def fit(family: type[Distribution], data: ArrayLike, method: str = "likelihood") -> Distribution:
    r"""Return the member of a family that fits the data best.

    Parameters
    ----------
    family : class
        One of `FAMILIES`, but the categorical one.
    data : array_like
        At least two finite numbers, in the family's support; flattened.
    method : "likelihood" or "moments"
        To maximise :math:`\sum_i \log f(x_i)`, or to match mean and variance.

    Returns
    -------
    Distribution

    Raises
    ------
    ValueError
        If there are too few data, the family has no member that could have made them, or the method is another one.

    Notes
    -----
    Likelihoods without a closed maximum are climbed by a simplex from the moment fit, to about 1e-8; those of beta, t
    and the like may have no maximum for a handful of data, and then the result is one with a great likelihood.
    The number of trials of a binomial is matched by moments and then kept.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Exponential, Normal
    >>> fit(Normal, [1, 2, 6])
    Normal(mean=3.0, standard_deviation=2.160246899)
    >>> fit(Exponential, [1, 2, 6])
    Exponential(rate=0.3333333333)
    """
    x = as_array(data, "data").ravel()
    if len(x) < 2:
        raise ValueError(f"data must hold at least 2 numbers, got {len(x)}")
    if method not in ("likelihood", "moments"):
        raise ValueError(f"method must be 'likelihood' or 'moments', got {method!r}")
    start = by_moments(family, features_of(x))
    if method == "moments":
        return start
    if (found := closed_maximum(family, x)) is not None:
        return found
    if not np.isfinite(start.logpdf(x)).all():
        raise ValueError(f"data must lie in the support of the {family.name} distribution, got {outside(start, x)}")
    return improved(start, lambda candidate: -float(np.mean(np.asarray(candidate.logpdf(x)))))[0]


def rank_families(data: ArrayLike, families: Iterable[type[Distribution]] | None = None) -> tuple[Fit, ...]:
    r"""Return maximum-likelihood fits of many families, the best first.

    The loss is half of Akaike's criterion a datum, :math:`(k - \sum_i \log f(x_i)) / n` with k parameters, in nats.

    Parameters
    ----------
    data : array_like
        At least two finite numbers; flattened.
    families : iterable of classes, optional
        All continuous ones if a datum is no whole number, else all discrete ones.

    Returns
    -------
    tuple of Fit
        Without the families that could not have made the data.

    Raises
    ------
    ValueError
        If there are fewer than two data, or they are not finite.

    References
    ----------
    Akaike, "A new look at the statistical model identification", IEEE Trans. Automatic Control 19 (1974).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> rank_families(rng.poisson(4, 200))[0].family
    'Poisson'
    """
    x = as_array(data, "data").ravel()
    if len(x) < 2:
        raise ValueError(f"data must hold at least 2 numbers, got {len(x)}")
    if families is None:
        whole = bool((x == np.floor(x)).all())
        families = [family for family in MATCHES if family.is_discrete == whole]
    fits = []
    for family in families:
        try:
            found = fit(family, x)
        except ValueError:
            continue
        loss = (len(found.parameters) - float(np.sum(np.asarray(found.logpdf(x))))) / len(x)
        if np.isfinite(loss):
            fits.append(Fit(family.name, found, loss))
    return tuple(sorted(fits, key=lambda one: one.loss))


def fit_chips(
    edges: ArrayLike, chips: ArrayLike, families: Iterable[type[Distribution]] | None = None
) -> tuple[Fit, ...]:
    r"""Return the families that come nearest to chips laid on bins, the nearest first.

    The loss is the mean of :math:`(F(e_i) - C_i)^2` over all edges, with the share C_i of the chips left of edge i.

    Parameters
    ----------
    edges : array_like (n_bins + 1,)
        Increasing.
    chips : array_like (n_bins,)
        Not negative, not all 0; not necessarily whole.
    families : iterable of classes, optional
        All continuous ones that can be fitted if not given.

    Returns
    -------
    tuple of Fit
        Without the families that have no member on these bins.

    Raises
    ------
    ValueError
        If shapes do not fit, edges do not increase, or there are no chips.

    References
    ----------
    Oakley and O'Hagan, SHELF: the Sheffield Elicitation Framework (2019): the roulette method.

    Examples
    --------
    >>> fits = fit_chips([0, 1, 2, 3, 4, 5, 6], [0, 1, 4, 4, 1, 0], [Normal, Exponential])
    >>> [one.family for one in fits]
    ['normal', 'exponential']
    """
    e, counts = as_array(edges, "edges"), as_array(chips, "chips")
    if e.ndim != 1 or len(e) < 2:
        raise ValueError(f"edges must be one row of at least two numbers, got shape {e.shape}")
    must(e, np.append(True, np.diff(e) > 0), "edges", "increase")
    if counts.shape != (len(e) - 1,):
        raise ValueError(f"chips must have one number for each of {len(e) - 1} bins, got shape {counts.shape}")
    must(counts, counts >= 0, "chips", "be at least 0")
    if counts.sum() == 0:
        raise ValueError("chips must be positive somewhere, got 0 everywhere")
    shares = np.append(0.0, np.cumsum(counts) / counts.sum())
    seen = features_of_chips(e, counts / counts.sum())
    if families is None:
        families = [family for family in FAMILIES.values() if family in MATCHES and not family.is_discrete]
    fits = []
    for family in families:
        try:
            start = by_moments(family, seen)
        except ValueError:
            continue
        found, loss = improved(start, lambda one: float(np.mean((np.asarray(one.cdf(e)) - shares) ** 2)), 120, 1e-6)
        if np.isfinite(loss):
            fits.append(Fit(family.name, found, loss))
    return tuple(sorted(fits, key=lambda one: one.loss))


def features_of(x: FloatArray) -> Features:
    """Return what a moment fit looks at, of data."""
    distances = x - x.mean()
    variance = float((distances**2).mean())
    kurtosis = float((distances**4).mean()) / variance**2 - 3 if variance > 0 else 0.0
    low, middle, high = np.quantile(x, [0.25, 0.5, 0.75])
    cosine, sine = float(np.cos(x).mean()), float(np.sin(x).mean())
    return Features(float(x.mean()), variance, kurtosis, float(middle), float(high - low), float(x.max()), cosine, sine)


def features_of_chips(edges: FloatArray, shares: FloatArray) -> Features:
    """Return what a moment fit looks at, of chips that lie evenly within their bins."""
    middles, widths = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
    mean = float(shares @ middles)
    distances = middles - mean
    variance = float(shares @ (distances**2 + widths**2 / 12))
    fourth = float(shares @ (distances**4 + distances**2 * widths**2 / 2 + widths**4 / 80))
    below = np.append(0.0, np.cumsum(shares))
    low, middle, high = np.interp([0.25, 0.5, 0.75], below, edges)
    cosine, sine = float(shares @ np.cos(middles)), float(shares @ np.sin(middles))
    return Features(
        mean, variance, fourth / variance**2 - 3, float(middle), float(high - low), float(edges[-1]), cosine, sine
    )


def closed_maximum(family: type[Distribution], x: FloatArray) -> Distribution | None:
    """Return the maximum-likelihood fit where it is a formula."""
    n = len(x)
    if family is Normal:
        return Normal(x.mean(), x.std())
    if family is Uniform:
        return Uniform(x.min(), x.max())
    if family is Laplace:
        median = np.median(x)
        return Laplace(median, np.abs(x - median).mean())
    if family is Exponential and (x >= 0).all():
        return Exponential(n / x.sum())
    if family is LogNormal and (x > 0).all():
        return LogNormal(np.log(x).mean(), np.log(x).std())
    whole = (x == np.floor(x)).all()
    if family is Bernoulli and np.isin(x, (0, 1)).all():
        return Bernoulli(x.mean())
    if family is Geometric and whole and (x >= 1).all():
        return Geometric(1 / x.mean())
    if family is Poisson and whole and (x >= 0).all():
        return Poisson(x.mean())
    return None


def improved(
    start: Distribution, loss: Callable[[Distribution], float], most_calls: int = 600, tolerance: float = 1e-9
) -> tuple[Distribution, float]:
    """Return the member with the least loss near the start; counts stay as they are."""
    family = type(start)
    rules = {name: parameter.rule for name, parameter in family.declared.items()}
    values = {name: float(value) for name, value in start.parameters.items()}
    free = [name for name, rule in rules.items() if rule is not Rule.COUNT]
    width = start.standard_deviation()
    width = float(width) if np.isfinite(width) and width > 0 else 1.0

    def member(point: FloatArray) -> Distribution:
        moved = dict(values)
        for name, coordinate in zip(free, point.tolist(), strict=True):
            moved[name] = from_coordinate(values[name], coordinate, rules[name], width)
        return family(**moved)

    def height(point: FloatArray) -> float:
        try:
            return float(loss(member(point)))
        except (ValueError, OverflowError):
            return inf

    point, least = lowest_point(height, np.zeros(len(free)), most_calls=most_calls, tolerance=tolerance)
    return member(point), least


def from_coordinate(start: float, coordinate: float, rule: Rule, width: float) -> float:
    """Return a parameter that is `start` at 0 and keeps its rule wherever the coordinate goes."""
    if rule is Rule.FINITE:
        return start + width * coordinate
    if rule in (Rule.PROBABILITY, Rule.POSITIVE_PROBABILITY):
        inner = min(max(start, 1e-6), 1 - 1e-6)
        return float(1 / (1 + (1 / inner - 1) * np.exp(-coordinate)))
    return float(max(start, 1e-6) * np.exp(np.clip(coordinate, -FARTHEST, FARTHEST)))


def outside(distribution: Distribution, x: FloatArray) -> float:
    """Return the first number that the distribution cannot have made."""
    return float(x[~np.isfinite(np.asarray(distribution.logpdf(x)))][0])
