"""How Sphinx makes the documentation."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path
from types import GenericAlias

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "mathml_widgets"
author = copyright = "mathml_widgets developers"
version = release = version_of("mathml_widgets")

extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.apidoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.viewcode",
    "mathml",
    "plain_formulas",
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
        "automodule_options": {"members", "show-inheritance"},
    }
]
# A package names again what its files hold: it is documented there, once.
autodoc_default_options = {"ignore-module-all": True}
autodoc_typehints = "none"
numpydoc_show_class_members = False
myst_enable_extensions = ["colon_fence", "dollarmath"]

html_theme = "furo"
html_title = f"mathml_widgets {release}"
html_math_renderer = "mathml"


def setup(app):
    """Leave out names for types: they have no documentation of their own."""
    app.connect(
        "autodoc-skip-member",
        lambda app, what, name, obj, skip, options: skip or isinstance(obj, GenericAlias),
    )
