"""Clouds of points on which principal components have something to say, or nothing.

In two parallel clouds what matters is the direction with the least variance; on a circle no
direction is longer than another; a rolled-up sheet has two dimensions that no plane shows; and a
random walk, which knows nothing, puts most of its variance into two components. The generator is
the caller's: the same seed draws the same cloud.
"""

from __future__ import annotations

import numpy as np

from .arguments import FloatArray


def parallel_clouds(n_points: int, *, generator: np.random.Generator) -> FloatArray:
    """Return two long clouds side by side, (n_points, 2): the first half below, the second above.

    Along them the standard deviation is 3; they are 2 apart and 0.2 thick, so the second component alone tells one
    from the other.

    Examples
    --------
    >>> cloud = parallel_clouds(200, generator=np.random.default_rng(0))
    >>> bool((cloud[:100, 1] < 0).all() and (cloud[100:, 1] > 0).all())
    True
    """
    _at_least(n_points, 2)
    cloud = generator.normal(size=(n_points, 2)) * [3.0, 0.2]
    cloud[:, 1] += np.where(np.arange(n_points) < n_points // 2, -1.0, 1.0)
    return cloud


def units_trap(n_points: int, *, generator: np.random.Generator) -> FloatArray:
    """Return two related lengths in metres and an unrelated mass in grams, (n_points, 3).

    Examples
    --------
    >>> units_trap(100, generator=np.random.default_rng(0)).std(axis=0) > 1
    array([False, False,  True])
    """
    _at_least(n_points, 2)
    length = generator.normal(1.7, 0.1, n_points)
    reach = length + generator.normal(0.0, 0.03, n_points)
    return np.column_stack([length, reach, generator.normal(1000.0, 100.0, n_points)])


def circle(n_points: int) -> FloatArray:
    """Return points evenly round the unit circle, (n_points, 2); from three on no direction has more variance.

    Examples
    --------
    >>> circle(4).round(3) + 0.0
    array([[ 1.,  0.],
           [ 0.,  1.],
           [-1.,  0.],
           [ 0., -1.]])
    """
    _at_least(n_points, 1)
    turn = 2.0 * np.pi * np.arange(n_points) / n_points
    return np.column_stack([np.cos(turn), np.sin(turn)])


def swiss_roll(n_points: int, *, generator: np.random.Generator) -> FloatArray:
    r"""Return a sheet rolled up, (n_points, 3), ordered from its inner to its outer edge.

    .. math:: (t \cos t, \; h, \; t \sin t), \qquad t \in [3 \pi / 2, 9 \pi / 2], \quad h \in [0, 21]

    References
    ----------
    Tenenbaum, de Silva and Langford, "A global geometric framework for nonlinear dimensionality reduction",
    Science 290 (2000).

    Examples
    --------
    >>> roll = swiss_roll(50, generator=np.random.default_rng(0))
    >>> bool((np.diff(np.hypot(roll[:, 0], roll[:, 2])) >= 0).all())
    True
    """
    _at_least(n_points, 1)
    turn = 1.5 * np.pi * (1.0 + 2.0 * np.sort(generator.random(n_points)))
    return np.column_stack([turn * np.cos(turn), 21.0 * generator.random(n_points), turn * np.sin(turn)])


def random_walk(n_points: int, n_dimensions: int, *, generator: np.random.Generator) -> FloatArray:
    r"""Return the places of a walk with normal steps, (n_points, n_dimensions).

    In many dimensions component k holds a share of :math:`6 / (\pi k)^2` of the variance: 61 % and 15 %.

    References
    ----------
    Antognini and Sohl-Dickstein, "PCA of high dimensional random walks with comparison to neural network training",
    NeurIPS (2018).

    Examples
    --------
    >>> random_walk(3, 2, generator=np.random.default_rng(0)).shape
    (3, 2)
    """
    _at_least(n_points, 1)
    if n_dimensions < 1:
        raise ValueError(f"n_dimensions must be at least 1, got {n_dimensions}")
    return generator.normal(size=(n_points, n_dimensions)).cumsum(axis=0)


def _at_least(n_points: int, least: int) -> None:
    if n_points < least:
        raise ValueError(f"n_points must be at least {least}, got {n_points}")
