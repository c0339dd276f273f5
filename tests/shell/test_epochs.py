"""A write from Python, an undo or a reset wins over what a hand set before its view knew."""

import pytest

from tests.shell.hands import move, say
from tests.shell.samples import Plane


def epoch(w):
    return w.answered["epoch"]


def drag(w, serial, value, epoch):
    say(w, "set", serial=serial, gesture="drag", epoch=epoch, values={"vector": value})


def test_a_drag_stays_in_its_epoch():
    w = Plane()
    for serial in range(1, 4):
        drag(w, serial, [serial, 0], epoch=0)
    assert w.vector.tolist() == [3, 0]
    assert epoch(w) == 0


def test_a_write_from_python_makes_older_messages_fall_away(sent):
    w = Plane()
    drag(w, 1, [1, 1], epoch=0)
    w.vector = [7, 7]
    sent.forget()
    drag(w, 2, [2, 2], epoch=0)
    assert w.vector.tolist() == [7, 7]
    (update,) = sent.updates(w)
    assert (update["answered"]["serial"], update["answered"]["epoch"]) == (2, 1)
    drag(w, 3, [3, 3], epoch=1)
    assert w.vector.tolist() == [3, 3]


def test_the_write_itself_tells_the_new_epoch_to_all_views(sent):
    w = Plane()
    w.vector = [7, 7]
    (update,) = sent.updates(w)
    assert update["answered"] == {"client": "", "serial": 0, "epoch": 1, "values": {}}


@pytest.mark.parametrize("step", ["undo", "redo", "reset"])
def test_a_step_through_history_begins_an_epoch(step):
    w = Plane()
    w.vector = [7, 7]
    if step == "redo":
        w.undo()
    before = epoch(w)
    say(w, "call", name=step, epoch=before)
    assert epoch(w) == before + 1
    reached = w.vector
    drag(w, 2, [2, 2], epoch=before)
    assert w.vector is reached


def test_a_step_that_changes_nothing_begins_none():
    w = Plane()
    say(w, "call", name="undo")
    assert epoch(w) == 0


def test_an_interface_trait_from_python_does_not_interrupt_a_drag():
    w = Plane()
    drag(w, 1, [1, 1], epoch=0)
    w.present = True
    w.digits = 5
    drag(w, 2, [2, 2], epoch=0)
    assert w.vector.tolist() == [2, 2]


def test_what_observers_write_during_a_drag_does_not_interrupt_it():
    w = Plane()
    w.observe(lambda change: w.set(power=int(change.new[0])), "vector")
    for serial in range(1, 4):
        drag(w, serial, [serial, 0], epoch=0)
    assert w.vector.tolist() == [3, 0]
    assert w.power == 3


def test_a_handle_is_let_go_even_by_an_old_message():
    w = Plane()
    say(w, "set", epoch=0, gesture="drag", values={"held": "tip"})
    w.vector = [7, 7]
    say(w, "set", epoch=0, gesture="drag", values={"held": "", "vector": [1, 1]})
    assert w.held == ""
    assert w.vector.tolist() == [7, 7]


def test_a_press_on_a_button_never_falls_away():
    w = Plane()
    w.vector = [7, 7]
    say(w, "call", name="ask", args={"question": "area"}, epoch=0)
    assert w.question == "area"
    say(w, "enter", trait="title", text="typed", epoch=0)
    assert w.title == "typed"


def test_a_hand_without_an_epoch_is_heard():
    w = Plane()
    w.vector = [7, 7]
    move(w, vector=[2, 2])
    assert w.vector.tolist() == [2, 2]


def test_each_widget_has_epochs_of_its_own():
    one, two = Plane(), Plane()
    one.vector = [7, 7]
    assert two.answered == {}
    drag(two, 1, [1, 1], epoch=0)
    assert two.vector.tolist() == [1, 1]
