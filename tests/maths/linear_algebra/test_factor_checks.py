import numpy as np
import pytest

from mathml_widgets.maths import linear_algebra as la


def test_running_products_end_with_the_whole_product():
    factors = [np.random.default_rng(7).normal(size=shape) for shape in ((2, 3), (3, 4), (4, 2))]
    products = la.running_products(factors)
    assert (products[0] == factors[2]).all()
    assert np.allclose(products[1], factors[1] @ factors[2])
    assert np.allclose(products[2], np.linalg.multi_dot(factors))
    assert la.running_products([[[1, 1j]], [[1], [1j]]])[-1].tolist() == [[0j]]


def test_residual_and_orthogonality_error_are_frobenius_norms():
    a = np.random.default_rng(8).normal(size=(3, 3))
    assert la.residual(a, [a, np.eye(3)]) == 0.0
    assert la.residual(a, [np.zeros((3, 3))]) == pytest.approx(np.linalg.norm(a))
    assert la.residual([[1e300, 1e300]], [[[0, 0]]]) == pytest.approx(np.sqrt(2) * 1e300)
    assert la.residual([[1e308]], [[[1e200]], [[1e200]]]) == np.inf
    assert la.residual([[1e308]], [[[-1e308]]]) == np.inf
    assert la.orthogonality_error(2 * np.eye(2)) == pytest.approx(3 * np.sqrt(2))


def test_turning_round_a_pair_changes_nothing():
    a = np.random.default_rng(9).normal(size=(4, 3))
    before = la.svd(a)
    after = la.flip_signs(before, [0, 2])
    assert (after.u[:, [0, 2]] == -before.u[:, [0, 2]]).all() and (after.u[:, 1] == before.u[:, 1]).all()
    assert np.allclose(after.u * after.s @ after.vh, a, rtol=0, atol=1e-14)
    again = la.flip_signs(after, [0, 2])
    assert all((x == y).all() for x, y in zip(again, before, strict=True))
    assert (la.flip_signs(before, [1, 1]).u == before.u).all()


def test_factors_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="factors must hold at least one matrix, got none"):
        la.running_products([])
    with pytest.raises(ValueError, match=r"factors\[1\] must have 2 rows as factors\[0\] has columns, got 1"):
        la.running_products([[[1, 2]], [[1, 2]]])
    with pytest.raises(ValueError, match=r"factors must have a product of shape \(1, 2\), got \(1, 1\)"):
        la.residual([[1, 2]], [[[1]]])
    with pytest.raises(ValueError, match="pairs must be from 0 to 1, got 2"):
        la.flip_signs(la.svd(np.eye(2)), [2])
