"""What leaves with the reader."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr
from ...maths.probability.formulas import log_density_source
from .curves import N_POINTS

Numbers = NDArray[np.float64]


def recipe_of(family: str, distribution: pr.Distribution | None, points: Numbers) -> str:
    """Return plain NumPy for the density and the probability of the interval."""
    source = log_density_source(family)
    if not source:
        return ""
    if distribution is not None and distribution.is_discrete:
        return (
            f"from math import lgamma\n\n{source}\n\npoints = np.arange({points[0]}, {points[-1] + 1})\n"
            "log_density = log_density_at(points)\ndensity = np.exp(log_density)\n"
            "interval_probability = density[(points >= interval[0]) & (points <= interval[1])].sum()\n"
        )
    low, high = float(points[0]), float(points[-1])
    return (
        f"from math import lgamma\n\n{source}\n\npoints = np.linspace({low}, {high}, {N_POINTS})\n"
        "log_density = log_density_at(points)\ndensity = np.exp(log_density)\n"
        "width = (interval[1] - interval[0]) / 200_000\n"
        "middles = interval[0] + width * (np.arange(200_000) + 0.5)\n"
        "interval_probability = width * np.exp(log_density_at(middles)).sum()\n"
    )
