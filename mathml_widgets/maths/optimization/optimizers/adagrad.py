"""AdaGrad: a learning rate for each coordinate, worn down by use.

Each coordinate divides the rate by the root of the sum of its squared gradients so far.
Coordinates with rare or small gradients keep a large rate, busy ones slow down: good for sparse data.
The sum only grows, so the method always slows down, sometimes before it has arrived.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray, check_positive
from ..first_order import FirstOrder, Memory


@dataclass(frozen=True, eq=False)
class AdaGrad(FirstOrder):
    r"""AdaGrad.

    .. math:: s \leftarrow s + g^2, \quad x \leftarrow x - \eta g / (\sqrt{s} + \epsilon)

    coordinate by coordinate, from s = 0.

    Parameters
    ----------
    learning_rate : float, array_like or callable, default 0.01
        η.
    epsilon : float, default 1e-10
        ε, which keeps the quotient finite.

    Notes
    -----
    The first step has length η in every coordinate, whatever the gradient.
    The internal is `sum_of_squares`.

    References
    ----------
    Duchi, Hazan, Singer (2011), Adaptive subgradient methods for online learning and stochastic optimization,
    JMLR 12, 2121-2159.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, sphere
    >>> descend(sphere(), [[5.0, 0.1]], AdaGrad(0.01), 1).points[1]
    array([[4.99, 0.09]])
    """

    epsilon: float = 1e-10

    def __post_init__(self) -> None:
        super().__post_init__()
        check_positive(self.epsilon, "epsilon")

    def memory(self, point: FloatArray) -> Memory:
        """Return a sum of zero."""
        return {"sum_of_squares": np.zeros_like(point)}

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return the scaled gradient and the sum of squares."""
        total = memory["sum_of_squares"] + gradient * gradient
        return gradient / (np.sqrt(total) + self.epsilon), {"sum_of_squares": total}
