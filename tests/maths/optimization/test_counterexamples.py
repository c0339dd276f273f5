"""Two published failures, reproduced."""

from fractions import Fraction

import numpy as np
import pytest

from mathml_widgets.maths import optimization as opt


def test_the_heavy_ball_tuned_for_quadratics_runs_in_a_circle_of_three():
    f = opt.heavy_ball_cycle()
    best = opt.best_heavy_ball(np.diag([1.0, 25.0]))
    path = opt.descend(f, [3.3], opt.HeavyBall(best.learning_rate, best.momentum), 1000)
    assert path.ending == "budget"
    cycle = sorted(float(Fraction(n, 1225)) for n in (792, -2208, 2592))
    assert np.allclose(np.sort(path.points[-3:, 0]), cycle, atol=1e-12)


def test_the_circle_is_exact_in_fractions():
    def slope(x):
        return 25 * x if x < 1 else x + 24 if x < 2 else 25 * x - 24

    x = [Fraction(792, 1225), Fraction(-2208, 1225), Fraction(2592, 1225)]
    for k in range(6):
        before, here, following = (x[(k + i) % 3] for i in range(3))
        assert here - slope(here) / 9 + Fraction(4, 9) * (here - before) == following


@pytest.mark.parametrize("start", [3.07, 3.3, 3.46])
def test_the_whole_interval_of_the_paper_is_drawn_into_the_circle(start):
    path = opt.descend(opt.heavy_ball_cycle(), [start], opt.HeavyBall(1 / 9, 4 / 9), 2000)
    assert abs(np.abs(path.points[-3:, 0]).max() - 2592 / 1225) <= 1e-9


def test_gradient_descent_converges_on_the_same_function():
    starts = np.linspace(-10, 10, 41)[:, None]
    path = opt.descend(opt.heavy_ball_cycle(), starts, opt.GradientDescent(2 / 26), 1000)
    assert (path.ending == "converged").all()
    assert np.abs(path.points[-1]).max() <= 1e-8


def test_the_function_is_strongly_convex_and_smooth_with_the_stated_constants():
    f = opt.heavy_ball_cycle()
    x = np.linspace(-3, 4, 701)[:, None]
    bounds = opt.secant_bounds(f, x[1:], x[:-1])
    assert tuple(bounds) == pytest.approx((1.0, 25.0), rel=1e-9)
    assert opt.find_chord_violation(f, generator=np.random.default_rng(0)) is None
    slopes = np.diff(f.value(x)) / np.diff(x[:, 0])
    assert np.allclose(slopes, f.gradient(x)[:-1, 0], atol=0.3)  # the value is continuous and belongs to the slope


def test_adam_ends_at_the_worst_point_and_amsgrad_near_the_best():
    problem = opt.reddi_kale_kumar()
    rate = opt.inverse_square_root(0.5)
    paths = opt.race(
        problem,
        [0.0],
        {"Adam": opt.Adam(rate, 0.9, 0.99), "AMSGrad": opt.AMSGrad(rate, 0.9, 0.99)},
        10_000,
        internals=False,
    )
    assert paths["Adam"].points[-1, 0] > 0.9
    assert paths["AMSGrad"].points[-1, 0] < -0.9
    assert np.abs(paths["Adam"].points).max() <= 1.0


@pytest.mark.parametrize("steep", [3.0, 5.0, 10.0])
def test_adam_fails_for_the_decay_rates_of_the_theorem(steep):
    problem = opt.reddi_kale_kumar(steep, 1.0, 3)
    decay = 1 / (1 + steep**2)
    rate = opt.inverse_square_root(0.9 * np.sqrt(1 - decay))
    hyperparameters = {"first_decay": 0.0, "second_decay": decay, "epsilon": 1e-12, "bias_correction": False}
    adam = opt.descend(problem, [1.0], opt.Adam(rate, **hyperparameters), 3000)
    assert adam.points[3::3].min() == 1.0  # x_{3t+1} = 1 for all t
    amsgrad = opt.descend(problem, [1.0], opt.AMSGrad(rate, **hyperparameters), 3000, internals=False)
    assert amsgrad.points[-1, 0] < -0.9


def test_the_mean_of_the_sampled_gradients_is_the_gradient():
    problem = opt.reddi_kale_kumar(7.0, 2.0, 3)
    sampled = [problem.gradient_at_step([[0.3]], k)[0, 0] for k in range(3)]
    assert sampled == [7.0, -2.0, -2.0]
    assert problem.gradient([[0.3]])[0, 0] == pytest.approx(np.mean(sampled))
