"""A notebook as one page that shows its widgets with no kernel, while every request is refused."""

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from mathml_widgets.export import to_html

from .cells import COMPANION, MATRIX
from .lab import SCRIPT, Lab
from .shots import shoot
from .sight import Sight
from .watch import Watch

WORDS = r"""# A page

The length is $\sqrt{x^2 + y^2}$, not `$code$`, and

$$\begin{pmatrix}1 & 2\\3 & 4\end{pmatrix} v.$$
"""
NO_KERNEL = "No kernel: the last picture."


@pytest.fixture
def page(context: BrowserContext):
    """A page that asks for files and nothing else."""
    page = context.new_page()
    page.add_init_script(SCRIPT)
    watch, asked = Watch(page), []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    page.close()
    watch.check()
    assert {url.partition(":")[0] for url in asked} <= {"file", "blob", "data"}


def written(*cells: str) -> nbformat.NotebookNode:
    """Return a notebook with some words and code."""
    cells = [nbformat.v4.new_markdown_cell(WORDS), *map(nbformat.v4.new_code_cell, cells)]
    return nbformat.v4.new_notebook(cells=cells)


def view(page: Page, number: int = 0) -> Sight:
    """Return a view when it is drawn."""
    root = page.locator(".mathml-root").nth(number)
    root.wait_for()
    root.scroll_into_view_if_needed()
    return Sight(root)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_draws_both_kinds_of_widgets_and_says_that_there_is_no_kernel(page: Page, tmp_path: Path, theme: str):
    notebook = written(MATRIX, COMPANION, "w.matrix = [[2, 1], [1, 3]]")
    page.goto(to_html(notebook, tmp_path / "page.html", execute=True, theme=theme).as_uri())
    own, chart = view(page), view(page, 1)
    expect(own.badge).to_have_text(NO_KERNEL)
    expect(chart.badge).to_have_text(NO_KERNEL)
    expect(own.number("determinant")).to_have_text("5.000")
    expect(page.locator(".mathml-figure path.line")).to_have_count(5)
    expect(own.menu("Preset")).to_have_attribute("aria-disabled", "true")
    assert page.evaluate("document.querySelectorAll('.jp-RenderedMarkdown math').length") == 2
    expect(page.locator(".jp-RenderedMarkdown code")).to_have_text("$code$")
    page.evaluate("scrollTo(0, 0)")
    shoot(page, f"page {theme}")


def test_a_path_that_the_page_holds_is_played(page: Page, tmp_path: Path):
    page.goto(to_html(written(MATRIX), tmp_path / "page.html", execute=True).as_uri())
    own = view(page)
    own.still()
    area = own.picture.locator("path.mathml-area")
    drawn = area.get_attribute("d")
    own.button("Play the path from the identity").click()
    page.wait_for_function("drawn => document.querySelector('path.mathml-area').getAttribute('d') !== drawn", arg=drawn)
    own.still()
    assert area.get_attribute("d") == drawn


def test_what_jupyterlab_saved_is_what_the_page_shows(lab: Lab, page: Page, tmp_path: Path):
    seen = lab.show(MATRIX)
    seen.type(1, 1, "1/4")
    lab.wait_python("w.matrix[0, 0]", 0.25)
    number = "0.583"
    expect(seen.number("determinant")).to_have_text(number)
    lab.save()

    page.goto(to_html(lab.file, tmp_path / "page.html").as_uri())
    shown = view(page)
    expect(shown.badge).to_have_text(NO_KERNEL)
    expect(shown.number("determinant")).to_have_text(number)


def test_each_widget_of_a_page_shows_its_own_state(page: Page, tmp_path: Path):
    cells = [
        "import mathml_widgets as mw\nmw.MatrixTransform([[2, 0], [0, 3]])",
        "mw.MatrixTransform([[1, 0], [0, 7]])",
    ]
    page.goto(to_html(written(*cells), tmp_path / "page.html", execute=True).as_uri())
    expect(view(page).number("determinant")).to_have_text("6.000")
    expect(view(page, 1).number("determinant")).to_have_text("7.000")
