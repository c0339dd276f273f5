"""Is it convex, and what is the proof?

A function is convex when no chord runs below its graph; one chord that does is a proof that it is not, two
points and a fraction that anyone can check. No number of harmless chords proves the contrary, but Hessians
without negative eigenvalues on a whole region do. Between the smallest and the largest curvature lies how
strongly convex and how smooth it is, which is what the rates of descent depend on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, IntArray, as_array, check_count, plain
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


class HessianSigns(NamedTuple):
    """The signs of the curvatures at points (...).

    Attributes
    ----------
    eigenvalues : array (..., n)
        Rising.
    n_negative, n_zero, n_positive : array (...) of int
        How many eigenvalues are negative, zero to rounding, positive.
    """

    eigenvalues: FloatArray
    n_negative: IntArray
    n_zero: IntArray
    n_positive: IntArray


class CurvatureBounds(NamedTuple):
    """What was seen of the curvatures of a function.

    Attributes
    ----------
    strong_convexity : float
        The smallest curvature seen: the true constant of strong convexity is no larger.
    smoothness : float
        The largest magnitude of a curvature seen: the true Lipschitz constant of the gradient is no smaller.
    """

    strong_convexity: float
    smoothness: float


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


def hessian_signs(function: Objective | Callable[..., Any], points: ArrayLike) -> HessianSigns:
    """Return the signs of the eigenvalues of the Hessian at points.

    Parameters
    ----------
    function : Objective or callable
    points : array_like (..., n)

    Returns
    -------
    HessianSigns
        No negative eigenvalue anywhere on a convex region proves convexity there; one negative eigenvalue
        disproves it. An eigenvalue within n ε of the largest in magnitude counts as zero, with ε = 2.2e-16.
        NaN and no sign where there is no Hessian.

    Examples
    --------
    >>> hessian_signs(lambda x: x[0] ** 2 + 3 * x[0] * x[1] + x[1] ** 2, [[0.0, 0.0]]).n_negative
    array([1])
    """
    hessians = as_objective(function).hessian(as_array(points, "points"))
    n = hessians.shape[-1]
    known = np.asarray(np.isfinite(hessians).all(axis=(-2, -1), keepdims=True))
    eigenvalues = np.where(known[..., 0], np.linalg.eigvalsh(np.where(known, hessians, 0.0)), np.nan)
    zero = n * np.finfo(float).eps * np.abs(eigenvalues).max(axis=-1, keepdims=True)
    return HessianSigns(
        eigenvalues,
        (eigenvalues < -zero).sum(axis=-1),
        (np.abs(eigenvalues) <= zero).sum(axis=-1),
        (eigenvalues > zero).sum(axis=-1),
    )


def curvature_bounds(function: Objective | Callable[..., Any], points: ArrayLike) -> CurvatureBounds:
    """Return the smallest and the largest curvature among the Hessians at points.

    Parameters
    ----------
    function : Objective or callable
    points : array_like (..., n)
        Points without a Hessian are left out.

    Raises
    ------
    ValueError
        If there is a Hessian at none of the points.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import ellipse
    >>> curvature_bounds(ellipse(50), [[0.0, 0.0], [1.0, 2.0]])
    CurvatureBounds(strong_convexity=1.0, smoothness=50.0)
    """
    eigenvalues = hessian_signs(function, points).eigenvalues
    known = eigenvalues[np.isfinite(eigenvalues).all(axis=-1)]
    if known.size == 0:
        raise ValueError("points must hold at least one where the function has a Hessian, got none")
    return CurvatureBounds(float(known.min()), float(np.abs(known).max()))


def secant_bounds(
    function: Objective | Callable[..., Any], first_points: ArrayLike, second_points: ArrayLike
) -> CurvatureBounds:
    r"""Return the smallest and the largest curvature among pairs of gradients.

    .. math::
        \frac{(g(a) - g(b))^T (a - b)}{\lvert a - b \rvert^2} \quad \text{and} \quad
        \frac{\lvert g(a) - g(b) \rvert}{\lvert a - b \rvert}

    Parameters
    ----------
    function : Objective or callable
    first_points, second_points : array_like (m, n)
        a and b; pairs that coincide are left out.

    Notes
    -----
    No Hessian is needed, so this also serves for functions whose slope has corners.

    Raises
    ------
    ValueError
        If no pair is left.

    References
    ----------
    Nesterov (2018), Lectures on Convex Optimization, theorems 2.1.5 and 2.1.9.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import heavy_ball_cycle
    >>> secant_bounds(heavy_ball_cycle(), [[-1.0], [1.0]], [[0.0], [2.0]])
    CurvatureBounds(strong_convexity=1.0, smoothness=25.0)
    """
    objective = as_objective(function)
    a, b = as_array(first_points, "first_points"), as_array(second_points, "second_points")
    if a.ndim != 2 or a.shape != b.shape:
        raise ValueError(f"first_points and second_points must have one shape (m, n), got {a.shape} and {b.shape}")
    run, rise = a - b, objective.gradient(a) - objective.gradient(b)
    length = np.linalg.norm(run, axis=1)
    known = (length > 0.0) & np.isfinite(rise).all(axis=1)
    if not known.any():
        raise ValueError("first_points and second_points must hold at least one pair of different points, got none")
    along, slope = run[known] / length[known, np.newaxis], rise[known] / length[known, np.newaxis]
    return CurvatureBounds(float((along * slope).sum(axis=1).min()), float(np.linalg.norm(slope, axis=1).max()))
