"""NAdam: Adam with Nesterov's look ahead.

Adam uses the momentum that has built up; NAdam uses what it will be after the next step, with the present
gradient already in it. The weight of the momentum rises slowly from half its value, so that the first steps
follow the gradient.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray, Rate, check_fraction, check_positive
from ..first_order import FirstOrder, Memory


@dataclass(frozen=True, eq=False)
class NAdam(FirstOrder):
    r"""Adam with Nesterov's momentum.

    .. math::
        m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad
        x \leftarrow x - \eta \, \frac{\mu_{t+1} m / (1 - M_{t+1}) + (1 - \mu_t) g / (1 - M_t)}
        {\sqrt{v / (1 - \beta_2^t)} + \epsilon}

    with t = k + 1, μ_t = β₁ (1 − 0.96^(ψ t) / 2) and M_t = μ₁ ⋯ μ_t.

    Parameters
    ----------
    learning_rate : float, array_like or callable, default 0.002
        η.
    first_decay, second_decay : float, default 0.9 and 0.999
        β₁ and β₂, at least 0 and below 1.
    epsilon : float, default 1e-8
        ε.
    momentum_decay : float, default 0.004
        ψ, zero or positive.

    Notes
    -----
    The internals are `first_moment`, `second_moment` and `momentum_product`, M_t in every coordinate.

    References
    ----------
    Dozat (2016), Incorporating Nesterov momentum into Adam, ICLR workshop, algorithm 2.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, sphere
    >>> print(descend(sphere(1), [1.0], NAdam(0.1), 1).points[1])
    [0.89435482]
    """

    learning_rate: Rate = 0.002
    first_decay: float = 0.9
    second_decay: float = 0.999
    epsilon: float = 1e-8
    momentum_decay: float = 0.004

    def __post_init__(self) -> None:
        super().__post_init__()
        check_fraction(self.first_decay, "first_decay")
        check_fraction(self.second_decay, "second_decay")
        check_positive(self.epsilon, "epsilon")
        check_positive(self.momentum_decay, "momentum_decay", zero=True)

    def memory(self, point: FloatArray) -> Memory:
        """Return moments of zero and an empty product."""
        return {
            "first_moment": np.zeros_like(point),
            "second_moment": np.zeros_like(point),
            "momentum_product": np.ones_like(point),
        }

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return the scaled moment ahead, the moments and the product."""
        now, following = self._momentum(k + 1), self._momentum(k + 2)
        product = memory["momentum_product"] * now
        first, second = memory["first_moment"], memory["second_moment"]
        first = first + (1.0 - self.first_decay) * (gradient - first)
        second = second + (1.0 - self.second_decay) * (gradient * gradient - second)
        ahead = (following / (1.0 - product * following)) * first + ((1.0 - now) / (1.0 - product)) * gradient
        size = np.sqrt(second) / math.sqrt(1.0 - self.second_decay ** (k + 1)) + self.epsilon
        return ahead / size, {
            "first_moment": first,
            "second_moment": second,
            "momentum_product": product,
        }

    def _momentum(self, t: int) -> float:
        return float(self.first_decay * (1.0 - 0.5 * 0.96 ** (self.momentum_decay * t)))
