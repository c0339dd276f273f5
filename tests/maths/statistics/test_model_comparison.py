import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk
from statsmodels.stats.contingency_tables import mcnemar

from mathml_widgets.maths import statistics as stats
from mathml_widgets.maths.statistics.resampling.resamples import resample_counts


@settings(max_examples=40)
@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_that_of_statsmodels(b, c):
    if b + c == 0:
        assert stats.mcnemar_from_counts(b, c).p_value == 1.0
        return
    table = [[7, b], [c, 9]]
    exact = mcnemar(table, exact=True)
    assert stats.mcnemar_from_counts(b, c).p_value == pytest.approx(exact.pvalue, rel=1e-11)
    for method, correction in (("chi-squared", False), ("corrected", True)):
        theirs = mcnemar(table, exact=False, correction=correction)
        ours = stats.mcnemar_from_counts(b, c, method)
        assert ours.statistic == pytest.approx(theirs.statistic if b != c or not correction else 0.0)
        if b != c or not correction:
            assert ours.p_value == pytest.approx(theirs.pvalue, rel=1e-11)


@pytest.mark.parametrize(("b", "c"), [(480, 600), (500, 501), (700, 700), (5, 1200), (1001, 0), (40_000, 41_000)])
def test_mcnemar_of_many_cases_is_the_binomial_test_of_scipy(b, c):
    from scipy.stats import binomtest

    assert stats.mcnemar_from_counts(b, c).p_value == pytest.approx(binomtest(b, b + c).pvalue, rel=1e-10)


def test_mcnemar_counts_the_cases_that_one_got_right_and_the_other_wrong():
    found = stats.mcnemar([1, 1, 0, 0, 1], [1, 0, 0, 1, 1], [0, 0, 0, 0, 0])
    assert (found.only_first, found.only_second) == (2, 1)
    assert found.p_value == 1.0
    assert stats.mcnemar([1], [1], [1]).p_value == 1.0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1, 3), "only_first must be an integer of at least 0, got -1"),
        ((1, 2.5), "only_second must be an integer of at least 0, got 2.5"),
        ((1, 2, "fisher"), "method must be one of 'exact', 'chi-squared', 'corrected', got 'fisher'"),
    ],
)
def test_counts_that_are_no_counts_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        stats.mcnemar_from_counts(*arguments)


def test_predictions_that_are_no_labels_are_refused():
    with pytest.raises(ValueError, match=r"second_predictions must hold labels 0 and 1, got 0.5 at index 1"):
        stats.mcnemar([0, 1], [0, 1], [0, 0.5])


def models(n=150, seed=0):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 2, n)
    shared = rng.normal(size=n)
    return y, y + shared, 1.5 * y + shared + 0.3 * rng.normal(size=n)


@pytest.mark.parametrize(
    ("metric", "peer"),
    [
        ("auc", sk.roc_auc_score),
        ("accuracy", lambda y, s: sk.accuracy_score(y, s >= 0.5)),
        (lambda y, s: sk.roc_auc_score(y, s), sk.roc_auc_score),
    ],
)
def test_the_paired_bootstrap_is_that_of_the_same_resamples(metric, peer):
    y, first, second = models(60)
    found = stats.paired_bootstrap(y, first, second, metric, n_resamples=30, rng=np.random.default_rng(3))
    (counts,) = resample_counts(60, 30, np.random.default_rng(3))
    again = [np.repeat(np.arange(60), row.astype(int)) for row in counts]
    draws = [peer(y[rows], second[rows]) - peer(y[rows], first[rows]) for rows in again]
    assert found.differences == pytest.approx(np.array(draws))
    assert [found.low, found.high] == pytest.approx(np.quantile(draws, [0.025, 0.975]))
    assert found.difference == pytest.approx(peer(y, second) - peer(y, first))
    assert found.standard_error == pytest.approx(np.std(draws, ddof=1))


def test_a_shared_test_set_makes_the_difference_surer_than_either_mark():
    y, first, second = models()
    found = stats.paired_bootstrap(y, first, second)
    alone = stats.metric_intervals(y, first, ["auc"])["auc"]
    assert found.standard_error < 0.6 * alone.standard_error
    assert found.low > 0
    assert found.p_value < 0.05
    overlap = stats.metric_intervals(y, second, ["auc"])["auc"]
    assert overlap.low < alone.high


def test_a_model_does_not_differ_from_itself():
    y, first, _ = models()
    found = stats.paired_bootstrap(y, first, first, n_resamples=50)
    assert found[:6] == (found.first, found.first, 0.0, 0.0, 0.0, 0.0)
    assert found.p_value == 1.0


def test_stratified_pairs_keep_both_classes():
    found = stats.paired_bootstrap([0, 1], [0.1, 0.2], [0.2, 0.1], n_resamples=30, stratified=True)
    assert found.differences.tolist() == [-1.0] * 30
    assert found.p_value == pytest.approx(1 / 31)


def test_scores_of_different_length_are_refused():
    with pytest.raises(ValueError, match="second_scores must hold one score for each of 2 labels, got 1"):
        stats.paired_bootstrap([0, 1], [0.1, 0.2], [0.2])
