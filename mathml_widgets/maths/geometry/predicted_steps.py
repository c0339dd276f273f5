"""Where a step lands that believes in the Taylor polynomial.

A gradient step believes in the tangent plane alone and needs a rate; Newton's step goes where the quadratic is
level, which is its minimum only where it curves up everywhere: at a saddle of the quadratic it goes to
the saddle, uphill if need be.
Damping adds λ to every curvature, which turns the step towards the gradient and shortens it; a trust region
asks for the lowest point of the quadratic within a radius, which always exists and always lies downhill.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array, as_matrix, plain
from ..optimization.arguments import check_positive
from .lengths import length
from .taylor_expansions import EPSILON, Taylor

METHODS = ("gradient", "newton", "damped", "trust region")


class PredictedStep(NamedTuple):
    """A step and what the quadratic says of it.

    Attributes
    ----------
    displacement : array (n,)
        NaN where the step does not exist: Newton's, where the Hessian is singular and the gradient leaves its range.
    next_point : array (n,), or float
    predicted_change : float
        g·p + pᵀHp / 2.
    slope : float
        g·p, the rate at which the function changes when the step begins: negative is downhill.
    is_downhill : bool
        Whether the slope is negative.
    damping : float
        What was added to every curvature.
    """

    displacement: FloatArray
    next_point: Any
    predicted_change: float
    slope: float
    is_downhill: bool
    damping: float


def predicted_step(
    expansion: Taylor,
    method: str = "newton",
    *,
    learning_rate: float = 0.1,
    damping: float = 1.0,
    trust_radius: float = 1.0,
) -> PredictedStep:
    """Return a step from the point of a Taylor expansion.

    Parameters
    ----------
    expansion : Taylor
        Of order 1 for a gradient step, of order 2 at least for the others.
    method : {"gradient", "newton", "damped", "trust region"}
    learning_rate, damping, trust_radius : float
        What the gradient step, the damped one and the trust region need.

    Returns
    -------
    PredictedStep

    Raises
    ------
    ValueError
        If the method is another, its number is not positive, or the expansion lacks the derivatives.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import taylor
    >>> saddle = taylor(lambda x, y: x**2 - y**2, [1.0, 1.0])
    >>> predicted_step(saddle, "newton").next_point
    array([0., 0.])
    >>> predicted_step(saddle, "trust region", trust_radius=2.0).is_downhill
    True
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {METHODS}, got {method!r}")
    needed = 1 if method == "gradient" else 2
    if expansion.order < needed:
        raise ValueError(f"expansion must be of order {needed} for method {method!r}, got {expansion.order}")
    gradient = expansion.derivatives[0]
    hessian = expansion.derivatives[1] if expansion.order > 1 else np.zeros((len(gradient),) * 2)
    if not (np.isfinite(gradient).all() and (np.isfinite(hessian).all() or method == "gradient")):
        return _step(expansion, gradient, hessian, np.full(len(gradient), np.nan), 0.0)
    if method == "gradient":
        rate = check_positive(learning_rate, "learning_rate")
        return _step(expansion, gradient, hessian, -rate * gradient, 0.0)
    if method == "newton":
        return _step(expansion, gradient, hessian, newton_displacement(gradient, hessian), 0.0)
    if method == "damped":
        added = check_positive(damping, "damping")
        move = newton_displacement(gradient, hessian + added * np.eye(len(gradient)))
        return _step(expansion, gradient, hessian, move, added)
    move, added = trust_region_displacement(gradient, hessian, trust_radius)
    return _step(expansion, gradient, hessian, move, added)


def newton_displacement(gradient: ArrayLike, hessian: ArrayLike) -> FloatArray:
    r"""Return the displacement to the point where a quadratic is level.

    .. math:: H p = -g

    Parameters
    ----------
    gradient : array_like (n,)
    hessian : array_like (n, n)
        Symmetric.

    Returns
    -------
    array (n,)
        The shortest solution where the Hessian is singular and there are many; NaN where there is none.

    Examples
    --------
    >>> newton_displacement([2.0, 0.0], [[2.0, 0.0], [0.0, 0.0]])
    array([-1.,  0.])
    >>> newton_displacement([2.0, 1.0], [[2.0, 0.0], [0.0, 0.0]])
    array([nan, nan])
    """
    g, h = _quadratic(gradient, hessian)
    g_scale, h_scale = _power_above(g), _power_above(h)
    g, h = g / g_scale, h / h_scale
    values, vectors = np.linalg.eigh(h)
    largest = float(np.abs(values).max())
    level = np.abs(values) <= len(g) * EPSILON * largest
    along = vectors.T @ g
    if (np.abs(along[level]) > 1e-12 * np.sqrt(g @ g)).any():
        return np.full(len(g), np.nan)
    with np.errstate(over="ignore"):
        solution = -vectors @ np.where(level, 0.0, along / np.where(level, 1.0, values))
        return np.asarray(solution * g_scale / h_scale + 0.0)


def trust_region_displacement(gradient: ArrayLike, hessian: ArrayLike, trust_radius: float) -> tuple[FloatArray, float]:
    r"""Return the displacement to the lowest point of a quadratic within a ball, and its multiplier.

    .. math:: \min_{\|p\| \le r} g \cdot p + \tfrac12 p^T H p, \qquad
              (H + \lambda I) p = -g, \quad \lambda \ge \max(0, -\lambda_1), \quad \lambda (r - \|p\|) = 0

    Parameters
    ----------
    gradient : array_like (n,)
    hessian : array_like (n, n)
        Symmetric.
    trust_radius : float
        r, positive.

    Returns
    -------
    displacement : array (n,)
    multiplier : float
        λ: zero where the lowest point lies inside.

    Notes
    -----
    Where the gradient has no part along the lowest curvature (the hard case), a multiple of its eigenvector
    completes the step to the boundary; either sign would do.

    References
    ----------
    Moré and Sorensen, "Computing a trust region step", SIAM Journal on Scientific and Statistical Computing 4 (1983),
    pp. 553-572.  Nocedal and Wright, *Numerical Optimization*, 2nd edition, theorem 4.1 and section 4.3.

    Examples
    --------
    >>> p, multiplier = trust_region_displacement([0.0, 0.0], [[1.0, 0.0], [0.0, -1.0]], 2.0)
    >>> p, multiplier
    (array([0., 2.]), 1.0)
    """
    g, h = _quadratic(gradient, hessian)
    radius = check_positive(trust_radius, "trust_radius")
    scale = max(_power_above(g), _power_above(h))
    p, multiplier = _lowest_in_ball(g / scale, h / scale, radius)
    return p, multiplier * scale


def _lowest_in_ball(g: FloatArray, h: FloatArray, radius: float) -> tuple[FloatArray, float]:
    values, vectors = np.linalg.eigh(h)
    along = vectors.T @ g
    size, slope = float(np.abs(values).max()), float(length(g))
    # Parts of the gradient that are rounding must not be divided by a curvature of zero.
    along = np.where(np.abs(along) <= 4.0 * EPSILON * slope, 0.0, along)
    lowest = max(0.0, -float(values[0]))

    def move(added: float) -> FloatArray:
        curved = values + added
        flat = curved <= EPSILON * (size + added)
        with np.errstate(over="ignore"):
            parts = np.where(along == 0.0, 0.0, -along / np.where(flat, np.finfo(float).tiny, curved))
        return np.asarray(parts)

    parts = move(lowest)
    inside = length(parts) <= radius
    if inside and lowest > 0.0:
        return np.asarray(vectors @ _completed(parts, radius, vectors) + 0.0), lowest
    if inside:
        return np.asarray(vectors @ parts + 0.0), 0.0
    low, high = lowest, lowest + slope / radius + size * EPSILON
    for _ in range(200):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        low, high = (middle, high) if length(move(middle)) > radius else (low, middle)
    parts = move(high)
    if length(parts) < (1.0 - 1e-10) * radius:  # so nearly the hard case that no float lies in between
        return np.asarray(vectors @ _completed(parts, radius, vectors) + 0.0), high
    return np.asarray(vectors @ (parts * (radius / length(parts))) + 0.0), high


def _completed(parts: FloatArray, radius: float, vectors: FloatArray) -> FloatArray:
    """Return a step lengthened to the boundary along the lowest curvature: the hard case."""
    missing = float(np.sqrt(max(0.0, (radius - length(parts)) * (radius + length(parts)))))
    longest = vectors[np.abs(vectors[:, 0]).argmax(), 0]
    sign = np.sign(parts[0]) if parts[0] != 0.0 else np.sign(longest)
    return np.append(np.copysign(np.hypot(parts[0], missing), sign), parts[1:])


def _step(expansion: Taylor, g: FloatArray, h: FloatArray, move: FloatArray, damping: float) -> PredictedStep:
    with np.errstate(over="ignore", invalid="ignore"):
        slope = float(g @ move)
        point = expansion.point + move.reshape(expansion.point.shape)
        change = slope + 0.5 * float(move @ h @ move)
    return PredictedStep(move, plain(point), change, slope, slope < 0.0, damping)


def _quadratic(gradient: ArrayLike, hessian: ArrayLike) -> tuple[FloatArray, FloatArray]:
    g, h = as_array(gradient, "gradient"), as_matrix(hessian, "hessian", square=True)
    if g.shape != (len(h),):
        raise ValueError(f"gradient must have shape {(len(h),)}, got shape {g.shape}")
    return g, 0.5 * h + 0.5 * h.T


def _power_above(array: FloatArray) -> float:
    """Return a power of two about as large as the largest entry, and 1 for zeros."""
    return float(2.0 ** np.clip(np.frexp(np.abs(array).max())[1], -1000, 1000)) if array.any() else 1.0
