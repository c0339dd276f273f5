"""The folder ``static/python``: Python for the browser, NumPy, our wheel and what it needs.

All packages stand in one lock file, so that a plain ``import`` finds them. A chart's
library stands there too, and is fetched when the first chart is made.
"""

import email
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from .fetch import ARCHIVES, HERE, archive, builder, digest, node, wheels

CORE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]
CDN = f"https://cdn.jsdelivr.net/pyodide/v{ARCHIVES['pyodide']['npm'].partition('@')[2]}/full/"

KERNEL = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]
"""What is loaded while Python starts, whatever the notebook holds."""

EMBEDDED = ["mathml-widgets"]
"""What is loaded for a widget that stands alone."""

NOTEBOOK_ONLY = {"ipython", "jupyterlab-widgets", "widgetsnbextension"}
"""What a widget that stands alone does without."""

IMPORTED = ["pyodide_kernel", "piplite.piplite", "ipykernel", "anywidget", "bqplot", "mathml_widgets.shell.figure"]
"""What a visit imports, and with it all that these import."""

ON_DEMAND = {"mathml-widgets": {"bqplot"}}
"""What a package needs only at times, and then fetches itself."""

BROWSER = {
    "sys_platform": "emscripten",
    "platform_system": "Emscripten",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "python_version": "3.14",
    "python_full_version": "3.14.2",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}

NEVER_IMPORTED = (
    ".data/",
    "/tests/",
    "/nbextension/static/",
    "anywidget/nbextension/",
    "mathml_widgets/labextension/",
    "mathml_widgets/server/",
    "jedi/third_party/django-stubs/",
    "jedi/third_party/typeshed/stubs/",
    "jedi/third_party/typeshed/third_party/",
    "bqplot/map_data/E",
    "bqplot/map_data/US",
)
"""Front ends, which the page loads from elsewhere, tests, and descriptions of packages that are not here."""

Entry = dict[str, Any]


def write_kernel(folder: Path, ours: Path, flavour: str) -> None:
    """Write ``static/python``: all of it offline, else what is not to be had from Pyodide's usual place."""
    folder.mkdir(parents=True)
    with tarfile.open(archive("pyodide")) as core:
        official = json.loads(read(core, "pyodide-lock.json"))
        if flavour == "offline":
            for name in CORE:
                (folder / name).write_bytes(read(core, name))
    packages = dict(compiled(folder) if flavour == "offline" else published(official))
    pure = [*wheels(HERE / "kernel.txt"), *shims(), ours]
    packages |= dict(write_slim(path, folder) for path in pure)
    if flavour == "offline":
        write_lock(folder / "pyodide-lock.json", official, packages, set())
        compile_imported(folder, widgets(ours))
        packages = {name: entry | hash_of(folder / entry["file_name"]) for name, entry in packages.items()}
    write_lock(folder / "pyodide-lock.json", official, packages, set())
    write_lock(folder / "embed-lock.json", official, packages, NOTEBOOK_ONLY)


def write_lock(path: Path, official: Entry, packages: dict[str, Entry], without: set[str]) -> None:
    """Write a lock file of those packages that are not left out."""
    kept = {name: entry for name, entry in packages.items() if name not in without}
    needs = {name: set(entry["depends"]) & kept.keys() - ON_DEMAND.get(name, set()) for name, entry in kept.items()}
    lock = official | {"packages": {name: kept[name] | {"depends": sorted(needs[name])} for name in kept}}
    path.write_text(json.dumps(lock, separators=(",", ":")), encoding="utf-8")


def widgets(wheel: Path) -> list[str]:
    """List the widgets in our wheel by the names of their files."""
    with zipfile.ZipFile(wheel) as files:
        found = [re.fullmatch(r"mathml_widgets/widgets/([a-z]\w*)\.py", name) for name in files.namelist()]
    return sorted(match[1] for match in found if match)


def compile_imported(folder: Path, stems: list[str]) -> None:
    """Put bytecode beside or in the place of the sources that a visit imports: it starts sooner."""
    names = [*KERNEL, "mathml-widgets", "bqplot"]
    ours = [f"mathml_widgets.widgets.{stem}" for stem in stems]
    node(HERE / "compile.mjs", folder, *names, "--", *IMPORTED, *ours)


def hash_of(path: Path) -> dict[str, str]:
    """Return the hash of a wheel as the lock file has it."""
    return {"sha256": digest(path.read_bytes())}


def read(core: tarfile.TarFile, name: str) -> bytes:
    """Return a file of Pyodide's npm package."""
    member = core.extractfile(f"package/{name}")
    assert member is not None
    return member.read()


def compiled(folder: Path) -> Iterator[tuple[str, Entry]]:
    """Write the wheels compiled for Pyodide, each with the hash that Pyodide's own lock file gives it."""
    pin = ARCHIVES["compiled"]
    with zipfile.ZipFile(archive("compiled")) as carrier:
        for name, entry in pin["members"].items():
            data = carrier.read(f"{pin['folder']}/{entry['file_name']}")
            if (got := digest(data)) != entry["sha256"]:
                raise ValueError(f"{entry['file_name']} must have the SHA-256 {entry['sha256']}, got {got}")
            (folder / entry["file_name"]).write_bytes(data)
            yield name, entry


def published(official: Entry) -> Iterator[tuple[str, Entry]]:
    """List the same packages where Pyodide itself publishes them."""
    for name in ARCHIVES["compiled"]["members"]:
        entry = official["packages"][name]
        yield name, entry | {"file_name": CDN + entry["file_name"]}


def shims() -> list[Path]:
    """List the wheels that the kernel's extension carries."""
    newest = {parse_wheel_filename(path.name)[:2]: path for path in builder().rglob("pypi/*.whl")}
    return list({name: newest[name, version] for name, version in sorted(newest)}.values())


def write_slim(wheel: Path, folder: Path) -> tuple[str, Entry]:
    """Write a wheel without what is never imported; return its entry in the lock file."""
    slim = io.BytesIO()
    with zipfile.ZipFile(wheel) as original, zipfile.ZipFile(slim, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as copy:
        names = [name for name in original.namelist() if not any(part in name for part in NEVER_IMPORTED)]
        for name in names:
            copy.writestr(zipfile.ZipInfo(name), original.read(name), zipfile.ZIP_DEFLATED)
        about = next(name for name in names if name.endswith(".dist-info/METADATA"))
        needs = email.message_from_bytes(original.read(about)).get_all("Requires-Dist") or []
    (folder / wheel.name).write_bytes(slim.getvalue())
    name, version, *_ = parse_wheel_filename(wheel.name)
    tops = {one.split("/")[0].removesuffix(".py") for one in names if one.endswith(".py")}
    return name, {
        "name": name,
        "version": str(version),
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": digest(slim.getvalue()),
        "package_type": "package",
        "imports": sorted(tops),
        "depends": sorted(needed(needs)),
        "unvendored_tests": False,
    }


def needed(requirements: list[str]) -> set[str]:
    """Return the names of what is required in a browser."""
    parsed = map(Requirement, requirements)
    return {canonicalize_name(one.name) for one in parsed if one.marker is None or one.marker.evaluate(BROWSER)}
