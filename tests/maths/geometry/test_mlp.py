import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.geometry import (
    ACTIVATIONS,
    LOSSES,
    MLP,
    NetworkLoss,
    backpropagation,
    forward_pass,
    initial_parameters,
    network_curvature,
    network_hessian,
    sample_gradients,
)

NO_TORCH = "PyTorch is the oracle and is not installed"
KINDS = [(activation, loss) for activation in ACTIVATIONS for loss in LOSSES]


def problem(activation, loss, sizes=(3, 5, 4, 2), n_samples=7, seed=0):
    r = np.random.default_rng(seed)
    network = MLP(sizes, activation, loss)
    theta = r.normal(size=network.n_parameters)
    data = r.normal(size=(n_samples, sizes[0]))
    targets = {
        "squared": r.normal(size=(n_samples, sizes[-1])),
        "binary_cross_entropy": r.uniform(size=(n_samples, sizes[-1])),
        "softmax_cross_entropy": r.integers(sizes[-1], size=n_samples),
    }[loss]
    return network, theta, data, targets


def torch_loss(torch, network, data, targets, *, each=False):
    functions = {
        "identity": lambda z: z,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": lambda z: torch.nn.functional.leaky_relu(z, 0.01),
        "sigmoid": torch.sigmoid,
        "softplus": torch.nn.functional.softplus,
    }
    x, y = torch.tensor(data), torch.tensor(targets)
    losses = {
        "squared": lambda o: torch.nn.functional.mse_loss(o, y, reduction="none").sum(1),
        "binary_cross_entropy": lambda o: torch.nn.functional.binary_cross_entropy_with_logits(
            o, y, reduction="none"
        ).sum(1),
        "softmax_cross_entropy": lambda o: torch.nn.functional.cross_entropy(o, y, reduction="none"),
    }

    def loss(theta):
        a, start = x, 0
        for layer, (n_in, n_out) in enumerate(zip(network.layer_sizes, network.layer_sizes[1:], strict=False), 1):
            weights = theta[start : start + n_in * n_out].reshape(n_out, n_in)
            biases = theta[start + n_in * n_out : start + n_in * n_out + n_out]
            start += n_in * n_out + n_out
            a = functions[network.activation_of(layer)](torch.nn.functional.linear(a, weights, biases))
        found = losses[network.loss](a)
        return found if each else found.mean()

    return loss


@pytest.mark.parametrize(("activation", "loss"), KINDS)
def test_loss_gradient_and_curvature_are_those_of_torch(activation, loss):
    torch = pytest.importorskip("torch", reason=NO_TORCH)
    network, theta, data, targets = problem(activation, loss)
    twin = torch_loss(torch, network, data, targets)
    at = torch.tensor(theta, requires_grad=True)
    value = twin(at)
    value.backward()
    found = backpropagation(network, theta, data, targets)
    assert found.loss == pytest.approx(value.item(), rel=1e-14)
    assert found.gradient == pytest.approx(at.grad.numpy(), rel=1e-12, abs=1e-14)
    hessian = torch.autograd.functional.hessian(twin, torch.tensor(theta)).numpy()
    assert network_hessian(network, theta, data, targets) == pytest.approx(hessian, rel=1e-11, abs=1e-12)


@pytest.mark.parametrize("output_activation", ["tanh", "sigmoid", "softplus"])
def test_an_activation_at_the_output_is_differentiated_too(output_activation):
    torch = pytest.importorskip("torch", reason=NO_TORCH)
    _, _, data, targets = problem("tanh", "squared")
    network = MLP((3, 4, 2), "sigmoid", "squared", output_activation)
    theta = np.random.default_rng(1).normal(size=network.n_parameters)
    hessian = torch.autograd.functional.hessian(torch_loss(torch, network, data, targets), torch.tensor(theta)).numpy()
    assert network_hessian(network, theta, data, targets) == pytest.approx(hessian, rel=1e-11, abs=1e-12)


@pytest.mark.parametrize(("activation", "loss"), [("tanh", "binary_cross_entropy"), ("relu", "softmax_cross_entropy")])
def test_the_gradients_of_samples_are_those_of_torch(activation, loss):
    torch = pytest.importorskip("torch", reason=NO_TORCH)
    network, theta, data, targets = problem(activation, loss)
    jacobian = torch.autograd.functional.jacobian(
        torch_loss(torch, network, data, targets, each=True), torch.tensor(theta)
    ).numpy()
    assert sample_gradients(network, theta, data, targets) == pytest.approx(jacobian, rel=1e-12, abs=1e-14)


def test_the_flat_vector_is_that_of_torch():
    torch = pytest.importorskip("torch", reason=NO_TORCH)
    linear = torch.nn.Linear
    model = torch.nn.Sequential(linear(3, 5), torch.nn.Tanh(), linear(5, 2)).double()
    theta = torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy()
    data = np.random.default_rng(0).normal(size=(4, 3))
    assert MLP((3, 5, 2)).outputs(theta, data) == pytest.approx(model(torch.tensor(data)).detach().numpy(), rel=1e-13)


@settings(max_examples=30)
@given(
    st.lists(st.integers(1, 5), min_size=2, max_size=5),
    st.sampled_from(KINDS),
    st.integers(1, 6),
    st.booleans(),
    st.integers(0, 2**32),
)
def test_many_parameters_at_once_are_each_alone(sizes, kind, n_samples, biases, seed):
    _, _, data, targets = problem(*kind, sizes=tuple(sizes), n_samples=n_samples, seed=seed)
    network = MLP(tuple(sizes), *kind, biases=biases)
    thetas = np.random.default_rng(seed).normal(size=(2, 3, network.n_parameters))
    loss = NetworkLoss(network, data, targets)
    together = (loss(thetas), loss.gradient(thetas), loss.curvature(thetas, thetas[::-1]))
    singles = loss.sample_gradients(thetas)
    for i in range(2):
        for j in range(3):
            alone = (
                loss(thetas[i, j]),
                loss.gradient(thetas[i, j]),
                loss.curvature(thetas[i, j], thetas[1 - i, j]),
            )
            for some, one in zip(together, alone, strict=True):
                assert some[i, j] == pytest.approx(one, rel=1e-12, abs=1e-12)
    assert singles.mean(axis=-2) == pytest.approx(together[1], rel=1e-10, abs=1e-12)


@settings(max_examples=20)
@given(st.sampled_from(KINDS), st.integers(0, 2**32))
def test_curvature_is_linear_and_symmetric(kind, seed):
    network, theta, data, targets = problem(*kind, sizes=(2, 3, 2), seed=seed)
    loss = NetworkLoss(network, data, targets)
    u, v = np.random.default_rng(seed).normal(size=(2, network.n_parameters))
    both = loss.curvature(theta, 2 * u - v)
    assert both == pytest.approx(2 * loss.curvature(theta, u) - loss.curvature(theta, v), rel=1e-10, abs=1e-10)
    assert u @ loss.curvature(theta, v) == pytest.approx(v @ loss.curvature(theta, u), rel=1e-9, abs=1e-9)


def test_the_curvature_of_a_long_hessian_is_computed_in_pieces(monkeypatch):
    network, theta, data, targets = problem("tanh", "squared")
    whole = network_hessian(network, theta, data, targets)
    monkeypatch.setattr("mathml_widgets.maths.geometry.curvature_products.CHUNK", 1)
    assert network_hessian(network, theta, data, targets) == pytest.approx(whole, rel=1e-12, abs=1e-15)


def test_xavier_networks_in_float32_stay_in_float32():
    network, theta, data, targets = problem("tanh", "softmax_cross_entropy")
    found = backpropagation(network, theta.astype(np.float32), data, targets)
    exact = backpropagation(network, theta, data, targets)
    assert found.gradient.dtype == np.float32
    assert found.gradient == pytest.approx(exact.gradient, abs=1e-5)


def test_confident_answers_keep_their_digits():
    network = MLP((1, 1), loss="binary_cross_entropy")
    assert network.mean_loss([50.0, 0.0], [[1.0]], [1.0]) == pytest.approx(np.exp(-50.0), rel=1e-14)
    assert network.mean_loss([800.0, 0.0], [[1.0]], [0.0]) == 800.0
    assert network.gradient([800.0, 0.0], [[1.0]], [0.0]).tolist() == [1.0, 1.0]
    two = MLP((1, 2), loss="softmax_cross_entropy")
    assert two.mean_loss([50.0, 0.0, 0.0, 0.0], [[1.0]], [0]) == pytest.approx(np.exp(-50.0), rel=1e-14)
    assert two.mean_loss([0.0, 800.0, 0.0, 0.0], [[1.0]], [0]) == 800.0


def test_a_hidden_layer_of_zero_weights_gives_the_bias():
    network = MLP((2, 3, 1))
    theta = np.zeros(network.n_parameters)
    theta[-1] = 5.0
    assert network.outputs(theta, [[1.0, 2.0]]).tolist() == [[5.0]]


def test_flat_and_layers_are_inverse():
    network = MLP((2, 3, 1))
    theta = np.random.default_rng(0).normal(size=(4, network.n_parameters))
    assert (network.flat(network.layers(theta)) == theta).all()
    bare = MLP((2, 3, 1), biases=False)
    assert (bare.flat([w for w, _ in bare.layers(theta[:, : bare.n_parameters])]) == theta[:, :9]).all()
    assert [group.name for group in network.groups] == ["weights 1", "biases 1", "weights 2", "biases 2"]


def test_infinite_parameters_run_through_without_a_warning():
    network = MLP((1, 2, 1), "relu")
    assert np.isnan(network.mean_loss(np.full(7, np.inf), [[0.0]], [1.0]))
    assert not np.isfinite(network.gradient(np.full(7, 1e300), [[1.0]], [1.0])).all()


def test_the_forward_pass_keeps_every_value():
    network = MLP((1, 2, 1))
    sums, values = forward_pass(network, initial_parameters(network, generator=np.random.default_rng(0)), [[0.5]])
    assert [z.shape for z in sums] == [(1, 2), (1, 1)] and [a.shape for a in values] == [(1, 1), (1, 2), (1, 1)]
    assert (values[1] == np.tanh(sums[0])).all() and (values[2] == sums[1]).all()


def test_a_network_with_its_data_can_be_sent_elsewhere():
    import pickle

    loss = NetworkLoss(*[problem("tanh", "squared")[k] for k in (0, 2, 3)])
    theta = problem("tanh", "squared")[1]
    assert pickle.loads(pickle.dumps(loss))(theta) == loss(theta)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((2,),), "layer_sizes must be at least two integers of at least 1, got"),
        (((2, 0, 1),), "layer_sizes must be at least two integers of at least 1, got"),
        (((2, 1.5),), "layer_sizes must be at least two integers of at least 1, got"),
        (((2, 1), "gelu"), "activation must be one of identity, tanh, .*, got 'gelu'"),
        (((2, 1), "tanh", "mse"), "loss must be one of squared, .*, got 'mse'"),
        (((2, 1), "tanh", "squared", "step"), "output_activation must be one of .*, got 'step'"),
    ],
)
def test_unknown_networks_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        MLP(*arguments)


def test_arrays_that_do_not_fit_are_refused():
    network = MLP((2, 3, 1))
    theta, data = np.zeros(13), np.zeros((4, 2))
    with pytest.raises(ValueError, match=r"parameters must have 13 entries, got shape \(12,\)"):
        network.outputs(np.zeros(12), data)
    with pytest.raises(ValueError, match="parameters must hold real numbers, got"):
        network.outputs(np.zeros(13, complex), data)
    with pytest.raises(ValueError, match=r"data must have 2 columns, got shape \(4, 3\)"):
        network.outputs(theta, np.zeros((4, 3)))
    with pytest.raises(ValueError, match="data must hold at least 1 points, got 0"):
        network.outputs(theta, np.zeros((0, 2)))
    with pytest.raises(ValueError, match="data must be finite, got nan"):
        network.outputs(theta, np.full((1, 2), np.nan))
    with pytest.raises(ValueError, match=r"targets must have shape \(4, 1\), got shape \(3,\)"):
        network.mean_loss(theta, data, np.zeros(3))
    with pytest.raises(ValueError, match=r"direction must have 13 entries, got shape \(\)"):
        network_curvature(network, theta, 1.0, data, np.zeros(4))
    with pytest.raises(ValueError, match=r"parameters must be one vector, got shape \(2, 13\)"):
        network_hessian(network, np.zeros((2, 13)), data, np.zeros(4))
    with pytest.raises(ValueError, match="layers must hold 4 arrays, got 2"):
        network.flat([(np.zeros((3, 2)), np.zeros(3))])
    with pytest.raises(ValueError, match=r"weights 1 must have shape \(3, 2\), got shape \(2, 3\)"):
        network.flat([(np.zeros((2, 3)), np.zeros(3)), (np.zeros((1, 3)), np.zeros(1))])


def test_targets_out_of_range_are_refused():
    data = np.zeros((2, 1))
    with pytest.raises(ValueError, match="targets must be between 0 and 1, got 2"):
        MLP((1, 1), loss="binary_cross_entropy").mean_loss(np.zeros(2), data, [0, 2])
    categorical = MLP((1, 3), loss="softmax_cross_entropy")
    for wrong in (3, -1, 0.5):
        with pytest.raises(ValueError, match=f"targets must be classes from 0 to 2, got {wrong}"):
            categorical.mean_loss(np.zeros(6), data, [0, wrong])
    with pytest.raises(ValueError, match="targets must be probabilities that add up to 1, got"):
        categorical.mean_loss(np.zeros(6), data, [[0.5, 0.5, 0.5], [1, 0, 0]])
    assert categorical.mean_loss(np.zeros(6), data, [[0.5, 0.5, 0.0], [0, 0, 1]]) == pytest.approx(np.log(3.0))
