import math

import numpy as np
import pytest

from mathml_widgets.maths.calculus import step_errors


def test_the_errors_for_exp_at_1_are_those_of_the_textbook():
    found = step_errors(np.exp, 1.0, exact=math.e)
    assert found.step_sizes == pytest.approx(10.0 ** -np.arange(1, 16))
    assert 1e-9 <= found.best_step_sizes.forward <= 1e-7
    assert 1e-7 <= found.best_step_sizes.central <= 1e-4
    assert found.best_step_sizes.complex_step <= 1e-7
    assert 1e-9 < found.forward_errors.min() < 1e-7
    assert 1e-12 < found.central_errors[4] < 1e-9  # h = 1e-5
    assert found.central_errors[11] > 1e-4  # h = 1e-12
    assert found.complex_step_errors[8:].max() <= 1e-15


def test_errors_fall_with_the_order_of_the_rule_before_rounding_takes_over():
    found = step_errors(np.exp, 1.0, exact=math.e)
    order = np.diff(np.log10(found.forward_errors[:5])), np.diff(np.log10(found.central_errors[:4]))
    assert order[0] == pytest.approx(-1.0, abs=0.05)
    assert order[1] == pytest.approx(-2.0, abs=0.05)
    assert found.forward_errors[1] == pytest.approx(math.e / 2 * 0.01, rel=0.01)
    assert found.central_errors[1] == pytest.approx(math.e / 6 * 1e-4, rel=0.01)


def test_the_slopes_are_the_plain_quotients():
    found = step_errors(np.sin, 0.5, step_sizes=[0.1, 0.01])
    h = np.array([0.1, 0.01])
    assert found.forward == pytest.approx((np.sin(0.5 + h) - np.sin(0.5)) / h, rel=1e-15)
    assert found.central == pytest.approx((np.sin(0.5 + h) - np.sin(0.5 - h)) / (2 * h), rel=1e-15)
    assert found.complex_step == pytest.approx(np.cos(0.5) * np.sinh(h) / h, rel=1e-15)
    assert found.exact == pytest.approx(math.cos(0.5), rel=1e-15)
    left = step_errors(np.sin, 0.5, step_sizes=h, side="left")
    assert left.forward == pytest.approx((np.sin(0.5) - np.sin(0.5 - h)) / h, rel=1e-15)


def test_at_a_kink_each_side_has_a_slope_of_its_own():
    right, left = step_errors(abs, 0.0), step_errors(abs, 0.0, side="left")
    assert (right.exact, left.exact) == (pytest.approx(1.0), pytest.approx(-1.0))
    assert right.forward_errors.max() <= 1e-9
    assert left.forward_errors.max() <= 1e-9
    assert (right.central == 0.0).all()


def test_without_complex_numbers_there_is_no_complex_step():
    found = step_errors(math.sin, 1.0)
    assert np.isnan(found.complex_step).all() and np.isnan(found.complex_step_errors).all()
    assert math.isnan(found.best_step_sizes.complex_step)
    assert found.best_step_sizes.central == pytest.approx(1e-5)


def test_outside_of_the_domain_there_is_no_slope():
    found = step_errors(np.log, 0.05)
    assert np.isnan(found.central[0]) and np.isfinite(found.central[1:]).all()


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match=r"side must be one of \('right', 'left'\), got 'top'"):
        step_errors(np.sin, 1.0, side="top")
    with pytest.raises(ValueError, match=r"step_sizes must be a row of positive numbers, got \[0.1, 0.0\]"):
        step_errors(np.sin, 1.0, step_sizes=[0.1, 0.0])
    with pytest.raises(ValueError, match=r"x must be one number, got shape \(2,\)"):
        step_errors(np.sum, [1.0, 2.0])
