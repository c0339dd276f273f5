r"""Tails by quadrature: the area beyond a point in units of the density there.

In the right coordinate (the logarithm for gamma, the log-odds for beta) a density is the exponential of a concave
function, so beyond a point it falls at least exponentially.
Sixty-four Gauss-Legendre nodes on the stretch where it falls by a factor :math:`e^{40}` then give the area to the
last digits, for parameters of ten or ten million alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from ...linear_algebra.arguments import FloatArray

N_NODES = 64
ENOUGH = 40.0
BLOCK = 512


@cache
def nodes_and_weights(n_nodes: int = N_NODES) -> tuple[FloatArray, FloatArray]:
    """Return Gauss-Legendre nodes and weights for 0 to 1."""
    nodes, weights = np.polynomial.legendre.leggauss(n_nodes)
    return (nodes + 1) / 2, weights / 2


def reach(slope: FloatArray, curvature: FloatArray) -> FloatArray:
    """Return where ``slope s + curvature s² / 2`` is `ENOUGH`, for slopes and curvatures that are not negative."""
    return 2 * ENOUGH / (slope + np.sqrt(slope * slope + 2 * ENOUGH * curvature))


def tail_integral(fall: Callable[..., FloatArray], length: FloatArray, *parameters: FloatArray) -> FloatArray:
    r"""Return :math:`\int_0^L e^{-f(s)} ds` for many f at once.

    Parameters
    ----------
    fall : callable
        ``fall(s, *parameters)`` with `s` of shape (n, n_nodes) and parameters of shape (n, 1).
    length : array (n,)
        How far to go, L: to where f exceeds 40.
    *parameters : arrays (n,)

    Returns
    -------
    array (n,)

    Examples
    --------
    >>> tail_integral(lambda s, rate: rate * s, np.array([40.0]), np.array([1.0]))
    array([1.])
    """
    nodes, weights = nodes_and_weights()
    result = np.empty_like(length)
    for start in range(0, len(length), BLOCK):
        block = slice(start, start + BLOCK)
        steps = length[block, None] * nodes
        with np.errstate(under="ignore", over="ignore"):
            heights = np.exp(-fall(steps, *(parameter[block, None] for parameter in parameters)))
        result[block] = length[block] * np.einsum("ij,j->i", heights, weights)
    return result
