"""Nesterov's momentum: look ahead before you lean.

Like the heavy ball it keeps a velocity, but it reads the slope where the velocity is about to carry it.
That small correction damps the steep directions, and with it the square root of the condition number is proven
for every smooth convex function, not only for quadratics.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..arguments import FloatArray
from ..first_order import Memory
from .heavy_ball import HeavyBall


@dataclass(frozen=True, eq=False)
class Nesterov(HeavyBall):
    r"""Gradient descent with Nesterov's momentum.

    .. math:: v \leftarrow \beta v + g, \quad x \leftarrow x - \eta (g + \beta v)

    from v = 0.

    Parameters
    ----------
    learning_rate : float, array_like or callable, default 0.01
        η.
    momentum : float, default 0.9
        β, at least 0 and below 1.

    Notes
    -----
    The points here are Nesterov's look-ahead points, so that the gradient is needed at the point itself; his
    own sequence is x + η β v. The internal is `velocity`.

    References
    ----------
    Nesterov (1983), A method of solving a convex programming problem with convergence rate O(1/k²),
    Soviet Mathematics Doklady 27, 372-376; Sutskever, Martens, Dahl, Hinton (2013), On the importance of
    initialization and momentum in deep learning, ICML, equations 3 and 4.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, sphere
    >>> descend(sphere(1), [1.0], Nesterov(0.25, 0.5), 2).points.ravel()
    array([ 1. , 0.25 , -0.0625])
    """

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return the gradient with the velocity ahead, and the velocity."""
        velocity = self.momentum * memory["velocity"] + gradient
        return gradient + self.momentum * velocity, {"velocity": velocity}
