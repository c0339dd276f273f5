"""Every preset against finite differences, complex steps, SciPy and its own statement of minima."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import rosen, rosen_der, rosen_hess

from mathml_widgets.maths import optimization as opt

PRESETS = {
    **opt.TEST_FUNCTIONS,
    "turned ellipse": lambda: opt.ellipse(100, math.pi / 4),
    "heavy_ball_cycle": opt.heavy_ball_cycle,
    "reddi_kale_kumar": opt.reddi_kale_kumar,
    "rosenbrock 5": lambda: opt.rosenbrock(5),
    "rastrigin 4": lambda: opt.rastrigin(4),
    "ackley 3": lambda: opt.ackley(3),
    "dixon_price 5": lambda: opt.dixon_price(5),
    "ellipse 4": lambda: opt.ellipse(10, 0.3, 4),
    "sphere 1": lambda: opt.sphere(1),
}
FUNCTIONS = {name: make() for name, make in PRESETS.items()}
every_preset = pytest.mark.parametrize("function", [pytest.param(f, id=name) for name, f in FUNCTIONS.items()])
every_preset_with_minima = pytest.mark.parametrize(
    "function", [pytest.param(f, id=name) for name, f in FUNCTIONS.items() if len(f.minima)]
)


def points_in(function, count=20, seed=0):
    low, high = function.domain.T
    return np.random.default_rng(seed).uniform(low, high, (count, len(low)))


def complex_step(f, x):
    """The derivative along each axis by an imaginary step, on a new last axis: no difference is taken."""
    h = 1e-30
    return np.stack([f(x + 1j * h * axis).imag / h for axis in np.eye(x.shape[-1])], axis=-1)


@every_preset
def test_gradients_agree_with_a_complex_step_of_the_value(function):
    x = points_in(function)
    expected = complex_step(function.value, x)
    assert np.abs(function.gradient(x) - expected).max() <= 1e-12 * np.abs(expected).max()


@every_preset
def test_hessians_agree_with_a_complex_step_of_the_gradient(function):
    x = points_in(function)
    expected = complex_step(function.gradient, x)
    assert np.abs(function.hessian(x) - expected).max() <= 1e-12 * max(np.abs(expected).max(), 1e-300)


@every_preset
def test_gradients_agree_with_central_differences_of_the_value(function):
    x, h = points_in(function, seed=1), 1e-6
    differences = [
        (function.value(x + h * axis) - function.value(x - h * axis)) / (2 * h) for axis in np.eye(x.shape[1])
    ]
    expected = np.stack(differences, axis=-1)
    assert np.abs(function.gradient(x) - expected).max() <= 1e-6 * max(np.abs(expected).max(), 1.0)


@every_preset
def test_hessians_are_symmetric(function):
    hessian = function.hessian(points_in(function))
    assert np.array_equal(hessian, hessian.swapaxes(-1, -2))


@every_preset_with_minima
def test_no_point_of_the_domain_lies_lower_than_the_stated_minima(function):
    lowest = function.value(function.minima)
    assert np.ptp(lowest) <= 1e-13 * max(abs(lowest[0]), 1.0)
    low, high = function.domain.T
    assert ((function.minima >= low) & (function.minima <= high)).all()
    assert function.value(points_in(function, 20_000)).min() >= lowest[0]


@every_preset_with_minima
def test_the_gradient_vanishes_at_the_stated_minima_or_points_out_of_the_box(function):
    if function.bounds is not None:
        at_low = function.minima == function.bounds[:, 0]
        assert (function.gradient(function.minima)[at_low] > 0.0).all()
        assert at_low.all()
        return
    scale = np.abs(function.gradient(points_in(function))).max()
    assert np.abs(function.gradient(function.minima)).max() <= 1e-13 * scale


@every_preset
def test_the_hessian_has_no_negative_eigenvalue_at_the_stated_minima(function):
    hessians = function.hessian(function.minima)
    known = hessians[np.isfinite(hessians).all(axis=(1, 2))]
    assert (np.linalg.eigvalsh(known) >= 0.0).all()
    assert len(known) == len(hessians) or function.name == "Ackley"


@every_preset
def test_a_stack_is_evaluated_point_by_point(function):
    x = points_in(function, 12).reshape(3, 4, -1)
    for derivative in (function.value, function.gradient, function.hessian):
        stack = derivative(x)
        for i in range(3):
            for j in range(4):
                assert np.allclose(stack[i, j], derivative(x[i, j]), rtol=1e-13, atol=1e-13)


@every_preset
def test_whole_numbers_are_taken_as_floats(function):
    x = np.ones(len(function.domain), int)
    assert function.value(x).dtype == float
    assert np.array_equal(function.gradient(x), function.gradient(x.astype(float)))


@every_preset
def test_a_point_with_too_many_coordinates_is_refused(function):
    n = len(function.domain)
    with pytest.raises(ValueError, match=rf"points must have {n} coordinates for .*, got shape \({n + 1},\)"):
        function.value(np.ones(n + 1))


@every_preset
def test_every_preset_has_a_name_and_a_formula(function):
    assert function.name
    assert function.formula


@every_preset
def test_no_points_give_no_values(function):
    nothing = np.zeros((0, len(function.domain)))
    assert function.value(nothing).shape == (0,)
    assert function.gradient(nothing).shape == nothing.shape


@pytest.mark.parametrize("n", [2, 3, 7])
def test_rosenbrock_agrees_with_scipy(n):
    x = np.random.default_rng(n).uniform(-2, 2, (10, n))
    function = opt.rosenbrock(n)
    assert np.allclose(function.value(x), [rosen(p) for p in x], rtol=1e-14)
    assert np.allclose(function.gradient(x), [rosen_der(p) for p in x], rtol=1e-13, atol=1e-12)
    assert np.allclose(function.hessian(x), [rosen_hess(p) for p in x], rtol=1e-14, atol=1e-12)


def reference_values(x, y):
    r2 = (x * x + y * y) / 2
    return {
        "booth": (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
        "matyas": 0.26 * (x * x + y * y) - 0.48 * x * y,
        "beale": (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
        "himmelblau": (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
        "mccormick": math.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1,
        "rastrigin": 20 + x * x - 10 * math.cos(2 * math.pi * x) + y * y - 10 * math.cos(2 * math.pi * y),
        "ackley": -20 * math.exp(-0.2 * math.sqrt(r2))
        - math.exp((math.cos(2 * math.pi * x) + math.cos(2 * math.pi * y)) / 2)
        + 20
        + math.e,
        "dixon_price": (x - 1) ** 2 + 2 * (2 * y * y - x) ** 2,
        "monkey_saddle": x**3 - 3 * x * y * y,
        "sphere": x * x + y * y,
        "ellipse": (x * x + 100 * y * y) / 2,
        "plateau": 1 - math.exp(-r2),
        "cliff": (x * x + y * y) / 20 + 5 * math.tanh(20 * (x - 1)) + 5,
    }


@pytest.mark.parametrize("name", reference_values(1.0, 1.0))
def test_the_values_are_those_of_the_published_formula(name):
    for x, y in np.random.default_rng(3).uniform(-3, 3, (20, 2)):
        expected = reference_values(float(x), float(y))[name]
        assert opt.TEST_FUNCTIONS[name]().value([x, y]) == pytest.approx(expected, rel=1e-13, abs=1e-13)


@pytest.mark.parametrize(
    ("function", "value"),
    [
        (opt.mccormick(), -math.sqrt(3) / 2 - math.pi / 3),
        (opt.booth(), 0.0),
        (opt.beale(), 0.0),
        (opt.himmelblau(), 0.0),
        (opt.dixon_price(4), 0.0),
        (opt.ackley(), 0.0),
    ],
)
def test_the_lowest_values_are_those_of_the_textbook(function, value):
    assert function.value(function.minima) == pytest.approx(value, abs=1e-14)


def test_two_gradients_of_a_popular_library_are_refuted():
    # benfred/fmin gives McCormick the gradient of another function, and Dixon-Price half of each residual term.
    def dixon_price_slopes_without_the_factor_two(p):
        x, y = p
        return np.array([2 * (x - 1) - 2 * (2 * y * y - x), 8 * y * (2 * y * y - x)])

    function = opt.dixon_price()
    p = np.array([0.7, 1.3])
    expected = complex_step(function.value, p)
    wrong = dixon_price_slopes_without_the_factor_two(p)
    assert np.linalg.norm(wrong - expected) / np.linalg.norm(expected) > 0.4
    assert np.linalg.norm(function.gradient(p) - expected) / np.linalg.norm(expected) < 1e-14


@given(arrays(float, 2, elements=st.floats(-1e3, 1e3)))
def test_a_turned_ellipse_is_the_ellipse_at_the_turned_back_point(x):
    angle = 0.7
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    turned, plain = opt.ellipse(30, angle), opt.ellipse(30)
    assert turned.value(x) == pytest.approx(plain.value(turn.T @ x), rel=1e-12, abs=1e-200)


@pytest.mark.parametrize("kappa", [1.0, 10.0, 1e4, 1e12])
def test_the_ellipse_has_the_condition_number_that_was_asked_for(kappa):
    hessian = opt.ellipse(kappa, 0.4, 3).hessian(np.zeros(3))
    assert np.linalg.cond(hessian) == pytest.approx(kappa, rel=1e-3)
    assert np.linalg.eigvalsh(hessian)[-1] == pytest.approx(kappa)


def test_round_condition_numbers_are_exact():
    for kappa in (100.0, 1000.0, 1e6):
        assert np.array_equal(opt.ellipse(kappa).hessian([0, 0]), np.diag([1.0, kappa]))


def test_the_ripples_keep_their_digits_near_the_minimum():
    tiny = np.array([1e-12, 0.0])
    assert opt.rastrigin().value(tiny) == pytest.approx(1e-24 * (1 + 20 * math.pi**2), rel=1e-14)
    assert opt.ackley().value(tiny) == pytest.approx(4e-12 / math.sqrt(2), rel=1e-10)
    assert opt.plateau().value(tiny) == pytest.approx(0.5e-24, rel=1e-14)


def test_ackley_has_a_subgradient_and_no_hessian_at_its_corner():
    assert np.array_equal(opt.ackley().gradient([0.0, 0.0]), [0.0, 0.0])
    assert np.isnan(opt.ackley().hessian([0.0, 0.0])).all()


@pytest.mark.parametrize("name", ["sphere", "ellipse", "booth", "matyas", "rosenbrock", "himmelblau", "rastrigin"])
def test_a_huge_point_has_a_huge_or_infinite_value_and_never_nan(name):
    for x in ([1e200, 1e200], [-1e200, 1e199], [1e154, 0.0]):
        assert opt.TEST_FUNCTIONS[name]().value(x) > 1e300


def test_the_monkey_saddle_overflows_with_the_right_sign():
    assert opt.monkey_saddle().value([1e200, 1e200]) == -math.inf
    assert opt.monkey_saddle().value([-1e200, 1e200]) == math.inf


def test_the_plateau_is_exactly_flat_far_out():
    assert np.array_equal(opt.plateau().gradient([40.0, 0.0]), [0.0, 0.0])
    assert opt.plateau().value([40.0, 0.0]) == 1.0


def test_a_quadratic_has_the_hessian_and_the_minimum_it_was_made_of():
    h, centre = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([1.0, -2.0])
    bowl = opt.quadratic(h, centre)
    assert np.array_equal(bowl.hessian([[0, 0], [5, 5]]), [h, h])
    assert np.array_equal(bowl.minima, [centre])
    assert bowl.value([2.0, -2.0]) == 1.5


def test_an_indefinite_quadratic_has_no_minimum():
    assert opt.quadratic([[1, 0], [0, -1]]).minima.shape == (0, 2)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: opt.ellipse(0.5), "condition_number must be at least 1, got 0.5"),
        (lambda: opt.ellipse(-1), "condition_number must be positive and finite, got -1"),
        (lambda: opt.ellipse(float("nan")), "condition_number must be positive and finite, got nan"),
        (lambda: opt.ellipse(2, n_dimensions=1), "n_dimensions must be an integer of at least 2, got 1"),
        (lambda: opt.rosenbrock(1), "n_dimensions must be an integer of at least 2, got 1"),
        (lambda: opt.sphere(2.5), "n_dimensions must be an integer of at least 1, got 2.5"),
        (lambda: opt.sphere(True), "n_dimensions must be an integer of at least 1, got True"),
        (
            lambda: opt.quadratic([[1, 2], [3, 4]]),
            r"hessian must be symmetric, got 2.0 at \(0, 1\) and 3.0 at \(1, 0\)",
        ),
        (lambda: opt.quadratic([[1, 2, 3]]), r"hessian must be square, got shape \(1, 3\)"),
        (lambda: opt.quadratic([[1]], [1, 2]), r"minimum must have shape \(1,\) to fit hessian, got shape \(2,\)"),
        (lambda: opt.reddi_kale_kumar(2, 1, 3), r"steep must exceed \(period - 1\) \* shallow = 2.0, got 2"),
    ],
)
def test_impossible_shapes_are_refused_by_name(make, message):
    with pytest.raises(ValueError, match=message):
        make()
