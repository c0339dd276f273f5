"""A generator may hand its chunks to the reader's executor, and yields the futures it waits for."""

import asyncio
import multiprocessing
import threading
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest
import traitlets
from traitlets import Float, Int

from mathml_widgets.shell import MathWidget, Step, computes, derived, given, kept


def square_sum(start, stop):
    return float(sum(k * k for k in range(start, stop)))


class Summing(MathWidget):
    """Adds squares, chunk by chunk, here or in an executor."""

    size = given(Int(40))
    executor = kept(traitlets.Instance(Executor, allow_none=True))
    function = kept(traitlets.Callable(square_sum))
    total = derived(Float())

    @computes("total")
    def add(size, executor, function):
        chunks = [(k, min(k + 10, size)) for k in range(0, size, 10)]
        futures = executor and [executor.submit(function, *chunk) for chunk in chunks]
        total = 0.0
        for done, chunk in enumerate(chunks, 1):
            if executor:
                yield futures[done - 1]
            total += futures[done - 1].result() if executor else function(*chunk)
            yield Step(total, done / len(chunks))


@pytest.fixture(params=["threads", "processes"])
def executor(request):
    if request.param == "threads":
        with ThreadPoolExecutor(2) as pool:
            yield pool
    else:
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield pool


def test_an_executor_gives_what_the_kernel_gives_alone(executor):
    alone = Summing()
    w = Summing(executor=executor)
    assert w.total == alone.total == square_sum(0, 40)
    assert w.busy is False

    async def act():
        w.size = 95
        assert w.busy
        await w.done()
        assert w.total == square_sum(0, 95)
        w.size = 35
        w.wait()
        assert w.total == square_sum(0, 35)

    asyncio.run(act())


def test_the_event_loop_is_free_while_an_executor_works():
    gate = threading.Event()

    def slow(start, stop):
        assert gate.wait(10)
        return square_sum(start, stop)

    async def act():
        with ThreadPoolExecutor(1) as pool:
            w = Summing(executor=pool, function=slow)
            for _ in range(20):
                await asyncio.sleep(0)
            assert w.busy
            gate.set()
            await w.done()
            assert w.total == square_sum(0, 40)

    asyncio.run(act())


def test_stop_cancels_the_chunk_that_is_waited_for():
    gate, begun = threading.Event(), threading.Event()

    def slow(start, stop):
        begun.set()
        assert gate.wait(10)
        return 1.0

    async def act():
        with ThreadPoolExecutor(1) as pool:
            blocker = pool.submit(slow, 0, 0)
            assert begun.wait(10)
            w = Summing(executor=pool)
            future = next(iter(w._runs.values())).awaited
            w.stop()
            assert future.cancelled()
            assert w.busy is False
            gate.set()
            assert blocker.result() == 1.0

    asyncio.run(act())


def test_a_newer_value_wins_while_an_executor_works():
    gate = threading.Event()

    def first_slow(start, stop):
        if stop == 40:
            assert gate.wait(10)
        return square_sum(start, stop)

    async def act():
        with ThreadPoolExecutor(2) as pool:
            w = Summing(size=40, executor=pool, function=first_slow)
            w.size = 30
            await w.done()
            assert w.total == square_sum(0, 30)
            gate.set()
        for _ in range(20):
            await asyncio.sleep(0)
        assert w.total == square_sum(0, 30)

    asyncio.run(act())
