"""Small data sets whose shape one sees at once.

Each is a hundred points or so in the plane, in classes that a straight line cannot part, or can: what a network
makes of them fits in one picture.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..linear_algebra.arguments import FloatArray, as_points


class DataSet(NamedTuple):
    """Points with their classes.

    Attributes
    ----------
    data : array (n_samples, n_dimensions)
    targets : array (n_samples,) of int
        Classes from 0 on.
    """

    data: FloatArray
    targets: NDArray[np.int64]


def moons(n_samples: int = 100, *, noise: float = 0.1, generator: np.random.Generator) -> DataSet:
    """Return two half circles of radius 1 that reach into each other, in two classes.

    Parameters
    ----------
    n_samples : int
        The first class has the odd one.
    noise : float
        Standard deviation of a normal error of each coordinate.
    generator : numpy.random.Generator

    Raises
    ------
    ValueError
        If `n_samples` is less than 2, or `noise` negative.

    Examples
    --------
    >>> data, targets = moons(5, noise=0, generator=np.random.default_rng(0))
    >>> data[2], targets.tolist()
    (array([-1., 0.]), [0, 0, 0, 1, 1])
    """
    sizes = _halves(n_samples, noise)
    first, second = (np.linspace(0.0, math.pi, n) for n in sizes)
    upper = np.stack([np.cos(first), np.sin(first)], axis=1)
    lower = np.stack([1.0 - np.cos(second), 0.5 - np.sin(second)], axis=1)
    return _noisy(np.concatenate([upper, lower]), sizes, noise, generator)


def spirals(
    n_samples: int = 100, *, turns: float = 1.5, noise: float = 0.02, generator: np.random.Generator
) -> DataSet:
    """Return two spirals wound into each other, from the middle out to radius 1, in two classes.

    Parameters
    ----------
    n_samples : int
        The first class has the odd one.
    turns : float
    noise : float
        Standard deviation of a normal error of each coordinate.
    generator : numpy.random.Generator

    Raises
    ------
    ValueError
        If `n_samples` is less than 2, or `noise` negative.

    Examples
    --------
    >>> data, targets = spirals(6, turns=1, noise=0, generator=np.random.default_rng(0))
    >>> np.hypot(*data.T)
    array([0.33333333, 0.66666667, 1. , 0.33333333, 0.66666667, 1. ])
    """
    sizes = _halves(n_samples, noise)
    arms = []
    for k, n in enumerate(sizes):
        radius = np.arange(1, n + 1) / n
        angle = 2.0 * math.pi * turns * radius + math.pi * k
        arms.append(radius[:, np.newaxis] * np.stack([np.cos(angle), np.sin(angle)], axis=1))
    return _noisy(np.concatenate(arms), sizes, noise, generator)


def exclusive_or(n_samples: int = 4, *, noise: float = 0.0, generator: np.random.Generator) -> DataSet:
    """Return the corners of a square, class 1 where the coordinates differ in sign.

    Parameters
    ----------
    n_samples : int
        They go round the four corners (−1, −1), (1, 1), (−1, 1), (1, −1).
    noise : float
        Standard deviation of a normal error of each coordinate.
    generator : numpy.random.Generator

    Raises
    ------
    ValueError
        If `n_samples` is less than 2, or `noise` negative.

    Examples
    --------
    >>> exclusive_or(generator=np.random.default_rng(0)).targets.tolist()
    [0, 0, 1, 1]
    """
    _halves(n_samples, noise)
    corner = np.arange(n_samples) % 4
    data = np.array([[-1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]])[corner]
    return DataSet(data + noise * generator.standard_normal(data.shape), (corner // 2).astype(np.int64))


def blobs(
    n_samples: int = 100,
    *,
    centres: ArrayLike = ((-1.0, -1.0), (1.0, -1.0), (0.0, 1.0)),
    spread: float = 0.3,
    generator: np.random.Generator,
) -> DataSet:
    """Return round clouds, a class each.

    Parameters
    ----------
    n_samples : int
        They go to the centres by turns.
    centres : array_like (n_classes, n_dimensions)
    spread : float
        Standard deviation of each coordinate within a cloud.
    generator : numpy.random.Generator

    Raises
    ------
    ValueError
        If `n_samples` is less than 2, or `spread` negative.

    Examples
    --------
    >>> blobs(4, spread=0, generator=np.random.default_rng(0)).targets.tolist()
    [0, 1, 2, 0]
    """
    _halves(n_samples, spread, "spread")
    rows = as_points(centres, "centres", at_least=1)
    targets = np.arange(n_samples) % len(rows)
    data = rows[targets]
    return DataSet(data + spread * generator.standard_normal(data.shape), targets.astype(np.int64))


def _halves(n_samples: int, noise: float, name: str = "noise") -> tuple[int, int]:
    if isinstance(n_samples, bool) or not isinstance(n_samples, (int, np.integer)) or n_samples < 2:
        raise ValueError(f"n_samples must be an integer of at least 2, got {n_samples}")
    if not (noise >= 0.0 and math.isfinite(noise)):
        raise ValueError(f"{name} must be zero or positive, got {noise}")
    return int(n_samples) - int(n_samples) // 2, int(n_samples) // 2


def _noisy(data: FloatArray, sizes: tuple[int, int], noise: float, generator: np.random.Generator) -> DataSet:
    return DataSet(data + noise * generator.standard_normal(data.shape), np.repeat(np.arange(2), sizes))
