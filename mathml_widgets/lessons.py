"""Where the lessons and their data are, in an installed package and in a checkout.

A lesson looks for its data here, so that a copy of the notebook finds them wherever the
reader has put it.
"""

from __future__ import annotations

from pathlib import Path

INSTALLED = Path(__file__).parent / "notebooks"
CHECKOUT = Path(__file__).parents[1] / "notebooks"


def folder() -> Path:
    """Return the folder that holds the lessons."""
    return INSTALLED if INSTALLED.is_dir() else CHECKOUT


def data(name: str) -> Path:
    """Return the path of a lesson's data file.

    A file of this name in `data` beside the reader's notebook comes first, so that a
    reader can put other data in its place.

    Raises
    ------
    FileNotFoundError
        If there is no such file; the message lists those that are there.
    """
    for place in (Path.cwd(), folder()):
        found = place / "data" / name
        if found.is_file():
            return found
    known = ", ".join(sorted(p.name for p in (folder() / "data").glob("*"))) or "none"
    raise FileNotFoundError(f"name must be one of {known}, got {name!r}")
