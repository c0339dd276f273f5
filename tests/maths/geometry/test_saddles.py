import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mathml_widgets.maths.geometry import (
    QuadraticLoss,
    convex_slice_share,
    deep_linear,
    loss_surface,
    plane,
    quadratic_saddle,
    random_directions,
    slice_hessian,
    small_classifier,
)


def generator(seed=0):
    return np.random.default_rng(seed)


@given(st.integers(2, 8), st.floats(0, 1), st.integers(0, 2**32))
def test_a_saddle_has_the_curvatures_it_is_made_of(n, share, seed):
    saddle = quadratic_saddle(n, share, generator=generator(seed))
    hessian = saddle.hessian()
    values = np.linalg.eigvalsh(hessian)
    assert values == pytest.approx(np.sort(saddle.eigenvalues), abs=1e-12)
    assert (values < 0).sum() == int(share * n + 1e-9)
    theta = generator(seed).normal(size=(3, n))
    assert saddle(theta) == pytest.approx([0.5 * t @ hessian @ t for t in theta], abs=1e-12)
    assert saddle.gradient(theta) == pytest.approx(theta @ hessian, abs=1e-12)


def test_no_random_slice_shows_twenty_directions_down_of_a_hundred():
    saddle = quadratic_saddle(100, 0.2, generator=generator())
    directions = random_directions(np.ones(100), normalization="none", generator=generator(1))
    flat = plane(np.zeros(100), directions)
    surface = loss_surface(saddle, flat, resolution=9, batched=True)
    middle = surface.losses[4, 4]
    assert (surface.losses[surface.losses != middle] > middle).all()
    assert (np.linalg.eigvalsh(slice_hessian(flat, hessian=saddle.hessian())) > 0).all()


def test_the_share_of_convex_lines_follows_the_f_distribution():
    n_up, n_down, n = 12, 8, 20000
    exact = stats.f.cdf(n_up / n_down, n_down, n_up)
    found = convex_slice_share(
        np.repeat([1.0, -1.0], [n_up, n_down]), n_slices=n, n_directions=1, generator=generator()
    )
    assert abs(found - exact) < 4 * np.sqrt(exact * (1 - exact) / n)


def test_more_directions_down_show_more_often():
    shares = [
        convex_slice_share(np.repeat([1.0, -1.0], [100 - k, k]), n_slices=2000, generator=generator())
        for k in (0, 20, 40, 45, 50, 100)
    ]
    assert shares == sorted(shares, reverse=True) and shares[0] == shares[1] == 1.0 and shares[-1] == 0.0
    assert 0.5 < shares[2] < 1.0 and shares[4] < 0.3


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: quadratic_saddle(1, generator=generator()), "n_parameters must be an integer of at least 2, got 1"),
        (lambda: quadratic_saddle(5, 1.5, generator=generator()), "share_negative must be from 0 to 1, got 1.5"),
        (lambda: QuadraticLoss([]), "eigenvalues must be a row of at least one number, got shape"),
        (lambda: QuadraticLoss([1.0], np.eye(2)), r"eigenvectors must have shape \(1, 1\), got shape \(2, 2\)"),
        (lambda: convex_slice_share([1.0], generator=generator()), "n_directions must be from 1 to 1, got 2"),
        (
            lambda: convex_slice_share([1.0, 1.0], n_slices=0, generator=generator()),
            "n_slices must be an integer of at least 1, got 0",
        ),
        (lambda: small_classifier("iris", generator=generator()), "data_set must be one of moons, .*, got 'iris'"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 2**32))
def test_a_deep_linear_network_measures_how_far_its_product_is_from_a_rotation(n_layers, width, seed):
    loss = deep_linear(n_layers, width, generator=generator(seed))
    goal = loss.targets.T @ loss.data / width
    assert goal @ goal.T == pytest.approx(np.eye(width), abs=1e-12)
    theta = generator(seed).normal(size=loss.network.n_parameters)
    product = np.eye(width)
    for weights, _ in loss.network.layers(theta):
        product = weights @ product
    assert loss(theta) == pytest.approx(np.sum((product - goal) ** 2), rel=1e-10)
    assert np.abs(loss.gradient(np.zeros_like(theta))).max() == (
        0.0 if n_layers > 1 else pytest.approx(np.abs(2 * goal).max())
    )


def test_zero_is_a_saddle_of_two_layers_and_flat_for_three():
    two, three = (deep_linear(n, 2, generator=generator()) for n in (2, 3))
    assert (np.linalg.eigvalsh(two.hessian(np.zeros(8))) < 0).sum() == 4
    assert not three.hessian(np.zeros(12)).any()


@pytest.mark.parametrize("name", ["moons", "spirals", "exclusive_or"])
def test_presets_are_small_classifiers(name):
    loss = small_classifier(name, n_samples=20, activation="relu", generator=generator())
    assert loss.network.layer_sizes == (2, 8, 8, 1) and loss.data.shape == (20, 2)
    assert loss(np.zeros(105)) == pytest.approx(np.log(2.0))
