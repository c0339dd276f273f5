"""Read formulas in docstrings as they are written: `|x|` is a size and `*` a product."""

import re

from sphinx.application import Sphinx

CODE = re.compile(r"(``.*?``|`.*?`)")
SIGNS = re.compile(r"(?<!\\)([|*])")


def escape_signs(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Escape the signs that reStructuredText would take for its own, outside code and examples."""
    for number, line in enumerate(lines):
        if not line.lstrip().startswith((">>>", "...")):
            parts = CODE.split(line)
            parts[::2] = [SIGNS.sub(r"\\\1", part) for part in parts[::2]]
            lines[number] = "".join(parts)


def setup(app: Sphinx) -> dict[str, bool]:
    """Run before numpydoc, which makes markup of its own."""
    app.connect("autodoc-process-docstring", escape_signs, priority=100)
    return {"parallel_read_safe": True}
