"""One widget alone in a page, with the smallest kernel that can serve it."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

import mathml_widgets as mw
from js.lite.fetch import ROOT
from js.lite.pages import class_name, has_own_view

from ..browser.shots import shoot
from .reader import Reader
from .test_lessons import drive

STEMS = sorted(path.stem for path in (ROOT / "mathml_widgets/widgets").glob("[a-z]*.py"))

NOTEBOOK_ONLY = ("ipython", "jedi", "pygments", "micropip", "piplite")


def embedded(reader: Reader, stem: str, state: str = "") -> None:
    """Open a widget's own page."""
    reader.page.goto(f"{reader.host.url}/embed/{stem}.html{state and '?state=' + quote(state)}")


@pytest.mark.parametrize("stem", STEMS)
def test_a_widget_alone_is_drawn_and_answers_a_hand(reader: Reader, stem: str):
    embedded(reader, stem)
    expect(reader.views.first).to_be_visible(timeout=60_000)
    expect(reader.page.locator("#told")).to_have_count(0)
    view = reader.sight()
    if not has_own_view(stem):
        expect(reader.page.locator(".bqplot svg path[d^=M], svg.bqplot path[d^=M]").first).to_be_visible()
    before = view.root.inner_html()
    drive(reader, view)
    reader.page.wait_for_function("before => document.querySelector('.mathml-root').innerHTML !== before", arg=before)
    expect(view.alert).to_be_empty()
    expect(view.badge).to_be_hidden()
    shoot(reader.page, f"lite-embed-{class_name(stem)}")


def test_the_state_of_a_link_is_shown(reader: Reader):
    link = mw.MatrixTransform([[2, 1], [1, 3]], power=2).to_url()
    embedded(reader, "matrix_transform", link.partition("#mathml=")[2])
    expect(reader.views).to_have_count(1)
    expect(reader.sight().number("determinant")).to_have_text("25.000")


@pytest.mark.parametrize("state", [{"matrix": [[4, 0], [0, 2]]}, mw.MatrixTransform([[4, 0], [0, 2]]).state])
def test_a_state_may_be_json(reader: Reader, state: dict):
    embedded(reader, "matrix_transform", json.dumps(state))
    expect(reader.views).to_have_count(1)
    expect(reader.sight().number("determinant")).to_have_text("8.000")


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("rubbish", "url must hold a state made by to_url"),
        ("{", "state must be JSON or made by to_url"),
        ('{"matri": [[1, 0], [0, 1]]}', "did you mean 'matrix'?"),
        ('{"matrix": "<img src=x onerror=alert(1)>"}', "matrix"),
        ('{"widget": "MatrixTransform", "version": 99, "given": {}}', "made by a newer mathml_widgets"),
        ('{"widget": "Other", "version": 1, "given": {}}', "state must be that of a MatrixTransform"),
        ("A" * 9000, "at most 8,000 characters"),
    ],
)
def test_a_state_that_cannot_be_shown_is_refused_with_its_reason(reader: Reader, state: str, told: str):
    embedded(reader, "matrix_transform", state)
    expect(reader.page.get_by_role("alert")).to_contain_text(told)
    expect(reader.views).to_have_count(0)


def test_the_kernel_of_a_widget_alone_loads_no_notebook_and_no_charts(stranger: Reader):
    embedded(stranger, "matrix_transform")
    expect(stranger.views).to_have_count(1)
    assert stranger.loaded("numpy-")
    for name in (*NOTEBOOK_ONLY, "bqplot", "pandas", "html-manager"):
        assert stranger.loaded(name) == [], name


def test_a_frame_in_another_page_shows_it_and_what_is_saved_is_the_picture(reader: Reader, site: Path):
    reader.watch.allow("favicon.ico")
    address = f"{reader.host.url}/embed/matrix_transform.html"
    reader.page.goto(f"{reader.host.url}/licences.html")
    reader.page.set_content(f'<iframe src="{address}" width="700" height="620" title="A matrix"></iframe>')
    frame = reader.page.frame_locator("iframe")
    expect(frame.locator("svg.mathml-picture")).to_be_visible(timeout=60_000)
    expect(frame.locator('.mathml-readouts tr[data-name="determinant"]')).to_contain_text(re.compile(r"\d"))
