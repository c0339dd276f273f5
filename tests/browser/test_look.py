"""Themes, widths, and what shuts nobody out."""

import pytest
from playwright.sync_api import Locator, expect

from .axe import violations
from .cells import COMPANION, MATRIX
from .hand import Hand
from .lab import THEMES, Lab
from .shots import shoot

WIDTHS = [320, 560, 900, 1200]


def colour(of: Locator, name: str) -> str:
    """Return a computed colour of an element."""
    return of.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def test_a_change_of_theme_changes_the_colours_of_what_is_drawn_at_once(lab: Lab):
    view = lab.show(MATRIX, COMPANION)
    chart = lab.page.locator(".mathml-figure path.line").first
    parts = {
        "ground": (view.root, "backgroundColor"),
        "text": (view.root, "color"),
        "ring": (view.ring("first"), "stroke"),
        "area": (view.picture.locator("path.mathml-area"), "fill"),
        "label": (view.picture.locator(".mathml-label").first, "fill"),
        "axis": (view.picture.locator(".mathml-input-grid .mathml-grid-axis").first, "stroke"),
        "number": (view.entry(1, 1), "color"),
        "curve": (chart, "stroke"),
    }
    seen = {}
    for theme in THEMES:
        lab.theme(theme)
        view.still()
        seen[theme] = {name: colour(*part) for name, part in parts.items()}
        shoot(lab.sight(0).root, f"matrix transform {theme}")
        shoot(lab.page.locator(".mathml-figure-widget"), f"morph spectrum {theme}")
    for name in parts:
        assert seen["light"][name] != seen["dark"][name], name
    assert seen["light"]["ground"] == "rgb(255, 255, 255)"
    assert seen["light"]["ring"] == "rgb(0, 114, 178)"
    assert seen["high contrast"]["axis"] != seen["dark"]["axis"]
    lab.theme("light")
    assert {name: colour(*part) for name, part in parts.items()} == seen["light"]


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_any_state_of_our_views(lab: Lab, hand: Hand, theme: str):
    view = lab.show(MATRIX, COMPANION)
    lab.theme(theme)
    lab.sight(1)
    assert violations(lab.page) == []
    lab.execute(
        "w.layers = ['grid', 'unit square', 'circle', 'letter', 'singular', 'eigen', 'probe']\n"
        "w.constraint = 'rotation'\n"
        "w.lock('snap')\n"
        "w.lesson([{'say': 'Look.', 'ask': 'change_of_area'}, {'say': 'Again.'}])"
    )
    view.button("Hint").click()
    view.type(1, 1, "1/0")
    expect(view.field_error).to_be_visible()
    assert violations(lab.page) == []
    view.field.press("Escape")
    view.button("grows").click()
    lab.execute("w.present = True")
    lab.forge("w", {"method": "update", "state": {"determinant": 7}})
    expect(view.alert).not_to_be_empty()
    assert violations(lab.page) == []
    shoot(view.root, f"question answered {theme}")


def test_nothing_overflows_or_overlaps_at_any_width(lab: Lab):
    view = lab.show(MATRIX, COMPANION)
    chart = lab.sight(1)
    for state in ("", "w.ask('change_of_area')", "w.lesson([{'say': 'Look at the ' + 'very ' * 20 + 'end.'}])"):
        lab.execute(state)
        for width in WIDTHS:
            lab.page.add_style_tag(content=f".jp-OutputArea-output > .lm-Widget {{ width: {width}px !important }}")
            assert view.root.bounding_box()["width"] == pytest.approx(width, abs=12)
            view.still()
            assert view.root.evaluate("root => rig.collisions(root)") == [], (state, width)
            assert chart.root.evaluate("root => rig.collisions(root)") == [], (state, width)
            if not state:
                shoot(view.root, f"matrix transform {width} px")
                shoot(lab.page.locator(".mathml-figure-widget"), f"morph spectrum {width} px")


def test_controls_are_large_enough_to_hit(lab: Lab):
    view = lab.show(MATRIX)
    target = view.handle("first").locator(".mathml-handle-target").bounding_box()
    assert min(target["width"], target["height"]) >= 30
    sizes = view.root.locator("button:visible, select:visible, input[type=range]").evaluate_all(
        "all => all.map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])"
    )
    assert len(sizes) > 10
    assert [one for one in sizes if one[1] < 24] == []
