"""From running a cell to the picture in it, once everything has been shown before."""

from functools import partial

from .contestants import CELLS, CONTESTANTS, OURS, Contestant
from .setting import Setting
from .table import AtMost, Row


def rows(setting: Setting) -> list[Row]:
    lab = setting.stage.ours.lab

    def measure(contestant: Contestant) -> dict[str, float]:
        cell = CELLS.index(contestant) + 1
        lab.page.evaluate("cell => rig.panel.content.scrollToItem(cell)", cell)
        lab.wait_idle()
        milliseconds = lab.page.evaluate(
            "([cell, isThere]) => recorder.firstPicture(cell, isThere)", [cell, contestant.is_there]
        )
        lab.wait_idle()
        return {"milliseconds": milliseconds}

    found = setting.medians({one: partial(measure, one) for one in CONTESTANTS})
    others = {one.title: found[one]["milliseconds"] for one in CONTESTANTS if one is not OURS}
    return [Row("first picture after the cell is run, ms", found[OURS]["milliseconds"], AtMost(300), others)]
