"""A distribution and its draws: density, cdf, quantiles, logarithm, ECDF with its band, quantiles against quantiles."""

from __future__ import annotations

from math import ceil, floor, inf, log10
from typing import Any

import numpy as np

from ...linear_algebra.arguments import FloatArray
from ..distribution import Distribution
from ..simulation import Bins

Picture = dict[str, Any]

NOTHING = 1e-303
"""A span that cannot be cut into parts."""

MOST_STEPS = 400
"""Steps of a staircase that are drawn."""


def round_step(span: float, parts: float = 8.0) -> float:
    """Return a step of 1, 2 or 5 times a power of ten, about a part of the span.

    Examples
    --------
    >>> round_step(6.4), round_step(0.03)
    (1.0, 0.005)
    """
    rough = span / parts
    power = 10.0 ** floor(log10(rough))
    return float(power * min((1, 2, 5, 10), key=lambda one: abs(one * power - rough)))


def round_ends(low: float, high: float) -> tuple[float, float]:
    """Return ends at round values that are no narrower, so that small changes leave them where they are.

    Examples
    --------
    >>> round_ends(-3.09, 3.09)
    (-4.0, 4.0)
    """
    span, size = high - low, max(abs(low), abs(high))
    if not max(NOTHING, 1e-13 * size) < span < inf:
        half = max(0.5, 1e-9 * size)
        return low - half, high + half
    step = round_step(span)
    return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step


def axis_of(distribution: Distribution, reach: FloatArray) -> tuple[float, float]:
    """Return the ends of an axis of values: round ones, but a little outside the support where it ends.

    Parameters
    ----------
    distribution : Distribution
    reach : array (2,)
        Between which values nearly all lies.
    """
    low, high = round_ends(float(reach[0]), float(reach[1]))
    lowest, highest = (float(end) for end in distribution.support())
    if distribution.is_on_whole_numbers:
        return max(low, lowest) - 0.75, min(high, highest) + 0.75
    margin = 0.03 * (high - low)
    return max(low, lowest - margin), min(high, highest + margin)


def histogram_edges(distribution: Distribution, reach: FloatArray, n_bins: int) -> FloatArray:
    """Return edges of equal bins on the axis of values; between whole numbers where there are only those."""
    low, high = axis_of(distribution, reach)
    if not distribution.is_on_whole_numbers:
        lowest, highest = (float(end) for end in distribution.support())
        first, last = max(low, lowest), min(high, highest)
        single = not last - first > 1e-9 * (high - low)
        return np.linspace(low, high, n_bins + 1) if single else np.linspace(first, last, n_bins + 1)
    first, last = round(low + 0.75), round(high - 0.75)
    width = max(1, ceil((last - first + 1) / max(n_bins, 40)))
    return np.asarray(first - 0.5 + width * np.arange(ceil((last - first + 1) / width) + 1))


def finite_top(distribution: Distribution, heights: FloatArray) -> float:
    """Return how high the picture of a density must be: of one with a pole, a few times what is usual."""
    finite = heights[np.isfinite(heights)]
    top = float(finite.max(initial=0.0))
    ends = np.asarray([end for end in distribution.support() if np.isfinite(end)], dtype=float)
    pole = not distribution.is_discrete and np.isinf(np.asarray(distribution.pdf(ends))).any()
    return min(top, 2 * float(np.quantile(finite, 0.97))) if pole else top


def ceiling(top: float) -> float:
    """Return a round height above the top."""
    return ceil(1.12 * top / round_step(top, 5)) * round_step(top, 5) if 0 < top < inf else 1.0


def outline(distribution: Distribution, points: FloatArray, density: FloatArray, cap: float) -> FloatArray:
    """Return the curve of a density, upright where the support ends and cut at a pole."""
    x, y = points, np.minimum(density, 3 * cap)
    for end, side in zip(distribution.support(), ("left", "right"), strict=True):
        if points[0] < end < points[-1]:
            edge = float(end)
            inner = np.nextafter(edge, -edge + (1 if side == "left" else -1) * inf)
            height = min(float(np.asarray(distribution.pdf(inner))), 3 * cap)
            place = int(np.searchsorted(x, edge, side=side))  # type: ignore[call-overload]
            pair = (0.0, height) if side == "left" else (height, 0.0)
            x, y = np.insert(x, place, [edge, edge]), np.insert(y, place, pair)
    return np.stack([x, y])


def stems(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return upright lines from 0, broken between one and the next."""
    nothing = np.full_like(x, np.nan)
    return np.stack([np.stack([x, x, x], axis=1).ravel(), np.stack([0 * y, y, nothing], axis=1).ravel()])


def staircase(x: FloatArray, y: FloatArray, low: float, high: float) -> FloatArray:
    """Return the steps of a function that jumps to y at x, from 0 at `low` to its last value at `high`."""
    across = np.concatenate([[low], np.repeat(x, 2), [high]])
    return np.stack([across, np.concatenate([[0.0, 0.0], np.repeat(y, 2)])])


def shaded(curve: FloatArray, a: float, b: float) -> FloatArray:
    """Return the part of a curve between a and b, its ends among them."""
    a, b = max(a, float(curve[0, 0])), min(b, float(curve[0, -1]))
    if a >= b:
        return np.array([[a, a], [0.0, 0.0]])
    inside = (curve[0] > a) & (curve[0] < b)
    ends = np.interp([a, b], curve[0], curve[1])
    x = np.concatenate([[a], curve[0, inside], [b]])
    return np.stack([x, np.concatenate([ends[:1], curve[1, inside], ends[1:]])])


def edges_of(interval: FloatArray, top: float) -> FloatArray:
    """Return two upright lines at the ends of an interval."""
    a, b = interval
    return np.array([[a, a, np.nan, b, b], [0.0, top, np.nan, 0.0, top]])


def shoulder(curve: FloatArray, top: float) -> tuple[float, float]:
    """Return a place at the right of a curve, where it has fallen below six tenths of its greatest height for good."""
    x, y = curve[0], np.minimum(curve[1], top)
    last = int(np.flatnonzero(y >= 0.6 * y.max())[-1])
    place = min(last + 1, len(x) - 1)
    return float(x[place]), float(max(y[place], 0.3 * y.max()))


def corner(curve: FloatArray, low: float, high: float, top: float) -> tuple[float, float]:
    """Return a place near the top that the curve leaves free."""
    middle = float(curve[0][int(np.argmax(np.minimum(curve[1], top)))])
    share = 0.62 if middle < (low + high) / 2 else 0.0
    return low + share * (high - low), 0.95 * top


def density_picture(
    distribution: Distribution,
    points: FloatArray,
    density: FloatArray,
    histogram: FloatArray,
    n_samples: int,
    interval: FloatArray,
    ends: tuple[float, float],
    area: float = 1.0,
) -> Picture:
    """Return the density with the histogram of draws, and the area over an interval.

    Parameters
    ----------
    distribution : Distribution
    points, density : array (n,)
    histogram : array (n_bins, 3)
        Rows left edge, right edge, height.
    n_samples : int
        How many draws the histogram is of.
    interval : array (2,)
    ends : pair of float
        Of the axis of values.
    area : float
        Under the curve as it is drawn.

    Returns
    -------
    dict
    """
    low, high = ends
    density, histogram = area * density, histogram * [1.0, 1.0, area]
    if distribution.is_discrete and not distribution.is_on_whole_numbers:
        return data_picture(distribution, histogram, n_samples, interval, ends)
    top = ceiling(1.2 * finite_top(distribution, density))
    bars = np.stack([histogram[:, :2].mean(axis=1), np.minimum(histogram[:, 2], 2 * top)])
    picture: Picture = {"window": (low, high, 0.0, top), "bars": bars, "edges": edges_of(interval, 0.9 * top)}
    if distribution.is_discrete:
        curve = np.stack([points, density])
        inside = (points >= interval[0]) & (points <= interval[1])
        picture |= {
            "masses": curve,
            "curve": stems(points, density),
            "area": blocks(points[inside], density[inside]),
            "titles": ("x", "probability"),
        }
    else:
        curve = outline(distribution, points, density / area, top / area) * [[1.0], [area]]
        title = "density" if area == 1 else f"height as drawn: density × {area:.3g}"
        picture |= {"curve": curve, "area": shaded(curve, *interval.tolist()), "titles": ("x", title)}
    x, y = shoulder(curve, top)
    picture["names"] = [
        (x, y, "P(X = x)" if distribution.is_discrete else "f(x)", "second"),
        (*corner(curve, low, high, top), f"{n_samples:,} draws", "answer"),
    ]
    return picture


def data_picture(
    distribution: Distribution, histogram: FloatArray, n_samples: int, interval: FloatArray, ends: tuple[float, float]
) -> Picture:
    """Return draws from data as a histogram, and the data themselves as dots on the axis."""
    low, high = ends
    top = ceiling(float(histogram[:, 2].max(initial=0)))
    data = np.unique(np.asarray(distribution.parameters["data"]))
    data = data[:: max(1, len(data) // MOST_STEPS)]
    bars = np.stack([histogram[:, :2].mean(axis=1), histogram[:, 2]])
    return {
        "window": (low, high, 0.0, top),
        "titles": ("x", "density of the draws"),
        "bars": bars,
        "masses": np.stack([data, np.full(len(data), 0.02 * top)]),
        "edges": edges_of(interval, 0.84 * top),
        "names": [
            (*corner(bars, low, high, top), f"{n_samples:,} draws", "answer"),
            (corner(bars, low, high, top)[0], 0.88 * top, "your data, as dots", "second"),
        ],
    }


def blocks(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return bars of width one as the outline of an area; nothing where there are none."""
    if len(x) == 0:
        return np.array([[0.0, 0.0], [0.0, 0.0]])
    half = 0.3
    across = np.stack([x - half, x - half, x + half, x + half], axis=1).ravel()
    return np.stack([across, np.stack([0 * y, y, y, 0 * y], axis=1).ravel()])


def cdf_curve(distribution: Distribution, points: FloatArray, cumulative: FloatArray, ends: Any) -> FloatArray:
    """Return the curve, or the stairs, of a cdf between the ends of an axis."""
    if not distribution.is_discrete:
        return np.stack([points, cumulative])
    stairs = staircase(points, cumulative, *ends)
    stairs[1, :2] = float(np.asarray(distribution.cdf(ends[0])))
    return stairs


def cdf_picture(
    distribution: Distribution,
    points: FloatArray,
    cumulative: FloatArray,
    interval: FloatArray,
    ends: tuple[float, float],
) -> Picture:
    """Return the cdf, and the two shares whose difference is the probability of an interval."""
    low, high = ends
    below, within = np.asarray(distribution.cdf(interval)).tolist()
    a, b = interval.tolist()
    guide = np.array([[a, a, low, np.nan, b, b, low], [0.0, below, below, np.nan, 0.0, within, within]])
    return {
        "window": (low, high, 0.0, 1.05),
        "titles": ("x", "P(X ≤ x)"),
        "curve": cdf_curve(distribution, points, cumulative, ends),
        "guide": guide,
        "edges": edges_of(interval, 0.0),
        "band": np.array([[low, low + 0.012 * (high - low)], [below, below], [within, within]]),
        "names": [(low + 0.015 * (high - low), (below + within) / 2, "P(a ≤ X ≤ b)", "answer")],
    }


def quantile_picture(
    distribution: Distribution,
    points: FloatArray,
    cumulative: FloatArray,
    samples: FloatArray,
    weights: FloatArray | None,
    ends: tuple[float, float],
) -> Picture:
    """Return the quantile function, the cdf lying on its side, and the quantiles of the draws."""
    shares, values = sample_quantiles(samples, weights, 100)
    x, y = cdf_curve(distribution, points, cumulative, ends)
    return {
        "window": (0.0, 1.0, *ends),
        "titles": ("probability p", "quantile"),
        "curve": np.stack([y, x]),
        "dots": np.stack([shares, values]),
        "names": [(0.02, ends[0] + 0.94 * (ends[1] - ends[0]), f"{len(samples):,} draws in order", "answer")],
    }


def log_picture(
    distribution: Distribution,
    points: FloatArray,
    log_density: FloatArray,
    interval: FloatArray,
    ends: tuple[float, float],
) -> Picture:
    """Return the logarithm of the density: a parabola where it is normal, a roof where it is Laplace's."""
    finite = log_density[np.isfinite(log_density)]
    top = float(finite.max())
    bottom = max(float(finite.min()), top - 14.0)
    margin = 0.06 * max(top - bottom, 0.5)
    curve = np.stack([points, np.where(np.isfinite(log_density), log_density, np.nan)])
    low, high = round_ends(bottom - margin, top + margin)
    a, b = interval
    return {
        "window": (*ends, low, high),
        "titles": ("x", "log probability, nats" if distribution.is_discrete else "log density, nats"),
        ("masses" if distribution.is_discrete else "curve"): curve,
        "edges": np.array([[a, a, np.nan, b, b], [low, high, np.nan, low, high]]),
    }


def sample_quantiles(samples: FloatArray, weights: FloatArray | None, most: int) -> tuple[FloatArray, FloatArray]:
    """Return shares between 0 and 1, and the draws that have so many of the others below them."""
    n = min(len(samples), most)
    shares = (np.arange(n) + 0.5) / n
    if weights is None:
        return shares, np.quantile(samples, shares, method="inverted_cdf")
    order = np.argsort(samples)
    return shares, samples[order][np.searchsorted(np.cumsum(weights[order]), shares).clip(0, len(order) - 1)]


def ecdf_picture(
    distribution: Distribution,
    points: FloatArray,
    cumulative: FloatArray,
    samples: FloatArray,
    weights: FloatArray | None,
    half_width: float,
    ends: tuple[float, float],
) -> Picture:
    """Return the stairs of the draws with the band that holds the whole cdf, and the cdf."""
    low, high = ends
    if weights is not None:
        order = np.argsort(samples)
        x, y = samples[order], np.cumsum(weights[order])
    elif len(samples) <= MOST_STEPS:
        x, y = np.sort(samples), (np.arange(len(samples)) + 1) / len(samples)
    else:
        bins = Bins(np.linspace(low, high, MOST_STEPS + 1))
        bins.add(samples)
        x, y = bins.edges[1:], np.cumsum(bins.counts)[1:-1] / len(samples)
    inside = (x >= low) & (x <= high)
    before = float(y[x < low].max(initial=0.0))
    keep = slice(None, None, max(1, int(inside.sum()) // MOST_STEPS))
    stairs = staircase(x[inside][keep], y[inside][keep], low, high)
    stairs[1, :2] = before
    return {
        "window": (low, high, 0.0, 1.05),
        "titles": ("x", "P(X ≤ x)"),
        "curve": cdf_curve(distribution, points, cumulative, ends),
        "trail": stairs,
        "band": np.stack([stairs[0], np.maximum(stairs[1] - half_width, 0), np.minimum(stairs[1] + half_width, 1)]),
        "names": [
            (low + 0.02 * (high - low), 0.98, f"share of {len(samples):,} draws", "answer"),
            (low + 0.02 * (high - low), 0.91, "cdf", "second"),
        ],
    }


def qq_picture(distribution: Distribution, samples: FloatArray, weights: FloatArray | None) -> Picture:
    """Return the quantiles of the draws against those of the distribution: on the line where they agree."""
    shares, values = sample_quantiles(samples, weights, 200)
    theory = np.asarray(distribution.quantile(shares))
    low, high = round_ends(min(theory[0], values[0]), max(theory[-1], values[-1]))
    return {
        "window": (low, high, low, high),
        "titles": ("quantile of the distribution", "quantile of the draws"),
        "curve": np.array([[low, high], [low, high]]),
        "dots": np.stack([theory, values]),
        "names": [(low + 0.02 * (high - low), low + 0.95 * (high - low), "on the line: they agree", "second")],
    }
