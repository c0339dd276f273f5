"""The given and interface traits are JSON that brings the same widget back."""

import json
from typing import ClassVar

import numpy as np
import pytest
from traitlets import Dict, Float, List

from mathml_widgets.shell import Array, given
from tests.shell.samples import Coin, Ladder, Plane


def test_a_state_is_json_and_brings_the_same_widget_back():
    w = Plane([[2, 0], [0, 3]], vector=[1, 2], points=[[1, 2], [3, 4]], digits=5, title="<b>&")
    w.lock("matrix")
    w.hide("image")
    again = Plane.from_state(json.loads(json.dumps(w.state)))
    assert again.state == w.state
    assert again.determinant == w.determinant
    assert again.locked == ["matrix"]


def test_a_state_names_its_widget_and_version():
    state = Plane().state
    assert (state["widget"], state["version"]) == ("Plane", 1)
    assert set(state) == {"widget", "version", "given", "interface", "kept", "attempts"}


def test_non_finite_numbers_and_nested_values_survive():
    class Rich(Plane):
        bound = given(Float(0.0), finite=False)
        table = given(Dict())
        row = given(List())
        wide = given(Array(None, finite=False))

    w = Rich(
        bound=float("-inf"), table={"a": [1, {"b": float("inf")}]}, row=[np.float64(2), np.int64(3)], wide=[np.nan]
    )
    state = json.loads(json.dumps(w.state, allow_nan=False))
    again = Rich.from_state(state)
    assert (again.bound, again.table, again.row) == (-np.inf, {"a": [1, {"b": np.inf}]}, [2, 3])
    assert np.isnan(again.wide).all()


def test_the_derived_traits_are_computed_anew():
    state = Plane().state
    assert "determinant" not in json.dumps(state)


def test_a_state_can_be_given_to_a_living_widget_as_one_change(sent):
    one, two = Plane([[2, 0], [0, 3]], vector=[5, 5]), Plane()
    sent.forget()
    two.state = one.state
    assert two.determinant == pytest.approx(6)
    assert len([u for u in sent.updates(two) if "determinant" in u]) == 1
    two.undo()
    assert two.determinant == pytest.approx(1)


def test_presets_and_equivalent_inputs_come_back():
    assert Plane.from_state(Plane(preset="shear").state).preset == "shear"
    again = Coin.from_state(Coin(counts=[1, 3]).state)
    assert (again.probability, again.heads) == (None, 0.25)


def test_values_in_a_state_win_over_the_preset_that_it_names():
    state = Plane(preset="shear").state
    state["given"]["matrix"] = [[4, 0], [0, 4]]
    again = Plane.from_state(state)
    assert (again.preset, again.matrix[0, 0]) == ("", 4)


def test_attempts_are_in_the_state():
    w = Plane()
    w.ask("growth")
    w.answer("no")
    again = Plane.from_state(json.loads(json.dumps(w.state)))
    assert again.attempts == w.attempts
    assert again.question == "growth"


def test_the_place_in_a_lesson_comes_back_without_its_beginning():
    w = Plane()
    w.lesson([{"say": "one"}, {"state": {"vector": [2, 2]}, "lock": ["matrix"], "ask": "area"}])
    w.next_step()
    w.vector = [7, 7]
    w.unlock()
    again = Plane.from_state(w.state)
    assert (again.lesson_step, again.vector.tolist(), again.locked, again.question) == (1, [7, 7], [], "area")


def named(rung):
    return None


def test_what_is_kept_in_the_kernel_leaves_its_name_and_is_handed_over_again():
    w = Ladder(size=4, each=named)
    assert w.state["kept"] == {"each": "named"}
    again = Ladder.from_state(w.state, each=named)
    assert (again.size, again.each) == (4, named)
    assert Ladder(each=lambda rung: None).state["kept"] == {"each": "each"}


def test_a_large_array_stays_in_the_kernel_and_the_state_says_which():
    w = Plane(points=np.zeros((100_000, 2)))
    assert w.state["given"]["points"] == {"in_kernel": [100_000, 2]}
    assert len(json.dumps(w.state)) < 10_000
    with pytest.raises(ValueError, match="points was too large for the state: hand it over again"):
        Plane.from_state(w.state)


GOOD = {"widget": "Plane", "version": 1, "given": {}, "interface": {}}
BAD = {
    "text": ("{}", "state must be a mapping"),
    "none": (None, "state must be a mapping"),
    "no given": ({"widget": "Plane", "version": 1}, "state must be a mapping"),
    "given a list": (GOOD | {"given": []}, "state must be a mapping"),
    "another widget": (GOOD | {"widget": "Coin"}, "state must be that of a Plane, got 'Coin'"),
    "no widget": ({"version": 1, "given": {}}, "state must be that of a Plane, got None"),
    "markup": (GOOD | {"widget": "<script>alert(1)</script>"}, "state must be that of a Plane"),
    "a newer version": (GOOD | {"version": 2}, "made by a newer mathml_widgets"),
    "an unknown version": (GOOD | {"version": 0}, "version must be one that existed, got 0"),
    "a negative version": (GOOD | {"version": -(10**9)}, "version must be one that existed"),
    "a version of text": (GOOD | {"version": "1"}, "version must be at most 1, got '1'"),
    "a true version": (GOOD | {"version": True}, "version must be at most 1, got True"),
    "interface a list": (GOOD | {"interface": [1]}, "interface must be a mapping"),
    "an unknown trait": (GOOD | {"given": {"matrx": 1}}, "got 'matrx'; did you mean 'matrix'"),
    "self": (GOOD | {"given": {"self": 1}}, "got 'self'"),
    "a derived trait": (GOOD | {"given": {"determinant": 1}}, "got 'determinant'"),
    "a kept trait": (GOOD | {"given": {"note": "forged"}}, "got 'note'"),
    "an unknown interface trait": (GOOD | {"interface": {"zzz": 1}}, "interface must hold interface traits of a Plane"),
    "a wrong type": (GOOD | {"given": {"power": "many"}}, "power"),
    "a wrong shape": (GOOD | {"given": {"matrix": [[1]]}}, "matrix must have shape"),
    "a forged float": (GOOD | {"given": {"power": {"float": []}}}, "power"),
    "an unknown preset": (GOOD | {"given": {"preset": "<b>"}}, "preset must be one of"),
    "a wrong interface type": (GOOD | {"interface": {"digits": 99}}, "digits"),
    "an unknown question": (GOOD | {"interface": {"question": "why"}}, "question must be one of area, growth"),
    "a forged lesson": (GOOD | {"interface": {"lesson_steps": [{"run": "rm"}]}}, "key must be one of say"),
    "forged attempts": (GOOD | {"attempts": "all right"}, "attempts"),
    "refused by a function": (GOOD | {"given": {"matrix": [[0, 1], [1, 0]]}}, "must not flip"),
}  # fmt: skip


@pytest.mark.parametrize(("state", "words"), BAD.values(), ids=BAD)
def test_a_bad_state_is_a_value_error_in_words_and_changes_no_numbers(state, words):
    w = Plane([[2, 0], [0, 3]])
    before = w.state["given"]
    with pytest.raises(ValueError, match=words):
        w.state = state
    assert w.state["given"] == before
    assert w.determinant == pytest.approx(6)


def test_an_older_state_is_lifted_version_by_version():
    class Grown(Plane):
        state_version = 3
        migrations: ClassVar = {
            1: lambda state: state | {"given": {"size": state["given"]["scale"]}},
            2: lambda state: state | {"given": {"power": state["given"]["size"] + 1}},
        }

    old = {"widget": "Grown", "version": 1, "given": {"scale": 2}}
    assert Grown.from_state(old).power == 3
    assert Grown().state["version"] == 3
