import numpy as np
import pytest
from scipy import stats as sp

from mathml_widgets.maths import statistics as stats

SAMPLE = np.random.default_rng(7).exponential(size=25)


@pytest.mark.parametrize("method", ["percentile", "basic", "bca"])
@pytest.mark.parametrize("name", ["mean", "median", "std"])
def test_an_interval_is_that_of_scipy_up_to_monte_carlo(method, name):
    function = getattr(np, name)
    statistic = name if name != "std" else function
    found = stats.bootstrap(SAMPLE, statistic, method, n_resamples=20_000)
    theirs = sp.bootstrap(
        (SAMPLE,), function, method=method, n_resamples=20_000, rng=np.random.default_rng(1), vectorized=True
    )
    # The ends are quantiles of 20,000 draws: their standard error is about 0.03 standard deviations.
    slack = 0.15 * theirs.standard_error
    assert found.estimate == function(SAMPLE)
    if name != "median":  # whose resamples take few values
        assert found.low == pytest.approx(theirs.confidence_interval.low, abs=slack)
        assert found.high == pytest.approx(theirs.confidence_interval.high, abs=slack)
    assert found.standard_error == pytest.approx(theirs.standard_error, rel=0.05)


@pytest.mark.parametrize("method", ["percentile", "basic", "bca"])
def test_the_same_replicates_give_the_ends_of_scipy(method):
    found = stats.bootstrap(SAMPLE, lambda x: x.std(axis=1), method, n_resamples=500, vectorized=True)
    theirs = sp.bootstrap(
        (SAMPLE,), np.std, method=method, n_resamples=0, bootstrap_result=_Result(found.replicates), vectorized=True
    )
    assert [found.low, found.high] == pytest.approx(list(theirs.confidence_interval), rel=1e-10)


class _Result:
    def __init__(self, replicates):
        self.bootstrap_distribution = replicates


def test_a_callable_of_one_resample_or_of_many_gives_the_same():
    one = stats.bootstrap(SAMPLE, np.std, "bca", n_resamples=300)
    many = stats.bootstrap(SAMPLE, lambda x: x.std(axis=-1), "bca", n_resamples=300, vectorized=True)
    assert one[:5] == pytest.approx(many[:5])


def test_rows_are_drawn_whole():
    rng = np.random.default_rng(0)
    pairs = rng.normal(size=(40, 2)) @ [[1, 0.8], [0, 0.6]]
    found = stats.bootstrap(pairs, lambda rows: np.corrcoef(rows.T)[0, 1], n_resamples=500)
    assert found.low < np.corrcoef(pairs.T)[0, 1] < found.high
    assert found.low > 0.3
    constant = stats.bootstrap(np.stack([SAMPLE, 2 * SAMPLE], axis=1), lambda rows: (rows[:, 1] / rows[:, 0]).mean())
    assert constant.replicates == pytest.approx(np.full(9999, 2.0))


def test_the_mean_scatters_as_its_formula_says():
    found = stats.bootstrap(SAMPLE, n_resamples=20_000)
    assert found.standard_error == pytest.approx(SAMPLE.std() / 5, rel=4 / np.sqrt(40_000))
    assert abs(found.bias) < 4 * found.standard_error / np.sqrt(20_000)


@pytest.mark.parametrize("n", [1, 2, 3, 8, 15])
def test_the_law_of_a_resampled_rank_is_that_of_counting(n):
    for rank in {1, (n + 1) // 2, n}:
        law = stats.resampled_rank_law(n, rank)
        # X*_(r) <= x_(i) where at least r of n draws fall on the first i places.
        below = [sp.binom.sf(rank - 1, n, i / n) for i in range(n + 1)]
        assert law == pytest.approx(np.diff(below), abs=1e-14)
        places, following = stats.resampled_ranks(n, rank, 50_000, np.random.default_rng(rank))
        counts = np.bincount(places, minlength=n)
        seen = 50_000 * law > 5
        assert sp.chisquare(counts[seen], law[seen] / law[seen].sum() * counts[seen].sum()).pvalue > 1e-4 or n == 1
        assert (following >= places).all()


@pytest.mark.parametrize("n", [1, 2, 5, 6, 40])
def test_fast_medians_follow_the_law_of_slow_ones(n):
    sample = np.random.default_rng(n).normal(size=n)
    fast = stats.bootstrap(sample, "median", n_resamples=20_000).replicates
    slow = np.median(sample[np.random.default_rng(1).integers(0, n, (20_000, n))], axis=1)
    values = np.unique(np.round(np.concatenate([fast, slow]), 12))
    table = np.array([[(np.abs(draws - v) < 1e-9).sum() for v in values] for draws in (fast, slow)])
    common = table[:, table.sum(axis=0) > 20]
    if common.shape[1] > 1:
        assert sp.chi2_contingency(common).pvalue > 1e-4


@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_the_jackknife_of_a_named_statistic_is_that_of_leaving_each_out(statistic):
    for n in (2, 3, 8, 9):
        sample = np.round(np.random.default_rng(n).normal(size=n), 1)
        named = stats.bootstrap(sample, statistic, "bca", n_resamples=200)
        same_draws = stats.bootstrap.__globals__["_bca_tails"](
            sample, getattr(np, statistic), getattr(np, statistic), named.estimate, named.replicates, 0.05
        )
        if not np.isnan(named.low):
            assert [named.low, named.high] == pytest.approx(list(np.quantile(named.replicates, same_draws)))


def test_one_value_has_nothing_to_resample():
    for statistic in ("mean", "median", np.max):
        for method in ("percentile", "basic", "bca"):
            found = stats.bootstrap([3.0], statistic, method, n_resamples=10)
            assert (found.estimate, found.low, found.high, found.standard_error) == (3.0, 3.0, 3.0, 0.0)


def test_bca_has_no_end_where_all_resamples_are_on_one_side():
    found = stats.bootstrap(SAMPLE, lambda x: float(len(np.unique(x)) < 25), "bca", n_resamples=50)
    assert np.isnan(found.low)
    assert np.isnan(found.high)
    assert stats.bootstrap(SAMPLE, lambda x: float(len(np.unique(x)) < 25), n_resamples=50).low == 1.0


def test_ties_keep_the_ends_on_the_data():
    found = stats.bootstrap([1, 1, 1, 2], "median", n_resamples=500)
    assert (found.low, found.high) == (1.0, 2.0)


@pytest.mark.parametrize(
    ("arguments", "keywords", "message"),
    [
        (([],), {}, "x must hold at least 1 value, got 0"),
        ((3.0,), {}, "x must hold at least 1 value, got the number 3.0"),
        (([1, np.nan],), {}, r"x must be finite, got nan at index \(1,\)"),
        (([[1, 2]], "mean"), {}, r"x must have shape \(n,\) for a mean, got shape \(1, 2\)"),
        (([1, 2], "mode"), {}, "statistic must be one of 'mean', 'median', got 'mode'"),
        (([1, 2], "mean", "studentized"), {}, "method must be one of 'percentile', 'basic', 'bca', got 'studentized'"),
        (([1, 2],), {"level": 1.0}, "level must lie strictly between 0 and 1, got 1.0"),
        (([1, 2],), {"n_resamples": 1}, "n_resamples must be an integer of at least 2, got 1"),
        (([1, 2], lambda x: x), {}, r"statistic\(x\) must give one number a resample, got shape \(9999, 2\) for 9999"),
        (
            ([1, 2], lambda x: x.mean()),
            {"vectorized": True},
            r"statistic\(x\) must give one number a resample, got shape \(\) for 9999",
        ),
        (([1, 2], lambda x: np.nan), {}, r"statistic\(x\) must be finite, got nan"),
    ],
)
def test_what_cannot_be_resampled_is_refused(arguments, keywords, message):
    with pytest.raises(ValueError, match=message):
        stats.bootstrap(*arguments, **keywords)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [((3, 4), "rank must be at most the 3 values, got 4"), ((0, 1), "n must be an integer of at least 1, got 0")],
)
def test_a_rank_that_is_none_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        stats.resampled_rank_law(*arguments)


@pytest.mark.parametrize("method", ["percentile", "basic", "bca"])
@pytest.mark.parametrize("name", ["mean", "median", "var"])
def test_intervals_of_many_samples_are_those_of_each_with_the_same_resamples(method, name):
    samples = np.random.default_rng(0).exponential(size=(4, 9))
    function = getattr(np, name)
    found = stats.bootstrap_intervals(
        samples, name if name != "var" else np.var, method, n_resamples=300, rng=np.random.default_rng(8)
    )
    drawn = np.random.default_rng(8).integers(0, 9, (300, 9))
    for k, sample in enumerate(samples):
        replicates = function(sample[drawn], axis=-1)
        theirs = sp.bootstrap(
            (sample,), function, method=method, n_resamples=0, bootstrap_result=_Result(replicates), vectorized=True
        ).confidence_interval
        assert (found.low[k], found.high[k]) == pytest.approx((theirs.low, theirs.high), rel=1e-9)


def test_many_samples_come_in_any_shape_and_degenerate_ones_are_points():
    samples = np.random.default_rng(0).normal(size=(2, 3, 6))
    for method in ("percentile", "basic", "bca"):
        assert stats.bootstrap_intervals(samples, method=method).low.shape == (2, 3)
        assert stats.bootstrap_intervals([0.1, 0.1, 0.1], method=method) == pytest.approx((0.1, 0.1))
        assert stats.bootstrap_intervals([3.0], method=method) == (3.0, 3.0)
    with pytest.raises(ValueError, match="samples must hold at least 1 value, got 0"):
        stats.bootstrap_intervals([])
    with pytest.raises(ValueError, match="statistic must be one of 'mean', 'median', got 'mode'"):
        stats.bootstrap_intervals([1.0], "mode")
