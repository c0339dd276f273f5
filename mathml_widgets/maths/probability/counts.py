"""How many: whole numbers from 1 on."""

from __future__ import annotations


def as_count(number: int, name: str) -> int:
    """Return a whole number from 1 on."""
    if isinstance(number, bool) or int(number) != number or number < 1:
        raise ValueError(f"{name} must be a whole number from 1 on, got {number}")
    return int(number)
