"""A constructor takes traits by name or place, and refuses typos with the nearest name."""

import gc

import pytest

from tests.shell.samples import Ladder, Plane


def test_the_first_argument_is_the_mathematical_object():
    assert Plane([[2, 0], [0, 2]]).matrix[0, 0] == 2
    assert Plane(None).matrix[0, 0] == 1


@pytest.mark.parametrize(
    ("typo", "hint"),
    [("matrx", "did you mean 'matrix'"), ("digit", "did you mean 'digits'"), ("present_", "did you mean 'present'")],
)
def test_a_typo_is_refused_with_the_nearest_name(typo, hint):
    with pytest.raises(TypeError, match=f"Plane has no argument '{typo}'; {hint}"):
        Plane(**{typo: 1})
    with pytest.raises(TypeError, match=hint):
        Plane().set(**{typo: 1})


@pytest.mark.parametrize("name", ["determinant", "error", "comm", "_esm", "zzz"])
def test_what_the_shell_writes_is_no_argument(name):
    with pytest.raises(TypeError, match=f"Plane has no argument '{name}'"):
        Plane(**{name: 1})


def test_too_many_arguments_are_counted():
    with pytest.raises(TypeError, match="Plane takes at most 1 positional arguments, got 2"):
        Plane(1, 2)
    with pytest.raises(TypeError, match="Ladder takes at most 0 positional arguments, got 1"):
        Ladder(1)


def test_an_argument_given_twice_is_refused():
    with pytest.raises(TypeError, match="Plane got matrix twice, by position and by name"):
        Plane([[1, 0], [0, 1]], matrix=[[1, 0], [0, 1]])


def test_a_constructor_raises_what_a_function_refuses(sent):
    with pytest.raises(ValueError, match="must not flip the plane"):
        Plane([[0, 1], [1, 0]])
    assert sent.opened == {}


def test_a_layout_is_an_argument():
    assert Plane(layout={"width": "50%"}).layout.width == "50%"


def test_interface_and_kept_traits_are_arguments():
    w = Plane(digits=5, note="mine", question="area")
    assert (w.digits, w.note, w.task["name"]) == (5, "mine", "area")


def test_the_first_message_shows_the_question_asked_by_the_constructor(sent):
    w = Plane(question="area")
    assert sent.opened[w.model_id]["task"]["masks"] == ["determinant"]
    assert sent.sent == []


def test_a_subclass_that_fails_before_it_is_made_leaves_no_second_error():
    class Late(Plane):
        def __init__(self):
            raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine"):
        Late()
    gc.collect()
