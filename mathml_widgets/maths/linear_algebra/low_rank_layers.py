"""A matrix as a sum of layers, the most important first.

Each singular value with its two vectors is a layer ``s[i] * u[:, i] * vh[i]`` of rank 1, and the
matrix is the sum of its layers. Eckart and Young showed that no matrix of rank k comes closer than
the first k of them, so what is lost is known beforehand: the root of the sum of the squares of the
singular values left out. Low rank does not mean blurred: an image of stripes has rank 1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, as_matrix
from .extended_range import join, scaled
from .singular import svd


class LowRank(NamedTuple):
    """The best approximation of a rank, and what it costs.

    Attributes
    ----------
    approximation : array (m, n)
    predicted_error, measured_error : float
        The Frobenius norm of what is lost: from the singular values left out, and from the entries.
    relative_error : float
        The predicted error over the norm of the matrix; 0 for the matrix of zeros.
    two_norm_error : float
        The first singular value left out, the longest stretch of what is lost.
    storage, full_storage : int
        Numbers to be kept: k (m + n + 1) against m n.
    """

    approximation: FloatArray
    predicted_error: float
    measured_error: float
    relative_error: float
    two_norm_error: float
    storage: int
    full_storage: int


def low_rank(a: ArrayLike, k: int) -> LowRank:
    r"""Return the matrix of rank k that is nearest, with predicted and measured error.

    .. math:: A_k = \sum_{i \le k} \sigma_i u_i v_i^T, \qquad
              \lVert A - A_k \rVert_F = \sqrt{\sum_{i > k} \sigma_i^2}

    Parameters
    ----------
    a : array_like (m, n)
    k : int
        The rank, from 0 to min(m, n).

    Returns
    -------
    LowRank

    Raises
    ------
    ValueError
        If `k` is out of range.

    Notes
    -----
    Predicted and measured error agree to about 1e-16 of the norm of the matrix, so not in their digits where what is
    lost is smaller than that.

    References
    ----------
    Eckart and Young, "The approximation of one matrix by another of lower rank", Psychometrika 1 (1936).

    Examples
    --------
    >>> found = low_rank([[3, 0], [0, 1]], 1)
    >>> found.approximation
    array([[3., 0.],
           [0., 0.]])
    >>> found.predicted_error, found.measured_error, found.storage, found.full_storage
    (1.0, 1.0, 5, 4)
    """
    matrix = as_matrix(a)
    m, n = matrix.shape
    if not 0 <= k <= min(m, n):
        raise ValueError(f"k must be from 0 to {min(m, n)}, got {k}")
    small, exponent = scaled(matrix)
    u, s, vh = svd(small)
    kept = (u[:, :k] * s[:k]) @ vh[:k]
    tails = _tails(s)
    return LowRank(
        join(kept, exponent),
        float(join(tails[k], exponent)),
        float(join(np.asarray(np.linalg.norm(small - kept)), exponent)),
        float(tails[k] / tails[0]) if tails[0] else 0.0,
        float(join(s[k], exponent)) if k < len(s) else 0.0,
        k * (m + n + 1),
        m * n,
    )


def rank_one_layers(a: ArrayLike) -> FloatArray:
    """Return the layers whose sum is the matrix, the most important first.

    Parameters
    ----------
    a : array_like (m, n)

    Returns
    -------
    array (min(m, n), m, n)

    Examples
    --------
    >>> rank_one_layers([[3, 0], [0, 1]])
    array([[[3., 0.],
            [0., 0.]],
           [[0., 0.],
            [0., 1.]]])
    """
    small, exponent = scaled(as_matrix(a))
    u, s, vh = svd(small)
    return join(u.T[:, :, None] * (s[:, None] * vh)[:, None, :], exponent) + 0.0


def rank_for_error(a: ArrayLike, relative_error: float) -> int:
    """Return the smallest rank whose best approximation loses at most a share of the Frobenius norm.

    Parameters
    ----------
    a : array_like (m, n)
    relative_error : float
        From 0 to 1.

    Examples
    --------
    >>> rank_for_error([[3, 0], [0, 1]], 0.01), rank_for_error([[3, 0], [0, 1]], 0.4)
    (2, 1)
    """
    if not 0.0 <= relative_error <= 1.0:
        raise ValueError(f"relative_error must be from 0 to 1, got {relative_error}")
    small, _ = scaled(as_matrix(a))
    tails = _tails(svd(small).s)
    return int(np.argmax(tails <= relative_error * tails[0]))


def _tails(s: FloatArray) -> FloatArray:
    """Return the root of the sum of squares from each singular value on, and 0 after the last."""
    squares = np.zeros(len(s) + 1)
    squares[:-1] = np.cumsum(s[::-1] ** 2)[::-1]
    return np.sqrt(squares)
