"""What is said of the source, and what is worth knowing."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ...maths.numerals import numeral
from .densities import MOST_NUMBERS
from .messages import LONGEST_INTERVAL

Numbers = NDArray[np.float64]


def description_of(
    source: str, labels: list[str], distribution: Numbers, contributions: Numbers, entropy: float,
    maximum_entropy: float, efficiency: float, observations: int | None, mean_code_length: float | None, unit: str,
) -> str:  # fmt: skip
    """Return the picture in words."""
    n = len(labels)
    most = int(contributions.argmax())
    seen = "" if observations is None else f", counted from {observations:,} observation{_s(observations)}"
    words = (
        f"{n:,} outcome{_s(n)}{seen}. The entropy is {_amount(entropy, unit)} a symbol, "
        f"{numeral(100.0 * efficiency)} % of the possible {_amount(maximum_entropy, unit)}. "
        f"Most of it comes from {labels[most]}, of probability {numeral(distribution[most])}."
    )
    if mean_code_length is not None:
        words += f" The code needs {_amount(mean_code_length, 'bits')} a symbol."
    return words


def notices_of(
    picture: str, locked_outcomes: list[int], labels: list[str], room: float, movable: bool, code_reason: str,
    message_reason: str, message_length: int, observations: int | None, estimates: Numbers,
    measurements: Numbers | None, n_samples: int, differential_entropy: float, neighbor_entropy: float | None,
    neighbors: int, unit: str,
) -> list[dict[str, str]]:  # fmt: skip
    """Return what is worth knowing beside the picture."""
    said = []
    if not movable and len(labels) > 1:
        said.append("The locked bars leave nothing to move: unlock one, and the others can trade with it.")
    elif locked_outcomes:
        said.append(f"The unlocked bars share {numeral(room)} among them.")
    if picture in ("area", "estimates") and observations is not None:
        said.append(
            f"These are {observations:,} observation{_s(observations)}, not their source: its entropy is probably "
            f"larger, by Miller and Madow {numeral(estimates[1])} {unit}."
        )
    if picture in ("area", "code tree") and code_reason:
        said.append(code_reason)
    if picture == "message" and message_reason:
        said.append(message_reason)
    if picture == "message" and message_length > LONGEST_INTERVAL:
        said.append(f"One number is made of the first {LONGEST_INTERVAL:,} symbols: its digits grow with them.")
    if picture == "density":
        if differential_entropy < 0.0 and measurements is None:
            said.append("It is negative, for a density has no least surprise: it changes with the unit of length.")
        if neighbor_entropy == -math.inf:
            said.append(f"Some numbers come more than {neighbors} times: what repeats has no density.")
        if measurements is None and n_samples > MOST_NUMBERS:
            said.append(f"{MOST_NUMBERS:,} numbers were drawn: more would take long to search.")
    return [{"about": "ghost", "text": text} for text in said]


def _s(n: int) -> str:
    """Return the ending of a plural."""
    return "" if n == 1 else "s"


def _amount(information: float, unit: str) -> str:
    """Return a number with its unit, in the singular for one."""
    text = numeral(information)
    return f"{text} {unit[:-1] if text == '1' else unit}"
