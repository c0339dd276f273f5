"""Read formulas in docstrings as they are written: `|x|` is a size and `*` a product."""

import re

from sphinx.application import Sphinx

CODE = re.compile(r"(``.*?``|`.*?`)")
SIGNS = re.compile(r"(?<!\\)([|*])")


def escape_signs(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Escape the signs that reStructuredText would take for its own, outside code, examples and displayed formulas."""
    formula = None
    for number, line in enumerate(lines):
        text = line.lstrip()
        indent = len(line) - len(text)
        if formula is not None and text and indent <= formula:
            formula = None
        if text.startswith(".. math::"):
            formula = indent
        if formula is None and not text.startswith((">>>", "...")):
            parts = CODE.split(line)
            parts[::2] = [SIGNS.sub(r"\\\1", part) for part in parts[::2]]
            lines[number] = "".join(parts)


def setup(app: Sphinx) -> dict[str, bool]:
    """Run before numpydoc, which makes markup of its own."""
    app.connect("autodoc-process-docstring", escape_signs, priority=100)
    return {"parallel_read_safe": True}
