"""A page that is loaded anew under a hand, and two kernels in one page."""

import json

from playwright.sync_api import expect
from pytest import approx

from .cells import MATRIX
from .hand import Hand, centre, moved
from .lab import Lab, notebook


def test_a_page_reloaded_in_the_middle_of_a_drag_shows_where_it_was_and_holds_nothing(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    lab.save()
    ring = view.ring("first")
    unit = view.place(ring)[0] / 1.5
    with hand.hold(ring) as grasp:
        grasp.move(40, 0)
        lab.wait_python("[w.held, w.matrix[0, 0]]", ["first", approx(1.5 + 40 / unit, abs=0.01)])
        lab.reopen()
    view = lab.sight()
    expect(view.badge).to_be_hidden()
    lab.wait_python("w.held", "")
    there = lab.python("w.matrix")
    assert there[0][0] == approx(1.5 + 40 / unit, abs=0.01)
    expect(view.number("determinant")).to_have_text(f"{lab.python('w.determinant'):.3f}")

    hand.press(view.handle("first"), "Home")
    lab.wait_python("w.matrix[:, 0]", [1, 0])
    view.button("Undo").click()
    lab.wait_python("w.matrix", [approx(row) for row in there])


def test_two_notebooks_side_by_side_each_move_their_own_kernels_widget(lab: Lab, hand: Hand):
    lab.show(MATRIX)
    (lab.server.notebooks / "other.ipynb").write_text(json.dumps(notebook((MATRIX,), "python3")))
    lab.page.evaluate("rig.command('docmanager:open', { path: 'other.ipynb', options: { mode: 'split-right' } })")
    first = lab.path
    lab.page.evaluate("rig.path = 'other.ipynb'")
    lab.page.wait_for_function("rig.panel?.context.isReady")
    lab.wait_idle()
    lab.run_all()
    other = lab.sight(1)
    before = centre(lab.sight(0).ring("first"))
    hand.press(other.handle("first"), "Home")
    lab.wait_python("w.matrix[:, 0]", [1, 0])
    assert moved(lab.sight(0).ring("first"), before) == (0, 0)

    lab.page.evaluate("path => { rig.path = path }", first)
    assert lab.python("w.matrix[:, 0]") == [1.5, -0.3]
    lab.shutdown_kernel()
    expect(lab.sight(0).badge).to_have_text("No kernel: the last picture. Run the cell again.")
    expect(other.badge).to_be_hidden()
    lab.page.evaluate("rig.path = 'other.ipynb'")
    hand.press(other.handle("second"), "Home")
    lab.wait_python("w.matrix[:, 1]", [0, 1])
