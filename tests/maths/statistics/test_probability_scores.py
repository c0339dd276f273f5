import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from mathml_widgets.maths import statistics as stats

seeds = st.integers(0, 10_000)


def forecasts(seed, n=50):
    rng = np.random.default_rng(seed)
    y = np.concatenate([[0, 1], rng.integers(0, 2, rng.integers(0, n))])
    return y, rng.uniform(0.001, 0.999, len(y))


@settings(max_examples=25)
@given(seeds)
def test_log_loss_and_brier_score_are_those_of_scikit_learn(seed):
    y, p = forecasts(seed)
    w = np.random.default_rng(seed).uniform(0.1, 3.0, (2, len(y)))
    assert stats.log_loss(y, p) == pytest.approx(sk.log_loss(y, p))
    assert stats.brier_score(y, p) == pytest.approx(sk.brier_score_loss(y, p))
    for k in range(2):
        assert stats.log_loss(y, p, w)[k] == pytest.approx(sk.log_loss(y, p, sample_weight=w[k]))
        assert stats.brier_score(y, p, w)[k] == pytest.approx(sk.brier_score_loss(y, p, sample_weight=w[k]))


def test_log_loss_is_infinite_only_where_a_certain_forecast_was_wrong():
    assert stats.log_loss([0, 1], [0.0, 1.0]) == 0.0
    assert stats.log_loss([0, 1], [1.0, 1.0]) == np.inf
    assert stats.log_loss([0, 1], [1.0, 0.5], [[0, 1], [1, 1]]).tolist() == [pytest.approx(np.log(2)), np.inf]
    assert stats.log_loss([1], [1e-300]) == pytest.approx(300 * np.log(10))
    assert stats.log_loss([0], [1e-20]) == pytest.approx(1e-20, rel=1e-12)


@settings(max_examples=25)
@given(seeds, st.sampled_from([None, 1, 3, 10]), st.sampled_from(["uniform", "quantile"]))
def test_the_parts_of_the_brier_score_add_up_exactly(seed, n_bins, strategy):
    y, p = forecasts(seed)
    p = np.round(p, 1) if seed % 2 else p
    parts = stats.brier_parts(y, p, n_bins, strategy=strategy)
    assert parts.score == pytest.approx(stats.brier_score(y, p))
    total = parts.reliability - parts.resolution + parts.uncertainty
    assert total + parts.within_bin_variance - parts.within_bin_covariance == pytest.approx(parts.score, abs=1e-14)
    if n_bins is None:
        assert total == pytest.approx(parts.score, abs=1e-14)


def test_a_forecast_of_the_base_rate_is_reliable_and_resolves_nothing():
    parts = stats.brier_parts([0, 0, 0, 1], [0.25] * 4)
    assert parts[:4] == pytest.approx((0.1875, 0.0, 0.0, 0.1875))


@settings(max_examples=25)
@given(seeds)
def test_the_calibration_curve_is_that_of_scikit_learn(seed):
    from sklearn.calibration import calibration_curve

    y, p = forecasts(seed)
    for strategy in ("uniform", "quantile"):
        ours = stats.calibration_curve(y, p, 5, strategy=strategy)
        observed, predicted = calibration_curve(y, p, n_bins=5, strategy=strategy)
        filled = ours.counts > 0
        assert ours.observed[filled] == pytest.approx(observed)
        assert ours.predicted[filled] == pytest.approx(predicted)
        assert ours.counts.sum() == len(y)
        assert np.isnan(ours.observed[~filled]).all()


def test_a_bin_holds_its_right_edge_and_the_first_both():
    curve = stats.calibration_curve([0, 1, 0, 1, 1], [0.0, 0.2, 0.200001, 0.5, 1.0], edges=[0, 0.2, 0.5, 1])
    assert curve.counts.tolist() == [2, 2, 1]
    assert stats.calibration_curve([0, 1], [0.3, 0.3], 4, strategy="quantile").counts.sum() == 2


@settings(max_examples=25)
@given(seeds)
def test_the_calibration_error_is_the_mean_gap_of_the_curve(seed):
    y, p = forecasts(seed)
    curve = stats.calibration_curve(y, p, 7)
    gap = np.nansum(curve.counts * np.abs(curve.observed - curve.predicted)) / len(y)
    assert stats.expected_calibration_error(y, p, 7) == pytest.approx(gap)
    w = np.random.default_rng(seed).integers(0, 3, (4, len(y))) + (np.arange(len(y)) == 0)
    for k, error in enumerate(stats.expected_calibration_error(y, p, 7, weights=w)):
        again = np.repeat(np.arange(len(y)), w[k])
        assert error == pytest.approx(stats.expected_calibration_error(y[again], p[again], 7))


def test_the_null_calibration_error_is_the_mean_over_all_labels():
    p = np.array([0.1, 0.2, 0.35, 0.6, 0.7, 0.95])
    expected = 0.0
    for outcome in np.ndindex(*(2,) * 6):
        y = np.array(outcome)
        chance = np.where(y == 1, p, 1 - p).prod()
        expected += chance * stats.expected_calibration_error(y, p, 3)
    assert stats.null_calibration_error(p, 3).expected == pytest.approx(expected, abs=1e-15)


def test_the_drawn_null_agrees_with_the_exact_one():
    p = np.random.default_rng(0).beta(2, 3, 300)
    null = stats.null_calibration_error(p, n_draws=4000, rng=np.random.default_rng(1))
    assert abs(null.draws.mean() - null.expected) < 4 * null.draws.std() / np.sqrt(4000)
    assert (np.diff(null.draws) >= 0).all()


def test_a_perfectly_calibrated_model_shows_an_error_that_shrinks_with_n():
    errors = [stats.null_calibration_error(np.full(n, 0.5), n_draws=1).expected for n in (100, 400, 1600)]
    assert errors[0] > 0.03
    assert errors[0] / errors[1] == pytest.approx(2, rel=0.01)
    assert errors[1] / errors[2] == pytest.approx(2, rel=0.01)


def test_the_normal_law_for_a_long_bin_is_as_good_as_its_length_says():
    from mathml_widgets.maths.statistics.classification import calibration

    exact = calibration._mean_absolute_deviation(np.full(4000, 0.3))
    assert calibration._mean_absolute_deviation(np.full(4001, 0.3)) == pytest.approx(exact, rel=3e-4)


def test_a_miscalibrated_model_is_told_from_chance_and_a_calibrated_one_is_not():
    rng = np.random.default_rng(2)
    p = rng.uniform(0.05, 0.95, 500)
    honest = (rng.random(500) < p).astype(int)
    surer = stats.temper(p, 0.4)
    assert stats.null_calibration_error(p).p_value(stats.expected_calibration_error(honest, p)) > 0.05
    assert stats.null_calibration_error(surer).p_value(stats.expected_calibration_error(honest, surer)) == 1 / 1001


@pytest.mark.parametrize("function", [stats.log_loss, stats.brier_score, stats.calibration_curve, stats.brier_parts])
@pytest.mark.parametrize(
    ("y_true", "scores", "message"),
    [
        ([0, 1], [0.5, 1.5], "scores must lie between 0 and 1, got 1.5"),
        ([0, 1], [0.5, np.nan], r"scores must be finite, got nan at index \(1,\)"),
        ([], [], "y_true must hold at least 1 value, got 0"),
        ([0, 1], [0.5], "scores must hold one score for each of 2 labels, got 1"),
    ],
)
def test_scores_that_are_no_probabilities_are_refused(function, y_true, scores, message):
    with pytest.raises(ValueError, match=message):
        function(y_true, scores)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n_bins": 0}, "n_bins must be an integer of at least 1, got 0"),
        ({"strategy": "equal"}, "strategy must be one of 'uniform', 'quantile', got 'equal'"),
        ({"edges": [0, 0.5, 0.4, 1]}, r"edges must rise from 0 to 1, got \[0.0, 0.5, 0.4, 1.0\]"),
        ({"edges": [0.1, 1]}, r"edges must rise from 0 to 1, got \[0.1, 1.0\]"),
    ],
)
def test_bins_that_are_no_bins_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        stats.calibration_curve([0, 1], [0.2, 0.7], **arguments)


def test_one_case_has_scores_too():
    assert stats.log_loss([1], [0.5]) == pytest.approx(np.log(2))
    assert stats.brier_score([1], [0.5]) == 0.25
    assert stats.expected_calibration_error([1], [0.5]) == 0.5
