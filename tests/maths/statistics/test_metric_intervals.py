import numpy as np
import pytest
from sklearn import metrics as sk

from mathml_widgets.maths import statistics as stats
from mathml_widgets.maths.statistics.classification.metric_intervals import percentiles
from mathml_widgets.maths.statistics.resampling.resamples import resample_counts


def two_classes(n=200, seed=0):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 2, n)
    return y, 1 / (1 + np.exp(-(2 * y - 1 + rng.normal(size=n))))


def test_all_metrics_by_name_are_those_of_scikit_learn():
    y, s = two_classes()
    found = stats.metrics(y, s, 0.6)
    assert set(found) == set(stats.METRICS)
    called = s >= 0.6
    assert found["auc"] == pytest.approx(sk.roc_auc_score(y, s))
    assert found["average_precision"] == pytest.approx(sk.average_precision_score(y, s))
    assert found["f1"] == pytest.approx(sk.f1_score(y, called))
    assert found["kappa"] == pytest.approx(sk.cohen_kappa_score(y, called))
    assert found["log_loss"] == pytest.approx(sk.log_loss(y, s))


def test_metrics_without_a_meaning_are_nan_or_left_out():
    found = stats.metrics([0, 0], [-1.0, 3.0])
    assert np.isnan(found["auc"])
    assert np.isnan(found["average_precision"])
    assert np.isnan(found["recall"])
    assert "log_loss" not in found
    assert stats.metrics([1], [0.7])["average_precision"] == 1.0


def test_intervals_are_the_percentiles_of_the_same_resamples():
    y, s = two_classes(60)
    found = stats.metric_intervals(y, s, n_resamples=50, rng=np.random.default_rng(5))
    (counts,) = resample_counts(60, 50, np.random.default_rng(5))
    again = [np.repeat(np.arange(60), row.astype(int)) for row in counts]
    for name, function in {
        "auc": sk.roc_auc_score,
        "average_precision": sk.average_precision_score,
        "brier_score": sk.brier_score_loss,
        "accuracy": lambda y, s: sk.accuracy_score(y, s >= 0.5),
        "matthews_correlation": lambda y, s: sk.matthews_corrcoef(y, s >= 0.5),
    }.items():
        draws = [function(y[rows], s[rows]) for rows in again]
        assert found[name].estimate == pytest.approx(function(y, s))
        assert [found[name].low, found[name].high] == pytest.approx(np.quantile(draws, [0.025, 0.975]))
        assert found[name].standard_error == pytest.approx(np.std(draws, ddof=1))


def test_the_standard_error_of_auc_is_that_of_hanley_and_mcneil():
    y, s = two_classes(2000, seed=3)
    found = stats.metric_intervals(y, s, ["auc"], n_resamples=2000)["auc"]
    # Their exact variance for two normal classes would need an integral; DeLong's estimate is as good.
    ones, zeros = s[y == 1], s[y == 0]
    wins = (ones[:, None] > zeros) * 1.0
    delong = np.sqrt(wins.mean(1).var(ddof=1) / len(ones) + wins.mean(0).var(ddof=1) / len(zeros))
    assert found.standard_error == pytest.approx(delong, rel=0.06)  # 2000 resamples: 4 x 1/sqrt(4000)


def test_stratified_resamples_keep_the_number_of_ones():
    y = np.array([0, 0, 0, 1, 1])
    (counts,) = resample_counts(5, 50, np.random.default_rng(0), y)
    assert (counts @ y == 2).all()
    assert (counts.sum(axis=1) == 5).all()
    found = stats.metric_intervals([0, 1], [0.2, 0.9], ["auc"], n_resamples=100, stratified=True)["auc"]
    assert found.n_undefined == 0


def test_resamples_in_which_a_metric_has_no_value_are_left_out_and_counted():
    found = stats.metric_intervals([0, 1], [0.2, 0.9], ["auc"], n_resamples=400)["auc"]
    assert found.n_undefined == pytest.approx(200, abs=40)  # half of the resamples have one class: 4 x 10
    assert (found.low, found.high) == (1.0, 1.0)


def test_counts_follow_the_law_of_drawing_with_replacement():
    counts = np.concatenate(list(resample_counts(10, 300_000, np.random.default_rng(1))))
    assert len(counts) == 300_000
    assert (counts == 0).mean() == pytest.approx(0.9**10, abs=4 * 0.5 / np.sqrt(3e6))


def test_an_infinite_log_loss_makes_an_infinite_end_and_no_nan():
    y, s = np.array([0, 1, 1, 0, 1, 0]), np.array([0.1, 0.0, 0.8, 0.3, 0.7, 0.2])
    found = stats.metric_intervals(y, s, ["log_loss"], n_resamples=200)["log_loss"]
    assert found.estimate == found.high == np.inf
    assert np.isfinite(found.low)
    assert percentiles(np.array([np.inf, np.inf]), 0.1) == (np.inf, np.inf)
    assert np.isnan(percentiles(np.empty(0), 0.1)[0])


def test_groups_have_their_own_rates():
    y, s = two_classes(100)
    groups = np.where(np.arange(100) % 3 == 0, "a", "b")
    found = stats.group_metrics(y, s, groups, 0.4)
    for name in ("a", "b"):
        own = groups == name
        assert found[name].size == own.sum()
        assert found[name].rates.recall == pytest.approx(sk.recall_score(y[own], s[own] >= 0.4))
        assert found[name].auc == pytest.approx(sk.roc_auc_score(y[own], s[own]))
    assert np.isnan(stats.group_metrics([0, 1], [0.1, 0.2], [1, 2])[1].auc)
    with pytest.raises(ValueError, match=r"groups must hold one group for each of 2 labels, got shape \(1,\)"):
        stats.group_metrics([0, 1], [0.1, 0.2], ["a"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0, 1], [0.1, 0.2], ["gini"]), "metric must be one of 'auc', .*, got 'gini'"),
        (([0, 0], [0.1, 0.2], ["auc"]), "y_true must hold both classes, got only 0"),
        (([0, 1], [0.1, np.nan]), r"scores must be finite, got nan at index \(1,\)"),
        (([], []), "y_true must hold at least 1 value, got 0"),
    ],
)
def test_metrics_that_cannot_be_taken_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        stats.metric_intervals(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"level": 95}, "level must lie strictly between 0 and 1, got 95"),
        ({"n_resamples": 1}, "n_resamples must be an integer of at least 2, got 1"),
    ],
)
def test_a_level_or_number_of_resamples_that_is_none_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        stats.metric_intervals([0, 1], [0.1, 0.2], **arguments)
    with pytest.raises(ValueError, match=message):
        stats.paired_bootstrap([0, 1], [0.1, 0.2], [0.2, 0.1], **arguments)
