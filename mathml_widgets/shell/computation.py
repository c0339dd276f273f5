"""What a widget computes: small pure functions whose parameters name the traits they need.

The shell reads the names, finds the order, and runs a function only when one of its
inputs has changed: dragging a probe does not recompute a decomposition.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .errors import suggest
from .kinds import READ_ONLY


@dataclass(frozen=True)
class Computation:
    """A function, the traits it reads (its parameters) and the traits it fills."""

    function: Callable[..., Any]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    progressive: bool

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the plain function: it can be tested with no widget."""
        return self.function(*arguments, **named)

    @property
    def name(self) -> str:
        """The name of the function."""
        return self.function.__name__

    def values(self, result: Any) -> dict[str, Any]:
        """Return what the function answered, by the names of its outputs."""
        if len(self.outputs) == 1:
            return {self.outputs[0]: result}
        if not isinstance(result, tuple) or len(result) != len(self.outputs):
            raise TypeError(f"{self.name} must return {len(self.outputs)} values in a tuple")
        return dict(zip(self.outputs, result, strict=True))


def computes(*outputs: str) -> Callable[[Callable[..., Any]], Computation]:
    """Mark a function in a widget's class body as the one that fills the traits `outputs`.

    Its parameters are names of traits; it has no `self`. A generator function yields
    better and better answers: the view shows each, and a newer input ends the run.
    """

    def mark(function: Callable[..., Any]) -> Computation:
        parameters = tuple(inspect.signature(function).parameters)
        return Computation(function, parameters, outputs, inspect.isgeneratorfunction(function))

    return mark


def ordered(computations: Iterable[Computation], owner: str) -> tuple[Computation, ...]:
    """Return the computations so that each comes after those whose outputs it reads.

    Raises
    ------
    TypeError
        If two fill the same trait, or if they form a circle.
    """
    waiting = list(computations)
    filled_by: dict[str, str] = {}
    for one in waiting:
        for output in one.outputs:
            if output in filled_by:
                raise TypeError(f"{owner}: {one.name} and {filled_by[output]} both fill {output}")
            filled_by[output] = one.name
    done: list[Computation] = []
    while waiting:
        still_empty = {output for one in waiting for output in one.outputs}
        ready = [one for one in waiting if still_empty.isdisjoint(one.inputs)]
        if not ready:
            circle = ", ".join(sorted(one.name for one in waiting))
            raise TypeError(f"{owner}: these functions wait for each other: {circle}")
        done += ready
        waiting = [one for one in waiting if one not in ready]
    return tuple(done)


def check_names(computations: Iterable[Computation], kinds: dict[str, str | None], owner: str) -> None:
    """Raise a `TypeError` if a computation fills or reads what is no trait for it.

    Parameters
    ----------
    computations : iterable of Computation
    kinds : dict
        The kind of every trait.
    owner : str
        The name of the class, for the error.
    """
    for one in computations:
        for name in one.outputs:
            if kinds.get(name) not in READ_ONLY:
                raise TypeError(f"{owner}: {one.name} fills {name}, not a derived trait")
        for name in one.inputs:
            if name not in kinds:
                raise TypeError(f"{owner}: {one.name} reads {name}, not a trait{suggest(name, kinds)}")
