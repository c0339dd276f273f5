"""The rows of the readouts."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import information as info
from ...maths.information.exact_shares import Shares
from ...maths.numerals import numeral
from ...shell import readout
from .messages import LONGEST_INTERVAL
from .samples import ESTIMATORS

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Rows = list[dict[str, Any]]

ESTIMATOR_NAMES = ("Plug-in", "Miller-Madow", "Jackknife", "Laplace")


def of_the_bars(
    entropy: float, maximum_entropy: float, efficiency: float, perplexity: float, distribution: Numbers,
    contributions: Numbers, labels: list[str], shares: Shares, base: float, unit: str,
) -> Rows:  # fmt: skip
    """Return the readouts of the bars."""
    n = len(labels)
    exact = info.dyadic_entropy(shares) if base == 2.0 else None
    whole = n.bit_length() - 1 if base == 2.0 and n & (n - 1) == 0 else None
    most = int(contributions.argmax())
    return [
        readout("entropy", "Entropy", entropy, exact=exact, unit=f"{unit} a symbol", about="answer", main=True),
        readout("maximum_entropy", "At most", maximum_entropy, exact=whole, unit=unit),
        readout("efficiency", "Efficiency", 100.0 * efficiency, unit="% of the most"),
        readout("perplexity", "Perplexity", perplexity, unit="equally likely outcomes"),
        readout("contributions", "Adds most", labels[most], form="words", detail=True),
        readout("distribution", "with probability", float(distribution[most]), detail=True),
    ]


def of_the_code(
    mean_code_length: float | None, exact_mean_length: str, redundancy: float | None, coded_length: int,
    code_reason: str, code_judgement: dict[str, Any], entropy: float, base: float, unit: str,
) -> Rows:  # fmt: skip
    """Return the readouts of the code."""
    rows = [
        readout(
            "mean_code_length",
            "Mean code length",
            mean_code_length,
            exact=exact_mean_length or None,
            unit="bits a symbol",
            reason=code_reason,
            about="second",
            main=True,
        ),
        readout(
            "redundancy", "Above the entropy", redundancy, unit="bits a symbol", reason=code_reason, about="second"
        ),
        readout("coded_length", "Symbols coded at once", coded_length, form="count", detail=True),
    ]
    if base != 2.0:
        bits = entropy * math.log2(base)
        rows.append(readout("entropy", f"{numeral(entropy)} {unit} are", bits, unit="bits", detail=True))
    if code_judgement:
        rows += [
            readout("code_judgement", "Best from here", code_judgement["reachable"], unit="bits a symbol"),
            readout("least_mean_length", "Best possible", code_judgement["least_mean_length"], form="words"),
        ]
    return rows


def of_the_message(
    message_length: int, message_surprise: float, encoded_length: int | None, message_reason: str, arithmetic_bits: str,
    unit: str, picture: str,
) -> Rows:  # fmt: skip
    """Return the readouts of the message."""
    if picture != "message":
        return []
    cut = message_length > LONGEST_INTERVAL
    number_of = None if message_reason or (message_length and not arithmetic_bits) else len(arithmetic_bits)
    first = f" of the first {LONGEST_INTERVAL:,} symbols" if cut else ""
    return [
        readout("message_length", "Symbols", message_length, form="count"),
        readout(
            "message_surprise",
            "Surprise of the message",
            message_surprise,
            unit=unit,
            reason="infinite: it holds what cannot happen",
            about="answer",
            main=True,
        ),
        readout(
            "encoded_length",
            "By the code",
            encoded_length,
            unit="bits",
            form="count",
            reason=message_reason or "there is no code",
            about="second",
        ),
        readout(
            "arithmetic_bits",
            "By one number",
            number_of,
            unit=f"bits{first}",
            form="count",
            reason=message_reason or "being computed",
            about="third",
        ),
    ]


def of_the_estimates(
    estimates: Numbers, estimate_intervals: Numbers, estimator: str, sample_counts: Whole, true_entropy: float | None,
    n_resamples: int, unit: str, picture: str,
) -> Rows:  # fmt: skip
    """Return the readouts of the estimates."""
    if picture != "estimates":
        return []
    rows = []
    for name, label, value, (low, high) in zip(
        ESTIMATORS, ESTIMATOR_NAMES, estimates.tolist(), estimate_intervals.tolist(), strict=True
    ):
        main = name == estimator
        interval = f"{numeral(low)} to {numeral(high)} {unit}"
        rows.append(readout(name, label, value, unit=unit, about="answer" if main else "", main=main))
        rows.append(readout(f"{name}_interval", "95 % of resamples", interval, form="words", detail=not main))
    rows.append(readout("sample_counts", "Observations", int(sample_counts.sum()), form="count"))
    rows.append(readout("n_resamples", "Resamples", n_resamples, form="count", detail=True))
    rows.append(
        readout(
            "true_entropy",
            "True entropy",
            true_entropy,
            unit=unit,
            reason="unknown: there are only data",
            about="third",
            main=True,
        )
    )
    return rows


def of_the_orders(
    renyi_entropy: float, tsallis_entropy: float, limits: Numbers, order: float, unit: str, picture: str
) -> Rows:
    """Return the readouts of the other orders."""
    if picture != "orders":
        return []
    names = ("Order 0, Hartley", "Order 1, Shannon", "Order 2, collision", "Order ∞, the likeliest")
    at = f"order {order:g}"
    return [
        readout("renyi_entropy", f"Rényi, {at}", renyi_entropy, unit=unit, about="answer", main=True),
        readout("tsallis_entropy", f"Tsallis, {at}", tsallis_entropy, unit="no unit", about="second", main=True),
        *(
            readout(f"limit_{i}", name, value, unit=unit)
            for i, (name, value) in enumerate(zip(names, limits.tolist(), strict=True))
        ),
    ]


def of_the_table(
    joint_entropy: float | None, marginal_entropies: Numbers | None, conditional_entropy: Numbers | None,
    mutual_information: float | None, variables: list[str], unit: str, picture: str,
) -> Rows:  # fmt: skip
    """Return the readouts of the table."""
    if picture != "table":
        return []
    if marginal_entropies is None or conditional_entropy is None:
        reason = "needs a table of two variables"
        return [readout("joint_entropy", "Both together", None, unit=unit, reason=reason, main=True)]
    x, y = variables
    h_x, h_y = marginal_entropies.tolist()
    x_given_y, y_given_x = conditional_entropy.tolist()
    return [
        readout("joint_entropy", f"H({x}, {y})", joint_entropy, unit=unit, about="answer", main=True),
        readout("marginal_entropies", f"H({x})", h_x, unit=unit, about="second"),
        readout("marginal_entropies", f"H({y})", h_y, unit=unit, about="third"),
        readout("conditional_entropy", f"H({x} | {y})", x_given_y, unit=unit, about="second", main=True),
        readout("conditional_entropy", f"H({y} | {x})", y_given_x, unit=unit, about="third", main=True),
        readout("mutual_information", f"I({x}; {y})", mutual_information, unit=unit, main=True),
    ]


def of_the_density(
    differential_entropy: float, neighbor_entropy: float | None, normal_entropy: float | None, n_measured: int,
    measurements: Numbers | None, family: str, neighbors: int, unit: str, picture: str,
) -> Rows:  # fmt: skip
    """Return the readouts of the density."""
    if picture != "density":
        return []
    reason = f"needs more than {neighbors} numbers" if neighbor_entropy is None else "−∞: equal numbers"
    own = measurements is not None
    rows = [
        readout("neighbor_entropy", "Nearest neighbours", neighbor_entropy, unit=unit, reason=reason, main=True),
        readout(
            "normal_entropy",
            "Most for this spread",
            normal_entropy,
            unit=unit,
            reason="the numbers have no spread",
            about="third",
        ),
        readout("n_measured", "Numbers", n_measured, form="count"),
    ]
    closed = readout(
        "differential_entropy",
        f"Density: {family}",
        differential_entropy,
        unit=unit,
        about="answer",
        main=not own,
        detail=own,
    )
    return [*rows, closed] if own else [closed, *rows]


def of_the_questions(twenty_questions: dict[str, Any], labels: list[str], picture: str) -> Rows:
    """Return the readouts of the questions."""
    if picture != "questions":
        return []
    game = twenty_questions
    found = None if game["found"] is None else labels[game["found"]]
    return [
        readout("asked_about", "Questions asked", len(game["answers"]), form="count", main=True),
        readout("left", "Still open", game["left"], unit="bits", about="answer", main=True),
        readout("gained", "Learnt", math.fsum(game["gained"]), unit="bits"),
        readout("still_needed", "Best plan still needs", game["still_needed"], unit="questions on average"),
        readout("found", "It is", found, form="words", reason="not found yet", about="third"),
    ]


def of_the_picture(
    picture: str, area_rows: Rows, code_rows: Rows, message_rows: Rows, estimate_rows: Rows, order_rows: Rows,
    table_rows: Rows, density_rows: Rows, question_rows: Rows,
) -> Rows:  # fmt: skip
    """Return the readouts that belong to the picture."""
    entropy = area_rows[:1]
    return {
        "area": [*area_rows, *code_rows[:2]],
        "code tree": [*entropy, *code_rows],
        "message": [*message_rows, *entropy, *code_rows[:1]],
        "estimates": estimate_rows,
        "table": table_rows,
        "orders": [*order_rows, *area_rows[3:4]],
        "density": density_rows,
        "questions": [*question_rows, *entropy],
    }[picture]
