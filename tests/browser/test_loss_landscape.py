"""A slice of a loss: taken hold of, turned, walked, stopped, saved; what came of it is asked of the kernel."""

import base64
import math
import re

import pytest
from playwright.sync_api import expect
from pytest import approx

from .axe import violations
from .hand import Hand, centre, drawn, moved
from .lab import THEMES, Lab
from .shots import shoot
from .sight import Sight

# One thread for linear algebra: the matrices are small, and a busy machine would make the threads wait for one another.
QUIET = "import os; os.environ['OPENBLAS_NUM_THREADS'] = '1'\n"

VALLEY = (
    QUIET
    + """\
import mathml_widgets as mw
w = mw.LossLandscape(lambda x, y: (1 - x) ** 2 + 3 * (y - x * x / 4) ** 2, radius=2, n_steps=0)
w"""
)

MOONS = QUIET + "import mathml_widgets as mw\nw = mw.LossLandscape(resolution=17)\nw"

SURFACES = 30

TALL = {"width": 1400, "height": 1900}

# Pixels. The view keeps no more decimals of a dragged point than a tenth of a pixel deserves.
TIDY = 0.2

CONTEXT = "globalThis[Symbol.for('mathml_widgets.surfaces')].context"


def rest(lab: Lab, view: Sight) -> None:
    """Wait until nothing is computed any more and the picture shows it."""
    lab.page.wait_for_function("root => !root.querySelector('progress')", arg=view.root.element_handle())
    lab.wait_python("w.busy", False)
    view.still()


def field(view: Sight) -> tuple[float, float, float, float]:
    """Return where the field lies: left, top, width, height in pixels of the page."""
    box = view.picture.locator(".mathml-edge").bounding_box()
    return box["x"], box["y"], box["width"], box["height"]


def ink(view: Sight) -> dict[str, float]:
    """Return how much of the canvas is painted, in how many colours, and a number that tells pictures apart."""
    return view.root.locator(".mathml-canvas").evaluate(
        """canvas => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const colours = new Set();
            let [painted, sum] = [0, 0];
            for (let at = 0; at < data.length; at += 4) {
                if (data[at + 3] < 250) continue;
                painted += 1;
                colours.add((data[at] >> 3 << 10) | (data[at + 1] >> 3 << 5) | (data[at + 2] >> 3));
                sum = (sum * 31 + data[at] + 7 * data[at + 1] + 13 * data[at + 2]) % 1000003;
            }
            return { painted: painted / (canvas.width * canvas.height), colours: colours.size, sum };
        }"""
    )


def test_the_probe_moves_with_the_pointer_and_the_kernel_holds_its_place(lab: Lab, hand: Hand):
    view = lab.show(VALLEY)
    rest(lab, view)
    *_, width, height = field(view)
    start, ring = lab.python("w.probe"), view.ring("probe")
    before = centre(ring)
    with hand.hold(ring, grip=(3, -2)) as grasp:
        assert moved(ring, before) == (0, 0)
        grasp.move(50, -35)
        assert moved(ring, before) == approx((50, -35), abs=TIDY)
        place = approx([start[0] + 50 * 4 / width, start[1] + 35 * 4 / height], abs=TIDY * 4 / width)
        lab.wait_python("w.probe", place)
        lab.wait_python("w.held", "probe")
    lab.wait_python("w.held", "")
    x, y = lab.python("w.probe")
    assert lab.python("w.probe_loss") == approx((1 - x) ** 2 + 3 * (y - x * x / 4) ** 2)
    expect(view.number("probe_loss")).to_have_text(lab.python("f'{w.probe_loss:.3f}'"))
    # The picture itself has not been computed again.
    assert lab.python("w.losses.shape") == [65, 65]

    hand.touch_drag(ring, -30, 20)
    lab.wait_python("w.probe", approx([x - 30 * 4 / width, y - 20 * 4 / height], abs=TIDY * 4 / width))
    x, y = lab.python("w.probe")
    for key, right, up in [("ArrowRight", 0.08, 0), ("Shift+ArrowUp", 0, 0.4), ("Alt+ArrowLeft", -0.02, 0)]:
        hand.press(view.handle("probe"), key)
        x, y = x + right, y + up
        lab.wait_python("w.probe", approx([x, y], abs=TIDY * 4 / width))
    view.button("Undo").click()
    lab.wait_python("w.probe", approx([x + 0.02, y], abs=TIDY * 4 / width))
    hand.press(view.handle("probe"), "Home")
    lab.wait_python("w.probe", [0, 0])


def test_the_probe_stays_in_the_field_and_goes_where_the_plane_is_clicked(lab: Lab, hand: Hand):
    view = lab.show(VALLEY)
    rest(lab, view)
    left, top, width, height = field(view)
    hand.drag(view.ring("probe"), 900, -900)
    lab.wait_python("w.probe", [2, 2])
    lab.page.mouse.click(left + width / 4, top + height / 2)
    lab.wait_python("w.probe", approx([-1, 0], abs=4 / width))
    view.button("Undo").click()
    lab.wait_python("w.probe", [2, 2])
    slices = [view.mark(name).get_attribute("d") for name in ("slice x", "slice y")]
    hand.press(view.handle("probe"), "Shift+ArrowLeft")
    expect(view.mark("slice y")).not_to_have_attribute("d", slices[1])
    assert view.mark("slice x").get_attribute("d") == slices[0]


def test_isolines_lie_where_the_loss_has_their_values_and_the_colours_are_those_of_the_field(lab: Lab):
    view = lab.show(VALLEY)
    rest(lab, view)
    left, top, width, height = field(view)
    middle = centre(view.picture)
    levels = lab.python("w.levels")
    paths = view.picture.locator(".mathml-isolines path")
    assert paths.count() == len(levels)
    for level, path in zip(levels, paths.all(), strict=True):
        for across, up in view.outline(path, 40):
            x = (middle[0] + across - left) / width * 4 - 2
            y = 2 - (middle[1] - up - top) / height * 4
            loss = (1 - x) ** 2 + 3 * (y - x * x / 4) ** 2
            # The isolines of one level are several; the length of a path also counts the jumps between them.
            if abs(x) < 1.99 and abs(y) < 1.99:
                slope = math.hypot(2 * (x - 1) - 3 * x * (y - x * x / 4), 6 * (y - x * x / 4))
                assert abs(loss - level) < 0.02 * slope + 0.02 * level
    painted = ink(view)
    assert painted["painted"] == 1
    assert painted["colours"] > 60


def test_a_surface_turns_by_mouse_finger_and_keys_and_the_notebook_stays_where_it_is(lab: Lab, hand: Hand):
    view = lab.show(VALLEY, "1", "2")
    rest(lab, view)
    view.button("surface").click()
    lab.wait_python("w.mode", "surface")
    ground = view.root.locator(".mathml-turn")
    expect(ground).to_be_visible()
    view.still()
    seen = ink(view)
    assert seen["painted"] > 0.15
    assert seen["colours"] > 100

    hand.drag(ground, -60, 20, grip=(-120, -150))
    lab.wait_python("[w.azimuth, w.elevation]", [approx(-30), approx(45)])
    assert ink(view)["sum"] != seen["sum"]
    scrolled = lab.page.evaluate("rig.scroll")
    hand.touch_drag(ground, 80, 4, grip=(-120, -150))
    lab.wait_python("w.azimuth < -60", True)
    assert lab.page.evaluate("rig.scroll") == scrolled
    turned = lab.python("[w.azimuth, w.elevation]")
    hand.touch_drag(ground, 0, -80, grip=(-120, -150))
    lab.page.wait_for_function("before => rig.scroll > before", arg=scrolled)
    assert lab.python("[w.azimuth, w.elevation]") == turned

    cells = lab.page.evaluate("rig.cells()")
    hand.press(ground, "Home")
    lab.wait_python("[w.azimuth, w.elevation]", [-60, 35])
    hand.press(ground, "ArrowLeft", "Shift+ArrowUp", "Alt+ArrowDown", "j", "x")
    lab.wait_python("[w.azimuth, w.elevation]", [approx(-55), approx(21)])
    assert lab.page.evaluate("rig.cells()") == cells
    assert lab.python("[w.held, w.can_undo]") == ["", lab.python("w.can_undo")]


def test_the_probe_on_a_surface_stays_under_the_pointer(lab: Lab, hand: Hand):
    view = lab.show(VALLEY)
    rest(lab, view)
    lab.execute("w.mode = 'surface'; w.elevation = 60")
    expect(view.root.locator(".mathml-turn")).to_be_visible()
    view.still()
    ring = view.ring("probe")
    before = centre(ring)
    with hand.hold(ring) as grasp:
        grasp.move(40, 12)
        assert moved(ring, before) == approx((40, 12), abs=1.5)
        lab.wait_python("w.held", "probe")
    lab.wait_python("w.held", "")
    assert lab.python("w.probe") != [0, 0]
    at = lab.python("w.probe")
    hand.press(view.handle("probe"), "ArrowRight")
    lab.wait_python("w.probe", approx([at[0] + 0.08, at[1]], abs=0.01))


def test_thirty_surfaces_of_one_notebook_are_all_drawn_and_none_is_lost(lab: Lab, hand: Hand):
    cell = (
        QUIET
        + f"""\
import mathml_widgets as mw
ws = [mw.LossLandscape(lambda x, y, k=k: (x - k / 15) ** 2 + y * y, radius=2, resolution=17, n_steps=0, mode="surface",
                       hidden=["controls", "readouts"])
      for k in range({SURFACES})]
for w in ws:
    display(w)"""
    )
    # What anywidget says of a view that took two seconds to load, as the last of thirty may.
    lab.watch.allow(r"\[anywidget\] Failed to initialize model")
    lab.open(cell)
    lab.run_all()
    expect(lab.views).to_have_count(SURFACES)
    seen = []
    for number in range(SURFACES):
        view = lab.sight(number)
        painted = ink(view)
        assert painted["painted"] > 0.15, number
        seen.append(painted["sum"])
    assert len(set(seen)) == SURFACES
    first = lab.sight(0)
    assert ink(first)["sum"] == seen[0]
    assert not lab.page.evaluate(f"{CONTEXT}.isContextLost()")
    # Each can still be turned, and only that one changes.
    hand.press(first.root.locator(".mathml-turn"), "ArrowLeft")
    lab.wait_python("ws[0].azimuth", approx(-55))
    assert ink(first)["sum"] != seen[0]
    assert ink(lab.sight(1))["sum"] == seen[1]


def test_a_lost_graphics_context_leaves_the_picture_and_draws_anew_when_it_is_back(lab: Lab, hand: Hand):
    view = lab.show(VALLEY.replace("n_steps=0", "n_steps=0, mode='surface'"))
    rest(lab, view)
    ground = view.root.locator(".mathml-turn")
    seen = ink(view)["sum"]
    lab.page.evaluate(
        f"""new Promise(lost => {{
            const context = {CONTEXT};
            globalThis.losing = context.getExtension("WEBGL_lose_context");
            context.canvas.addEventListener("webglcontextlost", lost, {{ once: true }});
            losing.loseContext();
        }}).then(() => {{}})"""
    )
    assert ink(view)["sum"] == seen
    hand.press(ground, "ArrowLeft")
    lab.wait_python("w.azimuth", approx(-55))
    assert ink(view)["sum"] == seen
    expect(view.alert).to_be_empty()
    lab.page.evaluate(
        f"""new Promise(back => {{
            {CONTEXT}.canvas.addEventListener("webglcontextrestored", back, {{ once: true }});
            losing.restoreContext();
        }}).then(() => {{}})"""
    )
    view.still()
    turned = ink(view)
    assert turned["sum"] != seen
    assert turned["painted"] > 0.15
    hand.press(ground, "ArrowRight")
    view.still()
    assert ink(view)["sum"] == seen


def test_what_has_no_loss_is_hatched_and_named(lab: Lab):
    bad = VALLEY.replace("lambda x, y: ", "lambda x, y: float('nan') if x + y > 1.5 else ")
    view = lab.show(bad)
    rest(lab, view)
    expect(view.mark("gap")).to_have_attribute("d", re.compile("^M"))
    expect(view.picture.locator(".mathml-gap-name")).to_have_text("not a number")
    assert 0.5 < ink(view)["painted"] < 0.95
    lab.execute("w.mode = 'surface'")
    expect(view.root.locator(".mathml-turn")).to_be_visible()
    view.still()
    assert ink(view)["painted"] > 0.1


def test_long_work_is_stopped_where_it_is_and_the_view_lives_on(lab: Lab, hand: Hand):
    sign = lab.server.notebooks / "slow"
    sign.touch()
    slow = (
        QUIET
        + """\
import os, time
import mathml_widgets as mw
def loss(x, y):
    if os.path.exists("slow"):
        time.sleep(0.02)
    return (1 - x) ** 2 + 3 * y * y
w = mw.LossLandscape(loss, radius=2, n_steps=0)
w"""
    )
    lab.open(slow)
    lab.begin_all()
    view = Sight(lab.views.first)
    expect(view.progress.locator("progress")).to_have_count(1)
    # A coarse picture is there long before the fine one.
    expect(view.picture.locator(".mathml-isolines path").first).to_be_attached()
    view.button("Stop").click()
    expect(view.progress).to_contain_text("Stopped at")
    assert lab.python("w.busy") is False
    rows = lab.python("w.losses.shape[0]")
    assert rows < 65
    sign.unlink()
    hand.press(view.handle("probe"), "ArrowRight")
    lab.wait_python("w.probe", approx([0.08, 0], abs=0.01))
    expect(view.alert).to_be_empty()
    lab.execute("w.radius = 1")
    lab.wait_python("w.losses.shape", [65, 65])
    expect(view.progress).to_have_count(0)


def test_a_network_is_trained_and_its_path_walked_step_by_step(lab: Lab, hand: Hand):
    view = lab.show(MOONS)
    lab.page.set_viewport_size(TALL)
    rest(lab, view)
    expect(view.mark("path")).to_have_count(1)
    expect(view.root.locator(".mathml-thumbnail")).to_have_count(2)
    last = lab.python("int(w.path_indices[-1])")
    dot = view.mark("step")
    end = centre(dot)
    slider = view.root.get_by_label("Step of the path")
    hand.press(slider, "End", "PageDown")
    lab.wait_python("w.step", approx(0.9 * last, abs=1))
    assert centre(dot) != end
    view.button("Play the path").click()
    lab.wait_python("w.step", -1)
    view.still()
    assert centre(dot) == approx(end, abs=0.1)
    view.button("One step back").click()
    lab.wait_python("0 < w.step < int(w.path_indices[-1])", True)

    hand.press(view.root.get_by_label("Learning rate"), "ArrowRight")
    lab.wait_python("w.learning_rate > 0.03", True)
    rest(lab, view)
    view.menu("Steps").select_option("50")
    lab.wait_python("w.n_steps", 50)
    rest(lab, view)
    lab.wait_python("int(w.path_indices[-1])", 50)
    view.menu("Optimizer").select_option("GradientDescent")
    lab.wait_python("w.optimizer", "GradientDescent")
    rest(lab, view)
    view.menu("Directions").select_option("filter")
    lab.wait_python("w.direction_kind", "filter")
    rest(lab, view)
    before = ink(view)["sum"]
    view.button("Redraw the random directions with another seed").click()
    lab.wait_python("w.seed", 1)
    rest(lab, view)
    assert ink(view)["sum"] != before


def test_the_model_of_the_point_of_the_path_under_the_pointer_is_shown(lab: Lab):
    view = lab.show(MOONS)
    lab.page.set_viewport_size(TALL)
    rest(lab, view)
    caption = view.root.locator(".mathml-thumbnail figcaption").last
    last = lab.python("w.step_prediction[25, 25, 0]")
    box = view.root.locator(".mathml-trail-start").bounding_box()
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.wait_python("w.pointed >= 0", True)
    expect(caption).to_have_text(f"at step {lab.python('w.pointed')}")
    assert lab.python("w.step_prediction[25, 25, 0]") != last
    lab.page.mouse.move(2, 2)
    lab.wait_python("w.pointed", -1)
    lab.wait_python("float(w.step_prediction[25, 25, 0])", last)
    assert lab.python("[w.step, w.can_undo]") == [-1, False]


TRAINED = """\
import torch, mathml_widgets as mw
torch.manual_seed(0)
X = torch.randn(60, 2)
y = (X[:, 0] * X[:, 1] > 0).long()
def made():
    torch.manual_seed(1)
    return torch.nn.Sequential(torch.nn.Linear(2, 6), torch.nn.BatchNorm1d(6), torch.nn.ReLU(), torch.nn.Dropout(0.3),
                               torch.nn.Linear(6, 2))
def train(net, more=lambda: None):
    torch.manual_seed(2)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
    n = 0
    while n < 100 or more():
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(X), y).backward()
        optimizer.step()
        n += 1
    return n
net = made()
w = mw.LossLandscape(net, torch.nn.CrossEntropyLoss(), X, y, resolution=9)
w"""


def test_a_module_that_a_running_cell_trains_is_drawn_and_learns_what_it_would_have_learned(lab: Lab, hand: Hand):
    pytest.importorskip("torch", reason="PyTorch is what is adapted and is not installed")
    view = lab.show(QUIET + TRAINED)
    rest(lab, view)
    run = lab.start("n = train(net, lambda: w.seed == 0 or w.probe.tolist() == [0, 0])")
    hand.press(view.handle("probe"), "Shift+ArrowRight")
    view.button("Redraw the random directions with another seed").click()
    run.wait()
    lab.wait_python("w.seed", 1)
    rest(lab, view)
    alone = (
        "(lambda one: train(one, lambda left=iter(range(n - 100)): next(left, None) is not None) == n and "
        "all(torch.equal(a, b) for a, b in zip(one.state_dict().values(), net.state_dict().values())))(made())"
    )
    assert lab.python(alone) is True
    expect(view.alert).to_be_empty()


def test_the_controls_set_the_plane_and_how_it_is_drawn(lab: Lab, hand: Hand):
    view = lab.show(MOONS)
    lab.page.set_viewport_size(TALL)
    rest(lab, view)
    radius = lab.python("w.suggested_radius")
    slider = view.root.get_by_label("Radius")
    hand.press(slider, "Shift+ArrowLeft")
    lab.wait_python("w.extent[0] < w.suggested_radius[0]", True)
    rest(lab, view)
    assert lab.python("w.extent[1] / w.extent[0]") == approx(radius[1] / radius[0], rel=1e-3)
    hand.press(slider, "Home")
    lab.wait_python("w.radius is None", True)
    hand.press(view.handle("probe"), "-")
    lab.wait_python("w.radius is not None and w.extent[0] > w.suggested_radius[0]", True)
    rest(lab, view)
    hand.press(view.root.get_by_label("Turn", exact=True), "Shift+ArrowRight")
    lab.wait_python("w.direction_angle / w.full_turn", approx(0.1, abs=1e-3))
    rest(lab, view)
    view.menu("towards").select_option("highest")
    lab.wait_python("w.turn_towards", "highest")
    rest(lab, view)
    view.menu("Resolution").select_option("33")
    lab.wait_python("w.losses.shape", [33, 33])
    rest(lab, view)
    plain = ink(view)["sum"]
    view.button("Logarithmic heights and colours").click()
    lab.wait_python("w.log_scale", True)
    rest(lab, view)
    assert ink(view)["sum"] != plain
    view.menu("Through").select_option("start")
    lab.wait_python("w.centered_on", "start")
    rest(lab, view)
    expect(view.alert).to_be_empty()


def test_a_line_shows_its_barrier_between_its_named_ends(lab: Lab, hand: Hand):
    two = QUIET + "import mathml_widgets as mw\nw = mw.LossLandscape(resolution=9, preset='two seeds', mode='line')\nw"
    view = lab.show(two)
    lab.page.set_viewport_size(TALL)
    rest(lab, view)
    expect(view.mark("loss")).to_have_attribute("d", re.compile("^M"))
    for name in lab.python("w.line_names"):
        expect(view.picture.locator(".mathml-label").filter(has_text=name)).to_have_count(1)
    assert lab.python("w.barrier") > 0
    bar = view.mark("barrier").first.bounding_box()
    assert bar["height"] > 5
    curve = view.mark("loss").get_attribute("d")
    view.button("Permute the units of the second end to match the first").click()
    lab.wait_python("w.aligned", True)
    rest(lab, view)
    assert view.mark("loss").get_attribute("d") != curve


def test_a_function_is_typed_and_a_wrong_one_refused_where_it_was_typed(lab: Lab):
    view = lab.show(QUIET + "import mathml_widgets as mw\nw = mw.LossLandscape(preset='Himmelblau', resolution=17)\nw")
    rest(lab, view)
    box = view.root.get_by_label("The function of x and y")
    box.fill("x^2 - y^2")
    box.press("Enter")
    lab.wait_python("w.function", "x^2 - y^2")
    lab.wait_python("float(abs(w.losses - (w.x**2 - w.y[:, None] ** 2)).max())", approx(0, abs=1e-9))
    box.fill("x +")
    box.press("Enter")
    expect(view.field_error).to_be_visible()
    assert lab.python("w.function") == "x^2 - y^2"
    box.press("Escape")
    expect(box).to_have_value("x^2 - y^2")


def test_a_question_hides_what_it_asks_for_until_it_is_answered(lab: Lab):
    view = lab.show(MOONS)
    lab.page.set_viewport_size(TALL)
    rest(lab, view)
    claim, strip = view.root.locator(".mathml-claim"), view.mark("spectrum")
    spectrum = view.root.locator('[data-name="spectrum"]')
    expect(claim).to_be_visible()
    expect(spectrum).to_have_count(1)
    assert strip.count() == 0
    lab.execute("w.ask('convex_or_saddle')")
    expect(view.question).to_be_visible()
    expect(claim).to_have_count(0)
    expect(spectrum).to_have_count(0)
    view.question.get_by_role("group", name="Your answer").get_by_role("button").first.click()
    expect(view.question.locator(".mathml-verdict")).to_be_visible()
    expect(claim).to_be_visible()
    assert len(lab.python("w.attempts")) == 1

    lab.execute("w.mode = 'line'; w.ask('barrier_or_not')")
    expect(view.mark("loss")).to_have_count(0)
    expect(view.picture).to_contain_text("Your prediction first.")


@pytest.mark.parametrize("mode", ["contour", "surface"])
def test_a_saved_picture_holds_the_field_and_the_lines_on_it(lab: Lab, mode: str):
    view = lab.show(VALLEY)
    rest(lab, view)
    lab.execute(f"w.mode = '{mode}'")
    expect(view.root.locator(f'.mathml-landscape[data-mode="{mode}"]')).to_be_visible()
    view.still()
    lab.execute("w.save('plane.svg'); w.save('plane.png')")
    path = lab.server.notebooks / "plane.svg"
    text = path.read_text()
    found = re.search(r'<image[^>]*href="data:image/png;base64,([^"]+)"', text)
    assert found
    assert len(base64.b64decode(found[1])) > 5000
    assert "seed" in text
    assert ("rotate(" in text) == (mode == "contour")
    assert (lab.server.notebooks / "plane.png").read_bytes()[:4] == b"\x89PNG"
    # What was put into the live picture for the file has left it again.
    assert view.picture.locator(".mathml-field-image").get_attribute("href") is None


def test_a_saved_notebook_shows_the_last_picture_where_there_is_no_kernel(lab: Lab, hand: Hand):
    view = lab.show(VALLEY, kernel="departing")
    rest(lab, view)
    hand.press(view.handle("probe"), "Shift+ArrowRight")
    lab.wait_python("w.probe", approx([0.4, 0], abs=0.01))
    view.still()
    seen, lines = ink(view), view.picture.locator(".mathml-isolines path").first.get_attribute("d")
    lab.save()
    lab.reopen_without_kernel()
    lab.views.first.wait_for()
    view = lab.sight()
    view.still()
    expect(view.badge).to_contain_text("No kernel")
    assert ink(view) == seen
    assert view.picture.locator(".mathml-isolines path").first.get_attribute("d") == lines
    # What cannot be moved is no ring.
    expect(view.handle("probe")).to_have_count(0)
    expect(view.picture.get_by_role("img", name="Probe at 0.4, 0")).to_have_count(1)


@pytest.mark.parametrize("mode", ["contour", "surface", "line"])
def test_at_any_width_and_in_any_theme_nothing_overflows_overlaps_or_shuts_a_reader_out(lab: Lab, mode: str):
    view = lab.show(MOONS.replace("resolution=17", f"resolution=17, mode='{mode}'"))
    lab.page.set_viewport_size(TALL | {"width": 1800})
    rest(lab, view)
    for width in (320, 560, 900, 1200):
        lab.page.add_style_tag(content=f".jp-OutputArea-output > .lm-Widget {{ width: {width}px !important }}")
        drawn(lab.page)
        view.still()
        assert view.root.evaluate("root => rig.collisions(root)") == [], width
        shoot(view.root, f"loss landscape {mode} {width} px")
    for theme in THEMES:
        lab.theme(theme)
        view.still()
        assert violations(lab.page) == [], theme
        shoot(view.root, f"loss landscape {mode} {theme}")
    lab.theme("light")
    lab.page.add_style_tag(content=".jp-OutputArea-output > .lm-Widget { width: 1100px !important }")
    lab.execute("w.present = True")
    expect(view.root).to_have_class(re.compile("mathml-present"))
    view.still()
    assert view.root.evaluate("root => rig.collisions(root)") == []
    shoot(view.root, f"loss landscape {mode} present")
