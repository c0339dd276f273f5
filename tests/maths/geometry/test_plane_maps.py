import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import calculus
from mathml_widgets.maths.geometry import (
    PLANE_MAPS,
    complex_square,
    composed,
    fold,
    images,
    jacobian_field,
    layer,
    map_jacobian,
    polar_coordinates,
    swirl,
)


def inside(plane_map, n, seed=0):
    """Return points of the domain, away from its edges."""
    low, high = plane_map.domain.T
    return low + (high - low) * np.random.default_rng(seed).uniform(0.05, 0.95, (n, 2))


@pytest.mark.parametrize("name", PLANE_MAPS)
def test_the_hand_written_jacobian_is_the_one_of_the_tape_and_of_differences(name):
    plane_map = PLANE_MAPS[name]()
    points = inside(plane_map, 8)
    exact = plane_map.jacobian(points)
    for point, matrix in zip(points, exact, strict=True):
        np.testing.assert_allclose(calculus.trace(plane_map.function, point).jacobian(), matrix, rtol=1e-12, atol=1e-13)
        measured = calculus.jacobian(plane_map.function, point, method="finite difference").value
        np.testing.assert_allclose(measured, matrix, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("name", PLANE_MAPS)
def test_every_branch_leads_back_and_one_of_them_to_the_start(name):
    plane_map = PLANE_MAPS[name]()
    points = inside(plane_map, 50)
    image = plane_map(points)
    sources = np.array([branch(image) for branch in plane_map.branches])
    for source in sources:
        np.testing.assert_allclose(plane_map(source), image, atol=1e-12)
    assert np.abs(sources - points).max(axis=-1).min(axis=0).max() < 1e-11


@pytest.mark.parametrize("name", PLANE_MAPS)
def test_one_point_and_many_have_the_same_images(name):
    plane_map = PLANE_MAPS[name]()
    points = inside(plane_map, 12).reshape(3, 4, 2)
    np.testing.assert_allclose(plane_map(points)[2, 1], plane_map(points[2, 1]), atol=1e-15)
    np.testing.assert_allclose(plane_map.jacobian(points)[2, 1], plane_map.jacobian(points[2, 1]), atol=1e-15)
    np.testing.assert_allclose(images(plane_map.function, points), plane_map(points), rtol=1e-13)
    np.testing.assert_allclose(
        jacobian_field(plane_map.function, points), plane_map.jacobian(points), rtol=1e-12, atol=1e-13
    )
    np.testing.assert_array_equal(plane_map(points[0, 0].tolist()), plane_map(points[0, 0]))


@pytest.mark.parametrize(
    ("plane_map", "determinant"),
    [
        (polar_coordinates(), lambda x, y: x),
        (complex_square(), lambda x, y: 4 * (x * x + y * y)),
        (fold(), lambda x, y: 2 * x),
        (swirl(), lambda x, y: 1 + 0 * x),
        (PLANE_MAPS["Box-Muller"](), lambda x, y: -2 * np.pi / x),
    ],
)
def test_the_determinant_is_the_textbooks(plane_map, determinant):
    points = inside(plane_map, 20)
    np.testing.assert_allclose(np.linalg.det(plane_map.jacobian(points)), determinant(*points.T), rtol=1e-11)


def test_squaring_a_complex_number_is_what_python_does():
    x, y = np.random.default_rng(0).normal(size=(2, 20))
    z = (x + 1j * y) ** 2
    np.testing.assert_allclose(complex_square()(np.stack([x, y], -1)), np.stack([z.real, z.imag], -1), atol=1e-14)


def test_places_that_nothing_reaches_have_no_way_back():
    assert np.isnan(fold().branches[0]([-1.0, 0.0])).all()
    assert np.isnan(layer(np.eye(2)).branches[0]([1.5, 0.0])).all()
    assert np.isnan(layer(np.eye(2), activation="leaky relu", slope=0.0).branches[0]([-1.0, 1.0])).all()
    assert layer([[1.0, 2.0], [2.0, 4.0]]).branches == ()


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["tanh", "leaky relu", "linear"]))
def test_the_jacobian_of_layers_is_the_product_of_their_jacobians(seed, activation):
    rng = np.random.default_rng(seed)
    first, second = (layer(rng.normal(size=(2, 2)), rng.normal(size=2), activation) for _ in range(2))
    both = composed([first, second])
    p = rng.normal(size=(5, 2))
    np.testing.assert_allclose(both(p), second(first(p)))
    np.testing.assert_allclose(both.jacobian(p), second.jacobian(first(p)) @ first.jacobian(p))
    assert both.layers == (first, second)


def test_a_layer_is_that_of_torch():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    w, b, x = [[1.5, 0.5], [-0.5, 1.0]], [0.2, -0.1], [0.3, -0.8]
    twin = torch.tensor(w, dtype=torch.float64) @ torch.tensor(x, dtype=torch.float64) + torch.tensor(b)
    np.testing.assert_allclose(layer(w, b)(x), torch.tanh(twin).numpy(), rtol=1e-7)  # b passed through float32
    leaky = torch.nn.functional.leaky_relu(twin, 0.25)
    np.testing.assert_allclose(layer(w, b, "leaky relu")(x), leaky.numpy(), rtol=1e-7)


def test_the_jacobian_says_where_it_comes_from():
    polar = polar_coordinates()
    point = [1.5, 0.7]
    exact = polar.jacobian(point)
    sources = {
        "automatic": map_jacobian(polar.function, point),
        "complex step": map_jacobian(polar.function, point, source="complex step"),
        "finite difference": map_jacobian(polar.function, point, source="finite difference"),
    }
    for source, found in sources.items():
        assert found.source == source
        np.testing.assert_allclose(found.value, exact, rtol=0, atol=1e-9)
        assert (np.abs(found.value - exact) <= found.error + 1e-15).all()
        assert found.determinant == pytest.approx(1.5)
        np.testing.assert_allclose(found.singular_values, [1.5, 1.0], atol=1e-9)
        assert found.condition_number == pytest.approx(1.5)
        assert found.differentiable
    given = map_jacobian(polar.function, point, jacobian=polar.jacobian)
    assert given.source.startswith("given (checked to")
    np.testing.assert_array_equal(given.value, exact)


def test_a_wrong_jacobian_is_refused():
    with pytest.raises(ValueError, match=r"jacobian must agree with the mapping to 1e-04, got an error of 0\.5"):
        map_jacobian(fold().function, [1.0, 0.0], jacobian=lambda p: np.array([[p[0], 0.0], [0.0, 1.0]]))


def test_a_function_of_plain_floats_and_one_with_other_widths_have_a_jacobian():
    found = map_jacobian(lambda p: [math.exp(p[0]), p[0] * p[1], p[1] ** 2], [0.0, 2.0])
    assert found.source == "finite difference"
    np.testing.assert_allclose(found.value, [[1, 0], [2, 0], [0, 4]], atol=1e-9)
    assert np.isnan(found.determinant)
    np.testing.assert_allclose(found.singular_values, np.linalg.svd(found.value)[1])


def test_at_a_kink_there_is_no_jacobian():
    def mapping(p):
        return np.stack([np.abs(p[0]), p[1]])

    found = map_jacobian(mapping, [0.0, 1.0])
    assert np.isnan(found.value[0, 0])
    assert found.value[1, 1] == pytest.approx(1.0)
    assert np.isnan(found.determinant)
    assert not found.differentiable
    assert map_jacobian(mapping, [-1.0, 1.0]).determinant == pytest.approx(-1.0)


def test_a_singular_jacobian_has_an_infinite_condition_number():
    found = map_jacobian(fold().function, [0.0, 1.0])
    assert (found.determinant, found.condition_number) == (0.0, np.inf)
    np.testing.assert_allclose(found.singular_values, [1, 0])


def test_outside_of_the_domain_images_and_fields_are_nan():
    def mapping(p):
        return np.stack([np.log(p[..., 0]), p[..., 1]], axis=-1)

    points = [[1.0, 2.0], [-1.0, 2.0]]
    assert np.isnan(images(mapping, points)[1, 0])
    field = jacobian_field(mapping, points)
    np.testing.assert_allclose(field[0], np.eye(2))
    assert np.isnan(field[1]).any()
    assert images(mapping, np.empty((0, 2))).shape == (0, 0)
    assert jacobian_field(mapping, np.empty((0, 2))).shape == (0, 0, 2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: map_jacobian(fold().function, [1.0, 0.0], source="guess"), "source must be one of"),
        (
            lambda: map_jacobian(fold().function, 1.0),
            r"point must be a vector of at least one coordinate, got shape \(\)",
        ),
        (lambda: map_jacobian(np.sum, [1.0, 0.0]), "mapping must return a finite vector"),
        (lambda: map_jacobian(lambda p: p / 0.0, [1.0, 0.0]), "mapping must return a finite vector"),
        (
            lambda: map_jacobian(lambda p: [math.log(p[0])], [-1.0]),
            r"mapping must be defined at the point \[-1.0\], got: math domain error",
        ),
        (
            lambda: map_jacobian(fold().function, [1.0, 0.0], jacobian=lambda p: np.eye(3)),
            r"jacobian must have shape \(2, 2\), got shape \(3, 3\)",
        ),
        (
            lambda: map_jacobian(lambda p: [float(p[0])], [1.0], source="automatic"),
            "mapping must be written with NumPy operations for an automatic Jacobian",
        ),
        (lambda: jacobian_field(fold().function, 1.0), r"points must have shape \(..., n_dimensions\), got shape \(\)"),
        (lambda: jacobian_field(np.copy, [[1.0]], jacobian=lambda p: p), "jacobian must have shape"),
        (lambda: images(np.sum, [[1.0, 2.0]]), r"mapping must return a vector, got shape \(\)"),
        (lambda: layer([[1.0]]), "weights must be 2 by 2"),
        (lambda: layer(np.eye(2), [1.0]), r"biases must have shape \(2,\), got shape \(1,\)"),
        (lambda: layer(np.eye(2), activation="relu"), "activation must be one of .* got 'relu'"),
        (lambda: layer(np.eye(2), activation="leaky relu", slope=-1.0), r"slope must be from 0 to 1, got -1\.0"),
        (lambda: composed([]), "maps must hold at least one map, got none"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
