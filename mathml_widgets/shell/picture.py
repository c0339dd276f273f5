"""`Pictured`: the picture on screen as a file; the browser draws it, the kernel writes it."""

from __future__ import annotations

import base64
import itertools
import threading
from pathlib import Path
from typing import Any

from .connected import Connected, from_view
from .errors import short
from .threads import hears_beside_cells

FORMATS = (".svg", ".png")
PATIENCE = 10.0
"""Seconds to wait for the browser."""

DOUBT = 1.0
"""Seconds to wait where the kernel could hear it meanwhile, but has not done so yet."""


class Pictured(Connected):
    """A widget that can save its picture."""

    def __init__(self, *positional: Any, **named: Any) -> None:
        self._wanted: dict[int, tuple[Path, threading.Event]] = {}
        self._numbers = itertools.count(1)
        super().__init__(*positional, **named)

    def save(self, path: str | Path) -> Path:
        """Write the picture to an `.svg` or `.png` file, with its caption and seed.

        The browser draws it, so the widget must be on screen. Where messages are heard
        while a cell runs the file is there when this returns; on older kernels, and in
        the browser's own kernel, it is written as soon as the cell has ended.

        Returns
        -------
        pathlib.Path
            Where the file is, or will be.

        Raises
        ------
        ValueError
            If the ending is neither `.svg` nor `.png`.
        RuntimeError
            If no view of the widget has been seen.
        TimeoutError
            If the browser does not answer within ten seconds.
        """
        target = Path(path).absolute()
        if target.suffix.lower() not in FORMATS:
            raise ValueError(f"path must end in .svg or .png, got {short(str(path))}")
        if not target.parent.is_dir():
            raise ValueError(f"path must be in a folder that exists, got {short(str(path))}")
        if not self._heard_on:
            raise RuntimeError("the widget must be on screen: its picture is drawn by the browser")
        number, written = next(self._numbers), threading.Event()
        self._wanted[number] = (target, written)
        self.send({"kind": "picture", "number": number, "format": target.suffix.lower()[1:]})
        if self._heard_on - {threading.get_ident()}:
            if not written.wait(PATIENCE):
                self._wanted.pop(number, None)
                raise TimeoutError(f"the browser did not draw the picture within {PATIENCE:g} seconds")
        elif hears_beside_cells():
            written.wait(DOUBT)
        return target

    @from_view
    def deliver_picture(self, number: int, data: str) -> None:
        """Write the picture that `save` asked for; `data` is base64."""
        picture = base64.b64decode(data, validate=True)
        if number in self._wanted:
            target, written = self._wanted.pop(number)
            target.write_bytes(picture)
            written.set()
