"""The curvature of a loss of which only values are known.

A second derivative is a second difference of values over the square of a step. The step is the compromise: a long one
bends away from the derivative, a short one magnifies whatever is not smooth in the values; so that is measured first.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..linear_algebra.arguments import FloatArray
from .lanczos_process import EPSILON
from .landscapes import Landscape
from .loss_noise import measured_noise
from .refinements import Refinement

NOT_FINITE = "the loss is not finite nearby"
BLURRED = 0.1
"""Measured curvatures are none if so large a part of the largest may be noise."""


def refining_measured_hessian(landscape: Landscape, point: FloatArray, basis: FloatArray) -> Iterator[Refinement]:
    r"""Yield the Hessian along some directions from values alone, after each evaluation.

    .. math:: H_{ii} \approx \frac{L(\theta + h q_i) - 2 L(\theta) + L(\theta - h q_i)}{h^2}, \qquad
              H_{ij} \approx \frac{L_{++} - L_{+-} - L_{-+} + L_{--}}{4 h^2}

    Parameters
    ----------
    landscape : Landscape
    point : array (n,)
    basis : array (k, n)
        Orthonormal rows.

    Yields
    ------
    Refinement
        The last holds the matrix (k, k), or the reason why there is none.

    Notes
    -----
    h is the fourth root of the noise of the values, relative to the size of the point, and errors are about its square:
    1e-8 of the loss where the noise is the rounding of float64, 3e-4 for a loss in float32.

    Examples
    --------
    >>> from mathml_widgets.maths.geometry import loss_landscape
    >>> land = loss_landscape(lambda p: p[0] * p[1], [0.0, 0.0])
    >>> *_, last = refining_measured_hessian(land, np.zeros(2), np.eye(2))
    >>> last.answer.round(6) + 0.0
    array([[0., 1.],
           [1., 0.]])
    """
    n = len(basis)
    size = max(1.0, float(np.abs(point).max(initial=0.0)))
    noise = yield from measured_noise(landscape, point, basis[0], EPSILON**0.25 * size)
    if noise is None:
        yield Refinement(None, 1.0, NOT_FINITE)
        return
    h = max(noise, EPSILON) ** 0.25 * size
    total, count = 1 + 2 * n * n, 0
    here = largest = landscape.at(point)
    matrix = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            if i == j:
                moves = [(h * basis[i], 1.0), (-h * basis[i], 1.0)]
                found, scale = -2.0 * here, h * h
            else:
                moves = [(h * (a * basis[i] + b * basis[j]), a * b) for a in (1.0, -1.0) for b in (1.0, -1.0)]
                found, scale = 0.0, 4.0 * h * h
            for move, sign in moves:
                yield Refinement(None, count / total)
                value = landscape.at(point + move)
                found, largest = found + sign * value, max(largest, abs(value))
                count += 1
            matrix[i, j] = matrix[j, i] = found / scale
    if not np.isfinite(matrix).all():
        yield Refinement(None, 1.0, NOT_FINITE)
        return
    blur = np.sqrt(6.0 * n) * noise * largest / h**2
    if noise > EPSILON**0.75 and blur > BLURRED * np.abs(np.linalg.eigvalsh(matrix)).max():
        yield Refinement(None, 1.0, f"the loss jitters by {noise * largest:.1g} from point to point")
        return
    yield Refinement(matrix, 1.0)
