"""Say what the site is made of, and under which licences: ``licences.html``."""

import email
import json
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import Message
from html import escape
from pathlib import Path
from typing import NamedTuple

from .fetch import ARCHIVES, HERE, archive, wheels
from .kernel import shims


class Work(NamedTuple):
    """A work by others, or ours: its name, version, licence, and the text of the licence."""

    name: str
    version: str
    licence: str
    text: str


PYTHON_TEXT = """CPython is distributed under the Python Software Foundation Licence, version 2; the text is in
`LICENSE.txt` of its source and at https://docs.python.org/3.14/license.html."""

PYODIDE_TEXT = """Pyodide is distributed under the Mozilla Public Licence 2.0: https://mozilla.org/MPL/2.0/. Its
source is at https://github.com/pyodide/pyodide; the site holds it unchanged."""


def write_licences(site: Path, ours: Path) -> None:
    """Write the list; the licences of the scripts stand beside them, and are linked."""
    found = sorted(works(ours), key=lambda one: one.name.lower())
    rows = "\n".join(
        f"<tr><td><a href='#{escape(one.name)}'>{escape(one.name)}</a></td><td>{escape(one.version)}</td>"
        f"<td>{escape(one.licence)}</td></tr>"
        for one in found
    )
    texts = "\n".join(
        f"<h2 id='{escape(one.name)}'>{escape(one.name)}</h2><pre>{escape(one.text)}</pre>" for one in found
    )
    scripts = "\n".join(
        f"<li><a href='{path.relative_to(site).as_posix()}'>{path.relative_to(site).parent.as_posix()}</a></li>"
        for path in sorted(site.rglob("third-party-licenses.json"))
    )
    (site / "licences.html").write_text(
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'><title>Licences</title>"
        "<style>:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:52rem;margin:4vh auto;"
        "padding:0 1rem}pre{white-space:pre-wrap;font-size:12px}td{padding:.1rem 1rem .1rem 0;vertical-align:top}"
        "h2{font-size:1rem}</style><h1>What this site is made of</h1>"
        f"<table>{rows}</table><p>The libraries that the page's scripts are made of:</p><ul>{scripts}</ul>{texts}",
        encoding="utf-8",
    )


def works(ours: Path) -> Iterator[Work]:
    """List what the site holds, each with its licence."""
    yield Work("CPython", "3.14", "PSF-2.0", PYTHON_TEXT)
    yield Work("Pyodide", ARCHIVES["pyodide"]["npm"].partition("@")[2], "MPL-2.0", PYODIDE_TEXT)
    interface = [path for path in wheels(HERE / "builder.txt") if path.name.startswith("jupyterlite")]
    for path in [*wheels(HERE / "kernel.txt"), *interface, *shims(), ours]:
        with zipfile.ZipFile(path) as wheel:
            yield work(wheel)
    pin = ARCHIVES["compiled"]
    with zipfile.ZipFile(archive("compiled")) as carrier:
        for entry in pin["members"].values():
            with carrier.open(f"{pin['folder']}/{entry['file_name']}") as file, zipfile.ZipFile(file) as wheel:
                yield work(wheel)
    yield Work(*widget_manager())


def work(wheel: zipfile.ZipFile) -> Work:
    """Return what a wheel says of itself."""
    names = [name for name in wheel.namelist() if ".dist-info/" in name]
    about = email.message_from_bytes(wheel.read(next(name for name in names if name.endswith("/METADATA"))))
    texts = [name for name in names if any(word in name.upper() for word in ("LICEN", "COPYING", "NOTICE"))]
    text = "\n\n".join(wheel.read(name).decode("utf-8", "replace") for name in texts)
    return Work(about["Name"], about["Version"], licence(about), text or "The wheel holds no text of its licence.")


def licence(about: Message) -> str:
    """Return the name of a licence: the expression, else the classifier, else the first line of the field."""
    classifiers = [one.split(" :: ")[-1] for one in about.get_all("Classifier") or [] if one.startswith("License ::")]
    said = str(about["License"] or "").strip().split("\n")[0]
    return about["License-Expression"] or ", ".join(classifiers) or said or "see its text"


def widget_manager() -> tuple[str, str, str, str]:
    """Return what the npm package for embedded charts says of itself."""
    with tarfile.open(archive("html-manager")) as package:
        about, others = (
            package.extractfile(f"package/{name}") for name in ("package.json", "dist/embed.js.LICENSE.txt")
        )
        assert about is not None
        assert others is not None
        told = json.loads(about.read())
        text = "It is a part of ipywidgets, whose licence stands there. In it:\n\n" + others.read().decode()
        return told["name"], told["version"], told["license"], text
