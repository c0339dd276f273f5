"""The least that can answer a hand: what JupyterLab's own way there and back takes."""

from pathlib import Path
from typing import Any

import anywidget


class Echo(anywidget.AnyWidget):
    """Sends back what it hears."""

    _esm = Path(__file__).with_name("echo.js")

    def __init__(self) -> None:
        super().__init__()
        self.on_msg(self._answer)

    def _answer(self, _: Any, content: Any, __: Any) -> None:
        self.send(content)
