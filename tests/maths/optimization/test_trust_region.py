import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from mathml_widgets.maths import optimization as opt
from mathml_widgets.maths.optimization.optimizers.trust_region import lowest_in_ball


@settings(max_examples=50)
@given(st.integers(0, 10_000), st.integers(1, 4), st.floats(1e-3, 1e3))
def test_the_step_satisfies_the_conditions_of_more_and_sorensen(seed, n, radius):
    rng = np.random.default_rng(seed)
    e, g = np.sort(rng.normal(size=(20, n)), axis=1), rng.normal(size=(20, n))
    g[:5, 0] = 0.0  # nothing along the lowest curvature
    g[5:10, 0] = 1e-200
    step, multiplier = lowest_in_ball(e, g, np.full(20, radius))
    length = np.linalg.norm(step, axis=1)
    assert (length <= radius * (1 + 1e-9)).all()
    assert (multiplier >= np.maximum(0.0, -e[:, 0])).all()
    assert np.allclose((e + multiplier[:, None]) * step, -g, rtol=1e-9, atol=1e-9)
    assert (np.isclose(length, radius, rtol=1e-9) | (multiplier == 0.0)).all()


def test_next_to_nothing_along_the_way_down_is_enough_to_choose_a_side():
    for slope, side in ((1e-200, -1.0), (-1e-200, 1.0)):
        step, multiplier = lowest_in_ball(np.array([[-1.0, 2.0]]), np.array([[slope, 1.0]]), np.array([1.0]))
        assert step[0].tolist() == pytest.approx([side * np.sqrt(8.0) / 3.0, -1.0 / 3.0], rel=1e-12)
        assert multiplier[0] == pytest.approx(1.0, rel=1e-12)


def test_no_other_point_of_the_ball_is_lower():
    rng = np.random.default_rng(0)
    e, g = np.array([[-2.0, 1.0], [0.5, 3.0], [-1.0, -0.5]]), np.array([[0.0, 1.0], [1.0, 1.0], [0.3, 0.0]])
    step, _ = lowest_in_ball(e, g, np.ones(3))
    angle, size = rng.uniform(0, 2 * np.pi, 5000), np.sqrt(rng.uniform(0, 1, 5000))
    others = size[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    for i in range(3):
        height = g[i] @ step[i] + 0.5 * e[i] @ step[i] ** 2
        assert (others @ g[i] + 0.5 * others**2 @ e[i]).min() >= height - 1e-12


@pytest.mark.parametrize("name", ["sphere", "ellipse", "booth", "matyas", "rosenbrock", "beale", "himmelblau"])
def test_it_finds_the_minima_that_scipy_finds(name):
    f, start = opt.TEST_FUNCTIONS[name](), np.array([0.5, 1.5])
    path = opt.descend(f, start, opt.TrustRegion(), 200)
    twin = minimize(f.value, start, jac=f.gradient, hess=f.hessian, method="trust-exact", options={"gtol": 1e-9})
    assert path.ending == "converged"
    assert np.allclose(path.points[-1], twin.x, atol=1e-6)
    assert (np.diff(path.values) <= 1e-12).all()


def test_on_a_convex_quadratic_within_the_ball_it_is_newton_s_step():
    f = opt.quadratic([[2.0, 0.3], [0.3, 1.0]], [0.2, 0.1])
    path = opt.descend(f, [0.0, 0.0], opt.TrustRegion(10.0), 5)
    assert path.ended_at == 1
    assert np.allclose(path.points[1], [0.2, 0.1], atol=1e-15)
    assert path.internals["agreement"][1] == pytest.approx(1.0)


def test_the_ball_follows_how_far_the_parabola_proved_right():
    f = opt.rosenbrock()
    path = opt.descend(f, [-1.2, 1.0], opt.TrustRegion(0.5), 100)
    radius, agreement = path.internals["radius"], path.internals["agreement"]
    fates = set()
    for k in range(path.ended_at):
        p, g, h = path.internals["direction"][k + 1], path.gradients[k], f.hessian(path.points[k])
        promised, length = -(g @ p + 0.5 * p @ h @ p), np.linalg.norm(p)
        rho = (path.values[k] - f.value(path.points[k] + p)) / promised
        if promised > 1e-12:
            assert agreement[k + 1] == pytest.approx(rho, rel=1e-6)
        fate = "shrinks" if rho < 0.25 else "grows" if rho > 0.75 and length > 0.999 * radius[k] else "stays"
        expected = {"shrinks": 0.25 * length, "grows": 2.0 * radius[k], "stays": radius[k]}[fate]
        assert radius[k + 1] == pytest.approx(expected, rel=1e-9)
        assert np.array_equal(path.points[k + 1], path.points[k] + p if rho > 1e-4 else path.points[k])
        fates.add(fate)
    assert fates == {"shrinks", "grows", "stays"}


def test_it_leaves_a_saddle_on_which_newton_s_method_would_sit():
    f = opt.Objective(lambda x: x[0] ** 4 / 4 - x[0] ** 2 / 2 + x[1] ** 2)
    path = opt.descend(f, [0.0, 1.0], opt.TrustRegion(), 50)  # no slope along the way out
    assert path.ending == "converged"
    assert abs(path.points[-1]).tolist() == pytest.approx([1.0, 0.0], abs=1e-8)


def test_many_starts_are_as_many_paths():
    f, starts = opt.himmelblau(), np.random.default_rng(1).uniform(-5, 5, (2, 3, 2))
    together = opt.descend(f, starts, opt.TrustRegion(), 100)
    assert (together.ending == "converged").all()
    for index in np.ndindex(2, 3):
        alone = opt.descend(f, starts[index], opt.TrustRegion(), 100)
        assert np.allclose(together.points[(-1, *index)], alone.points[-1], atol=1e-9)
        assert together.ended_at[index] == alone.ended_at


def test_a_function_without_an_end_is_followed_away_and_one_without_a_hessian_stops():
    assert opt.descend(opt.monkey_saddle(), [1.0, 0.5], opt.TrustRegion(), 300).ending == "diverged"
    assert opt.descend(opt.ackley(), [0.0, 0.0], opt.TrustRegion(), 10, tolerance=0).ending in ("converged", "stopped")


def test_an_impossible_radius_is_refused_by_name():
    with pytest.raises(ValueError, match="radius must be positive and finite, got 0"):
        opt.TrustRegion(0)
