"""What the chart draws, and the film of a mechanism."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr
from ...maths.probability import pictures
from ...shell.films import film
from .marks import MARKS

Numbers = NDArray[np.float64]

PLAYED = ("ghosts", "curve", "trail", "refused", "dots", "guide", "now")
"""Those that change from step to step of a mechanism."""


def layers_and_window(
    view: str, distribution: pr.Distribution,
    reach: Numbers, points: Numbers, density: Numbers, log_density: Numbers, cumulative: Numbers,
    interval: Numbers, samples: Numbers, weights: Numbers | None, counts: Numbers,
    moments: Numbers, empirical_band: float, autocorrelation: Numbers | None, effective_sample_size: float | None,
    step: int, statistic: str, sample_size: int, statistic_draws: Numbers | None, norms: Numbers | None,
    chips: Numbers, chip_range: Numbers, best_family: str, best_parameters: Numbers | None, n_bins: int,
    family: str, drawn_density: Numbers, walkthrough: pictures.Walkthrough | None,
) -> tuple[dict[str, Any], Numbers]:  # fmt: skip
    """Return what the marks show in this view, and between which ends."""
    low, high = pictures.axis_of(distribution, reach)
    ends = (low, high)
    if view == "cdf":
        picture = pictures.cdf_picture(distribution, points, cumulative, interval, ends)
    elif view == "quantile":
        picture = pictures.quantile_picture(distribution, points, cumulative, samples, weights, ends)
    elif view == "log-density":
        picture = pictures.log_picture(distribution, points, log_density, interval, ends)
    elif view == "ECDF":
        picture = pictures.ecdf_picture(distribution, points, cumulative, samples, weights, empirical_band, ends)
    elif view == "QQ":
        picture = pictures.qq_picture(distribution, samples, weights)
    elif view == "running mean":
        picture = pictures.running_picture(samples, weights, moments, effective_sample_size)
    elif view == "statistic" and statistic_draws is not None:
        law = pictures.law_of(distribution, statistic, sample_size)
        picture = pictures.statistic_picture(distribution, statistic, sample_size, statistic_draws, law, n_bins)
    elif view == "norm" and norms is not None:
        picture = pictures.norm_picture(distribution, norms)
    elif view == "autocorrelation":
        picture = pictures.correlation_picture(autocorrelation, effective_sample_size)
    elif view == "chips":
        picture = pictures.chips_picture(chips, chip_range, best_family, best_parameters)
    elif view == "mechanism" and walkthrough is not None:
        picture = walkthrough.picture(step)
    else:
        area = float(np.trapezoid(drawn_density[:, 1], drawn_density[:, 0])) if family == "drawn" else 1.0
        picture = pictures.density_picture(distribution, points, density, counts, len(samples), interval, ends, area)
    return picture, np.array(picture.pop("window"), dtype=float)


def film_of_mechanism(
    walkthrough: pictures.Walkthrough | None, machine: pr.Mechanism, record: Any, sampler_steps: Numbers,
    step_names: str, at_rest: bool,
) -> dict[str, Any]:  # fmt: skip
    """Return the film of the first steps, while no hand is on anything but them."""
    if walkthrough is None or not at_rest:
        return {}
    numbers = range(1, walkthrough.n_steps + 1)
    found = pictures.film_of(map(walkthrough.picture, numbers), PLAYED)
    words = [pictures.step_in_words(machine, sampler_steps, step_names, step, record) for step in numbers]
    return film("step", "the mechanism", found, [MARKS.index(name) for name in PLAYED], MARKS.index("names"), words)
