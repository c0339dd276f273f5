"""Moving a cloud of points to the origin and giving its features one unit.

Variance is measured from the mean, so the mean is subtracted first. A feature in grams has a
million times the variance that it has in kilograms, and would rule every direction: dividing each
by its standard deviation makes them comparable. A feature that never varies has no standard
deviation to divide by, and stays zero.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_points
from .extended_range import join, scaled


class Standardized(NamedTuple):
    """Points (n_points, n_dimensions) with ``points * scale + mean`` those given; mean and scale (n_dimensions,)."""

    points: FloatArray
    mean: FloatArray
    scale: FloatArray


def standardized(points: ArrayLike, *, center: bool = True, scale: bool = True) -> Standardized:
    r"""Return the points minus their mean, over the standard deviation of each feature.

    .. math:: z_{ij} = \frac{x_{ij} - \bar x_j}{s_j}, \qquad s_j^2 = \frac{1}{n - 1} \sum_i (x_{ij} - \bar x_j)^2

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
        Rows are points; at least two.
    center, scale : bool
        Whether to subtract the mean, and to divide; what is not done leaves a mean of 0, a scale of 1.

    Returns
    -------
    Standardized
        The scale of a constant feature is 1.

    Raises
    ------
    ValueError
        If there are fewer than two points.

    Examples
    --------
    >>> found = standardized([[1, 100], [3, 100]])
    >>> found.points
    array([[-0.70710678,  0.        ],
           [ 0.70710678,  0.        ]])
    >>> found.mean, found.scale
    (array([  2., 100.]), array([1.41421356, 1.        ]))
    """
    given = as_points(points, at_least=2)
    small, exponent = scaled(given)
    mean = small.mean(axis=0)
    constant = (small == small[0]).all(axis=0)
    mean[constant] = small[0, constant]
    centred = small - mean
    deviation = np.ones(given.shape[1])
    shift = int(exponent)
    if scale:
        sizes = np.abs(centred).max(axis=0)
        safe = np.where(sizes == 0.0, 1.0, sizes)
        spread = np.sqrt(((centred / safe) ** 2).sum(axis=0) / (len(given) - 1)) * safe
        deviation, shift = np.where(sizes == 0.0, 1.0, spread), 0
        moved = (centred if center else small) / deviation
        moved = np.where(constant, join(moved, exponent) if not center else 0.0, moved)
        deviation = np.where(constant, 1.0, join(deviation, exponent))
    else:
        moved = centred if center else small
    return Standardized(join(moved, shift), join(mean, exponent) if center else np.zeros_like(mean), deviation)
