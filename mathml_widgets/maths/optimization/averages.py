"""Averages along a path.

With noisy gradients and a constant rate the last point is as scattered as any other, but the scatter has no
memory of its own, so the mean of the path is far closer to the minimum than any point on it. The first steps,
which lead from the start to the neighbourhood of the minimum, would pull the mean back; they are left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .arguments import FloatArray, check_count


def averaged(points: ArrayLike, burn_in: int = 0) -> FloatArray:
    r"""Return the running mean of a path, the iterates of Polyak and Ruppert.

    .. math:: \bar x_k = \frac{1}{k - b + 1} \sum_{j = b}^{k} x_j

    Parameters
    ----------
    points : array_like (n_steps + 1, ..., n)
        Such as those of a `Descent`.
    burn_in : int, default 0
        b, how many points are left out; up to there the mean is the point itself.

    Returns
    -------
    array (n_steps + 1, ..., n)

    Raises
    ------
    ValueError
        If there is no point, or `burn_in` leaves none.

    Notes
    -----
    With rates that fall more slowly than 1/k the mean has the smallest covariance that any method can have,
    H⁻¹ C H⁻¹ / k, whatever the rate.

    References
    ----------
    Polyak, Juditsky (1992), Acceleration of stochastic approximation by averaging, SIAM Journal on Control and
    Optimization 30, 838-855.

    Examples
    --------
    >>> averaged([[4.0], [0.0], [2.0], [0.0]], 1).ravel()
    array([4. , 0. , 1. , 0.66666667])
    """
    path = np.asarray(points, dtype=float)
    if path.ndim == 0 or len(path) == 0:
        raise ValueError(f"points must have shape (n_steps + 1, ..., n) with at least one, got shape {path.shape}")
    first = check_count(burn_in, "burn_in", at_least=0)
    if first >= len(path):
        raise ValueError(f"burn_in must leave at least one of {len(path)} points, got {burn_in}")
    means = path.copy()
    counts = np.arange(1.0, len(path) - first + 1.0).reshape(-1, *[1] * (path.ndim - 1))
    # Sums of differences to the first point, so that a mean of equal points is that point.
    means[first:] = path[first] + np.cumsum(path[first:] - path[first], axis=0) / counts
    return means
