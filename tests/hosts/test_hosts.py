"""The widgets in every host, moved by hand: Python holds what the hand did, and the view shows Python's answer."""

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand
from tests.browser.shots import shoot

from .acts import ACTS, Act
from .conftest import Reading


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_python_holds_what_the_hand_did_and_the_view_shows_the_answer(reading: Reading, hand: Hand, act: Act):
    if act not in reading.acts:
        plain = reading.page.get_by_text("Jupyter widgets are not supported in marimo")
        expect(plain.first).to_be_visible(timeout=60_000)
        return
    view = reading.sight(act)
    expected = act.move(hand, view, lambda: reading.told(act))
    reading.wait_told(act, expected)
    act.check(view, reading.told(act))
    expect(view.badge).to_be_hidden()
    expect(view.alert).to_be_hidden()
    if act.charts:
        box = view.root.locator("xpath=ancestor::*[contains(@class, 'mathml-figure-widget')]")
        expect(box.locator(".bqplot > svg.svg-figure")).to_have_count(act.charts)
    shoot(reading.page, f"host {reading.host.name} {act.name}")


def test_the_page_makes_no_error_and_asks_no_other_host(reading: Reading):
    reading.watch.check()
