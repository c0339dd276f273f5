"""`Connected`: a drag's messages in, one answer out.

The view numbers its messages and keeps up to three in flight; the kernel drains its
queue to the newest, so it never works for a place that the hand has left. Every
accepted message sets the traits, so that observers and linked widgets follow live. A
write from Python starts a new epoch: what a hand set before its view knew of it falls away.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from traitlets import Dict

from .array import Array, to_wire
from .computed import Changes, Computed
from .delivery import deliver
from .errors import short, suggest
from .inbox import Message, is_entry, newest
from .kinds import READ_ONLY, kind_of, log, names_of
from .threads import LOCK, before_a_cell, running_loop

QUIET_TURNS = 4
"""Turns of the event loop without a message after which the queue counts as empty."""

LONGEST_TEXT = 1_000
"""Characters of a typed entry."""

Method = TypeVar("Method", bound=Callable[..., Any])

GESTURE: ContextVar[str] = ContextVar("GESTURE", default="")
"""The gesture that the present change belongs to, through links as well; empty from Python."""


def from_view(method: Method) -> Method:
    """Allow the view to call this method by name."""
    method.from_view = True  # type: ignore[attr-defined]
    return method


@dataclass
class Reply:
    """What is to be sent in answer to a message, once.

    Attributes
    ----------
    message : dict
        What is answered.
    names : list of str
        The traits that are new.
    complete : bool
        Whether the change under way is all that the message asks for: then it is answered
        before observers hear of the change.
    sent : bool
        Whether the answer is on its way.
    """

    message: Message
    names: list[str] = field(default_factory=list)
    complete: bool = False
    sent: bool = False


class Connected(Computed):
    """A widget that hears its views."""

    answered = log(Dict(), help="The last message answered: client, serial, epoch, values.")

    stop = from_view(Computed.stop)

    def __init__(self, *positional: Any, **named: Any) -> None:
        self._inbox: list[Message] = []
        self._answering = False
        self._epoch = 0
        self._here = threading.local()
        self._heard_on: set[int] = set()
        self._changed_since_open: dict[str, None] = {}
        super().__init__(*positional, **named)

    # --- messages in ------------------------------------------------------------------

    def _handle_custom_msg(self, content: Any, buffers: list[Any]) -> None:
        if isinstance(content, dict) and isinstance(content.get("kind"), str):
            self._heard_on.add(threading.get_ident())
            self._receive(content)
        else:
            super()._handle_custom_msg(content, buffers)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take a host's own state update through the same door as a message of ours."""
        ours = {n: v for n, v in sync_data.items() if kind_of(self, n)}
        if ours != sync_data:
            super().set_state({n: v for n, v in sync_data.items() if n not in ours})
        if ours:
            self._receive({"kind": "set", "values": ours, "epoch": self._epoch})

    def _receive(self, message: Message) -> None:
        with LOCK:
            self._inbox.append(message)
        loop = running_loop()
        if loop is None:
            self._empty_inbox()
        elif (draining := getattr(self._here, "draining", None)) is None or draining.done():
            self._here.draining = loop.create_task(self._drain())

    async def _drain(self) -> None:
        """Let the messages that wait in the channel arrive, then answer the newest.

        The kernel hands over one message for each turn of its event loop, and begins a
        few turns late. A cell that begins meanwhile must find what was heard before it.
        """
        waiting = 0
        with before_a_cell(self._empty_inbox):
            while waiting != len(self._inbox):
                waiting = len(self._inbox)
                for _ in range(QUIET_TURNS):
                    await asyncio.sleep(0)
        self._empty_inbox()

    def _empty_inbox(self) -> None:
        """Answer what waits, one message after another, whichever thread heard it."""
        while (message := self._next_message()) is not None:
            try:
                self._answer(message)
            finally:
                self._answering = False

    def _next_message(self) -> Message | None:
        """Return the message to answer now; None if there is none or another thread answers."""
        with LOCK:
            if self._answering or not self._inbox:
                return None
            self._answering = True
            self._inbox = newest(self._inbox)
            return self._inbox.pop(0)

    def _answer(self, message: Message) -> None:
        """Do what the message asks; whatever comes of it, the view gets one answer."""
        self._here.reply = reply = Reply(message)
        gesture = GESTURE.set(str(message.get("gesture") or ""))
        try:
            self._obey(reply)
        except Exception as error:
            self._report(error, **_place(message))
        finally:
            self._send_reply(reply)
            self._here.reply = None
            GESTURE.reset(gesture)

    def _obey(self, reply: Reply) -> None:
        kind = reply.message["kind"]
        if kind not in _HANDLERS:
            raise ValueError(f"kind must be one of {', '.join(_HANDLERS)}, got {short(kind)}")
        _HANDLERS[kind](self, reply)

    def _hear_values(self, reply: Reply) -> None:
        values = reply.message.get("values")
        if not isinstance(values, dict):
            raise ValueError(f"values must be a mapping, got {short(values)}")
        for name in values:
            self._refuse_from_view(name)
        shown = {n: v for n, v in values.items() if kind_of(self, n) == "interface"}
        given = {n: v for n, v in values.items() if n not in shown}
        self._assign_from_view(shown)
        if given and self._is_current(reply.message):
            reply.complete = True
            self._assign_from_view(given)

    def _is_current(self, message: Message) -> bool:
        """Tell whether the view knew of the last write from Python when it sent this."""
        epoch = message.get("epoch", self._epoch)
        if not isinstance(epoch, int):
            raise ValueError(f"epoch must be an integer, got {short(epoch)}")
        return epoch >= self._epoch

    def _assign_from_view(self, values: dict[str, Any]) -> None:
        with self._changing():
            for name, value in values.items():
                setattr(self, name, self._decode(name, value))

    def _refuse_from_view(self, name: str) -> None:
        kind = kind_of(self, name)
        if kind in READ_ONLY:
            raise ValueError(f"{name} is {kind}: it cannot be set from the view")
        if kind not in ("given", "interface"):
            hint = suggest(name, names_of(self, "given", "interface"))
            raise ValueError(f"{short(name)} is not a given trait{hint}")
        if name in self.locked:
            raise ValueError(f"{name} is locked")

    def _decode(self, name: str, value: Any) -> Any:
        """Return the value a message holds; one dragged point comes as an index and a value."""
        trait = self.traits()[name]
        if isinstance(trait, Array) and is_entry(value):
            return self.with_entry(name, value["index"], value.get("value"))
        from_json = trait.metadata.get("from_json")
        return from_json(value, self) if from_json else value

    def with_entry(self, name: str, index: Any, value: Any) -> Any:
        """Return an array trait with another value at one place, for a widget to let the others make room."""
        trait = self.traits()[name]
        assert isinstance(trait, Array)
        return trait.with_entry(getattr(self, name), index, value)

    def _hear_text(self, reply: Reply) -> None:
        """Parse a typed entry in Python: `1/3` or `sqrt(2)/2` means a number."""
        message = reply.message
        name, text, index = message.get("trait"), message.get("text"), message.get("index")
        if not isinstance(name, str) or not isinstance(text, str):
            raise ValueError("trait and text must be text")
        self._refuse_from_view(name)
        if len(text) > LONGEST_TEXT:
            raise ValueError(f"text must have at most {LONGEST_TEXT:,} characters, got {len(text):,}")
        parse = self.trait_metadata(name, "parse")
        if parse is None:
            raise ValueError(f"{name} cannot be typed")
        value = parse(text)
        reply.complete = True
        self._assign_from_view({name: value if index is None else {"index": index, "value": value}})

    def _hear_call(self, reply: Reply) -> None:
        name, arguments = reply.message.get("name"), reply.message.get("args", {})
        method = getattr(type(self), name, None) if isinstance(name, str) else None
        if method is None or not getattr(method, "from_view", False):
            raise ValueError(f"name must be a method that the view may call, got {short(name)}")
        if not isinstance(arguments, dict):
            raise ValueError(f"args must be a mapping, got {short(arguments)}")
        method(self, **arguments)

    def _hear_greeting(self, reply: Reply) -> None:
        """Answer a greeting: it tells the view that the kernel is there.

        A page that is new holds nothing. Its reader may have reloaded it under their hand. And it
        may show an older state: Panel draws the first one, and what is sent before the page
        listens is lost.
        """
        if self.held:
            self._assign_from_view({"held": ""})
        with LOCK:
            reply.names += self._changed_since_open

    def _refused(self, error: BaseException) -> None:
        """Show in the view what was refused in Python; what a message asked for is answered anyway."""
        if self._reply is None and isinstance(error, Exception):
            self._report(error)

    def _is_watched(self) -> bool:
        return bool(self._heard_on) or super()._is_watched()

    # --- answers out ------------------------------------------------------------------

    def send_state(self, key: Any = None) -> None:
        """Send traits to the views, all of them if none is named, and remember which."""
        with LOCK:
            self._changed_since_open |= dict.fromkeys([key] if isinstance(key, str) else key or ())
        super().send_state(key)

    def _send(self, msg: dict[str, Any], buffers: Any = None) -> None:
        super()._send(msg, buffers)
        deliver()

    @property
    def _reply(self) -> Reply | None:
        """The reply that this thread is preparing, or has just sent, while it hears a message."""
        reply: Reply | None = getattr(self._here, "reply", None)
        return reply

    def _send_change(self, changes: Changes, found: Changes) -> None:
        reply, names = self._reply, [*changes, *found]
        by_hand = reply is not None and reply.message["kind"] != "call"
        with LOCK:
            if not by_hand and any(kind_of(self, name) == "given" for name in changes):
                self._epoch += 1
                self._store({"answered": {"client": "", "serial": 0, "epoch": self._epoch, "values": {}}})
                names.append("answered")
            self._send_traits(names)
        if reply is not None and reply.complete:
            self._send_reply(reply)

    def _send_traits(self, names: list[str]) -> None:
        reply = self._reply
        if reply is None or reply.sent:
            super()._send_traits(names)
        else:
            reply.names += names

    def _send_reply(self, reply: Reply) -> None:
        """Answer the message, unless that was done; what it holds itself is confirmed, not echoed."""
        if reply.sent:
            return
        reply.sent = True
        with LOCK:
            receipt = self._receipt(reply.message)
            self._store({"answered": receipt})
            names = dict.fromkeys([*reply.names, "answered"])
            super()._send_traits([name for name in names if name not in receipt["values"]])

    def _receipt(self, message: Message) -> dict[str, Any]:
        sent = message.get("values")
        names = [n for n, v in sent.items() if not is_entry(v)] if isinstance(sent, dict) else []
        values = {n: getattr(self, n) for n in names if kind_of(self, n) in ("given", "interface")}
        return {
            "client": message.get("client", ""),
            "serial": message.get("serial", 0),
            "epoch": self._epoch,
            "values": {n: to_wire(v) if isinstance(v, np.ndarray) else v for n, v in values.items()},
        }

    def open(self) -> None:
        """Open the channel to the browser, which says on which thread its messages are heard.

        Left alone, ipykernel 7 routes them to the thread that sent last, so after a write
        from a cell the next drag would wait for that cell.
        """
        self._changed_since_open.clear()
        super().open()
        if hasattr(self.comm, "_reply_subshell_for"):
            self.comm._reply_subshell_for = lambda _data, asked_for: asked_for


_HANDLERS: dict[str, Callable[[Connected, Reply], None]] = {
    "set": Connected._hear_values,
    "enter": Connected._hear_text,
    "call": Connected._hear_call,
    "hello": Connected._hear_greeting,
}


def _place(message: Message) -> dict[str, Any]:
    """Return the trait and the entry that a typed text was meant for."""
    if message.get("kind") != "enter":
        return {}
    return {"trait": message.get("trait"), "index": message.get("index")}
