import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import optimization as opt
from mathml_widgets.maths.optimization.counting import Counted
from mathml_widgets.maths.optimization.line_search import line_search


def search(function, points, directions=None, first_step=1.0, **conditions):
    points = np.asarray(points, dtype=float)
    value, gradient = function.value(points), function.gradient(points)
    directions = -gradient if directions is None else np.asarray(directions, dtype=float)
    counted = Counted(function, len(points))
    found = line_search(counted, points, value, gradient, directions, np.full(len(points), first_step), **conditions)
    return found, directions, counted


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.floats(1e-6, 1e6), st.floats(1e-3, 0.9), st.sampled_from([1e-4, 0.8]))
def test_every_step_satisfies_both_conditions_of_wolfe(seed, first_step, curvature, share):
    rng, decrease = np.random.default_rng(seed), share * curvature
    points = rng.uniform(-2, 2, (8, 2))
    for f in (opt.rosenbrock(), opt.himmelblau(), opt.ellipse(1000, 0.3)):
        found, d, _ = search(f, points, first_step=first_step, decrease=decrease, curvature=curvature)
        slope = (f.gradient(points) * d).sum(axis=1)
        moved = slope < 0.0
        t = found.step_size
        assert (t[moved] > 0.0).all()
        assert np.allclose(found.point, points + t[:, None] * d)
        # a product of matrices rounds differently when it has other rows beside it
        assert np.allclose(found.value, f.value(found.point), rtol=1e-12)
        assert np.allclose(found.gradient, f.gradient(found.point), rtol=1e-9, atol=1e-9)
        rounding = 1e-15 * np.abs(f.value(points))
        assert (found.value <= f.value(points) + decrease * t * slope + rounding).all()
        assert (np.abs((found.gradient * d).sum(axis=1)) <= -curvature * slope * (1 + 1e-12)).all()


@given(st.floats(1e-3, 1e3), st.floats(0.6, 30.0))
def test_on_a_parabola_three_trials_are_enough(curvature, first_step):
    f = opt.quadratic([[curvature]])
    found, _, counted = search(f, [[1.0]], first_step=first_step / curvature / 2, curvature=1e-3)
    assert found.point[0, 0] == pytest.approx(0.0, abs=1e-3)
    assert counted.counts[1, 0] <= 3


def test_each_start_is_searched_and_counted_by_itself():
    found, _, counted = search(opt.quadratic([[1.0]]), [[1.0], [1000.0], [0.0]], first_step=1.0, curvature=0.5)
    assert found.point.ravel().tolist() == [0.0, 0.0, 0.0]
    assert counted.counts[0].tolist() == [1, 1, 0]  # no slope, no search


def test_an_uphill_direction_is_not_searched():
    found, _, counted = search(opt.sphere(), [[1.0, 1.0]], [[1.0, 1.0]])
    assert found.step_size.tolist() == [0.0]
    assert found.point.tolist() == [[1.0, 1.0]]
    assert counted.counts.sum() == 0


def test_a_trial_outside_the_domain_of_the_function_is_drawn_back():
    f = opt.Objective(lambda x: x[0] - np.log(x[0]), lambda x: 1 - 1 / x)
    found, _, _ = search(f, [[3.0]], [[-1.0]], first_step=100.0)
    assert 0.0 < found.point[0, 0] < 3.0


def test_a_line_without_an_end_is_followed_very_far():
    f = opt.Objective(lambda x: -x[0], lambda x: [-1.0])
    found, _, _ = search(f, [[0.0]])
    assert found.step_size[0] > 1e30


def test_a_large_constant_does_not_drown_the_search():
    f = opt.Objective(lambda x: 1e8 + x[0] ** 2 + 2 * x[1] ** 2, lambda x: [2 * x[0], 4 * x[1]])
    for method in (opt.BFGS(), opt.LBFGS(), opt.ConjugateGradient()):
        path = opt.descend(f, [1e-3, 1e-4], method, 50, tolerance=1e-10)  # f is the same float from here to the minimum
        assert path.ending == "converged"


def test_starts_that_have_ended_are_left_alone():
    f = opt.sphere()
    points = np.ones((2, 2))
    counted = Counted(f, 2)
    counted.live[0] = False
    found = line_search(counted, points, f.value(points), f.gradient(points), -f.gradient(points), np.ones(2))
    assert found.step_size[0] == 0.0
    assert found.step_size[1] > 0.0
    assert counted.counts[:, 0].tolist() == [0, 0, 0]
