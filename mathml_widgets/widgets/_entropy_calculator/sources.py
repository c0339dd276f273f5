"""The source: from what is given to outcomes and their probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...maths import information as info
from .simple_fractions import simple

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

SHOWN_FRACTIONS = 256


def source_of(probabilities: Numbers | None, counts: Whole | None, data: Any, symbols: list[str]) -> tuple[Any, ...]:
    """Return which of the inputs is in force, and all that it says."""
    if data is not None:
        kind, found = "data", info.source_of_data(data)
    elif counts is not None:
        kind, found = "counts", info.source_of_counts(counts, symbols)
    elif probabilities is not None:
        kind, found = "probabilities", info.source_of_probabilities(probabilities, symbols)
    else:
        raise ValueError("probabilities must be given where there are neither counts nor data, got none")
    few = len(found.names) <= SHOWN_FRACTIONS
    return (
        kind,
        list(found.names),
        list(map(info.shown, found.names)),
        found.distribution,
        found.shares,
        [simple(share) for share in found.shares] if few else [],
        found.counts,
        None if found.counts is None else int(found.counts.sum()),
        found.joint,
        list(map(info.shown, found.row_names)),
        list(map(info.shown, found.column_names)),
        list(map(info.shown, found.variables)),
    )
