from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.geometry import PLANE_MAPS, layer_products


def exact_logs(jacobians):
    """Return the logarithms of the singular values of a product, with 400 digits."""
    with mpmath.workdps(400):
        product = mpmath.eye(jacobians[0].shape[1])
        for j in jacobians:
            product = mpmath.matrix(j.tolist()) * product
        return np.array([float(mpmath.log(s)) for s in mpmath.svd_r(product, compute_uv=False)])


@pytest.mark.parametrize(("n", "depth"), [(1, 3), (2, 50), (3, 100), (4, 30)])
def test_singular_values_of_any_size_are_those_of_mpmath(n, depth):
    rng = np.random.default_rng(n)
    jacobians = [rng.normal(size=(n, n)) for _ in range(depth)]
    found = layer_products(jacobians)
    np.testing.assert_allclose(found.log_singular_values[-1], exact_logs(jacobians), atol=1e-12)
    assert found.log_singular_values.shape == (depth, n)


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 6), min_size=2, max_size=6))
def test_few_layers_of_any_width_agree_with_numpy(seed, widths):
    rng = np.random.default_rng(seed)
    jacobians = [rng.normal(size=(b, a)) for a, b in pairwise(widths)]
    found = layer_products(jacobians)
    product = np.eye(widths[0])
    for k, j in enumerate(jacobians):
        product = j @ product
        values = np.linalg.svd(product, compute_uv=False)
        mine = found.singular_values[k][: len(values)]
        np.testing.assert_allclose(mine, values, atol=1e-12 * values[0])
        np.testing.assert_allclose(found.products[k], product, atol=1e-12 * values[0])
        square = product.shape[0] == product.shape[1]
        assert np.isnan(found.log_determinants[k]) != square
        if square and values[-1] > 1e-6 * values[0]:
            assert found.log_determinants[k] == pytest.approx(np.linalg.slogdet(product)[1], abs=1e-8)


def test_beyond_the_range_of_floats_the_logarithms_go_on():
    found = layer_products([np.diag([1e200, 1e-200])] * 3)
    np.testing.assert_allclose(found.log_singular_values[-1], np.log(10) * np.array([600.0, -600.0]))
    np.testing.assert_array_equal(found.singular_values[-1], [np.inf, 0.0])
    assert found.products[-1][0, 0] == np.inf
    assert found.products[-1][1, 1] == 0.0
    np.testing.assert_allclose(found.log_condition_numbers, np.log(10) * np.array([400.0, 800.0, 1200.0]))
    np.testing.assert_allclose(found.log_determinants, 0.0, atol=1e-10)


def test_what_was_shrunk_beyond_the_range_of_floats_comes_back():
    shrink, grow = np.diag([1e-200, 1e-100]), np.diag([1e200, 1e100])
    found = layer_products([shrink, shrink, grow, grow])
    assert found.products[1][0, 0] == 0.0
    np.testing.assert_allclose(found.products[-1], np.eye(2), atol=1e-12)
    np.testing.assert_allclose(found.log_singular_values[-1], 0.0, atol=1e-10)


def test_twenty_percent_in_every_layer_is_nine_thousandfold_after_fifty():
    angle = 0.3
    turn = 1.2 * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    found = layer_products([turn] * 50)
    np.testing.assert_allclose(found.singular_values[-1], [1.2**50] * 2, rtol=1e-12)
    np.testing.assert_allclose(found.log_condition_numbers, 0.0, atol=1e-12)


def test_a_dead_layer_kills_every_product_after_it():
    found = layer_products([np.eye(2), np.zeros((2, 2)), np.eye(2)])
    np.testing.assert_array_equal(found.log_singular_values, [[0, 0], [-np.inf] * 2, [-np.inf] * 2])
    np.testing.assert_array_equal(found.singular_values[1:], 0.0)
    assert found.log_determinants[2] == -np.inf
    assert found.log_condition_numbers[2] == np.inf


def test_a_layer_of_rank_one_leaves_one_direction():
    found = layer_products([np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])])
    np.testing.assert_allclose(found.log_singular_values[:, 0], np.log(5))
    np.testing.assert_array_equal(found.log_singular_values[:, 1], -np.inf)


def test_a_narrow_layer_leaves_as_many_directions_as_it_is_wide():
    found = layer_products([np.ones((1, 3)), np.ones((3, 1))])
    assert [product.shape for product in found.products] == [(1, 3), (3, 3)]
    np.testing.assert_allclose(found.log_singular_values[0, 0], np.log(3) / 2)
    assert np.isnan(found.log_singular_values[0, 1:]).all()
    np.testing.assert_allclose(found.log_singular_values[1, 0], np.log(3))
    np.testing.assert_array_equal(found.log_singular_values[1, 1:], -np.inf)


def test_the_product_of_the_layers_of_a_flow_is_the_jacobian_of_the_flow():
    flow, point = PLANE_MAPS["leaky-ReLU flow"](), np.array([0.3, -0.4])
    jacobians, p = [], point
    for one in flow.layers:
        jacobians.append(one.jacobian(p))
        p = one(p)
    np.testing.assert_allclose(layer_products(jacobians).products[-1], flow.jacobian(point), rtol=1e-14)


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match="jacobians must hold at least one layer, got none"):
        layer_products([])
    with pytest.raises(ValueError, match=r"jacobian 1 must have 2 columns, .* got shape \(2, 3\)"):
        layer_products([np.eye(2), np.ones((2, 3))])
    with pytest.raises(ValueError, match=r"jacobian 0 must be a matrix"):
        layer_products([1.0])
    with pytest.raises(ValueError, match="jacobian 1 must be finite"):
        layer_products([np.eye(2), [[np.nan, 0.0], [0.0, 1.0]]])
