"""See that what was sent leaves: Shiny keeps it until its reactive graph is flushed."""

from __future__ import annotations

import asyncio
import sys
from typing import Any
from weakref import WeakKeyDictionary

from .threads import running_loop

_under_way: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Task[None]] = WeakKeyDictionary()


def deliver() -> None:
    """Ask Shiny, where this runs in one of its sessions, for a flush as soon as it may have one."""
    shiny, loop = sys.modules.get("shiny"), running_loop()
    if shiny is None or loop is None or shiny.session.get_current_session() is None:
        return
    if loop not in _under_way:
        _under_way[loop] = loop.create_task(_flush(loop, shiny.reactive))


async def _flush(loop: asyncio.AbstractEventLoop, reactive: Any) -> None:
    async with reactive.lock():
        _under_way.pop(loop, None)
        await reactive.flush()
