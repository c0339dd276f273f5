"""How far apart points are, each from each.

The square of the distance between two points is the sum of the squares of the differences of their
coordinates. Written out as |x|² - 2 x·y + |y|² it is one matrix product and fast, and loses all
digits for close points far from the origin; differences lose none. So distances are differences
here, and products only where neighbours are ranked among very many.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_points


def squared_distances(points: ArrayLike) -> FloatArray:
    r"""Return the squared distance of each point from each.

    .. math:: d_{ij}^2 = \sum_k (x_{ik} - x_{jk})^2

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)

    Returns
    -------
    array (n_points, n_points)
        Symmetric, with zeros on the diagonal; in squared units of the data, infinite beyond 1.8e308.

    Examples
    --------
    >>> squared_distances([[0, 0], [3, 4]])
    array([[ 0., 25.],
           [25.,  0.]])
    """
    rows = as_points(points)
    n = len(rows)
    squares = np.zeros((n, n))
    with np.errstate(over="ignore", under="ignore"):
        for i in range(n - 1):
            difference = rows[i + 1 :] - rows[i]
            squares[i, i + 1 :] = np.einsum("ij,ij->i", difference, difference)
    return squares + squares.T
