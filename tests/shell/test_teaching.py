"""A teacher locks, hides, and prepares a lesson of steps."""

import json

import numpy as np
import pytest

from tests.shell.hands import move, say
from tests.shell.samples import Plane


def test_given_traits_are_locked_and_unlocked_by_name():
    w = Plane()
    w.lock("matrix", "vector")
    w.lock("power")
    assert w.locked == ["matrix", "power", "vector"]
    w.unlock("vector")
    assert w.locked == ["matrix", "power"]
    w.unlock()
    assert w.locked == []


def test_traits_and_panes_are_hidden_and_shown_by_name():
    w = Plane()
    w.hide("determinant", "readouts", "matrix")
    assert w.hidden == ["determinant", "matrix", "readouts"]
    w.unhide("matrix")
    w.unhide()
    assert w.hidden == []


@pytest.mark.parametrize(
    ("method", "name", "hint"),
    [("lock", "matrx", "did you mean 'matrix'"), ("lock", "determinant", "Plane has no 'determinant' here"),
     ("hide", "readout", "did you mean 'readouts'"), ("hide", "held", "Plane has no 'held' here")],
)  # fmt: skip
def test_names_that_cannot_be_locked_or_hidden_are_refused(method, name, hint):
    w = Plane()
    with pytest.raises(ValueError, match=hint):
        getattr(w, method)(name)
    assert w.locked == w.hidden == []


def test_a_lesson_shows_its_first_step():
    w = Plane()
    w.lesson([{"say": "Look.", "state": {"preset": "shear"}, "lock": ["matrix"], "ask": "area"}])
    assert (w.lesson_step, w.matrix.tolist(), w.locked, w.question) == (0, [[1, 1], [0, 1]], ["matrix"], "area")


def test_the_buttons_walk_through_the_lesson_and_stay_at_its_ends():
    w = Plane()
    w.lesson([{"state": {"power": 1}}, {"state": {"power": 2}}, {"state": {"power": 3}, "ask": "area"}])
    for step in (2, 3, 3):
        say(w, "call", name="next_step")
        assert w.power == step
    assert w.question == "area"
    for step in (2, 1, 1):
        say(w, "call", name="previous_step")
        assert w.power == step
    assert w.question == ""
    assert w.error is None


def test_a_press_on_a_button_is_one_message(sent):
    w = Plane()
    w.lesson([{}, {"state": {"power": 2}, "lock": ["matrix"], "ask": "area"}])
    sent.forget()
    say(w, "call", name="next_step")
    (update,) = sent.updates(w)
    assert {"lesson_step", "power", "locked", "question", "task", "answered"} <= set(update)


def test_a_lesson_begins_anew_when_it_is_given_again():
    w = Plane()
    steps = [{"state": {"power": 1}}, {"state": {"power": 2}}]
    w.lesson(steps)
    w.next_step()
    w.lesson(steps)
    assert (w.lesson_step, w.power) == (0, 1)
    w.power = 5
    w.lesson(steps)
    assert w.power == 1


def test_a_lesson_takes_arrays_and_travels_as_json(sent):
    w = Plane()
    w.lesson([{"state": {"matrix": 2 * np.eye(2)}}])
    assert w.determinant == pytest.approx(4)
    json.dumps(w.lesson_steps)
    assert Plane.from_url(w.to_url()).matrix.tolist() == [[2, 0], [0, 2]]


def test_a_lesson_may_be_a_constructor_argument():
    assert Plane(lesson_steps=[{"state": {"power": 3}}]).power == 3


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([7], r"steps\[0\]: step must be a dict, got 7"),
        ([{}, {"sya": "x"}], r"steps\[1\]: key must be one of say, state, lock, ask, got 'sya'; did you mean 'say'"),
        ([{"state": {"matrx": 1}}], r"steps\[0\]: Plane has no 'matrx' here; did you mean 'matrix'"),
        ([{"state": {"determinant": 1}}], "has no 'determinant' here"),
        ([{"state": [1]}], r"steps\[0\]: state must be a dict, got \[1\]"),
        ([{"lock": ["digits"]}], "has no 'digits' here"),
        ([{"lock": 5}], r"steps\[0\]"),
        ([{"ask": "aera"}], "did you mean 'area'"),
    ],
)
def test_a_step_that_cannot_be_shown_is_refused_with_its_number(steps, words):
    w = Plane()
    with pytest.raises(ValueError, match=words):
        w.lesson(steps)
    assert w.lesson_steps == []


def test_a_forged_lesson_from_the_view_is_refused():
    w = Plane()
    move(w, lesson_steps=[{"run": 1}])
    assert "key must be one of" in w.error["message"]
    assert w.lesson_steps == []


def test_a_step_outside_the_lesson_shows_nothing():
    w = Plane()
    w.lesson([{"state": {"power": 2}}])
    w.lesson_step = 99
    assert w.power == 2
