"""The rows of the readouts."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import probability as pr
from ...maths.numerals import numeral
from ...maths.probability.draw_estimates import MOMENTS
from ...shell import readout

Numbers = NDArray[np.float64]

NOTHING = 1e-12
"""What rounding leaves of a zero, as a share of the variance."""


def rows_of(
    distribution: pr.Distribution, moments: Numbers, entropy: float | None, interval: Numbers,
    interval_probability: float, integrated: Numbers | None, simulated_moments: Numbers,
    standard_errors: Numbers, simulated_probability: Numbers, quantiles: Numbers, level: float,
    highest_density: Numbers | None, acceptance_rate: float | None, autocorrelation: Numbers | None,
    effective_sample_size: float | None, machine: pr.Mechanism, statistic: str, sample_size: int,
    statistic_moments: Numbers | None, norm_moments: Numbers | None, n_dimensions: int, view: str, envelope: float,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the numbers, each integrated, by formula and simulated."""
    missing = distribution.undefined()
    rows = []
    for i, name in enumerate(MOMENTS):
        simulated = (simulated_moments[i], standard_errors[i])
        rows.append(
            readout(
                name,
                name.capitalize() if name != "kurtosis" else "Excess kurtosis",
                _integrated(integrated, i, moments[i]),
                exact=_closed(moments[i]),
                simulated=simulated if np.isfinite(simulated).all() else None,
                reason=missing.get(name, "infinite: the integral does not settle"),
                main=name in ("mean", "variance") and view != "mechanism",
                detail=i > 1,
            )
        )
    a, b = interval
    rows.append(
        readout(
            "interval_probability",
            f"P({numeral(a)} ≤ X ≤ {numeral(b)})",
            _integrated(integrated, 5, interval_probability),
            exact=_closed(interval_probability),
            simulated=simulated_probability.tolist(),
            about="second",
            main=True,
        )
    )
    if statistic_moments is not None:
        rows += _pair("statistic", f"The {statistic} of {sample_size:,}", statistic_moments)
    if norm_moments is not None:
        rows += _pair("norm", f"Norm in dimension {n_dimensions:,}", norm_moments)
    if acceptance_rate is not None:
        exact = 1 / machine.bound if machine.name == "rejection" and envelope >= 1 else None
        rows.append(
            readout("acceptance_rate", "Acceptance rate", acceptance_rate, exact=exact and _closed(exact), main=True)
        )
    if machine.chain_length or machine.name == "importance":
        rows.append(
            readout(
                "effective_sample_size",
                "Effective sample size",
                effective_sample_size,
                form="count",
                reason="a chain never moves",
                main=True,
            )
        )
    if machine.chain_length:
        lag = None if autocorrelation is None or len(autocorrelation) < 2 else autocorrelation[1]
        rows.append(readout("autocorrelation", "Correlation of neighbours", lag, reason="a chain never moves"))
    tails = f"{numeral(100 * level)} %"
    shortest = "…" if highest_density is None else _pieces(highest_density)
    rows += [
        readout("entropy", "Entropy", _integrated(integrated, 4, entropy), exact=_closed(entropy), unit="nats",
                reason="by integration only", detail=True),
        readout("quartiles", "Quartiles", quantiles[1:4], detail=True),
        readout("equal_tailed", f"{tails}, equal tails", quantiles[[0, -1]], detail=True),
        readout("highest_density", f"{tails}, shortest", shortest, detail=True),
    ]  # fmt: skip
    return rows


def _integrated(integrated: Numbers | None, place: int, closed: float | None) -> Any:
    """Return the number for the middle column: integrated, or a sign that it is to come."""
    if closed is not None and not math.isfinite(closed):
        closed = None
    if integrated is None:
        return None if closed is None else "…"
    value = float(integrated[place])
    return value if math.isfinite(value) else closed


def _closed(value: float | None) -> str | None:
    """Return a number as a fraction where it is a simple one, else with six digits."""
    if value is None or not math.isfinite(value):
        return None
    value = 0.0 if abs(value) < NOTHING else value
    simple = Fraction(value).limit_denominator(120)
    if simple.denominator > 1 and math.isclose(float(simple), value, rel_tol=1e-12):
        return str(simple)
    return numeral(value, 6)


def _pair(name: str, label: str, numbers: Numbers) -> list[dict[str, Any]]:
    """Return the rows of a mean and of a spread, each by theory and simulated."""
    mean, spread, seen_mean, seen_spread, mean_error, spread_error = numbers.tolist()
    rows = []
    for what, theory, seen, error in (
        ("mean", mean, seen_mean, mean_error),
        ("spread", spread, seen_spread, spread_error),
    ):
        known = math.isfinite(theory)
        rows.append(
            readout(
                f"{name} {what}",
                f"{label}: {what}",
                theory if known else "no formula" if math.isfinite(seen) else None,
                simulated=(seen, error) if math.isfinite(error) else None,
                reason="too wild for a float",
                main=True,
            )
        )
    return rows


def _pieces(intervals: Numbers) -> str:
    """Return intervals as text."""
    shown = [f"{numeral(a)} to {numeral(b)}" if a < b else numeral(a) for a, b in intervals[:3].tolist()]
    return ", ".join([*shown, "…"] if len(intervals) > 3 else shown)
