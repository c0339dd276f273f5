"""Mend what a browser's kernel does to a widget's messages.

Pyodide turns None into JavaScript's undefined, which the way to the page drops: a trait
that becomes None would keep its old value there. JavaScript's null arrives.
"""

from __future__ import annotations

import sys
from typing import Any


def with_null(value: Any, null: object) -> Any:
    """Return a message's data with `null` wherever they hold None."""
    if value is None:
        return null
    if isinstance(value, dict):
        return {key: with_null(one, null) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_null(one, null) for one in value]
    return value


def mend() -> None:
    """Let None arrive in the page, once; outside a browser there is nothing to mend."""
    if sys.platform != "emscripten" or "pyodide_kernel" not in sys.modules:
        return
    from pyodide.ffi import jsnull
    from pyodide_kernel.comm import Comm

    publish = Comm.publish_msg
    if getattr(publish, "mended", False):
        return

    def publish_msg(self: Any, msg_type: str, data: Any = None, *rest: Any, **named: Any) -> Any:
        return publish(self, msg_type, data and with_null(data, jsnull), *rest, **named)

    publish_msg.mended = True
    Comm.publish_msg = publish_msg
