import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la


@pytest.mark.parametrize("a", [[[1, 2], [8, 1]], [[0, -1], [1, 0]], [[2, 0, 0], [1, 3, 0], [4, 5, 6]], [[5]]])
def test_the_product_of_the_factors_is_the_matrix(a):
    vectors, values, inverse, reason = la.diagonalization(a)
    assert reason == ""
    assert la.residual(a, [vectors, np.diag(values), inverse]) < 1e-14


def test_a_defective_matrix_says_why_it_has_no_basis():
    found = la.diagonalization([[1, 1], [0, 1]])
    assert found.inverse is None and found.reason.startswith("The matrix is defective")
    assert la.diagonalization(np.eye(3, k=1)).inverse is None


def test_eigenvectors_that_rounding_makes_parallel_are_no_basis():
    found = la.diagonalization([[1, 1e300], [1e-320, 1]])
    assert found.inverse is None and found.reason.startswith("The eigenvectors are parallel to rounding")
    assert np.isfinite(la.diagonalization([[1, 1e200], [1e-200, 1]]).inverse).all()


@settings(max_examples=50)
@given(st.integers(1, 5).flatmap(lambda n: arrays(float, (n, n), elements=st.floats(-9, 9))))
def test_a_symmetric_matrix_has_perpendicular_eigenvectors(b):
    a = b + b.T
    q, values = la.spectral(a)
    size = max(np.abs(a).max(), 1e-300)
    assert la.orthogonality_error(q) < 1e-13
    assert la.residual(a, [q, np.diag(values), q.T]) < 2e-14 * len(a) * size
    assert np.allclose(values, np.linalg.eigvalsh(a)[::-1], rtol=0, atol=1e-13 * size)


def test_entries_near_the_largest_float_do_not_overflow():
    assert la.spectral([[1e308, 0], [0, -1e308]]).values.tolist() == [1e308, -1e308]


def test_an_asymmetric_matrix_has_no_spectral_factors():
    with pytest.raises(ValueError, match=r"a must be symmetric, got 2.0 at \(0, 1\) and 0.0 at \(1, 0\)"):
        la.spectral([[1, 2], [0, 1]])
