"""A hand on probabilities, trees and messages; what came of it is asked of the kernel."""

import numpy as np
from playwright.sync_api import expect
from pytest import approx

from .axe import violations
from .hand import Hand, centre, drawn, moved
from .lab import THEMES, Lab
from .shots import shoot
from .sight import Sight

ENTROPY = """\
import mathml_widgets as mw
w = mw.EntropyCalculator()
w"""

TALL = {"width": 1400, "height": 1900}
WIDTHS = [320, 560, 900, 1200]

PICTURES = {
    "area": "w.set(preset='powers of one half', picture='area')",
    "code tree": "w.picture = 'code tree'",
    "tree by hand": "w.code_tree = [[2, 3]]",
    "message": "w.set(code_tree=None, picture='message', message='ABACADABBA')",
    "estimates": "w.picture = 'estimates'",
    "orders": "w.picture = 'orders'",
    "density": "w.picture = 'density'",
    "questions": "w.set(picture='questions', asked_about=[[0]])",
    "table": "w.set(preset='sky and umbrella', picture='table')",
}

ENTROPY_OF = (
    "-(w.distribution[w.distribution > 0] * __import__('numpy').log2(w.distribution[w.distribution > 0])).sum()"
)


def column(view: Sight, outcome: int):
    """A bar of the area, or a part of another picture, by its outcome."""
    return view.picture.locator(f'rect[data-name="outcome {outcome}"]')


def width(view: Sight, outcome: int) -> float:
    """How wide a bar of the area is, in pixels of the picture."""
    return float(column(view, outcome).get_attribute("width"))


def knot(view: Sight, label: str):
    """A ring of the forest, by the leaves under it."""
    return view.picture.get_by_role("button", name=label, exact=True)


def test_a_ring_makes_its_bar_wider_by_the_pointers_distance_and_the_others_make_room(lab: Lab, hand: Hand):
    view = lab.show(ENTROPY)
    ring = view.ring("bar 0")
    across = sum(width(view, i) for i in range(4))
    before, wide = centre(ring), width(view, 0)
    with hand.hold(ring, grip=(4, -3)) as grasp:
        assert moved(ring, before) == (0, 0)
        grasp.move(52, 0)
        assert moved(ring, before)[0] == approx(52, abs=0.1)
        assert width(view, 0) == approx(wide + 52, abs=0.1)
        for other in range(1, 4):
            bar, (x, _) = column(view, other).bounding_box(), centre(view.ring(f"bar {other}"))
            assert min(abs(x - bar["x"]), abs(bar["x"] + bar["width"] - x)) == approx(9, abs=1)
        lab.wait_python("w.held", "bar 0")
        lab.wait_python("w.distribution[0]", approx(0.5 + 52 / across, abs=0.003))
    lab.wait_python("w.held", "")
    first, *others = lab.python("w.distribution")
    assert np.array(others) / (1 - first) == approx(np.array([0.5, 0.25, 0.25]))
    assert sum([first, *others]) == approx(1)
    assert lab.python("w.entropy") == approx(lab.python(ENTROPY_OF))
    expect(view.number("entropy")).to_have_text(lab.python("f'{w.entropy:.3f}'"))
    view.still()
    assert width(view, 0) == approx(first * across, abs=0.1)
    view.button("Undo").click()
    lab.wait_python("w.distribution", [0.5, 0.25, 0.125, 0.125])


def test_a_ring_taken_to_the_end_and_back_gives_the_others_back_what_they_had(lab: Lab, hand: Hand):
    view = lab.show(ENTROPY)
    with hand.hold(view.ring("bar 0")) as grasp:
        grasp.move(400, 0)
        lab.wait_python("w.distribution", [1, 0, 0, 0])
        grasp.move(-400, 0)
        lab.wait_python("w.distribution", approx([0.5, 0.25, 0.125, 0.125]))
    lab.wait_python("[w.held, w.can_undo]", ["", False])


def test_a_finger_moves_a_ring_and_keys_move_it_by_shares(lab: Lab, hand: Hand):
    view = lab.show(ENTROPY)
    hand.touch_drag(view.ring("bar 3"), -40, 0)
    lab.wait_python("w.held == '' and w.distribution[3] > 0.15", True)
    lab.execute("w.reset()")
    expect(view.handle("bar 0")).to_have_attribute("aria-valuenow", "0.5")
    for key, share in [("ArrowRight", 0.52), ("Shift+ArrowUp", 0.62), ("Alt+ArrowLeft", 0.615)]:
        hand.press(view.handle("bar 0"), key)
        lab.wait_python("w.distribution[0]", approx(share))
    expect(view.handle("bar 0")).to_have_attribute("aria-label", "Probability of A")
    expect(view.root.locator("[role=status][aria-live]")).to_have_text("A 0.615")


def test_a_slider_a_typed_fraction_and_a_lock_do_what_they_say(lab: Lab, hand: Hand):
    view = lab.show(ENTROPY)
    row = view.root.locator(".mathml-simplex-row").nth(1)
    hand.press(row.get_by_role("slider"), "Shift+ArrowRight")
    lab.wait_python("w.distribution[1]", approx(0.35))
    row.get_by_role("spinbutton").click()
    view.field.fill("1/3")
    view.field.press("Enter")
    lab.wait_python("w.distribution[1]", approx(1 / 3))
    expect(row.get_by_role("spinbutton")).to_have_text("0.333")
    row.get_by_role("spinbutton").click()
    view.field.fill("1/0")
    view.field.press("Enter")
    expect(view.field_error).to_be_visible()
    view.field.press("Escape")
    assert lab.python("w.distribution[1]") == approx(1 / 3)

    row.get_by_role("button", name="Lock B").click()
    lab.wait_python("w.locked_outcomes", [1])
    expect(row.get_by_role("slider")).to_have_attribute("aria-disabled", "true")
    hand.press(view.root.locator(".mathml-simplex-row").nth(0).get_by_role("slider"), "End")
    lab.wait_python("w.distribution", approx([2 / 3, 1 / 3, 0, 0]))
    for label in ("A", "C"):
        view.root.get_by_role("button", name=f"Lock {label}").click()
    lab.wait_python("w.locked_outcomes", [0, 1, 2])
    expect(view.root.locator(".mathml-simplex .mathml-scrub, .mathml-knob")).to_have_count(0)
    expect(view.notices).to_contain_text("unlock")


def test_a_count_is_scrubbed_and_typed_and_a_bad_one_is_refused_at_its_field(lab: Lab, hand: Hand):
    view = lab.show(ENTROPY)
    lab.execute("w.data = 'abracadabra'")
    view.root.get_by_text("Count by hand").click()
    count = view.root.get_by_role("spinbutton", name="Count of b", exact=True)
    expect(count).to_have_text("2")
    hand.press(count, "ArrowUp")
    lab.wait_python("[w.source, w.sample_counts.tolist()]", ["counts", [5, 3, 1, 1, 2]])
    hand.drag(count, 30, 0)
    lab.wait_python("[w.held, w.sample_counts.tolist()]", ["", [5, 6, 1, 1, 2]])
    expect(view.root.locator(".mathml-simplex-label").nth(1)).to_have_text("b")
    count.click()
    view.field.fill("1/2")
    view.field.press("Enter")
    expect(view.field_error).to_contain_text("counts[1] must be a whole number from 0")
    shoot(view.root, "entropy-counts-refused")
    assert lab.python("[w.sample_counts.tolist(), round(w.entropy, 6)]")[0] == [5, 6, 1, 1, 2]
    view.field.fill("5")
    view.field.press("Enter")
    lab.wait_python("w.sample_counts.tolist()", [5, 5, 1, 1, 2])
    expect(count).to_have_text("5")
    lab.execute("w.counts = [1, 0]")
    hand.press(view.root.get_by_role("spinbutton", name="Count of A", exact=True), "ArrowDown")
    expect(view.alert).to_contain_text("counts must hold at least one observation")
    assert lab.python("w.sample_counts.tolist()") == [1, 0]


def test_a_huffman_tree_is_built_by_dragging_tapping_and_keys_and_undone(lab: Lab, hand: Hand):
    view = lab.show(ENTROPY)
    view.menu("Picture").select_option("code tree")
    view.button("Build by hand").click()
    lab.wait_python("w.code_tree", [])
    start, end = centre(knot(view, "C")), centre(knot(view, "D"))
    hand.drag(knot(view, "C"), end[0] - start[0], end[1] - start[1])
    lab.wait_python("w.code_tree", [[2, 3]])
    view.still()
    knot(view, "B").click()
    expect(knot(view, "B")).to_have_attribute("aria-pressed", "true")
    knot(view, "C, D").click()
    lab.wait_python("w.code_tree", [[2, 3], [1, 4]])
    view.still()
    view.button("Undo").click()
    lab.wait_python("w.code_tree", [[2, 3]])
    view.button("Redo").click()
    lab.wait_python("w.code_tree", [[2, 3], [1, 4]])
    hand.press(knot(view, "B, C, D"), "Delete")
    lab.wait_python("w.code_tree", [[2, 3]])
    hand.press(knot(view, "B"), "Enter")
    hand.press(knot(view, "C, D"), "Enter")
    lab.wait_python("w.code_tree", [[2, 3], [1, 4]])
    hand.press(knot(view, "A"), "Enter")
    hand.press(knot(view, "B, C, D"), "Enter")
    lab.wait_python("w.code['codewords']", ["0", "10", "110", "111"])
    assert lab.python("[w.mean_code_length, w.code_judgement['optimal']]") == [1.75, True]
    for word in ("0", "10", "110", "111"):
        expect(view.picture.locator(".mathml-code", has_text=word).first).to_be_visible()


def test_a_dear_join_is_marked_and_the_machine_builds_its_tree_step_by_step(lab: Lab, hand: Hand):
    view = lab.show(ENTROPY)
    lab.execute("w.set(picture='code tree', code_tree=[[0, 1]])")
    expect(view.picture.locator("circle.mathml-third")).to_have_count(1)
    view.button("Huffman’s tree").click()
    lab.wait_python("w.code_tree", None)
    branches = view.picture.locator(".mathml-branch")
    expect(branches).to_have_count(6)
    view.button("One step back").click()
    expect(branches).to_have_count(4)
    hand.press(view.button("One step back"), ",")
    expect(branches).to_have_count(2)
    hand.press(view.root.get_by_label("Block length"), "ArrowUp")
    lab.wait_python("w.block_length", 2)


def test_a_typed_message_is_coloured_coded_and_read_back_from_its_bits(lab: Lab):
    view = lab.show(ENTROPY)
    lab.execute("w.picture = 'message'")
    view.root.get_by_label("Your message").press_sequentially("ABADBAD")
    lab.wait_python("w.message", "ABADBAD")
    expect(view.picture.locator("[data-index]")).to_have_count(7)
    boxes = view.root.locator(".mathml-bit-box")
    bits = lab.python("w.encoded_message")
    assert bits == "0100111100111"
    expect(boxes.first).to_contain_text("13 bits")
    expect(boxes.first.locator(".mathml-code")).to_have_text(bits)
    expect(boxes.first).to_contain_text("decoded back exactly")
    expect(boxes.nth(1).locator(".mathml-code")).to_have_text(lab.python("w.arithmetic_bits"))
    expect(view.root.locator(".mathml-decoded")).to_contain_text("ABADBAD")
    for steps in (6, 5):
        view.button("One step back").click()
        step = lab.python(f"w.arithmetic_steps[{steps}]")
        expect(view.picture.locator(".mathml-low")).to_have_text(step["low"])
        expect(view.picture.locator(".mathml-high")).to_have_text(step["high"])
    expect(boxes.nth(1).locator(".mathml-code")).to_have_text(lab.python("w.arithmetic_steps[5]['bits']"))

    view.root.get_by_label("Your message").fill("ABXD")
    expect(view.notices).to_contain_text(lab.python("w.message_reason"))
    expect(view.picture.locator("rect.mathml-gone")).to_have_count(1)
    view.button("Undo").click()
    lab.wait_python("w.message", "ABADBAD")


def test_a_message_of_ten_megabytes_is_refused_in_a_sentence_and_never_sent(lab: Lab):
    view = lab.show(ENTROPY)
    lab.execute("w.set(picture='message', message='AB')")
    field = view.root.get_by_label("Your message")
    field.focus()
    lab.page.keyboard.insert_text("A" * 10_000_000)
    expect(view.root.locator(".mathml-field-refusal")).to_have_text(
        "Your message takes at most 20,000 characters, this would have 10,000,002."
    )
    assert lab.python("w.message") == "AB"
    field.blur()
    expect(field).to_have_value("AB")


def test_text_of_the_readers_stays_text_and_its_characters_stay_whole(lab: Lab):
    lab.open(ENTROPY)
    lab.run_all()
    view = lab.sight()
    lab.page.evaluate("window.harmed = false")
    hostile = "<img src=x onerror='harmed=true'>"
    lab.execute(f"w.set(symbols=[{hostile!r}, '<b>B</b>', '${{1}}', '&amp;'])")
    expect(view.root.locator(".mathml-simplex-label").first).to_have_text(hostile)
    for picture in PICTURES.values():
        lab.execute(picture)
        lab.execute(f"w.set(symbols=[{hostile!r}, '<b>B</b>', 'c', 'd'])")
        view.still()
        assert view.root.locator("img, b:not(.mathml-counts b)").count() == 0
    assert lab.page.evaluate("window.harmed") is False

    family = "👨‍👩‍👧 👨‍👩‍👧 é é ñ"
    lab.execute("w.picture = 'area'")
    view.root.get_by_text("Measure your own text").click()
    view.root.get_by_role("textbox", name="Your text").fill(family)
    lab.wait_python("w.data", family)
    lab.wait_python("'👨‍👩‍👧' in w.labels", True)
    labels = lab.python("w.labels")
    expect(view.root.locator(".mathml-simplex-label")).to_have_text(labels)
    lab.execute("w.set(picture='message', message=w.data)")
    expect(view.picture.locator("[data-index]").first.locator("text")).to_have_text("👨‍👩‍👧")


def test_estimates_orders_densities_and_questions_answer_to_their_controls(lab: Lab, hand: Hand):
    view = lab.show(ENTROPY)
    view.menu("Picture").select_option("estimates")
    expect(view.picture.locator(".mathml-estimate")).to_have_count(4)
    truth = centre(view.mark("truth"))[0]
    dots = [centre(view.picture.locator(".mathml-estimate circle").nth(i))[0] for i in range(4)]
    order = np.argsort(lab.python("[*w.estimates, w.true_entropy]"))
    assert list(order) == list(np.argsort([*dots, truth]))
    view.button("Draw again").click()
    lab.wait_python("w.seed", 1)
    view.menu("Main").select_option("jackknife")
    lab.wait_python("w.estimator", "jackknife")
    expect(view.mark("jackknife")).to_have_attribute("data-main", "true")
    hand.press(view.root.get_by_label("Sample size"), "End")
    lab.wait_python("w.n_samples", 1_000_000)

    view.menu("Picture").select_option("orders")
    view.still()
    before = centre(view.ring("order"))
    hand.drag(view.ring("order"), 60, 0)
    lab.wait_python("w.held == '' and w.order > 2.2", True)
    assert moved(view.ring("order"), before)[0] == approx(60, abs=3)
    hand.press(view.handle("order"), "Home")
    lab.wait_python("w.order", 1)

    view.menu("Picture").select_option("density")
    view.menu("Family").select_option("uniform")
    lab.wait_python("w.family", "uniform")
    expect(view.mark("density")).to_have_count(1)
    hand.press(view.root.get_by_label("Parameter 1"), "Shift+ArrowUp")
    lab.wait_python("w.family_parameters[0]", approx(2))

    view.menu("Picture").select_option("questions")
    view.button("Best question").click()
    view.button("Ask").click()
    lab.wait_python("len(w.asked_about)", 1)
    assert lab.python("w.twenty_questions['expected']") == [1]
    view.button("Take the last question back").click()
    lab.wait_python("w.asked_about", [])


def test_the_mosaic_has_areas_like_its_probabilities_and_entropies_to_scale(lab: Lab):
    view = lab.show(ENTROPY)
    lab.execute(PICTURES["table"])
    view.still()
    boxes = [column(view, i).bounding_box() for i in range(4)]
    areas = np.array([box["width"] * box["height"] for box in boxes])
    assert areas / areas.sum() == approx(np.array(lab.python("w.joint")).ravel(), abs=0.01)
    wide = {name: float(view.mark(name).get_attribute("width")) for name in ("H(X, Y)", "H(X)", "I")}
    joint, first, shared = lab.python("[w.joint_entropy, w.marginal_entropies[0], w.mutual_information]")
    assert wide["H(X)"] / wide["H(X, Y)"] == approx(first / joint, abs=1e-3)
    assert wide["I"] / wide["H(X, Y)"] == approx(shared / joint, abs=1e-3)


def test_a_question_masks_its_answer_and_the_bars_answer_it(lab: Lab, hand: Hand):
    view = lab.show(ENTROPY)
    lab.execute("w.ask('reach_entropy')")
    expect(view.mark("target")).to_have_count(1)
    expect(view.mark("entropy")).to_have_count(0)
    expect(view.reading("entropy")).to_contain_text("your prediction first")
    hand.press(view.handle("bar 0"), "Shift+ArrowRight")
    view.button("Check").click()
    lab.wait_python("w.attempts[-1]['question']", "reach_entropy")
    expect(view.mark("entropy")).to_have_count(1)
    view.button("Close the question").click()
    expect(view.mark("target")).to_have_count(0)


def test_the_picture_is_saved_and_outlives_its_kernel(lab: Lab, hand: Hand, tmp_path):
    view = lab.show(ENTROPY, kernel="departing")
    for name, code in PICTURES.items():
        lab.execute(code)
        view.still()
        path = tmp_path / f"{name}.svg"
        lab.execute(f"w.save({str(path)!r})")
        lab.page.wait_for_function("true")
        lab.wait_python(f"__import__('os').path.exists({str(path)!r})", True)
        text = path.read_text()
        assert "<svg" in text and lab.python("w.description")[:20] in text
    lab.execute("w.set(preset='powers of one half', picture='area', probabilities=[.7, .1, .1, .1])")
    view.still()
    drawn_bars = [column(view, i).get_attribute("width") for i in range(4)]
    number = view.number("entropy").inner_text()
    lab.save()

    lab.reopen_without_kernel()
    lab.views.first.wait_for()
    view = lab.sight()
    view.still()
    assert [column(view, i).get_attribute("width") for i in range(4)] == drawn_bars
    expect(view.number("entropy")).to_have_text(number)
    expect(view.badge).to_contain_text("No kernel")
    expect(view.root.locator(".mathml-handle, .mathml-scrub")).to_have_count(0)
    expect(view.menu("Picture")).to_have_attribute("aria-disabled", "true")


def test_at_any_width_and_in_any_theme_nothing_overflows_or_overlaps_and_axe_is_content(lab: Lab):
    view = lab.show(ENTROPY)
    lab.page.set_viewport_size(TALL | {"width": 1800})
    for width in WIDTHS:
        lab.page.add_style_tag(content=f".jp-OutputArea-output > .lm-Widget {{ width: {width}px !important }}")
        for name, code in PICTURES.items():
            lab.execute(code)
            view.still()
            assert view.root.evaluate("root => rig.collisions(root)") == [], (name, width)
            shoot(view.root, f"entropy {name} {width} px")
    for theme in THEMES:
        lab.theme(theme)
        for name, code in PICTURES.items():
            lab.execute(code)
            view.still()
            assert violations(lab.page) == [], (name, theme)
            shoot(view.root, f"entropy {name} {theme}")


def test_extreme_sources_are_drawn_without_a_broken_number_and_leave_the_widget_whole(lab: Lab):
    view = lab.show(ENTROPY)
    for code in [
        "w.probabilities = np.random.default_rng(0).dirichlet(np.ones(10_000))",
        "w.data = bytes(range(256))",
        "w.set(probabilities=[1, 0, 0], data=None)",
        "w.probabilities = [1]",
        "w.probabilities = [1 - 1e-12, 1e-12]",
        "w.counts = [[5, 0], [0, 0]]",
        "w.set(family='beta', family_parameters=[5, 0.5])",
        "w.set(family='normal', family_parameters=[1e-6, 1])",
    ]:
        lab.execute(f"import numpy as np\n{code}")
        for picture in lab.python("w.choices['picture']"):
            lab.execute(f"w.picture = {picture!r}")
            expect(view.menu("Picture")).to_have_value(picture)
            view.still()
            assert "NaN" not in view.root.inner_html(), (code, picture)
            assert "Infinity" not in view.root.inner_html(), (code, picture)
            expect(view.alert).to_be_empty()
    lab.execute(PICTURES["area"])
    expect(view.number("entropy")).to_have_text("1.750")


def test_present_mode_fits_a_projector(lab: Lab):
    view = lab.show(ENTROPY)
    lab.page.set_viewport_size({"width": 1280, "height": 720})
    lab.execute("w.present = True")
    for name, code in PICTURES.items():
        lab.execute(code)
        view.still()
        drawn(lab.page)
        assert view.root.evaluate("root => rig.collisions(root)") == [], name
        shoot(view.root, f"entropy {name} present")
