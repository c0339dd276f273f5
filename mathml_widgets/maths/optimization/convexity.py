"""Curvatures as proofs of convexity.

Where no Hessian on a whole region has a negative eigenvalue, the function is convex there; one negative eigenvalue
anywhere disproves it. Between the smallest and the largest curvature lies how strongly convex and how smooth it
is, which is what the rates of descent depend on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, IntArray, as_array
from .objective import Objective, as_objective


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
