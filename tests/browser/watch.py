"""Hear everything that a page must not do: errors, and requests that leave the machine."""

import re

from playwright.sync_api import ConsoleMessage, Page, Route, WebSocket

EXTERNAL = re.compile(r"^(https?|wss?)://(?!(127\.0\.0\.1|localhost)[:/])")

NOISE = [
    # JupyterLab's debugger asks a kernel that is on its way out.
    r"Could not restore the debugger state",
]


class Watch:
    """Collects the complaints about one page.

    A request that would leave the machine is aborted and recorded.
    """

    def __init__(self, page: Page):
        self._complaints: list[str] = []
        self._allowed = [re.compile(pattern) for pattern in NOISE]
        page.route(EXTERNAL, self._abort)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._complain(f"page error: {error.stack or error}"))
        page.on("websocket", self._judge)
        page.on("crash", lambda _: self._complain("the page crashed"))
        page.on("popup", lambda popup: self._complain(f"popup: {popup.url}"))

    def allow(self, pattern: str) -> None:
        """Accept complaints that match ``pattern``: the test provokes them."""
        self._allowed.append(re.compile(pattern))

    def complaints(self) -> list[str]:
        """Return what was heard and is not allowed."""
        return [c for c in self._complaints if not any(a.search(c) for a in self._allowed)]

    def check(self) -> None:
        """Fail if there is a complaint."""
        if complaints := self.complaints():
            raise AssertionError("the page misbehaved:\n" + "\n".join(complaints))

    def _abort(self, route: Route) -> None:
        self._complain(f"external request: {route.request.url}")
        route.abort()

    def _judge(self, socket: WebSocket) -> None:
        if EXTERNAL.match(socket.url):
            self._complain(f"external request: {socket.url}")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self._complain(f"console error: {message.text} ({where})")

    def _complain(self, text: str) -> None:
        self._complaints.append(text)
