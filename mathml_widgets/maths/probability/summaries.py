r"""One number three ways: by formula, by integration, and by simulation with its error.

A formula can be mistyped, an integral truncated, a simulation unlucky; where all three agree a number can be trusted.
The simulated one comes with a standard error, and four of these are where chance ends as an explanation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from ..linear_algebra.arguments import FloatArray
from .adaptive_integration import Line, integrate
from .distribution import Distribution
from .from_density import settled_value
from .intervals import interval_probability
from .simulation import simulate
from .whole_number_sums import stretches


class Row(NamedTuple):
    """A quantity: its name and unit; exact, numeric, simulated; the standard error; and whether all agree.

    What does not exist is NaN in every column, and then counts as agreement.
    """

    name: str
    unit: str
    exact: float
    numeric: float
    simulated: float
    standard_error: float
    agrees: bool


def expectation(distribution: Distribution, function: Callable[[FloatArray], FloatArray]) -> float:
    r"""Return :math:`\operatorname{E} g(X)` by adaptive integration, or by summing over whole numbers.

    Parameters
    ----------
    distribution : Distribution
        A single one.
    function : callable
        The g, of an array.

    Returns
    -------
    float
        Infinite or NaN where the integral does not settle.

    Raises
    ------
    ValueError
        If the distribution is an array.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Normal
    >>> expectation(Normal(0, 2), lambda x: x**2)
    4.0
    """
    if distribution.shape != ():
        raise ValueError(f"distribution must be a single one, got one of shape {distribution.shape}")
    if distribution.is_discrete:
        if not distribution.is_on_whole_numbers:
            values = np.unique(np.asarray(distribution.parameters["data"]))
            return float(np.asarray(distribution.pdf(values)) @ function(values))
        low, high = float(distribution.quantile(1e-20)), float(distribution.quantile(1e-20, upper_tail=True))
        total = 0.0
        for values, length in stretches(low, high):
            total += length * float(np.asarray(distribution.pdf(values)) @ function(values))
        return total
    lowest, highest = (float(end) for end in distribution.support())
    quartiles = np.asarray(distribution.quantile(np.array([0.25, 0.5, 0.75])))
    line = Line(lowest, highest, float(quartiles[1]), max(float(quartiles[2] - quartiles[0]), 1e-300))
    marks = np.asarray(distribution.quantile(np.array([1e-6, 1e-3, 0.02, 0.1, 0.25, 0.5])))
    others = np.asarray(distribution.quantile(np.array([1e-6, 1e-3, 0.02, 0.1, 0.25]), upper_tail=True))

    def weighted(x: FloatArray) -> FloatArray:
        density = np.asarray(distribution.pdf(x))
        with np.errstate(all="ignore"):
            return np.where(density > 0, density * function(x), 0.0)

    return settled_value(integrate(weighted, line, np.unique(np.concatenate([marks, others]))))


def summary_table(
    distribution: Distribution,
    n_samples: int,
    generator: Generator,
    interval: tuple[float, float] | None = None,
) -> tuple[Row, ...]:
    """Return mean, variance, skewness, kurtosis, entropy and the probability of an interval, each three ways.

    Parameters
    ----------
    distribution : Distribution
        A single one.
    n_samples : int
        How many draws to simulate with, from 2 on.
    generator : numpy.random.Generator
    interval : pair of float, optional
        Its ends a <= b; the row is left out without one.

    Returns
    -------
    tuple of Row
        Exact and numeric agree if they differ by less than 1e-8 of the larger (or of the spread), simulated and exact
        if by less than four standard errors.

    Raises
    ------
    ValueError
        If the distribution is an array, there are too few samples, or the ends are not in order.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Exponential
    >>> row = summary_table(Exponential(2), 1000, np.random.default_rng(0))[0]
    >>> row.name, row.exact, round(row.numeric, 9), row.agrees
    ('mean', 0.5, 0.5, True)
    """
    if n_samples < 2:
        raise ValueError(f"n_samples must be at least 2, got {n_samples}")
    exact = [float(getattr(distribution, name)()) for name in ("mean", "variance", "skewness", "kurtosis")]
    mean = expectation(distribution, lambda x: x)
    second, third, fourth = (central(distribution, mean, power) for power in (2, 3, 4))
    with np.errstate(all="ignore"):
        spread = np.sqrt(second)
        numeric = [mean, second, np.divide(third, spread**3), np.divide(fourth, second * second) - 3]
    numeric = [found if np.isfinite(e) else e for found, e in zip(numeric, exact, strict=True)]
    moments = simulate(distribution, n_samples, generator).moments
    rows = []
    for i, (name, unit) in enumerate((("mean", ""), ("variance", "squared"), ("skewness", ""), ("kurtosis", ""))):
        estimate = (moments.mean, moments.variance, moments.skewness, moments.kurtosis)[i]
        scale = float(spread) if name == "mean" and np.isfinite(spread) else 0.0
        rows.append(row(name, unit, exact[i], float(numeric[i]), estimate.value, estimate.standard_error, scale))
    rows.append(entropy_row(distribution, n_samples, generator))
    if interval is not None:
        rows.append(interval_row(distribution, n_samples, generator, interval))
    return tuple(rows)


def central(distribution: Distribution, mean: float, power: int) -> float:
    """Return a central moment by integration."""
    return expectation(distribution, lambda x: (x - mean) ** power) if np.isfinite(mean) else float("nan")


def entropy_row(distribution: Distribution, n_samples: int, generator: Generator) -> Row:
    """Return the row of the entropy: the mean surprise -log f(x), in nats."""
    draws = distribution.sample(min(n_samples, 100_000), generator)
    surprises = -np.asarray(distribution.logpdf(draws))
    error = float(surprises.std(ddof=1) / np.sqrt(len(surprises)))
    exact = float(distribution.entropy())
    numeric = expectation(distribution, lambda x: -np.asarray(distribution.logpdf(x)))
    return row("entropy", "nats", exact, numeric, float(surprises.mean()), error, 1.0)


def interval_row(
    distribution: Distribution, n_samples: int, generator: Generator, interval: tuple[float, float]
) -> Row:
    """Return the row of the probability of an interval; its error is that of a proportion under the exact one."""
    low, high = interval
    exact = float(interval_probability(distribution, low, high))
    draws = distribution.sample(min(n_samples, 1_000_000), generator)
    share = float(np.mean((draws >= low) & (draws <= high)))
    error = float(np.sqrt(exact * (1 - exact) / len(draws)))
    numeric = integrated_probability(distribution, low, high)
    return row(f"P({low:g} ≤ X ≤ {high:g})", "", exact, numeric, share, error, 1.0)


def integrated_probability(distribution: Distribution, lowest: float, highest: float) -> float:
    """Return the probability of an interval by integrating the density, or by adding up probabilities.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Normal
    >>> integrated_probability(Normal(), -1, 1)
    0.6826894921
    """
    if distribution.is_discrete:
        return expectation(distribution, lambda x: ((x >= lowest) & (x <= highest)).astype(float))
    low, high = (float(end) for end in distribution.support())
    a, b = max(lowest, low), min(highest, high)
    if a >= b:
        return 0.0
    centre, width = float(distribution.median()), float(distribution.quantile(0.75) - distribution.quantile(0.25))
    marks = np.asarray(distribution.quantile(np.array([1e-3, 0.02, 0.25, 0.5, 0.75, 0.98, 0.999])))
    return float(integrate(lambda x: np.asarray(distribution.pdf(x)), Line(a, b, centre, width), marks).masses.sum())


def row(name: str, unit: str, exact: float, numeric: float, simulated: float, error: float, scale: float) -> Row:
    """Return a row, with the verdict whether its three columns agree."""
    if not np.isfinite(exact):
        nothing = np.nan if np.isnan(exact) else simulated
        return Row(name, unit, exact, numeric, nothing, np.nan, True)
    close = abs(numeric - exact) <= 1e-8 * max(abs(exact), abs(numeric), scale)
    likely = not np.isfinite(error) or abs(simulated - exact) <= max(4 * error, 1e-9 * max(abs(exact), scale))
    return Row(name, unit, exact, numeric, simulated, error, bool(close and likely))
