from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la


@settings(max_examples=150)
@given(arrays(float, (2, 2), elements=st.floats(-1e3, 1e3) | st.integers(-3, 3).map(float)))
def test_the_inverse_of_a_plane_matrix_is_accurate_entry_by_entry(a):
    value, reason = la.inverse(a)
    if value is None:
        assert la.rank(a).rank < 2
        assert reason
    else:
        (p, q), (r, s) = ((Fraction(x) for x in row) for row in a.tolist())
        area = p * s - q * r
        exact = [[float(s / area), float(-q / area)], [float(-r / area), float(p / area)]]
        assert value == pytest.approx(np.array(exact), rel=2e-15, abs=5e-324)


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_an_inverse_undoes_the_matrix(n):
    a = np.random.default_rng(n).normal(size=(n, n))
    value, reason = la.inverse(a)
    assert reason == ""
    assert np.allclose(value @ a, np.eye(n), atol=1e-12)


def test_the_reason_names_the_rank_and_what_is_lost():
    assert "rank 1 instead of 2: it sends a whole line" in la.inverse([[1, 2], [2, 4]]).reason
    assert "rank 0 instead of 2: it sends a whole plane" in la.inverse([[0, 0], [0, 0]]).reason
    assert "rank 0 instead of 3: it sends a whole space" in la.inverse(np.zeros((3, 3))).reason


def test_a_matrix_that_is_singular_only_to_rounding_is_told_as_such():
    value, reason = la.inverse([[1, 1], [1, 1 + 2.0**-52]])
    assert value is None
    assert "to rounding (its smallest singular value is below the tolerance" in reason
    assert "rounding" not in la.inverse([[1, 1], [1, 1]]).reason


def test_huge_and_tiny_matrices_have_their_inverses():
    assert la.inverse([[1e308, 0], [0, 2e307]]).value == pytest.approx(
        np.array([[1e-308, 0], [0, 5e-308]]), rel=1e-14, abs=0
    )
    assert la.inverse([[2e-308, 0], [0, 1e-307]]).value == pytest.approx(
        np.array([[5e307, 0], [0, 1e307]]), rel=1e-14, abs=0
    )
    assert la.inverse(1e-305 * np.eye(3)).value == pytest.approx(1e305 * np.eye(3), rel=1e-14, abs=0)


def test_an_inverse_beyond_float64_is_not_given():
    value, reason = la.inverse([[1e-310, 0], [0, 1e-310]])
    assert value is None
    assert "exceed 1.8e308" in reason


def test_no_entry_is_minus_zero():
    assert not np.signbit(la.inverse([[2, 0], [0, 4]]).value).any()
