"""What the package says when an input is refused: the name, the rule, the culprit."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from math import isinf
from typing import Any

from traitlets import Enum, List, TraitError, TraitType


class GivenError(TraitError, ValueError):
    """A value that a trait cannot take.

    It is a `ValueError`, as NumPy users expect, and a `TraitError`, as traitlets
    and ipywidgets expect.
    """


def short(value: object, limit: int = 60) -> str:
    """Return `repr(value)`, cut to `limit` characters, for use in an error sentence."""
    try:
        text = repr(value[: limit + 1] if isinstance(value, str) else value)
    except Exception:  # such as an integer of more digits than Python writes
        text = f"a value of type {type(value).__name__}"
    shown = " ".join(text.split())
    return shown if len(shown) <= limit else f"{shown[: limit - 1]}…"


def refusal(trait: TraitType[Any, Any], value: object, name: str = "") -> GivenError:
    """Return the error for a value that one of traitlets' own traits does not take."""
    name = name or str(trait.name)
    if isinstance(trait, List) and isinstance(value, (list, tuple)) and isinstance(trait._trait, Enum):
        for index, one in enumerate(value):
            if one not in (trait._trait.values or ()):
                return refusal(trait._trait, one, f"{name}[{index}]")
    rule, hint = str(trait.info()), ""
    if isinstance(trait, Enum):
        allowed = list(trait.values or ())
        rule, hint = f"one of {', '.join(map(repr, allowed))}", suggest(str(value), map(str, allowed))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        rule = _range(getattr(trait, "min", None), getattr(trait, "max", None)) or rule
    return GivenError(f"{name} must be {rule}, got {short(value)}{hint}")


def _range(low: float | None, high: float | None) -> str:
    """Return a range in words; nothing if it has no bounds."""
    least = "" if low is None or isinf(low) else f"at least {low:,}"
    most = "" if high is None or isinf(high) else f"at most {high:,}"
    return f"between {low:,} and {high:,}" if least and most else least or most


def suggest(name: str, allowed: Iterable[str]) -> str:
    """Return `"; did you mean 'matrix'?"` for the nearest allowed name, or nothing."""
    nearest = get_close_matches(name[:100], list(allowed), n=1)
    return f"; did you mean {nearest[0]!r}?" if nearest else ""
