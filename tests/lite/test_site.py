"""What a built site holds, looked at file by file."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from js.lite import kernel
from js.lite.fetch import ARCHIVES, ROOT, digest
from js.lite.site import KERNEL_PLUGIN, check
from js.lite.sizes import closure, megabytes, parts, read_lock

PYTHON = "static/python"


def settings(site: Path) -> dict:
    return json.loads((site / "jupyter-lite.json").read_text())["jupyter-config-data"]


def test_python_comes_from_the_site_itself(site: Path):
    plugin = settings(site)["litePluginSettings"][KERNEL_PLUGIN]
    assert plugin["pyodideUrl"] == "./static/python/pyodide.mjs"
    assert plugin["disablePyPIFallback"] is True
    assert all((site / PYTHON / name).exists() for name in kernel.CORE)


def test_a_site_that_takes_python_from_elsewhere_is_refused(site: Path, tmp_path: Path):
    wrong = settings(site)
    wrong["litePluginSettings"][KERNEL_PLUGIN]["pyodideUrl"] = kernel.CDN + "pyodide.mjs"
    (tmp_path / "jupyter-lite.json").write_text(json.dumps({"jupyter-config-data": wrong}))
    with pytest.raises(ValueError, match=r"pyodideUrl must be \./static/python/pyodide\.mjs, got https://cdn"):
        check(tmp_path, "offline")


@pytest.mark.parametrize("name", ["pyodide-lock.json", "embed-lock.json"])
def test_every_package_of_a_lock_file_is_there_unchanged_with_all_that_it_needs(site: Path, name: str):
    for entry in read_lock(site / PYTHON, name).values():
        assert digest((site / PYTHON / entry["file_name"]).read_bytes()) == entry["sha256"], entry["name"]
    lock = read_lock(site / PYTHON, name)
    assert closure(lock, lock) == set(lock)


def test_a_matrix_needs_no_charts_and_a_widget_alone_no_notebook(site: Path):
    folder = site / PYTHON
    assert not closure(read_lock(folder, "pyodide-lock.json"), ["mathml-widgets"]) & {"bqplot", "pandas"}
    assert not closure(read_lock(folder, "embed-lock.json"), ["mathml-widgets"]) & {"bqplot", "ipython", "jedi"}
    assert not set(read_lock(folder, "pyodide-lock.json")) & {"scikit-learn", "scipy"}


def test_the_wheels_compiled_for_pyodide_hold_what_the_official_ones_hold(site: Path):
    pin = ARCHIVES["compiled"]
    with zipfile.ZipFile(kernel.archive("compiled")) as carrier:
        entry = pin["members"]["numpy"]
        with carrier.open(f"{pin['folder']}/{entry['file_name']}") as file, zipfile.ZipFile(file) as official:
            wanted = {one.filename: one.CRC for one in official.infolist()}
    with zipfile.ZipFile(site / PYTHON / entry["file_name"]) as ours:
        found = {one.filename: one.CRC for one in ours.infolist()}
    assert wanted.items() <= found.items()
    assert {name.rpartition(".")[2] for name in found.keys() - wanted.keys()} == {"pyc"}


def test_the_list_for_the_service_worker_names_every_file_with_its_hash(site: Path):
    text = (site / "offline-files.js").read_text()
    listed = json.loads(text.removeprefix("self.mathmlFiles = ").removesuffix(";\n"))
    paths = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    own = {"service-worker.js", "jupyterlite-service-worker.js", "offline-files.js"}
    assert set(listed) == paths - own
    for name in ("index.html", "static/python/pyodide.asm.wasm", "files/linear_algebra.ipynb"):
        assert listed[name] == digest((site / name).read_bytes())


def test_the_licences_name_all_that_the_kernel_holds(site: Path):
    page = (site / "licences.html").read_text()
    for entry in read_lock(site / PYTHON, "pyodide-lock.json").values():
        name = re.escape(entry["name"]).replace(r"\-", "[-_]")
        assert re.search(rf"<td>{entry['version']}</td>", page), entry["name"]
        assert re.search(rf"<h2 id=['\"]{name}['\"]", page, re.IGNORECASE), entry["name"]
    assert "holds no text of its licence" not in page


def test_no_script_of_the_sites_own_names_another_host(site: Path):
    for path in [*(site / "static/site").glob("*"), site / "service-worker.js", *site.glob("embed/*.html")]:
        assert not re.search(r"https?://(?!mozilla\.org)", path.read_text()), path.name


def test_the_documentation_tells_the_sizes(site: Path):
    text = (ROOT / "docs/jupyterlite.md").read_text()
    told = {
        name: (float(raw), float(packed))
        for name, raw, packed in re.findall(r"\| (.+) \| ([\d.]+) \| ([\d.]+) \|", text)
    }
    measured = {one.name: (megabytes(one.size), megabytes(one.compressed)) for one in parts(site)}
    assert told.keys() == measured.keys()
    for name, sizes in measured.items():
        assert told[name] == pytest.approx(sizes, rel=0.15, abs=0.1), name
