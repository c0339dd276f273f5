"""`Linkable`: `traitlets.link` for traits that hold arrays and are written from two threads.

After each update `traitlets.link` asks whether the new value differs from the one it has
read back, and takes the answer for one truth value. For arrays there is none, so the
link is handed an array that answers with one. And it overlooks what another thread writes
meanwhile, so links are served one after another, each with the value as it is by then.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any

import numpy as np
from traitlets import All, HasTraits, link
from traitlets.utils.bunch import Bunch

from .array import same

_SERVED = RLock()


class Comparable(np.ndarray):
    """An array that differs from another as a whole."""

    def __ne__(self, other: object) -> bool:
        return not same(np.asarray(self), np.asarray(other))

    __hash__ = None


class Linkable(HasTraits):
    """An object whose traits can be linked."""

    def observe(self, handler: Callable[..., Any], names: Any = All, type: Any = "change") -> None:
        """Call `handler` on changes, as traitlets does."""
        super().observe(_for_links(handler), names, type)

    def unobserve(self, handler: Callable[..., Any], names: Any = All, type: Any = "change") -> None:
        """Stop calling `handler`, as traitlets does."""
        super().unobserve(_for_links(handler), names, type)


class _LinkHandler:
    """A link's handler, equal to another one of the same method."""

    def __init__(self, handler: Callable[..., Any]) -> None:
        self.handler = handler

    def __call__(self, change: Bunch) -> None:
        with _SERVED:
            value = getattr(change.owner, change.name)
            if isinstance(value, np.ndarray):
                value = value.view(Comparable)
            self.handler(Bunch({**change, "new": value}))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _LinkHandler) and self.handler == other.handler

    def __hash__(self) -> int:
        return hash(self.handler)


def _for_links(handler: Callable[..., Any]) -> Callable[..., Any]:
    return _LinkHandler(handler) if isinstance(getattr(handler, "__self__", None), link) else handler
