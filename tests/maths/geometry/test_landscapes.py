import pickle
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths.geometry import (
    MLP,
    NetworkLoss,
    RegularizedLoss,
    callable_landscape,
    check_memory,
    crosshair,
    function_landscape,
    initial_parameters,
    landscape_framing,
    loss_landscape,
    loss_surface,
    model_picture,
    network_for,
    network_landscape,
    pictured,
    plane,
    random_directions,
    refining_line,
    shape_of,
    small_classifier,
    training_on,
)
from mathml_widgets.maths.optimization import TEST_FUNCTIONS, Adam, GradientDescent, NelderMead


def classifier(seed=0):
    loss = small_classifier(generator=np.random.default_rng(seed))
    return network_landscape(loss, initial_parameters(loss.network, generator=np.random.default_rng(seed)))


# --- functions and losses -----------------------------------------------------------


@pytest.mark.parametrize("name", TEST_FUNCTIONS)
def test_a_named_function_knows_its_minima_and_derivatives(name):
    land = function_landscape(name)
    point, direction = land.domain[:, 0] * 0.3 + land.domain[:, 1] * 0.7, np.array([0.6, -0.8])
    h = 1e-5 * max(1.0, float(np.abs(point).max()))
    slope = (land.at(point + h * direction) - land.at(point - h * direction)) / (2 * h)
    assert land.gradient(point) @ direction == pytest.approx(slope, rel=1e-4, abs=1e-6)
    bend = (land.gradient(point + h * direction) - land.gradient(point - h * direction)) / (2 * h)
    assert land.curvature(point, direction) == pytest.approx(bend, rel=1e-4, abs=1e-5 * (1 + np.abs(bend).max()))
    for minimum in land.minima if land.minima is not None else ():
        assert land.at(minimum) <= land.at(minimum + 1e-3) + 1e-12


def test_a_formula_is_as_good_as_the_function_that_it_spells():
    typed, known = function_landscape("(x^2 + y - 11)^2 + (x + y^2 - 7)^2"), function_landscape("himmelblau")
    points = np.random.default_rng(0).uniform(-5, 5, (20, 2))
    np.testing.assert_allclose(typed.loss(points), known.loss(points), rtol=1e-13)
    np.testing.assert_allclose(typed.gradient(points), known.gradient(points), rtol=1e-11)


def test_a_constant_formula_is_flat():
    land = function_landscape("7")
    surface = loss_surface(land.loss, plane([0, 0], np.eye(2)), resolution=5, batched=True)
    assert (surface.losses == 7.0).all()


@pytest.mark.parametrize("n", [0, 5, 20, 45, 100])
def test_a_saddle_has_as_many_directions_down_as_it_says(n):
    land = function_landscape(f"saddle({n})")
    whole = np.stack([land.curvature(land.start, axis) for axis in np.eye(100)])
    assert (np.linalg.eigvalsh(whole) < 0).sum() == n
    assert land.gradient(land.start) == pytest.approx(np.zeros(100))


@pytest.mark.parametrize(
    ("function", "rule"),
    [("saddle(101)", "at most 100 directions down"), ("himelblau", "use no name but x, y"), ("x +", "complete")],
)
def test_a_function_that_does_not_exist_is_refused(function, rule):
    with pytest.raises(ValueError, match=f"function must .*{rule}"):
        function_landscape(function)


def test_a_named_function_can_be_sent_to_another_process():
    loss = function_landscape("himmelblau").loss
    assert pickle.loads(pickle.dumps(loss))(np.array([3.0, 2.0])) == 0.0


def test_a_callable_is_taken_for_what_its_arguments_say():
    assert callable_landscape(lambda x, y: x - y).n_parameters == 2
    assert callable_landscape(lambda x, y: x - y, [4.0, 1.0]).at([4.0, 1.0]) == 3.0
    assert callable_landscape(lambda p: p @ p, [1.0, 2.0, 3.0]).n_parameters == 3
    assert callable_landscape(lambda p, scale=2.0: scale * p[0], [1.0]).at([1.0]) == 2.0
    assert callable_landscape(np.linalg.norm, [3.0, 4.0]).at([3.0, 4.0]) == 5.0
    with pytest.raises(ValueError, match="parameters must be given with a loss of one vector"):
        callable_landscape(lambda p: 0.0)
    with pytest.raises(ValueError, match="loss must take one vector, or two numbers"):
        callable_landscape(lambda: 0.0)
    with pytest.raises(ValueError, match="gradient must be None for a loss of two numbers"):
        callable_landscape(lambda x, y: x, gradient=lambda p: p)


def test_what_does_not_fit_the_parameters_is_refused_by_name():
    with pytest.raises(ValueError, match=r"gradient must return shape \(3,\) .* got \(2,\)"):
        loss_landscape(sum, [1.0, 2.0, 3.0], gradient=lambda p: p[:2])
    with pytest.raises(ValueError, match="groups must hold 3 parameters, got 2"):
        loss_landscape(sum, [1.0, 2.0, 3.0], groups=[(2,)])
    with pytest.raises(ValueError, match="parameters must be a row of at least one number"):
        loss_landscape(sum, [[1.0]])


def test_a_loss_may_change_the_vector_that_it_gets():
    def greedy(p):
        p[:] = 0.0
        return 1.0

    start = np.array([1.0, 2.0])
    land = loss_landscape(greedy, start)
    assert land.at(start) == 1.0
    assert start.tolist() == [1.0, 2.0]


def test_memory_is_named_before_it_is_taken():
    with pytest.raises(ValueError, match=r"got 100,000,000 of them, which take 6\.4 GB for 8 vectors"):
        check_memory(10**8)
    with pytest.raises(ValueError, match=r"20,008 vectors"):
        check_memory(10**6, 20_000)


# --- networks -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("targets", "loss", "n_outputs"),
    [
        ([0, 1, 1], "binary_cross_entropy", 1),
        ([0, 1, 2], "softmax_cross_entropy", 3),
        ([0.0, 0.5, 1.0], "squared", 1),
        ([-1, 0, 1], "squared", 1),
        ([0, 0, 0], "squared", 1),
        ([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]], "squared", 2),
    ],
)
def test_a_network_takes_its_loss_and_outputs_from_the_targets(targets, loss, n_outputs):
    network = network_for([[0.0, 1.0]] * 3, targets)
    assert (network.loss, network.layer_sizes) == (loss, (2, 8, 8, n_outputs))
    NetworkLoss(network, [[0.0, 1.0]] * 3, targets)


def test_a_network_that_does_not_fit_its_data_is_refused():
    with pytest.raises(ValueError, match="data and targets must have as many rows, got 2"):
        network_for([[0.0], [1.0]], [1.0])
    with pytest.raises(ValueError, match="layer_sizes must begin with 1 inputs"):
        network_for([[0.0], [1.0]], [1.0, 2.0], [2, 1])


def test_the_landscape_of_a_network_has_its_derivatives_and_says_probabilities():
    land = classifier()
    loss = land.loss
    direction = np.random.default_rng(0).standard_normal(105)
    np.testing.assert_array_equal(land.gradient(land.start), loss.gradient(land.start))
    np.testing.assert_allclose(
        land.curvature(land.start, direction), loss.hessian(land.start) @ direction, rtol=1e-9, atol=1e-12
    )
    said = land.predict(land.start, land.inputs)
    binary = -(land.targets * np.log(said[:, 0]) + (1 - land.targets) * np.log1p(-said[:, 0])).mean()
    assert binary == pytest.approx(loss(land.start), rel=1e-12)
    assert land.accuracy(land.start) == ((said[:, 0] > 0.5) == land.targets).mean()


def test_several_classes_are_told_by_their_numbers():
    data, targets = np.eye(3), np.array([0, 1, 2])
    network = network_for(data, targets, [3, 3], biases=False)
    land = network_landscape(NetworkLoss(network, data, targets), np.zeros(9))
    right, wrong = (5.0 * np.eye(3)).ravel(), (5.0 * np.roll(np.eye(3), 1, axis=0)).ravel()
    assert (land.accuracy(right), land.accuracy(wrong)) == (1.0, 0.0)
    assert land.targets.tolist() == [0, 1, 2]
    np.testing.assert_allclose(land.predict(right, data).sum(axis=1), 1.0)


def test_the_penalty_is_that_of_the_weights_alone():
    loss = NetworkLoss(MLP((2, 3, 1)), np.random.default_rng(0).standard_normal((5, 2)), np.arange(5.0))
    penalized = RegularizedLoss(loss, 0.3, 0.5)
    theta = np.random.default_rng(1).standard_normal(loss.network.n_parameters)
    weights = [w for w, _ in loss.network.layers(theta)]
    expected = 0.5 * loss(theta) + 0.15 * sum((w**2).sum() for w in weights)
    assert penalized(theta) == pytest.approx(expected, rel=1e-14)
    h, d = 1e-5, np.random.default_rng(2).standard_normal(len(theta))
    slope = (penalized(theta + h * d) - penalized(theta - h * d)) / (2 * h)
    assert penalized.gradient(theta) @ d == pytest.approx(slope, rel=1e-7)
    bend = (penalized.gradient(theta + h * d) - penalized.gradient(theta - h * d)) / (2 * h)
    assert penalized.curvature(theta, d) == pytest.approx(bend, rel=1e-6, abs=1e-8)
    surface = plane(theta, random_directions(theta, groups=loss.groups, generator=np.random.default_rng(3)))
    found = loss_surface(penalized, surface, resolution=7)
    one_by_one = [[penalized(surface.points([x, y])) for x in found.x] for y in found.y]
    np.testing.assert_allclose(found.losses, one_by_one, rtol=1e-12)
    with pytest.raises(ValueError, match=r"penalty must be zero or positive, got -1\.0"):
        RegularizedLoss(loss, -1.0)


# --- training -----------------------------------------------------------------------


def test_training_grows_and_ends_as_the_descent_does():
    from mathml_widgets.maths.optimization import descend

    land = classifier()
    answers = list(training_on(land, land.start[None], Adam(0.03), 60, pace=0.0, generator=np.random.default_rng(0)))
    whole = descend(land.objective, land.start, Adam(0.03), 60)
    assert (answers[-1].ending, answers[-1].done) == ("budget", 1.0)
    np.testing.assert_array_equal(answers[-1].points[:, 0], whole.points)
    np.testing.assert_array_equal(answers[-1].losses[:, 0], whole.values)
    for earlier, later in pairwise(answers):
        assert earlier.ending == "training" and earlier.done < later.done
        np.testing.assert_array_equal(later.points[: len(earlier.points)], earlier.points)


def test_a_path_that_flies_off_ends_before_it_is_not_finite():
    land = function_landscape("x^4 + y^4")
    *_, last = training_on(land, [[5.0, 5.0]], GradientDescent(10.0), 500, generator=np.random.default_rng(0))
    assert last.ending == "diverged"
    assert np.isfinite(last.points).all() and np.isfinite(last.losses).all()


def test_minibatches_need_a_network():
    land = classifier()
    generator = np.random.default_rng(0)
    *_, last = training_on(land, land.start[None], Adam(0.03), 20, batch_size=10, generator=generator)
    assert len(last.points) == 21
    with pytest.raises(ValueError, match="batch_size must be 0 for a loss that is no network over data, got 5"):
        list(training_on(function_landscape("x^2"), [[1.0, 1.0]], Adam(), 5, batch_size=5, generator=generator))


def test_a_path_that_would_not_fit_into_memory_is_refused_before_it_is_walked():
    land = loss_landscape(lambda p: 0.0, np.zeros(100_000), gradient=np.zeros_like)
    with pytest.raises(ValueError, match=r"20,008 vectors"):
        next(training_on(land, land.start[None], Adam(), 20_000, generator=np.random.default_rng(0)))


def test_a_method_without_gradients_asks_for_none():
    def gradient(p):
        if asked:
            raise AssertionError("a gradient was asked for")
        return 2 * p

    asked = []
    land = loss_landscape(lambda p: p @ p, [1.0, 1.0], gradient=gradient)
    asked.append(True)
    *_, last = training_on(land, [[1.0, 1.0]], NelderMead(), 50, generator=np.random.default_rng(0))
    assert last.losses[-1, 0] < 1e-3


# --- pictures and lines -------------------------------------------------------------


def test_the_picture_of_a_model_is_asked_on_a_grid_over_its_inputs():
    land = classifier()
    found = model_picture(land)
    values = pictured(land, found, land.start)
    assert values.shape == (51, 51, 1) and values.dtype == np.float32
    (x_low, x_high), (y_low, y_high) = found.axes
    assert x_low < land.inputs[:, 0].min() and y_high > land.inputs[:, 1].max()
    point = [x_low + (x_high - x_low) * 12 / 50, y_low + (y_high - y_low) * 5 / 50]
    assert values[5, 12, 0] == pytest.approx(land.predict(land.start, [point])[0, 0], rel=1e-6)


def test_a_fit_of_one_input_is_a_curve_and_more_inputs_have_no_picture():
    data = np.linspace(0, 1, 9)[:, None]
    land = network_landscape(NetworkLoss(MLP((1, 3, 1)), data, data[:, 0]), np.ones(10))
    found = model_picture(land)
    assert pictured(land, found, land.start).shape == (101, 1)
    wide = network_landscape(NetworkLoss(MLP((3, 1)), np.eye(3), np.arange(3.0)), np.zeros(4))
    assert model_picture(wide) is None and model_picture(function_landscape("x")) is None
    same = network_landscape(NetworkLoss(MLP((1, 1)), np.ones((2, 1)), np.arange(2.0)), np.zeros(2))
    assert model_picture(same).axes.tolist() == [[0.0, 2.0]]


def test_a_line_is_found_an_evaluation_at_a_time_from_the_middle_out():
    calls = []

    def loss(p):
        calls.append(p[0])
        return (p[0] ** 2 - 1.0) ** 2

    answers = list(refining_line(loss_landscape(loss, [0.0]), [-1.0], [1.0], n_points=15))
    assert calls[0] == 0.0 and np.isfinite(answers[0].losses).sum() == 1
    assert len(answers) == len(calls) + 1
    assert (answers[-1].barrier, answers[-1].barrier_at) == (1.0, 0.5)
    assert {0.0, 0.5, 1.0} <= set(answers[-1].positions.tolist())


def test_the_line_of_a_network_is_that_of_one_point_after_another():
    land = classifier()
    other = land.start + 1.0
    *_, found = refining_line(land, land.start, other)
    expected = [land.at((1 - t) * land.start + t * other) for t in found.positions]
    np.testing.assert_allclose(found.losses, expected, rtol=1e-12)
    shares = [land.accuracy((1 - t) * land.start + t * other) for t in found.positions]
    np.testing.assert_array_equal(found.accuracies, shares)


def test_a_crosshair_is_the_loss_of_one_point_after_another():
    land = classifier()
    surface = plane(land.start, random_directions(land.start, groups=land.groups, generator=np.random.default_rng(2)))
    probe, at = np.array([0.3, -0.6]), np.array([[-1.0, 0.0, 1.0], [-2.0, 0.5, 2.0]])
    found = crosshair(land, surface, probe, at)
    for k in range(3):
        assert found[0, k] == pytest.approx(land.at(surface.points([at[0, k], probe[1]])), rel=1e-12)
        assert found[1, k] == pytest.approx(land.at(surface.points([probe[0], at[1, k]])), rel=1e-12)


def test_a_line_with_a_hole_has_an_infinite_barrier():
    land = loss_landscape(lambda p: np.inf if abs(p[0]) < 0.1 else 1.0, [0.0])
    *_, found = refining_line(land, [-1.0], [1.0])
    assert found.barrier == np.inf


# --- framing ------------------------------------------------------------------------


def test_a_slice_is_framed_by_what_it_was_laid_for():
    land = function_landscape("beale")
    axes = plane([0, 0], np.eye(2))
    found = landscape_framing(land, axes, land.start[None], land.start, "axes")
    assert (found.middle - found.radius).tolist() == land.domain[:, 0].tolist()
    vector = loss_landscape(sum, [3.0, 4.0, 0.0])
    around = plane(vector.start, [[5.0, 0, 0], [0, 1.0, 0]])
    found = landscape_framing(vector, around, vector.start[None], vector.start, "hessian")
    assert (found.middle.tolist(), found.radius.tolist()) == ([0.0, 0.0], [1.0, 5.0])
    found = landscape_framing(vector, around, vector.start[None], vector.start, "filter")
    assert found.radius.tolist() == [1.0, 1.0]
    path = np.array([[0.0, 0, 0], [4.0, 0, 0], [4.0, 2.0, 0]])
    found = landscape_framing(vector, plane(path[-1], [[1, 0, 0], [0, 1, 0]]), path, path[-1], "path")
    assert found.middle.tolist() == [-2.0, -1.0]


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_the_shape_of_a_slice_follows_the_signs_of_its_curvatures(a, b):
    size = max(abs(a), abs(b))
    signs = {int(np.sign(c)) for c in (a, b) if abs(c) > 1e-6 * size}
    expected = {frozenset({1}): "convex", frozenset({-1}): "concave", frozenset({1, -1}): "like a saddle"}
    assert shape_of([a, b]) == expected.get(frozenset(signs), "flat")
