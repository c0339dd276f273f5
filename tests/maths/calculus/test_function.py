import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from mathml_widgets.maths.calculus import Function

from .functions import ALL, POINT, B


def mccormick(x, y):
    return np.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1


def dixon_price(x):
    return (x[0] - 1) ** 2 + 2 * (2 * x[1] ** 2 - x[0]) ** 2


def test_the_gradient_that_fmin_gives_mccormick_is_refused():
    # benfred/fmin functions.js: mccormick.fprime is that of `flower`, f = x^2 + y^2 + a sin(b atan2(y, x)).
    def flower_gradient(x, y, a=1.0, b=5.0):
        r = x * x + y * y
        swing = a * b * np.cos(b * np.arctan2(y, x)) / r
        return np.array([2 * x - y * swing, 2 * y + x * swing])

    with pytest.raises(ValueError, match="gradient must agree with the function to 1e-04, got an error of"):
        Function(mccormick, gradient=flower_gradient, domain=[(-1.5, 4), (-3, 4)])
    right = Function(
        mccormick,
        gradient=lambda x, y: np.array(
            [np.cos(x + y) + 2 * (x - y) - 1.5, np.cos(x + y) - 2 * (x - y) + 2.5],
        ),
        domain=[(-1.5, 4), (-3, 4)],
    )
    assert right.gradient_check.error <= 1e-14


def test_the_gradient_that_fmin_gives_dixon_price_is_refused():
    # It misses a factor 2 in each residual term: a relative error of 0.5 at any point where these terms dominate.
    def without_the_factor(x):
        r = 2 * x[1] ** 2 - x[0]
        return np.array([(x[0] - 1) - 2 * r, 8 * x[1] * r])

    with pytest.raises(ValueError, match=r"gradient must agree with the function to 1e-04, got an error of 0\.5"):
        Function(dixon_price, gradient=without_the_factor, domain=[(-10, 10), (-10, 10)])
    right = Function(dixon_price, gradient=lambda x: 2 * without_the_factor(x), domain=[(-10, 10), (-10, 10)])
    assert right.gradient_source.startswith("given (checked to ")


def test_a_given_gradient_is_checked_and_used():
    calls = []

    def slope(x):
        calls.append(x)
        return 2 * x

    bowl = Function(lambda x: np.sum(x**2), gradient=slope, domain=[(-2, 2)] * 3)
    assert len(calls) == 8
    assert all(np.abs(x).max() <= 2 for x in calls)
    assert bowl.gradient_source == "given (checked to 2e-16)"
    assert bowl.gradient([1.0, 2.0, 3.0]).tolist() == [2.0, 4.0, 6.0]
    assert len(calls) == 9


def test_a_gradient_checked_by_differences_says_how_far_that_reaches():
    source = Function(math.sin, gradient=math.cos, domain=(-3, 3)).gradient_source
    assert source.startswith("given (checked to ")
    assert 1e-16 < float(source.removeprefix("given (checked to ").removesuffix(")")) < 1e-10


def test_an_error_just_above_the_limit_is_refused_and_one_below_is_not():
    def with_error(error):
        return Function(lambda x: np.exp(x), gradient=lambda x: np.exp(x) * (1 + error), domain=(-1, 1))

    with pytest.raises(ValueError, match="got an error of"):
        with_error(1.2e-4)
    assert with_error(0.9e-4).gradient_source == "given (checked to 9e-05)"


def test_a_given_hessian_is_checked_too():
    with pytest.raises(ValueError, match="hessian must agree with the function to 1e-04"):
        Function(lambda x: x @ B @ x, hessian=lambda x: B, domain=[(-1, 1)] * 3)
    good = Function(lambda x: x @ B @ x, hessian=lambda x: B + B.T, domain=[(-1, 1)] * 3)
    assert good.hessian_source.startswith("given (checked to ")
    assert good.hessian(POINT).tolist() == (B + B.T).tolist()
    assert good.gradient_source == "automatic"


@pytest.mark.parametrize(
    ("f", "source", "hessian_source"),
    [
        (lambda x: np.sum(np.sin(x) * x), "automatic", "automatic"),
        (lambda x: np.linalg.solve(np.diag(x), x**3) @ x, "complex step", "complex step"),
        (lambda x: math.sin(x[0]) + math.exp(x[1]), "finite difference", "finite difference"),
    ],
)
def test_the_source_of_the_gradient_is_told(f, source, hessian_source):
    function = Function(f, domain=[(1, 2), (1, 2)])
    assert function.gradient_source == source
    assert function.hessian_source == hessian_source
    assert function.evaluate([1.2, 1.7]).source == source
    step = 1e-6 * np.eye(2)
    x = np.array([1.2, 1.7])
    slopes = [(function(x + h) - function(x - h)) / 2e-6 for h in step]
    assert function.gradient(x) == pytest.approx(slopes, rel=1e-7)
    bends = [(function.gradient(x + h) - function.gradient(x - h)) / 2e-6 for h in step]
    assert function.hessian(x) == pytest.approx(np.array(bends), rel=1e-6, abs=1e-6)


def test_the_least_exact_source_so_far_is_told():
    function = Function(lambda x: np.sum(x**2) if x[0] > 0 else math.exp(x[0]), dimension=2)
    assert function.evaluate([1.0, 2.0]).source == "automatic"
    assert function.gradient_source == "automatic"
    assert function.evaluate([-1.0, 2.0]).source == "finite difference"
    assert function.gradient_source == "finite difference"


def test_a_function_of_a_vector_of_any_length_has_no_source_before_it_is_asked():
    function = Function(lambda x: np.sum(x**2))
    assert (function.dimension, function.gradient_source, function.hessian_source) == (
        None,
        "not asked yet",
        "not asked yet",
    )
    assert function.gradient([1.0, 2.0, 3.0]).tolist() == [2.0, 4.0, 6.0]
    assert function.gradient_source == "automatic"
    assert function([1.0]) == 1.0


def test_a_function_may_take_coordinates_or_a_point_or_a_number():
    coordinates = Function(lambda x, y: x**2 * y, domain=[(-1, 1), (-1, 1)])
    assert coordinates.dimension == 2
    assert coordinates(3.0, 2.0) == coordinates([3.0, 2.0]) == 18.0
    assert coordinates.gradient(3.0, 2.0).tolist() == [12.0, 9.0]
    point = Function(lambda x: x[0] ** 2 * x[1], minima=[[0.0, 0.0]])
    assert point.dimension == 2
    assert point(3.0, 2.0) == 18.0
    number = Function(lambda x: x**3, domain=(-2, 2))
    assert (number.dimension, number(2.0), number([2.0])) == (1, 8.0, 8.0)
    assert (number.gradient(2.0), number.hessian(2.0)) == (12.0, 12.0)
    one = Function(lambda x: np.sum(x**3), domain=[(-2, 2)])
    assert one.gradient([2.0]).tolist() == [12.0]
    assert one.hessian([2.0]).tolist() == [[12.0]]
    assert Function(lambda x: x**2, dimension=1)([3.0]) == 9.0  # a result of shape (1,) is one number


@pytest.mark.parametrize("name", ALL)
def test_many_points_at_once_give_what_each_alone_gives(name):
    function = Function(ALL[name], dimension=3)
    points = POINT + np.random.default_rng(0).normal(scale=1e-3, size=(4, 5, 3))
    values, gradients = function.values(points), function.gradients(points)
    assert values.shape == (4, 5) and gradients.shape == (4, 5, 3)
    for i, j in ((0, 0), (3, 4)):
        assert values[i, j] == pytest.approx(function(points[i, j]), rel=1e-13)
        assert gradients[i, j] == pytest.approx(function.gradient(points[i, j]), rel=1e-11, abs=1e-11)


def test_points_on_different_branches_are_evaluated_one_by_one():
    function = Function(lambda x: x[0] ** 2 if x[1] > 0 else -3.0 * x[0], dimension=2)
    points = np.array([[1.0, 1.0], [1.0, -1.0], [2.0, 1.0]])
    assert function.values(points).tolist() == [1.0, -3.0, 4.0]
    assert function.gradients(points).tolist() == [[2.0, 0.0], [-3.0, 0.0], [4.0, 0.0]]


def test_values_outside_of_the_domain_of_the_function_are_nan():
    for log in (lambda x: np.log(x[0]), lambda x: math.log(x[0])):
        function = Function(log, dimension=1)
        values = function.values([[1.0], [-1.0], [math.e]])
        assert values[0] == 0.0 and math.isnan(values[1]) and values[2] == pytest.approx(1.0)
        assert np.isnan(function.gradients([[1.0], [-1.0]])[1, 0])
    assert np.isnan(Function(np.log, domain=(0.1, 1)).gradient(-1.0))
    assert np.isnan(Function(lambda x: np.log(x[0]), dimension=1).hessian([-1.0])).all()


def test_values_of_a_number_keep_the_shape_of_the_numbers():
    function = Function(np.sin, domain=(-1, 1))
    x = np.linspace(-1, 1, 6).reshape(2, 3)
    assert function.values(x) == pytest.approx(np.sin(x))
    assert function.gradients(x) == pytest.approx(np.cos(x))
    assert function.values([]).shape == (0,)
    assert Function(np.sum, dimension=2).values(np.empty((0, 2))).shape == (0,)


def test_where_reverse_mode_fails_another_source_steps_in():
    cone = Function(lambda x: np.sqrt(np.sum(x**2)) ** 2, dimension=2)
    found = cone.evaluate([0.0, 0.0])
    assert found.gradient == pytest.approx([0.0, 0.0], abs=1e-12)
    assert found.source != "automatic"
    assert cone.evaluate([1.0, 0.0]).source == "automatic"


def test_at_a_kink_the_mean_slope_is_given_and_the_kink_told():
    function = Function(lambda x: np.sum(np.abs(x)), dimension=2)
    found = function.evaluate([0.0, -2.0])
    assert found.gradient.tolist() == [0.0, -1.0]
    assert not found.differentiable
    assert function.evaluate([1.0, -2.0]).differentiable


def test_a_trace_that_lies_is_not_believed():
    def two_faced(x):
        return np.sum(x**2) if isinstance(x, np.ndarray) else np.sum(x**2) * 3.0

    function = Function(two_faced, dimension=2)
    assert function.gradient([1.0, 2.0]) == pytest.approx([2.0, 4.0], rel=1e-9)
    assert function.gradient_source != "automatic"


def test_a_trace_with_the_right_value_and_a_wrong_slope_is_not_believed():
    function = Function(lambda x: x[0] ** 2 if isinstance(x, np.ndarray) else 4.0 * x[0] - 4.0, dimension=1)
    assert function.evaluate([2.0]).source == "automatic"  # value 4 and slope 4 are right here
    function = Function(lambda x: x[0] ** 2 if isinstance(x, np.ndarray) else 3.0 * x[0] - 2.0, dimension=1)
    assert function.evaluate([2.0]).source != "automatic"


def test_given_gradients_are_used_for_many_points_too():
    function = Function(lambda x: np.sum(x**2), gradient=lambda x: 2.0 * x, dimension=2)
    points = np.arange(6.0).reshape(3, 2)
    assert function.gradients(points).tolist() == (2 * points).tolist()
    opaque = Function(lambda x: math.sin(x), gradient=lambda x: math.cos(x), domain=(-1, 1))
    assert opaque.gradients([0.0, 1.0]) == pytest.approx([1.0, math.cos(1.0)])


def test_a_point_where_reverse_mode_fails_is_asked_again_among_many():
    function = Function(lambda x: np.sqrt(np.sum(x**2)) ** 2, dimension=2)
    found = function.gradients([[1.0, 2.0], [0.0, 0.0]])
    assert found == pytest.approx(np.array([[2.0, 4.0], [0.0, 0.0]]), abs=1e-12)


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=6))
def test_rosenbrock_agrees_with_scipy(x):
    function = Function(optimize.rosen)
    assert function(x) == pytest.approx(optimize.rosen(x), rel=1e-14)
    assert function.gradient(x) == pytest.approx(optimize.rosen_der(np.array(x)), rel=1e-12, abs=1e-10)


def test_a_function_knows_its_name_formula_domain_and_minima():
    function = Function(dixon_price, domain=[(-10, 10), (-5, 5)], formula="(x-1)²", minima=[[1.0, math.sqrt(0.5)]])
    assert (function.name, function.formula, repr(function)) == ("dixon_price", "(x-1)²", "Function((x-1)²)")
    assert function.domain.tolist() == [[-10, 10], [-5, 5]]
    assert np.abs(function.gradient(function.minima[0])).max() <= 1e-14
    assert repr(Function(dixon_price, name="Dixon and Price")) == "Function(Dixon and Price)"
    assert function.gradient_check is None


def test_the_points_of_the_check_come_from_the_generator():
    tried = []

    def slope(x):
        tried.append(x)
        return 2 * x

    for seed in (1, 1, 2):
        Function(lambda x: x**2, gradient=slope, domain=(-1, 1), generator=np.random.default_rng(seed))
    assert tried[:8] == tried[8:16] != tried[16:]


def test_the_check_looks_where_the_function_exists():
    function = Function(lambda x: np.log(x), gradient=lambda x: 1 / x, domain=(-1, 1))
    assert (function.gradient_check.errors <= 1e-12).all()
    with pytest.raises(ValueError, match="f must be finite somewhere in the domain, got none of 64 random points"):
        Function(lambda x: np.log(x), gradient=lambda x: 1 / x, domain=(-2, -1))


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Function(3), TypeError, "f must be callable, got 3"),
        (lambda: Function(np.sum, gradient="2x"), TypeError, "gradient must be callable, got '2x'"),
        (lambda: Function(np.sum, domain=[1, 2, 3]), ValueError, r"domain must hold a pair \(low, high\) for each"),
        (lambda: Function(np.sum, domain=[(2, 1)]), ValueError, r"domain must have low < high in each pair, got \[\[2"),
        (lambda: Function(np.sum, dimension=0), ValueError, "dimension must be a positive integer, got 0"),
        (lambda: Function(np.sum, dimension=2, domain=[(0, 1)]), ValueError, "all arguments must be of one dimension"),
        (lambda: Function(np.sum, lambda x: x), ValueError, "domain or dimension must be given with a gradient"),
        (lambda: Function(np.sum, dimension=2)([1.0]), ValueError, "point must have 2 coordinates, got 1"),
        (lambda: Function(np.sum, dimension=2)([[1.0]]), ValueError, r"point must be a vector, got shape \(1, 1\)"),
        (lambda: Function(np.sum, domain=(0, 1))([1.0, 2]), ValueError, r"point must be one number, got shape \(2,\)"),
        (lambda: Function(lambda x: x)([1.0, 2]), ValueError, r"f must return one real number, got \[1.0, 2.0\] at"),
        (lambda: Function(lambda x: 1j)([1.0]), ValueError, "f must return one real number, got 1j at"),
        (lambda: Function(np.sum, dimension=2).values([1.0]), ValueError, "points must have 2 coordinates last, got"),
        (
            lambda: Function(np.sum, lambda x: np.ones(3), dimension=2),
            ValueError,
            r"gradient must have shape \(2,\), got shape \(3,\)",
        ),
    ],
)
def test_bad_arguments_are_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()
