"""Widgets that are joined by `traitlets.link` follow each other."""

import numpy as np
import pytest
from traitlets import HasTraits, Int, dlink, link

from tests.shell.hands import move
from tests.shell.samples import Plane


@pytest.fixture
def pair():
    one, two = Plane(), Plane()
    joint = link((one, "matrix"), (two, "matrix"))
    return one, two, joint


def test_each_of_two_linked_widgets_follows_the_other(pair):
    one, two, _ = pair
    one.matrix = [[2, 0], [0, 3]]
    assert two.determinant == pytest.approx(6)
    two.matrix = [[5, 0], [0, 1]]
    assert one.determinant == pytest.approx(5)


def test_a_widget_follows_in_one_direction():
    one, two = Plane(), Plane()
    dlink((one, "matrix"), (two, "matrix"))
    two.matrix = [[5, 0], [0, 1]]
    assert one.determinant == pytest.approx(1)
    one.matrix = [[2, 0], [0, 3]]
    assert two.determinant == pytest.approx(6)


def test_a_linked_widget_follows_a_drag_live_with_one_message_for_each_move(pair, sent):
    one, two, _ = pair
    sent.forget()
    for serial in range(1, 4):
        move(one, serial, matrix=[[1 + serial, 0], [0, 1]])
        assert two.determinant == pytest.approx(1 + serial)
    assert len(sent.updates(one)) == len(sent.updates(two)) == 3
    assert all("matrix" in update for update in sent.updates(two))


def test_a_drag_of_a_linked_widget_stays_in_its_epoch(pair):
    one, _, _ = pair
    move(one, 1, matrix=[[2, 0], [0, 1]])
    move(one, 2, matrix=[[3, 0], [0, 1]])
    assert one.answered["epoch"] == 0


def test_one_gesture_is_one_step_in_both_linked_widgets(pair):
    one, two, _ = pair
    for serial in range(1, 4):
        move(one, serial, matrix=[[1 + serial, 0], [0, 1]])
    two.undo()
    assert one.determinant == two.determinant == pytest.approx(1)
    assert two.can_undo is False


def test_several_linked_traits_are_all_in_step_at_the_end():
    one, two = Plane(), Plane()
    for name in ("matrix", "vector", "power"):
        link((one, name), (two, name))
    one.set(matrix=[[2, 0], [0, 3]], vector=[1, 1], power=3)
    assert two.image.tolist() == pytest.approx([6, 6])
    assert two.power == 3


def test_a_circle_of_links_comes_to_rest():
    ring = [Plane() for _ in range(3)]
    for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
        link((here, "vector"), (there, "vector"))
    ring[1].vector = [4, 5]
    assert all(w.vector.tolist() == [4, 5] for w in ring)


def test_a_link_can_be_undone(pair):
    one, two, joint = pair
    joint.unlink()
    one.matrix = [[2, 0], [0, 3]]
    two.matrix = [[4, 0], [0, 1]]
    assert (one.determinant, two.determinant) == (pytest.approx(6), pytest.approx(4))


def test_a_linked_value_stays_a_plain_read_only_array(pair):
    one, two, _ = pair
    one.matrix = [[2, 0], [0, 3]]
    assert type(two.matrix) is np.ndarray
    assert not two.matrix.flags.writeable


def test_a_widget_links_with_any_other_object():
    class Knob(HasTraits):
        value = Int(1)

    knob, w = Knob(), Plane()
    link((knob, "value"), (w, "power"))
    knob.value = 4
    assert w.power == 4
    w.power = 2
    assert knob.value == 2


def test_what_a_linked_widget_refuses_is_refused_and_both_keep_working(pair):
    one, two, joint = pair
    joint.unlink()
    link((one, "power"), (two, "power"))
    with pytest.raises(ValueError, match="flip"):
        one.matrix = [[0, 1], [1, 0]]
    one.power = 3
    assert two.power == 3


def test_an_observer_of_all_traits_hears_all():
    w, heard = Plane(), []
    w.observe(heard.append)
    w.matrix = [[2, 0], [0, 3]]
    assert {"matrix", "determinant", "image"} <= {change.name for change in heard}
    w.unobserve(heard.append)
    heard.clear()
    w.vector = [1, 1]
    assert heard == []
