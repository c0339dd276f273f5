"""A hand on a matrix, by mouse, finger and keys; what came of it is asked of the kernel."""

from playwright.sync_api import expect
from pytest import approx

from .cells import MATRIX
from .hand import Hand, centre, moved
from .lab import Lab
from .sight import Sight

# Pixels. A view keeps no more decimals of a dragged point than a tenth of a pixel deserves.
TIDY = 0.1


def unit_of(lab: Lab, view: Sight) -> float:
    """Return the pixels in one data unit, from where the first column is drawn."""
    return view.place(view.ring("first"))[0] / lab.python("w.matrix[0, 0]")


def test_a_ring_moves_by_exactly_the_pointers_distance_and_the_kernel_holds_its_place(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)

    def drag(name: str, column: int, dx: float, dy: float) -> None:
        view.still()
        ring, unit, start = view.ring(name), unit_of(lab, view), lab.python("w.matrix")
        before = centre(ring)
        with hand.hold(ring, grip=(5, -4)) as grasp:
            assert moved(ring, before) == (0, 0)
            grasp.move(dx, dy)
            assert moved(ring, before) == approx((dx, dy), abs=TIDY)
            place = [start[0][column] + dx / unit, start[1][column] - dy / unit]
            lab.wait_python(f"w.matrix[:, {column}]", approx(place, abs=TIDY / unit))
            lab.wait_python("w.held", name)
        lab.wait_python("w.held", "")
        assert lab.python(f"w.matrix[:, {1 - column}]") == [row[1 - column] for row in start]
        expect(view.number("determinant")).to_have_text(lab.python("f'{w.determinant:.3f}'"))

    drag("first", 0, 60, -45)
    drag("second", 1, -70, 30)
    lab.page.add_style_tag(content=".jp-OutputArea { transform: scale(0.8) }")
    drag("first", 0, -40, 50)


def test_a_finger_moves_a_ring_and_elsewhere_scrolls_the_notebook(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    ring, unit, start = view.ring("first"), unit_of(lab, view), lab.python("w.matrix[:, 0]")
    scrolled = lab.page.evaluate("rig.scroll")
    hand.touch_drag(ring, 10, -60, grip=(-8, 8))
    place = [start[0] + 10 / unit, start[1] + 60 / unit]
    lab.wait_python("w.matrix[:, 0]", approx(place, abs=TIDY / unit))
    assert lab.page.evaluate("rig.scroll") == scrolled
    hand.touch_drag(view.picture, 0, -60, grip=(-120, 120))
    lab.page.wait_for_function("before => rig.scroll > before", arg=scrolled)
    assert lab.python("w.matrix[:, 0]") == approx(place, abs=TIDY / unit)


def test_keys_move_a_ring_by_shares_of_the_picture_and_leave_the_notebook_alone(lab: Lab, hand: Hand):
    view = lab.show(MATRIX, "1", "2")
    handle, unit = view.handle("first"), unit_of(lab, view)
    span = view.picture.bounding_box()["width"] / unit
    x, y = lab.python("w.matrix[:, 0]")
    handle.focus()
    cells = lab.page.evaluate("rig.cells()")
    for key, right, up in [
        ("ArrowRight", 1 / 50, 0),
        ("ArrowUp", 0, 1 / 50),
        ("Shift+ArrowLeft", -1 / 10, 0),
        ("Alt+ArrowDown", 0, -1 / 200),
    ]:
        hand.press(handle, key)
        x, y = x + right * span, y + up * span
        lab.wait_python("w.matrix[:, 0]", approx([x, y], abs=TIDY / unit))
    hand.press(handle, "Home")
    lab.wait_python("w.matrix[:, 0]", [1, 0])
    with hand.hold(view.ring("second")) as grasp:
        grasp.move(30, 30)
        lab.wait_python("w.held", "second")
        hand.press(view.handle("second"), "Escape")
        lab.wait_python("w.matrix[:, 1]", [0.9, 1.25])
        grasp.move(-50, 0)
    assert lab.python("[w.matrix[:, 1], w.held]") == [[0.9, 1.25], ""]

    for place in (handle, view.entry(1, 1), view.button("Reset")):
        hand.press(place, "a", "b", "c", "j", "k", "m", "x", "y", "ArrowDown", "d", "d")
    assert lab.page.evaluate("rig.cells()") == cells


def test_a_slider_walks_the_path_from_the_identity_by_mouse_keys_and_by_itself(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    slider = view.root.get_by_label("Position along the path")
    track = slider.bounding_box()
    thumb = track["width"] / 2 - 8
    hand.drag(slider, -track["width"] / 4, 0, grip=(thumb, 0))
    lab.wait_python("w.held", "")
    fraction = lab.python("w.fraction")
    assert fraction == approx(0.75, abs=0.02)
    area = view.picture.locator("path.mathml-area")
    expect(view.handle("first")).to_have_count(0)
    sides = view.outline(area, 2000)
    unit = max(x for x, _ in view.outline(view.picture.locator("path.mathml-ghost"), 2000))
    frame = lab.python("mw.maths.linear_algebra.morph(w.matrix, 'linear', w.fraction)")
    corner = approx([unit * sum(row) for row in frame], abs=1)
    assert any(list(point) == corner for point in sides)

    hand.press(slider, "ArrowRight")
    lab.wait_python("w.fraction", approx(fraction + 1 / 50, abs=1e-4))
    hand.press(slider, "Home")
    lab.wait_python("w.fraction", 0)
    view.button("Play the path from the identity").click()
    expect(view.handle("first")).to_have_count(1)
    lab.wait_python("w.fraction", 1)


def test_menus_and_chips_choose_what_a_ring_snaps_to_and_obeys_and_what_is_drawn(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    view.menu("Snap").select_option("lattice")
    lab.wait_python("w.snap", "lattice")
    hand.drag(view.ring("first"), 60, -20)
    lab.wait_python("w.matrix[:, 0]", [2, 0])
    view.menu("Snap").select_option("off")
    view.menu("Constraint").select_option("rotation")
    lab.wait_python("w.constraint", "rotation")
    view.still()
    before = view.place(view.ring("second"))
    with hand.hold(view.ring("first")) as grasp:
        grasp.move(-30, -90)
        lab.wait_python("w.held", "first")
        expect(view.mark("asked")).not_to_have_count(0)
        lab.wait_idle()
    lab.wait_python("w.held", "")
    view.still()
    asked, nearest = lab.python("[w.matrix, w.nearest_matrix]")
    assert asked != nearest
    unit = (before[0] ** 2 + before[1] ** 2) ** 0.5
    assert view.place(view.ring("first")) == approx([unit * row[0] for row in nearest], abs=TIDY)
    assert view.place(view.ring("second")) == approx([unit * row[1] for row in nearest], abs=TIDY)

    view.menu("Constraint").select_option("none")
    view.menu("Preset").select_option("rotation")
    lab.wait_python("w.preset", "rotation")
    assert lab.python("[w.eigen_kind, w.determinant]") == ["complex pair", approx(1)]
    view.button("letter").click()
    expect(view.picture.locator(".mathml-letterform")).to_have_count(1)
    view.button("grid").click()
    expect(view.picture.locator(".mathml-image-grid")).to_have_count(0)
    lab.wait_python("['letter' in w.layers, 'grid' in w.layers]", [True, False])
    expect(view.button("letter")).to_have_attribute("aria-pressed", "true")
    expect(view.button("grid")).to_have_attribute("aria-pressed", "false")
    lab.execute("w.matrix = [[1, 2], [3, 4]]")
    expect(view.menu("Preset")).to_have_value("")
