import numpy as np
import pytest
import scipy.linalg

from mathml_widgets.maths import linear_algebra as la


@pytest.mark.parametrize("name", la.MATRICES_TO_TAKE_APART)
def test_an_example_is_a_matrix_with_a_sentence_that_cannot_be_written_to(name):
    matrix, sentence, decomposition = la.MATRICES_TO_TAKE_APART[name]
    assert np.isfinite(matrix).all() and matrix.ndim == 2 and sentence.endswith((".", "seven."))
    assert decomposition in {"svd", "lu", "qr", "cholesky", "eigen"}
    with pytest.raises(ValueError, match="read-only"):
        matrix[0, 0] = 5.0


def test_hilbert_s_matrix_is_that_of_scipy():
    assert (la.hilbert(8) == scipy.linalg.hilbert(8)).all()


def test_what_the_sentences_claim_is_so():
    found = {name: example.matrix for name, example in la.MATRICES_TO_TAKE_APART.items()}
    assert la.determinant(found["reflection"]) == pytest.approx(-1.0)
    assert la.singular_values(found["repeated singular value"]) == pytest.approx([2, 2, 1])
    assert la.lu(found["needs a pivot"], "none").reason
    q = la.qr(found["Läuchli"], "classical_gram_schmidt").q
    assert np.degrees(la.angle_between(q[:, 1], q[:, 2])) == pytest.approx(60.0, abs=1e-5)
    assert la.condition_number(found["Hilbert"]) == pytest.approx(1.526e10, rel=1e-3)
    assert la.cholesky(found["Hilbert"]).reason == ""
    assert la.cholesky(found["indefinite"]).failing_minor == pytest.approx(-3.0)
    assert la.diagonalization(found["defective"]).inverse is None
    assert [la.rank(found[name]).rank for name in ("stripes", "glyph", "gradient")] == [1, 3, 2]
    assert la.rank(found["disc"]).rank == len(np.unique(found["disc"], axis=0)) - (~found["disc"].any(axis=1)).any()


@pytest.mark.parametrize("make", [la.lauchli, la.hilbert, la.stripes, la.disc, la.glyph, la.gradient_image])
def test_small_sizes_work_and_none_below_1(make):
    for n in (1, 2, 3, 7):
        assert np.isfinite(make(n)).all() and make(n).shape[1] == n
    with pytest.raises(ValueError, match="n must be at least 1, got 0"):
        make(0)
