from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la


@settings(max_examples=50)
@given(st.integers(1, 6).flatmap(lambda n: arrays(float, (n, n), elements=st.floats(-3, 3))))
def test_the_triangle_is_that_of_lapack(b):
    a = b @ b.T + np.eye(len(b))
    found = la.cholesky(a)
    assert found.reason == "" and found.failing_order == 0 and found.failing_minor is None and found.witness is None
    assert np.allclose(found.lower, np.linalg.cholesky(a), rtol=0, atol=1e-12)


@settings(max_examples=100)
@given(st.integers(1, 5).flatmap(lambda n: arrays(float, (n, n), elements=st.integers(-3, 3).map(float))))
def test_the_failing_minor_is_the_first_that_is_not_positive(b):
    a = b + b.T
    minors = [round(np.linalg.det(a[:k, :k])) for k in range(1, len(a) + 1)]
    first = next((k for k, minor in enumerate(minors, 1) if minor <= 0), 0)
    found = la.cholesky(a)
    assert found.failing_order == first
    if first:
        assert found.lower is None
        assert found.failing_minor == pytest.approx(minors[first - 1], rel=1e-9, abs=1e-9)
        assert found.witness @ a @ found.witness <= 1e-9 * np.abs(a).max() * (found.witness @ found.witness)
        assert found.reason.startswith(f"The leading minor of order {first} is ")
    else:
        assert np.allclose(found.lower @ found.lower.T, a, atol=1e-12)


def test_a_semidefinite_matrix_is_not_positive_definite():
    found = la.cholesky([[1, 1], [1, 1]])
    assert found.failing_order == 2 and found.failing_minor == 0.0
    assert found.witness.tolist() == [-1.0, 1.0]
    assert la.cholesky([[0.0]]).failing_order == 1
    assert la.cholesky([[0.1, 0.2], [0.2, 0.4]]).failing_minor == 0.0


def test_hilbert_s_matrices_have_a_triangle_until_rounding_eats_them():
    orders = [la.cholesky(la.hilbert(n)).failing_order for n in range(1, 16)]
    assert orders[:11] == [0] * 11 and orders[-1] > 11
    assert all(b == a or a == 0 for a, b in pairwise(orders))


@pytest.mark.parametrize("size", [1e-307, 1e-30, 1e30, 1e307])
def test_huge_and_tiny_entries_have_their_triangle(size):
    a = np.array([[4.0, 2], [2, 5]])
    assert np.allclose(la.cholesky(size * a).lower / np.sqrt(size), [[2, 0], [1, 2]], rtol=1e-12, atol=0)


def test_an_asymmetric_matrix_is_refused_and_rounding_is_not():
    with pytest.raises(ValueError, match=r"a must be symmetric, got 2.0 at \(0, 1\) and 3.0 at \(1, 0\)"):
        la.cholesky([[1, 2], [3, 1]])
    with pytest.raises(ValueError, match="a must be square"):
        la.cholesky([[1, 2]])
    assert la.cholesky([[4, 2], [2 + 4e-16, 5]]).reason == ""
