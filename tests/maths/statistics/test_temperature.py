import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from mathml_widgets.maths import statistics as stats


def forecasts(seed, n=60):
    rng = np.random.default_rng(seed)
    z = 2.0 * rng.normal(size=n)
    return (rng.random(n) < 1 / (1 + np.exp(-z / rng.uniform(0.3, 3)))).astype(int), 1 / (1 + np.exp(-z))


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_the_fitted_temperature_is_where_scipy_finds_it(seed):
    y, p = forecasts(seed)
    fitted = stats.fit_temperature(y, p)
    found = minimize_scalar(lambda t: stats.log_loss(y, stats.temper(p, np.exp(t))), bounds=(-5, 5), method="bounded")
    assert fitted.loss_after <= found.fun + 1e-12
    if 0.05 < fitted.temperature < 100:
        z = np.log(p / (1 - p))
        slope = ((1 / (1 + np.exp(-z / fitted.temperature)) - y) * z).mean()
        assert slope == pytest.approx(0, abs=1e-12)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.floats(0.3, 20))
def test_temperature_changes_log_loss_and_brier_but_never_accuracy_or_auc(seed, temperature):
    y, p = forecasts(seed)
    q = stats.temper(p, temperature)
    assert stats.auc(y, q) == stats.auc(y, p)
    assert ((q >= 0.5) == (p >= 0.5)).all()
    if abs(temperature - 1) > 0.01:
        assert stats.log_loss(y, q) != stats.log_loss(y, p)
        assert stats.brier_score(y, q) != stats.brier_score(y, p)


def test_tempering_twice_is_tempering_with_the_product():
    p = np.array([0.001, 0.3, 0.5, 0.99])
    assert stats.temper(stats.temper(p, 2), 3) == pytest.approx(stats.temper(p, 6), rel=1e-13)
    assert stats.temper(p, 1) == pytest.approx(p, rel=1e-14)


def test_an_overconfident_model_gets_a_temperature_above_one():
    rng = np.random.default_rng(0)
    p = rng.uniform(0.02, 0.98, 20_000)
    y = rng.random(20_000) < p
    assert stats.fit_temperature(y, stats.temper(p, 0.5)).temperature == pytest.approx(2, rel=0.05)
    assert stats.fit_temperature(y, p).temperature == pytest.approx(1, rel=0.05)


def test_a_temperature_has_its_ends():
    assert stats.fit_temperature([0, 1], [0.2, 0.7]) == (0.0, pytest.approx(-np.log(0.56) / 2), 0.0)
    assert stats.fit_temperature([1, 0], [0.2, 0.7]).temperature == np.inf
    assert stats.fit_temperature([1, 0], [0.2, 0.7]).loss_after == pytest.approx(np.log(2))
    assert stats.fit_temperature([0, 1, 1], [1.0, 0.7, 0.8]) == (np.inf, np.inf, pytest.approx(np.log(2)))
    assert stats.fit_temperature([1], [0.5]).temperature == 1.0
    assert stats.temper([0, 0.2, 0.5, 0.8, 1], 0).tolist() == [0, 0, 0.5, 1, 1]
    assert stats.temper([0, 0.2, 1], np.inf).tolist() == [0.5, 0.5, 0.5]
    assert stats.temper([0, 0.2, 1], 1e-310).tolist() == [0, 0, 1]


def test_a_very_overconfident_model_is_brought_back():
    rng = np.random.default_rng(1)
    z = rng.normal(size=2000)
    y = rng.random(2000) < 1 / (1 + np.exp(-z))
    p = np.clip(1 / (1 + np.exp(-30 * z)), 1e-300, 1 - 1e-16)
    assert stats.fit_temperature(y, p).temperature == pytest.approx(30, rel=0.2)


def test_what_has_no_temperature_is_refused():
    with pytest.raises(ValueError, match=r"temperature must be zero or positive, got -1"):
        stats.temper([0.5], -1.0)
    with pytest.raises(ValueError, match=r"scores must lie between 0 and 1, got 2.0"):
        stats.fit_temperature([1], [2])
