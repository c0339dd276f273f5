"""What the parts of a first visit take: as they lie in the site, and compressed as many servers send them."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from .kernel import CORE, EMBEDDED, KERNEL

Packages = dict[str, dict[str, list[str]]]


class Part(NamedTuple):
    """A part of a first visit: its name, its size in bytes, and its size compressed."""

    name: str
    size: int
    compressed: int


def parts(site: Path) -> list[Part]:
    """Return the parts of a first visit that are in the site; `cdn` has fewer of them.

    The interface is not among them: which of its files a page loads only a browser knows.
    """
    folder = site / "static/python"
    lock, small = (read_lock(folder, name) for name in ("pyodide-lock.json", "embed-lock.json"))
    kernel = closure(lock, KERNEL)
    ours = closure(lock, ["mathml-widgets"]) - kernel - {"numpy"}
    charts = closure(lock, ["bqplot"]) - kernel - ours - {"numpy"}
    return [
        measured("Python", map(folder.joinpath, CORE)),
        measured("the notebook's kernel", files(folder, lock, kernel)),
        measured("NumPy", files(folder, lock, {"numpy"})),
        measured("mathml_widgets and ipywidgets", files(folder, lock, ours)),
        measured("charts, with the first of them", files(folder, lock, charts)),
        measured(
            "an embedded widget, Python and NumPy included",
            [*map(folder.joinpath, CORE), *files(folder, small, closure(small, EMBEDDED))],
        ),
    ]


def first_visit(site: Path) -> int:
    """Return what Python with NumPy and ours takes, in bytes."""
    return sum(part.size for part in parts(site)[:4])


def total(site: Path) -> int:
    """Return what the whole site takes, in bytes."""
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file())


def megabytes(size: int) -> float:
    """Return a size in millions of bytes."""
    return size / 1e6


def table(site: Path) -> str:
    """Return the sizes as a table of text."""
    rows = [f"{part.name:<48}{megabytes(part.size):>8.1f}{megabytes(part.compressed):>8.1f}" for part in parts(site)]
    return "\n".join(
        [
            f"{'first visit, MB':<48}{'raw':>8}{'gzip':>8}",
            *rows,
            f"{'the whole site':<48}{megabytes(total(site)):>8.1f}",
        ]
    )


def measured(name: str, paths: Iterable[Path]) -> Part:
    """Return what some files take together, those that are there."""
    data = [path.read_bytes() for path in paths if path.exists()]
    return Part(name, sum(map(len, data)), sum(len(gzip.compress(one, 6)) for one in data))


def files(folder: Path, lock: Packages, names: set[str]) -> Iterator[Path]:
    """List the files of packages."""
    return (folder / str(lock[name]["file_name"]) for name in sorted(names))


def closure(lock: Packages, names: Iterable[str]) -> set[str]:
    """Return these packages and all that they need."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += lock[name]["depends"]
    return found


def read_lock(folder: Path, name: str) -> Packages:
    """Return the packages of a lock file."""
    packages: Packages = json.loads((folder / name).read_text(encoding="utf-8"))["packages"]
    return packages
