"""What a browser lacks, and what a reader's cell does: a clear message, and nothing that was written is lost."""

import pytest
from playwright.sync_api import Browser, expect

from ..browser.cells import MATRIX
from .conftest import WIDE
from .host import Host
from .reader import Reader

ENDLESS = "kept = 'written before'\nwhile True:\n    pass"


@pytest.mark.parametrize("page", ["notebooks/index.html?path=linear_algebra.ipynb", "embed/matrix_transform.html", ""])
def test_a_browser_without_webassembly_is_told_what_it_lacks(stranger: Reader, page: str):
    stranger.page.add_init_script("delete globalThis.WebAssembly")
    stranger.watch.allow("WebAssembly|kernel|Pyodide")
    stranger.page.goto(f"{stranger.host.url}/{page}")
    expect(stranger.notice).to_have_role("alert")
    expect(stranger.notice).to_contain_text("This browser runs no WebAssembly, so there is no Python here.")


def test_a_browser_that_keeps_nothing_says_so_and_works_on(stranger: Reader):
    stranger.page.add_init_script(
        """for (const name of ["indexedDB", "localStorage"]) {
          Object.defineProperty(globalThis, name, { get() { throw new DOMException("denied", "SecurityError"); } });
        }"""
    )
    stranger.watch.allow("denied|SecurityError|storage|INDEXEDDB|localStorage")
    stranger.page.goto(f"{stranger.host.url}/")
    expect(stranger.notice).to_contain_text("what you write is gone when the tab is closed")
    stranger.notice.get_by_role("button", name="Close").click()
    expect(stranger.notice).to_be_hidden()


def test_a_cell_that_never_ends_is_reported_and_a_restart_keeps_what_was_written(reader: Reader):
    reader.write("1 + 1", ENDLESS)
    reader.page.evaluate("void rig.command('notebook:run-all-cells')")
    expect(reader.notice).to_contain_text("If a cell never ends, restart Python", timeout=40_000)
    reader.page.evaluate("rig.panel.content.model.cells.get(0).sharedModel.setSource('6 * 7')")
    reader.notice.get_by_role("button", name="Restart Python").click()
    expect(reader.notice).to_be_hidden()
    reader.wait_idle()
    assert reader.python("'kept' in globals()") is False
    assert reader.python("6 * 7") == 42
    sources = reader.page.evaluate("[...rig.panel.content.model.cells].map((one) => one.sharedModel.getSource())")
    assert sources == ["6 * 7", ENDLESS]


def test_a_widget_in_the_browser_says_what_is_wrong_with_an_entry(reader: Reader):
    view = reader.show(MATRIX)
    view.entry(1, 1).click()
    view.field.fill("1/0")
    view.field.press("Enter")
    expect(view.field_error).to_contain_text("zero")
    view.field.fill("1/4")
    view.field.press("Enter")
    reader.wait_python("w.matrix[0, 0]", 0.25)


def test_over_plain_http_a_lesson_works_and_says_what_is_not_kept(host: Host, browser: Browser):
    host.up()
    context = browser.new_context(**WIDE)
    reader = Reader(host, context)
    address = host.url.replace("127.0.0.1", "school.test")
    reader.page.unroute_all()
    reader.page.goto(f"{address}/", wait_until="commit")
    expect(reader.page.get_by_role("status").first).to_contain_text(
        "keeps no copy of a site that comes over plain http"
    )
    reader.page.goto(f"{address}/embed/matrix_transform.html")
    expect(reader.views).to_have_count(1)
    view = reader.sight()
    told = view.number("determinant").inner_text()
    reader.drag(view.ring("first"), 25, -15)
    expect(view.number("determinant")).not_to_have_text(told)
    context.close()
