"""How alike are two vectors, and is that much?

The cosine of the angle between two vectors ignores their lengths. A cosine of 0.3 is not "30 %
alike": what it means depends on the cosines of random pairs, which are near zero in many dimensions
and not in few. So it is told in standard deviations above theirs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, FloatOrArray, as_array, as_points, plain


class Baseline(NamedTuple):
    """Mean and standard deviation of the cosine of random pairs."""

    mean: float
    standard_deviation: float


def cosine_similarity(a: ArrayLike, b: ArrayLike | None = None) -> FloatOrArray:
    r"""Return the cosine of the angle between vectors, each of `a` with each of `b`.

    .. math:: \cos(a, b) = \frac{a \cdot b}{|a| |b|}

    Parameters
    ----------
    a : array_like (n, n_dimensions) or (n_dimensions,)
    b : array_like (m, n_dimensions) or (n_dimensions,), optional
        By default `a` again.

    Returns
    -------
    array (n, m), (n,) or (m,), or float
        From -1 to 1; NaN where a vector is zero, because zero has no direction.

    Examples
    --------
    >>> cosine_similarity([1, 0], [3, 4])
    0.6
    >>> cosine_similarity([[1, 0], [0, 2]], [[5, 0], [3, 4]])
    array([[1. , 0.6],
           [0. , 0.8]])
    """
    first = as_vectors(a, "a")
    second = first if b is None else as_vectors(b, "b")
    if first.shape[-1] != second.shape[-1]:
        raise ValueError(f"b must have {first.shape[-1]} dimensions as a has, got {second.shape[-1]}")
    return plain(np.clip(unit_vectors(first) @ unit_vectors(second).T, -1.0, 1.0))


def similarity_baseline(vectors: ArrayLike, *, generator: np.random.Generator, n_pairs: int = 10_000) -> Baseline:
    """Return mean and standard deviation of the cosine of random pairs of different points.

    Parameters
    ----------
    vectors : array_like (n_points, n_dimensions)
        At least two that are not zero; those that are zero are left out.
    generator : numpy.random.Generator
    n_pairs : int
        Pairs drawn; where there are no more than that, each is taken once.

    Examples
    --------
    >>> similarity_baseline([[1, 0], [0, 1], [-1, 0]], generator=np.random.default_rng(0)).mean.__round__(3)
    -0.333
    """
    rows = as_points(vectors, "vectors")
    rows = rows[rows.any(axis=1)]
    n = len(rows)
    if n < 2:
        raise ValueError(f"vectors must hold at least 2 that are not zero, got {n}")
    if n_pairs < 1:
        raise ValueError(f"n_pairs must be at least 1, got {n_pairs}")
    if n * (n - 1) // 2 <= n_pairs:
        first, second = np.triu_indices(n, 1)
    else:
        first = generator.integers(0, n, n_pairs)
        second = (first + generator.integers(1, n, n_pairs)) % n
    unit = unit_vectors(rows)
    cosines = np.einsum("ij,ij->i", unit[first], unit[second])
    return Baseline(float(cosines.mean()), float(cosines.std()))


def similarity_z_score(similarity: ArrayLike, baseline: Baseline) -> FloatOrArray:
    r"""Return how many standard deviations a cosine is above those of random pairs.

    .. math:: z = \frac{\cos - \mu}{\sigma}

    Parameters
    ----------
    similarity : array_like (...)
    baseline : Baseline

    Returns
    -------
    float, or array (...)
        Infinite, or 0 at the mean, where all random pairs have the same cosine.

    Examples
    --------
    >>> similarity_z_score(0.3, Baseline(0.0, 0.1))
    3.0
    """
    above = as_array(similarity, "similarity") - baseline.mean
    if baseline.standard_deviation > 0.0:
        return plain(above / baseline.standard_deviation)
    return plain(np.where(above == 0.0, 0.0, np.copysign(np.inf, above)))


def unit_vectors(vectors: FloatArray) -> FloatArray:
    """Return vectors over their lengths, NaN for those that are zero."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True, initial=0.0)
    reduced = vectors / np.where(largest > 0.0, largest, np.nan)
    unit: FloatArray = reduced / np.linalg.norm(reduced, axis=-1, keepdims=True)
    return unit


def as_vectors(a: ArrayLike, name: str) -> FloatArray:
    """Return one vector, or several as rows."""
    array = as_array(a, name)
    if array.ndim not in (1, 2) or array.shape[-1] == 0:
        raise ValueError(f"{name} must be a vector or have vectors as rows, got shape {array.shape}")
    return array
