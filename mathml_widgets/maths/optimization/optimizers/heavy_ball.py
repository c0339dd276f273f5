"""Momentum: a heavy ball that keeps rolling.

The velocity is a fading sum of past gradients: components that keep their sign add up, those that flip cancel.
Along a valley the ball gains speed by a factor 1 / (1 − β), and across it it swings less.
On quadratics this replaces the condition number by its square root; on other convex functions it may never
settle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray, check_fraction
from ..first_order import FirstOrder, Memory


@dataclass(frozen=True, eq=False)
class HeavyBall(FirstOrder):
    r"""Gradient descent with heavy-ball momentum.

    .. math:: v \leftarrow \beta v + g, \quad x \leftarrow x - \eta v

    from v = 0.

    Parameters
    ----------
    learning_rate : float, array_like or callable, default 0.01
        η.
    momentum : float, default 0.9
        β, at least 0 and below 1; 0 is gradient descent.

    Notes
    -----
    With a constant rate this is Polyak's x_{k+1} = x_k − η g_k + β (x_k − x_{k−1}).  Where the rate changes,
    the velocity here, as in common deep-learning libraries, is a sum of gradients and not of steps. The
    internal is `velocity`.

    References
    ----------
    Polyak (1964), Some methods of speeding up the convergence of iteration methods,
    USSR Computational Mathematics and Mathematical Physics 4(5), 1-17.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, sphere
    >>> descend(sphere(1), [1.0], HeavyBall(0.25, 0.5), 3).points.ravel()
    array([ 1. , 0.5 , 0. , -0.25])
    """

    momentum: float = 0.9

    def __post_init__(self) -> None:
        super().__post_init__()
        check_fraction(self.momentum, "momentum")

    def memory(self, point: FloatArray) -> Memory:
        """Return a velocity of zero."""
        return {"velocity": np.zeros_like(point)}

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return the velocity, twice: as direction and as memory."""
        velocity = self.momentum * memory["velocity"] + gradient
        return velocity, {"velocity": velocity}
