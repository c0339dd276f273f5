"""Noise in the values of a loss: measured, and kept from passing for curvature."""

import numpy as np
import pytest

from mathml_widgets.maths.geometry import (
    hessian_of,
    loss_landscape,
    plane,
    refining_curvature,
    refining_gradient,
    refining_slice,
)
from mathml_widgets.maths.geometry.loss_noise import noise_of
from mathml_widgets.maths.geometry.measured_hessians import refining_measured_hessian

MATRIX = np.array([[2.0, 1.0, 0.0], [1.0, -3.0, 0.5], [0.0, 0.5, 1.0]])
POINT = np.array([0.4, -0.3, 1.2])


def quadratic(p):
    return 0.5 * float(p @ MATRIX @ p) + 1.0


def in_float32(p):
    p = p.astype(np.float32)
    return float(np.float32(0.5) * (p @ MATRIX.astype(np.float32) @ p) + np.float32(1.0))


def last_of(steps):
    *_, last = steps
    return last


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e5])
def test_the_noise_of_many_values_is_its_standard_deviation(scale):
    noise = np.random.default_rng(1).normal(scale=scale, size=100_000)
    # its own standard error is below a hundredth
    assert noise_of(noise) == pytest.approx(scale, rel=0.03)


@pytest.mark.parametrize("degree", range(4))
def test_what_a_cubic_does_is_no_noise(degree):
    assert noise_of(np.linspace(-1, 1, 9) ** degree) <= 1e-15


@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0, 4.0], [[1.0] * 6], [1.0, np.nan, 3.0, 4.0, 5.0]])
def test_too_few_values_or_others_than_finite_are_refused(values):
    with pytest.raises(ValueError, match="values must be"):
        noise_of(values)


def test_a_loss_in_float32_has_the_curvature_of_the_same_in_float64():
    exact = last_of(refining_measured_hessian(loss_landscape(quadratic, POINT), POINT, np.eye(3))).answer
    rough = last_of(refining_measured_hessian(loss_landscape(in_float32, POINT), POINT, np.eye(3))).answer
    np.testing.assert_allclose(exact, MATRIX, atol=1e-6)
    np.testing.assert_allclose(rough, MATRIX, atol=3e-3)


def test_a_loss_in_float32_has_the_gradient_of_the_same_in_float64():
    land = loss_landscape(in_float32, POINT)
    np.testing.assert_allclose(last_of(refining_gradient(land, POINT, None)).answer, MATRIX @ POINT, atol=1e-4)


def test_a_gradient_in_float32_has_the_hessian_of_the_same_in_float64():
    matrix = MATRIX.astype(np.float32)
    land = loss_landscape(in_float32, POINT, gradient=lambda p: matrix @ p.astype(np.float32))
    found = last_of(refining_curvature(land, POINT, hessian_of(land, POINT), generator=np.random.default_rng(0))).answer
    np.testing.assert_allclose(found.eigenvalues, np.linalg.eigvalsh(MATRIX), atol=1e-3)


def test_a_random_loss_has_no_curvature_and_says_so():
    generator = np.random.default_rng(0)
    land = loss_landscape(lambda p: quadratic(p) + generator.normal(scale=0.1), POINT)
    whole = last_of(refining_curvature(land, POINT, None, generator=np.random.default_rng(0)))
    over = plane(POINT, np.eye(3)[:2])
    for found in (whole, last_of(refining_slice(land, over, None))):
        assert found.answer is None and found.done == 1.0
        assert found.reason.startswith("the loss jitters by 0.")


@pytest.mark.parametrize("n", [4, 400])
def test_products_of_a_random_loss_are_no_hessian(n):
    generator = np.random.default_rng(0)
    land = loss_landscape(lambda p: float(p @ p), np.ones(n), gradient=lambda p: 2 * p)
    hessian = hessian_of(land, np.ones(n))
    hessian._product = lambda v: generator.normal(size=len(v))
    found = last_of(refining_curvature(land, np.ones(n), hessian, generator=generator))
    assert (found.answer, found.done) == (None, 1.0) and "contradict each other" in found.reason
    found = last_of(refining_slice(land, plane(np.ones(n), np.eye(n)[:2]), hessian))
    assert found.answer is None and "contradict each other" in found.reason


@pytest.mark.parametrize("n", [4, 400])
def test_products_that_are_not_finite_are_no_hessian(n):
    land = loss_landscape(lambda p: float(p @ p), np.ones(n), gradient=lambda p: 2 * p)
    hessian = hessian_of(land, np.ones(n))
    hessian._product = lambda v: np.full(len(v), np.nan)
    steps = refining_curvature(land, np.ones(n), hessian, generator=np.random.default_rng(0))
    assert last_of(steps)[::2] == (None, "the loss is not finite nearby")
    over = plane(np.ones(n), np.eye(n)[:2])
    assert last_of(refining_slice(land, over, hessian))[::2] == (None, "the loss is not finite nearby")


def test_where_the_loss_or_its_gradient_is_not_finite_the_reason_is_told():
    land = loss_landscape(lambda p: np.inf if p[0] > 0.4 else quadratic(p), POINT)
    found = last_of(refining_measured_hessian(land, POINT, np.eye(3)))
    assert (found.answer, found.reason) == (None, "the loss is not finite nearby")
    land = loss_landscape(quadratic, POINT, gradient=lambda p: np.full(3, np.nan))
    assert hessian_of(land, POINT) is None
    found = last_of(refining_curvature(land, POINT, None, generator=np.random.default_rng(0)))
    assert (found.answer, found.reason) == (None, "the gradient is not finite here")


def test_a_flat_loss_is_flat_and_not_noisy():
    land = loss_landscape(lambda p: 3.0, POINT)
    np.testing.assert_array_equal(last_of(refining_measured_hessian(land, POINT, np.eye(3))).answer, np.zeros((3, 3)))
