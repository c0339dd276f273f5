"""A channel to no browser that records what is sent, buffers in their places."""

from __future__ import annotations

from typing import Any

from comm.base_comm import BaseComm
from ipywidgets.widgets.widget import _put_buffers


class Channel:
    """What widgets sent: their first states, and the messages since, in order."""

    def __init__(self) -> None:
        self.opened: dict[str, dict[str, Any]] = {}
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.closed: list[str] = []

    def create(self, **options: Any) -> BaseComm:
        """Stand in for `comm.create_comm`."""
        channel = self

        class Comm(BaseComm):
            def publish_msg(self, msg_type: str, data: Any = None, buffers: Any = None, **_: Any) -> None:
                if msg_type == "comm_close":
                    channel.closed.append(self.comm_id)
                    return
                if "state" in data:
                    _put_buffers(data["state"], data["buffer_paths"], [bytes(b) for b in buffers or []])
                if msg_type == "comm_open":
                    channel.opened[self.comm_id] = data["state"]
                else:
                    channel.sent.append((self.comm_id, data))

        return Comm(**options)

    def updates(self, widget: Any) -> list[dict[str, Any]]:
        """Return the states in the update messages of a widget, in order."""
        return [d["state"] for m, d in self.sent if m == widget.model_id and d["method"] == "update"]

    def custom(self, widget: Any) -> list[Any]:
        """Return the contents of the custom messages of a widget, in order."""
        return [d["content"] for m, d in self.sent if m == widget.model_id and d["method"] == "custom"]

    def forget(self) -> None:
        """Forget what was sent so far."""
        self.sent.clear()
