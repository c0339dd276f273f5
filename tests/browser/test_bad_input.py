"""What must not be accepted is refused in words, and the widget works on."""

import pytest
from playwright.sync_api import expect

from .cells import MATRIX
from .hand import Hand
from .lab import KernelError, Lab

BAD_FROM_PYTHON = {
    "w.matrix = [[1, 2], [3]]": "matrix must have rows of equal length",
    "w.matrix = [[1, 2, 3]]": "matrix must have shape (2, 2), got (1, 3)",
    "w.matrix = 'unit'": "matrix must be an array of numbers",
    "w.matrix = [[1, float('nan')], [0, 1]]": "matrix[0, 1] must be finite, got nan",
    "w.power = 10**9": "power",
    "w.preset = 'sheer'": "did you mean 'shear'",
}


def custom(kind: str, **content: object) -> dict:
    """Return a message of our own kind, as a view would send it."""
    envelope = {"client": "forger", "serial": 1, "epoch": 10**6, "gesture": ""}
    return {"method": "custom", "content": {"kind": kind, **envelope, **content}}


FORGED = {
    "determinant is derived": [
        {"method": "update", "state": {"determinant": 7}},
        custom("set", values={"determinant": 7}),
    ],
    "error is log": [custom("set", values={"error": {"message": "all is lost"}})],
    "attempts is log": [{"method": "update", "state": {"attempts": []}}],
    "<img src=x": [custom("set", values={"<img src=x onerror='globalThis.hacked = true'>": 1})],
    "must have shape (2, 2)": [custom("set", values={"matrix": [[1, 2]]})],
    "no entry [7, 7]": [custom("set", values={"matrix": {"index": [7, 7], "value": 1}})],
    "values must be a mapping": [custom("set", values=[1, 2])],
    "digits": [custom("set", values={"digits": "many"})],
    "method that the view may call": [custom("call", name="__init__"), custom("call", name="set")],
    "unexpected keyword argument": [custom("call", name="undo", args={"far": 3})],
    "kind must be one of": [custom("explode")],
}

SILENT = [
    {"method": "update", "state": {"nonsense": 7}},
    {"method": "explode"},
    {"method": "custom", "content": {"kind": ["set"]}},
    {"method": "custom", "content": None},
    {},
]


def test_a_bad_value_from_python_raises_is_shown_and_goes_with_the_next_good_one(lab: Lab):
    view = lab.show(MATRIX)
    expect(view.alert).to_have_attribute("role", "alert")
    expect(view.alert).to_be_empty()
    good, picture = lab.python("w.matrix"), view.picture.inner_html()
    for step, (code, words) in enumerate(BAD_FROM_PYTHON.items()):
        with pytest.raises(KernelError) as refused:
            lab.execute(code)
        assert words in str(refused.value)
        assert lab.python("w.matrix") == good
        expect(view.alert).to_contain_text(words)
        assert view.picture.inner_html() == picture
        lab.execute(f"w.vector = [{step + 2}, 1]")
        expect(view.alert).to_be_empty()


def test_forged_messages_are_refused_in_words_and_change_nothing(lab: Lab, hand: Hand):
    view = lab.show(MATRIX)
    before = lab.python("[w.state, w.determinant, w.attempts]")
    for words, messages in FORGED.items():
        for message in messages:
            lab.forge("w", message)
            expect(view.alert).to_contain_text(words)
            assert lab.python("[w.state, w.determinant, w.attempts]") == before
    for message in SILENT:
        lab.forge("w", message)
    assert lab.python("[w.state, w.determinant, w.attempts]") == before
    hand.press(view.handle("first"), "Home")
    lab.wait_python("w.matrix[:, 0]", [1, 0])
    expect(view.alert).to_be_empty()
    expect(view.root.locator("img")).to_have_count(0)
    assert lab.page.evaluate("globalThis.hacked") is None


EVIL = "<img src=x onerror='globalThis.hacked = true'><b>bold</b>"

PREPARED = f"""\
import mathml_widgets as mw
from mathml_widgets.shell import asks, computes

EVIL = {EVIL!r}

class Prepared(mw.MatrixTransform):
    presets = {{EVIL: {{"matrix": [[1, 0], [0, 1]]}}}}

    @asks(EVIL, kind="choice", choices=(EVIL, "no"), unit=EVIL, hints=(EVIL,))
    def which(guess, determinant):
        return EVIL, 1.0

    @computes("description", "notices")
    def in_words(matrix):
        return EVIL, [{{"about": "second", "text": EVIL}}]

w = Prepared()
w.lesson([{{"say": EVIL, "ask": "which"}}])
w
"""


def test_html_in_the_words_of_a_lesson_is_shown_as_it_was_written(lab: Lab):
    view = lab.show(PREPARED)
    view.button("Hint").click()
    expect(view.question.locator(".mathml-hint")).to_have_text(EVIL)
    expect(view.question.locator(".mathml-prompt")).to_have_text(EVIL)
    expect(view.lesson.get_by_role("status")).to_have_text(EVIL)
    expect(view.notices).to_have_text(EVIL)
    expect(view.menu("Preset").locator("option")).to_have_text(["custom", EVIL])
    view.question.get_by_role("button", name="no", exact=True).click()
    expect(view.question.locator(".mathml-verdict")).to_contain_text(EVIL)
    expect(view.root.locator("img, b")).to_have_count(0)
    lab.execute("w.save('evil.svg')")
    written = (lab.server.notebooks / "evil.svg").read_text()
    assert "&lt;img src=x" in written
    assert "<img" not in written
    assert lab.page.evaluate("globalThis.hacked") is None
