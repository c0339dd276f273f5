"""What positional arguments mean."""

from __future__ import annotations

from typing import Any

from ...maths import geometry as g


def names_of(positional: tuple[Any, ...]) -> tuple[str, ...]:
    """Return what positional arguments mean, by the kind of the first."""
    first = positional[0] if positional else None
    if isinstance(first, str):
        return ("function", "parameters")
    if g.is_fitted_network(first):
        return ("model", "data", "targets")
    if g.is_module(first):
        return ("model", "loss", "data", "targets")
    if hasattr(first, "fit"):
        raise TypeError(g.OTHER_MODEL.format(type(first).__name__))
    return ("loss", "parameters", "gradient") if callable(first) else ("data", "targets")
