"""Where nobody watches, work is done when the cell has ended."""

import asyncio
from types import SimpleNamespace

import pytest

from mathml_widgets.shell import threads
from tests.shell.hands import say
from tests.shell.samples import Ladder


@pytest.fixture
def notebook(monkeypatch):
    """Stand in for a kernel whose client does or does not take input."""

    def set_up(**kernel):
        shell = SimpleNamespace(kernel=SimpleNamespace(get_parent=dict, **kernel), execution_count=1)
        monkeypatch.setitem(
            __import__("sys").modules, "IPython", SimpleNamespace(get_ipython=lambda: shell, version_info=(9, 0))
        )

    return set_up


def test_a_script_has_no_one_to_watch():
    assert threads.running_loop() is None
    assert threads.nobody_watches() is False


@pytest.mark.parametrize(
    ("kernel", "alone"), [({"_allow_stdin": False}, True), ({"_allow_stdin": True}, False), ({}, False)]
)
def test_a_kernel_is_watched_by_who_takes_input(notebook, kernel, alone):
    notebook(**kernel)
    assert threads.nobody_watches() is alone


def test_where_nobody_watches_work_is_done_when_the_assignment_returns(notebook):
    notebook(_allow_stdin=False)

    async def cell():
        w = Ladder(size=5)
        assert (w.height, w.busy) == (5, False)
        w.size = 7
        assert (w.height, w.doubled, w.busy) == (7, 14, False)

    asyncio.run(cell())


def test_whoever_has_spoken_through_a_view_watches(notebook):
    notebook(_allow_stdin=False)

    async def dashboard():
        w = Ladder(size=5)
        say(w, "hello")
        w.size = 7
        assert (w.height, w.busy) == (1, True)
        await w.done()
        assert w.height == 7

    asyncio.run(dashboard())


def test_where_a_reader_watches_work_goes_on_after_the_cell(notebook):
    notebook(_allow_stdin=True)

    async def cell():
        w = Ladder(size=5)
        assert (w.height, w.busy) == (1, True)
        await w.done()
        assert w.height == 5

    asyncio.run(cell())
