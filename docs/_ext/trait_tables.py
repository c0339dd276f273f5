"""The directive `trait-tables`, as in `{trait-tables} MatrixTransform`: all traits, read from the code."""

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from traitlets import TraitType

import mathml_widgets
from mathml_widgets.shell.array import Array
from mathml_widgets.shell.kinds import names_of

KINDS = {
    "given": "Given: yours to write, from Python or by hand",
    "derived": "Derived: what is computed, read-only",
    "interface": "Interface: how things are shown",
    "log": "Log: what happened, read-only",
}


class TraitTables(Directive):
    """One table for each kind of trait."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a heading line and a table for each kind."""
        cls = getattr(mathml_widgets, self.arguments[0])
        found: list[nodes.Node] = []
        for kind, title in KINDS.items():
            found += [nodes.paragraph("", "", nodes.strong(text=title)), table_of(cls, kind)]
        return found


def table_of(cls: type, kind: str) -> nodes.table:
    """Return the table of the traits of one kind: name, type, default, meaning."""
    with_default = kind in ("given", "interface")
    heads = ["name", "type", *(["default"] if with_default else []), "meaning"]
    rows = []
    for name in names_of(cls, kind):
        trait = cls.class_traits()[name]
        default = [default_of(trait)] if with_default else []
        rows.append([nodes.literal(text=name), text(type_of(trait)), *default, text(trait.help)])
    return table([[text(head) for head in heads]], rows)


def type_of(trait: TraitType) -> str:
    """Return the type of a trait in the words of its users."""
    if isinstance(trait, Array):
        shape = "" if trait.shape is None else f" ({', '.join(map(str, trait.shape))})"
        return f"array{shape}"
    if values := getattr(trait, "values", None):
        return " | ".join(map(str, values))
    low, high = getattr(trait, "min", None), getattr(trait, "max", None)
    bounds = f", {low} to {high}" if low is not None and high not in (None, float("inf")) else ""
    return type(trait).__name__.lower() + bounds


def default_of(trait: TraitType) -> nodes.Node:
    """Return the default as code."""
    value = trait.default()
    return nodes.literal(text=repr(value.tolist() if hasattr(value, "tolist") else value))


def text(words: str) -> nodes.Text:
    """Return plain words as a node."""
    return nodes.Text(words)


def table(head: list[list[nodes.Node]], rows: list[list[nodes.Node]]) -> nodes.table:
    """Build a table from nodes."""
    group = nodes.tgroup(cols=len(head[0]))
    group += [nodes.colspec(colwidth=1) for _ in head[0]]
    group += nodes.thead("", *[row_of(cells) for cells in head])
    group += nodes.tbody("", *[row_of(cells) for cells in rows])
    return nodes.table("", group)


def row_of(cells: list[nodes.Node]) -> nodes.row:
    """Build a row from nodes."""
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("trait-tables", TraitTables)
    return {"parallel_read_safe": True}
