r"""Averages of weighed draws, and how far they may be off."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray, as_array
from .sample_moments import Estimate


def weighed_mean(
    samples: ArrayLike, weights: ArrayLike, function: Callable[[FloatArray], FloatArray] | None = None
) -> Estimate:
    r"""Return the weighed mean of a function of draws, with its standard error by the delta method.

    .. math:: \hat\mu = \sum_i w_i h(x_i), \qquad s^2 = \sum_i w_i^2 (h(x_i) - \hat\mu)^2

    Parameters
    ----------
    samples : array_like (n,)
    weights : array_like (n,)
        Not negative, not all 0; scaled to a sum of 1.
    function : callable, optional
        The h, of an array; the draws themselves by default.

    Returns
    -------
    Estimate

    Raises
    ------
    ValueError
        If there is not one weight for each draw, or no weight is positive.

    Examples
    --------
    >>> weighed_mean([1, 2, 6], [1, 1, 0]).value
    1.5
    """
    x, w = as_array(samples, "samples"), as_array(weights, "weights")
    if x.ndim != 1 or w.shape != x.shape:
        raise ValueError(f"weights must have one number for each of {x.size} samples, got shape {w.shape}")
    if (w < 0).any() or not w.sum() > 0:
        raise ValueError("weights must be at least 0 and not all 0")
    w = w / w.sum()
    values = x if function is None else np.asarray(function(x), dtype=np.float64)
    mean = float(w @ values)
    return Estimate(mean, float(np.sqrt((w * w) @ (values - mean) ** 2)))


def weighed_variance(samples: ArrayLike, weights: ArrayLike) -> Estimate:
    """Return the weighed mean squared distance from the weighed mean, with its standard error.

    Examples
    --------
    >>> weighed_variance([1, 3, 9], [1, 1, 0]).value
    1.0
    """
    mean = weighed_mean(samples, weights).value
    return weighed_mean(samples, weights, lambda x: (x - mean) ** 2)
