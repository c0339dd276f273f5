"""In the kernel: how long it works for the messages of a drag."""

import functools
import time
from collections.abc import Callable

import ipywidgets

from mathml_widgets.shell.connected import Connected


class Clock:
    """Adds up processor time: of the widgets' own handling of messages, and of the whole kernel.

    Every widget takes a message in `Widget._handle_msg`; ours only queue it there and answer later.
    """

    def __init__(self) -> None:
        self.start()
        for owner, name in ((ipywidgets.Widget, "_handle_msg"), (Connected, "_empty_inbox")):
            setattr(owner, name, self._timed(getattr(owner, name)))

    def start(self) -> None:
        self.handling = 0.0
        self.began = time.process_time()

    def read(self) -> tuple[float, float]:
        """Return milliseconds of handling, and of the whole process, since the start."""
        return 1e3 * self.handling, 1e3 * (time.process_time() - self.began)

    def _timed(self, method: Callable) -> Callable:
        @functools.wraps(method)
        def timed(*arguments, **named):
            began = time.thread_time()
            try:
                return method(*arguments, **named)
            finally:
                self.handling += time.thread_time() - began

        return timed
