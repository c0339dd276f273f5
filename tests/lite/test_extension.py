"""JupyterLab's side of the package where no server answers: lessons, side bar and links in JupyterLite."""

import json

import pytest
from playwright.sync_api import expect

import mathml_widgets as mw
from js.lite.fetch import ROOT

from ..browser.extension import Extension
from ..browser.shots import shoot
from .reader import Reader

LESSON = "linear_algebra"

CONTENT = """async ([path, options]) =>
    (await jupyterapp.serviceManager.contents.get(path, { content: true, ...options })).content"""


@pytest.fixture
def extension(reader: Reader) -> Extension:
    reader.write("first = 1")
    return Extension(reader)


def sources(notebook: dict) -> list[str]:
    """What stands in the cells, whichever way it is written."""
    return ["".join(cell["source"]) for cell in notebook["cells"]]


def test_a_card_opens_a_copy_with_its_data_in_the_browsers_storage(reader: Reader, extension: Extension):
    reader.page.evaluate("rig.command('launcher:create')")
    cards = reader.page.locator(".jp-LauncherCard[data-category='Mathematics for ML']")
    cards.filter(has_text="Linear algebra").click()
    # The site itself has the lesson where its reader begins.
    expect(extension.dialog).to_contain_text(f'It is in "{LESSON}.ipynb"')
    extension.dialog.get_by_role("button", name="Make Another Copy").click()
    expect(extension.messages.filter(has_text=f'is in "{LESSON}-2.ipynb"')).to_be_visible()
    reader.page.evaluate(f"rig.path = '{LESSON}-2.ipynb'")
    reader.page.wait_for_function("rig.panel?.context.isReady")
    shoot(reader.page, "lite-extension-lesson")

    # JupyterLite asks the server, too, what is in a folder that its reader has made.
    reader.watch.allow(r"404 .*/api/contents/mine/.*all\.json")
    extension.command("open-lesson", lesson=LESSON, cwd="mine/lessons")
    expect(extension.messages.filter(has_text=f'is in "mine/lessons/{LESSON}.ipynb"')).to_be_visible()
    original = json.loads((ROOT / f"notebooks/{LESSON}.ipynb").read_text())
    for copy in (f"{LESSON}-2.ipynb", f"mine/lessons/{LESSON}.ipynb"):
        assert sources(reader.page.evaluate(CONTENT, [copy, {}])) == sources(original)
    iris = reader.page.evaluate(CONTENT, ["mine/lessons/data/iris.csv", {"type": "file", "format": "text"}])
    assert iris == (ROOT / "notebooks/data/iris.csv").read_text()


def test_the_side_bar_inserts_a_widget_that_the_pages_python_runs(reader: Reader, extension: Extension):
    extension.open_shelf()
    extension.entry("MatrixTransform").click()
    view = reader.sight()
    expect(view.number("determinant")).to_have_text("2.145")
    assert reader.python("matrix_transform.determinant") == 2.145
    assert extension.sources()[0] == "first = 1"
    shoot(reader.page, "lite-extension-side-bar")
    extension.shelf.get_by_role("button", name="Manual of MatrixTransform").click()
    manual = reader.page.locator(".mathml-manual")
    expect(manual.get_by_role("heading", name="MatrixTransform")).to_be_visible()
    assert manual.locator("img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100


def test_a_link_that_opens_the_site_puts_its_cell_into_a_notebook(reader: Reader, extension: Extension):
    link = mw.MatrixTransform([[0, 1], [1, 0]]).to_url()
    reader.page.goto(f"{reader.host.url}/lab/index.html?reset{link}", wait_until="commit")
    expect(extension.dialog).to_contain_text("Nothing has been run yet.")
    assert "mathml=" not in reader.page.url
    shoot(reader.page, "lite-extension-link")
    extension.dialog.get_by_role("button", name="Run the Cell").click()
    expect(reader.sight().number("determinant")).to_have_text("−1.000")


def test_a_copied_link_leads_back_to_the_site(reader: Reader, extension: Extension):
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    extension.command("insert", widget="MatrixTransform")
    reader.sight()
    extension.command("copy", form="link")
    link = reader.page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{reader.host.url}/lab") and link.endswith(reader.python("matrix_transform.to_url()"))
    assert reader.page.request.get(link.partition("#")[0]).ok
