import numpy as np
import pytest

from mathml_widgets.maths.geometry import (
    chosen_directions,
    initial_parameters,
    loss_landscape,
    network_landscape,
    normalized_directions,
    path_directions,
    plane_through,
    small_classifier,
    spectrum,
    turn_targets,
    turned_plane,
)
from mathml_widgets.maths.geometry.direction_choices import KINDS

LAND = loss_landscape(lambda p: p @ p, np.arange(1.0, 6.0), groups=[(2, 2), (1,)])
BARE = loss_landscape(lambda p: p @ p, np.arange(1.0, 6.0))
PATH = np.random.default_rng(0).standard_normal((9, 5)).cumsum(axis=0)
CENTER = PATH[-1]
SLOPE = np.random.default_rng(1).standard_normal(5)
SPECTRUM = spectrum(np.diag([3.0, -2.0, 1.0, 0.5, 0.0]))


def choose(kind, land=LAND, center=CENTER, path=PATH, **known):
    return chosen_directions(kind, land, center, path, seed=3, **known)


def test_every_kind_has_the_directions_of_its_name():
    drawn = np.random.default_rng(3).standard_normal((2, 5))
    for kind in ("filter", "layer"):
        found = choose(kind)
        expected = normalized_directions(drawn, CENTER, groups=LAND.groups, normalization=kind)
        np.testing.assert_array_equal(found.directions, expected)
        assert (found.directions[:, 4] == 0).all()
    assert np.linalg.norm(choose("random").directions, axis=1) == pytest.approx(np.linalg.norm(CENTER[:4]))
    np.testing.assert_array_equal(choose("path").directions, path_directions(PATH).directions)
    np.testing.assert_array_equal(choose("checkpoints").directions, plane_through(PATH[[0, 4, 8]]).directions)
    np.testing.assert_array_equal(choose("checkpoints", through=[1, 2, 3]).origin, PATH[1])
    found = choose("gradient", gradient=SLOPE)
    assert abs(found.directions[0] @ SLOPE) == pytest.approx(np.linalg.norm(SLOPE))
    found = choose("hessian", spectrum=SPECTRUM)
    np.testing.assert_array_equal(np.abs(found.directions), np.eye(5)[[0, 1]])
    np.testing.assert_array_equal(choose("own", own=np.eye(5)[:2]).directions, np.eye(5)[:2])


def test_two_parameters_are_their_own_axes():
    land = loss_landscape(lambda p: p @ p, [1.0, 2.0])
    found = choose("automatic", land, land.start, land.start[None])
    assert (found.kind, found.names, found.origin.tolist()) == ("axes", ("x", "y"), [0.0, 0.0])


def test_automatic_directions_follow_what_there_is():
    one = CENTER[None]
    assert choose("automatic").kind == "path"
    assert choose("automatic", has_checkpoints=True).kind == "checkpoints"
    assert choose("automatic", path=one).kind == "filter"
    assert choose("automatic", BARE, path=one).kind == "random"


@pytest.mark.parametrize(
    ("kind", "reason", "stand_in"),
    [
        ("axes", "there are 5 parameters, not two", "random"),
        ("filter", "the parameters are not told in groups", "random"),
        ("path", "there is no path of at least 3 points", "random"),
        ("checkpoints", "there are no two different points", "random"),
        ("gradient", "no gradient is known", "random"),
        ("hessian", "the full Hessian is not known", "random"),
        ("own", "own_directions are not given", "random"),
    ],
)
def test_a_kind_that_does_not_exist_gives_its_reason_and_another_stands_in(kind, reason, stand_in):
    found = choose(kind, BARE, path=CENTER[None])
    assert reason in found.reason
    assert found.kind == stand_in
    assert kind not in found.kinds and set(found.kinds) <= set(KINDS)


def test_a_path_on_a_line_has_no_principal_plane():
    path = np.outer(np.arange(5.0), np.ones(5))
    assert choose("path", path=path).kind == "filter"
    assert choose("checkpoints", path=path).names[1] == "random direction"


def test_a_gradient_of_zero_is_no_direction():
    assert choose("gradient", gradient=np.zeros(5)).reason == "the gradient is zero here"


@pytest.mark.parametrize(
    ("own", "rule"),
    [
        (np.ones((2, 5)), "directions must not be parallel"),
        (np.zeros((2, 5)), "directions must not be zero"),
        (np.ones((2, 4)), r"own_directions must have shape \(2, 5\)"),
        (np.ones((3, 5)), r"own_directions must have shape \(2, 5\)"),
    ],
)
def test_directions_that_span_no_plane_are_refused(own, rule):
    with pytest.raises(ValueError, match=rule):
        choose("random", own=own)


@pytest.mark.parametrize(("through", "rule"), [([0, 9], "indices of the 9 points"), ([0], "2 or 3 indices")])
def test_points_to_go_through_must_exist(through, rule):
    with pytest.raises(ValueError, match=f"through must hold {rule}"):
        choose("checkpoints", through=through)


def test_weights_of_zero_still_have_random_directions():
    loss = small_classifier(generator=np.random.default_rng(0))
    land = network_landscape(loss, np.zeros(105))
    found = choose("filter", land, np.zeros(105), np.zeros((1, 105)))
    assert np.linalg.norm(found.directions, axis=1) == pytest.approx(1.0)


def test_the_first_direction_turns_to_what_is_known():
    chosen = choose("filter")
    found = turn_targets(chosen, PATH, seed=0, gradient=SLOPE, spectrum=SPECTRUM)
    assert list(found) == ["lowest", "highest", "gradient", "path", "random"]
    assert all(vector @ chosen.directions[0] >= 0 for vector in found.values())
    assert list(turn_targets(chosen, PATH[:1], seed=0)) == ["random"]


def test_nothing_turns_to_itself():
    chosen = choose("hessian", spectrum=SPECTRUM)
    assert "highest" not in turn_targets(chosen, PATH, seed=0, spectrum=SPECTRUM)


@pytest.mark.parametrize("target", ["lowest", "gradient", "random"])
def test_a_full_turn_brings_the_first_direction_to_its_target(target):
    chosen = choose("filter")
    vector = turn_targets(chosen, PATH, seed=0, gradient=SLOPE, spectrum=SPECTRUM)[target]
    full = turned_plane(chosen, vector, 0.0).full_turn
    assert 0 < full <= np.pi / 2
    first = turned_plane(chosen, vector, full).plane.directions[0]
    cosine = first @ vector / np.linalg.norm(first) / np.linalg.norm(vector)
    assert cosine == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_array_equal(turned_plane(chosen, vector, 0.0).plane.directions, chosen.directions)


def test_the_random_start_of_a_network_has_filter_directions():
    loss = small_classifier(generator=np.random.default_rng(0))
    theta = initial_parameters(loss.network, generator=np.random.default_rng(0))
    land = network_landscape(loss, theta)
    assert choose("automatic", land, theta, theta[None]).kind == "filter"


def test_filters_of_one_weight_leave_a_line_and_random_directions_stand_in():
    land = loss_landscape(lambda p: p @ p, [1.0, 2.0, 3.0], groups=[(1, 1), (2,)])
    found = choose("filter", land, land.start, land.start[None])
    assert found.reason == "scaled by filters both directions lie on one line"
    np.testing.assert_allclose(np.linalg.norm(found.directions, axis=1), 1.0)
