import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

from mathml_widgets.maths import information as info

weights = st.floats(0, 10) | st.sampled_from([0.0, 1e-300, 1e-20, 1.0])
pairs = st.integers(1, 8).flatmap(
    lambda n: st.tuples(*[st.lists(weights, min_size=n, max_size=n).filter(lambda w: sum(w) > 1e-3)] * 2)
)


def exact_kl(p, q):
    with mpmath.workdps(60):
        p, q = ([mpmath.mpf(float(x)) for x in row] for row in (p, q))
        if any(a > 0 and b == 0 for a, b in zip(p, q, strict=True)):
            return math.inf
        terms = [a * mpmath.log(a / b, 2) if a > 0 else 0 for a, b in zip(p, q, strict=True)]
        # What rounding left of the sums is no part of the divergence.
        return mpmath.fsum(terms) + (mpmath.fsum(q) - mpmath.fsum(p)) / mpmath.log(2)


@settings(max_examples=40)
@given(pairs)
def test_the_divergence_is_exact_and_never_negative(pair):
    p, q = map(info.normalized, pair)
    found = info.kl_divergence(p, q)
    assert found >= 0.0
    assert found == pytest.approx(float(exact_kl(p, q)), rel=1e-12, abs=1e-300)


@settings(max_examples=40)
@given(pairs)
def test_measures_are_those_of_scipy(pair):
    p, q = map(info.normalized, pair)
    n = len(p)
    found = info.divergences(p, q)
    assert found.kl == pytest.approx(stats.entropy(p, q, base=2), rel=1e-9, abs=1e-14)
    assert found.reverse_kl == pytest.approx(special.rel_entr(q, p).sum() / math.log(2), rel=1e-9, abs=1e-14)
    with np.errstate(invalid="ignore"):
        assert found.jensen_shannon == pytest.approx(
            np.nan_to_num(jensenshannon(p, q, base=2)) ** 2, rel=1e-7, abs=1e-14
        )
    assert found.total_variation == pytest.approx(np.abs(p - q).sum() / 2, rel=1e-14, abs=1e-300)
    assert found.hellinger == pytest.approx(np.linalg.norm(np.sqrt(p) - np.sqrt(q)) / math.sqrt(2), rel=1e-13)
    assert found.wasserstein == pytest.approx(
        stats.wasserstein_distance(range(n), range(n), p, q) if n > 1 else 0.0, rel=1e-10, abs=1e-14
    )
    assert found.cross_entropy == pytest.approx(info.entropy(p) + found.kl, rel=1e-12, abs=1e-14)


@settings(max_examples=40)
@given(pairs)
def test_the_measures_keep_their_bounds(pair):
    p, q = map(info.normalized, pair)
    found = info.divergences(p, q, math.e)
    tv, h = found.total_variation, found.hellinger
    assert 0.0 <= found.jensen_shannon <= math.log(2)
    assert found.jensen_shannon == pytest.approx(info.js_divergence(q, p, math.e), rel=1e-12, abs=1e-300)
    assert h * h <= tv * (1 + 1e-9) + 1e-15
    assert tv <= h * math.sqrt(2) * (1 + 1e-9) + 1e-15
    assert 2 * tv * tv <= found.kl * (1 + 1e-9) + 1e-15  # Pinsker
    assert found.kl <= found.chi_squared * (1 + 1e-9) + 1e-15


def test_the_two_directions_differ():
    assert info.kl_divergence([0.5, 0.5], [0.9, 0.1]) == pytest.approx(0.7369655941662062, rel=1e-14)
    assert info.kl_divergence([0.9, 0.1], [0.5, 0.5]) == pytest.approx(0.5310044064107188, rel=1e-14)


def test_a_divergence_of_neighbours_keeps_its_digits():
    for d in (1e-2, 1e-5, 1e-9, 1e-13):
        p, q = np.array([0.3, 0.7]), np.array([0.3 + d, 0.7 - d])
        assert info.kl_divergence(p, q, math.e) == pytest.approx(float(exact_kl(p, q)) * math.log(2), rel=1e-12)


def test_an_outcome_that_was_called_impossible_makes_it_infinite_and_is_named():
    p, q = [0.5, 0.25, 0.25, 0], [0.5, 0, 0.5, 0]
    assert info.kl_divergence(p, q) == info.cross_entropy(p, q) == info.chi_squared_divergence(p, q) == math.inf
    assert info.infinite_outcomes(p, q).tolist() == [False, True, False, False]
    assert info.kl_contributions(p, q).tolist() == [0.0, math.inf, -0.25, 0.0]
    assert math.isfinite(info.kl_divergence(q, p))
    assert not info.infinite_outcomes(q, p).any()


@settings(max_examples=40)
@given(pairs)
def test_contributions_have_signs_and_sum_to_the_divergence(pair):
    p, q = map(info.normalized, pair)
    parts = info.kl_contributions(p, q)
    assert ((parts >= 0) | (p < q)).all()
    assert parts.sum() == pytest.approx(info.kl_divergence(p, q), rel=1e-9, abs=1e-14)
    shared = info.js_contributions(p, q)
    assert (shared >= 0).all()
    assert shared.sum() == pytest.approx(info.js_divergence(p, q), rel=1e-12, abs=1e-300)


def test_distributions_with_nothing_in_common_are_as_far_as_can_be():
    found = info.divergences([1, 0], [0, 1])
    assert found.jensen_shannon == found.total_variation == found.hellinger == found.wasserstein == 1.0
    assert found.kl == found.reverse_kl == found.cross_entropy == found.chi_squared == math.inf


def test_equal_distributions_are_not_apart():
    for p in ([1.0], [0.2, 0.8], [0, 1], [5e-324, 1]):
        found = info.divergences(p, p)
        assert found._replace(cross_entropy=0) == (0.0,) * 8


def test_extreme_ratios_neither_overflow_nor_vanish():
    p, q = [1e-310, 1.0], [1.0, 1e-310]
    assert info.kl_divergence(p, q) == pytest.approx(310 * math.log2(10), rel=1e-12)
    assert info.js_divergence(p, q) == pytest.approx(1.0, rel=1e-12)
    assert info.chi_squared_divergence(p, q) == math.inf  # 1e310 is beyond float64
    assert info.js_divergence([5e-324, 1.0], [0, 1]) >= 0.0


def test_wasserstein_knows_where_the_outcomes_lie():
    p, q, x = [0.2, 0.5, 0.3], [0.6, 0.1, 0.3], [3.0, -1.0, 0.5]
    assert info.wasserstein_distance(p, q, x) == pytest.approx(stats.wasserstein_distance(x, x, p, q), rel=1e-13)
    assert info.wasserstein_distance([1, 0], [0, 1], [2, 2]) == 0.0
    with pytest.raises(ValueError, match="positions must have shape \\(3,\\), one for each outcome, got \\(2,\\)"):
        info.wasserstein_distance(p, q, [0, 1])


def test_smoothing_sets_the_value_that_was_infinite():
    p, q = [0.5, 0.5], [1, 0]
    for amount in (1e-3, 1e-6, 1e-9):
        found = info.kl_divergence(p, info.smoothed(q, amount))
        assert found == pytest.approx(-0.5 * math.log2(amount / 2 * (1 - amount / 2)) - 1, rel=1e-9)
    assert info.smoothed(q, 0).tolist() == [1, 0]
    assert info.smoothed(q, 1).tolist() == [0.5, 0.5]
    with pytest.raises(ValueError, match="amount must be between 0 and 1, got 2"):
        info.smoothed(q, 2)


def test_stacks_broadcast_against_one():
    stack = np.random.default_rng(2).dirichlet(np.ones(4), (2, 3))
    one = [0.25] * 4
    assert info.kl_divergence(stack, one) == pytest.approx(2 - info.entropy(stack), rel=1e-12)
    assert info.cross_entropy(one, stack).shape == info.hellinger_distance(stack, one).shape == (2, 3)


def test_pairs_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="p and q must have the same outcomes, got 2 and 3 of them"):
        info.kl_divergence([0.5, 0.5], [0.2, 0.3, 0.5])
    with pytest.raises(ValueError, match="p and q must broadcast, got shapes"):
        info.total_variation(np.full((2, 2), 0.5), np.full((3, 2), 0.5))
    with pytest.raises(ValueError, match="q must sum to 1"):
        info.js_divergence([0.5, 0.5], [0.5, 0.4])


def test_curves_become_cells_and_keep_their_divergence():
    x = np.concatenate([np.linspace(-12, 0, 2000), np.linspace(0.01, 12, 900)])
    one, other = stats.norm(0, 1).pdf(x), 7.0 * stats.norm(1, 2).pdf(x)
    p, q = info.cell_probabilities(one, x), info.cell_probabilities(other, x)
    assert info.kl_divergence(p, q, math.e) == pytest.approx(math.log(2) + 2 / 8 - 0.5, rel=1e-4)
    assert info.grid_entropy(p, x, math.e) == pytest.approx(stats.norm.entropy(), rel=1e-4)
    assert info.cell_widths(x).sum() == pytest.approx(24, rel=1e-14)
    assert np.trapezoid(one, x) == pytest.approx(one @ info.cell_widths(x), rel=1e-14)
    doubled = info.cell_probabilities(stats.norm(0, 2).pdf(2 * x), 2 * x)
    assert info.grid_entropy(doubled, 2 * x) == pytest.approx(info.grid_entropy(p, x) + 1, rel=1e-12)


@pytest.mark.parametrize(
    ("density", "grid", "message"),
    [
        ([1, 1], [0, 0], "grid must increase, got 0 before 0"),
        ([1], [0], "grid must be a row of at least two points"),
        ([1, -1], [0, 1], "density must not be negative, got -1"),
        ([0, 0], [0, 1], "density must not be zero everywhere"),
        ([1, 1, 1], [0, 1], "density must have one height for each of 2 points"),
        ([1, math.inf], [0, 1], "density must be finite"),
    ],
)
def test_a_curve_that_is_no_density_is_refused(density, grid, message):
    with pytest.raises(ValueError, match=message):
        info.cell_probabilities(density, grid)
