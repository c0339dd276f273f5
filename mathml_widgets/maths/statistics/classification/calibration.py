r"""Do 70 % forecasts come true seven times in ten?

A reliability diagram puts the frequency of ones against the mean forecast, bin by bin; a calibrated
model follows the diagonal up to chance.
The calibration error is the mean distance from it, and chance alone makes it positive: a model whose
every forecast is exactly right shows one too, larger with fewer cases and more bins.
So next to the error stands what a perfectly calibrated model with the same forecasts would show,
found by drawing its labels from its own forecasts.
"""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..arguments import FloatArray, FloatOrArray, IntArray, as_labels, as_probabilities, as_weights, check_count
from .bins import bin_means, probability_bins
from .rates import ratio

LONGEST_EXACT_BIN = 4000
"""Beyond it a normal law stands for the number of ones in a bin."""


class CalibrationCurve(NamedTuple):
    """A reliability diagram.

    Attributes
    ----------
    predicted, observed : array (n_bins,)
        Mean forecast and share of ones; NaN where a bin is empty.
    counts : array (n_bins,) of int
    edges : array (n_bins + 1,)
    """

    predicted: FloatArray
    observed: FloatArray
    counts: IntArray
    edges: FloatArray


class NullCalibrationError(NamedTuple):
    """What a perfectly calibrated model shows.

    Attributes
    ----------
    expected : float
        Its mean calibration error; exact where no bin holds more than 4000 cases.
    draws : array (n_draws,)
        Simulated errors, sorted.
    """

    expected: float
    draws: FloatArray

    def p_value(self, error: float) -> float:
        """Return the chance of an error at least this large, (1 + draws as large) / (1 + draws).

        Examples
        --------
        >>> NullCalibrationError(0.1, np.array([0.05, 0.1, 0.15])).p_value(0.12)
        0.5
        """
        as_large = len(self.draws) - int(np.searchsorted(self.draws, error, side="left"))
        return (1 + as_large) / (1 + len(self.draws))


def calibration_curve(
    y_true: ArrayLike,
    scores: ArrayLike,
    n_bins: int = 10,
    *,
    strategy: str = "uniform",
    edges: ArrayLike | None = None,
) -> CalibrationCurve:
    """Return the frequency of ones over the mean forecast, bin by bin.

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    scores : array_like (n,)
        Probabilities of label 1.
    n_bins : int
    strategy : {'uniform', 'quantile'}
        Bins of equal width or of equal numbers.
    edges : array_like (n_bins + 1,), optional
        Bins of your own, from 0 to 1.

    Returns
    -------
    CalibrationCurve

    Raises
    ------
    ValueError
        If a score is outside [0, 1], a label is not 0 or 1, or the edges do not rise from 0 to 1.

    References
    ----------
    Niculescu-Mizil and Caruana, "Predicting good probabilities with supervised learning", ICML (2005).

    Examples
    --------
    >>> curve = calibration_curve([0, 0, 1, 1], [0.1, 0.3, 0.6, 0.8], n_bins=2)
    >>> curve.predicted, curve.observed, curve.counts
    (array([0.2, 0.7]), array([0., 1.]), array([2, 2]))
    """
    y = as_labels(y_true)
    p = as_probabilities(scores, y)
    codes, borders = probability_bins(p, n_bins, strategy, edges)
    counts, predicted, observed = bin_means(y, p, codes, len(borders) - 1)
    return CalibrationCurve(predicted, observed, counts, borders)


def expected_calibration_error(
    y_true: ArrayLike,
    scores: ArrayLike,
    n_bins: int = 10,
    *,
    strategy: str = "uniform",
    edges: ArrayLike | None = None,
    weights: ArrayLike | None = None,
) -> FloatOrArray:
    r"""Return the mean distance of a reliability diagram from the diagonal.

    .. math:: \mathrm{ECE} = \sum_b \frac{n_b}{n} \left| \bar y_b - \bar s_b \right|

    Parameters
    ----------
    y_true : array_like (n,)
        Labels 0 and 1.
    scores : array_like (n,)
        Probabilities of label 1.
    n_bins, strategy, edges
        As in `calibration_curve`.
    weights : array_like (..., n), optional
        How often each counts; leading axes are those of the result.

    Returns
    -------
    float or array (...)
        An estimate that is too large on average: see `null_calibration_error`.

    Raises
    ------
    ValueError
        If a score is outside [0, 1] or a label is not 0 or 1.

    References
    ----------
    Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI (2015).

    Examples
    --------
    >>> expected_calibration_error([0, 0, 1, 1], [0.1, 0.3, 0.6, 0.8], n_bins=2)
    0.25
    """
    y = as_labels(y_true)
    p = as_probabilities(scores, y)
    codes, _ = probability_bins(p, n_bins, strategy, edges)
    w = as_weights(weights, len(y))
    gaps = np.abs((w * (y - p)) @ _memberships(codes)).sum(axis=-1)
    return ratio(gaps, w.sum(axis=-1))


def null_calibration_error(
    scores: ArrayLike,
    n_bins: int = 10,
    *,
    strategy: str = "uniform",
    edges: ArrayLike | None = None,
    n_draws: int = 1000,
    rng: np.random.Generator | None = None,
) -> NullCalibrationError:
    r"""Return the calibration error that a perfectly calibrated model with these forecasts would show.

    .. math:: Y_i \sim \mathrm{Bernoulli}(s_i), \qquad
        E[\mathrm{ECE}] = \frac1n \sum_b E \Bigl| \sum_{i \in b} (Y_i - s_i) \Bigr|

    The number of ones in a bin is a sum of unlike coins, whose law comes from one convolution a case.

    Parameters
    ----------
    scores : array_like (n,)
        Probabilities of label 1.
    n_bins, strategy, edges
        As in `calibration_curve`.
    n_draws : int
        How many sets of labels are drawn.
    rng : numpy.random.Generator, optional
        By default one with seed 0.

    Returns
    -------
    NullCalibrationError
        ``numpy.quantile(null.draws, [0.025, 0.975])`` is the band that chance alone fills.

    References
    ----------
    Bröcker and Smith, "Increasing the reliability of reliability diagrams", Weather and Forecasting 22 (2007).

    Examples
    --------
    >>> null = null_calibration_error([0.5] * 4, n_bins=1)
    >>> null.expected  # E|B - 2| / 4 for B binomial(4, 1/2)
    0.1875
    >>> null_calibration_error([0.5] * 400, n_bins=1).expected
    0.0199
    """
    p = as_probabilities(scores)
    codes, _ = probability_bins(p, n_bins, strategy, edges)
    count = check_count(n_draws, "n_draws")
    rng = np.random.default_rng(0) if rng is None else rng
    gaps = [_mean_absolute_deviation(p[codes == b]) for b in np.unique(codes)]
    member = _memberships(codes)
    draws = np.empty(count)
    rows = max(1, 2**20 // len(p))
    for start in range(0, count, rows):
        stop = min(start + rows, count)
        surplus = (rng.random((stop - start, len(p))) < p) - p
        draws[start:stop] = np.abs(surplus @ member).sum(axis=1) / len(p)
    return NullCalibrationError(fsum(gaps) / len(p), np.sort(draws))


def _memberships(codes: IntArray) -> FloatArray:
    """Return 1 where case i is in the j-th bin that is not empty, shape (n, n_filled)."""
    return np.asarray(codes[:, np.newaxis] == np.unique(codes), dtype=float)


def _mean_absolute_deviation(p: FloatArray) -> float:
    """Return E|K - sum p| for K the number of heads of coins with these chances."""
    mean = p.sum()
    if len(p) > LONGEST_EXACT_BIN:
        return float(np.sqrt(2.0 / np.pi * (p * (1.0 - p)).sum()))
    law = np.zeros(len(p) + 1)
    law[0] = 1.0
    for heads, chance in enumerate(p, start=1):
        gained = chance * law[:heads]
        law[:heads] -= gained
        law[1 : heads + 1] += gained
    return float(law @ np.abs(np.arange(len(law)) - mean))
