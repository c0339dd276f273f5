"""How the heights of a surface are drawn: from where to where, with which lines, cut at what height."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .level_choices import contour_levels, finite_range, log_offset, suggested_clamp


class Heights(NamedTuple):
    """What a picture of a surface needs besides its losses.

    Attributes
    ----------
    value_range : array (2,)
        The lowest and the highest loss to colour by.
    suggested_clamp : float or None
        A height to cut at, where walls hide the valley.
    log_offset : float
        What is subtracted before the logarithm.
    levels : array (k,)
        The losses at which lines are drawn.
    minimum : array (3,) or None
        Where the grid is lowest: x, y, loss.
    """

    value_range: FloatArray
    suggested_clamp: float | None
    log_offset: float
    levels: FloatArray
    minimum: FloatArray | None


def surface_heights(
    x: FloatArray, y: FloatArray, losses: ArrayLike, *, logarithmic: bool = False, clamp: float | None = None
) -> Heights:
    """Return how the losses (len(y), len(x)) over a grid are drawn.

    Parameters
    ----------
    x, y : array
    losses : array_like
        NaN and infinity where there is nothing to draw.
    logarithmic : bool
    clamp : float, optional
        Losses above are drawn at this height.

    Examples
    --------
    >>> found = surface_heights(np.array([0.0, 1.0]), np.array([5.0, 6.0]), [[3.0, np.nan], [1.0, 9.0]], clamp=4.0)
    >>> found.value_range, found.minimum
    (array([1., 4.]), array([0., 6., 1.]))
    """
    values = np.asarray(losses, dtype=np.float64)
    found = finite_range(values)
    if found is None:
        return Heights(np.array([0.0, 1.0]), None, 0.0, np.empty(0), None)
    low, high = found
    top = high if clamp is None else max(min(high, clamp), low)
    offset = log_offset(values)
    if logarithmic:
        levels = contour_levels(low - offset, top - offset, logarithmic=True) + offset
    else:
        levels = contour_levels(low, top)
    row, column = np.unravel_index(np.nanargmin(np.where(np.isfinite(values), values, np.nan)), values.shape)
    lowest = np.array([x[column], y[row], low])
    return Heights(np.array([low, top]), suggested_clamp(values), offset, levels, lowest)


def grid_axes(grid: FloatArray, x: FloatArray | None, y: FloatArray | None) -> tuple[FloatArray, FloatArray]:
    """Return the coordinates of the columns and rows of a grid that is there already, by default from -1 to 1.

    Raises
    ------
    ValueError
        If they do not rise, or are not as many as the grid has.

    Examples
    --------
    >>> grid_axes(np.ones((2, 3)), None, np.array([0.0, 5.0]))
    (array([-1.,  0.,  1.]), array([0., 5.]))
    """
    axes = []
    for name, axis, length in (("grid_x", x, grid.shape[1]), ("grid_y", y, grid.shape[0])):
        found = np.linspace(-1.0, 1.0, length) if axis is None else axis
        if len(found) != length or not (np.diff(found) > 0.0).all():
            raise ValueError(f"{name} must be {length} rising numbers, as the grid has them, got {found.tolist()[:4]}")
        axes.append(found)
    return axes[0], axes[1]
