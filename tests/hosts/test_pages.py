"""Pages that other tools make of notebooks: drawn with no kernel, and the badge says so."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.lab import SCRIPT, notebook
from tests.browser.shots import shoot
from tests.browser.watch import Watch

from .acts import ACTS
from .process import BIN

NO_KERNEL = "No kernel: the last picture."
CELLS = ["import mathml_widgets as mw", *(act.make for act in ACTS)]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must ask for nothing but files."""
    with browser.new_context(viewport={"width": 1200, "height": 1000}) as context:
        page = context.new_page()
        page.add_init_script(SCRIPT)
        watch = Watch(page)
        yield page
        watch.check()


def run(folder: Path, *command: str) -> None:
    """Run a program of this environment in a folder."""
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def assert_drawn(page: Page, name: str) -> None:
    """Check that every widget is drawn, with its charts, and says that there is no kernel."""
    for number in range(len(ACTS)):
        root = page.locator(".mathml-root").nth(number)
        root.wait_for(timeout=60_000)
        root.scroll_into_view_if_needed()
        expect(root.locator(".mathml-badge")).to_have_text(NO_KERNEL)
        expect(root.locator(".mathml-readouts .mathml-numeric").first).not_to_be_empty()
    expect(page.locator(".mathml-figure-widget .bqplot > svg.svg-figure")).to_have_count(
        sum(act.charts for act in ACTS)
    )
    shoot(page, f"host {name}")


def test_a_notebook_that_nbconvert_ran_is_one_page_without_requests(page: Page, tmp_path: Path):
    (tmp_path / "reading.ipynb").write_text(json.dumps(notebook(tuple(CELLS), "python3")))
    run(tmp_path, "jupyter", "nbconvert", "--to=notebook", "--execute", "--inplace", "reading.ipynb")
    run(tmp_path, "python", "-c", "from mathml_widgets.export import to_html; to_html('reading.ipynb', 'page.html')")
    page.goto((tmp_path / "page.html").as_uri())
    assert_drawn(page, "nbconvert")


def test_sphinx_with_myst_nb_draws_the_widgets_of_a_notebook_without_requests(page: Page, tmp_path: Path):
    (tmp_path / "index.ipynb").write_text(json.dumps(notebook(("# A page", *CELLS), "python3")))
    (tmp_path / "conf.py").write_text(
        "extensions = ['myst_nb', 'mathml_widgets.sphinx']\nhtml_theme = 'alabaster'\n"
        "suppress_warnings = ['myst.header', 'toc.not_included']\nnb_execution_mode = 'force'\n"
    )
    run(tmp_path, "sphinx-build", "-q", "-b", "html", ".", "out")
    page.goto((tmp_path / "out/index.html").as_uri())
    assert_drawn(page, "sphinx")
