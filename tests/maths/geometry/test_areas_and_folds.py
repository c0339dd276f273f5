import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from mathml_widgets.maths.geometry import (
    PLANE_MAPS,
    area_ratio,
    complex_square,
    fold,
    fold_curve,
    images,
    linearization_errors,
    polar_coordinates,
    preimages,
    shoelace_area,
    zero_segments,
)


def test_the_area_of_a_regular_polygon_is_known():
    for n in (3, 4, 7, 1000):
        angles = 2 * np.pi * np.arange(n) / n
        polygon = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        assert shoelace_area(polygon) == pytest.approx(n / 2 * np.sin(2 * np.pi / n))
        assert shoelace_area(polygon[::-1]) == pytest.approx(-n / 2 * np.sin(2 * np.pi / n))


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(3, 9))
def test_a_linear_map_multiplies_every_area_by_its_determinant(seed, n):
    rng = np.random.default_rng(seed)
    a, polygon, shift = rng.normal(size=(2, 2)), rng.normal(size=(n, 2)), rng.normal(size=2) * 1e6
    area = shoelace_area(polygon)
    assert shoelace_area(polygon @ a.T) == pytest.approx(np.linalg.det(a) * area, abs=1e-12)
    assert shoelace_area(polygon + shift) == pytest.approx(area, abs=1e-8)  # 1e6 leaves ten digits


def test_few_corners_and_stacks_have_areas():
    assert shoelace_area([[0.0, 0.0], [1.0, 0.0]]) == 0.0
    assert shoelace_area(np.empty((0, 2))) == 0.0
    stack = np.array([[[0, 0], [1, 0], [0, 1]], [[0, 0], [0, 2], [2, 0]]])
    np.testing.assert_array_equal(shoelace_area(stack), [0.5, -2.0])
    crossed = [[0, 0], [1, 1], [1, 0], [0, 1]]
    assert shoelace_area(crossed) == 0.0


@pytest.mark.parametrize("name", PLANE_MAPS)
def test_the_ratio_of_areas_comes_to_the_determinant_as_the_square_shrinks(name):
    plane_map = PLANE_MAPS[name]()
    point = plane_map.domain @ [0.4, 0.6]
    off = []
    for size in (0.1, 0.05, 0.025):
        found = area_ratio(plane_map.function, point, size)
        off.append(abs(found.ratio - found.determinant))
        assert found.determinant == pytest.approx(np.linalg.det(plane_map.jacobian(point)))
    # The mean of the determinant over a square differs from that in its middle by the square of the size.
    assert off[2] <= 0.3 * off[1] + 1e-9 <= 0.09 * off[0] + 2e-9


@pytest.mark.parametrize(
    ("plane_map", "determinant"),
    [
        (polar_coordinates(), lambda x, y: x),
        (complex_square(), lambda x, y: 4 * (x * x + y * y)),
        (fold(), lambda x, y: 2 * x),
    ],
)
def test_the_measured_area_is_the_integral_of_the_determinant(plane_map, determinant):
    found = area_ratio(plane_map.function, [1.0, 0.5], 0.8, n_per_side=64)
    inner = lambda y: quad(lambda x: determinant(x, y), 0.6, 1.4)[0]  # noqa: E731
    exact = quad(inner, 0.1, 0.9)[0]
    assert found.area == pytest.approx(exact, rel=1e-8)
    assert abs(found.area - exact) <= found.ratio_error * 0.64 + 1e-12


def test_over_a_fold_the_areas_cancel():
    found = area_ratio(fold().function, [0.0, 0.0], 1.0)
    assert (found.determinant, found.area) == (0.0, pytest.approx(0.0, abs=1e-15))


def test_the_parallelogram_is_the_image_under_the_jacobian():
    found = area_ratio(complex_square().function, [1.0, 0.5], 0.5)
    assert shoelace_area(found.parallelogram) == pytest.approx(found.determinant * 0.25)
    assert shoelace_area(found.square) == pytest.approx(0.25)
    np.testing.assert_allclose(found.image_square, complex_square()(found.square), atol=1e-15)
    assert len(found.square) == 128


def test_where_the_map_is_not_defined_there_is_no_area():
    found = area_ratio(lambda p: np.stack([np.log(p[0]), p[1]]), [0.1, 0.0], 1.0)
    assert np.isnan(found.area)
    assert found.ratio_error == np.inf
    assert found.determinant == pytest.approx(10.0)


@pytest.mark.parametrize("name", ["polar", "complex square", "fold", "swirl", "tanh layer", "Box-Muller"])
def test_the_linearization_error_shrinks_with_the_square_of_the_size(name):
    plane_map = PLANE_MAPS[name]()
    found = linearization_errors(plane_map.function, plane_map.domain @ [0.4, 0.6])
    assert found.slope == pytest.approx(2.0, abs=0.02)


def test_the_linearization_error_of_a_square_is_half_its_size_squared():
    found = linearization_errors(complex_square().function, [1.0, 0.5], sizes=[0.5, 0.1])
    np.testing.assert_allclose(found.errors, [0.125, 0.005], rtol=1e-12)  # |h²| at the corner
    np.testing.assert_allclose(found.area_errors, [4 * 0.25 / 6, 4 * 0.01 / 6], rtol=0.1)


def test_a_linear_map_has_no_linearization_error():
    found = linearization_errors(lambda p: np.stack([p[0] + 2 * p[1], 3 * p[0]]), [1.0, 0.5])
    assert found.slope == np.inf
    assert (
        linearization_errors(PLANE_MAPS["leaky-ReLU flow"]().function, [0.5, 0.5], sizes=[1e-3, 1e-4]).slope == np.inf
    )


def test_the_zero_line_of_a_circle_is_a_circle():
    x = np.linspace(-2, 2, 41)

    def circle(p):
        return (p**2).sum(axis=-1) - 1

    rough = zero_segments(circle(np.stack(np.meshgrid(x, x), -1)), x, x)
    np.testing.assert_allclose(np.hypot(*rough.reshape(-1, 2).T), 1.0, atol=2e-3)  # half the grid squared
    fine = zero_segments(circle(np.stack(np.meshgrid(x, x), -1)), x, x, function=circle)
    np.testing.assert_allclose(np.hypot(*fine.reshape(-1, 2).T), 1.0, atol=1e-13)
    length = np.hypot(*(fine[:, 1] - fine[:, 0]).T).sum()
    assert length == pytest.approx(2 * np.pi, rel=1e-3)
    ends, counts = np.unique(fine.reshape(-1, 2).round(9) + 0.0, axis=0, return_counts=True)
    assert (counts == 2).all()  # the line is closed
    assert len(ends) == len(fine)


def test_a_cell_with_four_crossings_is_split_by_its_middle():
    joined = zero_segments([[1.0, -0.5], [-0.5, 1.0]], [0, 1], [0, 1])
    apart = zero_segments([[0.5, -1.0], [-1.0, 0.5]], [0, 1], [0, 1])
    for segments, positive in ((joined, True), (apart, False)):
        assert len(segments) == 2
        middles = segments.mean(axis=1)
        near_corners_that_differ = np.abs(middles.sum(axis=1) - 1.0) < 0.5
        assert near_corners_that_differ.all() == positive


def test_a_pole_is_no_zero_and_holes_are_left_out():
    x = np.linspace(-1, 1, 10)

    def pole(p):
        return 1 / p[..., 0]

    assert len(zero_segments(pole(np.stack(np.meshgrid(x, x), -1)), x, x, function=pole)) == 0
    values = np.broadcast_to(x, (10, 10)).copy()
    assert len(zero_segments(values, x, x)) == 9
    values[0, 4] = np.nan
    assert len(zero_segments(values, x, x)) == 8
    assert zero_segments(np.ones((10, 10)), x, x).shape == (0, 2, 2)


def test_the_fold_of_the_fold_is_its_axis_and_the_crease_is_the_axis():
    for jacobian in (None, fold().jacobian):
        found = fold_curve(fold().function, [[-1, 1], [-1, 1]], 12, jacobian=jacobian)
        np.testing.assert_allclose(found.segments[..., 0], 0.0, atol=1e-15)
        np.testing.assert_allclose(found.image_segments[..., 0], 0.0, atol=1e-15)
        np.testing.assert_allclose(np.sort(found.segments[..., 1].ravel())[[0, -1]], [-1, 1])
        np.testing.assert_allclose(found.determinants, np.broadcast_to(2 * found.x, (12, 12)))


def test_whitneys_cusp_has_a_parabola_for_its_fold():
    found = fold_curve(lambda p: np.stack([p[0] ** 3 + p[0] * p[1], p[1]]), [[-1, 1], [-2, 1]], 40)
    x, y = found.segments.reshape(-1, 2).T
    np.testing.assert_allclose(y, -3 * x**2, atol=1e-12)
    u, v = found.image_segments.reshape(-1, 2).T
    np.testing.assert_allclose(27 * u**2, -4 * v**3, atol=1e-11)


@pytest.mark.parametrize("name", ["complex square", "swirl", "tanh layer", "leaky-ReLU flow"])
def test_a_map_that_nowhere_turns_the_plane_over_has_no_fold(name):
    plane_map = PLANE_MAPS[name]()
    assert fold_curve(plane_map.function, plane_map.domain, 20).segments.shape == (0, 2, 2)


def test_a_map_that_is_flat_everywhere_has_no_fold():
    assert len(fold_curve(lambda p: np.stack([p[0] + p[1], 0.1 * (p[0] + p[1])]), [[-1, 1], [-1, 1]], 15).segments) == 0


@pytest.mark.parametrize("name", ["complex square", "fold", "swirl", "tanh layer", "leaky-ReLU flow"])
def test_the_points_that_land_on_a_place_are_those_of_the_branches(name):
    plane_map = PLANE_MAPS[name]()
    low, high = plane_map.domain.T
    points = plane_map(low + (high - low) * np.random.default_rng(0).uniform(0.1, 0.9, (15, 2)))
    found = preimages(plane_map.function, points, plane_map.domain)
    for k, point in enumerate(points):
        known = np.array([branch(point) for branch in plane_map.branches])
        known = known[((known >= low) & (known <= high)).all(axis=1)]
        mine = found[k][np.isfinite(found[k]).all(axis=1)]
        assert len(mine) == len(known)
        known = known[np.lexsort(known.T[::-1])]
        np.testing.assert_allclose(mine, known, atol=1e-9)


def test_a_map_of_plain_python_that_raises_outside_of_its_domain_has_areas_folds_and_preimages():
    def mapping(p):
        return [math.log(p[0]) * math.cos(p[1]), math.sqrt(p[0]) * p[1]]

    near, edge = area_ratio(mapping, [1.0, 0.5], 0.1), area_ratio(mapping, [0.01, 0.5], 0.1)
    assert near.determinant == pytest.approx(math.cos(0.5))
    assert near.ratio == pytest.approx(near.determinant, rel=1e-3)
    assert math.isnan(edge.ratio)
    found = fold_curve(mapping, [[-1, 2], [-4, 4]], 8)
    assert np.isnan(found.determinants[:, found.x <= 0]).all()
    x, y = found.segments.reshape(-1, 2).T
    assert len(found.segments) > 5
    np.testing.assert_allclose(np.cos(y) / np.sqrt(x) + np.log(x) * np.sin(y) * y / (2 * np.sqrt(x)), 0.0, atol=1e-11)
    landed = preimages(mapping, [mapping([1.0, 0.5])], [[-1, 2], [-1, 1]], resolution=7)
    np.testing.assert_allclose(landed, [[[1.0, 0.5]]], atol=1e-12)
    assert images(lambda p: [math.log(-1.0)], [[1.0, 2.0]]).shape == (1, 2)


def test_three_points_land_inside_of_the_cusp_and_one_outside():
    found = preimages(
        lambda p: np.stack([p[0] ** 3 + p[0] * p[1], p[1]]), [[0.05, -1.0], [0.9, -1.0]], [[-2, 2], [-2, 2]]
    )
    assert np.isfinite(found).all(axis=-1).sum(axis=1).tolist() == [3, 1]
    np.testing.assert_allclose(np.sort(np.roots([1, 0, -1, -0.05]).real), found[0, :, 0], atol=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: shoelace_area([1.0, 2.0]), r"polygon must have shape \(..., n_corners, 2\), got shape \(2,\)"),
        (lambda: area_ratio(fold().function, [1.0], 1.0), r"point must have shape \(2,\), got shape \(1,\)"),
        (lambda: area_ratio(fold().function, [1.0, 0.0], -1.0), "square_size must be positive and finite, got -1.0"),
        (lambda: area_ratio(lambda p: p[:1], [1.0, 0.0], 1.0), r"mapping must return shape \(2,\), got shape \(1,\)"),
        (lambda: linearization_errors(fold().function, [1.0, 0.0], sizes=[0.0]), "sizes must be positive, got 0.0"),
        (lambda: linearization_errors(fold().function, [1.0, 0.0], sizes=[]), r"sizes must be a row of numbers"),
        (lambda: fold_curve(fold().function, [[1, -1], [0, 1]]), "domain must hold two pairs low < high"),
        (
            lambda: fold_curve(fold().function, [[-1, 1], [0, 1]], 1),
            "resolution must be an integer of at least 2, got 1",
        ),
        (lambda: fold_curve(lambda p: np.stack([p[0]]), [[-1, 1], [0, 1]]), "mapping must be one of the plane"),
        (lambda: zero_segments([[1.0]], [0, 1], [0]), r"values must have shape \(1, 2\), got shape \(1, 1\)"),
        (lambda: preimages(fold().function, [1.0, 2.0], [[0, 1], [0, 1]]), r"points must have shape \(n_points, 2\)"),
        (lambda: preimages(fold().function, [[1.0, 2.0]], [[1, 1], [0, 1]]), "domain must hold two pairs low < high"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
