"""Curved valleys: easy to find, slow to follow.

The floor of the valley falls gently towards the minimum while its walls are steep, and the floor bends, so
that no fixed direction is downhill for long. Gradient descent goes to and fro between the walls; methods that
learn the curvature take the bend.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..arguments import Array, check_count
from ..objective import Objective
from .second_derivatives import in_the_plane


def rosenbrock(n_dimensions: int = 2) -> Objective:
    r"""Return Rosenbrock's banana valley.

    .. math:: f(x) = \sum 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2

    smallest at (1, ..., 1).

    Parameters
    ----------
    n_dimensions : int, default 2
        At least 2.

    Notes
    -----
    At the minimum of the plane function the Hessian has condition number 2508.  From 4 dimensions on there is a
    second, local minimum near (−1, 1, ..., 1), which `minima` does not list.

    References
    ----------
    Rosenbrock (1960), An automatic method for finding the greatest or least value of a function,
    The Computer Journal 3, 175-184.

    Examples
    --------
    >>> rosenbrock().value([[1, 1], [-1.2, 1]])
    array([ 0. , 24.2])
    """
    n = check_count(n_dimensions, "n_dimensions", at_least=2)

    def value(points: Array) -> Any:
        x = points[:, :-1]
        above, short = points[:, 1:] - x * x, 1.0 - x
        return (100.0 * above * above + short * short).sum(axis=-1)

    def gradient(points: Array) -> Any:
        coordinates = points.T
        x = coordinates[:-1]
        above = coordinates[1:] - x * x
        slopes = np.empty_like(coordinates)
        slopes[-1] = 0.0
        slopes[:-1] = x * (2.0 - 400.0 * above) - 2.0
        slopes[1:] += 200.0 * above
        return slopes.T

    def hessian(points: Array) -> Any:
        x, following = points[:, :-1], points[:, 1:]
        curvature = np.zeros((len(points), n, n), points.dtype)
        i = np.arange(n - 1)
        curvature[:, i, i] = 1200.0 * x * x - 400.0 * following + 2.0
        curvature[:, i + 1, i + 1] += 200.0
        curvature[:, i, i + 1] = curvature[:, i + 1, i] = -400.0 * x
        return curvature

    return Objective(
        value,
        gradient,
        hessian,
        batched=True,
        name="Rosenbrock",
        formula="Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²",
        domain=[[-2.0, 2.0], [-1.0, 3.0]] if n == 2 else [[-2.0, 2.0]] * n,
        minima=np.ones((1, n)),
    )


def beale() -> Objective:
    """Return Beale's function: a flat valley between sharp peaks at the corners.

    .. math:: f(x, y) = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2

    smallest at (3, 0.5).

    References
    ----------
    Beale (1958), On an iterative method for finding a local minimum of a function of more than one variable;
    Jamil, Yang (2013), arXiv 1308.4008.

    Examples
    --------
    >>> beale().value([3, 0.5])
    array(0.)
    """

    def factors(y: Array) -> tuple[Array, Array, Array]:
        squared = y * y
        return y - 1.0, squared - 1.0, squared * y - 1.0

    def residuals(x: Array, one: Array, two: Array, three: Array) -> tuple[Array, Array, Array]:
        return 1.5 + x * one, 2.25 + x * two, 2.625 + x * three

    def value(points: Array) -> Any:
        x, y = points.T
        first, second, third = residuals(x, *factors(y))
        return first * first + second * second + third * third

    def gradient(points: Array) -> Any:
        x, y = points.T
        one, two, three = factors(y)
        first, second, third = residuals(x, one, two, three)
        along_x = first * one + second * two + third * three
        along_y = x * (first + y * (2.0 * second + 3.0 * y * third))
        return 2.0 * np.array([along_x, along_y]).T

    def hessian(points: Array) -> Any:
        x, y = points.T
        one, two, three = factors(y)
        first, second, third = residuals(x, one, two, three)
        squared = y * y
        return in_the_plane(
            points,
            2.0 * (one * one + two * two + three * three),
            2.0 * (first + y * (2.0 * second + 3.0 * y * third) + x * (one + y * (2.0 * two + 3.0 * y * three))),
            2.0 * x * (2.0 * second + 6.0 * y * third + x * (1.0 + 4.0 * squared + 9.0 * squared * squared)),
        )

    return Objective(
        value,
        gradient,
        hessian,
        batched=True,
        name="Beale",
        formula="(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
        domain=[[-4.5, 4.5], [-4.5, 4.5]],
        minima=[[3.0, 0.5]],
    )


def dixon_price(n_dimensions: int = 2) -> Objective:
    r"""Return the function of Dixon and Price, a valley that forks into two equal minima.

    .. math:: f(x) = (x_1 - 1)^2 + \sum_{i=2}^n i \, (2 x_i^2 - x_{i-1})^2

    smallest at xᵢ = 2^(−(2^i − 2)/2^i) and at the same point with the sign of the last coordinate changed.

    Parameters
    ----------
    n_dimensions : int, default 2
        At least 2.

    References
    ----------
    Dixon, Price (1989), Truncated Newton method for sparse unconstrained optimization using automatic
    differentiation, JOTA 60, 261-275; Jamil, Yang (2013), arXiv 1308.4008.

    Examples
    --------
    >>> dixon_price().minima
    array([[ 1. , 0.70710678],
           [ 1. , -0.70710678]])
    """
    n = check_count(n_dimensions, "n_dimensions", at_least=2)
    weights = np.arange(2.0, n + 1.0)

    def value(points: Array) -> Any:
        fork = 2.0 * points[:, 1:] ** 2 - points[:, :-1]
        return (points[:, 0] - 1.0) ** 2 + (weights * fork * fork).sum(axis=-1)

    def gradient(points: Array) -> Any:
        pull = 2.0 * weights * (2.0 * points[:, 1:] ** 2 - points[:, :-1])
        slopes = np.zeros_like(points)
        slopes[:, 0] = 2.0 * (points[:, 0] - 1.0)
        slopes[:, 1:] += 4.0 * points[:, 1:] * pull
        slopes[:, :-1] -= pull
        return slopes

    def hessian(points: Array) -> Any:
        x, before = points[:, 1:], points[:, :-1]
        curvature = np.zeros((len(points), n, n), points.dtype)
        i = np.arange(1, n)
        curvature[:, 0, 0] = 2.0
        curvature[:, i, i] = 8.0 * weights * (6.0 * x * x - before)
        curvature[:, i - 1, i - 1] += 2.0 * weights
        curvature[:, i - 1, i] = curvature[:, i, i - 1] = -8.0 * weights * x
        return curvature

    minimum = 2.0 ** (2.0 ** (1.0 - np.arange(1.0, n + 1.0)) - 1.0)
    return Objective(
        value,
        gradient,
        hessian,
        batched=True,
        name="Dixon-Price",
        formula="(x₁ − 1)² + Σ i (2xᵢ² − xᵢ₋₁)²",
        domain=[[-2.0, 2.0]] * n,
        minima=[minimum, np.append(minimum[:-1], -minimum[-1])],
    )
