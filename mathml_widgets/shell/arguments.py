"""What a constructor and `set` accept: names of traits, and no others."""

from __future__ import annotations

from typing import Any

from traitlets import HasTraits

from .errors import suggest
from .kinds import WRITTEN, names_of


def by_name(cls: type[HasTraits], names: tuple[str, ...], positional: tuple[Any, ...]) -> dict[str, Any]:
    """Return positional arguments by the names they stand for; None stands for the default."""
    if len(positional) > len(names):
        raise TypeError(f"{cls.__name__} takes at most {len(names)} positional arguments, got {len(positional)}")
    return {name: value for name, value in zip(names, positional, strict=False) if value is not None}


def refuse_twice(cls: type[HasTraits], placed: dict[str, Any], named: dict[str, Any]) -> None:
    """Raise a `TypeError` if an argument is given by position and by name."""
    for name in placed:
        if name in named:
            raise TypeError(f"{cls.__name__} got {name} twice, by position and by name")


def refuse_unknown(cls: type[HasTraits], named: dict[str, Any]) -> None:
    """Raise a `TypeError` that suggests the nearest name if there is no such argument."""
    allowed = {*names_of(cls, *WRITTEN), "layout"}
    for name in named:
        if name not in allowed:
            raise TypeError(f"{cls.__name__} has no argument {name!r}{suggest(name, allowed)}")
