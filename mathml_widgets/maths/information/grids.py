"""Densities as distributions over the cells of a grid.

A density given at the points of a grid becomes probabilities by the trapezoid rule: each point gets its height times
half of the gaps beside it. From there every measure for discrete outcomes serves for curves. Divergences keep their
value; an entropy becomes that of the density only after adding the mean logarithm of the cells' widths.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, FloatOrArray, as_array, as_probabilities, check_base, plain
from .logarithms import logarithm
from .surprise import entropy


def cell_widths(grid: ArrayLike) -> FloatArray:
    """Return the weights of the trapezoid rule on a grid.

    Parameters
    ----------
    grid : array_like (n_points,)
        Increasing, at least two points.

    Returns
    -------
    array (n_points,)

    Raises
    ------
    ValueError
        If the grid does not increase, or has fewer than two points.

    Examples
    --------
    >>> cell_widths([0, 1, 3])
    array([0.5, 1.5, 1. ])
    """
    x = as_array(grid, "grid")
    if x.ndim != 1 or x.size < 2:
        raise ValueError(f"grid must be a row of at least two points, got shape {x.shape}")
    gaps = np.diff(x)
    if not (gaps > 0.0).all():
        raise ValueError(f"grid must increase, got {x[gaps.argmin()]:g} before {x[gaps.argmin() + 1]:g}")
    widths: FloatArray = 0.5 * (np.append(gaps, 0.0) + np.append(0.0, gaps))
    return widths


def cell_probabilities(density: ArrayLike, grid: ArrayLike) -> FloatArray:
    r"""Return the probabilities of the cells of a grid, given heights of a density at its points.

    .. math:: p_i = \frac{f(x_i) w_i}{\sum_j f(x_j) w_j}

    Parameters
    ----------
    density : array_like (..., n_points)
        Not negative; it need not be normalised.
    grid : array_like (n_points,)
        Increasing.

    Returns
    -------
    array (..., n_points)

    Raises
    ------
    ValueError
        If a height is negative, all are zero, or there is not one for each point of the grid.

    Examples
    --------
    >>> cell_probabilities([0, 1, 0], [0, 1, 3])
    array([0., 1., 0.])
    """
    widths = cell_widths(grid)
    heights = as_array(density, "density")
    if heights.ndim == 0 or heights.shape[-1] != widths.size:
        raise ValueError(f"density must have one height for each of {widths.size} points, got shape {heights.shape}")
    if (heights < 0.0).any():
        raise ValueError(f"density must not be negative, got {heights[heights < 0.0][0]:g}")
    top = heights.max(axis=-1, keepdims=True)
    if not (top > 0.0).all():
        raise ValueError("density must not be zero everywhere")
    mass: FloatArray = heights / top * widths
    mass /= mass.sum(axis=-1, keepdims=True)
    return mass


def grid_entropy(probabilities: ArrayLike, grid: ArrayLike, base: float = 2) -> FloatOrArray:
    r"""Return the differential entropy of a density that is given by the probabilities of the cells of a grid.

    .. math:: h \approx \sum_i p_i \log \frac{w_i}{p_i}

    Parameters
    ----------
    probabilities : array_like (..., n_points)
        As `cell_probabilities` returns them.
    grid : array_like (n_points,)
    base : float
        2 for bits, e for nats, 10 for hartleys.

    Returns
    -------
    float, or array (...) for a stack
        Of either sign: a density may be above 1.

    Notes
    -----
    It depends on the unit of the grid: doubling all distances adds one bit.

    Examples
    --------
    >>> x = np.linspace(-10, 10, 401)
    >>> grid_entropy(cell_probabilities(np.exp(-x * x / 2), x), x)
    2.04709558518
    >>> float(0.5 * np.log2(2 * np.pi * np.e))
    2.04709558518
    """
    widths, p = cell_widths(grid), as_probabilities(probabilities)
    if p.shape[-1] != widths.size:
        raise ValueError(f"probabilities must have one for each of {widths.size} points, got shape {p.shape}")
    return plain(entropy(p, base) + p @ logarithm(widths, check_base(base)))
