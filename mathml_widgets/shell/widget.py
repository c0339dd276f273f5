"""`MathWidget`: a widget with a view of its own, drawn by `static/<name>.js`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import anywidget
from traitlets import Dict, Unicode

from .browser_kernel import mend
from .checks import Checked
from .choices import choices_of
from .handing import Handed
from .history import Undoable
from .kinds import log
from .lifetime import Mortal
from .teaching import Teachable

STATIC = Path(__file__).parents[1] / "static"

mend()

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


class Interactive(Undoable, Teachable, Checked, Handed, Mortal):
    """All that every widget has, whatever draws it."""

    choices = log(Dict(), help="The values of each given trait that is one of a list, by its name.")
    _mathml = Unicode("", help="Marks our models in the page; the id of the model.").tag(sync=True)
    _mathml_name = Unicode("", help="The name of the class, for the page.").tag(sync=True)

    def __init__(self, *positional: Any, **named: Any) -> None:
        self._store({"choices": choices_of(self)})
        super().__init__(*positional, **named)

    def open(self) -> None:
        """Open the channel to the browser under an id that the view knows as well."""
        name = getattr(self, "_model_id", None) or self._own_id
        if self.comm is None:
            self._model_id = name
        self._mathml = name
        self._mathml_name = type(self).__name__
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
    """Return the code of a built view, or of one that says how to build it.

    Given a path anywidget reloads a view when its file changes, but holds every widget
    for ever; so it gets one only where it is told to reload.
    """
    built = STATIC / f"{name}.js"
    if not built.exists():
        return NOT_BUILT
    return built if os.environ.get("ANYWIDGET_HMR") == "1" else built.read_text(encoding="utf-8")
