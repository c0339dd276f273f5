"""The small flavour: Python comes from Pyodide's usual place, here played by the offline site."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from js.lite import kernel
from js.lite.site import KERNEL_PLUGIN, build
from js.lite.sizes import read_lock, total

from ..browser.cells import MATRIX
from .conftest import WIDE
from .host import Host
from .reader import Reader

EXTERNAL = "https://cdn.jsdelivr.net/**"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "lite"
    build(folder, "cdn")
    return folder


def test_the_small_site_takes_pyodide_and_what_is_compiled_for_it_from_there_alone(small: Path, site: Path):
    plugin = json.loads((small / "jupyter-lite.json").read_text())["jupyter-config-data"]["litePluginSettings"]
    assert plugin[KERNEL_PLUGIN]["pyodideUrl"] == kernel.CDN + "pyodide.mjs"
    lock = read_lock(small / "static/python", "pyodide-lock.json")
    elsewhere = {name for name, entry in lock.items() if entry["file_name"].startswith(kernel.CDN)}
    assert elsewhere == set(kernel.ARCHIVES["compiled"]["members"])
    for name in lock.keys() - elsewhere:
        assert (small / "static/python" / lock[name]["file_name"]).exists(), name
    assert not (small / "static/python/pyodide.asm.wasm").exists()
    assert total(small) < 0.7 * total(site)


def test_the_small_site_runs_a_widget_with_python_from_there(small: Path, site: Path, browser: Browser):
    here = read_lock(site / "static/python", "pyodide-lock.json")
    path = small / "static/python/pyodide-lock.json"
    lock = json.loads(path.read_text())
    files = {}
    for name in kernel.ARCHIVES["compiled"]["members"]:
        files[Path(lock["packages"][name]["file_name"]).name] = here[name]["file_name"]
        lock["packages"][name]["sha256"] = here[name]["sha256"]
    path.write_text(json.dumps(lock))
    asked = []

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        asked.append(name)
        source = site / "static/python" / files.get(name, name)
        types = {".mjs": "text/javascript", ".wasm": "application/wasm"}
        headers = {"Access-Control-Allow-Origin": "*"}
        kind = types.get(source.suffix, "application/octet-stream")
        route.fulfill(body=source.read_bytes(), content_type=kind, headers=headers)

    context = browser.new_context(**WIDE, service_workers="block")
    with Host(small.parent, "lite") as host:
        reader = Reader(host, context)
        context.route(EXTERNAL, answer)
        reader.page.unroute_all()
        reader.show(MATRIX)
        assert reader.python("w.matrix.shape") == [2, 2]
        assert {"pyodide.mjs", "pyodide.asm.wasm", *files} & set(asked) >= {"pyodide.mjs", "pyodide.asm.wasm"}
        assert any(name.startswith("numpy-") for name in asked)
    context.close()
