"""Naive Bayes beside scikit-learn, fractions, and the numbers that are told of it."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.naive_bayes import BernoulliNB, MultinomialNB

from mathml_widgets.maths import probability as pr

TEXTS = [
    "Buy cheap pills now",
    "cheap cheap offer, buy!",
    "Lunch at noon?",
    "Notes of the meeting at noon",
    "offer now",
]
LABELS = ["spam", "spam", "fine", "fine", "spam"]
PEERS = {"multinomial": MultinomialNB, "bernoulli": BernoulliNB}


def cloud(n_texts, n_words, seed=0):
    generator = np.random.default_rng(seed)
    labels = generator.integers(0, 3, n_texts)
    rates = generator.gamma(0.5, 1, (3, n_words))
    return generator.poisson(rates[labels]), labels


@pytest.mark.parametrize("model", PEERS)
@pytest.mark.parametrize("smoothing", [0.1, 1.0, 5.0])
@pytest.mark.parametrize("prior", [None, [0.2, 0.5, 0.3]])
def test_probabilities_are_those_of_scikit_learn(model, smoothing, prior):
    counts, labels = cloud(80, 40)
    found = pr.naive_bayes(counts, labels, model=model, smoothing=smoothing)
    peer = PEERS[model](alpha=smoothing, class_prior=prior).fit(counts, labels)
    order = [found.classes.index(c) for c in peer.classes_]
    if prior is not None:
        found = pr.naive_bayes(
            counts, labels, model=model, smoothing=smoothing, class_prior=np.array(prior)[np.argsort(order)]
        )
    np.testing.assert_allclose(found.log_probabilities[order], peer.feature_log_prob_, rtol=1e-12)
    other, _ = cloud(30, 40, 1)
    np.testing.assert_allclose(pr.log_joint(found, other)[:, order], peer.predict_joint_log_proba(other), rtol=1e-11)
    np.testing.assert_allclose(
        pr.class_probabilities(found, other)[:, order], peer.predict_proba(other), rtol=1e-9, atol=1e-300
    )


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.sampled_from(sorted(PEERS)), st.sampled_from([0.1, 1.0]))
@settings(max_examples=40)
def test_floats_agree_with_fractions_and_with_the_running_sum(row, model, smoothing):
    table = [[2, 0, 1, 0], [0, 1, 1, 0], [1, 3, 0, 0]]
    found = pr.naive_bayes(table, ["a", "b", "b"], model=model, smoothing=smoothing)
    exact = pr.exact_class_probabilities(found, row)
    explanation = pr.explain(found, row)
    assert sum(exact) == 1
    np.testing.assert_allclose(explanation.posterior, [float(p) for p in exact], rtol=1e-12)
    odds = math.log2(exact[0] / exact[1])
    assert explanation.running_log_odds[-1] == pytest.approx(odds, abs=1e-11)
    assert explanation.prior_log_odds == pytest.approx(-1)
    raw = explanation.raw_products
    np.testing.assert_allclose(raw / raw.sum(), explanation.posterior, rtol=1e-10)
    np.testing.assert_allclose(np.log(raw), explanation.log_joint, rtol=1e-11)


def test_one_word_with_ratio_three_counts_as_often_as_it_is_repeated():
    found = pr.naive_bayes([[6, 2], [2, 6]], ["spam", "fine"], smoothing=0, class_prior=[0.2, 0.8])
    posteriors = pr.class_probabilities(found, [[1, 0], [2, 0], [5, 0]])[:, 0]
    np.testing.assert_allclose(posteriors, [0.429, 0.692, 0.984], atol=5e-4)
    assert pr.exact_class_probabilities(found, [1, 0])[0] == Fraction(3, 7)
    once = pr.naive_bayes([[6, 2], [2, 6]], ["spam", "fine"], model="bernoulli", smoothing=1)
    np.testing.assert_array_equal(*pr.class_probabilities(once, [[1, 0], [5, 0]]))


def test_a_word_never_seen_is_a_verdict_without_smoothing():
    found = pr.naive_bayes([[2, 0, 1], [0, 2, 1]], ["spam", "fine"], smoothing=0)
    np.testing.assert_array_equal(pr.class_probabilities(found, [[9, 0, 0], [0, 0, 1]]), [[1, 0], [0.5, 0.5]])
    assert np.isnan(pr.class_probabilities(found, [[1, 1, 0]])).all()
    explanation = pr.explain(found, [1, 0, 1])
    np.testing.assert_array_equal(explanation.log_ratios, [np.inf, 0, 0])
    with pytest.raises(ValueError, match="counts must be possible under some class"):
        pr.exact_class_probabilities(found, [1, 1, 0])


def test_products_underflow_where_sums_of_logarithms_do_not():
    counts, labels = cloud(60, 30)
    found = pr.naive_bayes(counts, labels)
    explanation = pr.explain(found, np.full(30, 40))
    np.testing.assert_array_equal(explanation.raw_products, 0)
    assert explanation.posterior.sum() == pytest.approx(1)


def test_words_that_are_copies_of_each_other_make_it_too_sure():
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 2, 4000)
    word = generator.random(4000) < np.where(labels == 1, 0.7, 0.3)

    def gap(copies):
        counts = np.repeat(word[:, None], copies, axis=1)
        found = pr.naive_bayes(counts, labels, model="bernoulli")
        p = pr.class_probabilities(found, counts)[:, found.classes.index(1)]
        return abs(p[word].mean() - labels[word].mean())

    gaps = [gap(copies) for copies in (1, 2, 5)]
    assert gaps[0] < 0.002
    assert gaps[0] < gaps[1] < gaps[2]
    # With r = 0.7 / 0.3 the posterior after five copies is r**5 / (1 + r**5), where 0.7 are right.
    r = 7 / 3
    assert gaps[2] == pytest.approx(r**5 / (1 + r**5) - 0.7, abs=0.02)


def test_texts_become_counts():
    table = pr.word_table(TEXTS)
    assert table.counts.sum() == 22
    assert table.counts[1, table.vocabulary.index("cheap")] == 2
    other = pr.word_table(["cheap cheap lunch in space"], table.vocabulary)
    assert other.unknown.tolist() == [2]
    found = pr.naive_bayes(table.counts, LABELS)
    assert found.classes == ("spam", "fine")
    explanation = pr.explain(found, other.counts[0], "fine", "spam")
    assert (
        explanation.log_ratios[table.vocabulary.index("cheap")]
        < 0
        < (explanation.log_ratios[table.vocabulary.index("lunch")])
    )
    assert pr.word_table([]).counts.shape == (0, 0)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pr.word_table("one text"), "texts must be a sequence of str, got one str"),
        (lambda: pr.word_table([b"\x00"]), "texts must be a sequence of str, got b"),
        (lambda: pr.word_table(["a"], ["b", "b"]), "vocabulary must hold each word once"),
        (lambda: pr.naive_bayes([[1], [2]], ["a", "a"]), "labels must hold at least two classes, got 1"),
        (lambda: pr.naive_bayes([[1], [2]], ["a"]), "labels must be one for each of 2 texts, got 1"),
        (lambda: pr.naive_bayes([[1], [-2]], ["a", "b"]), r"counts must be at least 0, got -2\.0"),
        (lambda: pr.naive_bayes([1, 2], ["a", "b"]), r"counts must have shape \(n_texts, n_words\)"),
        (lambda: pr.naive_bayes([[1], [2]], ["a", "b"], model="normal"), "model must be one of multinomial, bernoulli"),
        (lambda: pr.naive_bayes([[1], [2]], ["a", "b"], smoothing=-1), "smoothing must be at least 0 and finite"),
        (lambda: pr.naive_bayes([[1], [0]], ["a", "b"], smoothing=0), "smoothing must be positive where a class has"),
        (lambda: pr.naive_bayes([[1], [2]], ["a", "b"], class_prior=[1]), "class_prior must be 2 numbers"),
        (lambda: pr.log_joint(pr.naive_bayes([[1], [2]], ["a", "b"]), [[1, 2]]), "counts must have 1 words, got 2"),
        (lambda: pr.explain(pr.naive_bayes([[1], [2]], ["a", "b"]), [1], "c"), "class must be one of a, b, got 'c'"),
        (lambda: pr.explain(pr.naive_bayes([[1], [2]], ["a", "b"]), [[1], [2]]), "counts must be of one text, got 2"),
        (
            lambda: pr.exact_class_probabilities(pr.naive_bayes([[1], [2]], ["a", "b"]), [0.5]),
            "counts must be whole numbers for an exact answer",
        ),
    ],
)
def test_what_cannot_be_learned_from_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
