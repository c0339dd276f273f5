"""Convex bowls: one minimum, and everything depends on how unevenly they curve.

A quadratic bowl is fixed by its Hessian; the ratio of its largest to its smallest eigenvalue, the condition
number, says how hard it is for gradient descent.
Turning a bowl changes nothing for gradient descent and much for a method that scales each axis by itself.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import Array, as_array, as_symmetric, check_count, check_positive
from ..objective import Objective


def quadratic(
    hessian: ArrayLike,
    minimum: ArrayLike | None = None,
    *,
    name: str = "quadratic",
    formula: str = "(x − x₀)ᵀ H (x − x₀) / 2",
    domain: ArrayLike | None = None,
) -> Objective:
    """Return the quadratic function with a given Hessian and stationary point.

    .. math:: f(x) = (x - x_0)^T H (x - x_0) / 2

    Parameters
    ----------
    hessian : array_like (n, n)
        Symmetric; it need not be definite.
    minimum : array_like (n,), default the origin
        The stationary point x₀, a minimum where H has no negative eigenvalue.
    name, formula : str, optional
    domain : array_like (n, 2), optional
        By default 2 to each side of x₀.

    Raises
    ------
    ValueError
        If `hessian` is not square, symmetric and finite, or `minimum` has another length.

    Examples
    --------
    >>> saddle = quadratic([[2, 0], [0, -2]])
    >>> saddle.value([[1, 0], [0, 1]])
    array([ 1., -1.])
    >>> len(saddle.minima)
    0
    """
    h = as_symmetric(hessian)
    n = len(h)
    centre = np.zeros(n) if minimum is None else as_array(minimum, "minimum")
    if centre.shape != (n,):
        raise ValueError(f"minimum must have shape ({n},) to fit hessian, got shape {centre.shape}")
    eigenvalues = np.linalg.eigvalsh(h)
    is_minimum = eigenvalues[0] >= -n * np.finfo(float).eps * np.abs(eigenvalues).max()

    def gradient(points: Array) -> Any:
        return (points - centre) @ h

    return Objective(
        lambda points: 0.5 * ((points - centre) * gradient(points)).sum(axis=-1),
        gradient,
        lambda points: np.broadcast_to(h.astype(points.dtype), (len(points), n, n)).copy(),
        batched=True,
        name=name,
        formula=formula,
        domain=np.stack([centre - 2.0, centre + 2.0], axis=1) if domain is None else domain,
        minima=centre[np.newaxis] if is_minimum else np.zeros((0, n)),
    )


def sphere(n_dimensions: int = 2) -> Objective:
    """Return the sum of squares, the roundest bowl: f(x) = Σ xᵢ².

    Examples
    --------
    >>> sphere().gradient([1, 2])
    array([2., 4.])
    """
    n = check_count(n_dimensions, "n_dimensions")
    return Objective(
        lambda points: (points * points).sum(axis=-1),
        lambda points: 2.0 * points,
        lambda points: np.broadcast_to(2.0 * np.eye(n, dtype=points.dtype), (len(points), n, n)).copy(),
        batched=True,
        name="sphere",
        formula="Σ xᵢ²",
        domain=[[-2.0, 2.0]] * n,
        minima=np.zeros((1, n)),
    )


def ellipse(condition_number: float = 100.0, angle: float = 0.0, n_dimensions: int = 2) -> Objective:
    r"""Return a quadratic bowl with a given condition number, along the axes or turned.

    .. math::
        f(x) = \frac{1}{2} \sum \lambda_i u_i^2, \quad \lambda_i = \kappa^{(i - 1)/(n - 1)}, \quad u = R^T x

    where R turns the plane of the first and the last axis by `angle`; the curvatures go from 1 to κ.

    Parameters
    ----------
    condition_number : float, default 100
        κ >= 1, the steepest curvature divided by the flattest.
    angle : float, default 0
        In radians.  At π/4 the valley lies along a diagonal.
    n_dimensions : int, default 2
        At least 2.

    Raises
    ------
    ValueError
        If `condition_number` is below 1.

    References
    ----------
    Hansen, Finck, Ros, Auger (2009), Real-Parameter Black-Box Optimization Benchmarking, f2 and f10.

    Examples
    --------
    >>> ellipse(100).hessian([0, 0])
    array([[  1.,   0.],
           [  0., 100.]])
    """
    n = check_count(n_dimensions, "n_dimensions", at_least=2)
    kappa = check_positive(condition_number, "condition_number")
    if kappa < 1.0:
        raise ValueError(f"condition_number must be at least 1, got {condition_number}")
    theta = float(as_array(angle, "angle"))
    curvatures = np.exp(np.linspace(0.0, 1.0, n) * math.log(kappa))
    curvatures[-1] = kappa
    turn = np.eye(n)
    turn[[0, 0, -1, -1], [0, -1, 0, -1]] = [math.cos(theta), -math.sin(theta), math.sin(theta), math.cos(theta)]
    return quadratic(turn * curvatures @ turn.T, name="ellipse", formula="Σ κ^((i − 1)/(n − 1)) uᵢ² / 2,  u = Rᵀ x")


def booth() -> Objective:
    """Return Booth's function, a bowl of condition number 9 along the diagonal.

    .. math:: f(x, y) = (x + 2y - 7)^2 + (2x + y - 5)^2

    smallest at (1, 3).

    References
    ----------
    Jamil, Yang (2013), A literature survey of benchmark functions, arXiv 1308.4008.

    Examples
    --------
    >>> booth().value([1, 3])
    array(0.)
    """
    bowl = quadratic([[10.0, 8.0], [8.0, 10.0]], [1.0, 3.0])

    def value(points: Array) -> Any:
        x, y = points.T
        first, second = x + 2.0 * y - 7.0, 2.0 * x + y - 5.0
        return first * first + second * second

    return Objective(
        value,
        bowl.gradient,
        bowl.hessian,
        batched=True,
        name="Booth",
        formula="(x + 2y − 7)² + (2x + y − 5)²",
        domain=[[-10.0, 10.0], [-10.0, 10.0]],
        minima=bowl.minima,
    )


def matyas() -> Objective:
    """Return Matyas's function, a shallow bowl of condition number 25 along the diagonal.

    .. math:: f(x, y) = 0.26 (x^2 + y^2) - 0.48 x y

    smallest at the origin.

    References
    ----------
    Jamil, Yang (2013), arXiv 1308.4008.

    Examples
    --------
    >>> matyas().gradient([1, 1])
    array([0.04, 0.04])
    """
    return quadratic(
        [[0.52, -0.48], [-0.48, 0.52]],
        name="Matyas",
        formula="0.26 (x² + y²) − 0.48 x y",
        domain=[[-10.0, 10.0], [-10.0, 10.0]],
    )
