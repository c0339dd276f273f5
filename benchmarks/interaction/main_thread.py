"""What the page's main thread does for a frame, from Chromium's own trace.

Long-animation-frame entries leave out what is shorter than 50 ms, and a stopwatch in the page leaves
out style, layout and paint. The trace has every task of the thread, with its processor time, which
does not grow when other programs keep the thread waiting.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from .dragging import frames_during, percentile
from .stage import Seat

CATEGORIES = ["toplevel", "blink.user_timing"]
TASK = "ThreadControllerImpl::RunTask"
MARK = "mathml-bench"


@dataclass(frozen=True)
class Task:
    """One task: when it began by the page's clock, and its processor and wall time; milliseconds."""

    began: float
    work: float
    wall: float


def traced(seat: Seat, act: Callable[[], dict]) -> tuple[dict, list[Task]]:
    """Do something on a page; return what came of it, and the tasks of its main thread."""
    page = seat.lab.page
    seat.browser.start_tracing(page=page, categories=CATEGORIES)
    page.evaluate("name => performance.mark(name)", MARK)
    result = act()
    trace = seat.browser.stop_tracing()
    return result, tasks(json.loads(trace)["traceEvents"])


def tasks(events: list[dict]) -> list[Task]:
    """Return the tasks of the thread that set the mark."""
    mark = next(event for event in events if event["name"] == MARK)
    to_page = mark["args"]["data"]["startTime"] - mark["ts"] / 1000
    thread = (mark["pid"], mark["tid"])
    return [
        Task(event["ts"] / 1000 + to_page, event.get("tdur", 0) / 1000, event["dur"] / 1000)
        for event in events
        if event["name"] == TASK and (event["pid"], event["tid"]) == thread and event["ph"] == "X"
    ]


def a_frame(log: dict, tasks: list[Task]) -> dict[str, float]:
    """Return work and wall time of the main thread from the beginning of one frame to that of the next."""
    work, wall = [], []
    for begin, end in pairwise(frames_during(log)):
        inside = [task for task in tasks if begin <= task.began < end]
        work.append(sum(task.work for task in inside))
        wall.append(sum(task.wall for task in inside))
    return {
        "work p50": percentile(work, 50),
        "work p95": percentile(work, 95),
        "wall p50": percentile(wall, 50),
        "wall p95": percentile(wall, 95),
    }
