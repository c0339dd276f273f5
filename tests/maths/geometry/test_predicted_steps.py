import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize._trustregion_exact import IterativeSubproblem

from mathml_widgets.maths.geometry import newton_displacement, predicted_step, taylor, trust_region_displacement


def rosenbrock(x, y):
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def quadratic(g, h, p):
    return g @ p + 0.5 * p @ h @ p


def test_newton_lands_on_the_minimum_of_a_bowl_and_on_the_saddle_of_a_saddle():
    bowl = predicted_step(taylor(lambda x, y: 3 * x**2 + x * y + y**2, [2.0, -1.0]))
    np.testing.assert_allclose(bowl.next_point, [0, 0], atol=1e-14)
    assert bowl.is_downhill
    saddle = predicted_step(taylor(lambda x, y: x**2 - y**2, [0.1, 1.0]))
    np.testing.assert_allclose(saddle.next_point, [0, 0], atol=1e-14)
    assert not saddle.is_downhill
    assert saddle.predicted_change == pytest.approx(0.99)


def test_newtons_step_is_the_solution_of_the_linear_system():
    near = taylor(rosenbrock, [-1.2, 1.0])
    step = predicted_step(near, "newton")
    np.testing.assert_allclose(step.displacement, np.linalg.solve(near.hessian, -near.gradient), rtol=1e-12)
    assert step.slope == pytest.approx(near.gradient @ step.displacement)
    assert step.predicted_change == pytest.approx(0.5 * step.slope)


def test_a_gradient_step_goes_against_the_gradient():
    near = taylor(rosenbrock, [-1.2, 1.0], 1)
    step = predicted_step(near, "gradient", learning_rate=0.01)
    np.testing.assert_allclose(step.next_point, [-1.2 + 2.156, 1.0 + 0.88], rtol=1e-12)
    assert step.is_downhill


def test_damping_goes_from_newtons_step_to_a_small_gradient_step():
    near = taylor(rosenbrock, [-1.2, 1.0])
    newton = predicted_step(near, "newton").displacement
    np.testing.assert_allclose(predicted_step(near, "damped", damping=1e-9).displacement, newton, rtol=1e-6)
    far = predicted_step(near, "damped", damping=1e9).displacement
    np.testing.assert_allclose(far, -near.gradient / 1e9, rtol=1e-5)
    lengths = [np.linalg.norm(predicted_step(near, "damped", damping=d).displacement) for d in (0.1, 1, 10, 100)]
    assert lengths == sorted(lengths, reverse=True)


def test_a_function_of_one_number_steps_along_its_line():
    step = predicted_step(taylor(np.cosh, 1.0))
    assert step.next_point == pytest.approx(1.0 - np.tanh(1.0))
    assert isinstance(step.next_point, float)


def test_a_singular_hessian_has_the_shortest_step_or_none():
    np.testing.assert_array_equal(newton_displacement([4.0, 0.0], [[2.0, 0.0], [0.0, 0.0]]), [-2, 0])
    assert np.isnan(newton_displacement([4.0, 1.0], [[2.0, 0.0], [0.0, 0.0]])).all()
    np.testing.assert_array_equal(newton_displacement([0.0, 0.0], np.zeros((2, 2))), [0, 0])
    step = predicted_step(taylor(lambda x, y: x + y**2, [0.0, 1.0]))
    assert np.isnan(step.displacement).all()
    assert not step.is_downhill
    kink = predicted_step(taylor(lambda x, y: np.abs(x) + y**2, [0.0, 1.0]), "gradient")
    assert np.isnan(kink.displacement).all()


@settings(max_examples=60)
@given(st.integers(1, 5), st.floats(0.01, 10), st.integers(0, 2**32 - 1))
def test_the_trust_region_step_is_scipys_and_fulfils_the_conditions_of_more_and_sorensen(n, radius, seed):
    rng = np.random.default_rng(seed)
    h = rng.normal(size=(n, n))
    h, g = h + h.T, rng.normal(size=n)
    p, multiplier = trust_region_displacement(g, h, radius)
    problem = IterativeSubproblem(np.zeros(n), lambda x: 0.0, lambda x: g, lambda x: h, k_easy=1e-10, k_hard=1e-10)
    scipys, _ = problem.solve(radius)
    assert quadratic(g, h, p) <= quadratic(g, h, scipys) + 1e-8 * abs(quadratic(g, h, scipys))
    assert np.linalg.norm(p) <= radius * (1 + 1e-12)
    np.testing.assert_allclose(h @ p + multiplier * p, -g, atol=1e-9 * (1 + multiplier) * (1 + radius))
    assert multiplier >= max(0.0, -np.linalg.eigvalsh(h)[0]) - 1e-12
    assert multiplier == 0.0 or np.linalg.norm(p) == pytest.approx(radius)


@pytest.mark.parametrize(
    ("g", "h", "radius", "length"),
    [
        ([0.0, 0.0], [[1.0, 0.0], [0.0, -1.0]], 2.0, 2.0),
        ([1.0, 0.0], [[1.0, 0.0], [0.0, -1.0]], 2.0, 2.0),
        ([1.0, 1e-18], [[1.0, 0.0], [0.0, -1.0]], 2.0, 2.0),
        ([1.0, 1e-13], [[1.0, 0.0], [0.0, -1.0]], 2.0, 2.0),
        ([0.0, 0.0], [[1.0, 0.0], [0.0, 1.0]], 2.0, 0.0),
        ([0.0, 0.0], [[0.0, 0.0], [0.0, 0.0]], 2.0, 0.0),
        ([3.0, 4.0], [[0.0, 0.0], [0.0, 0.0]], 2.0, 2.0),
        ([1e-3, 0.0], [[1.0, 0.0], [0.0, 0.0]], 2.0, 1e-3),
    ],
)
def test_the_hard_cases_find_the_lowest_point_of_the_disc(g, h, radius, length):
    g, h = np.array(g), np.array(h)
    p, _ = trust_region_displacement(g, h, radius)
    assert np.linalg.norm(p) == pytest.approx(length)
    angles = np.linspace(0, 2 * np.pi, 721)
    disc = np.linspace(0, radius, 101)[:, None, None] * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    lowest = (disc @ g + 0.5 * np.einsum("...i,ij,...j->...", disc, h, disc)).min()
    assert quadratic(g, h, p) <= lowest + 1e-12


def test_a_trust_region_always_goes_downhill_where_newton_does_not():
    near = taylor(lambda x, y: x**2 - y**2, [0.1, 1.0])
    assert predicted_step(near, "newton").predicted_change > 0
    inside = predicted_step(near, "trust region", trust_radius=0.5)
    assert inside.predicted_change < 0
    assert inside.damping > 0
    assert np.linalg.norm(inside.displacement) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"method": "bfgs"}, "method must be one of"),
        ({"method": "gradient", "learning_rate": 0.0}, "learning_rate must be positive and finite, got 0.0"),
        ({"method": "damped", "damping": -1.0}, "damping must be positive and finite, got -1.0"),
        ({"method": "trust region", "trust_radius": np.inf}, "trust_radius must be positive and finite, got inf"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        predicted_step(taylor(rosenbrock, [0.0, 0.0]), **arguments)


def test_missing_derivatives_and_wrong_shapes_are_named():
    with pytest.raises(ValueError, match="expansion must be of order 2 for method 'newton', got 1"):
        predicted_step(taylor(rosenbrock, [0.0, 0.0], 1))
    with pytest.raises(ValueError, match=r"gradient must have shape \(2,\), got shape \(1,\)"):
        newton_displacement([1.0], np.eye(2))
