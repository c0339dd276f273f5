"""A Sphinx extension: pages that MyST-NB makes of notebooks draw their widgets offline, with no kernel.

In `conf.py`: `extensions = ["myst_nb", "mathml_widgets.sphinx"]`.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .export import page_script

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SCRIPT = "mathml_widgets.js"


def setup(app: Sphinx) -> dict[str, Any]:
    """Put one script of ours in the place of those that MyST-NB would load from CDNs."""
    app.setup_extension("myst_nb")
    app.connect("config-inited", name_script)
    app.connect("build-finished", write_script)
    return {"version": version("mathml_widgets"), "parallel_read_safe": True, "parallel_write_safe": True}


def name_script(_app: Sphinx, config: Config) -> None:
    """Name our script to MyST-NB."""
    config.nb_ipywidgets_js = {SCRIPT: {"defer": "defer"}}


def write_script(app: Sphinx, failure: Exception | None) -> None:
    """Write our script beside the other static files of the pages."""
    if failure is None and app.builder.format == "html":
        (Path(app.outdir) / "_static" / SCRIPT).write_text(page_script(), encoding="utf-8")
