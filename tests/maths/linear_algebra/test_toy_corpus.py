import numpy as np
import pytest

from mathml_widgets.maths import linear_algebra as la


def grown(window=2, n_dimensions=la.TOY_DIMENSIONS):
    counts, words, _ = la.cooccurrence(la.toy_corpus(), window)
    return words, la.word_embeddings(la.positive_pmi(counts), n_dimensions).vectors


def solved(words, vectors, a, b, c, **options):
    found = la.analogy(vectors, *map(words.index, (a, b, c)), **options)
    return [words[i] for i in found.indices], found.scores


def test_the_text_has_65_words():
    words, vectors = grown()
    assert len(words) == 65 and vectors.shape == (65, la.TOY_DIMENSIONS)
    assert len(la.toy_corpus().splitlines()) == 93


def test_king_minus_man_plus_woman_is_queen_even_with_inputs_allowed_and_king_is_close_behind():
    ranked, scores = solved(*grown(), "king", "man", "woman", exclude_inputs=False)
    assert ranked[:2] == ["queen", "king"]
    assert scores[0] > 0.94 and 0.003 < scores[0] - scores[1] < 0.02
    assert solved(*grown(), "king", "man", "woman")[0][0] == "queen"


@pytest.mark.parametrize(("window", "dimensions"), [(2, range(22, 42)), (3, range(16, 44)), (4, range(13, 43))])
def test_queen_wins_over_a_range_of_windows_and_dimensions(window, dimensions):
    words, vectors = grown(window, 65)
    for n_dimensions in dimensions:
        found = solved(words, vectors[:, :n_dimensions], "king", "man", "woman", exclude_inputs=False)
        assert found[0][:2] == ["queen", "king"] or (found[0][0] == "queen" and window == 3)


def test_with_half_the_dimensions_king_wins_until_it_is_excluded():
    words, vectors = grown(n_dimensions=la.TOY_DIMENSIONS // 2)
    assert solved(words, vectors, "king", "man", "woman", exclude_inputs=False)[0][0] == "king"
    assert solved(words, vectors, "king", "man", "woman")[0][0] == "queen"


def test_words_with_like_company_are_neighbours():
    words, vectors = grown()
    for word, kin in (("dog", {"cat", "horse", "cow"}), ("bread", {"cheese", "soup", "apple"})):
        found = la.nearest_neighbors(vectors, vectors[words.index(word)], 3, excluded=[words.index(word)])
        assert len(kin & {words[i] for i in found.indices}) >= 2


def test_the_axis_of_gender_puts_every_pair_the_right_way_round():
    words, vectors = grown()
    pairs = [tuple(map(words.index, pair)) for pair in la.TOY_PAIRS]
    axis = la.semantic_axis(vectors, pairs)
    assert all(vectors[hers] @ axis > vectors[his] @ axis for his, hers in pairs)


def test_the_words_of_pairs_and_capitals_are_in_the_text():
    words, _ = grown()
    assert {word for pair in (*la.TOY_PAIRS, *la.TOY_CAPITALS) for word in pair} <= set(words)


def test_random_vectors_know_no_analogy():
    words, _ = grown()
    vectors = np.random.default_rng(0).normal(size=(65, la.TOY_DIMENSIONS))
    assert solved(words, vectors, "king", "man", "woman", exclude_inputs=False)[0][0] in {"king", "woman"}
