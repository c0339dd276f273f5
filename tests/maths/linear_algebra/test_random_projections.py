import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import pdist
from sklearn.random_projection import johnson_lindenstrauss_min_dim

from mathml_widgets.maths import linear_algebra as la


@pytest.mark.parametrize("kind", ["gaussian", "sparse"])
def test_the_distortions_are_measured_on_all_pairs(kind):
    rng = np.random.default_rng(0)
    points = rng.normal(size=(30, 200)) * 5
    found = la.random_projection(points, 50, generator=rng, kind=kind)
    assert np.allclose(found.points, points @ found.matrix.T, rtol=1e-13)
    expected = pdist(found.points, "sqeuclidean") / pdist(points, "sqeuclidean")
    assert np.allclose(found.distortions, expected, rtol=1e-10)
    assert found.epsilon == np.abs(found.distortions - 1).max()


@pytest.mark.parametrize("kind", ["gaussian", "sparse"])
def test_squared_lengths_are_kept_on_average(kind):
    rng = np.random.default_rng(1)
    point = rng.normal(size=100)
    pair = np.array([np.zeros(100), point])
    ratios = [la.random_projection(pair, 20, generator=rng, kind=kind).distortions[0] for _ in range(1000)]
    assert np.mean(ratios) == pytest.approx(1.0, abs=5 * np.sqrt(2 / 20 / 1000))
    assert np.var(ratios) == pytest.approx(2 / 20, rel=0.25)


def test_the_bound_holds_for_most_projections_whatever_the_dimension_was():
    rng = np.random.default_rng(2)
    k = la.johnson_lindenstrauss_dimension(40, 0.5)
    for d in (200, 2000):
        found = [la.random_projection(rng.normal(size=(40, d)), k, generator=rng).epsilon for _ in range(20)]
        assert np.mean(np.array(found) <= 0.5) >= 1 / 40
        assert np.median(found) < 0.5


@settings(max_examples=100)
@given(st.integers(2, 10**6), st.floats(0.01, 0.99))
def test_the_dimension_is_that_of_scikit_learn_rounded_up(n, epsilon):
    theirs = johnson_lindenstrauss_min_dim(n, eps=epsilon)
    assert theirs <= la.johnson_lindenstrauss_dimension(n, epsilon) <= theirs + 1


@settings(max_examples=50)
@given(st.integers(2, 10**6), st.floats(0.02, 0.98))
def test_dimension_and_share_are_inverse_to_each_other(n, epsilon):
    k = la.johnson_lindenstrauss_dimension(n, epsilon)
    share = la.johnson_lindenstrauss_epsilon(n, k)
    assert share <= epsilon * (1 + 1e-12)
    assert la.johnson_lindenstrauss_dimension(n, min(share * (1 + 1e-9), 0.999)) <= k


def test_equal_points_one_point_and_extreme_units_are_no_error():
    rng = np.random.default_rng(3)
    assert la.random_projection([[1, 2], [1, 2]], 1, generator=rng).distortions.size == 0
    assert la.random_projection([[1, 2]], 3, generator=rng).epsilon == 0.0
    points = rng.normal(size=(4, 5))
    one = la.random_projection(points, 2, generator=np.random.default_rng(4))
    for unit in (1e-300, 1e300):
        other = la.random_projection(unit * points, 2, generator=np.random.default_rng(4))
        assert np.allclose(other.distortions, one.distortions, rtol=1e-10)
        assert np.allclose(la.distortions(unit * points, other.points), one.distortions, rtol=1e-10)
    assert la.johnson_lindenstrauss_dimension(1, 0.5) == 1
    assert la.johnson_lindenstrauss_epsilon(1, 5) < 1e-15


def test_bad_arguments_are_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="n_dimensions must be at least 1, got 0"):
        la.random_projection([[1, 2]], 0, generator=rng)
    with pytest.raises(ValueError, match="kind must be 'gaussian' or 'sparse', got 'dense'"):
        la.random_projection([[1, 2]], 1, generator=rng, kind="dense")
    with pytest.raises(ValueError, match="epsilon must be between 0 and 1, got 1"):
        la.johnson_lindenstrauss_dimension(5, 1)
    with pytest.raises(ValueError, match="n_points must be at least 1, got 0"):
        la.johnson_lindenstrauss_epsilon(0, 1)
    with pytest.raises(ValueError, match="n_dimensions must be at least 1, got 0"):
        la.johnson_lindenstrauss_epsilon(5, 0)
    with pytest.raises(ValueError, match="projected must have 2 points as x has, got 1"):
        la.distortions([[1], [2]], [[1]])
