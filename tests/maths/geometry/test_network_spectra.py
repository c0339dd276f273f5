"""The curvature of a network, by every way that leads to it."""

import numpy as np
import pytest
from scipy.sparse.linalg import LinearOperator, eigsh

from mathml_widgets.maths.geometry import (
    MLP,
    differenced_hessian,
    hessian_operator,
    network_curvature,
    network_hessian,
    slice_verdict,
    spectrum,
)

NETWORK = MLP((2, 16, 16, 1))
RNG = np.random.default_rng(0)
DATA = RNG.normal(size=(30, 2))
TARGETS = np.sin(3 * DATA[:, 0]) * DATA[:, 1]
POINT = 0.7 * RNG.normal(size=NETWORK.n_parameters)


def gradient(parameters):
    return NETWORK.gradient(parameters, DATA, TARGETS)


def by_products():
    return hessian_operator(POINT, product=lambda x, v: network_curvature(NETWORK, x, v, DATA, TARGETS))


def test_exact_products_and_differences_of_gradients_are_one_hessian():
    exact = network_hessian(NETWORK, POINT, DATA, TARGETS)
    size = np.abs(exact).max()
    v = np.random.default_rng(1).normal(size=len(POINT))
    np.testing.assert_allclose(by_products()(v), exact @ v, atol=1e-12 * size * len(v))
    differenced = hessian_operator(POINT, gradient=gradient, method="central difference")
    np.testing.assert_allclose(differenced(v), exact @ v, atol=1e-6 * size)
    np.testing.assert_allclose(differenced_hessian(gradient, POINT, batched=True).value, exact, atol=1e-7 * size)


def test_above_three_hundred_parameters_lanczos_finds_what_all_eigenvalues_say():
    operator = by_products()
    found = spectrum(operator, generator=np.random.default_rng(2), n_probes=20)
    true = np.linalg.eigvalsh(network_hessian(NETWORK, POINT, DATA, TARGETS))
    n = NETWORK.n_parameters
    assert (found.method, found.n_parameters, n > 300) == ("Lanczos", n, True)
    assert found.lowest == pytest.approx(true[0], abs=1e-10 * true[-1])
    assert found.highest == pytest.approx(true[-1], rel=1e-10)
    assert abs(found.trace - true.sum()) <= 4 * found.trace_error
    negative = (true < -1e-6 * true[-1]).sum()
    assert abs(found.n_negative - negative) <= 4 * found.n_negative_error + n / 60
    assert operator.n_products < 2000


def test_scipy_finds_the_same_extremes():
    operator = by_products()
    twin = LinearOperator((operator.n_parameters,) * 2, matvec=operator, dtype=np.float64)
    found = spectrum(operator, generator=np.random.default_rng(3), n_probes=2)
    scipys = eigsh(twin, 1, which="LA", return_eigenvectors=False, v0=np.ones(operator.n_parameters))
    assert found.highest == pytest.approx(scipys[0], rel=1e-10)


def test_a_slice_along_the_sharpest_directions_hides_where_it_goes_down():
    full = spectrum(network_hessian(NETWORK, POINT, DATA, TARGETS))
    values = full.eigenvalues
    assert (values[-2:] > 0).all()
    assert full.n_negative > 10
    assert slice_verdict(values[-2:], full).startswith("looks convex here; the full Hessian has")
