"""Values as JSON and as Python source, both of which bring the same values back."""

from __future__ import annotations

import base64
import math
from numbers import Integral, Real
from typing import Any

import numpy as np

from .array import SMALL


def to_json(value: Any) -> Any:
    """Return `value` as JSON: arrays as lists, infinity as `{"float": "inf"}`, bytes as `{"bytes": ...}` in base 64."""
    if isinstance(value, (str, bytes)) and len(value) > SMALL:
        return {"in_kernel": [len(value)]}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
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
        if value.keys() == {"bytes"} and isinstance(value["bytes"], str):
            return base64.b64decode(value["bytes"])
        return {k: from_json(v) for k, v in value.items()}
    return [from_json(v) for v in value] if isinstance(value, list) else value


def stays_away(value: Any) -> bool:
    """Tell whether JSON tells only of something, or of a part of it, that it was too large."""
    return isinstance(value, dict) and ("in_kernel" in value or any(map(stays_away, value.values())))


def to_source(value: Any) -> str:
    """Return Python source of `value`, arrays as lists."""
    if isinstance(value, np.ndarray):
        if value.nbytes > SMALL:
            raise ValueError(
                f"an array of shape {value.shape} is too large for a code cell: "
                "save it with numpy.save and load it there"
            )
        return to_source(value.tolist())
    if isinstance(value, (str, bytes)) and len(value) > SMALL:
        raise ValueError(f"{len(value):,} characters are too many for a code cell: read them from a file")
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(to_source, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{k!r}: {to_source(v)}' for k, v in value.items())}}}"
    if isinstance(value, float) and not math.isfinite(value):
        return f"float('{value}')"
    return repr(value)
