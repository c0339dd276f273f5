"""What travels: each view's bundle with every widget, the wheel once."""

import gzip
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from tempfile import TemporaryDirectory

import mathml_widgets

from .setting import Setting
from .stage import ROOT
from .table import AtMost, Row

STATIC = Path(mathml_widgets.__file__).parent / "static"
ALLOWED = {"loss_landscape": (120, 45)}
"""Kilobytes minified and compressed that a view may weigh, where not the usual."""

USUAL = (80, 30)


def rows(setting: Setting) -> list[Row]:
    table = []
    others = {
        "all of bqplot": sum(compressed("bqplot", "labextensions")),
        "wigglystuff's largest": max(compressed("wigglystuff", "static"), default=0),
        "drawdata's largest": max(compressed("drawdata", "static"), default=0),
    }
    for view in sorted(STATIC.glob("*.js")):
        minified, gz = ALLOWED.get(view.stem, USUAL)
        table += [
            Row(f"{view.stem}: as it travels, kB", view.stat().st_size / 1000, AtMost(minified)),
            Row(
                f"{view.stem}: gzip, kB",
                gzipped(view),
                AtMost(gz),
                {name: size for name, size in others.items() if size},
            ),
        ]
    return [*table, Row("wheel, kB", wheel(), AtMost(2000))]


def gzipped(path: Path) -> float:
    """Return kilobytes after gzip, at the level that web servers and npm's tools report."""
    return len(gzip.compress(path.read_bytes(), compresslevel=6)) / 1000


def compressed(package: str, folder: str) -> list[float]:
    """Return the size of every script below a folder of an installed package, or of none if it is not installed."""
    try:
        found = files(package) or []
    except PackageNotFoundError:
        return []
    return [gzipped(Path(file.locate())) for file in found if folder in file.parts and file.suffix == ".js"]


def wheel() -> float:
    """Build the wheel in a folder of its own; return its kilobytes."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        (built,) = Path(folder).glob("*.whl")
        return built.stat().st_size / 1000
