"""What an import costs: whole processes by the clock, bare Python among them."""

import os
import subprocess
import sys
import time
from functools import partial
from importlib.util import find_spec
from pkgutil import iter_modules
from statistics import median
from tempfile import TemporaryDirectory, gettempdir

import mathml_widgets.maths

from .setting import Setting
from .table import AtMost, Row

PYTHON, PACKAGE, FIRST = "bare Python", "import mathml_widgets", "first widget"
STATEMENTS = {
    PYTHON: "pass",
    PACKAGE: "import mathml_widgets",
    FIRST: "import mathml_widgets; mathml_widgets.MatrixTransform()",
}
SUBJECTS = {
    f"maths.{one.name}": f"import mathml_widgets.maths.{one.name}"
    for one in iter_modules(mathml_widgets.maths.__path__)
}
OTHERS = {
    "numpy": "import numpy",
    "ipywidgets": "import ipywidgets",
    "bqplot": "import bqplot",
    "wigglystuff": "from wigglystuff import Matrix; Matrix(rows=2, cols=2)",
    "drawdata": "from drawdata import ScatterWidget; ScatterWidget()",
}
UNASKED = ("scipy", "pandas", "matplotlib", "bqplot")


def rows(setting: Setting) -> list[Row]:
    there = {name: code for name, code in OTHERS.items() if find_spec(name)}
    statements = STATEMENTS | SUBJECTS | there
    with TemporaryDirectory() as compiled:
        # As after an installation, whatever the environment says: compiled once, in the round that does not count.
        environment = os.environ | {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        found = setting.medians({name: partial(process, code, environment) for name, code in statements.items()})
        large = loaded(environment)
    whole = {name: figures["milliseconds"] for name, figures in found.items()}
    bare = whole[PYTHON]
    slowest = max(SUBJECTS, key=whole.__getitem__)
    others = {name: whole[name] for name in there}
    return [
        Row("bare Python, ms", bare, AtMost()),
        Row(
            "import mathml_widgets, ms above bare Python",
            whole[PACKAGE] - bare,
            AtMost(30),
            {name: spent - bare for name, spent in others.items()},
        ),
        Row(f"its slowest subject, {slowest}, ms above NumPy", whole[slowest] - whole["numpy"], AtMost(30)),
        Row("first widget, ms of the whole process", whole[FIRST], AtMost(350), others),
        Row(f"of {', '.join(UNASKED)} loaded by the first widget", large, AtMost(0)),
    ]


def process(code: str, environment: dict[str, str]) -> dict[str, float]:
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        run(code, environment)
        taken.append(1000 * (time.perf_counter() - began))
    return {"milliseconds": median(taken)}


def loaded(environment: dict[str, str]) -> int:
    """Return how many of the large packages that nobody asked for the first widget loads."""
    count = f"import sys; print(len(sys.modules.keys() & set({UNASKED})))"
    return int(run(f"{STATEMENTS[FIRST]}; {count}", environment))


def run(code: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=gettempdir(), env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{code} failed:\n{done.stderr}")
    return done.stdout
