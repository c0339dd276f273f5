"""The kernel's interrupt, for work on threads of its own.

An interrupt is a signal, and Python hands signals to the main thread alone. JupyterLab's messages are heard on
another: a reader's function that never returns there could be ended only by a restart. So while such work is done
a handler stands by that raises `KeyboardInterrupt` in the thread at work, at its next step of Python.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from .threads import notebook_shell

_LOCK = threading.Lock()
_AT_WORK: set[int] = set()
"""The threads that may be interrupted now."""
_ASKED = threading.Event()
"""Whether the main thread has been asked for the handler and has not come to it yet."""


class InterruptedWorkError(RuntimeError):
    """Work that the reader has interrupted."""


@contextmanager
def interruptible() -> Iterator[None]:
    """Let the kernel's interrupt end what this thread does in the block, as an `InterruptedWorkError`.

    The main thread has its interrupts anyway, and so does a thread that is in such a block already.
    """
    me = threading.get_ident()
    if threading.current_thread() is threading.main_thread() or me in _AT_WORK or not _stand_by():
        yield
        return
    try:
        with _LOCK:
            _AT_WORK.add(me)
        try:
            yield
        finally:
            with _LOCK:
                _AT_WORK.discard(me)
                _raise_in(me, None)
    except KeyboardInterrupt:
        raise InterruptedWorkError("ended by the kernel's interrupt") from None


def _stand_by() -> bool:
    """Have the main thread install the handler as soon as no cell runs in it; tell whether there is a kernel."""
    loop = getattr(getattr(notebook_shell(), "kernel", None), "io_loop", None)
    if loop is None:
        return False
    if signal.getsignal(signal.SIGINT) is not _interrupt and not _ASKED.is_set():
        _ASKED.set()
        loop.add_callback(_install)
    return True


def _install() -> None:
    signal.signal(signal.SIGINT, _interrupt)
    _ASKED.clear()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # no lock is waited for: the handler may have interrupted its holder
    if _LOCK.acquire(blocking=False):
        try:
            for thread in _AT_WORK:
                _raise_in(thread, KeyboardInterrupt)
        finally:
            _LOCK.release()


def _raise_in(thread: int, error: Any) -> None:
    """Raise an error in a thread at its next step, or take back one that has not been raised yet."""
    import ctypes  # a browser's Python has one thread and comes without

    what = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
