"""A change is one transaction: assign, compute, one message, observers."""

import numpy as np
import pytest
from traitlets import Float, TraitError

from mathml_widgets.shell import computes, derived
from tests.shell.samples import Plane


@pytest.fixture
def ran(monkeypatch):
    """List the functions that run."""
    names = []
    kind = type(Plane._computations[0])
    original = kind.values
    monkeypatch.setattr(kind, "values", lambda self, result: names.append(self.name) or original(self, result))
    return names


def in_step(w):
    return w.determinant == pytest.approx(np.linalg.det(w.matrix)) and (w.image == w.determinant * w.vector).all()


def test_the_first_message_holds_the_answer(sent):
    w = Plane([[2, 0], [0, 3]])
    assert sent.opened[w.model_id]["determinant"] == pytest.approx(6)
    assert sent.sent == []


def test_the_computation_is_over_when_the_assignment_returns():
    w = Plane()
    w.matrix = [[2, 0], [0, 3]]
    assert w.determinant == pytest.approx(6)
    assert w.image.tolist() == pytest.approx([6, 0])


def test_only_the_functions_that_a_change_touches_run(ran):
    w = Plane()
    ran.clear()
    w.vector = [0, 1]
    assert ran == ["stretched"]
    ran.clear()
    w.matrix = [[2, 0], [0, 1]]
    assert sorted(ran) == ["size", "stretched"]


def test_a_result_that_stays_the_same_touches_nothing_further(ran):
    w = Plane()
    ran.clear()
    w.matrix = [[0, -1], [1, 0]]
    assert ran == ["size"]


def test_an_array_that_stays_the_same_touches_nothing_further(ran):
    class Longer(Plane):
        total = derived(Float())

        @computes("total")
        def summed(image):
            return float(image.sum())

    w = Longer(vector=[0, 0])
    before = w.image
    ran.clear()
    w.matrix = [[2, 0], [0, 1]]
    assert sorted(ran) == ["size", "stretched"]
    assert w.image is before


def test_writing_an_equal_value_computes_sends_and_tells_nothing(sent, ran):
    w = Plane()
    heard = []
    w.observe(heard.append)
    ran.clear()
    w.matrix = np.eye(2)
    w.power = 1
    assert (ran, sent.sent, heard) == ([], [], [])


def test_one_write_is_one_message_with_all_that_is_new(sent):
    w = Plane()
    w.matrix = [[2, 0], [0, 3]]
    (update,) = sent.updates(w)
    assert {"matrix", "determinant", "image", "can_undo", "answered"} == set(update)


def test_several_values_can_be_set_as_one_change(sent, ran):
    w = Plane()
    ran.clear()
    w.set(matrix=[[2, 0], [0, 3]], vector=[1, 1], digits=5)
    assert len(sent.updates(w)) == 1
    assert len(ran) == len(set(ran))
    assert w.image.tolist() == pytest.approx([6, 6])
    assert w.digits == 5


def test_the_traitlets_way_of_several_values_is_one_change_too(sent):
    w = Plane()
    with w.hold_trait_notifications():
        w.matrix = [[2, 0], [0, 3]]
        w.vector = [1, 1]
    assert len(sent.updates(w)) == 1
    assert w.image.tolist() == pytest.approx([6, 6])


def test_observers_hear_of_given_and_derived_once_each_when_all_is_in_step():
    w = Plane()
    heard = []
    w.observe(lambda change: heard.append((change.name, in_step(w))), ["matrix", "vector", "determinant", "image"])
    w.set(matrix=[[2, 0], [0, 3]], vector=[1, 1])
    assert sorted(heard) == [("determinant", True), ("image", True), ("matrix", True), ("vector", True)]


def test_observers_are_told_the_old_and_the_new_value():
    w = Plane()
    heard = []
    w.observe(heard.append, "determinant")
    w.matrix = [[2, 0], [0, 3]]
    assert (heard[0].old, heard[0].new, heard[0].owner) == (1.0, pytest.approx(6), w)


def test_a_value_that_a_function_refuses_comes_back_and_only_the_error_is_shown(sent):
    w = Plane([[2, 0], [0, 3]])
    before, heard = w.matrix, []
    w.observe(heard.append)
    with pytest.raises(ValueError, match="must not flip the plane, got determinant -1"):
        w.matrix = [[0, 1], [1, 0]]
    assert w.matrix is before
    assert in_step(w)
    assert [state for _, data in sent.sent for state in data["state"]] == ["error"]
    assert [change.name for change in heard] == ["error"]


def test_a_refused_change_takes_all_its_values_back():
    w = Plane()
    with pytest.raises(ValueError, match="flip"):
        w.set(vector=[5, 5], digits=7, matrix=[[0, 1], [1, 0]])
    assert w.vector.tolist() == [1, 0]
    assert w.digits == 3
    assert in_step(w)


def test_a_change_of_which_one_value_is_refused_takes_the_others_back():
    w = Plane()
    with pytest.raises(TraitError):
        w.set(vector=[5, 5], power=99)
    with pytest.raises(TraitError), w.hold_trait_notifications():
        w.vector = [5, 5]
        w.power = "many"
    assert w.vector.tolist() == [1, 0]
    assert in_step(w)


def test_after_a_refusal_the_next_change_computes_as_ever():
    w = Plane()
    with pytest.raises(ValueError, match="flip"):
        w.matrix = [[0, 1], [1, 0]]
    w.matrix = [[3, 0], [0, 1]]
    assert in_step(w)


def test_an_interrupt_while_computing_leaves_the_old_values(monkeypatch):
    w = Plane()

    def interrupt(self, result):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(Plane._computations[0]), "values", interrupt)
        with pytest.raises(KeyboardInterrupt):
            w.matrix = [[2, 0], [0, 1]]
    assert w.matrix.tolist() == [[1, 0], [0, 1]]
    w.vector = [2, 2]
    assert in_step(w)


def test_what_observers_write_is_a_change_of_its_own(sent):
    w = Plane()
    w.observe(lambda change: w.set(vector=change.new[0]), "matrix")
    w.matrix = [[2, 0], [0, 3]]
    assert len(sent.updates(w)) == 2
    assert w.vector.tolist() == [2, 0]
    assert in_step(w)


def test_what_an_observer_writes_and_is_refused_leaves_the_change_that_it_heard_of():
    w = Plane()
    w.observe(lambda change: w.set(matrix=[[0, 1], [1, 0]]), "vector")
    with pytest.raises(ValueError, match="flip"):
        w.vector = [3, 4]
    assert w.vector.tolist() == [3, 4]
    assert in_step(w)


def test_an_observer_that_fails_leaves_all_in_step():
    w = Plane()

    def fail(change):
        raise RuntimeError("mine")

    w.observe(fail, "matrix")
    with pytest.raises(RuntimeError, match="mine"):
        w.matrix = [[2, 0], [0, 3]]
    assert in_step(w)


def test_a_write_past_setattr_computes_too(sent):
    w = Plane()
    w.set_trait("matrix", [[2, 0], [0, 3]])
    assert in_step(w)
    assert len(sent.updates(w)) == 1
    with pytest.raises(ValueError, match="flip"):
        w.set_trait("matrix", [[0, 1], [1, 0]])
    assert in_step(w)


def test_an_interface_trait_starts_the_functions_that_read_it_and_no_others(ran):
    w = Plane()
    ran.clear()
    w.held = "tip"
    assert w.handle == "TIP"
    assert ran == ["told"]


def test_what_is_kept_in_the_kernel_may_have_no_truth_value(sent):
    class Odd:
        def __eq__(self, other):
            raise ValueError("ambiguous")

        __hash__ = None

    w = Plane()
    first, second = Odd(), Odd()
    w.note = first
    w.note = second
    assert w.note is second
    assert sent.sent == []


def test_a_derived_trait_cannot_be_written_from_python():
    w = Plane()
    with pytest.raises(TraitError, match="read-only"):
        w.determinant = 3.0
    with pytest.raises(TypeError, match="has no argument 'determinant'"):
        w.set(determinant=3.0)


def test_a_closed_widget_still_computes():
    w = Plane()
    w.close()
    w.matrix = [[2, 0], [0, 3]]
    assert in_step(w)
