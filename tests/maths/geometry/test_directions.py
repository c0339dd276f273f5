import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from mathml_widgets.maths.geometry import (
    MLP,
    extreme_directions,
    gradient_directions,
    initial_parameters,
    normalized_directions,
    parameter_groups,
    path_directions,
    plane,
    plane_through,
    random_directions,
    suggested_radius,
    turned_direction,
)

NETWORK = MLP((3, 4, 2))
THETA = np.random.default_rng(0).normal(size=NETWORK.n_parameters)
DRAWN = np.random.default_rng(1).normal(size=(2, NETWORK.n_parameters))


def normalized(**arguments):
    return normalized_directions(DRAWN, THETA, groups=NETWORK.groups, **arguments)


def test_each_filter_gets_the_length_of_its_weights_and_biases_do_not_move():
    found = normalized()
    for d, was in zip(found, DRAWN, strict=True):
        for (weights, biases), (like, _), (drawn, _) in zip(
            NETWORK.layers(d), NETWORK.layers(THETA), NETWORK.layers(was), strict=True
        ):
            assert (biases == 0).all()
            for row, own, before in zip(weights, like, drawn, strict=True):
                assert row == pytest.approx(before * np.linalg.norm(own) / np.linalg.norm(before), rel=1e-13)


def test_each_layer_gets_the_length_of_its_weights():
    found = normalized(normalization="layer", biases="scale")
    for group in NETWORK.groups:
        expected = np.linalg.norm(THETA[group.where])
        assert np.linalg.norm(found[:, group.where], axis=1) == pytest.approx([expected] * 2)


def test_all_tensors_of_a_model_get_one_factor():
    found = normalized(normalization="model", biases="scale")
    ratio = found / DRAWN
    assert ratio == pytest.approx(np.repeat(ratio[:, :1], len(THETA), axis=1))
    assert np.linalg.norm(found, axis=1) == pytest.approx([np.linalg.norm(THETA)] * 2)
    without = normalized(normalization="model")
    weights = np.concatenate([THETA[g.where] for g in NETWORK.groups if not g.is_bias])
    assert np.linalg.norm(without, axis=1) == pytest.approx([np.linalg.norm(weights)] * 2)


def test_scaled_biases_are_each_a_single_filter():
    found = normalized(biases="scale")
    biases = next(g for g in NETWORK.groups if g.name == "biases 1")
    factor = np.linalg.norm(THETA[biases.where]) / np.linalg.norm(DRAWN[0, biases.where])
    assert found[0, biases.where] == pytest.approx(factor * DRAWN[0, biases.where])


def test_without_normalization_only_the_biases_change():
    found = normalized(normalization="none")
    assert all((found[:, g.where] == (0 if g.is_bias else DRAWN[:, g.where])).all() for g in NETWORK.groups)
    assert (normalized(normalization="none", biases="scale") == DRAWN).all()


def test_filters_of_zeros_and_directions_of_zeros_stay_zero():
    theta = np.zeros(NETWORK.n_parameters)
    assert (normalized_directions(DRAWN, theta, groups=NETWORK.groups) == 0).all()
    assert (normalized_directions(np.zeros_like(THETA), THETA, groups=NETWORK.groups) == 0).all()


def test_the_shapes_of_tensors_may_stand_for_groups():
    shapes = [group.shape for group in NETWORK.groups]
    assert (normalized_directions(DRAWN, THETA, groups=shapes) == normalized()).all()
    convolution = normalized_directions(np.ones(24), np.arange(24.0), groups=[(2, 3, 2, 2)])
    assert convolution[:12] == pytest.approx(np.linalg.norm(np.arange(12.0)) / np.sqrt(12))


def test_without_groups_the_whole_vector_is_one_filter():
    found = normalized_directions(DRAWN, THETA)
    assert np.linalg.norm(found, axis=1) == pytest.approx([np.linalg.norm(THETA)] * 2)


@given(st.floats(1e-3, 1e3), st.integers(0, 2**32))
def test_rescaled_filters_get_rescaled_directions(factor, seed):
    theta = initial_parameters(NETWORK, generator=np.random.default_rng(seed))
    drawn = np.random.default_rng(seed + 1).normal(size=len(theta))
    first = NETWORK.groups[0].where
    larger = theta.copy()
    larger[first] *= factor
    one = normalized_directions(drawn, theta, groups=NETWORK.groups)
    other = normalized_directions(drawn, larger, groups=NETWORK.groups)
    assert other[first] == pytest.approx(factor * one[first], rel=1e-12)


def test_random_directions_are_drawn_by_the_generator_and_then_scaled():
    found = random_directions(THETA, 3, groups=NETWORK.groups, generator=np.random.default_rng(7))
    drawn = np.random.default_rng(7).standard_normal((3, len(THETA)))
    assert (found == normalized_directions(drawn, THETA, groups=NETWORK.groups)).all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"normalization": "Filter"}, "normalization must be one of filter, layer, model, none, got 'Filter'"),
        ({"biases": "keep"}, "biases must be one of zero, scale, got 'keep'"),
    ],
)
def test_unknown_ways_to_normalize_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        normalized(**arguments)


def test_groups_that_do_not_cover_the_vector_are_refused():
    with pytest.raises(ValueError, match="groups must hold 3 parameters, got 4"):
        normalized_directions(np.ones(3), np.ones(3), groups=[(2, 2)])
    with pytest.raises(ValueError, match="groups must lie end to end, got 'biases 1' from 12 instead of 0"):
        normalized_directions(np.ones(4), np.ones(4), groups=NETWORK.groups[1:2])
    with pytest.raises(ValueError, match=r"shapes must hold integers of at least 0, got \(2.5,\) at index 0"):
        parameter_groups([(2.5,)])
    with pytest.raises(ValueError, match=r"directions must have 3 entries, got shape \(4,\)"):
        normalized_directions(np.ones(4), np.ones(3))
    assert [group.size for group in parameter_groups([(), (0, 3), (2,)])] == [1, 0, 2]


def test_the_directions_of_a_path_are_those_of_scikit_learn():
    path = np.cumsum(np.random.default_rng(0).normal(size=(40, 12)), axis=0)
    found, peer = path_directions(path), PCA(2).fit(path)
    assert np.abs(np.sum(found.directions * peer.components_, axis=1)) == pytest.approx([1.0, 1.0], rel=1e-12)
    assert found.explained == pytest.approx(peer.explained_variance_ratio_, rel=1e-12)
    assert found.center == pytest.approx(peer.mean_)
    assert ((path[0] - found.center) @ found.directions.T <= 0).all()


def test_about_the_last_point_they_are_those_of_the_offsets():
    path = np.cumsum(np.random.default_rng(0).normal(size=(20, 5)), axis=0)
    found = path_directions(path, center="last")
    values, vectors = np.linalg.eigh((path - path[-1]).T @ (path - path[-1]))
    assert np.abs(np.sum(found.directions * vectors[:, [-1, -2]].T, axis=1)) == pytest.approx([1.0, 1.0])
    assert found.explained == pytest.approx(values[[-1, -2]] / values.sum())


def test_paths_without_a_plane_are_refused():
    with pytest.raises(ValueError, match="path must not lie on one line, got spreads"):
        path_directions(np.outer(np.arange(5.0), [1.0, 2.0, 3.0]))
    with pytest.raises(ValueError, match="path must not lie on one line, got spreads"):
        path_directions(np.ones((5, 3)))
    with pytest.raises(ValueError, match="path must hold at least 3 points, got 2"):
        path_directions(np.ones((2, 3)))
    with pytest.raises(ValueError, match="center must be 'mean' or 'last', got 'first'"):
        path_directions(np.ones((5, 3)), center="first")


@given(st.integers(0, 2**32), st.sampled_from([2, 3]))
def test_checkpoints_lie_in_their_plane(seed, n):
    r = np.random.default_rng(seed)
    points = r.normal(size=(n, 7))
    flat = plane_through(points, generator=r if n == 2 else None)
    assert np.asarray(flat.distances(points)) == pytest.approx(np.zeros(n), abs=1e-13)
    assert flat.coordinates(points)[:2] == pytest.approx(np.array([[0.0, 0.0], [1.0, 0.0]]), abs=1e-13)
    assert flat.directions[0] @ flat.directions[1] == pytest.approx(0.0, abs=1e-12)
    if n == 3:
        assert flat.coordinates(points)[2, 1] == pytest.approx(1.0)
    else:
        assert np.linalg.norm(flat.directions[1]) == pytest.approx(np.linalg.norm(flat.directions[0]))


def test_checkpoints_without_a_plane_are_refused():
    with pytest.raises(ValueError, match="checkpoints must be 2 or 3, got 4"):
        plane_through(np.eye(4))
    with pytest.raises(ValueError, match="generator must be given for a plane through 2 checkpoints, got None"):
        plane_through(np.eye(4)[:2])
    with pytest.raises(ValueError, match="directions must not be zero"):
        plane_through([[1.0, 2.0], [1.0, 2.0], [3.0, 4.0]])
    with pytest.raises(ValueError, match="directions must not be parallel"):
        plane_through([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]])


@given(st.integers(0, 2**32))
def test_the_other_direction_is_level_for_the_gradient(seed):
    gradient, other = np.random.default_rng(seed).normal(size=(2, 5))
    first, second = gradient_directions(gradient, other)
    assert first == pytest.approx(gradient / np.linalg.norm(gradient))
    assert second @ gradient == pytest.approx(0.0, abs=1e-13) and np.linalg.norm(second) == pytest.approx(1.0)
    assert second @ other > 0


def test_a_gradient_of_zero_has_no_direction():
    with pytest.raises(ValueError, match="directions must not be zero, got zero at index 0"):
        gradient_directions([0.0, 0.0], [1.0, 0.0])


def test_extreme_directions_curve_most_and_least():
    a = np.random.default_rng(0).normal(size=(5, 5))
    values, vectors = np.linalg.eigh(a + a.T)
    order = [3, 0, 4, 1, 2]
    most, least = extreme_directions(values[order], vectors[:, order])
    assert most @ (a + a.T) @ most == pytest.approx(values[-1]) and least @ (a + a.T) @ least == pytest.approx(
        values[0]
    )
    with pytest.raises(ValueError, match="eigenvectors must have a column for each of at least 2 eigenvalues, got"):
        extreme_directions(values, vectors[:, :3])


@given(st.floats(0.0, 1.0), st.integers(0, 2**32))
def test_turning_keeps_the_length_and_ends_at_the_other(share, seed):
    start, end = np.random.default_rng(seed).normal(size=(2, 4))
    cosine = start @ end / np.linalg.norm(start) / np.linalg.norm(end)
    between = np.arccos(cosine)
    found = turned_direction(start, end, share * between)
    assert np.linalg.norm(found) == pytest.approx(np.linalg.norm(start))
    assert found @ start / np.linalg.norm(start) ** 2 == pytest.approx(np.cos(share * between), abs=1e-12)
    whole = turned_direction(start, end, between)
    assert whole / np.linalg.norm(start) == pytest.approx(end / np.linalg.norm(end), abs=1e-7)


def test_turning_nowhere_is_refused():
    with pytest.raises(ValueError, match="directions must not be parallel"):
        turned_direction([1.0, 0.0], [2.0, 0.0], 0.1)
    with pytest.raises(ValueError, match="angle must be finite, got nan"):
        turned_direction([1.0, 0.0], [0.0, 1.0], np.nan)


def test_the_radius_shows_the_whole_path():
    path = np.cumsum(np.random.default_rng(0).normal(size=(20, 6)), axis=0)
    flat = plane(path[-1], path_directions(path).directions)
    reach = np.abs(flat.coordinates(path)).max(axis=0)
    assert suggested_radius(flat, path) == pytest.approx(tuple(1.2 * reach))


def test_a_radius_is_never_zero():
    flat = plane([0.0, 0.0], [[1.0, 0.0], [0.0, 2.0]])
    assert suggested_radius(flat) == (1.0, 1.0)
    assert suggested_radius(flat, [[0.0, 0.0]]) == (1.0, 1.0)
    assert suggested_radius(flat, [[3.0, 0.0]], margin=1.0) == (3.0, 1.5)
    directions = random_directions([3.0, 4.0], generator=np.random.default_rng(0))
    assert suggested_radius(plane([3.0, 4.0], directions)) == pytest.approx((1.0, 1.0))
