"""What may be chosen: read from the traits, so that no view keeps a list of its own."""

from __future__ import annotations

from typing import Any

from traitlets import Enum, HasTraits, List, TraitType

from .kinds import names_of


def choices_of(owner: HasTraits) -> dict[str, list[str]]:
    """Return the values of each given trait that is one of a list, or a list of some of them."""
    traits = owner.traits()
    found = {name: _values(traits[name]) for name in names_of(owner, "given")}
    return {name: values for name, values in found.items() if values}


def _values(trait: TraitType[Any, Any]) -> list[str]:
    inner = trait._trait if isinstance(trait, List) else trait
    return [str(value) for value in inner.values or ()] if isinstance(inner, Enum) else []
