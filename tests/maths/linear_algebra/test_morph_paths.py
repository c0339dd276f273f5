import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la
from mathml_widgets.maths.linear_algebra.rotations import rotation_powers

thorough = settings(max_examples=60)
planes = arrays(float, (2, 2), elements=st.floats(-10, 10) | st.integers(-2, 2).map(float))


@pytest.mark.parametrize("path", la.PATHS)
@thorough
@given(planes)
def test_each_path_leads_from_the_identity_to_the_matrix_without_a_jump(path, a):
    if path == "power" and la.real_logarithm(a).value is None:
        return
    found = la.frames(a, path, 61)
    assert found.shape == (61, 2, 2)
    assert (found[0] == np.eye(2)).all()
    assert (found[-1] == a).all()
    near_ends = np.abs(la.morph(a, path, 1e-9) - np.eye(2)).max(), np.abs(la.morph(a, path, 1 - 1e-9) - a).max()
    # The power path of a nearly singular matrix starts and ends steeply.
    steepness = 100.0 if path != "power" else 100.0 + 100 * np.abs(la.real_logarithm(a).value).max() ** 2
    assert max(near_ends) <= 1e-8 * steepness


@pytest.mark.parametrize("path", la.PATHS)
@pytest.mark.parametrize("n", [1, 3, 4])
def test_each_path_exists_in_other_dimensions(path, n):
    a = scipy.linalg.expm(np.random.default_rng(n).normal(size=(n, n)))
    found = la.frames(a, path, 1001)
    assert (found[0] == np.eye(n)).all()
    assert (found[-1] == a).all()
    assert np.abs(np.diff(found, axis=0)).max() < 0.05 * max(1.0, np.abs(a).max())


def test_the_straight_path_from_the_identity_to_its_negative_passes_through_zero():
    assert la.frames(-np.eye(2), "linear", 3)[1].tolist() == [[0.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize("path", ["polar", "svd", "power"])
def test_a_rotation_turns_at_constant_speed(path):
    a = [[np.cos(2.0), -np.sin(2.0)], [np.sin(2.0), np.cos(2.0)]]
    found = la.frames(a, path, 13)
    angles = np.arctan2(found[:, 1, 0], found[:, 0, 0])
    assert found @ np.swapaxes(found, 1, 2) == pytest.approx(np.broadcast_to(np.eye(2), (13, 2, 2)))
    if path != "svd":
        assert angles == pytest.approx(np.linspace(0.0, 2.0, 13))


@thorough
@given(planes)
def test_the_polar_path_turns_and_stretches_together(a):
    for t in (0.25, 0.5):
        frame = la.morph(a, "polar", t)
        rotation, stretch = la.polar(a)
        if la.orientation(a) < 1 or np.trace(rotation) < -1.999:
            return
        between = scipy.linalg.fractional_matrix_power(rotation, t).real
        assert frame == pytest.approx(between @ ((1 - t) * np.eye(2) + t * stretch), abs=1e-6)


@thorough
@given(planes)
def test_the_svd_path_has_three_stages(a):
    s = la.singular_values(a)
    first, second, third = (la.morph(a, "svd", t) for t in (1 / 6, 1 / 3, 2 / 3))
    for turned in (first, second):
        assert turned.T @ turned == pytest.approx(np.eye(2), abs=1e-12)
        assert np.linalg.det(turned) == pytest.approx(1.0)
    assert np.linalg.norm(third, axis=1) == pytest.approx(s, abs=1e-12 * s[0])
    assert third @ third.T == pytest.approx(np.diag(s**2), abs=1e-11 * s[0] ** 2)


def test_both_turns_of_the_svd_path_make_a_half_turn_at_most():
    rng = np.random.default_rng(9)
    for a in rng.normal(size=(40, 2, 2)):
        first, stretched, last = (la.morph(a, "svd", t) for t in (1 / 3, 2 / 3, 1.0))
        turns = first, last @ np.linalg.inv(stretched)
        assert sum(abs(np.arctan2(turn[1, 0], turn[0, 0])) for turn in turns) <= np.pi + 1e-8


@pytest.mark.parametrize("path", ["polar", "svd"])
@pytest.mark.parametrize("a", [[[0, 1], [1, 0]], [[2, 1], [1, -1]], [[1, 0], [0, -3]], np.diag([1.0, 2, -1])])
def test_a_path_to_a_mirror_image_is_flat_exactly_once(path, a):
    determinants = la.determinant(la.frames(a, path, 200))
    crossings = np.count_nonzero(np.diff(np.sign(determinants)))
    assert crossings == 1
    assert determinants[0] == 1.0
    assert determinants[-1] < 0.0


@pytest.mark.parametrize("path", ["polar", "svd", "power"])
def test_a_matrix_that_keeps_orientation_is_never_flat_on_its_way(path):
    rng = np.random.default_rng(5)
    for _ in range(20):
        a = rng.normal(size=(2, 2))
        if la.determinant(a) > 0 and la.real_logarithm(a).value is not None:
            assert la.determinant(la.frames(a, path, 100)).min() > 0.0


def test_the_power_path_is_that_of_scipy():
    a = [[1.2, 0.7], [-0.4, 0.9]]
    for t in (0.1, 0.5, 0.9):
        assert la.morph(a, "power", t) == pytest.approx(scipy.linalg.fractional_matrix_power(a, t), rel=1e-12, abs=0)


def test_the_power_path_that_does_not_exist_is_refused_with_the_reason():
    a = [[0, 1], [1, 0]]
    with pytest.raises(ValueError) as caught:
        la.frames(a, "power")
    assert str(caught.value).startswith("path must not be 'power' for this matrix, which has no real logarithm.")
    assert la.real_logarithm(a).reason in str(caught.value)


@pytest.mark.parametrize("size", [1e-320, 1e-300, 1e307])
@pytest.mark.parametrize("path", la.PATHS)
def test_huge_and_tiny_matrices_have_their_paths(path, size):
    a = [[size, -size], [size / 2, size]]
    found = la.frames(a, path, 31)
    assert np.isfinite(found).all()
    assert found[-1].tolist() == a


def test_a_frame_is_the_one_at_its_fraction():
    a = [[2, 1], [0.5, -1]]
    for path in ("linear", "polar", "svd"):
        for i, frame in enumerate(la.frames(a, path, 11)):
            assert frame == pytest.approx(la.morph(a, path, i / 10), abs=1e-15)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: la.frames(np.eye(2), "spiral"), "path must be one of linear, polar, svd, power, got 'spiral'"),
        (lambda: la.frames(np.eye(2), n_frames=1), "n_frames must be at least 2, got 1"),
        (lambda: la.morph(np.eye(2), "linear", 1.5), "fraction must be between 0 and 1, got 1.5"),
        (lambda: la.morph(np.eye(2), "linear", np.nan), "fraction must be between 0 and 1, got nan"),
    ],
)
def test_a_senseless_path_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_rotation_powers_are_those_of_scipy(n):
    fractions = np.array([0.0, 0.3, 0.8, 1.0])
    for seed in range(8):
        rotation = scipy.linalg.expm(0.4 * (lambda m: m - m.T)(np.random.default_rng(seed).normal(size=(n, n))))
        for t, found in zip(fractions, rotation_powers(rotation, fractions), strict=True):
            assert found == pytest.approx(scipy.linalg.fractional_matrix_power(rotation, t).real, abs=1e-8)


@pytest.mark.parametrize(
    "rotation",
    [-np.eye(2), np.diag([-1.0, -1, 1]), -np.eye(4), np.diag([1.0, -1, -1, 1, -1, -1]), np.eye(3)],
)
def test_half_turns_are_turned_in_pairs(rotation):
    start, half, end = rotation_powers(rotation, np.array([0.0, 0.5, 1.0]))
    assert start == pytest.approx(np.eye(len(rotation)), abs=1e-15)
    assert end == pytest.approx(rotation, abs=1e-15)
    assert half @ half == pytest.approx(rotation, abs=1e-15)
    assert half @ half.T == pytest.approx(np.eye(len(rotation)), abs=1e-15)
