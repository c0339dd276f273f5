"""Long work: a generator that yields better and better answers, driven a step at a time.

The event loop is given back between steps, so that a newer input or a press on stop is
seen after one evaluation at the latest. There are no threads: the same code runs in
Pyodide. A generator that hands work to an executor yields the futures it waits for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from threading import RLock
from typing import Any, NamedTuple

from .computation import Computation


class Step(NamedTuple):
    """One answer of a progressive function, with the share of the work that is done.

    Attributes
    ----------
    values : object
        What the function would return: one value, or a tuple in the order of its outputs.
    done : float
        Between 0 and 1.
    """

    values: Any
    done: float


class Run:
    """One run of a progressive function, which several drivers may advance in turn."""

    def __init__(self, computation: Computation, arguments: tuple[Any, ...]) -> None:
        self.computation = computation
        self.steps: Iterator[Any] = computation.function(*arguments)
        self.done = 0.0
        self.finished = False
        self._dropped = False
        self._turn = RLock()

    def advance(self) -> dict[str, Any] | Future[Any] | None:
        """Take one step: the outputs by name, a future to wait for, or None at the end."""
        with self._turn:
            if self.finished:
                return None
            if self._dropped:
                self._end()
                return None
            try:
                answer = next(self.steps)
            except StopIteration:
                self.done = 1.0
                self._end()
                return None
            except BaseException:
                self._end()
                raise
        if isinstance(answer, Future):
            return answer
        if isinstance(answer, Step):
            self.done = answer.done
            answer = answer.values
        return self.computation.values(answer)

    def drop(self) -> None:
        """End the run: at once, or after the step that another thread is taking."""
        self._dropped = True
        if self._turn.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._turn.release()

    def _end(self) -> None:
        self.finished = True
        close = getattr(self.steps, "close", None)
        if close is not None:
            close()


def finish(run: Run, publish: Callable[[Run, dict[str, Any]], None]) -> None:
    """Take all the steps of `run` in this thread."""
    while (answer := run.advance()) is not None:
        if isinstance(answer, Future):
            answer.exception()
        else:
            publish(run, answer)


async def drive(run: Run, publish: Callable[[Run, dict[str, Any]], None]) -> None:
    """Take all the steps of `run`, giving the event loop back after each."""
    while (answer := run.advance()) is not None:
        if isinstance(answer, Future):
            await asyncio.wait([asyncio.wrap_future(answer)])
        else:
            publish(run, answer)
            await asyncio.sleep(0)
