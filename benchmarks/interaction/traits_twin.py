"""The same drag by plain synced traits: one `save_changes` a move, one observer in Python."""

from pathlib import Path

import anywidget
from traitlets import Dict, Int, List, observe

from .same_work import answer


class TraitsTwin(anywidget.AnyWidget):
    """A plane whose first column is dragged; all derived values come back as traits."""

    _esm = Path(__file__).with_name("traits_twin.js")

    matrix = List([[1.5, 0.9], [-0.3, 1.25]]).tag(sync=True)
    serial = Int(0).tag(sync=True)
    answered = Int(0).tag(sync=True)
    derived = Dict().tag(sync=True)

    @observe("serial")
    def compute(self, _=None) -> None:
        values = answer(self.matrix)
        with self.hold_sync():
            self.derived = {
                name: value.tolist() if hasattr(value, "tolist") else value for name, value in values.items()
            }
            self.answered = self.serial

    def __init__(self) -> None:
        super().__init__()
        self.compute()
