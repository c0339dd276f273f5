import numpy as np
import pytest
from sklearn.datasets import load_iris

from mathml_widgets.maths import linear_algebra as la

IRIS = load_iris().data


def one_by_one(points, k, generator, n_resamples, **options):
    """The slow way: draw the same resamples, and decompose each."""
    original = la.principal_components(points, k, **options).components
    directions = []
    for counts in generator.multinomial(len(points), np.full(len(points), 1 / len(points)), size=n_resamples):
        found = la.principal_components(np.repeat(points, counts, axis=0), k, **options).components
        directions.append([v if v @ w >= 0 else -v for v, w in zip(found, original, strict=True)])
    return np.array(directions)


@pytest.mark.parametrize("scale", [False, True])
@pytest.mark.parametrize("center", [False, True])
def test_each_direction_is_that_of_its_resample(center, scale):
    # About the origin of scaled data the scale is a deviation from the mean all the same.
    points = IRIS - IRIS.mean(axis=0) + 0.5 if scale and not center else IRIS
    cone = la.bootstrap_cone(points, 2, generator=np.random.default_rng(3), n_resamples=40, center=center, scale=scale)
    expected = one_by_one(points, 2, np.random.default_rng(3), 40, center=center, scale=scale)
    assert np.allclose(cone.components, expected, rtol=0, atol=1e-9)


def test_wide_data_go_the_other_way_and_find_the_same():
    points = np.random.default_rng(4).normal(size=(40, 350)) * np.linspace(3, 1, 350)
    points[:, 0] *= 20
    cone = la.bootstrap_cone(points, 1, generator=np.random.default_rng(5), n_resamples=5)
    assert np.allclose(cone.components, one_by_one(points, 1, np.random.default_rng(5), 5), rtol=0, atol=1e-9)


def test_the_cone_holds_the_share_it_is_asked_to_hold():
    cone = la.bootstrap_cone(IRIS, 3, generator=np.random.default_rng(6), n_resamples=400, level=0.9)
    held = (cone.angles <= cone.half_angle).mean(axis=0)
    assert ((held >= 0.9) & (held < 0.91)).all()
    inside = ((cone.components >= cone.low) & (cone.components <= cone.high)).mean(axis=0)
    assert np.allclose(inside, 0.9, atol=0.01)
    original = la.principal_components(IRIS, 3).components
    cosines = np.abs((cone.components * original).sum(axis=2))
    assert np.allclose(np.cos(cone.angles), cosines, atol=1e-12)


def test_the_half_angle_is_that_of_large_sample_theory():
    # Anderson: a small turn has variance l1 l2 / ((l1 - l2)^2 n) for normal data.
    rng = np.random.default_rng(7)
    points = rng.normal(size=(4000, 2)) * [2, 1]
    cone = la.bootstrap_cone(points, 1, generator=rng, n_resamples=1000)
    expected = 1.96 * np.sqrt(4 * 1 / (3**2 * 4000))
    assert cone.half_angle[0] == pytest.approx(expected, rel=0.1)  # 1000 resamples know a quantile to about 4 %


def test_a_round_cloud_has_no_direction_and_a_line_has_one():
    rng = np.random.default_rng(8)
    turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    circle = np.column_stack([np.cos(turn), np.sin(turn)])
    assert np.degrees(la.bootstrap_cone(circle, 1, generator=rng).half_angle[0]) > 60
    line = np.outer(np.arange(20.0), [3, 4])
    assert la.bootstrap_cone(line, 1, generator=rng).half_angle[0] < 1e-7


def test_equal_points_and_two_points_are_no_error():
    rng = np.random.default_rng(9)
    assert np.isfinite(la.bootstrap_cone([[1, 2], [1, 2]], generator=rng, scale=True).angles).all()
    assert np.isfinite(la.bootstrap_cone([[1, 2], [3, 5]], generator=rng, scale=True).angles).all()


@pytest.mark.parametrize("unit", [1e-200, 1e200])
def test_units_do_not_matter(unit):
    one = la.bootstrap_cone(IRIS, 2, generator=np.random.default_rng(1), n_resamples=10)
    other = la.bootstrap_cone(unit * IRIS, 2, generator=np.random.default_rng(1), n_resamples=10)
    assert np.allclose(one.components, other.components, atol=1e-9)


def test_bad_arguments_are_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="n_resamples must be at least 1, got 0"):
        la.bootstrap_cone(IRIS, generator=rng, n_resamples=0)
    with pytest.raises(ValueError, match=r"level must be between 0 and 1, got 1\.0"):
        la.bootstrap_cone(IRIS, generator=rng, level=1.0)
    with pytest.raises(ValueError, match="n_components must be from 1 to 4, got 5"):
        la.bootstrap_cone(IRIS, 5, generator=rng)
