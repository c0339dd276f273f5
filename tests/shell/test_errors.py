"""What is refused is refused by name, rule and culprit, as a `ValueError` that traitlets knows too."""

import numpy as np
import pytest
from traitlets import Enum, Float, Int, List, TraitError, Unicode

from mathml_widgets.shell import given
from mathml_widgets.shell.errors import short, suggest
from tests.shell.hands import move
from tests.shell.samples import MathWidget


class Knobs(MathWidget):
    """One trait of each sort."""

    whole = given(Int(1, min=-5, max=5_000))
    share = given(Float(0.5, min=0.0, max=1.0))
    radius = given(Float(1.0, min=0.0))
    depth = given(Float(-1.0, max=0.0))
    order = given(Float(2.0), finite=False)
    kind = given(Enum(("solid", "dashed"), "solid"))
    layers = given(List(Enum(("grid", "circle")), ["grid"], maxlen=2))
    title = given(Unicode(""))


REFUSED = [
    ("whole", 9_999, "whole must be between -5 and 5,000, got 9999"),
    ("whole", "many", "whole must be an int, got 'many'"),
    ("whole", 1.5, "whole must be between -5 and 5,000, got 1.5"),
    ("share", -0.1, "share must be between 0.0 and 1.0, got -0.1"),
    ("share", None, "share must be a float, got None"),
    ("radius", -1.0, "radius must be at least 0.0, got -1.0"),
    ("depth", 1.0, "depth must be at most 0.0, got 1.0"),
    ("radius", float("nan"), "radius must be finite, got nan"),
    ("radius", np.float32("inf"), "radius must be finite, got inf"),
    ("kind", "dased", "kind must be one of 'solid', 'dashed', got 'dased'; did you mean 'dashed'?"),
    ("layers", ["grid", "circel"], "layers[1] must be one of 'grid', 'circle', got 'circel'; did you mean 'circle'?"),
    ("layers", ["grid"] * 3, "layers must be a list, got ['grid', 'grid', 'grid']"),
    ("title", 5, "title must be a unicode string, got 5"),
]


@pytest.mark.parametrize(("name", "value", "words"), REFUSED)
def test_a_value_is_refused_in_the_same_words_everywhere(name, value, words):
    w = Knobs()
    before = getattr(w, name)
    with pytest.raises(ValueError) as raised:
        setattr(w, name, value)
    assert str(raised.value) == words
    assert isinstance(raised.value, TraitError)
    assert w.error["message"] == words
    w.seed += 1
    assert w.error is None
    move(w, **{name: value})
    assert w.error["message"] == words
    with pytest.raises(ValueError) as raised:
        Knobs(**{name: value})
    assert str(raised.value) == words
    assert getattr(w, name) == before


def test_numbers_of_numpy_are_numbers():
    w = Knobs(whole=np.int64(3), share=np.float32(0.25))
    w.radius = np.float64(2)
    w.seed = np.uint8(7)
    assert [(type(v), v) for v in (w.whole, w.share, w.radius, w.seed)] == [
        (int, 3),
        (float, 0.25),
        (float, 2),
        (int, 7),
    ]


def test_a_number_may_be_infinite_where_that_means_something():
    assert Knobs(order=np.inf).order == np.inf


CULPRITS = ["x" * 10_000, list(range(10_000)), 10**5_000, {"a": "y" * 5_000}, np.zeros((999, 9))]


@pytest.mark.parametrize("value", CULPRITS, ids=lambda value: type(value).__name__)
def test_a_culprit_is_shown_short_and_on_one_line(value):
    shown = short(value)
    assert len(shown) <= 60
    assert "\n" not in shown


def test_a_culprit_that_cannot_be_shown_is_named_by_its_type():
    class Shy:
        def __repr__(self):
            raise RuntimeError("no")

    assert short(Shy()) == "a value of type Shy"


def test_the_nearest_name_is_suggested_and_none_where_none_is_near():
    assert suggest("matrx", ["vector", "matrix"]) == "; did you mean 'matrix'?"
    assert suggest("zzz", ["vector", "matrix"]) == ""
    assert suggest("matrix" + "x" * 1_000_000, ["vector"]) == ""
