"""What a page is made of, and what is refused; tests/browser/test_export.py looks at the pages."""

import json
import re
from pathlib import Path

import nbformat
import pytest

from mathml_widgets import export

STATE, VIEW = export.STATE, export.VIEW


def notebook(state=None, *shown):
    """Return a notebook whose only cell shows these models."""
    outputs = [nbformat.v4.new_output("display_data", {VIEW: {"model_id": one}}) for one in shown]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("w", outputs=outputs)])
    if state is not None:
        made.metadata["widgets"] = {STATE: {"version_major": 2, "version_minor": 0, "state": state}}
    return made


def model(module, **state):
    return {"model_name": "Model", "model_module": module, "model_module_version": "1", "state": state}


@pytest.mark.parametrize("module", export.OURS)
def test_the_front_ends_of_our_widgets_come_with_their_packages(module):
    code = export.front_end(module).read_text(encoding="utf-8")
    assert re.search(r'define\(\["@jupyter-widgets/base"\]', code)


def test_a_front_end_that_is_not_installed_is_named():
    with pytest.raises(ValueError, match="front end of flying-carpet must be installed"):
        export.front_end("flying-carpet")


def test_a_widget_whose_state_is_not_kept_is_refused(tmp_path):
    made = notebook({"kept": model("@jupyter-widgets/base")}, "kept", "lost")
    with pytest.raises(ValueError, match=r"lacks 1 of 2.*execute=True"):
        export.to_html(made, tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()


def test_a_widget_whose_package_is_not_installed_is_refused(tmp_path):
    made = notebook({"one": model("flying-carpet")}, "one")
    with pytest.raises(ValueError, match="flying-carpet"):
        export.to_html(made, tmp_path / "page.html")


def test_what_cannot_be_read_or_written_is_refused_by_name(tmp_path):
    (tmp_path / "text.ipynb").write_text("no notebook")
    with pytest.raises(ValueError, match=r"notebook must be a Jupyter notebook, got .*text\.ipynb"):
        export.to_html(tmp_path / "text.ipynb", tmp_path / "page.html")
    with pytest.raises(FileNotFoundError):
        export.to_html(tmp_path / "none.ipynb", tmp_path / "page.html")
    with pytest.raises(ValueError, match="path must be in a folder that exists"):
        export.to_html(notebook(), tmp_path / "none" / "page.html")
    with pytest.raises(ValueError, match="theme must be light or dark, got 'sepia'"):
        export.to_html(notebook(), tmp_path / "page.html", theme="sepia")


def test_only_the_front_ends_that_are_asked_for_are_in_the_page(tmp_path):
    made = notebook({"one": model("anywidget"), "two": model("@jupyter-widgets/controls", _view_module="bqplot")})
    text = export.to_html(made, tmp_path / "page.html").read_text(encoding="utf-8")
    held = re.findall(r'mathmlPage\.frontEnd\("([^"]+)"', text)
    assert held == ["bqplot", "anywidget"]


def test_a_notebook_is_not_changed_and_needs_no_widgets(tmp_path):
    made = notebook()
    before = json.dumps(made)
    page = export.to_html(made, tmp_path / "page.html")
    assert (json.dumps(made), page) == (before, tmp_path / "page.html")


def test_a_page_names_no_script_or_style_of_another_host(tmp_path):
    text = export.to_html(notebook({"one": model("anywidget")}), tmp_path / "page.html").read_text(encoding="utf-8")
    outside = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    assert len(outside) < len(text)
    assert not re.search(r"""(src|href)=["']?(https?:)?//|@import|url\(["']?https?:""", outside)


def test_no_text_of_a_script_ends_it():
    assert export.inside_html('a = "</script><!--"') == r'a = "<\/script><\!--"'


def test_other_makers_of_pages_get_the_front_ends_as_a_cdn_has_them(tmp_path):
    from anywidget import AnyWidget

    written = export.write_front_ends(tmp_path / "cdn")
    version = AnyWidget.class_traits()["_model_module_version"].default()
    place = tmp_path / "cdn" / f"anywidget@{version}" / "dist"
    assert {place / "index.js", place / "index"} <= set(written)
    assert (place / "index").read_bytes() == export.front_end("anywidget").read_bytes()
    assert len(written) == len(set(written)) == 6


def test_front_ends_of_others_are_not_laid_out(tmp_path):
    with pytest.raises(ValueError, match=r"module must be one of .*, got 'flying-carpet'"):
        export.write_front_ends(tmp_path, ["flying-carpet"])


def test_a_checkout_that_is_not_built_says_so(monkeypatch):
    monkeypatch.setattr(export, "PAGE", Path("page.js"))
    with pytest.raises(FileNotFoundError, match="make build"):
        export.page_script()
