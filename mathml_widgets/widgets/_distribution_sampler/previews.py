"""What a hand would find elsewhere on its slider."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr
from ...maths.numerals import numeral
from ...shell import Step
from ...shell.figure import dial_under, name_of, values_on
from .draws import seed_of

Numbers = NDArray[np.float64]

N_PREVIEWED = 41
"""Values of a slider for which it is known what they would come to."""

PREVIEWED = {
    "sample_size": "spread of the {statistic}",
    "n_samples": "standard error of the mean",
    "n_dimensions": "mean norm",
    "level": "length of the interval",
    "envelope": "acceptance rate",
}
WIDTHS_TRIED = np.geomspace(0.05, 20.0, 13)


def over_widths(
    held: str, sampler: str, distribution: pr.Distribution, plane: pr.PlaneTarget | None, envelope: float, seed: int
) -> Iterator[Step]:
    """Yield rows of width and share accepted, while the width is held."""
    rates: list[float] = []
    if held != "width":
        yield Step(None, 1.0)
        return
    generator = np.random.default_rng(seed_of(seed, 3))
    growing = pr.acceptance_along(sampler, plane or distribution, WIDTHS_TRIED, generator, envelope=envelope)
    for rate in growing:
        rates.append(rate)
        yield Step(np.column_stack([WIDTHS_TRIED[: len(rates)], rates]), len(rates) / len(WIDTHS_TRIED))


def parameters_beside_the_hand(held: str, dials: list[dict[str, Any]], parameters: Numbers) -> Numbers:
    """Return the parameters, NaN for the one under the finger."""
    under = dial_under(held, dials)
    if under is None or under["name"] != "parameters" or "shares" in under:
        return parameters
    kept = parameters.copy()
    kept[under["index"]] = math.nan
    return kept


def along_a_parameter(
    held: str, dials: list[dict[str, Any]], family: str, kept_parameters: Numbers, data: Numbers, interval: Numbers
) -> Iterator[Step]:
    """Yield rows of a parameter, while it is held, and the interval's probability."""
    under = dial_under(held, dials)
    if under is None or under["name"] != "parameters":
        yield Step(None, 1.0)
        return
    values = values_on(under, N_PREVIEWED)
    rows = pr.parameters_along(kept_parameters, under["index"], values, under.get("shares"))
    n_each = len(values)
    if family not in pr.VECTORIZED and family != "mixture":
        values, rows, n_each = values[::4], rows[::4], 1
    a, b = interval.tolist()
    parts = []
    for k in range(0, len(rows), n_each):
        if n_each == 1:
            yield Step(None, k / len(rows))
        parts.append(pr.probability_along(family, rows[k : k + n_each], a, b, data))
    yield Step(np.column_stack([values, np.concatenate(parts)]), 1.0)


def preview_of(
    held: str, dials: list[dict[str, Any]], over_parameter: Numbers | None, drawn_density: Numbers,
    distribution: pr.Distribution, interval: Numbers, machine: pr.Mechanism, envelope: float,
    rates_by_width: Numbers | None, statistic: str,
) -> tuple[Numbers | None, dict[str, Any]]:  # fmt: skip
    """Return rows of what the slider under the finger may say and the number there, and what that is."""
    under = dial_under(_of_its_slider(held), dials)
    if under is None:
        return None, {}
    handle, place, values = under["name"], under.get("index", 0), values_on(under, N_PREVIEWED)
    a, b = interval.tolist()
    told = {"slider": name_of(under), "name": f"P({numeral(a)} ≤ X ≤ {numeral(b)})"}
    found: Numbers | None
    if handle == "parameters":
        if over_parameter is None:
            return None, {}
        values, found = over_parameter.T
    elif handle == "drawn_density":
        found = pr.probability_along_height(drawn_density, place // 2, values, a, b)
    elif handle == "interval":
        found, told["name"] = pr.probability_along_end(distribution, interval, place, values), "P(a ≤ X ≤ b)"
    elif handle == "width" and rates_by_width is not None:
        (values, found), told["name"] = rates_by_width.T, "acceptance rate"
    else:
        least = machine.bound / envelope
        found = pr.number_along(handle, values, distribution, statistic=statistic, least_bound=least)
        told["name"] = PREVIEWED.get(handle, "").format(statistic=statistic)
    if found is None or not np.isfinite(found).any():
        return None, {}
    return np.column_stack([values, found]), told


def _of_its_slider(held: str) -> str:
    """Return what `held` would say if not a ring in the chart but its slider were under the finger."""
    name, ring, number = held.partition(" ring ")
    if not ring or not number.isdecimal():
        return held
    return f"{name} {2 * int(number) if name == 'drawn_density' else number}"
