from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from mathml_widgets.maths.calculus import Function, acceptable_steps, armijo, wolfe

rosen = Function(optimize.rosen)


def meets_wolfe(f, g, x, d, t, c1, c2):
    slope = g(x) @ d
    return f(x + t * d) <= f(x) + c1 * t * slope + 1e-12 and abs(g(x + t * d) @ d) <= -c2 * slope * (1 + 1e-9)


@given(
    st.lists(st.floats(-2, 2), min_size=2, max_size=5),
    st.floats(1e-4, 100.0),
    st.sampled_from([(1e-4, 0.9), (1e-4, 0.1), (0.1, 0.2)]),
)
def test_an_accepted_step_meets_both_conditions(x, first, constants):
    x, (c1, c2) = np.array(x), constants
    d = -optimize.rosen_der(x)
    if np.abs(d).max() < 1e-3:
        return
    found = wolfe(optimize.rosen, x, d, gradient=optimize.rosen_der, step_size=first, decrease=c1, curvature=c2)
    assert found.accepted, found.reason
    assert meets_wolfe(optimize.rosen, optimize.rosen_der, x, d, found.step_size, c1, c2)
    assert found.value == optimize.rosen(x + found.step_size * d)
    assert found.point == pytest.approx(x + found.step_size * d)
    assert found.n_values == len(found.trials) + 1 <= 40


def test_scipy_accepts_what_is_accepted_here():
    x = np.array([-1.2, 1.0])
    d = -optimize.rosen_der(x)
    peer = optimize.line_search(optimize.rosen, optimize.rosen_der, x, d, c1=1e-4, c2=0.9)
    ours = wolfe(optimize.rosen, x, d, gradient=optimize.rosen_der)
    both = acceptable_steps(optimize.rosen, x, d, [peer[0], ours.step_size], gradient=optimize.rosen_der)
    assert both.falls_enough.all() and both.is_flat.all()


def test_on_a_parabola_the_narrow_search_finds_the_bottom():
    found = wolfe(lambda x: 5 * (x - 3) ** 2, 0.0, 1.0, step_size=0.1, curvature=1e-3, decrease=1e-4)
    assert found.accepted and found.step_size == pytest.approx(3.0, rel=1e-3)
    assert isinstance(found.point, float)


def test_the_interval_of_every_trial_holds_a_good_step_and_shrinks():
    found = wolfe(
        optimize.rosen,
        [-1.2, 1.0],
        -optimize.rosen_der(np.array([-1.2, 1.0])),
        gradient=optimize.rosen_der,
        curvature=0.01,
    )
    widths = [abs(t.high - t.low) for t in found.trials]
    narrowing = [w for w in widths if np.isfinite(w)]
    assert len(narrowing) >= 2 and all(b <= a for a, b in pairwise(narrowing))
    assert all(min(t.low, t.high) <= t.step_size <= max(t.low, t.high) for t in found.trials)
    for t in found.trials:
        assert min(t.low, t.high) <= found.step_size <= max(t.low, t.high)


def test_armijo_shrinks_until_the_function_falls_enough():
    found = armijo(lambda x: np.sum(x**2), [1.0, 0.0], [-4.0, 0.0])
    assert (found.accepted, found.step_size, found.value) == (True, 0.25, 0.0)
    assert [(t.step_size, t.value) for t in found.trials] == [(1.0, 9.0), (0.5, 1.0), (0.25, 0.0)]
    assert [t.high for t in found.trials] == [np.inf, 1.0, 0.5]
    third = armijo(lambda x: np.sum(x**2), [1.0, 0.0], [-4.0, 0.0], shrink=0.3)
    assert third.step_size == 0.3


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=4), st.floats(0.05, 0.95), st.floats(1e-4, 0.9))
def test_armijo_ends_at_the_first_power_that_falls_enough(x, shrink, decrease):
    x = np.array(x)
    g = optimize.rosen_der(x)
    if np.abs(g).max() < 1e-3:
        return
    found = armijo(rosen, x, -g, shrink=shrink, decrease=decrease, max_trials=1000)
    assert found.accepted
    before = [optimize.rosen(x - t.step_size * g) for t in found.trials[:-1]]
    bounds = [optimize.rosen(x) - decrease * t.step_size * g @ g for t in found.trials[:-1]]
    assert all(value > bound for value, bound in zip(before, bounds, strict=True))


def test_without_a_gradient_the_slope_along_the_direction_is_measured():
    measured = wolfe(lambda x: np.sum(x**4), [1.0, 2.0], [-1.0, -8.0])
    given_one = wolfe(lambda x: np.sum(x**4), [1.0, 2.0], [-1.0, -8.0], gradient=lambda x: 4 * x**3)
    assert measured.step_size == pytest.approx(given_one.step_size, rel=1e-9)
    assert measured.n_slopes == given_one.n_slopes


def test_a_step_out_of_the_domain_is_too_long():
    found = wolfe(Function(lambda x: 5.0 * x - np.log(x), domain=(0.1, 2)), 1.0, -1.0, step_size=100.0, curvature=0.1)
    assert found.trials[0].value == np.inf
    assert found.accepted and found.step_size == pytest.approx(0.8, abs=0.02)
    assert armijo(lambda x: 5.0 * x - np.log(x), 1.0, -1.0, step_size=8.0).step_size == 0.5


def test_a_function_that_falls_for_ever_is_a_result():
    found = wolfe(lambda x: -x, 0.0, 1.0, max_step=1e6)
    assert not found.accepted and found.step_size == 1e6
    assert found.reason == "the function still falls at the longest step, 1e+06"


def test_a_search_that_fails_says_so():
    found = armijo(lambda x: abs(x), 1.0, -1.0, step_size=1e6, max_trials=3)
    assert (found.accepted, found.step_size, found.value) == (False, 0.0, 1.0)
    assert found.reason == "no step of 3 falls enough"
    kink = wolfe(lambda x: abs(x - 1) - 0.5 * x, 0.0, 1.0, gradient=lambda x: np.sign(x - 1) - 0.5, curvature=0.1)
    assert not kink.accepted and kink.reason == "the interval became too small"
    assert kink.step_size == pytest.approx(1.0)
    short = wolfe(optimize.rosen, [-1.2, 1.0], [1.0, 1.0], step_size=1e-9, max_trials=2)
    assert not short.accepted and short.reason == "no interval in 2 trials"


def test_close_to_a_minimum_rounding_does_not_stop_the_search():
    x = np.array([1.0 + 1e-9, 1.0])
    found = wolfe(lambda x: 1.0 + np.sum((x - 1) ** 2), x, [-2e-9, 0.0], step_size=0.5)
    assert found.accepted


def test_the_acceptable_steps_are_an_interval_around_the_bottom():
    steps = np.linspace(0.01, 1.2, 120)
    found = acceptable_steps(lambda x: x**2, 1.0, -2.0, steps, decrease=0.1, curvature=0.5)
    assert found.values == pytest.approx((1 - 2 * steps) ** 2)
    assert found.slopes == pytest.approx(-4 * (1 - 2 * steps))
    assert found.bounds == pytest.approx(1 - 0.4 * steps)
    assert steps[found.falls_enough].max() == pytest.approx(0.9, abs=0.011)
    assert steps[found.is_flat].min() == pytest.approx(0.25, abs=0.011)
    assert steps[found.is_flat].max() == pytest.approx(0.75, abs=0.011)


@pytest.mark.parametrize(
    ("search", "message"),
    [
        (lambda: armijo(np.sum, [1.0], [1.0]), "direction must lead downhill, got a slope of 1"),
        (lambda: wolfe(lambda x: x @ x, [0.0], [1.0]), "direction must lead downhill, got a slope of 0"),
        (lambda: wolfe(np.sum, [1.0], [-1.0, 2.0]), r"direction must have the shape of point \(1,\), got shape \(2,\)"),
        (lambda: armijo(np.sum, [1.0], [-1.0], shrink=1.0), "shrink must be between 0 and 1, got 1.0"),
        (lambda: armijo(np.sum, [1.0], [-1.0], decrease=0.0), "decrease must be between 0 and 1, got 0.0"),
        (lambda: armijo(np.sum, [1.0], [-1.0], step_size=-1.0), "step_size must be positive, got -1.0"),
        (lambda: wolfe(np.sum, [1.0], [-1.0], curvature=1e-5), "curvature must be between decrease = 0.0001 and 1"),
        (lambda: wolfe(np.sum, [1.0], [-1.0], max_step=0.0), "max_step must be positive, got 0.0"),
        (lambda: wolfe(lambda x: x, [1.0, 2.0], [-1.0, 0.0]), r"function must return one number, got shape \(2,\)"),
        (lambda: wolfe(lambda x: np.nan, [1.0], [-1.0]), "function must be finite at the point, got inf"),
        (
            lambda: wolfe(np.sum, [1.0, 2.0], [-1.0, 0.0], gradient=lambda x: 1.0),
            r"gradient must have shape \(2,\), got shape \(\)",
        ),
    ],
)
def test_bad_arguments_are_refused(search, message):
    with pytest.raises(ValueError, match=message):
        search()
