import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mathml_widgets.maths.geometry import (
    MLP,
    NetworkLoss,
    aligned_units,
    best_assignment,
    loss_line,
    permuted_units,
    rescaled,
    two_weights,
)


@given(
    st.sampled_from(["relu", "leaky_relu", "identity"]), st.integers(1, 3), st.floats(1e-3, 1e3), st.integers(0, 2**32)
)
def test_rescaling_leaves_the_function_as_it_is(activation, layer, factor, seed):
    network = MLP((2, 3, 4, 3, 2), activation)
    r = np.random.default_rng(seed)
    theta, data = r.normal(size=(3, network.n_parameters)), r.normal(size=(5, 2))
    found = rescaled(network, theta, factor, layer=layer)
    assert network.outputs(found, data) == pytest.approx(network.outputs(theta, data), rel=1e-9, abs=1e-11)
    assert rescaled(network, found, 1 / factor, layer=layer) == pytest.approx(theta, rel=1e-12)


@pytest.mark.parametrize(("c", "trace"), [(1, 4.0), (2, 8.5), (10, 200.02)])
def test_the_same_function_is_flat_or_sharp(c, trace):
    loss = two_weights()
    theta = rescaled(loss.network, [1.0, 1.0], c)
    assert loss(theta) == pytest.approx(0.0, abs=1e-30)
    assert loss.hessian(theta).trace() == pytest.approx(trace, rel=1e-12)


def test_rescaling_what_does_not_let_factors_through_is_refused():
    with pytest.raises(ValueError, match="activation must let factors through, as relu does, got 'tanh'"):
        rescaled(MLP((1, 1, 1)), np.ones(4), 2.0)
    network = MLP((1, 1, 1), "relu")
    for factor in (0.0, -1.0, np.inf, np.nan):
        with pytest.raises(ValueError, match=f"factor must be positive and finite, got {factor}"):
            rescaled(network, np.ones(4), factor)
    with pytest.raises(ValueError, match="layer must be from 1 to 1, got 2"):
        rescaled(network, np.ones(4), 2.0, layer=2)


@given(st.permutations(range(4)), st.sampled_from([1, 2]), st.booleans(), st.integers(0, 2**32))
def test_the_order_of_the_units_does_not_matter(order, layer, biases, seed):
    network = MLP((2, 4, 4, 3), biases=biases)
    r = np.random.default_rng(seed)
    theta, data = r.normal(size=(2, network.n_parameters)), r.normal(size=(5, 2))
    found = permuted_units(network, theta, layer, order)
    assert network.outputs(found, data) == pytest.approx(network.outputs(theta, data), rel=1e-10, abs=1e-12)
    assert (permuted_units(network, found, layer, np.argsort(order)) == theta).all()


@settings(max_examples=25)
@given(st.integers(1, 6), st.booleans(), st.integers(0, 2**32))
def test_a_shuffled_copy_is_found_again(n_units, biases, seed):
    network = MLP((3, n_units, 2), biases=biases)
    r = np.random.default_rng(seed)
    theta = r.normal(size=network.n_parameters)
    shuffled = permuted_units(network, theta, 1, r.permutation(n_units))
    assert (aligned_units(network, shuffled, theta) == theta).all()


def test_two_layers_are_aligned_one_after_the_other():
    network = MLP((4, 8, 8, 2), "relu")
    r = np.random.default_rng(0)
    theta = r.normal(size=network.n_parameters)
    shuffled = permuted_units(network, permuted_units(network, theta, 1, r.permutation(8)), 2, r.permutation(8))
    data = r.normal(size=(20, 4))
    loss = NetworkLoss(network, data, network.outputs(theta, data))
    assert loss_line(loss, theta, shuffled).barrier > 1.0
    assert (aligned_units(network, shuffled, theta) == theta).all()


@given(st.integers(0, 2**32))
def test_aligning_never_moves_away_and_keeps_the_function(seed):
    network = MLP((2, 3, 3, 1))
    theta, goal = np.random.default_rng(seed).normal(size=(2, network.n_parameters))
    found = aligned_units(network, theta, goal)
    assert np.linalg.norm(found - goal) <= np.linalg.norm(theta - goal) * (1 + 1e-12)
    data = [[0.3, -0.7], [1.0, 2.0]]
    assert network.outputs(found, data) == pytest.approx(network.outputs(theta, data), rel=1e-10, abs=1e-12)


def test_a_network_without_hidden_layers_is_aligned():
    assert aligned_units(MLP((2, 1)), [1.0, 2.0, 3.0], [3.0, 2.0, 1.0]).tolist() == [1.0, 2.0, 3.0]


def test_orders_that_are_none_are_refused():
    network = MLP((1, 2, 1))
    with pytest.raises(ValueError, match=r"order must be a permutation of 0 to 1, got \[0, 0\]"):
        permuted_units(network, np.ones(7), 1, [0, 0])
    with pytest.raises(ValueError, match="layer must be from 1 to 1, got 0"):
        permuted_units(network, np.ones(7), 0, [0, 1])
    with pytest.raises(ValueError, match="parameters and reference must be vectors, got shapes"):
        aligned_units(network, np.ones((2, 7)), np.ones(7))


@given(st.integers(1, 12), st.sampled_from(["normal", "ties", "huge"]), st.integers(0, 2**32))
def test_the_best_assignment_is_that_of_scipy(n, kind, seed):
    r = np.random.default_rng(seed)
    costs = {"normal": r.normal(size=(n, n)), "ties": r.integers(0, 3, size=(n, n)), "huge": r.normal(size=(n, n))}[
        kind
    ]
    costs = costs * (1e200 if kind == "huge" else 1)
    found = best_assignment(costs)
    assert sorted(found) == list(range(n))
    rows, columns = linear_sum_assignment(costs)
    assert costs[np.arange(n), found].sum() == pytest.approx(costs[rows, columns].sum(), rel=1e-12, abs=1e-12)


def test_costs_that_are_no_square_are_refused():
    with pytest.raises(ValueError, match=r"costs must be square, got shape \(1, 2\)"):
        best_assignment([[1.0, 2.0]])
