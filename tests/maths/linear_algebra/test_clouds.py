import numpy as np
import pytest

from mathml_widgets.maths import linear_algebra as la


def test_the_second_component_alone_tells_parallel_clouds_apart():
    cloud = la.parallel_clouds(400, generator=np.random.default_rng(0))
    scores = la.principal_components(cloud).scores
    upper = np.arange(400) >= 200
    assert abs(np.corrcoef(scores[:, 0], upper)[0, 1]) < 0.15
    assert abs(np.corrcoef(scores[:, 1], upper)[0, 1]) > 0.95


def test_grams_rule_until_features_are_scaled():
    cloud = la.units_trap(300, generator=np.random.default_rng(1))
    assert abs(la.principal_components(cloud, 1).components[0, 2]) > 0.999999
    assert abs(la.principal_components(cloud, 1, scale=True).components[0, 2]) < 0.2


@pytest.mark.parametrize("n", [3, 4, 17])
def test_a_circle_has_no_longest_direction(n):
    variances = la.principal_components(la.circle(n)).explained_variance
    assert variances[0] == pytest.approx(variances[1], rel=1e-14)


def test_the_swiss_roll_is_a_sheet_of_two_dimensions_in_three():
    roll = la.swiss_roll(500, generator=np.random.default_rng(2))
    turn = np.hypot(roll[:, 0], roll[:, 2])
    assert np.allclose(roll[:, 0], turn * np.cos(turn)) and np.allclose(roll[:, 2], turn * np.sin(turn))
    assert turn.min() >= 1.5 * np.pi and turn.max() <= 4.5 * np.pi
    assert la.principal_components(roll).explained_variance_ratio[-1] > 0.2


def test_a_random_walk_in_many_dimensions_puts_the_known_share_into_each_component():
    walk = la.random_walk(200, 2000, generator=np.random.default_rng(3))
    ratios = la.principal_components(walk, 3).explained_variance_ratio
    assert ratios == pytest.approx(6 / (np.pi * np.arange(1, 4)) ** 2, rel=0.1)  # three times sqrt(2 / 2000)


def test_the_same_seed_draws_the_same_cloud_and_too_few_points_are_refused():
    for draw in (la.parallel_clouds, la.units_trap, la.swiss_roll):
        one, other = (draw(10, generator=np.random.default_rng(4)) for _ in range(2))
        assert (one == other).all() and len(one) == 10
        with pytest.raises(ValueError, match=r"n_points must be at least [12], got 0"):
            draw(0, generator=np.random.default_rng(4))
    with pytest.raises(ValueError, match="n_points must be at least 1, got 0"):
        la.circle(0)
    with pytest.raises(ValueError, match="n_dimensions must be at least 1, got 0"):
        la.random_walk(3, 0, generator=np.random.default_rng(4))
