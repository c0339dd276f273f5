"""Some hosts hear of a widget before its channel opens, or keep what is sent until they are asked for it."""

import asyncio
import sys
from types import SimpleNamespace

import ipywidgets
import pytest

from tests.shell.hands import move, say
from tests.shell.samples import Plane
from tests.shell.test_figure import Curve


@pytest.fixture
def heard(monkeypatch):
    """Collect the state of each widget at the time that ipywidgets tells a host of it."""
    states = []
    monkeypatch.setattr(
        ipywidgets.Widget,
        "_widget_construction_callback",
        lambda widget: states.append((widget, widget.get_state())),
    )
    return states


def test_a_host_that_reads_a_new_widget_finds_the_answer(heard):
    w = Plane([[2, 0], [0, 3]])
    [state] = [state for widget, state in heard if widget is w]
    assert state["determinant"] == pytest.approx(6)


def test_a_figure_widget_is_heard_of_after_its_parts(heard):
    w = Curve()
    order = [widget for widget, _ in heard]
    assert all(order.index(part) < order.index(w) for part in w.children)
    [state] = [state for widget, state in heard if widget is w]
    assert state["children"] == [f"IPY_MODEL_{part.model_id}" for part in w.children]


@pytest.fixture
def shiny(monkeypatch):
    """Stand in for Shiny: count its flushes, and tell whether the lock was held."""
    lock = asyncio.Lock()
    flushed = []

    async def flush():
        flushed.append(lock.locked())

    session = SimpleNamespace(get_current_session=lambda: "a session")
    reactive = SimpleNamespace(lock=lambda: lock, flush=flush)
    monkeypatch.setitem(sys.modules, "shiny", SimpleNamespace(session=session, reactive=reactive))
    return flushed


def test_in_shiny_an_answer_is_flushed_once_and_under_its_lock(shiny, sent):
    async def drag():
        w = Plane()
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(tasks)
        shiny.clear()
        move(w, 1, vector=[3, 0])
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(tasks)
        assert [u["answered"]["serial"] for u in sent.updates(w)] == [1]

    asyncio.run(drag())
    assert shiny == [True]


def test_outside_a_session_of_shiny_nothing_is_flushed(shiny, monkeypatch):
    monkeypatch.setattr(sys.modules["shiny"].session, "get_current_session", lambda: None)

    async def drag():
        w = Plane()
        move(w, 1, vector=[3, 0])
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(tasks)

    asyncio.run(drag())
    assert shiny == []


def test_a_page_that_greets_anew_holds_nothing():
    w = Plane()
    move(w, held="first")
    assert w.held == "first"
    say(w, "hello", client="the page after its reload")
    assert (w.held, w.answered["client"]) == ("", "the page after its reload")


def test_a_page_that_greets_is_told_what_has_changed_since_the_state_that_it_was_made_from(sent):
    w = Plane()
    w.matrix = [[2, 0], [0, 3]]
    sent.forget()
    say(w, "hello", client="the page, that listens from now on")
    (update,) = sent.updates(w)
    assert update["determinant"] == pytest.approx(6)
    assert update["matrix"]["shape"] == [2, 2]
    assert update.keys() >= {"image", "answered"}
    assert "vector" not in update
