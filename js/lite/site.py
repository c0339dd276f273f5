"""Put the site together: JupyterLite's own build, then our pages and what makes it work offline."""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from .fetch import HERE, ROOT, builder, pip, run, wheels
from .kernel import CDN, KERNEL, widgets, write_kernel
from .licences import write_licences
from .offline import write_offline
from .pages import write_pages, write_scripts

APPS = ["lab", "notebooks", "tree", "edit"]

PYODIDE = {"offline": "./static/python/pyodide.mjs", "cdn": CDN + "pyodide.mjs"}

KERNEL_PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"

SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": True, "autosaveInterval": 5},
    "@jupyterlab/notebook-extension:panel": {
        "toolbar": [{"name": "download", "command": "docmanager:download", "label": "Download", "rank": 45}]
    },
}
"""Work is saved every few seconds in the browser, and each notebook has a button that downloads it."""


def build(out: Path, flavour: str = "offline") -> None:
    """Build the site into a folder, which is emptied first.

    Parameters
    ----------
    out : Path
    flavour : {'offline', 'cdn'}
        Whether the site holds Pyodide and NumPy, or fetches them from Pyodide's usual place.
    """
    if flavour not in PYODIDE:
        raise ValueError(f"flavour must be one of {', '.join(PYODIDE)}, got {flavour!r}")
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        ours = our_wheel(work)
        write_lessons(work / "files")
        write_configuration(work, ours, flavour)
        lite(work)
        site = work / "_output"
        write_kernel(site / "static/python", ours, flavour)
        write_scripts(site)
        write_licences(site, ours)
        write_pages(site, PYODIDE[flavour], APPS, widgets(ours))
        check(site, flavour)
        for leftover in site.glob("rspack.*"):
            leftover.unlink()
        write_offline(site)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(site, out)


def our_wheel(folder: Path) -> Path:
    """Build the wheel of this checkout."""
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    (wheel,) = folder.glob("mathml_widgets-*.whl")
    return wheel


def write_lessons(folder: Path) -> None:
    """Copy every lesson, and the data beside them."""
    folder.mkdir()
    for lesson in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(lesson, folder)
    shutil.copytree(ROOT / "notebooks/data", folder / "data")


def write_configuration(folder: Path, ours: Path, flavour: str) -> None:
    """Tell JupyterLite what to build, and the built site what to do."""
    carriers = [*wheels(HERE / "builder.txt"), *wheels(HERE / "kernel.txt"), ours]
    plan = {
        "apps": APPS,
        "contents": ["files"],
        "federated_extensions": [str(path) for path in carriers],
        "ignore_contents": [r"/\.ipynb_checkpoints"],
        "ignore_sys_prefix": True,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": "_output",
    }
    kernel = {
        "pyodideUrl": PYODIDE[flavour],
        "disablePyPIFallback": flavour == "offline",
        "loadPyodideOptions": {"packages": KERNEL, "lockFileURL": "./static/python/pyodide-lock.json"},
    }
    site = {
        "appName": "mathml_widgets",
        "exposeAppInBrowser": True,
        "litePluginSettings": {KERNEL_PLUGIN: kernel},
    }
    write_json(folder / "jupyter_lite_config.json", {"LiteBuildConfig": plan, "PipliteAddon": {"piplite_urls": []}})
    write_json(folder / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": site})
    write_json(folder / "overrides.json", SETTINGS)


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON."""
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")


def lite(folder: Path) -> None:
    """Run JupyterLite's builder, which reads its own extension and ours but none of this environment."""
    paths = os.pathsep.join([str(builder()), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    run(sys.executable, "-m", "jupyterlite_core", "build", cwd=folder, env=os.environ | {"PYTHONPATH": paths})


def check(site: Path, flavour: str) -> None:
    """Refuse a site that would take Pyodide from elsewhere than it says."""
    data = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    found = data["litePluginSettings"][KERNEL_PLUGIN]["pyodideUrl"]
    if found.partition("?")[0] != PYODIDE[flavour]:
        raise ValueError(f"pyodideUrl must be {PYODIDE[flavour]}, got {found}")
    for app in APPS:
        own = json.loads((site / app / "jupyter-lite.json").read_text(encoding="utf-8"))
        if KERNEL_PLUGIN in own.get("jupyter-config-data", {}).get("litePluginSettings", {}):
            raise ValueError(f"{app}/jupyter-lite.json must not name a kernel of its own")
