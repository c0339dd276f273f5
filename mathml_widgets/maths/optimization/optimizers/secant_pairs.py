"""What one step tells about the curvature.

Between two points the gradient changes by y while the point moves by s, and on a quadratic y = H s: one row of
the Hessian for the price of a gradient. A pair is of use only where yᵀs > 0, that is, where the function
curves upwards along the step.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..arguments import FloatArray


class SecantPair(NamedTuple):
    """A step and the change of the gradient along it, for each of m starts.

    Attributes
    ----------
    step, change : array (m, n)
        s and y.
    weight : array (m, 1)
        ρ = 1 / yᵀs; 0, which does nothing, where yᵀs is not positive to rounding.
    scale : array (m, 1)
        yᵀs / yᵀy, the multiple of the identity that fits best as an inverse Hessian; NaN where ρ is 0.
    """

    step: FloatArray
    change: FloatArray
    weight: FloatArray
    scale: FloatArray


@np.errstate(all="ignore")
def secant_pair(step: FloatArray, change: FloatArray) -> SecantPair:
    """Return the pair for steps and changes (m, n).

    Examples
    --------
    >>> pair = secant_pair(np.array([[1.0, 0.0]]), np.array([[4.0, 0.0]]))
    >>> pair.weight, pair.scale
    (array([[0.25]]), array([[0.25]]))
    """
    agreement, size = (step * change).sum(axis=-1, keepdims=True), (change * change).sum(axis=-1, keepdims=True)
    weight, scale = 1.0 / agreement, agreement / size
    usable = agreement > 1e-16 * np.sqrt(size * (step * step).sum(axis=-1, keepdims=True))
    usable &= np.isfinite(weight) & np.isfinite(scale)
    return SecantPair(step, change, np.where(usable, weight, 0.0), np.where(usable, scale, np.nan))
