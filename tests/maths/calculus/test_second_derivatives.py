import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from mathml_widgets.maths.calculus import hessian

from .functions import B


def test_hessians_agree_with_scipy_s_closed_form_for_rosenbrock():
    for n in (2, 5, 20):
        x = np.random.default_rng(n).uniform(-1, 1, n)
        exact = optimize.rosen_hess(x)
        for method, digits in (("complex step", 1e-13), ("finite difference", 1e-11)):
            found = hessian(optimize.rosen, x, method=method)
            assert found.method == method
            assert np.abs(found.value - exact).max() <= digits * np.abs(exact).max()
            assert (np.abs(found.value - exact) <= found.error + 1e-13 * np.abs(exact).max()).all()


@given(st.lists(st.floats(-3, 3), min_size=3, max_size=3))
def test_the_hessian_of_a_quadratic_form_is_its_symmetric_part_doubled(x):
    found = hessian(lambda x: x @ B @ x, x)
    assert found.value == pytest.approx(B + B.T, rel=1e-11, abs=1e-11)
    assert (found.value == found.value.T).all()


@pytest.mark.parametrize(
    ("function", "exact", "x"),
    [
        (math.sin, -math.sin(1.0), 1.0),
        (np.sin, -math.sin(1.0), 1.0),
        (math.exp, math.exp(3.0), 3.0),
        (np.exp, math.exp(3.0), 3.0),
        (math.log, -1e10, 1e-5),
        (np.log, -1e10, 1e-5),
        (lambda x: abs(x) ** 3, 0.0, 0.0),
        (lambda x: x**2, 2.0, 0.0),
        (lambda x: max(x, 0.0), 0.0, 2.0),
    ],
)
def test_second_derivatives_come_within_their_error_estimate(function, exact, x):
    found = hessian(function, x)
    assert abs(found.value - exact) <= found.error + 4e-16 * abs(exact)
    assert found.error <= 1e-7 * max(1.0, abs(exact)) or abs(x) == 0.0


def test_a_given_gradient_makes_the_hessian_exact():
    def slope(x):
        return np.stack([x[1], x[0]]) * np.exp(x[0] * x[1])

    x, y = 0.5, 1.2
    exact = np.exp(x * y) * np.array([[y * y, 1 + x * y], [1 + x * y, x * x]])
    found = hessian(lambda x: np.exp(x[0] * x[1]), [x, y], gradient=slope)
    assert found.method == "complex step"
    assert found.value == pytest.approx(exact, rel=1e-15)
    measured = hessian(
        lambda x: math.exp(x[0] * x[1]), [x, y], gradient=lambda x: np.array([x[1], x[0]]) * math.exp(x[0] * x[1])
    )
    assert measured.method == "finite difference"
    assert measured.value == pytest.approx(exact, rel=1e-11)


def test_where_a_function_bends_abruptly_there_is_no_second_derivative():
    assert math.isnan(hessian(lambda x: x * abs(x), 0.0).value)
    assert math.isnan(hessian(abs, 0.0).value)
    found = hessian(lambda x: abs(x[0]) * x[1] + x[1] ** 2, [0.0, 1.0])
    assert np.isnan(found.value[0]).all() and np.isnan(found.value[:, 0]).all()
    assert found.value[1, 1] == pytest.approx(2.0)
    assert np.isinf(found.error[0, 0])


def test_a_function_of_one_number_has_one_second_derivative():
    found = hessian(np.sin, 0.3)
    assert isinstance(found.value, float) and isinstance(found.error, float)
    assert hessian(lambda x: 1.0 + np.sum(x), []).value.shape == (0, 0)


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match=r"point must be a number or a vector, got shape \(2, 2\)"):
        hessian(np.sum, np.eye(2))
    with pytest.raises(ValueError, match="method must be one of"):
        hessian(np.sum, [1.0], method="magic")
    with pytest.raises(ValueError, match="function must be analytic for the complex step"):
        hessian(lambda x: np.abs(x).sum(), [1.0], method="complex step")
    with pytest.raises(ValueError, match=r"function must return one number, got shape \(2,\)"):
        hessian(lambda x: x, [1.0, 2.0])
    with pytest.raises(ValueError, match=r"gradient must have the shape of the point \(2,\), got shape \(3,\)"):
        hessian(np.sum, [1.0, 2.0], gradient=lambda x: np.ones(3) * x[0])
