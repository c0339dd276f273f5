"""What is said of the slice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...maths import geometry as g
from ...maths.numerals import numeral

Matrix = NDArray[np.float64]


def in_words(
    verdict: str, source: str, n_parameters: int, direction_names: list[str], direction_reason: str, directions: str,
    captured_variance: float | None, random_walk_captured: Matrix | None, training_ending: str, rescaling: float,
    rescaling_reason: str, losses: Matrix | None, suggested_clamp: float | None,
    clamp: float | None, barrier: float | None, line_names: list[str],
) -> tuple[str, list[dict[str, str]]]:  # fmt: skip
    """Return the description of the picture, and the notices beside it."""
    notices: list[dict[str, str]] = []

    def add(about: str, text: str) -> None:
        notices.append({"about": about, "text": text})

    if captured_variance is not None and random_walk_captured is not None and n_parameters > 2:
        add("answer", g.walk_verdict(captured_variance, random_walk_captured))
    if training_ending == "diverged":
        add("ghost", "Training flew off: the slice stays where it began.")
    if direction_reason and directions not in ("automatic", "axes"):
        add("ghost", f"Other directions stand in for those asked for: {direction_reason}.")
    if rescaling != 1.0:
        text = f"Not rescaled: {rescaling_reason}." if rescaling_reason else (
            f"Rescaled by {numeral(rescaling)}: other weights, the same function."
        )  # fmt: skip
        add("second", text)
    holes = 0 if losses is None else int((~np.isfinite(losses)).sum())
    if losses is not None and holes:
        add("ghost", f"The loss is not finite at {holes:,} of {losses.size:,} points of the grid.")
    if suggested_clamp is not None and clamp is None:
        add("ghost", f"A few walls hide the valley: a clamp at {numeral(suggested_clamp)} shows it.")
    what = {
        "grid": "A ready grid of losses",
        "function": f"A function of {n_parameters:,} numbers",
    }.get(source, f"A loss of {n_parameters:,} parameters")
    span = f", along {direction_names[0]} and {direction_names[1]}" if direction_names else ""
    rise = f" Between {line_names[0]} and {line_names[1]} the loss rises by {numeral(barrier)}." if barrier else ""
    return f"{what}{span}. {verdict}{rise}", notices
