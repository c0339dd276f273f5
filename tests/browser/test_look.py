"""Themes, widths, and what shuts nobody out."""

import pytest
from playwright.sync_api import Locator, expect

from .axe import violations
from .cells import COMPANION, MATRIX
from .lab import THEMES, Lab
from .shots import shoot
from .sight import Sight

TALL = {"width": 1400, "height": 1700}

WIDTHS = [320, 560, 900, 1200]

STATES = {
    "plain": "w.withdraw(); w.lesson_steps = []",
    "asked": "w.ask('change_of_area')",
    "taught": "w.withdraw(); w.lesson([{'say': 'Look at the ' + 'very ' * 20 + 'end.'}])",
}


def colour(of: Locator, name: str) -> str:
    """Return a computed colour of an element."""
    return of.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def test_a_change_of_theme_changes_the_colours_of_what_is_drawn_at_once(lab: Lab):
    view = lab.show(MATRIX, COMPANION)
    lab.page.set_viewport_size(TALL)
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


def test_axe_finds_nothing_in_our_views_in_any_theme(lab: Lab):
    view = lab.show(MATRIX, COMPANION)
    lab.page.set_viewport_size(TALL)

    def check(state: str) -> None:
        for theme in THEMES:
            lab.theme(theme)
            assert violations(lab.page) == [], (state, theme)
            shoot(view.root, f"{state} {theme}")

    check("plain")
    lab.execute(
        "w.layers = ['grid', 'unit square', 'circle', 'letter', 'singular', 'eigen', 'probe']\n"
        "w.constraint = 'rotation'\n"
        "w.lock('snap')\n"
        "w.lesson([{'say': 'Look.', 'ask': 'change_of_area'}, {'say': 'Again.'}])"
    )
    view.button("Hint").click()
    view.type(1, 1, "1/0")
    expect(view.field_error).to_be_visible()
    check("a question and a refused entry")
    view.field.press("Escape")
    view.button("grows").click()
    lab.execute("w.present = True")
    lab.forge("w", {"method": "update", "state": {"determinant": 7}})
    expect(view.alert).not_to_be_empty()
    check("a verdict and an error in present mode")


def test_at_any_width_nothing_overflows_or_overlaps_and_all_controls_can_be_hit(lab: Lab):
    view = lab.show(MATRIX, COMPANION)
    lab.page.set_viewport_size(TALL)
    chart = lab.sight(1)
    for width in WIDTHS:
        lab.page.add_style_tag(content=f".jp-OutputArea-output > .lm-Widget {{ width: {width}px !important }}")
        for state in STATES:
            lab.execute(STATES[state])
            assert view.root.bounding_box()["width"] == pytest.approx(width, abs=12)
            view.still()
            assert view.root.evaluate("root => rig.collisions(root)") == [], (state, width)
            assert chart.root.evaluate("root => rig.collisions(root)") == [], (state, width)
            assert narrow_controls(view) == [], (state, width)
            shoot(view.root, f"matrix transform {width} px {state}")
        shoot(lab.page.locator(".mathml-figure-widget"), f"morph spectrum {width} px")


def narrow_controls(view: Sight) -> list[list]:
    """Return what is less than 24 px high or wide, and rings that are less than 30 px across."""
    return view.root.evaluate(
        """root => [...root.querySelectorAll("button, select, input, .mathml-handle-target")]
            .filter((one) => one.checkVisibility())
            .map((one) => [one, one.getBoundingClientRect()])
            .filter(([one, { width, height }]) =>
                Math.min(width, height) < (one.matches(".mathml-handle-target") ? 29.9 : 24))
            .map(([one, { width, height }]) => [one.outerHTML.slice(0, 80), width, height])"""
    )
