"""The house: every widget has all its parts, and layers import only downwards."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mathml_widgets

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "mathml_widgets"
STEMS = sorted(p.stem for p in (PACKAGE / "widgets").glob("[a-z]*.py"))
STANDARD = sys.stdlib_module_names
SUBJECTS = (
    "linear_algebra", "calculus", "probability", "optimization", "statistics", "geometry",
    "information",
)  # fmt: skip
ALLOWED = {
    "maths": {"numpy"},
    "shell": {"numpy", "traitlets", "ipywidgets", "anywidget", "bqplot", "pyodide", "pyodide_js", "pyodide_kernel"},
    "widgets": {"numpy", "traitlets", "ipywidgets", "bqplot"},
    "server": {"jupyter_server", "traitlets", "tornado"},
}
BELOW = {"maths": set(), "shell": set(), "widgets": {"maths", "shell"}, "server": set()}


def imports_of(path: Path) -> set[str]:
    """Return the absolute names of the modules that a file imports."""
    package = [*path.relative_to(ROOT).parent.parts]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            is_package = (ROOT / name.replace(".", "/")).is_dir()
            found |= {f"{name}.{alias.name}" for alias in node.names} if is_package else {name}
    return found


def files_of(layer: str) -> list[Path]:
    return sorted((PACKAGE / layer).rglob("*.py"))


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_layer_imports_only_what_it_may(layer):
    for path in files_of(layer):
        for name in imports_of(path):
            top, *rest = name.split(".")
            if top == "mathml_widgets":
                assert rest[0] in {layer, *BELOW[layer]}, f"{path.name} imports {name}"
            else:
                assert top in STANDARD or top in ALLOWED[layer], f"{path.name} imports {name}"


def test_no_widget_imports_another_or_its_parts():
    for path in files_of("widgets"):
        stem = path.relative_to(PACKAGE / "widgets").with_suffix("").parts[0].removeprefix("_")
        for name in imports_of(path):
            if name.startswith("mathml_widgets.widgets"):
                assert name.startswith(f"mathml_widgets.widgets._{stem}."), f"{path.name} imports {name}"


def test_only_the_figure_file_of_the_shell_knows_bqplot():
    knowing = [p.name for p in files_of("shell") if any("bqplot" in n for n in imports_of(p))]
    assert knowing == ["figure.py"]


def test_a_subject_leans_only_on_earlier_ones():
    for path in files_of("maths"):
        subject = path.relative_to(PACKAGE / "maths").parts[0]
        if subject not in SUBJECTS:
            continue
        for name in imports_of(path):
            parts = name.split(".")
            if parts[:2] == ["mathml_widgets", "maths"] and len(parts) > 2 and parts[2] in SUBJECTS:
                assert SUBJECTS.index(parts[2]) <= SUBJECTS.index(subject), f"{path} imports {name}"


def test_the_files_of_the_mathematics_form_no_circle():
    waiting = {}
    for path in files_of("maths"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if path.stem != "__init__":
            waiting[module] = {n for n in imports_of(path) if n.startswith("mathml_widgets")}
    while waiting:
        ready = {m for m, needed in waiting.items() if not needed & set(waiting) - {m}}
        assert ready, f"a circle among {sorted(waiting)}"
        waiting = {m: needed for m, needed in waiting.items() if m not in ready}


def test_the_mathematics_loads_without_jupyter():
    code = (
        "import sys; from mathml_widgets import maths; from mathml_widgets.maths import linear_algebra;"
        "bad = {'ipywidgets', 'anywidget', 'traitlets', 'bqplot', 'pandas', 'scipy'} & set(sys.modules);"
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_the_package_loads_nothing_heavy():
    code = (
        "import sys; import mathml_widgets;"
        "bad = {'numpy', 'ipywidgets', 'anywidget', 'bqplot', 'pandas'} & set(sys.modules);"
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_own_view_loads_no_chart_library():
    code = (
        "import sys; import mathml_widgets; mathml_widgets.MatrixTransform();"
        "bad = {'bqplot', 'pandas', 'scipy', 'matplotlib'} & set(sys.modules);"
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("stem", STEMS)
def test_a_widget_has_all_its_parts(stem):
    name = "".join(word.capitalize() for word in stem.split("_"))
    cls = getattr(mathml_widgets, name)
    assert cls.__module__ == f"mathml_widgets.widgets.{stem}"
    assert (ROOT / "tests/widgets" / f"test_{stem}.py").exists()
    assert (ROOT / "docs/widgets" / f"{stem}.md").exists()
    drawn_by_bqplot = any(base.__name__ == "FigureWidget" for base in cls.__mro__)
    assert drawn_by_bqplot != (ROOT / "js/widgets" / stem / "view.ts").exists()


@pytest.mark.parametrize("folder", [p.name for p in (ROOT / "js/widgets").iterdir() if p.is_dir()])
def test_every_view_belongs_to_a_widget(folder):
    assert folder in {*STEMS, "figure_panel"}


def test_the_names_for_type_checkers_are_those_of_the_files():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    block = next(n for n in tree.body if isinstance(n, ast.If))
    told = [n.module for n in block.body if isinstance(n, ast.ImportFrom)]
    assert told == [f"widgets.{stem}" for stem in STEMS]


def test_no_file_has_a_name_that_says_nothing():
    for folder in ("mathml_widgets", "js"):
        for path in (ROOT / folder).rglob("*"):
            assert path.stem not in {"utils", "helpers", "common", "misc", "base"}, path
