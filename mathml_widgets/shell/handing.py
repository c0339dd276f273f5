"""`Handed`: the page asks for the widget as code, as JSON, as a link or as a picture."""

from __future__ import annotations

import json
from collections.abc import Callable

from .connected import from_view
from .errors import short
from .picture import FORMATS, Pictured
from .state import Shareable

TEXTS: dict[str, Callable[[Shareable], str]] = {
    "code": Shareable.to_code,
    "json": lambda widget: json.dumps(widget.state, indent=1, ensure_ascii=False),
    "link": Shareable.to_url,
}
PICTURES = tuple(ending[1:] for ending in FORMATS)


class Handed(Pictured, Shareable):
    """A widget that answers the page, such as JupyterLab's menu, with itself in another form.

    Answers are custom messages ``{"kind": "handed", "number": ..., "text": ...}``, or with ``error`` in the
    place of ``text``. A picture's text is base64.
    """

    @from_view
    def hand_over(self, form: str, number: int) -> None:
        """Send this widget in the form of `code`, `json`, `link`, `svg` or `png`."""
        if form in PICTURES:
            # The views draw it; a negative number marks what no file waits for.
            self.send({"kind": "picture", "number": -number, "format": form})
            return
        if form not in TEXTS:
            raise ValueError(f"form must be one of {', '.join([*TEXTS, *PICTURES])}, got {short(form)}")
        self.wait()
        try:
            answer = {"text": TEXTS[form](self)}
        except ValueError as error:
            answer = {"error": str(error)}
        self.send({"kind": "handed", "number": number, **answer})

    @from_view
    def deliver_picture(self, number: int, data: str) -> None:
        """Write the picture that `save` asked for, or pass on to the page the one that it asked for."""
        if number < 0:
            self.send({"kind": "handed", "number": -number, "text": data})
        else:
            super().deliver_picture(number, data)
