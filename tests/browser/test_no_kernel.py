"""The kernel dies, restarts, or is not there at all."""

from playwright.sync_api import expect

from .cells import COMPANION, MATRIX
from .hand import Hand, centre, moved
from .lab import Lab
from .sight import Sight

NO_KERNEL = "No kernel: the last picture. Run the cell again."


def shape(view: Sight) -> str:
    """Return the image of the unit square as it is drawn."""
    return view.picture.locator("path.mathml-area").get_attribute("d")


def heights(lab: Lab) -> list[list[float]]:
    """Return the heights of the companion's curves, whatever its width is."""
    return lab.page.locator(".mathml-figure path.line").evaluate_all(
        "paths => paths.map((p) => [...p.getAttribute('d').matchAll(/,([^LM]+)/g)].map(([, y]) => +y))"
    )


def assert_inert(lab: Lab, hand: Hand, view: Sight) -> None:
    """Check that the view says there is no kernel and that nothing in it can be moved."""
    expect(view.badge).to_have_text(NO_KERNEL)
    expect(view.root.locator(".mathml-handle, .mathml-scrub")).to_have_count(0)
    dot = view.root.locator(".mathml-locked-handle").first
    before, drawn = centre(dot), shape(view)
    hand.drag(dot, 30, 30)
    assert moved(dot, before) == (0, 0)
    for label in ("Preset", "Snap", "Constraint", "Path"):
        expect(view.menu(label)).to_have_attribute("aria-disabled", "true")
    for face in ("grid", "Reset", "Undo"):
        view.button(face).click(force=True)
        expect(view.button(face)).to_have_attribute("aria-disabled", "true")
    assert shape(view) == drawn


def test_the_picture_outlives_its_kernel_and_the_cell_brings_a_new_one(lab: Lab, hand: Hand):
    view = lab.show(MATRIX, COMPANION)
    hand.press(view.handle("first"), "Shift+ArrowRight", "Shift+ArrowUp")
    lab.wait_python("[w.held, w.matrix[0, 0] > 1.5 and w.matrix[1, 0] > 0]", ["", True])
    view.still()
    drawn = shape(view)

    lab.kill_kernel()
    lab.wait_status("autorestarting")
    lab.close_dialog()
    lab.wait_idle()
    assert_inert(lab, hand, view)
    expect(lab.sight(1).badge).to_have_text(NO_KERNEL)
    assert shape(view) == drawn

    lab.run_all()
    view = lab.sight()
    expect(view.badge).to_be_hidden()
    hand.press(view.handle("first"), "Home")
    lab.wait_python("w.matrix[:, 0]", [1, 0])

    lab.restart_kernel()
    assert_inert(lab, hand, view)
    lab.run_all()
    view = lab.sight()
    expect(view.badge).to_be_hidden()

    lab.shutdown_kernel()
    assert_inert(lab, hand, view)


def test_a_saved_notebook_shows_the_last_picture_where_there_is_no_kernel(lab: Lab, hand: Hand):
    view = lab.show(MATRIX, COMPANION, kernel="departing")
    hand.press(view.handle("first"), "Shift+ArrowRight", "Shift+ArrowUp")
    lab.wait_python("[w.held, w.matrix[0, 0] > 1.5 and w.matrix[1, 0] > 0]", ["", True])
    view.still()
    lab.sight(1)
    drawn, number, curves = shape(view), view.number("determinant").inner_text(), heights(lab)
    lab.save()

    lab.reopen_without_kernel()
    lab.views.nth(1).wait_for()
    view = lab.sight()
    view.still()
    assert shape(view) == drawn
    expect(view.number("determinant")).to_have_text(number)
    expect(lab.sight(1).badge).to_have_text(NO_KERNEL)
    lab.page.wait_for_function("document.querySelectorAll('.mathml-figure path.line').length === 5")
    assert heights(lab) == curves
    assert_inert(lab, hand, view)
    # A path that was stored can still be walked.
    view.button("Play the path from the identity").click()
    lab.page.wait_for_function(
        "drawn => document.querySelector('path.mathml-area').getAttribute('d') !== drawn", arg=drawn
    )
    view.still()
    assert shape(view) == drawn
