import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from mathml_widgets.maths import information as info

weights = st.lists(st.floats(0, 1e6) | st.sampled_from([0.0, 1e-300, 1.0]), min_size=1, max_size=12).filter(
    lambda w: sum(w) > 1e-3
)


def test_the_entropy_of_a_fair_coin_is_one_bit():
    assert info.entropy([0.5, 0.5]) == 1.0
    assert info.entropy([0.5, 0.5], base=math.e) == pytest.approx(math.log(2), rel=1e-15)
    assert info.entropy([0.5, 0.5], base=10) == pytest.approx(math.log10(2), rel=1e-15)
    assert info.entropy([0.5, 0.5], base=4) == pytest.approx(0.5, rel=1e-15)


def test_textbook_entropies_come_out():
    assert info.entropy([1 / 2, 1 / 4, 1 / 8, 1 / 8]) == 1.75
    assert info.entropy([0.9, 0.1]) == pytest.approx(0.4689955935892812, rel=1e-15)
    assert info.entropy([Fraction(1, 2), Fraction(1, 2)]) == 1.0
    assert info.entropy([True, False]) == 0.0


@settings(max_examples=40)
@given(weights, st.sampled_from([2, math.e, 10, 3.5]))
def test_the_entropy_is_that_of_scipy(w, base):
    p = info.normalized(w)
    assert info.entropy(p, base) == pytest.approx(special.entr(p).sum() / math.log(base), rel=1e-13, abs=1e-15)


@settings(max_examples=40)
@given(weights)
def test_the_entropy_lies_between_nothing_and_the_log_of_the_number_of_outcomes(w):
    p = info.normalized(w)
    h = info.entropy(p)
    assert 0.0 <= h <= info.maximum_of_entropy(len(p)) * (1 + 1e-14)
    assert info.contributions(p).sum() == pytest.approx(h, abs=1e-15)
    assert 1.0 <= info.perplexity(p) <= len(p) * (1 + 1e-13)
    assert 0.0 <= info.efficiency(p) <= 1.0
    assert math.copysign(1.0, h) == 1.0


def test_what_never_happens_adds_nothing_and_surprises_without_end():
    assert info.entropy([1, 0, 0]) == 0.0
    assert info.contributions([0.5, 0.5, 0]).tolist() == [0.5, 0.5, 0.0]
    assert info.surprisals([1, 0]).tolist() == [0.0, math.inf]
    assert math.copysign(1.0, info.surprisals([1.0])[0]) == 1.0


def test_a_stack_of_distributions_gives_a_stack_of_entropies():
    stack = np.random.default_rng(0).dirichlet(np.ones(5), (3, 4))
    assert info.entropy(stack).shape == (3, 4)
    assert info.entropy(stack) == pytest.approx(stats.entropy(stack, axis=-1, base=2), rel=1e-14)
    assert info.entropy(np.ones((0, 3))).shape == (0,)


def test_a_contribution_is_largest_at_one_over_e():
    x = np.linspace(0.01, 0.99, 981)
    parts = info.contributions(np.stack([x, 1 - x], axis=1), math.e)[:, 0]
    assert x[parts.argmax()] == pytest.approx(1 / math.e, abs=1e-3)


def test_equally_likely_outcomes_are_as_many_as_their_perplexity_says():
    assert info.perplexity(np.full(8, 1 / 8)) == 8.0
    assert info.efficiency(np.full(8, 1 / 8)) == 1.0
    assert info.efficiency([1.0]) == 1.0
    assert info.maximum_of_entropy(1) == 0.0


def test_tiny_probabilities_count_for_what_they_are():
    p = np.array([1 - 1e-300, 1e-300])
    assert info.entropy(p) == pytest.approx(300 * math.log2(10) * 1e-300 + 1e-300 / math.log(2), rel=0.01)
    assert info.entropy([1.0, 5e-324]) >= 0.0


def test_single_precision_and_typed_decimals_pass():
    p = np.random.default_rng(0).dirichlet(np.ones(50_000)).astype(np.float32)
    assert info.entropy(p) == pytest.approx(stats.entropy(p.astype(float), base=2), rel=1e-7)
    assert info.entropy([0.333333, 0.333333, 0.333334]) == pytest.approx(math.log2(3), rel=1e-9)


@pytest.mark.parametrize(
    ("probabilities", "message"),
    [
        ([], "probabilities must hold at least one outcome, got shape \\(0,\\)"),
        (0.5, "probabilities must have shape \\(..., n_outcomes\\), got the number 0.5"),
        ([0.5, 0.6], "probabilities must sum to 1 \\(within 1e-06\\), got the sum 1.1$"),
        ([[0.5, 0.5], [0.2, 0.2]], "got the sum 0.4 in distribution 1"),
        ([1.5, -0.5], "probabilities must not be negative, got -0.5 at index \\(1,\\)"),
        ([math.nan, 1], "probabilities must be finite, got nan at index \\(0,\\)"),
        ([math.inf, 1], "probabilities must be finite, got inf at index \\(0,\\)"),
        (np.array([math.nan, 1.0]), "probabilities must be finite"),
        (["a", "b"], "probabilities must hold numbers"),
    ],
)
def test_what_is_no_distribution_is_refused(probabilities, message):
    with pytest.raises(ValueError, match=message):
        info.entropy(probabilities)


@pytest.mark.parametrize("base", [1, 0, -2, math.inf, math.nan, "e"])
def test_a_base_that_is_no_base_is_refused(base):
    with pytest.raises(ValueError, match="base must be a finite number above 1, got"):
        info.entropy([0.5, 0.5], base)


def test_units_have_names():
    assert [info.unit(base) for base in (2, math.e, 10, 3)] == ["bits", "nats", "hartleys", "units of log 3"]


def test_weights_become_shares():
    assert info.normalized([2, 1, 1]).tolist() == [0.5, 0.25, 0.25]
    assert info.normalized([1e308, 1e308]).tolist() == [0.5, 0.5]
    for bad, message in (([0, 0], "all be zero"), ([-1, 2], "not be negative, got -1"), ([], "must have shape")):
        with pytest.raises(ValueError, match=message):
            info.normalized(bad)
    with pytest.raises(ValueError, match="n_outcomes must be at least 1, got 0"):
        info.maximum_of_entropy(0)
