"""The path on a landscape, and what is said and drawn of it."""

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from mathml_widgets.maths.geometry import (
    NetworkLoss,
    Training,
    drawn_samples,
    fitted_network,
    function_landscape,
    grid_axes,
    has_wall,
    initial_parameters,
    landscape_of,
    loss_landscape,
    network_for,
    network_landscape,
    path_fade,
    path_of_checkpoints,
    path_of_starts,
    path_of_training,
    place_of_step,
    refining_path_losses,
    refining_random_walk,
    rescaled,
    rescaled_where_possible,
    starting_points,
    surface_heights,
    thinned_path,
    walk_verdict,
)

DATA = np.random.default_rng(0).standard_normal((30, 2))
CLASSES = (DATA[:, 0] * DATA[:, 1] > 0).astype(int)


def network_of(activation):
    network = network_for(DATA, CLASSES, [2, 4, 1], activation=activation)
    return network, network_landscape(NetworkLoss(network, DATA, CLASSES), np.zeros(network.n_parameters))


@pytest.mark.parametrize(("activation", "scale"), [("relu", "he"), ("leaky_relu", "he"), ("tanh", "xavier")])
def test_starts_are_drawn_with_the_scale_that_the_activation_wants(activation, scale):
    network, land = network_of(activation)
    found = starting_points(land, n_drawn=2, seed=5)
    for row, seed in zip(found, (5, 6), strict=True):
        expected = initial_parameters(network, scale, generator=np.random.default_rng(seed))
        np.testing.assert_array_equal(row, expected)
    first = np.arange(float(network.n_parameters))
    given = starting_points(land, first, n_drawn=2, seed=5)
    np.testing.assert_array_equal(given, [first, found[1]])
    with pytest.raises(ValueError, match="parameters must have 17 entries, got 3"):
        starting_points(land, np.ones(3), n_drawn=1)


def test_a_network_that_is_trained_already_starts_where_it_is():
    fitted = MLPClassifier((4,), max_iter=200, tol=1e-1, random_state=0).fit(DATA, CLASSES)
    loss, parameters = fitted_network(fitted, DATA, CLASSES)
    np.testing.assert_array_equal(starting_points(network_landscape(loss, parameters)), [parameters])


def test_a_long_path_keeps_its_ends_and_the_numbers_of_its_steps():
    points = np.arange(10_001.0)[:, None] * [1.0, 2.0]
    whole = path_of_training(Training(points[:, None], np.zeros((10_001, 1)), "budget", 1.0), seed=3)
    assert (whole.names[0], whole.names[-1], set(whole.names[1:-1])) == ("start", "end", {""})
    thin = thinned_path(whole)
    assert len(thin.points) == 2_001 and (thin.names[0], thin.names[-1]) == ("start", "end")
    np.testing.assert_array_equal(thin.points[:, 0], thin.steps)
    for step in (0, 5, 4_000, 10_000):
        assert thin.points[place_of_step(thin.steps, step), 0] == step
    assert place_of_step(thin.steps, -1) == place_of_step(thin.steps, 20_000) == 2_000


def test_of_trainings_side_by_side_the_path_are_their_ends():
    points = np.random.default_rng(0).standard_normal((7, 3, 2))
    found = path_of_training(Training(points, np.zeros((7, 3)), "budget", 1.0), seed=4)
    np.testing.assert_array_equal(found.points, points[-1])
    assert found.names == ("seed 4", "seed 5", "seed 6")


def test_checkpoints_are_named_as_far_as_there_are_names():
    land = function_landscape("x y")
    assert path_of_checkpoints(np.eye(2), land, ["a"]).names == ("a", "checkpoint 2")
    assert path_of_checkpoints(np.eye(2), land, ["a", "b", "c"]).names == ("a", "b")
    many = path_of_checkpoints(np.ones((13, 2)), land).names
    assert (many[0], many[-1], set(many[1:-1])) == ("start", "end", {""})
    with pytest.raises(ValueError, match=r"checkpoints must have 2 columns, got shape \(1, 3\)"):
        path_of_checkpoints(np.ones((1, 3)), land)
    assert path_of_starts(np.ones((2, 3))).names == ("", "")


def test_what_can_be_rescaled_is_and_the_rest_says_why():
    network, _ = network_of("relu")
    points = np.random.default_rng(0).standard_normal((2, network.n_parameters))
    found, reason = rescaled_where_possible(network, points, 3.0, 1)
    assert reason == ""
    np.testing.assert_array_equal(found, rescaled(network, points, 3.0, layer=1))
    found, reason = rescaled_where_possible(network_of("tanh")[0], points, 3.0, 1)
    assert found is points and "must let factors through" in reason


def test_losses_of_a_path_are_those_of_its_points():
    path = np.random.default_rng(0).standard_normal((5, 2))
    for land in (function_landscape("x^2 + 3 y"), loss_landscape(lambda p: float(p[0] ** 2 + 3 * p[1]), [0, 0])):
        steps = list(refining_path_losses(land, path))
        assert len(steps) == (1 if land.batched else 6) and steps[-1].done == 1.0
        np.testing.assert_allclose(steps[-1].answer, path[:, 0] ** 2 + 3 * path[:, 1], rtol=1e-14)


@pytest.mark.parametrize("shape", [(2, 100), (100, 2)])
def test_a_walk_that_any_plane_holds_tells_nothing(shape):
    assert [found.answer for found in refining_random_walk(*shape, generator=np.random.default_rng(0))] == [None]


def test_quantiles_of_walks_settle_over_ten_more_each_time():
    *_, last = steps = list(refining_random_walk(200, 10_000, generator=np.random.default_rng(0)))
    assert [found.done for found in steps] == pytest.approx([k / 6 for k in range(7)])
    assert last.answer[1] == pytest.approx(0.76, abs=0.01)  # Antognini and Sohl-Dickstein 2018


def test_a_point_fades_with_its_distance_on_the_scale_of_the_path():
    path = np.array([[-1.0, 0, 0], [1.0, 0, 0], [0.0, 0, 0]])
    for scale in (1e-6, 1.0, 1e6):
        np.testing.assert_allclose(path_fade(scale * path, scale * np.array([0.0, 1.0, 1 / 3])), [1.0, 0.1, 0.5])


def test_heights_are_those_of_the_finite_losses():
    grid = np.array([[4.0, np.inf, 2.0], [np.nan, 1.0, 8.0]])
    x, y = np.arange(3.0), np.array([10.0, 20.0])
    found = surface_heights(x, y, grid)
    np.testing.assert_array_equal(found.value_range, [1.0, 8.0])
    np.testing.assert_array_equal(found.minimum, [1.0, 20.0, 1.0])
    assert ((found.levels > 1.0) & (found.levels < 8.0)).all()
    assert surface_heights(x, y, grid, clamp=0.5).value_range.tolist() == [1.0, 1.0]
    nothing = surface_heights(x, y, np.full((2, 3), np.nan), logarithmic=True)
    assert (nothing.minimum, nothing.levels.size, nothing.suggested_clamp) == (None, 0, None)


@pytest.mark.parametrize(
    ("axis", "rule"), [([0.0, 1.0], "grid_x must be 3 rising numbers"), ([0.0, 2.0, 2.0], "grid_x must be 3 rising")]
)
def test_coordinates_of_a_grid_must_rise_and_be_as_many(axis, rule):
    with pytest.raises(ValueError, match=rule):
        grid_axes(np.ones((2, 3)), np.array(axis), None)


def test_samples_to_draw_are_few_and_their_colours_have_room():
    _, land = network_of("tanh")
    found = drawn_samples(land, 4)
    np.testing.assert_array_equal(found.inputs, DATA[[0, 10, 19, 29]])
    network = network_for(DATA, np.full(30, 2.5))
    flat = network_landscape(NetworkLoss(network, DATA, np.full(30, 2.5)), np.zeros(network.n_parameters))
    assert drawn_samples(flat).value_range.tolist() == [1.5, 3.5]
    assert drawn_samples(function_landscape("x y")) is None


@pytest.mark.parametrize(
    ("losses", "wall"),
    [([9.0, 1.0, 1.09, 0.5, 9.0], False), ([9.0, 1.0, 1.11, 0.5, 9.0], True), ([0.0, 1.0, np.nan, 1.0, 0.0], True)],
)
def test_a_wall_rises_a_tenth_above_the_higher_end_between_them(losses, wall):
    assert has_wall(np.array([-0.2, 0.0, 0.5, 1.0, 1.2]), np.array(losses)) is wall


def test_a_path_is_structure_only_above_nearly_all_random_walks():
    assert walk_verdict(0.81, [0.7, 0.75, 0.8]).endswith("shows 75 %, so this much is structure.")
    assert walk_verdict(0.80, [0.7, 0.75, 0.8]).endswith("shows 75 %, so this proves no structure.")


def test_every_source_says_what_it_lacks():
    for source, rule in [
        ("data", "data and targets must be given"),
        ("function", "function must be a name"),
        ("loss", "loss must be given"),
        ("model", "model must be a PyTorch module or a fitted MLP of scikit-learn, got NoneType"),
    ]:
        with pytest.raises(ValueError, match=rule):
            landscape_of(source)
    with pytest.raises(ValueError, match="parameters must be at least 2, as a slice has two directions, got 1"):
        landscape_of("loss", loss=lambda p: p @ p, parameters=[1.0])
