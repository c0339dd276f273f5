"""PyTorch modules and networks of scikit-learn, as landscapes; both libraries are the real ones."""

import threading

import numpy as np
import pytest
import torch
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier, MLPRegressor

from mathml_widgets.maths.geometry import (
    fitted_network,
    flat_parameters,
    is_fitted_network,
    is_module,
    loss_surface,
    module_landscape,
    network_landscape,
    plane,
    random_directions,
)

DATA = np.random.default_rng(0).standard_normal((40, 2))
EITHER = (DATA[:, 0] * DATA[:, 1] > 0).astype(int)
SEVERAL = EITHER + (DATA[:, 0] > 1)
VALUES = np.sin(DATA[:, 0])


def module(n_outputs=1, dtype=torch.float64, last=()):
    torch.manual_seed(0)
    layers = [torch.nn.Linear(2, 6), torch.nn.BatchNorm1d(6), torch.nn.Tanh(), torch.nn.Dropout(0.5)]
    return torch.nn.Sequential(*layers, torch.nn.Linear(6, n_outputs), *last).to(dtype)


def bits(model):
    tensors = [t.detach().clone() for t in model.state_dict().values()]
    return [t.numpy().tobytes() for t in tensors], [p.requires_grad for p in model.parameters()], model.training


@pytest.mark.parametrize(
    ("n_outputs", "last", "criterion", "targets", "classifies"),
    [
        (1, (), torch.nn.MSELoss(), VALUES, False),
        (1, (), torch.nn.BCEWithLogitsLoss(), EITHER, True),
        (1, (torch.nn.Sigmoid(),), torch.nn.BCELoss(), EITHER, True),
        (3, (), torch.nn.CrossEntropyLoss(), SEVERAL, True),
        (2, (), torch.nn.MSELoss(), np.stack([VALUES, VALUES], axis=1), False),
    ],
)
def test_the_loss_of_a_module_is_that_of_its_library(n_outputs, last, criterion, targets, classifies):
    net = module(n_outputs, last=last)
    land = module_landscape(net, criterion, DATA, targets)
    net.eval()
    outputs = net(torch.tensor(DATA))
    expected = torch.tensor(targets)
    expected = expected if n_outputs == 3 else expected.reshape(outputs.shape).double()
    assert land.at(land.start) == pytest.approx(criterion(outputs, expected).item(), rel=1e-12)
    assert land.classifies is classifies
    said = land.predict(land.start, DATA)
    if n_outputs == 3:
        np.testing.assert_allclose(said, torch.softmax(outputs, 1).detach().numpy(), rtol=1e-12)
        assert land.accuracy(land.start) == (outputs.argmax(1).numpy() == targets).mean()
    elif classifies:
        shares = outputs if last else torch.sigmoid(outputs)
        np.testing.assert_allclose(said, shares.detach().numpy(), rtol=1e-12)
    else:
        np.testing.assert_allclose(said, outputs.detach().numpy(), rtol=1e-12)


def test_the_derivatives_of_a_module_are_those_of_its_library():
    land = module_landscape(module(), torch.nn.MSELoss(), DATA, VALUES)
    direction = np.random.default_rng(1).standard_normal(land.n_parameters)
    h = 1e-6
    slope = (land.at(land.start + h * direction) - land.at(land.start - h * direction)) / (2 * h)
    assert land.gradient(land.start) @ direction == pytest.approx(slope, rel=1e-6)
    ahead, behind = (land.gradient(land.start + s * h * direction) for s in (1, -1))
    np.testing.assert_allclose(land.curvature(land.start, direction), (ahead - behind) / (2 * h), rtol=1e-5, atol=1e-6)


def test_a_loss_of_the_module_itself_needs_no_data():
    land = module_landscape(module(), lambda net: (net(torch.ones(3, 2).double()) ** 2).mean())
    assert np.isfinite(land.at(land.start)) and land.predict is None and land.accuracy(land.start) is None


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_module_is_the_same_to_the_last_bit_whatever_happens(dtype):
    net = module(3, dtype)
    before, random_state = bits(net), torch.get_rng_state()
    land = module_landscape(net, torch.nn.CrossEntropyLoss(), DATA, SEVERAL)
    directions = random_directions(land.start, groups=land.groups, generator=np.random.default_rng(0))
    surface = loss_surface(land.loss, plane(land.start, directions), resolution=5)
    again = loss_surface(land.loss, plane(land.start, directions), resolution=5)
    np.testing.assert_array_equal(surface.losses, again.losses)
    land.gradient(land.start)
    land.curvature(land.start, land.start)
    assert bits(net) == before
    assert torch.equal(torch.get_rng_state(), random_state)
    assert all(p.grad is None for p in net.parameters())


def test_a_module_that_trains_meanwhile_learns_what_it_would_have_learned():
    def trained(net, watch=None):
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        for _ in range(30):
            if watch is not None:
                watch()
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(net(torch.tensor(DATA)), torch.tensor(VALUES)[:, None]).backward()
            optimizer.step()
        return bits(net)

    torch.manual_seed(1)
    alone = trained(module())
    torch.manual_seed(1)
    net = module()
    land = module_landscape(net, torch.nn.MSELoss(), DATA, VALUES)
    stop = threading.Event()
    seen = []

    def look():
        while not stop.is_set():
            seen.append((land.at(land.start), land.gradient(land.start).tobytes()))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        together = trained(net, watch=lambda: land.at(land.start))
    finally:
        stop.set()
        watcher.join(30)
    assert together == alone
    assert len(set(seen)) <= 1


def test_a_module_whose_numbers_are_elsewhere_is_refused():
    with pytest.raises(ValueError, match=r"model must be on a device that holds its numbers, .* got one on meta"):
        module_landscape(torch.nn.Linear(2, 1, device="meta"), torch.nn.MSELoss(), DATA, VALUES)


def test_a_module_of_a_hundred_million_parameters_is_refused_by_its_memory():
    net = torch.nn.Module()
    net.weight = torch.nn.Parameter(torch.zeros(1).expand(10**8))
    with pytest.raises(ValueError, match=r"100,000,000 of them, which take 6\.4 GB"):
        module_landscape(net, lambda net: net.weight[0])


@pytest.mark.parametrize(
    ("targets", "rule"),
    [
        (np.zeros((40, 5)), r"targets must fit the model's outputs of shape \(40, 3\)"),
        (EITHER + 0.5, "classes from 0 to 2"),
    ],
)
def test_targets_that_do_not_fit_a_module_are_refused(targets, rule):
    with pytest.raises(ValueError, match=rule):
        module_landscape(module(3), torch.nn.CrossEntropyLoss(), DATA, targets)


def test_a_module_needs_a_loss():
    with pytest.raises(ValueError, match="loss must be given with a model"):
        module_landscape(module(), None, DATA, VALUES)


def test_flat_parameters_are_a_point_of_the_landscape():
    net = module()
    land = module_landscape(net, torch.nn.MSELoss(), DATA, VALUES)
    np.testing.assert_array_equal(flat_parameters(net), land.start)


def test_flat_parameters_of_a_state_are_those_that_the_module_had():
    net = module()
    state, before = {k: v.clone() for k, v in net.state_dict().items()}, flat_parameters(net)
    with torch.no_grad():
        net[0].weight.add_(1.0)
    np.testing.assert_array_equal(flat_parameters(net, state), before)
    with pytest.raises(ValueError, match=r"state must hold '4.weight' of shape \(1, 6\), got shape \(3, 6\)"):
        flat_parameters(net, module(3).state_dict())
    with pytest.raises(ValueError, match=r"state must hold '0.weight' of shape \(6, 2\), got none"):
        flat_parameters(net, {})


def test_a_criterion_needs_data():
    with pytest.raises(ValueError, match="data and targets must be given with the criterion MSELoss, got none"):
        module_landscape(module(), torch.nn.MSELoss())


def test_a_module_of_other_inputs_says_what_to_hand_over():
    words = torch.nn.Sequential(torch.nn.Embedding(5, 2), torch.nn.Flatten(), torch.nn.Linear(4, 1))
    with pytest.raises(
        ValueError, match=r"model must take data of shape \(40, 2\) as torch.float32, .* criterion\(model"
    ):
        module_landscape(words, torch.nn.MSELoss(), EITHER[:, None] + [0, 1], VALUES)


def test_a_loss_without_history_is_drawn_by_its_values():
    land = module_landscape(module(), lambda net: net(torch.ones(3, 2).double()).mean().item())
    assert land.gradient is None and land.curvature is None and np.isfinite(land.at(land.start))


@pytest.mark.parametrize("activation", ["tanh", "relu", "logistic", "identity"])
@pytest.mark.parametrize("targets", [EITHER, np.array(["a", "b", "c"])[SEVERAL]], ids=["either", "several"])
def test_a_fitted_classifier_keeps_its_predictions_and_its_loss(activation, targets):
    fitted = MLPClassifier((5, 4), activation=activation, alpha=0.1, max_iter=300, tol=1e-2, random_state=0)
    fitted.fit(DATA, targets)
    before = [w.tobytes() for w in (*fitted.coefs_, *fitted.intercepts_)]
    loss, parameters = fitted_network(fitted, DATA, targets)
    land = network_landscape(loss, parameters)
    shares = fitted.predict_proba(DATA)
    expected = log_loss(targets, shares) + 0.05 / 40 * sum((w**2).sum() for w in fitted.coefs_)
    assert land.at(land.start) == pytest.approx(expected, rel=1e-10)
    said = land.predict(land.start, DATA)
    np.testing.assert_allclose(said, shares if said.shape[1] > 1 else shares[:, 1:], rtol=1e-9)
    assert land.accuracy(land.start) == fitted.score(DATA, targets)
    land.gradient(land.start)
    assert [w.tobytes() for w in (*fitted.coefs_, *fitted.intercepts_)] == before


@pytest.mark.parametrize("targets", [VALUES, np.stack([VALUES, DATA[:, 1]], axis=1)], ids=["one", "two"])
def test_a_fitted_regressor_keeps_its_predictions_and_its_loss(targets):
    fitted = MLPRegressor(hidden_layer_sizes=(5,), alpha=0.1, max_iter=300, tol=1e-2, random_state=0)
    fitted.fit(DATA, targets)
    loss, parameters = fitted_network(fitted, DATA, targets)
    land = network_landscape(loss, parameters)
    said = fitted.predict(DATA)
    expected = ((said - targets) ** 2).mean() / 2 + 0.05 / 40 * sum((w**2).sum() for w in fitted.coefs_)
    assert land.at(land.start) == pytest.approx(expected, rel=1e-10)
    np.testing.assert_allclose(land.predict(land.start, DATA), said.reshape(40, -1), rtol=1e-9)


def test_a_network_that_is_not_fitted_or_has_no_data_is_refused():
    with pytest.raises(ValueError, match="model must be fitted before its landscape is drawn, got an MLPClassifier"):
        fitted_network(MLPClassifier(), DATA, EITHER)
    fitted = MLPClassifier((3,), max_iter=200, tol=1e-1, random_state=0).fit(DATA, EITHER)
    with pytest.raises(ValueError, match="data and targets must be given with an MLPClassifier"):
        fitted_network(fitted, None, None)
    with pytest.raises(ValueError, match="targets must be classes that the MLPClassifier was fitted to"):
        fitted_network(fitted, DATA, EITHER + 7)


def test_models_are_told_apart_without_their_libraries():
    assert is_module(module()) and not is_module(MLPClassifier()) and not is_module(lambda p: 0.0)
    assert is_fitted_network(MLPClassifier()) and not is_fitted_network(module())
