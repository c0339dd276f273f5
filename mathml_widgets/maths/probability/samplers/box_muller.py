r"""Box and Muller: two uniform numbers make two normal ones.

A point whose coordinates are normal and independent lies in every direction alike, and half its squared distance
from the middle is exponential; an angle and an exponential number are easily drawn.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ...linear_algebra.arguments import FloatArray, as_array
from ..counts import as_count


class BoxMullerDraws(NamedTuple):
    """Normal points, and what they were made of."""

    points: FloatArray
    """(n, 2), both coordinates standard normal and independent."""
    uniforms: FloatArray
    """(n, 2)"""
    radii: FloatArray
    """(n,)"""
    angles: FloatArray
    """(n,), in radians."""


def box_muller(uniforms: ArrayLike) -> BoxMullerDraws:
    r"""Turn pairs of uniform numbers into pairs of standard normal ones.

    .. math:: r = \sqrt{-2 \log(1 - u_1)}, \quad \phi = 2 \pi u_2, \quad (x, y) = (r \cos \phi, r \sin \phi)

    Parameters
    ----------
    uniforms : array_like (n, 2)
        From 0 up to but not 1.

    Returns
    -------
    BoxMullerDraws

    Raises
    ------
    ValueError
        If a number is not from 0 up to 1, or they are not pairs.

    References
    ----------
    Box and Muller, "A note on the generation of random normal deviates", Ann. Math. Statist. 29 (1958).

    Examples
    --------
    >>> box_muller([[0.5, 0.0]]).points.round(4)
    array([[1.1774, 0.    ]])
    """
    u = as_array(uniforms, "uniforms")
    if u.ndim != 2 or u.shape[1] != 2:
        raise ValueError(f"uniforms must have shape (n, 2), got {u.shape}")
    if not ((u >= 0) & (u < 1)).all():
        raise ValueError(f"uniforms must lie from 0 up to but not at 1, got {u[(u < 0) | (u >= 1)][0]}")
    radii = np.sqrt(-2 * np.log1p(-u[:, 0]))
    angles = 2 * np.pi * u[:, 1]
    points = np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1)
    return BoxMullerDraws(points, u, radii, angles)


def sample_by_box_muller(n: int, generator: Generator) -> BoxMullerDraws:
    """Draw `n` points of the standard normal distribution in the plane.

    Parameters
    ----------
    n : int
    generator : Generator

    Returns
    -------
    BoxMullerDraws

    Raises
    ------
    ValueError
        If `n` is not at least 1.

    Examples
    --------
    >>> draws = sample_by_box_muller(100_000, np.random.default_rng(0))
    >>> np.cov(draws.points.T).round(1) + 0.0
    array([[1., 0.],
           [0., 1.]])
    """
    return box_muller(generator.random((as_count(n, "n"), 2)))
