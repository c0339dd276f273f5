"""Several minima: where a path ends depends on where it starts.

Himmelblau's function has four equal minima, each with a basin of its own; McCormick's, Rastrigin's and
Ackley's lay ripples over a simple shape. A method that follows the slope stops in the first hollow; the basin
map of a method shows which.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..arguments import Array, check_count
from ..objective import Objective
from .second_derivatives import diagonal, in_the_plane


def himmelblau() -> Objective:
    """Return Himmelblau's function with four equal minima.

    .. math:: f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2

    zero at (3, 2) and at three further points.

    References
    ----------
    Himmelblau (1972), Applied Nonlinear Programming, McGraw-Hill; Jamil, Yang (2013), arXiv 1308.4008.

    Examples
    --------
    >>> himmelblau().gradient([3, 2])
    array([0., 0.])
    """
    constants = np.array([[11.0], [7.0]])

    def residuals(coordinates: Array) -> Any:
        return coordinates * coordinates + coordinates[::-1] - constants

    def value(points: Array) -> Any:
        first, second = residuals(points.T)
        return first * first + second * second

    def gradient(points: Array) -> Any:
        both = residuals(points.T)
        return 2.0 * (2.0 * points.T * both + both[::-1]).T

    def hessian(points: Array) -> Any:
        x, y = points.T
        return in_the_plane(points, 12.0 * x * x + 4.0 * y - 42.0, 4.0 * (x + y), 12.0 * y * y + 4.0 * x - 26.0)

    return Objective(
        value,
        gradient,
        hessian,
        batched=True,
        name="Himmelblau",
        formula="(x² + y − 11)² + (x + y² − 7)²",
        domain=[[-6.0, 6.0], [-6.0, 6.0]],
        minima=[
            [3.0, 2.0],
            [-2.805118086952745, 3.131312518250573],
            [-3.779310253377747, -3.283185991286170],
            [3.584428340330492, -1.848126526964404],
        ],
    )


def mccormick() -> Objective:
    r"""Return McCormick's function, a trough with ripples along it.

    .. math:: f(x, y) = \sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1

    on its domain smallest at (1/2 − π/3, −1/2 − π/3) with value −√3/2 − π/3.

    Notes
    -----
    Each step of (−π, −π) leads to an equal hollow lower by π: outside the domain the function has no smallest
    value.

    References
    ----------
    McCormick (1976), Computability of global solutions to factorable nonconvex programs,
    Mathematical Programming 10, 147-175; Jamil, Yang (2013), arXiv 1308.4008.

    Examples
    --------
    >>> mccormick().value([0, 0])
    array(1.)
    """

    def value(points: Array) -> Any:
        x, y = points.T
        across = x - y
        return np.sin(x + y) + across * across - 1.5 * x + 2.5 * y + 1.0

    def gradient(points: Array) -> Any:
        x, y = points.T
        ripple, slope = np.cos(x + y), 2.0 * (x - y)
        return np.array([ripple + slope - 1.5, ripple - slope + 2.5]).T

    def hessian(points: Array) -> Any:
        ripple = np.sin(points[:, 0] + points[:, 1])
        return in_the_plane(points, 2.0 - ripple, -2.0 - ripple, 2.0 - ripple)

    return Objective(
        value,
        gradient,
        hessian,
        batched=True,
        name="McCormick",
        formula="sin(x + y) + (x − y)² − 1.5x + 2.5y + 1",
        domain=[[-1.5, 4.0], [-3.0, 4.0]],
        minima=[[0.5 - math.pi / 3.0, -0.5 - math.pi / 3.0]],
    )


def rastrigin(n_dimensions: int = 2) -> Objective:
    r"""Return Rastrigin's function, a bowl under an egg box.

    .. math:: f(x) = \sum x_i^2 + 10 (1 - \cos 2 \pi x_i)

    smallest at the origin and with a local minimum near every point of whole numbers within about 10.

    Notes
    -----
    Computed as Σ xᵢ² + 20 sin² πxᵢ, which is the same and keeps all digits near the minimum.

    References
    ----------
    Mühlenbein, Schomisch, Born (1991), The parallel genetic algorithm as function optimizer,
    Parallel Computing 17, 619-632, function F6.

    Examples
    --------
    >>> rastrigin().value([[0, 0], [0.5, 0]])
    array([ 0. , 20.25])
    """
    n = check_count(n_dimensions, "n_dimensions")

    def value(points: Array) -> Any:
        ripple = np.sin(math.pi * points)
        return (points * points + 20.0 * ripple * ripple).sum(axis=-1)

    return Objective(
        value,
        lambda points: 2.0 * points + 20.0 * math.pi * np.sin(2.0 * math.pi * points),
        lambda points: diagonal(2.0 + 40.0 * math.pi**2 * np.cos(2.0 * math.pi * points)),
        batched=True,
        name="Rastrigin",
        formula="Σ xᵢ² + 10 (1 − cos 2πxᵢ)",
        domain=[[-5.12, 5.12]] * n,
        minima=np.zeros((1, n)),
    )


def ackley(n_dimensions: int = 2) -> Objective:
    r"""Return Ackley's function, a rippled plain with a funnel in the middle.

    .. math::
        f(x) = 20 (1 - e^{-r/5}) + e - \exp\left( \frac{1}{n} \sum \cos 2 \pi x_i \right), \quad
        r^2 = \frac{1}{n} \sum x_i^2

    smallest at the origin.

    Notes
    -----
    At the origin the function has a corner.  There `gradient` is 0, the shortest of its subgradients, and
    `hessian` is NaN, because there is none.  Differences to 1 are computed with expm1, so that values near
    the minimum keep their digits.

    References
    ----------
    Ackley (1987), A Connectionist Machine for Genetic Hillclimbing, Kluwer; Jamil, Yang (2013), arXiv
    1308.4008.

    Examples
    --------
    >>> ackley().value([[0, 0], [1, 1]])
    array([0. , 3.62538494])
    """
    n = check_count(n_dimensions, "n_dimensions")
    turn = 2.0 * math.pi

    def radius(points: Array) -> Any:
        scale = np.maximum(np.abs(points).max(axis=-1), 1e-300)
        scaled = points / scale[:, np.newaxis]
        return scale * np.sqrt((scaled * scaled).mean(axis=-1))

    def ripple(points: Array) -> Any:
        waves = np.sin(math.pi * points)
        return -2.0 * (waves * waves).mean(axis=-1)  # the mean of cos 2πx − 1

    def value(points: Array) -> Any:
        return -20.0 * np.expm1(-0.2 * radius(points)) - math.e * np.expm1(ripple(points))

    def gradient(points: Array) -> Any:
        r = radius(points)[:, np.newaxis]
        towards = np.divide(points, r, out=np.zeros_like(points), where=r != 0.0)
        swell = math.e * np.exp(ripple(points))[:, np.newaxis]
        return (4.0 * np.exp(-0.2 * r) * towards + turn * swell * np.sin(turn * points)) / n

    def hessian(points: Array) -> Any:
        r = radius(points)[:, np.newaxis]
        towards = np.divide(points, r, out=np.full_like(points, np.nan), where=r != 0.0)
        r, outer = r[:, :, np.newaxis], towards[:, :, np.newaxis] * towards[:, np.newaxis, :] / n
        funnel = 4.0 * np.exp(-0.2 * r) * ((np.eye(n) - outer) / r - 0.2 * outer)
        swell = math.e * np.exp(ripple(points))[:, np.newaxis, np.newaxis]
        sines = np.sin(turn * points)
        waves = diagonal(np.cos(turn * points)) - sines[:, :, np.newaxis] * sines[:, np.newaxis, :] / n
        return (funnel + turn * turn * swell * waves) / n

    return Objective(
        value,
        gradient,
        hessian,
        batched=True,
        name="Ackley",
        formula="20 (1 − exp(−r/5)) + e − exp(mean cos 2πxᵢ),  r² = mean xᵢ²",
        domain=[[-5.0, 5.0]] * n,
        minima=np.zeros((1, n)),
    )
