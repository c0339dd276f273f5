"""The matrix in a cloud of points.

The covariance of data is a symmetric matrix: its eigenvectors are the axes of the cloud, its
eigenvalues the variances along them. Whitening is the matrix that makes the cloud round: afterwards
every direction has variance 1, and features are uncorrelated. Both come from the singular values of
the centred data, which keeps twice the digits that squaring them first would.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_points
from .extended_range import join, scaled
from .singular import EPSILON


class Whitening(NamedTuple):
    """The map x -> matrix @ (x - center) that makes a cloud round, and the number of dimensions it fills."""

    matrix: FloatArray
    center: FloatArray
    rank: int


def covariance(points: ArrayLike) -> FloatArray:
    """Return the sample covariance sum (x - mean)(x - mean)' / (n - 1).

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
        Rows are points; at least two.

    Returns
    -------
    array (n_dimensions, n_dimensions)
        In squared units of the data; infinite where an entry exceeds 1.8e308.

    Raises
    ------
    ValueError
        If there are fewer than two points.

    Examples
    --------
    >>> covariance([[0, 0], [2, 2], [4, 1]])
    array([[4., 1.],
           [1., 1.]])
    """
    centred, _, exponent = _centred(points)
    return join(centred.T @ centred / (len(centred) - 1), 2 * exponent)


def whitening(points: ArrayLike) -> Whitening:
    """Return the symmetric whitening C^(-1/2), which moves the points as little as whitening can.

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
        Rows are points; at least two.

    Returns
    -------
    Whitening
        matrix (n_dimensions, n_dimensions), center (n_dimensions,) and rank.  ``(points - center) @ matrix.T`` has
        covariance 1 in every direction; where the rank is below n_dimensions the cloud is flat, and the
        directions without variance go to zero.

    References
    ----------
    Kessy, Lewin and Strimmer, "Optimal whitening and decorrelation", The American Statistician 72 (2018).

    Examples
    --------
    >>> whitening([[0, 0], [2, 0], [0, 4], [2, 4]]).matrix.round(3)
    array([[0.866, 0.   ],
           [0.   , 0.433]])
    """
    centred, center, exponent = _centred(points)
    _, s, vh = np.linalg.svd(centred, full_matrices=False)
    filled = s > s[0] * (max(centred.shape) * EPSILON)
    shrink = np.where(filled, np.sqrt(len(centred) - 1) / np.where(filled, s, 1.0), 0.0)
    return Whitening(join(vh.T @ (shrink[:, None] * vh), -exponent), center, int(filled.sum()))


def _centred(points: ArrayLike) -> tuple[FloatArray, FloatArray, int]:
    """Return the points minus their mean, over 2**exponent, the mean, and the exponent."""
    cloud, exponent = scaled(as_points(points, at_least=2))
    mean = cloud.mean(axis=0)
    centred, shift = scaled(cloud - mean)
    return centred, join(mean, exponent), int(exponent + shift)
