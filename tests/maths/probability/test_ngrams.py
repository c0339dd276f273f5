"""n-gram models beside models that count with dictionaries."""

import math
from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import probability as pr

TEXT = "the cat sat on the mat and the rat ate the hat that the cat had"
SMOOTHINGS = {"add": 0.5, "backoff": 0.1, "witten_bell": None, "kneser_ney": 0.75}


class Twin:
    """An n-gram model of dictionaries."""

    def __init__(self, tokens, order, smoothing, amount, vocabulary):
        self.order, self.smoothing, self.amount = order, smoothing, amount
        self.vocabulary = vocabulary
        self.following = [defaultdict(Counter) for _ in range(order)]
        for length in range(order):
            for t in range(length, len(tokens)):
                self.following[length][tuple(tokens[t - length : t])][tokens[t]] += 1
        if smoothing == "kneser_ney":
            for length in range(order - 1):
                before = defaultdict(set)
                for t in range(length + 1, len(tokens)):
                    before[tuple(tokens[t - length : t + 1])].add(tokens[t - length - 1])
                self.following[length] = defaultdict(Counter)
                for gram, different in before.items():
                    self.following[length][gram[:-1]][gram[-1]] = len(different)

    def chance(self, context, token):
        context = tuple(context[len(context) - min(len(context), self.order - 1) :])
        n = len(self.vocabulary)
        if self.smoothing == "add":
            counts = self.following[len(context)][context]
            return (counts[token] + self.amount) / (counts.total() + self.amount * n)
        p = 1 / n
        for length in range(len(context) + 1):
            counts = self.following[length][context[len(context) - length :]]
            total, kinds, count = counts.total(), len(counts), counts[token]
            if not total:
                continue
            if self.smoothing == "backoff":
                p = (count + self.amount) / (total + self.amount * n)
            elif self.smoothing == "witten_bell":
                p = (count + kinds * p) / (total + kinds)
            else:
                p = (max(count - self.amount, 0) + self.amount * kinds * p) / total
        return p


@pytest.mark.parametrize("order", [1, 2, 3, 5])
@pytest.mark.parametrize("smoothing", SMOOTHINGS)
@pytest.mark.parametrize("level", ["characters", "words"])
def test_probabilities_are_those_of_dictionaries(order, smoothing, level):
    model = pr.ngram_model(TEXT, order, level=level, smoothing=smoothing, amount=SMOOTHINGS[smoothing])
    tokens = list(TEXT) if level == "characters" else TEXT.split()
    twin = Twin(tokens, order, smoothing, SMOOTHINGS[smoothing], model.vocabulary)
    for context in (tokens[:0], tokens[:1], tokens[:3], tokens[5:12], tokens[::-1], tokens[-4:]):
        expected = [twin.chance(context, token) for token in model.vocabulary]
        found = model.probabilities(context)
        np.testing.assert_allclose(found, expected, rtol=1e-13)
        assert found.sum() == pytest.approx(1, abs=1e-13)
    other = tokens[7:20] + tokens[:9]
    expected = [-math.log2(twin.chance(other[:t], token)) for t, token in enumerate(other)]
    np.testing.assert_allclose(model.surprisals(other), expected, rtol=1e-12)
    assert model.perplexity(other) == pytest.approx(2 ** np.mean(expected), rel=1e-12)


@given(st.text("abc", min_size=1, max_size=30), st.integers(1, 5), st.sampled_from(sorted(SMOOTHINGS)))
@settings(max_examples=50)
def test_probabilities_sum_to_one_after_every_context(text, order, smoothing):
    model = pr.ngram_model(text, order, smoothing=smoothing, amount=SMOOTHINGS[smoothing], vocabulary="abcd")
    for context in ("", "a", "dcb", "abcabc"):
        p = model.probabilities(context)
        assert p.sum() == pytest.approx(1, abs=1e-12)
        assert (p >= 0).all()


def test_without_smoothing_the_model_says_what_the_text_said():
    model = pr.ngram_model(TEXT, 3, smoothing="add", amount=0)
    assert model.probabilities("th") @ np.eye(len(model.vocabulary))[model.vocabulary.index("e")] == pytest.approx(
        5 / 6
    )
    assert model.surprisals("thz".replace("z", "m"))[2] == np.inf
    assert model.perplexity("thm") == np.inf
    with pytest.raises(ValueError, match="context must be one that was seen when amount is 0"):
        model.probabilities("mm")


def test_perplexity_of_a_fair_die_is_six():
    assert pr.ngram_model("123456", 1, smoothing="add", amount=0).perplexity("1632") == pytest.approx(6)
    assert pr.ngram_model("1", 4, vocabulary="123456", smoothing="add", amount=1e9).perplexity("23") == pytest.approx(6)


def test_a_longer_memory_fits_its_own_text_better():
    found = [pr.ngram_model(TEXT, order, smoothing="backoff").perplexity(TEXT) for order in (1, 2, 3, 4, 5)]
    assert all(later < earlier for earlier, later in pairwise(found))


def test_drawn_text_has_the_frequencies_of_the_model():
    model = pr.ngram_model("abracadabra", 2, smoothing="add", amount=0.5)
    drawn = "".join(model.sample(20_000, np.random.default_rng(0)))
    after_a = Counter(b for a, b in pairwise(drawn) if a == "a")
    n = after_a.total()
    for token, p in zip(model.vocabulary, model.probabilities("a"), strict=True):
        # Five standard errors.
        assert after_a[token] / n == pytest.approx(p, abs=5 * math.sqrt(p * (1 - p) / n))
    again = model.sample(50, np.random.default_rng(1), "abr")
    assert again == model.sample(50, np.random.default_rng(1), "abr")


def test_words_are_split_and_put_together():
    model = pr.ngram_model("It's late, isn't it? It is.", 2, level="words")
    assert model.vocabulary == (",", ".", "?", "is", "isn't", "it", "it's", "late")
    assert model.decode(model.encode("It is late")) == "it is late"
    characters = pr.ngram_model("añ😀b", 2)
    assert characters.decode(characters.encode("b😀")) == "b😀"


def test_texts_of_a_million_characters_are_counted():
    generator = np.random.default_rng(0)
    text = "".join(generator.choice(list("etaoin shrdlu"), 1_000_000).tolist())
    model = pr.ngram_model(text, 3)
    assert model.n_tokens == 1_000_000
    assert model.perplexity(text[:10_000]) == pytest.approx(13, rel=0.02)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (("", 2), {}, "text must hold at least one token, got none"),
        ((b"\x00\xff", 2), {}, "text must be a str or a sequence of str, got bytes"),
        ((None, 2), {}, "text must be a str or a sequence of str, got NoneType"),
        ((["a", 1], 2), {}, "text must be a str or a sequence of str, got 1 in it"),
        (("a", 0), {}, "order must be a whole number from 1 on, got 0"),
        (("a",), {"level": "lines"}, "level must be one of characters, words, got 'lines'"),
        (("a",), {"smoothing": "good"}, "smoothing must be one of add, .* got 'good'"),
        (("a",), {"smoothing": "add", "amount": -1}, "amount must be at least 0 and finite, got -1"),
        (("a",), {"smoothing": "kneser_ney", "amount": 2}, "amount must lie between 0 and 1, got 2"),
    ],
)
def test_texts_and_options_that_make_no_model_are_named(arguments, options, message):
    with pytest.raises(ValueError, match=message):
        pr.ngram_model(*arguments, **options)


def test_unknown_tokens_are_named():
    model = pr.ngram_model("abc", 2)
    with pytest.raises(ValueError, match="text must hold tokens of the vocabulary, got 'z'"):
        model.surprisals("az")
    with pytest.raises(ValueError, match="text must hold at least one token"):
        model.perplexity("")
    assert len(model.surprisals("")) == 0
    assert model.probabilities("").sum() == pytest.approx(1)
