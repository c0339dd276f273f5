"""Pólya's urn: whatever was drawn is put back with some more of its kind.

So results repeat themselves, but their order makes no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def urn(rates: Sequence[Any], results: Sequence[bool], rho: Any) -> list[list[Any]]:
    """Return the probability of each result given the earlier ones, for each rate."""
    rows, positives = [], 0
    for t, result in enumerate(results):
        row = []
        for rate in rates:
            positive = rate if t == 0 else (rate * (1 - rho) + positives * rho) / ((1 - rho) + t * rho)
            row.append(positive if result else 1 - positive)
        rows.append(row)
        positives += bool(result)
    return rows
