"""The same mathematics a hundred orders of magnitude up and down."""

import math

import numpy as np
import pytest

from mathml_widgets.maths.geometry import (
    area_ratio,
    complex_square,
    critical_point,
    hutchinson_trace,
    layer,
    linearization_errors,
    measured_orders,
    newton_displacement,
    shoelace_area,
    spectral_density,
    swirl,
    taylor,
    trust_region_displacement,
)
from mathml_widgets.maths.geometry.lengths import length

SCALES = [1e-200, 1e-100, 1.0, 1e100, 1e200]
H = np.array([[2.0, 3.0], [3.0, 2.0]])


@pytest.mark.parametrize("scale", SCALES)
def test_a_length_is_that_of_hypot(scale):
    assert length([3 * scale, 4 * scale]) == pytest.approx(5 * scale)
    np.testing.assert_allclose(length(scale * H, axis=0), [scale * math.hypot(2, 3)] * 2)


def test_lengths_of_nothing_zeros_and_infinities():
    assert length([]) == 0.0
    assert length([0.0, -0.0]) == 0.0
    assert length([np.inf, 1.0]) == np.inf
    assert math.isnan(length([np.nan, 1.0]))
    np.testing.assert_array_equal(length([[3.0, 4.0], [0.0, 0.0]], axis=1), [5.0, 0.0])


@pytest.mark.parametrize("scale", SCALES)
def test_the_kind_of_a_critical_point_has_no_scale(scale):
    found = critical_point(scale * H)
    assert (found.kind, found.n_negative) == ("saddle", 1)
    np.testing.assert_allclose(found.eigenvalues / scale, [-1, 5])
    assert critical_point(scale * np.eye(2), [scale, 0.0]).newton_distance == pytest.approx(1.0)


@pytest.mark.parametrize("scale", SCALES)
def test_a_step_is_the_same_when_the_function_is_multiplied(scale):
    g = np.array([1.0, -2.0])
    np.testing.assert_allclose(newton_displacement(scale * g, scale * H), np.linalg.solve(H, -g), rtol=1e-13)
    p, multiplier = trust_region_displacement(scale * g, scale * H, 0.5)
    twin, other = trust_region_displacement(g, H, 0.5)
    np.testing.assert_allclose(p, twin, rtol=1e-12)
    assert multiplier == pytest.approx(scale * other)


@pytest.mark.parametrize("scale", SCALES)
def test_the_orders_of_a_multiple_are_the_same(scale):
    def function(x):
        return scale * np.exp(x)

    found = measured_orders(function, taylor(function, 0.0), 1.0)
    np.testing.assert_allclose(found.slopes, [1, 2, 3, 4], atol=0.05)


@pytest.mark.parametrize("scale", [1e-200, 1e-100, 1.0, 1e100, 1e150])
def test_areas_and_estimates_scale(scale):
    triangle = scale * np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    assert shoelace_area(triangle) == pytest.approx(0.5 * scale * scale)
    found = hutchinson_trace(lambda v: scale * (H @ v), 2, 50, generator=np.random.default_rng(0))
    assert abs(found.value - 4 * scale) <= 4 * found.standard_error < 10 * scale
    density = spectral_density(lambda v: scale * (H @ v), 2, generator=np.random.default_rng(0))
    assert density.sum_of(1)[0] == pytest.approx(4 * scale, rel=1.5)
    assert np.trapezoid(density.density, density.grid) == pytest.approx(1.0, abs=5e-3)


def test_an_area_beyond_the_range_of_floats_is_infinite_and_one_below_it_zero():
    triangle = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    assert shoelace_area(1e200 * triangle) == np.inf
    assert shoelace_area(-1e200 * triangle[::-1]) == -np.inf
    assert shoelace_area(1e-200 * triangle) == 0.0


@pytest.mark.parametrize("size", [1e-100, 1e-6, 1.0, 1e100])
def test_the_ratio_of_areas_at_the_origin_has_no_scale(size):
    found = area_ratio(lambda p: np.stack([2 * p[0], p[0] - p[1]]), [0.0, 0.0], size)
    assert found.ratio == pytest.approx(-2.0)
    assert abs(found.ratio + 2.0) <= found.ratio_error < 1e-10


def test_a_square_too_small_for_its_place_says_so_by_its_error():
    found = area_ratio(complex_square().function, [1.0, 1.0], 1e-30)
    assert found.ratio_error > abs(found.ratio - found.determinant)
    errors = linearization_errors(complex_square().function, [1.0, 1.0], sizes=[1.0, 0.5, 1e-30])
    assert errors.slope == pytest.approx(2.0)


def test_far_out_maps_are_where_their_limits_are():
    np.testing.assert_array_equal(layer(np.eye(2))([1e300, -1e300]), [1.0, -1.0])
    np.testing.assert_allclose(layer(np.eye(2)).jacobian([1e300, -1e300]), 0.0, atol=1e-300)
    np.testing.assert_array_equal(swirl()([1e200, 0.0]), [1e200, 0.0])
    np.testing.assert_array_equal(swirl().jacobian([1e200, 0.0]), np.eye(2))


def test_a_function_that_overflows_at_the_point_is_named():
    with pytest.raises(ValueError, match="function must be finite at the point, got inf at 1e\\+200"):
        taylor(lambda x: x**2, 1e200)
