"""`Undoable`: undo, redo and reset of the given traits; one gesture is one step."""

from __future__ import annotations

from typing import Any

from traitlets import Bool

from .array import same
from .computed import Changes
from .connected import GESTURE, Connected, from_view
from .kinds import kind_of, log, names_of

LONGEST = 100
"""Steps that are remembered."""

Snapshot = dict[str, Any]


class Undoable(Connected):
    """A widget that remembers where its given traits have been."""

    can_undo = log(Bool(False), help="Whether there is a step to take back.")
    can_redo = log(Bool(False), help="Whether there is a step to do again.")

    def __init__(self, *positional: Any, **named: Any) -> None:
        self._initial: Snapshot = {}
        self._present: Snapshot = {}
        self._past: list[Snapshot] = []
        self._future: list[Snapshot] = []
        self._gesture = ""
        self._origin: Snapshot = {}
        self._journey: tuple[list[Snapshot], list[Snapshot]] | None = None
        super().__init__(*positional, **named)

    @from_view
    def undo(self) -> None:
        """Take the last step back; do nothing if there is none."""
        self._travel(self._past, self._future)

    @from_view
    def redo(self) -> None:
        """Do the last step again that was taken back; do nothing if there is none."""
        self._travel(self._future, self._past)

    @from_view
    def reset(self) -> None:
        """Return to the values that the widget was made with; this is a step of its own."""
        with self._changing():
            self._gesture = ""
            self._restore(self._initial)

    def _travel(self, taken: list[Snapshot], left: list[Snapshot]) -> None:
        with self._changing():
            if taken:
                self._journey = taken, left
                self._restore(taken[-1])

    def _restore(self, snapshot: Snapshot) -> None:
        for name, value in snapshot.items():
            if not same(getattr(self, name), value):
                setattr(self, name, value)

    def _accept(self) -> tuple[Changes, Changes]:
        changes, logged = super()._accept()
        if not self._started:
            self._initial = self._snapshot()
        elif self._journey:
            taken, left = self._journey
            taken.pop()
            left.append(self._present)
            self._gesture = ""
        elif any(kind_of(self, name) == "given" for name in changes):
            self._remember(GESTURE.get())
        self._present, self._journey = self._snapshot(), None
        reach = {"can_undo": bool(self._past), "can_redo": bool(self._future)}
        return changes, logged | self._store(reach)

    def _take_back(self) -> None:
        self._journey = None
        super()._take_back()

    def _remember(self, gesture: str) -> None:
        """Make a step of the change: one of a whole gesture, none of a gesture that ends where it began."""
        if gesture and gesture == self._gesture:
            if self._past and self._past[-1] is self._origin:
                self._past.pop()
        else:
            self._origin = self._present
        if not all(same(value, self._origin[name]) for name, value in self._snapshot().items()):
            self._past.append(self._origin)
            del self._past[:-LONGEST]
        self._gesture = gesture
        self._future.clear()

    def _snapshot(self) -> Snapshot:
        return {name: self._accepted[name] for name in names_of(self, "given")}
