"""What happens to other widgets, gathered into one message instead of one from each.

Under a hand the marks of a chart change with every answer. Each is a widget of its own, and each of
its messages costs the server, the page and the kernel more than what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any

import ipywidgets


class Gathering:
    """The traits of some widgets that were written and not sent."""

    def __init__(self) -> None:
        self._names: dict[ipywidgets.Widget, set[str]] = {}

    @contextmanager
    def open(self) -> Iterator[None]:
        """Keep what `at_once` would send inside."""
        token = _OPEN.set(self)
        try:
            yield
        finally:
            _OPEN.reset(token)

    def take(self, one: ipywidgets.Widget, names: Iterable[str]) -> None:
        """Keep these traits of a widget, with what has been kept of it."""
        self._names.setdefault(one, set()).update(names)

    def states(self) -> dict[str, dict[str, Any]]:
        """Return the present values of all that is kept, as they travel, by model id."""
        return {one.model_id: one.get_state(names) for one, names in self._names.items() if names and one.comm}

    def send(self) -> None:
        """Let each widget send what was kept of it, and keep nothing."""
        kept, self._names = self._names, {}
        for one, names in kept.items():
            if names:
                one.send_state(names)


_OPEN: ContextVar[Gathering | None] = ContextVar("_OPEN", default=None)


@contextmanager
def at_once(*widgets: ipywidgets.Widget) -> Iterator[None]:
    """Send what happens to each widget inside as one message, or leave it to the gathering that is open."""
    gathering = _OPEN.get()
    with ExitStack() as stack:
        for one in widgets:
            if gathering is not None:
                stack.enter_context(_kept(one, gathering))
            stack.enter_context(one.hold_sync())
        yield


@contextmanager
def _kept(one: ipywidgets.Widget, gathering: Gathering) -> Iterator[None]:
    one.send_state = lambda names: gathering.take(one, names)
    try:
        yield
    finally:
        del one.send_state
