import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats.contingency import expected_freq

from mathml_widgets.maths import linear_algebra as la

TEXTS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), max_size=5)


def slow_counts(sentences, words, window):
    counts = np.zeros((len(words), len(words)))
    for sentence in sentences:
        for i, first in enumerate(sentence):
            for j, second in enumerate(sentence):
                if i != j and abs(i - j) <= window:
                    counts[words.index(first), words.index(second)] += 1
    return counts


@settings(max_examples=100)
@given(TEXTS, st.integers(1, 4))
def test_counts_are_those_of_a_slow_twin(text, window):
    counts, words, frequencies = la.cooccurrence(text, window)
    assert (counts == slow_counts(text, words, window)).all()
    flat = [word for sentence in text for word in sentence]
    assert frequencies.tolist() == [flat.count(word) for word in words]
    assert list(words) == sorted(set(flat), key=lambda w: (-flat.count(w), w))


def test_a_text_is_cut_into_sentences_and_lower_case():
    assert la.sentences("Don't stop! Ünïcode-words, 3 of them.\nNew line; end") == [
        ["don't", "stop"], ["ünïcode-words", "of", "them"], ["new", "line"], ["end"],
    ]  # fmt: skip
    assert la.sentences(" .!? 12 ") == []
    assert la.cooccurrence("a b. b c", 5).counts[0].tolist() == [0, 1, 1]


def test_ignored_and_rare_words_are_left_out_before_counting():
    counts, words, _ = la.cooccurrence("king the queen. king and queen", 1, ignored=["the", "and"])
    assert words == ("king", "queen") and counts.tolist() == [[0, 2], [2, 0]]
    assert la.cooccurrence("a b a c", 1, least_frequency=2).counts.tolist() == [[2]]


def test_a_text_without_words_has_an_empty_table():
    counts, words, frequencies = la.cooccurrence("")
    assert counts.shape == (0, 0) and words == () and frequencies.shape == (0,)
    assert la.positive_pmi(counts).shape == (0, 0)


@settings(max_examples=50)
@given(arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(0, 9).map(float)))
def test_pmi_compares_a_count_with_what_chance_would_give(counts):
    found = la.positive_pmi(counts)
    if counts.sum():
        by_chance = (
            expected_freq(counts) if counts.all(axis=None) else np.outer(counts.sum(1), counts.sum(0)) / counts.sum()
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            expected = np.where(counts > 0, np.maximum(np.log(counts / by_chance), 0), 0)
        assert np.allclose(found, expected, rtol=0, atol=1e-14)
    else:
        assert not found.any()


def test_a_shift_lowers_all_and_the_unit_of_counts_does_not_matter():
    counts = np.random.default_rng(0).integers(0, 9, (5, 5)).astype(float)
    plain = la.positive_pmi(counts)
    assert np.allclose(la.positive_pmi(counts, 0.3), np.maximum(plain - 0.3, 0), atol=1e-14)
    assert np.allclose(la.positive_pmi(1e300 * counts), plain, atol=1e-13)
    raised = la.positive_pmi(counts, -1.0)
    assert (raised[counts == 0] == 0).all() and (raised >= plain).all()


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="window must be at least 1, got 0"):
        la.cooccurrence("a b", 0)
    with pytest.raises(ValueError, match="least_frequency must be at least 1, got 0"):
        la.cooccurrence("a b", least_frequency=0)
    with pytest.raises(ValueError, match=r"counts must not be negative, got -1\.0"):
        la.positive_pmi([[1, -1]])
    with pytest.raises(ValueError, match="shift must be finite, got inf"):
        la.positive_pmi([[1]], np.inf)
