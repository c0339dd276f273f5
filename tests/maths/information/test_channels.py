import math

import numpy as np
import pytest
from dit.algorithms import channel_capacity as dit_capacity
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from mathml_widgets.maths import information as info

ERRORS = [0.0, 1e-6, 0.11, 0.25, 0.5, 0.9, 1.0]


def h(e):
    return info.entropy([e, 1 - e])


@pytest.mark.parametrize("e", ERRORS)
def test_the_symmetric_channel_has_capacity_one_less_the_entropy_of_its_error(e):
    found = info.channel_capacity(info.binary_symmetric_channel(e))
    assert found.capacity == pytest.approx(1 - h(e), abs=1e-14)
    assert found.input_distribution == pytest.approx([0.5, 0.5], abs=1e-7)
    assert found.converged


@pytest.mark.parametrize("e", ERRORS)
def test_the_erasure_channel_loses_what_it_erases(e):
    found = info.channel_capacity(info.binary_erasure_channel(e))
    assert found.capacity == pytest.approx(1 - e, abs=1e-12)
    assert found.input_distribution == pytest.approx([0.5, 0.5], abs=1e-7)


@pytest.mark.parametrize("e", [0.0, 1e-6, 0.11, 0.5, 0.9, 0.999])
def test_the_z_channel_has_its_closed_form(e):
    found = info.channel_capacity(info.z_channel(e))
    assert found.capacity == pytest.approx(math.log2(1 + (1 - e) * e ** (e / (1 - e))), abs=1e-11)
    assert found.converged


def test_the_capacity_of_a_useless_channel_is_nothing():
    assert info.channel_capacity(info.z_channel(1.0)).capacity == 0.0
    assert info.channel_capacity([[0.3, 0.7]] * 4).capacity == pytest.approx(0, abs=1e-15)
    assert info.channel_capacity([[1.0]]).capacity == 0.0


def test_a_perfect_channel_says_all():
    found = info.channel_capacity(np.eye(8))
    assert (found.capacity, found.gap) == (pytest.approx(3, abs=1e-14), pytest.approx(0, abs=1e-14))
    assert info.channel_capacity(np.eye(8), base=math.e).capacity == pytest.approx(math.log(8), rel=1e-14)


def test_an_input_that_only_confuses_is_not_used():
    channel = [[1, 0], [0.5, 0.5], [0, 1]]
    found = info.channel_capacity(channel)
    assert found.capacity == pytest.approx(1, abs=1e-11)
    assert found.input_distribution == pytest.approx([0.5, 0, 0.5], abs=1e-6)
    assert found.converged
    assert len(found.bounds) < 100


@settings(max_examples=30)
@given(st.integers(0, 2**32), st.integers(2, 5), st.integers(2, 5))
def test_the_certificate_holds_for_any_channel(seed, n, m):
    generator = np.random.default_rng(seed)
    channel = generator.dirichlet(np.full(m, 0.5), n)
    found = info.channel_capacity(channel)
    assert found.converged
    assert 0 <= found.gap <= 2e-12
    told = info.mutual_information(info.channel_joint(channel, found.input_distribution))
    assert told == pytest.approx(found.capacity, abs=1e-11)
    to_each = info.kl_divergence(channel, found.input_distribution @ channel)
    assert to_each.max() <= found.capacity + found.gap + 1e-11
    assert (np.diff(found.bounds[:, 0]) >= -1e-12).all()
    for p in generator.dirichlet(np.ones(n), 5):
        assert info.mutual_information(info.channel_joint(channel, p)) <= found.capacity + 1e-11


def test_channels_with_many_impossible_outputs_converge():
    for seed in range(120):
        generator = np.random.default_rng(seed)
        n, m = generator.integers(1, 6, 2)
        channel = generator.dirichlet(np.full(m, 0.2), n)
        channel[channel < 1e-3] = 0
        found = info.channel_capacity(channel / channel.sum(axis=1, keepdims=True))
        assert found.converged
        assert 0 <= found.capacity <= math.log2(min(n, m)) + 1e-12


def test_capacities_are_those_of_dit_and_of_a_general_optimizer():
    channel = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4]])
    found = info.channel_capacity(channel)
    assert found.capacity == pytest.approx(dit_capacity(channel)[0], abs=1e-6)

    def loss(z):
        p = np.exp(z) / np.exp(z).sum()
        return -info.mutual_information(info.channel_joint(channel, p))

    best = optimize.minimize(loss, np.zeros(3), method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-14})
    assert found.capacity == pytest.approx(-best.fun, abs=1e-9)


def test_too_few_steps_are_told_with_the_gap_that_is_left():
    found = info.channel_capacity(info.z_channel(0.5), max_steps=3)
    assert not found.converged
    assert len(found.bounds) == 3
    assert found.capacity < math.log2(1.25) < found.capacity + found.gap


def test_processing_adds_no_information():
    noisy = info.binary_symmetric_channel(0.1)
    found = info.chain_information([0.5, 0.5], noisy, noisy, noisy)
    flips = [0.1, 0.18, 0.244]
    assert found == pytest.approx([1 - h(e) for e in flips], rel=1e-12)
    assert (np.diff(found) < 0).all()
    assert info.chain_information([0.5, 0.5]).shape == (0,)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: info.channel_capacity([[0.5, 0.5], [0.5, 0.4]]), "channel must sum to 1 .* got the sum 0.9 in row 1"),
        (lambda: info.channel_capacity([[0.5, 0.4]]), "got the sum 0.9 in row 0"),
        (lambda: info.channel_capacity([[1.5, -0.5]]), "channel must not be negative, got -0.5 at index \\(0, 1\\)"),
        (lambda: info.channel_capacity([0.5, 0.5]), "channel must have shape \\(n_inputs, n_outputs\\)"),
        (lambda: info.channel_capacity(np.zeros((0, 2))), "channel must have shape"),
        (lambda: info.channel_capacity([[1.0]], tolerance=-1), "tolerance must not be negative, got -1"),
        (lambda: info.channel_capacity([[1.0]], max_steps=0), "max_steps must be at least 1, got 0"),
        (lambda: info.channel_joint(np.eye(2), [1.0]), "input_distribution must hold one probability for each of 2"),
        (lambda: info.z_channel(1.1), "error_probability must be between 0 and 1, got 1.1"),
        (lambda: info.chain_information([1.0], [[0.5, 0.5]], np.eye(3)), "channels\\[1\\] must have 2 inputs, got 3"),
    ],
)
def test_what_is_no_channel_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
