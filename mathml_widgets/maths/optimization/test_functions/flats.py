"""Where the slope misleads: saddles, plateaus and cliffs.

A zero gradient is no minimum: the monkey saddle is flat to second order and still falls away in three
directions. On a plateau the gradient is so small that nothing moves, and at a cliff so large that one step
throws the point far away.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..arguments import Array
from ..objective import Objective
from .second_derivatives import in_the_plane


def monkey_saddle() -> Objective:
    """Return the monkey saddle, with a place for two legs and a tail.

    .. math:: f(x, y) = x^3 - 3 x y^2

    At the origin gradient and Hessian vanish, and it is no minimum.  There is no smallest value.

    Examples
    --------
    >>> monkey_saddle().hessian([0, 0]).any()
    np.False_
    >>> monkey_saddle().value([[1, 0], [-1, 0]])
    array([ 1., -1.])
    """

    def value(points: Array) -> Any:
        # Huge coordinates are scaled by a power of two, lest infinity be taken from infinity.
        scale = np.where(np.abs(points).max(axis=1, initial=0.0) > 1e100, 2.0**-400, 1.0)
        x, y = points.T * scale
        return x * (x * x - 3.0 * (y * y)) / scale / scale / scale

    def gradient(points: Array) -> Any:
        x, y = points.T
        return np.array([3.0 * (x - y) * (x + y), -6.0 * x * y]).T

    def hessian(points: Array) -> Any:
        x, y = points.T
        return in_the_plane(points, 6.0 * x, -6.0 * y, -6.0 * x)

    return Objective(
        value,
        gradient,
        hessian,
        batched=True,
        name="monkey saddle",
        formula="x³ − 3xy²",
        domain=[[-1.5, 1.5], [-1.5, 1.5]],
        minima=np.zeros((0, 2)),
    )


def plateau() -> Objective:
    r"""Return a hole in a plain: beyond a few units the gradient is as good as zero.

    .. math:: f(x, y) = 1 - \exp(-(x^2 + y^2)/2)

    smallest at the origin.

    Notes
    -----
    The gradient at distance r has length r exp(−r²/2): 0.6 at r = 1, 5e-8 at 6, and exactly 0 in floats
    beyond 39, where every method takes the plain for a minimum.

    Examples
    --------
    >>> plateau().gradient([[1, 0], [40, 0]])
    array([[0.60653066, 0. ],
           [0. , 0. ]])
    """

    def height(points: Array) -> Any:
        return np.exp(-0.5 * (points * points).sum(axis=-1))

    def hessian(points: Array) -> Any:
        x, y = points.T
        e = height(points)
        return in_the_plane(points, e * (1.0 - x * x), -e * x * y, e * (1.0 - y * y))

    return Objective(
        lambda points: -np.expm1(-0.5 * (points * points).sum(axis=-1)),
        lambda points: height(points)[:, np.newaxis] * points,
        hessian,
        batched=True,
        name="plateau",
        formula="1 − exp(−(x² + y²)/2)",
        domain=[[-6.0, 6.0], [-6.0, 6.0]],
        minima=np.zeros((1, 2)),
    )


def cliff() -> Objective:
    r"""Return a gentle bowl with a wall: near x = 1 the slope is a thousand times that of the bowl.

    .. math:: f(x, y) = (x^2 + y^2)/20 + 5 \tanh(20 (x - 1)) + 5

    a bowl of curvature 1/10 and a wall of height 10 with slope 100.

    Notes
    -----
    A step that suits the bowl, of rate 1, throws a point on the wall a hundred units away; clipping the
    gradient is the usual cure.  The wall moves the minimum away from the origin by less than 2e-14.

    References
    ----------
    Goodfellow, Bengio, Courville (2016), Deep Learning, section 8.2.4: cliffs and exploding gradients.

    Examples
    --------
    >>> print(cliff().gradient([1, 0]))
    [100.1 0. ]
    """

    def value(points: Array) -> Any:
        x, y = points.T
        return (x * x + y * y) / 20.0 + 5.0 * np.tanh(20.0 * (x - 1.0)) + 5.0

    def gradient(points: Array) -> Any:
        x, y = points.T
        return np.array([x / 10.0 + 100.0 * _sech_squared(20.0 * (x - 1.0)), y / 10.0]).T

    def hessian(points: Array) -> Any:
        x = points[:, 0]
        wall = 20.0 * (x - 1.0)
        return in_the_plane(points, 0.1 - 4000.0 * np.tanh(wall) * _sech_squared(wall), 0.0, 0.1)

    return Objective(
        value,
        gradient,
        hessian,
        batched=True,
        name="cliff",
        formula="(x² + y²)/20 + 5 tanh(20 (x − 1)) + 5",
        domain=[[-3.0, 3.0], [-3.0, 3.0]],
        minima=[[-4000.0 * math.exp(-40.0), 0.0]],
    )


def _sech_squared(x: Array) -> Array:
    small = np.exp(-2.0 * np.abs(x)) if x.dtype.kind == "f" else np.exp(-2.0 * np.sqrt(x * x))
    return 4.0 * small / (1.0 + small) ** 2
