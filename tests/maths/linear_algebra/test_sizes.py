import numpy as np
import pytest

from mathml_widgets.maths import linear_algebra as la


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (4, 2), (1, 3), (5, 2, 2), (5, 3, 2)])
def test_norms_and_condition_number_agree_with_numpy(shape):
    a = np.random.default_rng(2).normal(size=shape)
    two, frobenius = la.norms(a)
    assert two == pytest.approx(np.linalg.norm(a, 2, axis=(-2, -1)), rel=1e-13, abs=0)
    assert frobenius == pytest.approx(np.linalg.norm(a, axis=(-2, -1)), rel=1e-13, abs=0)
    assert la.condition_number(a) == pytest.approx(np.linalg.cond(a), rel=1e-11, abs=0)


@pytest.mark.parametrize("size", [1e-308, 1e-160, 1.0, 1e160, 1e307])
def test_the_condition_number_does_not_depend_on_the_size(size):
    assert la.condition_number([[size, 0], [0, 2 * size]]) == pytest.approx(2.0, rel=1e-14, abs=0)
    assert la.condition_number(size * np.diag([1.0, 2, 4])) == pytest.approx(4.0, rel=1e-14, abs=0)
    assert la.norms([[3 * size, 0], [0, 4 * size]]) == pytest.approx((4 * size, 5 * size), rel=1e-14, abs=0)


def test_a_small_determinant_is_no_bad_condition():
    a = 0.01 * np.eye(2)
    assert la.determinant(a) == pytest.approx(1e-4)
    assert la.condition_number(a) == 1.0


def test_a_singular_matrix_has_an_infinite_condition_number():
    assert la.condition_number([[1, 2], [2, 4]]) == np.inf
    assert la.condition_number(np.zeros((2, 2))) == np.inf
    assert la.condition_number(np.arange(9.0).reshape(3, 3)) == np.inf
    assert la.condition_number([[1e308, 0], [0, 1e-308]]) == np.inf


def test_the_condition_number_of_a_nearly_singular_matrix_is_accurate():
    tiny = 2.0**-50
    assert la.condition_number([[1, 1], [1, 1 + tiny]]) == pytest.approx(4 / tiny, rel=1e-13, abs=0)
    assert la.condition_number([[1, 1], [1, 1.0001]]) == pytest.approx(40002.000075, rel=1e-9, abs=0)


def test_norms_beyond_float64_are_infinite():
    assert la.norms([[1.7e308, 1.7e308], [1.7e308, 1.7e308]]) == (np.inf, np.inf)


def test_the_condition_numbers_of_a_stack_are_judged_one_by_one():
    stack = np.array([np.eye(3), np.arange(9.0).reshape(3, 3), np.diag([1.0, 2, 5])])
    assert la.condition_number(stack).tolist() == pytest.approx([1.0, np.inf, 5.0])
