"""Two views of one widget, widgets that are linked, and Python writing while a hand holds on."""

from playwright.sync_api import expect
from pytest import approx

from .cells import COMPANION, MATRIX
from .hand import Hand
from .lab import Lab

TWIN = """\
b = mw.MatrixTransform()
twins = traitlets.link((w, "matrix"), (b, "matrix"))
b"""


def curves(lab: Lab) -> list[str]:
    """Return the paths of the companion's curves."""
    return lab.page.locator(".mathml-figure path.line").evaluate_all(
        "paths => paths.map((path) => path.getAttribute('d'))"
    )


def test_a_second_view_linked_widgets_and_a_chart_follow_during_a_drag(lab: Lab, hand: Hand):
    lab.show(MATRIX, COMPANION, TWIN)
    first, twin = lab.sight(0), lab.sight(2)
    second = lab.second_view(0)
    second.still()
    unit = {view: view.place(view.ring("first"))[0] / 1.5 for view in (first, second, twin)}
    curves_before = curves(lab)
    with hand.hold(second.ring("first"), grip=(3, 3)) as grasp:
        grasp.move(30, -25)
        lab.wait_python("w.held", "first")
        lab.wait_python("b.matrix == w.matrix", [[True] * 2] * 2)
        lab.wait_python("s.matrix == w.matrix", [[True] * 2] * 2)
        x, y = lab.python("w.matrix[:, 0]")
        for view in (first, second, twin):
            expect(view.number("determinant")).to_have_text(lab.python("f'{w.determinant:.3f}'"))
            place = (unit[view] * x, unit[view] * y)
            assert view.place(view.ring("first")) == approx(place, abs=0.1)
        assert [x, y] == approx([1.5 + 30 / unit[second], -0.3 + 25 / unit[second]], abs=0.002)
        assert all(new != old for new, old in zip(curves(lab)[:4], curves_before[:4], strict=True))
        assert lab.python("b.held") == ""
    lab.wait_python("w.held", "")
    with hand.hold(twin.ring("second")) as grasp:
        grasp.move(-20, 20)
        lab.wait_python("b.held", "second")
        lab.wait_python("w.matrix == b.matrix", [[True] * 2] * 2)
        expect(second.number("determinant")).to_have_text(twin.number("determinant").inner_text())
    lab.wait_python("b.held", "")
    assert lab.python("w.matrix") == lab.python("s.matrix") == lab.python("b.matrix")


def test_the_slider_of_a_chart_moves_its_marker_and_a_linked_matrix(lab: Lab, hand: Hand):
    lab.show(MATRIX, COMPANION, "fractions = traitlets.link((w, 'fraction'), (s, 'fraction'))")
    matrix, chart = lab.sight(0), lab.sight(1)
    marker = curves(lab)[4]
    slider = chart.root.get_by_label("Fraction t")
    width = slider.bounding_box()["width"]
    hand.drag(slider, -width / 2, 0, grip=(width / 2 - 8, 0))
    lab.wait_python("w.fraction == s.fraction and 0.4 < s.fraction < 0.6", True)
    lab.wait_python("s.held", "")
    expect(matrix.handle("first")).to_have_count(0)
    stretches = lab.python("'\\u2002'.join(f'{one:.3f}' for one in s.singular_values_here)")
    expect(chart.number("singular_values")).to_have_text(stretches)
    assert curves(lab)[4] != marker


def test_python_writes_during_a_drag_and_afterwards_view_and_kernel_agree(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    unit = view.place(view.ring("first"))[0] / 1.5
    with hand.hold(view.ring("first")) as grasp:
        grasp.move(30, 20)
        lab.wait_python("w.held", "first")
        lab.execute("w.layers = [*w.layers, 'probe']; w.vector = [1, 2]")
        expect(view.handle("vector")).to_have_count(1)
        assert view.place(view.ring("vector")) == approx((unit, 2 * unit), abs=0.1)
        lab.execute("w.matrix = [[0.5, 2], [0.5, -1]]")
        assert lab.python("w.matrix") == [[0.5, 2], [0.5, -1]]
        grasp.move(10, -5)
        hand_is_at = [1.5 + 40 / unit, -0.3 - 15 / unit]
        lab.wait_python("w.matrix[:, 0]", approx(hand_is_at, abs=0.1 / unit))
        lab.execute("w.matrix = [[0.5, 2], [0.5, -1]]")
    lab.wait_python("[w.matrix, w.held]", [[[0.5, 2], [0.5, -1]], ""])
    expect(view.entry(2, 2)).to_have_text("−1.00")
    view.still()
    x, y = view.place(view.ring("second"))
    assert (x, y) == approx((-2 * y, y), abs=0.1)
    assert view.place(view.ring("first")) == approx((x / 4, x / 4), abs=0.1)


def test_a_view_lives_on_when_the_one_that_was_drawn_first_is_gone(lab: Lab, hand: Hand):
    lab.show(MATRIX, "w")
    lab.page.evaluate("rig.panel.content.model.cells.get(0).clearExecution()")
    expect(lab.views).to_have_count(1)
    view = lab.sight()
    lab.execute("w.matrix = [[2, 0], [0, 2]]")
    expect(view.number("determinant")).to_have_text("4.000")
    view.still()
    hand.drag(view.ring("first"), 40, 0)
    expect(view.number("determinant")).not_to_have_text("4.000")
    expect(view.number("determinant")).to_have_text(lab.python("f'{w.determinant:.3f}'"))
    lab.page.evaluate("rig.panel.content.activeCellIndex = 0")
    lab.page.evaluate("rig.command('notebook:run-cell')")
    expect(lab.views).to_have_count(2)
    hand.press(lab.sight(0).handle("first"), "Home")
    lab.wait_python("w.matrix[:, 0]", [1, 0])
