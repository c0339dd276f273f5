"""A hand on a second thread and a cell on the main thread work on the same widget."""

import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait

import pytest
import traitlets
from traitlets import Float, Int, link

from mathml_widgets.shell import MathWidget, computes, derived, given, kept
from mathml_widgets.shell.threads import LOCK
from tests.shell.hands import Subshell, move, say, stepping
from tests.shell.samples import Ladder, Plane, Postal


@pytest.fixture(autouse=True)
def _switch_threads_often():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.fixture
def subshell():
    with Subshell() as thread:
        yield thread


class Gate:
    """A place in a computation where one thread waits for the other."""

    def __init__(self):
        self.reached, self.open = threading.Event(), threading.Event()

    def __call__(self, *_):
        self.reached.set()
        self.opened_in_time = self.open.wait(10)
        assert self.opened_in_time


class Held(MathWidget):
    """Its function calls `visit` while it computes."""

    a = given(Int(0))
    b = given(Int(0))
    visit = kept(traitlets.Callable(lambda a: None))
    total = derived(Int())
    negative = derived(Int())

    @computes("total")
    def add(a, b, visit):
        visit(a)
        if a < 0:
            raise ValueError("a must not be negative")
        return a + b

    @computes("negative")
    def minus(total):
        return -total


def is_free(lock):
    """Tell whether another thread can take the lock now."""
    with ThreadPoolExecutor(1) as pool:
        if free := pool.submit(lock.acquire, timeout=0.1).result(10):
            pool.submit(lock.release).result(10)
    return free


def test_a_drag_is_answered_while_a_cell_runs(subshell, sent):
    w, heard = Plane(), threading.Event()
    w.observe(lambda change: heard.set(), "determinant")
    subshell.hear(w, "set", gesture="drag", values={"matrix": [[2, 0], [0, 3]]})
    assert heard.wait(10)
    assert w.determinant == pytest.approx(6)


def test_writes_from_two_threads_are_all_in_step_at_the_end(subshell):
    w = Plane()

    def drag():
        for k in range(100):
            move(w, k, vector=[k + 1, 0])

    finished = threading.Event()
    subshell.loop.call_soon_threadsafe(lambda: (drag(), finished.set()))
    for k in range(100):
        w.matrix = [[k + 1, 0], [0, 1]]
    assert finished.wait(20)
    subshell.rest()
    assert w.determinant == pytest.approx(100)
    assert w.vector.tolist()[0] > 0
    assert w.image.tolist() == pytest.approx((w.determinant * w.vector).tolist())


def test_a_write_while_another_thread_computes_waits_its_turn_and_counts(subshell):
    gate = Gate()
    w = Held()
    w.visit = gate_once = lambda a: gate() if a == 1 and not gate.open.is_set() else None
    subshell.hear(w, "set", gesture="drag", values={"a": 1})
    assert gate.reached.wait(10)
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(setattr, w, "b", 10)
        wait([written], 0.3)  # without its turn it would be over by now
        gate.open.set()
        written.result(10)
    subshell.rest()
    assert (w.a, w.b, w.total, w.negative) == (1, 10, 11, -11)
    assert w.visit is gate_once


def test_a_refused_value_of_one_thread_does_not_take_the_others_with_it(subshell):
    gate = Gate()
    w = Held(visit=lambda a: gate() if a == -1 and not gate.open.is_set() else None)
    subshell.hear(w, "set", gesture="drag", values={"a": -1})
    assert gate.reached.wait(10)
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(w.set, a=3, b=10)
        gate.open.set()
        written.result(10)
    subshell.rest()
    assert (w.a, w.b, w.total, w.negative) == (3, 10, 13, -13)


def test_two_refused_values_of_two_threads_leave_the_last_good_one(subshell):
    gate = Gate()
    w = Held(a=5, visit=lambda a: gate() if a == -1 and not gate.open.is_set() else None)
    subshell.hear(w, "set", gesture="drag", values={"a": -1})
    assert gate.reached.wait(10)
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(setattr, w, "a", -2)
        gate.open.set()
        with pytest.raises(ValueError, match="negative"):
            written.result(10)
    subshell.rest()
    assert (w.a, w.total, w.negative) == (5, 5, -5)


def test_nothing_is_computed_and_nobody_is_called_under_the_common_lock():
    seen = []

    class Spied(Ladder):
        @computes("aside")
        def apart(other):
            seen.append(("function", is_free(LOCK)))
            return -other

    w = Spied(size=2, each=lambda rung: seen.append(("step", is_free(LOCK))))
    w.observe(lambda change: seen.append((change.name, is_free(LOCK) and is_free(w._turn))))
    w.set(other=4, size=3)
    say(w, "enter", trait="size", text="4")
    with pytest.raises(ValueError, match="size must be an int"):
        w.size = "many"
    w.stop()
    assert {name for name, _ in seen} >= {"function", "step", "other", "aside", "height", "busy", "error"}
    assert [name for name, free in seen if not free] == []


def test_observers_are_called_when_others_may_write(subshell):
    w = Plane()
    w.observe(lambda change: subshell.run(lambda: w.set(power=3)), "vector")
    w.vector = [1, 1]
    assert w.power == 3


def test_linked_widgets_written_from_both_ends_at_once_agree_and_do_not_wait_in_a_circle(subshell):
    one, two = Plane(), Plane()
    link((one, "vector"), (two, "vector"))
    begin = threading.Barrier(2)

    def drag():
        begin.wait(10)
        for k in range(50):
            two.vector = [k + 1, 1]

    finished = threading.Event()
    subshell.loop.call_soon_threadsafe(lambda: (drag(), finished.set()))
    begin.wait(10)
    for k in range(50):
        one.vector = [k + 1, 2]
    assert finished.wait(20)
    assert one.vector.tolist() == two.vector.tolist()
    for w in (one, two):
        assert w.image.tolist() == pytest.approx((w.determinant * w.vector).tolist())


def test_what_a_hand_writes_while_a_link_is_served_crosses_the_link_too(subshell):
    one, two, written = Held(), Held(), threading.Event()
    link((one, "b"), (two, "b"))

    def write_from_elsewhere(change):
        if change.new == 1:
            subshell.loop.call_soon_threadsafe(lambda: (setattr(two, "b", 99), written.set()))
            written.wait(0.3)  # it waits for the link; without that it would be over by now

    two.observe(write_from_elsewhere, "b")
    one.b = 1
    assert written.wait(10)
    assert (one.b, two.b) == (99, 99)


def test_messages_heard_on_two_threads_are_each_answered_once(subshell, sent):
    w = Plane()
    for serial in range(1, 101):
        if serial % 2:
            subshell.hear(w, "call", name="withdraw", serial=serial)
        else:
            say(w, "call", name="withdraw", serial=serial)
    subshell.rest()
    assert sorted(u["answered"]["serial"] for u in sent.updates(w) if "answered" in u) == list(range(1, 101))


def test_a_message_is_not_left_waiting_for_a_thread_that_is_busy(subshell, sent):
    w, heard = Plane(), threading.Event()
    w.observe(lambda change: heard.set(), "power")

    async def busy_main():
        move(w, 1, vector=[1, 1])  # its drain would run when this cell has ended
        subshell.hear(w, "set", serial=2, gesture="drag", values={"power": 2})
        assert heard.wait(10)

    import asyncio

    asyncio.run(busy_main())
    subshell.rest()
    assert (w.vector.tolist(), w.power) == ([1, 1], 2)


def test_messages_are_answered_one_after_another_whichever_thread_hears_them(subshell, sent):
    gate = Gate()
    w = Held(visit=lambda a: gate() if a == 1 and not gate.open.is_set() else None)
    subshell.hear(w, "set", serial=1, values={"a": 1})
    assert gate.reached.wait(10)
    say(w, "set", serial=2, values={"a": 2})
    gate.open.set()
    subshell.rest()
    assert gate.opened_in_time
    assert w.a == 2
    assert [u["answered"]["serial"] for u in sent.updates(w) if "answered" in u] == [1, 2]


def test_long_work_of_a_drag_goes_on_beside_a_cell(subshell):
    w = Ladder(size=1)
    done = threading.Event()
    w.observe(lambda change: change.new or done.set(), "busy")
    subshell.hear(w, "set", gesture="drag", values={"size": 40})
    assert done.wait(10)
    assert (w.height, w.doubled) == (40, 80)


def test_a_cell_that_waits_gets_the_last_answer_of_work_begun_elsewhere(subshell):
    for _ in range(20):
        w = Ladder(size=1)
        begun = threading.Event()
        w.observe(lambda change, begun=begun: begun.set(), "height")
        subshell.hear(w, "set", gesture="drag", values={"size": 60})
        assert begun.wait(10)
        w.wait()
        assert (w.height, w.doubled, w.busy) == (60, 120, False)
        subshell.rest()
        assert (w.height, w.doubled, w.busy) == (60, 120, False)


class Spy:
    """A lock that tells that somebody wants it."""

    def __init__(self, lock):
        self.lock, self.wanted = lock, threading.Event()

    def acquire(self, blocking):
        self.wanted.set()
        return self.lock.acquire(blocking)

    def release(self):
        self.lock.release()


def test_a_cell_that_waits_takes_no_step_while_another_thread_takes_one(subshell):
    gate = Gate()
    w = Ladder(size=1)
    w.each = lambda rung: gate() if rung == 5 and not gate.open.is_set() else None
    subshell.hear(w, "set", gesture="drag", values={"size": 20})
    assert gate.reached.wait(10)
    spy = stepping(w).turn = Spy(stepping(w).turn)
    with ThreadPoolExecutor(1) as pool:
        waited = pool.submit(w.wait)
        assert spy.wanted.wait(10)
        gate.open.set()
        waited.result(10)
    subshell.rest()
    assert (w.height, w.doubled, w.error, w.busy) == (20, 40, None, False)


def test_a_cell_that_waits_gets_the_answer_that_another_thread_is_computing(subshell):
    gate = Gate()
    w = Held(visit=lambda a: gate() if a == 1 and not gate.open.is_set() else None)
    subshell.hear(w, "set", gesture="drag", values={"a": 1})
    assert gate.reached.wait(10)
    with ThreadPoolExecutor(1) as pool:
        waited = pool.submit(w.wait)
        gate.open.set()
        waited.result(10)
    assert w.total == 1
    subshell.rest()


def test_stop_from_a_cell_does_not_wait_for_the_step_under_way(subshell):
    gate, rungs = Gate(), []
    w = Ladder(size=1)
    w.each = lambda rung: rungs.append(rung) or (gate() if rung == 5 and not gate.open.is_set() else None)
    rungs.clear()
    subshell.hear(w, "set", gesture="drag", values={"size": 60})
    assert gate.reached.wait(10)
    w.stop()
    assert w.busy is False
    assert w.progress["stopped"] is True
    gate.open.set()
    subshell.rest()
    assert (w.height, w.doubled, w.progress["stopped"]) == (4, 8, True)
    assert rungs == [1, 2, 3, 4, 5]


def test_a_newer_value_drops_work_in_the_middle_of_a_step(subshell):
    gate = Gate()
    w = Ladder(size=1)
    w.each = lambda rung: gate() if rung == 5 and not gate.open.is_set() else None
    subshell.hear(w, "set", gesture="drag", values={"size": 60})
    assert gate.reached.wait(10)
    old = stepping(w)
    w.size = 3
    assert (w.height, w.busy) == (3, False)
    gate.open.set()
    subshell.rest()
    assert old.finished
    assert (w.height, w.doubled, w.error) == (3, 6, None)


def test_an_error_of_dropped_work_is_nobodys_concern(subshell):
    gate = Gate()

    def each(rung):
        if rung == 5 and not gate.open.is_set():
            gate()
            raise ValueError("too late")

    w = Ladder(size=1, each=each)
    subshell.hear(w, "set", gesture="drag", values={"size": 60})
    assert gate.reached.wait(10)
    w.size = 3
    gate.open.set()
    subshell.rest()
    assert (w.height, w.error, w.busy) == (3, None, False)


def test_who_waits_for_work_does_not_hear_of_its_error_once_it_is_dropped(subshell):
    gate = Gate()

    def each(rung):
        if rung == 2 and not gate.reached.is_set():
            gate()
            raise ValueError("too late")

    w = Ladder(size=1, each=each)
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(setattr, w, "size", 60)
        assert gate.reached.wait(10)
        subshell.run(lambda: w.set(size=3))
        gate.open.set()
        written.result(10)
    subshell.rest()
    assert (w.height, w.error, w.busy) == (3, None, False)


def test_a_hand_is_heard_while_a_cell_waits_for_long_work(subshell):
    heard = threading.Event()

    def each(rung):
        if rung == 2:
            subshell.hear(w, "set", gesture="drag", values={"other": 7})
        if rung == 3:
            assert heard.wait(10)

    w = Ladder(size=1)
    w.observe(lambda change: heard.set(), "aside")
    w.set(each=each, size=4)
    assert (w.height, w.aside) == (4, -7)
    subshell.rest()


def test_a_hand_is_heard_while_a_cell_takes_a_step_of_work_begun_by_a_hand(subshell):
    letter, w = Future(), Postal()
    subshell.run(lambda: w.set(letters=(letter,)))
    turn = stepping(w).turn
    with turn:  # as a cell has it that takes a step
        letter.set_result(10)
        for _ in range(20):
            assert subshell.run(lambda: "heard") == "heard"
        assert w.text == 1
    subshell.rest()
    assert (w.text, w.busy) == (11, False)


def test_history_of_two_threads_has_a_step_for_every_write(subshell):
    w = Held()

    def writes():
        for k in range(30):
            w.b = k + 1

    finished = threading.Event()
    subshell.loop.call_soon_threadsafe(lambda: (writes(), finished.set()))
    for k in range(30):
        w.a = k + 1
    assert finished.wait(20)
    for _ in range(60):
        assert w.can_undo
        w.undo()
    assert (w.a, w.b, w.can_undo) == (0, 0, False)
    for _ in range(60):
        w.redo()
    assert (w.a, w.b, w.total) == (30, 30, 60)


def test_an_answer_is_never_replaced_by_a_write_from_the_other_thread(subshell, sent):
    w = Plane()
    finished = threading.Event()

    def drag():
        for serial in range(1, 101):
            say(w, "hello", serial=serial, client="view")
            w._empty_inbox()

    subshell.loop.call_soon_threadsafe(lambda: (drag(), finished.set()))
    for k in range(100):
        w.vector = [k, 1]
    assert finished.wait(20)
    subshell.rest()
    answered = [u["answered"] for u in sent.updates(w) if "answered" in u]
    assert [a["serial"] for a in answered if a["client"] == "view"] == list(range(1, 101))
    assert [a["epoch"] for a in answered if a["client"] == ""] == list(range(1, 101))


def test_a_receipt_is_stored_and_sent_under_the_common_lock(monkeypatch):
    w, free = Plane(), []
    original = w.send_state
    monkeypatch.setattr(w, "send_state", lambda names: (free.append(is_free(LOCK)), original(names)))
    say(w, "hello")
    w.vector = [1, 1]
    assert free == [False, False]


def test_the_browser_says_on_which_thread_its_messages_are_heard():
    w = Plane()
    w.comm._reply_subshell_for = lambda data, asked_for: "the thread that sent last"
    w.open()
    assert w.comm._reply_subshell_for({}, "the thread asked for") == "the thread asked for"


def test_without_threads_and_without_a_loop_everything_works():
    w = Ladder(size=4)
    move(w, 1, size=6)
    assert (w.height, w.doubled, w.busy) == (6, 12, False)
    w.undo()
    assert w.height == 4


def test_floats_from_two_threads_end_with_the_last_write_of_one_of_them(subshell):
    class Scalar(MathWidget):
        x = given(Float(0.0))
        y = derived(Float())

        @computes("y")
        def double(x):
            return 2 * x

    w = Scalar()
    finished = threading.Event()
    subshell.loop.call_soon_threadsafe(lambda: ([setattr(w, "x", float(k)) for k in range(200)], finished.set()))
    for k in range(200):
        w.x = 1000.0 + k
    assert finished.wait(20)
    assert w.x in (199.0, 1199.0)
    assert w.y == 2 * w.x
