"""What `MorphSpectrum` computes and draws beyond the contract of every widget."""

import numpy as np
import pytest
from traitlets import link

from mathml_widgets import MatrixTransform, MorphSpectrum
from mathml_widgets.shell.figure import apart, round_values


def test_the_curves_are_those_of_numpy_along_the_straight_path():
    matrix = np.array([[1.5, 0.9], [-0.3, 1.25]])
    w = MorphSpectrum(matrix)
    for t, stretches, moduli in zip(w.fractions, w.singular_values, w.eigenvalue_moduli, strict=True):
        frame = (1 - t) * np.eye(2) + t * matrix
        np.testing.assert_allclose(stretches, np.linalg.svd(frame, compute_uv=False), rtol=1e-12)
        np.testing.assert_allclose(moduli, sorted(abs(np.linalg.eigvals(frame)), reverse=True), rtol=1e-12)


def test_it_follows_a_matrix_transform_by_linked_traits():
    a, b = MatrixTransform(), MorphSpectrum()
    for name in ("matrix", "interpolation", "fraction"):
        link((a, name), (b, name))
    a.set(matrix=[[2, 0], [0, 3]], interpolation="polar", fraction=0.5)
    np.testing.assert_array_equal(b.matrix, a.matrix)
    np.testing.assert_allclose(b.singular_values_here, [2.0, 1.5])
    b.matrix = [[4, 0], [0, 4]]
    np.testing.assert_array_equal(a.matrix, b.matrix)


def test_the_marks_show_what_was_computed():
    w = MorphSpectrum([[2, 0], [0, 3]], fraction=0.25)
    stretches, moduli, marker, names = w.figures[0].marks
    np.testing.assert_array_equal(stretches.y, w.singular_values.T)
    np.testing.assert_array_equal(moduli.y, w.eigenvalue_moduli.T)
    assert list(marker.x) == [0.25, 0.25]
    w.matrix = [[1, 0], [0, 5]]
    np.testing.assert_array_equal(stretches.y, w.singular_values.T)
    assert sorted(names.text) == ["|λ₁|", "|λ₂|", "σ₁", "σ₂"]


def test_a_path_that_does_not_exist_gives_its_reason_and_the_straight_one():
    w = MorphSpectrum([[1, 0], [0, -1]], interpolation="power")
    assert "logarithm" in w.path_reason
    assert w.notices[0]["text"] == w.path_reason
    np.testing.assert_allclose(w.singular_values, MorphSpectrum([[1, 0], [0, -1]]).singular_values)


@pytest.mark.parametrize("places", [[1.0, 1.0, 1.0], [0.0, 5.0, 0.1], [3.0, 2.0, 1.0]])
def test_names_at_the_end_of_curves_keep_their_distance_and_order(places):
    placed = apart(places, 0.5)
    assert np.diff(np.sort(placed)).min() >= 0.5 - 1e-12
    assert list(np.argsort(placed, kind="stable")) == list(np.argsort(places, kind="stable"))


def test_names_stay_below_the_top_where_all_curves_end_there():
    placed = apart([1.0, 1.0, 1.0], 0.2, highest=1.1)
    assert placed.max() <= 1.1
    assert np.diff(np.sort(placed)).min() >= 0.2 - 1e-12


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.9), (0.0, 8.57), (-3.0, 4.0), (0.0, 1e-7), (0.0, 1.7e308)])
def test_ticks_are_few_round_and_inside(low, high):
    ticks = round_values(low, high)
    assert 2 <= len(ticks) <= 7
    assert low <= ticks.min() <= ticks.max() <= high
    step = ticks[1] - ticks[0]
    mantissa = step / 10 ** np.floor(np.log10(step) + 1e-9)
    assert min(abs(mantissa - np.array([1, 2, 5]))) < 1e-6


def test_the_largest_matrices_still_make_a_chart():
    w = MorphSpectrum([[1.7e308, 0], [0, 1]])
    assert w.error is None
    assert np.isfinite(w.figures[0].axes[1].scale.max)


def test_real_eigenvalues_are_plain_numbers_and_complex_ones_polar():
    assert MorphSpectrum([[2, 0], [0, -1]]).readouts[1]["values"] == [2.0, -1.0]
    assert MorphSpectrum([[0, -2], [2, 0]]).readouts[1]["form"] == "polar"


def test_curves_are_not_sent_twice():
    w = MorphSpectrum()
    assert not {"singular_values", "eigenvalue_moduli", "fractions"} & set(w.keys)
