from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la

EPSILON = np.finfo(float).eps
wide = st.floats(-1e150, 1e150, allow_subnormal=False) | st.integers(-9, 9).map(float)
thorough = settings(max_examples=150)


@thorough
@given(arrays(float, (2, 2), elements=wide))
def test_the_determinant_of_four_entries_has_a_few_roundings_of_error(a):
    (p, q), (r, s) = ((Fraction(x) for x in row) for row in a.tolist())
    exact = p * s - q * r
    assert abs(Fraction(la.determinant(a)) - exact) <= 4 * EPSILON * abs(exact) + Fraction(5e-324)


@pytest.mark.parametrize(
    ("a", "value"),
    [
        ([[1, 2], [3, 4]], -2.0),
        ([[1e200, 0], [0, 1e-200]], 1.0),
        ([[0, 1e200], [1e-200, 0]], -1.0),
        ([[1e308, 1e308], [-1e308, 1e308]], np.inf),
        ([[1e308, 0], [0, -1e308]], -np.inf),
        ([[1e-308, 0], [0, 1e-308]], 0.0),
        ([[2.0**-600, 2.0**-601], [2.0**599, 2.0**600]], 0.75),
        ([[2, 0, 0], [0, 3, 0], [0, 0, 4]], 24.0),
        ([[0, 1, 0], [1, 0, 0], [0, 0, 1]], -1.0),
        ([[0, 0, 2], [3, 0, 0], [0, 4, 0]], 24.0),
        ([[1, 2, 3], [2, 4, 6], [1, 0, 1]], 0.0),
        (np.eye(20)[::-1], 1.0),
        ([[7.0]], 7.0),
    ],
)
def test_the_determinant_is_right_at_known_matrices(a, value):
    assert la.determinant(a) == pytest.approx(value, rel=4e-16, abs=0)


def test_the_sign_of_a_nearly_singular_determinant_is_exact():
    tiny = 2.0**-52
    assert la.determinant([[1 + tiny, 1], [1, 1]]) == tiny
    assert la.determinant([[1 + tiny, 1 + 2 * tiny], [1, 1 + tiny]]) == tiny**2
    assert la.determinant([[0.1, 0.3], [0.1 * 4, 0.3 * 4]]) == 0.0


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8])
def test_a_stack_has_the_determinants_of_its_matrices(n):
    stack = np.random.default_rng(n).normal(size=(4, 3, n, n))
    values = la.determinant(stack)
    assert values.shape == (4, 3)
    assert values == pytest.approx(np.linalg.det(stack), rel=1e-11, abs=0)
    assert values[2, 1] == la.determinant(stack[2, 1])
    assert la.trace(stack) == pytest.approx(np.trace(stack, axis1=2, axis2=3))


def test_many_pivots_leave_no_trace_of_overflow_on_the_way():
    diagonal = np.diag([1e-3] * 150 + [1e3] * 150)
    assert la.determinant(diagonal) == pytest.approx(1.0, rel=1e-13, abs=0)
    assert la.determinant(1e308 * np.eye(3)) == np.inf
    assert la.determinant(1e-308 * np.eye(3)) == 0.0


@thorough
@given(arrays(float, (2, 2), elements=st.floats(-1e3, 1e3)), arrays(float, (2, 2), elements=st.floats(-1e3, 1e3)))
def test_the_determinant_of_a_product_is_the_product_of_determinants(a, b):
    size = np.abs(a).max() * np.abs(b).max()
    assert la.determinant(a @ b) == pytest.approx(la.determinant(a) * la.determinant(b), rel=1e-12, abs=1e-13 * size**2)


def test_the_trace_neither_overflows_on_the_way_nor_hides_that_it_does():
    assert la.trace([[1e308, 0, 0], [0, 1e308, 0], [0, 0, -1e308]]) == 1e308
    assert la.trace([[1e308, 0], [0, 1e308]]) == np.inf


@pytest.mark.parametrize(
    ("a", "sign"),
    [
        ([[1, 0], [0, 1]], 1),
        ([[0, 1], [1, 0]], -1),
        ([[1, 2], [2, 4]], 0),
        ([[1, 1], [1, 1 + 2e-16]], 0),
        ([[1e-300, 0], [0, -1e-300]], -1),
        (np.diag([1.0, 1, -1]), -1),
        (np.arange(9.0).reshape(3, 3), 0),
    ],
)
def test_orientation_is_the_sign_that_rounding_leaves(a, sign):
    assert la.orientation(a) == sign


def test_the_orientation_of_a_stack_is_an_array():
    assert la.orientation([[[1, 0], [0, 1]], [[0, 1], [1, 0]]]).tolist() == [1, -1]
