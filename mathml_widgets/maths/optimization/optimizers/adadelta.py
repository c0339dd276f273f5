"""Adadelta: steps in the units of the parameter.

A gradient has the units of loss per parameter, so a rate must carry units that nobody knows; here the rate is
the root mean square of recent steps divided by that of recent gradients. Both are fading averages, so unlike
AdaGrad it never wears out. It has to start from a step of almost zero, and so it starts slowly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray, Rate, check_fraction, check_positive
from ..first_order import FirstOrder, Memory


@dataclass(frozen=True, eq=False)
class Adadelta(FirstOrder):
    r"""Adadelta.

    .. math::
        s \leftarrow \rho s + (1 - \rho) g^2, \quad d = g \sqrt{u + \epsilon} / \sqrt{s + \epsilon}, \quad
        u \leftarrow \rho u + (1 - \rho) d^2, \quad x \leftarrow x - \eta d

    coordinate by coordinate, from s = u = 0.

    Parameters
    ----------
    learning_rate : float, array_like or callable, default 1
        η; the paper has none.
    decay : float, default 0.9
        ρ, at least 0 and below 1.
    epsilon : float, default 1e-6
        ε, which also sets the first steps: about √(ε / (1 − ρ)) η.

    Notes
    -----
    The internals are `mean_square_gradient` and `mean_square_step`.

    References
    ----------
    Zeiler (2012), ADADELTA: an adaptive learning rate method, arXiv 1212.5701, algorithm 1.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, sphere
    >>> print(descend(sphere(1), [1.0], Adadelta(), 1).points[1])
    [0.99683772]
    """

    learning_rate: Rate = 1.0
    decay: float = 0.9
    epsilon: float = 1e-6

    def __post_init__(self) -> None:
        super().__post_init__()
        check_fraction(self.decay, "decay")
        check_positive(self.epsilon, "epsilon")

    def memory(self, point: FloatArray) -> Memory:
        """Return mean squares of zero."""
        return {"mean_square_gradient": np.zeros_like(point), "mean_square_step": np.zeros_like(point)}

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return the scaled gradient and the mean squares."""
        steps = memory["mean_square_step"]
        slopes = self.decay * memory["mean_square_gradient"] + (1.0 - self.decay) * gradient * gradient
        step = np.sqrt(steps + self.epsilon) / np.sqrt(slopes + self.epsilon) * gradient
        steps = self.decay * steps + (1.0 - self.decay) * step * step
        return step, {"mean_square_gradient": slopes, "mean_square_step": steps}
