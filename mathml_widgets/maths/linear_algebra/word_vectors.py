"""Words as points, made by nothing but a singular value decomposition.

Each row of the table of associations describes a word by all others, in as many numbers as there
are words. The first few layers of the table hold most of it, so a word needs only as many numbers
as there are layers kept. Words with like company get like vectors: that is all that the famous
arithmetic of king and queen rests on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_array, as_matrix, as_points
from .extended_range import join, scaled
from .singular import svd


class WordEmbeddings(NamedTuple):
    """Vectors (n_words, n_dimensions), one row a word, and all singular values of the table, largest first."""

    vectors: FloatArray
    singular_values: FloatArray


def word_embeddings(association: ArrayLike, n_dimensions: int) -> WordEmbeddings:
    r"""Return word vectors from a table of associations.

    .. math:: M \approx U_d \Sigma_d V_d^T, \qquad W = U_d \sqrt{\Sigma_d}

    Parameters
    ----------
    association : array_like (n_words, n_contexts)
        Such as the result of `positive_pmi`.
    n_dimensions : int
        d, from 1 to min(n_words, n_contexts).

    Returns
    -------
    WordEmbeddings

    Raises
    ------
    ValueError
        If `n_dimensions` is out of range.

    References
    ----------
    Levy, Goldberg and Dagan, "Improving distributional similarity with lessons learned from word embeddings",
    Transactions of the Association for Computational Linguistics 3 (2015), section 2.

    Examples
    --------
    >>> word_embeddings([[4, 0], [0, 1]], 2).vectors
    array([[2., 0.],
           [0., 1.]])
    """
    table = as_matrix(association, "association")
    if not 1 <= n_dimensions <= min(table.shape):
        raise ValueError(f"n_dimensions must be from 1 to {min(table.shape)}, got {n_dimensions}")
    u, s, _ = svd(table)
    return WordEmbeddings(u[:, :n_dimensions] * np.sqrt(s[:n_dimensions]) + 0.0, s)


def semantic_axis(vectors: ArrayLike, pairs: Iterable[tuple[int, int]]) -> FloatArray:
    r"""Return the mean direction from the first to the second word of some pairs, of length 1.

    .. math:: \frac{\sum_p (w_{b_p} - w_{a_p})}{|\sum_p (w_{b_p} - w_{a_p})|}

    Parameters
    ----------
    vectors : array_like (n_words, n_dimensions)
    pairs : iterable of (int, int)
        Rows of words, such as those of (man, woman), (king, queen).

    Returns
    -------
    array (n_dimensions,)

    Raises
    ------
    ValueError
        If there is no pair, a word is not there, or the differences cancel.

    Examples
    --------
    >>> semantic_axis([[0, 0], [2, 0], [1, 1], [3, 1]], [(0, 1), (2, 3)])
    array([1., 0.])
    """
    rows, _ = scaled(as_points(vectors, "vectors"))
    chosen = [tuple(pair) for pair in pairs]
    if not chosen:
        raise ValueError("pairs must hold at least one pair, got none")
    for pair in chosen:
        if len(pair) != 2 or not all(0 <= word < len(rows) for word in pair):
            raise ValueError(f"pairs must hold two rows from 0 to {len(rows) - 1} each, got {pair}")
    first, second = np.array(chosen).T
    total = (rows[second] - rows[first]).sum(axis=0)
    length = np.linalg.norm(total)
    if length <= 1e-15 * len(chosen):
        raise ValueError(f"pairs must not cancel, the differences of {chosen} add up to zero")
    axis: FloatArray = total / length
    return axis


def residual_distance(vectors: ArrayLike, axes: ArrayLike, center: ArrayLike | None = None) -> FloatArray:
    """Return how far each point is from the plane that is drawn.

    Parameters
    ----------
    vectors : array_like (n_points, n_dimensions)
    axes : array_like (k, n_dimensions)
        The directions drawn, as rows; they need be neither of length 1 nor perpendicular.
    center : array_like (n_dimensions,), optional
        A point of the plane; by default the origin.

    Returns
    -------
    array (n_points,)
        In the units of the vectors.

    Examples
    --------
    >>> residual_distance([[1, 2, 3], [0, 0, -4]], [[1, 0, 0], [1, 1, 0]])
    array([3., 4.])
    """
    rows, directions = as_points(vectors, "vectors"), as_points(axes, "axes")
    if directions.shape[1] != rows.shape[1]:
        raise ValueError(f"axes must have {rows.shape[1]} columns as vectors has, got {directions.shape[1]}")
    if center is not None:
        middle = as_array(center, "center")
        if middle.shape != rows.shape[1:]:
            raise ValueError(f"center must have shape {rows.shape[1:]}, got shape {middle.shape}")
        rows = rows - middle
    small, exponent = scaled(rows)
    if directions.size:
        lengths = np.abs(directions).max(axis=1, keepdims=True)
        _, s, vh = np.linalg.svd(directions / np.where(lengths > 0.0, lengths, 1.0), full_matrices=False)
        basis = vh[s > s[0] * max(directions.shape) * 2.2e-16]
        small = small - (small @ basis.T) @ basis
        small = small - (small @ basis.T) @ basis  # what rounding left along the plane
    return join(np.linalg.norm(small, axis=1), exponent)
