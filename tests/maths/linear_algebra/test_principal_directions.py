import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from mathml_widgets.maths import linear_algebra as la

IRIS = load_iris().data
CLOUDS = arrays(float, st.tuples(st.integers(2, 8), st.integers(1, 5)), elements=st.floats(-9, 9))


@pytest.mark.parametrize("points", [IRIS, np.random.default_rng(0).normal(size=(5, 9)), IRIS @ np.ones((4, 2))])
def test_what_is_found_is_what_scikit_learn_finds_signs_included(points):
    found, theirs = la.principal_components(points), PCA(svd_solver="full").fit(points)
    clear = theirs.explained_variance_ > 1e-12
    assert np.allclose(found.components[clear], theirs.components_[clear], rtol=0, atol=1e-12)
    assert np.allclose(found.scores[:, clear], theirs.transform(points)[:, clear], rtol=0, atol=1e-12)
    assert np.allclose(found.explained_variance, theirs.explained_variance_, rtol=0, atol=1e-12)
    assert np.allclose(found.explained_variance_ratio, theirs.explained_variance_ratio_, rtol=0, atol=1e-13)
    assert np.allclose(found.mean, theirs.mean_, rtol=1e-14)


def test_scaled_data_have_the_components_of_the_standard_scaler():
    found = la.principal_components(IRIS, 3, scale=True)
    theirs = PCA(3).fit(StandardScaler().fit_transform(IRIS))
    assert np.allclose(found.components, theirs.components_, rtol=0, atol=1e-12)
    assert np.allclose(found.explained_variance_ratio, theirs.explained_variance_ratio_, rtol=0, atol=1e-13)
    assert la.principal_components(IRIS, scale=True).explained_variance.sum() == pytest.approx(4.0, rel=1e-13)


def test_without_centring_the_directions_are_those_about_the_origin():
    found = la.principal_components(IRIS, 2, center=False)
    _, s, vh = np.linalg.svd(IRIS, full_matrices=False)
    assert np.allclose(np.abs(found.components @ vh[:2].T), np.eye(2), atol=1e-12)
    assert np.allclose(found.explained_variance, s[:2] ** 2 / 149)
    assert (found.mean == 0).all() and (found.scale == 1).all()


@settings(max_examples=50)
@given(CLOUDS, st.booleans())
def test_captured_and_lost_add_up_and_all_components_rebuild_the_points(points, scale):
    found = la.principal_components(points, scale=scale)
    k = len(found.components)
    assert np.allclose(found.components @ found.components.T, np.eye(k), atol=1e-13)
    assert np.allclose(la.reconstruction(found), points, rtol=0, atol=1e-12)
    assert np.allclose(la.reconstruction(found, 0), points.mean(axis=0), rtol=0, atol=1e-13)
    moved = la.standardized(points, scale=scale).points
    total = (moved**2).sum() / (len(points) - 1)
    assert found.explained_variance.sum() == pytest.approx(total, rel=1e-12, abs=1e-300)
    assert found.explained_variance_ratio.sum() == pytest.approx(1.0 if moved.any() else 0.0)
    if not scale:
        for n in range(k + 1):
            lost = (la.reconstruction_errors(points, found, n) ** 2).sum() / (len(points) - 1)
            assert lost == pytest.approx(found.explained_variance[n:].sum(), abs=1e-12 * max(total, 1e-300))


@settings(max_examples=30)
@given(CLOUDS, st.data())
def test_no_direction_captures_more_than_the_first_component(points, data):
    d = points.shape[1]
    direction = data.draw(arrays(float, d, elements=st.integers(-5, 5).map(float)).filter(np.any))
    found = la.captured_variance(points, direction)
    assert found.captured + found.lost == pytest.approx(found.total, rel=1e-12, abs=1e-300)
    first = la.principal_components(points, 1)
    assert found.captured <= first.explained_variance[0] * (1 + 1e-12)
    assert la.captured_variance(points, first.components[0]).captured == pytest.approx(
        first.explained_variance[0], rel=1e-12, abs=1e-300
    )


def test_loadings_of_scaled_data_are_correlations():
    found = la.principal_components(IRIS, scale=True)
    expected = np.corrcoef(found.scores.T, IRIS.T)[:4, 4:]
    assert np.allclose(la.loadings(found), expected, atol=1e-12)


def test_the_direction_in_grams_rules_until_features_are_scaled():
    points = np.random.default_rng(1).normal(size=(50, 2)) * [1, 1000]
    assert la.principal_components(points, 1).explained_variance_ratio[0] > 0.9999
    assert la.principal_components(points, 1, scale=True).explained_variance_ratio[0] < 0.7


def large(spread, mean=0.0):
    rng = np.random.default_rng(2)
    return rng.normal(size=(700, 60)) * spread @ np.linalg.qr(rng.normal(size=(60, 60)))[0] + mean


def subspace_error(found, expected):
    return np.linalg.norm(found - found @ expected.T @ expected, 2)


@pytest.mark.parametrize("mean", [0.0, 1e6])
@pytest.mark.parametrize("center", [True, False])
def test_large_data_have_the_components_of_the_full_decomposition(mean, center):
    points = large(1 / np.arange(1, 61) ** 0.5, mean)
    found = la.principal_components(points, 3, center=center)
    moved = points - points.mean(axis=0) if center else points
    u, s, vh = np.linalg.svd(moved, full_matrices=False)
    k = 3 if center or not mean else 1  # beside a mean of 1e6 no other direction has digits
    rounding = 1e-12 if not mean else 1e-9
    assert subspace_error(found.components[:k], vh[:k]) < rounding
    assert np.allclose(np.abs(found.scores[:, 0]), np.abs(u[:, 0]) * s[0], rtol=1e-6, atol=1e-6)
    assert np.allclose(found.explained_variance[:k], s[:k] ** 2 / 699, rtol=1e-9)
    assert found.explained_variance_ratio[0] == pytest.approx(s[0] ** 2 / (s**2).sum(), rel=1e-9)


def test_small_variances_of_large_data_keep_the_digits_that_squaring_would_lose():
    points = large(np.where(np.arange(60) < 2, [1.0] * 60, 1e-7))
    found = la.principal_components(points, 5)
    s = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
    assert np.allclose(found.explained_variance, s[:5] ** 2 / 699, rtol=1e-8, atol=0)


@pytest.mark.parametrize("unit", [1e-250, 1e250])
def test_huge_and_tiny_units_change_no_direction(unit):
    for points, tolerance in ((IRIS, 1e-12), (large(1 / np.arange(1, 61)), 1e-12)):
        one, other = la.principal_components(points, 2), la.principal_components(unit * points, 2)
        assert np.allclose(one.components, other.components, rtol=0, atol=tolerance)
        assert np.allclose(one.explained_variance_ratio, other.explained_variance_ratio, rtol=1e-10)
        assert np.allclose(one.scores, other.scores / unit, rtol=1e-8, atol=1e-10)


def test_a_cloud_without_variance_has_ratios_of_zero():
    found = la.principal_components([[0.1, 2], [0.1, 2], [0.1, 2]])
    assert found.explained_variance.tolist() == found.explained_variance_ratio.tolist() == [0, 0]
    assert found.scores.tolist() == [[0, 0]] * 3


def test_equal_input_gives_equal_output_and_mirrored_input_the_same_directions():
    one, other = la.principal_components(IRIS), la.principal_components(-IRIS)
    assert np.allclose(one.components, other.components, atol=1e-14)
    assert (np.take_along_axis(one.components, np.abs(one.components).argmax(axis=1)[:, None], 1) > 0).all()


def test_bad_arguments_are_refused():
    for k in (0, 3):
        with pytest.raises(ValueError, match=f"n_components must be from 1 to 2, got {k}"):
            la.principal_components([[1, 2], [3, 4], [5, 7]], k)
    with pytest.raises(ValueError, match="x must hold at least 2 points, got 1"):
        la.principal_components([[1, 2]])
    found = la.principal_components([[1, 2], [3, 4], [5, 7]])
    with pytest.raises(ValueError, match="n_components must be from 0 to 2, got 3"):
        la.reconstruction(found, 3)
    with pytest.raises(ValueError, match=r"x must have shape \(3, 2\) as what was found of it, got shape \(1, 2\)"):
        la.reconstruction_errors([[1, 2]], found)
    with pytest.raises(ValueError, match="direction must not be zero"):
        la.captured_variance([[1, 2], [3, 4]], [0, 0])
    with pytest.raises(ValueError, match=r"direction must have shape \(2,\), got shape \(3,\)"):
        la.captured_variance([[1, 2], [3, 4]], [0, 0, 1])
