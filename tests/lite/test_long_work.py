"""Long work in a browser's one thread: it refines, the page stays alive, stop works."""

import pytest
from playwright.sync_api import expect

import mathml_widgets as mw

from .reader import Reader

# The row in the middle is computed again and again until the test lets it go on.
REFINING = """\
import numpy as np
import mathml_widgets as mw
from traitlets import Float
from mathml_widgets.shell import Array, Step, computes, derived

held = True
begun = []

class Landscape(mw.MatrixTransform):
    losses = derived(Array(None), help="The loss of a small network over a plane through its weights.")

    @computes("losses")
    def refine(matrix):
        begun.append(matrix)
        generator = np.random.default_rng(0)
        inputs, targets = generator.normal(size=(400, 4)), generator.normal(size=400)
        start, across, along = generator.normal(size=(3, 4, 16))

        def row_of_losses(y, size):
            weights = start + np.linspace(-1, 1, size)[:, None, None] * across + y * along
            return ((np.tanh(inputs @ weights * matrix[0, 0]).mean(axis=2) - targets) ** 2).mean(axis=1)

        for size in (5, 9, 17, 33, 65):
            losses = np.full((size, size), np.nan)
            for row, y in enumerate(np.linspace(-1, 1, size)):
                losses[row] = row_of_losses(y, size)
                while held and size == 65 and row == 32:
                    losses[row] = row_of_losses(y, size)
                    yield Step(losses, (size + row) / 130)
                yield Step(losses, (size + row) / 130)
"""


def test_a_landscape_of_65_by_65_refines_while_a_hand_drags_and_stops_when_told(reader: Reader):
    view = reader.show(REFINING, "w = Landscape()\nw")
    bar = view.progress.locator("progress")
    expect(bar).to_have_count(1)
    reader.wait_python("w.losses.shape", [65, 65])
    told = view.number("determinant").inner_text()
    with reader.hand.hold(view.ring("second")) as grasp:
        grasp.move(20, -20)
        expect(view.number("determinant")).not_to_have_text(told)
        reader.wait_python("w.losses.shape", [65, 65])
        expect(bar).to_have_attribute("value", "75")
    view.button("Stop").click()
    expect(view.progress).to_contain_text("Stopped at 75")
    assert reader.python("[w.busy, len(begun) > 1, bool(np.isnan(w.losses).any())]") == [False, True, True]
    reader.execute("held = False\nw.matrix = [[1, 0], [0, 1]]\nawait w.done()")
    assert reader.python("[*w.losses.shape, bool(np.isfinite(w.losses).all())]") == [65, 65, True]
    assert reader.python("w.progress") is None
    expect(view.progress).to_have_count(0)
    expect(view.alert).to_be_empty()


@pytest.mark.skipif("LossLandscape" not in dir(mw), reason="LossLandscape is not there yet")
def test_the_loss_landscape_itself_is_whole_in_the_end(reader: Reader):
    reader.show("import mathml_widgets as mw", "w = mw.LossLandscape()\nw")
    reader.execute("await w.done()")
    assert reader.python("w.busy") is False
    assert reader.python("len(w.losses)") >= 65
