"""Matrices that break a method, and images that do not need one.

Läuchli's columns are nearly parallel, and classical Gram-Schmidt returns directions that are not
perpendicular at all; Hilbert's matrix is harmless to look at and nearly singular; a pivot of 1e-20
ruins an elimination. Among the images the stripes have rank 1 and are sharp, while a disc, as
simple to the eye, needs many layers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from .arguments import FloatArray


class MatrixExample(NamedTuple):
    """A matrix, one sentence about it, and the decomposition that it is there for."""

    matrix: FloatArray
    sentence: str
    decomposition: str


def lauchli(n: int, small: float = 1e-8) -> FloatArray:
    """Return Läuchli's matrix: a row of ones above `small` times the identity.

    Parameters
    ----------
    n : int
        The number of columns, at least 1.
    small : float
        At 1e-8 its square is lost beside 1.

    Returns
    -------
    array (n + 1, n)

    References
    ----------
    Läuchli, "Jordan-Elimination und Ausgleichung nach kleinsten Quadraten", Numerische Mathematik 3 (1961).

    Examples
    --------
    >>> lauchli(2, 0.5)
    array([[1. , 1. ],
           [0.5, 0. ],
           [0. , 0.5]])
    """
    _positive(n)
    return np.vstack([np.ones(n), small * np.eye(n)])


def hilbert(n: int) -> FloatArray:
    """Return Hilbert's matrix, entry (i, j) of which is 1 / (i + j - 1) counted from 1.

    Examples
    --------
    >>> hilbert(2)
    array([[1.        , 0.5       ],
           [0.5       , 0.33333333]])
    """
    _positive(n)
    place = np.arange(n)
    return np.asarray(1.0 / (place[:, None] + place + 1.0), dtype=np.float64)


def stripes(n: int) -> FloatArray:
    """Return an image (n, n) of upright stripes: sharp, and of rank 1.

    Examples
    --------
    >>> stripes(4)[0]
    array([1., 1., 0., 0.])
    """
    _positive(n)
    width = max(1, n // 8) if n >= 8 else 2
    return np.tile((np.arange(n) // width % 2 == 0).astype(np.float64), (n, 1))


def disc(n: int) -> FloatArray:
    """Return an image (n, n) of a disc, 1 inside and 0 outside.

    Examples
    --------
    >>> disc(4)[1]
    array([1., 1., 1., 1.])
    """
    _positive(n)
    place = np.arange(n) - (n - 1) / 2
    inside: FloatArray = (place[:, None] ** 2 + place**2 <= (0.45 * n) ** 2).astype(np.float64)
    return inside


def glyph(n: int) -> FloatArray:
    """Return an image (n, n) of the letter F, which no turn or mirror image of it can hide.

    Examples
    --------
    >>> int(np.linalg.matrix_rank(glyph(16)))
    3
    """
    _positive(n)
    image = np.zeros((n, n))
    edge, stroke = n // 6, max(1, n // 6)
    image[edge : n - edge, edge : edge + stroke] = 1.0
    image[edge : edge + stroke, edge : n - edge] = 1.0
    middle = (n - stroke) // 2
    image[middle : middle + stroke, edge : n - edge - stroke] = 1.0
    return image


def gradient_image(n: int) -> FloatArray:
    """Return an image (n, n) that brightens from one corner to the other: a sum of two layers.

    Examples
    --------
    >>> gradient_image(2)
    array([[0. , 0.5],
           [0.5, 1. ]])
    """
    _positive(n)
    place = np.linspace(0.0, 1.0, n)
    image: FloatArray = (place[:, None] + place) / 2
    return image


def _positive(n: int) -> None:
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")


def _example(matrix: list[list[float]] | FloatArray, sentence: str, decomposition: str) -> MatrixExample:
    array = np.array(matrix, dtype=np.float64)
    array.flags.writeable = False
    return MatrixExample(array, sentence, decomposition)


_SIDE = 24

MATRICES_TO_TAKE_APART: Mapping[str, MatrixExample] = MappingProxyType(
    {
        "reflection": _example(
            [[0.6, 0.8], [0.8, -0.6]], "An orthogonal factor need not be a rotation: it may turn the plane over.", "svd"
        ),
        "repeated singular value": _example(
            [[0, -2, 0], [2, 0, 0], [0, 0, 1]], "Two singular values are 2, so any basis of a plane would do.", "svd"
        ),
        "needs a pivot": _example([[0, 1], [1, 0]], "Without a swap of rows there are no factors L and U.", "lu"),
        "pivot 1e-20": _example(
            [[1e-20, 1], [1, 1]], "Without a swap the multiple 1e20 drowns the 1 in the corner.", "lu"
        ),
        "growth": _example(
            np.eye(8) - np.tril(np.ones((8, 8)), -1) + np.outer(np.arange(8) < 7, np.arange(8) == 7),
            "With partial pivoting the last column doubles with each step: 2^7 after seven.",
            "lu",
        ),
        "Läuchli": _example(
            lauchli(3), "Classical Gram-Schmidt finds directions 60 degrees apart, where 90 are due.", "qr"
        ),
        "Hilbert": _example(
            hilbert(8), "Positive definite, but the condition number is 15 billion: digits melt away.", "cholesky"
        ),
        "indefinite": _example(
            [[1, 2], [2, 1]], "All entries are positive, but the leading minor of order 2 is −3.", "cholesky"
        ),
        "defective": _example([[1, 1], [0, 1]], "One line of eigenvectors is too few for P D P^-1.", "eigen"),
        "symmetric": _example([[3, 1], [1, 2]], "The eigenvectors are perpendicular: Q L Q'.", "eigen"),
        "stripes": _example(stripes(_SIDE), "Sharp edges, and rank 1: low rank does not mean blurred.", "svd"),
        "disc": _example(disc(_SIDE), "Simple to the eye, but each width of a row is a layer of its own.", "svd"),
        "glyph": _example(glyph(_SIDE), "A letter of three kinds of rows has rank 3.", "svd"),
        "gradient": _example(gradient_image(_SIDE), "It brightens smoothly, and two layers hold it all.", "svd"),
    }
)
