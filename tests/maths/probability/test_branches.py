"""Trees of continuations beside all sentences there are."""

import math
from itertools import product

import numpy as np
import pytest

from mathml_widgets.maths import probability as pr


def table_model(n, seed):
    """Probabilities of n tokens that depend on all tokens so far."""

    def step(tokens):
        weights = np.random.default_rng([seed, *tokens]).gamma(0.4, 1, n) + 1e-9
        return weights / weights.sum()

    return step


def all_sentences(step, n, length):
    found = []
    for tokens in product(range(n), repeat=length):
        bits = -sum(math.log2(step(tokens[:i])[token]) for i, token in enumerate(tokens))
        found.append((bits, tokens))
    return sorted(found)


@pytest.mark.parametrize("seed", range(5))
def test_the_likeliest_sentences_are_those_of_all(seed):
    step = table_model(3, seed)
    expected = all_sentences(step, 3, 4)[:7]
    found = pr.likeliest_continuations(step, 4, 7)
    assert found.is_proven
    assert [branch.tokens for branch in found.branches] == [tokens for _, tokens in expected]
    np.testing.assert_allclose([branch.total_bits for branch in found.branches], [bits for bits, _ in expected])
    assert pr.greedy_continuation(step, 4).total_bits >= found.branches[0].total_bits


def test_greed_does_not_find_the_likeliest_sentence():
    model = {(): [0.6, 0.4], (0,): [0.5, 0.5], (1,): [0.0, 1.0]}
    greedy = pr.greedy_continuation(model.__getitem__, 2)
    best = pr.likeliest_continuations(model.__getitem__, 2, 9)
    assert greedy.tokens == (0, 0)
    assert 2**-greedy.total_bits == pytest.approx(0.3)
    assert [2**-branch.total_bits for branch in best.branches] == pytest.approx([0.4, 0.3, 0.3])
    assert best.is_proven


def test_a_tree_holds_the_likeliest_tokens_of_every_fork():
    step = table_model(5, 1)
    tree = pr.branches(step, 3, 2, context=[4])
    assert [len(branch.tokens) for branch in tree] == [1] * 2 + [2] * 4 + [3] * 8
    for branch in tree:
        p = step((4, *branch.tokens[:-1]))
        assert branch.tokens[-1] in np.argsort(-p)[:2]
        assert branch.surprisals[-1] == pytest.approx(-math.log2(p[branch.tokens[-1]]))
    model = pr.ngram_model("abracadabra", 2, smoothing="add", amount=0)
    sure = pr.branches(lambda tokens: model.probabilities(model.decode(tokens)), 2, 3, context=model.encode("r"))
    assert model.decode(sure[0].tokens) == "a"
    assert len(sure) == 1 + 3


def test_a_search_that_is_cut_short_says_so():
    found = pr.likeliest_continuations(lambda tokens: np.full(10, 0.1), 6, n_expansions=20)
    assert not found.is_proven
    assert found.n_expanded == 20


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pr.greedy_continuation(lambda tokens: [0.5, 0.6], 2), r"step must return numbers from 0 on .* \(\)"),
        (lambda: pr.likeliest_continuations(lambda tokens: [1.5, -0.5], 2), "step must return numbers from 0 on"),
        (lambda: pr.branches(lambda tokens: [1.0], 20, 10), r"n_branches \*\* n_steps must be at most 100,000"),
        (lambda: pr.branches(lambda tokens: [1.0], 0, 1), "n_steps must be a whole number from 1 on, got 0"),
    ],
)
def test_what_is_no_model_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
