import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import optimization as opt


@given(st.integers(0, 1000), st.integers(1, 30), st.data())
def test_each_mean_is_the_mean_of_the_points_since_the_burn_in(seed, length, data):
    points = np.random.default_rng(seed).normal(5.0, 1.0, (length, 3, 2))
    burn_in = data.draw(st.integers(0, length - 1))
    means = opt.averaged(points, burn_in)
    assert np.array_equal(means[:burn_in], points[:burn_in])
    for k in range(burn_in, length):
        assert np.allclose(means[k], points[burn_in : k + 1].mean(axis=0), rtol=1e-13)


def test_the_mean_of_a_noisy_path_has_the_smallest_possible_covariance():
    # H⁻¹ C H⁻¹ / k along 2000 paths, with a scatter of sqrt(2 / 2000) = 3 percent; the start takes about 2
    h, k = np.diag([1.0, 4.0]), 500
    rng = np.random.default_rng(0)
    noisy = opt.quadratic(h).with_sampled_gradient(lambda x, _: x @ h + rng.standard_normal(x.shape))
    path = opt.descend(noisy, np.zeros((2000, 2)), opt.GradientDescent(0.1), k, internals=False)
    mean = opt.averaged(path.points)[-1]
    measured, ideal = np.cov(mean.T), np.linalg.inv(h @ h) / k
    assert np.allclose(np.diag(measured), np.diag(ideal), rtol=0.12)
    last = np.cov(path.points[-1].T)
    assert (np.diag(last) > 10 * np.diag(measured)).all()


def test_a_path_that_stands_still_has_its_own_point_for_mean():
    assert np.array_equal(opt.averaged(np.full((7, 1), 0.1)), np.full((7, 1), 0.1))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([],), r"points must have shape \(n_steps \+ 1, ..., n\) with at least one, got shape \(0,\)"),
        ((3.0,), r"points must have shape .* got shape \(\)"),
        (([[1.0]], 1), "burn_in must leave at least one of 1 points, got 1"),
        (([[1.0]], -1), "burn_in must be an integer of at least 0, got -1"),
    ],
)
def test_impossible_arguments_are_refused_by_name(arguments, message):
    with pytest.raises(ValueError, match=message):
        opt.averaged(*arguments)
