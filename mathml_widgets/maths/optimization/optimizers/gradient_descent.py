"""Gradient descent: a step straight down the slope.

The gradient points uphill, so minus the gradient points down; the learning rate says how far to go.
On a function whose curvatures lie between 0 and L it falls at every step while the rate is below 2/L, and
flies apart along the steepest direction above. How slowly it creeps along the flattest direction is what all
the other methods try to cure.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..arguments import FloatArray
from ..first_order import FirstOrder, Memory


@dataclass(frozen=True, eq=False)
class GradientDescent(FirstOrder):
    r"""Gradient descent.

    .. math:: x \leftarrow x - \eta g

    Parameters
    ----------
    learning_rate : float, array_like or callable, default 0.01
        η: a number, one number for each start, or a schedule.

    References
    ----------
    Cauchy (1847), Méthode générale pour la résolution des systèmes d'équations simultanées.

    Examples
    --------
    >>> import numpy as np
    >>> from mathml_widgets.maths.optimization import sphere
    >>> method = GradientDescent(0.25)
    >>> state = method.init(sphere(), np.array([4.0, 2.0]))
    >>> method.step(sphere(), state).point
    array([2., 1.])
    """

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return the gradient itself."""
        return gradient, memory
