"""What becomes of many draws: running means, statistics of samples, lengths of vectors, memory, chips."""

from __future__ import annotations

from math import ceil, log10, sqrt
from typing import Any

import numpy as np

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..families.by_name import FAMILIES
from ..families.normal import Normal
from ..sampling_distributions import exact_statistic, norm_of_standard_normal, running_mean
from ..simulation import Bins
from .densities import Picture, ceiling, corner, outline, round_ends, shaded, shoulder, stems

N_PLACES = 300


def running_picture(
    samples: FloatArray, weights: FloatArray | None, moments: FloatArray, effective_size: float | None
) -> Picture:
    r"""Return the mean of the first k draws over k on a logarithmic axis, with the band that theory expects.

    Parameters
    ----------
    samples : array (n,)
    weights : array (n,) or None
    moments : array
        Mean and variance of the distribution come first; either may be infinite or NaN.
    effective_size : float or None
        How many independent draws the samples are worth.

    Returns
    -------
    dict
    """
    n = len(samples)
    k = np.unique(np.geomspace(1, n, min(N_PLACES, n)).round().astype(int))
    if weights is None:
        found = running_mean(samples)
        means, errors = found.means[k - 1], found.standard_errors[k - 1]
        errors = errors * sqrt(n / effective_size) if effective_size else errors
    else:
        totals = np.cumsum(weights)
        means = (np.cumsum(weights * samples) / np.where(totals > 0, totals, 1.0))[k - 1]
        errors = np.full(len(k), np.nan)
    across = np.log10(k)
    mean, variance = float(moments[0]), float(moments[1])
    settled = np.isfinite([mean, variance]).all()
    later = means[k >= min(3, n)]
    ends = [float(later.min()), float(later.max())]
    if settled:
        half = 2 * sqrt(variance / min(n, 5)) or 0.5
        ends = [min(ends[0], mean - half), max(ends[1], mean + half)]
    low, high = round_ends(*ends)
    right = max(log10(n), 0.5)
    known = np.isfinite(errors)
    picture: Picture = {
        "window": (0.0, right, low, high),
        "titles": ("number of draws, as a power of ten", "mean so far"),
        "trail": np.stack([across, means]),
        "names": [(0.4 * right, low + 0.95 * (high - low), "mean so far ± its standard error", "answer")],
    }
    if known.any():
        picture["band"] = np.stack([across, means - errors, means + errors])[:, known]
    if np.isfinite(mean):
        picture["curve"] = np.array([[0.0, right], [mean, mean]])
        picture["names"].append((0.4 * right, low + 0.88 * (high - low), "mean of the distribution", "second"))
    if settled:
        around = 2 * np.sqrt(variance / k)
        both = [np.append(across, np.append(np.nan, across))]
        both.append(np.concatenate([mean - around, [np.nan], mean + around]))
        picture["second"] = np.stack(both)
        picture["names"].append((0.4 * right, low + 0.81 * (high - low), "± 2σ/√k", "third"))
    return picture


def law_of(distribution: Distribution, statistic: str, sample_size: int) -> Distribution | None:
    """Return the law of a statistic where it is known, or the normal one that it comes near to; None if neither.

    Examples
    --------
    >>> from mathml_widgets.maths.probability import Uniform
    >>> law_of(Uniform(0, 1), "mean", 12).standard_deviation()  # the limit theorem's
    0.0833333333333
    """
    exact = exact_statistic(distribution, statistic, sample_size)
    if exact is not None or statistic not in ("mean", "sum"):
        return exact
    mean, variance = float(distribution.mean()), float(distribution.variance())
    if not np.isfinite([mean, variance]).all() or variance <= 0:
        return None
    over = sample_size if statistic == "mean" else 1
    return Normal(mean * sample_size / over, sqrt(variance * sample_size) / over)


def statistic_picture(
    distribution: Distribution,
    statistic: str,
    sample_size: int,
    values: FloatArray,
    law: Distribution | None,
    n_bins: int,
) -> Picture:
    """Return the histogram of a statistic, its law where it is known, and the density of one draw to compare with.

    Parameters
    ----------
    distribution : Distribution
        Of one draw.
    statistic : str
    sample_size : int
    values : array (n,)
        The statistic of many samples.
    law : Distribution or None
        From `law_of`.
    n_bins : int

    Returns
    -------
    dict
    """
    low, high = np.quantile(values, [0.005, 0.995]).tolist()
    quarter, three = np.asarray(distribution.quantile(np.array([0.25, 0.75]))).tolist()
    if statistic not in ("sum",):
        low, high = min(low, quarter), max(high, three)
    low, high = round_ends(low, high)
    whole = distribution.is_discrete and statistic != "mean" and distribution.is_on_whole_numbers
    edges = np.linspace(low, high, n_bins + 1)
    if whole:
        width = max(1, ceil((high - low) / n_bins))
        edges = np.asarray(round(low) - 0.5 + width * np.arange(ceil((high - low) / width) + 2))
    bins = Bins(edges)
    bins.add(values)
    heights = bins.counts[1:-1] / len(values) / np.diff(edges)
    top = float(heights.max())
    picture: Picture = {"bars": np.stack([(edges[1:] + edges[:-1]) / 2, heights])}
    x = np.linspace(low, high, 241)
    if law is not None:
        if law.is_discrete:
            x = np.arange(ceil(low), high + 1)
            picture["masses"] = curve = np.stack([x, np.asarray(law.pdf(x))])
        else:
            picture["curve"] = curve = outline(law, x, np.asarray(law.pdf(x)), 2 * top)
        finite = curve[1][np.isfinite(curve[1])]
        top = max(top, min(float(finite.max()), 2 * top))
    top = ceiling(top)
    names = []
    if law is not None:
        exact = exact_statistic(distribution, statistic, sample_size) is not None
        names.append((*shoulder(curve, top), "exact law" if exact else "normal limit", "second"))
    if not distribution.is_discrete and statistic != "sum":
        across = np.linspace(low, high, 161)
        one = outline(distribution, across, np.asarray(distribution.pdf(across)), top)
        picture["second"] = one
        place = 3 * len(one[0]) // 4
        names.append((float(one[0, place]), min(float(one[1, place]) + 0.06 * top, 0.8 * top), "one draw", "third"))
    bar = np.stack([picture["bars"][0], heights])
    names.append((*corner(bar, low, high, top), f"{len(values):,} samples", "answer"))
    title = f"{statistic} of {sample_size:,} draws"
    return picture | {"window": (low, high, 0.0, top), "titles": (title, "density"), "names": names}


def norm_theory(distribution: Distribution, n_dimensions: int) -> tuple[float, float]:
    r"""Return mean and spread of the length of a vector of independent draws: exactly of a standard normal one.

    Of others to first order, :math:`\sqrt{d\,E X^2}` and :math:`\tfrac12 \sqrt{\operatorname{Var}(X^2) / E X^2}`;
    NaN where the fourth moment does not exist.
    """
    if isinstance(distribution, Normal) and list(distribution.parameters.values()) == [0.0, 1.0]:
        mean, spread = norm_of_standard_normal(n_dimensions)
        return mean, spread
    mean, variance, skewness, kurtosis = (
        float(getattr(distribution, name)()) for name in ("mean", "variance", "skewness", "kurtosis")
    )
    square = mean * mean + variance
    if not np.isfinite([mean, variance, skewness, kurtosis]).all() or square <= 0:
        return float("nan"), float("nan")
    third, fourth = skewness * variance**1.5, (kurtosis + 3) * variance**2
    of_squares = fourth + 4 * mean * third + 6 * mean**2 * variance + mean**4 - square**2
    return sqrt(n_dimensions * square), sqrt(max(of_squares, 0.0) / square) / 2


def norm_picture(distribution: Distribution, norms: FloatArray) -> Picture:
    """Return mean length and spread over the dimension, with what theory says.

    Parameters
    ----------
    distribution : Distribution
        Of each coordinate.
    norms : array (n, 3)
        Rows dimension, mean, standard deviation.
    """
    d, means, spreads = norms.T
    theory = np.array([norm_theory(distribution, int(one)) for one in d])
    right = max(float(d[-1]) * 1.02, 2.0)
    top = ceiling(float((means + spreads).max()))
    picture: Picture = {
        "window": (0.0, right, 0.0, top),
        "titles": ("dimension d", "length of the vector"),
        "dots": np.stack([d, means]),
        "trail": np.stack([np.stack([d, d, d]), np.stack([means - spreads, means + spreads, np.full_like(d, np.nan)])])
        .transpose(0, 2, 1)
        .reshape(2, -1),
        "names": [(0.02 * right, 0.95 * top, "mean ± spread of the lengths", "answer")],
    }
    if np.isfinite(theory).all():
        across = np.linspace(1, d[-1], 120) if d[-1] > 1 else np.array([1.0])
        per_root = theory[-1, 0] / sqrt(d[-1])
        picture["curve"] = np.stack([across, per_root * np.sqrt(across)])
        picture["names"].append((0.02 * right, 0.88 * top, "grows like √d", "second"))
    return picture


def correlation_picture(autocorrelation: FloatArray | None, effective_size: float | None) -> Picture:
    """Return how alike draws are that lie some steps apart, and what chance alone would show."""
    if autocorrelation is None:
        autocorrelation = np.array([1.0])
    lags = np.arange(len(autocorrelation), dtype=float)
    low = min(-0.2, 1.15 * float(autocorrelation.min()))
    right = max(len(lags) - 0.5, 1.0)
    worth = "" if effective_size is None else f", worth {effective_size:,.0f}"
    return {
        "window": (-0.5, right, low, 1.05),
        "titles": ("steps between the draws", "correlation"),
        "trail": stems(lags, autocorrelation),
        "dots": np.stack([lags, autocorrelation]),
        "curve": np.array([[-0.5, right], [0.0, 0.0]]),
        "names": [(0.06 * right, 0.97, f"correlation of the draws{worth}", "answer")],
    }


def chips_picture(chips: FloatArray, ends: FloatArray, family: str, parameters: Any) -> Picture:
    """Return chips on bins, and the density of the family that fits them best, scaled to as many chips."""
    edges = np.linspace(ends[0], ends[1], len(chips) + 1)
    low, high = edges[0], edges[-1]
    top = max(8.0, ceil(1.25 * float(chips.max())))
    picture: Picture = {
        "window": (low, high, 0.0, top),
        "titles": ("x", "chips"),
        "bars": np.stack([(edges[1:] + edges[:-1]) / 2, chips]),
        "names": [],
    }
    if family:
        x = np.linspace(low, high, 161)
        best = FAMILIES[family](*parameters)
        scale = float(chips.sum() * (edges[1] - edges[0]))
        curve = outline(best, x, np.asarray(best.pdf(x)), top / scale) * np.array([[1.0], [scale]])
        picture["curve"] = curve
        picture["area"] = shaded(curve, float(low), float(high))
        picture["names"] = [(*shoulder(curve, top), family, "second")]
    return picture
