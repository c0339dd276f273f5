"""The kinds of trait, each with one writer.

========== ========================== ================================= ===================
kind       written by                 saved, shared, undone             starts a computation
========== ========================== ================================= ===================
given      the reader                 yes: these are the state          yes
derived    the shell, from a function no, recomputed                    may feed another
interface  the reader or the teacher  in the state, not in undo         of what reads it
log        the shell                  `attempts` in the state           no
kept       the reader, from Python    its name: it stays in the kernel  yes
========== ========================== ================================= ===================

`kept` is for what cannot travel: a callable, a model, an executor.
"""

from __future__ import annotations

from typing import Any, TypeVar

from traitlets import HasTraits, TraitType

from .array import Array

Trait = TypeVar("Trait", bound=TraitType[Any, Any])

WRITTEN = ("given", "interface", "kept")
"""What others than the shell write."""

READ_ONLY = ("derived", "log")


def given(trait: Trait, **metadata: Any) -> Trait:
    """Declare a trait that the reader writes, from Python or by hand.

    Metadata understood by the shell: `parse`, a function from typed text to a
    value (or to one entry of an array), and `finite`, which is False for a number that
    may be infinite; by the generated panel of a
    `FigureWidget`: `label`, `unit`, `low`, `high`, `step`, `log`; by the
    documentation: `help`.
    """
    return _mark(trait, kind="given", sync=True, echo_update=False, **metadata)


def derived(trait: Trait, **metadata: Any) -> Trait:
    """Declare a trait that a function marked `computes` fills; nobody else can write it.

    What is computed may be infinite: that is a result to look at.
    """
    trait.read_only = True
    if isinstance(trait, Array):
        trait.finite = False
    return _mark(trait, kind="derived", sync=True, **metadata)


def interface(trait: Trait, **metadata: Any) -> Trait:
    """Declare a trait that changes how things are shown, never what is computed."""
    return _mark(trait, kind="interface", sync=True, echo_update=False, **metadata)


def log(trait: Trait, **metadata: Any) -> Trait:
    """Declare a trait in which the shell reports what happened."""
    trait.read_only = True
    return _mark(trait, kind="log", sync=True, **metadata)


def kept(trait: Trait, **metadata: Any) -> Trait:
    """Declare a trait that stays in the kernel: a callable, a model, an executor."""
    return _mark(trait, kind="kept", **metadata)


def _mark(trait: Trait, *, help: str = "", **metadata: Any) -> Trait:
    trait.help = trait.metadata["help"] = help
    trait.tag(**metadata)
    return trait


def kind_of(owner: HasTraits, name: str) -> str | None:
    """Return the kind of the trait of this name; None for a trait not of ours, or for no trait."""
    trait = owner.traits().get(name)
    return None if trait is None else trait.metadata.get("kind")


def names_of(owner: HasTraits | type[HasTraits], *kinds: str) -> tuple[str, ...]:
    """Return the names of the traits of these kinds, in the order of the alphabet."""
    traits = owner.traits() if isinstance(owner, HasTraits) else owner.class_traits()
    return tuple(sorted(n for n, t in traits.items() if t.metadata.get("kind") in kinds))
