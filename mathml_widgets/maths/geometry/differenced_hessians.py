"""The whole Hessian, from gradients at points around.

Row i of the Hessian is the change of the gradient along axis i, so 2n gradients give all of it.
A true Hessian is symmetric and a measured one nearly so: the mean of it and its transpose is the better
answer, and the difference says how large the errors are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from ..optimization.arguments import check_positive
from .hessian_operators import DIFFERENCE_STEP

AT_ONCE = 1 << 20


class DifferencedHessian(NamedTuple):
    """A Hessian from differences of gradients.

    Attributes
    ----------
    value : array (n, n)
        Symmetric.
    asymmetry : float
        The largest difference between the two measurements of one entry.
    step : array (n,)
    """

    value: FloatArray
    asymmetry: float
    step: FloatArray


def differenced_hessian(
    gradient: Callable[[Any], Any], point: ArrayLike, *, relative_step: float = DIFFERENCE_STEP, batched: bool = False
) -> DifferencedHessian:
    r"""Return the Hessian from differences of gradients, symmetrised.

    .. math:: D_{ij} = \frac{g_j(x + h_i e_i) - g_j(x - h_i e_i)}{2 h_i}, \qquad H = \tfrac12 (D + D^T)

    Parameters
    ----------
    gradient : callable
        From a point (n,) to the gradient (n,); with `batched`, from points (m, n) to gradients (m, n).
    point : array_like (n,)
    relative_step : float
        h relative to the coordinate, or to 1 where that is larger.
    batched : bool

    Returns
    -------
    DifferencedHessian

    Raises
    ------
    ValueError
        If the gradient has another shape, or `relative_step` is not positive.

    Notes
    -----
    The error is h² / 6 times the fourth derivatives, plus the rounding of the gradient divided by h; the step
    balances the two.

    References
    ----------
    Dennis and Schnabel, *Numerical Methods for Unconstrained Optimization*, section 5.6.

    Examples
    --------
    >>> differenced_hessian(lambda x: np.array([2 * x[0] * x[1], x[0] ** 2]), [1.0, 2.0]).value.round(9)
    array([[4., 2.],
           [2., 0.]])
    """
    x = as_array(point, "point")
    if x.ndim != 1:
        raise ValueError(f"point must be a vector, got shape {x.shape}")
    wanted = check_positive(relative_step, "relative_step") * np.maximum(1.0, np.abs(x))
    step = (x + wanted) - x  # what is really added, after rounding
    n = len(x)
    rows = np.empty((n, n))
    together = max(1, AT_ONCE // max(1, n)) if batched else 1
    for start in range(0, n, together):
        some = np.arange(start, min(n, start + together))
        moves = np.zeros((len(some), n))
        moves[np.arange(len(some)), some] = step[some]
        ahead, behind = _gradients(gradient, x + moves, batched), _gradients(gradient, x - moves, batched)
        rows[some] = (ahead - behind) / (2.0 * step[some, None])
    asymmetry = float(np.abs(rows - rows.T).max(initial=0.0))
    return DifferencedHessian(0.5 * (rows + rows.T), asymmetry, step)


def _gradients(gradient: Callable[[Any], Any], points: FloatArray, batched: bool) -> FloatArray:
    with np.errstate(all="ignore"):
        found = np.asarray(gradient(points) if batched else [gradient(point) for point in points], dtype=np.float64)
    if found.shape != points.shape:
        got, wanted = (found.shape, points.shape) if batched else (found.shape[1:], points.shape[1:])
        raise ValueError(f"gradient must have shape {wanted}, got shape {got}")
    return found
