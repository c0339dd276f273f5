"""The second visit: what was loaded is kept, what was written is kept, with a server or without."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from ..browser.cells import MATRIX
from .host import Host
from .reader import Reader

KEPT = """async () => (await (await caches.open("mathml-files")).keys()).map((one) => new URL(one.url).pathname)"""


@pytest.fixture
def known(host: Host, newcomer: BrowserContext) -> Reader:
    """A reader who has run the matrix widget once, so that its files are kept."""
    host.up()
    reader = Reader(host, newcomer)
    reader.show(MATRIX, "answer = 41 + 1")
    reader.page.evaluate("rig.panel.context.save()")
    reader.wait_kept()
    return reader


def test_a_second_visit_asks_the_server_for_nothing_that_was_loaded(known: Reader, host: Host):
    first = [path for path in host.asked if "/static/python/" in path or "/build/" in path]
    assert len(first) > 30
    host.asked.clear()
    known.reload()
    known.run_all()
    assert [path for path in host.asked if "/static/python/" in path or "/build/" in path] == []


def test_a_second_visit_needs_no_server(known: Reader, host: Host):
    host.down()
    known.reload()
    known.run_all()
    view = known.sight()
    told = view.number("determinant").inner_text()
    known.drag(view.ring("first"), 30, -20)
    expect(view.number("determinant")).not_to_have_text(told)
    assert known.python("abs(w.determinant - (w.matrix[0,0]*w.matrix[1,1] - w.matrix[0,1]*w.matrix[1,0])) < 1e-12")
    expect(known.notice).to_be_hidden()


def test_what_was_never_opened_says_that_the_server_is_gone(known: Reader, host: Host):
    host.down()
    known.watch.allow("ERR_CONNECTION_REFUSED|503|ServiceWorker")
    known.page.goto(f"{host.url}/tree/index.html", wait_until="commit")
    expect(known.page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    known.page.get_by_role("link", name="To the start").click()
    expect(known.page.get_by_role("heading", name="Mathematics for machine learning")).to_be_visible()


def test_a_chart_asked_for_without_its_library_and_without_a_server_says_so(known: Reader, host: Host):
    host.down()
    known.watch.allow(
        "ERR_CONNECTION_REFUSED|Failed to fetch|Failed to load|error occurred while loading|bqplot|pandas"
    )
    with pytest.raises(AssertionError, match=r"bqplot could not be fetched|Failed to fetch|NetworkError"):
        known.execute("mw.MorphSpectrum()")
    expect(known.notice).to_contain_text("The server cannot be reached")
    assert known.python("round(w.determinant, 3)") == known.python("round(w.determinant, 3)")


def test_a_damaged_copy_is_noticed_thrown_away_and_fetched_anew(known: Reader):
    known.page.evaluate(
        """async () => {
          const cache = await caches.open("mathml-files");
          const requests = await cache.keys();
          for (const part of ["numpy-", "lab/index.html"]) {
            const request = requests.find((one) => one.url.includes(part));
            const { headers } = await cache.match(request);
            await cache.put(request, new Response("rubbish", { headers }));
          }
        }"""
    )
    # With the name of what was thrown away, or with the worker's alone.
    known.watch.allow(r"numpy|integrity|digest|Failed to fetch .*comlink\.worker")
    path = known.page.evaluate("rig.path")
    known.open(path, app="lab")
    with pytest.raises(AssertionError):
        known.execute("import numpy")
    expect(known.notice).to_contain_text("numpy")
    expect(known.notice).to_contain_text("damaged")
    known.notice.get_by_role("button", name="Reload").click()
    known.page.evaluate("path => { rig.path = path }", path)
    known.page.wait_for_function("rig.panel?.context.isReady")
    known.wait_idle()
    known.run_all()
    assert known.python("answer") == 42


def test_the_whole_site_can_be_kept(host: Host, stranger: Reader, site: Path):
    stranger.page.goto(f"{host.url}/")
    stranger.page.get_by_role("button", name="Keep all of it").click()
    expect(stranger.page.get_by_role("status")).to_contain_text("All is kept", timeout=60_000)
    kept = {path.partition("/school/lite/")[2] for path in stranger.page.evaluate(KEPT)}
    listed = json.loads((site / "offline-files.js").read_text().partition("= ")[2].rstrip(";\n"))
    assert kept == set(listed)
    host.down()
    stranger.open("linear_algebra.ipynb")
    stranger.run_all()
    expect(stranger.views).not_to_have_count(0)


def test_what_a_reader_writes_is_there_after_a_reload_and_can_be_downloaded(reader: Reader):
    reader.open("linear_algebra.ipynb")
    source = "def orthonormal(matrix):\n    return np.linalg.qr(matrix)[0]"
    index = reader.page.evaluate(
        """(source) => {
          const cells = [...rig.panel.content.model.cells];
          const index = cells.findIndex((one) => one.sharedModel.getSource().startsWith("def orthonormal"));
          cells[index].sharedModel.setSource(source);
          return index;
        }""",
        source,
    )
    # No one presses Save: the page saves by itself.
    reader.page.wait_for_function("!rig.panel.context.model.dirty", timeout=15_000)
    reader.reload()
    read = "(index) => rig.panel.content.model.cells.get(index).sharedModel.getSource()"
    assert reader.page.evaluate(read, index) == source
    reader.run_all()
    said = "(index) => rig.panel.content.model.cells.get(index).toJSON().outputs.map((one) => one.text).join('')"
    assert "All tests pass" in reader.page.evaluate(said, index + 1)
    with reader.page.expect_download() as waiting:
        reader.page.locator(".jp-NotebookPanel-toolbar").get_by_role("button", name="Download").click()
    cells = json.loads(Path(waiting.value.path()).read_text())["cells"]
    assert "".join(cells[index]["source"]) == source


def test_a_prediction_is_checked_by_the_pages_own_python(reader: Reader):
    view = reader.show(MATRIX)
    view.menu("Predict").select_option("change_of_area")
    reader.wait_python("w.question", "change_of_area")
    view.button("grows").click()
    reader.wait_python("[one['right'] for one in w.attempts]", [True])
