import numpy as np
import pytest
from sklearn.datasets import load_iris

from mathml_widgets.maths import linear_algebra as la

IRIS = load_iris().data


@pytest.mark.parametrize("points", [IRIS, np.random.default_rng(0).normal(size=(6, 11))])
@pytest.mark.parametrize("scale", [False, True])
def test_the_ratios_are_those_of_shuffled_columns_one_by_one(points, scale):
    band = la.null_band(points, generator=np.random.default_rng(1), n_shuffles=20, scale=scale)
    generator = np.random.default_rng(1)
    copies = generator.permuted(np.broadcast_to(points, (20, *points.shape)), axis=1)
    k = min(points.shape)
    for copy, ratios in zip(copies, band.null_ratios, strict=True):
        assert (np.sort(copy, axis=0) == np.sort(points, axis=0)).all()
        expected = la.principal_components(copy, scale=scale).explained_variance_ratio
        assert np.allclose(ratios, expected, rtol=0, atol=1e-12)
    assert np.allclose(band.ratios, la.principal_components(points, scale=scale).explained_variance_ratio, atol=1e-12)
    assert band.ratios.shape == (k,) and np.allclose(band.null_ratios.sum(axis=1), 1.0)


def test_unrelated_columns_stay_within_the_band():
    rng = np.random.default_rng(2)
    above = [la.null_band(rng.normal(size=(60, 4)), generator=rng, n_shuffles=100).n_above > 0 for _ in range(200)]
    assert np.mean(above) < 0.07  # 2.5 % expected; 0.07 is four standard errors above


def test_two_factors_give_two_components_above_the_band():
    rng = np.random.default_rng(3)
    factors = rng.normal(size=(200, 2)) @ [[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]]
    band = la.null_band(factors + 0.5 * rng.normal(size=(200, 6)), generator=rng)
    assert band.n_above == 2
    assert (band.low <= band.middle).all() and (band.middle <= band.high).all()


def test_a_random_walk_is_above_the_band_although_it_is_only_a_walk():
    walk = np.random.default_rng(4).normal(size=(50, 200)).cumsum(axis=0)
    band = la.null_band(walk, generator=np.random.default_rng(5), n_shuffles=50)
    assert band.n_above >= 2
    assert band.ratios[:2] == pytest.approx([6 / np.pi**2, 6 / np.pi**2 / 4], rel=0.15)


def test_a_cloud_without_variance_has_nothing_above_the_band():
    band = la.null_band(np.ones((5, 2)), generator=np.random.default_rng(0))
    assert band.n_above == 0 and not band.ratios.any() and not band.high.any()


def test_bad_arguments_are_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="n_shuffles must be at least 1, got 0"):
        la.null_band(IRIS, generator=rng, n_shuffles=0)
    with pytest.raises(ValueError, match="level must be between 0 and 1, got 0"):
        la.null_band(IRIS, generator=rng, level=0)
    with pytest.raises(ValueError, match="points must hold at least 2 points, got 1"):
        la.null_band([[1, 2]], generator=rng)
