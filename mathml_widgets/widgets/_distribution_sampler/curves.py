"""Where the chart looks, and the curves of the distribution there."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr
from ...maths.probability import pictures

Numbers = NDArray[np.float64]

N_POINTS = 201

WIDEST = 3.0
"""How many times as far as the distribution the chart may reach, for 201 points to be enough."""


def landmarks_of(distribution: pr.Distribution, level: float) -> tuple[Numbers, Numbers]:
    """Return the quantiles that are told, and between which values nearly all lies."""
    tail = (1 - level) / 2
    asked = np.array([1e-3, tail, 0.25, 0.5, 0.75, 1 - tail, 1 - 1e-3])
    if isinstance(distribution, pr.KernelDensity):
        ends = distribution.data[[0, -1]] + 3 * distribution.bandwidth * np.array([-1, 1])
        found = np.concatenate([ends[:1], np.asarray(distribution.quantile(asked[1:-1])), ends[1:]])
    else:
        found = np.asarray(distribution.quantile(asked))
    middle, spread = found[3], max(found[4] - found[2], 1e-12 * abs(found[3]), 1e-300)
    low, high = max(found[0], middle - 9 * spread), min(found[-1], middle + 9 * spread)
    return found[1:-1], np.array([low, high])


def reach_under_a_hand(own_reach: Numbers, reach_before: Numbers | None, held: str) -> Numbers:
    """Return between which values the chart lies: where it lay when the hand took hold, as far as that goes.

    So what moves under a hand is the curve, and not the axis.
    """
    if not held or reach_before is None:
        return own_reach
    both = np.array([min(own_reach[0], reach_before[0]), max(own_reach[1], reach_before[1])])
    return both if np.ptp(both) <= WIDEST * np.ptp(own_reach) else own_reach


def curves_of(distribution: pr.Distribution, reach: Numbers) -> tuple[Numbers, ...]:
    """Return points, and the density, its logarithm and the cdf there."""
    low, high = pictures.axis_of(distribution, reach)
    if isinstance(distribution, pr.Empirical):
        values = np.unique(distribution.data)
        points = values if len(values) <= 2000 else values[:: len(values) // 2000 + 1]
    elif distribution.is_discrete:
        first, last = math.ceil(low), math.floor(high)
        points = np.arange(first, last + 1, max(1, (last - first) // 1000), dtype=float)
    else:
        points = np.linspace(low, high, N_POINTS)
    logs = np.asarray(distribution.logpdf(points))
    with np.errstate(over="ignore"):
        return points, np.exp(logs), logs, np.asarray(distribution.cdf(points))
