import math

import numpy as np
import pytest

from mathml_widgets.maths import optimization as opt


def test_each_rate_gives_what_it_gives_alone():
    rates = [0.001, 0.01, 0.02]
    curve = opt.tuning_curve(opt.himmelblau(), [[1.0, -1.0], [0.0, 3.0]], opt.HeavyBall(momentum=0.5), rates, 60)
    assert curve.final_values.shape == (3, 2)
    for i, rate in enumerate(rates):
        alone = opt.descend(opt.himmelblau(), [[1.0, -1.0], [0.0, 3.0]], opt.HeavyBall(rate, 0.5), 60)
        assert np.allclose(curve.final_values[i], alone.values[-1], rtol=1e-12)


def test_the_best_rate_on_a_quadratic_is_the_one_of_theory():
    rates = np.linspace(0.05, 0.25, 81)
    h = np.diag([1.0, 9.0])
    curve = opt.tuning_curve(opt.quadratic(h), [1.0, 1.0], opt.GradientDescent(), rates, 200)
    assert curve.best_rate == pytest.approx(opt.best_gradient_descent(h).learning_rate, abs=0.01)


def test_a_rate_that_diverges_has_an_infinite_final_value():
    curve = opt.tuning_curve(opt.sphere(), [1.0, 1.0], opt.GradientDescent(), [0.1, 5.0], 200)
    assert curve.final_values[0] < 1e-10
    assert curve.final_values[1] == math.inf
    assert curve.best_rate == 0.1


def test_where_every_rate_diverges_there_is_no_best():
    curve = opt.tuning_curve(opt.sphere(), [1.0, 1.0], opt.GradientDescent(), [5.0, 6.0], 200)
    assert math.isnan(curve.best_rate)


@pytest.mark.parametrize(
    ("optimizer", "rates", "message"),
    [
        (opt.BFGS(), [0.1], r"optimizer must have a learning rate, got BFGS\(\)"),
        (opt.Adam(), [], r"learning_rates must have shape \(n_rates,\) with at least one, got shape \(0,\)"),
        (opt.Adam(), [[0.1]], r"learning_rates must have shape \(n_rates,\)"),
        (opt.Adam(), [0.1, -0.1], "learning_rate must be positive, got -0.1"),
    ],
)
def test_impossible_arguments_are_refused_by_name(optimizer, rates, message):
    with pytest.raises(ValueError, match=message):
        opt.tuning_curve(opt.sphere(), [1.0, 1.0], optimizer, rates, 5)
