"""What is said of the distribution and its draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr
from ...maths.numerals import numeral
from ...maths.probability import pictures
from ...maths.probability.draw_estimates import MOMENTS
from .repeats import MOST_DRAWS

Numbers = NDArray[np.float64]


def description_and_notices(
    family: str, parameters: Numbers, distribution: pr.Distribution, plane: pr.PlaneTarget | None, view: str,
    interval: Numbers, interval_probability: float, moments: Numbers, samples: Numbers, simulated_moments: Numbers,
    standard_errors: Numbers, sampler_reason: str, machine: pr.Mechanism, record: Any,
    step: int, sampler_steps: Numbers, step_names: str, reach: Numbers, effective_sample_size: float | None,
    statistic: str, statistic_draws: Numbers | None, chip_fits: dict[str, float], best_family: str,
) -> tuple[str, list[dict[str, str]]]:  # fmt: skip
    """Return the description of the chart, and the notices beside it."""
    name = _title(family, distribution, parameters, plane)
    words = f"{name}. P({numeral(interval[0])} ≤ X ≤ {numeral(interval[1])}) is {numeral(interval_probability)}. "
    words += f"{len(samples):,} draws by the sampler {machine.name}; the chart shows: {view}."
    notices = []
    if sampler_reason:
        notices.append({"about": "ghost", "text": f"{sampler_reason} Drawn directly instead."})
    if view == "mechanism" and (said := pictures.step_in_words(machine, sampler_steps, step_names, step, record)):
        notices.append({"about": "answer", "text": said})
    notices += [{"about": "third", "text": text} for text in _warnings(machine, record, effective_sample_size, samples)]
    if plane is not None and view != "mechanism":
        notices.append({"about": "ghost", "text": "The target lies in the plane; shown is the distribution of its x."})
    outside = _outside(distribution, reach) if view in ("density", "log-density") else 0.0
    if outside > 5e-3:
        text = f"{numeral(100 * outside)} % of the probability lies beyond the chart."
        notices.append({"about": "ghost", "text": text})
    if view == "density" and family == "data":
        notices.append({"about": "ghost", "text": "Each value is as probable as it was frequent: no density."})
    if view == "statistic" and statistic_draws is not None:
        notices += _statistic_notices(statistic, statistic_draws, moments, samples)
    if view == "running mean" and not np.isfinite(moments[:2]).all():
        what = "no mean: no number of draws settles it" if np.isnan(moments[0]) else "no finite variance or mean"
        notices.append({"about": "answer", "text": f"There is {what}; single draws keep throwing the average about."})
    if view == "chips":
        notices.append({"about": "answer", "text": _fits_in_words(chip_fits, best_family)})
    odd = _disagreements(moments, simulated_moments, standard_errors)
    if odd:
        notices.append({"about": "third", "text": f"Simulated and exact differ by more than 4 standard errors: {odd}."})
    return words, notices


def _title(family: str, distribution: pr.Distribution, parameters: Numbers, plane: pr.PlaneTarget | None) -> str:
    """Return what the distribution is, in words."""
    declared = pr.declared_by(family)
    if declared:
        inside = ", ".join(
            f"{name.replace('_', ' ')} {numeral(v)}" for name, v in zip(declared, parameters, strict=True)
        )
        return f"{'The target' if plane else 'The distribution'} {family}, {inside}"
    count = {"mixture": f" of {len(parameters) // 3} normal ones", "categorical": f" of {len(parameters)} things"}
    return f"The distribution {family}{count.get(family, '')}"


def _outside(distribution: pr.Distribution, reach: Numbers) -> float:
    """Return the probability that the chart leaves out."""
    low, high = pictures.axis_of(distribution, reach)
    below, above = distribution.tails([low, high])
    return float(below[0] + above[1])


def _warnings(
    machine: pr.Mechanism, record: Any, effective_sample_size: float | None, samples: Numbers
) -> Iterator[str]:
    """Yield what a reader should know about draws that are not what they seem."""
    if machine.name == "rejection" and machine.bound < 1:
        yield "The envelope cuts the density: what is drawn follows the lower of the two curves."
    elif machine.name == "rejection" and record.violated.any():
        yield "The envelope cuts the density at some darts: what is drawn follows the lower of the two curves."
    if machine.name == "importance" and effective_sample_size and effective_sample_size < 0.1 * len(samples):
        yield "A few draws carry nearly all the weight: the proposal is too narrow, or lies elsewhere."
    if machine.name == "Hamiltonian" and (lost := int(record[1].divergent.sum())):
        yield f"{lost:,} of the first rolls left the hill: leaps are too long for the narrow places."
    if machine.chain_length and effective_sample_size and len(samples) >= 100:
        yield (
            f"Neighbours of a walk are alike: {len(samples):,} draws are worth about {effective_sample_size:,.0f} "
            f"independent ones. Each chain has {machine.chain_length} steps and starts at an exact draw."
        )


def _statistic_notices(statistic: str, values: Numbers, moments: Numbers, samples: Numbers) -> Iterator[dict[str, str]]:
    """Yield what a reader should know about the distribution of a statistic."""
    if len(values) < len(samples):
        text = f"Shown are {len(values):,} samples: more would take more than {MOST_DRAWS:,} draws."
        yield {"about": "ghost", "text": text}
    if statistic == "mean" and not np.isfinite(moments[1]):
        yield {"about": "answer", "text": "Without a finite variance the mean of many draws is no narrower by √n."}


def _fits_in_words(losses: dict[str, float], best: str) -> str:
    """Return which families fit the chips best."""
    if not best:
        return "Drag the rings, or draw across the chart, to lay chips on the bins."
    runners = [name for name, _ in sorted(losses.items(), key=lambda one: one[1])[1:3]]
    return f"Of {len(losses)} families {best} comes nearest to the chips" + (
        f", then {' and '.join(runners)}." if runners else "."
    )


def _disagreements(moments: Numbers, simulated: Numbers, errors: Numbers) -> str:
    """Return the names of the moments that are simulated wrongly beyond chance."""
    with np.errstate(invalid="ignore"):
        off = np.abs(moments - simulated) > 4 * errors
    sure = np.isfinite(moments) & np.isfinite(errors) & (errors > 0) & np.isfinite(moments[3])
    return ", ".join(name for name, wrong in zip(MOMENTS[:2], (off & sure)[:2], strict=True) if wrong)
