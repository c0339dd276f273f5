import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from mathml_widgets.maths import information as info


def entropy_by_scipy(c, base):
    return special.entr(c / c.sum()).sum() / math.log(base)


counts_of = st.lists(st.integers(0, 30), min_size=1, max_size=8).filter(lambda c: sum(c) > 0)


@settings(max_examples=40)
@given(counts_of, st.sampled_from([2, math.e, 10]))
def test_estimates_follow_their_definitions(counts, base):
    c = np.array(counts)
    n, found = c.sum(), info.entropy_estimates(c, base)
    plug_in = entropy_by_scipy(c, base)
    assert found.plug_in == pytest.approx(plug_in, rel=1e-12, abs=1e-14)
    assert found.miller_madow == pytest.approx(
        plug_in + ((c > 0).sum() - 1) / (2 * n) / math.log(base), rel=1e-12, abs=1e-14
    )
    assert found.laplace == pytest.approx(entropy_by_scipy(c + 1.0, base), rel=1e-12, abs=1e-14)
    if n > 1:
        left_out = [entropy_by_scipy(c - np.eye(len(c))[i], base) for i in np.repeat(np.arange(len(c)), c)]
        expected = n * plug_in - (n - 1) * np.mean(left_out)
        assert found.jackknife == pytest.approx(expected, rel=1e-10, abs=1e-10)


def test_one_observation_says_nothing():
    assert info.entropy_estimates([1, 0]) == pytest.approx((0.0, 0.0, 0.0, info.entropy([2 / 3, 1 / 3])), abs=1e-15)


def test_corrections_bring_the_mean_estimate_nearer_to_the_source():
    generator, p = np.random.default_rng(0), np.full(20, 0.05)
    samples = generator.multinomial(50, p, size=4000)
    found = info.entropy_estimates(samples)
    true = math.log2(20)
    miss = [abs(float(np.mean(one)) - true) for one in found[:3]]
    assert found.plug_in.shape == (4000,)
    assert miss[0] > 0.2
    assert max(miss[1:]) < miss[0] / 3


def test_the_basic_interval_covers_the_truth_where_the_percentile_one_does_not():
    generator, p = np.random.default_rng(1), np.array([0.3, 0.2, 0.2, 0.1, 0.1, 0.05, 0.05])
    true, covered = info.entropy(p), {"basic": 0, "percentile": 0}
    for _ in range(150):
        counts = generator.multinomial(60, p)
        for method in covered:
            low, high = info.estimate_intervals(counts, 200, generator, level=0.9, method=method).plug_in
            covered[method] += low <= true <= high
    assert covered["basic"] > covered["percentile"] + 15
    assert covered["basic"] >= 120


def test_intervals_hold_for_every_estimator_and_batch():
    counts = [40, 25, 20, 10, 5]
    found = info.estimate_intervals(counts, 3000, np.random.default_rng(0))
    estimates = info.entropy_estimates(counts)
    for (low, high), estimate in zip(found, estimates, strict=True):
        assert 0 < low < estimate < high < 3
    narrow = info.estimate_intervals(counts, 3000, np.random.default_rng(0), level=0.5)
    assert narrow.plug_in[1] - narrow.plug_in[0] < found.plug_in[1] - found.plug_in[0]
    single = info.estimate_intervals([7], 10, np.random.default_rng(0))
    assert single == ((0.0, 0.0),) * 4
    # For large n the plug-in estimate is normal with variance Var(log p) / n.
    p = np.array([0.5, 0.3, 0.2])
    deviation = math.sqrt((p * np.log2(p) ** 2).sum() - info.entropy(p) ** 2) / math.sqrt(1e5)
    low, high = info.estimate_intervals(1e5 * p, 4000, np.random.default_rng(0)).plug_in
    assert high - low == pytest.approx(2 * 1.96 * deviation, rel=0.1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: info.plug_in_entropy([0, 0]), "counts must hold at least one observation, got none"),
        (lambda: info.jackknife_entropy([-1, 2]), "counts must be whole and not negative, got -1"),
        (lambda: info.miller_madow_entropy([0.5]), "counts must be whole and not negative, got 0.5"),
        (lambda: info.plug_in_entropy([]), "counts must have shape"),
        (lambda: info.plug_in_entropy([1e300]), r"counts must be at most 2\*\*53, got 1e\+300"),
        (lambda: info.laplace_entropy([1], pseudocount=-1), "pseudocount must be finite and not negative, got -1"),
        (lambda: info.estimate_intervals([[1]], 9, np.random.default_rng(0)), "counts must be one row"),
        (lambda: info.estimate_intervals([1], 0, np.random.default_rng(0)), "n_resamples must be at least 1, got 0"),
        (lambda: info.estimate_intervals([1], 9, np.random.default_rng(0), level=1), "level must be between 0 and 1"),
        (lambda: info.estimate_intervals([1], 9, np.random.default_rng(0), method="bca"), "method must be 'basic'"),
    ],
)
def test_what_is_no_sample_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


SCIPY = {
    "uniform": ({"width": 3.5}, stats.uniform(0, 3.5)),
    "normal": ({"standard_deviation": 0.2}, stats.norm(5, 0.2)),
    "exponential": ({"scale": 4.0}, stats.expon(scale=4)),
    "laplace": ({"scale": 0.3}, stats.laplace(scale=0.3)),
    "logistic": ({"scale": 2.0}, stats.logistic(scale=2)),
    "cauchy": ({"scale": 2.0}, stats.cauchy(scale=2)),
    "gamma": ({"shape": 2.5, "scale": 3.0}, stats.gamma(2.5, scale=3)),
    "beta": ({"a": 0.5, "b": 3.0}, stats.beta(0.5, 3)),
    "weibull": ({"shape": 1.7, "scale": 2.0}, stats.weibull_min(1.7, scale=2)),
    "lognormal": ({"log_mean": 0.4, "log_deviation": 0.8}, stats.lognorm(0.8, scale=math.exp(0.4))),
    "t": ({"degrees_of_freedom": 3.0, "scale": 2.0}, stats.t(3, scale=2)),
}


@pytest.mark.parametrize("family", SCIPY)
def test_closed_forms_are_those_of_scipy(family):
    parameters, law = SCIPY[family]
    assert info.differential_entropy(family, math.e, **parameters) == pytest.approx(float(law.entropy()), rel=1e-10)
    assert info.differential_entropy(family, **parameters) == pytest.approx(
        float(law.entropy()) / math.log(2), rel=1e-10
    )


def test_a_narrow_density_has_a_negative_entropy_and_parameters_broadcast():
    assert info.differential_entropy("uniform", width=0.5) == -1.0
    found = info.differential_entropy("gamma", math.e, shape=[[1.0], [2.0]], scale=[1.0, 3.0])
    assert found == pytest.approx(stats.gamma.entropy([[1.0], [2.0]], scale=[1.0, 3.0]), rel=1e-12)
    assert info.differential_entropy("exponential", math.e) == 1.0
    assert info.differential_entropy("t", math.e, degrees_of_freedom=1.0) == pytest.approx(math.log(4 * math.pi))
    assert info.differential_entropy("beta", a=1.0, b=1.0) == pytest.approx(0, abs=1e-15)
    assert special.digamma(1) == pytest.approx(-np.euler_gamma)


def test_the_entropy_of_a_normal_in_several_dimensions_is_that_of_scipy():
    covariance = np.array([[2.0, 0.5], [0.5, 1.0]])
    assert info.normal_entropy(covariance, math.e) == pytest.approx(
        stats.multivariate_normal(cov=covariance).entropy(), rel=1e-13
    )
    assert info.normal_entropy([[1, 1], [1, 1]]) == -math.inf


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: info.differential_entropy("pareto"), "family must be one of beta, cauchy, .*, got 'pareto'"),
        (lambda: info.differential_entropy("normal"), "normal must be given standard_deviation, but .* is missing"),
        (lambda: info.differential_entropy("uniform", width=1, scale=2), "uniform must be given width, got scale"),
        (lambda: info.differential_entropy("uniform", width=0), "width must be positive, got 0"),
        (lambda: info.normal_entropy([[1, 2]]), "covariance must be square"),
        (lambda: info.normal_entropy([[1, 2], [0, 1]]), "covariance must be symmetric"),
        (lambda: info.normal_entropy([[1, 2], [2, 1]]), "covariance must have no negative eigenvalue, got -1"),
    ],
)
def test_what_is_no_density_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_refined_intervals_end_where_as_many_resamples_at_once_do():
    steps = list(info.refined_intervals([5, 3, 2], 150, np.random.default_rng(1), n_first=100))
    assert [n for _, n in steps] == [100, 150]
    first = info.estimate_intervals([5, 3, 2], 100, np.random.default_rng(1))
    assert steps[0][0] == first
    whole = info.estimate_intervals([5, 3, 2], 150, np.random.default_rng(1))
    np.testing.assert_allclose(np.array(steps[-1][0]), np.array(whole), rtol=1e-14)


def test_intervals_settle_as_resamples_are_added():
    found = [np.array(one) for one, _ in info.refined_intervals([50, 30, 20], 64_000, np.random.default_rng(0))]
    moves = [np.abs(later - earlier).max() for earlier, later in pairwise(found)]
    assert moves[-1] < 0.004 < max(moves[:2])
