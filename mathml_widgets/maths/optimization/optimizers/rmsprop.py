"""RMSprop: divide by the recent size of the gradient.

Each coordinate is divided by the root of a fading mean of its squared gradients, so that steep and flat
coordinates move alike. Unlike AdaGrad it forgets, and so does not slow down by itself: with a constant rate
it ends in a small to and fro.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray, check_fraction, check_positive
from ..first_order import FirstOrder, Memory


@dataclass(frozen=True, eq=False)
class RMSprop(FirstOrder):
    r"""RMSprop.

    .. math:: s \leftarrow \alpha s + (1 - \alpha) g^2, \quad x \leftarrow x - \eta g / (\sqrt{s} + \epsilon)

    coordinate by coordinate, from s = 0.

    Parameters
    ----------
    learning_rate : float, array_like or callable, default 0.01
        η.
    decay : float, default 0.99
        α, at least 0 and below 1.
    epsilon : float, default 1e-8
        ε.

    Notes
    -----
    The mean starts at zero and is not corrected for that, so the first step has length η / √(1 − α).
    The internal is `mean_square`.

    References
    ----------
    Tieleman, Hinton (2012), Lecture 6.5 of Neural Networks for Machine Learning, Coursera.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, sphere
    >>> print(descend(sphere(1), [1.0], RMSprop(0.01), 1).points[1])
    [0.9000]
    """

    decay: float = 0.99
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        super().__post_init__()
        check_fraction(self.decay, "decay")
        check_positive(self.epsilon, "epsilon")

    def memory(self, point: FloatArray) -> Memory:
        """Return a mean square of zero."""
        return {"mean_square": np.zeros_like(point)}

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return the scaled gradient and the mean square."""
        mean = memory["mean_square"]
        mean = mean + (1.0 - self.decay) * (gradient * gradient - mean)
        return gradient / (np.sqrt(mean) + self.epsilon), {"mean_square": mean}
