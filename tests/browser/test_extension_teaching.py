"""A teacher walks the class through a lesson and shows a widget large."""

import pytest
from playwright.sync_api import expect

from .axe import violations
from .cells import COMPANION, MATRIX
from .extension import LESSON, Extension
from .hand import Hand
from .lab import Lab
from .shots import shoot


@pytest.fixture
def extension(lab: Lab) -> Extension:
    return Extension(lab)


def test_the_outline_walks_through_the_lesson_of_the_notebook(lab: Lab, extension: Extension):
    lab.show(MATRIX, COMPANION)
    extension.open_shelf()
    expect(extension.outline).to_be_hidden()
    lab.execute(LESSON)
    outline = extension.outline
    expect(outline.locator("li")).to_have_text(["A shear.", "A flip? (asks)", "A turn."])
    outline.get_by_role("button", name="Next").click()
    lab.wait_python("[w.lesson_step, w.question]", [1, "sign_of_determinant"])
    expect(outline.locator("[aria-current]")).to_have_text("A flip? (asks)")
    assert violations(lab.page, ".mathml-outline") == []
    shoot(lab.page, "outline")
    outline.get_by_role("button", name="Reveal").click()
    lab.wait_python("w.question", "")
    lab.page.keyboard.press("ArrowDown")
    lab.wait_python("w.lesson_step", 2)
    outline.get_by_role("button", name="A shear.").click()
    lab.wait_python("w.lesson_step", 0)


def test_shortcuts_walk_from_the_notebook(lab: Lab, extension: Extension):
    lab.show(MATRIX)
    lab.execute(LESSON)
    extension.select(0)
    lab.page.locator(".jp-Notebook").focus()
    lab.page.keyboard.press("Alt+Shift+ArrowRight")
    lab.wait_python("w.lesson_step", 1)
    lab.page.keyboard.press("Alt+Shift+ArrowUp")
    lab.wait_python("w.question", "")
    lab.page.keyboard.press("Alt+Shift+ArrowLeft")
    lab.wait_python("w.lesson_step", 0)


def test_present_fills_the_page_keeps_a_ghost_and_gives_everything_back(lab: Lab, extension: Extension, hand: Hand):
    lab.page.set_viewport_size({"width": 1280, "height": 720})
    lab.show(MATRIX)
    extension.select(0)
    extension.command("present")
    stage = extension.stage
    view = stage.locator(".jp-OutputArea .mathml-root.mathml-present")
    view.locator(".mathml-ring").first.wait_for()
    lab.wait_python("w.present", True)
    box = stage.bounding_box()
    assert (box["width"], box["height"]) == (1280, 720)
    assert lab.page.evaluate("jupyterapp.shell.node.inert") is True
    picture = view.locator("svg.mathml-picture")
    picture.evaluate("picture => rig.still(picture)")
    lab.page.wait_for_function("at => performance.now() > at", arg=lab.page.evaluate("performance.now() + 700"))
    before = picture.locator("path.mathml-area").get_attribute("d")
    expect(stage.locator(".mathml-ghost-layer")).to_have_count(0)
    hand.drag(view.locator('.mathml-handle[data-name="first"]'), 60, -40)
    ghost = stage.locator(".mathml-ghost-layer")
    expect(ghost).to_have_count(1)
    assert ghost.locator("path.mathml-area").get_attribute("d") == before
    assert ghost.locator("svg.mathml-picture").bounding_box() == picture.bounding_box()
    lab.wait_python("w.matrix[0][0] > 1.5", True)
    shoot(lab.page, "present")
    lab.page.keyboard.press("g")
    expect(ghost).to_have_count(0)
    lab.page.keyboard.press("Escape")
    expect(stage).to_have_count(0)
    lab.wait_python("w.present", False)
    assert lab.page.evaluate("jupyterapp.shell.node.inert") is False
    assert lab.python("w.matrix[0][0] > 1.5") is True


def test_an_answer_that_changes_no_picture_leaves_no_ghost(lab: Lab, extension: Extension):
    lab.show(MATRIX, kernel="no_subshells")
    extension.select(0)
    stage = extension.stage
    with lab.busy():
        extension.command("present")
        stage.locator(".mathml-present .mathml-ring").first.wait_for()
        expect(stage.locator(".mathml-badge")).to_contain_text("Kernel busy")
    lab.wait_python("w.present", True)
    expect(stage.locator(".mathml-badge")).to_be_hidden()
    expect(stage.locator(".mathml-ghost-layer")).to_have_count(0)


def test_a_frozen_stage_stands_still_while_the_widget_moves_beneath(lab: Lab, extension: Extension):
    view = lab.show(MATRIX)
    extension.select(0)
    extension.command("present")
    stage = extension.stage
    live = stage.locator(".mathml-scene > :not(.mathml-frozen) .mathml-root:not([style])").first
    stage.locator(".mathml-present .mathml-ring").first.wait_for()
    stage.get_by_role("button", name="Freeze").click()
    frozen = stage.locator(".mathml-frozen")
    expect(frozen).to_contain_text("1.83")
    lab.execute("w.matrix = [[7, 0], [0, 7]]")
    expect(live).to_contain_text("49")
    expect(frozen).to_contain_text("1.83")
    assert stage.evaluate("stage => stage.contains(document.activeElement)")
    stage.get_by_role("button", name="Freeze").click()
    expect(frozen).to_have_count(0)
    stage.get_by_role("button", name="Spotlight").click()
    lab.page.mouse.move(300, 400)
    assert stage.evaluate("stage => getComputedStyle(stage, '::after').backgroundImage").startswith("radial-gradient")
    assert stage.evaluate("stage => stage.style.getPropertyValue('--mathml-spot-x')") == "300px"
    shoot(lab.page, "spotlight")
    stage.get_by_role("button", name="Close").click()
    expect(stage).to_have_count(0)
    expect(view.number("determinant")).to_have_text("49.000")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_stage_is_accessible_and_walks_by_page_keys(lab: Lab, extension: Extension, theme: str):
    lab.show(MATRIX)
    lab.theme(theme)
    lab.execute(LESSON)
    extension.select(0)
    extension.command("present")
    extension.stage.locator(".mathml-present .mathml-lesson").wait_for()
    lab.page.keyboard.press("PageDown")
    lab.wait_python("w.lesson_step", 1)
    lab.page.keyboard.press("a")
    lab.wait_python("w.question", "")
    lab.page.keyboard.press("PageUp")
    lab.wait_python("w.lesson_step", 0)
    assert violations(lab.page, ".mathml-stage-bar") == []
    shoot(extension.stage, f"stage {theme}")
    extension.command("present")
    expect(extension.stage).to_have_count(0)


def test_a_cell_with_no_widget_is_not_presented(lab: Lab, extension: Extension):
    lab.open("x = 1")
    extension.command("present")
    expect(extension.messages).to_contain_text("Select a cell that shows a widget")
    expect(extension.stage).to_have_count(0)
