import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import check_grad

from mathml_widgets.maths.calculus import check_gradient, check_jacobian

POINTS = np.random.default_rng(0).uniform(-2, 2, (5, 3))


def f(x):
    return np.sum(x**3) + np.prod(x)


def slope(x):
    return 3 * x**2 + np.prod(x) / x


def test_a_right_gradient_agrees_to_the_last_digits():
    check = check_gradient(f, slope, POINTS)
    assert check.agrees and check.error <= 1e-14
    assert check.errors.shape == (5,) and check.method == "complex step"
    assert check.given == pytest.approx(check.measured)


def test_scipy_sees_the_same_difference():
    def wrong(x):
        return slope(x) + np.array([0.0, 0.25, 0.0])

    check = check_gradient(f, wrong, POINTS[:1])
    assert np.abs(check.given - check.measured).max() == pytest.approx(check_grad(f, wrong, POINTS[0]), rel=1e-5)
    assert not check.agrees
    assert check.worst_point.tolist() == POINTS[0].tolist()


@given(st.floats(1e-3, 10), st.integers(0, 2))
def test_the_error_of_a_wrong_entry_is_relative_to_the_largest(off, entry):
    def wrong(x):
        return slope(x) + off * np.eye(3)[entry]

    check = check_gradient(f, wrong, POINTS[:1])
    size = max(np.abs(slope(POINTS[0])).max(), np.abs(wrong(POINTS[0])).max())
    assert check.error == pytest.approx(off / size, rel=1e-9)


def test_functions_of_real_numbers_only_are_measured_by_differences():
    check = check_gradient(lambda x: math.exp(x[0]), lambda x: [math.exp(x[0])], [[0.5], [1.5]])
    assert check.agrees and check.method == "finite difference" and check.error < 1e-10


def test_a_gradient_of_zero_is_right_where_the_function_is_flat():
    assert check_gradient(lambda x: 5.0, lambda x: np.zeros(2), [[1.0, 2.0]]).error == 0.0
    assert check_gradient(lambda x: 5.0 + 0.0 * math.sin(x[0]), lambda x: np.zeros(1), [[1.0]]).agrees


def test_what_is_too_small_to_be_measured_is_no_disagreement():
    check = check_gradient(lambda x: 1e6 + math.cos(x[0]), lambda x: [-math.sin(x[0])], [[1e-9]])
    assert check.agrees


def test_at_a_kink_nothing_is_compared():
    assert check_gradient(lambda x: abs(x[0]), lambda x: [0.3], [[0.0]]).agrees


def test_nan_and_infinity_disagree():
    assert check_gradient(f, lambda x: np.full(3, np.nan), POINTS).error == np.inf


def test_jacobians_are_checked_alike():
    assert check_jacobian(lambda x: x**2, lambda x: np.diag(2 * x), POINTS).error <= 1e-15
    assert not check_jacobian(lambda x: x**2, lambda x: np.diag(x), POINTS).agrees
    assert check_gradient(np.sin, np.cos, [0.1, 0.2]).agrees


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="points must hold at least one point, got shape"):
        check_gradient(f, slope, np.empty((0, 3)))
    with pytest.raises(ValueError, match="tolerance must be positive, got 0"):
        check_gradient(f, slope, POINTS, tolerance=0)
    with pytest.raises(ValueError, match=r"gradient must have shape \(3,\), got shape \(\)"):
        check_gradient(f, f, POINTS)
