"""The reader's message in bits, by the code and as one number."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...maths import information as info
from ...maths.information.exact_shares import Shares
from ...shell import Step
from .codes import AT_ONCE

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

SHOWN_SYMBOLS = 1_000
ZOOMED = 32
LONGEST_INTERVAL = 2_000


def surprise_of(message_places: Whole, surprisals: Numbers) -> float:
    """Return the surprise of the whole message."""
    if (message_places < 0).any():
        return math.inf
    times = np.bincount(message_places, minlength=len(surprisals))
    seen = times > 0
    return float(times[seen] @ surprisals[seen])


def reason_for_no_bits(
    message_places: Whole, message_symbols: list[str], distribution: Numbers, coding: info.Coding | None,
    code_reason: str,
) -> str:  # fmt: skip
    """Return why the message has no bits; nothing where it has some."""
    impossible = message_places < 0
    impossible[~impossible] = distribution[message_places[~impossible]] == 0.0
    if impossible.any():
        place = int(impossible.argmax())
        symbol = f"“{message_symbols[place]}”" if place < len(message_symbols) else "A symbol"
        why = "is none of the outcomes" if message_places[place] < 0 else "has probability 0"
        return f"{symbol} at index {place:,} {why}: no code has a word for it."
    return code_reason if coding is None or coding.code is None else ""


def encoded(
    message_places: Whole, message_reason: str, coding: info.Coding | None, distribution: Numbers
) -> Iterator[Step]:
    """Yield the codewords, the bits, how many there are, and whether they lead back to the message."""
    if message_reason or coding is None or coding.code is None:
        yield Step(([], "", None, False), 1.0)
        return
    blocks = info.blocks_of(message_places, coding.block_length, distribution).tolist()
    words = [coding.code.codewords[block] for block in blocks]
    bits = "".join(words)
    if len(blocks) > AT_ONCE:
        yield Step((words[:SHOWN_SYMBOLS], bits, len(bits), False), 0.5)
    back = info.decode(bits, coding.code, len(blocks))
    yield Step((words[:SHOWN_SYMBOLS], bits, len(bits), list(back) == blocks), 1.0)


def narrowed(message_places: Whole, distribution: Numbers, shares: Shares, labels: list[str]) -> Iterator[Step]:
    """Yield the steps of arithmetic coding, its bits, what they decode to, and whether that is the message."""
    row = message_places[:LONGEST_INTERVAL]
    if (row < 0).any() or (distribution[row] == 0.0).any():
        yield Step(([], "", [], False), 1.0)
        return
    outcomes = row.tolist()
    if len(outcomes) > ZOOMED:
        begun = info.arithmetic_encode(outcomes[:ZOOMED], shares, n_recorded=ZOOMED)
        yield Step((_steps(begun), "", [], False), 0.1)
    code = info.arithmetic_encode(outcomes, shares, n_recorded=ZOOMED)
    back = info.arithmetic_decode(code.bits, shares, len(outcomes))
    seen = [labels[place] for place in back[:SHOWN_SYMBOLS]]
    yield Step((_steps(code), code.bits, seen, list(back) == outcomes), 1.0)


def _steps(code: info.ArithmeticCode) -> list[dict[str, str]]:
    """Return the first intervals as the view draws them."""
    steps = []
    for interval in code.narrowing:
        low, high = info.decimal_ends(interval)
        steps.append({"low": low, "high": high, "bits": info.settled_bits(interval)})
    return steps
