from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathml_widgets.maths import information as info

texts = st.text(alphabet="abé e\u0301👩\u200d👧", min_size=1, max_size=40)


@given(texts)
def test_a_text_is_counted_character_by_character(text):
    found = info.source_of_data(text)
    expected = Counter(info.characters(text))
    assert dict(zip(found.names, found.counts.tolist(), strict=True)) == expected
    assert found.shares == tuple(Fraction(expected[name], expected.total()) for name in found.names)
    np.testing.assert_allclose(found.distribution, [float(share) for share in found.shares], rtol=1e-15)
    assert sum(found.shares) == 1


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.booleans()), min_size=1, max_size=30))
def test_two_columns_become_a_table_whose_cells_are_the_outcomes(rows):
    first, second = [row[0] for row in rows], [row[1] for row in rows]
    found = info.source_of_data({"letter": first, "truth": second})
    assert found.variables == ("letter", "truth")
    assert found.joint.shape == (len(set(first)), len(set(second)))
    np.testing.assert_array_equal(found.joint.reshape(-1), found.distribution)
    seen = Counter(f"{a}, {b}" for a, b in rows)
    assert {n: c for n, c in zip(found.names, found.counts.tolist(), strict=True) if c} == seen


def test_bytes_are_named_by_two_hexadecimal_digits():
    assert info.source_of_data(bytes([0, 255, 10, 10])).names == ("00", "0A", "FF")


def test_names_fit_or_letters_stand_in():
    assert info.source_of_probabilities([0.5, 0.5], ["sun", "rain"]).names == ("sun", "rain")
    assert info.source_of_probabilities([0.5, 0.5], ["sun"]).names == ("A", "B")
    names = info.source_of_counts(np.ones(800)).names
    assert (names[25], names[26], names[51], names[52], names[701], names[702]) == ("Z", "AA", "AZ", "BA", "ZZ", "AAA")
    assert len(set(names)) == 800


def test_a_table_is_named_by_rows_and_columns():
    found = info.source_of_counts([[1, 2], [3, 4]], ["low", "high", "no", "yes"])
    assert found.names == ("low, no", "low, yes", "high, no", "high, yes")
    assert found.shares[3] == Fraction(2, 5)
    plain = info.source_of_probabilities([[0.5, 0.25, 0.25]])
    assert (plain.row_names, plain.column_names, plain.variables) == (("x1",), ("y1", "y2", "y3"), ("X", "Y"))
    assert info.source_of_counts([[0, 0], [0, 3]]).distribution.tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: info.source_of_data(""), "data must hold at least one symbol, got none"),
        (lambda: info.source_of_data(np.arange(10_001)), "data must have at most 10,000 different outcomes, got"),
        (lambda: info.source_of_data({"a": range(200), "b": range(200)}), "at most 10,000 .* outcomes, got 40,000"),
        (lambda: info.source_of_probabilities([0.5, 0.4]), "probabilities must sum to 1"),
        (lambda: info.source_of_probabilities([[0.5, 0.4]]), "probabilities must sum to 1"),
        (lambda: info.source_of_probabilities(np.full((1, 1, 1), 1.0)), "probabilities must be one row or a table"),
        (lambda: info.source_of_counts(np.ones((1, 1, 1))), "counts must be one row or a table"),
        (lambda: info.source_of_counts([0, 0]), "counts must hold at least one observation, got none"),
        (lambda: info.source_of_counts([-1, 2]), "counts must be whole and not negative, got -1"),
    ],
)  # fmt: skip
def test_what_is_no_source_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_ten_million_letters_are_counted_without_being_listed():
    found = info.source_of_data("abc" * 3_333_333)
    assert found.counts.tolist() == [3_333_333] * 3
