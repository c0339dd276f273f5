import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la

thorough = settings(max_examples=200)
entries = st.floats(-1e3, 1e3) | st.integers(-3, 3).map(float) | st.sampled_from([1e-17, 1e-200, 1e150, -1e150])
planes = arrays(float, (2, 2), elements=entries)


def exact_values(a):
    """The singular values by 400 digits, as floats."""
    with mpmath.workdps(400):
        m = mpmath.matrix(a.tolist())
        squares = m.T * m
        trace, area = squares[0, 0] + squares[1, 1], abs(m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0])
        root = mpmath.sqrt(trace - 2 * area) if trace > 2 * area else mpmath.mpf(0)
        largest = (mpmath.sqrt(trace + 2 * area) + root) / 2
        return float(largest), float(area / largest) if largest else 0.0


@thorough
@given(planes)
def test_both_singular_values_of_a_plane_matrix_are_accurate_even_the_tiny_one(a):
    assert la.singular_values(a) == pytest.approx(exact_values(a), rel=2e-15, abs=5e-324)


@thorough
@given(planes)
def test_the_factors_of_a_plane_matrix_are_orthogonal_and_multiply_back(a):
    u, s, vh = la.svd(a)
    size = np.abs(a).max()
    assert s[0] >= s[1] >= 0.0
    assert np.abs(u.T @ u - np.eye(2)).max() <= 1e-15
    assert np.abs(vh @ vh.T - np.eye(2)).max() <= 1e-15
    assert np.abs((u * (s / size if size else s)) @ vh * (size or 1.0) - a).max() <= 4e-15 * size


@pytest.mark.parametrize("shape", [(1, 1), (1, 3), (3, 1), (3, 3), (5, 2), (2, 5), (4, 2, 2), (2, 3, 4, 3)])
def test_svd_of_any_shape_agrees_with_numpy(shape):
    a = np.random.default_rng(sum(shape)).normal(size=shape)
    u, s, vh = la.svd(a)
    assert np.allclose(s, np.linalg.svd(a, compute_uv=False), rtol=1e-13)
    assert np.allclose(la.singular_values(a), s, rtol=1e-13)
    assert np.allclose((u * s[..., None, :]) @ vh, a, atol=1e-13)


@pytest.mark.parametrize("shape", [(3, 1), (2, 4), (3, 3), (2, 2)])
def test_full_factors_are_square_and_orthogonal(shape):
    a = np.random.default_rng(5).normal(size=shape)
    u, s, vh = la.svd(a, full=True)
    m, n = shape
    assert np.allclose(u @ u.T, np.eye(m), atol=1e-14)
    assert np.allclose(vh @ vh.T, np.eye(n), atol=1e-14)
    middle = np.zeros(shape)
    np.fill_diagonal(middle, s)
    assert np.allclose(u @ middle @ vh, a, atol=1e-14)


def test_a_stack_is_answered_as_its_matrices_one_by_one():
    stack = np.random.default_rng(3).normal(size=(6, 2, 2))
    together = la.svd(stack)
    for i, a in enumerate(stack):
        for one, all_ in zip(la.svd(a), together, strict=True):
            assert (all_[i] == one).all()


@thorough
@given(st.floats(0, 2 * np.pi), st.floats(0, 2 * np.pi), st.floats(0, 0.9))
def test_the_largest_entry_of_each_right_vector_is_positive(alpha, beta, shorter):
    def turn(t):
        return np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])

    for a in (turn(alpha) @ np.diag([1.0, shorter]) @ turn(beta), np.diag([1.0, shorter]) @ turn(beta)):
        for row in la.svd(a).vh:
            assert row[np.abs(row).argmax()] > 0.0 or abs(abs(row[0]) - abs(row[1])) < 1e-7


def test_signs_do_not_depend_on_rounding_where_entries_tie():
    for noise in (-1e-15, 0.0, 1e-15):
        vh = la.svd([[2, -1 + noise], [-1, 2 + noise]]).vh
        assert np.allclose(vh, np.array([[1, -1], [1, 1]]) / np.sqrt(2), atol=1e-12)


def test_singular_directions_follow_a_small_change_of_the_matrix():
    angles = np.linspace(0.0, 0.7, 200)
    first = [la.svd([[2 * np.cos(t), 2 * np.sin(t)], [-np.sin(t), np.cos(t)]]).vh[0] for t in angles]
    assert np.linalg.norm(np.diff(first, axis=0), axis=1).max() < 0.005


def test_equal_singular_values_leave_the_basis_as_it_is():
    for a in ([[0, -3], [3, 0]], [[0, 2], [2, 0]], [[-1, 0], [0, -1]], [[0, 0], [0, 0]]):
        assert la.svd(a).vh.tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_huge_and_tiny_entries_neither_overflow_nor_fade_on_the_way():
    assert la.singular_values([[3e307, 0], [0, 4e307]]) == pytest.approx([4e307, 3e307], rel=1e-15, abs=0)
    assert la.singular_values([[1e308, 0], [0, 1e-308]]).tolist() == [1e308, 1e-308]
    assert la.singular_values([[1.7e308, 1.7e308], [1.7e308, 1.7e308]]).tolist() == [np.inf, 0.0]
    assert la.singular_values(np.full((3, 3), 1e-308)) == pytest.approx([3e-308, 0, 0], abs=1e-322)


def test_the_ellipse_has_the_stretches_as_half_axes():
    axes, directions = la.ellipse([[0, -3], [2, 0]])
    assert axes.tolist() == [3.0, 2.0]
    assert np.abs(directions).tolist() == [[1.0, 0.0], [0.0, 1.0]]
    circle = np.array([[np.cos(t), np.sin(t)] for t in np.linspace(0, 2 * np.pi, 50)])
    a = np.array([[1.2, 0.7], [-0.4, 0.9]])
    axes, directions = la.ellipse(a)
    coordinates = la.image(a, circle) @ directions / axes
    assert np.linalg.norm(coordinates, axis=1) == pytest.approx(1.0)
