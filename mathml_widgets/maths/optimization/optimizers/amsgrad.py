"""AMSGrad: Adam that does not forget a large gradient.

Adam's second moment fades, so a rare large gradient is soon forgotten and the small ones that follow may undo
it: its effective rate can rise, and on a simple problem it walks to the worst point. AMSGrad divides by the
largest second moment seen so far, so the effective rate never rises.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arguments import FloatArray
from ..first_order import Memory
from .adam import Adam


@dataclass(frozen=True, eq=False)
class AMSGrad(Adam):
    r"""Adam with the largest second moment so far.

    .. math:: x \leftarrow x - \eta \, \hat m / (\sqrt{\hat w} + \epsilon), \quad w \leftarrow \max(w, v)

    with m and v as for `Adam`, and w corrected like v.

    Parameters
    ----------
    learning_rate, first_decay, second_decay, epsilon, bias_correction
        As for `Adam`.  The paper has no bias correction.

    Notes
    -----
    The internals are `first_moment`, `second_moment` and `largest_second_moment`.

    References
    ----------
    Reddi, Kale, Kumar (2018), On the convergence of Adam and beyond, ICLR, algorithm 2.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import descend, inverse_square_root, reddi_kale_kumar
    >>> problem, hyperparameters = reddi_kale_kumar(4, 1, 3), (inverse_square_root(0.5), 0.0, 1 / 17)
    >>> print(descend(problem, [0.0], Adam(*hyperparameters), 3000).points[-1])
    [1.]
    >>> print(descend(problem, [0.0], AMSGrad(*hyperparameters), 3000).points[-1])
    [-0.99]
    """

    def memory(self, point: FloatArray) -> Memory:
        """Return moments of zero."""
        return {**super().memory(point), "largest_second_moment": np.zeros_like(point)}

    def direction(self, k: int, point: FloatArray, gradient: FloatArray, memory: Memory) -> tuple[FloatArray, Memory]:
        """Return the scaled first moment, and the moments."""
        first, second = self.moments(gradient, memory)
        largest = np.maximum(memory["largest_second_moment"], second)
        return self.scaled(k, first, largest), {
            "first_moment": first,
            "second_moment": second,
            "largest_second_moment": largest,
        }
