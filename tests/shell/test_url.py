"""A link recreates the widget; a hostile one is an error in words."""

import base64
import json
import zlib

import numpy as np
import pytest
from traitlets import Unicode

from mathml_widgets.shell import given
from mathml_widgets.shell.state import FRAGMENT, LONGEST_LINK
from tests.shell.samples import Plane


def forged(content):
    packed = zlib.compress(content if isinstance(content, bytes) else json.dumps(content).encode())
    return FRAGMENT + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def inside(url):
    payload = url.rpartition(FRAGMENT)[2]
    return json.loads(zlib.decompress(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))))


def test_a_link_brings_the_same_widget_back():
    w = Plane([[2, 0], [0, 3]], title="<b>&amp;", digits=7)
    w.lock("vector")
    w.hide("readouts")
    url = w.to_url("https://example.org/lab/index.html?path=a")
    assert url.startswith("https://example.org/lab/index.html?path=a#mathml=")
    again = Plane.from_url(url)
    assert again.state == w.state


def test_a_link_holds_only_what_differs_from_a_new_widget():
    assert inside(Plane().to_url()) == {"widget": "Plane", "version": 1, "given": {}, "interface": {}}
    assert inside(Plane(power=2).to_url())["given"] == {"power": 2}


def test_a_link_of_a_widget_with_a_default_preset_brings_its_values_back():
    class Sheared(Plane):
        preset = given(Unicode("shear"))

    for w in (Sheared(), Sheared(np.eye(2)), Sheared(preset="double"), Sheared(preset="")):
        again = Sheared.from_url(w.to_url())
        assert again.state == w.state


def test_guesses_questions_and_attempts_are_private():
    w = Plane(guesses={"area": 3})
    w.ask("growth")
    w.answer("yes")
    w.held = "tip"
    shared = json.dumps(inside(w.to_url()))
    for private in ("guess", "growth", "attempt", "tip", "held"):
        assert private not in shared


def test_a_link_has_only_letters_that_survive_mail_and_markup():
    url = Plane(title='"><script>alert(1)</script>').to_url()
    assert set(url) <= set("#=-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def test_a_link_that_would_be_too_long_is_refused_by_length():
    w = Plane(points=np.random.default_rng(0).normal(size=(1000, 2)))
    with pytest.raises(ValueError, match=r"the link must be at most 8,000 characters, got \d\d,\d\d\d"):
        w.to_url()


BOMB = base64.urlsafe_b64encode(zlib.compress(b"[" * 200_000_000, 9)[: LONGEST_LINK // 2]).decode()
HOSTILE = {
    "no text": None,
    "empty": "",
    "another page": "https://example.org/",
    "nothing behind the sign": FRAGMENT,
    "no base64": FRAGMENT + "%%%",
    "not ascii": FRAGMENT + "é" * 8,
    "not packed": FRAGMENT + "AAAA",
    "cut short": Plane().to_url()[:-6],
    "no json": forged(b"state"),
    "not utf-8": forged(b"\xff\xfe\xff"),
    "deep nesting": forged(b"[" * 100_000),
    "a bomb": FRAGMENT + BOMB,
    "a state too large for memory": forged(
        json.dumps(Plane(title="b").state).replace('"b"', f'"{"a" * 3_000_000}"').encode()
    ),
    "a huge number": forged(b"1" * 10_000),
    "markup": "<img src=x onerror=alert(1)>",
    "a list": forged([1, 2]),
    "another widget": forged({"widget": "Coin", "version": 1, "given": {}}),
    "a newer version": forged({"widget": "Plane", "version": 99, "given": {}}),
    "a derived trait": forged({"widget": "Plane", "version": 1, "given": {"determinant": 1}}),
}


@pytest.mark.parametrize("url", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_link_is_a_short_value_error(url):
    with pytest.raises(ValueError, match="must") as refusal:
        Plane.from_url(url)
    assert len(str(refusal.value)) < 200


def test_a_link_longer_than_any_of_ours_is_not_even_read():
    with pytest.raises(ValueError, match=r"url must have at most 8,000 characters, got 8,009"):
        Plane.from_url(FRAGMENT + "A" * 8_001)
