"""The shell finds the order of the functions, and what is wrong with them when the class is made."""

import pytest
from traitlets import Float, Int, List, Unicode

from mathml_widgets.shell import MathWidget, computes, derived, given, log
from tests.shell.samples import Plane


def test_a_function_is_called_in_a_test_without_a_widget():
    assert Plane.size([[2, 0], [0, 3]]) == pytest.approx(6)
    assert Plane.size(matrix=[[2, 0], [0, 3]]) == pytest.approx(6)


def test_functions_run_after_those_whose_results_they_read():
    class Chain(MathWidget):
        a = given(Int(1))
        b, c, d = (derived(Int()) for _ in range(3))

        @computes("d")
        def third(c: int) -> int:
            return c * 2

        @computes("c")
        def second(b: int, a: int) -> int:
            return b + a

        @computes("b")
        def first(a: int) -> int:
            return a + 1

    w = Chain(a=10)
    assert (w.b, w.c, w.d) == (11, 21, 42)
    assert [one.name for one in Chain._computations] == ["first", "second", "third"]


def test_functions_that_wait_for_each_other_are_refused_by_name():
    with pytest.raises(TypeError, match="Circle: these functions wait for each other: left, right"):

        class Circle(MathWidget):
            a, b = derived(Int()), derived(Int())

            @computes("a")
            def left(b: int) -> int:
                return b

            @computes("b")
            def right(a: int) -> int:
                return a


def test_a_function_that_reads_its_own_result_is_a_circle():
    with pytest.raises(TypeError, match="wait for each other: grow"):

        class Snake(MathWidget):
            a = derived(Int())

            @computes("a")
            def grow(a: int) -> int:
                return a + 1


def test_two_functions_that_fill_the_same_trait_are_refused_by_name():
    with pytest.raises(TypeError, match="Double: right and left both fill a"):

        class Double(MathWidget):
            a = derived(Int())

            @computes("a")
            def left(seed: int) -> int:
                return seed

            @computes("a")
            def right(seed: int) -> int:
                return seed


def test_a_parameter_that_is_no_trait_is_refused_with_the_nearest_name():
    with pytest.raises(TypeError, match="Typo: half reads radios, not a trait; did you mean 'radius'"):

        class Typo(MathWidget):
            radius = given(Float(1.0))
            a = derived(Float())

            @computes("a")
            def half(radios: float) -> float:
                return radios / 2


@pytest.mark.parametrize("filled", ["radius", "nothing", "digits"])
def test_only_derived_and_log_traits_can_be_filled(filled):
    with pytest.raises(TypeError, match=f"Wrong: half fills {filled}, not a derived trait"):

        class Wrong(MathWidget):
            radius = given(Float(1.0))

            @computes(filled)
            def half(radius: float) -> float:
                return radius / 2


def test_a_wrong_number_of_results_is_said():
    class Pair(MathWidget):
        a, b = derived(Int()), derived(Int())

        @computes("a", "b")
        def both(seed: int) -> object:
            return (1, 2, 3)[: 2 + seed]

    w = Pair()
    assert (w.a, w.b) == (1, 2)
    with pytest.raises(TypeError, match="both must return 2 values in a tuple"):
        w.seed = 1
    assert w.seed == 0


def test_a_subclass_adds_functions_and_replaces_those_of_the_same_name():
    class Louder(Plane):
        echo = derived(Float())

        @computes("image")
        def stretched(vector: object) -> object:
            return vector

        @computes("echo")
        def echoed(determinant: float) -> float:
            return -determinant

    w = Louder([[2, 0], [0, 3]])
    assert w.image.tolist() == [1, 0]
    assert w.echo == pytest.approx(-6)
    assert Plane([[2, 0], [0, 3]]).image.tolist() == pytest.approx([6, 0])


def test_a_function_may_fill_a_log():
    class Noted(MathWidget):
        said = log(Int(0))

        @computes("said")
        def say(seed: int) -> int:
            return seed + 1

    assert Noted(seed=4).said == 5


def test_what_a_function_may_not_return_is_refused_by_name_of_its_trait():
    class Bad(MathWidget):
        a = derived(Int())

        @computes("a")
        def wrong(seed: int) -> object:
            return "text" if seed else 1

    w = Bad()
    with pytest.raises(Exception, match="'a' trait"):
        w.seed = 1
    assert (w.seed, w.a) == (0, 1)


def test_a_list_that_stays_the_same_runs_nothing_again():
    ran = []

    class Named(MathWidget):
        size = given(Int(2))
        other = given(Int(0))
        names = derived(List(Unicode()))
        length = derived(Int())

        @computes("names")
        def named(size):
            return [f"x{i}" for i in range(size)]

        @computes("length")
        def measured(names):
            ran.append(names)
            return len(names)

    w = Named()
    w.other = 1
    assert len(ran) == 1
    w.size = 3
    assert (w.length, len(ran)) == (3, 2)
