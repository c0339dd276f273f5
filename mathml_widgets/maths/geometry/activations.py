"""What a unit does to the sum that reaches it.

Without a bend between them, two linear layers are one; the activation is that bend.
Its slope says how much of an error passes back through the unit: near 1 it passes, at 0 it stops, and a unit
whose slope is 0 for every sample learns no more.
Its second derivative enters only the curvature of the loss.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

LEAK = 0.01
"""Slope of the leaky ReLU on the left."""


class Activation(NamedTuple):
    """A function of the pre-activation z, with its derivatives.

    Attributes
    ----------
    name : str
    value : callable
        z (...) -> a (...).
    slope, bend : callable
        The first and second derivative, from z and a = value(z), both (...).
    is_homogeneous : bool
        Whether value(c z) = c value(z) for every c > 0.
    """

    name: str
    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]
    bend: Callable[[Array, Array], Array]
    is_homogeneous: bool = False


def logistic(z: Array) -> Array:
    r"""Return 1 / (1 + exp(−z)), with no overflow and no lost digits on either side.

    Examples
    --------
    >>> logistic(np.array([-800.0, 0.0, 800.0]))
    array([0. , 0.5, 1. ])
    """
    small = np.exp(-np.abs(z))
    result: Array = np.where(z >= 0.0, 1.0, small) / (1.0 + small)
    return result


def _logistic_slope(z: Array) -> Array:
    small = np.exp(-np.abs(z))
    result: Array = small / (1.0 + small) ** 2
    return result


def _logistic_bend(z: Array) -> Array:
    result: Array = -np.tanh(z / 2) * _logistic_slope(z)
    return result


def _nothing(z: Array, a: Array) -> Array:
    return np.zeros_like(z)


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("identity", lambda z: z, lambda z, a: np.ones_like(z), _nothing, True),
        Activation("tanh", np.tanh, lambda z, a: 1.0 - a * a, lambda z, a: -2.0 * a * (1.0 - a * a)),
        Activation("relu", lambda z: np.maximum(z, 0.0), lambda z, a: (z > 0.0).astype(z.dtype), _nothing, True),
        Activation(
            "leaky_relu",
            lambda z: np.maximum(z, LEAK * z),
            lambda z, a: np.where(z > 0.0, 1.0, LEAK).astype(z.dtype),
            _nothing,
            True,
        ),
        Activation("sigmoid", logistic, lambda z, a: _logistic_slope(z), lambda z, a: _logistic_bend(z)),
        Activation(
            "softplus",
            lambda z: np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z))),
            lambda z, a: logistic(z),
            lambda z, a: _logistic_slope(z),
        ),
    )
}
"""By name.  At 0 the slope of the ReLU is taken as 0 and that of the leaky ReLU as 0.01."""
