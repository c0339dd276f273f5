from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import linear_algebra as la

FRACTIONS = st.fractions(-5, 5, max_denominator=6)


SIZES = st.integers(1, 4)


def matrices(least_rows=1):
    return st.tuples(st.integers(least_rows, 4), SIZES).flatmap(
        lambda shape: st.tuples(*[st.tuples(*[FRACTIONS] * shape[1])] * shape[0])
    )


def as_sympy(rows):
    return sympy.Matrix([[sympy.Rational(x.numerator, x.denominator) for x in row] for row in rows])


@settings(max_examples=50)
@given(matrices())
def test_the_reduced_form_is_that_of_sympy(rows):
    matrix, operations = la.reduced_rows(rows)
    assert as_sympy(matrix) == as_sympy(rows).rref()[0]
    assert la.apply_row_operations(rows, operations) == matrix


@settings(max_examples=50)
@given(matrices())
def test_the_echelon_form_has_zeros_below_its_stairs(rows):
    matrix, operations = la.reduced_rows(rows, "echelon")
    first = [next((j for j, x in enumerate(row) if x), len(row) + i) for i, row in enumerate(matrix)]
    assert first == sorted(set(first))
    assert all(operation.kind != "scale" for operation in operations)
    assert la.reduced_rows(matrix).matrix == la.reduced_rows(rows).matrix


@settings(max_examples=50)
@given(matrices(2), st.data())
def test_every_move_is_undone_by_its_undoing(rows, data):
    i, j = data.draw(st.permutations(range(len(rows))))[:2]
    factor = data.draw(FRACTIONS.filter(bool))
    for operation in (la.swap_rows(i, j), la.scale_row(i, factor), la.add_row(i, j, factor)):
        moved = la.apply_row_operations(rows, operation)
        assert la.apply_row_operations(moved, la.undo_row_operation(operation)) == rows
        assert la.undo_row_operation(la.undo_row_operation(operation)) == operation
    assert la.undo_row_operation(la.swap_rows(i, j)) == la.swap_rows(i, j)


def test_there_is_no_hint_where_nothing_is_left_to_do():
    for done in ([[1, 0], [0, 1]], [[0, 0]], [[1, 2, 0], [0, 0, 1]], [[0]]):
        assert la.next_row_operation(done) is None
    assert la.next_row_operation([[2, 1], [0, 3]], "echelon") is None
    assert la.next_row_operation([[2, 1], [0, 3]]) == la.scale_row(0, Fraction(1, 2))


def test_each_hint_is_a_legal_move_that_ends_within_gauss_jordan_s_count():
    rows = la.as_fractions(np.random.default_rng(0).integers(-3, 4, (5, 6)))
    assert len(la.reduced_rows(rows).operations) <= 5 * 5 + 5


def test_a_move_says_what_it_does():
    assert str(la.swap_rows(1, 0)) == "R2 ↔ R1"
    assert str(la.scale_row(0, Fraction(-1, 3))) == "R1 ← (−1/3) R1"
    assert str(la.scale_row(0, 5)) == "R1 ← 5 R1"
    assert str(la.add_row(2, 0, 1)) == "R3 ← R3 + R1"
    assert str(la.add_row(2, 0, "-2/3")) == "R3 ← R3 − (2/3) R1"
    assert str(la.add_row(0, 1, 0.5)) == "R1 ← R1 + (1/2) R2"


def test_fractions_are_read_from_floats_whole_numbers_and_fractions():
    assert la.as_fractions([[0.1 + 0.2, 2 / 3]]) == ((Fraction(3, 10), Fraction(2, 3)),)
    assert la.as_fractions([[2**70 + 1]]) == ((Fraction(2**70 + 1),),)
    assert la.as_fractions(np.array([[1e300]])) == ((Fraction(10**300),),)
    assert la.as_fractions([[Fraction(1, 7), 2]]) == ((Fraction(1, 7), Fraction(2)),)


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        (la.swap_rows(0, 2), "row must be from 0 to 1, got 2"),
        (la.add_row(-1, 0, 1), "row must be from 0 to 1, got -1"),
        (la.scale_row(0, 0), "factor must not be zero when a row is scaled"),
        (la.add_row(1, 1, 2), "other must differ from row when a row is added, got 1 twice"),
        (la.RowOperation("turn", 0, 1, Fraction(1)), "kind must be 'swap', 'scale' or 'add', got 'turn'"),
    ],
)
def test_a_move_against_the_rules_is_refused(operation, message):
    with pytest.raises(ValueError, match=message):
        la.apply_row_operations([[1, 2], [3, 4]], operation)


def test_bad_matrices_and_forms_are_refused():
    with pytest.raises(ValueError, match="form must be 'echelon' or 'reduced', got 'row'"):
        la.next_row_operation([[1]], "row")
    with pytest.raises(ValueError, match=r"a must have rows of equal length, at least 1, got lengths \[1, 2\]"):
        la.as_fractions([[1], [1, 2]])
    with pytest.raises(ValueError, match="a must be finite, got nan"):
        la.reduced_rows([[float("nan")]])
