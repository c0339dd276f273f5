"""Pages that draw the widgets with no kernel, and with no request to anywhere.

`to_html` makes one file of a notebook. `page_script` and `write_front_ends` give other makers
of pages what they would fetch from a CDN: the front ends that the packages of the widgets brought
along when they were installed, which therefore fit them.
"""

from __future__ import annotations

import copy
import json
import re
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import Distribution, distributions
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["page_script", "to_html", "write_front_ends"]

PAGE = Path(__file__).parent / "static/page.js"
STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
BUILT_IN = {"@jupyter-widgets/base", "@jupyter-widgets/controls"}
WIDGETS = {"bqscales": "LinearScale", "bqplot": "Figure", "anywidget": "AnyWidget"}
"""A widget of each module that those of this package are made of."""

OURS = tuple(WIDGETS)

TEMPLATE = """\
{%- extends 'index.html.j2' -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block jupyter_widgets -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
"""


def to_html(
    notebook: str | Path | NotebookNode,
    path: str | Path,
    *,
    execute: bool = False,
    theme: Literal["light", "dark"] = "light",
) -> Path:
    """Write a notebook as one HTML file that shows its widgets with no kernel and no network.

    The widgets are drawn from the state that the notebook keeps, so what they show is their last
    picture, and their badges say that there is no kernel. Paths that they hold can still be played.
    TeX becomes MathML.

    Parameters
    ----------
    notebook : path or NotebookNode
        A notebook with the state of its widgets: saved by JupyterLab with this package's
        extension, or executed by nbconvert or nbclient. It is not changed.
    path : path
        Where the page goes; its folder must exist.
    execute : bool, default False
        Run the notebook first, in its folder, with the kernel that it names.
    theme : {'light', 'dark'}, default 'light'

    Returns
    -------
    pathlib.Path
        Where the page is.

    Raises
    ------
    ModuleNotFoundError
        If nbconvert, which JupyterLab brings along, is not installed.
    FileNotFoundError
        If `notebook` is not there.
    ValueError
        If an output shows a widget whose state the notebook does not keep, or needs a front end
        that is not installed here.

    Examples
    --------
    >>> from mathml_widgets.export import to_html
    >>> to_html("lesson.ipynb", "lesson.html", execute=True)  # doctest: +SKIP
    PosixPath('/home/reader/lesson.html')
    """
    if theme not in ("light", "dark"):
        raise ValueError(f"theme must be light or dark, got {theme!r}")
    target = Path(path).absolute()
    if not target.parent.is_dir():
        raise ValueError(f"path must be in a folder that exists, got {str(path)!r}")
    if find_spec("nbconvert") is None:
        raise ModuleNotFoundError("to_html needs nbconvert: pip install nbconvert", name="nbconvert")
    content, folder, title = _read(notebook)
    if execute:
        _execute(content, folder)
    scripts = [page_script(_front_ends_of(content))]
    target.write_text(_page(content, folder, title, theme, scripts), encoding="utf-8")
    return target


def page_script(modules: Iterable[str] = OURS) -> str:
    """Return a script that draws the widgets whose state a page keeps.

    It takes the place of require.js and of ipywidgets' `embed-amd.js`, asks for nothing from
    anywhere, and needs only Jupyter's two kinds of script elements in the page, as nbconvert,
    MyST-NB and `ipywidgets.embed` write them.

    Parameters
    ----------
    modules : iterable of str, optional
        The front ends that the widgets of the page need, by the names of their modules.

    Raises
    ------
    FileNotFoundError
        If the package has not been built.
    ValueError
        If a front end is not installed here.
    """
    if not PAGE.exists():
        raise FileNotFoundError(f"{PAGE.name} is not built yet: in the checkout run `make build`")
    parts = [PAGE.read_text(encoding="utf-8")]
    for name in modules:
        code = re.sub(r"(?m)^//# sourceMappingURL=.*$", "", front_end(name).read_text(encoding="utf-8"))
        parts.append(f"mathmlPage.frontEnd({json.dumps(name)}, (define) => {{\n{code}\n}});")
    return "\n".join(parts)


def write_front_ends(folder: str | Path, modules: Iterable[str] = OURS) -> list[Path]:
    """Lay the front ends out in a folder as a CDN has them, for hosts that can be told of another CDN.

    Parameters
    ----------
    folder : path
        It is made where it does not exist.
    modules : iterable of str, optional
        The front ends, by the names of their modules.

    Returns
    -------
    list of pathlib.Path
        The files: for anywidget 0.11 it is `anywidget@~0.11.*/dist/index.js`, and the same with no ending.
    """
    written = []
    for name in modules:
        place = Path(folder) / f"{name}@{_version_asked_for(name)}" / "dist"
        place.mkdir(parents=True, exist_ok=True)
        for file in (place / "index.js", place / "index"):
            file.write_bytes(front_end(name).read_bytes())
            written.append(file)
    return written


def front_end(module: str) -> Path:
    """Return the AMD front end that the package of `module` brought along.

    Raises
    ------
    ValueError
        If no package installed here has it.
    """
    wanted = f"share/jupyter/nbextensions/{module}/index.js"
    for package in _likeliest_first(module):
        for file in package.files or ():
            if file.as_posix().endswith(wanted):
                found = Path(str(package.locate_file(file))).resolve()
                if found.exists():
                    return found
    fallback = Path(sys.prefix) / wanted
    if fallback.exists():
        return fallback
    raise ValueError(f"the front end of {module} must be installed where the page is made")


def _likeliest_first(module: str) -> list[Distribution]:
    """Return the packages of this environment, first those that are called like the module."""
    return sorted(distributions(), key=lambda package: package.metadata["Name"] != module)


def _version_asked_for(module: str) -> str:
    """Return the range of versions that the widgets of a module ask their front end to be in."""
    if module not in WIDGETS:
        raise ValueError(f"module must be one of {', '.join(WIDGETS)}, got {module!r}")
    widget = getattr(import_module(module), WIDGETS[module])
    return str(widget.class_traits()["_model_module_version"].default())


def _read(notebook: Any) -> tuple[Any, Path, str]:
    """Return a copy of a notebook, the folder it lives in, and its title."""
    import nbformat

    if isinstance(notebook, dict):
        return copy.deepcopy(notebook), Path.cwd(), "Notebook"
    source = Path(notebook)
    try:
        content = nbformat.read(source, as_version=4)  # type: ignore[no-untyped-call]
    except nbformat.reader.NotJSONError as error:
        raise ValueError(f"notebook must be a Jupyter notebook, got {str(notebook)!r}") from error
    return content, source.absolute().parent, source.stem


def _execute(content: Any, folder: Path) -> None:
    from nbclient import NotebookClient

    NotebookClient(content, resources={"metadata": {"path": str(folder)}}, store_widget_state=True).execute()


def _front_ends_of(content: Any) -> list[str]:
    """Return the modules of the widgets that the notebook keeps; refuse what cannot be drawn."""
    kept = content.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    shown = {
        output["data"][VIEW]["model_id"]
        for cell in content.cells
        for output in cell.get("outputs", ())
        if VIEW in output.get("data", {})
    }
    if missing := shown - set(kept):
        raise ValueError(
            f"the notebook must keep the state of its widgets, and lacks {len(missing)} of {len(shown)}: "
            "save it in JupyterLab while they are shown, or pass execute=True"
        )
    asked = {name for model in kept.values() for name in (model["model_module"], model["state"].get("_view_module"))}
    others = sorted(asked - BUILT_IN - set(OURS) - {None, "@jupyter-widgets/output"})
    return [*(name for name in OURS if name in asked), *others]


def _page(content: Any, folder: Path, title: str, theme: str, scripts: list[str]) -> str:
    """Return the notebook as nbconvert writes it, without what it would fetch, and with these scripts."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        raw_template=TEMPLATE, theme=theme, embed_images=True
    )
    resources = {"metadata": {"name": title, "path": str(folder)}}
    html, _ = exporter.from_notebook_node(content, resources)
    body, end, rest = html.rpartition("</body>")
    return body + "".join(f"<script>{inside_html(script)}</script>\n" for script in scripts) + end + rest


def inside_html(script: str) -> str:
    """Return a script in which no text looks to HTML like the end of the script."""
    return re.sub(r"</(script)", r"<\\/\1", script, flags=re.IGNORECASE).replace("<!--", r"<\!--")
