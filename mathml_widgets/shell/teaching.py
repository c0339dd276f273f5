"""`Teachable`: what a teacher locks, hides and shows large, and the steps of a lesson."""

from __future__ import annotations

from typing import Any, ClassVar

from traitlets import Bool, Int, List, Unicode, validate
from traitlets.utils.bunch import Bunch

from .asking import Askable
from .connected import from_view
from .errors import GivenError, short, suggest
from .kinds import interface, names_of
from .literals import from_json, to_json

STEP_KEYS = ("say", "state", "lock", "ask")


class Teachable(Askable):
    """A widget that a teacher can prepare for a class."""

    locked = interface(List(Unicode()), help="Given traits that the view may not change.")
    hidden = interface(List(Unicode()), help="Traits and panes that the view does not show.")
    present = interface(Bool(False), help="Large type and few numbers, for a projector.")
    lesson_steps: List[Any] = interface(List(), help="The steps of the lesson: say, state, lock, ask.")
    lesson_step = interface(Int(0), help="The step that is shown, from 0.")

    panes: ClassVar[tuple[str, ...]] = ("toolbar", "readouts", "notices")
    """Parts of the view that can be hidden, besides traits."""

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self.observe(self._show_step, ("lesson_steps", "lesson_step"))
        self._show_step()

    def lock(self, *names: str) -> None:
        """Keep the view from changing these given traits; Python still can."""
        self._refuse_strangers(names, set(names_of(self, "given")))
        self.locked = sorted({*self.locked, *names})

    def unlock(self, *names: str) -> None:
        """Give these traits back to the reader's hand; with no name, all of them."""
        self.locked = [n for n in self.locked if names and n not in names]

    def hide(self, *names: str) -> None:
        """Do not show these traits or panes."""
        shown = {*names_of(self, "given", "derived"), *self.panes}
        self._refuse_strangers(names, shown)
        self.hidden = sorted({*self.hidden, *names})

    def unhide(self, *names: str) -> None:
        """Show these traits or panes again; with no name, all of them."""
        self.hidden = [n for n in self.hidden if names and n not in names]

    def lesson(self, steps: list[dict[str, Any]]) -> None:
        """Prepare a lesson that the view's buttons, or `next_step`, walk through.

        Parameters
        ----------
        steps : list of dict
            Each with any of `say` (a sentence), `state` (given traits to set), `lock`
            (names) and `ask` (a question).
        """
        self.set(lesson_steps=[], lesson_step=0)
        self.lesson_steps = steps

    @from_view
    def next_step(self) -> None:
        """Go to the next step of the lesson; at the last one stay."""
        self.lesson_step = min(self.lesson_step + 1, max(len(self.lesson_steps) - 1, 0))

    @from_view
    def previous_step(self) -> None:
        """Go back to the step before; at the first one stay."""
        self.lesson_step = max(self.lesson_step - 1, 0)

    def _show_step(self, _change: object = None) -> None:
        if not 0 <= self.lesson_step < len(self.lesson_steps):
            return
        step = self.lesson_steps[self.lesson_step]
        given = from_json(step.get("state", {}))
        self.set(**given, locked=list(step.get("lock", ())), question=step.get("ask", ""))

    @validate("lesson_steps")
    def _checked_steps(self, proposal: Bunch) -> list[dict[str, Any]]:
        for number, step in enumerate(proposal["value"]):
            try:
                self._check_step(step)
            except (TypeError, ValueError) as error:
                raise GivenError(f"steps[{number}]: {error}") from error
        return [to_json(step) for step in proposal["value"]]

    def _check_step(self, step: Any) -> None:
        if not isinstance(step, dict):
            raise ValueError(f"step must be a dict, got {short(step)}")
        for key in step:
            if key not in STEP_KEYS:
                known = ", ".join(STEP_KEYS)
                raise ValueError(f"key must be one of {known}, got {short(key)}{suggest(str(key), STEP_KEYS)}")
        if not isinstance(step.get("state", {}), dict):
            raise ValueError(f"state must be a dict, got {short(step['state'])}")
        given = set(names_of(self, "given"))
        self._refuse_strangers(step.get("state", ()), given)
        self._refuse_strangers(step.get("lock", ()), given)
        if step.get("ask"):
            self._find(step["ask"])

    def _refuse_strangers(self, names: Any, allowed: set[str]) -> None:
        for name in names:
            if name not in allowed:
                raise ValueError(f"{type(self).__name__} has no {short(name)} here{suggest(str(name), allowed)}")
