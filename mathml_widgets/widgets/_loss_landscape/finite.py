"""A number where it is finite."""

from __future__ import annotations

import numpy as np


def finite(value: float | None) -> float | None:
    """Return the number where it is finite, else None."""
    return float(value) if value is not None and np.isfinite(value) else None
