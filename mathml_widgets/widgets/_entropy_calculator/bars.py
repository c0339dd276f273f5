"""What a hand does to the bars."""

from __future__ import annotations

import math
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import information as info
from ...shell.errors import GivenError, short

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

MOST_COUNTED = 10**15
"""Observations of one outcome that a hand may ask for."""

HELD_BAR = "bar "


def place_of(index: Any, shape: tuple[int, ...], name: str) -> int:
    """Return the place of an outcome from its index in the trait `name`, whose outcomes have this shape."""
    where = index if isinstance(index, (list, tuple)) else [index]
    n_outcomes = math.prod(shape)
    if len(where) == 1:
        shape = (n_outcomes,)
    fits = len(where) == len(shape) and all(
        type(i) is int and 0 <= i < length for i, length in zip(where, shape, strict=True)
    )
    if not fits:
        raise GivenError(f"{name} of {n_outcomes} outcomes have no entry {short(index)}")
    return int(np.ravel_multi_index(tuple(where), shape))


def moved(start: Numbers, place: int, value: Any, locked_outcomes: list[int], movable: bool) -> Numbers:
    """Return the distribution with another probability for one outcome."""
    name = f"probabilities[{place}]"
    if isinstance(value, bool) or not isinstance(value, Real) or not 0.0 <= float(value) <= 1.0:
        raise GivenError(f"{name} must be between 0 and 1, got {short(value)}")
    if place in locked_outcomes:
        raise GivenError(f"{name} cannot move, it is locked: unlock it first")
    if not movable:
        raise GivenError(f"{name} cannot move, the locked outcomes leave nothing to trade with: unlock another")
    return info.with_probability(start, place, float(value), locked_outcomes=locked_outcomes)


def recounted(sample_counts: Whole, place: int, value: Any) -> Whole:
    """Return the counts with another one for one outcome."""
    seen = float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
    if not 0.0 <= seen <= MOST_COUNTED or seen % 1.0:
        raise GivenError(f"counts[{place}] must be a whole number from 0 to 10¹⁵, got {short(value)}")
    counts: Whole = sample_counts.copy()
    counts[place] = seen
    return counts


def left_to_move(distribution: Numbers, locked_outcomes: list[int]) -> tuple[float, bool]:
    """Return the probability that unlocked outcomes share, and whether a hand can move any."""
    n = len(distribution)
    for place in locked_outcomes:
        if not 0 <= place < n:
            raise ValueError(f"locked_outcomes must be places from 0 to {n - 1}, got {place}")
    free = np.ones(n, bool)
    free[locked_outcomes] = False
    room = float(distribution[free].sum())
    return room, bool(free.sum() >= 2 and room > 0.0)


def entropy_over_bar(distribution: Numbers, locked_outcomes: list[int], held: str, base: float) -> Numbers | None:
    """Return probabilities of the bar that is held and the entropies they would give; None if none is."""
    place = held.removeprefix(HELD_BAR)
    if not held.startswith(HELD_BAR) or not place.isdecimal() or int(place) >= len(distribution):
        return None
    return info.entropy_along(distribution, int(place), locked_outcomes=locked_outcomes, base=base)
