import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la


@settings(max_examples=100)
@given(arrays(float, st.tuples(st.integers(2, 8), st.integers(1, 4)), elements=st.floats(-100, 100)))
def test_covariance_is_that_of_numpy(points):
    assert la.covariance(points) == pytest.approx(np.atleast_2d(np.cov(points.T)), abs=1e-9)


def test_covariance_survives_a_far_away_mean_and_huge_units():
    rng = np.random.default_rng(0)
    points = rng.normal(size=(500, 2))
    assert la.covariance(points + 1e6) == pytest.approx(la.covariance(points), rel=1e-8, abs=0)
    assert la.covariance(1e150 * points) == pytest.approx(1e300 * la.covariance(points), rel=1e-12, abs=0)
    assert np.isinf(la.covariance(1e200 * points)).all()


def test_whitened_points_have_the_identity_as_covariance():
    rng = np.random.default_rng(1)
    points = rng.normal(size=(300, 3)) @ [[3, 1, 0], [0, 0.5, 0.2], [0, 0, 1e-3]] + [5, -2, 100]
    matrix, center, rank = la.whitening(points)
    assert rank == 3
    assert center == pytest.approx(points.mean(axis=0))
    assert matrix == pytest.approx(matrix.T)
    assert la.covariance(la.image(matrix, points - center)) == pytest.approx(np.eye(3), abs=1e-10)


def test_a_flat_cloud_is_whitened_within_its_plane():
    points = np.array([[0, 0], [1, 2], [2, 4], [3, 6.0]])
    matrix, center, rank = la.whitening(points)
    assert rank == 1
    white = la.covariance(la.image(matrix, points - center))
    assert np.linalg.eigvalsh(white) == pytest.approx([0, 1], abs=1e-12)
    assert la.whitening([[1, 1], [1, 1]]).rank == 0
    assert la.whitening([[1, 1], [1, 1]]).matrix.tolist() == [[0, 0], [0, 0]]


def test_whitening_does_not_depend_on_units_of_measurement():
    points = np.random.default_rng(2).normal(size=(50, 2))
    huge = la.whitening(1e250 * points)
    assert huge.matrix == pytest.approx(1e-250 * la.whitening(points).matrix, rel=1e-12, abs=0)


@pytest.mark.parametrize("function", [la.covariance, la.whitening])
@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([[1, 2]], "points must hold at least 2 points, got 1"),
        ([1, 2, 3], r"points must have shape \(n_points, n_dimensions\), got shape \(3,\)"),
        ([[1, 2], [3, np.inf]], "points must be finite, got inf"),
    ],
)
def test_points_that_have_no_covariance_are_refused(function, points, message):
    with pytest.raises(ValueError, match=message):
        function(points)
