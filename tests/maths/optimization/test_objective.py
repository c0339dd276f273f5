"""A reader's function, in all the shapes it comes in."""

import math

import numpy as np
import pytest

from mathml_widgets.maths import optimization as opt
from mathml_widgets.maths.calculus import Function


def bowl(x):
    return x[0] ** 2 + 3 * x[1] ** 2


def slope(x):
    return [2 * x[0], 6 * x[1]]


def test_a_function_of_one_point_is_called_once_for_each_of_many():
    calls = []

    def counted(x):
        calls.append(x.shape)
        return bowl(x)

    values = opt.Objective(counted).value(np.ones((2, 3, 2)))
    assert values.shape == (2, 3)
    assert calls == [(2,)] * 6


def test_two_starts_in_two_dimensions_are_not_mistaken_for_coordinates():
    # Indexed as a stack, x[0] would be the first point and not the first coordinate: same shape, wrong numbers.
    assert np.array_equal(opt.Objective(bowl, slope).value([[1, 0], [0, 1]]), [1.0, 3.0])
    assert np.array_equal(opt.Objective(bowl, slope).gradient([[1, 0], [0, 1]]), [[2, 0], [0, 6]])


def test_a_batched_function_is_called_once_with_rows():
    shapes = []

    def rows(points):
        shapes.append(points.shape)
        return (points**2).sum(axis=1)

    values = opt.Objective(rows, batched=True).value(np.ones((2, 3, 5)))
    assert values.shape == (2, 3)
    assert shapes == [(6, 5)]


def test_in_one_dimension_plain_numbers_will_do():
    parabola = opt.Objective(lambda x: x**2, lambda x: 2 * float(x[0]), lambda x: 2.0)
    assert parabola.value([[3.0], [4.0]]).tolist() == [9.0, 16.0]
    assert parabola.gradient([3.0]).tolist() == [6.0]
    assert parabola.hessian([3.0]).tolist() == [[2.0]]


def test_a_wrong_gradient_shape_is_refused_even_where_it_would_broadcast():
    with pytest.raises(ValueError, match=r"gradient must return shape \(2,\) for points of shape \(2,\), got \(\)"):
        opt.Objective(bowl, lambda x: 1.0).gradient([1.0, 2.0])


def test_a_batched_function_that_adds_up_the_rows_is_refused():
    with pytest.raises(ValueError, match=r"value must return shape \(3,\) for points of shape \(3, 2\), got \(\)"):
        opt.Objective(lambda p: (p**2).sum(), batched=True).value(np.ones((3, 2)))


@pytest.mark.parametrize("answer", ["text", None, 1j, [1, 2]])
def test_a_value_that_is_no_number_is_refused(answer):
    with pytest.raises(ValueError, match="value must return"):
        opt.Objective(lambda x: answer).value([1.0, 2.0])


def test_an_overflow_of_python_floats_counts_as_infinity():
    f = opt.Objective(lambda x: math.exp(x[0]))
    assert f.value([[0.0], [1e4]]).tolist() == [1.0, math.inf]


def test_a_point_that_is_not_finite_is_not_handed_to_the_reader():
    calls = []
    f = opt.Objective(lambda x: calls.append(x) or 0.0)
    assert np.isnan(f.value([[np.nan], [np.inf], [1.0]])).tolist() == [True, True, False]
    assert len(calls) == 1


def test_an_exception_of_the_reader_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        opt.Objective(lambda x: 1 / 0).value([1.0])


def test_missing_derivatives_are_taken_automatically():
    f = opt.Objective(lambda x: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2)
    exact = opt.rosenbrock()
    x = np.array([[-1.2, 1.0], [0.3, 0.4]])
    assert np.allclose(f.gradient(x), exact.gradient(x), rtol=1e-10)
    assert np.allclose(f.hessian(x), exact.hessian(x), rtol=1e-6)
    assert (f.gradient_source, f.hessian_source) == ("automatic", "automatic")


def test_a_given_gradient_is_called_given():
    f = opt.Objective(bowl, slope)
    assert f.gradient_source == "given"
    assert np.allclose(f.hessian([1.0, 2.0]), [[2, 0], [0, 6]], rtol=1e-9, atol=1e-9)
    assert f.hessian_source == "automatic"


def test_the_source_of_a_calculus_function_is_passed_on():
    made = Function(lambda x, y: x * x + y * y, gradient=lambda x, y: [2 * x, 2 * y], domain=[(-1, 1), (-1, 1)])
    objective = opt.objective.as_objective(made)
    assert objective.gradient_source.startswith("given (checked to")
    assert objective.gradient([1.0, 2.0]).tolist() == [2.0, 4.0]


def test_the_automatic_gradient_of_a_batched_function_is_that_of_its_rows():
    f = opt.Objective(lambda p: (p**3).sum(axis=1), batched=True)
    assert np.allclose(f.gradient([[1.0, 2.0], [0.5, -1.0]]), [[3, 12], [0.75, 3]], rtol=1e-9)


def test_a_function_of_coordinates_a_point_or_a_calculus_function_are_taken_alike():
    forms = [
        lambda x, y: (x - 1) ** 2 + 4 * y**2,
        lambda p: (p[0] - 1) ** 2 + 4 * p[1] ** 2,
        Function(lambda x, y: (x - 1) ** 2 + 4 * y**2, domain=[(-2, 2), (-2, 2)], minima=[[1, 0]]),
        opt.Objective(lambda p: (p[0] - 1) ** 2 + 4 * p[1] ** 2),
    ]
    paths = [opt.descend(form, [[-1.0, 1.0], [0.5, 2.0]], opt.GradientDescent(0.1), 20) for form in forms]
    for path in paths[1:]:
        assert np.allclose(path.points, paths[0].points, rtol=1e-12)
        assert np.allclose(path.values, paths[0].values, rtol=1e-12)
    assert np.allclose(paths[0].points[:, 0, 0], 1 - 2 * 0.8 ** np.arange(21), rtol=1e-9)


def test_a_calculus_function_of_one_number_descends():
    path = opt.descend(Function(lambda x: (x - 3) ** 2, domain=(0, 5)), [1.0], opt.Newton(), 5)
    assert path.points[-1] == pytest.approx(3.0)


def test_the_derivatives_of_a_calculus_function_are_nan_at_points_that_are_not_finite():
    objective = opt.objective.as_objective(lambda x, y: x * x + y * y)
    assert np.isnan(objective.gradient([[np.inf, 0.0], [1.0, 1.0]])).any(axis=1).tolist() == [True, False]


def test_what_is_no_function_is_refused():
    with pytest.raises(ValueError, match="function must be callable, got 3"):
        opt.descend(3, [1.0], opt.GradientDescent(), 1)


def test_outside_its_domain_a_function_has_no_automatic_gradient():
    with np.errstate(all="ignore"):
        f = opt.Objective(lambda x: np.log(x[0]))
        assert np.isnan(f.gradient([[-1.0], [0.0]])).all()


def test_the_distance_to_the_nearest_minimum_neither_overflows_nor_underflows():
    f = opt.Objective(bowl, minima=[[0, 0], [3, 4]])
    assert f.distance_to_minimum([3e200, 4e200]) == pytest.approx(5e200)
    assert f.distance_to_minimum([3e-200, 4e-200]) == pytest.approx(5e-200)
    assert f.distance_to_minimum([[3, 4], [3, 5]]).tolist() == [0.0, 1.0]


def test_without_known_minima_there_is_no_distance():
    with pytest.raises(ValueError, match="function must have known minima, got Objective\\(monkey saddle\\) with none"):
        opt.monkey_saddle().distance_to_minimum([0, 0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"value": 3}, "value must be callable, got 3"),
        ({"value": bowl, "gradient": [1, 2]}, r"gradient must be callable, got \[1, 2\]"),
        ({"value": bowl, "domain": [[0, 1, 2]]}, r"domain must have shape \(n_dimensions, 2\), got shape \(1, 3\)"),
        ({"value": bowl, "domain": [[1, 0]]}, r"domain must rise from low to high, got \[1.0, 0.0\] in row 0"),
        ({"value": bowl, "bounds": [[0, 1], [2, 2]]}, r"bounds must rise from low to high, got \[2.0, 2.0\] in row 1"),
    ],
)
def test_impossible_arguments_are_refused_by_name(arguments, message):
    with pytest.raises(ValueError, match=message):
        opt.Objective(**arguments)


@pytest.mark.parametrize("points", ["ab", [["a", "b"]], [None, 1.0]])
def test_points_that_are_no_numbers_are_refused(points):
    with pytest.raises(ValueError, match="points must hold numbers"):
        opt.sphere().value(points)


def test_a_lone_number_is_no_point():
    with pytest.raises(ValueError, match=r"points must have shape \(..., n_dimensions\), got the number 3.0"):
        opt.sphere(1).value(3.0)
