from functools import reduce

import numpy as np
import pytest

from mathml_widgets.maths import linear_algebra as la


@pytest.mark.parametrize("count", [1, 2, 3, 50])
@pytest.mark.parametrize("n", [2, 3])
def test_a_row_is_multiplied_from_both_ends(count, n):
    row = np.random.default_rng(count).normal(size=(count, n, n))
    forward, backward, norm = la.products(row)
    assert forward == pytest.approx(reduce(np.matmul, row), rel=1e-11, abs=0)
    assert backward == pytest.approx(reduce(np.matmul, row[::-1]), rel=1e-11, abs=0)
    assert norm == pytest.approx(np.linalg.norm(forward - backward), rel=1e-12, abs=0)


def test_matrices_that_commute_have_no_commutator():
    assert la.products([[[0, -1], [1, 0]], [[2, -1], [1, 2]]]).commutator_norm == 0.0
    assert la.products([[[1, 1], [0, 1]], [[1, 0], [1, 1]]]).commutator_norm == pytest.approx(2**0.5)


def test_fifty_huge_matrices_overflow_to_infinity_and_not_to_nan():
    huge = [[[1e10, 0], [0, -1e10]]] * 49
    forward, backward, norm = la.products(huge)
    assert forward.tolist() == backward.tolist() == [[np.inf, 0.0], [0.0, -np.inf]]
    assert norm == 0.0
    assert la.products([*huge, [[1, 1], [0, 1]]]).commutator_norm == np.inf


def test_an_overflow_on_the_way_does_not_matter():
    row = [[[1e200, 0], [0, 1]]] * 2 + [[[1e-200, 0], [0, 1]]] * 2
    assert la.products(row).forward == pytest.approx(np.eye(2), rel=1e-14, abs=0)


def test_bad_rows_are_refused():
    with pytest.raises(ValueError, match="matrices must hold at least one matrix, got none"):
        la.products([])
    with pytest.raises(ValueError, match=r"matrices\[1\] must have shape \(2, 2\) as the first has, got \(3, 3\)"):
        la.products([np.eye(2), np.eye(3)])
    with pytest.raises(ValueError, match=r"matrices\[1\] must be finite, got nan"):
        la.products([np.eye(2), [[1, np.nan], [0, 1]]])
