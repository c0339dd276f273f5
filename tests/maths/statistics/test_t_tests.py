import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as sp
from statsmodels.stats.proportion import proportions_ztest
from statsmodels.stats.weightstats import ztest

from mathml_widgets.maths import statistics as stats
from mathml_widgets.maths.statistics.testing import t_tails
from mathml_widgets.maths.statistics.testing.moments import moments

ALTERNATIVES = st.sampled_from(["two-sided", "less", "greater"])


def samples(seed, low=2, high=12):
    rng = np.random.default_rng(seed)
    shift, scale = 10 * rng.normal(size=2), np.exp(rng.normal(size=2))
    return [a + b * rng.normal(size=rng.integers(low, high)) for a, b in zip(shift * (seed % 2), scale, strict=True)]


def close(ours, theirs):
    interval = theirs.confidence_interval()
    assert ours.statistic == pytest.approx(theirs.statistic, rel=1e-10)
    assert ours.p_value == pytest.approx(theirs.pvalue, rel=1e-9)
    assert ours.degrees_of_freedom == pytest.approx(theirs.df, rel=1e-10)
    assert ours.low == pytest.approx(interval.low, rel=1e-9, abs=1e-9)
    assert ours.high == pytest.approx(interval.high, rel=1e-9, abs=1e-9)


@settings(max_examples=15)
@given(st.integers(0, 10_000), ALTERNATIVES)
def test_t_tests_are_those_of_scipy(seed, alternative):
    x, y = samples(seed)
    close(
        stats.t_test(x, y, alternative=alternative),
        sp.ttest_ind(x, y, alternative=alternative),
    )
    close(
        stats.welch_test(x, y, alternative=alternative),
        sp.ttest_ind(x, y, equal_var=False, alternative=alternative),
    )
    one = stats.t_test(x, null_value=0.5, alternative=alternative)
    close(one, sp.ttest_1samp(x, 0.5, alternative=alternative))
    pairs = np.random.default_rng(seed).normal(size=(2, 6))
    close(
        stats.t_test(pairs[0], pairs[1], paired=True, alternative=alternative),
        sp.ttest_rel(pairs[0], pairs[1], alternative=alternative),
    )


def test_a_null_difference_moves_the_statistic_and_not_the_interval():
    x, y = samples(3)
    plain, moved = stats.welch_test(x, y), stats.welch_test(x, y, null_value=0.7)
    assert moved.statistic == pytest.approx((plain.difference - 0.7) / plain.standard_error)
    assert (moved.low, moved.high) == pytest.approx((plain.low, plain.high))


def test_stacks_of_samples_are_tested_at_once():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(4, 3, 7)), rng.normal(size=(3, 9))
    found = stats.welch_test(x, y)
    assert found.p_value.shape == (4, 3)
    for i, j in np.ndindex(4, 3):
        assert found.p_value[i, j] == pytest.approx(sp.ttest_ind(x[i, j], y[j], equal_var=False).pvalue)


def test_a_hundred_thousand_welch_tests_are_those_of_scipy():
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(20_000, 30)), 1.7 * rng.normal(size=(20_000, 30))
    found, theirs = stats.welch_test(x, y), sp.ttest_ind(x, y, axis=1, equal_var=False)
    assert found.p_value == pytest.approx(theirs.pvalue, rel=2e-12, abs=0)
    assert found.low == pytest.approx(theirs.confidence_interval().low, rel=1e-11, abs=1e-11)
    less = stats.welch_test(x, y, alternative="less")
    assert less.p_value == pytest.approx(sp.ttest_ind(x, y, axis=1, equal_var=False, alternative="less").pvalue)


@pytest.mark.parametrize("freedom", [(29, 58), (5, 10), (2, 4), (1, 1.5), (100, 1e6), (30, 30)])
def test_tails_read_off_a_table_are_those_of_scipy(freedom):
    rng = np.random.default_rng(2)
    nu, t = rng.uniform(*freedom, 20_000), 3 * rng.normal(size=20_000)
    t[:3] = 0.0, 40.0, -40.0
    assert t_tails.upper_tail(t, nu) == pytest.approx(sp.t.sf(t, nu), rel=2e-12, abs=0)


def test_tails_have_their_limits():
    tails = t_tails.upper_tail(np.array([np.inf, -np.inf, np.nan, 0.0]), np.array([3.0, 3.0, 3.0, np.nan]))
    assert tails[:2].tolist() == [0.0, 1.0]
    assert np.isnan(tails[2:]).all()


def test_critical_values_of_many_are_those_of_each():
    nu = np.random.default_rng(0).uniform(3, 300, 5000)
    assert t_tails.critical_value(0.025, nu) == pytest.approx(sp.t.isf(0.025, nu), rel=1e-11)
    assert t_tails.critical_value(0.01, np.array([1.5, 2.0])) == pytest.approx(sp.t.isf(0.01, [1.5, 2.0]))


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 1.0, 1e8, -1e12]), st.integers(2, 40))
def test_moments_lose_nothing_to_a_far_away_mean(seed, shift, n):
    x = shift + np.random.default_rng(seed).normal(size=(6, n))
    found = moments(x)
    centred = x - x[:, :1]
    assert found.mean == pytest.approx(x.mean(axis=1), rel=1e-14)
    assert found.deviation == pytest.approx(centred.std(axis=1, ddof=1), rel=1e-11)


def test_moments_of_constant_huge_tiny_and_mixed_rows():
    x = np.array([[0.1, 0.1, 0.1], [1e200, 2e200, 3e200], [1e-200, 2e-200, 3e-200], [-1e308, 1e308, 0.0]])
    found = moments(x)
    assert found.deviation[0] == 0.0
    assert found.mean[0] == 0.1
    assert found.deviation[1:3] == pytest.approx([1e200, 1e-200], rel=1e-14)
    assert found.mean[1:3] == pytest.approx([2e200, 2e-200], rel=1e-14)
    assert found.deviation[3] == pytest.approx(1e308)
    assert moments(np.empty((0, 4))).mean.shape == (0,)


def test_samples_without_scatter_have_a_sure_answer_or_none():
    sure = stats.t_test([2, 2, 2], null_value=1)
    assert (sure.statistic, sure.p_value, sure.low, sure.high) == (np.inf, 0.0, 2.0, 2.0)
    none = stats.welch_test([2, 2], [2, 2])
    assert np.isnan(none.statistic)
    assert np.isnan(none.p_value)
    assert stats.welch_test([2, 2], [3, 3]).statistic == -np.inf
    assert stats.welch_test([2, 2], [3, 3], alternative="greater").p_value == 1.0
    mixed = stats.t_test([[1, 1], [0, 2], [0, 0]])
    assert mixed.statistic[:2].tolist() == [np.inf, 1.0]
    assert np.isnan(mixed.statistic[2])
    assert stats.welch_test([1e-200, 3e-200], [0.0, 1e-200]).p_value == pytest.approx(
        stats.welch_test([1, 3], [0.0, 1]).p_value
    )


def test_huge_and_tiny_samples_have_the_answers_of_their_multiples():
    x, y = np.array([1.0, 2.0, 4.0]), np.array([2.0, 5.0, 3.0, 4.0])
    for scale in (1e-300, 1e-160, 1e160, 1e307):
        for test in (stats.t_test, stats.welch_test, stats.z_test):
            found, plain = test(scale * x, scale * y), test(x, y)
            assert (found.statistic, found.p_value) == pytest.approx((plain.statistic, plain.p_value), rel=1e-9)
            assert found.low / scale == pytest.approx(plain.low, rel=1e-9)
        assert stats.t_interval(scale * x).high / scale == pytest.approx(stats.t_interval(x).high, rel=1e-9)
    far = stats.welch_test([1e308, 1.2e308], [-1e308, -1.2e308])
    assert far.difference == np.inf
    assert far.p_value == 0.0
    assert stats.t_test([1.0, 1.0 + 2e-16], null_value=-1e300).statistic == np.inf
    with pytest.raises(ValueError, match=r"first must be finite, got nan at index \(1, 2\)"):
        stats.welch_test(np.array([[1.0, 2.0, 3.0], [1.0, 2.0, np.nan]]), y)
    with pytest.raises(ValueError, match=r"samples must be finite, got inf at index \(1,\)"):
        stats.t_interval(np.array([1.0, np.inf, -np.inf]))


def test_one_of_two_groups_may_be_a_single_value():
    found = stats.t_test([1.0], [2.0, 3.0, 5.0])
    theirs = sp.ttest_ind([1.0], [2.0, 3.0, 5.0])
    assert found.p_value == pytest.approx(theirs.pvalue)


@settings(max_examples=25)
@given(st.integers(0, 10_000), ALTERNATIVES)
def test_z_tests_are_those_of_statsmodels(seed, alternative):
    x, y = samples(seed)
    name = {"two-sided": "two-sided", "less": "smaller", "greater": "larger"}[alternative]
    ours = stats.z_test(x, y, alternative=alternative)
    theirs = ztest(x, y, alternative=name, usevar="unequal")
    assert (ours.statistic, ours.p_value) == pytest.approx(theirs, rel=1e-9)
    one = stats.z_test(x, null_value=1.0, alternative=alternative)
    assert (one.statistic, one.p_value) == pytest.approx(ztest(x, value=1.0, alternative=name), rel=1e-9)


def test_a_known_spread_takes_even_one_value():
    found = stats.z_test([1.96], standard_deviation=1.0)
    assert found.p_value == pytest.approx(0.05, abs=1e-4)
    assert (found.low, found.high) == pytest.approx((0.0, 3.92), abs=1e-4)
    assert found.degrees_of_freedom == np.inf
    two = stats.z_test([1.0, 3.0], [0.0], standard_deviation=2.0)
    assert two.standard_error == pytest.approx(2 * np.sqrt(1.5))


@settings(max_examples=25)
@given(st.integers(0, 30), st.integers(0, 40), ALTERNATIVES)
def test_two_proportions_are_tested_as_in_statsmodels(first, second, alternative):
    found = stats.proportion_z_test(first, 30, second, 40, alternative=alternative)
    if first + second in (0, 70):
        assert np.isnan(found.statistic)
        return
    name = {"two-sided": "two-sided", "less": "smaller", "greater": "larger"}[alternative]
    assert (found.statistic, found.p_value) == pytest.approx(
        proportions_ztest([first, second], [30, 40], alternative=name), abs=1e-12
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: stats.t_test([1.0]), "first must hold at least 2 values, got 1"),
        (lambda: stats.t_test([]), "first must hold at least 2 values, got 0"),
        (lambda: stats.t_test([1.0], [2.0]), "first and second must hold at least 3 values together, got 2"),
        (lambda: stats.t_test([1.0, 2.0], []), "second must hold at least 1 value, got 0"),
        (
            lambda: stats.t_test([1.0, 2.0], [1.0, 2.0, 3.0], paired=True),
            "second must hold one value for each of 2 pairs, got 3",
        ),
        (lambda: stats.welch_test([1.0, 2.0], [1.0]), "second must hold at least 2 values, got 1"),
        (lambda: stats.welch_test([1.0, np.inf], [1.0, 2.0]), r"first must be finite, got inf at index \(1,\)"),
        (lambda: stats.welch_test([1, 2], [1, 2], alternative="two"), "alternative must be one of 'two-sided'"),
        (lambda: stats.welch_test([1, 2], [1, 2], level=0), "level must lie strictly between 0 and 1, got 0"),
        (lambda: stats.z_test([1.0]), "first must hold at least 2 values, got 1"),
        (lambda: stats.z_test([], standard_deviation=1), "first must hold at least 1 value, got 0"),
        (lambda: stats.z_test([1.0], standard_deviation=0), "standard_deviation must be positive and finite, got 0"),
        (lambda: stats.proportion_z_test(3, 2, 1, 2), "first_successes must be at most first_trials, got 3"),
        (lambda: stats.proportion_z_test(0, 0, 1, 2), "first_trials must be at least 1, got 0"),
        (lambda: stats.proportion_z_test(0, 1, 1.5, 2), "second_successes must hold integers of at least 0, got 1.5"),
    ],
)
def test_samples_that_cannot_be_tested_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
