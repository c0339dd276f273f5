"""Chords that prove a function not to be convex.

A function is convex when no chord runs below its graph; one chord that does is a proof that it is not, two
points and a fraction that anyone can check. Random chords find such a proof where there is much of it, and
chords drawn around the worst so far make it plainer. No number of harmless chords proves the contrary.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, check_count, plain
from .objective import Objective, as_objective

_ROUNDING = 1e-12


class Violation(NamedTuple):
    """A chord below the graph: proof that a function is not convex.

    Attributes
    ----------
    first_point, second_point : array (n,)
    fraction : float
        The chord is looked at in (1 − t) a + t b.
    gap : float
        (1 − t) f(a) + t f(b) − f((1 − t) a + t b), negative.
    """

    first_point: FloatArray
    second_point: FloatArray
    fraction: float
    gap: float


def chord_gap(
    function: Objective | Callable[..., Any], first_point: ArrayLike, second_point: ArrayLike, fraction: ArrayLike = 0.5
) -> float | FloatArray:
    """Return how far a chord runs above the graph.

    .. math:: (1 - t) f(a) + t f(b) - f((1 - t) a + t b)

    Parameters
    ----------
    function : Objective or callable
    first_point, second_point : array_like (..., n)
        a and b.
    fraction : array_like (...), default 1/2
        t, from 0 to 1.

    Returns
    -------
    float, or array (...)
        Negative where the chord is below: the function is not convex.

    Examples
    --------
    >>> chord_gap(lambda x: x[0] ** 2, [-1.0], [1.0])
    1.0
    """
    objective = as_objective(function)
    a, b, t = (
        as_array(first_point, "first_point"),
        as_array(second_point, "second_point"),
        as_array(fraction, "fraction"),
    )
    if a.ndim == 0 or b.ndim == 0 or a.shape[-1] != b.shape[-1]:
        raise ValueError(f"first_point and second_point must have shapes (..., n), got shapes {a.shape} and {b.shape}")
    if ((t < 0.0) | (t > 1.0)).any():
        raise ValueError(f"fraction must lie between 0 and 1, got {t[(t < 0.0) | (t > 1.0)].flat[0]}")
    gap: float | FloatArray = plain(_gaps(objective, a, b, t)[0])
    return gap


def find_chord_violation(
    function: Objective | Callable[..., Any],
    domain: ArrayLike | None = None,
    *,
    n_chords: int = 1000,
    generator: np.random.Generator,
) -> Violation | None:
    """Hunt for a chord below the graph.

    Parameters
    ----------
    function : Objective or callable
    domain : array_like (n, 2), optional
        Where the ends of the chords lie; by default the domain of the objective.
    n_chords : int, default 1000
        Half of them are random; the other half are drawn around the worst so far, ever closer.
    generator : numpy.random.Generator

    Returns
    -------
    Violation or None
        None where no chord is below by more than rounding, taken as 1e-12 of the largest value on it.  That
        is no proof of convexity.

    Raises
    ------
    ValueError
        If there is no domain.

    Examples
    --------
    x² + 3xy + y² curves up along both axes, and is not convex:

    >>> certificate = find_chord_violation(
    ...     lambda x: x[0] ** 2 + 3 * x[0] * x[1] + x[1] ** 2, [[-1, 1], [-1, 1]], generator=np.random.default_rng(0)
    ... )
    >>> certificate.gap < 0
    True
    """
    objective = as_objective(function)
    count = check_count(n_chords, "n_chords", at_least=2)
    low, high = objective.domain_or(domain).T
    n, rounds = len(low), 4
    ends = generator.uniform(low, high, (count - count // 2, 2, n))
    fractions = generator.uniform(size=len(ends))
    worst, spread = _worst(objective, ends, fractions, None), 0.1 * (high - low)
    for share in np.array_split(np.arange(count // 2), rounds):
        if worst is None or share.size == 0:
            continue
        around = np.array([worst.first_point, worst.second_point])
        ends = np.clip(around + spread * generator.standard_normal((share.size, 2, n)), low, high)
        fractions = np.clip(worst.fraction + 0.2 * generator.standard_normal(share.size), 0.0, 1.0)
        worst, spread = _worst(objective, ends, fractions, worst), 0.5 * spread
    return worst if worst is not None and worst.gap < 0.0 else None


def _gaps(objective: Objective, a: FloatArray, b: FloatArray, t: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the gaps, and the largest values on the chords."""
    between = a + t[..., np.newaxis] * (b - a)
    at_a, at_b, middle = objective.value(a), objective.value(b), objective.value(between)
    with np.errstate(all="ignore"):
        gaps = (1.0 - t) * (at_a - middle) + t * (at_b - middle)
        scale = np.maximum(np.maximum(np.abs(at_a), np.abs(at_b)), np.abs(middle))
    return gaps, scale


def _worst(objective: Objective, ends: FloatArray, fractions: FloatArray, known: Violation | None) -> Violation | None:
    a, b = ends[:, 0], ends[:, 1]
    gaps, scale = _gaps(objective, a, b, fractions)
    beyond_rounding = np.where(np.isfinite(gaps) & (gaps < -_ROUNDING * scale), gaps, np.inf)
    i = int(beyond_rounding.argmin())
    if not np.isfinite(beyond_rounding[i]):
        return known
    found = Violation(a[i], b[i], float(fractions[i]), float(gaps[i]))
    return found if known is None or found.gap < known.gap else known
