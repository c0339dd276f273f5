"""Several notebooks and several tabs, each with a Python of its own."""

from playwright.sync_api import BrowserContext

from ..browser.cells import MATRIX
from .host import Host
from .reader import Reader

ENDLESS = "while True:\n    pass"


def test_two_tabs_work_side_by_side_and_neither_knows_the_others_variables(
    host: Host, regular: BrowserContext, reader: Reader
):
    other = Reader(host, regular)
    reader.show(MATRIX)
    other.show(MATRIX)
    reader.execute("w.matrix = [[2, 0], [0, 3]]")
    assert (reader.python("w.determinant"), other.python("w.determinant != 6")) == (6, True)
    for number, one in enumerate((reader, other)):
        one.page.bring_to_front()
        one.drag(one.sight().ring("first"), 20 + number, 0)
    reader.page.bring_to_front()
    assert reader.python("w.matrix[1, 1]") == 3
    assert other.python("w.matrix[1, 1] != 3")
    other.watch.check()
    other.page.close()


def test_a_second_lesson_opens_while_the_first_computes(reader: Reader):
    reader.write(ENDLESS)
    reader.page.evaluate("void rig.command('notebook:run-all-cells')")
    reader.page.wait_for_function("rig.kernel.status === 'busy'")
    reader.page.evaluate("rig.path = 'linear_algebra.ipynb'")
    reader.page.evaluate("void rig.command('docmanager:open', { path: rig.path })")
    reader.page.wait_for_function("rig.panel?.context.isReady")
    reader.wait_idle()
    assert reader.python("6 * 7") == 42
