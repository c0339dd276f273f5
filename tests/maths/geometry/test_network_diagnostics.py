from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.geometry import (
    MLP,
    NetworkLoss,
    check_backpropagation,
    dead_units,
    failed_node,
    initial_parameters,
    layer_gradient_norms,
    layer_jacobians,
    network_costs,
    sample_gradients,
)

NO_TORCH = "PyTorch is the oracle and is not installed"


def test_the_jacobians_multiply_to_that_of_torch():
    torch = pytest.importorskip("torch", reason=NO_TORCH)
    linear = torch.nn.Linear
    model = torch.nn.Sequential(linear(3, 5), torch.nn.Softplus(), linear(5, 4), torch.nn.Softplus(), linear(4, 2))
    theta = torch.nn.utils.parameters_to_vector(model.double().parameters()).detach().numpy()
    x = np.random.default_rng(0).normal(size=(1, 3))
    found = layer_jacobians(MLP((3, 5, 4, 2), "softplus"), theta, x)
    exact = torch.autograd.functional.jacobian(model, torch.tensor(x[0])).numpy()
    first, second, third = (jacobian[0] for jacobian in found.jacobians)
    assert third @ second @ first == pytest.approx(exact, rel=1e-12)
    singular = np.linalg.svd(exact, compute_uv=False)
    assert np.exp(found.log_singular_values[-1][0]) == pytest.approx(singular, rel=1e-11)
    assert found.singular_values[1][0] == pytest.approx(np.linalg.svd(second, compute_uv=False))


@pytest.mark.parametrize("scale", [1e-30, 1.0, 1e30])
def test_products_of_fifty_layers_leave_no_range(scale):
    network = MLP((2,) * 51, "identity", biases=False)
    theta = initial_parameters(network, "he", scale=scale, generator=np.random.default_rng(0))
    found = layer_jacobians(network, theta, [[0.0, 0.0]]).log_singular_values[-1][0]
    with mpmath.workdps(60):
        product = mpmath.eye(2)
        for weights, _ in network.layers(theta):
            product = mpmath.matrix(weights.tolist()) * product
        exact = [float(mpmath.log(s)) for s in mpmath.svd_r(product, compute_uv=False)]
    assert found[0] == pytest.approx(exact[0], rel=1e-12, abs=1e-12)


def test_he_keeps_relu_signals_and_a_smaller_start_loses_them():
    network = MLP((64,) * 51, "relu", biases=False)
    data = np.random.default_rng(1).normal(size=(20, 64))
    spreads = []
    for scale in (0.5, 1.0, 2.0):
        theta = initial_parameters(network, "he", scale=scale, generator=np.random.default_rng(0))
        spreads.append(float(np.log2(np.abs(network.outputs(theta, data)).mean() / np.abs(data).mean())))
    assert spreads[0] < -40 < -10 < spreads[1] < 10 < 40 < spreads[2]
    assert np.diff(spreads) == pytest.approx([50.0, 50.0])


def test_a_network_that_is_not_finite_has_no_jacobians():
    with pytest.raises(ValueError, match="parameters must keep all units finite, got a unit of layer 1 that is not"):
        layer_jacobians(MLP((1, 1)), [np.nan, 0.0], [[1.0]])


def test_a_layer_of_zeros_has_singular_values_of_zero():
    found = layer_jacobians(MLP((2, 2, 1)), np.zeros(9), [[1.0, 2.0]])
    assert found.log_singular_values[-1].tolist() == [[-np.inf]]


def test_gradient_norms_add_up_to_the_gradient():
    network = MLP((2, 4, 3, 1))
    theta = np.random.default_rng(0).normal(size=(5, network.n_parameters))
    data, targets = np.ones((3, 2)), [1.0, 2.0, 3.0]
    norms = layer_gradient_norms(network, theta, data, targets)
    assert norms.shape == (5, 3)
    exact = np.linalg.norm(network.gradient(theta, data, targets), axis=-1)
    assert np.linalg.norm(norms, axis=-1) == pytest.approx(exact, rel=1e-13)


def test_dead_units_get_no_gradient_from_any_sample():
    network = MLP((2, 6, 6, 1), "relu")
    theta = np.random.default_rng(3).normal(size=network.n_parameters)
    data = np.random.default_rng(4).normal(size=(5, 2))
    dead = dead_units(network, theta, data)
    each = sample_gradients(network, theta, data, np.zeros(5))
    for layer in (1, 2):
        weights = next(g for g in network.groups if g.name == f"weights {layer}")
        silent = (weights.of(each) == 0).all(axis=(0, 2))
        assert (silent[dead[layer - 1]]).all()
    assert dead[0].any() and not dead[0].all()
    assert dead_units(MLP((1, 1, 1)), [1.0, 50.0, 1.0, 0.0], [[1.0]])[0].tolist() == [True]


class Counted:
    """A number that counts its multiplications with others."""

    n = 0

    def __init__(self, value):
        self.value = value

    def __mul__(self, other):
        Counted.n += 1
        return Counted(self.value * other.value)

    def __add__(self, other):
        return Counted(self.value + other.value)


def dot(a, b):
    total = Counted(0.0)
    for x, y in zip(a, b, strict=True):
        total = total + x * y
    return total


def counted_costs(sizes, output_bends):
    """Count the multiplications of the sweeps, done number by number."""
    one = Counted(1.0)
    layers = list(pairwise(sizes))
    Counted.n = 0
    for n_in, n_out in layers:
        for _ in range(n_out):
            dot([one] * n_in, [one] * n_in)
    evaluation, Counted.n = Counted.n, 0
    for layer in range(len(layers), 0, -1):
        n_in, n_out = layers[layer - 1]
        if layer < len(layers) or output_bends:
            [one * one for _ in range(n_out)]
        [one * one for _ in range(n_out * n_in)]
        if layer > 1:
            [dot([one] * n_out, [one] * n_out) for _ in range(n_in)]
    return evaluation, Counted.n


@pytest.mark.parametrize(("sizes", "output"), [((2, 16, 16, 1), "identity"), ((3, 1), "identity"), ((1, 2, 3), "tanh")])
def test_costs_are_those_of_sweeps_counted_number_by_number(sizes, output):
    network = MLP(sizes, output_activation=output)
    evaluation, sweep = counted_costs(sizes, output != "identity")
    costs = network_costs(network)
    assert (costs.evaluation, costs.reverse) == (evaluation, sweep)
    assert costs.forward == network.n_parameters * costs.reverse
    assert network_costs(network, 10).reverse == 10 * sweep


def test_costs_of_no_samples_are_refused():
    with pytest.raises(ValueError, match="n_samples must be an integer of at least 1, got 0"):
        network_costs(MLP((1, 1)), 0)


def test_the_first_value_that_is_not_finite_is_named():
    network = MLP((1, 2, 1), "relu")
    data, targets = [[1.0], [2.0]], [0.0, 0.0]
    node = failed_node(network, [1, 1, np.nan, 0, 1, 1, 0], data, targets)
    assert node[:4] == ("parameter", "entry [0] of biases 1", 1, (0,)) and np.isnan(node.value)
    node = failed_node(network, [1e308, 1, 0, 0, 1, 1, 0], data, targets)
    assert node[2:] == (1, (1, 0), np.inf) and node.name == "the sum that reaches unit 0 of layer 1 at sample 1"
    node = failed_node(network, [1e200, 1, 0, 0, 1, 1, 0], data, targets)
    assert node[:1] + node[2:] == ("loss", 0, (0,), np.inf) and node.name == "the loss of sample 0"
    steep = MLP((1, 1, 1), "identity", biases=False)
    node = failed_node(steep, [1e-160, 1e200], [[1e20]], [-1e100])
    assert (node.kind, node.layer) == ("adjoint", 1) or node.kind == "gradient"
    assert failed_node(network, np.ones(7), data, targets) is None


def test_an_activation_that_overflows_is_named():
    network = MLP((1, 1), loss="squared", output_activation="softplus")
    assert failed_node(network, [1e308, 1e308], [[1.0]], [0.0]).kind == "sum"
    with pytest.raises(ValueError, match=r"parameters must be one vector, got shape \(1, 2\)"):
        failed_node(network, [[1.0, 1.0]], [[1.0]], [0.0])


def test_backpropagation_checks_itself():
    network = MLP((2, 4, 1), loss="binary_cross_entropy")
    r = np.random.default_rng(0)
    loss = NetworkLoss(network, r.normal(size=(6, 2)), r.integers(2, size=6))
    theta = r.normal(size=network.n_parameters)
    found = check_backpropagation(loss, theta)
    assert found.check.agrees and found.check.error < 1e-9
    errors = found.curve.central_errors
    best = int(np.nanargmin(errors))
    assert errors[best] < 1e-9 and errors[0] > 100 * errors[best] and errors[-1] > 100 * errors[best]
    along = np.eye(network.n_parameters)[3]
    assert check_backpropagation(loss, theta, direction=along).curve.exact == loss.gradient(theta)[3]


def test_a_wrong_gradient_is_found(monkeypatch):
    loss = NetworkLoss(MLP((1, 1)), [[1.0], [2.0]], [1.0, 2.0])
    right = NetworkLoss.gradient
    monkeypatch.setattr(NetworkLoss, "gradient", lambda self, theta: right(self, theta) * [1.0, 0.5])
    assert not check_backpropagation(loss, [2.0, 0.0]).check.agrees


def test_a_check_of_many_parameters_at_once_is_refused():
    loss = NetworkLoss(MLP((1, 1)), [[1.0]], [1.0])
    with pytest.raises(ValueError, match=r"parameters must be one vector, got shape \(2, 2\)"):
        check_backpropagation(loss, np.zeros((2, 2)))
    with pytest.raises(ValueError, match=r"direction must be one vector, got shape \(2, 2\)"):
        check_backpropagation(loss, np.zeros(2), direction=np.zeros((2, 2)))


@settings(max_examples=20)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32))
def test_singular_values_of_one_layer_are_those_of_its_weights(n_in, n_out, seed):
    network = MLP((n_in, n_out))
    theta = np.random.default_rng(seed).normal(size=network.n_parameters)
    found = layer_jacobians(network, theta, np.zeros((1, n_in)))
    exact = np.linalg.svd(network.layers(theta)[0][0], compute_uv=False)
    assert found.singular_values[0][0] == pytest.approx(exact)
    assert np.exp(found.log_singular_values[0][0]) == pytest.approx(exact, rel=1e-9)
