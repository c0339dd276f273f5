"""What a browser would say, and a second thread on which it is heard."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from mathml_widgets.shell.progressive import Run


def message(kind: str, /, **parts: Any) -> dict[str, Any]:
    """Return a message as the view sends it."""
    return {"client": "hand", "serial": 1, "gesture": "", "kind": kind} | parts


def say(widget: Any, kind: str, /, **parts: Any) -> None:
    """Let the widget hear a message in this thread."""
    widget._handle_custom_msg(message(kind, **parts), [])


def move(widget: Any, serial: int = 1, gesture: str = "drag", **values: Any) -> None:
    """Let the widget hear that a hand sets values."""
    say(widget, "set", serial=serial, gesture=gesture, values=values)


def stepping(widget: Any) -> Run:
    """Return the only run that is under way."""
    (run,) = widget._runs.values()
    return run


class Subshell:
    """A thread with an event loop of its own, as JupyterLab has one for all widgets."""

    def __enter__(self) -> Subshell:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    def hear(self, widget: Any, kind: str, /, **parts: Any) -> None:
        """Hand a message over; do not wait for the answer."""
        self.loop.call_soon_threadsafe(lambda: say(widget, kind, **parts))

    def run(self, function: Callable[[], Any]) -> Any:
        """Call `function` on this thread, and return what it returns."""

        async def call() -> Any:
            return function()

        return asyncio.run_coroutine_threadsafe(call(), self.loop).result(10)

    def rest(self) -> None:
        """Return when nothing is left to do on this thread."""

        async def others() -> None:
            while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
                await asyncio.wait(tasks)

        asyncio.run_coroutine_threadsafe(others(), self.loop).result(20)
