"""The browser draws the picture, the kernel writes it to a file."""

import base64
import threading

import pytest

from mathml_widgets.shell import picture
from tests.shell.hands import Subshell, say
from tests.shell.samples import Plane

SVG = b"<svg>\xc3\xa9</svg>"


def deliver(w, number, data=None):
    data = base64.b64encode(SVG).decode() if data is None else data
    say(w, "call", name="deliver_picture", args={"number": number, "data": data})


@pytest.fixture
def subshell():
    with Subshell() as thread:
        yield thread


def test_a_picture_needs_a_view_on_screen(tmp_path):
    with pytest.raises(RuntimeError, match="the widget must be on screen"):
        Plane().save(tmp_path / "plane.svg")


@pytest.mark.parametrize("path", ["plane", "plane.pdf", "plane.svg.txt", ""])
def test_a_picture_is_svg_or_png(path):
    with pytest.raises(ValueError, match=r"path must end in \.svg or \.png"):
        Plane().save(path)


def test_a_picture_goes_into_a_folder_that_exists(tmp_path):
    with pytest.raises(ValueError, match="path must be in a folder that exists"):
        Plane().save(tmp_path / "nowhere" / "plane.svg")


def test_on_one_thread_the_file_is_written_when_the_browser_answers(tmp_path, sent):
    w = Plane()
    say(w, "hello")
    path = w.save(tmp_path / "plane.svg")
    assert not path.exists()
    (asked,) = sent.custom(w)
    assert asked == {"kind": "picture", "number": 1, "format": "svg"}
    deliver(w, 1)
    assert path.read_bytes() == SVG
    assert w.error is None


def test_where_messages_are_heard_elsewhere_the_file_is_there_when_save_returns(tmp_path, subshell, monkeypatch):
    w = Plane()
    subshell.hear(w, "hello")
    subshell.rest()
    original = w.send
    monkeypatch.setattr(
        w, "send", lambda content: (original(content), subshell.run(lambda: deliver(w, content["number"])))
    )
    assert w.save(str(tmp_path / "plane.PNG")).read_bytes() == SVG


def test_a_browser_that_does_not_answer_is_waited_for_no_longer_than_is_said(tmp_path, subshell, monkeypatch):
    monkeypatch.setattr(picture, "PATIENCE", 0.01)
    w = Plane()
    subshell.hear(w, "hello")
    subshell.rest()
    with pytest.raises(TimeoutError, match=r"did not draw the picture within 0\.01 seconds"):
        w.save(tmp_path / "plane.svg")
    deliver(w, 1)
    assert list(tmp_path.iterdir()) == []
    assert w.error is None


def test_a_damaged_picture_is_an_error_and_the_true_one_may_follow(tmp_path):
    w = Plane()
    say(w, "hello")
    path = w.save(tmp_path / "plane.svg")
    for damaged in ("%%%", 7, "abc", None):
        say(w, "call", name="deliver_picture", args={"number": 1, "data": damaged})
        assert w.error is not None
    assert not path.exists()
    deliver(w, 1)
    assert path.read_bytes() == SVG


def test_a_picture_that_nobody_asked_for_is_written_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    w = Plane()
    for number in (7, "../evil", [1], None):
        deliver(w, number)
    assert list(tmp_path.iterdir()) == []


def test_saving_from_a_handler_on_the_hearing_thread_does_not_wait_for_itself(tmp_path, subshell):
    w, saved = Plane(), threading.Event()

    def save(change):
        w.save(tmp_path / "plane.svg")
        saved.set()

    w.observe(save, "power")
    subshell.hear(w, "set", values={"power": 2})
    assert saved.wait(5)
    subshell.rest()
    assert w.error is None
