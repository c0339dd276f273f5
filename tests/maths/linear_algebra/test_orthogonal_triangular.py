import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la

GRAM_SCHMIDT = la.QR_METHODS[1:]


@pytest.mark.parametrize("method", la.QR_METHODS)
@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (6, 4), (40, 12)])
def test_factors_are_those_of_lapack_up_to_signs(method, shape):
    a = np.random.default_rng(2).normal(size=shape)
    q, r = la.qr(a, method)
    theirs_q, theirs_r = np.linalg.qr(a)
    signs = np.sign(np.diagonal(theirs_r))
    assert np.allclose(q, theirs_q * signs, rtol=0, atol=1e-12)
    assert np.allclose(r, theirs_r * signs[:, None], rtol=0, atol=1e-12)


@settings(max_examples=50)
@given(arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.floats(-100, 100)))
def test_householder_is_orthonormal_whatever_the_matrix(a):
    q, r = la.qr(a)
    k = min(a.shape)
    assert q.shape == (a.shape[0], k) and r.shape == (k, a.shape[1])
    assert la.orthogonality_error(q) < 1e-14
    assert np.allclose(q @ r, a, rtol=0, atol=1e-14 * max(np.abs(a).max(), 1e-300))
    assert (np.tril(r, -1) == 0).all() and (np.diagonal(r) >= 0).all()


@pytest.mark.parametrize("method", la.QR_METHODS)
def test_a_stack_is_the_matrices_one_by_one(method):
    stack = np.random.default_rng(3).normal(size=(2, 3, 4, 3))
    q, r = la.qr(stack, method)
    for place in np.ndindex(2, 3):
        one = la.qr(stack[place], method)
        assert np.allclose(q[place], one.q, rtol=0, atol=1e-14) and np.allclose(r[place], one.r, rtol=0, atol=1e-14)


def test_on_lauchli_s_matrix_the_classical_order_fails_and_the_modified_fails_less():
    a = la.lauchli(3)
    error = {method: la.orthogonality_error(la.qr(a, method).q) for method in la.QR_METHODS}
    assert error["classical_gram_schmidt"] == pytest.approx(np.sqrt(0.5), rel=1e-6)
    assert 1e-9 < error["modified_gram_schmidt"] < 1e-7
    assert error["householder"] < 5e-15
    for method in la.QR_METHODS:
        assert la.residual(a, la.qr(a, method)) < 1e-15


def test_rounding_grows_with_the_condition_number_for_one_order_and_its_square_for_the_other():
    a = la.hilbert(6)
    condition = np.linalg.cond(a)
    error = {method: la.orthogonality_error(la.qr(a, method).q) for method in GRAM_SCHMIDT}
    assert 1e-2 < error["modified_gram_schmidt"] / (condition * 2.2e-16) < 10
    assert error["classical_gram_schmidt"] > 100 * error["modified_gram_schmidt"]


@pytest.mark.parametrize("method", GRAM_SCHMIDT)
def test_a_dependent_column_becomes_a_column_of_zeros(method):
    a = np.array([[1.0, 2, 0, 1], [1, 2, 0, 0], [1, 2, 0, 5], [2, 4, 0, 5]])
    q, r = la.qr(a, method)
    assert (q[:, 1] == 0).all() and r[1, 1] == 0 and (q[:, 2] == 0).all()
    assert np.allclose(q @ r, a, rtol=0, atol=1e-14)
    assert np.linalg.norm(q[:, 3]) == pytest.approx(1.0)


@pytest.mark.parametrize("method", la.QR_METHODS)
@pytest.mark.parametrize("size", [1e-308, 1e307])
def test_huge_and_tiny_entries_keep_their_directions(method, size):
    a = np.array([[1.0, 2], [3, 1], [2, 5]])
    q, r = la.qr(size * a, method)
    assert np.allclose(q, la.qr(a, method).q, rtol=0, atol=1e-12)
    assert np.allclose(r / size, la.qr(a, method).r, rtol=0, atol=1e-12)


@pytest.mark.parametrize("method", GRAM_SCHMIDT)
def test_the_steps_lead_from_the_columns_to_the_directions(method):
    a = np.random.default_rng(4).normal(size=(4, 3)) * 7
    q, r = la.qr(a, method)
    steps = la.gram_schmidt_steps(a, method)
    assert [(s.column, s.direction) for s in steps] == [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2)]
    for step in steps:
        assert step.coefficient == pytest.approx(r[step.direction, step.column], rel=1e-14)
        if step.direction == step.column:
            assert np.allclose(step.after, q[:, step.column], rtol=0, atol=1e-15)
        else:
            assert np.allclose(step.before - step.coefficient * q[:, step.direction], step.after, rtol=0, atol=1e-14)
        if step.direction == 0:
            assert np.allclose(step.before, a[:, step.column], rtol=1e-15)


def test_unknown_methods_and_wide_matrices_are_refused():
    with pytest.raises(ValueError, match="method must be one of householder, classical_gram_schmidt, modified_"):
        la.qr([[1]], "givens")
    with pytest.raises(ValueError, match="at least as many rows as columns for Gram-Schmidt, got shape \\(1, 2\\)"):
        la.qr([[1, 2]], "modified_gram_schmidt")
    with pytest.raises(ValueError, match="method must be classical_gram_schmidt or modified_gram_schmidt, got 'hous"):
        la.gram_schmidt_steps([[1]], "householder")
