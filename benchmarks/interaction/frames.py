"""Frames during a drag while the kernel is idle, sleeps in a cell, or computes in one."""

from functools import partial

from .contestants import CONTESTANTS, NOTHING, OURS, Contestant
from .dragging import CALM, answering, drag, pictures
from .main_thread import a_frame, traced
from .setting import Setting
from .table import AtLeast, AtMost, Row

IDLE = "idle kernel"
KERNELS = {
    IDLE: "",
    "kernel sleeps": "import time; time.sleep({seconds})",
    "kernel computes": """\
import time
end = time.monotonic() + {seconds}
while time.monotonic() < end:
    sum(range(1000))
""",
}


def rows(setting: Setting) -> list[Row]:
    seat = setting.stage.ours

    def measure(contestant: Contestant, code: str) -> dict[str, float]:
        busy = code.format(seconds=setting.seconds + CALM / 1000)
        log, tasks = traced(seat, lambda: drag(seat, contestant, setting.seconds, busy=busy))
        figures = {**pictures(log), **a_frame(log, tasks)}
        return figures if contestant is NOTHING else {**figures, **answering(log)}

    measures = {(kernel, one): partial(measure, one, code) for kernel, code in KERNELS.items() for one in CONTESTANTS}
    measures[IDLE, NOTHING] = partial(measure, NOTHING, "")
    found = setting.medians(measures)

    def row(what: str, kernel: str, figure: str, goal: AtMost | AtLeast) -> Row:
        beside = {one.title: figures for (where, one), figures in found.items() if where == kernel and one is not OURS}
        others = {title: figures[figure] for title, figures in beside.items() if figure in figures}
        return Row(f"{what}, {kernel}", found[kernel, OURS][figure], goal, others)

    table = []
    for kernel in KERNELS:
        table += [
            # Sixty, less the one that the beginning of the drag may cut off.
            row("frames: new pictures/s", kernel, "pictures", AtLeast(59)),
            row("frames: dropped, %", kernel, "dropped", AtMost()),
            row("frames: main-thread work p50, ms", kernel, "work p50", AtMost()),
            row("frames: main-thread work p95, ms", kernel, "work p95", AtMost(8)),
            row("frames: main thread taken p95, waiting included, ms", kernel, "wall p95", AtMost()),
        ]
        if kernel != IDLE:
            table += [
                row("drag: answers/s", kernel, "answers", AtLeast()),
                row("drag: lag p50, ms", kernel, "lag p50", AtMost()),
            ]
    return table
