"""Undo, redo and reset."""

from playwright.sync_api import expect

from .cells import MATRIX
from .hand import Hand
from .lab import Lab

START = [[1.5, 0.9], [-0.3, 1.25]]


def test_one_gesture_is_one_step_back_and_forth_by_buttons_and_by_keys(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    undo, redo, reset = view.button("Undo"), view.button("Redo"), view.button("Reset")
    expect(undo).to_have_attribute("aria-disabled", "true")
    hand.drag(view.ring("first"), 40, 30, steps=25)
    lab.wait_python("[w.held, w.can_undo]", ["", True])
    dragged = lab.python("w.matrix")
    hand.press(view.handle("second"), "ArrowUp")
    lab.wait_python("w.held", "")
    lab.wait_python("w.matrix[1, 1] > 1.25", True)
    pressed = lab.python("w.matrix")
    view.type(1, 1, "2")
    lab.wait_python("w.matrix[0, 0]", 2)
    typed = lab.python("w.matrix")

    for value in (pressed, dragged, START):
        undo.click()
        lab.wait_python("w.matrix", value)
    expect(undo).to_have_attribute("aria-disabled", "true")
    expect(view.entry(1, 1)).to_have_text("1.50")
    for value in (dragged, pressed, typed):
        hand.press(view.handle("first"), "Shift+Z")
        lab.wait_python("w.matrix", value)
    expect(redo).to_have_attribute("aria-disabled", "true")
    hand.press(view.handle("first"), "z")
    lab.wait_python("w.matrix", pressed)
    reset.click()
    lab.wait_python("w.matrix", START)
    hand.press(view.handle("first"), "z")
    lab.wait_python("w.matrix", pressed)


def test_a_cancelled_drag_leaves_no_step_and_python_writes_are_steps_of_their_own(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    with hand.hold(view.ring("first")) as grasp:
        grasp.move(40, 30)
        lab.wait_python("w.held", "first")
        lab.page.keyboard.press("Escape")
    lab.wait_python("[w.matrix, w.held, w.can_undo]", [START, "", False])
    lab.execute("w.matrix = [[1, 2], [3, 4]]; w.vector = [2, 2]")
    expect(view.button("Undo")).not_to_have_attribute("aria-disabled", "true")
    view.button("Undo").click()
    lab.wait_python("[w.matrix, w.vector]", [[[1, 2], [3, 4]], [1, 0.5]])
    view.button("Undo").click()
    lab.wait_python("w.matrix", START)
    view.button("Redo").click()
    expect(view.entry(2, 2)).to_have_text("4.00")
