r"""Gamma and beta densities without overflow: Loader's saddle-point form.

Written as :math:`x^a e^{-x} / \Gamma(a)`, a density is a quotient of enormous numbers whose logarithms cancel.
Written as a deviance, which is 0 at the mean and grows away from it, times what Stirling's formula lacks, nothing
cancels, and a probability of a million tosses is as accurate as one of ten.
"""

from __future__ import annotations

from math import log, pi

import numpy as np

from ...linear_algebra.arguments import FloatArray
from .arguments import by_region
from .gamma_function import log_beta, log_gamma, stirling_error

LOG_2_PI = log(2 * pi)


def deviance(x: FloatArray, mean: FloatArray) -> FloatArray:
    r"""Return :math:`x \log(x/m) + m - x`, which does not cancel where x is near the mean m.

    There it is :math:`(x-m)v + 2x \sum_{j \ge 1} v^{2j+1}/(2j+1)` with :math:`v = (x-m)/(x+m)`.

    Parameters
    ----------
    x, mean : arrays of one shape
        Positive, and not negative.

    References
    ----------
    Loader, "Fast and accurate computation of binomial probabilities" (2000).

    Examples
    --------
    >>> deviance(np.array([10.0, 10.0]), np.array([10.0, 20.0]))
    array([0. , 3.06852819])
    """

    def near(s: FloatArray, m: FloatArray) -> FloatArray:
        v = (s - m) / (s + m)
        square = v * v
        total = np.zeros_like(v)
        for j in range(9, 0, -1):
            total = square * (1 / (2 * j + 1) + total)
        return (s - m) * v + 2 * s * v * total

    def away(s: FloatArray, m: FloatArray) -> FloatArray:
        with np.errstate(divide="ignore", over="ignore"):
            return np.asarray(s * (np.log(s) - np.log(m)) + (m - s))

    return by_region([(np.abs(x - mean) < 0.1 * (x + mean), near), (x == x, away)], x, mean)


def log_of_part(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return log x for parts x + y = 1, from whichever part holds more digits."""
    return np.where(y < 0.5, np.log1p(-np.minimum(y, 0.5)), np.log(x))


def gamma_kernel(a: FloatArray, x: FloatArray) -> FloatArray:
    r"""Return :math:`\log(x^a e^{-x} / \Gamma(a))`.

    Parameters
    ----------
    a, x : arrays of one shape
        Positive.

    Examples
    --------
    >>> gamma_kernel(np.array([3.0, 1e8]), np.array([2.0, 1e8]))
    array([-0.61370564, 8.29140184])
    """

    def direct(s: FloatArray, t: FloatArray) -> FloatArray:
        return np.asarray(s * np.log(t) - t - log_gamma(s))

    def by_deviance(s: FloatArray, t: FloatArray) -> FloatArray:
        return 0.5 * (np.log(s) - LOG_2_PI) - deviance(s, t) - stirling_error(s)

    return by_region([(a < 10, direct), (a >= 10, by_deviance)], a, x)


def beta_kernel(a: FloatArray, b: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
    r"""Return :math:`\log(x^a y^b / B(a, b))`, where ``x + y`` is 1.

    Parameters
    ----------
    a, b, x, y : arrays of one shape
        Positive; `y` is given too, as ``1 - x`` would lose the digits of a small one.

    Examples
    --------
    >>> a, x = np.array([2.0, 1e8]), np.array([0.5, 0.5])
    >>> beta_kernel(a, a, x, x)
    array([-0.98082925, 7.94482825])
    """

    def direct(s: FloatArray, t: FloatArray, u: FloatArray, v: FloatArray) -> FloatArray:
        return np.asarray(s * log_of_part(u, v) + t * log_of_part(v, u) - log_beta(s, t))

    def by_deviance(s: FloatArray, t: FloatArray, u: FloatArray, v: FloatArray) -> FloatArray:
        n = s + t
        leading = 0.5 * (np.log(s) + np.log(t / n) - LOG_2_PI) - deviance(s, n * u) - deviance(t, n * v)
        return leading - stirling_error(s) - stirling_error(t) + stirling_error(n)

    return by_region([(np.minimum(a, b) < 1, direct), (a > 0, by_deviance)], a, b, x, y)
