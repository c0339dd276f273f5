"""Values as JSON and as Python source, both of which bring the same values back."""

from __future__ import annotations

import math
from numbers import Integral, Real
from typing import Any

import numpy as np

from .array import SMALL


def to_json(value: Any) -> Any:
    """Return `value` as JSON: arrays as lists, non-finite floats as `{"float": "inf"}`."""
    if isinstance(value, np.ndarray):
        return {"in_kernel": list(value.shape)} if value.nbytes > SMALL else to_json(value.tolist())
    if isinstance(value, dict):
        return {str(k): to_json(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_json(v) for v in value]
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, Integral):
        return value if isinstance(value, bool) else int(value)
    if isinstance(value, Real):
        number = float(value)
        return number if math.isfinite(number) else {"float": str(number)}
    return value


def from_json(value: Any) -> Any:
    """Return what `to_json` was given, arrays as lists."""
    if isinstance(value, dict):
        if value.keys() == {"float"} and value["float"] in ("inf", "-inf", "nan"):
            return float(value["float"])
        return {k: from_json(v) for k, v in value.items()}
    return [from_json(v) for v in value] if isinstance(value, list) else value


def to_source(value: Any) -> str:
    """Return Python source of `value`, arrays as lists."""
    if isinstance(value, np.ndarray):
        if value.nbytes > SMALL:
            raise ValueError(
                f"an array of shape {value.shape} is too large for a code cell: "
                "save it with numpy.save and load it there"
            )
        return to_source(value.tolist())
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(to_source, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{k!r}: {to_source(v)}' for k, v in value.items())}}}"
    if isinstance(value, float) and not math.isfinite(value):
        return f"float('{value}')"
    return repr(value)
