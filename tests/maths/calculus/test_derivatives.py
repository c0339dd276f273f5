import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special
from scipy.optimize import approx_fprime
from scipy.optimize._numdiff import approx_derivative

from mathml_widgets.maths.calculus import derivative, directional_derivative, gradient, jacobian

from .functions import ALL, POINT, A


def rosenbrock(x):
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def rosenbrock_gradient(x):
    slope, r = np.zeros_like(x), x[1:] - x[:-1] ** 2
    slope[1:] = 200 * r
    slope[:-1] += -400 * r * x[:-1] - 2 * (1 - x[:-1])
    return slope


@pytest.mark.parametrize(
    ("function", "oracle", "x"),
    [
        (np.sin, mpmath.sin, 0.3),
        (np.exp, mpmath.exp, 1.0),
        (np.log, mpmath.log, 1e-12),
        (np.sqrt, mpmath.sqrt, 1e30),
        (np.tan, mpmath.tan, 1.57),
        (np.tanh, mpmath.tanh, -3.0),
        (np.arctan, mpmath.atan, 1e5),
        (np.log1p, mpmath.log1p, -0.999),
        (np.sin, mpmath.sin, 1e10),
        (np.exp, mpmath.exp, -100.0),
        (lambda x: x**3.7, lambda x: x ** mpmath.mpf(3.7), 2.0),
        (
            lambda x: np.exp(x) / np.sqrt(np.sin(x) ** 3 + np.cos(x) ** 3),
            lambda x: mpmath.exp(x) / mpmath.sqrt(mpmath.sin(x) ** 3 + mpmath.cos(x) ** 3),
            1.5,
        ),
    ],
)
def test_the_complex_step_gives_analytic_derivatives_to_the_last_digit(function, oracle, x):
    with mpmath.workdps(200):
        exact = mpmath.diff(oracle, mpmath.mpf(x))
    found = derivative(function, x)
    assert found.method == "complex step"
    assert abs(found.value - exact) <= 2e-15 * abs(exact)
    assert abs(found.value - exact) <= found.error
    assert found.left == found.right == found.value
    assert found.differentiable


@pytest.mark.parametrize(
    ("function", "exact", "x"),
    [
        (math.sin, math.cos(1.0), 1.0),
        (math.erf, 2 / math.sqrt(math.pi) * math.exp(-0.25), 0.5),
        (math.log, 1e3, 1e-3),
        (math.log, 1e12, 1e-12),
        (math.log, 1e300, 1e-300),
        (math.exp, math.exp(50), 50.0),
        (math.exp, math.exp(700), 700.0),
        (lambda x: abs(x), 1.0, 3.0),
        (lambda x: abs(x), -1.0, -1e-17),
        (lambda x: max(x, 0.0), 0.0, -2.0),
        (lambda x: math.sqrt(x * x + 1e-12), 0.0, 0.0),
        (lambda x: math.sin(1e6 * x), 1e6 * math.cos(2e5), 0.2),
        (lambda x: abs(math.sin(20 * math.pi * x) + 2), 20 * math.pi * math.cos(6 * math.pi), 0.3),
        (lambda x: math.tan(x), 1 / math.cos(1.57) ** 2, 1.57),
        (lambda x: float(np.abs(x)) ** 3, 0.0, 0.0),
        (lambda x: math.sin(math.tau * 1024 * x), math.tau * 1024, 0.0),
    ],
)
def test_differences_come_within_their_error_estimate(function, exact, x):
    found = derivative(function, x)
    assert found.method == "finite difference"
    assert abs(found.value - exact) <= found.error + 1e-15 * abs(exact)
    assert found.error <= 1e-8 * max(1.0, abs(exact))


@given(
    st.sampled_from([math.sin, math.exp, math.atan, math.erf, math.cosh]),
    st.floats(-5, 5),
    st.floats(0.1, 10),
)
def test_the_error_estimate_holds_wherever_a_smooth_function_is_asked(function, x, scale):
    oracle = {math.erf: mpmath.erf, math.atan: mpmath.atan, math.cosh: mpmath.cosh}.get(function)
    oracle = oracle or getattr(mpmath, function.__name__)
    exact = mpmath.diff(lambda t: oracle(scale * t), mpmath.mpf(x))
    found = derivative(lambda t: function(scale * t), x)
    assert abs(found.value - exact) <= found.error + 4e-16 * abs(exact)
    assert found.error <= 1e-8 * (abs(exact) + abs(function(scale * x)))


@pytest.mark.parametrize(
    ("function", "x", "left", "right"),
    [
        (abs, 0.0, -1.0, 1.0),
        (np.abs, 0.0, -1.0, 1.0),
        (lambda x: max(x, 0.0), 0.0, 0.0, 1.0),
        (lambda x: np.maximum(x, 0.0) + 2 * x, 0.0, 2.0, 3.0),
        (lambda x: np.sqrt(x * x), 0.0, -1.0, 1.0),
        (lambda x: np.where(x > 1, x**2, x), 1.0, 1.0, 2.0),
        (lambda x: 1 + 1e-6 * abs(x - 2), 2.0, -1e-6, 1e-6),
        (lambda x: math.exp(x) if x < 0 else 1 - x, 0.0, 1.0, -1.0),
        (lambda x: abs(x) ** 0.5, 0.0, -np.inf, np.inf),
    ],
)
def test_at_a_kink_there_is_no_derivative_but_two_slopes(function, x, left, right):
    found = derivative(function, x)
    assert math.isnan(found.value)
    assert found.error == np.inf
    assert not found.differentiable
    assert (found.left, found.right) == pytest.approx((left, right), rel=1e-7, abs=1e-9)


def test_a_kink_next_to_the_point_is_not_one_at_the_point():
    assert derivative(abs, 1e-17).value == pytest.approx(1.0, rel=1e-12)
    assert derivative(lambda x: max(x, 0.0), -1e-17).value == 0.0


def test_a_vertical_tangent_is_infinitely_steep():
    found = derivative(np.cbrt, 0.0)
    assert (found.value, found.left, found.right) == (np.inf, np.inf, np.inf)
    assert not found.differentiable
    assert derivative(lambda x: -np.cbrt(x - 2), 2.0).value == -np.inf


def test_at_the_edge_of_the_domain_the_slope_of_the_inside_counts():
    assert derivative(np.sqrt, 0.0)[0] == np.inf
    assert math.isnan(derivative(np.sqrt, 0.0).left)
    inside = derivative(lambda x: math.sqrt(x) * x, 0.0)
    assert abs(inside.value) <= inside.error < 1e-6
    assert derivative(np.arcsin, 1.0).value == np.inf
    assert derivative(lambda x: 3 * x if x <= 1 else np.nan, 1.0).value == pytest.approx(3.0, rel=1e-11)


def test_at_a_jump_there_is_no_derivative():
    found = derivative(lambda x: np.heaviside(x, 0.5), 0.0)
    assert math.isnan(found.value)
    assert (found.left, found.right) == (np.inf, np.inf)
    found = derivative(lambda x: math.floor(x), 2.0)
    assert math.isnan(found.value)
    assert found.left == np.inf
    assert found.right == 0.0


def test_slopes_that_never_settle_do_not_exist():
    found = derivative(lambda x: x * math.sin(1 / x) if x else 0.0, 0.0)
    assert math.isnan(found.value) and math.isnan(found.left) and math.isnan(found.right)
    found = derivative(lambda x: x * x * math.sin(1 / x) if x else 0.0, 0.0)
    assert abs(found.value) <= 1e-10


def test_noise_widens_the_error_and_does_not_break_the_slope():
    def noisy(x):
        return math.sin(x) + 1e-6 * np.random.default_rng(abs(int(x * 1e15))).normal()

    found = derivative(noisy, 0.5)
    assert abs(found.value - math.cos(0.5)) <= found.error
    assert 1e-6 < found.error < 1e-2


def test_a_function_on_complex_numbers_that_is_not_analytic_is_found_out():
    for function, x, exact in [
        (lambda x: (x * np.conj(x)).real if np.iscomplexobj(x) else x * x, 1.5, 3.0),
        (lambda x: np.abs(x) ** 2, 1.5, 3.0),
        (lambda x: np.real(x) ** 2, 1.5, 3.0),
        (lambda x: np.asarray(x).astype(float) ** 2, 1.5, 3.0),
        (lambda x: x * x.conjugate(), -2.0, -4.0),
    ]:
        found = derivative(function, x)
        assert found.method == "finite difference"
        assert found.value == pytest.approx(exact, rel=1e-11)


def test_a_steep_component_does_not_hide_one_that_is_not_analytic():
    def function(x):
        x = x if np.iscomplexobj(x) else np.asarray(x, dtype=float)
        return 1e6 * x[1] + np.sqrt(np.real(x[0]) ** 2 + np.imag(x[0]) ** 2)

    found = gradient(function, [3.0, 1.0])
    assert found.method == "finite difference"
    assert found.value == pytest.approx(np.array([1.0, 1e6]), rel=1e-6)


def test_slopes_along_the_axes_that_do_not_add_up_are_found_out():
    def function(x):
        x = np.asarray(x, dtype=complex)
        total = complex(x.real.sum(), 2 * np.abs(x.imag).sum())
        return total if x.imag.any() else total.real

    found = gradient(function, [1.0, 2.0, 3.0, 4.0])
    assert found.method == "finite difference"
    assert found.value == pytest.approx(np.ones(4), rel=1e-11)


def test_where_no_step_is_small_enough_an_analytic_function_is_believed():
    assert derivative(np.sin, 1e150).value == pytest.approx(math.cos(1e150), rel=1e-14)


def test_an_array_is_differentiated_entry_by_entry():
    x = np.linspace(-3, 3, 13).reshape(1, 13)
    assert derivative(np.sin, x).value == pytest.approx(np.cos(x), rel=1e-15)
    found = derivative(np.abs, x)
    assert np.isnan(found.value[0, 6]) and (found.left[0, 6], found.right[0, 6]) == (-1.0, 1.0)
    assert np.delete(found.value, 6) == pytest.approx(np.sign(np.delete(x, 6)), rel=1e-12)
    assert found.differentiable.sum() == 12


@pytest.mark.parametrize("name", ALL)
def test_gradients_agree_with_scipy(name):
    found = gradient(ALL[name], POINT)
    peer = approx_derivative(ALL[name], POINT, method="3-point")
    assert found.value == pytest.approx(peer, rel=1e-6, abs=1e-6)
    assert found.differentiable


@pytest.mark.parametrize("n", [1, 2, 10, 100, 1000])
def test_gradients_of_many_numbers_are_accurate(n):
    x = np.random.default_rng(n).uniform(-1, 1, n)
    exact = rosenbrock_gradient(x)
    found = gradient(rosenbrock, x)
    assert found.method == "complex step"
    assert np.abs(found.value - exact).max() <= 1e-14 * np.abs(exact).max(initial=1.0)
    assert (np.abs(found.value - exact) <= found.error + 1e-14).all()


def test_opaque_functions_get_the_same_gradient():
    def opaque(x):
        return rosenbrock(np.asarray(x, dtype=np.result_type(getattr(x, "dtype", float), float)))

    x = np.random.default_rng(1).uniform(-1, 1, 10)
    found = gradient(opaque, x)
    assert found.method == "complex step"
    assert found.value == pytest.approx(rosenbrock_gradient(x), rel=1e-14)
    real_only = gradient(lambda x: rosenbrock(np.array([float(v) for v in x])), x)
    assert real_only.method == "finite difference"
    assert real_only.value == pytest.approx(rosenbrock_gradient(x), rel=1e-11)


def test_a_gradient_with_a_kink_in_one_coordinate_has_the_others():
    found = gradient(lambda x: abs(x[0]) + x[1] ** 2, [0.0, 3.0])
    assert np.isnan(found.value[0])
    assert found.value[1] == pytest.approx(6.0, rel=1e-12)
    assert (found.left[0], found.right[0]) == (-1.0, 1.0)
    assert not found.differentiable


def test_partial_derivatives_may_exist_where_a_function_is_not_differentiable():
    def function(p):
        return p[0] * p[1] / (p[0] ** 2 + p[1] ** 2) if p[0] or p[1] else 0.0

    found = gradient(function, [0.0, 0.0])
    assert found.value.tolist() == [0.0, 0.0]
    assert not found.differentiable
    assert math.isnan(directional_derivative(function, [0, 0], [1, 1]).value)


def test_even_all_directional_derivatives_do_not_make_a_function_differentiable():
    def function(p):
        return p[0] ** 2 * p[1] / (p[0] ** 4 + p[1] ** 2) if p[0] or p[1] else 0.0

    assert directional_derivative(function, [0, 0], [1, 1]).value == pytest.approx(1.0)
    assert gradient(function, [0, 0]).value.tolist() == [0.0, 0.0]
    assert not gradient(function, [0, 0]).differentiable


def test_a_cone_has_no_gradient_at_its_tip():
    found = gradient(np.linalg.norm, [0.0, 0.0])
    assert np.isnan(found.value).all()
    assert (found.left, found.right) == (pytest.approx([-1.0, -1.0]), pytest.approx([1.0, 1.0]))


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(-2, 2), st.floats(-2, 2))
def test_a_directional_derivative_is_gradient_times_direction(x, y, u, v):
    def function(p):
        return np.sin(p[0]) * p[1] + np.exp(p[0] - p[1])

    slope = directional_derivative(function, [x, y], [u, v])
    exact = gradient(function, [x, y]).value @ [u, v]
    assert slope.value == pytest.approx(exact, rel=1e-12, abs=1e-12)


def test_a_directional_derivative_grows_with_the_direction():
    one = directional_derivative(rosenbrock, [0.5, 1.0], [1.0, 2.0]).value
    assert directional_derivative(rosenbrock, [0.5, 1.0], [1e-6, 2e-6]).value == pytest.approx(1e-6 * one, rel=1e-12)
    assert directional_derivative(rosenbrock, [0.5, 1.0], [-3.0, -6.0]).value == pytest.approx(-3 * one, rel=1e-12)
    assert directional_derivative(rosenbrock, [0.5, 1.0], [0.0, 0.0]).value == 0.0


def test_jacobians_agree_with_closed_forms():
    def polar(p):
        return np.stack([p[0] * np.cos(p[1]), p[0] * np.sin(p[1])])

    r, angle = 2.0, 0.7
    exact = [[np.cos(angle), -r * np.sin(angle)], [np.sin(angle), r * np.cos(angle)]]
    assert jacobian(polar, [r, angle]).value == pytest.approx(np.array(exact), rel=1e-15)
    assert jacobian(lambda x: A @ x, POINT).value == pytest.approx(A, rel=1e-15)
    assert jacobian(lambda x: [x[0] * x[1], x[2], 5.0], POINT).value == pytest.approx(
        np.array([[-0.4, 0.7, 0], [0, 0, 1], [0, 0, 0]])
    )
    assert jacobian(np.sin, 1.0).value == pytest.approx(np.cos(1.0))


def test_a_jacobian_has_the_shape_of_the_result_and_then_of_the_point():
    x = np.arange(6.0).reshape(2, 3) + 1
    found = jacobian(lambda x: x[:, :2].T ** 2, x)
    assert found.value.shape == found.error.shape == (2, 2, 2, 3)
    assert found.value[1, 0, 0, 1] == 4.0
    assert np.count_nonzero(found.value) == 4
    assert gradient(np.linalg.det, np.array([[1.0, 2.0], [3.0, 5.0]])).value == pytest.approx(
        np.array([[5.0, -3.0], [-2.0, 1.0]])
    )


def test_jacobians_that_are_not_analytic_are_measured():
    found = jacobian(lambda x: np.abs(A @ x), POINT)
    assert found.method == "finite difference"
    assert found.value == pytest.approx(np.sign(A @ POINT)[:, None] * A, rel=1e-11, abs=1e-11)
    assert found.differentiable.tolist() == [True] * 4
    assert jacobian(lambda x: np.abs(x), [0.0, 1.0]).differentiable.tolist() == [False, True]


def test_functions_of_scipy_are_differentiated_too():
    found = derivative(special.erf, 0.5)
    assert found.method == "complex step"
    assert found.value == pytest.approx(2 / math.sqrt(math.pi) * math.exp(-0.25), rel=1e-14)
    assert derivative(special.gammaln, 3.2).value == pytest.approx(special.digamma(3.2), rel=1e-10)


def test_nothing_in_gives_nothing_out():
    assert gradient(lambda x: 1.0 + np.sum(x), []).value.shape == (0,)
    assert jacobian(lambda x: x, []).value.shape == (0, 0)
    assert derivative(np.sin, []).value.shape == (0,)


def test_the_asked_method_is_used_or_refused():
    assert derivative(np.sin, 1.0, method="finite difference").method == "finite difference"
    with pytest.raises(ValueError, match="function must be analytic for the complex step, but absolute has no complex"):
        derivative(abs, 1.0, method="complex step")
    with pytest.raises(ValueError, match="function must be analytic for the complex step, but it takes no complex"):
        derivative(math.sin, 1.0, method="complex step")
    with pytest.raises(ValueError, match=r"method must be one of \('complex step', 'finite difference'\), got 'magic'"):
        gradient(rosenbrock, [1.0, 2.0], method="magic")


def writes(x):
    x[0] = 5.0
    return x.sum()


@pytest.mark.parametrize(
    ("function", "point", "message"),
    [
        (
            lambda x: 1 / 0,
            [1.0, 2.0],
            r"function must be defined at the point, got ZeroDivisionError: .* at \[1.0, 2.0\]",
        ),
        (lambda x: x, [1.0, 2.0], r"function must return one number, got shape \(2,\) at \[1.0, 2.0\]"),
        (lambda x: 1j * x[0], [1.0, 2.0], r"function must return real numbers, got .*1j.* at \[1.0, 2.0\]"),
        (lambda x: None, [1.0, 2.0], r"function must return numbers, got None at"),
        (lambda x: "text", [1.0, 2.0], r"function must return numbers, got 'text' at"),
        (lambda x: [[1.0], [1.0, 2.0]], [1.0, 2.0], r"function must return rows of equal length, got"),
        (lambda x: np.log(x[0]), [-1.0, 2.0], r"function must be finite at the point, got .*nan.* at \[-1.0, 2.0\]"),
        (lambda x: np.inf, [1.0], r"function must be finite at the point, got inf at \[1.0\]"),
        (writes, [1.0, 2.0], r"function must not change its argument in place, it changed \[1.0, 2.0\]"),
        (np.sum, [1.0, np.nan], r"point must be finite, got nan at index \(1,\)"),
        (np.sum, ["a"], r"point must hold numbers, got \['a'\]"),
    ],
)
def test_functions_that_misbehave_are_told_so(function, point, message):
    with pytest.raises(ValueError, match=message):
        gradient(function, point)


def test_what_cannot_be_called_is_refused():
    with pytest.raises(TypeError, match="function must be callable, got 3"):
        gradient(3, [1.0])


def test_an_elementwise_derivative_needs_an_elementwise_function():
    with pytest.raises(ValueError, match=r"function must work entry by entry, got shape \(\) for x of shape \(2,\)"):
        derivative(np.sum, [1.0, 2.0])


def test_a_direction_must_fit_the_point():
    with pytest.raises(ValueError, match=r"direction must have the shape of point \(2,\), got shape \(3,\)"):
        directional_derivative(np.sum, [1.0, 2.0], [1.0, 2.0, 3.0])


def test_a_function_that_writes_into_what_it_is_given_later_does_no_harm():
    calls = []

    def function(x):
        result = float(x[0]) ** 2 + float(x[1])
        calls.append(1)
        if len(calls) > 1:
            x[:] = np.nan
        return result

    assert gradient(function, [3.0, 1.0]).value == pytest.approx([6.0, 1.0], rel=1e-11)


def test_the_differences_of_a_famous_program_are_not_repeated():
    # lilipads/gradient_descent_viz takes central differences with h = 1e-12: off by up to 5e-4 on x^2.
    h, x = 1e-12, 1.7
    assert abs(((x + h) ** 2 - (x - h) ** 2) / (2 * h) - 2 * x) > 1e-5
    assert derivative(lambda x: x**2, x, method="finite difference").value == pytest.approx(2 * x, rel=1e-12)


def test_forward_differences_of_scipy_are_far_less_accurate():
    x = np.random.default_rng(5).uniform(-1, 1, 6)
    peer = np.abs(approx_fprime(x, rosenbrock) - rosenbrock_gradient(x)).max()
    ours = np.abs(gradient(rosenbrock, x, method="finite difference").value - rosenbrock_gradient(x)).max()
    assert ours < 1e-4 * peer
