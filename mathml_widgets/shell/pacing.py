"""Answers no more often than an eye can follow: each one that is shown costs a message and a picture."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any


def paced(steps: Iterable[Any], pace: float, *, clock: Callable[[], float] = time.perf_counter) -> Iterator[Any]:
    """Yield the first of the steps that comes after so many seconds of work, and so on, and always the last.

    Parameters
    ----------
    steps
        Better and better answers.
    pace
        Seconds.
    clock
        What tells them.
    """
    began, last, waiting = clock(), None, False
    for last in steps:
        waiting = True
        if clock() - began >= pace:
            yield last
            began, waiting = clock(), False
    if waiting:
        yield last
