"""The widgets and lessons are found in JupyterLab and come into the reader's notebook."""

import json
import os

import pytest
from playwright.sync_api import expect

from mathml_widgets import catalogue

from .axe import violations
from .cells import MATRIX
from .extension import Extension
from .hand import Hand, centre
from .lab import Lab
from .shots import shoot

AT_REST = """async (shelf) => {
    let [seen, same] = [NaN, 0];
    while (same < 12) {
        await new Promise(requestAnimationFrame);
        same = shelf.scrollTop === seen ? same + 1 : 0;
        seen = shelf.scrollTop;
    }
    return seen;
}"""

NAMES = [one["name"] for one in catalogue.widgets()]


@pytest.fixture
def extension(lab: Lab) -> Extension:
    extension = Extension(lab)
    extension.clean()
    return extension


def test_the_side_bar_holds_every_widget_and_search_narrows_it(lab: Lab, extension: Extension):
    lab.open("x = 1")
    extension.open_shelf()
    assert extension.entries.locator("strong").all_text_contents() == NAMES
    expect(extension.entries.locator("svg")).to_have_count(len(NAMES))
    extension.search.fill("fibonacci")
    expect(extension.entries).to_have_count(2)
    expect(extension.shelf.get_by_role("status")).to_have_text("2 widgets")
    extension.search.fill("no such thing")
    expect(extension.entries).to_have_count(0)
    expect(extension.shelf).to_contain_text('No widget has to do with "no such thing".')
    extension.search.press("Escape")
    expect(extension.entries).to_have_count(len(NAMES))
    for theme in ("light", "dark"):
        lab.theme(theme)
        expect(lab.page.locator("#jupyterlab-splash")).to_have_count(0)
        assert violations(lab.page, ".mathml-shelf") == []
        shoot(lab.page, f"side bar {theme}")


def test_a_click_inserts_the_widget_below_the_cursor_and_shows_it(lab: Lab, extension: Extension):
    lab.open("matrix_transform = 7", "last = 1")
    extension.open_shelf()
    extension.select(0)
    extension.entry("MatrixTransform").click()
    lab.sight()
    first, second, third = extension.sources()
    assert (first, third) == ("matrix_transform = 7", "last = 1")
    # The name is taken in the notebook.
    assert second == "import mathml_widgets as mw\n\nmatrix_transform_2 = mw.MatrixTransform()\nmatrix_transform_2"
    assert extension.counts() == [None, 1, None]
    assert lab.python("matrix_transform_2.determinant") == 2.145


def test_a_name_taken_in_the_kernel_alone_is_left_to_the_reader(lab: Lab, extension: Extension):
    lab.open("")
    lab.execute("morph_spectrum = 'mine'; mw = 'mine too'")
    extension.command("insert", widget="MorphSpectrum", preset="shear")
    lab.sight()
    [source] = extension.sources()
    assert source == (
        'import mathml_widgets\n\nmorph_spectrum_2 = mathml_widgets.MorphSpectrum(preset="shear")\nmorph_spectrum_2'
    )
    assert lab.python("[morph_spectrum, mw, morph_spectrum_2.preset]") == ["mine", "mine too", "shear"]


def test_the_keyboard_alone_finds_and_inserts_a_preset(lab: Lab, extension: Extension):
    lab.open("")
    extension.open_shelf()
    expect(extension.search).to_be_focused()
    lab.page.keyboard.type("matrix nilpotent")
    lab.page.keyboard.press("ArrowDown")
    expect(extension.entries.first).to_be_focused()
    lab.page.keyboard.press("ArrowUp")
    expect(extension.search).to_be_focused()
    lab.page.keyboard.press("Tab")
    for _ in range(2):
        lab.page.keyboard.press("Tab")
    expect(extension.shelf.locator(".mathml-shelf-preset").first).to_be_focused()
    lab.page.keyboard.press("Enter")
    lab.sight()
    assert lab.python("matrix_transform.preset") == "nilpotent"


def test_a_drag_puts_the_widget_where_it_is_dropped(lab: Lab, extension: Extension):
    lab.open("first = 1", "second = 2")
    extension.open_shelf()
    mouse = lab.page.mouse
    x, y = centre(extension.entry("MatrixTransform"))
    target = lab.page.locator(".jp-Notebook .jp-Cell").nth(1).bounding_box()
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 10, y + 10)
    mouse.move(target["x"] + 200, target["y"] + target["height"] / 2, steps=8)
    expect(lab.page.locator(".mathml-shelf-dragged")).to_be_visible()
    mouse.up()
    lab.sight()
    first, inserted, second = extension.sources()
    assert (first, second) == ("first = 1", "second = 2")
    assert "mw.MatrixTransform()" in inserted
    expect(lab.page.locator(".mathml-shelf-dragged")).to_have_count(0)


def test_a_widget_that_is_dropped_takes_no_name_from_the_reader(lab: Lab, extension: Extension, hand: Hand):
    lab.open("matrix_transform = 7", "last = 1")
    lab.execute("mw = matrix_transform_2 = 'mine'")
    extension.open_shelf()
    x, y = centre(extension.entry("MatrixTransform"))
    target = centre(lab.page.locator(".jp-Notebook .jp-Cell").nth(1))
    hand.drag(extension.entry("MatrixTransform"), target[0] - x, target[1] - y)
    lab.sight()
    _, source, _ = extension.sources()
    assert source == (
        "import mathml_widgets\n\nmatrix_transform_3 = mathml_widgets.MatrixTransform()\nmatrix_transform_3"
    )
    assert lab.python("[mw, matrix_transform_2, matrix_transform_3.determinant]") == ["mine", "mine", 2.145]


def test_a_finger_drags_sideways_and_scrolls_up_and_down(lab: Lab, extension: Extension, hand: Hand):
    lab.page.set_viewport_size({"width": 1000, "height": 420})
    lab.open("first = 1", "second = 2")
    extension.open_shelf()
    hand.touch_drag(extension.entry("MorphSpectrum"), 2, -90)
    assert extension.shelf.evaluate(AT_REST) > 40
    expect(lab.page.locator(".mathml-shelf-dragged")).to_have_count(0)
    assert extension.sources() == ["first = 1", "second = 2"]
    x, y = centre(extension.entry("MorphSpectrum"))
    target = centre(lab.page.locator(".jp-Notebook .jp-Cell").nth(1))
    before = extension.shelf.evaluate("shelf => shelf.scrollTop")
    hand.touch_drag(extension.entry("MorphSpectrum"), target[0] - x, target[1] - y)
    lab.sight()
    first, inserted, second = extension.sources()
    assert (first, second) == ("first = 1", "second = 2")
    assert "mw.MorphSpectrum()" in inserted
    assert extension.shelf.evaluate("shelf => shelf.scrollTop") == before
    expect(lab.page.locator(".mathml-shelf-dragged")).to_have_count(0)


def test_a_finger_that_the_browser_takes_away_drops_nothing(lab: Lab, extension: Extension, hand: Hand):
    lab.open("first = 1")
    extension.open_shelf()
    x, y = centre(lab.page.locator(".jp-Notebook .jp-Cell").first)
    with hand.finger() as finger:
        finger("touchStart", *centre(extension.entry("MatrixTransform")))
        finger("touchMove", x / 2, y)
        finger("touchMove", x, y)
        expect(lab.page.locator(".mathml-shelf-dragged")).to_be_visible()
        finger("touchCancel")
    expect(lab.page.locator(".mathml-shelf-dragged")).to_have_count(0)
    assert extension.sources() == ["first = 1"]


def test_in_a_notebook_that_may_only_be_read_nothing_is_run_and_the_reader_is_told(
    lab: Lab, extension: Extension, hand: Hand
):
    lab.open("first = 1")
    lab.page.evaluate("rig.panel.content.model.readOnly = true")
    extension.open_shelf()
    entry = extension.entry("MatrixTransform")
    told = extension.messages.filter(has_text="This notebook may only be read")
    entry.click()
    expect(told).to_have_count(1)
    assert extension.sources() == ["first = 1"]
    x, y = centre(lab.page.locator(".jp-Notebook .jp-Cell").first)
    hand.drag(entry, x - centre(entry)[0], y - centre(entry)[1])
    expect(told).to_have_count(2)
    assert extension.counts() == [None, None]


def test_a_page_that_is_reloaded_in_the_middle_of_a_drag_has_lost_nothing(lab: Lab, extension: Extension):
    lab.open("first = 1")
    extension.open_shelf()
    x, y = centre(extension.entry("MatrixTransform"))
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    lab.page.mouse.move(x + 300, y, steps=4)
    expect(lab.page.locator(".mathml-shelf-dragged")).to_be_visible()
    lab.reopen()
    lab.page.mouse.up()
    assert extension.sources() == ["first = 1"]
    extension.open_shelf()
    extension.entry("MatrixTransform").click()
    lab.sight()


def test_the_manual_opens_beside_the_notebook_once(lab: Lab, extension: Extension):
    lab.open("x = 1")
    extension.open_shelf()
    for _ in range(2):
        extension.shelf.get_by_role("button", name="Manual of MatrixTransform").click()
        manual = lab.page.locator(".mathml-manual")
        expect(manual.get_by_role("heading", name="MatrixTransform")).to_be_visible()
    expect(manual).to_have_count(1)
    picture = manual.locator("img").first
    picture.evaluate("image => image.decode()")
    assert picture.evaluate("image => image.naturalWidth") > 100
    shoot(lab.page, "manual")


def test_a_card_opens_a_copy_with_its_data_and_another_card_leaves_it_alone(lab: Lab, extension: Extension):
    lab.open("x = 1")
    lab.page.evaluate("rig.command('launcher:create')")
    cards = lab.page.locator(".jp-LauncherCard[data-category='Mathematics for ML']")
    expect(cards).to_have_count(len(catalogue.courses()))
    shoot(lab.page, "launcher")
    cards.filter(has_text="Linear algebra").click()
    expect(extension.messages).to_contain_text('is in "linear_algebra.ipynb"')
    copied = {"lesson.ipynb", "linear_algebra.ipynb", "data/iris.csv", "data/wine.csv"}
    assert extension.files() == copied
    data = lab.server.notebooks / "data/iris.csv"
    assert data.read_bytes() == (catalogue.lessons.folder() / "data/iris.csv").read_bytes()

    data.write_text("mine")
    extension.begin("open-lesson", lesson="linear_algebra")
    expect(extension.dialog).to_contain_text('It is in "linear_algebra.ipynb"')
    extension.dialog.get_by_role("button", name="Make Another Copy").click()
    expect(extension.messages.filter(has_text="linear_algebra-2.ipynb")).to_be_visible()
    assert extension.files() == copied | {"linear_algebra-2.ipynb"}
    assert data.read_text() == "mine"


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="no folder here refuses root, too")
def test_a_folder_that_cannot_be_written_is_named(lab: Lab, extension: Extension):
    extension.settings(lessonsFolder="locked/lessons")
    (lab.server.notebooks / "locked").symlink_to("/proc/self")
    lab.open("x = 1")
    lab.watch.allow("40[03]|500")
    extension.command("open-lesson", lesson="gallery")
    expect(extension.messages).to_contain_text('No copy of the lesson could be made in "locked/lessons"')


def test_the_settings_say_where_copies_go_and_how_widgets_come(lab: Lab, extension: Extension):
    extension.settings(lessonsFolder="maths/mine", digits=5, runInserted=False, theme="dark", motion="reduced")
    lab.open("")
    lab.page.wait_for_function("document.body.dataset.mathmlMotion === 'reduced'")
    extension.command("open-lesson", lesson="gallery")
    assert "maths/mine/gallery.ipynb" in extension.files()
    lab.page.evaluate("jupyterapp.shell.activateById(rig.panel.id)")
    extension.command("insert", widget="MatrixTransform")
    assert "mw.MatrixTransform(digits=5)" in extension.sources()[0]
    assert extension.counts() == [None]
    lab.run_all()
    ground = lab.sight().root.evaluate("root => getComputedStyle(root).backgroundColor")
    assert ground == "rgb(17, 17, 17)"


def test_what_is_set_in_the_settings_editor_takes_effect_at_once(lab: Lab, extension: Extension):
    view = lab.show(MATRIX)
    ground = view.root.evaluate("root => getComputedStyle(root).backgroundColor")
    lab.page.evaluate("rig.command('settingeditor:open', { query: 'Mathematics for ML' })")
    editor = lab.page.locator(".jp-SettingsPanel")
    editor.locator("select[id$=_base]").select_option(label="e: nats")
    editor.locator("select[id$=_theme]").select_option(label="Dark")
    lab.page.wait_for_function("document.body.dataset.mathmlTheme === 'dark'")
    shoot(lab.page, "settings editor")
    lab.page.evaluate("jupyterapp.shell.activateById(rig.panel.id)")
    assert view.root.evaluate("root => getComputedStyle(root).backgroundColor") != ground
    extension.command("insert", widget="EntropyCalculator")
    assert "mw.EntropyCalculator(base=2.718281828459045)" in extension.sources()[1]
    assert lab.python("entropy_calculator.unit") == "nats"


def test_with_no_kernel_the_cell_is_inserted_and_the_reader_is_told(lab: Lab, extension: Extension):
    lab.open("x = 1", kernel="departing")
    lab.save()
    lab.reopen_without_kernel()
    extension.command("insert", widget="MatrixTransform")
    expect(extension.messages).to_contain_text("There is no kernel")
    assert extension.counts() == [None, None]
    assert "mw.MatrixTransform()" in extension.sources()[1]


def test_with_no_notebook_open_a_new_one_takes_the_widget(lab: Lab, extension: Extension):
    lab.open("x = 1")
    # JupyterLab lets go of what it was just asking the kernel of the closed notebook.
    lab.watch.allow("Canceled future for create_subshell_request")
    lab.page.evaluate("rig.panel.dispose()")
    extension.command("insert", widget="MatrixTransform")
    lab.views.first.wait_for()
    assert "Untitled.ipynb" in extension.files()


def test_every_widget_and_lesson_has_its_command_in_palette_and_menu(lab: Lab, extension: Extension):
    lab.open("x = 1")
    lab.page.evaluate("rig.command('apputils:activate-command-palette')")
    palette = lab.page.locator(".lm-CommandPalette")
    palette.locator("input").fill("Mathematics for ML")
    for name in NAMES:
        expect(palette.get_by_text(f"Insert {name}", exact=True)).to_be_visible()
    for lesson in catalogue.courses():
        expect(palette.get_by_text(f"Open a Copy of {lesson['title']}", exact=True)).to_have_count(1)
    lab.page.keyboard.press("Escape")
    lab.page.locator(".lm-MenuBar-itemLabel").get_by_text("Mathematics", exact=True).click()
    menu = lab.page.locator(".lm-Menu")
    expect(menu).to_contain_text("Reset All Widgets")
    shoot(lab.page, "menu")
    menu.get_by_text("Linear algebra", exact=True).click()
    lab.page.locator(".lm-Menu").last.get_by_text("Insert MorphSpectrum").click()
    lab.sight()
    assert "mw.MorphSpectrum()" in extension.sources()[1]


def test_the_words_are_german_where_jupyterlab_is(lab: Lab, extension: Extension):
    folder = lab.server.folder / "user_settings" / "@jupyterlab" / "translation-extension"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plugin.jupyterlab-settings").write_text(json.dumps({"locale": "de_DE"}))
    lab.open(MATRIX)
    extension.open_shelf()
    expect(extension.shelf.get_by_role("heading", name="Lineare Algebra")).to_be_visible()
    expect(extension.search).to_have_attribute("placeholder", "Suche: matrix, entropy …")
    expect(lab.page.locator(".lm-MenuBar")).to_contain_text("Mathematik")
