"""`Linkable`: `traitlets.link` for traits that hold arrays.

After each update `traitlets.link` asks whether the new value differs from the one it has
read back, and takes the answer for one truth value. For arrays there is none, so the
link is handed an array that answers with one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from traitlets import HasTraits, link
from traitlets.utils.bunch import Bunch

from .array import same


class Comparable(np.ndarray):
    """An array that differs from another as a whole."""

    def __ne__(self, other: object) -> bool:  # type: ignore[override]
        return not same(np.asarray(self), np.asarray(other))

    __hash__ = None  # type: ignore[assignment]


class Linkable(HasTraits):
    """An object whose array traits can be linked."""

    def observe(self, handler: Callable[..., Any], names: Any = "all", type: str = "change") -> None:
        """Call `handler` on changes, as traitlets does."""
        super().observe(_for_links(handler), names, type)

    def unobserve(self, handler: Callable[..., Any], names: Any = "all", type: str = "change") -> None:
        """Stop calling `handler`, as traitlets does."""
        super().unobserve(_for_links(handler), names, type)


class _LinkHandler:
    """A link's handler, equal to another one of the same method."""

    def __init__(self, handler: Callable[..., Any]) -> None:
        self.handler = handler

    def __call__(self, change: Bunch) -> None:
        if isinstance(change.new, np.ndarray):
            change = Bunch({**change, "new": change.new.view(Comparable)})
        self.handler(change)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _LinkHandler) and self.handler == other.handler

    def __hash__(self) -> int:
        return hash(self.handler)


def _for_links(handler: Callable[..., Any]) -> Callable[..., Any]:
    return _LinkHandler(handler) if isinstance(getattr(handler, "__self__", None), link) else handler
