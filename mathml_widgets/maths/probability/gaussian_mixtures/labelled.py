r"""Gaussians of labelled points: one cloud for each class.

Where labels are known there is nothing to guess, and one M step is the whole of learning; classifying is Bayes' rule.
If all clouds have one shape, the boundary between two classes is straight (linear discriminant analysis); if the axes
of each are those of the picture, it is naive Bayes; else it is a conic (quadratic).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...linear_algebra.arguments import as_points
from .expectation_maximization import as_floor, maximize
from .mixtures import GaussianMixture


class LabelledMixture(NamedTuple):
    """A component for each class."""

    classes: tuple[Any, ...]
    """(n_classes,), in the order in which they first occur."""
    mixture: GaussianMixture
    collapsed: tuple[int, ...]
    """Classes whose spread is held up by the floor."""


def fit_labelled_mixture(
    points: ArrayLike,
    labels: Sequence[Hashable] | NDArray[Any],
    *,
    covariance_type: str = "full",
    covariance_floor: float = 1e-6,
) -> LabelledMixture:
    """Give each class the share, the mean and the spread of its points.

    Parameters
    ----------
    points : array_like (n_points, n_dimensions)
    labels : sequence (n_points,)
    covariance_type : {"full", "diagonal", "spherical", "shared"}
        "full" for quadratic, "shared" for linear discriminant analysis, "diagonal" for naive Bayes.
    covariance_floor : float
        As in `fit_gaussian_mixture`.

    Returns
    -------
    LabelledMixture
        Its responsibilities are the probabilities of the classes.

    Raises
    ------
    ValueError
        If there is not one label for each point, or an option is unknown or out of range.

    References
    ----------
    Hastie, Tibshirani and Friedman, "The elements of statistical learning", 2nd edition (2009), section 4.3.

    Examples
    --------
    >>> found = fit_labelled_mixture([[0.0], [2.0], [10.0], [12.0]], ["a", "a", "b", "b"])
    >>> found.mixture.means.ravel(), found.mixture.responsibilities([6.0])
    (array([ 1., 11.]), array([0.5, 0.5]))
    """
    x = as_points(points, at_least=1)
    names = list(labels)
    if len(names) != len(x):
        raise ValueError(f"labels must be one for each of {len(x)} points, got {len(names)}")
    classes = tuple(dict.fromkeys(names))
    floor = as_floor(x, covariance_floor, covariance_type)
    members = np.array([[name == one for one in classes] for name in names], dtype=np.float64)
    k, d = len(classes), x.shape[1]
    nothing = GaussianMixture(np.full(k, 1 / k), np.zeros((k, d)), np.tile(np.eye(d), (k, 1, 1)))
    return LabelledMixture(classes, *maximize(x, members, nothing, covariance_type, floor))
