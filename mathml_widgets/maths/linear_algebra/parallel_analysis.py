"""Which components hold more than chance would.

Even features that have nothing to do with one another show a first component with more than its
share of the variance. Shuffling each column by itself destroys every relation and keeps every
histogram, so the shares found in shuffled data are what nothing looks like. A component above that
band holds structure; one inside it may be noise.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray
from .extended_range import scaled
from .standardization import standardized

_AT_ONCE = 4_000_000  # numbers held at a time


class NullBand(NamedTuple):
    """Shares of variance in shuffled data beside those of the data, k = min(n_points, n_dimensions) of them.

    Attributes
    ----------
    ratios : array (k,)
        Of the data.
    null_ratios : array (n_shuffles, k)
    low, middle, high : array (k,)
        The middle `level` of the shuffled ones, and their median.
    n_above : int
        How many of the first components are above the band, before the first that is not.
    """

    ratios: FloatArray
    null_ratios: FloatArray
    low: FloatArray
    middle: FloatArray
    high: FloatArray
    n_above: int


def null_band(
    x: ArrayLike,
    *,
    generator: np.random.Generator,
    n_shuffles: int = 200,
    level: float = 0.95,
    scale: bool = False,
) -> NullBand:
    """Return the shares of variance that the components of unrelated columns would have: parallel analysis.

    Parameters
    ----------
    x : array_like (n_points, n_dimensions)
        At least two points.
    generator : numpy.random.Generator
    n_shuffles : int
    level : float
        Between 0 and 1.
    scale : bool
        As in `principal_components`; the data are centred.

    Returns
    -------
    NullBand
        All shares are 0 where no feature varies.

    Raises
    ------
    ValueError
        If `n_shuffles` is below 1 or `level` is not between 0 and 1.

    Notes
    -----
    Shuffling assumes that the points might come in any order.  The steps of a random walk do not: its two first
    components are far above the band, and yet there is nothing to see but the walk.

    References
    ----------
    Horn, "A rationale and test for the number of factors in factor analysis", Psychometrika 30 (1965).
    Buja and Eyuboglu, "Remarks on parallel analysis", Multivariate Behavioral Research 27 (1992).

    Examples
    --------
    >>> generator = np.random.default_rng(0)
    >>> height = generator.normal(size=(100, 1))
    >>> points = height @ [[1, 1, 1, 0]] + 0.5 * generator.normal(size=(100, 4))
    >>> null_band(points, generator=generator).n_above
    1
    """
    if n_shuffles < 1:
        raise ValueError(f"n_shuffles must be at least 1, got {n_shuffles}")
    if not 0.0 < level < 1.0:
        raise ValueError(f"level must be between 0 and 1, got {level}")
    moved, _ = scaled(standardized(x, scale=scale).points)
    n, d = moved.shape
    k = min(n, d)
    total = float((moved**2).sum())
    if total == 0.0:
        nothing = np.zeros(k)
        return NullBand(nothing, np.zeros((n_shuffles, k)), nothing, nothing, nothing, 0)
    ratios = _powers(moved[None])[0] / total
    null_ratios = np.empty((n_shuffles, k))
    size = max(1, _AT_ONCE // (n * d))
    for start in range(0, n_shuffles, size):
        copies = np.broadcast_to(moved, (min(size, n_shuffles - start), n, d))
        null_ratios[start : start + size] = _powers(generator.permuted(copies, axis=1)) / total
    low, middle, high = np.quantile(null_ratios, [(1.0 - level) / 2, 0.5, (1.0 + level) / 2], axis=0)
    above = ratios > high
    return NullBand(ratios, null_ratios, low, middle, high, k if above.all() else int(above.argmin()))


def _powers(clouds: FloatArray) -> FloatArray:
    """Return the squared singular values of each cloud (n_clouds, n, d), largest first."""
    turned = np.swapaxes(clouds, 1, 2)
    squares = turned @ clouds if clouds.shape[1] >= clouds.shape[2] else clouds @ turned
    powers: FloatArray = np.maximum(np.linalg.eigvalsh(squares)[:, ::-1], 0.0)
    return powers
