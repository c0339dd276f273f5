"""What the reader moves: sliders and buttons, and what is held in the chart."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr
from ...maths.probability import pictures
from ...maths.probability.mechanisms import LENGTHS
from ...shell.figure import button_dial, dial, height_hand, menu_dial, span_hand
from .previews import WIDTHS_TRIED

Numbers = NDArray[np.float64]

MOST_SAMPLES = 1_000_000
N_STEPS = 200
LINE_VIEWS = ("density", "cdf", "log-density", "ECDF")
"""Where the axis is that of the values, so that an interval can be brushed."""

WIDTHS = {"Metropolis-Hastings": "Step width", "Hamiltonian": "Length of a leap"}


def dials_of(
    family: str, parameters: Numbers, view: str, sampler: str, drawn_density: Numbers, chips: Numbers,
    interval: Numbers, distribution: pr.Distribution, reach: Numbers, best_family: str,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the sliders, menus and buttons of this view."""
    dials = _parameter_dials(family, parameters)
    if view in (*LINE_VIEWS, "quantile", "QQ"):
        ends = pictures.axis_of(distribution, reach)
        low, high = min(ends[0], interval[0]), max(ends[1], interval[1])
        dials += [
            dial("interval", name, low, high, index=i, ordered=True, step=_tidy_step(high - low))
            for i, name in enumerate("ab")
        ]
    if sampler in ("rejection", "importance", *LENGTHS) and sampler != "Gibbs":
        dials.append(dial("width", WIDTHS.get(sampler, "Proposal width"), *WIDTHS_TRIED[[0, -1]], log=True))
    if sampler == "rejection":
        dials.append(dial("envelope", "Envelope over the least", 0.5, 5.0, log=True))
    if view == "mechanism":
        dials.append(dial("step", "Step", 1, N_STEPS, step=1))
    if view == "statistic":
        dials += [
            menu_dial("statistic", "Statistic"),
            dial("sample_size", "Draws in each", 1, 1000, log=True, step=1),
        ]
    if view == "norm":
        dials.append(dial("n_dimensions", "Dimensions", 1, 2000, log=True, step=1))
    if view == "chips":
        dials += [
            dial("chips", f"Bin {i + 1}", 0, max(20, chips.max()), index=i, step=1, fold="Chips on each bin")
            for i in range(len(chips))
        ]
        if best_family:
            dials.append(button_dial(f"Take {best_family}", "take_best", row="chips"))
    if family == "drawn":
        top = max(1.0, 1.25 * float(drawn_density[:, 1].max()))
        dials += [
            dial("drawn_density", f"at {x:.3g}", 0, top, index=2 * i + 1, step=_tidy_step(top), fold="Heights")
            for i, x in enumerate(drawn_density[:, 0])
        ]
    dials += [
        button_dial(f"{count:,}", "draw_more", row="Draw", label=f"Draw {count:,} more", count=count)
        for count in (1, 100, 10_000, MOST_SAMPLES)
    ]
    dials.append(button_dial("Other draws", "draw_anew", row="Draw"))
    dials.append(dial("n_samples", "Draws", 1, MOST_SAMPLES, log=True, step=1, fold="More settings"))
    dials.append(dial("n_bins", "Bins", 2, 200, step=1, fold="More settings"))
    dials.append(dial("level", "Level", 0.5, 0.999, step=0.001, fold="More settings"))
    return dials


def hands_of(
    family: str, view: str, drawn_density: Numbers, chips: Numbers, chip_range: Numbers
) -> list[dict[str, Any]]:
    """Return what can be held in the chart of this view."""
    if view == "chips":
        edges = np.linspace(chip_range[0], chip_range[1], len(chips) + 1)
        return [height_hand("chips", "Chips on the bin", (edges[1:] + edges[:-1]) / 2, step=1)]
    if view == "density" and family == "drawn":
        return [
            height_hand("drawn_density", "Height", drawn_density[:, 0], column=1),
            span_hand("interval", "Interval"),
        ]
    return [span_hand("interval", "Interval")] if view in LINE_VIEWS else []


def _parameter_dials(family: str, parameters: Numbers) -> list[dict[str, Any]]:
    """Return a slider for each parameter of a family; shares of a whole make room for one another."""
    n = len(parameters)
    if family == "categorical":
        fold = "Probabilities" if n > 6 else ""
        return [
            dial("parameters", f"P(X = {i})", 0, 1, index=i, step=0.001, shares=list(range(n)), fold=fold)
            for i in range(n)
        ]
    if family == "mixture":
        dials = []
        for k in range(n // 3):
            place = f" {k + 1}" if n > 3 else ""
            low, high = min(-5.0, parameters[3 * k + 1]), max(5.0, parameters[3 * k + 1])
            widths = min(0.05, parameters[3 * k + 2]), max(3.0, parameters[3 * k + 2])
            fold = f"Component {k + 1}" if n > 9 else ""
            if n > 3:
                shares = list(range(0, n, 3))
                dials.append(
                    dial("parameters", f"Weight{place}", 0, 1, index=3 * k, step=0.001, shares=shares, fold=fold)
                )
            dials += [
                dial("parameters", f"Mean{place}", low, high, index=3 * k + 1, step=0.01, fold=fold),
                dial("parameters", f"Deviation{place}", *widths, index=3 * k + 2, step=0.01, fold=fold),
            ]
        return dials
    dials = []
    for i, (name, one) in enumerate(pr.declared_by(family).items()):
        low, high = min(one.lowest, parameters[i]), max(one.highest, parameters[i])
        step = 1.0 if one.rule is pr.Rule.COUNT else _tidy_step(high - low)
        dials.append(dial("parameters", name.replace("_", " ").capitalize(), low, high, index=i, step=step))
    return dials


def _tidy_step(span_: float) -> float:
    """Return a power of ten below a five-hundredth of a span: what a slider counts in."""
    return float(10.0 ** math.floor(math.log10(span_ / 200))) if 0 < span_ < math.inf else 0.01
