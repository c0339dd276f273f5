"""What a teacher locks, hides, shows large and prepares."""

from playwright.sync_api import expect

from .cells import COMPANION, MATRIX
from .hand import Hand, centre, moved
from .lab import Lab

LESSON = """\
w.lesson([
    {"say": "A shear.", "state": {"preset": "shear"}, "lock": ["matrix"]},
    {"say": "A flip?", "state": {"matrix": [[0, 1], [1, 0]]}, "ask": "sign_of_determinant"},
])"""


def test_what_is_locked_cannot_be_moved_and_what_is_hidden_is_not_there(lab: Lab, hand: Hand):
    view = lab.show(MATRIX, COMPANION)
    lab.execute("w.lock('matrix', 'layers', 'preset'); s.lock('fraction')")
    dots = view.root.locator(".mathml-locked-handle")
    expect(dots).to_have_count(2)
    before = centre(dots.first)
    hand.drag(dots.first, 40, 0)
    assert moved(dots.first, before) == (0, 0)
    view.button("grid").click(force=True)
    view.root.locator(".mathml-locked-number").first.click()
    expect(view.field).to_have_count(0)
    expect(view.menu("Preset")).to_have_attribute("aria-disabled", "true")
    expect(view.menu("Snap")).not_to_have_attribute("aria-disabled", "true")
    state = lab.python("w.state['given']")
    lab.forge("w", {"method": "update", "state": {"matrix": [[9, 0], [0, 9]]}})
    expect(view.alert).to_contain_text("matrix is locked")
    assert lab.python("w.state['given']") == state
    chart = lab.sight(1)
    slider = chart.root.get_by_label("Fraction t")
    hand.press(slider, "Home", "ArrowLeft")
    hand.drag(slider, -50, 0)
    assert lab.python("s.fraction") == 1
    lab.execute("w.matrix = [[1, 0], [0, 2]]; w.unlock(); s.unlock()")
    expect(view.handle("first")).to_have_count(1)
    hand.press(slider, "Home")
    lab.wait_python("s.fraction", 0)

    view = lab.sight(0)
    lab.execute("w.hide('readouts', 'toolbar', 'notices', 'formula', 'paths')")
    for part in (view.menu("Preset"), view.reading("trace"), view.notices, view.entry(1, 1)):
        expect(part).to_have_count(0)
    expect(view.root.get_by_role("slider")).to_have_count(0)
    expect(view.handle("first")).to_have_count(1)
    lab.execute("w.unhide(); w.hide('singular_values')")
    expect(view.reading("trace")).to_have_count(1)
    expect(view.reading("singular_values")).to_have_count(0)


def test_present_mode_is_large_and_keeps_the_main_numbers(lab: Lab):
    view = lab.show(MATRIX)
    size = "root => parseFloat(getComputedStyle(root).fontSize)"
    plain = view.root.evaluate(size)
    lab.execute("w.present = True")
    expect(view.reading("trace")).to_be_hidden()
    for name in ("determinant", "eigenvalues", "singular_values"):
        expect(view.reading(name)).to_be_visible()
    assert view.root.evaluate(size) == 1.6 * plain
    view.still()
    assert view.root.evaluate("root => rig.collisions(root)") == []
    lab.execute("w.present = False")
    expect(view.reading("trace")).to_be_visible()


def test_buttons_and_keys_walk_through_a_lesson(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    expect(view.lesson).to_have_count(0)
    lab.execute(LESSON)
    expect(view.lesson).to_contain_text("A shear.")
    expect(view.root.locator(".mathml-locked-handle")).to_have_count(2)
    assert lab.python("w.matrix") == [[1, 1], [0, 1]]
    expect(view.button("Step back")).to_have_attribute("aria-disabled", "true")
    view.button("Next step").click()
    expect(view.lesson).to_contain_text("A flip?")
    expect(view.question).to_contain_text("Does this matrix flip the plane over?")
    expect(view.handle("first")).to_have_count(1)
    assert lab.python("[w.matrix, w.locked, w.lesson_step]") == [[[0, 1], [1, 0]], [], 1]
    expect(view.button("Next step")).to_have_attribute("aria-disabled", "true")
    view.button("flips it").click()
    expect(view.question.get_by_role("status")).to_contain_text("Right.")
    view.button("Step back").click()
    expect(view.lesson).to_contain_text("A shear.")
    expect(view.question).to_have_count(0)
    hand.press(view.button("Next step"), ".")
    expect(view.lesson).to_contain_text("A flip?")
    hand.press(view.handle("first"), ",")
    expect(view.lesson).to_contain_text("A shear.")
    assert len(lab.python("w.attempts")) == 1
