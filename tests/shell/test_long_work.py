"""Long work comes in better and better answers, and is dropped when it is not wanted any more."""

import asyncio
import gc
import weakref
from concurrent.futures import Future

import pytest
from traitlets import Int

from mathml_widgets.shell import MathWidget, Step, computes, derived, given
from mathml_widgets.shell.progressive import Run
from tests.shell.hands import move, say, stepping
from tests.shell.samples import Cascade, Ladder, Postal, Twofold


def run(coroutine):
    return asyncio.run(coroutine)


async def turns(n):
    for _ in range(n):
        await asyncio.sleep(0)


def failing(at, error=ValueError):
    def each(rung):
        if rung == at:
            raise error(f"rung {rung} is broken")

    return each


class Quick(MathWidget):
    size = given(Int(1))
    total = derived(Int())

    @computes("total")
    def counted(size):
        yield Step(size, 1.0)
        raise AssertionError("nobody asks on after the whole is done")


def test_work_that_is_done_at_its_first_step_is_one_answer(sent):
    w = Quick()
    assert (w.total, w.busy, w.progress) == (1, False, None)
    sent.forget()
    w.size = 5
    assert (w.total, w.busy) == (5, False)
    (update,) = sent.updates(w)
    assert update["total"] == 5


# --- with no event loop -------------------------------------------------------------


def test_with_no_loop_work_is_done_when_the_assignment_returns(sent):
    w = Ladder(size=3)
    assert (w.height, w.doubled, w.busy, w.progress) == (3, 6, False, None)
    w.size = 5
    assert (w.height, w.doubled, w.busy) == (5, 10, False)


def test_the_first_answer_is_in_the_first_message(sent):
    w = Ladder(size=3)
    first = sent.opened[w.model_id]
    assert (first["height"], first["doubled"], first["busy"]) == (1, 2, True)
    assert first["progress"] == {"name": "climb", "done": 1 / 3, "stopped": False}


def test_each_better_answer_is_published_with_what_follows_from_it(sent):
    w = Ladder(size=3)
    second, last = sent.updates(w)
    assert (second["height"], second["doubled"], second["progress"]["done"]) == (2, 4, 2 / 3)
    assert last == {"height": 3, "doubled": 6, "busy": False, "progress": None}


def test_an_error_in_the_first_step_refuses_the_value():
    w = Ladder(size=2)
    with pytest.raises(ValueError, match="rung 1 is broken"):
        w.each = failing(1)
    assert (w.height, w.busy, w.error["message"]) == (2, False, "rung 1 is broken")
    w.size = 3
    assert w.height == 3


def test_an_error_in_a_later_step_is_raised_and_shown_and_keeps_what_was_found():
    w = Ladder(size=2)
    with pytest.raises(ValueError, match="rung 3 is broken"):
        w.set(size=5, each=failing(3))
    assert (w.height, w.doubled, w.busy, w.progress) == (2, 4, False, None)
    assert w.error["message"] == "rung 3 is broken"


def test_work_that_failed_is_tried_again_with_the_next_change():
    w = Ladder(size=2)
    with pytest.raises(ValueError, match="rung 3"):
        w.set(size=5, each=failing(3))
    with pytest.raises(ValueError, match="rung 3"):
        w.other = 1
    with pytest.raises(ValueError, match="rung 3"):
        w.wait()
    w.each = lambda rung: None
    assert (w.height, w.error) == (5, None)


def test_an_interrupt_ends_the_work_and_nothing_stays_busy():
    w = Ladder(size=2)
    with pytest.raises(KeyboardInterrupt):
        w.set(size=5, each=failing(3, KeyboardInterrupt))
    assert (w.height, w.busy) == (2, False)
    w.each = lambda rung: None
    assert w.height == 5


def test_a_change_elsewhere_does_not_run_finished_work_again():
    rungs = []
    w = Ladder(size=2, each=rungs.append)
    rungs.clear()
    w.other = 4
    assert (w.aside, rungs) == (-4, [])


# --- with an event loop -------------------------------------------------------------


def test_with_a_loop_the_first_answer_is_there_at_once_and_the_rest_follows():
    async def act():
        w = Ladder(size=4)
        assert (w.height, w.busy) == (1, True)
        w.size = 5
        assert (w.height, w.doubled) == (1, 2)
        await w.done()
        assert (w.height, w.doubled, w.busy) == (5, 10, False)

    run(act())


def test_the_loop_is_given_back_between_steps():
    async def act():
        rungs, between = [], []
        w = Ladder(size=4, each=rungs.append)
        while w.busy:
            between.append(len(rungs))
            await asyncio.sleep(0)
        assert set(between) >= {1, 2, 3}
        assert len(rungs) == 4

    run(act())


def test_waiting_in_a_cell_finishes_the_work():
    async def act():
        w = Ladder(size=4)
        w.wait()
        assert (w.height, w.busy) == (4, False)

    run(act())


def test_a_newer_value_wins_over_work_under_way():
    async def act():
        rungs = []
        w = Ladder(size=100, each=rungs.append)
        await turns(5)
        old = stepping(w)
        w.size = 3
        assert old.finished
        assert w.height == 1
        await w.done()
        assert (w.height, w.busy) == (3, False)
        assert len(rungs) < 20

    run(act())


def test_waiting_outlasts_a_newer_value():
    async def act():
        w = Ladder(size=50)
        w.observe(lambda change: w.set(size=7), "height")
        await w.done()
        assert (w.size, w.height, w.doubled) == (7, 7, 14)

    run(act())


def test_a_change_elsewhere_leaves_work_under_way(sent):
    async def act():
        rungs = []
        w = Ladder(size=6, each=rungs.append)
        await turns(2)
        old = stepping(w)
        w.other = 5
        assert stepping(w) is old
        await w.done()
        assert rungs == [1, 2, 3, 4, 5, 6]

    run(act())


def test_changes_elsewhere_add_no_second_driver_on_a_loop():
    async def act():
        w = Ladder(size=50)
        for k in range(10):
            w.other = k
        assert len(w._tasks) == 1
        await w.done()
        assert w.height == 50

    run(act())


def test_a_refused_value_leaves_work_under_way():
    async def act():
        w = Ladder(size=6)
        await turns(2)
        old = stepping(w)
        with pytest.raises(ValueError, match="rung 1"):
            w.set(size=4, each=failing(1))
        assert stepping(w) is old
        await w.done()
        assert w.height == 6

    run(act())


def test_stop_keeps_what_was_found_and_says_so(sent):
    async def act():
        w = Ladder(size=50)
        await turns(4)
        say(w, "call", name="stop")
        await turns(6)
        reached = w.height
        await turns(10)
        assert (w.height, w.doubled) == (reached, 2 * reached)
        assert reached < 50
        assert w.busy is False
        assert w.progress == {"name": "climb", "done": reached / 50, "stopped": True}
        await w.done()
        w.wait()
        assert w.height == reached

    run(act())


def test_stopped_work_begins_again_only_with_an_input_of_its_own():
    async def act():
        rungs = []
        w = Ladder(size=50, each=rungs.append)
        await turns(3)
        w.stop()
        reached = len(rungs)
        w.other = 3
        await w.done()
        assert len(rungs) == reached
        w.size = 4
        await w.done()
        assert (w.height, w.progress) == (4, None)

    run(act())


def test_stop_with_nothing_to_stop_says_nothing(sent):
    w = Ladder()
    sent.forget()
    w.stop()
    assert (w.progress, sent.sent) == (None, [])


def test_work_may_stop_itself():
    async def act():
        made = {}
        w = made["w"] = Ladder(size=50, each=lambda rung: rung == 4 and made["w"].stop())
        await w.done()
        assert (w.height, w.busy) == (3, False)

    run(act())


def test_an_error_in_the_background_is_shown_and_nothing_stays_busy(sent):
    async def act():
        w = Ladder(size=6, each=failing(3))
        await turns(10)
        assert w.error["message"] == "rung 3 is broken"
        assert (w.height, w.busy, w.progress) == (2, False, None)
        update = next(u for u in sent.updates(w) if "error" in u)
        assert update["busy"] is False

    run(act())


def test_an_error_is_raised_for_who_waits():
    async def act():
        w = Ladder(size=6, each=failing(3))
        with pytest.raises(ValueError, match="rung 3"):
            await w.done()
        with pytest.raises(ValueError, match="rung 3"):
            w.wait()
        w.each = lambda rung: None
        await w.done()
        assert (w.height, w.error) == (6, None)

    run(act())


def test_an_observer_that_fails_does_not_end_the_work():
    async def act():
        w = Ladder(size=4)

        def fail(change):
            raise RuntimeError("mine")

        w.observe(fail, "height")
        await turns(20)
        assert (w.height, w.busy) == (4, False)
        assert "mine" in w.error["message"]

    run(act())


class Careful(MathWidget):
    """Refuses a result of long work downstream."""

    size = given(Int(5))
    height = derived(Int())
    checked = derived(Int())

    @computes("height")
    def climb(size: int) -> object:
        yield from range(1, size + 1)

    @computes("checked")
    def check(height: int) -> int:
        if height == 4:
            raise ValueError("height 4 is too high")
        return height


def test_an_error_downstream_ends_the_work_at_the_last_answer_that_was_in_step():
    with pytest.raises(ValueError, match="too high"):
        Careful()
    w = Careful(size=3)
    with pytest.raises(ValueError, match="too high"):
        w.size = 6
    assert (w.height, w.checked, w.busy) == (3, 3, False)

    async def act():
        w = Careful(size=3)
        w.size = 6
        await turns(12)
        assert (w.height, w.checked, w.busy) == (3, 3, False)
        assert w.error["message"] == "height 4 is too high"

    run(act())


def test_a_drag_during_long_work_is_answered_at_once(sent):
    async def act():
        w = Ladder(size=200)
        await turns(3)
        move(w, 1, size=150)
        await turns(8)
        move(w, 2, size=100)
        await turns(8)
        assert w.size == 100
        assert w.busy
        assert [u["answered"]["serial"] for u in sent.updates(w) if "answered" in u] == [1, 2]
        await w.done()
        assert w.height == 100

    run(act())


def test_work_left_by_a_loop_that_ended_is_finished_by_waiting():
    async def begin():
        w = Ladder(size=30)
        await turns(2)
        return w

    w = run(begin())
    assert w.busy
    w.wait()
    assert (w.height, w.busy) == (30, False)


def test_the_generator_is_closed_when_its_work_is_dropped():
    closed = []

    class Tidy(MathWidget):
        size = given(Int(1))
        height = derived(Int())

        @computes("height")
        def climb(size: int) -> object:
            try:
                for rung in range(100):
                    yield rung + size
            finally:
                closed.append(size)

    async def act():
        w = Tidy()
        await turns(2)
        w.size = 2
        assert closed == [1]
        w.stop()
        assert closed == [1, 2]
        w.size = 3
        w.close()
        assert closed == [1, 2, 3]

    run(act())


def test_a_generator_that_yields_nothing_leaves_nothing_busy():
    class Mute(MathWidget):
        height = derived(Int(7))

        @computes("height")
        def climb(seed: int) -> object:
            yield from ()

    w = Mute()
    assert (w.height, w.busy) == (7, False)


def test_work_that_reads_long_work_begins_anew_with_each_answer():
    class Tower(Ladder):
        top = derived(Int())

        @computes("top")
        def upper(height: int) -> object:
            for rung in range(1, 4):
                yield height + rung

    async def act():
        w = Tower(size=5)
        await w.done()
        assert (w.height, w.top, w.busy) == (5, 8, False)

    run(act())


def test_a_step_waits_for_the_future_that_the_generator_has_yielded():
    async def act():
        one, two = Future(), Future()
        w = Postal()
        await w.done()
        w.letters = (one, two)
        await turns(10)
        assert (w.text, w.busy) == (1, True)
        one.set_result(10)
        while w.text == 1:
            await asyncio.sleep(0)
        assert w.text == 11
        two.set_result(100)
        await w.done()
        assert (w.text, w.busy) == (111, False)

    run(act())


def test_no_step_is_taken_while_its_future_is_awaited():
    letter = Future()
    run = Run(Postal.read, ((letter,), 1))
    assert run.advance() == run.advance() == {}
    assert run.awaited is letter
    letter.set_result(10)
    assert run.advance() == {"text": 11}
    assert run.advance() == {}
    assert run.finished


def test_a_future_that_fails_is_an_error_of_the_work():
    async def act():
        letter = Future()
        letter.set_exception(ValueError("lost in the post"))
        w = Postal()
        await w.done()
        w.letters = (letter,)
        with pytest.raises(ValueError, match="lost in the post"):
            await w.done()
        assert (w.text, w.busy) == (1, False)

    run(act())


def test_work_stopped_before_its_first_answer_is_not_taken_for_done():
    async def act():
        letter = Future()
        w = Postal()
        await w.done()
        w.letters = (letter,)
        w.stop()
        assert letter.cancelled()
        assert (w.text, w.busy) == (1, False)
        w.seed = 1
        assert w.busy
        w.letters = ()
        await w.done()
        assert (w.text, w.busy) == (1, False)

    run(act())


def test_a_refused_change_closes_the_work_that_it_began():
    closed = []

    class Strict(MathWidget):
        size = given(Int(1))
        height = derived(Int())
        other = derived(Int())

        @computes("height")
        def climb(size: int) -> object:
            try:
                yield size
            finally:
                closed.append(size)

        @computes("other")
        def check(height: int) -> int:
            if height == 9:
                raise ValueError("not nine")
            return height

    w = Strict()
    closed.clear()
    with pytest.raises(ValueError, match="not nine") as kept:
        w.size = 9
    assert kept.value is not None
    assert closed == [9]


def test_a_widget_whose_work_is_over_can_be_freed():
    async def act():
        w = Ladder(size=3)
        await w.done()
        ghost = weakref.ref(w)
        w.close()
        await turns(3)
        del w
        gc.collect()
        assert ghost() is None

    run(act())


# --- long work that begins other long work ------------------------------------------


def test_with_no_loop_work_that_other_work_began_is_done_too(sent):
    w = Cascade(size=4)
    assert (w.height, w.above, w.busy) == (4, 7, False)
    w.size = 2
    assert (w.height, w.above, w.busy) == (2, 5, False)


def test_with_no_loop_the_work_that_others_wait_for_is_ended_first(sent):
    w = Cascade(size=3)
    told = [(u.get("height"), u["above"]) for u in sent.updates(w) if "above" in u]
    assert told == [(2, 3), (3, 4), (None, 5), (None, 6)]


def test_with_a_loop_work_that_other_work_began_is_driven_too():
    async def act():
        w = Cascade(size=4)
        assert (w.height, w.above, w.busy) == (1, 2, True)
        while w.busy:
            await asyncio.sleep(0)
        assert (w.height, w.above) == (4, 7)

    run(act())


def test_with_a_loop_several_kinds_of_work_take_turns_one_step_at_a_time():
    async def act():
        steps = []
        w = Twofold(each=steps.append)
        steps.clear()
        while w.busy:
            before = len(steps)
            await asyncio.sleep(0)
            assert len(steps) <= before + 1
        assert sorted(steps) == [f"{side} {k}" for side in ("left", "right") for k in range(1, 5)]
        assert steps != sorted(steps)

    run(act())
