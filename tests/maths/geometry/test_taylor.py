import math

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import calculus
from mathml_widgets.maths.geometry import (
    Taylor,
    measured_orders,
    taylor,
    taylor_approximations,
    taylor_errors,
    taylor_terms,
)
from mathml_widgets.maths.geometry.log_slopes import log_slopes
from mathml_widgets.maths.geometry.third_derivatives import third_derivatives

X, Y = sympy.symbols("x y")


def rosenbrock(x, y):
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def all_derivatives(formula, symbols, at):
    """Return gradient, Hessian and third derivatives of a formula by SymPy."""
    here = dict(zip(symbols, at, strict=True))
    first = [sympy.diff(formula, a) for a in symbols]
    second = [[sympy.diff(f, a) for a in symbols] for f in first]
    third = [[[sympy.diff(f, a) for a in symbols] for f in row] for row in second]
    return [np.array(_numbers(d, here)) for d in (first, second, third)]


def _numbers(nested, here):
    if isinstance(nested, list):
        return [_numbers(part, here) for part in nested]
    return float(nested.subs(here).evalf(30))


@pytest.mark.parametrize(
    ("function", "oracle", "point"),
    [
        (np.log1p, mpmath.log1p, 0.0),
        (np.exp, mpmath.exp, 1.0),
        (np.sin, mpmath.sin, 2.0),
        (lambda x: 1 / (1 + 25 * x**2), lambda x: 1 / (1 + 25 * x**2), 0.3),
        (np.tanh, mpmath.tanh, -3.0),
        (np.sqrt, mpmath.sqrt, 1e-6),
        (lambda x: x**3, lambda x: x**3, 1e-8),
    ],
)
def test_the_derivatives_of_a_function_of_one_number_are_those_of_mpmath(function, oracle, point):
    with mpmath.workdps(60):
        exact = [float(c * math.factorial(k)) for k, c in enumerate(mpmath.taylor(oracle, mpmath.mpf(point), 3))]
    near = taylor(function, point)
    found = (near.value, near.gradient, near.hessian, near.third)
    np.testing.assert_allclose(found[:3], exact[:3], rtol=1e-13, atol=1e-14)
    assert found[3] == pytest.approx(exact[3], rel=1e-8, abs=1e-9)
    for value, truth, error in zip(found[1:], exact[1:], near.errors, strict=True):
        assert abs(value - truth) <= error + 1e-300


def test_near_the_edge_of_the_domain_plain_python_functions_have_their_derivatives():
    near = taylor(math.log, 0.01)
    assert near.third == pytest.approx(2e6, abs=near.errors[2])
    assert near.errors[2] < 2e3


@pytest.mark.parametrize("function", [math.exp, math.atan, math.erf])
@pytest.mark.parametrize("point", [0.0, 0.7, -2.0])
def test_measured_derivatives_come_within_their_errors(function, point):
    oracle = {"exp": mpmath.exp, "atan": mpmath.atan, "erf": mpmath.erf}[function.__name__]
    with mpmath.workdps(40):
        exact = [float(mpmath.diff(oracle, point, k)) for k in (1, 2, 3)]
    near = taylor(function, point)
    for value, truth, error in zip((near.gradient, near.hessian, near.third), exact, near.errors, strict=True):
        assert abs(value - truth) <= error
        assert error <= 1e-5
    assert near.sources[0] == "finite difference"


@pytest.mark.parametrize(
    ("formula", "at"),
    [
        (sympy.exp(X) * sympy.sin(Y), (0.5, 1.0)),
        ((1 - X) ** 2 + 100 * (Y - X**2) ** 2, (-1.2, 1.0)),
        (X**3 - 3 * X * Y**2, (0.0, 0.0)),
        (sympy.log(1 + X**2 + Y**2), (0.3, -2.0)),
    ],
)
def test_the_derivatives_of_a_function_of_two_numbers_are_those_of_sympy(formula, at):
    near = taylor(sympy.lambdify((X, Y), formula, "numpy"), at)
    gradient, hessian, third = all_derivatives(formula, (X, Y), at)
    np.testing.assert_allclose(near.gradient, gradient, rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(near.hessian, hessian, rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(near.third, third, rtol=1e-8, atol=1e-9)
    assert (np.abs(near.third - third) <= near.errors[2] + 1e-14).all()
    assert near.sources[:2] == ("automatic", "automatic")
    for axes in ((1, 0, 2), (2, 1, 0), (0, 2, 1)):
        np.testing.assert_array_equal(near.third, np.transpose(near.third, axes))


def test_third_derivatives_agree_with_torch():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    point = [0.3, -0.7, 1.1]
    near = taylor(lambda x: np.tanh(x[0] * x[1]) * x[2] ** 2 + np.exp(x[0] - x[2]), point)

    def twin(x):
        return torch.tanh(x[0] * x[1]) * x[2] ** 2 + torch.exp(x[0] - x[2])

    functional = torch.autograd.functional
    third = functional.jacobian(
        lambda x: functional.hessian(twin, x, create_graph=True), torch.tensor(point, dtype=torch.float64)
    )
    np.testing.assert_allclose(near.third, third.numpy(), rtol=0, atol=1e-8)


@settings(max_examples=12)
@given(st.lists(st.integers(-9, 9), min_size=10, max_size=10), st.tuples(*[st.floats(-3, 3)] * 4))
def test_the_cubic_polynomial_of_a_cubic_is_the_cubic(coefficients, numbers):
    c = np.array(coefficients, dtype=float)
    x0, y0, dx, dy = numbers

    def cubic(x, y):
        monomials = (1.0, x, y, x * x, x * y, y * y, x**3, x * x * y, x * y * y, y**3)
        return sum(a * m for a, m in zip(c, monomials, strict=True)) + 0.0 * x

    near = taylor(cubic, [x0, y0])
    found = taylor_approximations(near, [dx, dy])[3]
    size = np.abs(c).sum() * 6.0**3 + 1.0
    assert abs(found - cubic(x0 + dx, y0 + dy)) <= 1e-12 * size


def test_the_terms_are_the_value_the_slope_the_bend_and_the_change_of_the_bend():
    rng = np.random.default_rng(1)
    g, h, t = rng.normal(size=3), rng.normal(size=(3, 3)), rng.normal(size=(3, 3, 3))
    h = h + h.T
    t = sum(np.transpose(t, axes) for axes in [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
    near = taylor(lambda x: 7.0 + 0.0 * x[0], np.zeros(3), gradient=g, hessian=h, third=t)
    assert near.sources == ("given",) * 3
    moves = rng.normal(size=(4, 2, 3))
    terms = taylor_terms(near, moves)
    assert terms.shape == (4, 4, 2)
    for index in np.ndindex(4, 2):
        m = moves[index]
        twin = [
            7.0,
            sum(g[i] * m[i] for i in range(3)),
            sum(h[i, j] * m[i] * m[j] for i in range(3) for j in range(3)) / 2,
            sum(t[i, j, k] * m[i] * m[j] * m[k] for i in range(3) for j in range(3) for k in range(3)) / 6,
        ]
        np.testing.assert_allclose(terms[(slice(None), *index)], twin, rtol=1e-12)
    np.testing.assert_allclose(taylor_approximations(near, moves), np.cumsum(terms, axis=0))


@pytest.mark.parametrize("order", [0, 1, 2, 3])
def test_nothing_above_the_asked_order_is_known(order):
    near = taylor(rosenbrock, [1.0, 1.0], order)
    assert near.order == order == len(near.sources) == len(near.errors)
    assert [part is None for part in near[2:5]] == [k >= order for k in range(3)]
    assert taylor_approximations(near, [0.1, 0.1]).shape == (order + 1,)


def test_one_displacement_many_and_none_have_their_shapes():
    near = taylor(rosenbrock, [1.0, 1.0], 2)
    assert taylor_approximations(near, np.zeros((0, 2))).shape == (3, 0)
    assert taylor_approximations(near, np.zeros((5, 4, 2))).shape == (3, 5, 4)
    assert taylor_approximations(taylor(np.exp, 1.0), 0.5).shape == (4,)
    assert taylor_approximations(taylor(np.exp, [1.0]), [0.5]).shape == (4,)


def test_at_a_kink_there_is_a_value_and_no_derivative_across():
    near = taylor(lambda x, y: np.abs(x) + y**2, [0.0, 1.0])
    assert near.value == 1.0
    assert np.isnan(near.gradient[0])
    assert near.gradient[1] == pytest.approx(2.0, abs=1e-12)
    assert np.isnan(near.hessian[0]).all()
    assert np.isnan(near.third).all()
    assert near.errors[0][0] == np.inf


def test_a_third_derivative_that_jumps_is_not_answered_by_the_mean_of_both_sides():
    near = taylor(lambda x: np.where(x > 0, x, 0.0) ** 3 + x**2, 0.0)
    assert near.hessian == pytest.approx(2.0, abs=near.errors[1])
    assert math.isnan(near.third)
    assert near.errors[2] == np.inf


@pytest.mark.parametrize("function", [rosenbrock, lambda x, y: np.exp(x) * np.sin(y), lambda x, y: np.log(2 + x * y)])
def test_the_error_of_the_polynomial_of_order_k_shrinks_with_order_k_plus_1(function):
    found = measured_orders(function, taylor(function, [0.4, 0.7]), [[0.3, -0.2], [-0.1, 0.4]])
    np.testing.assert_allclose(found.slopes, np.tile(found.expected[:, None], 2), atol=0.06)
    np.testing.assert_array_equal(found.expected, [1, 2, 3, 4])
    assert found.errors.shape == (4, 2, 20) == found.fitted.shape
    assert found.fitted.sum(axis=-1).max() == 5


def test_where_the_next_term_vanishes_the_slope_is_higher():
    found = measured_orders(np.cos, taylor(np.cos, 0.0), 1.0)
    np.testing.assert_allclose(found.slopes, [2, 2, 4, 4], atol=0.01)


def test_a_polynomial_that_is_exact_has_an_infinite_order():
    found = measured_orders(lambda x: 3 * x**2 + 1, taylor(lambda x: 3 * x**2 + 1, 2.0), 0.5)
    np.testing.assert_allclose(found.slopes[:2], [1, 2], atol=0.05)
    assert found.slopes[2] == found.slopes[3] == np.inf


def test_a_kink_spoils_the_order_and_a_missing_derivative_has_none():
    function = lambda x: np.abs(x) ** 1.5  # noqa: E731
    found = measured_orders(function, taylor(function, 0.0, 1), 1.0)
    np.testing.assert_allclose(found.slopes, [1.5, 1.5], atol=1e-6)
    kink = measured_orders(np.abs, taylor(np.abs, 0.0, 1), 1.0)
    assert kink.slopes[0] == pytest.approx(1.0)
    assert math.isnan(kink.slopes[1])
    assert np.isnan(kink.errors[1]).all()


def test_errors_outside_of_the_domain_are_nan_and_no_order_suffers():
    near = taylor(np.log1p, 0.0)
    found = measured_orders(np.log1p, near, -2.0)
    assert np.isnan(found.errors[:, 0]).all()
    np.testing.assert_allclose(found.slopes, [1, 2, 3, 4], atol=0.05)


def test_the_errors_are_the_distance_from_the_function():
    near = taylor(np.exp, 0.0)
    found = taylor_errors(np.exp, near, [0.5, -0.25])
    for k in range(4):
        partial = [sum(h**j / math.factorial(j) for j in range(k + 1)) for h in (0.5, -0.25)]
        np.testing.assert_allclose(found.errors[k], np.abs(np.exp([0.5, -0.25]) - partial), atol=1e-10)
    assert (found.rounding < 1e-7).all()


def test_a_slope_is_that_of_polyfit():
    rng = np.random.default_rng(3)
    sizes = 2.0 ** -np.arange(5.0)
    errors = rng.uniform(0.5, 2.0, (3, 5)) * sizes**2
    found = log_slopes(sizes, errors, np.zeros((3, 5)))
    twin = np.polyfit(np.log(sizes), np.log(errors).T, 1)[0]
    np.testing.assert_allclose(found.slopes, twin, rtol=1e-12)
    assert found.fitted.all()


def test_a_function_object_and_its_hand_written_derivatives_are_used():
    f = calculus.Function(
        rosenbrock,
        gradient=lambda x, y: [2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x)],
        domain=[(-2, 2), (-1, 3)],
    )
    near = taylor(f, [-1.0, 1.0], 2)
    np.testing.assert_allclose(near.gradient, [-4, 0], atol=1e-12)
    assert near.sources[0].startswith("given")
    np.testing.assert_allclose(near.hessian, [[802, 400], [400, 200]], rtol=1e-9)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"order": 4}, r"order must be one of \(0, 1, 2, 3\), got 4"),
        ({"point": [[1.0]]}, r"point must be a number or a vector of at least one, got shape \(1, 1\)"),
        ({"point": []}, "point must be a number or a vector"),
        ({"point": [np.nan, 1.0]}, "point must be finite"),
        ({"gradient": [1.0]}, r"gradient must have shape \(2,\), got shape \(1,\)"),
        ({"hessian": [[1.0, 2.0], [3.0, 1.0]]}, "hessian must be symmetric"),
        ({"function": lambda x, y: x / (0.0 * y)}, "function must be finite at the point, got inf"),
        ({"function": lambda x, y: math.log(x - 2)}, r"function must be defined at the point \[1.0, 1.0\], got: math"),
        (
            {"function": lambda x, y: [x, y]},
            r"function must be defined at the point .* got: f must return one real number",
        ),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    good = {"function": rosenbrock, "point": [1.0, 1.0], "order": 3}
    with pytest.raises(ValueError, match=message):
        taylor(**{**good, **arguments})


def test_bad_displacements_and_sizes_are_named():
    near = taylor(rosenbrock, [1.0, 1.0], 1)
    with pytest.raises(ValueError, match=r"displacement must have 2 coordinates last, .* got shape \(3,\)"):
        taylor_approximations(near, [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match=r"sizes must be positive, got 0\.0"):
        measured_orders(rosenbrock, near, [1.0, 1.0], sizes=[1.0, 0.0])
    with pytest.raises(ValueError, match="sizes must hold at least two numbers"):
        measured_orders(rosenbrock, near, [1.0, 1.0], sizes=[1.0])


def test_an_expansion_can_be_made_by_hand():
    near = Taylor(np.array(0.0), 1.0, 2.0, None, None, ("given",), (0.0,))
    np.testing.assert_array_equal(taylor_approximations(near, 3.0), [1.0, 7.0])


def test_what_is_not_symmetric_belongs_to_the_error_of_the_third_derivatives():
    slanted = third_derivatives(lambda x: np.array([[x[1], 0.0], [0.0, 10.0 * x[1]]]), np.zeros(2), 1e-15)
    np.testing.assert_allclose(slanted.value[0, 0, 1], 1 / 3)  # the mean of 1, 0 and 0
    assert 1e-9 < slanted.error[0, 0, 1] == pytest.approx(2 / 3)
