"""Three lines through one cloud.

The line that predicts y from x measures errors upright, the line that predicts x from y measures
them sideways, and the first principal component measures them straight across. The three meet in
the mean and differ elsewhere: both regressions lean towards the axis that they start from, the more
so the weaker the relation, and the component lies between them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_points
from .extended_range import scaled
from .principal_directions import principal_components
from .signs import column_signs


class FittedLines(NamedTuple):
    """Unit directions (2,) of the lines through the center (2,) of a cloud in the plane.

    Attributes
    ----------
    center : array (2,)
    y_on_x : array (2,)
        Least squares of upright errors.
    x_on_y : array (2,)
        Least squares of sideways errors.
    component : array (2,)
        Least squares of the distances from the line.
    """

    center: FloatArray
    y_on_x: FloatArray
    x_on_y: FloatArray
    component: FloatArray


def fitted_lines(points: ArrayLike) -> FittedLines:
    r"""Return both regression lines and the first principal component.

    .. math:: (s_{xx}, s_{xy}), \qquad (s_{xy}, s_{yy}), \qquad
              \text{the leading eigenvector of } \begin{pmatrix} s_{xx} & s_{xy} \\ s_{xy} & s_{yy} \end{pmatrix}

    Parameters
    ----------
    points : array_like (n_points, 2)
        At least two.

    Returns
    -------
    FittedLines
        The direction of a regression on a coordinate that does not vary is zero: there is no such line.

    Raises
    ------
    ValueError
        If the points are fewer than two or not in the plane.

    Examples
    --------
    >>> lines = fitted_lines([[0, 0], [1, 2], [2, 1], [3, 3]])
    >>> lines.y_on_x / lines.y_on_x[0], lines.x_on_y / lines.x_on_y[1], lines.component
    (array([1. , 0.8]), array([0.8, 1. ]), array([0.70710678, 0.70710678]))
    """
    cloud = as_points(points, at_least=2)
    if cloud.shape[1] != 2:
        raise ValueError(f"points must be in the plane, got {cloud.shape[1]} dimensions")
    found = principal_components(cloud, 1)
    small, _ = scaled(cloud)
    small, _ = scaled(small - small.mean(axis=0))
    moments = small.T @ small
    moments[:, (small == small[0]).all(axis=0)] = 0.0
    directions = moments / np.where(moments.any(axis=0), np.abs(moments).max(axis=0), 1.0)
    lengths = np.linalg.norm(directions, axis=0)
    directions = directions / np.where(lengths > 0.0, lengths, 1.0) * column_signs(directions) + 0.0
    return FittedLines(found.mean, directions[:, 0], directions[:, 1], found.components[0])
