"""AdamW: Adam with weight decay kept apart.

A penalty added to the loss would be divided by Adam's second moment like any gradient, and so act least on the
weights that move most.
Here every weight shrinks by the same fraction at each step, outside the adaptive part.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..arguments import FloatArray, check_positive
from ..first_order import Memory
from .adam import Adam


@dataclass(frozen=True, eq=False)
class AdamW(Adam):
    r"""Adam with decoupled weight decay.

    .. math:: x \leftarrow (1 - \eta w) x - \eta \, \hat m / (\sqrt{\hat v} + \epsilon)

    with m̂ and v̂ as for `Adam`.

    Parameters
    ----------
    learning_rate, first_decay, second_decay, epsilon, bias_correction
        As for `Adam`.
    weight_decay : float, default 0.01
        w, zero or positive.

    References
    ----------
    Loshchilov, Hutter (2019), Decoupled weight decay regularization, ICLR, algorithm 2.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, sphere
    >>> print(descend(sphere(1), [1.0], AdamW(0.1, weight_decay=0.5), 1).points[1])
    [0.85]
    """

    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        super().__post_init__()
        check_positive(self.weight_decay, "weight_decay", zero=True)

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return Adam's direction with a share of the point, and the moments."""
        scaled, moments = super().direction(k, point, gradient, memory)
        return scaled + self.weight_decay * point, moments
