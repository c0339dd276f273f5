import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from mathml_widgets.maths import statistics as stats

cells = st.lists(st.integers(0, 40), min_size=4, max_size=4).filter(lambda c: sum(c) > 0)


def labels_of(table):
    tn, fp, fn, tp = table
    y_true = np.repeat([0, 0, 1, 1], [tn, fp, fn, tp])
    return y_true, np.repeat([0, 1, 0, 1], [tn, fp, fn, tp])


@settings(max_examples=25)
@given(st.integers(0, 1000), st.integers(2, 5), st.integers(1, 60))
def test_the_confusion_matrix_is_that_of_scikit_learn(seed, k, n):
    rng = np.random.default_rng(seed)
    y_true, y_pred = rng.integers(0, k, (2, n))
    classes = rng.permutation(k)
    assert stats.confusion_matrix(y_true, y_pred, classes).tolist() == (
        sk.confusion_matrix(y_true, y_pred, labels=classes).tolist()
    )


def test_classes_may_be_words_truth_values_and_numbers_in_any_order():
    assert stats.confusion_matrix(["b", "a"], ["a", "a"], ["b", "a"]).tolist() == [[0, 1], [0, 1]]
    assert stats.confusion_matrix([True, False], [True, True]).tolist() == [[0, 1], [0, 1]]
    assert stats.confusion_matrix([2.5, -1], [2.5, 2.5]).tolist() == [[0, 1], [0, 1]]
    assert stats.confusion_matrix([3], [3]).tolist() == [[1]]
    assert stats.confusion_matrix(np.array(["x", "y"], dtype=object), ["x", "y"]).tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([], []), "y_true must hold at least 1 value, got 0"),
        (([0, 1], [0]), "y_pred must hold one class for each of 2 labels, got 1"),
        (([0, 1], [0, 2], [0, 1]), "classes must name every class, got none for 2"),
        (([0, 1], [0, 1], [0, 1, 1]), r"classes must be distinct, got \[0, 1, 1\]"),
        (([0, np.nan], [0, 1]), "y_true must be finite, got nan"),
        (([[0], [1]], [0, 1]), r"y_true must have shape \(n,\), got shape \(2, 1\)"),
        (([0, 1], ["0", "1"]), "y_pred must hold classes as y_true does"),
    ],
)
def test_what_is_no_classification_is_refused(arguments, message):
    if np.isnan(np.asarray(arguments[0], dtype=float)).any():
        arguments = (np.array(arguments[0], dtype=object), arguments[1])
    with pytest.raises(ValueError, match=message):
        stats.confusion_matrix(*arguments)


def test_the_tables_of_all_thresholds_are_those_of_each():
    rng = np.random.default_rng(0)
    y, s = rng.integers(0, 2, 50), rng.integers(0, 8, 50) / 8
    thresholds = np.array([[-np.inf, 0.0, 0.3], [0.5, 0.875, np.inf]])
    tables = stats.confusion_matrices(y, s, thresholds)
    for place in np.ndindex(2, 3):
        expected = sk.confusion_matrix(y, s >= thresholds[place], labels=[0, 1])
        assert tables[place].tolist() == expected.tolist()
        assert stats.confusion_matrices(y, s, thresholds[place]).tolist() == expected.tolist()


def test_weights_count_cases_several_times_and_their_axes_come_first():
    rng = np.random.default_rng(1)
    y, s, w = rng.integers(0, 2, 30), rng.random(30), rng.integers(0, 4, (5, 30))
    tables = stats.confusion_matrices(y, s, [0.2, 0.7], w)
    assert tables.shape == (5, 2, 2, 2)
    for k in range(5):
        again = np.repeat(np.arange(30), w[k])
        assert tables[k].tolist() == stats.confusion_matrices(y[again], s[again], [0.2, 0.7]).tolist()
        assert stats.confusion_matrices(y, s, 0.7, w)[k].tolist() == tables[k, 1].tolist()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0, 2], [0.1, 0.2], 0.5), "y_true must hold labels 0 and 1, got 2 at index 1"),
        (([0, 1], [0.1], 0.5), "scores must hold one score for each of 2 labels, got 1"),
        (([0, 1], [0.1, np.nan], 0.5), r"scores must be finite, got nan at index \(1,\)"),
        (([], [], 0.5), "y_true must hold at least 1 value, got 0"),
        (([0, 1], [0.1, 0.2], np.nan), "thresholds must not be NaN"),
        (([0, 1], [0.1, 0.2], 0.5, [1, 1, 1]), r"weights must have shape \(..., 2\), got shape \(3,\)"),
        (([0, 1], [0.1, 0.2], 0.5, [1, -1]), "weights must not be negative, got -1"),
        (([0, 1], [0.1, 0.2], 0.5, [0, 0]), "weights must not all be zero"),
    ],
)
def test_labels_scores_and_weights_that_do_not_fit_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        stats.confusion_matrices(*arguments)


@settings(max_examples=25)
@given(cells)
def test_rates_are_those_of_scikit_learn_where_they_have_a_value(table):
    y_true, y_pred = labels_of(table)
    found = stats.rates(np.reshape(table, (2, 2)))
    tn, fp, fn, tp = table
    assert found.accuracy == pytest.approx(sk.accuracy_score(y_true, y_pred))
    expected = {
        "precision": (tp + fp, lambda: sk.precision_score(y_true, y_pred)),
        "recall": (tp + fn, lambda: sk.recall_score(y_true, y_pred)),
        "specificity": (tn + fp, lambda: sk.recall_score(y_true, y_pred, pos_label=0)),
        "negative_predictive_value": (tn + fn, lambda: sk.precision_score(y_true, y_pred, pos_label=0)),
        "f1": (tp + fp + fn, lambda: sk.f1_score(y_true, y_pred)),
        "balanced_accuracy": ((tp + fn) * (tn + fp), lambda: sk.balanced_accuracy_score(y_true, y_pred)),
        "matthews_correlation": (
            (tp + fn) * (tn + fp) * (tp + fp) * (tn + fn),
            lambda: sk.matthews_corrcoef(y_true, y_pred),
        ),
        "kappa": (len(y_true) not in (tn, tp), lambda: sk.cohen_kappa_score(y_true, y_pred)),
        "lift": ((tp + fp) * (tp + fn), lambda: (tp / (tp + fp)) / ((tp + fn) / len(y_true))),
    }
    for name, (defined, value) in expected.items():
        if defined:
            assert getattr(found, name) == pytest.approx(value(), abs=1e-12), name
        else:
            assert np.isnan(getattr(found, name)), name


@settings(max_examples=25)
@given(st.integers(0, 1000), st.integers(2, 5))
def test_rates_of_several_classes_are_those_of_scikit_learn(seed, k):
    rng = np.random.default_rng(seed)
    y_true = np.concatenate([np.arange(k), rng.integers(0, k, 40)])
    y_pred = np.concatenate([np.arange(k), rng.integers(0, k, 40)])
    table = stats.confusion_matrix(y_true, y_pred)
    assert stats.accuracy(table) == pytest.approx(sk.accuracy_score(y_true, y_pred))
    assert stats.balanced_accuracy(table) == pytest.approx(sk.balanced_accuracy_score(y_true, y_pred))
    assert stats.matthews_correlation(table) == pytest.approx(sk.matthews_corrcoef(y_true, y_pred), abs=1e-12)
    assert stats.kappa(table) == pytest.approx(sk.cohen_kappa_score(y_true, y_pred), abs=1e-12)


@settings(max_examples=25)
@given(cells, st.floats(0, 5))
def test_f_beta_is_that_of_scikit_learn(table, beta):
    y_true, y_pred = labels_of(table)
    _, fp, fn, tp = table
    if tp + fp + beta * fn:
        expected = sk.fbeta_score(y_true, y_pred, beta=beta, zero_division=0)
        assert stats.f_beta(np.reshape(table, (2, 2)), beta) == pytest.approx(expected, abs=1e-12)
    elif beta > 0:
        assert np.isnan(stats.f_beta(np.reshape(table, (2, 2)), beta))


def test_rates_of_a_stack_are_those_of_each_table():
    tables = np.random.default_rng(2).integers(0, 9, (3, 4, 2, 2))
    stacked = stats.rates(tables)
    for place in np.ndindex(3, 4):
        assert [field[place] for field in stacked] == pytest.approx(list(stats.rates(tables[place])), nan_ok=True)


def test_who_always_says_no_is_accurate_and_knows_nothing():
    found = stats.rates([[999, 0], [1, 0]])
    assert found.accuracy == 0.999
    assert found.balanced_accuracy == 0.5
    assert found.kappa == 0.0
    assert np.isnan(found.matthews_correlation)
    assert np.isnan(found.precision)


def test_net_benefit_is_the_textbook_sum_and_treating_nobody_has_none():
    table = np.array([[90, 10], [2, 8]])
    for t in (0.0, 0.1, 0.5):
        assert stats.net_benefit(table, t) == pytest.approx(8 / 110 - 10 / 110 * t / (1 - t))
    assert stats.net_benefit([[90, 0], [10, 0]], 0.3) == 0.0
    assert stats.net_benefit(np.stack([table, table]), [0.0, 0.5]) == pytest.approx([8 / 110, -2 / 110])
    with pytest.raises(ValueError, match=r"threshold must be at least 0 and below 1, got 1.0"):
        stats.net_benefit(table, 1)


def test_a_table_without_cases_has_no_rates():
    assert all(np.isnan(rate) for rate in stats.rates(np.zeros((2, 2))))


@pytest.mark.parametrize("rate", [stats.rates, stats.precision, stats.f_beta, stats.lift])
def test_tables_that_are_no_tables_are_refused(rate):
    with pytest.raises(ValueError, match=r"confusion must have shape \(..., 2, 2\), got shape \(3, 3\)"):
        rate(np.eye(3))
    with pytest.raises(ValueError, match="confusion must not be negative, got -1"):
        rate([[1, -1], [0, 2]])


def test_a_beta_that_is_negative_is_refused():
    with pytest.raises(ValueError, match="beta must be zero or positive and finite, got -1"):
        stats.f_beta(np.eye(2), -1)
