"""Newton's method and its relatives, with and without line search, against SciPy and closed forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import minimize

from mathml_widgets.maths import optimization as opt

SEARCHING = {
    "steepest descent": opt.SteepestDescent(),
    "conjugate gradient": opt.ConjugateGradient(),
    "damped Newton": opt.DampedNewton(),
    "BFGS": opt.BFGS(),
    "L-BFGS": opt.LBFGS(),
}
searching = pytest.mark.parametrize("method", [pytest.param(method, id=name) for name, method in SEARCHING.items()])
symmetric = arrays(float, (3, 3), elements=st.floats(-5, 5)).map(lambda a: a @ a.T + np.eye(3))
points = arrays(float, 3, elements=st.floats(-10, 10))


@given(symmetric, points, points)
def test_newton_solves_a_quadratic_in_one_step(h, centre, start):
    path = opt.descend(opt.quadratic(h, centre), start, opt.Newton(), 1)
    assert np.allclose(path.points[-1], centre, atol=1e-9)


def test_newton_doubles_the_digits_near_a_minimum():
    f = opt.himmelblau()
    errors = f.distance_to_minimum(opt.descend(f, [3.3, 2.2], opt.Newton(), 5).points)
    orders = np.log(errors[2:4]) / np.log(errors[1:3])
    assert (orders > 1.8).all()


def test_newton_climbs_to_a_saddle_or_a_maximum_and_damped_newton_does_not():
    f = opt.himmelblau()
    peak = opt.descend(f, [-0.2, -0.9], opt.Newton(), 20)
    assert peak.ending == "converged"
    assert (opt.hessian_signs(f, peak.points[-1]).n_negative) == 2
    assert f.value(opt.descend(f, [-0.2, -0.9], opt.DampedNewton(), 50).points[-1]) == pytest.approx(0.0, abs=1e-12)


def test_a_newton_step_is_the_solution_of_the_linear_system():
    f, x = opt.rosenbrock(4), np.array([0.3, -0.2, 0.9, 1.4])
    path = opt.descend(f, x, opt.Newton(), 1)
    assert np.allclose(path.points[1] - x, -np.linalg.solve(f.hessian(x), f.gradient(x)), rtol=1e-11)
    assert np.allclose(path.internals["direction"][1], path.points[1] - x)
    assert np.allclose(path.internals["eigenvalues"][1], np.linalg.eigvalsh(f.hessian(x)))
    assert np.isnan(path.internals["eigenvalues"][0]).all()


@pytest.mark.parametrize(
    ("hessian", "start"),
    [([[0.0, 0.0], [0.0, 0.0]], [1, 1]), ([[1, 1], [1, 1]], [1, 2]), ([[1, 0], [0, 1e-17]], [1, 2])],
)
def test_newton_stops_where_the_hessian_is_singular(hessian, start):
    f = opt.Objective(lambda x: x[0] + x[1], lambda x: [1.0, 1.0], lambda x: np.array(hessian))
    path = opt.descend(f, start, opt.Newton(), 5)
    assert (path.ending, path.ended_at, len(path.points)) == ("stopped", 0, 1)


def test_one_singular_start_does_not_stop_the_others():
    path = opt.descend(opt.monkey_saddle(), [[0.0, 0.0], [1.0, 1.0]], opt.Newton(), 100)
    assert path.ending.tolist() == ["converged", "converged"]
    f = opt.Objective(lambda x: x[0] ** 4 / 4 - x[0], lambda x: x**3 - 1, lambda x: [[3 * x[0] ** 2]])
    path = opt.descend(f, [[0.0], [2.0]], opt.Newton(), 50)
    assert path.ending.tolist() == ["stopped", "converged"]
    assert path.points[-1].tolist() == [[0.0], [pytest.approx(1.0)]]


def test_where_there_is_no_hessian_newton_stops_and_damped_newton_follows_the_gradient():
    f = opt.Objective(lambda x: x[0] ** 2, lambda x: 2 * x, lambda x: [[np.nan]])
    assert opt.descend(f, [1.0], opt.Newton(), 5).ending == "stopped"
    # its eigenvalues are NaN, so every curvature counts as 1
    assert opt.descend(f, [1.0], opt.DampedNewton(), 50).ending == "converged"


def test_damping_shortens_the_step_towards_gradient_descent():
    f, start = opt.ellipse(100), np.array([1.0, 1.0])
    undamped = opt.descend(f, start, opt.DampedNewton(), 1).internals["direction"][1]
    damped = opt.descend(f, start, opt.DampedNewton(1e6), 1).internals["direction"][1]
    assert np.allclose(undamped, [-1, -1])
    assert np.allclose(damped * 1e6, -f.gradient(start), rtol=1e-3)


@searching
@pytest.mark.parametrize("name", ["booth", "matyas", "himmelblau", "mccormick", "rastrigin", "dixon_price"])
def test_every_start_converges_to_a_point_without_slope(method, name):
    f = opt.TEST_FUNCTIONS[name]()
    starts = np.random.default_rng(2).uniform(-1.5, 1.5, (20, 2))
    path = opt.descend(f, starts, method, 500, tolerance=1e-6)
    assert (path.ending == "converged").all()
    assert np.abs(f.gradient(path.points[-1])).max() <= 1e-6


@pytest.mark.parametrize("name", ["conjugate gradient", "damped Newton", "BFGS", "L-BFGS"])
@pytest.mark.parametrize("n", [2, 10])
def test_rosenbrock_is_solved_to_all_digits(name, n):
    path = opt.descend(opt.rosenbrock(n), np.tile([-1.2, 1.0], n // 2), SEARCHING[name], 500)
    assert path.ending == "converged"
    assert np.allclose(path.points[-1], 1.0, atol=1e-7) or path.values[-1] == pytest.approx(3.986, abs=1e-2)


@pytest.mark.parametrize(("name", "theirs"), [("BFGS", "BFGS"), ("L-BFGS", "L-BFGS-B"), ("conjugate gradient", "CG")])
def test_the_cost_is_like_that_of_scipy(name, theirs):
    f, start = opt.rosenbrock(), [-1.2, 1.0]
    path = opt.descend(f, start, SEARCHING[name], 500, tolerance=1e-6)
    peer = minimize(
        lambda x: float(f.value(x)), start, jac=lambda x: f.gradient(x), method=theirs, options={"gtol": 1e-6}
    )
    assert path.ending == "converged"
    assert path.evaluations.gradients[-1] <= 1.5 * peer.njev + 10


@pytest.mark.parametrize("n", [2, 5, 20])
def test_conjugate_gradients_solve_a_quadratic_in_as_many_steps_as_it_has_dimensions(n):
    h = np.diag(np.linspace(1, 10, n))
    path = opt.descend(opt.quadratic(h), np.ones(n), opt.ConjugateGradient(1e-3), 3 * n, tolerance=1e-6)
    assert path.ending == "converged"
    assert path.ended_at <= n + 1


def test_conjugate_directions_do_not_spoil_each_other():
    h = np.diag([1.0, 4.0, 9.0])
    directions = opt.descend(opt.quadratic(h), np.ones(3), opt.ConjugateGradient(1e-3), 3).internals["direction"][1:]
    for i in range(3):
        for j in range(i):
            cosine = (
                directions[i]
                @ h
                @ directions[j]
                / np.sqrt((directions[i] @ h @ directions[i]) * (directions[j] @ h @ directions[j]))
            )
            assert abs(cosine) <= 1e-2


def test_bfgs_learns_the_inverse_hessian_of_a_quadratic():
    h = np.array([[3.0, 1.0], [1.0, 2.0]])
    path = opt.descend(opt.quadratic(h), [5.0, -3.0], opt.BFGS(), 50, tolerance=1e-12)
    assert np.allclose(path.internals["inverse_hessian"][-1], np.linalg.inv(h), rtol=0.05, atol=0.02)


@settings(max_examples=25)
@given(arrays(float, 2, elements=st.floats(-3, 3)))
def test_the_matrix_of_bfgs_stays_positive_and_fits_the_last_step(start):
    path = opt.descend(opt.himmelblau(), start, opt.BFGS(), 30)
    matrices = path.internals["inverse_hessian"]
    assert (np.linalg.eigvalsh(0.5 * (matrices + matrices.swapaxes(-1, -2))) > 0.0).all()
    s, y = np.diff(path.points, axis=0), np.diff(path.gradients, axis=0)
    for k in range(min(len(s), 5)):
        if s[k] @ y[k] > 1e-8 * np.linalg.norm(s[k]) * np.linalg.norm(y[k]):
            assert np.allclose(matrices[k + 1] @ y[k], s[k], rtol=1e-6, atol=1e-9)  # the secant equation


def test_limited_memory_with_room_for_all_steps_is_bfgs():
    # On a quadratic with exact searches both give conjugate directions, whatever the starting matrix.
    f = opt.rosenbrock()
    short, long = (opt.descend(f, [-1.2, 1.0], opt.LBFGS(memory), 200) for memory in (1, 100))
    assert short.ending == long.ending == "converged"
    assert long.n_evaluations <= short.n_evaluations


def dense_direction(pairs, gradient):
    """The direction of BFGS by matrices, from the pairs that L-BFGS keeps."""
    s, y = pairs[-1]
    matrix = (s @ y) / (y @ y) * np.eye(len(gradient))
    for s, y in pairs:
        rho = 1.0 / (s @ y)
        turn = np.eye(len(s)) - rho * np.outer(s, y)
        matrix = turn @ matrix @ turn.T + rho * np.outer(s, s)
    return -matrix @ gradient


@pytest.mark.parametrize("memory", [1, 3, 10])
def test_the_two_loops_apply_the_matrix_of_bfgs(memory):
    path = opt.descend(opt.rosenbrock(4), [-1.2, 1.0, 0.5, 2.0], opt.LBFGS(memory), 15)
    s, y = np.diff(path.points, axis=0), np.diff(path.gradients, axis=0)
    for k in range(1, 15):
        kept = list(zip(s[max(k - memory, 0) : k], y[max(k - memory, 0) : k], strict=True))
        assert np.allclose(path.internals["direction"][k + 1], dense_direction(kept, path.gradients[k]), rtol=1e-6)


def test_exact_line_searches_make_steepest_descent_turn_by_right_angles():
    g = opt.descend(opt.ellipse(20), [20.0, 1.0], opt.SteepestDescent(1e-3), 10).gradients
    cosines = (g[1:] * g[:-1]).sum(axis=1) / (np.linalg.norm(g[1:], axis=1) * np.linalg.norm(g[:-1], axis=1))
    assert np.abs(cosines).max() <= 1e-2


@searching
def test_a_function_without_a_smallest_value_is_a_divergence(method):
    path = opt.descend(opt.monkey_saddle(), [[1.0, 1.0], [-1.0, 0.2]], method, 200)
    assert (path.ending == "diverged").all()


@searching
@pytest.mark.parametrize("scale", [1e-150, 1e-8, 1e8, 1e150])
def test_a_huge_or_tiny_function_is_no_obstacle(method, scale):
    f = opt.Objective(lambda x: scale * (x[0] ** 2 + 4 * x[1] ** 2), lambda x: scale * np.array([2 * x[0], 8 * x[1]]),
                      lambda x: scale * np.diag([2.0, 8.0]))  # fmt: skip
    path = opt.descend(f, [3.0, -1.0], method, 100, tolerance=0)
    assert np.abs(path.points[-1]).max() <= 1e-4


@searching
def test_a_gradient_that_points_the_wrong_way_ends_the_path_where_it_began(method):
    wrong = opt.Objective(lambda x: x[0] ** 2, lambda x: -2 * x, lambda x: [[2.0]])
    path = opt.descend(wrong, [1.0], method, 10)
    assert (path.ending, path.ended_at) == ("stopped", 0)
    assert path.evaluations.values[-1] > 1  # what was tried in vain is counted


def test_a_large_problem_is_solved_by_limited_memory():
    path = opt.descend(opt.rosenbrock(1000), np.zeros(1000), opt.LBFGS(), 3000, internals=False)
    assert path.ending == "converged"
    assert path.values[-1] <= 1e-12


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: opt.DampedNewton(-1), "damping must be zero or positive and finite, got -1"),
        (lambda: opt.LBFGS(0), "memory must be an integer of at least 1, got 0"),
        (lambda: opt.ConjugateGradient(1.0), "curvature must lie between 1e-4 and 1, got 1.0"),
        (lambda: opt.SteepestDescent(1e-4), "curvature must lie between 1e-4 and 1, got 0.0001"),
    ],
)
def test_impossible_hyperparameters_are_refused_by_name(make, message):
    with pytest.raises(ValueError, match=message):
        make()
