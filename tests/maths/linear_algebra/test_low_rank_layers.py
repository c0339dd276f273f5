import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la


@settings(max_examples=50)
@given(arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.floats(-9, 9)), st.data())
def test_the_error_is_the_predicted_one(a, data):
    k = data.draw(st.integers(0, min(a.shape)))
    found = la.low_rank(a, k)
    s = np.linalg.svd(a, compute_uv=False)
    size = np.linalg.norm(a)
    assert found.predicted_error == pytest.approx(np.sqrt((s[k:] ** 2).sum()), abs=1e-14 * size)
    assert found.measured_error == pytest.approx(np.linalg.norm(a - found.approximation), abs=1e-14 * size)
    assert found.measured_error == pytest.approx(found.predicted_error, abs=1e-14 * size)
    assert found.two_norm_error == pytest.approx(np.linalg.norm(a - found.approximation, 2), abs=1e-13 * size)
    assert np.linalg.matrix_rank(found.approximation, tol=1e-12 * max(size, 1e-300)) <= k


def test_no_other_matrix_of_the_rank_comes_closer():
    rng = np.random.default_rng(5)
    a = rng.normal(size=(6, 5))
    best = la.low_rank(a, 2)
    for _ in range(200):
        basis = np.linalg.qr(rng.normal(size=(6, 2)))[0]
        assert np.linalg.norm(a - basis @ (basis.T @ a)) >= best.measured_error
        nudged = best.approximation + 1e-3 * rng.normal(size=(6, 1)) @ rng.normal(size=(1, 5))
        assert np.linalg.norm(a - la.low_rank(nudged, 2).approximation) >= best.measured_error


def test_storage_counts_the_numbers_to_be_kept():
    found = la.low_rank(np.ones((10, 20)), 3)
    assert (found.storage, found.full_storage) == (3 * 31, 200)
    assert la.low_rank(np.ones((10, 20)), 0).relative_error == 1.0
    assert la.low_rank(np.zeros((2, 2)), 1).relative_error == 0.0


def test_the_layers_add_up_and_each_has_rank_1():
    a = np.random.default_rng(6).normal(size=(5, 3))
    layers = la.rank_one_layers(a)
    assert layers.shape == (3, 5, 3)
    assert np.allclose(layers.sum(axis=0), a, rtol=0, atol=1e-14)
    assert [np.linalg.matrix_rank(layer) for layer in layers] == [1, 1, 1]
    for k in range(4):
        assert np.allclose(layers[:k].sum(axis=0), la.low_rank(a, k).approximation, rtol=0, atol=1e-14)


def test_stripes_are_sharp_and_have_rank_1_while_a_disc_needs_many_layers():
    assert la.rank_for_error(la.stripes(24), 0.01) == 1
    assert la.rank_for_error(la.gradient_image(24), 1e-12) == 2
    assert la.rank_for_error(la.glyph(24), 1e-12) == 3
    assert la.rank_for_error(la.disc(24), 0.01) > 4


@settings(max_examples=30)
@given(arrays(float, (4, 5), elements=st.floats(-9, 9)), st.floats(0, 1))
def test_the_rank_for_an_error_is_the_smallest_that_keeps_it(a, share):
    k = la.rank_for_error(a, share)
    assert la.low_rank(a, k).relative_error <= share
    assert k == 0 or la.low_rank(a, k - 1).relative_error > share


def test_huge_entries_do_not_overflow_on_the_way():
    found = la.low_rank(1e300 * np.diag([3.0, 4.0]), 0)
    assert found.predicted_error == pytest.approx(5e300) and found.measured_error == pytest.approx(5e300)


def test_ranks_and_errors_out_of_range_are_refused():
    with pytest.raises(ValueError, match="k must be from 0 to 2, got 3"):
        la.low_rank([[1, 2, 3], [4, 5, 6]], 3)
    with pytest.raises(ValueError, match=r"relative_error must be from 0 to 1, got -0\.1"):
        la.rank_for_error([[1]], -0.1)
