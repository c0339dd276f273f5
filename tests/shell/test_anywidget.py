"""anywidget makes a subclass for each instance; the widget stays what it is."""

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from traitlets import Int

from mathml_widgets.shell import MathWidget, given, widget
from tests.shell.samples import Plane

VIEW = "export default { render() {} }\n"


def test_the_class_of_an_instance_has_the_name_that_the_reader_knows():
    w = Plane()
    assert type(w) is not Plane
    assert type(w).__name__ == "Plane"
    assert isinstance(w, Plane)


def test_the_subclass_of_an_instance_has_the_same_functions_and_questions():
    w = Plane()
    assert type(w)._computations is Plane._computations
    assert type(w).questions is Plane.questions
    assert type(w)._identities is Plane._identities
    assert type(w).from_state(w.state).state == w.state


def test_a_widget_of_the_package_gets_the_view_of_its_file(monkeypatch, tmp_path):
    (tmp_path / "made_up.js").write_text(VIEW)
    monkeypatch.setattr(widget, "STATIC", tmp_path)
    made = type("MadeUp", (MathWidget,), {"__module__": "mathml_widgets.widgets.made_up", "n": given(Int(1))})
    w = made()
    assert w._esm == "export default { render() {} }\n"
    assert w.trait_metadata("_esm", "sync")
    w.n = 2
    assert type(w).__name__ == "MadeUp"


def test_a_view_from_a_file_keeps_no_widget_alive(monkeypatch, tmp_path):
    (tmp_path / "short_lived.js").write_text(VIEW)
    monkeypatch.setattr(widget, "STATIC", tmp_path)
    made = type("ShortLived", (MathWidget,), {"__module__": "mathml_widgets.widgets.short_lived"})
    w = made()
    ghost = weakref.ref(w)
    w.close()
    del w
    gc.collect()
    assert ghost() is None


def test_a_view_is_reloaded_where_anywidget_is_told_to(monkeypatch, tmp_path):
    (tmp_path / "live.js").write_text(VIEW)
    monkeypatch.setattr(widget, "STATIC", tmp_path)
    monkeypatch.setenv("ANYWIDGET_HMR", "1")
    assert widget.view_code("live") == tmp_path / "live.js"


def test_a_view_that_is_not_built_says_what_to_run(monkeypatch, tmp_path):
    monkeypatch.setattr(widget, "STATIC", tmp_path)
    made = type("Unbuilt", (MathWidget,), {"__module__": "mathml_widgets.widgets.unbuilt"})
    assert "make build" in made()._esm
    assert 'setAttribute("role", "alert")' in made()._esm


def test_a_readers_own_subclass_brings_its_own_view():
    class Mine(MathWidget):
        _esm = "export default { render({ el }) { el.textContent = 'mine'; } };"

    assert "mine" in Mine()._esm


def test_the_page_knows_a_widget_by_the_id_of_its_model(sent):
    w = Plane()
    assert sent.opened[w.model_id]["_mathml"] == w.model_id
    assert Plane().model_id != w.model_id


def test_importing_the_shell_brings_no_bqplot_and_no_pandas():
    code = "import sys, mathml_widgets.shell; print({'bqplot', 'pandas', 'scipy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("path", sorted(Path(widget.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_every_file_of_the_shell_begins_with_its_idea(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith('"""')
    assert first.rstrip('"').endswith((".", "?"))
