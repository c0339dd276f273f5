"""Subjects load a file when a name of it is asked for."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest

from mathml_widgets import maths
from mathml_widgets.maths import linear_algebra, optimization

ROOT = Path(maths.__file__).parent
LAZY = [".".join((maths.__name__, *stub.parent.relative_to(ROOT).parts)) for stub in sorted(ROOT.rglob("__init__.pyi"))]


@pytest.mark.parametrize("name", LAZY)
def test_every_name_of_a_stub_can_be_had(name):
    package = import_module(name)
    assert {name for name in package.__all__ if not hasattr(package, name)} == set()


def test_a_subject_loads_no_file_before_it_is_asked_for():
    code = (
        "import sys; from mathml_widgets.maths import statistics, geometry;"
        "loaded = [n for n in sys.modules if n.startswith('mathml_widgets.maths.')];"
        "assert sorted(loaded) == ['mathml_widgets.maths.' + n for n in ('geometry', 'lazily', 'statistics')], loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_name_that_is_also_a_file_is_what_the_file_holds():
    import_module("mathml_widgets.maths.optimization.race")
    assert isinstance(optimization.race, FunctionType)


def test_an_unknown_name_is_refused_by_name():
    with pytest.raises(AttributeError, match=r"linear_algebra' has no attribute 'eigenn'"):
        _ = linear_algebra.eigenn
