import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import optimization as opt


def log_sum_exp(p):
    top = p.max()
    return top + np.log(np.exp(p - top).sum())


CONVEX = {
    "sphere": (opt.sphere(), None),
    "ellipse": (opt.ellipse(1e4, 0.3), None),
    "booth": (opt.booth(), None),
    "linear": (lambda x, y: 3 * x - 2 * y, [[-1, 1], [-1, 1]]),
    "constant": (lambda x, y: 1e6 + 0 * x, [[-1, 1], [-1, 1]]),
    "absolute": (lambda x, y: abs(x) + abs(y), [[-1, 1], [-1, 1]]),
    "log-sum-exp": (log_sum_exp, [[-50, 50], [-50, 50]]),
    "least squares": (opt.linear_regression(np.eye(2), [1, 2]).objective, [[-5, 5], [-5, 5]]),
    "logistic": (opt.logistic_regression([[1, 0], [1, 1], [1, 2]], [0, 1, 0]).objective, [[-30, 30], [-30, 30]]),
}
NOT_CONVEX = {
    "convex along both axes": (lambda x, y: x * x + 3 * x * y + y * y, [[-1, 1], [-1, 1]]),
    "product of convex": (lambda x, y: x * x * y * y, [[-1, 1], [-1, 1]]),
    "zero-one loss": (lambda x: float(x[0] < 0), [[-1, 1]]),
    "one minimum": (lambda x: np.sqrt(abs(x[0])), [[-1, 1]]),
    **{name: (make(), None) for name, make in opt.TEST_FUNCTIONS.items() if name in (
        "rosenbrock", "himmelblau", "beale", "rastrigin", "ackley", "mccormick", "monkey_saddle", "plateau", "cliff")},
}  # fmt: skip


@pytest.mark.parametrize("name", CONVEX)
def test_no_chord_of_a_convex_function_is_accused(name):
    function, domain = CONVEX[name]
    for seed in range(5):
        assert opt.find_chord_violation(function, domain, generator=np.random.default_rng(seed)) is None


@pytest.mark.parametrize("name", NOT_CONVEX)
def test_a_function_that_is_not_convex_is_convicted_by_a_chord_that_anyone_can_check(name):
    function, domain = NOT_CONVEX[name]
    found = opt.find_chord_violation(function, domain, generator=np.random.default_rng(0))
    assert found is not None
    value = function.value if isinstance(function, opt.Objective) else opt.objective.as_objective(function).value
    t = found.fraction
    middle = (1 - t) * found.first_point + t * found.second_point
    chord = (1 - t) * value(found.first_point) + t * value(found.second_point)
    assert chord < value(middle)
    assert found.gap == pytest.approx(float(chord - value(middle)), rel=1e-6)


def test_the_hunt_improves_on_the_best_random_chord():
    f = opt.rastrigin()
    best = min(opt.find_chord_violation(f, n_chords=500, generator=np.random.default_rng(s)).gap for s in range(3))
    rng = np.random.default_rng(0)
    ends = rng.uniform(-5.12, 5.12, (1500, 2, 2))
    random_best = opt.chord_gap(f, ends[:, 0], ends[:, 1], rng.uniform(size=1500)).min()
    assert best < random_best


def test_a_violation_in_a_corner_of_the_domain_is_found_with_enough_chords():
    dent = opt.Objective(lambda p: (p**2).sum(axis=1) - 0.5 * np.exp(-50 * ((p - 0.8) ** 2).sum(axis=1)), batched=True)
    assert opt.find_chord_violation(dent, [[-1, 1], [-1, 1]], generator=np.random.default_rng(1)) is not None


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(0, 1))
def test_the_gap_of_a_parabola_has_its_closed_form(a, b, t):
    # t (1 - t) (a - b)^2
    assert opt.chord_gap(opt.sphere(1), [a], [b], t) == pytest.approx(t * (1 - t) * (a - b) ** 2, abs=1e-12)


def test_gaps_come_in_stacks():
    gaps = opt.chord_gap(opt.sphere(1), [[0.0], [1.0]], [[2.0], [1.0]], [[0.5, 0.5], [0.25, 0.0]])
    assert gaps.tolist() == [[1.0, 0.0], [0.75, 0.0]]


def test_a_function_with_infinite_values_outside_its_domain_can_still_be_judged():
    barrier = opt.Objective(lambda p: -np.log(p[:, 0]) - np.log(1 - p[:, 0]), batched=True)
    assert opt.find_chord_violation(barrier, [[-0.5, 1.5]], generator=np.random.default_rng(0)) is None


def test_the_signs_of_the_hessian_are_counted():
    signs = opt.hessian_signs(opt.quadratic(np.diag([2.0, 0.0, -3.0])), np.zeros((4, 3)))
    assert signs.n_negative.tolist() == signs.n_zero.tolist() == signs.n_positive.tolist() == [1] * 4
    assert np.allclose(signs.eigenvalues, [-3, 0, 2])


def test_where_there_is_no_hessian_there_are_no_signs():
    signs = opt.hessian_signs(opt.ackley(), [[0.0, 0.0], [0.5, 0.5]])
    assert np.isnan(signs.eigenvalues[0]).all()
    assert (signs.n_negative + signs.n_zero + signs.n_positive).tolist() == [0, 2]


def test_rounding_does_not_make_a_flat_direction_negative():
    x = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0000000001]])
    signs = opt.hessian_signs(opt.linear_regression(x, [0, 0]).objective, np.zeros(3))
    assert signs.n_negative == 0


def test_curvature_bounds_of_a_quadratic_are_its_extreme_eigenvalues():
    h = np.diag([0.5, 2.0, 7.0])
    points = np.random.default_rng(0).normal(size=(5, 3))
    assert tuple(opt.curvature_bounds(opt.quadratic(h), points)) == pytest.approx((0.5, 7.0))
    secants = opt.secant_bounds(opt.quadratic(h), points, np.zeros((5, 3)))
    assert 0.5 <= secants.strong_convexity <= secants.smoothness <= 7.0 + 1e-12


def test_secant_bounds_find_the_constants_along_eigenvectors():
    h = np.diag([0.5, 7.0])
    assert tuple(opt.secant_bounds(opt.quadratic(h), np.eye(2), np.zeros((2, 2)))) == pytest.approx((0.5, 7.0))


def test_a_negative_curvature_counts_for_the_smoothness_by_its_size():
    assert tuple(opt.curvature_bounds(opt.quadratic(np.diag([1.0, -4.0])), [0.0, 0.0])) == (-4.0, 4.0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: opt.chord_gap(opt.sphere(), [0, 0], [1, 1], 1.5), "fraction must lie between 0 and 1, got 1.5"),
        (lambda: opt.chord_gap(opt.sphere(), [0, 0], [1]), r"first_point and second_point must have shapes \(..., n\)"),
        (
            lambda: opt.find_chord_violation(lambda x: x[0], generator=np.random.default_rng(0)),
            "domain must be given for a function that has none, got Objective",
        ),
        (
            lambda: opt.find_chord_violation(opt.sphere(), n_chords=1, generator=np.random.default_rng(0)),
            "n_chords must be an integer of at least 2, got 1",
        ),
        (lambda: opt.curvature_bounds(opt.ackley(), [0, 0]), "points must hold at least one where the function has"),
        (lambda: opt.secant_bounds(opt.sphere(), [[0, 0]], [[0, 0]]), "first_points and second_points must hold at"),
        (
            lambda: opt.secant_bounds(opt.sphere(), [[0, 0]], [[0, 0], [1, 1]]),
            "first_points and second_points must have",
        ),
    ],
)
def test_impossible_arguments_are_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
