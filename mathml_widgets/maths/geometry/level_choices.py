"""At which losses to draw lines, and where to cut.

A loss spans many powers of ten: a few wild values at the edge, and everything worth seeing in the valley.
Lines at equal steps show the walls; lines at equal factors show the valley; a clamp cuts the walls off.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray

TAME = 4.0
"""The highest loss may stand so many times as far above the lowest as nine in ten do, before a clamp is worth it."""
DECADES = 6.0


def finite_range(losses: ArrayLike) -> tuple[float, float] | None:
    """Return the lowest and the highest finite loss; None where none is finite.

    Examples
    --------
    >>> finite_range([3.0, np.nan, 1.0, np.inf])
    (1.0, 3.0)
    """
    values = np.asarray(losses, dtype=np.float64)
    values = values[np.isfinite(values)]
    return (float(values.min()), float(values.max())) if values.size else None


def suggested_clamp(losses: ArrayLike) -> float | None:
    """Return a height at which to cut a surface so that its valley shows, or None where it is tame.

    Parameters
    ----------
    losses : array_like

    Examples
    --------
    >>> suggested_clamp(np.linspace(0, 1, 100)), suggested_clamp([0.0] * 10 + [1.0] * 85 + [1e6] * 5)
    (None, 2.0)
    """
    values = np.asarray(losses, dtype=np.float64)
    values = values[np.isfinite(values)]
    if not values.size:
        return None
    low, most, high = (float(v) for v in np.quantile(values, [0.0, 0.9, 1.0], method="lower"))
    if high - low <= TAME * (most - low) or most <= low:
        return None
    return low + 2.0 * (most - low)


def log_offset(losses: ArrayLike) -> float:
    r"""Return what to subtract from losses before their logarithm is drawn.

    Nothing where all are positive; else so much that the lowest keeps a millionth of the range.

    Examples
    --------
    >>> log_offset([0.5, 2.0]), log_offset([0.0, 1.0])
    (0.0, -1e-06)
    """
    found = finite_range(losses)
    if found is None or found[0] > 0.0:
        return 0.0
    low, high = found
    return float(low - 10.0**-DECADES * ((high - low) or 1.0))


def contour_levels(low: float, high: float, n_levels: int = 12, *, logarithmic: bool = False) -> FloatArray:
    """Return round losses between two, at equal steps or equal factors.

    Parameters
    ----------
    low, high : float
        With `logarithmic` both positive.
    n_levels : int
        About how many.
    logarithmic : bool
        Factors of a power of ten, or of 1, 2, 5, 10, 20 ... where these are not enough.

    Returns
    -------
    array (k,)
        Rising, strictly between the two; none where there is no range.

    Raises
    ------
    ValueError
        If a logarithmic range is not positive.

    Examples
    --------
    >>> contour_levels(0.0, 1.0, 5), contour_levels(0.003, 40.0, 5, logarithmic=True)
    (array([0.2, 0.4, 0.6, 0.8]), array([ 0.01,  0.1 ,  1.  , 10.  ]))
    """
    if logarithmic and not low > 0.0:
        raise ValueError(f"low must be positive for levels at equal factors, got {low}")
    if not (math.isfinite(low) and math.isfinite(high) and high > low):
        return np.empty(0)
    levels = _factors(low, high, n_levels) if logarithmic else _steps(low, high, n_levels)
    return levels[(levels > low) & (levels < high)]


def _steps(low: float, high: float, n_levels: int) -> FloatArray:
    wanted = (high / n_levels) - (low / n_levels)
    if wanted < np.finfo(float).tiny * 10.0:
        return np.empty(0)
    power = math.floor(math.log10(wanted))
    mantissa = next(m for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * 10.0**power >= wanted * (1 - 1e-9))
    return _multiples(mantissa, power, low, high)


def _multiples(mantissa: float, power: int, low: float, high: float) -> FloatArray:
    step = mantissa * 10.0**power
    numbers = np.arange(math.floor(low / step), math.ceil(high / step) + 1) * mantissa
    return np.asarray(numbers * 10.0**power if power >= 0 else numbers / 10.0**-power)


def _factors(low: float, high: float, n_levels: int) -> FloatArray:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    decades = math.log10(high / low) if high / low < math.inf else last - first
    if decades > 1.2 * n_levels:
        every = math.ceil(decades / n_levels)
        return 10.0 ** np.arange(math.ceil(first / every) * every, last + 1, every, dtype=np.float64)
    for mantissas in ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)):
        levels = np.array([m * 10.0**k if k >= 0 else m / 10.0**-k for k in range(first, last + 1) for m in mantissas])
        inside = levels[(levels > low) & (levels < high)]
        if len(inside) >= 0.6 * n_levels:
            return levels
    return _steps(low, high, n_levels) if len(inside) < 3 else levels
