import math
import time
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths import linear_algebra as la

thorough = settings(max_examples=60)
fractions = st.fractions(-20, 20, max_denominator=30)
rational_planes = st.tuples(st.tuples(fractions, fractions), st.tuples(fractions, fractions))


def by_sympy(surd):
    return sum(c * sympy.sqrt(r) for c, r in surd.terms) / sympy.Integer(surd.denominator)


@thorough
@given(rational_planes)
def test_fractions_are_found_again_in_their_floats(rows):
    assert la.exact_matrix([[float(x) for x in row] for row in rows]) == rows


@thorough
@given(rational_planes)
def test_exact_eigenvalues_are_those_of_sympy(rows):
    found = [by_sympy(x) for x in la.exact_eigenvalues(rows)]
    m = sympy.Matrix(2, 2, [sympy.Rational(x) for row in rows for x in row])
    t = sympy.Symbol("t")
    polynomial = m.charpoly(t).as_expr()
    for value in found:
        assert sympy.expand(polynomial.subs(t, value)) == 0
    assert sympy.expand(found[0] + found[1] - m.trace()) == 0


@thorough
@given(rational_planes)
def test_exact_singular_values_square_to_the_eigenvalues_of_the_gram_matrix(rows):
    largest, smallest = (by_sympy(x) for x in la.exact_singular_values(rows))
    m = sympy.Matrix(2, 2, [sympy.Rational(x) for row in rows for x in row])
    assert sympy.expand(largest**2 + smallest**2 - (m.T * m).trace()) == 0
    assert sympy.expand(largest * smallest - abs(m.det())) == 0
    assert [float(largest), float(smallest)] == sorted([float(largest), float(smallest)], reverse=True)


@thorough
@given(rational_planes)
def test_all_exact_numbers_reproduce_the_floats(rows):
    a = np.array([[float(x) for x in row] for row in rows])
    exact = la.exact_numbers(a)
    size = np.abs(a).max()
    assert exact.matrix == rows
    assert exact.trace == rows[0][0] + rows[1][1]
    assert exact.determinant == rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]
    assert [float(x) for x in exact.singular_values] == pytest.approx(la.singular_values(a), abs=1e-12 * size)
    if exact.eigenvalues is not None:
        assert [complex(x) for x in exact.eigenvalues] == pytest.approx(la.eigenvalues(a), abs=1e-12 * size)
    if exact.inverse is not None:
        assert np.array(exact.inverse, dtype=float) == pytest.approx(la.inverse(a).value, rel=1e-11, abs=0)


@thorough
@given(st.integers(1, 4), st.data())
def test_determinant_and_inverse_of_any_size_are_those_of_sympy(n, data):
    small = st.fractions(-3, 3, max_denominator=4)
    rows = tuple(tuple(data.draw(small) for _ in range(n)) for _ in range(n))
    m = sympy.Matrix([[sympy.Rational(x) for x in row] for row in rows])
    assert la.exact_determinant(rows) == Fraction(str(m.det()))
    if m.det() == 0:
        assert la.exact_inverse(rows) is None
    else:
        assert sympy.Matrix(n, n, [sympy.Rational(x) for row in la.exact_inverse(rows) for x in row]) == m.inv()


@pytest.mark.parametrize(
    ("entry", "exact"),
    [
        (0.1 + 0.2, Fraction(3, 10)),
        (1 / 3, Fraction(1, 3)),
        (-2.5e-3, Fraction(-1, 400)),
        (1.0001, Fraction(10001, 10000)),
        (0.0, Fraction(0)),
        (1e6, Fraction(10**6)),
        (123456.789, Fraction(123456789, 1000)),
        (math.pi, None),
        (2**0.5, None),
        (1e-300, None),
        (5e-324, None),
        (1.7e308, None),
        (1.00001, None),
    ],
)
def test_only_simple_fractions_are_recognised(entry, exact):
    found = la.exact_matrix([[entry]])
    assert found == (None if exact is None else ((exact,),))


def test_numbers_at_random_are_no_fractions():
    drawn = np.random.default_rng(0).normal(size=2000)
    assert sum(la.exact_matrix([[x]]) is not None for x in drawn) == 0


def test_one_entry_that_is_no_fraction_leaves_nothing_exact():
    assert la.exact_numbers([[1, 0], [0, math.pi]]) == la.ExactNumbers(None, None, None, None, None, None)
    for function in (la.exact_determinant, la.exact_trace, la.exact_inverse, la.exact_eigenvalues):
        assert function([[1, 0], [0, math.pi]]) is None
    assert la.exact_singular_values([[1, 0], [0, math.pi]]) is None


def test_an_exact_value_that_differs_from_the_float_is_withheld():
    # Each entry is within 1e-12 of a fraction, but a double eigenvalue moves by the square root of that.
    nearly = [[2 + 1.8e-12, 1.0], [-1.0, 0.0]]
    exact = la.exact_numbers(nearly)
    assert exact.matrix == ((2, 1), (-1, 0))
    assert [str(x) for x in la.exact_eigenvalues(nearly)] == ["1", "1"]
    assert exact.eigenvalues is None
    assert exact.determinant == 1
    assert la.exact_numbers([[2.0, 1.0], [-1.0, 0.0]]).eigenvalues is not None


def test_the_inverse_of_a_matrix_that_is_singular_only_exactly_is_withheld():
    nearly = [[1 + 9e-13, 1.0], [1.0, 1.0]]
    assert la.inverse(nearly).value is not None
    assert la.exact_numbers(nearly).inverse is None


def test_the_preset_of_the_book_is_exact():
    exact = la.exact_numbers([[3, 1], [1, 2]])
    assert la.pair_text(*exact.eigenvalues) == "(5 ± √5)/2"
    assert la.pair_text(*exact.singular_values) == "(5 ± √5)/2"
    assert exact.determinant == exact.trace == 5
    assert exact.inverse == ((Fraction(2, 5), Fraction(-1, 5)), (Fraction(-1, 5), Fraction(3, 5)))


def test_a_matrix_of_other_size_is_refused_where_only_the_plane_has_surds():
    for function in (la.exact_eigenvalues, la.exact_singular_values, la.exact_numbers):
        with pytest.raises(ValueError, match=r"a must be 2 by 2, got shape \(3, 3\)"):
            function(np.eye(3))


def test_nasty_floats_take_no_longer_than_a_frame():
    nasty = [0.1 + 0.2, math.pi, 1e-300, 5e-324, 1.7e308, 1e15 + 0.3, 99991 / 99989, 2.0**-60, 9999.9999]
    started = time.perf_counter()
    for p in nasty:
        for q in nasty:
            la.exact_numbers([[p, q], [1.2345, 0.9999]])
    assert (time.perf_counter() - started) / len(nasty) ** 2 < 0.016
