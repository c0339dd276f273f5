"""A channel to no browser: it records what widgets send."""

from __future__ import annotations

from typing import Any

from comm.base_comm import BaseComm


class Recording:
    """What was sent, by model."""

    def __init__(self) -> None:
        self.opened: dict[str, dict[str, Any]] = {}
        self.sent: list[tuple[str, dict[str, Any]]] = []

    def create(self, **options: Any) -> BaseComm:
        """Stand in for `comm.create_comm`."""
        recording = self

        class RecordingComm(BaseComm):
            def publish_msg(
                self, msg_type: str, data: Any = None, metadata: Any = None,
                buffers: Any = None, **keys: Any,
            ) -> None:  # fmt: skip
                if msg_type == "comm_open":
                    recording.opened[self.comm_id] = {**data, "buffers": buffers or []}
                elif msg_type == "comm_msg":
                    recording.sent.append((self.comm_id, data))

        return RecordingComm(**options)

    def updates(self, model_id: str) -> list[dict[str, Any]]:
        """Return the states in the update messages of a model, in order."""
        return [d["state"] for m, d in self.sent if m == model_id and d["method"] == "update"]

    def forget(self) -> None:
        """Forget what was sent so far."""
        self.sent.clear()
