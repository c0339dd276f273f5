"""A code cell rebuilds the widget, and its numbers with NumPy alone."""

import numpy as np
import pytest
from traitlets import Dict, Float

import mathml_widgets
from mathml_widgets.shell import Array, given
from tests.shell.samples import Coin, Ladder, Plane


def rebuilt(w, monkeypatch, **known):
    """Run the code cell and return the names that it made."""
    monkeypatch.setattr(mathml_widgets, type(w).__name__, type(w), raising=False)
    names = dict(known)
    exec(w.to_code(), names)
    return names


def test_the_code_makes_the_same_widget_and_the_same_numbers(monkeypatch):
    w = Plane([[2, 1], [0, 3]], vector=[1, 2], title='"quoted" and \n broken')
    names = rebuilt(w, monkeypatch)
    assert names["w"].state == w.state
    assert names["determinant"] == pytest.approx(w.determinant)
    np.testing.assert_allclose(names["image"], w.image)


def test_the_numbers_need_no_widget():
    _, plain = Plane([[2, 1], [0, 3]]).to_code().split("# The same numbers with NumPy alone.\n")
    assert "mw." not in plain
    names = {}
    exec(plain, names)
    assert names["determinant"] == pytest.approx(6)


def test_the_code_of_an_untouched_widget_is_short():
    class Bare(Plane):
        recipe = ""

    assert Bare().to_code() == "import mathml_widgets as mw\n\nw = mw.Bare()\nw\n"


def test_a_preset_stands_for_its_values(monkeypatch):
    w = Plane(preset="shear", vector=[3, 4])
    assert "mw.Plane(preset='shear', vector=[3.0, 4.0])" in w.to_code()
    assert rebuilt(w, monkeypatch)["w"].state == w.state


def test_equivalent_inputs_are_rebuilt(monkeypatch):
    w = Coin(counts=[1, 3])
    assert rebuilt(w, monkeypatch)["w"].state == w.state


def test_non_finite_numbers_are_written_so_that_they_run(monkeypatch):
    class Wide(Plane):
        recipe = "doubled = 2 * wide"
        bound = given(Float(0.0), finite=False)
        wide = given(Array(None, finite=False))
        table = given(Dict())

    w = Wide(bound=float("inf"), wide=[np.nan, -np.inf], table={"a": [float("nan")]})
    names = rebuilt(w, monkeypatch)
    assert names["w"].bound == np.inf
    np.testing.assert_array_equal(names["w"].wide, w.wide)
    np.testing.assert_array_equal(names["doubled"], [np.nan, -np.inf])


def my_step(rung):
    return None


def test_what_is_kept_in_the_kernel_is_expected_by_its_name(monkeypatch):
    w = Ladder(size=4, each=my_step)
    assert "mw.Ladder(size=4, each=my_step)" in w.to_code()
    assert rebuilt(w, monkeypatch, my_step=my_step)["w"].each is my_step


def test_an_array_that_is_too_large_for_a_cell_is_refused_in_words():
    w = Plane(points=np.zeros((100_000, 2)))
    with pytest.raises(ValueError, match=r"an array of shape \(100000, 2\) is too large for a code cell"):
        w.to_code()


def test_a_description_is_a_paragraph_of_text():
    assert Plane().describe() == ""
