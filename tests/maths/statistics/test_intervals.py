import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as sp
from statsmodels.stats.proportion import proportion_confint

from mathml_widgets.maths import statistics as stats
from mathml_widgets.maths.statistics.intervals.binomial_mass import binomial_mass

METHODS = {
    "wald": ("normal", stats.wald),
    "wilson": ("wilson", stats.wilson),
    "agresti_coull": ("agresti_coull", stats.agresti_coull),
    "clopper_pearson": ("beta", stats.clopper_pearson),
}


@settings(max_examples=40)
@given(st.integers(1, 300), st.floats(0, 1), st.sampled_from([0.5, 0.9, 0.95, 0.999]))
def test_intervals_for_a_proportion_are_those_of_statsmodels(n, share, level):
    k = round(share * n)
    for name, function in METHODS.values():
        low, high = proportion_confint(k, n, 1 - level, name)
        assert function(k, n, level) == pytest.approx((max(low, 0), min(high, 1)), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", METHODS)
def test_intervals_take_arrays_and_their_ends_mirror(name):
    function = METHODS[name][1]
    k = np.arange(12)
    low, high = function(k, 11)
    assert low.shape == high.shape == (12,)
    assert low == pytest.approx(1 - high[::-1], abs=1e-14)
    assert (low <= k / 11).all() or name == "agresti_coull"
    assert ((low >= 0) & (high <= 1)).all()


def test_no_success_and_no_failure_have_their_ends():
    assert stats.wald(0, 5) == (0.0, 0.0)
    assert stats.wilson(0, 5)[0] == 0.0
    assert stats.wilson(5, 5)[1] == 1.0
    assert stats.clopper_pearson(0, 5) == (0.0, pytest.approx(1 - 0.025**0.2))
    assert stats.clopper_pearson(5, 5) == (pytest.approx(0.025**0.2), 1.0)
    assert stats.clopper_pearson(0, 1) == (0.0, pytest.approx(0.975))
    assert stats.wilson(1, 10**12)[0] == pytest.approx(1.766e-13, rel=1e-3)
    assert stats.clopper_pearson(1, 10**9)[0] == pytest.approx(2.5317808e-11, rel=1e-6)


@pytest.mark.parametrize("function", [one[1] for one in METHODS.values()])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 0), "trials must be at least 1, got 0"),
        ((3, 2), "successes must be at most the 2 trials, got 3"),
        ((-1, 2), "successes must hold integers of at least 0, got -1"),
        ((0.5, 2), "successes must hold integers of at least 0, got 0.5"),
        ((1, 2, 95), "level must lie strictly between 0 and 1, got 95"),
        (([1, np.nan], 2), "successes must be finite, got nan"),
    ],
)
def test_counts_that_are_no_trials_are_refused(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(*arguments)


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(2, 30), st.sampled_from([0.5, 0.9, 0.99]))
def test_intervals_for_a_mean_are_those_of_scipy(seed, n, level):
    x = np.random.default_rng(seed).normal(size=(3, n)) + seed
    low, high = stats.t_interval(x, level)
    expected = sp.t.interval(level, n - 1, x.mean(axis=1), sp.sem(x, axis=1))
    assert (low, high) == (pytest.approx(expected[0], rel=1e-9), pytest.approx(expected[1], rel=1e-9))
    z = sp.norm.interval(level, x[0].mean(), sp.sem(x[0]))
    assert stats.z_interval(x[0], level) == pytest.approx(z, rel=1e-9)
    known = sp.norm.interval(level, x[0].mean(), 2.0 / np.sqrt(n))
    assert stats.z_interval(x[0], level, 2.0) == pytest.approx(known, rel=1e-9)
    squares = (n - 1) * x[0].var(ddof=1)
    expected = squares / sp.chi2.isf((1 - level) / 2, n - 1), squares / sp.chi2.ppf((1 - level) / 2, n - 1)
    assert stats.variance_interval(x[0], level) == pytest.approx(expected, rel=1e-8)


@settings(max_examples=25)
@given(st.integers(1, 40), st.sampled_from([0.5, 0.9, 0.95]))
def test_the_interval_for_a_median_is_that_of_scipy(n, level):
    x = np.random.default_rng(n).normal(size=n)
    expected = sp.quantile_test(x, q=0, p=0.5).confidence_interval(level)
    low, high = stats.median_interval(x, level)
    if np.isfinite(low):
        assert (low, high) == pytest.approx(tuple(expected))
    else:
        assert np.isnan(expected.low) or np.isnan(expected.high)
    assert stats.median_interval(np.stack([x, x + 1]), level).low[1] == pytest.approx(low + 1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: stats.t_interval([1.0]), "samples must hold at least 2 values, got 1"),
        (lambda: stats.t_interval([]), "samples must hold at least 2 values, got 0"),
        (lambda: stats.t_interval(3.0), r"samples must have shape \(..., n\), got the number 3.0"),
        (lambda: stats.t_interval([1.0, np.nan]), r"samples must be finite, got nan at index \(1,\)"),
        (lambda: stats.z_interval([1.0]), "samples must hold at least 2 values, got 1"),
        (lambda: stats.z_interval([1.0], 0.9, -1), "standard_deviation must be positive and finite, got -1"),
        (lambda: stats.variance_interval([1.0]), "samples must hold at least 2 values, got 1"),
        (lambda: stats.median_interval([]), "samples must hold at least 1 value, got 0"),
    ],
)
def test_samples_that_have_no_interval_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@settings(max_examples=25)
@given(st.integers(1, 400), st.floats(0, 1).filter(lambda p: p == 0 or p > 1e-100))
def test_the_binomial_mass_is_that_of_scipy(n, p):
    assert binomial_mass(n, np.array(p)) == pytest.approx(sp.binom.pmf(np.arange(n + 1), n, p), rel=1e-9, abs=1e-15)


def test_published_coverages_at_p_a_tenth_and_twenty_trials():
    found = [stats.exact_coverage(name, 20, 0.1).coverage for name in ("wald", "wilson", "clopper_pearson")]
    assert np.round(found, 3).tolist() == [0.876, 0.957, 0.989]


@pytest.mark.parametrize("name", METHODS)
def test_exact_coverage_is_the_sum_over_the_outcomes(name):
    p = np.array([0.03, 0.2, 0.5, 0.77])
    found = stats.exact_coverage(name, 13, p, 0.9)
    outcomes = [METHODS[name][1](k, 13, 0.9) for k in range(14)]
    for i, truth in enumerate(p):
        held = low = high = width = 0.0
        for k, ends in enumerate(outcomes):
            mass = sp.binom.pmf(k, 13, truth)
            held += mass * (ends[0] <= truth <= ends[1])
            low += mass * (ends[1] < truth)
            high += mass * (ends[0] > truth)
            width += mass * (ends[1] - ends[0])
        parts = [part[i] for part in found]
        assert parts == pytest.approx([held, low, high, width], abs=1e-12)


@settings(max_examples=12)
@given(st.integers(1, 60), st.floats(0, 1), st.sampled_from([0.8, 0.95]))
def test_clopper_and_pearson_keep_their_promise_everywhere(n, p, level):
    found = stats.exact_coverage("clopper_pearson", n, p, level)
    assert found.coverage >= level - 1e-12
    assert max(found.too_low, found.too_high) <= (1 - level) / 2 + 1e-12


def test_a_method_of_your_own_is_taken():
    everything = stats.exact_coverage(lambda k, n, level: (0 * k, 0 * k + 1), 5, [0.0, 0.3, 1.0])
    assert everything.coverage == pytest.approx([1, 1, 1])
    assert everything.mean_width == pytest.approx([1, 1, 1])


@pytest.mark.parametrize(
    ("method", "population", "truth", "n", "expected"),
    [
        ("t", lambda rng, shape: rng.normal(3, 2, shape), 3.0, 5, 0.95),
        ("z", lambda rng, shape: rng.normal(size=shape), 0.0, 5, 1 - 2 * sp.t.sf(1.959963984540054, 4)),
        ("variance", lambda rng, shape: rng.normal(size=shape), 1.0, 6, 0.95),
        (
            "median",
            lambda rng, shape: rng.exponential(size=shape),
            np.log(2),
            11,
            1 - 2 * sp.binom.cdf(1, 11, 0.5),
        ),
        ("wald", lambda rng, shape: rng.random(shape) < 0.1, 0.1, 20, 0.8757),
    ],
)
def test_simulated_coverage_meets_the_exact_one(method, population, truth, n, expected):
    found = stats.simulated_coverage(method, population, truth, n, n_intervals=20_000)
    assert abs(found.coverage - expected) < 4 * np.sqrt(expected * (1 - expected) / 20_000)
    assert found.band.low <= found.coverage <= found.band.high
    assert found.coverage + found.too_low + found.too_high == pytest.approx(1)
    assert found.covers.mean() == found.coverage
    assert found.mean_width == pytest.approx((found.high - found.low).mean())


def test_all_intervals_for_a_lognormal_mean_cover_too_little_at_small_n():
    def lognormal(rng, shape):
        return rng.lognormal(size=shape)

    for method in ("t", "z", "percentile", "basic", "bca"):
        found = stats.simulated_coverage(method, lognormal, np.exp(0.5), 10, n_intervals=2000)
        assert found.band.high < 0.95
        assert found.too_low > 3 * found.too_high


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: stats.exact_coverage("exact", 5, 0.5), "method must be callable or one of 'wald', .*, got 'exact'"),
        (lambda: stats.exact_coverage("wald", 0, 0.5), "n must be an integer of at least 1, got 0"),
        (lambda: stats.exact_coverage("wald", 5, 1.5), "p must lie between 0 and 1, got 1.5"),
        (lambda: stats.exact_coverage("wald", 5, 0.5, 1), "level must lie strictly between 0 and 1, got 1"),
        (lambda: stats.exact_coverage(lambda k, n, level: 3, 5, 0.5), "method must give low and high ends"),
        (
            lambda: stats.exact_coverage(lambda k, n, level: (0, 1), 5, 0.5),
            r"method must give 6 ends low and high, got shapes \(\) and \(\)",
        ),
        (
            lambda: stats.simulated_coverage("t", lambda rng, shape: np.zeros(3), 0, 5),
            r"population\(rng, shape\) must have shape \(10000, 5\), got shape \(3,\)",
        ),
        (
            lambda: stats.simulated_coverage("sd", lambda rng, shape: np.zeros(shape), 0, 5),
            "method must be callable or one of 'wald', .*, got 'sd'",
        ),
    ],
)
def test_coverages_that_cannot_be_found_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
