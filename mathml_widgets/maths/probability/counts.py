"""How many: whole numbers from 1 on."""

from __future__ import annotations

from math import inf


def as_count(number: int, name: str) -> int:
    """Return a whole number from 1 on."""
    if isinstance(number, bool) or not 1 <= number < inf or int(number) != number:
        raise ValueError(f"{name} must be a whole number from 1 on, got {number}")
    return int(number)
