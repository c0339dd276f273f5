"""Iteration in one dimension, drawn as a cobweb.

Gradient descent in one variable repeats a map, x → x − η f'(x); its fixed points are where the slope is zero.
Draw the map and the diagonal: from a point go up to the map, across to the diagonal, up or down to the map
again. The steepness of the map at the fixed point, 1 − η f'', decides: between 0 and 1 the staircase walks
in, down to −1 it spirals in, beyond 1 in size it leads away.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, check_positive
from .objective import Objective


class Cobweb(NamedTuple):
    """The map x → x − η f'(x), and the staircase between it and the diagonal.

    Attributes
    ----------
    positions, images : array (n_positions,)
        The graph of the map.
    staircase : array (2 n_steps + 1, 2)
        (x₀, x₀), (x₀, x₁), (x₁, x₁), (x₁, x₂), ...: the odd corners lie on the map, the even ones on the
        diagonal.
    """

    positions: FloatArray
    images: FloatArray
    staircase: FloatArray


def cobweb(function: Objective, learning_rate: float, path: ArrayLike, positions: ArrayLike) -> Cobweb:
    """Return what a cobweb plot of gradient descent shows.

    Parameters
    ----------
    function : Objective
        Of one variable.
    learning_rate : float
        η.
    path : array_like (n_steps + 1,) or (n_steps + 1, 1)
        The points x₀, x₁, ..., such as those of a `Descent`.
    positions : array_like (n_positions,)
        Where the map is drawn.

    Raises
    ------
    ValueError
        If there is more than one variable or no point.

    Examples
    --------
    >>> from mathml_widgets.maths.optimization import GradientDescent, descend, quadratic
    >>> parabola = quadratic([[1.0]])
    >>> path = descend(parabola, [4.0], GradientDescent(0.5), 2).points
    >>> drawing = cobweb(parabola, 0.5, path, [-4, 0, 4])
    >>> drawing.images
    array([-2., 0., 2.])
    >>> drawing.staircase.tolist()
    [[4.0, 4.0], [4.0, 2.0], [2.0, 2.0], [2.0, 1.0], [1.0, 1.0]]
    """
    rate = check_positive(learning_rate, "learning_rate")
    along = as_array(positions, "positions")
    points = np.asarray(path, dtype=float)
    if points.ndim == 2 and points.shape[1] == 1:
        points = points[:, 0]
    if points.ndim != 1 or points.size == 0:
        raise ValueError(f"path must have shape (n_steps + 1,) or (n_steps + 1, 1), got shape {points.shape}")
    images = along - rate * function.gradient(along[:, np.newaxis])[:, 0]
    twice = np.repeat(points, 2)
    return Cobweb(along, images, np.stack([twice[:-1], twice[1:]], axis=1))
