"""An extension that is switched off while it is in use takes everything with it, and leaves the widgets alone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from .cells import MATRIX
from .extension import LESSON, Extension
from .hand import Hand
from .lab import Lab

PLUGINS = ("mathml-widgets:plugin", "mathml-widgets:pictures")
TRACES = Path(__file__).with_name("traces.js").read_text()

CARDS = ".jp-LauncherCard[data-category='Mathematics for ML']"

FOUND = """() => ({
    commands: jupyterapp.commands.listCommands().filter((id) => id.startsWith("mathml-widgets:")),
    menus: [...document.querySelectorAll(".lm-MenuBar-itemLabel")].map((label) => label.textContent),
    bars: [...jupyterapp.shell.widgets("left")].map((widget) => widget.id),
    styles: [...document.querySelectorAll("head style")].filter((s) => s.textContent.includes(".mathml-shelf")).length,
    extensions: [...jupyterapp.docRegistry.widgetExtensions("Notebook")].length,
    marks: Object.keys(document.body.dataset).filter((name) => name.startsWith("mathml")),
    inert: jupyterapp.shell.node.inert,
})"""


@pytest.fixture
def extension(lab: Lab) -> Extension:
    extension = Extension(lab)
    extension.clean()
    return extension


def switch(lab: Lab, on: bool) -> None:
    """Switch both plugins on or off."""
    for name in PLUGINS:
        lab.page.evaluate(
            "([verb, id]) => jupyterapp[verb](id)", ["activatePlugin" if on else "deactivatePlugin", name]
        )


def in_palette(lab: Lab) -> int:
    """Count the commands of the extension that the palette offers."""
    lab.page.evaluate("rig.command('apputils:activate-command-palette')")
    palette = lab.page.locator(".lm-CommandPalette")
    palette.locator("input").fill("Mathematics for ML Insert")
    found = palette.locator(".lm-CommandPalette-item").filter(has_text="Insert MatrixTransform").count()
    lab.page.keyboard.press("Escape")
    return found


def test_what_is_switched_off_in_use_leaves_no_command_widget_listener_or_style(
    lab: Lab, extension: Extension, hand: Hand
):
    extension.settings(theme="dark", motion="reduced")
    view = lab.show(MATRIX)
    lab.page.wait_for_function("document.body.dataset.mathmlTheme === 'dark'")
    lab.page.evaluate("rig.command('launcher:create')")
    expect(lab.page.locator(".jp-LauncherCard").first).to_be_visible()
    lab.page.evaluate("jupyterapp.shell.activateById(rig.panel.id)")
    lab.page.evaluate(TRACES, "extensions/mathml-widgets/")
    there, cards = lab.page.evaluate(FOUND), lab.page.locator(CARDS).count()
    assert cards > 0
    assert in_palette(lab) == 1

    switch(lab, on=False)
    expect(lab.page.locator(CARDS)).to_have_count(0)  # the launcher draws itself anew some time later
    gone = lab.page.evaluate(FOUND)
    assert {name for name in there if there[name] == gone[name]} == {"inert"}
    assert (gone["commands"], gone["styles"], gone["marks"]) == ([], 0, [])
    assert set(there["menus"]) - set(gone["menus"]) == {"Mathematics"}
    assert set(there["bars"]) - set(gone["bars"]) == {"mathml-widgets-shelf"}
    assert there["extensions"] - gone["extensions"] == 2
    assert in_palette(lab) == 0

    switch(lab, on=True)
    expect(lab.page.locator(CARDS)).to_have_count(cards)
    assert lab.page.evaluate(FOUND) == there
    lab.execute(LESSON)
    extension.open_shelf()
    expect(extension.outline.locator("li")).to_have_count(3)
    extension.search.fill("matrix")
    extension.select(0)
    extension.command("present")
    extension.stage.locator(".mathml-present .mathml-lesson").wait_for()
    lab.wait_python("w.present", True)
    assert {"MutationObserver", "ResizeObserver", "signal"} <= set(lab.page.evaluate("traces()"))

    switch(lab, on=False)
    assert lab.page.evaluate("traces()") == []
    expect(lab.page.locator(CARDS)).to_have_count(0)
    assert lab.page.evaluate(FOUND) == gone
    expect(extension.stage).to_have_count(0)
    lab.wait_python("w.present", False)
    lab.execute("w.unlock()")
    hand.press(view.handle("first"), "Home")
    lab.wait_python("w.matrix[:, 0]", [1, 0])


def test_a_drag_from_a_side_bar_that_is_switched_off_ends(lab: Lab, extension: Extension, hand: Hand):
    lab.open("first = 1")
    lab.page.evaluate(TRACES, "extensions/mathml-widgets/")
    extension.open_shelf()
    target = lab.page.locator(".jp-Notebook .jp-Cell").first.bounding_box()
    with hand.hold(extension.entry("MatrixTransform")) as grasp:
        grasp.move(40, 0)
        expect(lab.page.locator(".mathml-shelf-dragged")).to_be_visible()
        assert "listener for pointermove" in lab.page.evaluate("traces()")
        switch(lab, on=False)
        expect(lab.page.locator(".mathml-shelf-dragged")).to_have_count(0)
        assert [trace for trace in lab.page.evaluate("traces()") if trace.startswith("listener")] == []
        lab.page.mouse.move(target["x"] + 200, target["y"] + 10)
    assert extension.sources() == ["first = 1"]
