from fractions import Fraction

import numpy as np
import pytest
import scipy.linalg
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la

SHAPES = st.tuples(st.integers(1, 6), st.integers(1, 6))


def replayed(a, operations):
    work = np.array(a, dtype=float)
    for kind, row, other, factor in operations:
        if kind == "swap":
            work[[row, other]] = work[[other, row]]
        else:
            work[row] -= factor * work[other]
    return work


@settings(max_examples=100)
@given(arrays(float, SHAPES, elements=st.floats(-10, 10)))
def test_the_product_is_the_permuted_matrix(a):
    permutation, lower, upper, operations, growth, reason = la.lu(a)
    k = min(a.shape)
    assert lower.shape == (a.shape[0], k) and upper.shape == (k, a.shape[1]) and reason == ""
    assert np.allclose(lower @ upper, a[permutation], rtol=0, atol=1e-14 * max(np.abs(a).max(), 1e-300) * growth)
    assert (np.triu(lower, 1) == 0).all() and (np.diagonal(lower) == 1).all() and (np.tril(upper, -1) == 0).all()
    assert np.abs(lower).max() <= 1.0
    assert np.allclose(replayed(a, operations)[:k], upper, rtol=0, atol=1e-12)


@pytest.mark.parametrize("shape", [(4, 4), (6, 3), (3, 6), (30, 30)])
def test_factors_and_permutation_are_those_of_scipy(shape):
    a = np.random.default_rng(1).normal(size=shape)
    found = la.lu(a)
    p, lower, upper = scipy.linalg.lu(a)
    assert found.permutation.tolist() == p.argmax(axis=0).tolist()
    assert np.allclose(found.lower, lower, rtol=0, atol=1e-12) and np.allclose(found.upper, upper, rtol=0, atol=1e-12)


def test_a_pivot_of_1e_20_ruins_the_factors_and_pivoting_saves_them():
    a = la.MATRICES_TO_TAKE_APART["pivot 1e-20"].matrix
    careless, careful = la.lu(a, "none"), la.lu(a)
    assert (careless.lower @ careless.upper).tolist() == [[1e-20, 1.0], [1.0, 0.0]]
    assert careless.growth == pytest.approx(1e20) and careless.reason == ""
    assert (careful.lower @ careful.upper).tolist() == [[1.0, 1.0], [1e-20, 1.0]]
    assert careful.growth == 1.0


def test_without_pivoting_a_pivot_of_zero_stops_the_elimination_and_the_product_still_holds():
    a = np.array([[2.0, 1, 3], [4, 2, 1], [1, 5, 6]])
    found = la.lu(a, "none")
    assert found.reason.startswith("The pivot in row 2 is 0 while an entry below it is not")
    assert np.allclose(found.lower @ found.upper, a, rtol=0, atol=1e-15)
    assert found.upper.tolist() == [[2, 1, 3], [0, 0, -5], [0, 4.5, 4.5]]
    tiny = la.lu([[1e-320, 1], [1, 1]], "none")
    assert tiny.reason == "The pivot in row 1 is so small that what it takes to remove it exceeds 1.8e308."
    assert np.isfinite(tiny.upper).all()


def test_where_no_pivot_is_needed_both_ways_agree():
    a = np.array([[4.0, 1, 2], [1, 5, 1], [2, 1, 6]])
    one, other = la.lu(a), la.lu(a, "none")
    assert one.permutation.tolist() == [0, 1, 2] and (one.upper == other.upper).all()


def test_singular_and_zero_matrices_have_factors():
    for a in ([[0, 0], [0, 0]], [[0, 1], [0, 2]], [[1, 2], [2, 4]], [[0]], np.ones((3, 3))):
        found = la.lu(a)
        assert np.allclose(found.lower @ found.upper, np.array(a)[found.permutation])
        assert found.reason == ""
    assert la.lu([[0, 0], [0, 0]]).growth == 1.0


def test_the_last_column_of_the_growth_example_doubles_each_time():
    found = la.lu(la.MATRICES_TO_TAKE_APART["growth"].matrix)
    assert found.growth == 128.0
    assert found.upper[:, -1].tolist() == [2.0**k for k in range(8)]


@pytest.mark.parametrize("size", [1e-308, 1e307])
def test_huge_and_tiny_entries_are_eliminated_like_any(size):
    a = np.array([[1.0, 2, 1], [3, 1, 2], [2, 5, 3]])
    one, other = la.lu(a), la.lu(size * a)
    assert np.allclose(other.lower, one.lower, rtol=0, atol=1e-12)
    assert np.allclose(other.upper / size, one.upper, rtol=0, atol=1e-12)


@settings(max_examples=50)
@given(SHAPES.flatmap(lambda s: st.tuples(*[st.tuples(*[st.fractions(-4, 4, max_denominator=5)] * s[1])] * s[0])))
def test_exact_factors_multiply_to_exactly_the_matrix(rows):
    for pivoting in ("first", "partial", "none"):
        permutation, lower, upper, _, reason = la.exact_lu(rows, pivoting)
        product = tuple(
            tuple(sum((left[k] * upper[k][j] for k in range(len(upper))), Fraction(0)) for j in range(len(rows[0])))
            for left in lower
        )
        assert product == tuple(rows[i] for i in permutation)
        if not reason:
            assert all(upper[i][j] == 0 for i in range(len(upper)) for j in range(min(i, len(rows[0]))))
        else:
            assert pivoting == "none"


def test_exact_factors_are_those_of_sympy_and_say_why_there_are_none():
    rows = la.as_fractions([[0, 1, 1 / 3], [2, 1, 0], [1, 0.5, 4]])
    found = la.exact_lu(rows)
    lower, upper, swaps = sympy.Matrix([[sympy.Rational(str(x)) for x in row] for row in rows]).LUdecomposition()
    assert swaps == [[0, 1]] and found.permutation == (1, 0, 2)
    assert [str(x) for row in found.lower for x in row] == [str(x) for x in lower]
    assert [str(x) for row in found.upper for x in row] == [str(x) for x in upper]
    assert la.exact_lu(rows, "none").reason.startswith("The pivot in row 1 is 0")
    assert la.exact_lu(rows, "none").operations == ()


def test_unknown_ways_of_pivoting_are_refused():
    with pytest.raises(ValueError, match="pivoting must be 'partial' or 'none', got 'full'"):
        la.lu([[1]], "full")
    with pytest.raises(ValueError, match="pivoting must be 'first', 'partial' or 'none', got 'full'"):
        la.exact_lu([[1]], "full")
    with pytest.raises(ValueError, match="a must be a matrix"):
        la.lu([1, 2])
