"""With an event loop, of a hand's messages that wait only the newest values are worked on."""

import asyncio

import pytest

from mathml_widgets.shell.inbox import newest
from tests.shell.hands import message, move, say
from tests.shell.samples import Plane


@pytest.fixture
def computed(monkeypatch):
    """Count computations."""
    ran = []
    kind = type(Plane._computations[0])
    original = kind.values
    monkeypatch.setattr(kind, "values", lambda self, result: ran.append(self.name) or original(self, result))
    return ran


async def quiet():
    while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(tasks)


def test_messages_that_arrive_together_are_one_computation_and_one_answer(sent, computed):
    async def drag():
        w = Plane()
        computed.clear()
        for serial in range(1, 6):
            move(w, serial, vector=[serial, 0])
        await quiet()
        return w

    w = asyncio.run(drag())
    assert w.vector.tolist() == [5, 0]
    assert computed == ["stretched"]
    (update,) = sent.updates(w)
    assert update["answered"]["serial"] == 5


def test_messages_that_arrive_one_a_turn_are_waited_for(sent):
    async def drag():
        w = Plane()
        for serial in range(1, 6):
            move(w, serial, vector=[serial, 0])
            await asyncio.sleep(0)
        await quiet()
        return w

    w = asyncio.run(drag())
    assert [u["answered"]["serial"] for u in sent.updates(w)] == [5]


def test_a_message_after_a_pause_is_answered_by_itself(sent):
    async def drag():
        w = Plane()
        for serial in (1, 2):
            move(w, serial, vector=[serial, 0])
            await quiet()
        return w

    w = asyncio.run(drag())
    assert [u["answered"]["serial"] for u in sent.updates(w)] == [1, 2]


def test_a_widget_hears_on_the_next_loop_when_one_has_ended():
    w = Plane()

    async def drag(serial):
        move(w, serial, vector=[serial, 0])
        await quiet()

    async def leave_at_once():
        move(w, 9, vector=[9, 0])

    asyncio.run(drag(1))
    asyncio.run(leave_at_once())
    asyncio.run(drag(3))
    assert w.vector.tolist() == [3, 0]


def test_calls_keep_their_place_among_the_values(sent):
    async def act():
        w = Plane()
        move(w, 1, vector=[1, 0])
        say(w, "call", serial=2, name="undo")
        move(w, 3, "next", vector=[3, 0])
        await quiet()
        return w

    w = asyncio.run(act())
    assert [u["answered"]["serial"] for u in sent.updates(w)] == [1, 2, 3]
    w.undo()
    assert w.vector.tolist() == [1, 0]


def test_a_joined_message_holds_the_newest_of_each_value_in_the_order_of_writing():
    (one,) = newest(
        [
            message("set", serial=1, values={"matrix": 1, "vector": 1}),
            message("set", serial=2, values={"preset": "shear"}),
            message("set", serial=3, values={"matrix": 3}),
        ]
    )
    assert one["serial"] == 3
    assert list(one["values"].items()) == [("vector", 1), ("preset", "shear"), ("matrix", 3)]


@pytest.mark.parametrize("difference", [{"client": "other"}, {"gesture": "other"}, {"epoch": 9}, {"kind": "enter"}])
def test_messages_of_two_hands_gestures_or_epochs_are_not_joined(difference):
    first = message("set", values={"vector": 1})
    second = message("set", values={"vector": 2}) | difference
    assert newest([first, second]) == [first, second]


def test_entries_of_an_array_are_joined_only_with_themselves():
    def entry(index):
        return message("set", values={"points": {"index": index, "value": [1, 1]}})

    whole = message("set", values={"points": [[0, 0]]})
    assert newest([entry(1), entry(1)]) == [entry(1)]
    assert newest([entry(1), entry(2)]) == [entry(1), entry(2)]
    assert newest([whole, entry(1)]) == [whole, entry(1)]
    assert newest([entry(1), whole]) == [whole]


@pytest.mark.parametrize("values", [None, [1], "x"])
def test_a_malformed_message_between_good_ones_is_answered_in_its_place(values, sent):
    async def drag():
        w = Plane()
        move(w, 1, vector=[1, 0])
        say(w, "set", serial=2, gesture="drag", values=values)
        move(w, 3, vector=[3, 0])
        await quiet()
        return w

    w = asyncio.run(drag())
    assert [u["answered"]["serial"] for u in sent.updates(w)] == [1, 2, 3]
    assert w.vector.tolist() == [3, 0]


def test_an_interrupt_while_answering_leaves_the_other_messages_to_be_answered(sent):
    w = Plane()

    def interrupt(change):
        raise KeyboardInterrupt

    w.observe(interrupt, "digits")
    w._inbox.append(message("set", serial=1, values={"digits": 5}))
    w._inbox.append(message("hello", serial=2))
    with pytest.raises(KeyboardInterrupt):
        w._empty_inbox()
    say(w, "hello", serial=3)
    assert [u["answered"]["serial"] for u in sent.updates(w) if "answered" in u] == [1, 2, 3]
