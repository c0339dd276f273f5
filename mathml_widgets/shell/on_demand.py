"""Libraries that are fetched when they are first needed.

In a browser's kernel a chart library is not there until the first chart is made. Where
Python can wait for the browser it is fetched then; elsewhere the reader is told what to type.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec


def fetch(library: str) -> None:
    """Have a library that can be imported, or raise what the reader can do about it.

    Parameters
    ----------
    library
        The name to import, which the kernel's package index knows too.

    Raises
    ------
    ImportError
        If a browser's kernel lacks the library and cannot wait for it.
    """
    if sys.platform != "emscripten" or find_spec(library):
        return
    from pyodide.ffi import can_run_sync, run_sync
    from pyodide_js import loadPackage

    if not can_run_sync():
        raise ImportError(
            f"{library} is not loaded yet, and this browser cannot wait for it here: "
            f"run `import {library}` in a cell of its own, then this again",
            name=library,
        )
    run_sync(loadPackage(library))
    if not find_spec(library):
        raise ImportError(f"{library} could not be fetched: look at the connection, then run this again", name=library)
