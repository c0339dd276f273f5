"""What is compared between two samples, along the last axis.

Each statistic takes arrays (..., n) and (..., m) and gives an array (...): a difference of means, of
medians, of trimmed means, a ratio of means, the chance that one of the second exceeds one of the first
(AUC), or the correlation of pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..arguments import FloatArray

TRIMMED = 0.2


def mean_difference(first: FloatArray, second: FloatArray) -> Any:
    """Return mean(first) - mean(second).

    Examples
    --------
    >>> mean_difference(np.array([3.0, 5.0]), np.array([1.0]))
    np.float64(3.0)
    """
    return first.mean(axis=-1) - second.mean(axis=-1)


def median_difference(first: FloatArray, second: FloatArray) -> Any:
    """Return median(first) - median(second).

    Examples
    --------
    >>> median_difference(np.array([3.0, 5.0, 100.0]), np.array([1.0]))
    np.float64(4.0)
    """
    return np.median(first, axis=-1) - np.median(second, axis=-1)


def trimmed_mean(sample: FloatArray, share: float = TRIMMED) -> Any:
    """Return the mean without a share of the values at either end.

    Examples
    --------
    >>> trimmed_mean(np.array([0.0, 1.0, 2.0, 3.0, 100.0]))
    np.float64(2.0)
    """
    n = sample.shape[-1]
    cut = int(share * n + 1e-12)
    return np.sort(sample, axis=-1)[..., cut : n - cut].mean(axis=-1)


def trimmed_mean_difference(first: FloatArray, second: FloatArray) -> Any:
    """Return the difference of the means without a fifth of the values at either end.

    Examples
    --------
    >>> trimmed_mean_difference(np.array([0.0, 1.0, 2.0, 3.0, 100.0]), np.array([1.0]))
    np.float64(1.0)
    """
    return trimmed_mean(first) - trimmed_mean(second)


def ratio_of_means(first: FloatArray, second: FloatArray) -> Any:
    """Return mean(first) / mean(second), infinite or NaN where that of the second is 0.

    Examples
    --------
    >>> ratio_of_means(np.array([3.0, 5.0]), np.array([2.0]))
    np.float64(2.0)
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return first.mean(axis=-1) / second.mean(axis=-1)


def chance_to_exceed(first: FloatArray, second: FloatArray) -> Any:
    """Return the share of pairs in which the first is larger, ties one half: the AUC.

    Examples
    --------
    >>> chance_to_exceed(np.array([1.0, 3.0]), np.array([1.0, 2.0]))
    np.float64(0.625)
    """
    if first.ndim > 1:
        return np.array([chance_to_exceed(a, b) for a, b in zip(first, second, strict=True)])
    ordered = np.sort(second)
    beaten = np.searchsorted(ordered, first, "left") + np.searchsorted(ordered, first, "right")
    return 0.5 * beaten.mean() / len(second)


def correlation(first: FloatArray, second: FloatArray) -> Any:
    """Return Pearson's correlation of pairs, NaN where a sample is constant.

    Examples
    --------
    >>> correlation(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 4.0])).round(4)
    np.float64(0.982)
    """
    x = first - first.mean(axis=-1, keepdims=True)
    y = second - second.mean(axis=-1, keepdims=True)
    together = (x * y).sum(axis=-1)
    spread = np.sqrt((x * x).sum(axis=-1) * (y * y).sum(axis=-1))
    return np.where(spread > 0.0, together / np.where(spread > 0.0, spread, 1.0), np.nan)[()]


STATISTICS: dict[str, Callable[[FloatArray, FloatArray], Any]] = {
    "mean_difference": mean_difference,
    "median_difference": median_difference,
    "trimmed_mean_difference": trimmed_mean_difference,
    "ratio": ratio_of_means,
    "auc": chance_to_exceed,
    "correlation": correlation,
}
