"""Matrices to aim at.

A good target is neither the identity nor flat, and its entries are halves, so that a hand can hit it exactly.
The generator is the caller's: the same seed draws the same target.
"""

from __future__ import annotations

import numpy as np

from .arguments import FloatArray

SMALLEST_AREA = 0.5


def target_matrix(generator: np.random.Generator) -> FloatArray:
    """Return a 2 by 2 matrix of halves between -2 and 2 whose columns are clearly apart.

    Parameters
    ----------
    generator : numpy.random.Generator

    Returns
    -------
    array (2, 2)
        Its absolute determinant is at least 0.5, and it differs from the identity.

    Examples
    --------
    >>> target_matrix(np.random.default_rng(0)).tolist()
    [[1.5, 0.5], [0.0, -1.0]]
    """
    while True:
        matrix: FloatArray = generator.integers(-4, 5, (2, 2)) / 2
        (a, b), (c, d) = matrix
        if abs(a * d - b * c) >= SMALLEST_AREA and not np.array_equal(matrix, np.eye(2)):
            return matrix
