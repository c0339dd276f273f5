"""What the package says when an input is refused: the name, the rule, the culprit."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from traitlets import TraitError


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


def suggest(name: str, allowed: Iterable[str]) -> str:
    """Return `"; did you mean 'matrix'?"` for the nearest allowed name, or nothing."""
    nearest = get_close_matches(name[:100], list(allowed), n=1)
    return f"; did you mean {nearest[0]!r}?" if nearest else ""
