"""Scores, filters, steps and temperatures of language models, beside torch, closed forms and obvious twins."""

import math

import numpy as np
import pytest
import scipy.special as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import probability as pr

score_lists = st.lists(st.floats(-30, 30), min_size=1, max_size=40)


def zipf_logits(n=50_257, seed=0):
    generator = np.random.default_rng(seed)
    return generator.permutation(-1.1 * np.log(np.arange(1, n + 1)) + generator.normal(0, 0.3, n))


@pytest.mark.parametrize("temperature", [0.1, 0.7, 1.0, 3.0])
def test_softmax_is_that_of_scipy(temperature):
    logits = np.random.default_rng(1).normal(0, 5, (3, 4, 50))
    np.testing.assert_allclose(pr.softmax(logits, temperature), sp.softmax(logits / temperature, axis=-1), rtol=1e-13)
    np.testing.assert_allclose(
        pr.log_softmax(logits, temperature), sp.log_softmax(logits / temperature, axis=-1), rtol=1e-13
    )


def test_at_no_temperature_the_greatest_scores_share_everything():
    np.testing.assert_array_equal(pr.softmax([1, 3, 3, -np.inf], 0), [0, 0.5, 0.5, 0])
    np.testing.assert_array_equal(pr.softmax([1, 3, 3, -np.inf], 1e-308), [0, 0.5, 0.5, 0])
    np.testing.assert_allclose(pr.softmax([1, 3, 3, -np.inf], np.inf), [1 / 3, 1 / 3, 1 / 3, 0])
    np.testing.assert_array_equal(pr.softmax([-1e308, 1e308]), [0, 1])


@given(score_lists, st.floats(-1e3, 1e3), st.floats(0.05, 20))
@settings(max_examples=40)
def test_softmax_sums_to_one_keeps_the_order_and_does_not_see_a_shift(scores, shift, temperature):
    p = pr.softmax(scores, temperature)
    assert p.sum() == pytest.approx(1, abs=1e-14)
    order = np.argsort(scores, kind="stable")
    assert (np.diff(p[order]) >= 0).all()
    np.testing.assert_allclose(pr.softmax(np.add(scores, shift), temperature), p, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("logits", "message"),
    [
        ([np.nan, 1.0], "logits must be finite or -inf, got nan"),
        ([np.inf, 1.0], "logits must be finite or -inf, got inf"),
        ([-np.inf], "logits must leave at least one token possible"),
        ([], "logits must hold at least one score"),
        (["a"], "logits must hold real numbers"),
        ([[1.0], [1.0, 2.0]], "logits must have rows of equal length"),
    ],
)
def test_scores_that_are_none_are_named(logits, message):
    with pytest.raises(ValueError, match=message):
        pr.softmax(logits)


def test_values_out_of_range_are_named():
    with pytest.raises(ValueError, match="temperature must be at least 0, got -1"):
        pr.softmax([1.0], -1)
    with pytest.raises(ValueError, match="k must be a whole number from 1 on, got 0"):
        pr.top_k([1.0], 0)
    with pytest.raises(ValueError, match="p must lie above 0 and at most at 1, got 0"):
        pr.top_p([1.0], 0)
    with pytest.raises(ValueError, match=r"p must lie between 0 and 1, got 1\.5"):
        pr.min_p([1.0], 1.5)
    with pytest.raises(ValueError, match="penalty must be positive and finite, got 0"):
        pr.repetition_penalty([1.0], [0], 0)
    with pytest.raises(ValueError, match="previous must hold tokens from 0 to 0, got 3"):
        pr.repetition_penalty([1.0], [3], 2)
    with pytest.raises(ValueError, match="logits must be one row"):
        pr.top_k([[1.0]], 1)
    with pytest.raises(ValueError, match=r"operations must be some of .* got 'top_q'"):
        pr.next_token([1.0], [("top_q", 1)])
    with pytest.raises(ValueError, match="temperatures must be"):
        pr.temperature_curve([1.0], [0.0])


@given(score_lists, st.integers(1, 50))
@settings(max_examples=40)
def test_top_k_keeps_the_first_of_the_sorted(scores, k):
    found = pr.top_k(scores, k)
    expected = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:k]
    assert found.kept.tolist() == expected
    assert found.kept_mass + found.tail_mass == pytest.approx(1, abs=1e-15)
    assert np.flatnonzero(found.logits > -np.inf).tolist() == sorted(expected)


@given(score_lists, st.floats(0.01, 1))
@settings(max_examples=40)
def test_top_p_keeps_the_fewest_that_reach_the_share(scores, p):
    found = pr.top_p(scores, p)
    assert found.kept_mass >= p - 1e-14
    if len(found.kept) > 1 and p < 1:
        probabilities = pr.softmax(scores)
        assert probabilities[found.kept[:-1]].sum() < p + 1e-14
        assert probabilities[found.kept].min() >= np.delete(probabilities, found.kept).max(initial=0)


@given(score_lists, st.floats(0, 1))
@settings(max_examples=40)
def test_min_p_keeps_what_comes_near_the_likeliest(scores, p):
    probabilities = pr.softmax(scores)
    kept = set(pr.min_p(scores, p).kept.tolist())
    assert set(np.flatnonzero(probabilities >= p * probabilities.max() * (1 + 1e-12))) <= kept
    assert kept <= set(np.flatnonzero(probabilities >= p * probabilities.max() * (1 - 1e-12)))


def test_large_vocabularies_are_cut_as_by_a_full_sort():
    logits = zipf_logits()
    order = np.argsort(-logits, kind="stable")
    p = pr.softmax(logits)
    for k in (1, 50, 785, 786, 10_000, 60_000):
        np.testing.assert_array_equal(pr.top_k(logits, k).kept, order[:k])
    for share in (0.1, 0.5, 0.9, 0.999):
        n = int(np.argmax(np.cumsum(p[order]) >= share)) + 1
        found = pr.top_p(logits, share)
        np.testing.assert_array_equal(found.kept, order[:n])
        assert found.tail_mass == pytest.approx(math.fsum(p[order[n:]]), rel=1e-12)


def test_small_tails_are_told_exactly():
    found = pr.top_k([0.0, -50.0, -60.0], 1)
    assert found.kept_mass == 1
    assert found.tail_mass == pytest.approx(math.exp(-50) + math.exp(-60), rel=1e-14)


def test_equals_at_the_edge_are_cut_by_their_place():
    assert pr.top_k([1.0, 2.0, 1.0, 1.0], 2).kept.tolist() == [1, 0]
    assert pr.top_p(np.zeros(10), 0.3).kept.tolist() == [0, 1, 2]
    assert pr.top_p([0.0, -np.inf], 1).kept.tolist() == [0]


def test_the_penalty_depends_on_the_zero_of_the_scores():
    logits = np.array([2.0, -1.0, 0.5])
    np.testing.assert_array_equal(pr.repetition_penalty(logits, [0, 0, 1], 1.25), [1.6, -1.25, 0.5])
    shifted = pr.repetition_penalty(logits + 3, [0, 0, 1], 1.25)
    assert not np.allclose(pr.softmax(shifted), pr.softmax(pr.repetition_penalty(logits, [0, 1], 1.25)))


def twin(logits, operations, previous):
    """All of the vocabulary, sorted and summed at every operation."""
    z = np.array(logits, dtype=float)
    for name, value in operations:
        p = sp.softmax(z)
        order = np.argsort(-z, kind="stable")
        if name == "temperature":
            z = z / value
        elif name == "repetition_penalty":
            for token in set(previous):
                z[token] = z[token] / value if z[token] > 0 else z[token] * value
        else:
            if name == "top_p":
                value = int(np.argmax(np.cumsum(p[order]) >= value)) + 1
            elif name == "min_p":
                value = int((p >= value * p.max()).sum())
            cut = np.ones(len(z), dtype=bool)
            cut[order[:value]] = False
            z[cut] = -np.inf
    return sp.softmax(z)


@pytest.mark.parametrize(
    "operations",
    [
        [("temperature", 0.8), ("top_k", 50), ("top_p", 0.9)],
        [("top_p", 0.9), ("temperature", 2.0), ("top_k", 500)],
        [("min_p", 0.01), ("repetition_penalty", 1.3), ("temperature", 1.5), ("top_p", 0.5)],
        [("repetition_penalty", 1.3), ("top_k", 1000), ("min_p", 0.05)],
        [],
    ],
)
def test_a_step_does_its_operations_in_their_order(operations):
    logits = zipf_logits(5000, 2)
    previous = np.argsort(-logits)[:7].tolist()
    step = pr.next_token(logits, operations, previous)
    expected = twin(logits, operations, previous)
    np.testing.assert_allclose(step.over_vocabulary(), expected, rtol=1e-12, atol=0)
    assert [stage.operation for stage in step.stages] == [name for name, _ in operations]
    assert all(stage.kept_mass + stage.tail_mass == pytest.approx(1, abs=1e-14) for stage in step.stages)
    assert (np.diff(step.probabilities) <= 0).all()


def test_stages_tell_the_masses_that_filters_alone_tell():
    logits = zipf_logits(5000, 6)
    step = pr.next_token(logits, [("top_k", 200), ("temperature", 1.5), ("top_p", 0.7), ("min_p", 0.2)])
    first = pr.top_k(logits, 200)
    hot = np.where(first.logits > -np.inf, logits / 1.5, -np.inf)
    second = pr.top_p(hot, 0.7)
    third = pr.min_p(second.logits, 0.2)
    for stage, alone in zip((step.stages[0], step.stages[2], step.stages[3]), (first, second, third), strict=True):
        assert stage.n_kept == len(alone.kept)
        assert stage.kept_mass == pytest.approx(alone.kept_mass, rel=1e-13)
        assert stage.tail_mass == pytest.approx(alone.tail_mass, rel=1e-12)
    assert step.stages[1][2:] == (200, 1, 0)
    np.testing.assert_array_equal(step.tokens, third.kept)
    full = pr.next_token(logits, [("top_k", 10)])
    assert full.stages[0].tail_mass == pytest.approx(np.sort(pr.softmax(logits))[:-10].sum(), rel=1e-12)


def test_the_order_of_operations_matters():
    logits = zipf_logits()
    first = pr.next_token(logits, [("temperature", 2.0), ("top_p", 0.9)])
    last = pr.next_token(logits, [("top_p", 0.9), ("temperature", 2.0)])
    assert len(first.tokens) > 2 * len(last.tokens)


def test_draws_agree_with_the_bars():
    step = pr.next_token(np.log([0.5, 0.1, 0.25, 0.15]), [("top_k", 3)])
    draws = step.draw(np.random.default_rng(0), 20_000)
    shares = np.bincount(draws, minlength=4) / 20_000
    # Five standard errors of a share of a half.
    np.testing.assert_allclose(shares, step.over_vocabulary(), atol=5 * 0.5 / math.sqrt(20_000))
    assert shares[1] == 0
    assert isinstance(step.draw(np.random.default_rng(0)), int)


def test_temperature_zero_is_greedy():
    step = pr.next_token([0.0, 2.0, 1.0], [("temperature", 0)])
    assert step.tokens.tolist() == [1]
    assert step.stages[0].n_kept == 1


def test_entropies_and_their_slopes_are_those_of_differences():
    logits = zipf_logits(2000, 3)
    temperatures = np.array([0.3, 1.0, 2.0, 10.0])
    curve = pr.temperature_curve(logits, temperatures)
    h = 1e-5
    up = pr.temperature_curve(logits, temperatures + h).entropies
    down = pr.temperature_curve(logits, temperatures - h).entropies
    np.testing.assert_allclose(curve.entropy_slopes, (up - down) / (2 * h), rtol=1e-6)
    for temperature, entropy, divergence in zip(temperatures, curve.entropies, curve.divergences, strict=True):
        p, q = sp.softmax(logits / temperature), sp.softmax(logits)
        assert entropy == pytest.approx(sp.entr(p).sum(), rel=1e-12)
        assert divergence == pytest.approx(sp.rel_entr(p, q).sum(), rel=1e-10, abs=1e-13)
    np.testing.assert_allclose(curve.perplexities, np.exp(curve.entropies))


def test_cutting_the_vocabulary_first_gives_shares_that_are_too_great():
    curve = pr.temperature_curve(zipf_logits(), [0.1, 1.0, 2.0, 5.0])
    excess = curve.cut_first / curve.likeliest
    assert excess[0] == pytest.approx(1, abs=1e-6)
    assert (np.diff(excess) > 0).all()
    np.testing.assert_allclose(1 - 1 / excess, curve.tail_masses, rtol=1e-9, atol=1e-14)


def test_probabilities_are_those_of_torch():
    torch = pytest.importorskip("torch", reason="torch is not installed")
    logits = zipf_logits(seed=4)
    z = torch.tensor(logits) / 0.8
    top = torch.topk(z, 50)
    p = torch.softmax(top.values, 0)
    n = int((torch.cumsum(p, 0) < 0.9).sum()) + 1
    expected = (p[:n] / p[:n].sum()).numpy()
    step = pr.next_token(logits, [("temperature", 0.8), ("top_k", 50), ("top_p", 0.9)])
    np.testing.assert_array_equal(step.tokens, top.indices[:n].numpy())
    np.testing.assert_allclose(step.probabilities, expected, rtol=0, atol=1e-15)
    full = torch.softmax(torch.tensor(logits), 0).numpy()
    np.testing.assert_allclose(pr.softmax(logits), full, rtol=1e-13)
