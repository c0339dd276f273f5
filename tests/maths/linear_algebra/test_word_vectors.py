import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.linalg import lstsq

from mathml_widgets.maths import linear_algebra as la


def test_products_of_vectors_are_the_best_approximation_of_a_positive_table():
    b = np.random.default_rng(0).normal(size=(8, 8))
    table = b @ b.T
    vectors, values = la.word_embeddings(table, 3)
    assert np.allclose(vectors @ vectors.T, la.low_rank(table, 3).approximation, atol=1e-12)
    assert np.allclose(values, np.linalg.svd(table, compute_uv=False))
    assert np.allclose(np.linalg.norm(vectors, axis=0), np.sqrt(values[:3]))


def test_fewer_dimensions_are_the_first_of_more():
    table = np.random.default_rng(1).normal(size=(6, 9))
    assert (la.word_embeddings(table, 2).vectors == la.word_embeddings(table, 6).vectors[:, :2]).all()
    for n_dimensions in (0, 7):
        with pytest.raises(ValueError, match=f"n_dimensions must be from 1 to 6, got {n_dimensions}"):
            la.word_embeddings(table, n_dimensions)


def test_a_semantic_axis_is_the_mean_difference():
    vectors = np.random.default_rng(2).normal(size=(6, 4))
    axis = la.semantic_axis(vectors, [(0, 1), (2, 3)])
    mean = (vectors[1] - vectors[0] + vectors[3] - vectors[2]) / 2
    assert np.allclose(axis, mean / np.linalg.norm(mean), atol=1e-15)
    assert np.allclose(la.semantic_axis(1e300 * vectors, [(0, 1), (2, 3)]), axis, atol=1e-14)


@settings(max_examples=50)
@given(
    arrays(float, (5, 4), elements=st.floats(-9, 9)),
    arrays(float, st.tuples(st.integers(0, 4), st.just(4)), elements=st.integers(-3, 3).map(float)),
)
def test_the_residual_is_that_of_least_squares(points, axes):
    found = la.residual_distance(points, axes)
    if len(axes):
        expected = np.linalg.norm(points.T - axes.T @ lstsq(axes.T, points.T, cond=1e-10)[0], axis=0)
    else:
        expected = np.linalg.norm(points, axis=1)
    assert np.allclose(found, expected, rtol=0, atol=1e-12)


def test_the_plane_may_pass_anywhere_and_lie_along_repeated_axes():
    assert la.residual_distance([[1, 2, 3]], [[1, 0, 0], [0, 1, 0]], [0, 0, 5]).tolist() == [2.0]
    assert la.residual_distance([[3, 4]], [[1, 0], [1e-200, 0], [2, 0], [0, 0]]).tolist() == [4.0]
    assert la.residual_distance([[1e300, 1e300]], [[1, 1]])[0] < 1e285


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="pairs must hold at least one pair, got none"):
        la.semantic_axis([[1, 2]], [])
    with pytest.raises(ValueError, match=r"pairs must hold two rows from 0 to 1 each, got \(0, 2\)"):
        la.semantic_axis([[1, 2], [3, 4]], [(0, 2)])
    with pytest.raises(ValueError, match=r"pairs must not cancel, the differences of \[\(0, 1\), \(1, 0\)\] add up"):
        la.semantic_axis([[1, 2], [3, 4]], [(0, 1), (1, 0)])
    with pytest.raises(ValueError, match="axes must have 2 columns as vectors has, got 1"):
        la.residual_distance([[1, 2]], [[1]])
    with pytest.raises(ValueError, match=r"center must have shape \(2,\), got shape \(1,\)"):
        la.residual_distance([[1, 2]], [[1, 0]], [1])
