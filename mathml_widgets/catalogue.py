"""`catalogue`: the widgets and the lessons there are, read from the package itself.

The JupyterLab extension is built from it and the gallery is written from it, so that a new widget
or lesson is found with no list to keep. ``python -m mathml_widgets.catalogue FOLDER`` writes all
that the extension offers: the catalogue, the lessons with their data, and the manual's pages;
``python -m mathml_widgets.catalogue notebooks/gallery.ipynb`` writes the gallery.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import mathml_widgets

from . import lessons

SUBJECTS = (
    "linear_algebra",
    "calculus",
    "probability",
    "optimization",
    "statistics",
    "geometry",
    "information",
)
"""In the order of the course."""

GALLERY = "gallery"
PICTURES = Path(__file__).parent / "pictures"
MANUAL = Path(__file__).parents[1] / "docs"

Entry = dict[str, Any]


def widgets() -> list[Entry]:
    """Return what a reader chooses a widget by, in the order of the course.

    Returns
    -------
    list of dict
        `name`, `stem`, `subject`, `question`, `summary`, `presets`, `version` of the state, `bases` of
        logarithms it can take, and `picture`, a small SVG. The subject is that of the lesson that shows the
        widget most often; it is empty while there is none.
    """
    found = [_widget(stem) for stem in mathml_widgets._stems()]
    return sorted(found, key=lambda one: (_place(one["subject"]), one["name"]))


def courses() -> list[Entry]:
    """Return the lessons in the order of the course, the gallery first.

    Returns
    -------
    list of dict
        `name`, `subject`, `title`, `sentence`, and `data`, the files that the notebook reads.
    """
    notebooks = sorted(lessons.folder().glob("*.ipynb"), key=lambda path: (_place(path.stem), path.stem))
    found = [_lesson(path) for path in notebooks]
    return sorted(found, key=lambda one: one["name"] != GALLERY)


def gallery() -> Entry:
    """Return a notebook that shows every widget in a cell, under two lines of text."""
    cells = [
        _cell(
            "markdown",
            "title",
            "# Gallery: every widget\n\nRun a cell, then take hold of what is blue. Each widget is explained in "
            "the lesson of\nits subject, and `help(mw.MatrixTransform)` works for every one of them.",
        ),
        _cell("code", "set-up", "import mathml_widgets as mw"),
    ]
    subject = None
    for one in widgets():
        if one["subject"] != subject:
            subject = one["subject"]
            cells.append(_cell("markdown", f"subject-{_word(subject)}", f"## {words(subject)}"))
        name = _word(one["stem"])
        text = f"### {one['name']}\n\n{one['question']}\n\n{one['summary']}"
        cells.append(_cell("markdown", f"{name}-words", text))
        cells.append(_cell("code", name, f"{one['stem']} = mw.{one['name']}()\n{one['stem']}"))
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def manual(stem: str) -> str:
    """Return a widget's page of the manual as plain Markdown, its traits as tables.

    The page's pictures are named as files beside it.
    """
    cls = getattr(mathml_widgets, mathml_widgets._class_name(stem))
    file = MANUAL / "widgets" / f"{stem}.md"
    page = file.read_text(encoding="utf-8") if file.is_file() else _page(stem)
    page = re.sub(r"```\{image\} (\S+)\n(.*?)```", _image, page, flags=re.DOTALL)
    page = re.sub(r"```\{trait-tables\} \w+\n```", lambda _: _tables(cls), page)
    return re.sub(r"\]\((?!https?:|#)[^)]*\.md(#[^)]*)?\)", "]()", page).replace("]()", "]").strip() + "\n"


def write(target: Path) -> None:
    """Write all that the JupyterLab extension offers into an empty folder."""
    offered = {"widgets": widgets(), "lessons": courses()}
    shutil.copytree(lessons.folder(), target / "lessons", ignore=shutil.ignore_patterns(".*"))
    (target / "manual").mkdir()
    for one in offered["widgets"]:
        page = manual(one["stem"])
        (target / "manual" / f"{one['stem']}.md").write_text(page, encoding="utf-8")
        for picture in re.findall(r"!\[[^]]*\]\(([\w.-]+)\)", page):
            shutil.copy(MANUAL / "pictures" / picture, target / "manual" / picture)
    (target / "catalogue.json").write_text(json.dumps(offered, ensure_ascii=False), encoding="utf-8")


def words(subject: str) -> str:
    """Return the name of a subject as a heading."""
    return subject.replace("_", " ").capitalize() or "More"


# --------------------------------------------------------------------------------------


def _widget(stem: str) -> Entry:
    from .shell.kinds import names_of

    name = mathml_widgets._class_name(stem)
    cls = getattr(mathml_widgets, name)
    question = (sys.modules[cls.__module__].__doc__ or "").partition(":")[2].split("\n\n")[0]
    summary = (cls.__doc__ or "").strip().split("\n\n")[0]
    picture = PICTURES / f"{stem}.svg"
    return {
        "name": name,
        "stem": stem,
        "subject": _subject(name),
        "question": _sentence(question),
        "summary": _sentence(summary),
        "presets": list(cls.presets),
        "version": cls.state_version,
        "bases": [2, math.e, 10] if "base" in names_of(cls, "given") else [],
        "picture": picture.read_text(encoding="utf-8").strip() if picture.is_file() else "",
    }


def _subject(name: str) -> str:
    """Return the subject whose lesson shows a widget most often; the earlier of two that show it equally often."""
    shown = {
        subject: len(re.findall(rf"\bmw\.{name}\(", path.read_text(encoding="utf-8")))
        for subject in SUBJECTS
        if (path := lessons.folder() / f"{subject}.ipynb").is_file()
    }
    best = max(shown, key=lambda subject: shown[subject], default="")
    return best if shown.get(best) else ""


def _lesson(path: Path) -> Entry:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    heading, _, rest = sources[0].partition("\n")
    named = {name for source in sources for name in re.findall(r"\bdata\(\"([^\"]+)\"\)", source)}
    return {
        "name": path.stem,
        "subject": path.stem if path.stem in SUBJECTS else "",
        "title": heading.lstrip("# ").strip(),
        "sentence": _sentence(rest.strip().split("\n\n")[0]),
        "data": sorted(name for name in named if (path.parent / "data" / name).is_file()),
    }


def _place(subject: str) -> int:
    return SUBJECTS.index(subject) if subject in SUBJECTS else len(SUBJECTS)


def _sentence(text: str) -> str:
    """Return a paragraph on one line, with a capital."""
    line = " ".join(text.split())
    return line[:1].upper() + line[1:]


def _word(name: str) -> str:
    """Return a name in the form of a cell's id."""
    return name.replace("_", "-") or "more"


def _cell(kind: str, name: str, source: str) -> Entry:
    cell: Entry = {"cell_type": kind, "id": name, "metadata": {}, "source": source.splitlines(True)}
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": []}


def _image(found: re.Match[str]) -> str:
    options = dict(re.findall(r":(\w+): (.*)", found[2]))
    picture = MANUAL / "pictures" / Path(found[1]).name
    if options.get("class") == "only-dark" or not picture.is_file():
        return ""
    return f"![{options.get('alt', '')}]({picture.name})"


def _page(stem: str) -> str:
    one = _widget(stem)
    tables = f"```{{trait-tables}} {one['name']}\n```"
    return f"# {one['name']}\n\n*{one['question']}*\n\n{one['summary']}\n\n{tables}\n"


def _tables(cls: Any) -> str:
    from .shell.kinds import names_of

    parts = []
    for kind, title in (("given", "Given: yours to write"), ("derived", "Derived: computed, read-only")):
        rows = [
            f"| `{name}` | {cls.class_traits()[name].help.replace('|', chr(92) + '|')} |"
            for name in names_of(cls, kind)
        ]
        parts.append("\n".join([f"**{title}**\n", "| name | meaning |", "| --- | --- |", *rows]))
    return "\n\n".join(parts)


def main(target: Path) -> None:
    """Write the gallery, given the name of a notebook, or else the folder that the extension offers."""
    if target.suffix == ".ipynb":
        text = json.dumps(gallery(), indent=1, ensure_ascii=False)
        target.write_text(f"{text}\n", encoding="utf-8")
    else:
        write(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
