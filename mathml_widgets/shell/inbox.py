"""What waits to be answered: of a hand's messages only the newest values count."""

from __future__ import annotations

from typing import Any

Message = dict[str, Any]


def newest(messages: list[Message]) -> list[Message]:
    """Join runs of `set` messages of one hand to one message with the newest values.

    Values keep the order in which they were set last.
    """
    joined: list[Message] = []
    for message in messages:
        if joined and _continues(message, joined[-1]):
            older, newer = joined[-1]["values"], message["values"]
            kept = {name: value for name, value in older.items() if name not in newer}
            joined[-1] = {**message, "values": kept | newer}
        else:
            joined.append(message)
    return joined


def is_entry(value: Any) -> bool:
    """Tell whether a value is one entry of an array: an index and what stands there."""
    return isinstance(value, dict) and "index" in value


def _continues(message: Message, last: Message) -> bool:
    if message["kind"] != "set" or any(
        last.get(key) != message.get(key) for key in ("kind", "client", "epoch", "gesture")
    ):
        return False
    older, newer = last.get("values"), message.get("values")
    if not isinstance(older, dict) or not isinstance(newer, dict):
        return False
    return all(_replaces(newer[name], older[name]) for name in newer if name in older)


def _replaces(new: Any, old: Any) -> bool:
    """Tell whether nothing of the old value is left: an entry replaces only itself."""
    return not is_entry(new) or (is_entry(old) and old["index"] == new["index"])
