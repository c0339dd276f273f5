from fractions import Fraction

import numpy as np
import pytest

from mathml_widgets.maths import linear_algebra as la

BAD = {
    "ragged": ([[1, 2], [3]], "a must have rows of equal length, got [[1, 2], [3]]"),
    "text": ("hello", "a must hold numbers, got 'hello'"),
    "numbers as text": ([["1", "2"], ["3", "4"]], "a must hold numbers"),
    "complex": ([[1j, 0], [0, 1]], "a must be real, got complex numbers"),
    "nan": ([[1, 2], [3, float("nan")]], "a must be finite, got nan at index (1, 1)"),
    "infinity": ([[1, float("-inf")], [3, 4]], "a must be finite, got -inf at index (0, 1)"),
    "None": ([[1, None], [3, 4]], "a must be finite, got nan at index (0, 1)"),
    "object": ([[1, object()], [3, 4]], "a must hold numbers within float64"),
    "huge int": ([[10**400, 0], [0, 1]], "a must hold numbers within float64"),
    "scalar": (3, "a must be a matrix (two dimensions), got shape ()"),
    "vector": ([1, 2], "a must be a matrix (two dimensions), got shape (2,)"),
    "not square": ([[1, 2, 3], [4, 5, 6]], "a must be square, got shape (2, 3)"),
}

TAKERS = (
    la.determinant,
    la.trace,
    la.orientation,
    la.inverse,
    la.eigen,
    la.eigenvalues,
    la.polar,
    la.real_logarithm,
    la.nearest_rotation,
    la.nearest_unit_determinant,
    la.frames,
    lambda a: la.matrix_power(a, 2),
    lambda a: la.fractional_power(a, 0.5),
    lambda a: la.exact_determinant(a),
)


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("function", TAKERS)
def test_a_bad_matrix_is_refused_by_name_rule_and_culprit(function, case):
    value, message = BAD[case]
    with pytest.raises(ValueError) as caught:
        function(value)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "function", [la.eigen, la.svd, la.polar, la.nearest_rotation, la.frames, la.condition_number, la.null_space]
)
def test_an_empty_matrix_is_refused_where_it_means_nothing(function):
    with pytest.raises(ValueError, match=r"a must have at least one row and column, got shape \(0, 0\)"):
        function(np.zeros((0, 0)))


def test_an_empty_matrix_is_answered_where_it_means_something():
    empty = np.zeros((0, 0))
    assert la.determinant(empty) == 1.0
    assert la.trace(empty) == 0.0
    assert la.rank(empty) == la.Rank(0, 0.0)
    assert la.norms(empty) == la.Norms(0.0, 0.0)
    assert la.singular_values(empty).shape == (0,)
    assert la.inverse(empty).value.shape == (0, 0)


@pytest.mark.parametrize("a", [[[-3.0]], [[0.0]], [[1e308]], [[1e-308]]])
def test_a_matrix_of_one_entry_is_a_number(a):
    x = a[0][0]
    assert la.determinant(a) == la.trace(a) == x
    assert la.singular_values(a).tolist() == [abs(x)]
    assert la.eigen(a).values.tolist() == [x]
    assert la.rank(a).rank == (x != 0.0)
    assert la.orientation(a) == np.sign(x)
    assert la.polar(a).rotation.tolist() == [[-1.0 if x < 0 else 1.0]]
    assert la.frames(a, "polar", 2)[-1].tolist() == a
    assert la.frames(a, "svd", 2)[-1].tolist() == a


@pytest.mark.parametrize("function", [la.inverse, la.eigen, la.real_logarithm, la.nearest_symmetric, la.frames])
def test_a_stack_is_refused_where_one_matrix_is_asked_for(function):
    with pytest.raises(ValueError, match="a must be one matrix, got a stack of shape"):
        function(np.zeros((3, 2, 2)))


@pytest.mark.parametrize("function", [la.classify, la.describe])
def test_words_are_for_the_plane_only(function):
    with pytest.raises(ValueError, match=r"a must be 2 by 2, got shape \(3, 3\)"):
        function(np.eye(3))


def test_fractions_integers_and_booleans_count_as_numbers():
    assert la.determinant([[Fraction(1, 2), 0], [0, 3]]) == 1.5
    assert la.determinant(np.array([[True, False], [False, True]])) == 1.0
    assert la.determinant(np.array([[2, 0], [0, 2]], dtype=np.int8)) == 4.0


def test_no_function_writes_into_its_argument():
    a = np.array([[2.0, 1.0], [0.5, 3.0]])
    a.setflags(write=False)
    for function in (*TAKERS, la.svd, la.describe, la.classify, la.exact_numbers):
        function(a)
    for path in la.PATHS:
        la.frames(a, path)
    for constraint in la.CONSTRAINTS:
        la.nearest(a, constraint)


def test_a_long_culprit_is_shortened():
    with pytest.raises(ValueError) as caught:
        la.determinant("x" * 10_000)
    assert len(str(caught.value)) < 200
