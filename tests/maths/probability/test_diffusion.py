"""Noise and its removal beside closed forms and differences."""

import math

import numpy as np
import pytest
import scipy.stats as ss

from mathml_widgets.maths import probability as pr

MIXTURE = pr.gaussian_mixture(
    [0.3, 0.7], [[-3.0, 0.0], [2.0, 1.0]], [[[1.0, 0.3], [0.3, 0.5]], [[0.4, -0.2], [-0.2, 0.8]]]
)


@pytest.mark.parametrize("schedule", ["linear", "cosine"])
def test_signal_and_noise_add_up_and_the_rate_is_their_slope(schedule):
    t = np.linspace(0.01, 0.97, 25)
    a, v = pr.signal_and_noise(t, schedule)
    np.testing.assert_allclose(a**2 + v, 1, rtol=1e-14)
    up, down = (np.log(pr.signal_and_noise(t + h, schedule)[0]) for h in (1e-6, -1e-6))
    np.testing.assert_allclose(pr.noise_rate(t, schedule), -2 * (up - down) / 2e-6, rtol=1e-7)
    assert pr.signal_and_noise(0.0, schedule) == (1, 0)
    assert pr.signal_and_noise(1.0, schedule)[0] < 0.01


@pytest.mark.parametrize("time", [0.0, 0.1, 0.5, 1.0])
def test_the_score_is_the_slope_of_the_log_density(time):
    noised = pr.noised_mixture(MIXTURE, time)
    x = np.random.default_rng(0).normal(0, 2, (40, 2))
    h = 1e-5
    for i, unit in enumerate(np.eye(2)):
        ahead = [noised.log_density(x + k * h * unit) for k in (-2, -1, 1, 2)]
        slope = (ahead[0] - 8 * ahead[1] + 8 * ahead[2] - ahead[3]) / (12 * h)
        np.testing.assert_allclose(pr.mixture_score(noised, x)[:, i], slope, rtol=1e-8, atol=1e-8)


def test_noised_points_follow_the_noised_mixture():
    generator = np.random.default_rng(0)
    x, _ = MIXTURE.sample(20_000, generator)
    forward = pr.diffuse(x, 4, generator)
    for t, points in zip(forward.times, forward.paths, strict=True):
        level = pr.noised_mixture(MIXTURE, t)

        def cdf(y, level=level):
            return sum(w * ss.norm.cdf(y, m[0], math.sqrt(c[0, 0])) for w, m, c in zip(*level, strict=True))

        assert ss.kstest(points[:, 0], cdf).pvalue > 1e-6


def test_the_ode_of_one_gaussian_is_the_known_map_to_second_order():
    one = pr.gaussian_mixture([1.0], [[1.0]], [[[0.25]]])
    start = np.linspace(-2, 2, 9)[:, None]
    a, v = pr.signal_and_noise(1.0)
    truth = 1 + 0.5 * (start - a) / math.sqrt(a**2 * 0.25 + v)
    errors = [
        abs(pr.denoise(one, 9, np.random.default_rng(0), n_steps=n, start=start).paths[-1] - truth).max()
        for n in (100, 200, 400)
    ]
    assert errors[2] < 1e-4
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.15)
    assert errors[1] / errors[2] == pytest.approx(4, rel=0.15)


@pytest.mark.parametrize("deviation", [1e-6, 1e-2, 1.0])
def test_few_steps_lead_to_narrow_clouds_too(deviation):
    two = pr.gaussian_mixture([0.5, 0.5], [[-2.0], [2.0]], [[[deviation**2]]] * 2)
    made = pr.denoise(two, 500, np.random.default_rng(0), n_steps=40).paths[-1]
    distances = abs(abs(made) - 2)
    assert np.quantile(distances, 0.95) < 3 * deviation + 1e-3
    assert (made > 0).mean() == pytest.approx(0.5, abs=5 * 0.5 / math.sqrt(500))


@pytest.mark.parametrize("schedule", ["linear", "cosine"])
@pytest.mark.parametrize("sampler", ["ode", "sde"])
def test_points_made_of_noise_recover_the_mixture(sampler, schedule):
    n = 5000
    made = pr.denoise(MIXTURE, n, np.random.default_rng(1), sampler=sampler, schedule=schedule, n_steps=120).paths[-1]
    shares = MIXTURE.responsibilities(made).mean(axis=0)
    spread = math.sqrt(0.3 * 0.7 / n)
    # Sampling error, and half of it again for what is left of the data at time 1 and for the steps.
    np.testing.assert_allclose(shares, MIXTURE.weights, atol=5 * spread + 0.01)
    mean = MIXTURE.weights @ MIXTURE.means
    np.testing.assert_allclose(made.mean(axis=0), mean, atol=5 * 2.5 / math.sqrt(n) + 0.05)


def test_the_same_noise_becomes_the_same_point_without_noise_on_the_way():
    start = np.random.default_rng(0).normal(size=(5, 2))
    one, two = (pr.denoise(MIXTURE, 5, np.random.default_rng(s), start=start, n_steps=20).paths for s in (1, 2))
    np.testing.assert_array_equal(one, two)
    noisy = [
        pr.denoise(MIXTURE, 5, np.random.default_rng(s), start=start, sampler="sde", n_steps=20).paths for s in (1, 2)
    ]
    assert not np.allclose(*noisy)
    np.testing.assert_array_equal(noisy[0][0], start)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pr.signal_and_noise(1.5), r"time must lie between 0 and 1, got 1\.5"),
        (lambda: pr.noise_rate(0.5, "square"), "schedule must be one of linear, cosine, got 'square'"),
        (lambda: pr.diffuse([1.0], 3, np.random.default_rng(0)), "points must have shape"),
        (lambda: pr.diffuse([[1.0]], 0, np.random.default_rng(0)), "n_steps must be a whole number from 1 on, got 0"),
        (lambda: pr.denoise(MIXTURE, 3, np.random.default_rng(0), sampler="pde"), "sampler must be one of ode, sde"),
        (lambda: pr.denoise(MIXTURE, 3, np.random.default_rng(0), start=[[0.0]]), r"start must have shape \(3, 2\)"),
        (lambda: pr.mixture_score(MIXTURE, [1.0]), "points must have shape"),
    ],
)
def test_what_cannot_be_noised_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
