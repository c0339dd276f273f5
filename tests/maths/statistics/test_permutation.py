from fractions import Fraction
from itertools import combinations, permutations, product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as sp

from mathml_widgets.maths import statistics as stats
from mathml_widgets.maths.statistics.resampling import permutation
from mathml_widgets.maths.statistics.resampling.lattice import lattice
from mathml_widgets.maths.statistics.resampling.random_subsets import expected_words, random_subset_sums
from mathml_widgets.maths.statistics.resampling.two_sample_statistics import STATISTICS

integers = st.lists(st.integers(-8, 12), min_size=1, max_size=6)


def listed(x, y, function):
    """All ways to deal x and y out, one by one."""
    pooled = list(x) + list(y)
    found = []
    for chosen in combinations(range(len(pooled)), len(x)):
        rest = [i for i in range(len(pooled)) if i not in chosen]
        found.append(function([pooled[i] for i in chosen], [pooled[i] for i in rest]))
    return found


def exact_mean(values):
    return Fraction(sum(map(Fraction, values)), len(values))


@settings(max_examples=40)
@given(integers, integers, st.sampled_from(["two-sided", "less", "greater"]))
def test_the_exact_law_of_a_mean_difference_counts_every_way(x, y, alternative):
    null = listed(x, y, lambda a, b: exact_mean(a) - exact_mean(b))
    observed = exact_mean(x) - exact_mean(y)
    below = sum(value <= observed for value in null) / len(null)
    above = sum(value >= observed for value in null) / len(null)
    expected = {"less": below, "greater": above, "two-sided": min(1, 2 * min(below, above))}[alternative]
    found = stats.permutation_test(x, y, alternative=alternative)
    assert found.method == "exact law"
    assert found.n_ways == comb(len(x) + len(y), len(x))
    assert found.p_value == found.low == found.high == pytest.approx(expected, abs=1e-13)
    assert found.null_probabilities.sum() == pytest.approx(1)
    mean = (found.null_values * found.null_probabilities).sum()
    assert mean == pytest.approx(float(sum(null) / len(null)), abs=1e-12)


@settings(max_examples=25)
@given(integers, integers)
def test_the_exact_law_of_an_auc_is_the_rank_test(x, y):
    found = stats.permutation_test(x, y, "auc")
    null = listed(x, y, lambda a, b: sum((u > v) + 0.5 * (u == v) for u in a for v in b) / (len(a) * len(b)))
    observed = sum((u > v) + 0.5 * (u == v) for u in x for v in y) / (len(x) * len(y))
    assert found.observed == pytest.approx(observed)
    above = np.mean([value >= observed - 1e-12 for value in null])
    below = np.mean([value <= observed + 1e-12 for value in null])
    assert found.p_value == pytest.approx(min(1, 2 * min(above, below)))


@pytest.mark.parametrize(("n", "m"), [(50, 50), (20, 80), (80, 20)])
def test_the_rank_test_of_a_hundred_is_that_of_scipy(n, m):
    values = np.random.default_rng(n).permutation(n + m).astype(float)
    found = stats.permutation_test(values[:n], values[n:], "auc")
    theirs = sp.mannwhitneyu(values[:n], values[n:], method="exact")
    assert found.method == "exact law"
    assert found.p_value == pytest.approx(theirs.pvalue, rel=1e-11)
    assert found.observed == pytest.approx(theirs.statistic / (n * m))


@settings(max_examples=25)
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=9))
def test_signs_are_shuffled_in_every_way(x):
    sums = [sum(s * v for s, v in zip(signs, x, strict=True)) for signs in product([1, -1], repeat=len(x))]
    above, below = np.mean([s >= sum(x) for s in sums]), np.mean([s <= sum(x) for s in sums])
    found = stats.permutation_test(x)
    assert found.method == "exact law"
    assert found.p_value == pytest.approx(min(1, 2 * min(above, below)))
    paired = stats.permutation_test(np.array(x) + 3, np.full(len(x), 3), shuffle="signs")
    assert paired.p_value == pytest.approx(found.p_value)


def test_the_signed_rank_test_of_scipy_is_a_sign_law():
    x = np.array([1, -2, 3, -4, 5, 6, -7, 8, 9, 10, 11, -12, 13])
    assert stats.permutation_test(x).p_value == pytest.approx(sp.wilcoxon(x, method="exact").pvalue, rel=1e-12)


@pytest.mark.parametrize("name", ["median_difference", "trimmed_mean_difference", "ratio", "mean_difference", "auc"])
@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
def test_enumeration_is_that_of_scipy(name, alternative):
    rng = np.random.default_rng(1)
    x, y = rng.exponential(size=5), rng.exponential(size=6) + 0.4
    if name == "mean_difference":
        x, y = x * np.pi, y * np.pi
    found = stats.permutation_test(x, y, name, alternative=alternative)
    theirs = sp.permutation_test(
        (x, y), lambda a, b, axis=-1: STATISTICS[name](a, b), vectorized=True, alternative=alternative
    )
    assert found.method == ("exact law" if name == "auc" else "enumeration")
    assert found.n_ways == 462
    assert found.p_value == pytest.approx(theirs.pvalue, rel=1e-12)
    assert found.observed == pytest.approx(theirs.statistic)


def test_pairs_are_paired_anew_in_every_way():
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=6), rng.normal(size=6)
    found = stats.permutation_test(x, y, "correlation")
    null = [np.corrcoef(np.array(p), y)[0, 1] for p in permutations(x)]
    observed = np.corrcoef(x, y)[0, 1]
    above, below = np.mean(np.array(null) >= observed - 1e-12), np.mean(np.array(null) <= observed + 1e-12)
    assert found.n_ways == 720
    assert found.p_value == pytest.approx(2 * min(above, below))
    assert found.observed == pytest.approx(observed)


def test_a_callable_of_one_pair_or_of_many_gives_the_same():
    x, y = np.array([1.0, 2.5, 4.0]), np.array([0.5, 3.0])
    one = stats.permutation_test(x, y, lambda a, b: a.max() - b.max())
    many = stats.permutation_test(x, y, lambda a, b: a.max(axis=-1) - b.max(axis=-1), vectorized=True)
    assert one[:6] == many[:6]
    assert one.method == "enumeration"
    assert one.n_ways == 10


@pytest.mark.parametrize(
    ("name", "shuffle"),
    [
        ("mean_difference", None),
        ("median_difference", None),
        ("ratio", None),
        ("auc", None),
        ("correlation", None),
        ("mean_difference", "signs"),
        ("median_difference", "signs"),
        (lambda a, b: a.mean() - b.mean(), "labels"),
    ],
)
def test_the_drawn_p_value_agrees_with_the_exact_one(name, shuffle):
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=7) + 1.2, rng.normal(size=7) + 0.3
    exact = stats.permutation_test(x, y, name, shuffle=shuffle, method="exact")
    drawn = stats.permutation_test(x, y, name, shuffle=shuffle, method="monte carlo", n_resamples=4000, level=0.9999)
    assert drawn.method == "monte carlo"
    assert drawn.n_ways == len(drawn.null_values) == 4000
    assert drawn.low <= exact.p_value <= drawn.high
    assert drawn.low <= drawn.p_value <= drawn.high


def test_the_monte_carlo_p_value_is_never_zero():
    x, y = np.pi * np.arange(30), np.pi * np.arange(30) + 1000
    found = stats.permutation_test(x, y, method="monte carlo", n_resamples=99)
    assert found.p_value == pytest.approx(0.02)
    assert found.low == 0.0
    assert found.high > 0.02


@pytest.mark.parametrize(("n", "m"), [(1, 1), (5, 0), (0, 5), (3, 9), (50, 50), (2, 130), (70, 65)])
def test_random_subsets_have_their_size_and_are_equally_likely(n, m):
    values = 2.0 ** np.arange(n + m) if n + m < 20 else np.ones(n + m)
    sums = random_subset_sums(values, n, 20_000, np.random.default_rng(0))
    if n + m >= 20:
        assert (sums == n).all()
        marked = np.zeros(n + m)
        marked[-3:] = 1.0
        hits = random_subset_sums(marked, n, 20_000, np.random.default_rng(1))
        observed = np.bincount(hits.astype(int), minlength=4)
        expected = 20_000 * sp.hypergeom.pmf(np.arange(4), n + m, 3, n)
        assert sp.chisquare(observed[expected > 5], expected[expected > 5] * observed[expected > 5].sum()
                            / expected[expected > 5].sum()).pvalue > 1e-4  # fmt: skip
        return
    assert all(int(s).bit_count() == n for s in sums)
    _, counts = np.unique(sums, return_counts=True)
    assert len(counts) == comb(n + m, n)
    if len(counts) > 1:
        assert sp.chisquare(counts).pvalue > 1e-4


def test_a_single_value_against_thousands_is_shuffled_in_another_way():
    assert expected_words(3000, 1) == np.inf
    with pytest.raises(ValueError, match="size must not be so far from half of 3000 values, got 1"):
        random_subset_sums(np.ones(3000), 1, 5, np.random.default_rng(0))
    rng = np.random.default_rng(0)
    found = stats.permutation_test(
        [2.0], rng.normal(size=3000), method="monte carlo", n_resamples=500, alternative="greater"
    )
    assert found.low < 0.0228 < found.high  # one in 44 exceeds 2


def test_whole_numbers_in_disguise_are_recognised():
    assert lattice(np.array([3.0, 7.0, 11.0])).unit == 4.0
    assert lattice(np.array([0.1, 0.2, 0.3]) * 3).integers.tolist() == [0, 1, 2]
    assert lattice(np.array([5.0, 5.0])).integers.tolist() == [0, 0]
    assert lattice(np.array([0.0, np.sqrt(2)])) is None
    assert lattice(np.array([0.0, 1e20])) is None


def test_a_sample_of_equal_numbers_and_single_values_have_a_p_value_of_one():
    assert stats.permutation_test([2, 2, 2], [2, 2]).p_value == 1.0
    assert stats.permutation_test([1], [5]).p_value == 1.0
    assert stats.permutation_test([3.3]).p_value == 1.0


def test_the_law_of_large_subsets_is_right_far_out_in_its_tail():
    law = stats.subset_sum_law(np.arange(100), 50)
    assert law.sums[[0, -1]].tolist() == [1225, 3725]
    assert law.probabilities[0] == pytest.approx(1 / comb(100, 50), rel=1e-12)
    assert law.probabilities[1] == pytest.approx(1 / comb(100, 50), rel=1e-12)
    assert law.probabilities[2] == pytest.approx(2 / comb(100, 50), rel=1e-12)
    assert law.probabilities == pytest.approx(law.probabilities[::-1], rel=1e-12)
    big = stats.subset_sum_law(np.arange(1000) % 3, 400)
    assert big.probabilities.sum() == pytest.approx(1)
    assert (big.sums * big.probabilities).sum() == pytest.approx(400 * (np.arange(1000) % 3).mean())


def test_a_law_of_too_many_numbers_is_refused_and_the_test_draws_instead():
    with pytest.raises(ValueError, match="integers must be at most 1000, got 1001"):
        stats.subset_sum_law(np.zeros(1001, dtype=int), 3)
    with pytest.raises(ValueError, match="integers must be at most 1000, got 1001"):
        stats.sign_sum_law(np.zeros(1001, dtype=int))
    x = np.arange(600)
    assert stats.permutation_test(x, x + 1, n_resamples=50).method == "monte carlo"
    assert stats.permutation_test(np.ones(1001), n_resamples=50).method == "monte carlo"


def test_half_of_the_values_may_be_in_the_larger_group():
    assert stats.subset_sum_law(np.array([1, 2, 4]), 2).sums.tolist() == [3, 5, 6]
    assert stats.subset_sum_law(np.array([1, 2, 4]), 3).sums.tolist() == [7]
    assert stats.subset_sum_law(np.array([1, 2, 4]), 0).sums.tolist() == [0]


def test_large_samples_are_ranked_and_not_paired_off():
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=20_000), rng.normal(size=30_000)
    found = stats.permutation_test(x, y, "auc", n_resamples=200)
    theirs = sp.mannwhitneyu(x, y)
    assert found.observed == pytest.approx(theirs.statistic / 6e8, rel=1e-12)
    assert found.low < theirs.pvalue < found.high
    assert found.null_values.std() == pytest.approx(np.sqrt(50_001 / 12 / 6e8), rel=4 / np.sqrt(400))


def test_a_ratio_may_be_infinite():
    found = stats.permutation_test([1.0, 2.0, 4.0], [0.5, 3.0], "ratio")
    assert found.observed == pytest.approx(4 / 3)
    drawn = stats.permutation_test(np.pi * np.arange(1.0, 9), np.arange(1.0, 9), "ratio", method="monte carlo")
    assert np.isfinite(drawn.null_values).all()


def test_the_statistics_are_those_of_scipy():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(3, 11)), rng.normal(size=(3, 11))
    trimmed = sp.trim_mean(x, 0.2, axis=1) - sp.trim_mean(y, 0.2, axis=1)
    assert STATISTICS["trimmed_mean_difference"](x, y) == pytest.approx(trimmed)
    for k in range(3):
        assert STATISTICS["correlation"](x, y)[k] == pytest.approx(sp.pearsonr(x[k], y[k]).statistic)
        auc = sp.mannwhitneyu(x[k], y[k]).statistic / 121
        assert STATISTICS["auc"](x, y)[k] == pytest.approx(auc)
    assert np.isnan(STATISTICS["correlation"](np.ones(3), np.arange(3.0)))


@pytest.mark.parametrize(
    ("arguments", "keywords", "message"),
    [
        (([], [1]), {}, "first must hold at least 1 value, got 0"),
        (([1], []), {}, "second must hold at least 1 value, got 0"),
        (([1, np.nan], [1]), {}, r"first must be finite, got nan at index \(1,\)"),
        (([1, 2], [1], "correlation"), {}, "second must hold one value for each of 2 pairs, got 1"),
        (([1, 2], [1]), {"shuffle": "signs"}, "second must hold one value for each of 2 pairs, got 1"),
        (([1], [2], "mode"), {}, "statistic must be callable or one of 'mean_difference', .*, got 'mode'"),
        (([1], [2]), {"alternative": "more"}, "alternative must be one of 'two-sided', 'less', 'greater', got 'more'"),
        (([1], [2]), {"method": "fast"}, "method must be one of 'auto', 'exact', 'monte carlo', got 'fast'"),
        (([1], [2]), {"shuffle": "rows"}, "shuffle must be one of 'labels', 'signs', 'pairing', got 'rows'"),
        (([1], [2]), {"n_resamples": 0}, "n_resamples must be an integer of at least 1, got 0"),
        (([1], [2]), {"level": 2}, "level must lie strictly between 0 and 1, got 2"),
        (
            (np.pi * np.arange(40), np.arange(40.0), "median_difference"),
            {"method": "exact"},
            "method must be 'auto' or 'monte carlo' for so many ways, got 'exact' for 1.08e",
        ),
        (
            ([0.1, 0.7], [0.2, np.pi], lambda a, b: a),
            {},
            r"statistic\(first, second\) must give one number, got shape \(2,\)",
        ),
        (
            ([0.1, 0.7], [0.2, np.pi], lambda a, b: a.mean()),
            {"vectorized": True},
            r"statistic\(first, second\) must have shape \(6,\), got shape \(\)",
        ),
    ],
)
def test_what_cannot_be_shuffled_is_refused(arguments, keywords, message):
    with pytest.raises(ValueError, match=message):
        stats.permutation_test(*arguments, **keywords)


def test_listing_in_batches_is_listing_at_once(monkeypatch):
    x, y = np.array([0.3, 1.1, 2.0, 5.0]), np.array([0.1, 0.9, np.pi, 1.0])
    whole = [stats.permutation_test(x, y, "median_difference", shuffle=how) for how in permutation.SHUFFLES]
    monkeypatch.setattr(permutation, "NUMBERS_AT_ONCE", 50)
    again = [stats.permutation_test(x, y, "median_difference", shuffle=how) for how in permutation.SHUFFLES]
    assert [one.p_value for one in whole] == [one.p_value for one in again]
    assert [one.n_ways for one in whole] == [70, 16, 24]
