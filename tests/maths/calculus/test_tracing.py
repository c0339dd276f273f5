import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from mathml_widgets.maths.calculus import trace

from .functions import ALL, POINT, A

try:
    import torch
except ImportError:
    torch = None
needs_torch = pytest.mark.skipif(torch is None, reason="torch is not installed")


def micrograd_readme(a, b):
    """Return the expression of micrograd's README: its value is 24.7041, its gradient (138.8338, 645.5773)."""
    c = a + b
    d = a * b + b**3
    c = c + c + 1
    c = c + 1 + c + (-a)
    d = d + d * 2 + np.maximum(b + a, 0)
    d = d + 3 * d + np.maximum(b - a, 0)
    e = c - d
    f = e**2
    g = f / 2.0
    return g + 10.0 / f


def neuron(w, x, b):
    return np.tanh(w @ x + b)


def test_the_example_of_micrograd_has_its_published_gradient():
    run = trace(micrograd_readme, -4.0, 2.0)
    assert run.value == pytest.approx(24.7041, abs=5e-5)
    assert run.gradient() == pytest.approx((138.8338, 645.5773), abs=5e-5)


@needs_torch
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (lambda x: np.log(np.sum(np.exp(A @ x))), lambda x, t: t.logsumexp(t.tensor(A) @ x, 0)),
        (lambda x: np.sum(np.tanh(A @ x) ** 2), lambda x, t: (t.tanh(t.tensor(A) @ x) ** 2).sum()),
        (lambda x: np.sum(np.maximum(A @ x, 0.0) ** 3), lambda x, t: (t.relu(t.tensor(A) @ x) ** 3).sum()),
        (lambda x: np.linalg.norm(x) ** 3, lambda x, t: t.linalg.norm(x) ** 3),
        (lambda x: np.sum(np.outer(x, x) ** 3), lambda x, t: (t.outer(x, x) ** 3).sum()),
        (lambda x: np.var(np.exp(x)), lambda x, t: t.var(t.exp(x), correction=0)),
        (lambda x: np.sum(np.cumsum(x) ** 3), lambda x, t: (t.cumsum(x, 0) ** 3).sum()),
        (
            lambda x: np.arctan2(x[0], x[2]) / np.hypot(x[1], x[2]),
            lambda x, t: t.atan2(x[0], x[2]) / t.hypot(x[1], x[2]),
        ),
        (lambda x: np.prod(x) / np.mean(x), lambda x, t: t.prod(x) / t.mean(x)),
    ],
)
def test_gradients_and_hessians_agree_with_pytorch(ours, theirs):
    run, x = trace(ours, POINT), torch.tensor(POINT, requires_grad=True)
    gradient = torch.autograd.grad(theirs(x, torch), x)[0].numpy()
    hessian = torch.autograd.functional.hessian(lambda x: theirs(x, torch), x).numpy()
    assert run.gradient() == pytest.approx(gradient, rel=1e-13, abs=1e-14)
    assert run.hessian() == pytest.approx(hessian, rel=1e-12, abs=1e-13)


@needs_torch
def test_a_network_agrees_with_pytorch():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(100, 2)), rng.normal(size=(100, 1))
    parameters = [rng.normal(size=s) for s in ((2, 16), (16,), (16, 16), (16,), (16, 1), (1,))]

    def loss(w1, b1, w2, b2, w3, b3):
        return np.mean((np.tanh(np.tanh(x @ w1 + b1) @ w2 + b2) @ w3 + b3 - y) ** 2)

    given = [torch.tensor(p, requires_grad=True) for p in parameters]
    w1, b1, w2, b2, w3, b3 = given
    out = torch.tanh(torch.tanh(torch.tensor(x) @ w1 + b1) @ w2 + b2) @ w3 + b3
    ((out - torch.tensor(y)) ** 2).mean().backward()
    for ours, theirs in zip(trace(loss, *parameters).gradient(), given, strict=True):
        assert ours == pytest.approx(theirs.grad.numpy(), rel=1e-11, abs=1e-14)


@pytest.mark.parametrize("n", [1, 2, 10, 100, 1000])
def test_rosenbrock_agrees_with_scipy_s_closed_forms(n):
    x = np.random.default_rng(n).uniform(-1, 1, n)

    def rosenbrock(x):
        return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)

    run = trace(rosenbrock, x)
    if n > 1:
        exact = optimize.rosen_der(x)
        assert np.abs(run.gradient() - exact).max() <= 1e-14 * np.abs(exact).max()
        exact = optimize.rosen_hess(x)
        assert np.abs(run.hessian() - exact).max() <= 1e-14 * np.abs(exact).max()
    else:
        assert run.gradient().tolist() == [0.0]


def test_a_value_that_is_read_twice_adds_up_its_derivatives():
    run = trace(lambda a: a * a + a, 3.0)
    assert run.gradient() == 7.0
    assert [path.product for path in run.paths(0)] == [3.0, 3.0, 1.0]
    assert [path.operands for path in run.paths(0)] == [(0, 0), (1, 0), (1,)]
    last = list(run.reverse_steps())[-1]
    assert [message.product for message in last.messages] == [3.0, 3.0, 1.0]
    assert last.total == 7.0


def test_a_dead_relu_silences_its_paths_and_no_other():
    run = trace(lambda x: np.maximum(x, 0.0) * 5.0 + 2.0 * x, -1.0)
    assert sorted(path.product for path in run.paths(0)) == [0.0, 2.0]
    assert run.gradient() == 2.0


def test_twenty_sigmoids_in_a_row_multiply_their_slopes():
    def chain(x):
        for _ in range(20):
            x = 1.0 / (1.0 + np.exp(-x))
        return x

    run = trace(chain, 0.3)
    exact, x = 1.0, 0.3
    for _ in range(20):
        x = 1 / (1 + math.exp(-x))
        exact *= x * (1 - x)
    assert run.gradient() == pytest.approx(exact, rel=1e-12)
    assert run.n_paths(0) == 1


SCALARS = {
    "micrograd": (micrograd_readme, (-4.0, 2.0)),
    "neuron": (lambda x, y, b: np.tanh(0.5 * x - y + b) ** 2, (0.3, 0.7, 0.1)),
    "log-sum-exp": (lambda x, y, z: np.log(np.exp(x) + np.exp(y) + np.exp(z)), (0.1, 0.2, 0.3)),
    "penalty": (lambda w, x: (w * x - 1.0) ** 2 + 0.1 * w**2, (0.5, 2.0)),
    "doubling": (lambda x: ((x + x) * (x + x)) / 3.0 - abs(x) ** 1.5, (0.4,)),
}


@pytest.mark.parametrize("name", SCALARS)
def test_the_products_along_all_paths_add_up_to_the_adjoint(name):
    function, inputs = SCALARS[name]
    run = trace(function, *inputs)
    for node in run.nodes:
        if node.kind == "constant":
            assert node.adjoint is None
            continue
        paths = list(run.paths(node.number))
        assert len(paths) == run.n_paths(node.number)
        assert sum(path.product for path in paths) == pytest.approx(node.adjoint, rel=1e-13, abs=1e-15)
        for path in paths:
            assert path.nodes[0] == node.number and path.nodes[-1] == run.output
            assert path.product == pytest.approx(math.prod(path.local_derivatives), rel=1e-13)


@pytest.mark.parametrize("name", SCALARS)
def test_every_adjoint_predicts_what_a_small_change_of_its_node_does(name):
    function, inputs = SCALARS[name]
    run, h = trace(function, *inputs), 1e-6
    for node in run.nodes:
        if node.kind == "constant":
            continue
        change = run.perturbed(node.number, h).value - run.perturbed(node.number, -h).value
        assert change / (2 * h) == pytest.approx(node.adjoint, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("name", SCALARS)
def test_every_step_adds_up_its_messages(name):
    function, inputs = SCALARS[name]
    run = trace(function, *inputs)
    for step in run.reverse_steps():
        if step.node != run.output:
            assert sum(m.product for m in step.messages) == pytest.approx(step.total, rel=1e-13)
        assert step.total == run.adjoints[step.node]
    directions = np.random.default_rng(1).normal(size=len(inputs))
    steps = list(run.forward_steps(*directions))
    assert [step.total for step in steps[: len(inputs)]] == directions.tolist()
    for step in steps[len(inputs) :]:
        assert sum(m.product for m in step.messages) == pytest.approx(step.total, rel=1e-13)
    assert steps[-1].total == pytest.approx(np.dot(run.gradient(), directions), rel=1e-12)


@pytest.mark.parametrize("name", [n for n in ALL if n not in ("repeat", "object arrays")])
def test_steps_on_arrays_add_up_too(name):
    run = trace(ALL[name], POINT)
    for step in run.reverse_steps():
        if step.node != run.output:
            assert sum(m.product for m in step.messages) == pytest.approx(np.asarray(step.total), rel=1e-12, abs=1e-13)


def test_paths_through_arrays_multiply_jacobians():
    run = trace(lambda x: np.sum(np.tanh(A @ x)), POINT)
    total = sum(path.product for path in run.paths(0))
    assert total == pytest.approx(run.gradient(), rel=1e-13)
    inner = trace(lambda x: A @ (x * x), POINT)
    assert sum(path.product for path in inner.paths(0)) == pytest.approx(inner.jacobian(), rel=1e-13)


def test_edges_carry_local_derivatives():
    run = trace(lambda a, b: a * b + np.sin(a), 2.0, 3.0)
    assert [(e.parent, e.child, e.operand, e.local_derivative) for e in run.edges] == [
        (0, 2, 0, 3.0),
        (1, 2, 1, 2.0),
        (0, 3, 0, math.cos(2.0)),
        (2, 4, 0, 1.0),
        (3, 4, 1, 1.0),
    ]
    matrix = trace(lambda x: A @ x, POINT).local_derivative(2, 1)
    assert matrix == pytest.approx(A)


def test_nodes_have_names_kinds_and_parents():
    nodes = trace(lambda first, second: 2.5 * first - second, 1.0, 2.0).nodes
    assert [node.name for node in nodes] == ["first", "second", "2.5", "multiply", "subtract"]
    assert [node.kind for node in nodes] == ["input", "input", "constant", "operation", "operation"]
    assert nodes[3].parents == (2, 0)
    assert [node.adjoint for node in nodes] == [2.5, -1.0, None, 1.0, 1.0]
    assert [node.name for node in trace(lambda *x: x[0] + x[1], 1.0, 2.0).nodes][:2] == ["x0", "x1"]


def test_forward_costs_a_sweep_per_input_and_reverse_one_per_result():
    x = np.ones(50)
    counts = trace(lambda x: np.sum(np.sin(x) * x), x).operation_counts
    assert (counts.n_inputs, counts.n_results) == (50, 1)
    assert counts.forward == 50 * counts.reverse
    assert counts.reverse <= 4 * counts.evaluation
    counts = trace(lambda t: np.sin(t * np.arange(50.0)), 1.0).operation_counts
    assert (counts.n_inputs, counts.n_results) == (1, 50)
    assert counts.reverse == 50 * counts.forward
    product = trace(lambda x: A @ x, POINT).operation_counts
    assert (product.evaluation, product.forward, product.reverse) == (12, 3 * 12, 4 * 12)
    scalar = trace(lambda a, b, c: (a * b) * c, 1.0, 2.0, 3.0).operation_counts
    assert scalar == (2, 3, 1, 2 + 2 + 1, 4)


def test_no_path_leads_from_what_the_result_does_not_depend_on():
    run = trace(lambda a, b: a * 2.0, 1.0, 2.0)
    assert list(run.paths(1)) == [] and run.n_paths(1) == 0
    assert run.adjoints[1] == 0.0


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_a_replay_gives_what_tracing_anew_gives(a, b):
    def function(a, b):
        c = a * b + np.exp(-a * a)
        if c > 1.0:
            c = c - b**3
        return np.maximum(c, a) / (1.0 + b * b)

    again = trace(function, 1.0, 2.0).at(a, b)
    fresh = trace(function, a, b)
    assert again.value == fresh.value
    assert again.gradient() == pytest.approx(fresh.gradient(), rel=1e-15)
    assert len(again.values) == len(fresh.values)


def test_a_replay_calls_the_function_only_where_a_branch_changes():
    calls = []

    def function(x):
        calls.append(1)
        return x**2 if x > 0 else -x

    run = trace(function, 1.0)
    assert run.at(3.0).gradient() == 6.0 and len(calls) == 1
    assert run.at(-2.0).gradient() == -1.0 and len(calls) == 2
    assert run.at(0.5).value == 0.25 and len(calls) == 2


def test_a_replay_of_arrays_sees_when_an_order_changes():
    run = trace(lambda x: np.sort(x)[0] ** 2 + x[np.argmax(x)], [1.0, 2.0, 3.0])
    assert run.gradient().tolist() == [2.0, 0.0, 1.0]
    assert run.at([3.0, 2.0, 1.0]).gradient().tolist() == [1.0, 0.0, 2.0]


def test_a_replay_falls_back_where_a_float_has_no_value():
    run = trace(lambda x: 1.0 / x + np.log(x), 2.0)
    assert math.isnan(run.at(0.0).value)  # infinity less infinity
    assert run.at(0.0).first_not_finite == 2


def test_kinks_are_told():
    assert trace(lambda x: abs(x) + x**2, 0.0).kinks == (1,)
    assert trace(lambda x: abs(x) + x**2, 1.0).kinks == ()
    assert trace(lambda x: np.max(x), [1.0, 1.0]).kinks != ()
    run = trace(lambda x: np.maximum(x, 0.0), 0.0)
    assert run.gradient() == 0.5  # the mean of both slopes
    assert run.kinks == (2,)


def test_the_node_where_a_computation_breaks_is_named():
    run = trace(lambda x: np.sqrt(x - 2.0) * 3.0, 1.0)
    assert run.nodes[run.first_not_finite].name == "sqrt"
    assert trace(np.sin, 1.0).first_not_finite is None


def test_zero_times_infinity_is_not_passed_off_as_zero():
    run = trace(lambda x: np.sqrt(x) ** 2, 0.0)  # the derivative is 1, but reverse mode meets 0 times infinity
    assert math.isnan(run.gradient())


def test_several_results_have_a_jacobian_and_no_adjoints():
    run = trace(lambda x: [x[0] * x[1], np.sin(x[0]), 3.0], [1.0, 2.0])
    assert run.jacobian() == pytest.approx(np.array([[2.0, 1.0], [math.cos(1.0), 0.0], [0.0, 0.0]]))
    assert trace(lambda x: np.outer(x, x), POINT).jacobian().shape == (3, 3, 3)
    assert trace(lambda x, y: x * y, POINT, 2.0).jacobian() == pytest.approx(np.column_stack([2 * np.eye(3), POINT]))
    wide = trace(lambda x: A[:2] @ x, POINT)
    assert wide.jacobian() == pytest.approx(A[:2], rel=1e-15)
    assert all(node.adjoint is None for node in run.nodes)
    for ask in (lambda: run.adjoints, run.gradient, run.hessian):
        with pytest.raises(ValueError, match=r"function must return one number, got shape \(3,\)"):
            ask()


def test_the_hessian_of_several_inputs_puts_them_one_after_the_other():
    found = trace(lambda x, s: s * np.sum(x**3) + s**2, [1.0, 2.0], 5.0).hessian()
    assert found == pytest.approx(np.array([[30, 0, 3], [0, 60, 12], [3, 12, 2.0]]))


def test_a_result_that_depends_on_nothing_has_gradient_zero():
    assert trace(lambda x, y: 3.0 + y, [1.0, 2.0], 1.0).gradient()[0].tolist() == [0.0, 0.0]
    assert trace(lambda x: 3.0, [1.0, 2.0]).hessian().tolist() == [[0, 0], [0, 0]]


def test_large_and_small_numbers_keep_their_digits():
    assert trace(lambda x: x * 1e300, 1e-300).gradient() == 1e300
    assert trace(np.arcsinh, 1e200).gradient() == pytest.approx(1e-200, rel=1e-15)
    assert trace(lambda x, y: np.hypot(x, y), 3e200, 4e200).gradient() == pytest.approx((0.6, 0.8), rel=1e-15)
    assert trace(lambda x, y: np.logaddexp(x, y), 1000.0, 0.0).gradient() == (1.0, 0.0)


def test_a_hessian_made_in_many_parts_is_the_same(monkeypatch):
    run = trace(lambda x: np.sum(np.sin(x[1:] * x[:-1])), np.linspace(0, 1, 50))
    at_once, jacobian = run.hessian(), trace(lambda x: np.outer(x, x), POINT).jacobian()
    monkeypatch.setattr("mathml_widgets.maths.calculus.tracing.BYTES", 1)
    assert (run.hessian() == at_once).all()
    assert (trace(lambda x: np.outer(x, x), POINT).jacobian() == jacobian).all()
    assert np.count_nonzero(np.abs(np.subtract.outer(range(50), range(50)))[at_once != 0] > 1) == 0


def test_mixed_up_arguments_are_refused():
    with pytest.raises(ValueError, match="trace needs at least one input, got none"):
        trace(lambda: 1.0)
    with pytest.raises(ValueError, match="input 1 must be finite, got nan"):
        trace(lambda x, y: x, 1.0, np.nan)
    run = trace(lambda x: x * 2.0, 1.0)
    with pytest.raises(ValueError, match=r"inputs must have shapes \[\(\)\], got \[\(2,\)\]"):
        run.at([1.0, 2.0])
    with pytest.raises(ValueError, match=r"directions must have shapes \[\(\)\], got \[\]"):
        run.tangents()
    with pytest.raises(ValueError, match="node must be below 3, the number of nodes, got 7"):
        run.n_paths(7)
    with pytest.raises(ValueError, match="operand must be below 2, the number that node 2 has, got 2"):
        run.local_derivative(2, 2)
    with pytest.raises(
        TypeError, match="function cannot be traced: TypeError: a watched value cannot be turned into a"
    ):
        trace(math.sin, 1.0)
    with pytest.raises(TypeError, match="function cannot be traced: TypeError: a trace takes real numbers, got 1j"):
        trace(lambda x: x * 1j, 1.0)


def test_a_ufunc_and_a_list_are_taken_as_they_are():
    assert trace(np.hypot, 3.0, 4.0).gradient() == pytest.approx((0.6, 0.8))
    assert [node.name for node in trace(max, 3.0, 4.0).nodes][:2] == ["x0", "x1"]  # `max` does not name its arguments
    assert trace(max, 3.0, 4.0).gradient() == (0.0, 1.0)
    assert trace(lambda x: [1.0, 2.0, 3.0] @ x, POINT).gradient().tolist() == [1.0, 2.0, 3.0]
    with pytest.raises(TypeError, match="no derivative is known for spacing"):
        trace(np.spacing, 1.0)


def test_a_traced_value_shows_what_it_is():
    shown = []
    trace(lambda x: shown.append(repr(x * 2.0)) or x, 1.5)
    assert shown == ["Traced(3.0)"]


def test_values_of_two_traces_cannot_be_mixed():
    kept = []
    trace(lambda x: kept.append(x) or x, 1.0)
    with pytest.raises(TypeError, match="values of two traces cannot be mixed"):
        trace(lambda x: x + kept[0], 1.0)
