import math

import mpmath
import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la
from mathml_widgets.maths.linear_algebra.logarithms import exponential


@pytest.mark.parametrize("n", [1, 2, 3, 4, 6])
def test_the_logarithm_is_that_of_scipy_where_there_is_a_real_one(n):
    rng = np.random.default_rng(n)
    found = 0
    for _ in range(60):
        a = rng.normal(size=(n, n))
        value, reason = la.real_logarithm(a)
        theirs = np.linalg.eigvals(a)
        negative = (np.abs(theirs.imag) == 0) & (theirs.real < 0)
        assert (value is None) == bool(negative.any()) == bool(reason)
        if value is not None:
            assert value == pytest.approx(scipy.linalg.logm(a), abs=1e-9)
            found += 1
    assert found > 5


@settings(max_examples=200)
@given(arrays(float, (2, 2), elements=st.floats(-100, 100) | st.integers(-2, 2).map(float)))
def test_the_exponential_of_the_logarithm_is_the_matrix(a):
    value, reason = la.real_logarithm(a)
    if value is None:
        assert reason
    else:
        with mpmath.workdps(40):
            back = np.array(mpmath.expm(mpmath.matrix(value.tolist())).tolist(), dtype=float)
        assert np.abs(back - a).max() <= 1e-14 * la.condition_number(a) * np.abs(a).max()


@pytest.mark.parametrize(
    "a",
    [
        -np.eye(2),
        [[-3, 0], [0, -3]],
        np.diag([-1.0, -1, 2]),
        np.diag([-1.0, 5, -1, -2, -2]),
        [[2, 1, 0], [0, 2, 1], [0, 0, 2]],
        [[1, 1e-9], [0, 1]],
        [[1, 0], [0, 1 + 1e-7]],
        [[1, 0], [0, 1.01]],
        [[1e300, 2e299], [0, 1e300]],
        [[1e-300, 2e-301], [0, 1e-300]],
        1e200 * np.eye(3),
        [[1e5, 1e5], [-1e5, 1e-5]],
    ],
)
def test_special_matrices_have_their_logarithm(a):
    a = np.asarray(a, dtype=float)
    value, reason = la.real_logarithm(a)
    assert reason == ""
    assert scipy.linalg.expm(value) == pytest.approx(a, rel=1e-9, abs=1e-12 * np.abs(a).max())


def test_a_negative_pair_in_a_turned_frame_has_a_real_logarithm():
    rng = np.random.default_rng(4)
    for diagonal in ([-2.0, -2, 3], [-2.0, -2, -5, -5], [-1.0, -1, 4, 7]):
        basis = rng.normal(size=(len(diagonal), len(diagonal)))
        a = basis @ np.diag(diagonal) @ np.linalg.inv(basis)
        value, reason = la.real_logarithm(a)
        assert reason == ""
        assert scipy.linalg.expm(value) == pytest.approx(a, abs=1e-6 * np.abs(a).max())


def test_a_pair_a_hair_from_the_negative_axis_has_a_real_logarithm():
    rng = np.random.default_rng(6)
    for gap in (1e-7, 1e-8, 1e-9, 1e-10):
        basis = rng.normal(size=(3, 3))
        block = np.array([[-1.0, gap, 0], [-gap, -1, 0], [0, 0, 3]])
        a = basis @ block @ np.linalg.inv(basis)
        value, reason = la.real_logarithm(a)
        assert reason == ""
        assert scipy.linalg.expm(value) == pytest.approx(a, abs=1e-5 * np.abs(a).max())


@pytest.mark.parametrize(
    ("a", "words"),
    [
        ([[1, 2], [2, 4]], "singular (rank 1 of 2), and e^L never is"),
        ([[0, 0], [0, 0]], "singular (rank 0 of 2)"),
        ([[0, 1], [1, 0]], "The eigenvalue −1 is negative and has no equal partner"),
        ([[-1, 0], [0, -2]], "The eigenvalues −1, −2 are negative and do not come in equal pairs"),
        ([[-1, 1], [0, -1]], "The eigenvalue −1 is negative and has a single line of eigenvectors"),
        ([[-3.0]], "The eigenvalue −3 is negative and has no equal partner"),
        (np.diag([-1.0, -1, -1]), "The eigenvalues −1, −1, −1 are negative and do not come in equal pairs"),
        ([[-1, 1, 0], [0, -1, 0], [0, 0, 1]], "A negative eigenvalue is repeated and the matrix is defective"),
    ],
)
def test_the_reason_is_told_where_there_is_no_real_logarithm(a, words):
    value, reason = la.real_logarithm(a)
    assert value is None
    assert words in reason
    assert la.fractional_power(a, 0.5) == (None, reason)


def test_the_logarithm_survives_eigenvalues_beyond_float64():
    value, reason = la.real_logarithm([[1.7e308, 1.0e308], [1.0e308, 1.7e308]])
    assert reason == ""
    assert np.linalg.eigvalsh(value) == pytest.approx(
        [math.log(0.7) + 308 * math.log(10), math.log(2.7) + 308 * math.log(10)]
    )
    assert "less than −1.8×10³⁰⁸" in la.real_logarithm([[-1.7e308, 1.0e308], [1.0e308, -1.7e308]]).reason


@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0, -0.7, 2.0, 10.0])
@pytest.mark.parametrize("n", [2, 3])
def test_a_fractional_power_is_that_of_scipy(n, exponent):
    a = np.random.default_rng(8).normal(size=(n, n))
    a = a @ a.T + 0.3 * np.eye(n) + np.triu(np.ones((n, n)), 1)
    theirs = scipy.linalg.fractional_matrix_power(a, exponent)
    assert la.fractional_power(a, exponent).value == pytest.approx(theirs, rel=1e-10, abs=1e-10)


def test_powers_add_their_exponents():
    a = np.array([[0.5, -0.8], [0.8, 0.5]])
    half = la.fractional_power(a, 0.5).value
    assert half @ half == pytest.approx(a, abs=1e-15)
    assert half @ half @ half == pytest.approx(la.fractional_power(a, 1.5).value, abs=1e-15)


def test_a_power_beyond_float64_is_infinite_and_no_nan():
    assert la.fractional_power([[1e300, 0], [0, 1e290]], 2.5).value.tolist() == [[math.inf, 0.0], [0.0, math.inf]]
    with pytest.raises(ValueError, match="exponent must be finite, got nan"):
        la.fractional_power(np.eye(2), math.nan)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_the_exponential_of_a_stack_is_that_of_scipy(n):
    stack = np.random.default_rng(n).normal(size=(5, n, n)) * np.array([0.001, 0.1, 1, 5, 20])[:, None, None]
    assert exponential(stack) == pytest.approx(scipy.linalg.expm(stack), rel=1e-10, abs=0)
