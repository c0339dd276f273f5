"""Answers a second and their lag behind the hand, on a stock server and on one with TCP_NODELAY."""

from functools import partial

from .contestants import ANSWERING, OURS, Contestant
from .dragging import answering, drag
from .setting import Setting
from .stage import Seat
from .table import AtLeast, AtMost, Row

STOCK, NODELAY = "stock server", "TCP_NODELAY"
LAG = {STOCK: 60, NODELAY: 25}
"""Milliseconds by PERFORMANCE.md, which says 'at p50' of the second; the first is read in the same way."""


def rows(setting: Setting) -> list[Row]:
    def measure(seat: Seat, contestant: Contestant) -> dict[str, float]:
        return answering(drag(seat, contestant, setting.seconds))

    seats = {STOCK: setting.stage.stock, NODELAY: setting.stage.ours}
    measures = {(server, one): partial(measure, seat, one) for server, seat in seats.items() for one in ANSWERING}
    found = setting.medians(measures)

    def row(what: str, server: str, figure: str, goal: AtMost | AtLeast) -> Row:
        others = {one.title: found[server, one][figure] for one in ANSWERING if one is not OURS}
        return Row(f"{what}, {server}", found[server, OURS][figure], goal, others)

    table = []
    for server in seats:
        table += [
            row("drag: answers/s", server, "answers", AtLeast(50)),
            row("drag: lag p50, ms", server, "lag p50", AtMost(LAG[server])),
            row("drag: lag p95, ms", server, "lag p95", AtMost()),
            row("drag: settled after the last move, ms", server, "settled", AtMost(100)),
        ]
    return [
        *table,
        row("kernel: the widget's work for an answer, ms", NODELAY, "handling", AtMost()),
        row("kernel: all its work for an answer, ms", NODELAY, "kernel", AtMost()),
    ]
