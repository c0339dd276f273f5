"""Adam: momentum divided by the recent size of the gradient.

The first moment is a fading mean of gradients, the second of their squares; the step is their ratio, so its
length is about the learning rate whatever the scale of the function. Both means start at zero and are too
small at first; bias correction divides by what has been filled so far. It scales each axis by itself, so a
valley along an axis is no trouble and a diagonal one is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray, Rate, check_fraction, check_positive
from ..first_order import FirstOrder, Memory


@dataclass(frozen=True, eq=False)
class Adam(FirstOrder):
    r"""Adam.

    .. math::
        m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad
        x \leftarrow x - \eta \, \hat m / (\sqrt{\hat v} + \epsilon)

    with m̂ = m / (1 − β₁^(k+1)) and v̂ = v / (1 − β₂^(k+1)).

    Parameters
    ----------
    learning_rate : float, array_like or callable, default 0.001
        η.
    first_decay, second_decay : float, default 0.9 and 0.999
        β₁ and β₂, at least 0 and below 1.
    epsilon : float, default 1e-8
        ε.
    bias_correction : bool, default True
        Without it m̂ = m and v̂ = v, and the first steps are longer by (1 − β₁) / √(1 − β₂), about 3.

    Notes
    -----
    The internals are `first_moment` and `second_moment`, before correction.  A gradient beyond 1.3e154
    overflows its square, and the start counts as diverged.

    References
    ----------
    Kingma, Ba (2015), Adam: a method for stochastic optimization, ICLR, algorithm 1.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, sphere
    >>> print(descend(sphere(), [[1.0, 1e6]], Adam(0.5), 1).points[1])
    [[5.00000e-01 9.999995e+05]]
    """

    learning_rate: Rate = 0.001
    first_decay: float = 0.9
    second_decay: float = 0.999
    epsilon: float = 1e-8
    bias_correction: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        check_fraction(self.first_decay, "first_decay")
        check_fraction(self.second_decay, "second_decay")
        check_positive(self.epsilon, "epsilon")

    def memory(self, point: FloatArray) -> Memory:
        """Return moments of zero."""
        return {"first_moment": np.zeros_like(point), "second_moment": np.zeros_like(point)}

    def moments(self, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, FloatArray]:
        """Return both moments with one more gradient (..., n) in them."""
        first, second = gradient - memory["first_moment"], gradient * gradient - memory["second_moment"]
        first *= 1.0 - self.first_decay
        second *= 1.0 - self.second_decay
        first += memory["first_moment"]
        second += memory["second_moment"]
        return first, second

    def scaled(self, k: int, first: FloatArray, second: FloatArray) -> FloatArray:
        """Return m̂ / (√v̂ + ε) for the moments of step k."""
        if not self.bias_correction:
            return first / (np.sqrt(second) + self.epsilon)
        filled = 1.0 - self.first_decay ** (k + 1)
        shortage = filled / math.sqrt(1.0 - self.second_decay ** (k + 1))
        return first / (np.sqrt(second) * shortage + self.epsilon * filled)

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return the scaled first moment, and the moments."""
        first, second = self.moments(gradient, memory)
        return self.scaled(k, first, second), {"first_moment": first, "second_moment": second}
