"""Where the shell runs: which thread, which event loop, and whether anybody watches.

JupyterLab 4.6 with ipykernel 7 handles widget messages on a thread of their own while
a cell runs on the main thread; older kernels handle them on the main thread between
cells; Pyodide has one thread and no more.

Two locks suffice. Each widget has its turn: one change at a time is assigned, computed
and stored. Messages are sent and observers called after the turn, so no widget waits for
another in a circle of links. `LOCK`, one for all, guards what takes no time, and nothing is
computed and nobody called while it is held.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

LOCK = threading.RLock()
"""Guards log traits, runs under way, inboxes, and the order of answers."""


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the event loop that runs in this thread, if one does."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def notebook_shell() -> Any:
    """Return IPython's shell inside a kernel, else None."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell if hasattr(shell, "kernel") else None


@contextmanager
def before_a_cell(function: Callable[[], object]) -> Iterator[None]:
    """Call `function` also when a cell begins to run inside the block."""
    shell = notebook_shell()
    if shell is None:
        yield
        return

    def begin(_info: object) -> None:
        function()

    shell.events.register("pre_run_cell", begin)
    try:
        yield
    finally:
        shell.events.unregister("pre_run_cell", begin)


def hears_beside_cells() -> bool:
    """Tell whether the kernel can hear messages on another thread while a cell runs."""
    shell = notebook_shell()
    return shell is not None and bool(getattr(shell.kernel, "_supports_kernel_subshells", False))


def nobody_watches() -> bool:
    """Tell whether cells are executed one after another with nobody at the screen.

    nbconvert, papermill and their like ask for no input; a reader's notebook does.
    They read a widget when the cell has ended, so its work must be done by then.
    """
    shell = notebook_shell()
    return shell is not None and not getattr(shell.kernel, "_allow_stdin", True)
