"""A chart under a slider and under a ring: answers a second and their lag behind the hand."""

from functools import partial

from .contestants import BRUSH, CHART_CELLS, CHARTS, ECHO, PLAIN_BQPLOT, SLIDER, Contestant
from .drag import LAG, NODELAY, STOCK
from .dragging import answering, drag
from .setting import Setting
from .stage import Seat, stage
from .table import AtLeast, AtMost, Row

OURS = {"slider": SLIDER, "brush": BRUSH}


def rows(setting: Setting) -> list[Row]:
    """Return the rows of `DistributionSampler`, beside a chart of the same kind made by hand, and an echo."""

    def measure(seat: Seat, contestant: Contestant) -> dict[str, float]:
        for part in (".mathml-hands-ground", ".bqplot-twin .noUi-handle"):  # what comes later moves what is there
            seat.lab.page.locator(part).last.wait_for()
        return answering(drag(seat, contestant, setting.seconds))

    ours = setting.stack.enter_context(stage(CHART_CELLS))
    seats = {STOCK: ours.stock, NODELAY: ours.ours}
    found = setting.medians({(s, one): partial(measure, seat, one) for s, seat in seats.items() for one in CHARTS})
    table = []
    for server in seats:
        for what, one in OURS.items():

            def row(name: str, figure: str, goal: AtMost | AtLeast, server: str = server, one: Contestant = one) -> Row:
                beside = (PLAIN_BQPLOT, ECHO) if one is SLIDER else (ECHO,)
                others = {other.title: found[server, other][figure] for other in beside}
                return Row(f"{name}, {server}", found[server, one][figure], goal, others)

            table += [
                row(f"chart, {what}: answers/s", "answers", AtLeast(50)),
                row(f"chart, {what}: lag p50, ms", "lag p50", AtMost(LAG[server])),
                row(f"chart, {what}: settled after the last move, ms", "settled", AtMost(100)),
                row(f"chart, {what}: the widget's work for an answer, ms", "handling", AtMost()),
            ]
    return table
