"""Whatever a browser says, it gets exactly one answer, and derived traits stay true."""

import numpy as np
import pytest

from mathml_widgets.shell import given
from tests.shell.hands import message, move, say
from tests.shell.samples import Array, Plane

HUGE = "x" * 1_000_000


def only_update(sent, widget):
    """Return the one message that was sent since the last `forget`."""
    (update,) = sent.updates(widget)
    return update


def test_a_greeting_is_answered(sent):
    w = Plane()
    say(w, "hello", serial=7, client="view")
    answered = only_update(sent, w)["answered"]
    assert (answered["client"], answered["serial"], answered["epoch"]) == ("view", 7, 0)


def test_a_value_by_hand_is_answered_in_one_message_and_not_echoed(sent):
    w = Plane()
    move(w, serial=3, matrix=[[2, 0], [0, 3]])
    update = only_update(sent, w)
    assert w.determinant == pytest.approx(6)
    assert update["determinant"] == pytest.approx(6)
    assert update["answered"]["serial"] == 3
    assert "matrix" not in update


def test_the_answer_holds_what_python_made_of_the_value(sent):
    w = Plane()
    move(w, matrix=[[2, 0], [0, 3]], digits=4)
    values = only_update(sent, w)["answered"]["values"]
    assert values["matrix"]["shape"] == [2, 2]
    assert values["digits"] == 4


def test_interface_and_given_traits_of_one_message_get_one_answer(sent):
    w = Plane()
    move(w, held="tip", matrix=[[2, 0], [0, 3]])
    update = only_update(sent, w)
    assert w.held == "tip"
    assert update["handle"] == "TIP"
    assert "held" not in update


def test_the_view_is_answered_before_observers_hear(sent):
    w = Plane()
    messages_before = []
    w.observe(lambda change: messages_before.append(len(sent.updates(w))), "matrix")
    move(w, matrix=[[2, 0], [0, 3]])
    assert messages_before == [1]


def test_what_an_observer_adds_to_a_drag_follows_in_a_message_without_a_receipt(sent):
    w = Plane()
    w.observe(lambda change: w.set(vector=change.new[0]), "matrix")
    move(w, matrix=[[2, 0], [0, 3]])
    first, second = sent.updates(w)
    assert first["answered"]["serial"] == 1
    assert "answered" not in second
    assert {"vector", "image"} <= set(second)


def test_what_an_observer_corrects_under_the_hand_is_told(sent):
    w = Plane()
    w.observe(lambda change: w.set(matrix=np.diag([2.0, 2.0])), "matrix")
    move(w, matrix=[[2.1, 0], [0, 2.1]])
    assert sent.updates(w)[-1]["matrix"]["data"] == np.diag([2.0, 2.0]).tobytes()


def test_a_call_is_answered_in_one_message_with_all_that_it_changed(sent):
    w = Plane()
    say(w, "call", name="ask", args={"question": "area"}, serial=2)
    update = only_update(sent, w)
    assert update["answered"]["serial"] == 2
    assert update["question"] == "area"
    assert update["task"]["masks"] == ["determinant"]


def test_a_call_that_changes_given_traits_sends_them(sent):
    w = Plane()
    w.matrix = [[2, 0], [0, 3]]
    sent.forget()
    say(w, "call", name="undo")
    update = only_update(sent, w)
    assert update["matrix"]["data"] == np.eye(2).tobytes()
    assert update["can_redo"] is True


def test_typed_text_is_parsed_in_python(sent):
    w = Plane()
    say(w, "enter", trait="matrix", index=[0, 1], text="0.25")
    assert w.matrix.tolist() == [[1, 0.25], [0, 1]]
    assert only_update(sent, w)["matrix"]["data"] == w.matrix.tobytes()
    say(w, "enter", trait="title", index=None, text="A shear")
    assert w.title == "A shear"


def test_typed_text_that_cannot_be_read_is_an_error_by_its_field(sent):
    w = Plane()
    say(w, "enter", trait="matrix", index=[0, 1], text="a third", serial=5)
    update = only_update(sent, w)
    assert (update["error"]["trait"], update["error"]["index"]) == ("matrix", [0, 1])
    assert "a third" in update["error"]["message"]
    assert update["answered"]["serial"] == 5


def test_a_refused_value_keeps_the_picture_and_shows_why(sent):
    w = Plane()
    before = w.matrix
    move(w, matrix=[[0, 1], [1, 0]])
    update = only_update(sent, w)
    assert set(update) == {"error", "answered"}
    assert "must not flip the plane" in update["error"]["message"]
    assert update["answered"]["values"]["matrix"]["data"] == before.tobytes()
    assert w.matrix is before


def test_the_error_goes_when_a_given_trait_is_accepted_and_not_before():
    w = Plane()
    move(w, matrix="text")
    move(w, held="", digits=5)
    assert "matrix must be an array of numbers" in w.error["message"]
    move(w, vector=[1, 1])
    assert w.error is None


def test_a_held_handle_is_known_although_the_place_is_refused():
    w = Plane()
    move(w, held="tip", matrix=[[0, 1], [1, 0]])
    assert w.held == "tip"


@pytest.mark.parametrize("name", ["determinant", "error", "attempts", "answered", "busy"])
def test_a_forged_value_of_a_derived_or_log_trait_is_refused(name, sent):
    w = Plane()
    before = getattr(w, name)
    move(w, **{name: 7, "vector": [9, 9]})
    assert f"{name} is " in only_update(sent, w)["error"]["message"]
    assert w.vector.tolist() == [1, 0]
    if name not in ("error", "answered"):
        assert getattr(w, name) == before


def test_a_locked_trait_is_refused_from_the_view_and_free_for_python():
    w = Plane()
    w.lock("matrix")
    move(w, matrix=[[2, 0], [0, 3]])
    say(w, "enter", trait="matrix", index=[0, 0], text="2")
    assert w.matrix[0, 0] == 1
    assert w.error["message"] == "matrix is locked"
    w.matrix = [[2, 0], [0, 3]]
    assert w.matrix[0, 0] == 2


def test_what_is_kept_in_the_kernel_cannot_come_from_the_view():
    w = Plane(note="mine")
    move(w, note="forged")
    assert w.note == "mine"
    assert "is not a given trait" in w.error["message"]


HOSTILE = {
    "unknown kind": message("explode"),
    "huge kind": message(HUGE),
    "no values": message("set"),
    "values that are none": message("set", values=None),
    "values that are a list": message("set", values=[1, 2]),
    "an unknown name": message("set", values={"matrx": 1}),
    "the name of a method": message("set", values={"reset": 1}),
    "the name of an attribute": message("set", values={"_trait_values": {}}),
    "a huge name": message("set", values={HUGE: 1}),
    "a wrong type": message("set", values={"power": "many"}),
    "none": message("set", values={"matrix": None}),
    "text": message("set", values={"matrix": "[[1]]"}),
    "huge text": message("set", values={"matrix": HUGE}),
    "ragged rows": message("set", values={"matrix": [[1, 2], [3]]}),
    "a wrong shape": message("set", values={"matrix": [[1]]}),
    "no rows": message("set", values={"matrix": []}),
    "text for NaN": message("set", values={"matrix": [["NaN", 1], [1, 1]]}),
    "infinity": message("set", values={"matrix": [[float("inf"), 1], [1, 1]]}),
    "an object": message("set", values={"matrix": {"no": "array"}}),
    "an array of objects": message("set", values={"matrix": {"dtype": "O", "shape": [2, 2], "data": b"12345678" * 4}}),
    "an array of the wrong size": message("set", values={"matrix": {"dtype": "<f8", "shape": [9], "data": b""}}),
    "an array without data": message("set", values={"matrix": {"dtype": "<f8", "shape": [2, 2]}}),
    "an entry outside": message("set", values={"matrix": {"index": [7, 7], "value": 1}}),
    "an entry counted from the end": message("set", values={"matrix": {"index": -1, "value": [1, 1]}}),
    "a mask for an entry": message("set", values={"matrix": {"index": True, "value": 0}}),
    "none for an entry": message("set", values={"matrix": {"index": None, "value": 0}}),
    "an entry without value": message("set", values={"matrix": {"index": [0, 0]}}),
    "an entry of text": message("set", values={"matrix": {"index": [0, 0], "value": "1"}}),
    "an entry of the wrong size": message("set", values={"matrix": {"index": 0, "value": 5}}),
    "an entry of an absent array": message("set", values={"points": {"index": 0, "value": [1, 1]}}),
    "an entry of a number": message("set", values={"power": {"index": 0, "value": 1}}),
    "an epoch of text": message("set", values={"power": 2}, epoch="late"),
    "an unknown preset": message("set", values={"preset": "<script>"}),
    "a bad interface value": message("set", values={"digits": 99}),
    "an unknown question": message("set", values={"question": "why"}),
    "a bad lesson": message("set", values={"lesson_steps": [7]}),
    "no trait to enter": message("enter", text="1"),
    "no text to enter": message("enter", trait="matrix", index=[0, 0]),
    "a trait that cannot be typed": message("enter", trait="power", text="1"),
    "a derived trait typed": message("enter", trait="determinant", text="1"),
    "huge typed text": message("enter", trait="title", text=HUGE),
    "an unhashable trait": message("enter", trait=["matrix"], text="1"),
    "a call of nothing": message("call"),
    "a call of an unknown name": message("call", name="fly"),
    "a call of a private method": message("call", name="_report", args={"error": "x"}),
    "a call of a method not for views": message("call", name="lock", args={}),
    "a call of close": message("call", name="close"),
    "a call of a list": message("call", name=["undo"]),
    "a call with a list": message("call", name="undo", args=[1]),
    "a call with arguments that do not fit": message("call", name="undo", args={"steps": 3}),
    "a call with self": message("call", name="undo", args={"self": 3}),
    "a call that is refused": message("call", name="answer", args={"guess": 1}),
    "a picture that nobody wants": message("call", name="deliver_picture", args={"number": 1, "data": "%%%"}),
}  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_malformed_message_gets_one_short_error_and_changes_nothing(hostile, sent):
    w = Plane()
    state, determinant = w.state, w.determinant
    w._handle_custom_msg(hostile | {"serial": 4}, [])
    update = only_update(sent, w)
    assert update["answered"]["serial"] == 4
    assert 5 < len(update["error"]["message"]) < 300
    assert w.state == state
    assert w.determinant == determinant
    move(w, serial=5, matrix=[[2, 0], [0, 3]])
    assert w.determinant == pytest.approx(6)
    assert w.error is None


def test_strange_labels_in_a_message_come_back_as_they_are(sent):
    w = Plane()
    w._handle_custom_msg(
        {"kind": "set", "client": {"a": 1}, "serial": None, "gesture": [1], "values": {"power": 2}}, []
    )
    answered = only_update(sent, w)["answered"]
    assert (answered["client"], answered["serial"]) == ({"a": 1}, None)
    assert w.power == 2


@pytest.mark.parametrize("content", [None, "set", 5, [], {}, {"kind": 7}, {"type": "mine"}])
def test_messages_that_are_not_ours_are_left_to_the_readers_own_handlers(content, sent):
    w = Plane()
    heard = []
    w.on_msg(lambda widget, content, buffers: heard.append(content))
    w._handle_custom_msg(content, [])
    assert heard == [content]
    assert sent.sent == []


def test_a_host_that_updates_traits_itself_comes_through_the_same_door(sent):
    w = Plane()
    w.set_state({"matrix": [[2, 0], [0, 3]]})
    assert w.determinant == pytest.approx(6)
    assert len(sent.updates(w)) == 1
    w.set_state({"determinant": 7, "vector": [5, 5]})
    assert w.determinant == pytest.approx(6)
    assert w.vector.tolist() == [1, 0]
    assert "determinant is derived" in w.error["message"]
    w.set_state({"no_trait": 7})


def test_a_host_may_send_arrays_as_buffers():
    w = Plane()
    matrix = np.array([[2.0, 0.0], [0.0, 3.0]])
    w.set_state({"matrix": {"dtype": "<f8", "shape": [2, 2], "data": memoryview(matrix.tobytes())}})
    assert w.matrix.tolist() == matrix.tolist()


def test_one_dragged_point_travels_as_an_index_and_a_value(sent):
    w = Plane(points=[[0, 0], [1, 1], [2, 2]])
    move(w, points={"index": 1, "value": [5, 6]})
    assert w.points.tolist() == [[0, 0], [5, 6], [2, 2]]
    move(w, points={"index": [2, 0], "value": 9})
    assert w.points.tolist() == [[0, 0], [5, 6], [9, 2]]
    assert sent.updates(w)[-1]["points"]["data"] == w.points.tobytes()


def test_an_entry_is_held_to_the_rules_of_its_array():
    class Positive(Plane):
        weights = given(Array([1.0, 2.0], shape=("weights",)))

    w = Positive()
    move(w, weights={"index": 0, "value": float("nan")})
    assert "weights[0] must be finite" in w.error["message"]
    assert w.weights.tolist() == [1, 2]


def test_the_view_may_press_stop():
    w = Plane()
    say(w, "call", name="stop")
    assert w.error is None


class Sharing(Plane):
    """A vector whose other entry makes room, so that both sum to one."""

    def with_entry(self, name, index, value):
        return [value, 1 - value] if name == "vector" else super().with_entry(name, index, value)


def test_a_widget_may_let_the_other_entries_make_room(sent):
    w = Sharing()
    move(w, vector={"index": 0, "value": 0.25})
    assert w.vector.tolist() == [0.25, 0.75]
    np.testing.assert_array_equal(np.frombuffer(only_update(sent, w)["vector"]["data"]), [0.25, 0.75])
    move(w, matrix={"index": [0, 1], "value": 0.5}, serial=2)
    assert w.matrix[0, 1] == 0.5
