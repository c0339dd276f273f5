"""The entries of the matrix, scrubbed and typed."""

from playwright.sync_api import expect
from pytest import approx

from .cells import MATRIX
from .hand import Hand
from .lab import Lab

START = [[1.5, 0.9], [-0.3, 1.25]]


def test_scrubbing_and_keys_change_one_entry_by_decimal_steps(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    with hand.hold(view.entry(1, 1), grip=(6, 0)) as grasp:
        grasp.move(40, 0)
        lab.wait_python("[w.matrix, w.held]", [[[1.9, 0.9], [-0.3, 1.25]], "entry 11"])
        grasp.move(-60, 0)
    lab.wait_python("[w.matrix, w.held]", [[[1.3, 0.9], [-0.3, 1.25]], ""])
    expect(view.entry(1, 1)).to_have_text("1.30")
    expect(view.entry(1, 1)).to_have_attribute("aria-valuenow", "1.3")
    for key, value in [("ArrowUp", -0.2), ("Shift+ArrowRight", 0.8), ("Alt+ArrowDown", 0.79)]:
        hand.press(view.entry(2, 1), key)
        lab.wait_python("w.matrix", [[1.3, 0.9], [value, 1.25]])
    hand.touch_drag(view.entry(2, 2), 30, 0)
    lab.wait_python("w.matrix[1, 1]", 1.55)


def test_what_is_typed_is_read_in_python_and_what_is_refused_says_why_by_the_field(lab: Lab):
    view = lab.show(MATRIX)
    for text, value in [("1/3", 1 / 3), ("sqrt(2)/2", 0.5**0.5), ("cos(60 deg)", 0.5), ("-2e-3", -0.002)]:
        view.type(1, 2, text)
        expect(view.field).to_have_count(0)
        lab.wait_python("w.matrix[0, 1]", approx(value, rel=1e-15))
        expect(view.entry(1, 2)).to_be_focused()
    good = lab.python("w.matrix")
    numbers = view.reading("determinant").inner_text()
    view.entry(1, 2).click()
    for text, reason in [
        ("1/0", "zero"),
        ("__import__('os')", "__import__"),
        ("9**9**9**9", "1.8e308"),
        ("1" * 10_000, "10,000"),
        ("", "nothing"),
        ("<img src=x>", "<"),
    ]:
        view.type(1, 2, text)
        expect(view.field_error).to_contain_text(reason)
        expect(view.field_error).to_have_attribute("role", "alert")
        expect(view.field).to_have_attribute("aria-invalid", "true")
        described = view.field.get_attribute("aria-describedby")
        assert described == view.field_error.get_attribute("id")
        expect(view.field).to_be_focused()
        assert lab.python("w.matrix") == good
    assert view.reading("determinant").inner_text() == numbers
    expect(view.alert).to_be_empty()
    view.field.press("Escape")
    expect(view.field).to_have_count(0)
    view.type(1, 2, "2")
    lab.wait_python("w.matrix[0, 1]", 2)
    expect(view.field_error).to_have_count(0)


def test_an_entry_typed_while_a_deaf_kernel_runs_a_cell_is_read_when_the_cell_has_ended(lab: Lab):
    view = lab.show(MATRIX, kernel="no_subshells")
    with lab.busy():
        view.type(2, 1, "1/0")
        expect(view.field).to_have_attribute("aria-busy", "true")
        expect(view.badge).to_contain_text("Kernel busy")
    expect(view.field_error).to_contain_text("zero")
    view.type(2, 1, "3/4")
    lab.wait_python("w.matrix[1, 0]", 0.75)
    expect(view.badge).to_be_hidden()
