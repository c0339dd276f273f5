import mpmath as mp
import numpy as np
import pytest
import scipy.stats as st_
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.probability import families as fam
from mathml_widgets.maths.probability.families import FAMILIES
from tests.maths.probability.condition_numbers import DIGITS, assert_accurate, exact_and_condition
from tests.maths.probability.exact_families import CONTINUOUS, DISCRETE, points_of

N_POINTS = 18
ALL = CONTINUOUS + DISCRETE


def named(entry):
    return entry[0].name


def counted(function):
    """Return a function of a whole number and parameters whose condition in the whole number is left out."""
    return lambda x, *parameters: function(mp.nint(x), *parameters)


def inside(entry, points):
    lowest, highest = np.array([entry[0](*row[1:]).support() for row in points]).T
    return points[(points[:, 0] > lowest) & (points[:, 0] < highest)]


@pytest.mark.parametrize("entry", ALL, ids=named)
def test_densities_are_right_from_one_tail_to_the_other(entry):
    family, density = entry[:2]
    points = points_of(entry, N_POINTS)
    if not family.is_discrete:
        points = inside(entry, points)
    exact = counted(density) if family.is_discrete else density
    assert_accurate(lambda x, *parameters: family(*parameters).pdf(x), exact, points)


@pytest.mark.parametrize("entry", ALL, ids=named)
def test_both_tails_are_right_from_one_end_to_the_other(entry):
    family, _, below, above = entry[:4]
    points = points_of(entry, N_POINTS, seed=1)
    if not family.is_discrete:
        points = inside(entry, points)
        assert_accurate(lambda x, *parameters: family(*parameters).cdf(x), below, points)
        assert_accurate(lambda x, *parameters: family(*parameters).sf(x), above, points)
    else:
        assert_accurate(lambda x, *parameters: family(*parameters).cdf(x), counted(below), points)
        points = points[[family(*row[1:]).support().highest > row[0] for row in points]]
        assert_accurate(lambda x, *parameters: family(*parameters).sf(x), counted(above), points)


@pytest.mark.parametrize("upper_tail", [False, True])
@pytest.mark.parametrize("entry", CONTINUOUS, ids=named)
def test_quantiles_have_exactly_the_area_asked_for(entry, upper_tail):
    family, _, below, above, ranges = entry
    rng = np.random.default_rng(2)
    for i in range(4 if family is fam.VonMises else 10):
        parameters = [draw(rng) for draw in ranges]
        probability = 10.0 ** rng.uniform(-30, 0) if i % 2 else rng.uniform(0.01, 0.99)
        x = family(*parameters).quantile(probability, upper_tail=upper_tail)
        lowest, highest = family(*parameters).support()
        # Where the quantile is an end, or a step of one float next to it is a large share of the area, none is exact.
        if not lowest + max(1e-290, 1e-9 * abs(lowest)) < x < highest or (highest < np.inf and highest - x < 1e-9):
            continue
        with mp.workdps(DIGITS):
            exact, condition = exact_and_condition(above if upper_tail else below, [x, *parameters])
            assert abs(exact - probability) <= 1e-13 * condition * probability, (parameters, probability, x)


@pytest.mark.parametrize("upper_tail", [False, True])
@pytest.mark.parametrize("entry", DISCRETE, ids=named)
def test_quantiles_of_whole_numbers_are_the_smallest_with_enough_below(entry, upper_tail):
    family, _, below, above, ranges = entry
    rng = np.random.default_rng(3)
    for _ in range(12):
        parameters = [draw(rng) for draw in ranges]
        distribution = family(*parameters)
        probability = rng.uniform(0, 1) ** 4
        k = distribution.quantile(probability, upper_tail=upper_tail)
        with mp.workdps(DIGITS):
            if upper_tail:
                assert above(mp.mpf(k), *map(mp.mpf, parameters)) <= probability
                if k > distribution.support().lowest:
                    assert above(mp.mpf(k - 1), *map(mp.mpf, parameters)) > probability
            else:
                assert below(mp.mpf(k), *map(mp.mpf, parameters)) >= probability
                if k > distribution.support().lowest:
                    assert below(mp.mpf(k - 1), *map(mp.mpf, parameters)) < probability


@pytest.mark.parametrize("entry", DISCRETE, ids=named)
def test_the_quantile_of_a_cdf_is_the_number_it_came_from(entry):
    family, *_, ranges = entry
    rng = np.random.default_rng(4)
    for _ in range(5):
        distribution = family(*(draw(rng) for draw in ranges))
        k = np.unique(distribution.quantile(np.linspace(0.001, 0.5, 40)))
        np.testing.assert_array_equal(distribution.quantile(distribution.cdf(k)), k)
        k = np.unique(distribution.quantile(np.linspace(0.001, 0.5, 40), upper_tail=True))
        np.testing.assert_array_equal(distribution.quantile(distribution.sf(k), upper_tail=True), k)


SCIPY = [
    (fam.Normal(1, 2), st_.norm(1, 2)),
    (fam.Uniform(-1, 3), st_.uniform(-1, 4)),
    (fam.Exponential(2), st_.expon(scale=0.5)),
    (fam.Gamma(3.5, 2), st_.gamma(3.5, scale=0.5)),
    (fam.Gamma(0.2, 3), st_.gamma(0.2, scale=1 / 3)),
    (fam.Beta(2, 5), st_.beta(2, 5)),
    (fam.Beta(0.5, 0.7), st_.beta(0.5, 0.7)),
    (fam.StudentT(7, 1, 3), st_.t(7, 1, 3)),
    (fam.Laplace(1, 2), st_.laplace(1, 2)),
    (fam.LogNormal(0.3, 0.6), st_.lognorm(0.6, scale=np.exp(0.3))),
    (fam.Weibull(1.7, 3), st_.weibull_min(1.7, scale=3)),
    (fam.ChiSquared(5), st_.chi2(5)),
    (fam.FisherF(5, 14), st_.f(5, 14)),
    (fam.Logistic(1, 2), st_.logistic(1, 2)),
    (fam.Bernoulli(0.3), st_.bernoulli(0.3)),
    (fam.Binomial(12, 0.3), st_.binom(12, 0.3)),
    (fam.Geometric(0.3), st_.geom(0.3)),
    (fam.Poisson(4.5), st_.poisson(4.5)),
    (fam.NegativeBinomial(3.5, 0.4), st_.nbinom(3.5, 0.4)),
]


@pytest.mark.parametrize(("ours", "scipys"), SCIPY, ids=lambda value: getattr(value, "name", ""))
def test_moments_and_entropy_agree_with_scipy(ours, scipys):
    found = [ours.mean(), ours.variance(), ours.skewness(), ours.kurtosis()]
    np.testing.assert_allclose(found, [float(m) for m in scipys.stats("mvsk")], rtol=1e-12, atol=1e-14)
    assert ours.entropy() == pytest.approx(float(scipys.entropy()), rel=1e-10)
    assert ours.standard_deviation() == pytest.approx(scipys.std(), rel=1e-12)
    assert ours.median() == pytest.approx(scipys.median(), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(("ours", "scipys"), SCIPY, ids=lambda value: getattr(value, "name", ""))
def test_draws_follow_the_distribution(ours, scipys):
    draws = ours.sample(20_000, np.random.default_rng(5))
    assert draws.shape == (20_000,)
    if ours.is_discrete:
        values, counts = np.unique(draws, return_counts=True)
        expected = 20_000 * ours.pdf(values)
        enough = expected > 5
        statistic = np.sum((counts - expected)[enough] ** 2 / expected[enough])
        assert statistic < st_.chi2.isf(1e-4, enough.sum())
    else:
        assert st_.kstest(draws, ours.cdf).pvalue > 1e-4


def test_angles_are_drawn_like_scipys_and_have_its_moments():
    ours = fam.VonMises(0.5, 3)
    draws = ours.sample(20_000, np.random.default_rng(5))
    assert st_.kstest(draws, st_.vonmises(3, loc=0.5).cdf).pvalue > 1e-4
    with mp.workdps(25):
        density = lambda t: mp.exp(3 * mp.cos(t)) / (2 * mp.pi * mp.besseli(0, 3))  # noqa: E731
        second = float(mp.quad(lambda t: t**2 * density(t), [-mp.pi, 0, mp.pi]))
        fourth = float(mp.quad(lambda t: t**4 * density(t), [-mp.pi, 0, mp.pi]))
    assert ours.variance() == pytest.approx(second, rel=1e-13)
    assert ours.kurtosis() == pytest.approx(fourth / second**2 - 3, rel=1e-12)
    assert ours.entropy() == pytest.approx(st_.vonmises(3).entropy(), rel=1e-12)
    assert ours.circular_variance() == pytest.approx(1 - 0.8099852939565045, rel=1e-6)
    assert fam.VonMises(0, 0).variance() == pytest.approx(np.pi**2 / 3, rel=1e-14)
    assert fam.VonMises(0, 1e6).variance() == pytest.approx(1e-6, rel=1e-6)


def test_a_flat_circle_is_uniform():
    flat, uniform = fam.VonMises(1, 0), fam.Uniform(1 - np.pi, 1 + np.pi)
    x = np.linspace(-2.1, 4.1, 30)
    np.testing.assert_allclose(flat.pdf(x), uniform.pdf(x), rtol=1e-14)
    np.testing.assert_allclose(flat.cdf(x), uniform.cdf(x), rtol=1e-13)
    np.testing.assert_allclose(flat.quantile([0.01, 0.5, 0.99]), uniform.quantile([0.01, 0.5, 0.99]), rtol=1e-13)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_every_family_has_defaults_ranges_and_answers_at_the_ends(family):
    distribution = family()
    for parameter in family.declared.values():
        assert parameter.lowest < parameter.highest
        assert parameter.lowest <= parameter.default <= parameter.highest
    lowest, highest = distribution.support()
    assert lowest < highest
    assert distribution.cdf([-np.inf, np.inf]).tolist() == [0, 1]
    assert distribution.sf([-np.inf, np.inf]).tolist() == [1, 0]
    assert distribution.pdf([-np.inf, np.inf]).tolist() == [0, 0]
    assert distribution.logpdf([-np.inf, np.inf]).tolist() == [-np.inf, -np.inf]
    assert distribution.quantile([0, 1]).tolist() == [lowest, highest]
    assert distribution.quantile([0, 1], upper_tail=True).tolist() == [highest, lowest]
    x = np.concatenate([-np.logspace(300, -300, 41), [0], np.logspace(-300, 300, 41)])
    for answer in (distribution.pdf(x), distribution.cdf(x), distribution.sf(x), distribution.logpdf(x)):
        assert not np.isnan(answer).any()
    assert (np.diff(distribution.cdf(x)) >= 0).all()
    assert not np.isnan(distribution.quantile(np.linspace(0, 1, 21))).any()
    assert distribution.sample(3, np.random.default_rng(0)).shape == (3,)
    assert distribution.sample((2, 0), np.random.default_rng(0)).shape == (2, 0)


@pytest.mark.parametrize("family", [f for f in FAMILIES.values() if f.declared], ids=lambda family: family.name)
def test_parameters_broadcast_against_values(family):
    names = list(family.declared)
    defaults = {name: family.declared[name].default for name in names}
    other = {name: default + (1 if "n_" in name else 0.25) for name, default in defaults.items()}
    both = family(**{name: np.array([defaults[name], other[name]]) for name in names})
    one, two = family(**defaults), family(**other)
    x = np.array([[0.0], [1.0], [2.0]])
    for method in ("pdf", "logpdf", "cdf", "sf"):
        together = getattr(both, method)(x)
        assert together.shape == (3, 2)
        np.testing.assert_allclose(together[:, 0], getattr(one, method)(x[:, 0]), rtol=1e-13)
        np.testing.assert_allclose(together[:, 1], getattr(two, method)(x[:, 0]), rtol=1e-13)
    p = np.array([[0.1], [0.6]])
    np.testing.assert_allclose(both.quantile(p)[:, 1], two.quantile(p[:, 0]), rtol=1e-13)
    for method in ("mean", "variance", "skewness", "kurtosis", "entropy"):
        np.testing.assert_allclose(
            getattr(both, method)(), [getattr(one, method)(), getattr(two, method)()], rtol=1e-13
        )
    assert both.sample(5, np.random.default_rng(0)).shape == (5, 2)


def test_moments_that_do_not_exist_are_nan_with_a_reason_and_infinite_ones_are_inf():
    cauchy = fam.Cauchy()
    assert np.isnan([cauchy.mean(), cauchy.variance(), cauchy.skewness(), cauchy.kurtosis()]).all()
    assert cauchy.undefined()["mean"] == "both tails contribute infinitely much, with opposite signs"
    assert set(cauchy.undefined()) == {"mean", "variance", "skewness", "kurtosis"}
    t = fam.StudentT([1, 2, 3, 4, 5])
    np.testing.assert_array_equal(t.mean(), [np.nan, 0, 0, 0, 0])
    np.testing.assert_allclose(t.variance(), [np.nan, np.inf, 3, 2, 5 / 3])
    np.testing.assert_array_equal(t.skewness(), [np.nan, np.nan, np.nan, 0, 0])
    np.testing.assert_array_equal(t.kurtosis(), [np.nan, np.nan, np.inf, np.inf, 6])
    f = fam.FisherF(3, [2, 4, 6, 8])
    assert np.isinf(f.mean()).tolist() == [True, False, False, False]
    assert np.isinf(f.variance()).tolist() == [True, True, False, False]
    assert fam.Normal().undefined() == {}
    certain = fam.Bernoulli(1)
    assert certain.undefined()["skewness"] == "the variance is 0, so nothing can be divided by it"


@pytest.mark.parametrize("certain", [0, 1])
def test_a_coin_that_cannot_surprise_is_still_a_coin(certain):
    for distribution in (fam.Bernoulli(certain), fam.Binomial(3, certain)):
        value = distribution.support().highest * certain
        assert distribution.pdf(value) == 1
        assert distribution.pdf(1 - certain) == 0
        assert distribution.entropy() == 0
        assert distribution.quantile(0.5) == value
        assert distribution.cdf(value) == 1
        assert (distribution.sample(5, np.random.default_rng(0)) == value).all()
    assert fam.Geometric(1).pdf([1, 2]).tolist() == [1, 0]
    assert fam.Geometric(1).entropy() == 0
    assert fam.NegativeBinomial(2, 1).pdf([0, 1]).tolist() == [1, 0]
    assert fam.NegativeBinomial(2, 1).cdf(0) == 1


def test_whole_number_families_give_no_probability_to_fractions():
    for family in (fam.Binomial, fam.Poisson, fam.NegativeBinomial, fam.Geometric, fam.Bernoulli, fam.Categorical):
        assert family().pdf([0.5, -1]).tolist() == [0, 0]
        assert family().cdf(1.7) == family().cdf(1)


def test_densities_with_a_pole_say_so():
    assert fam.Gamma(0.5, 1).pdf(0) == np.inf
    assert fam.Gamma(1, 3).pdf(0) == pytest.approx(3, rel=1e-15)
    assert fam.Gamma(2, 1).pdf(0) == 0
    assert fam.Beta(0.5, 1).pdf([0, 1]).tolist() == [np.inf, 0.5]
    assert fam.Beta(1, 4).pdf([0, 1]).tolist() == [4, 0]
    assert fam.Weibull(0.5, 1).pdf(0) == np.inf
    assert fam.Weibull(1, 2).pdf(0) == 0.5
    assert fam.FisherF(1, 5).pdf(0) == np.inf
    assert fam.FisherF(2, 5).pdf(0) == pytest.approx(1, rel=1e-14)
    assert fam.ChiSquared(2).pdf(0) == 0.5
    assert fam.LogNormal().pdf(0) == 0


@given(st.integers(1, 10_000), st.floats(0.01, 1e4))
@settings(max_examples=30)
def test_gamma_and_poisson_count_the_same_arrivals(n, x):
    assert fam.Gamma(n, 1).cdf(x) == pytest.approx(fam.Poisson(x).sf(n - 1), rel=1e-11, abs=1e-300)


@given(st.integers(1, 300), st.floats(0.001, 0.999))
@settings(max_examples=30)
def test_probabilities_of_a_binomial_sum_to_its_cdf(n, p):
    distribution = fam.Binomial(n, p)
    k = np.arange(n + 1)
    np.testing.assert_allclose(np.cumsum(distribution.pdf(k)), distribution.cdf(k), rtol=1e-12, atol=1e-300)


def test_categories_have_their_probabilities():
    distribution = fam.Categorical([0, 0.25, 0.5, 0.25, 0])
    assert distribution.support() == (1, 3)
    assert distribution.pdf([0, 1, 2, 3, 4, 5]).tolist() == [0, 0.25, 0.5, 0.25, 0, 0]
    assert distribution.cdf([0, 1, 2, 3, 9]).tolist() == [0, 0.25, 0.75, 1, 1]
    assert distribution.quantile([0, 0.25, 0.26, 0.75, 0.76, 1]).tolist() == [1, 1, 2, 2, 3, 3]
    assert (distribution.mean(), distribution.variance(), distribution.skewness()) == (2, 0.5, 0)
    assert distribution.kurtosis() == pytest.approx(-1)
    assert distribution.entropy() == pytest.approx(1.5 * np.log(2))
    draws = distribution.sample(4000, np.random.default_rng(1)).astype(int)
    assert st_.chisquare(np.bincount(draws)[1:], [1000, 2000, 1000]).pvalue > 1e-4
    one = fam.Categorical([1.0])
    assert (one.mean(), one.variance(), one.entropy(), one.median()) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fam.Normal(0, -1), "standard_deviation must be positive and finite, got -1.0"),
        (lambda: fam.Normal(np.inf, 1), "mean must be finite, got inf"),
        (
            lambda: fam.Normal([0, 1], [1, 2, 3]),
            "parameters must broadcast, got shapes mean (2,), standard_deviation (3,)",
        ),
        (lambda: fam.Uniform(2, 2), "highest must exceed lowest, got 2.0 and 2.0"),
        (lambda: fam.VonMises(0, -1), "concentration must be at least 0 and finite, got -1.0"),
        (lambda: fam.Binomial(2.5, 0.5), "n_trials must be a whole number from 1 on, got 2.5"),
        (lambda: fam.Bernoulli(1.2), "probability must lie between 0 and 1, got 1.2"),
        (lambda: fam.Geometric(0), "probability must lie above 0 and at most at 1, got 0.0"),
        (lambda: fam.Poisson([3, np.nan]), "rate must hold numbers, got nan at index 1"),
        (lambda: fam.Categorical([]), "probabilities must be one row with at least one number, got shape (0,)"),
        (lambda: fam.Categorical([0.5, 0.6]), "probabilities must sum to 1, got 1.1"),
        (lambda: fam.Categorical([1.5, -0.5]), "probabilities must be at least 0 and finite, got -0.5 at index 1"),
        (lambda: fam.Normal().pdf(np.nan), "x must hold numbers, got nan"),
        (lambda: fam.Normal().quantile(1.1), "probability must lie between 0 and 1, got 1.1"),
        (lambda: fam.Normal().sample(-1, np.random.default_rng(0)), "size must hold whole numbers from 0 on, got -1"),
    ],
)
def test_what_is_no_distribution_is_refused_by_name(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == message
