import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import information as info

distributions = (
    st.lists(st.integers(0, 9), min_size=2, max_size=7).filter(any).map(lambda w: [f"{x}/{sum(w)}" for x in w])
)


def floats(probabilities):
    return np.array([float(p) for p in info.exact_probabilities(probabilities)])


@given(distributions, st.integers(0, 2**32), st.lists(st.sets(st.integers(0, 6)), max_size=6))
def test_what_is_learnt_and_what_is_open_add_up_to_the_surprise_of_the_outcome(probabilities, seed, sets):
    p = floats(probabilities)
    asked = [{place for place in one if place < len(p)} for one in sets]
    hidden = info.hidden_outcome(p, np.random.default_rng(seed))
    assert p[hidden] > 0
    found = info.questioned(probabilities, hidden, asked)
    left = [i for i in range(len(p)) if p[i] > 0 and all((i in one) == (hidden in one) for one in asked)]
    assert list(found.remaining) == left
    assert found.answers == tuple(hidden in one for one in asked)
    surprise = -np.log2(p[hidden])
    assert sum(found.gained) - np.log2(p[hidden] / p[left].sum()) == pytest.approx(surprise, abs=1e-9)
    assert found.left == pytest.approx(info.entropy(p[left] / p[left].sum()), abs=1e-12)
    assert all(-1e-12 <= worth <= 1 + 1e-12 for worth in found.expected)
    assert found.found == (hidden if len(left) == 1 else None)


@given(distributions)
def test_the_best_questions_need_the_mean_code_length_on_average(probabilities):
    p = floats(probabilities)
    needed = 0.0
    for hidden in np.flatnonzero(p).tolist():
        asked = []
        while (found := info.questioned(probabilities, hidden, asked)).best:
            asked.append(found.best)
        assert found.found == hidden
        needed += p[hidden] * len(asked)
    assert needed == pytest.approx(float(info.huffman_code(probabilities).mean_length), abs=1e-12)
    assert info.questioned(probabilities, hidden, []).still_needed == pytest.approx(needed, abs=1e-12)


def test_a_question_is_worth_the_entropy_of_its_answer_before_and_its_surprise_after():
    found = info.questioned(["1/8", "7/8"], 0, [[0]])
    assert found.expected[0] == pytest.approx(info.entropy([0.125, 0.875]), rel=1e-14)
    assert found.gained[0] == pytest.approx(3, rel=1e-14)


def test_a_question_that_is_answered_already_is_worth_nothing():
    found = info.questioned(["1/2", "1/4", "1/4"], 0, [[0], [0, 1], []])
    assert found.gained == (1.0, 0.0, 0.0)
    assert found.expected == (1.0, 0.0, 0.0)


def test_outcomes_are_hidden_as_often_as_they_are_likely():
    p = [0.2, 0.0, 0.5, 0.3]
    drawn = [info.hidden_outcome(p, np.random.default_rng(seed)) for seed in range(4000)]
    counts = np.bincount(drawn, minlength=4)
    assert counts[1] == 0
    expected = 4000 * np.array(p)
    assert (np.abs(counts - expected) <= 4 * np.sqrt(expected)).all()


@pytest.mark.parametrize(
    ("hidden", "asked", "message"),
    [
        (2, [], "hidden must be a possible outcome, got 2 of probability 0"),
        (3, [], "hidden must be between 0 and 2, got 3"),
        (0, [[3]], "asked_about must be between 0 and 2, got 3"),
        (0, [["a"]], "asked_about must be a place of the distribution, got 'a'"),
    ],
)
def test_questions_about_nothing_are_refused(hidden, asked, message):
    with pytest.raises(ValueError, match=message):
        info.questioned([0.5, 0.5, 0.0], hidden, asked)
