"""What nothing uses is not loaded; what a chart needs comes by itself."""

from playwright.sync_api import expect

from ..browser.cells import COMPANION, MATRIX
from .reader import Reader

CHARTS = ("bqplot-", "bqscales-", "pandas-", "pytz-")


def test_a_reader_of_a_matrix_downloads_no_chart_library_and_a_chart_fetches_it(stranger: Reader):
    stranger.show(MATRIX)
    assert stranger.loaded("mathml_widgets-")
    for name in CHARTS:
        assert stranger.loaded(name) == [], name
    assert stranger.python("[name for name in ('bqplot', 'pandas') if name in __import__('sys').modules]") == []
    stranger.execute(COMPANION.rpartition("\n")[0])
    for name in CHARTS:
        assert stranger.loaded(name), name
    assert stranger.python("s.singular_values_here.tolist() == w.singular_values.tolist()")


def test_a_plain_import_needs_no_pip(reader: Reader):
    view = reader.show(MATRIX)
    expect(view.number("determinant")).to_have_text(reader.python("f'{w.determinant:.3f}'"))
    assert reader.python("__import__('sys').platform") == "emscripten"
    assert reader.python("__import__('numpy').__version__").startswith("2.")
