"""Paths: their shapes, their ends, their cost, and that looking changes nothing."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import optimization as opt


def signs_only(function, x):
    while True:
        x = x - 0.25 * np.sign(function.gradient(x))
        yield x, {"size": abs(x).max()}


METHODS = {
    "gradient descent": opt.GradientDescent(1e-3),
    "heavy ball": opt.HeavyBall(1e-4),
    "Nesterov": opt.Nesterov(1e-4),
    "AdaGrad": opt.AdaGrad(0.1),
    "Adadelta": opt.Adadelta(),
    "RMSprop": opt.RMSprop(),
    "Adam": opt.Adam(0.05),
    "AdamW": opt.AdamW(0.05),
    "AMSGrad": opt.AMSGrad(0.05),
    "NAdam": opt.NAdam(0.05),
    "steepest descent": opt.SteepestDescent(),
    "conjugate gradient": opt.ConjugateGradient(),
    "Newton": opt.Newton(),
    "damped Newton": opt.DampedNewton(),
    "trust region": opt.TrustRegion(),
    "BFGS": opt.BFGS(),
    "L-BFGS": opt.LBFGS(),
    "Nelder-Mead": opt.NelderMead(),
    "a reader's generator": signs_only,
}
every_method = pytest.mark.parametrize("method", [pytest.param(method, id=name) for name, method in METHODS.items()])


def same(first, second, rtol=1e-7):
    assert first.ending == second.ending
    assert first.ended_at == second.ended_at
    assert np.allclose(first.points, second.points, rtol=rtol, atol=1e-9)
    assert np.allclose(first.values, second.values, rtol=rtol, atol=1e-9)
    for ours, theirs in zip(first.evaluations, second.evaluations, strict=True):
        assert np.array_equal(ours, theirs)


@every_method
def test_many_starts_at_once_are_as_many_single_paths(method):
    starts = np.random.default_rng(5).uniform(-2, 2, (2, 3, 2))
    together = opt.descend(opt.himmelblau(), starts, method, 25)
    length = len(together.points)
    assert together.points.shape == (length, 2, 3, 2)
    assert together.values.shape == (length, 2, 3)
    for i in range(2):
        for j in range(3):
            alone = opt.descend(opt.himmelblau(), starts[i, j], method, 25)
            last = alone.ended_at
            assert (together.ending[i, j], together.ended_at[i, j]) == (alone.ending, last)
            assert np.allclose(together.points[: last + 1, i, j], alone.points, rtol=1e-7, atol=1e-9)
            assert np.array_equal(
                together.points[last:, i, j], np.tile(together.points[last, i, j], (length - last, 1))
            )
            for ours, theirs in zip(together.evaluations, alone.evaluations, strict=True):
                assert np.array_equal(ours[: last + 1, i, j], theirs)


@every_method
def test_the_path_starts_at_the_start_and_records_what_the_function_says(method):
    f = opt.himmelblau()
    path = opt.descend(f, [1.0, -1.0], method, 12)
    assert np.array_equal(path.points[0], [1.0, -1.0])
    assert np.allclose(path.values, f.value(path.points), rtol=1e-12)
    if path.gradients is not None:
        assert np.allclose(path.gradients, f.gradient(path.points), rtol=1e-9, atol=1e-9)
        assert np.allclose(path.gradient_norms, np.linalg.norm(f.gradient(path.points), axis=-1), atol=1e-9)
    for record in path.internals.values():
        assert len(record) == len(path.points)


@every_method
def test_growing_paths_are_prefixes_of_the_whole(method):
    f, start = opt.rosenbrock(), [-1.2, 1.0]
    whole = opt.descend(f, start, method, 30)
    answers = list(opt.descending(f, start, method, 30, every=7))
    assert len(answers) == -(-max(whole.ended_at, 1) // 7)
    for path in answers:
        assert np.array_equal(path.points, whole.points[: len(path.points)])
    same(answers[-1], whole, rtol=0)


@every_method
def test_iterating_by_hand_gives_the_points_of_the_path(method):
    states = list(islice(opt.iterate(opt.rosenbrock(), [-1.2, 1.0], method), 6))
    path = opt.descend(opt.rosenbrock(), [-1.2, 1.0], method, 5, tolerance=0)
    assert [state.k for state in states] == list(range(6))
    assert np.allclose([state.point for state in states], path.points, rtol=1e-12)


@every_method
def test_no_steps_is_a_path_of_one_point(method):
    path = opt.descend(opt.rosenbrock(), [-1.2, 1.0], method, 0)
    assert (len(path.points), path.ending, path.ended_at) == (1, "budget", 0)


@every_method
def test_a_reader_s_function_is_asked_exactly_as_often_as_is_said(method):
    f = opt.himmelblau()
    asked = {"value": 0, "gradient": 0, "hessian": 0}

    def counted(name):
        def function(x):
            asked[name] += 1
            return getattr(f, name)(x)

        return function

    mine = opt.Objective(counted("value"), counted("gradient"), counted("hessian"))
    path = opt.descend(mine, [1.0, -1.0], method, 8, tolerance=0)
    # What is asked for the picture alone: the values along the path, by methods that do not know them.
    knows_values = path.evaluations.values[-1] > 0
    assert asked["value"] == path.evaluations.values[-1] + (0 if knows_values else len(path.points))
    assert asked["gradient"] == path.evaluations.gradients[-1]
    assert asked["hessian"] == path.evaluations.hessians[-1]
    assert path.n_evaluations == sum(counts[-1] for counts in path.evaluations)


@every_method
def test_a_start_in_a_minimum_stays_there(method):
    path = opt.descend(opt.himmelblau(), [3.0, 2.0], method, 400)
    if method is signs_only:
        assert path.ending == "budget"
    elif method in (METHODS["AdamW"],):
        assert path.ending in ("converged", "budget")  # it shrinks the point, and then comes back
    elif method is METHODS["Nelder-Mead"]:
        assert path.ending == "converged"
        assert np.abs(path.points - [3, 2]).max() <= 1e-6
    else:
        assert (path.ending, path.ended_at) == ("converged", 0)


@every_method
def test_a_linear_function_is_followed_into_the_distance_without_an_error(method):
    slide = opt.Objective(lambda x: -x[0], lambda x: [-1.0, 0.0], lambda x: np.zeros((2, 2)))
    path = opt.descend(slide, [0.0, 0.0], method, 40)
    if method is METHODS["Newton"]:
        assert (path.ending, path.ended_at) == ("stopped", 0)
    else:
        assert path.ending in ("budget", "diverged")
        assert path.values[-1] < 0.0


def test_gradient_descent_above_the_limit_diverges_at_the_step_where_it_leaves_the_bound():
    path = opt.descend(opt.quadratic([[1.0]]), [1.0], opt.GradientDescent(3.0), 100, bound=1000.0)
    assert (path.ending, path.ended_at) == ("diverged", 10)  # |x_k| = 2^k
    assert path.points[-1, 0] == 1024.0
    assert len(path.points) == 11


def test_without_a_bound_a_path_diverges_where_floats_end():
    path = opt.descend(opt.quadratic([[1.0]]), [1.0], opt.GradientDescent(3.0), 2000, bound=np.inf)
    assert (path.ending, path.ended_at) == ("diverged", 512)  # the value 2^1023 is the last below infinity
    assert path.values[-2] == 2.0**1021
    assert path.values[-1] == 2.0**1023 or np.isinf(path.values[-1])


def test_divergence_of_one_start_does_not_disturb_the_others():
    f = opt.rosenbrock()
    path = opt.descend(f, [[50.0, 0.0], [1.1, 1.2]], opt.GradientDescent(1e-3), 200)
    assert path.ending.tolist() == ["diverged", "budget"]
    assert path.ended_at[0] < 10
    alone = opt.descend(f, [1.1, 1.2], opt.GradientDescent(1e-3), 200)
    assert np.allclose(path.points[:, 1], alone.points, rtol=1e-12)


def test_a_function_with_a_hole_ends_the_path_there():
    f = opt.Objective(lambda x: np.log(x[0]), lambda x: 1.0 / x)
    path = opt.descend(f, [0.5], opt.GradientDescent(1.0), 20)
    assert (path.ending, path.ended_at) == ("diverged", 1)


def test_an_overflow_in_python_s_own_floats_is_a_divergence():
    import math

    f = opt.Objective(lambda x: math.exp(float(x[0])), lambda x: [math.exp(float(x[0])) * -1.0])
    path = opt.descend(f, [10.0], opt.GradientDescent(1.0), 20)
    assert path.ending == "diverged"


def test_a_gradient_whose_square_overflows_makes_adam_diverge_and_gradient_descent_not():
    f = opt.Objective(lambda x: 1e160 * x[0], lambda x: [1e160])
    assert opt.descend(f, [0.0], opt.Adam(0.1), 3).ending == "diverged"
    assert opt.descend(f, [0.0], opt.GradientDescent(1e-170), 3).ending == "budget"


def test_momentum_that_rolls_through_a_flat_place_has_not_converged_there():
    path = opt.descend(opt.sphere(1), [1.0], opt.HeavyBall(0.25, 0.5), 3)
    assert path.gradients[2, 0] == 0.0  # x_2 is the minimum exactly
    assert path.points[3, 0] == -0.25
    assert path.ending == "budget"


def test_where_nothing_is_left_of_the_slope_a_path_has_converged_though_far_from_a_minimum():
    path = opt.descend(opt.plateau(), [50.0, 0.0], opt.Adam(), 100)
    assert (path.ending, path.ended_at) == ("converged", 0)


@pytest.mark.parametrize("tolerance", [1e-2, 1e-6, 1e-10])
def test_a_converged_path_ends_at_the_first_gradient_within_the_tolerance(tolerance):
    path = opt.descend(opt.booth(), [0.0, 0.0], opt.GradientDescent(0.05), 5000, tolerance=tolerance)
    size = np.abs(path.gradients).max(axis=-1)
    assert path.ending == "converged"
    assert size[-1] <= tolerance
    assert (size[:-1] > tolerance).all()


@settings(max_examples=30)
@given(arrays(float, 2, elements=st.floats(-4, 4)), st.floats(1e-4, 3e-3))
def test_below_the_limit_gradient_descent_never_rises_on_a_quadratic(start, rate):
    path = opt.descend(opt.ellipse(500, 0.5), start, opt.GradientDescent(rate), 50)
    assert (np.diff(path.values) <= 1e-12 * path.values[0]).all()


@pytest.mark.parametrize(
    "name", ["steepest descent", "conjugate gradient", "damped Newton", "trust region", "BFGS", "L-BFGS", "Nelder-Mead"]
)
def test_a_method_that_looks_at_values_never_rises(name):
    starts = np.random.default_rng(7).uniform(-2, 2, (40, 2))
    starts[:3] = [[0.0, 0.0], [-2.0, 2.0], [1.0, 1.0]]
    values = opt.descend(opt.rosenbrock(), starts, METHODS[name], 40).values
    assert (np.diff(values, axis=0) <= 1e-14 * np.abs(values[:-1])).all()


@settings(max_examples=20)
@given(st.floats(-100, 100), st.floats(-100, 100))
def test_moving_a_function_and_the_start_moves_the_path(dx, dy):
    shift = np.array([dx, dy])
    f = opt.himmelblau()
    moved = opt.Objective(lambda p: f.value(p - shift), lambda p: f.gradient(p - shift), batched=True)
    for method in ("gradient descent", "Nesterov", "Adam"):
        plain = opt.descend(f, [1.0, -1.0], METHODS[method], 20, tolerance=0)
        elsewhere = opt.descend(moved, shift + np.array([1.0, -1.0]), METHODS[method], 20, tolerance=0)
        assert np.allclose(elsewhere.points - shift, plain.points, atol=1e-9)


def test_a_path_diverges_at_the_first_gradient_that_is_no_number():
    f = opt.Objective(lambda x: x[0], lambda x: [1.0 if x[0] > 0.0 else np.nan])
    for method in (opt.GradientDescent(1.0), opt.Adam(1.0), opt.Nesterov(1.0)):
        path = opt.descend(f, [[2.5], [1.5]], method, 10)
        assert (path.ending == "diverged").all()
        assert np.isfinite(path.points[-1]).all()
        assert np.isnan(path.gradients[-1]).all()


def test_a_ball_that_rolls_through_the_minimum_has_not_arrived():
    path = opt.descend(opt.sphere(1), [[1.0], [3.0]], opt.HeavyBall(0.25, 0.5), 200)
    assert path.points[:4, 0, 0].tolist() == [1.0, 0.5, 0.0, -0.25]
    assert path.ending.tolist() == ["converged", "converged"]
    assert (np.abs(path.gradients[-1]) <= 1e-8).all()


def test_effective_rates_are_those_of_gradient_descent():
    path = opt.descend(opt.himmelblau(), [1.0, -1.0], opt.GradientDescent(1e-3), 5)
    assert np.allclose(path.effective_rates, 1e-3)
    adam = opt.descend(opt.ellipse(100), [1.0, 1.0], opt.Adam(0.1), 1)
    assert adam.effective_rates[0] == pytest.approx([0.1, 0.001], rel=1e-6)
    flat = opt.descend(opt.sphere(), [0.0, 1.0], opt.GradientDescent(0.1), 1)
    assert np.isnan(flat.effective_rates[0]).tolist() == [True, False]
    assert opt.descend(opt.sphere(), [1.0, 1.0], opt.NelderMead(), 1).effective_rates is None
    assert opt.descend(opt.sphere(), [1.0, 1.0], opt.NelderMead(), 1).gradient_norms is None


def test_internals_can_be_left_out():
    for method in ("Adam", "BFGS"):
        path = opt.descend(opt.himmelblau(), [1.0, -1.0], METHODS[method], 5, internals=False)
        assert path.internals == {}
        with_them = opt.descend(opt.himmelblau(), [1.0, -1.0], METHODS[method], 5)
        assert np.array_equal(path.points, with_them.points)
        assert with_them.internals


@pytest.mark.parametrize("n", [1, 3, 30])
def test_any_number_of_dimensions_will_do(n):
    f = opt.quadratic(np.diag(np.linspace(1, 10, n)))
    for method in METHODS.values():
        path = opt.descend(f, np.ones(n), method, 15)
        assert path.points.shape[1:] == (n,)
        assert path.values[-1] < path.values[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"start": []}, r"start must have shape \(..., n_dimensions\) with at least one point, got shape \(0,\)"),
        ({"start": 3.0}, r"start must have shape \(..., n_dimensions\) with at least one point, got shape \(\)"),
        ({"start": [np.nan, 0.0]}, r"start must be finite, got nan at index \(0,\)"),
        ({"start": [[1, 2], [3]]}, "start must have rows of equal length"),
        ({"start": [1.0, 2.0, 3.0]}, r"points must have 2 coordinates for Rosenbrock, got shape"),
        ({"steps": -1}, "steps must be an integer of at least 0, got -1"),
        ({"steps": 1.5}, "steps must be an integer of at least 0, got 1.5"),
        ({"tolerance": -1e-3}, "tolerance must be zero or positive and finite, got -0.001"),
        ({"bound": 0.0}, "bound must be positive, got 0.0"),
        ({"optimizer": 3}, "optimizer must have init and step, or be a generator function, got 3"),
        ({"optimizer": opt.Adam}, "optimizer must have init and step, or be a generator function, got <class"),
    ],
)
def test_impossible_arguments_are_refused_by_name(arguments, message):
    given = {"function": opt.rosenbrock(), "start": [0.0, 0.0], "optimizer": opt.GradientDescent(), "steps": 3}
    with pytest.raises(ValueError, match=message):
        opt.descend(**{**given, **arguments})


def test_answers_at_no_interval_are_refused():
    with pytest.raises(ValueError, match="every must be an integer of at least 1, got 0"):
        next(opt.descending(opt.sphere(), [1.0, 1.0], opt.GradientDescent(), 3, every=0))
