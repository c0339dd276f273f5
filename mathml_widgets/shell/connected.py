"""`Connected`: a drag's messages in, one answer out.

The view numbers its messages and keeps up to three in flight; the kernel drains its
queue to the newest, so it never works for a place that the hand has left. Every
accepted message sets the traits, so that observers and linked widgets follow live. A
write from Python starts a new epoch: messages sent before the view knew of it fall away.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import numpy as np
from traitlets import Dict, TraitError

from .array import Array, to_wire
from .computed import Changes, Computed
from .errors import GivenError, short, suggest
from .kinds import READ_ONLY, log, names_of
from .threads import running_loop

QUIET_TURNS = 4
"""Turns of the event loop without a message after which the queue counts as empty."""

Message = dict[str, Any]
Method = TypeVar("Method", bound=Callable[..., Any])

GESTURE: ContextVar[str] = ContextVar("GESTURE", default="")
"""The gesture that the present change belongs to, through links as well; empty from Python."""


def from_view(method: Method) -> Method:
    """Allow the view to call this method by name."""
    method.from_view = True  # type: ignore[attr-defined]
    return method


class Connected(Computed):
    """A widget that hears its views."""

    answered = log(Dict(), help="The last message answered: client, serial, epoch, values.")

    def __init__(self, *positional: Any, **named: Any) -> None:
        self._inbox: list[Message] = []
        self._draining: asyncio.Task[None] | None = None
        self._epoch = 0
        self._answering = threading.local()
        self._last_heard_on: int | None = None
        super().__init__(*positional, **named)

    # --- messages in ------------------------------------------------------------------

    def _handle_custom_msg(self, content: Any, buffers: list[Any]) -> None:
        if isinstance(content, dict) and isinstance(content.get("kind"), str):
            self._last_heard_on = threading.get_ident()
            self._receive(content)
        else:
            super()._handle_custom_msg(content, buffers)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take a host's own state update through the same door as a message of ours."""
        ours = {n: v for n, v in sync_data.items() if self.trait_metadata(n, "kind")}
        super().set_state({n: v for n, v in sync_data.items() if n not in ours})
        if ours:
            self._receive({"kind": "set", "values": ours, "epoch": self._epoch})

    def _receive(self, message: Message) -> None:
        self._inbox.append(message)
        loop = running_loop()
        if loop is None:
            self._empty_inbox()
        elif self._draining is None or self._draining.done():
            self._draining = loop.create_task(self._drain())

    async def _drain(self) -> None:
        """Let the messages that wait in the channel arrive, then answer the newest.

        The kernel hands over one message for each turn of its event loop, and begins a
        few turns late.
        """
        waiting = 0
        while waiting != len(self._inbox):
            waiting = len(self._inbox)
            for _ in range(QUIET_TURNS):
                await asyncio.sleep(0)
        self._empty_inbox()

    def _empty_inbox(self) -> None:
        messages, self._inbox = self._inbox, []
        for message in _newest(messages):
            self._answer(message)

    def _answer(self, message: Message) -> None:
        """Do what the message asks; whatever comes of it, the view gets an answer."""
        handler = _HANDLERS.get(message["kind"])
        with self._hearing(message):
            try:
                if handler is None:
                    known = ", ".join(_HANDLERS)
                    raise ValueError(f"kind must be one of {known}, got {short(message['kind'])}")
                if message.get("epoch", self._epoch) >= self._epoch:
                    handler(self, message)
            except Exception as error:
                self._report(error, **_place(message))
            if not self._answering.sent:
                self._send_change({}, self._store({}), message)

    @contextmanager
    def _hearing(self, message: Message) -> Iterator[None]:
        """Mark what happens inside as belonging to the message and its gesture."""
        before = getattr(self._answering, "message", None)
        token = GESTURE.set(str(message.get("gesture") or ""))
        self._answering.message, self._answering.sent = message, False
        try:
            yield
        finally:
            self._answering.message = before
            GESTURE.reset(token)

    def _hear_values(self, message: Message) -> None:
        values = message.get("values") or {}
        if not isinstance(values, dict):
            raise ValueError(f"values must be a mapping, got {short(values)}")
        interface = {n: values[n] for n in values if self.trait_metadata(n, "kind") == "interface"}
        given = {n: v for n, v in values.items() if n not in interface}
        for name in given:
            self._refuse_from_view(name)
        decoded = {n: self._decode(n, v) for n, v in given.items()}
        for name, value in interface.items():
            self._assign(name, value)
        if decoded:
            self._change(
                lambda: [self._assign(n, v) for n, v in decoded.items()], answered=message
            )

    def _assign(self, name: str, value: Any) -> None:
        try:
            setattr(self, name, value)
        except GivenError:
            raise
        except TraitError as error:
            raise GivenError(f"{name} cannot be {short(value)}: {error}") from error

    def _refuse_from_view(self, name: str) -> None:
        kind = self.trait_metadata(name, "kind")
        if kind in READ_ONLY:
            raise ValueError(f"{name} is {kind}: it is computed and cannot be set from the view")
        if kind != "given":
            hint = suggest(name, names_of(self, "given", "interface"))
            raise ValueError(f"{name} is not a given trait{hint}")
        if name in self.locked:  # type: ignore[attr-defined]
            raise ValueError(f"{name} is locked")

    def _decode(self, name: str, value: Any) -> Any:
        """Return the value a message holds; one dragged point comes as an index and a value."""
        trait = self.traits()[name]
        if isinstance(trait, Array) and isinstance(value, dict) and "index" in value:
            return self._with_entry(name, value["index"], value["value"])
        from_json = trait.metadata.get("from_json")
        return from_json(value, self) if from_json else value

    def _with_entry(self, name: str, index: Any, value: Any) -> Any:
        where = tuple(index) if isinstance(index, (list, tuple)) else (index,)
        array = np.array(getattr(self, name))
        try:
            array[where] = value
        except (IndexError, ValueError, TypeError) as error:
            raise GivenError(f"{name}{list(where)} cannot be {short(value)}: {error}") from error
        return array

    def _hear_text(self, message: Message) -> None:
        """Parse a typed entry in Python: `1/3` or `sqrt(2)/2` means a number."""
        name, text = message.get("trait"), message.get("text")
        if not isinstance(name, str) or not isinstance(text, str):
            raise ValueError("trait and text must be text")
        self._refuse_from_view(name)
        parse = self.trait_metadata(name, "parse")
        if parse is None:
            raise ValueError(f"{name} cannot be typed")
        index = message.get("index")
        value = parse(text)
        entered = value if index is None else self._with_entry(name, index, value)
        self._change(lambda: self._assign(name, entered))

    def _hear_call(self, message: Message) -> None:
        name = message.get("name")
        method = getattr(type(self), str(name), None)
        if not getattr(method, "from_view", False):
            raise ValueError(f"name must be a method that the view may call, got {short(name)}")
        assert method is not None
        method(self, **(message.get("args") or {}))

    def _hear_nothing(self, message: Message) -> None:
        """Answer a greeting: it tells the view that the kernel is there."""

    # --- answers out ------------------------------------------------------------------

    def _send_change(
        self, changes: Changes, found: Changes, answered: dict[str, Any] | None
    ) -> None:
        """Send all that is new in one message, and say which message it answers."""
        message = answered or getattr(self._answering, "message", None)
        sent = (message or {}).get("values") or {}
        if message is not None:
            if changes and answered is None:
                self._epoch += 1
            self._answering.sent = True
            self._store({"answered": self._receipt(message)})
        elif changes:
            self._epoch += 1
            self._store({"answered": {"client": "", "serial": 0, "epoch": self._epoch}})
        else:
            self._send_traits(list(found))
            return
        confirmed = set(sent) if answered is not None else set()
        names = [name for name in (*changes, *found) if name not in confirmed]
        self._send_traits([*names, "answered"])

    def _receipt(self, message: Message) -> dict[str, Any]:
        sent = message.get("values") or {}
        values = {}
        for name in sent if isinstance(sent, dict) else ():
            if self.trait_metadata(name, "kind") == "given" and not _is_patch(sent[name]):
                value = getattr(self, name)
                values[name] = to_wire(value) if isinstance(value, np.ndarray) else value
        return {
            "client": message.get("client", ""),
            "serial": message.get("serial", 0),
            "epoch": self._epoch,
            "values": values,
        }

    def _send(self, msg: Any, buffers: Any = None) -> None:
        super()._send(msg, buffers)
        self._hear_on_any_thread()

    def open(self) -> None:
        """Open the channel to the browser."""
        super().open()
        self._hear_on_any_thread()

    def _hear_on_any_thread(self) -> None:
        """Leave it to the browser on which thread its messages are heard.

        ipykernel 7 routes them to the thread that sent last, so after a write from a
        cell the next drag would wait for that cell.
        """
        getattr(self.comm, "__dict__", {}).pop("_reply_subshell_id", None)


_HANDLERS: dict[str, Callable[[Connected, Message], None]] = {
    "set": Connected._hear_values,
    "enter": Connected._hear_text,
    "call": Connected._hear_call,
    "hello": Connected._hear_nothing,
}


def _newest(messages: list[Message]) -> list[Message]:
    """Join runs of `set` messages of one gesture to the newest of each value."""
    joined: list[Message] = []
    for message in messages:
        last = joined[-1] if joined else {}
        same_hand = all(
            last.get(key) == message.get(key) for key in ("kind", "client", "epoch", "gesture")
        )
        if joined and same_hand and message["kind"] == "set":
            values = {**(last.get("values") or {}), **(message.get("values") or {})}
            joined[-1] = {**message, "values": values}
        else:
            joined.append(message)
    return joined


def _place(message: Message) -> dict[str, Any]:
    """Return the trait and the entry that a typed text was meant for."""
    if message.get("kind") != "enter":
        return {}
    return {"trait": message.get("trait"), "index": message.get("index")}


def _is_patch(value: Any) -> bool:
    return isinstance(value, dict) and "index" in value
