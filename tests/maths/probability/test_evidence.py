"""Bayes' rule in floats and fractions, repeated tests, natural frequencies, and coins."""

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import scipy.stats as ss
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import probability as pr
from mathml_widgets.maths.probability.evidence.urns import urn

whole_numbers = st.lists(st.integers(0, 50), min_size=2, max_size=5).filter(lambda n: sum(n) > 0)


def test_a_good_test_of_a_rare_condition_is_mostly_wrong():
    found = pr.bayes_update([0.01, 0.99], [0.9, 0.09])
    assert found.posterior[0] == pytest.approx(10 / 109, rel=1e-14)
    assert found.evidence == pytest.approx(0.0981, rel=1e-14)
    assert found.bayes_factors == pytest.approx([10, 0.1], rel=1e-13)
    assert found.log_odds[0] - found.prior_log_odds[0] == pytest.approx(math.log2(10), rel=1e-13)
    assert found.log_odds[0] == pytest.approx(math.log2(10 / 99), rel=1e-13)
    assert pr.exact_bayes_update([Fraction(1, 100), Fraction(99, 100)], [0.9, 0.09]).posterior == (
        Fraction(10, 109),
        Fraction(99, 109),
    )


def test_switching_doors_wins_two_times_in_three():
    exact = pr.exact_bayes_update(["1/3", "1/3", "1/3"], ["1/2", 1, 0])
    assert exact.posterior == (Fraction(1, 3), Fraction(2, 3), 0)
    assert exact.evidence == Fraction(1, 2)
    assert exact.bayes_factors == (1, 4, 0)


@given(whole_numbers, st.data())
@settings(max_examples=50)
def test_floats_agree_with_fractions(weights, data):
    n = len(weights)
    prior = [Fraction(weight, sum(weights)) for weight in weights]
    row = st.lists(st.integers(0, 20), min_size=n, max_size=n)
    rows = [[Fraction(value, 20) for value in data.draw(row)] for _ in range(3)]
    try:
        exact = pr.exact_bayes_update(prior, rows)
    except ValueError as error:
        with pytest.raises(ValueError, match="likelihoods must leave a hypothesis possible, got none after piece"):
            pr.bayes_update([float(p) for p in prior], np.array(rows, dtype=float))
        assert "likelihoods must leave a hypothesis possible" in str(error)
        return
    found = pr.bayes_update([float(p) for p in prior], np.array(rows, dtype=float))
    np.testing.assert_allclose(found.steps, np.array(exact.steps, dtype=float), rtol=1e-12)
    assert found.evidence == pytest.approx(float(exact.evidence), rel=1e-12)
    np.testing.assert_allclose(found.bayes_factors, [float(f) for f in exact.bayes_factors], rtol=1e-11)
    assert sum(exact.posterior) == 1
    for p, bits in zip(exact.posterior, found.log_odds, strict=True):
        expected = math.inf if p == 1 else -math.inf if p == 0 else math.log2(p / (1 - p))
        assert bits == pytest.approx(expected, rel=1e-10, abs=1e-12)


def test_independent_evidence_adds_up_in_bits_in_any_order():
    pieces = np.array([[0.9, 0.2], [0.4, 0.7], [0.8, 0.1]])
    found = pr.bayes_update([0.3, 0.7], pieces)
    gained = found.log_odds[0] - found.prior_log_odds[0]
    assert gained == pytest.approx(np.log2(pieces[:, 0] / pieces[:, 1]).sum(), rel=1e-13)
    np.testing.assert_allclose(pr.bayes_update([0.3, 0.7], pieces[::-1]).posterior, found.posterior, rtol=1e-13)


def test_a_thousand_pieces_of_evidence_do_not_underflow():
    found = pr.bayes_update([0.5, 0.5], [[1e-3, 1.001e-3]] * 1000)
    assert found.posterior[0] == pytest.approx(1 / (1 + 1.001**1000), rel=1e-10)
    assert found.evidence == 0
    assert found.log_evidence == pytest.approx(1000 * math.log(1e-3) + math.log((1 + 1.001**1000) / 2), rel=1e-13)
    dense = pr.bayes_update([0.5, 0.5], [[1e300, 1.0]] * 5)
    assert dense.evidence == math.inf
    np.testing.assert_array_equal(dense.bayes_factors, [math.inf, 0])
    assert dense.log_odds[0] == pytest.approx(5 * math.log2(1e300), rel=1e-13)
    near = pr.bayes_update([1e-300, 1.0], [1.0, 1e-300])
    assert near.log_odds == pytest.approx([0, 0], abs=1e-10)


def test_a_curve_of_priors_is_updated_at_once():
    priors = np.linspace(0, 1, 11)
    curve = pr.bayes_update(np.stack([priors, 1 - priors], axis=-1), [0.9, 0.09])
    np.testing.assert_allclose(curve.posterior[:, 0], 0.9 * priors / (0.9 * priors + 0.09 * (1 - priors)), rtol=1e-13)
    assert curve.steps.shape == (11, 2, 2)
    assert np.isnan(curve.bayes_factors[[0, 10], [1, 0]]).all()
    assert curve.bayes_factors[0, 0] == pytest.approx(10)


def test_floats_in_exact_updates_are_the_decimals_that_one_reads():
    assert pr.exact_bayes_update([0.1, 0.9], [0.3, 0.7]).posterior[0] == Fraction(3, 66)


@given(st.floats(1e-3, 0.999), st.lists(st.booleans(), min_size=1, max_size=6))
@settings(max_examples=30)
def test_dependent_results_are_beta_binomial(rho, results):
    rates = [0.9, 0.2]
    found = pr.repeated_tests([0.5, 0.5], rates, results, rho)
    for i, rate in enumerate(rates):
        a, b = rate * (1 - rho) / rho, (1 - rate) * (1 - rho) / rho
        k, n = sum(results), len(results)
        expected = ss.betabinom.pmf(k, n, a, b) / math.comb(n, k)
        assert found.likelihoods[:, i].prod() == pytest.approx(expected, rel=1e-9)


def test_two_results_of_one_person_have_the_correlation_given():
    rate, rho = Fraction(3, 10), Fraction(2, 5)
    table = {pair: math.prod(row[0] for row in urn([rate], pair, rho)) for pair in product([True, False], repeat=2)}
    assert sum(table.values()) == 1
    both = table[True, True]
    assert (both - rate**2) / (rate * (1 - rate)) == rho
    assert table[True, False] == table[False, True]


def test_repeating_a_test_that_always_says_the_same_says_nothing():
    once = pr.repeated_tests([0.01, 0.99], [0.9, 0.09], [True])
    same = pr.repeated_tests([0.01, 0.99], [0.9, 0.09], [True] * 5, 1.0)
    np.testing.assert_allclose(same.update.posterior, once.update.posterior, rtol=1e-12)
    np.testing.assert_allclose(same.bits, [math.log2(10), 0, 0, 0, 0], atol=1e-12)
    anew = pr.repeated_tests([0.01, 0.99], [0.9, 0.09], [True] * 5)
    np.testing.assert_allclose(anew.bits, math.log2(10), rtol=1e-9)
    half = pr.repeated_tests([0.01, 0.99], [0.9, 0.09], [True] * 5, 0.3).bits
    assert (np.diff(half) < 0).all()
    exact = pr.exact_repeated_tests([0.01, 0.99], [0.9, 0.09], [True] * 5, 0.3)
    found = pr.repeated_tests([0.01, 0.99], [0.9, 0.09], [True] * 5, 0.3)
    np.testing.assert_allclose(found.update.posterior, [float(p) for p in exact.posterior], rtol=1e-13)
    assert len(pr.repeated_tests([0.5, 0.5], [0.9, 0.1], []).bits) == 0


@pytest.mark.parametrize("rho", [0.0, 0.05, 0.3, 1.0])
def test_the_number_of_tests_needed_is_that_of_a_walk(rho):
    expected = None
    for n in range(60):
        posterior = pr.repeated_tests([0.01, 0.99], [0.9, 0.09], [True] * n, rho).update.posterior[0]
        if posterior >= 0.95:
            expected = n
            break
    assert pr.positive_tests_needed(0.01, 0.9, 0.09, 0.95, rho) == expected


def test_a_certain_prior_needs_no_test_and_an_impossible_one_is_never_reached():
    assert pr.positive_tests_needed(1, 0.9, 0.1) == 0
    assert pr.positive_tests_needed(0, 0.9, 0.1) is None
    assert pr.positive_tests_needed(0.01, 0.9, 0.0) == 1
    assert pr.positive_tests_needed(0.01, 0.5, 0.5) is None
    assert pr.positive_tests_needed(0.5, 0.0, 0.5) is None


def test_natural_frequencies_count_people():
    counts = pr.natural_frequencies(0.01, 0.9, 0.09)
    assert counts[:5] == (1000, 10, 9, 990, 89)
    assert not counts.is_exact
    assert counts.share == Fraction(10, 109)
    assert counts.sentence() == (
        "Of 1,000 people, 10 have it, and 9 of them test positive. Of the 990 others, 89 test positive. "
        "So of 98 who test positive, 9 have it."
    )
    whole = pr.natural_frequencies("1/3", "1/2", "1/5", None)
    assert whole.is_exact
    assert whole.population == 30
    assert Fraction(whole.with_condition_found, whole.found) == whole.share
    assert pr.natural_frequencies(0.5, 0, 0).share is None


def test_a_coin_is_learned_by_counting():
    update = pr.beta_update(7, 10, (2, 3))
    assert (update.posterior.parameters["alpha"], update.posterior.parameters["beta"]) == (9, 6)
    assert update.next_success == pytest.approx(update.posterior.mean())
    assert update.log_evidence == pytest.approx(ss.betabinom.logpmf(7, 10, 2, 3), rel=1e-12)
    halfway = pr.beta_update(3, 4, (2, 3)).posterior.parameters
    again = pr.beta_update(4, 6, (halfway["alpha"], halfway["beta"])).posterior
    assert again.parameters == update.posterior.parameters
    assert pr.beta_update(0, 0).next_success == 0.5


def test_beta_binomial_probabilities_are_those_of_scipy():
    k = np.arange(-1, 42)
    with np.errstate(divide="ignore"):
        expected = ss.betabinom.logpmf(k, 40, 0.3, 2.5)
    np.testing.assert_allclose(pr.beta_binomial_logpmf(k, 40, 0.3, 2.5), expected, rtol=1e-11)
    assert np.exp(pr.beta_binomial_logpmf(np.arange(41), 40, 0.3, 2.5)).sum() == pytest.approx(1, rel=1e-12)
    assert pr.beta_binomial_logpmf(0.5, 3, 1, 1) == -math.inf


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pr.bayes_update([0.5, 0.6], [1, 1]), r"prior must sum to 1, got 1\.1"),
        (lambda: pr.bayes_update([1.5, -0.5], [1, 1]), r"prior must be at least 0, got -0\.5"),
        (lambda: pr.bayes_update([], []), "prior must hold at least one hypothesis"),
        (lambda: pr.bayes_update([0.5, 0.5], [1, -1]), r"likelihoods must be at least 0, got -1\.0"),
        (lambda: pr.bayes_update([0.5, 0.5], [1, 1, 1]), "likelihoods must be one for each of 2 hypotheses, got 3"),
        (lambda: pr.bayes_update([1, 0], [[1, 1], [0, 1]]), "must leave a hypothesis possible, got none after piece 1"),
        (lambda: pr.bayes_update([0.5, 0.5], np.ones((1, 1, 2))), "likelihoods must be one row or rows"),
        (lambda: pr.exact_bayes_update(["a"], [1]), "prior must hold fractions, got 'a'"),
        (lambda: pr.exact_bayes_update([0.5, 0.25], [1, 1]), "prior must be numbers from 0 on that sum to 1"),
        (lambda: pr.exact_bayes_update([1], [float("nan")]), "likelihoods must hold fractions, got nan"),
        (lambda: pr.exact_bayes_update([1], [1, 2]), "one for each of 1 hypotheses"),
        (lambda: pr.exact_bayes_update([1, 0], [0, 1]), "likelihoods must leave a hypothesis possible"),
        (lambda: pr.repeated_tests([1], [2], [True]), "positive_rates must be a row of numbers between 0 and 1"),
        (lambda: pr.repeated_tests([1], [0.5], [True], 2), "dependence must lie between 0 and 1, got 2"),
        (lambda: pr.exact_repeated_tests([1], [2], [True]), "positive_rates must be a row"),
        (lambda: pr.exact_repeated_tests([1], [0.5], [True], -1), "dependence must lie between 0 and 1, got -1"),
        (lambda: pr.positive_tests_needed(2, 0.5, 0.5), "prior must lie between 0 and 1, got 2"),
        (lambda: pr.natural_frequencies(2, 0.5, 0.5), "prior must lie between 0 and 1, got 2"),
        (lambda: pr.natural_frequencies(0.1, 0.5, 0.5, 0), "population_size must be a whole number from 1 on, got 0"),
        (lambda: pr.beta_update(3, 2), "successes must be at most trials, 2, got 3"),
        (lambda: pr.beta_update(-1, 2), "successes must be a whole number from 0 on, got -1"),
        (lambda: pr.beta_update(0, math.inf), "trials must be a whole number from 0 on, got inf"),
        (lambda: pr.beta_update(1, 2, (0, 1)), "prior_counts must be positive and finite"),
        (lambda: pr.beta_binomial_logpmf(1, 2, 0, 1), "a must be positive and finite, got 0"),
    ],
)
def test_what_is_no_evidence_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
