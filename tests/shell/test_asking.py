"""Predict, then check: the guess, the truth and the error are kept for the reader and a grader."""

import asyncio
import json
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

from mathml_widgets.shell import asks
from tests.shell.hands import say
from tests.shell.samples import Ladder, Plane


@pytest.fixture
def w():
    return Plane([[2, 0], [0, 3]])


def test_a_question_is_shown_and_masks_the_answer(w):
    w.ask("area")
    assert w.task == {
        "name": "area", "prompt": "How large is the area?", "kind": "number", "handle": "", "choices": [],
        "unit": "area", "masks": ["determinant"], "hints": [], "more_hints": True, "attempt": None,
    }  # fmt: skip


def test_an_answer_is_judged_remembered_and_unmasks(w):
    w.ask("area")
    attempt = w.answer(5.95)
    assert attempt["truth"] == pytest.approx(6)
    assert attempt["error"] == pytest.approx(0.05)
    assert (attempt["question"], attempt["guess"], attempt["unit"], attempt["right"]) == ("area", 5.95, "area", True)
    assert attempt["state"]["matrix"] == [[2, 0], [0, 3]]
    assert attempt["seconds"] >= 0
    assert w.attempts == [attempt]
    assert w.task["masks"] == []
    assert w.task["attempt"] == attempt


def test_a_wrong_answer_is_wrong_and_another_may_follow(w):
    w.ask("area")
    assert w.answer(1)["right"] is False
    assert w.answer(6)["right"] is True
    assert len(w.attempts) == 2


def test_asking_again_hides_the_answer_again(w):
    w.ask("area")
    w.answer(6)
    w.ask("area")
    assert w.task["masks"] == ["determinant"]
    w.withdraw()
    assert (w.question, w.task) == ("", None)


def test_hints_come_one_after_another_and_are_counted(w):
    w.ask("area")
    assert [w.hint(), w.hint(), w.hint()] == ["one", "two", "two"]
    assert (w.task["hints"], w.task["more_hints"]) == (["one", "two"], False)
    assert w.answer(6)["hints"] == 2
    w.ask("area")
    assert w.task["hints"] == []
    w.ask("growth")
    assert w.hint() == ""


def test_an_unknown_question_is_refused_with_the_nearest_name(w):
    for ask in (w.ask, lambda name: setattr(w, "question", name), lambda name: Plane(question=name)):
        with pytest.raises(ValueError, match="question must be one of area, growth, got 'aera'; did you mean 'area'"):
            ask("aera")
    assert w.question == ""


def test_an_answer_or_a_hint_needs_a_question(w):
    for act in (lambda: w.answer(3), w.hint):
        with pytest.raises(ValueError, match="question must be one of area, growth, got ''"):
            act()
    assert w.attempts == []


@pytest.mark.parametrize("guess", ["six", None, float("nan"), float("inf"), [6], 1j])
def test_a_guess_that_is_no_number_is_refused(w, guess):
    w.ask("area")
    with pytest.raises(ValueError, match="guess must be a finite number"):
        w.answer(guess)
    assert w.attempts == []


def test_a_guess_that_is_no_choice_is_refused(w):
    w.ask("growth")
    with pytest.raises(ValueError, match="guess must be one of yes, no, got 'maybe'"):
        w.answer("maybe")


@pytest.mark.parametrize("guess", [np.float64(6), np.int64(6), Fraction(6), True])
def test_numbers_of_every_sort_are_kept_as_plain_ones(w, guess):
    w.ask("area")
    kept = w.answer(guess)["guess"]
    assert type(kept) in (int, float, bool)
    assert json.loads(json.dumps(w.attempts))[0]["guess"] == kept == guess


def test_the_truth_is_that_of_the_state_at_the_time_of_the_answer(w):
    w.ask("area")
    w.matrix = [[1, 0], [0, 1]]
    assert w.answer(1)["right"] is True


def test_long_work_is_waited_for_before_a_guess_is_judged():
    class Quiz(Ladder):
        @asks("How high does it go?")
        def top(guess: float, height: int) -> tuple[int, float]:
            return height, abs(guess - height)

    async def act():
        w = Quiz(size=20)
        w.ask("top")
        assert w.answer(20)["right"]

    asyncio.run(act())


def test_the_view_asks_hints_and_answers_with_one_message_each(w, sent):
    for serial, (name, args) in enumerate(
        [("ask", {"question": "area"}), ("hint", {}), ("answer", {"guess": 6}), ("withdraw", {})]
    ):
        sent.forget()
        say(w, "call", name=name, args=args, serial=serial)
        (update,) = sent.updates(w)
        assert update["answered"]["serial"] == serial
        assert "task" in update
    assert w.attempts[0]["right"]
    assert w.error is None


def test_attempts_cannot_be_forged_from_python_or_the_view(w):
    with pytest.raises(Exception, match="read-only"):
        w.attempts = []
    say(w, "set", values={"attempts": [{"right": True}]})
    assert w.attempts == []


def test_an_answer_cell_runs_in_plain_python_and_keeps_earlier_answers(w):
    w.ask("area")
    w.answer(6)
    first = w.answer_cell("q1")
    w.answer(2.5)
    second = w.answer_cell("q2")
    code = first + second + "assert [answers[q]['guess'] for q in ('q1', 'q2')] == [6, 2.5]\n"
    code += "assert answers['q1']['right'] is True and answers['q2']['right'] is False\n"
    subprocess.run([sys.executable, "-I", "-c", code], check=True)


def test_an_answer_cell_holds_infinite_errors_and_hostile_names(w):
    class Hard(Plane):
        @asks("How far?", unit="steps")
        def distance(guess: float, determinant: float) -> tuple[float, float]:
            return float("nan"), float("inf")

    hard = Hard()
    hard.ask("distance")
    assert hard.answer(1)["right"] is False
    json.dumps(hard.attempts, allow_nan=False)
    code = hard.answer_cell("'] = 1; import os #")
    names = {}
    exec(code, names)
    assert names["answers"]["'] = 1; import os #"]["error"] == float("inf")
    assert "os" not in names


def test_an_answer_cell_needs_an_answer(w):
    with pytest.raises(ValueError, match="attempts must hold an answer first"):
        w.answer_cell("q1")


def test_a_question_of_an_unknown_kind_is_refused_when_the_class_is_made():
    with pytest.raises(ValueError, match="kind must be one of choice, number, point, handle, got 'essay'"):
        asks("Why?", kind="essay")


def test_a_subclass_asks_the_questions_of_its_parents_too():
    class More(Plane):
        @asks("Is it the identity?", kind="choice", choices=("yes", "no"))
        def identity(guess: str, matrix: object) -> tuple[str, float]:
            return "yes", float(guess != "yes")

    assert list(More.questions) == ["area", "growth", "identity"]
    assert list(Plane.questions) == ["area", "growth"]
