"""Of a preset and the values that it sets, and of equivalent inputs, the last written wins."""

import numpy as np
import pytest
from traitlets import TraitError, Unicode

from mathml_widgets.shell import given
from tests.shell.samples import Coin, Plane


def test_a_preset_sets_its_values():
    w = Plane(vector=[3, 4])
    w.preset = "shear"
    assert w.matrix.tolist() == [[1, 1], [0, 1]]
    assert w.vector.tolist() == [3, 4]


def test_the_view_is_told_which_presets_there_are(sent):
    w = Plane()
    assert sent.opened[w.model_id]["preset_names"] == ["shear", "double"]


def test_a_value_that_differs_from_the_preset_ends_it():
    w = Plane(preset="shear")
    w.vector = [3, 4]
    assert w.preset == "shear"
    w.matrix = [[1, 2], [0, 1]]
    assert w.preset == ""


def test_an_unknown_preset_is_refused_with_the_nearest_name():
    w = Plane(preset="shear")
    with pytest.raises(ValueError, match="preset must be one of 'shear', 'double', got 'sheer'; did you mean 'shear'"):
        w.preset = "sheer"
    assert w.preset == "shear"
    with pytest.raises(ValueError, match="got 'sheer'"):
        Plane(preset="sheer")


def test_a_value_written_after_the_preset_wins_over_it():
    w = Plane()
    w.set(preset="shear", matrix=[[5, 0], [0, 5]])
    assert w.preset == ""
    assert w.matrix[0, 0] == 5
    w.set(preset="double", matrix=np.array(w.matrix))
    assert w.preset == ""
    assert w.matrix[0, 0] == 5


def test_a_preset_written_after_a_value_wins_over_it():
    w = Plane()
    w.set(matrix=[[5, 0], [0, 5]], preset="shear")
    assert w.preset == "shear"
    assert w.matrix.tolist() == [[1, 1], [0, 1]]


def test_a_value_written_twice_counts_where_it_was_written_last():
    w = Plane()
    with w.hold_trait_notifications():
        w.matrix = [[4, 0], [0, 4]]
        w.preset = "shear"
        w.matrix = [[5, 0], [0, 5]]
    assert (w.preset, w.matrix[0, 0]) == ("", 5)


def test_the_constructor_follows_the_order_of_its_arguments():
    assert Plane(preset="shear", matrix=[[5, 0], [0, 5]]).preset == ""
    assert Plane([[5, 0], [0, 5]], preset="shear").matrix.tolist() == [[1, 1], [0, 1]]


def test_a_preset_that_is_the_default_is_applied_unless_a_value_contradicts_it():
    class Sheared(Plane):
        preset = given(Unicode("shear"))

    assert Sheared().matrix.tolist() == [[1, 1], [0, 1]]
    assert Sheared().preset == "shear"
    assert Sheared([[2, 0], [0, 2]]).preset == ""
    assert Sheared([[2, 0], [0, 2]]).matrix[0, 0] == 2


def test_a_preset_and_its_values_come_in_one_message(sent):
    w = Plane()
    w.preset = "shear"
    (update,) = sent.updates(w)
    assert {"preset", "matrix"} <= set(update)


def test_the_last_written_of_equivalent_inputs_clears_the_others():
    w = Coin()
    w.counts = [1, 3]
    assert (w.probability, w.heads) == (None, 0.25)
    w.probability = 0.75
    assert (w.counts, w.heads) == (None, 0.75)


def test_of_equivalent_inputs_written_together_the_last_counts():
    w = Coin()
    w.set(probability=0.1, counts=[1, 3])
    assert (w.probability, w.heads) == (None, 0.25)
    w.set(counts=[1, 1], probability=0.1)
    assert (w.counts, w.heads) == (None, 0.1)
    assert Coin(counts=[1, 3], probability=0.1).counts is None
    assert Coin(probability=0.1, counts=[1, 3]).probability is None


def test_none_written_beside_a_value_clears_nothing():
    w = Coin()
    w.set(counts=[1, 3], probability=None)
    assert w.heads == 0.25


def test_a_refused_value_leaves_its_equivalent_in_place():
    w = Coin()
    with pytest.raises(ValueError, match="counts must have shape"):
        w.counts = [1, 2, 3]
    with pytest.raises(TraitError, match="heads"):
        w.probability = None
    assert w.probability == 0.5
