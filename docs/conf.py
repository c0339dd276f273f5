"""How Sphinx makes the documentation."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "mathml_widgets"
author = copyright = "mathml_widgets developers"
version = release = version_of("mathml_widgets")

extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.apidoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.mathjax",
    "sphinx.ext.viewcode",
    "trait_tables",
]
exclude_patterns = ["_build"]

apidoc_modules = [
    {
        "path": "../mathml_widgets",
        "destination": "api",
        "exclude_patterns": ["../mathml_widgets/*/static", "../mathml_widgets/labextension"],
        "separate_modules": True,
        "module_first": True,
    }
]
autodoc_typehints = "none"
numpydoc_show_class_members = False
myst_enable_extensions = ["colon_fence", "dollarmath"]

html_theme = "furo"
html_title = f"mathml_widgets {release}"
# Formulas are the only thing that a page asks another host for; none of the widgets does.
