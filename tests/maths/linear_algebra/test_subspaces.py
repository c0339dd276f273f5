import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la


@settings(max_examples=100)
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_rank_and_nullity_add_up_to_the_number_of_columns(m, n, data):
    a = data.draw(arrays(float, (m, n), elements=st.integers(-3, 3).map(float)))
    counted = la.rank(a)
    null, reached = la.null_space(a), la.column_space(a)
    assert counted.rank == np.linalg.matrix_rank(a) == reached.shape[1] == n - null.shape[1]
    assert np.abs(a @ null).max(initial=0.0) < 1e-13
    assert np.allclose(reached @ reached.T @ a, a, atol=1e-13)
    for basis in (null, reached):
        assert np.allclose(basis.T @ basis, np.eye(basis.shape[1]), atol=1e-13)


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 5), (5, 3)])
def test_null_and_column_space_are_those_of_scipy(shape):
    rng = np.random.default_rng(7)
    a = rng.normal(size=(shape[0], 1)) @ rng.normal(size=(1, shape[1]))
    for ours, theirs in (
        (la.null_space(a), scipy.linalg.null_space(a)),
        (la.column_space(a), scipy.linalg.orth(a)),
    ):
        assert ours.shape == theirs.shape
        assert np.allclose(ours @ ours.T, theirs @ theirs.T, atol=1e-13)


def test_the_tolerance_decides_what_counts():
    a = [[1, 1], [1, 1.0001]]
    assert la.rank(a).rank == 2
    assert la.rank(a, tolerance=1e-4) == la.Rank(1, 1e-4)
    assert la.null_space(a, tolerance=1e-4).shape == (2, 1)
    assert la.column_space(a, tolerance=10).shape == (2, 0)


def test_the_default_tolerance_is_that_of_numpy():
    a = np.random.default_rng(0).normal(size=(3, 5))
    assert la.rank(a).tolerance == pytest.approx(np.linalg.norm(a, 2) * 5 * np.finfo(float).eps, rel=1e-12, abs=0)


@pytest.mark.parametrize("size", [1e-320, 1e-308, 1e-6, 1e6, 1e308])
def test_rank_does_not_depend_on_the_size_of_the_entries(size):
    assert la.rank([[size, size], [size, size]]).rank == 1
    assert la.rank([[size, 0], [0, size]]).rank == 2
    assert la.rank(size * np.eye(3)).rank == 3


def test_the_rank_of_a_stack_is_an_array():
    counted = la.rank([[[1, 2], [2, 4]], [[1, 0], [0, 1]], [[0, 0], [0, 0]]])
    assert counted.rank.tolist() == [1, 2, 0]
    assert counted.tolerance.shape == (3,)


@pytest.mark.parametrize("tolerance", [-1.0, np.nan, np.inf])
def test_a_senseless_tolerance_is_refused(tolerance):
    with pytest.raises(ValueError, match="tolerance must be finite and not negative, got"):
        la.rank(np.eye(2), tolerance)
