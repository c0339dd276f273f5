"""Undo, redo and reset travel through the given traits; one gesture is one step."""

import pytest

from mathml_widgets.shell import history
from tests.shell.hands import move, say
from tests.shell.samples import Coin, Plane


def places(w, steps, back="undo"):
    found = []
    for _ in range(steps):
        getattr(w, back)()
        found.append(w.vector.tolist())
    return found


def test_undo_and_redo_walk_through_what_was_written():
    w = Plane()
    w.vector = [1, 1]
    w.vector = [2, 2]
    assert places(w, 3) == [[1, 1], [1, 0], [1, 0]]
    assert places(w, 3, "redo") == [[1, 1], [2, 2], [2, 2]]


def test_derived_traits_follow_through_history():
    w = Plane()
    w.matrix = [[2, 0], [0, 3]]
    w.undo()
    assert w.determinant == pytest.approx(1)
    w.redo()
    assert w.determinant == pytest.approx(6)


def test_what_changed_together_comes_back_together():
    w = Plane()
    w.set(vector=[1, 1], power=3)
    w.undo()
    assert (w.vector.tolist(), w.power) == ([1, 0], 1)


def test_one_gesture_is_one_step():
    w = Plane()
    for serial in range(1, 6):
        move(w, serial, "first", vector=[serial, 0])
    for serial in range(6, 9):
        move(w, serial, "second", vector=[serial, 0])
    assert places(w, 2) == [[5, 0], [1, 0]]


def test_a_gesture_that_ends_where_it_began_is_no_step():
    w = Plane()
    w.vector = [7, 7]
    move(w, 1, "drag", vector=[1, 1])
    move(w, 2, "drag", vector=[7, 7])
    assert places(w, 2) == [[1, 0], [1, 0]]
    assert not w.can_undo


def test_a_gesture_that_passes_its_beginning_is_one_step():
    w = Plane()
    for serial, place in enumerate(([1, 1], [1, 0], [2, 2], [3, 3]), start=1):
        move(w, serial, "drag", vector=place)
    assert places(w, 2) == [[1, 0], [1, 0]]


def test_writes_from_python_are_steps_of_their_own_even_within_a_gesture():
    w = Plane()
    move(w, 1, "drag", vector=[1, 1])
    w.vector = [2, 2]
    move(w, 2, "drag", vector=[3, 3])
    assert places(w, 3) == [[2, 2], [1, 1], [1, 0]]


def test_a_gesture_that_goes_on_after_undo_is_a_new_step():
    w = Plane()
    move(w, 1, "drag", vector=[1, 1])
    say(w, "call", name="undo", gesture="drag")
    move(w, 2, "drag", vector=[2, 2])
    assert places(w, 1) == [[1, 0]]


def test_a_new_step_ends_what_could_be_redone():
    w = Plane()
    w.vector = [1, 1]
    w.undo()
    w.vector = [2, 2]
    w.redo()
    assert w.vector.tolist() == [2, 2]


def test_the_view_is_told_whether_there_is_a_way_back_or_on(sent):
    w = Plane()
    assert (w.can_undo, w.can_redo) == (False, False)
    w.vector = [1, 1]
    assert (w.can_undo, w.can_redo) == (True, False)
    w.undo()
    assert (w.can_undo, w.can_redo) == (False, True)
    assert sent.updates(w)[-1]["can_redo"] is True


def test_reset_returns_to_the_values_of_the_constructor_and_can_be_undone():
    w = Plane([[2, 0], [0, 2]], vector=[3, 3])
    w.vector = [1, 1]
    w.matrix = [[5, 0], [0, 5]]
    w.reset()
    assert (w.matrix[0, 0], w.vector.tolist()) == (2, [3, 3])
    w.undo()
    assert (w.matrix[0, 0], w.vector.tolist()) == (5, [1, 1])


def test_a_reset_while_a_handle_is_held_is_a_step_of_its_own():
    w = Plane()
    move(w, 1, "drag", vector=[1, 1])
    say(w, "call", name="reset", gesture="drag")
    assert places(w, 1) == [[1, 1]]


def test_presets_and_equivalent_inputs_come_back_consistent():
    w = Plane()
    w.preset = "shear"
    w.vector = [1, 1]
    w.matrix = [[5, 0], [0, 5]]
    w.undo()
    assert (w.preset, w.matrix.tolist()) == ("shear", [[1, 1], [0, 1]])
    coin = Coin(probability=0.25)
    coin.counts = [1, 1]
    coin.undo()
    assert (coin.probability, coin.counts) == (0.25, None)
    coin.redo()
    assert (coin.probability, coin.counts.tolist()) == (None, [1, 1])


def test_interface_traits_are_not_in_the_history():
    w = Plane()
    w.vector = [1, 1]
    w.digits = 7
    w.set(present=True)
    w.undo()
    assert (w.vector.tolist(), w.digits, w.present) == ([1, 0], 7, True)
    assert w.can_undo is False


def test_what_is_kept_in_the_kernel_is_not_in_the_history():
    w = Plane()
    w.note = "mine"
    assert w.can_undo is False


def test_a_refused_change_is_no_step():
    w = Plane()
    w.vector = [1, 1]
    with pytest.raises(ValueError, match="flip"):
        w.matrix = [[0, 1], [1, 0]]
    assert places(w, 1) == [[1, 0]]


def test_a_step_back_that_is_refused_loses_nothing(monkeypatch):
    w = Plane()
    w.matrix = [[2, 0], [0, 2]]

    def refuse(self, result):
        raise ValueError("not now")

    with monkeypatch.context() as patch:
        patch.setattr(type(Plane._computations[0]), "values", refuse)
        with pytest.raises(ValueError, match="not now"):
            w.undo()
    assert w.matrix[0, 0] == 2
    assert (w.can_undo, w.can_redo) == (True, False)
    w.vector = [5, 5]
    assert w.can_undo
    w.undo()
    w.undo()
    assert (w.matrix[0, 0], w.vector.tolist()) == (1, [1, 0])


def test_a_hundred_steps_are_remembered():
    w = Plane()
    for k in range(history.LONGEST + 20):
        w.vector = [k + 2, 0]
    assert places(w, history.LONGEST + 20)[-1] == [21, 0]
