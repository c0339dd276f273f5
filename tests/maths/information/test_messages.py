import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import information as info


@given(st.lists(st.sampled_from(["a", "b", "é", "e\u0301", "👩\u200d👧", " "]), max_size=30))
def test_what_is_spelt_with_single_characters_is_read_back(symbols):
    names = [" ", "a", "b", "e\u0301", "é", "👩\u200d👧"]
    found = info.spelling("".join(symbols), names)
    assert [names[place] for place in found.outcomes] == symbols
    assert list(found.symbols) == symbols


@given(
    st.lists(st.sampled_from(["sun", "sunny", "rain", "x, y"]), max_size=20), st.sampled_from([" ", ", ", ";", "\n"])
)
def test_longer_names_stand_in_a_row_and_the_longest_fits_first(symbols, between):
    names = ["rain", "sun", "sunny", "x, y"]
    found = info.spelling(between.join(symbols), names)
    assert [names[place] for place in found.outcomes] == symbols


def test_what_is_no_name_stays_in_its_place_as_one_unknown():
    found = info.spelling("sun storm rain??", ["sun", "rain"])
    assert found.symbols == ("sun", "storm", "rain", "??")
    assert found.outcomes.tolist() == [0, -1, 1, -1]
    assert info.spelling("a z", ["a"]).outcomes.tolist() == [0, -1, -1]
    assert info.spelling("<b>a</b>", ["a", "b"]).outcomes.tolist() == [-1, 1, -1, 0, -1, -1, 1, -1]


def test_half_of_a_cluster_is_not_taken_for_its_first_part():
    assert info.spelling("👩\u200d👧", ["👩"]).outcomes.tolist() == [-1]
    assert info.spelling("e\u0301", ["e"]).outcomes.tolist() == [-1]


def test_of_equal_names_the_first_is_meant():
    assert info.spelling("1", ["1", "1"]).outcomes.tolist() == [0]


def test_an_empty_message_has_no_symbols_and_an_empty_name_is_refused():
    found = info.spelling("", ["a"])
    assert (found.symbols, found.outcomes.dtype, len(found.outcomes)) == ((), np.int64, 0)
    with pytest.raises(ValueError, match="names must not be empty, got one at index 1"):
        info.spelling("a", ["a", ""])


@pytest.mark.parametrize(
    ("symbol", "seen"),
    [
        ("a", "a"), (" ", "␣"), ("\r\n", "↵"), ("\t", "⇥"), ("\x00", "U+0000"), ("\u200b\u200b", "U+200B U+200B"),
        ("a\nb", "a b"), ("👩\u200d👧", "👩\u200d👧"), ("<img src=x>", "<img src=x>"), ("", ""), ("\u202eabc", "abc"),
    ],
)  # fmt: skip
def test_a_symbol_is_shown_so_that_it_can_be_seen(symbol, seen):
    assert info.shown(symbol) == seen


def test_a_long_symbol_is_cut_between_characters():
    cut = info.shown("👩\u200d👧" * 1000)
    assert cut == "👩\u200d👧" * 39 + "…"
    assert len(info.shown("x" * 10_000_000)) == 40
