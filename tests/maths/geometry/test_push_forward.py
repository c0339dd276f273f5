import numpy as np
import pytest
from scipy.integrate import dblquad
from scipy.stats import multivariate_normal, norm

from mathml_widgets.maths.geometry import (
    PLANE_MAPS,
    box_muller,
    complex_square,
    fold,
    layer,
    normal_density,
    polar_coordinates,
    push_forward,
    pushed_density,
    swirl,
    uniform_density,
)

UNIT = [[0.0, 1.0], [0.0, 1.0]]
SQUARE = [[-1.0, 1.0], [-1.0, 1.0]]


def generator():
    return np.random.default_rng(11)


def test_uniform_numbers_become_normal_ones():
    y = generator().normal(size=(200, 2))
    found = pushed_density(y, uniform_density(UNIT), box_muller())
    np.testing.assert_allclose(found, multivariate_normal([0, 0]).pdf(y), rtol=1e-12)


def test_a_linear_map_of_a_normal_density_is_normal():
    w, b = np.array([[2.0, 1.0], [0.5, 1.5]]), np.array([1.0, -1.0])
    y = generator().normal(size=(50, 2))
    found = pushed_density(y, normal_density(), layer(w, b, "linear"))
    np.testing.assert_allclose(found, multivariate_normal(b, w @ w.T).pdf(y), rtol=1e-12)


def test_the_tanh_of_a_normal_number_has_the_known_density():
    y = np.array([[0.5, -0.3], [0.9, 0.99]])
    found = pushed_density(y, normal_density(), layer(np.eye(2)))
    known = (norm.pdf(np.arctanh(y)) / (1 - y**2)).prod(axis=1)
    np.testing.assert_allclose(found, known, rtol=1e-12)


def test_the_square_of_a_normal_number_is_chi_squared_on_either_side_of_the_fold():
    from scipy.stats import chi2

    u = np.array([0.01, 0.5, 3.0])
    y = np.stack([u, np.zeros(3)], axis=-1)
    found = pushed_density(y, normal_density(), fold())
    np.testing.assert_allclose(found, chi2(1).pdf(u) * norm.pdf(0), rtol=1e-12)


def test_both_roots_of_a_complex_number_count():
    y = np.array([[0.3, -0.4], [-1.0, 0.2]])
    r = np.hypot(*y.T)
    found = pushed_density(y, normal_density(), complex_square())
    np.testing.assert_allclose(found, 2 * np.exp(-r / 2) / (2 * np.pi) / (4 * r), rtol=1e-12)


def test_a_swirl_leaves_a_round_density_as_it_is():
    y = generator().normal(size=(30, 2))
    np.testing.assert_allclose(pushed_density(y, normal_density(), swirl()), normal_density()(y), rtol=1e-12)


def test_on_the_crease_the_density_is_infinite_and_beyond_it_zero():
    found = pushed_density([[0.0, 0.5], [-0.1, 0.5], [0.25, 0.5], [2.0, 0.5]], uniform_density(SQUARE), fold())
    np.testing.assert_allclose(found, [np.inf, 0.0, 0.5, 0.0])


@pytest.mark.parametrize("name", ["complex square", "fold", "swirl", "tanh layer", "leaky-ReLU flow"])
def test_a_map_that_can_only_be_called_has_the_same_density(name):
    plane_map = PLANE_MAPS[name]()
    density = uniform_density(plane_map.domain * 0.8)
    points = plane_map(density.sample(20, generator()))
    known = pushed_density(points, density, plane_map)
    found = pushed_density(points, density, plane_map.function, domain=plane_map.domain)
    np.testing.assert_allclose(found, known, rtol=1e-8)
    assert (known > 0).all()


@pytest.mark.parametrize("name", ["swirl", "tanh layer"])
def test_the_pushed_density_still_integrates_to_one(name):
    plane_map = PLANE_MAPS[name]()
    density = normal_density(deviation=0.5)
    low, high = (-1.0, 1.0) if name == "tanh layer" else (-5.0, 5.0)
    grid = low + (high - low) * (np.arange(400) + 0.5) / 400
    values = pushed_density(np.stack(np.meshgrid(grid, grid), -1), density, plane_map)
    assert values.sum() * ((high - low) / 400) ** 2 == pytest.approx(1.0, abs=2e-3)


@pytest.mark.parametrize(
    ("plane_map", "density"),
    [
        (box_muller(), uniform_density(UNIT)),
        (polar_coordinates(), uniform_density([[1.0, 2.0], [0.0, 2 * np.pi]])),
        (swirl(), normal_density((1.0, 0.0), 0.5)),
        (PLANE_MAPS["tanh layer"](), normal_density()),
        (PLANE_MAPS["leaky-ReLU flow"](), normal_density(deviation=0.7)),
        (complex_square(), normal_density((0.5, 0.5), 0.4)),
    ],
)
def test_the_histogram_of_moved_samples_is_the_predicted_density(plane_map, density):
    n = 40000
    found = push_forward(density.sample(n, generator()), density, plane_map, n_bins=12, n_inside=40)
    expected = found.predicted_density * np.diff(found.x_edges)[0] * np.diff(found.y_edges)[0] * n
    counts = found.pushed_histogram * np.diff(found.x_edges)[0] * np.diff(found.y_edges)[0] * n
    often = expected >= 20
    chi = ((counts - expected)[often] ** 2 / expected[often]).sum()
    degrees = int(often.sum())
    assert degrees > 30
    assert chi <= degrees + 5 * np.sqrt(2 * degrees)  # five standard deviations of chi squared
    np.testing.assert_allclose(counts, np.round(counts), atol=1e-6)
    assert counts.sum() + found.outside * n == pytest.approx(n)


def test_points_do_not_just_carry_their_density_along():
    density = uniform_density([[0.5, 1.0], [0.0, 1.0]])
    found = push_forward(density.sample(20000, generator()), density, fold(), n_bins=5, bounds=[[0.25, 1], [0, 1]])
    np.testing.assert_allclose(found.predicted_density.mean(axis=0), 1 / np.sqrt(found.x_edges[:-1] + 0.075), rtol=0.01)
    assert (np.abs(found.pushed_histogram - found.predicted_density) <= 4 * found.standard_error).all()
    assert found.pushed_histogram[:, 0].mean() > 1.3 * found.pushed_histogram[:, -1].mean()


def test_what_lands_nowhere_is_counted_outside():
    found = push_forward(
        [[0.5, 0.5], [-1.0, 0.5]],
        uniform_density(SQUARE),
        lambda p: np.stack([np.log(p[..., 0]), p[..., 1]], axis=-1),
        n_bins=2,
        bounds=[[-1, 0], [0, 1]],
        domain=[[0.01, 1.0], [-1.0, 1.0]],
    )
    assert found.outside == 0.5
    assert np.isnan(found.image_points[1, 0])


def test_one_sample_has_a_histogram():
    found = push_forward([[0.5, 0.5]], uniform_density(SQUARE), fold(), n_bins=3)
    assert found.pushed_histogram.sum() * (found.x_edges[1] - found.x_edges[0]) ** 2 == pytest.approx(1.0)


def test_the_densities_are_densities_and_their_samples_follow_them():
    total = dblquad(lambda y, x: float(uniform_density([[0, 2], [1, 4]])([x, y])), 0, 2, 1, 4)[0]
    assert total == pytest.approx(1.0)
    bell = normal_density((1, 2), 0.5)
    np.testing.assert_allclose(bell([[1.3, 1.0]]), multivariate_normal([1, 2], 0.25).pdf([1.3, 1.0]))
    u = uniform_density([[0, 2], [1, 4]]).sample(20000, generator())
    np.testing.assert_allclose(u.mean(axis=0), [1.0, 2.5], atol=0.03)  # four standard errors
    z = normal_density((1, 2), 0.5).sample(20000, generator())
    np.testing.assert_allclose(z.mean(axis=0), [1, 2], atol=0.015)
    np.testing.assert_allclose(z.std(axis=0), 0.5, atol=0.011)
    assert uniform_density(UNIT).sample(0, generator()).shape == (0, 2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: uniform_density([[1, 0], [0, 1]]), "domain must hold two pairs low < high"),
        (lambda: normal_density([0.0]), r"mean must have shape \(2,\), got shape \(1,\)"),
        (lambda: normal_density(deviation=0.0), "deviation must be positive and finite, got 0.0"),
        (lambda: uniform_density(UNIT).sample(-1, generator()), "n_samples must be an integer of at least 0, got -1"),
        (
            lambda: pushed_density([[0.0, 0.0]], normal_density(), fold().function),
            "branches or domain must be given, to know which points land where, got neither",
        ),
        (
            lambda: pushed_density([0.0], normal_density(), fold()),
            r"points must have shape \(..., 2\), got shape \(1,\)",
        ),
        (lambda: pushed_density([[1.0, 0.0]], np.sum, fold()), r"density must have shape \(1,\)"),
        (
            lambda: push_forward(np.empty((0, 2)), normal_density(), fold()),
            "samples must hold at least 1 points, got 0",
        ),
        (lambda: push_forward([[1.0, 2.0, 3.0]], normal_density(), np.copy), "mapping must be one of the plane"),
        (
            lambda: push_forward([[1.0, 2.0]], normal_density(), fold(), bounds=[[0, 0], [0, 1]]),
            "bounds must hold two pairs low < high",
        ),
        (lambda: push_forward([[1.0, 2.0]], normal_density(), fold(), n_bins=0), "n_bins must be an integer"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
