"""What draws tell, held against NumPy, SciPy and theory."""

import numpy as np
import pytest
from scipy import stats

from mathml_widgets.maths import probability as pr


def autoregressive(rho, n_chains, length, generator):
    """Return chains whose neighbours have the correlation rho."""
    x = np.empty((n_chains, length))
    x[:, 0] = generator.normal(size=n_chains)
    for t in range(1, length):
        x[:, t] = rho * x[:, t - 1] + np.sqrt(1 - rho**2) * generator.normal(size=n_chains)
    return x.ravel()


def test_a_walk_is_worth_what_its_correlation_leaves():
    rho, chains, length = 0.8, 32, 2000
    samples = autoregressive(rho, chains, length, np.random.default_rng(0))
    found = pr.memory_of(samples, chain_length=length)
    np.testing.assert_allclose(found.autocorrelation[:5], rho ** np.arange(5), atol=0.02)
    assert found.effective_size == pytest.approx(len(samples) * (1 - rho) / (1 + rho), rel=0.1)


def test_independent_draws_are_all_worth_something_and_weighed_ones_less():
    samples = np.random.default_rng(0).normal(size=5000)
    found = pr.memory_of(samples)
    assert (found.autocorrelation[0], found.effective_size) == (1.0, 5000.0)
    assert np.abs(found.autocorrelation[1:]).max() < 5 / np.sqrt(2048)
    weights = np.array([0.5, 0.25, 0.25])
    assert pr.memory_of(samples[:3], weights).effective_size == pytest.approx(1 / (weights**2).sum())


@pytest.mark.parametrize("samples", [np.arange(7.0), np.ones(100), np.tile([1.0, 1.0, 1.0, 1.0], 8)])
def test_few_draws_and_chains_that_never_move_tell_nothing(samples):
    assert pr.memory_of(samples) == (None, None)


def test_moments_of_draws_are_those_of_scipy_with_errors_that_grow_as_draws_are_worth_less():
    samples = np.random.default_rng(0).gamma(2.0, size=4000)
    values, errors = pr.moments_of_draws(samples)
    expected = [
        samples.mean(),
        samples.var(ddof=1),
        stats.skew(samples, bias=True),
        stats.kurtosis(samples, bias=True),
    ]
    np.testing.assert_allclose(values, expected, rtol=1e-9)
    assert errors[0] == pytest.approx(samples.std(ddof=1) / np.sqrt(4000))
    np.testing.assert_allclose(pr.moments_of_draws(samples, effective_size=1000.0)[1], 2 * errors)


def test_weighed_draws_have_the_moments_of_what_they_stand_for():
    generator = np.random.default_rng(0)
    samples = generator.uniform(-6, 6, size=200_000)
    weights = stats.norm.pdf(samples, 1.0, 0.5)
    values, errors = pr.moments_of_draws(samples, weights / weights.sum())
    assert abs(values[0] - 1.0) < 5 * errors[0] < 0.05
    assert abs(values[1] - 0.25) < 5 * errors[1] < 0.05
    assert np.isnan(values[2:]).all()


def test_the_share_of_draws_is_binomial():
    samples = np.random.default_rng(0).normal(size=10_000)
    share, error = pr.share_of_draws(samples, -1.0, 1.0)
    assert abs(share - (stats.norm.cdf(1) - stats.norm.cdf(-1))) < 5 * error
    assert error == pytest.approx(np.sqrt(share * (1 - share) / 10_000))
    assert pr.share_of_draws(samples, -1.0, 1.0, effective_size=100.0)[1] == pytest.approx(10 * error)
    assert pr.share_of_draws(np.array([0.0, 2.0]), 1.0, 3.0, np.array([0.9, 0.1]))[0] == 0.1


def test_the_error_of_a_spread_is_that_of_many_repetitions():
    generator = np.random.default_rng(0)
    spreads = generator.normal(0, 3, size=(4000, 100)).std(axis=1, ddof=1)
    found = pr.mean_and_spread(generator.normal(0, 3, size=100))
    assert found.spread_error == pytest.approx(spreads.std(), rel=0.35)
    assert pr.mean_and_spread(np.ones(5)) == (1.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    "family", [pr.Normal(1, 2), pr.Gamma(3, 2), pr.Poisson(4), pr.Beta(2, 5), pr.StudentT(9, 0, 1)]
)
def test_numbers_by_integration_are_those_by_formula(family):
    by_formula = [family.mean(), family.variance(), family.skewness(), family.kurtosis(), family.entropy()]
    by_formula.append(pr.interval_probability(family, 0, 1))
    np.testing.assert_allclose(pr.integrated_numbers(family, [0, 1]), np.ravel(by_formula), rtol=1e-7, atol=1e-10)


def test_what_does_not_exist_is_not_integrated():
    found = pr.integrated_numbers(pr.Cauchy(0, 1), [-1, 1])
    assert np.isnan(found[:4]).all()
    np.testing.assert_allclose(found[4:], [np.log(4 * np.pi), 0.5], rtol=1e-7)
