import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths.geometry import (
    path_directions,
    path_in_plane,
    plane,
    random_walk_captured,
    slice_hessian,
)

LONG_WALK = 6 / np.pi**2 * (1 + 1 / 4)


def some_plane(seed, n=6, skew=True):
    r = np.random.default_rng(seed)
    directions = r.normal(size=(2, n)) * 10.0 ** r.integers(-6, 7, size=(2, 1))
    return plane(r.normal(size=n), directions)


@given(st.integers(0, 2**32))
def test_points_and_coordinates_are_inverse_within_the_plane(seed):
    flat = some_plane(seed)
    xy = np.random.default_rng(seed).normal(size=(4, 3, 2))
    xy /= np.linalg.norm(flat.directions, axis=1)
    points = flat.points(xy)
    assert points.shape == (4, 3, 6)
    assert flat.coordinates(points) * np.linalg.norm(flat.directions, axis=1) == pytest.approx(
        xy * np.linalg.norm(flat.directions, axis=1), rel=1e-9, abs=1e-12
    )
    assert flat.distances(points) == pytest.approx(np.zeros((4, 3)), abs=1e-13)


@given(st.integers(0, 2**32))
def test_the_coordinates_are_those_of_least_squares(seed):
    flat = some_plane(seed)
    point = np.random.default_rng(seed + 1).normal(size=6)
    found, *_ = np.linalg.lstsq(flat.basis.T, point - flat.origin, rcond=None)
    nearest = flat.origin + flat.basis.T @ found
    assert flat.points(flat.coordinates(point)) == pytest.approx(nearest, rel=1e-9, abs=1e-11)
    assert flat.distances(point) == pytest.approx(np.linalg.norm(point - nearest), rel=1e-9)
    share = np.sum((nearest - flat.origin) ** 2) / np.sum((point - flat.origin) ** 2)
    assert flat.captured(point - flat.origin) == pytest.approx(share, rel=1e-9)


@given(st.integers(0, 2**32))
def test_the_basis_is_orthonormal_and_spans_the_directions(seed):
    flat = some_plane(seed)
    assert flat.basis @ flat.basis.T == pytest.approx(np.eye(2), abs=1e-14)
    assert np.asarray(flat.captured(flat.directions)) == pytest.approx([1.0, 1.0], rel=1e-13)


def test_extreme_lengths_do_not_overflow():
    flat = plane([0.0, 0.0, 0.0], [[1e300, 0.0, 0.0], [0.0, 1e-300, 0.0]])
    assert flat.basis.tolist() == [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    assert flat.captured([[1e300, 0.0, 1e300], [0.0, 1e-300, 0.0], [0.0, 0.0, 0.0]]).tolist() == [0.5, 1.0, 1.0]


@pytest.mark.parametrize(
    ("origin", "directions", "message"),
    [
        ([1.0], [[1.0], [2.0]], "origin must be a vector of at least 2 parameters, got shape"),
        ([1.0, 2.0], [[1.0, 0.0]], r"directions must have shape \(2, 2\), got shape \(1, 2\)"),
        ([1.0, 2.0], [[1.0, 0.0], [0.0, 0.0]], "directions must not be zero, got zero at index 1"),
        ([1.0, 2.0, 3.0], [[1.0, 2.0, 3.0], [-2.0, -4.0, -6.0]], "directions must not be parallel, got an angle of"),
        ([1.0, np.nan], [[1.0, 0.0], [0.0, 1.0]], "origin must be finite, got nan"),
    ],
)
def test_planes_that_are_none_are_refused(origin, directions, message):
    with pytest.raises(ValueError, match=message):
        plane(origin, directions)


def test_the_variance_captured_by_the_best_plane_is_that_of_its_components():
    path = np.cumsum(np.random.default_rng(0).normal(size=(30, 8)), axis=0)
    found = path_directions(path)
    view = path_in_plane(path, plane(path[-1], found.directions))
    assert view.captured_variance == pytest.approx(found.explained.sum(), rel=1e-12)
    other = path_in_plane(path, plane(path[-1], np.random.default_rng(1).normal(size=(2, 8))))
    assert other.captured_variance < view.captured_variance


@given(st.integers(0, 2**32), st.integers(1, 8))
def test_coordinates_distances_and_shares_fit_together(seed, n_points):
    flat = some_plane(seed)
    path = np.random.default_rng(seed).normal(size=(n_points, 6))
    view = path_in_plane(path, flat)
    lengths = np.linalg.norm(path - flat.origin, axis=1)
    inside = np.linalg.norm(flat.points(view.coordinates) - flat.origin, axis=1)
    assert np.hypot(inside, view.distances) == pytest.approx(lengths, rel=1e-9)
    assert view.captured_steps == pytest.approx(np.asarray(flat.captured(np.diff(path, axis=0))))
    assert 0.0 <= view.captured_variance <= 1.0


def test_a_path_that_stands_still_is_captured_whole():
    view = path_in_plane(np.ones((3, 4)), some_plane(0, 4))
    assert view.captured_variance == 1.0 and view.captured_steps.tolist() == [1.0, 1.0]


def test_a_path_of_one_point_has_no_steps():
    assert path_in_plane(np.ones((1, 4)), some_plane(0, 4)).captured_steps.shape == (0,)
    with pytest.raises(ValueError, match="path must hold at least 1 points, got 0"):
        path_in_plane(np.ones((0, 4)), some_plane(0, 4))


def test_a_long_walk_in_many_dimensions_shows_three_quarters():
    shares = random_walk_captured(300, 10**9, n_walks=2, generator=np.random.default_rng(0))
    assert shares == pytest.approx([LONG_WALK] * 2, abs=6e-3)


@pytest.mark.parametrize("n_parameters", [19, 20, 21, 60])
def test_the_law_of_the_walk_is_that_of_steps_drawn_one_by_one(n_parameters):
    n_points, n_walks, r = 21, 150, np.random.default_rng(5)
    slow = []
    for _ in range(n_walks):
        walk = np.cumsum(np.vstack([np.zeros(n_parameters), r.normal(size=(n_points - 1, n_parameters))]), axis=0)
        slow.append(path_directions(walk).explained.sum())
    fast = random_walk_captured(n_points, n_parameters, n_walks=n_walks, generator=np.random.default_rng(6))
    error = np.hypot(np.std(slow), np.std(fast)) / np.sqrt(n_walks)
    assert abs(np.mean(slow) - np.mean(fast)) < 4 * error
    assert np.std(fast) == pytest.approx(np.std(slow), rel=4 / np.sqrt(n_walks))
    assert (np.diff(fast) >= 0).all()


def test_a_walk_in_two_dimensions_or_of_two_steps_is_captured_whole():
    for n_points, n_parameters in ((20, 2), (3, 50), (2, 1), (20, 1)):
        shares = random_walk_captured(n_points, n_parameters, n_walks=3, generator=np.random.default_rng(0))
        assert shares == pytest.approx([1.0] * 3, rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1, 5), "n_points must be an integer of at least 2, got 1"),
        ((5, 0), "n_parameters must be an integer of at least 1, got 0"),
        ((5, 2.5), "n_parameters must be an integer of at least 1, got 2.5"),
    ],
)
def test_walks_that_are_none_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        random_walk_captured(*arguments, generator=np.random.default_rng(0))


@given(st.integers(0, 2**32))
def test_the_curvatures_of_a_slice_lie_between_those_of_the_whole(seed):
    a = np.random.default_rng(seed).normal(size=(6, 6))
    hessian = a + a.T
    flat = some_plane(seed)
    whole, small = np.linalg.eigvalsh(hessian), np.linalg.eigvalsh(slice_hessian(flat, hessian=hessian))
    tolerance = 1e-12
    assert whole[0] - tolerance <= small[0] <= whole[4] + tolerance
    assert whole[1] - tolerance <= small[1] <= whole[5] + tolerance
    assert slice_hessian(flat, product=lambda v: hessian @ v) == pytest.approx(slice_hessian(flat, hessian=hessian))


def test_a_slice_is_measured_where_only_the_loss_is_known():
    a = np.random.default_rng(0).normal(size=(6, 6))
    flat = some_plane(3)
    measured = slice_hessian(flat, loss=lambda p: float(0.5 * p @ (a + a.T) @ p + np.sin(p[0])))
    curved = a + a.T
    curved[0, 0] -= np.sin(flat.origin[0])
    assert measured == pytest.approx(slice_hessian(flat, hessian=curved), rel=1e-6, abs=1e-6)


def test_a_slice_of_two_things_or_of_none_is_refused():
    flat = some_plane(0)
    with pytest.raises(ValueError, match="exactly one of hessian, product and loss must be given"):
        slice_hessian(flat)
    with pytest.raises(ValueError, match="exactly one of hessian, product and loss must be given"):
        slice_hessian(flat, hessian=np.eye(6), loss=np.sum)
    with pytest.raises(ValueError, match=r"hessian must have shape \(6, 6\), got shape \(5, 5\)"):
        slice_hessian(flat, hessian=np.eye(5))
    with pytest.raises(ValueError, match=r"product must return 6 numbers, got shape \(2,\)"):
        slice_hessian(flat, product=lambda v: v[:2])
