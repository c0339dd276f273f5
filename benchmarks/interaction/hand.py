"""A hand that moves as a hand does: 120 times a second, whatever the page is doing.

Playwright's mouse waits after each move until the page has handled it. A slow page would then
be dragged more slowly and look well. Here the browser's own input events are sent by the clock,
over a second connection that waits for no answer; the browser merges those that a frame cannot
take, as it does with a real mouse.
"""

import asyncio
import json
import math
import threading
import time
import urllib.request

from playwright.sync_api import Page
from tornado.websocket import websocket_connect

RATE = 120
"""Moves a second."""

RADIUS = 60
"""Pixels of the circle that the hand goes round once a second, ending where it began."""


class Hand:
    """Drags on one page.

    Parameters
    ----------
    page : Page
    port : int
        The browser's port for remote debugging.
    """

    def __init__(self, page: Page, port: int):
        self._page = page
        session = page.context.new_cdp_session(page)
        target = session.send("Target.getTargetInfo")["targetInfo"]["targetId"]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            pages = {page["id"]: page["webSocketDebuggerUrl"] for page in json.load(answer)}
        self._url = pages[target]

    def drag(self, x: float, y: float, turns: int) -> None:
        """Press at a point, go round a circle to its left, and stay there with the button down."""
        self._page.mouse.move(x, y)
        self._page.mouse.down()
        hand = threading.Thread(target=lambda: asyncio.run(self._move(x, y, turns)))
        hand.start()
        hand.join()

    def release(self) -> None:
        """Let go."""
        self._page.mouse.up()

    async def _move(self, x: float, y: float, turns: int) -> None:
        connection = await websocket_connect(self._url, on_message_callback=lambda _: None)
        began = time.perf_counter()
        for number in range(1, turns * RATE + 1):
            await asyncio.sleep(max(0, began + number / RATE - time.perf_counter()))
            angle = math.tau * number / RATE
            move = {"x": x + RADIUS * (math.cos(angle) - 1), "y": y + RADIUS * math.sin(angle)}
            event = {"type": "mouseMoved", "button": "left", "buttons": 1, **move}
            await connection.write_message(
                json.dumps({"id": number, "method": "Input.dispatchMouseEvent", "params": event})
            )
        connection.close()
