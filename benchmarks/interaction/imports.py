"""What an import costs: whole processes by the clock, bare Python among them."""

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from importlib.util import find_spec
from pkgutil import iter_modules

import mathml_widgets.maths

from .rounds import interleaved
from .setting import Setting
from .table import AtMost, Row

PYTHON = "bare Python"
NUMPY = "numpy"
PACKAGE = "import mathml_widgets"
MATHS = "import mathml_widgets.maths, every subject"
FIRST = "first widget"

STATEMENTS = {
    PYTHON: "pass",
    PACKAGE: "import mathml_widgets",
    MATHS: ";".join(f"import mathml_widgets.maths.{one.name}" for one in iter_modules(mathml_widgets.maths.__path__)),
    FIRST: "import mathml_widgets; mathml_widgets.MatrixTransform()",
}
OTHERS = {
    NUMPY: "import numpy",
    "ipywidgets": "import ipywidgets",
    "bqplot": "import bqplot",
    "wigglystuff": "from wigglystuff import Matrix; Matrix(rows=2, cols=2)",
    "drawdata": "from drawdata import ScatterWidget; ScatterWidget()",
}
UNASKED = ("scipy", "pandas", "matplotlib", "bqplot")


def rows(setting: Setting) -> list[Row]:
    there = {name: code for name, code in OTHERS.items() if find_spec(name)}
    found = interleaved(
        {name: partial(process, code) for name, code in (STATEMENTS | there).items()}, 3 * setting.rounds
    )
    whole = {name: figures["milliseconds"] for name, figures in found.items()}
    bare, numpy = whole[PYTHON], whole[NUMPY]
    above = {name: whole[name] - bare for name in there}
    return [
        Row("bare Python, ms", bare, AtMost()),
        Row("import mathml_widgets, ms above bare Python", whole[PACKAGE] - bare, AtMost(30), above),
        Row("every subject of mathml_widgets.maths, ms above NumPy", whole[MATHS] - numpy, AtMost(30)),
        Row(
            "first widget, ms of the whole process",
            whole[FIRST],
            AtMost(350),
            {name: whole[name] for name in there},
        ),
        Row(f"of {', '.join(UNASKED)} loaded by the first widget", loaded(), AtMost(0)),
    ]


def process(code: str) -> dict[str, float]:
    began = time.perf_counter()
    run(code)
    return {"milliseconds": 1000 * (time.perf_counter() - began)}


def loaded() -> int:
    """Return how many of the large packages that nobody asked for the first widget loads."""
    return int(run(f"{STATEMENTS[FIRST]}; import sys; print(len(sys.modules.keys() & set({UNASKED})))"))


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tempfile.gettempdir(), env=os.environ, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{code} failed:\n{done.stderr}")
    return done.stdout
