"""`MathWidget`: a widget with a view of its own, drawn by `static/<name>.js`."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import anywidget
from traitlets import Unicode

from .checks import Checked
from .history import Undoable
from .lifetime import Mortal
from .picture import Pictured
from .teaching import Teachable

STATIC = Path(__file__).parents[1] / "static"

NOT_BUILT = """
export default {
  render({ el }) {
    const note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.textContent =
      "The views of mathml_widgets are not built yet. In the checkout run: make build";
    el.append(note);
  },
};
"""


class Interactive(Undoable, Teachable, Checked, Pictured, Mortal):
    """All that every widget has, whatever draws it."""

    _mathml = Unicode("", help="Marks our models in the page; the id of the model.").tag(sync=True)

    def __init__(self, *positional: Any, **named: Any) -> None:
        self._own_id = uuid.uuid4().hex
        super().__init__(*positional, **named)

    def open(self) -> None:
        """Open the channel to the browser under an id that the view knows as well."""
        if self.comm is None and self._model_id is None:
            self._model_id = self._own_id
        self._mathml = self._model_id or self._own_id
        super().open()


class MathWidget(Interactive, anywidget.AnyWidget):
    """A widget that is handled in a view of its own."""

    def __init_subclass__(cls, **options: Any) -> None:
        stem = cls.__module__.rpartition(".")[2]
        # anywidget makes a subclass for each instance, whose _esm is a trait already
        if "_esm" not in vars(cls) and cls.__module__ == f"{__package__.rpartition('.')[0]}.widgets.{stem}":
            cls._esm = view_code(stem)
        super().__init_subclass__(**options)


def view_code(name: str) -> Path | str:
    """Return where the built view is, or one that says how to build it."""
    built = STATIC / f"{name}.js"
    return built if built.exists() else NOT_BUILT
