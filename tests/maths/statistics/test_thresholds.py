import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import statistics as stats


def scored(seed):
    rng = np.random.default_rng(seed)
    y = np.concatenate([[0, 1], rng.integers(0, 2, 30)])
    return y, rng.integers(0, 12, 32) / 12


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(["f1", "youden", "cost", "recall"]), st.sampled_from([None, 0.1, 0.6]))
def test_the_best_threshold_beats_all_others(seed, objective, prevalence):
    y, s = scored(seed)
    found = stats.best_threshold(y, s, objective, costs=(2, 5), target_recall=0.7, prevalence=prevalence)
    pi = y.mean() if prevalence is None else prevalence
    values = {}
    for t in [np.inf, *np.unique(s)]:
        tpr, fpr = (s[y == 1] >= t).mean(), (s[y == 0] >= t).mean()
        values[t] = {
            "f1": 2 * pi * tpr / (pi * tpr + pi + (1 - pi) * fpr),
            "youden": tpr - fpr,
            "cost": -(5 * pi * (1 - tpr) + 2 * (1 - pi) * fpr),
            "recall": 1 - fpr if tpr >= 0.7 else -1,
        }[objective]
    best = max(values.values())
    assert values[found.threshold] == pytest.approx(best, abs=1e-12)
    assert abs(found.value) == pytest.approx(abs(best), abs=1e-12)
    assert found.confusion.sum() == pytest.approx(len(y))


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_the_line_of_equal_cost_through_the_best_point_leaves_the_curve_below(seed):
    y, s = scored(seed)
    curve = stats.roc_curve(y, s)
    slope = stats.iso_cost_slope((3, 4), 0.3)
    found = stats.best_threshold(y, s, "cost", costs=(3, 4), prevalence=0.3)
    height = curve.true_positive_rates - slope * curve.false_positive_rates
    assert height[curve.thresholds == found.threshold][0] == pytest.approx(height.max(), abs=1e-12)


def test_a_useless_test_is_best_not_used_and_a_free_alarm_calls_all():
    assert stats.best_threshold([1, 0], [0.1, 0.9], "cost").threshold == np.inf
    assert stats.best_threshold([1, 0], [0.1, 0.9], "cost", costs=(0, 1)).threshold == 0.1
    assert stats.iso_cost_slope((1, 0), 0.5) == np.inf


def test_a_recall_of_one_is_reached_at_the_lowest_score_of_a_one():
    assert stats.best_threshold([0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4], "recall", target_recall=1).threshold == 0.2
    assert stats.best_threshold([0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4], "recall", target_recall=0).threshold == np.inf


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"objective": "profit"}, "objective must be one of 'f1', 'youden', 'cost', 'recall', got 'profit'"),
        ({"objective": "cost", "costs": (1, -1)}, r"costs must not be negative, nor both zero, got \[1.0, -1.0\]"),
        ({"objective": "cost", "costs": (1, 2, 3)}, "costs must hold two numbers, .*, got 3"),
        ({"objective": "recall", "target_recall": 1.5}, "target_recall must be at most 1, got 1.5"),
        ({"prevalence": 1.0}, "prevalence must lie strictly between 0 and 1, got 1.0"),
    ],
)
def test_an_objective_that_is_none_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        stats.best_threshold([0, 1], [0.1, 0.2], **arguments)


def test_precision_falls_with_prevalence_while_accuracy_stays():
    right = 0.8413447460685429
    found = stats.predictive_values(right, right, [0.5, 0.1, 0.01, 0.001])
    assert found.precision.round(3).tolist() == [0.841, 0.371, 0.051, 0.005]
    assert found.accuracy == pytest.approx([right] * 4)
    assert found.always_no.tolist() == [0.5, 0.9, 0.99, 0.999]


def test_predictive_values_are_those_of_bayes_and_have_their_ends():
    found = stats.predictive_values(0.9, 0.8, 0.25)
    assert found.precision == pytest.approx(0.225 / 0.375)
    assert found.negative_predictive_value == pytest.approx(0.6 / 0.625)
    assert np.isnan(stats.predictive_values(0.0, 1.0, 0.3).precision)
    assert stats.predictive_values(0.9, 0.9, 0.0).precision == 0.0
    with pytest.raises(ValueError, match=r"sensitivity must lie between 0 and 1, got 1.5"):
        stats.predictive_values(1.5, 0.5, 0.5)


def test_a_reweighted_table_has_the_new_prevalence_and_the_old_rates():
    table = np.array([[50, 20], [3, 27]])
    moved = stats.reweight(table, 0.05)
    assert moved.sum() == pytest.approx(100)
    assert moved[1].sum() == pytest.approx(5)
    assert stats.recall(moved) == pytest.approx(stats.recall(table))
    assert stats.specificity(moved) == pytest.approx(stats.specificity(table))
    assert np.isnan(stats.reweight([[5, 5], [0, 0]], 0.5)[1]).all()


@settings(max_examples=25)
@given(st.floats(0, 1), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_change_of_prevalence_can_be_undone(score, old, new):
    there = stats.change_prevalence([score], old, new)
    assert stats.change_prevalence(there, new, old)[0] == pytest.approx(score, abs=1e-12)


def test_a_changed_prevalence_is_bayes_rule_for_two_normal_classes():
    x = np.linspace(-3, 3, 7)
    ones, zeros = np.exp(-((x - 1) ** 2) / 2), np.exp(-(x**2) / 2)
    half = ones / (ones + zeros)
    assert stats.change_prevalence(half, 0.5, 0.2) == pytest.approx(0.2 * ones / (0.2 * ones + 0.8 * zeros))
    with pytest.raises(ValueError, match="new must lie strictly between 0 and 1, got 0"):
        stats.change_prevalence([0.5], 0.5, 0)
