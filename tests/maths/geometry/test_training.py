import numpy as np
import pytest
from sklearn.datasets import make_moons

from mathml_widgets.maths.geometry import (
    MLP,
    NetworkLoss,
    blobs,
    exclusive_or,
    initial_parameters,
    moons,
    small_classifier,
    spirals,
    train,
    training,
)
from mathml_widgets.maths.optimization import Adam, GradientDescent, minibatches


def generator(seed=0):
    return np.random.default_rng(seed)


def test_training_goes_step_for_step_with_torch():
    torch = pytest.importorskip("torch", reason="PyTorch is the oracle and is not installed")
    loss = small_classifier("moons", n_samples=30, generator=generator())
    start = initial_parameters(loss.network, generator=generator(1))
    batches = minibatches(30, 10, 40, generator=generator(2))
    linear = torch.nn.Linear
    model = torch.nn.Sequential(linear(2, 8), torch.nn.Tanh(), linear(8, 8), torch.nn.Tanh(), linear(8, 1)).double()
    torch.nn.utils.vector_to_parameters(torch.tensor(start), model.parameters())
    x, y = torch.tensor(loss.data), torch.tensor(loss.targets)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    exact = [start]
    for rows in batches:
        optimizer.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(model(x[rows]), y[rows]).backward()
        optimizer.step()
        exact.append(torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy().copy())
    path = train(loss, start, Adam(0.05), 40, batch_size=10, generator=generator(2))
    assert path.points == pytest.approx(np.array(exact), rel=1e-9, abs=1e-11)
    assert path.values[-1] == pytest.approx(loss(exact[-1]), rel=1e-10)


def test_training_learns_exclusive_or():
    loss = small_classifier("exclusive_or", n_samples=4, generator=generator())
    path = train(loss, initial_parameters(loss.network, generator=generator()), Adam(0.05), 300)
    assert path.values[-1] < 0.01
    outputs = loss.network.outputs(path.points[-1], loss.data)
    assert ((outputs > 0) == loss.targets).all()


def test_many_starts_are_trained_side_by_side():
    loss = small_classifier("moons", n_samples=20, generator=generator())
    starts = initial_parameters(loss.network, size=3, generator=generator())
    together = train(loss, starts, GradientDescent(0.1), 10)
    for k, start in enumerate(starts):
        assert together.points[:, k] == pytest.approx(train(loss, start, GradientDescent(0.1), 10).points, rel=1e-10)


def test_the_path_grows_and_ends_as_at_once():
    loss = small_classifier("moons", n_samples=20, generator=generator())
    start = initial_parameters(loss.network, generator=generator())
    grown = list(training(loss, start, GradientDescent(0.1), 25, every=10))
    assert [len(path.points) for path in grown] == [11, 21, 26]
    assert (grown[-1].points == train(loss, start, GradientDescent(0.1), 25).points).all()


def test_a_rate_that_is_too_large_diverges():
    loss = NetworkLoss(MLP((1, 1)), [[1.0], [2.0]], [1.0, 2.0])
    assert train(loss, [2.0, 0.0], GradientDescent(10.0), 500).ending == "diverged"


def test_training_of_no_steps_stays_at_the_start():
    loss = NetworkLoss(MLP((1, 1)), [[1.0], [2.0]], [1.0, 2.0])
    assert train(loss, [2.0, 0.0], GradientDescent(0.1), 0).points.tolist() == [[2.0, 0.0]]


def test_minibatches_without_a_generator_are_refused():
    loss = NetworkLoss(MLP((1, 1)), [[1.0], [2.0]], [1.0, 2.0])
    with pytest.raises(ValueError, match="generator must be given for minibatches of 1, got None"):
        train(loss, [2.0, 0.0], GradientDescent(0.1), 3, batch_size=1)
    with pytest.raises(ValueError, match=r"batches must be integers of shape \(n_batches, batch_size\), got shape"):
        loss.objective([0, 1])
    with pytest.raises(ValueError, match="batches must name rows from 0 to 1, got 2"):
        loss.objective([[0, 2]])


def test_a_network_is_an_objective_with_its_own_hessian():
    loss = NetworkLoss(MLP((1, 2, 1)), [[1.0], [2.0]], [1.0, 2.0])
    theta = generator().normal(size=(2, 7))
    assert loss.objective().hessian(theta)[1] == pytest.approx(loss.hessian(theta[1]))


@pytest.mark.parametrize("initialization", ["xavier", "he", "lecun", "normal"])
@pytest.mark.parametrize("distribution", ["normal", "uniform"])
def test_the_spread_of_the_weights_is_that_of_the_formula(initialization, distribution):
    n_in, n_out = 400, 100
    variance = {"xavier": 2 / 500, "he": 2 / 400, "lecun": 1 / 400, "normal": 1.0}[initialization]
    theta = initial_parameters(
        MLP((n_in, n_out)), initialization, scale=3.0, distribution=distribution, generator=generator()
    )
    weights, biases = theta[: n_in * n_out], theta[n_in * n_out :]
    kurtosis = 3.0 if distribution == "normal" else 1.8
    error = np.sqrt((kurtosis - 1) / weights.size)
    assert abs(weights.var() / (9 * variance) - 1) < 4 * error
    assert (biases == 0).all()
    if distribution == "uniform":
        assert np.abs(weights).max() <= np.sqrt(3 * 9 * variance)


def test_many_starts_can_be_drawn_at_once():
    assert initial_parameters(MLP((2, 3, 1)), size=(2, 5), generator=generator()).shape == (2, 5, 13)


def test_unknown_starts_are_refused():
    network = MLP((1, 1))
    with pytest.raises(ValueError, match="initialization must be one of xavier, he, lecun, normal, got 'zero'"):
        initial_parameters(network, "zero", generator=generator())
    with pytest.raises(ValueError, match="distribution must be 'normal' or 'uniform', got 'laplace'"):
        initial_parameters(network, distribution="laplace", generator=generator())
    with pytest.raises(ValueError, match=r"scale must be positive and finite, got 0\.0"):
        initial_parameters(network, scale=0.0, generator=generator())


@pytest.mark.parametrize("n_samples", [2, 100])
def test_moons_are_those_of_scikit_learn(n_samples):
    data, targets = moons(n_samples, noise=0, generator=generator())
    exact, classes = make_moons(n_samples, shuffle=False, noise=None)
    assert data == pytest.approx(exact, abs=1e-15) and (targets == classes).all()


def test_the_second_spiral_is_the_first_turned_by_half():
    data, targets = spirals(40, noise=0, generator=generator())
    assert data[targets == 1] == pytest.approx(-data[targets == 0], abs=1e-15)


def test_exclusive_or_differs_in_sign():
    data, targets = exclusive_or(10, generator=generator())
    assert ((data[:, 0] * data[:, 1] < 0) == targets).all()


def test_blobs_lie_about_their_centres():
    data, targets = blobs(3000, centres=[[0, 0], [5, 5], [0, 5]], spread=0.5, generator=generator())
    for k, centre in enumerate([[0, 0], [5, 5], [0, 5]]):
        cloud = data[targets == k]
        assert np.abs(cloud.mean(axis=0) - centre).max() < 4 * 0.5 / np.sqrt(len(cloud))
        assert cloud.std(axis=0) == pytest.approx([0.5, 0.5], rel=4 / np.sqrt(2 * len(cloud)))


@pytest.mark.parametrize("make", [moons, spirals, exclusive_or])
def test_noise_is_of_the_asked_size(make):
    noisy, still = (make(2000, noise=noise, generator=generator()).data for noise in (0.3, 0.0))
    assert (noisy - still).std() == pytest.approx(0.3, rel=4 / np.sqrt(2 * 4000))


@pytest.mark.parametrize("make", [moons, spirals, exclusive_or, blobs])
def test_data_sets_of_one_point_or_negative_noise_are_refused(make):
    with pytest.raises(ValueError, match="n_samples must be an integer of at least 2, got 1"):
        make(1, generator=generator())
    name = "spread" if make is blobs else "noise"
    with pytest.raises(ValueError, match=f"{name} must be zero or positive, got -1"):
        make(10, generator=generator(), **{name: -1})
