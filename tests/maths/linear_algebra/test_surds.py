import math

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from mathml_widgets.maths.linear_algebra import pair_text, surd
from mathml_widgets.maths.linear_algebra.surds import over_common_denominator, square_part

thorough = settings(max_examples=150)
whole = st.integers(-1000, 1000)


def by_sympy(terms, over):
    return sympy.Rational(1, over) * sum(c * sympy.sqrt(r) for c, r in terms)


def squarefree(number):
    if number == 0:
        return 1
    part = 1
    for prime, power in sympy.factorint(abs(number)).items():
        part *= prime ** (power % 2)
    return part if number > 0 else -part


@thorough
@given(st.integers(-(10**9), 10**9))
def test_the_square_part_is_that_of_sympy(number):
    outside, inside = square_part(number)
    assert outside**2 * inside == number
    assert inside == squarefree(number)


@thorough
@given(st.lists(st.tuples(whole, whole), max_size=3), st.integers(-50, 50).filter(bool))
def test_a_surd_is_the_number_that_sympy_says(terms, over):
    value = surd(*terms, over=over)
    exact = by_sympy(terms, over)
    assert sympy.simplify(by_sympy(value.terms, value.denominator) - exact) == 0
    assert complex(value) == pytest.approx(complex(exact.evalf(30)), rel=1e-15, abs=1e-300)


@thorough
@given(st.lists(st.tuples(whole, whole), max_size=3), st.integers(-50, 50).filter(bool))
def test_a_surd_is_in_lowest_terms(terms, over):
    value = surd(*terms, over=over)
    assert value.denominator > 0
    assert math.gcd(value.denominator, *(c for c, _ in value.terms)) == 1
    assert len({r for _, r in value.terms}) == len(value.terms)
    assert all(c != 0 and square_part(r)[0] == 1 for c, r in value.terms)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (surd((1, 1), (1, 5), over=2), "(1 + √5)/2"),
        (surd((1, 1), (-1, 5), over=2), "(1 - √5)/2"),
        (surd((-1, 1), (-3, 2)), "-1 - 3√2"),
        (surd((4, 1), over=6), "2/3"),
        (surd((-1, 2), over=2), "-√2/2"),
        (surd(), "0"),
        (surd((1, 0)), "0"),
        (surd((1, -1)), "i"),
        (surd((1, -4), over=3), "2i/3"),
        (surd((1, 1), (-1, -3), over=2), "(1 - i√3)/2"),
        (surd((1, 5), (1, 13), over=2), "(√5 + √13)/2"),
        (surd((1, 8), (1, 2)), "3√2"),
    ],
)
def test_a_surd_is_written_as_in_a_book(value, text):
    assert str(value) == text


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        (surd((5, 1), (1, 5), over=2), surd((5, 1), (-1, 5), over=2), "(5 ± √5)/2"),
        (surd((-1, 1), (1, 2)), surd((-1, 1), (-1, 2)), "-1 ± √2"),
        (surd((1, 2)), surd((-1, 2)), "±√2"),
        (surd((1, -1)), surd((-1, -1)), "±i"),
        (surd((1, 1), (1, -3), over=2), surd((1, 1), (-1, -3), over=2), "(1 ± i√3)/2"),
        (surd((5, 1)), surd((-3, 1)), "5, -3"),
        (surd((1, 1)), surd((1, 1)), "1, 1"),
        (surd((1, 1), over=2), surd((-1, 1), over=3), "1/2, -1/3"),
        (surd((1, 2)), surd((1, 3)), "√2, √3"),
    ],
)
def test_two_conjugates_share_one_expression(first, second, text):
    assert pair_text(first, second) == text


def test_a_difference_that_nearly_cancels_keeps_all_digits():
    value = surd((-(10**9), 1), (1, 10**18 + 1))
    assert float(value) == pytest.approx(5e-10, rel=1e-15, abs=0)


def test_an_imaginary_surd_has_no_float():
    with pytest.raises(ValueError, match="a float must be real, got i√2"):
        float(surd((1, -2)))
    assert not surd((1, -2)).is_real
    assert complex(surd((1, -2))) == pytest.approx(1j * 2**0.5)


def test_division_by_zero_is_refused():
    with pytest.raises(ValueError, match="over must not be zero"):
        surd((1, 1), over=0)


def test_equal_numbers_are_equal_surds():
    assert surd((2, 1), (2, 5), over=4) == surd((1, 1), (1, 5), over=2) == surd((-1, 1), (-1, 5), over=-2)


def test_fractions_are_brought_over_one_denominator():
    assert over_common_denominator([(1, 4), (-5, 6), (2, 1)]) == ([3, -10, 24], 12)
