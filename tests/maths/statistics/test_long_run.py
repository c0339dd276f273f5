import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special
from scipy import stats as sp
from scipy.integrate import quad
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower, TTestIndPower, TTestPower

from mathml_widgets.maths import statistics as stats
from mathml_widgets.maths.statistics.long_run.noncentral_t import mean_beyond

NAMES = {"two-sided": "two-sided", "less": "smaller", "greater": "larger"}


def spread_density(s, nu):
    """Of the square root of a chi-squared number over its degrees of freedom."""
    if s <= 0:
        return np.sqrt(2 / np.pi) if nu == 1 else 0.0
    log_norm = np.log(2) + nu / 2 * np.log(nu / 2) - special.gammaln(nu / 2)
    return np.exp(log_norm + (nu - 1) * np.log(s) - nu * s * s / 2)


@settings(max_examples=40)
@given(st.floats(-30, 60), st.sampled_from([1, 1.5, 2, 3, 10, 47.3, 400, 1e5]), st.floats(-6, 12))
def test_the_noncentral_t_is_that_of_an_integral(t, nu, delta):
    def part(s):
        return special.ndtr(t * s - delta) * spread_density(s, nu)

    sd = 1 / np.sqrt(2 * nu)
    turn = [delta / t] if t else []
    points = sorted(p for p in [1 - 5 * sd, 1.0, 1 + 5 * sd, *turn] if 0 < p < 1 + 15 * sd)
    expected = quad(part, max(0, 1 - 15 * sd), 1 + 15 * sd, points=points, limit=400, epsabs=1e-14)[0]
    # The density above rounds nu log(nu), ours does not.
    assert stats.noncentral_t_cdf(t, nu, delta) == pytest.approx(expected, abs=2e-11 + 1e-14 * nu * np.log(nu))


def test_without_an_effect_it_is_students_t():
    t = np.array([-50.0, -3.0, 0.0, 0.4, 5.0])
    for nu in (1, 2.5, 30, 1e6):
        assert stats.noncentral_t_cdf(t, nu, 0.0) == pytest.approx(sp.t.cdf(t, nu), abs=1e-13, rel=1e-9)


@settings(max_examples=25)
@given(st.floats(-1.5, 1.5), st.integers(3, 150), st.sampled_from(list(NAMES)), st.sampled_from([0.01, 0.05]))
def test_the_power_of_a_t_test_is_that_of_statsmodels(d, n, alternative, alpha):
    ours = stats.t_test_power(d, n, significance_level=alpha, alternative=alternative)
    theirs = TTestIndPower().power(d, n, alpha, alternative=NAMES[alternative])
    if not np.isnan(theirs):  # scipy's noncentral t gives up here and there
        assert ours == pytest.approx(theirs, abs=1e-9)
    one = stats.t_test_power(d, n, design="one-sample", significance_level=alpha, alternative=alternative)
    theirs = TTestPower().power(d, n, alpha, alternative=NAMES[alternative])
    if not np.isnan(theirs):
        assert one == pytest.approx(theirs, abs=1e-9)


def test_published_power_at_an_effect_of_one_half():
    assert round(stats.t_test_power(0.5, 20), 3) == 0.338
    assert stats.t_test_power(0.0, 20) == pytest.approx(0.05)
    assert stats.t_test_power(0.5, [20, 64]).round(2).tolist() == [0.34, 0.8]
    unequal = TTestIndPower().power(0.4, 15, 0.05, ratio=2)
    assert stats.t_test_power(0.4, 15, 30) == pytest.approx(unequal, abs=1e-10)


@settings(max_examples=25)
@given(st.floats(-4, 4), st.sampled_from(list(NAMES)))
def test_the_power_of_a_z_test_is_that_of_statsmodels(effect, alternative):
    theirs = NormalIndPower().power(effect, 2, 0.05, alternative=NAMES[alternative])
    assert stats.z_test_power(effect, 1.0, alternative=alternative) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize(("d", "power"), [(0.5, 0.8), (0.2, 0.9), (2.0, 0.8), (-0.8, 0.95)])
def test_the_required_size_is_the_first_that_is_enough(d, power):
    n = stats.required_size(d, power)
    assert stats.t_test_power(d, n) >= power
    assert n == 2 or stats.t_test_power(d, n - 1) < power


def test_quantiles_of_the_p_value_are_where_its_law_says():
    found = stats.p_value_quantiles(0.5, 20, [0.1, 0.5, 0.9])
    assert found[0].round(3) == 0.005
    assert found[2].round(2) == 0.68
    assert [stats.t_test_power(0.5, 20, significance_level=p) for p in found] == pytest.approx([0.1, 0.5, 0.9])
    assert stats.p_value_quantiles(0.0, 5, [0.2, 0.7]) == pytest.approx([0.2, 0.7])


@settings(max_examples=20)
@given(st.floats(-3, 8), st.sampled_from([2, 3.5, 20, 500]), st.floats(-2, 6))
def test_the_mean_beyond_is_that_of_an_integral(t, nu, delta):
    def part(s):
        turn = t * s - delta
        normal = np.exp(-turn * turn / 2) / np.sqrt(2 * np.pi) + delta * special.ndtr(-turn)
        return normal * spread_density(s, nu) / s if s else 0.0

    sd = 1 / np.sqrt(2 * nu)
    low, high = max(0, 1 - 12 * sd), 1 + 15 * sd
    expected = quad(part, low, high, limit=400, epsabs=1e-13, points=[max(1 - 3 * sd, 1e-3), 1 + 3 * sd])[0]
    assert mean_beyond(t, nu, delta) == pytest.approx(expected, abs=1e-9)


def test_published_exaggeration_at_an_effect_of_one_half():
    found = stats.exaggeration_ratio(0.5, 20)
    assert round(found.power, 3) == 0.338
    assert round(found.mean_estimate, 2) == 0.51
    assert round(found.mean_significant, 2) == 0.87
    assert 0 < found.wrong_sign < 0.002
    # The mean of a noncentral t has a closed form.
    closed = 0.5 * np.sqrt(19) * np.exp(special.gammaln(18.5) - special.gammaln(19))
    assert found.mean_estimate == pytest.approx(closed, rel=1e-11)


def test_simulated_studies_agree_with_the_formulas():
    exact = stats.exaggeration_ratio(0.5, 20)
    found = stats.simulate_studies(0.5, 20, n_studies=40_000)
    assert found.power_interval.low < exact.power < found.power_interval.high
    chosen = found.estimates[found.significant]
    assert abs(found.mean_significant - exact.mean_significant) < 4 * chosen.std() / np.sqrt(len(chosen))
    assert abs(found.exaggeration - exact.ratio) < 4 * 2 * chosen.std() / np.sqrt(len(chosen))
    assert abs(found.mean_estimate - exact.mean_estimate) < 4 * found.estimates.std() / 200
    assert np.quantile(found.p_values, [0.1, 0.9]) == pytest.approx(
        stats.p_value_quantiles(0.5, 20, [0.1, 0.9]), rel=0.1
    )
    covered = ((found.low <= 0.5) & (found.high >= 0.5)).mean()
    assert abs(covered - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 40_000)


def test_no_effect_has_no_sign_and_is_exaggerated_without_end():
    found = stats.exaggeration_ratio([0.0, 0.3], 10)
    assert found.ratio[0] == np.inf
    assert np.isnan(found.wrong_sign[0])
    assert found.mean_significant[0] == pytest.approx(0, abs=1e-12)
    assert stats.exaggeration_ratio(-0.3, 10).ratio == pytest.approx(found.ratio[1])
    few = stats.simulate_studies(0.0, 2, n_studies=1, significance_level=1e-9)
    assert np.isnan(few.mean_significant)
    assert np.isnan(few.exaggeration)


def test_peeking_meets_the_published_table():
    # Armitage, McPherson and Rowe (1969), table 2, at 5 %.
    rates = stats.peeking_error_rate(50)
    assert rates[[0, 1, 2, 3, 4, 9, 19, 49]].round(3).tolist() == [
        0.05, 0.083, 0.107, 0.126, 0.142, 0.193, 0.248, 0.32,
    ]  # fmt: skip
    assert (np.diff(rates) > 0).all()


def test_two_looks_are_a_bivariate_normal():
    z = sp.norm.isf(0.025)
    root = np.sqrt(0.3)
    both = sp.multivariate_normal([0, 0], [[1, root], [root, 1]])
    inside = both.cdf([z, z], lower_limit=[-z, -z])
    assert stats.peeking_error_rate([3, 10])[1] == pytest.approx(1 - inside, abs=1e-6)
    shifted = sp.multivariate_normal([0.4 * np.sqrt(3), 0.4 * np.sqrt(10)], [[1, root], [root, 1]])
    inside = shifted.cdf([z, z], lower_limit=[-z, -z])
    assert stats.peeking_error_rate([3, 10], effect=0.4)[1] == pytest.approx(1 - inside, abs=1e-6)


def test_simulated_peeking_agrees_with_the_integral():
    for looks, effect in ((8, 0.0), ([10, 20, 60], 0.1)):
        found = stats.simulated_peeking(looks, effect=effect, n_studies=20_000)
        exact = stats.peeking_error_rate(looks, effect=effect)
        assert (np.abs(found.rejected - exact) < 4 * np.sqrt(exact * (1 - exact) / 20_000)).all()
        assert (found.intervals.low <= found.rejected).all()


def test_looks_far_apart_and_close_together_are_both_integrated():
    once = stats.peeking_error_rate([1, 1_000_000])
    assert once[1] == pytest.approx(1 - 0.95**2, abs=1e-4)  # nearly independent
    assert stats.peeking_error_rate([1000, 1000.001])[1] == pytest.approx(0.05, abs=2e-4)  # nearly the same


@pytest.mark.parametrize("m", [1, 2, 5, 30])
def test_adjusted_p_values_are_those_of_statsmodels(m):
    p = np.round(np.random.default_rng(m).beta(0.3, 1, m), 2)
    for function, name in (
        (stats.bonferroni, "bonferroni"),
        (stats.holm, "holm"),
        (stats.benjamini_hochberg, "fdr_bh"),
    ):
        assert function(p) == pytest.approx(multipletests(p, method=name)[1], abs=1e-14)


def test_rows_of_p_values_are_adjusted_each():
    p = np.random.default_rng(0).random((4, 6))
    for function in (stats.bonferroni, stats.holm, stats.benjamini_hochberg):
        assert function(p)[2] == pytest.approx(function(p[2]))


def test_the_family_wise_error_rate_is_what_bonferroni_holds():
    rng = np.random.default_rng(1)
    p = rng.random((20_000, 20))
    assert (p < 0.05).any(axis=1).mean() == pytest.approx(stats.family_wise_error_rate(20), abs=0.015)
    for function in (stats.bonferroni, stats.holm, stats.benjamini_hochberg):
        assert (function(p) <= 0.05).any(axis=1).mean() < 0.05 + 0.007
    assert stats.family_wise_error_rate(1e9, 1e-9) == pytest.approx(1 - np.exp(-1), rel=1e-8)
    assert stats.family_wise_error_rate(0) == 0.0


def test_the_bayes_factor_bound_is_that_of_sellke_bayarri_and_berger():
    found = stats.bayes_factor_bound([0.05, 0.01, 0.001])  # their table 1
    assert found.least_null_probability.round(3).tolist() == [0.289, 0.111, 0.018]
    assert stats.bayes_factor_bound(0.5).bound == 1.0
    assert stats.bayes_factor_bound(np.exp(-1)).bound == pytest.approx(1.0)
    assert stats.bayes_factor_bound(0.0) == (np.inf, 0.0)
    assert stats.bayes_factor_bound(0.5, 0.9).least_null_probability == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: stats.noncentral_t_cdf(1, 0.5, 0), "degrees_of_freedom must be at least 1, got 0.5"),
        (lambda: stats.t_test_power(0.5, 1), "sample_size must be at least 2, got 1"),
        (lambda: stats.t_test_power(0.5, 5, 1), "second_size must be at least 2, got 1"),
        (lambda: stats.t_test_power(np.nan, 5), "effect_size must be finite, got nan"),
        (lambda: stats.t_test_power(0.5, 5, design="paired"), "design must be one of 'two-sample', 'one-sample'"),
        (lambda: stats.t_test_power(0.5, 5, 5, design="one-sample"), "second_size must be left out for one sample"),
        (
            lambda: stats.t_test_power(0.5, 5, significance_level=0),
            r"significance_level must lie strictly between 0 and 1, got 0.0",
        ),
        (lambda: stats.z_test_power(0.5, 0), "standard_error must be positive, got 0"),
        (lambda: stats.required_size(0.0), r"effect_size must not be zero or on the wrong side, got 0.0"),
        (
            lambda: stats.required_size(0.5, alternative="less"),
            r"effect_size must not be zero or on the wrong side, got 0.5",
        ),
        (
            lambda: stats.required_size(1e-9),
            "effect_size must be large enough for a sample of at most 1e12, got 1e-09",
        ),
        (lambda: stats.exaggeration_ratio(0.5, 2, design="one-sample"), "sample_size must leave at least 2 degrees"),
        (lambda: stats.peeking_error_rate(0), "looks must be an integer of at least 1, got 0"),
        (lambda: stats.peeking_error_rate([2, 2]), r"looks must be a number, or rise from above 0, got \[2.0, 2.0\]"),
        (lambda: stats.peeking_error_rate([]), r"looks must be a number, or rise from above 0, got \[\]"),
        (lambda: stats.simulated_peeking(3, 1.5), "significance_level must lie strictly between 0 and 1, got 1.5"),
        (lambda: stats.bonferroni([]), "p_values must hold at least 1 value, got 0"),
        (lambda: stats.holm([0.1, 1.2]), "p_values must lie between 0 and 1, got 1.2"),
        (lambda: stats.benjamini_hochberg([np.nan]), "p_values must be finite, got nan"),
        (lambda: stats.family_wise_error_rate(-1), "n_tests must not be negative, got -1"),
        (lambda: stats.bayes_factor_bound(1.5), "p_value must lie between 0 and 1, got 1.5"),
        (lambda: stats.simulate_studies(0.5, 1), "sample_size must be an integer of at least 2, got 1"),
    ],
)
def test_a_long_run_that_cannot_be_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
