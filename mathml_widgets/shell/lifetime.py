"""`Mortal`: when a cell runs again, what it made before can go.

ipywidgets keeps every widget for ever, and IPython keeps every result. A widget whose
cell has run again is let go by both: it lives on as long as the reader holds it, and
its arrays are freed when nobody does.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import Any

import ipywidgets
from ipywidgets.widgets import widget as registry

from .computed import Computed
from .threads import notebook_shell

_made_in: dict[str, list[tuple[int, weakref.ref[Mortal]]]] = {}


class Mortal(Computed):
    """A widget that is released when the cell that made it runs again."""

    def open(self) -> None:
        """Open the channel to the browser, and release what this cell made before."""
        super().open()
        _succeed(self)


def _succeed(widget: Mortal) -> None:
    shell = notebook_shell()
    cell = _running_cell(shell)
    if cell is None:
        return
    now = shell.execution_count
    siblings = []
    for made, reference in _made_in.get(cell, []):
        older = reference()
        if older is not None and made == now:
            siblings.append((made, reference))
        elif older is not None:
            older.stop()
            for part in _parts(older):
                _let_go(part)
            _forget_result(older, shell)
    _made_in[cell] = [*siblings, (now, weakref.ref(widget))]


def _running_cell(shell: Any) -> str | None:
    """Return the id of the cell that runs now, where the host tells it."""
    if shell is None:
        return None
    parent = shell.kernel.get_parent() or {}
    if parent.get("header", {}).get("msg_type") != "execute_request":
        return None
    return (parent.get("metadata") or {}).get("cellId")


def _parts(widget: ipywidgets.Widget) -> Iterator[ipywidgets.Widget]:
    """Go through `widget` and all widgets that its synced traits hold: figures, marks, layouts."""
    found, waiting = set(), [widget]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ipywidgets.Widget) and id(one) not in found:
            found.add(id(one))
            waiting += [getattr(one, name) for name in one.keys]
            yield one
        elif isinstance(one, (list, tuple)):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()


def _let_go(widget: ipywidgets.Widget) -> None:
    """Drop what ipywidgets and the kernel hold of `widget`; it hears its view while it lives."""
    if widget.comm is not None:
        registry._instances.pop(widget.model_id, None)
        handler = weakref.WeakMethod(widget._handle_msg)
        widget.comm.on_msg(lambda message: (live := handler()) and live(message))


def _forget_result(widget: ipywidgets.Widget, shell: Any) -> None:
    """Drop what IPython's history holds of `widget`."""
    for cache in (shell.user_ns.get("Out", {}), shell.user_ns, shell.user_ns_hidden, vars(shell.displayhook)):
        for name in [n for n, value in cache.items() if value is widget and _is_history(n)]:
            if isinstance(name, int):
                del cache[name]
            else:
                cache[name] = ""


def _is_history(name: object) -> bool:
    """Tell whether IPython, not the reader, chose this name: `_`, `__`, `_7` or a number."""
    return isinstance(name, int) or (isinstance(name, str) and name.strip("_0123456789") == "")
