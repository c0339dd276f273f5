"""The order of an error, read off a log-log plot.

An error C h^p is a straight line of slope p when both axes are logarithmic. The line is straight only in the
middle: at large h higher powers of h join in, and at small h the error drowns in rounding. So the slope is
fitted to the smallest sizes at which the error still stands clear of its rounding, and where it never does
the error is zero as far as anyone can tell, which is an order of infinity.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..linear_algebra.arguments import FloatArray

CLEAR = 1e3
"""How many roundings an error must be worth to count: then rounding moves a slope by less than 0.001."""
N_FITTED = 5


class LogSlopes(NamedTuple):
    """Slopes of log error against log size.

    Attributes
    ----------
    slopes : array (...)
        Infinite where every error is within its rounding, NaN where fewer than two errors are clear of it.
    fitted : array (..., n_sizes) of bool
        The errors that were used.
    """

    slopes: FloatArray
    fitted: NDArray[np.bool_]


def log_slopes(sizes: FloatArray, errors: FloatArray, rounding: FloatArray) -> LogSlopes:
    """Return the slope of log error against log size, by least squares on the smallest clear sizes.

    Parameters
    ----------
    sizes : array (n_sizes,)
        Positive.
    errors : array (..., n_sizes)
        Not negative; those that are not finite are left out.
    rounding : array (..., n_sizes)
        How much of each error may be rounding.

    Returns
    -------
    LogSlopes

    Examples
    --------
    >>> h = 2.0 ** -np.arange(1, 9)
    >>> slope = log_slopes(h, np.abs(np.exp(h) - 1 - h), np.full(8, 1e-16)).slopes
    >>> bool(abs(slope - 2) < 0.02)
    True
    """
    smallest_first = np.argsort(sizes)
    with np.errstate(invalid="ignore", over="ignore"):
        clear = np.isfinite(errors) & (errors > CLEAR * rounding) & (errors > 0.0)
    ranks = np.cumsum(clear[..., smallest_first], axis=-1)
    fitted = np.zeros_like(clear)
    fitted[..., smallest_first] = clear[..., smallest_first] & (ranks <= N_FITTED)
    counts = fitted.sum(axis=-1)
    x = np.broadcast_to(np.log(sizes), errors.shape)
    y = np.log(np.where(fitted, errors, 1.0))
    enough = counts >= 2
    count = np.where(enough, counts, 1)[..., None]
    x_off = np.where(fitted, x - np.where(fitted, x, 0.0).sum(axis=-1, keepdims=True) / count, 0.0)
    spread = (x_off**2).sum(axis=-1)
    slopes = (x_off * y).sum(axis=-1) / np.where(enough & (spread > 0.0), spread, 1.0)
    with np.errstate(invalid="ignore", over="ignore"):
        within = (np.isfinite(errors) & (errors <= CLEAR * rounding)).all(axis=-1)
    slopes = np.where(enough & (spread > 0.0), slopes, np.where(within, np.inf, np.nan))
    return LogSlopes(slopes, fitted)
