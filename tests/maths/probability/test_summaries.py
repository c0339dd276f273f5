"""Intervals, moments of samples, simulations, tables three ways, distributions of statistics, and fits."""

import math

import numpy as np
import pytest
import scipy.optimize as so
import scipy.stats as st_
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import probability as pr
from mathml_widgets.maths.probability.families import FAMILIES
from mathml_widgets.maths.probability.sample_moments import PowerSums
from mathml_widgets.maths.probability.simplex_search import lowest_point

CONTINUOUS = [family for family in FAMILIES.values() if not family.is_discrete]
DISCRETE = [family for family in FAMILIES.values() if family.is_discrete]


def family_name(family):
    return family.name


@pytest.mark.parametrize("family", FAMILIES.values(), ids=family_name)
def test_the_equal_tailed_interval_leaves_as_much_on_either_side(family):
    distribution = family()
    low, high = pr.equal_tailed_interval(distribution, 0.9)
    if distribution.is_discrete:
        assert distribution.cdf(low - 1) < 0.05 * (1 + 1e-12)
        assert distribution.sf(high) <= 0.05 * (1 + 1e-12)
    else:
        assert distribution.cdf(low) == pytest.approx(0.05, rel=1e-11)
        assert distribution.sf(high) == pytest.approx(0.05, rel=1e-11)


@pytest.mark.parametrize("family", CONTINUOUS, ids=family_name)
def test_the_highest_density_region_is_the_shortest_that_holds_the_level(family):
    distribution = family()
    region = pr.highest_density_region(distribution, 0.8)
    assert region.probability == pytest.approx(0.8, abs=1e-9)
    assert len(region.intervals) == 1
    length = np.diff(region.intervals)[0, 0]
    others = np.linspace(0, 0.2, 41)
    lengths = distribution.quantile(np.minimum(others + 0.8, 1)) - distribution.quantile(others)
    assert length <= np.nanmin(lengths) * (1 + 1e-9)


def test_a_region_of_two_peaks_has_two_pieces():
    two = pr.Mixture([pr.Normal(-5, 1), pr.Normal(5, 1)])
    region = pr.highest_density_region(two, 0.5)
    z = st_.norm.ppf(0.75)
    np.testing.assert_allclose(region.intervals, [[-5 - z, -5 + z], [5 - z, 5 + z]], rtol=1e-8)
    flat = pr.highest_density_region(pr.Uniform(0, 10), 0.5)
    assert flat.probability == pytest.approx(0.5, abs=1e-9)
    assert np.diff(flat.intervals).sum() == pytest.approx(5)


def test_a_density_with_poles_is_densest_at_them():
    region = pr.highest_density_region(pr.Beta(0.5, 0.5), 0.8)
    inner = math.sin(0.2 * math.pi) ** 2
    np.testing.assert_allclose(region.intervals, [[0, inner], [1 - inner, 1]], atol=1e-11)
    heavy = pr.highest_density_region(pr.StudentT(0.7), 0.8).intervals
    np.testing.assert_allclose(heavy, [[-pr.StudentT(0.7).quantile(0.9), pr.StudentT(0.7).quantile(0.9)]], rtol=1e-9)


@pytest.mark.parametrize("family", DISCRETE, ids=family_name)
def test_the_most_probable_values_hold_the_level_and_no_fewer_do(family):
    distribution = family()
    region = pr.highest_density_region(distribution, 0.8)
    values = np.concatenate([np.arange(a, b + 1) for a, b in region.intervals])
    probabilities = distribution.pdf(values)
    assert probabilities.sum() == pytest.approx(region.probability, rel=1e-12)
    assert region.probability >= 0.8 - 1e-12
    assert region.probability - probabilities.min() < 0.8
    assert region.density == pytest.approx(probabilities.min())


def test_the_most_frequent_data_are_a_region():
    region = pr.highest_density_region(pr.Empirical([1.5, 1.5, 1.5, 2, 7]), 0.6)
    assert region.intervals.tolist() == [[1.5, 1.5]]
    assert region.probability == pytest.approx(0.6)


def test_the_probability_of_an_interval_keeps_its_digits_in_the_tails():
    normal = pr.Normal()
    assert pr.interval_probability(normal, 30, 31) == pytest.approx(st_.norm.sf(30) - st_.norm.sf(31), rel=1e-12)
    assert pr.interval_probability(normal, -np.inf, np.inf) == 1
    binomial = pr.Binomial(10, 0.3)
    np.testing.assert_allclose(
        pr.interval_probability(binomial, [0, 2, 2.5, 5], [3, 2, 2.9, 99]),
        [st_.binom(10, 0.3).cdf(3), st_.binom(10, 0.3).pmf(2), 0, st_.binom(10, 0.3).sf(4)],
        rtol=1e-12,
    )


def test_sample_moments_are_scipys():
    x = np.random.default_rng(0).gamma(2, 3, 500)
    found = pr.sample_moments(x)
    assert found.mean.value == pytest.approx(x.mean(), rel=1e-14)
    assert found.mean.standard_error == pytest.approx(st_.sem(x), rel=1e-12)
    assert found.variance.value == pytest.approx(x.var(ddof=1), rel=1e-13)
    assert found.skewness.value == pytest.approx(st_.skew(x), rel=1e-12)
    assert found.kurtosis.value == pytest.approx(st_.kurtosis(x), rel=1e-12)


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=40), st.integers(0, 40))
@settings(max_examples=30)
def test_moments_of_pieces_are_those_of_the_whole(numbers, cut):
    x = np.array(numbers)
    sums = PowerSums()
    sums.add(x[:cut])
    sums.add(x[cut:])
    together = sums.moments()
    assert together.n == len(x)
    assert together.mean.value == pytest.approx(x.mean(), rel=1e-9, abs=1e-9 * np.abs(x).max() + 1e-300)
    if cut >= len(x):
        assert together.variance.value == pytest.approx(x.var(ddof=1), rel=1e-9, abs=1e-12 * np.abs(x).max() ** 2)


@pytest.mark.parametrize("make", [lambda rng: rng.normal(size=400), lambda rng: rng.random(400)])
def test_standard_errors_are_the_spread_of_the_estimates(make):
    rng = np.random.default_rng(11)
    found = [pr.sample_moments(make(rng)) for _ in range(600)]
    for name in ("mean", "variance", "skewness"):
        values = np.array([getattr(one, name).value for one in found])
        errors = np.array([getattr(one, name).standard_error for one in found])
        # The spread of 600 has a relative error of 3 %, twice that of the estimated ones is less than 15 %.
        assert np.median(errors) / values.std() == pytest.approx(1, abs=0.15)


def test_moments_of_too_few_or_equal_numbers_say_what_is_known():
    one = pr.sample_moments([5])
    assert one.mean.value == 5
    assert np.isnan([one.mean.standard_error, one.variance.value, one.skewness.value]).all()
    same = pr.sample_moments([2, 2, 2])
    assert (same.mean, same.variance.value) == ((2, 0), 0)
    assert np.isnan([same.skewness.value, same.kurtosis.value]).all()
    far = pr.sample_moments([1e300, 2e300, 3e300])
    assert far.mean.value == pytest.approx(2e300)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=family_name)
def test_a_simulation_counts_every_draw_where_it_belongs(family):
    distribution = family()
    seen = pr.simulate(distribution, 30_000, np.random.default_rng(0))
    assert seen.counts.sum() + seen.n_below + seen.n_above == 30_000
    shares = np.diff(distribution.cdf(seen.edges))
    enough = shares * 30_000 > 10
    z = (seen.counts - 30_000 * shares)[enough] / np.sqrt(30_000 * shares * (1 - shares))[enough]
    assert np.abs(z).max() < 4.5
    assert seen.moments.n == 30_000


def test_bins_are_numpys():
    edges = np.linspace(-2, 3, 41)
    seen = pr.simulate(pr.Normal(), 20_000, np.random.default_rng(4), edges)
    rng = np.random.default_rng(4)
    draws = np.concatenate([pr.Normal().sample(n, rng) for n in (8192, 8192, 3616)])
    np.testing.assert_array_equal(seen.counts, np.histogram(draws, edges)[0])
    assert (seen.n_below, seen.n_above) == ((draws < -2).sum(), (draws > 3).sum())
    assert seen.moments.mean.value == pytest.approx(draws.mean(), rel=1e-10)
    assert pr.default_edges(pr.Poisson(1000), 20).shape[0] <= 21
    assert pr.default_edges(pr.Empirical([3])).tolist()[0] == 2.5


@pytest.mark.parametrize(
    "distribution",
    [
        *(family() for family in FAMILIES.values()),
        pr.Mixture([pr.Normal(-3, 1), pr.Gamma(2, 1)], [0.4, 0.6]),
        pr.Empirical([1, 2, 2, 7.5]),
        pr.DrawnDensity([0, 1, 3], [1, 0, 2]),
    ],
    ids=family_name,
)
def test_three_ways_to_a_number_agree(distribution):
    table = pr.summary_table(distribution, 20_000, np.random.default_rng(1), interval=(0.5, 2))
    assert [row.name for row in table[:5]] == ["mean", "variance", "skewness", "kurtosis", "entropy"]
    for row in table:
        # The simulated skewness and kurtosis of heavy tails are themselves far from normal.
        if row.name in ("skewness", "kurtosis"):
            assert np.isnan(row.exact) or np.isinf(row.exact) or row.numeric == pytest.approx(row.exact, abs=1e-6)
        else:
            assert row.agrees, row


def test_a_wrong_formula_does_not_agree():
    class Wrong(pr.Normal):
        def mean(self):
            return 0.1

    assert not pr.summary_table(Wrong(), 10_000, np.random.default_rng(0))[0].agrees


def test_expectations_are_integrals_or_sums():
    assert pr.expectation(pr.Normal(1, 2), lambda x: np.cos(x)) == pytest.approx(math.cos(1) * math.exp(-2), rel=1e-11)
    assert pr.expectation(pr.Poisson(3), lambda k: k * (k - 1)) == pytest.approx(9, rel=1e-12)
    assert pr.expectation(pr.Cauchy(), lambda x: x * x) == np.inf
    assert np.isnan(pr.expectation(pr.Cauchy(), lambda x: x))


@pytest.mark.parametrize(
    ("distribution", "statistic"),
    [
        (pr.Normal(1, 2), "mean"),
        (pr.Normal(1, 2), "sum"),
        (pr.Cauchy(1, 2), "mean"),
        (pr.Cauchy(1, 2), "sum"),
        (pr.Exponential(2), "mean"),
        (pr.Gamma(0.7, 2), "sum"),
        (pr.ChiSquared(3), "mean"),
        (pr.ChiSquared(3), "sum"),
        (pr.Poisson(2), "sum"),
        (pr.Bernoulli(0.2), "sum"),
        (pr.Binomial(3, 0.2), "sum"),
        (pr.NegativeBinomial(1.5, 0.4), "sum"),
        (pr.Laplace(), "maximum"),
    ],
    ids=str,
)
def test_the_exact_distribution_of_a_statistic_is_that_of_its_simulation(distribution, statistic):
    exact = pr.exact_statistic(distribution, statistic, 9)
    found = pr.simulated_statistic(distribution, statistic, 9, 4000, np.random.default_rng(2))
    if exact.is_discrete:
        values, counts = np.unique(found, return_counts=True)
        expected = 4000 * exact.pdf(values)
        enough = expected > 5
        assert np.sum((counts - expected)[enough] ** 2 / expected[enough]) < st_.chi2.isf(1e-4, enough.sum())
    else:
        assert st_.kstest(found, exact.cdf).pvalue > 1e-4


def test_statistics_without_a_known_distribution_have_none():
    assert pr.exact_statistic(pr.Uniform(), "mean", 3) is None
    assert pr.exact_statistic(pr.Poisson(), "mean", 3) is None
    assert pr.exact_statistic(pr.Poisson(), "maximum", 3) is None
    assert pr.exact_statistic(pr.Normal(), "median", 3) is None
    medians = pr.simulated_statistic(pr.Normal(), "median", 5, 100, np.random.default_rng(0))
    lows = pr.simulated_statistic(pr.Normal(), "minimum", 5, 100, np.random.default_rng(0))
    assert (lows < medians).all()


def test_means_of_a_cauchy_are_no_narrower_than_one_draw():
    rng = np.random.default_rng(3)
    means = pr.simulated_statistic(pr.Cauchy(), "mean", 400, 2000, rng)
    assert np.subtract(*np.quantile(means, [0.75, 0.25])) == pytest.approx(2, abs=0.25)


def test_running_means_are_means_of_the_first_draws():
    x = np.random.default_rng(0).normal(1e6, 1, 50)
    running = pr.running_mean(x)
    for k in (2, 10, 50):
        assert running.means[k - 1] == pytest.approx(x[:k].mean(), rel=1e-14)
        assert running.standard_errors[k - 1] == pytest.approx(st_.sem(x[:k]), rel=1e-8)
    assert np.isnan(running.standard_errors[0])
    assert pr.running_mean([]).means.shape == (0,)


@pytest.mark.parametrize("n_dimensions", [1, 2, 19, 20, 1000, 10**8])
def test_the_length_of_a_standard_normal_vector_is_chi(n_dimensions):
    found = pr.norm_of_standard_normal(n_dimensions)
    if n_dimensions <= 1000:
        chi = st_.chi(n_dimensions)
        assert found.mean == pytest.approx(chi.mean(), rel=1e-12)
        assert found.standard_deviation == pytest.approx(chi.std(), rel=1e-8)
    else:
        assert found.mean == pytest.approx(math.sqrt(n_dimensions), rel=1e-8)
        assert found.standard_deviation == pytest.approx(math.sqrt(0.5), rel=1e-6)


def test_a_thousand_dimensions_have_nobody_at_the_mode():
    found = pr.norm_of_standard_normal(1000)
    assert (round(found.mean, 2), round(found.standard_deviation, 2)) == (31.61, 0.71)
    lengths = pr.simulated_norms(pr.Normal(), 1000, 400, np.random.default_rng(0))
    assert lengths.mean() == pytest.approx(found.mean, abs=4 * 0.71 / 20)
    assert lengths.min() > 28


def test_the_simplex_finds_the_bottom_of_a_bent_valley():
    valley = lambda p: (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2  # noqa: E731
    point, height = lowest_point(valley, np.array([-1.2, 1.0]))
    np.testing.assert_allclose(point, [1, 1], atol=1e-6)
    assert height < 1e-12
    point, _ = lowest_point(lambda p: np.nan if p[0] < 0 else (p[0] - 0.3) ** 2, np.array([2.0]))
    assert point[0] == pytest.approx(0.3, abs=1e-7)


FITS = [
    (pr.Normal, pr.Normal(3, 2), st_.norm),
    (pr.Uniform, pr.Uniform(2, 5), None),
    (pr.Exponential, pr.Exponential(2), None),
    (pr.Gamma, pr.Gamma(3, 2), st_.gamma),
    (pr.Beta, pr.Beta(2, 5), st_.beta),
    (pr.StudentT, pr.StudentT(4, 1, 2), st_.t),
    (pr.Laplace, pr.Laplace(1, 2), st_.laplace),
    (pr.LogNormal, pr.LogNormal(0.5, 0.4), st_.lognorm),
    (pr.Cauchy, pr.Cauchy(1, 2), st_.cauchy),
    (pr.Weibull, pr.Weibull(2, 3), st_.weibull_min),
    (pr.VonMises, pr.VonMises(0.5, 4), None),
    (pr.ChiSquared, pr.ChiSquared(5), None),
    (pr.FisherF, pr.FisherF(6, 15), None),
    (pr.Logistic, pr.Logistic(1, 2), st_.logistic),
    (pr.Bernoulli, pr.Bernoulli(0.3), None),
    (pr.Geometric, pr.Geometric(0.3), None),
    (pr.Poisson, pr.Poisson(4), None),
    (pr.NegativeBinomial, pr.NegativeBinomial(3, 0.4), None),
]


@pytest.mark.parametrize(("family", "truth", "scipys"), FITS, ids=lambda value: getattr(value, "name", ""))
def test_no_neighbour_makes_the_data_more_probable_than_the_likelihood_fit(family, truth, scipys):
    x = truth.sample(400, np.random.default_rng(8))
    found = pr.fit(family, x)
    best = np.mean(found.logpdf(x))
    assert best >= np.mean(truth.logpdf(x)) - 1e-9
    if family is not pr.Uniform:
        for name, value in found.parameters.items():
            for factor in (0.999, 1.001):
                neighbour = family(**{**found.parameters, name: value * factor})
                assert np.mean(neighbour.logpdf(x)) <= best + 1e-9
    if scipys is not None:
        fixed = {"floc": 0} if family in (pr.Gamma, pr.LogNormal, pr.Weibull) else {}
        fixed |= {"floc": 0, "fscale": 1} if family is pr.Beta else {}
        assert best >= np.mean(scipys(*scipys.fit(x, **fixed)).logpdf(x)) - 1e-6


@pytest.mark.parametrize(("family", "truth", "scipys"), FITS, ids=lambda value: getattr(value, "name", ""))
def test_moment_fits_have_the_moments_of_the_data(family, truth, scipys):
    x = truth.sample(2000, np.random.default_rng(9))
    found = pr.fit(family, x, "moments")
    if family is pr.Cauchy:
        assert found.median() == pytest.approx(np.median(x))
        return
    if family is pr.VonMises:
        assert found.parameters["mean_direction"] == pytest.approx(0.5, abs=0.1)
        return
    assert found.mean() == pytest.approx(x.mean(), rel=1e-9)
    if len(found.parameters) > 1 and family is not pr.FisherF:
        assert found.variance() == pytest.approx(x.var(), rel=1e-9)


def test_the_likeliest_gamma_solves_the_likelihood_equation():
    x = np.random.default_rng(1).gamma(2.5, 1, 100)
    gap = math.log(x.mean()) - np.log(x).mean()
    shape = so.brentq(lambda a: math.log(a) - float(pr.special_functions.digamma(a)) - gap, 0.1, 100, xtol=1e-14)
    found = pr.fit(pr.Gamma, x)
    assert found.parameters["shape"] == pytest.approx(shape, rel=1e-6)
    assert found.parameters["rate"] == pytest.approx(shape / x.mean(), rel=1e-6)


def test_the_family_that_made_the_data_ranks_first_or_near():
    rng, heavy = np.random.default_rng(3), [pr.Cauchy, pr.Normal, pr.Laplace, pr.StudentT]
    assert pr.rank_families(pr.Cauchy(0, 1).sample(200, rng), heavy)[0].family in ("Cauchy", "t")
    positive = [pr.Gamma, pr.Exponential, pr.LogNormal, pr.Normal]
    assert pr.rank_families(rng.gamma(2, 1, 400), positive)[0].family == "gamma"
    names = [one.family for one in pr.rank_families([-1.5, 2, 0.3, 1.1], [pr.Normal, pr.Gamma])]
    assert names == ["normal"]
    losses = [one.loss for one in pr.rank_families(rng.poisson(3, 100))]
    assert losses == sorted(losses)


def test_chips_laid_by_a_distribution_give_it_back():
    edges = np.linspace(0, 12, 13)
    truth = pr.Gamma(4, 1)
    fits = pr.fit_chips(edges, np.diff(truth.cdf(edges)), [pr.Normal, pr.Gamma, pr.LogNormal, pr.Beta])
    assert fits[0].family == "gamma"
    assert fits[0].loss < 1e-5
    assert fits[0].distribution.mean() == pytest.approx(4, rel=0.02)
    shares = np.append(0, np.cumsum(np.diff(truth.cdf(edges)))) / truth.cdf(12)
    assert fits[0].loss == pytest.approx(np.mean((fits[0].distribution.cdf(edges) - shares) ** 2))
    one_chip = pr.fit_chips([0, 1, 2], [0, 1], [pr.Normal])
    assert 1 < one_chip[0].distribution.mean() < 2


RNG = np.random.default_rng(0)
ARRAY = "distribution must be a single one, got one of shape "
STEPS = "edges must increase by equal steps, got steps from 1.0 to 2.0"
STATISTICS = "statistic must be one of mean, sum, maximum, minimum, median, got 'mode'"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pr.interval_probability(pr.Normal(), 2, 1), "lowest must not exceed highest, got 2.0 and 1.0"),
        (lambda: pr.equal_tailed_interval(pr.Normal(), 0), "level must lie between 0 and 1, got 0"),
        (
            lambda: pr.highest_density_region(pr.Normal([0, 1])),
            ARRAY + "(2,)",
        ),
        (lambda: pr.sample_moments([]), "a sample must hold at least one number, got none"),
        (lambda: pr.sample_moments([np.nan]), "x must be finite, got nan at index (0,)"),
        (lambda: pr.simulate(pr.Normal(), 0, RNG), "n_samples must be at least 1, got 0"),
        (
            lambda: pr.simulate(pr.Normal(), 9, RNG, [0, 1, 3]),
            STEPS,
        ),
        (
            lambda: pr.simulate(pr.Normal([0]), 9, RNG),
            ARRAY + "(1,)",
        ),
        (lambda: pr.default_edges(pr.Normal(), 0), "n_bins must be at least 1, got 0"),
        (lambda: pr.summary_table(pr.Normal(), 1, RNG), "n_samples must be at least 2, got 1"),
        (
            lambda: pr.exact_statistic(pr.Normal(), "mode", 3),
            STATISTICS,
        ),
        (
            lambda: pr.simulated_statistic(pr.Normal(), "mean", 0, 1, RNG),
            "sample_size must be at least 1, got 0",
        ),
        (lambda: pr.norm_of_standard_normal(0), "n_dimensions must be at least 1, got 0"),
        (lambda: pr.running_mean([[1]]), "draws must be one row of numbers, got shape (1, 1)"),
        (lambda: pr.fit(pr.Normal, [1]), "data must hold at least 2 numbers, got 1"),
        (lambda: pr.fit(pr.Normal, [1, 2], "guess"), "method must be 'likelihood' or 'moments', got 'guess'"),
        (lambda: pr.fit(pr.Categorical, [1, 2]), "family must be one that can be fitted, got Categorical"),
        (lambda: pr.fit(pr.Normal, [2, 2]), "no normal distribution has mean 2 and variance 0"),
        (lambda: pr.fit(pr.Gamma, [-1, -3]), "no gamma distribution has mean -2 and variance 1"),
        (lambda: pr.fit(pr.Gamma, [-1, 30]), "data must lie in the support of the gamma distribution, got -1.0"),
        (lambda: pr.fit_chips([0, 1], [0]), "chips must be positive somewhere, got 0 everywhere"),
        (lambda: pr.fit_chips([0, 1], [1, 2]), "chips must have one number for each of 1 bins, got shape (2,)"),
        (lambda: pr.fit_chips([1, 0], [1]), "edges must increase, got 0.0 at index 1"),
    ],
)
def test_what_cannot_be_summed_up_is_refused_by_name(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == message
