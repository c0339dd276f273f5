"""The chart of a distribution under mouse, finger and keys; every number asked of the kernel."""

import pytest
from playwright.sync_api import Locator, expect
from pytest import approx

from .axe import violations
from .hand import Hand, centre
from .lab import Lab
from .shots import shoot

SAMPLER = """\
import mathml_widgets as mw
w = mw.DistributionSampler()
w"""


FILLED = """() => {
    const figure = document.querySelector('.mathml-figure-widget .bqplot')
    const ground = figure.querySelector('.plotarea_background')
    const layer = figure.querySelector('.mathml-hands-ground')
    const [all, inner, ours] = [figure, ground, layer ?? ground].map((one) => one.getBoundingClientRect())
    return Math.abs(all.width - inner.width - 116) < 2 && Math.abs(ours.width - inner.width) < 1
}"""
"""Whether the chart has taken the room that there is, and our layer, where there is one, lies on it."""


def chart(lab: Lab) -> Locator:
    """Return what bqplot draws, once it has taken its room, some time after it is there, with our hands on it."""
    figure = lab.page.locator(".mathml-figure-widget .bqplot")
    expect(figure.locator(".mathml-hands-ground")).to_be_visible()
    lab.page.wait_for_function(FILLED)
    return figure


def ring(lab: Lab, name: str) -> Locator:
    return lab.page.locator(f'.mathml-hands .mathml-handle[data-name="{name}"]')


def slider(lab: Lab, name: str) -> Locator:
    return lab.page.locator(f'.mathml-slider[data-name="{name}"] input')


def unit(figure: Locator, span: float = 8.0) -> float:
    """Return how many pixels one unit of x is."""
    return figure.locator(".plotarea_background").bounding_box()["width"] / span


def test_sliders_move_the_distribution_and_the_kernel_answers(lab: Lab, hand: Hand):
    view = lab.show(SAMPLER)
    chart(lab)
    hand.press(slider(lab, "parameters 1"), "ArrowRight", "ArrowRight", "Shift+ArrowRight")
    lab.wait_python("w.parameters[0]", approx(1.4))
    hand.drag(slider(lab, "parameters 2"), 60, 0)
    lab.wait_python("bool(w.parameters[1] > 1)", True)
    lab.wait_python("w.held", "")
    expect(view.reading("mean")).to_contain_text("1.4")
    expect(view.alert).to_be_empty()


def test_a_stroke_brushes_an_interval_and_rings_move_its_ends_by_the_pointers_distance(lab: Lab, hand: Hand):
    lab.show(SAMPLER)
    figure = chart(lab)
    ground = figure.locator(".mathml-hands-ground")
    pixels = unit(figure)
    hand.drag(ground, 1.5 * pixels, -40, grip=(-pixels, -20))
    lab.wait_python("w.interval.tolist()", approx([-1.0, 0.5], abs=1.5 / pixels))
    for name, place in (("a", -1.0), ("b", 0.5)):
        x, _ = centre(ring(lab, f"interval ring {'ab'.index(name) + 1}"))
        box = ground.bounding_box()
        assert (x - box["x"]) / pixels - 4 == approx(place, abs=2 / pixels)
    before = lab.python("w.interval.tolist()")
    hand.drag(ring(lab, "interval ring 2"), pixels, 0)
    lab.wait_python("w.interval.tolist()", approx([before[0], before[1] + 1], abs=1.1 / pixels))
    hand.touch_drag(ring(lab, "interval ring 1"), -pixels, 0)
    lab.wait_python("w.interval[0]", approx(before[0] - 1, abs=1.1 / pixels))
    hand.press(ring(lab, "interval ring 1"), "ArrowLeft")
    lab.wait_python("w.interval[0]", approx(before[0] - 1 - 8 / 50, abs=1.2 / pixels))
    probability = "float(w.distribution.cdf(w.interval[1]) - w.distribution.cdf(w.interval[0]))"
    lab.wait_python("w.interval_probability", approx(lab.python(probability)))
    lab.execute("w.undo()\nw.undo()\nw.undo()")
    lab.wait_python("w.interval.tolist()", before)


def test_a_new_family_brings_its_own_sliders_and_shares_stay_on_the_simplex(lab: Lab, hand: Hand):
    view = lab.show(SAMPLER)
    chart(lab)
    view.menu("Family").select_option("categorical")
    lab.wait_python("w.family", "categorical")
    expect(slider(lab, "parameters 3")).to_be_visible()
    hand.press(slider(lab, "parameters 1"), "End")
    lab.wait_python("w.parameters.tolist()", [1, 0, 0])
    hand.press(slider(lab, "parameters 3"), "Shift+ArrowRight", "ArrowRight")
    lab.wait_python("[round(float(w.parameters.sum()), 12), bool(w.parameters[2] > 0.1)]", [1, True])
    expect(view.alert).to_be_empty()
    view.menu("Family").select_option("gamma")
    lab.wait_python("w.parameters.tolist()", [2, 1])
    expect(slider(lab, "parameters 3")).to_have_count(0)


def test_a_density_and_chips_are_drawn_by_a_stroke_and_ring_by_ring(lab: Lab, hand: Hand):
    view = lab.show(SAMPLER)
    lab.execute("w.preset = 'drawn by hand'")
    figure = chart(lab)
    expect(ring(lab, "drawn_density ring 7")).to_be_visible()
    before = lab.python("w.drawn_density.tolist()")
    hand.drag(ring(lab, "drawn_density ring 7"), 0, -60)
    lab.wait_python("bool(w.drawn_density[6, 1] > 1.5)", True)
    hand.press(ring(lab, "drawn_density ring 7"), "ArrowDown")
    box = figure.locator(".mathml-hands-ground").bounding_box()
    hand.drag(figure.locator(".mathml-hands-ground"), 0.5 * box["width"], 0, grip=(-0.25 * box["width"], 20))
    lab.wait_python("bool(w.drawn_density[4:9, 1].max() - w.drawn_density[4:9, 1].min() < 0.2)", True)
    assert lab.python("w.family") == "drawn"
    assert lab.python("w.drawn_density[:, 0].tolist()") == [x for x, _ in before]
    lab.execute("w.view = 'chips'")
    expect(ring(lab, "chips ring 3")).to_be_visible()
    hand.press(ring(lab, "chips ring 3"), "ArrowUp")
    lab.wait_python("float(w.chips[2])", 2.0)
    expect(view.button("Take " + lab.python("(w.wait(), w.best_family)[1]"))).to_be_visible()
    expect(view.alert).to_be_empty()


def test_a_mechanism_is_stepped_by_buttons_and_keys_forward_and_back(lab: Lab, hand: Hand):
    view = lab.show(SAMPLER)
    lab.execute("w.preset = 'darts under a curve'")
    lab.wait_python("w.step", 20)
    view.button("One step on").click()
    lab.wait_python("w.step", 21)
    expect(view.notices.first).to_contain_text("Step 21")
    hand.press(view.button("One step back"), ",", ",", ".")
    lab.wait_python("w.step", 20)
    view.button("Draw 10,000 more").click()
    lab.wait_python("[w.n_samples, len(w.samples)]", [11_000, 11_000])
    view.button("Draw 1,000,000 more").click()
    lab.wait_python("[w.n_samples, len(w.samples)]", [1_000_000, 1_000_000])
    expect(view.alert).to_be_empty()


def test_while_a_slider_is_held_its_readout_stands_above_it_over_all_its_values(lab: Lab, hand: Hand):
    view = lab.show(SAMPLER)
    chart(lab)
    preview = lab.page.locator(".mathml-preview")
    with hand.hold(slider(lab, "parameters 1")) as grasp:
        grasp.move(30, 0)
        expect(preview.locator("span")).to_have_text("P(−1 ≤ X ≤ 1): 0.000 to 0.683")
        track, curve = (one.bounding_box() for one in (slider(lab, "parameters 1"), preview.locator("svg")))
        assert abs(track["x"] - curve["x"]) < 12
        assert abs(track["width"] - curve["width"]) < 24
        assert curve["y"] + curve["height"] <= track["y"] + track["height"] / 2
        shoot(lab.page.locator(".mathml-figure-widget"), "distribution-sampler-preview")
    expect(preview).to_have_count(0)
    lab.wait_python("w.held", "")
    with hand.hold(ring(lab, "interval ring 2")) as grasp:
        grasp.move(20, 0)
        expect(preview.locator("span")).to_contain_text("P(a ≤ X ≤ b)")
    lab.execute("w.ask('probability')")
    with hand.hold(slider(lab, "parameters 1")) as grasp:
        grasp.move(30, 0)
        lab.wait_python("w.previewed != {}", True)
        expect(preview).to_have_count(0)
    expect(view.alert).to_be_empty()


def test_a_density_that_is_rubbed_out_is_refused_and_the_last_good_one_stays(lab: Lab, hand: Hand):
    view = lab.show(SAMPLER)
    lab.execute("w.drawn_density = [[0, 0], [1, 1], [2, 0]]")
    chart(lab)
    hand.press(ring(lab, "drawn_density ring 2"), "Home")
    expect(view.alert).to_contain_text("drawn_density: heights must be positive somewhere")
    assert lab.python("[w.drawn_density[1, 1], float(w.layers['curve'][1].max())]") == [1, 1]
    lab.execute("w.drawn_density = [[0, 0], [1, 0], [1.001, 9], [1.002, 0], [2, 0]]")
    expect(view.alert).to_be_empty()
    expect(view.reading("mean")).to_contain_text("1.001")
    lab.forge("w", {"method": "update", "state": {"n_samples": 10_000_000}})
    expect(view.alert).to_contain_text("n_samples must be between 1 and 1,000,000")
    lab.wait_python("w.n_samples", 1000)


DARTS = """[...document.querySelectorAll('.mathml-figure-widget .bqplot path.dot')].filter(
    (dot) => dot.checkVisibility()
).length"""


def test_a_mechanism_plays_what_the_page_has_and_python_hears_where_it_stops(lab: Lab, hand: Hand):
    view = lab.show(SAMPLER)
    lab.execute("w.preset = 'darts under a curve'")
    figure = chart_without_hands(lab)
    darts = figure.locator("path.dot:visible")
    expect(darts).to_have_count(21)  # and the last one has a ring
    view.button("Play the mechanism").click()
    lab.page.wait_for_function(f"() => {DARTS} > 28")
    assert lab.python("w.step") == 20
    view.button("Pause the mechanism").click()
    lab.wait_python("w.step > 26", True)
    shoot(lab.page.locator(".mathml-figure-widget"), "distribution-sampler-played")
    stopped = lab.python("w.step")
    expect(darts).to_have_count(stopped + 1)
    expect(view.notices.first).to_contain_text(f"Step {stopped}: ")
    view.button("One step back").click()
    expect(darts).to_have_count(stopped)
    lab.wait_python("w.step", stopped - 1)
    hand.press(slider(lab, "step"), "Home")
    expect(darts).to_have_count(2)
    lab.wait_python("[w.step, w.held]", [1, ""])
    view.menu("Speed").select_option("2")
    hand.press(view.button("Play the mechanism"), " ")
    expect(darts).not_to_have_count(2)
    hand.press(view.button("Pause the mechanism"), " ")
    lab.wait_python("w.step > 1", True)
    expect(view.alert).to_be_empty()
    lab.theme("dark")
    widget = lab.page.locator(".mathml-figure-widget")
    widget.evaluate("(element) => { element.style.width = '320px' }")
    chart_without_hands(lab)  # its height decides where the sliders stand
    with hand.hold(slider(lab, "envelope")) as grasp:
        grasp.move(15, 0)
        expect(lab.page.locator(".mathml-preview span")).to_contain_text("acceptance rate")
        expect(view.button("Play the mechanism")).to_be_visible()
        shoot(widget, "distribution-sampler-played-dark-320")


def chart_without_hands(lab: Lab) -> Locator:
    """Return what bqplot draws of a mechanism, where nothing is to be taken hold of, once it has taken its room."""
    figure = lab.page.locator(".mathml-figure-widget .bqplot")
    expect(figure.locator("path.dot:visible").first).to_be_visible()
    lab.page.wait_for_function(FILLED)
    return figure


def test_what_is_refused_is_said_in_the_view_and_the_picture_stays(lab: Lab):
    view = lab.show(SAMPLER)
    chart(lab)
    lab.forge("w", {"method": "update", "state": {"interval": [3, 1]}})
    expect(view.alert).to_contain_text("interval must run from a to b")
    lab.wait_python("w.interval.tolist()", [-1, 1])
    lab.execute("w.parameters = [1, 1]")
    expect(view.alert).to_be_empty()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_narrow_and_wide_without_a_scrollbar_and_axe_finds_nothing(lab: Lab, theme: str):
    lab.show(SAMPLER)
    chart(lab)
    lab.theme(theme)
    for width in (320, 560, 900, 1200):
        lab.page.set_viewport_size({"width": width + 560, "height": 1000})
        widget = lab.page.locator(".mathml-figure-widget")
        widget.evaluate("(element, width) => { element.style.width = `${width}px` }", width)
        chart(lab)
        lab.page.wait_for_function(
            "() => { const e = document.querySelector('.mathml-root'); return e.scrollWidth <= e.clientWidth + 1 }"
        )
        shoot(widget, f"distribution-sampler-{theme}-{width}")
    assert violations(lab.page) == []
