"""Predict, then check."""

from playwright.sync_api import expect
from pytest import approx

from .cells import MATRIX
from .hand import Hand
from .lab import Lab

MASKED = "your prediction first"


def test_a_question_hides_its_answer_until_a_button_answers_it(lab: Lab):
    view = lab.show(MATRIX)
    told = view.number("determinant").inner_text()
    view.menu("Predict").select_option("change_of_area")
    lab.wait_python("w.question", "change_of_area")
    expect(view.question.locator(".mathml-prompt")).to_have_text("What does this matrix do to areas?")
    for name in ("determinant", "eigenvalues", "singular_values"):
        expect(view.reading(name)).to_contain_text(MASKED)
    expect(view.reading("trace")).not_to_contain_text(MASKED)
    expect(view.picture.locator("path.mathml-area")).to_have_count(0)
    view.button("Hint").click()
    expect(view.question.locator(".mathml-hint")).to_have_count(1)
    view.button("shrinks").click()
    expect(view.question.get_by_role("status")).to_have_text("Not yet. The answer: grows.")
    expect(view.number("determinant")).to_have_text(told)
    [attempt] = lab.python("w.attempts")
    assert {key: attempt[key] for key in ("question", "guess", "truth", "right", "hints")} == {
        "question": "change_of_area",
        "guess": "shrinks",
        "truth": "grows",
        "right": False,
        "hints": 1,
    }
    view.button("Again").click()
    expect(view.reading("determinant")).to_contain_text(MASKED)
    view.button("grows").click()
    lab.wait_python("[one['right'] for one in w.attempts]", [False, True])
    view.button("Close the question").click()
    expect(view.question).to_have_count(0)
    lab.wait_python("w.question", "")
    expect(view.menu("Predict")).to_have_value("")


def test_a_point_is_guessed_with_a_ghost_and_the_answer_cell_needs_no_widget(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    unit = view.place(view.ring("first"))[0] / 1.5
    lab.execute("w.ask('image_of_e1')")
    guess = view.ring("guess")
    expect(guess).to_have_count(1)
    # Nothing on the screen or for a screen reader gives the answer away.
    for hint in ("1.50", "A e₁"):
        expect(view.root).not_to_contain_text(hint)
    expect(view.picture.locator(".mathml-arrow")).to_have_count(0)
    expect(view.entry(1, 1)).to_have_count(0)
    x, y = view.place(guess)
    hand.drag(guess, 1.5 * unit - x + 2, y + 0.3 * unit)
    assert view.place(guess) == approx((1.5 * unit + 2, -0.3 * unit), abs=0.1)
    assert lab.python("w.attempts") == []
    view.button("Check").click()
    expect(view.question.get_by_role("status")).to_contain_text("Right.")
    expect(view.handle("first")).to_have_count(1)
    cell = lab.python("w.answer_cell('q3')")
    plain = {}
    exec(cell, plain)
    answer = plain["answers"]["q3"]
    assert answer["question"] == "image_of_e1"
    assert answer["guess"] == approx([1.5 + 2 / unit, -0.3], abs=0.2 / unit)
    assert answer["truth"] == [1.5, -0.3]
    assert answer["error"] == approx(2 / unit, abs=0.2 / unit)
    assert answer["state"]["matrix"] == [[1.5, 0.9], [-0.3, 1.25]]


def test_a_handle_answers_where_it_stands(lab: Lab, hand: Hand):
    view = lab.show("import mathml_widgets as mw\nw = mw.MatrixTransform([[2, 1], [1, 2]])\nw")
    lab.execute("w.ask('eigenvector')")
    expect(view.handle("vector")).to_have_count(1)
    expect(view.reading("eigenvalues")).to_contain_text(MASKED)
    view.menu("Snap").select_option("lattice")
    view.still()
    x, y = view.place(view.ring("vector"))
    hand.drag(view.ring("vector"), x - y, 0)
    view.button("Check").click()
    expect(view.question.get_by_role("status")).to_contain_text("Right.")
    [attempt] = lab.python("w.attempts")
    guess_x, guess_y = attempt["guess"]
    assert abs(guess_x) == abs(guess_y) == 1
    lab.execute("w.ask('match_target')")
    expect(view.mark("target")).to_have_count(1)
    target = lab.python("w.target")
    for row in (0, 1):
        for column in (0, 1):
            view.type(row + 1, column + 1, str(target[row][column]))
            expect(view.field).to_have_count(0)
    view.button("Check").click()
    expect(view.question.get_by_role("status")).to_contain_text("Right.")
