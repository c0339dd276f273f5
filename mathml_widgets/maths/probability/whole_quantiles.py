"""Quantiles of whole numbers: bisection between brackets that double.

The quantile of a probability is the smallest whole number with at least that much at or below it.
A normal distribution with the same mean and spread guesses it; from there brackets grow by doubling until they
hold it, and shrink by halving until they are one apart, where there is nothing left to round.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..linear_algebra.arguments import FloatArray
from .special_functions import normal_quantile
from .special_functions.arguments import BoolArray

# A cdf that was computed with a few roundings and is asked back must give the number it came from.
ROUNDING = 16 * float(np.finfo(np.float64).eps)


def whole_quantile(
    tails: Callable[..., tuple[FloatArray, FloatArray]],
    mean: Any,
    spread: Any,
    lowest: FloatArray,
    highest: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
    *parameters: FloatArray,
) -> FloatArray:
    """Return the smallest whole numbers with a cdf of at least `lower`, that is a survival function of at most `upper`.

    Parameters
    ----------
    tails : callable
        ``tails(k, *parameters)`` gives the cdf and the survival function at whole numbers inside the support.
    mean, spread : float or array
        Where to start.
    lowest, highest, lower, upper, *parameters : arrays of one shape
        `lower` and `upper` add up to 1 and are not 0; the smaller one counts.

    Returns
    -------
    array
    """

    def reaches(k: FloatArray) -> BoolArray:
        below, above = tails(np.clip(k, lowest, highest), *parameters)
        enough = np.where(lower <= upper, below >= lower * (1 - ROUNDING), above <= upper * (1 + ROUNDING))
        return np.asarray((k >= highest) | ((k >= lowest) & enough))

    z = np.where(
        lower <= upper,
        np.asarray(normal_quantile(np.minimum(lower, 0.5))),
        -np.asarray(normal_quantile(np.minimum(upper, 0.5))),
    )
    guess = np.clip(np.floor(mean + z * spread), lowest, np.minimum(highest, 2.0**52))
    low, high, width = guess - 1, guess, np.ones_like(guess)
    for _ in range(60):
        short = ~reaches(high)
        if not short.any():
            break
        low, high = np.where(short, high, low), np.where(short, np.minimum(high + width, highest), high)
        width = 2 * width
    width = np.ones_like(guess)
    for _ in range(60):
        far = (low >= lowest) & reaches(low)
        if not far.any():
            break
        high, low = np.where(far, low, high), np.where(far, np.maximum(low - width, lowest - 1), low)
        width = 2 * width
    for _ in range(70):
        if (high - low <= 1).all():
            break
        middle = np.floor((low + high) / 2)
        there = reaches(middle)
        low, high = np.where(there, low, middle), np.where(there, middle, high)
    return np.asarray(high)
