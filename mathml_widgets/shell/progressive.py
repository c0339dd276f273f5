"""Long work: a generator that yields better and better answers, driven a step at a time.

The event loop is given back between steps, so that a newer input or a press on stop is
seen after one evaluation at the latest. There are no threads: the same code runs in
Pyodide. A generator that hands work to an executor yields the futures it waits for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import RLock
from typing import Any, NamedTuple

from .computation import Computation
from .threads import LOCK

ELSEWHERE = 0.01
"""Seconds after which to look again at a step that another thread is taking."""


class Step(NamedTuple):
    """One answer of a progressive function, with the share of the work that is done.

    Attributes
    ----------
    values : object
        What the function would return: one value, or a tuple in the order of its outputs.
    done : float
        Between 0 and 1; at 1 the generator is not asked again.
    """

    values: Any
    done: float


class Run:
    """One run of a progressive function, which several threads may drive in turn.

    Attributes
    ----------
    turn : RLock
        Held while a step is taken and its answer stored, so that answers keep their order.
    done : float
        The share of the work that is done.
    answered : bool
        Whether there was an answer yet.
    finished : bool
        Whether there is no further step to take.
    error : Exception or None
        What ended the run.
    outdated : bool
        Whether nobody wants to hear of it any more.
    loops : set
        The event loops that drive it.
    """

    def __init__(self, computation: Computation, arguments: tuple[Any, ...]) -> None:
        self.computation = computation
        self.turn = RLock()
        self.done = 0.0
        self.answered = self.finished = self.outdated = False
        self.error: Exception | None = None
        self.loops: set[asyncio.AbstractEventLoop] = set()
        self._awaited: Future[Any] | None = None
        self._stepping = False
        self._steps = computation.function(*arguments)

    @property
    def awaited(self) -> Future[Any] | None:
        """The future that the next step must wait for, if there is one."""
        return None if self._awaited is None or self._awaited.done() else self._awaited

    def advance(self) -> dict[str, Any]:
        """Take one step; return the outputs by name, or nothing if there are none yet, or no more."""
        with LOCK:
            if self.finished or self.awaited:
                return {}
            self._stepping = True
        try:
            return self._read(next(self._steps))
        except StopIteration:
            self.done, self.finished = 1.0, True
            return {}
        except BaseException as error:
            self.error = error if isinstance(error, Exception) else None
            self.finished = True
            raise
        finally:
            with LOCK:
                self._stepping = False
                self.finished |= self.outdated
            if self.finished:
                self._steps.close()

    def drop(self, error: Exception | None = None) -> None:
        """End the run, because of an error or because it is outdated.

        It ends at once, or after the step that is being taken.
        """
        with LOCK:
            self.error = self.error or error
            self.outdated |= error is None
            idle = not self._stepping
            self.finished |= idle
        if future := self.awaited:
            future.cancel()
        if idle:
            self._steps.close()

    def _read(self, answer: Any) -> dict[str, Any]:
        if isinstance(answer, Future):
            self._awaited = answer
            return {}
        if isinstance(answer, Step):
            answer, self.done = answer
            self.finished = self.done >= 1.0
        values = self.computation.values(answer)
        self.answered = True
        return values


TakeStep = Callable[[Run, bool], bool]
"""Takes a step; if another thread does so waits, where the second argument says so, or returns False."""


def finish(run: Run, step: TakeStep) -> None:
    """Take all the steps of `run` in this thread; raise what ended it, if an error did."""
    while not run.finished:
        if future := run.awaited:
            wait([future])
        step(run, True)
    if run.error and not run.outdated:
        raise run.error


async def drive(run: Run, step: TakeStep, turns: asyncio.Lock) -> None:
    """Take all the steps of `run`, giving the event loop back after each, else as `finish`.

    Whoever drives several runs hands in one lock for all: then they take turns, with the event loop free after the
    step of any.
    """
    while not run.finished:
        if future := run.awaited:
            await asyncio.wait([asyncio.wrap_future(future)])
            continue
        async with turns:
            if not run.finished:
                await asyncio.sleep(0 if step(run, False) else ELSEWHERE)
    if run.error and not run.outdated:
        raise run.error
