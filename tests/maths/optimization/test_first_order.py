"""Update rules with one gradient a step, against PyTorch, the formulas of the papers, and closed forms."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import optimization as opt

FUNCTIONS = {
    "rosenbrock": (opt.rosenbrock(), [-1.2, 1.0], 1.0),
    "himmelblau": (opt.himmelblau(), [1.0, -1.0], 1.0),
    "beale": (opt.beale(), [0.5, 1.0], 1.0),
    "ellipse": (opt.ellipse(100, 0.6), [3.0, -1.0], 1.0),
}
# name: ours, the name in torch.optim, its arguments, and how closely they must agree
TWINS = {
    "gradient descent": (opt.GradientDescent(1e-3), "SGD", {"lr": 1e-3}, 1e-12),
    "heavy ball": (opt.HeavyBall(2e-4, 0.9), "SGD", {"lr": 2e-4, "momentum": 0.9}, 1e-12),
    "Nesterov": (opt.Nesterov(2e-4, 0.9), "SGD", {"lr": 2e-4, "momentum": 0.9, "nesterov": True}, 1e-12),
    "AdaGrad": (opt.AdaGrad(0.05), "Adagrad", {"lr": 0.05}, 1e-12),
    "Adadelta": (opt.Adadelta(), "Adadelta", {}, 1e-9),
    "RMSprop": (opt.RMSprop(0.01), "RMSprop", {"lr": 0.01}, 1e-9),
    "Adam": (opt.Adam(0.05), "Adam", {"lr": 0.05}, 1e-9),
    "AdamW": (opt.AdamW(0.05, weight_decay=0.1), "AdamW", {"lr": 0.05, "weight_decay": 0.1}, 1e-9),
    "AMSGrad": (opt.AMSGrad(0.05), "Adam", {"lr": 0.05, "amsgrad": True}, 1e-9),
    "NAdam": (opt.NAdam(0.05), "NAdam", {"lr": 0.05}, 1e-9),
}


def torch_path(torch, function, start, make, steps, schedule=None):
    parameter = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = make([parameter])
    scheduler = schedule(optimizer) if schedule else None
    points = [parameter.detach().numpy().copy()]
    for _ in range(steps):
        parameter.grad = torch.from_numpy(np.array(function.gradient(parameter.detach().numpy())))
        optimizer.step()
        if scheduler:
            scheduler.step()
        points.append(parameter.detach().numpy().copy())
    return np.array(points)


@pytest.fixture
def torch():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: it is pinned in the test extra")
    usual = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)  # NAdam keeps a number in the default type
    yield torch
    torch.set_default_dtype(usual)


@pytest.mark.parametrize("name", TWINS)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_step_agrees_with_torch(torch, name, function):
    objective, start, _ = FUNCTIONS[function]
    method, twin, arguments, tolerance = TWINS[name]
    path = opt.descend(objective, start, method, 200, tolerance=0)
    expected = torch_path(torch, objective, start, lambda p: getattr(torch.optim, twin)(p, **arguments), 200)
    assert path.points.shape == expected.shape
    assert np.abs(path.points - expected).max() <= tolerance
    assert np.abs(np.diff(expected, axis=0)).max() > 1e-3  # or nothing would have been compared


@pytest.mark.parametrize("name", ["gradient descent", "heavy ball", "Adam", "AdamW"])
def test_every_step_under_a_schedule_agrees_with_torch(torch, name):
    objective, start, _ = FUNCTIONS["himmelblau"]
    method, twin, arguments, tolerance = TWINS[name]
    rate = arguments["lr"]
    scheduled = type(method)(**{**vars(method), "learning_rate": opt.cosine(rate, 60, rate / 10)})
    path = opt.descend(objective, start, scheduled, 60, tolerance=0)
    expected = torch_path(
        torch,
        objective,
        start,
        lambda p: getattr(torch.optim, twin)(p, **arguments),
        60,
        lambda optimizer: torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 60, rate / 10),
    )
    assert np.abs(path.points - expected).max() <= tolerance


def test_internals_agree_with_the_state_of_torch(torch):
    objective, start, _ = FUNCTIONS["rosenbrock"]
    parameter = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([parameter], lr=0.05, amsgrad=True)
    for _ in range(30):
        parameter.grad = torch.from_numpy(np.array(objective.gradient(parameter.detach().numpy())))
        optimizer.step()
    state = optimizer.state[parameter]
    internals = opt.descend(objective, start, opt.AMSGrad(0.05), 30).internals
    for ours, theirs in [
        ("first_moment", "exp_avg"),
        ("second_moment", "exp_avg_sq"),
        ("largest_second_moment", "max_exp_avg_sq"),
    ]:
        assert np.allclose(internals[ours][-1], state[theirs].numpy(), rtol=1e-9)


def slow_adam(gradient, x, steps, rate, b1, b2, epsilon, correct):
    """The algorithm of the paper, number by number."""
    x, m, v, path = list(x), [0.0] * len(x), [0.0] * len(x), [list(x)]
    for t in range(1, steps + 1):
        g = gradient(x)
        for i in range(len(x)):
            m[i] = b1 * m[i] + (1 - b1) * g[i]
            v[i] = b2 * v[i] + (1 - b2) * g[i] ** 2
            first = m[i] / (1 - b1**t) if correct else m[i]
            second = v[i] / (1 - b2**t) if correct else v[i]
            x[i] -= rate * first / (math.sqrt(second) + epsilon)
        path.append(list(x))
    return np.array(path)


@pytest.mark.parametrize("correct", [True, False])
def test_adam_follows_the_algorithm_of_the_paper(correct):
    f = opt.himmelblau()
    method = opt.Adam(0.1, 0.8, 0.95, 1e-3, correct)
    expected = slow_adam(lambda x: f.gradient(x), [1.0, 2.0], 50, 0.1, 0.8, 0.95, 1e-3, correct)
    assert np.abs(opt.descend(f, [1.0, 2.0], method, 50, tolerance=0).points - expected).max() <= 1e-12


def test_without_bias_correction_the_first_step_is_longer_by_the_known_factor():
    f, start = opt.sphere(1), [3.0]
    corrected, raw = (opt.descend(f, start, opt.Adam(0.1, bias_correction=b), 1).points for b in (True, False))
    factor = (3.0 - raw[1, 0]) / (3.0 - corrected[1, 0])
    assert factor == pytest.approx((1 - 0.9) / math.sqrt(1 - 0.999), rel=1e-6)


@given(st.floats(0.01, 0.99), st.floats(0.0, 0.95), st.integers(1, 30))
def test_the_heavy_ball_is_polyak_s_recursion(rate, momentum, steps):
    f = opt.quadratic([[1.0]])
    path = opt.descend(f, [1.0], opt.HeavyBall(rate, momentum), steps, tolerance=0).points[:, 0]
    before, here = 1.0, 1.0
    for k in range(1, len(path)):
        before, here = here, here - rate * here + momentum * (here - before)
        assert path[k] == pytest.approx(here, abs=1e-12)


@given(st.floats(0.01, 0.99), st.floats(0.0, 0.95), st.integers(1, 30))
def test_nesterov_is_his_two_sequences(rate, momentum, steps):
    # y_{k+1} = x_k - rate * g(x_k); x_{k+1} = y_{k+1} + momentum * (y_{k+1} - y_k), started with y_0 = x_0
    f = opt.quadratic([[1.0]])
    path = opt.descend(f, [1.0], opt.Nesterov(rate, momentum), steps, tolerance=0).points[:, 0]
    look_ahead, y = 1.0, 1.0
    for k in range(1, len(path)):
        y_next = look_ahead - rate * look_ahead
        look_ahead, y = y_next + momentum * (y_next - y), y_next
        assert path[k] == pytest.approx(look_ahead, abs=1e-12)


@given(st.floats(0.05, 1.9), st.floats(0.1, 10.0))
def test_on_a_parabola_gradient_descent_is_a_geometric_sequence(share, curvature):
    path = opt.descend(opt.quadratic([[curvature]]), [1.0], opt.GradientDescent(share / curvature), 20, tolerance=0)
    expected = (1.0 - share) ** np.arange(len(path.points))
    assert np.allclose(path.points[:, 0], expected, rtol=1e-10, atol=1e-14)


def test_gradient_descent_on_a_parabola_arrives_in_one_step_at_one_over_the_curvature():
    path = opt.descend(opt.quadratic([[4.0]]), [3.0], opt.GradientDescent(0.25), 10)
    assert (path.ending, path.ended_at, path.points[-1, 0]) == ("converged", 1, 0.0)


def test_gradient_descent_does_not_notice_a_rotation_and_adam_does():
    angle = math.pi / 4
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    start = np.array([1.0, 1.0])

    def gap(method):
        straight = opt.descend(opt.ellipse(100), start, method, 100).points
        turned = opt.descend(opt.ellipse(100, angle), turn @ start, method, 100).points
        n = min(len(straight), len(turned))
        return np.abs(straight[:n] @ turn.T - turned[:n]).max()

    assert gap(opt.GradientDescent(0.015)) <= 1e-12
    assert gap(opt.HeavyBall(0.015, 0.5)) <= 1e-12
    assert gap(opt.Adam(0.05)) > 0.1


@given(st.floats(1e-3, 1e3), st.integers(0, 4))
def test_scaling_a_function_does_not_change_the_path_of_a_scale_free_method(scale, which):
    method = [
        opt.Adam(0.1, epsilon=1e-300),
        opt.AMSGrad(0.1, epsilon=1e-300),
        opt.NAdam(0.1, epsilon=1e-300),
        opt.RMSprop(0.1, epsilon=1e-300),
        opt.AdaGrad(0.1, epsilon=1e-300),
    ][which]
    h = np.array([[2.0, 1.0], [1.0, 3.0]])
    plain = opt.descend(opt.quadratic(h), [1.0, -2.0], method, 15, tolerance=0).points
    scaled = opt.descend(opt.quadratic(scale * h), [1.0, -2.0], method, 15, tolerance=0).points
    assert np.allclose(plain, scaled, rtol=1e-9, atol=1e-9)


def test_amsgrad_never_raises_its_effective_rate():
    path = opt.descend(opt.rosenbrock(), [-1.2, 1.0], opt.AMSGrad(0.05), 300)
    assert (np.diff(path.internals["largest_second_moment"], axis=0) >= 0.0).all()
    adam = opt.descend(opt.rosenbrock(), [-1.2, 1.0], opt.Adam(0.05), 300)
    assert (np.diff(adam.internals["second_moment"], axis=0) < 0.0).any()


def test_weight_decay_alone_shrinks_the_point_geometrically():
    flat = opt.Objective(lambda p: 0.0, lambda p: np.zeros(2))
    method = opt.AdamW(0.1, weight_decay=0.5)
    state = method.step(flat, method.init(flat, np.array([1.0, -4.0])))
    assert np.allclose(state.point, [0.95, -3.8])


def test_a_step_made_by_hand_is_the_step_of_the_path():
    f = opt.himmelblau()
    for method, *_ in TWINS.values():
        state = method.init(f, np.array([1.0, -1.0]))
        for _ in range(3):
            state = method.step(f, state)
        path = opt.descend(f, [1.0, -1.0], method, 3, tolerance=0)
        assert state.k == 3
        assert np.allclose(state.point, path.points[3], rtol=1e-14)
        for name, record in path.internals.items():
            assert np.allclose(state.internals[name], record[3], rtol=1e-13)


def test_a_step_made_by_hand_takes_the_rate_of_its_own_number():
    f, method = opt.himmelblau(), opt.GradientDescent(opt.inverse_time(0.01, 10.0))
    state = method.init(f, np.array([1.0, -1.0]))
    for _ in range(3):
        state = method.step(f, state)
    assert np.allclose(state.point, opt.descend(f, [1.0, -1.0], method, 3).points[3], rtol=1e-14)


def test_stepping_leaves_the_earlier_state_alone():
    f = opt.himmelblau()
    for method, *_ in TWINS.values():
        first = method.init(f, np.array([1.0, -1.0]))
        copy = {name: np.array(value) for name, value in first.internals.items()}
        method.step(f, first)
        assert np.array_equal(first.point, [1.0, -1.0])
        for name, value in copy.items():
            assert np.array_equal(first.internals[name], value)


@pytest.mark.parametrize("method", [opt.GradientDescent, opt.HeavyBall, opt.Adam, opt.AdamW, opt.NAdam])
def test_one_rate_for_each_start_is_as_many_paths_with_one_rate(method):
    f, rates = opt.himmelblau(), np.array([1e-3, 5e-3, 2e-2])
    together = opt.descend(f, np.tile([1.0, 2.0], (3, 1)), method(rates), 40, tolerance=0)
    for i, rate in enumerate(rates):
        alone = opt.descend(f, [1.0, 2.0], method(float(rate)), 40, tolerance=0)
        assert np.allclose(together.points[:, i], alone.points, rtol=1e-12)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: opt.GradientDescent(0), "learning_rate must be positive, got 0.0"),
        (lambda: opt.GradientDescent(-0.1), "learning_rate must be positive, got -0.1"),
        (lambda: opt.GradientDescent(float("nan")), "learning_rate must be finite, got nan"),
        (lambda: opt.GradientDescent(float("inf")), "learning_rate must be finite, got inf"),
        (lambda: opt.GradientDescent("fast"), "learning_rate must hold numbers, got 'fast'"),
        (lambda: opt.GradientDescent([0.1, -1.0]), "learning_rate must be positive, got -1.0"),
        (lambda: opt.HeavyBall(0.1, 1.0), "momentum must be at least 0 and below 1, got 1.0"),
        (lambda: opt.Nesterov(0.1, -0.1), "momentum must be zero or positive and finite, got -0.1"),
        (lambda: opt.Adam(first_decay=1), "first_decay must be at least 0 and below 1, got 1"),
        (lambda: opt.Adam(second_decay=2), "second_decay must be at least 0 and below 1, got 2"),
        (lambda: opt.Adam(epsilon=0), "epsilon must be positive and finite, got 0"),
        (lambda: opt.AdamW(weight_decay=-1), "weight_decay must be zero or positive and finite, got -1"),
        (lambda: opt.NAdam(momentum_decay=-1), "momentum_decay must be zero or positive and finite, got -1"),
        (lambda: opt.RMSprop(decay=1.5), "decay must be at least 0 and below 1, got 1.5"),
        (lambda: opt.Adadelta(decay="x"), "decay must be a zero or positive number, got 'x'"),
        (lambda: opt.AdaGrad(epsilon=-1), "epsilon must be positive and finite, got -1"),
    ],
)
def test_impossible_hyperparameters_are_refused_by_name(make, message):
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("rates", [[0.1, 0.2], [[0.1, 0.2, 0.3]]])
def test_rates_that_do_not_fit_the_starts_are_refused_by_name(rates):
    message = r"learning_rate must broadcast against starts of shape \(3,\), got shape"
    with pytest.raises(ValueError, match=message):
        opt.descend(opt.sphere(), np.ones((3, 2)), opt.Adam(rates), 3)
    with pytest.raises(ValueError, match=message):
        opt.GradientDescent(rates).init(opt.sphere(), np.ones((3, 2)))


@pytest.mark.parametrize("rate", ["fast", None, [0.1]])
def test_a_schedule_that_returns_no_number_is_refused(rate):
    with pytest.raises(ValueError, match="learning_rate must return a number for step 0, got"):
        opt.descend(opt.sphere(), [1.0, 1.0], opt.GradientDescent(lambda k: rate), 3)


def test_the_rate_nan_of_a_schedule_ends_as_divergence():
    path = opt.descend(opt.sphere(), [1.0, 1.0], opt.GradientDescent(lambda k: math.nan if k == 2 else 0.1), 10)
    assert (path.ending, path.ended_at) == ("diverged", 3)


@pytest.mark.parametrize("method", [opt.GradientDescent(0.1), opt.Nesterov(0.1), opt.BFGS(), opt.NelderMead()])
def test_a_start_as_large_as_floats_go_is_a_start_like_others(method):
    path = opt.descend(opt.sphere(), [1e300, 1.0], method, 10)
    assert path.ending in ("diverged", "stopped", "budget")
    assert np.array_equal(path.points[0], [1e300, 1.0])
