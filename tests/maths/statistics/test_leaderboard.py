import numpy as np
import pytest
from scipy import stats as sp
from scipy.integrate import quad
from sklearn import metrics as sk

from mathml_widgets.maths import statistics as stats


@pytest.mark.parametrize("m", [1, 2, 3, 50, 10_000])
def test_the_expected_maximum_is_that_of_an_integral(m):
    expected = quad(lambda x: x * m * sp.norm.pdf(x) * sp.norm.cdf(x) ** (m - 1), -12, 12, limit=500, points=[0, 4])[0]
    assert stats.expected_maximum(m) == pytest.approx(expected, abs=1e-9)


def test_the_best_of_equal_models_is_ahead_by_luck():
    rng = np.random.default_rng(0)
    best = rng.binomial(200, 0.7, (40_000, 12)).max(axis=1) / 200
    found = stats.leaderboard_optimism(0.7, 200, 12)
    assert abs(found.expected_best - best.mean()) < 4 * best.std() / 200
    assert found.optimism == pytest.approx(found.expected_best - 0.7)
    normal = stats.leaderboard_optimism(0.7, 200_000, 12).optimism
    assert normal == pytest.approx(np.sqrt(0.21 / 200_000) * stats.expected_maximum(12), rel=0.01)


def test_models_that_make_the_same_mistakes_leave_luck_less_room():
    free, tied, same = (stats.leaderboard_optimism(0.8, 500, 20, rho).optimism for rho in (0.0, 0.5, 1.0))
    assert tied == pytest.approx(np.sqrt(0.5) * free, rel=0.02)
    assert same == 0.0
    assert stats.leaderboard_optimism(0.8, 500, 1).optimism == pytest.approx(0.0, abs=1e-12)
    assert stats.leaderboard_optimism(1.0, 500, 20).optimism == pytest.approx(0.0, abs=1e-12)


def test_a_leaderboard_of_luck_gains_what_luck_gives():
    rng = np.random.default_rng(1)
    gains = [stats.leaderboard(rng.binomial(300, 0.8, 50) / 300, 300) for _ in range(200)]
    observed = np.array([gain.observed_gain for gain in gains])
    expected = np.array([gain.expected_gain for gain in gains])
    assert abs((observed - expected).mean()) < 4 * (observed - expected).std() / np.sqrt(200)


def test_corrected_folds_follow_nadeau_and_bengio():
    d = np.array([0.03, -0.01, 0.02, 0.04, 0.00, 0.01, 0.05, 0.02, 0.01, 0.03])
    found = stats.compare_folds(d, 0.1 / 0.9)
    error = np.sqrt((1 / 10 + 1 / 9) * d.var(ddof=1))
    assert found.statistic == pytest.approx(d.mean() / error)
    assert found.p_value == pytest.approx(2 * sp.t.sf(d.mean() / error, 9))
    assert (found.low, found.high) == pytest.approx(sp.t.interval(0.95, 9, d.mean(), error))
    assert found.naive_standard_error == pytest.approx(sp.sem(d))
    assert stats.compare_folds(d).standard_error == pytest.approx(error)


def test_folds_without_a_difference_have_no_test():
    assert np.isnan(stats.compare_folds([0.0, 0.0]).p_value)
    assert stats.compare_folds([0.1, 0.1]).p_value == 0.0
    assert stats.compare_folds([0.1, 0.1]).statistic == np.inf


def test_two_normal_classes_have_the_published_area_and_rates():
    assert round(stats.normal_auc(2.0), 3) == 0.921
    assert [round(rate, 3) for rate in stats.normal_rates(2.0, 1.0)] == [0.841, 0.159]
    assert stats.normal_auc([0.0, np.sqrt(2)]) == pytest.approx([0.5, sp.norm.cdf(1)])


def test_the_curve_of_two_normal_classes_is_that_of_a_large_sample():
    rng = np.random.default_rng(2)
    y = np.repeat([0, 1], 50_000)
    curve = stats.roc_curve(y, y * 1.5 + rng.normal(size=100_000))
    exact = stats.normal_roc_curve(1.5, curve.false_positive_rates)
    assert np.abs(curve.true_positive_rates - exact).max() < 2.5 * np.sqrt(1 / 50_000 + 1 / 50_000)
    area = quad(lambda x: stats.normal_roc_curve(1.5, x), 0, 1)[0]
    assert area == pytest.approx(stats.normal_auc(1.5), abs=1e-7)
    rates = stats.normal_rates(1.5, np.linspace(-2, 3, 7))
    assert stats.normal_roc_curve(1.5, rates.false_positive_rate) == pytest.approx(rates.true_positive_rate)
    assert sk.auc(rates.false_positive_rate, rates.true_positive_rate) < stats.normal_auc(1.5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: stats.expected_maximum(0), "n_draws must be an integer of at least 1, got 0"),
        (lambda: stats.leaderboard_optimism(1.2, 5, 5), "accuracy must lie between 0 and 1, got 1.2"),
        (lambda: stats.leaderboard_optimism(0.5, 5, 5, -1), "correlation must lie between 0 and 1, got -1"),
        (lambda: stats.leaderboard([], 5), "accuracies must hold at least 1 value, got 0"),
        (lambda: stats.compare_folds([0.1]), "differences must hold at least 2 values, got 1"),
        (lambda: stats.compare_folds([0.1, 0.2], -1), "test_over_train must be positive and finite, got -1"),
        (lambda: stats.normal_roc_curve(1, 1.5), "false_positive_rates must lie between 0 and 1, got 1.5"),
    ],
)
def test_comparisons_that_cannot_be_made_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
