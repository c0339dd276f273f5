import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from mathml_widgets.maths import statistics as stats

seeds = st.integers(0, 10_000)


def scored(seed, n=40, n_levels=10):
    """Labels of both classes, and scores with ties."""
    rng = np.random.default_rng(seed)
    y = np.concatenate([[0, 1], rng.integers(0, 2, rng.integers(0, n))])
    return y, rng.integers(0, n_levels, len(y)) / n_levels


@settings(max_examples=25)
@given(seeds)
def test_the_roc_curve_is_that_of_scikit_learn(seed):
    y, s = scored(seed)
    for ours, theirs in zip(stats.roc_curve(y, s), sk.roc_curve(y, s, drop_intermediate=False), strict=True):
        assert ours == pytest.approx(theirs)


@settings(max_examples=25)
@given(seeds)
def test_the_precision_recall_curve_is_that_of_scikit_learn(seed):
    y, s = scored(seed)
    ours = stats.precision_recall_curve(y, s)
    precisions, recalls, thresholds = sk.precision_recall_curve(y, s)
    assert ours.precisions == pytest.approx(precisions[-2::-1])
    assert ours.recalls == pytest.approx(recalls[-2::-1])
    assert ours.thresholds == pytest.approx(thresholds[::-1])


@settings(max_examples=25)
@given(seeds)
def test_auc_is_the_share_of_pairs_in_the_right_order(seed):
    y, s = scored(seed)
    ones, zeros = s[y == 1], s[y == 0]
    pairs = (ones[:, None] > zeros).mean() + 0.5 * (ones[:, None] == zeros).mean()
    assert stats.auc(y, s) == pytest.approx(pairs, abs=1e-15)
    curve = stats.roc_curve(y, s)
    assert np.trapezoid(curve.true_positive_rates, curve.false_positive_rates) == pytest.approx(pairs)


@settings(max_examples=25)
@given(seeds)
def test_areas_with_weights_are_those_of_scikit_learn(seed):
    y, s = scored(seed)
    w = np.random.default_rng(seed + 1).uniform(0.1, 3.0, (3, len(y)))
    areas, precisions = stats.auc(y, s, w), stats.average_precision(y, s, w)
    for k in range(3):
        assert areas[k] == pytest.approx(sk.roc_auc_score(y, s, sample_weight=w[k]))
        assert precisions[k] == pytest.approx(sk.average_precision_score(y, s, sample_weight=w[k]))
    assert stats.average_precision(y, s) == pytest.approx(sk.average_precision_score(y, s))


@settings(max_examples=25)
@given(seeds)
def test_areas_do_not_change_under_a_rising_map_and_auc_turns_over_with_the_scores(seed):
    y, s = scored(seed)
    assert stats.auc(y, np.exp(3 * s) - 7) == stats.auc(y, s)
    assert stats.average_precision(y, 1e200 * s) == stats.average_precision(y, s)
    assert stats.auc(y, -s) == pytest.approx(1 - stats.auc(y, s), abs=1e-15)


def test_scores_that_are_all_tied_have_an_area_of_one_half():
    assert stats.auc([0, 1, 1], [2, 2, 2]) == 0.5
    assert stats.average_precision([0, 1, 1, 1], [2, 2, 2, 2]) == 0.75
    assert stats.roc_curve([0, 1], [0.0, -0.0]).thresholds.tolist() == [np.inf, 0.0]


def test_a_resample_with_one_class_has_no_area():
    areas = stats.auc([0, 1], [0.1, 0.9], [[1, 1], [2, 0], [0, 2]])
    assert areas[0] == 1.0
    assert np.isnan(areas[1:]).all()
    assert np.isnan(stats.average_precision([0, 1], [0.1, 0.9], [2, 0]))


def test_a_million_scores_are_sorted_once():
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, 10**6)
    s = y + rng.normal(size=10**6)
    assert stats.auc(y, s) == pytest.approx(0.7602499389065233, abs=4 * 0.5 / 1000)
    assert len(stats.roc_curve(y, s).thresholds) == 10**6 + 1


@pytest.mark.parametrize("function", [stats.roc_curve, stats.auc, stats.best_threshold])
@pytest.mark.parametrize("label", [0, 1])
def test_one_class_only_is_refused(function, label):
    with pytest.raises(ValueError, match=f"y_true must hold both classes, got only {label}"):
        function([label, label], [0.1, 0.2])
    with pytest.raises(ValueError, match=f"y_true must hold both classes, got only {label}"):
        function([label], [0.1])


@pytest.mark.parametrize("function", [stats.precision_recall_curve, stats.average_precision])
def test_precision_and_recall_ask_for_a_one_but_for_no_zero(function):
    with pytest.raises(ValueError, match="y_true must hold at least one label 1, got only 0"):
        function([0, 0], [0.1, 0.2])
    assert np.all(np.asarray(function([1, 1], [0.1, 0.2])[0] if function is stats.precision_recall_curve else 1.0) == 1)


@pytest.mark.parametrize(
    "function", [stats.roc_curve, stats.precision_recall_curve, stats.auc, stats.average_precision]
)
@pytest.mark.parametrize(
    ("y_true", "scores", "message"),
    [
        ([], [], "y_true must hold at least 1 value, got 0"),
        ([0, 1], [np.nan, 1], r"scores must be finite, got nan at index \(0,\)"),
        ([0, 1], [np.inf, 1], r"scores must be finite, got inf at index \(0,\)"),
        ([0, 1, 2], [1, 2, 3], "y_true must hold labels 0 and 1, got 2 at index 2"),
        ([0, 1], [1, 2, 3], "scores must hold one score for each of 2 labels, got 3"),
    ],
)
def test_labels_and_scores_that_make_no_curve_are_refused(function, y_true, scores, message):
    with pytest.raises(ValueError, match=message):
        function(y_true, scores)
