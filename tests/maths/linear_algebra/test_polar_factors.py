import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_the_factors_are_those_of_scipy(n):
    for seed in range(10):
        a = np.random.default_rng(seed).normal(size=(n, n))
        for ours, theirs in zip(la.polar(a), scipy.linalg.polar(a), strict=True):
            assert ours == pytest.approx(theirs, abs=1e-12)


@settings(max_examples=150)
@given(arrays(float, (2, 2), elements=st.floats(-1e3, 1e3) | st.integers(-2, 2).map(float)))
def test_a_matrix_is_an_orthogonal_one_times_a_stretch(a):
    rotation, stretch = la.polar(a)
    size = np.abs(a).max()
    assert np.abs(rotation.T @ rotation - np.eye(2)).max() < 1e-14
    assert np.abs(rotation @ stretch - a).max() <= 1e-14 * size
    assert (stretch == stretch.T).all()
    assert np.linalg.eigvalsh(stretch).min() >= -1e-14 * size
    if la.orientation(a):
        assert np.sign(np.linalg.det(rotation)) == la.orientation(a)


@pytest.mark.parametrize("a", [[[0, 0], [0, 0]], [[1, 2], [2, 4]], [[0, 1], [0, 0]], np.zeros((3, 3)), np.ones((3, 3))])
def test_a_singular_matrix_gets_a_proper_rotation(a):
    rotation, stretch = la.polar(a)
    assert np.linalg.det(rotation) == pytest.approx(1.0)
    assert rotation @ stretch == pytest.approx(np.asarray(a, dtype=float), abs=1e-14)


def test_a_stack_is_taken_apart_matrix_by_matrix():
    stack = np.random.default_rng(1).normal(size=(4, 2, 2))
    stack[2] = 1.0
    rotations, stretches = la.polar(stack)
    for i, a in enumerate(stack):
        assert (rotations[i] == la.polar(a).rotation).all()
        assert (stretches[i] == la.polar(a).stretch).all()


@pytest.mark.parametrize("size", [1e-308, 1e307])
def test_huge_and_tiny_matrices_have_their_factors(size):
    rotation, stretch = la.polar([[0, -size], [2 * size, 0]])
    assert rotation.tolist() == [[0.0, -1.0], [1.0, 0.0]]
    assert stretch == pytest.approx(np.diag([2 * size, size]), rel=1e-14, abs=0)
