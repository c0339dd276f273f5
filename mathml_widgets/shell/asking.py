"""`Askable`: predict, then check.

The view hides the answer (a courtesy, not a lock: the reader has the kernel), the reader
commits a guess, the truth appears with the error in its natural unit, and the attempt is
kept where the reader's code, and a grader's, can read it.
"""

from __future__ import annotations

import inspect
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
from typing import Any, ClassVar

from traitlets import Dict, List, Unicode, validate
from traitlets.utils.bunch import Bunch

from .connected import from_view
from .errors import GivenError, short, suggest
from .kinds import interface, log
from .literals import from_json, to_json, to_source
from .state import Shareable, State

KINDS = ("choice", "number", "point", "handle")


@dataclass(frozen=True)
class Question:
    """A question about the picture, and the function that judges a guess.

    The function's first parameter is the guess, the others name traits; it returns the
    truth and the error of the guess, and raises `ValueError` for a guess of the wrong form.
    """

    name: str
    label: str
    prompt: str
    kind: str
    handle: str
    judge: Callable[..., tuple[Any, float]]
    inputs: tuple[str, ...]
    choices: tuple[str, ...]
    unit: str
    masks: tuple[str, ...]
    hints: tuple[str, ...]
    tolerance: float


def asks(
    prompt: str,
    *,
    label: str = "",
    kind: str = "number",
    handle: str = "",
    choices: tuple[str, ...] = (),
    unit: str = "",
    masks: tuple[str, ...] = (),
    hints: tuple[str, ...] = (),
    tolerance: float = 0.0,
) -> Callable[[Callable[..., tuple[Any, float]]], Question]:
    """Mark a function in a widget's class body as a question of the function's name.

    Parameters
    ----------
    prompt : str
        The question in one sentence.
    label : str, optional
        What the menu calls it; its name in words if nothing is given.
    kind : {"number", "choice", "point", "handle"}
        What the reader answers with; a point is placed by a ghost handle.
    handle : str
        The given trait whose value is the answer, for the kind "handle".
    choices : tuple of str
        The possible answers of a choice.
    unit : str
        The unit of the error.
    masks : tuple of str
        Readouts and layers that the view hides until the guess is committed.
    hints : tuple of str
        Shown one after another.
    tolerance : float
        The error up to which the guess counts as right.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {short(kind)}")

    def mark(judge: Callable[..., tuple[Any, float]]) -> Question:
        _, *inputs = inspect.signature(judge).parameters
        return Question(
            name=judge.__name__,
            label=label,
            prompt=prompt,
            kind=kind,
            handle=handle,
            judge=judge,
            inputs=tuple(inputs),
            choices=choices,
            unit=unit,
            masks=masks,
            hints=hints,
            tolerance=tolerance,
        )

    return mark


class Askable(Shareable):
    """A widget that asks, judges and remembers."""

    question = interface(Unicode(""), help="The question on screen; empty when there is none.")
    guesses = interface(Dict(), help="The guess not yet committed, by question.")
    question_names = log(Dict(), help="The questions there are: what the menu calls each, by name.")
    attempts = log(List(Dict()), help="What was guessed: question, guess, truth, error, unit ...")
    task = log(Dict(default_value=None, allow_none=True), help="The question as the view shows it.")

    questions: ClassVar[dict[str, Question]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {v.name: v for v in vars(cls).values() if isinstance(v, Question)}
        if own:
            cls.questions = {**cls.questions, **own}

    def __init__(self, *positional: Any, **named: Any) -> None:
        self._asked_at = time.monotonic()
        self._hints_given = 0
        self._store({"question_names": {one.name: one.label for one in self.questions.values()}})
        self.observe(self._new_question, "question")
        super().__init__(*positional, **named)

    @from_view
    def ask(self, question: str) -> None:
        """Hide the answer to `question` and let the reader predict it.

        Raises
        ------
        ValueError
            If the widget has no such question; the message suggests the nearest.
        """
        self._find(question)
        self.question = ""
        self.question = question

    @from_view
    def withdraw(self) -> None:
        """Take the question off the screen and show everything again."""
        self.question = ""

    @from_view
    def hint(self) -> str:
        """Give the next hint; the last one stays."""
        hints = self._find(self.question).hints
        self._hints_given = min(self._hints_given + 1, len(hints))
        self._show_task()
        return hints[self._hints_given - 1] if hints else ""

    @from_view
    def answer(self, guess: Any = None) -> dict[str, Any]:
        """Judge `guess` and remember it.

        Returns
        -------
        dict
            `question`, `guess`, `truth`, `error`, `unit`, `right`, `hints`, `seconds`, `state`.
        """
        asked = self._find(self.question)
        if asked.kind == "handle" and guess is None:
            guess = getattr(self, asked.handle)
        if asked.kind == "choice" and guess not in asked.choices:
            raise ValueError(f"guess must be one of {', '.join(asked.choices)}, got {short(guess)}")
        if asked.kind == "number" and not (isinstance(guess, Real) and math.isfinite(guess)):
            raise ValueError(f"guess must be a finite number, got {short(guess)}")
        self.wait()
        truth, error = asked.judge(guess, *(getattr(self, name) for name in asked.inputs))
        attempt = {
            "question": asked.name,
            "guess": to_json(guess),
            "truth": to_json(truth),
            "error": to_json(float(error)),
            "unit": asked.unit,
            "right": bool(error <= asked.tolerance),
            "hints": self._hints_given,
            "seconds": round(time.monotonic() - self._asked_at, 1),
            "state": self.state["given"],
        }
        self._log(attempts=[*self.attempts, attempt])
        self._show_task(attempt)
        return attempt

    def answer_cell(self, name: str) -> str:
        """Return plain Python that puts the last attempt into `answers[name]`, for a grader.

        Raises
        ------
        ValueError
            If nothing was answered yet.
        """
        if not self.attempts:
            raise ValueError("attempts must hold an answer first: ask a question and answer it")
        attempt = to_source(from_json(self.attempts[-1]))
        return f'answers = globals().get("answers", {{}})\nanswers[{name!r}] = {attempt}\n'

    @validate("question")
    def _known(self, proposal: Bunch) -> str:
        return self._find(proposal["value"]).name if proposal["value"] else ""

    def _find(self, name: str) -> Question:
        if name not in self.questions:
            known = ", ".join(self.questions) or "none"
            hint = suggest(str(name), self.questions)
            raise GivenError(f"question must be one of {known}, got {short(name)}{hint}")
        return self.questions[name]

    def _as_state(self) -> State:
        return super()._as_state() | {"attempts": to_json(self.attempts)}

    def _restore_state(self, state: State) -> None:
        super()._restore_state(state)
        if "attempts" in state:
            self._log(attempts=state["attempts"])

    def _new_question(self, _change: object = None) -> None:
        self._asked_at, self._hints_given = time.monotonic(), 0
        self._show_task()

    def _show_task(self, attempt: dict[str, Any] | None = None) -> None:
        if not self.question:
            self._log(task=None)
            return
        asked = self._find(self.question)
        self._log(
            task={
                "name": asked.name,
                "prompt": asked.prompt,
                "kind": asked.kind,
                "handle": asked.handle,
                "choices": list(asked.choices),
                "unit": asked.unit,
                "masks": [] if attempt else list(asked.masks),
                "hints": list(asked.hints[: self._hints_given]),
                "more_hints": self._hints_given < len(asked.hints),
                "attempt": attempt,
            }
        )
