"""The page asks for a widget in another form, and gets it or the reason why not."""

import base64
import json

import pytest

from tests.shell.hands import say
from tests.shell.samples import Plane


def ask(widget, form, number=7):
    say(widget, "call", name="hand_over", args={"form": form, "number": number})


def answer(sent, widget):
    [told] = [c for c in sent.custom(widget) if c["kind"] == "handed"]
    assert told["number"] == 7
    return told


def test_the_page_gets_the_code_that_python_gives(sent):
    w = Plane()
    ask(w, "code")
    assert answer(sent, w)["text"] == w.to_code()


def test_the_page_gets_a_state_that_brings_the_widget_back(sent):
    w = Plane(vector=[2.5, 1.0])
    ask(w, "json")
    state = json.loads(answer(sent, w)["text"])
    assert Plane.from_state(state).state == w.state


def test_the_page_gets_the_link_that_python_gives(sent):
    w = Plane()
    ask(w, "link")
    assert answer(sent, w)["text"] == w.to_url()


def test_a_link_that_would_be_too_long_comes_back_as_the_reason(sent, monkeypatch):
    monkeypatch.setattr("mathml_widgets.shell.state.LONGEST_LINK", 10)
    w = Plane()
    ask(w, "link")
    told = answer(sent, w)
    assert told["error"].startswith("the link must be at most 10 characters")
    assert "text" not in told
    assert w.error is None


def test_the_views_draw_the_picture_and_the_page_gets_what_they_drew(sent, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    w = Plane()
    ask(w, "svg")
    [asked] = sent.custom(w)
    assert asked == {"kind": "picture", "number": -7, "format": "svg"}
    data = base64.b64encode(b"<svg/>").decode()
    say(w, "call", name="deliver_picture", args={"number": -7, "data": data})
    assert answer(sent, w)["text"] == data
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["pdf", "", None, 3])
def test_an_unknown_form_is_refused_by_name(sent, form):
    w = Plane()
    ask(w, form)
    assert w.error["message"].startswith("form must be one of code, json, link, svg, png, got ")
    assert sent.custom(w) == []
