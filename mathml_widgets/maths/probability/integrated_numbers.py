"""The numbers of a distribution by integrating, or adding up, its density: a second way, to hold formulas against."""

from __future__ import annotations

from math import isfinite, nan

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .distribution import Distribution
from .summaries import central, expectation, integrated_probability

NOTHING = 1e-12
"""What rounding leaves of a zero, as a share of the variance."""


def integrated_numbers(distribution: Distribution, interval: ArrayLike) -> FloatArray:
    """Return mean, variance, skewness, excess kurtosis, entropy in nats and the probability of an interval.

    Parameters
    ----------
    distribution : Distribution
        A single one.
    interval : array_like (2,)
        Its ends a <= b.

    Returns
    -------
    array (6,)
        NaN for what does not exist, 0 for what is no more than rounding.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Exponential
    >>> integrated_numbers(Exponential(1.0), [0.0, 1.0]).round(6).tolist()
    [1.0, 1.0, 2.0, 6.0, 1.0, 0.632121]
    """
    mean, scale = float(distribution.mean()), 1.0
    moments = [nan] * 4
    if isfinite(mean):
        moments[0] = expectation(distribution, lambda x: x)
        if isfinite(float(distribution.variance())):
            variance, third, fourth = (central(distribution, mean, power) for power in (2, 3, 4))
            scale = min(1.0, variance) or 1.0
            spread = np.sqrt(max(variance, 0.0))
            moments[1] = variance
            moments[2:] = [third / spread**3, fourth / spread**4 - 3] if spread > 0 else [nan, nan]
    entropy = expectation(distribution, lambda x: -np.asarray(distribution.logpdf(x)))
    a, b = np.asarray(interval, dtype=float).tolist()
    found = [*moments, entropy, integrated_probability(distribution, a, b)]
    return np.array([0.0 if abs(one) < NOTHING * scale else one for one in found])
