import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.geometry import ACTIVATIONS, LOSSES, MLP, NetworkLoss, loss_surface, network_planes, plane
from mathml_widgets.maths.geometry.fast_tanh import SCALE, Workspace, native_is_fast, tanh_of_scaled


def landscape(sizes, activation, loss, *, n_samples=9, seed=0, size=1.0, output="identity", biases=True):
    r = np.random.default_rng(seed)
    network = MLP(sizes, activation, loss, output, biases)
    targets = {
        "squared": r.normal(size=(n_samples, sizes[-1])),
        "binary_cross_entropy": r.uniform(size=(n_samples, sizes[-1])),
        "softmax_cross_entropy": r.integers(sizes[-1], size=n_samples),
    }[loss]
    theta, *directions = size * r.normal(size=(3, network.n_parameters))
    return NetworkLoss(network, r.normal(size=(n_samples, sizes[0])), targets), plane(theta, directions)


def point_by_point(loss, over, surface):
    return loss(over.points(np.stack(np.meshgrid(surface.x, surface.y), -1)))


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("sizes", [(2, 1), (3, 4, 2), (2, 5, 4, 3)])
def test_a_networks_surface_is_its_loss_point_by_point(sizes, activation, loss):
    of, over = landscape(sizes, activation, loss)
    surface = loss_surface(of, over, resolution=9, radius=2.0)
    exact = point_by_point(of, over, surface)
    assert surface.losses == pytest.approx(exact, rel=1e-12, abs=1e-15)
    single = loss_surface(of, over, resolution=9, radius=2.0, dtype=np.float32)
    assert single.losses == pytest.approx(exact, rel=2e-5, abs=1e-6)


@pytest.mark.parametrize("output", ["tanh", "sigmoid", "softplus", "relu"])
@pytest.mark.parametrize("sizes", [(2, 2), (2, 3, 2)])
def test_activations_at_the_output_and_no_biases_are_allowed(sizes, output):
    of, over = landscape(sizes, "tanh", "squared", output=output, biases=False)
    surface = loss_surface(of, over, resolution=5)
    assert surface.losses == pytest.approx(point_by_point(of, over, surface), rel=1e-12)


@settings(max_examples=25)
@given(
    st.lists(st.integers(1, 6), min_size=2, max_size=5),
    st.sampled_from(["tanh", "sigmoid"]),
    st.floats(0.01, 200.0),
    st.integers(0, 2**32),
)
def test_saturated_units_lose_no_digits(sizes, activation, size, seed):
    of, over = landscape(tuple(sizes), activation, "squared", size=size, seed=seed)
    surface = loss_surface(of, over, resolution=5)
    exact = point_by_point(of, over, surface)
    assert np.abs(surface.losses / exact - 1).max() <= 1e-11


@pytest.mark.parametrize("native", [False, True])
def test_both_ways_to_the_hyperbolic_tangent_agree(native, monkeypatch):
    monkeypatch.setattr(network_planes, "native_is_fast", lambda: native)
    of, over = landscape((2, 7, 6, 1), "tanh", "squared")
    surface = loss_surface(of, over, resolution=9)
    assert surface.losses == pytest.approx(point_by_point(of, over, surface), rel=1e-13)


@pytest.mark.parametrize("limit", ["KEPT", "TOGETHER", "AT_ONCE"])
def test_little_memory_changes_nothing(limit, monkeypatch):
    of, over = landscape((2, 7, 6, 1), "tanh", "squared")
    usual = loss_surface(of, over, resolution=9).losses
    monkeypatch.setattr(network_planes, limit, 1)
    assert loss_surface(of, over, resolution=9).losses == pytest.approx(usual, rel=1e-13)


def test_parameters_that_overflow_give_what_they_give_alone():
    of, over = landscape((2, 3, 1), "relu", "squared", size=1e300)
    assert not np.isfinite(loss_surface(of, over, resolution=3).losses).any()
    of, over = landscape((2, 3, 2, 1), "tanh", "squared", size=1e307)
    surface = loss_surface(of, over, resolution=3, radius=0.5)
    exact = point_by_point(of, over, surface)
    assert (np.isfinite(surface.losses) == np.isfinite(exact)).all()


def test_the_table_is_right_to_four_units_in_the_fifteenth_digit():
    x = np.concatenate([np.linspace(-25.0, 25.0, 20001), np.geomspace(1e-300, 1.0, 500), [0.0, -0.0, 19.99999, 1e6]])
    z = SCALE * x
    tanh_of_scaled(z, np.nan, Workspace(len(x)))
    assert np.abs(z - np.tanh(x)).max() <= 4e-15
    sample = x[::97]
    with mpmath.workdps(40):
        exact = np.array([float(mpmath.tanh(mpmath.mpf(t))) for t in sample])
    assert np.abs(z[::97] - exact).max() <= 4e-15


def test_the_table_says_nan_for_nan_and_one_for_infinity():
    z = np.array([np.nan, np.inf, -np.inf])
    tanh_of_scaled(z, np.nan, Workspace(3))
    assert np.isnan(z[0]) and z[1:].tolist() == [1.0, -1.0]
    tanh_of_scaled(z[:0], 1.0, Workspace(3))


def test_numpy_is_asked_for_its_vector_instructions():
    assert native_is_fast() in (True, False)
