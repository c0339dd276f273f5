"""`Undoable`: undo, redo and reset of the given traits; one gesture is one step."""

from __future__ import annotations

from typing import Any

from traitlets import Bool

from .array import same
from .computed import Changes
from .connected import GESTURE, Connected, from_view
from .kinds import log, names_of

LONGEST = 100
"""Steps that are remembered."""

Snapshot = dict[str, Any]


class Undoable(Connected):
    """A widget that remembers where its given traits have been."""

    can_undo = log(Bool(False), help="Whether there is a step to take back.")
    can_redo = log(Bool(False), help="Whether there is a step to do again.")

    def __init__(self, *positional: Any, **named: Any) -> None:
        self._past: list[Snapshot] = []
        self._present: Snapshot = {}
        self._future: list[Snapshot] = []
        self._gesture = ""
        self._travelling = False
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
        self._gesture = ""
        self._change(lambda: self._restore(self._initial))

    def _settled(self, changes: Changes) -> Changes:
        snapshot = {name: getattr(self, name) for name in names_of(self, "given")}
        if not self._started:
            self._initial = snapshot
        elif changes and not self._travelling:
            gesture = GESTURE.get()
            if not gesture or gesture != self._gesture:
                self._past = [*self._past, self._present][-LONGEST:]
            self._gesture = gesture
            self._future = []
        self._present = snapshot
        return super()._settled(changes) | self._store(self._reach())

    def _reach(self) -> dict[str, bool]:
        return {"can_undo": bool(self._past), "can_redo": bool(self._future)}

    def _travel(self, taken: list[Snapshot], left: list[Snapshot]) -> None:
        if not taken:
            return
        target, here = taken[-1], self._present
        self._travelling = True
        try:
            taken.pop()
            left.append(here)
            self._change(lambda: self._restore(target))
        finally:
            self._travelling = False
            self._gesture = ""

    def _restore(self, snapshot: Snapshot) -> None:
        for name, value in snapshot.items():
            if not same(getattr(self, name), value):
                setattr(self, name, value)
