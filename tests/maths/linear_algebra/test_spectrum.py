import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la

thorough = settings(max_examples=200)
planes = arrays(
    float,
    (2, 2),
    elements=st.floats(-1e3, 1e3, allow_subnormal=False)
    | st.integers(-3, 3).map(float)
    | st.sampled_from([1e-12, 1e9]),
)


@thorough
@given(planes)
def test_each_eigenvector_is_only_multiplied(a):
    values, vectors, kind = la.eigen(a)
    size = np.abs(a).max()
    residual = np.abs(a @ vectors - vectors * values).max()
    # A defective matrix within rounding is returned as defective: its eigenvalue moves by the root of the rounding.
    assert residual <= (1e-7 if kind == "defective" else 1e-14) * size
    assert np.linalg.norm(vectors, axis=0) == pytest.approx(1.0, rel=1e-14, abs=0)


@thorough
@given(planes)
def test_eigenvalues_add_up_to_the_trace_and_multiply_to_the_determinant(a):
    values = la.eigenvalues(a)
    size = np.abs(a).max()
    assert values.sum() == pytest.approx(la.trace(a), abs=1e-14 * size)
    assert values.prod() == pytest.approx(la.determinant(a), abs=1e-14 * size**2)
    assert (values == la.eigen(a).values).all()


@thorough
@given(planes)
def test_the_kind_is_what_the_values_and_vectors_show(a):
    values, vectors, kind = la.eigen(a)
    assert np.iscomplexobj(values) == np.iscomplexobj(vectors) == (kind == "complex pair")
    if kind == "complex pair":
        assert values[0] == values[1].conjugate()
        assert values[0].imag > 0.0
    elif kind == "defective":
        assert values[0] == values[1]
        assert (vectors[:, 0] == vectors[:, 1]).all()
    elif kind == "real distinct":
        assert values[0] >= values[1]
        assert la.rank(vectors).rank == 2 or abs(values[0] - values[1]) < 1e-6 * np.abs(a).max()
    else:
        assert np.allclose(a, values[0] * np.eye(2), rtol=1e-15)


@pytest.mark.parametrize(
    ("a", "values", "kind"),
    [
        ([[3, 1], [1, 2]], [(5 + 5**0.5) / 2, (5 - 5**0.5) / 2], "real distinct"),
        ([[1, 2], [8, 1]], [5, -3], "real distinct"),
        ([[1, 1], [0, 1]], [1, 1], "defective"),
        ([[0, 1], [0, 0]], [0, 0], "defective"),
        ([[3, -1], [1, 1]], [2, 2], "defective"),
        ([[2, 0], [0, 2]], [2, 2], "repeated, diagonalizable"),
        ([[0, 0], [0, 0]], [0, 0], "repeated, diagonalizable"),
        ([[0, -1], [1, 0]], [1j, -1j], "complex pair"),
        ([[1, 2], [2, 4]], [5, 0], "real distinct"),
        ([[-1, 0], [0, 2]], [2, -1], "real distinct"),
        ([[0, 1e308], [1e-308, 0]], [1, -1], "real distinct"),
        ([[1e308, 0], [0, 1e-308]], [1e308, 1e-308], "real distinct"),
        ([[-2, 0], [1e308, 3]], [3, -2], "real distinct"),
        ([[-2, 1e308], [0, 3]], [3, -2], "real distinct"),
        ([[1, 1e308], [0, 1]], [1, 1], "defective"),
        ([[0, 1e308], [0, 0]], [0, 0], "defective"),
        ([[1, 1e-9], [-1e-9, 1]], [1 + 1e-9j, 1 - 1e-9j], "complex pair"),
        ([[1, 0], [0, 1 + 1e-9]], [1 + 1e-9, 1], "real distinct"),
        ([[1, 1e-17], [-1e-17, 1]], [1, 1], "repeated, diagonalizable"),
        ([[1e-308, 2e-308], [0, 1e-308]], [1e-308, 1e-308], "defective"),
        ([[1.7e308, 1.7e308], [1.7e308, 1.7e308]], [np.inf, 0], "real distinct"),
    ],
)
def test_the_cases_of_the_plane_have_their_names_and_values(a, values, kind):
    found = la.eigen(a)
    assert found.kind == kind
    assert found.values == pytest.approx(np.array(values), rel=1e-15, abs=0)


def test_the_smaller_eigenvalue_of_a_nearly_singular_matrix_is_accurate():
    a = [[1.0, 1.0], [1.0, 1.0 + 2.0**-45]]
    with mpmath.workdps(60):
        half = mpmath.mpf(a[1][1]) + 1
        exact = (half - mpmath.sqrt(half**2 - 4 * mpmath.mpf(2) ** -45)) / 2
        assert la.eigen(a).values[1] == pytest.approx(float(exact), rel=1e-15, abs=0)


def test_a_turned_shear_is_still_defective():
    for angle in np.linspace(0.1, 3.0, 12):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        values, vectors, kind = la.eigen(turn @ [[1, 1], [0, 1]] @ turn.T)
        assert kind == "defective"
        assert values == pytest.approx(1.0)
        assert la.angle_between(vectors[:, 0], turn[:, 0], lines=True) < 1e-7


def test_symmetric_matrices_have_perpendicular_eigenvectors():
    rng = np.random.default_rng(0)
    for n in (2, 3, 6):
        a = rng.normal(size=(n, n))
        values, vectors, kind = la.eigen(a + a.T)
        assert np.allclose(vectors.T @ vectors, np.eye(n), atol=1e-14)
        assert (np.diff(values) < 0.0).all()
        assert kind == "real distinct"


def test_eigenvectors_of_unbalanced_corners_are_right():
    values, vectors, _ = la.eigen([[0, 1e200], [1e-200, 0]])
    assert values == pytest.approx([1, -1], rel=1e-15, abs=0)
    assert vectors[0].tolist() == [1.0, 1.0]
    assert vectors[1] == pytest.approx([1e-200, -1e-200], rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("a", "kind"),
    [
        (np.diag([1.0, 2, 3]), "real distinct"),
        (np.eye(3), "repeated, diagonalizable"),
        (np.diag([1.0, 1, 3]), "repeated, diagonalizable"),
        ([[2, 1, 0], [0, 2, 0], [0, 0, 3]], "defective"),
        ([[0, 0, 1], [1, 0, 0], [0, 1, 0]], "complex pair"),
        (np.kron(np.diag([1.0, 2]), [[0, -1], [1, 0]]), "complex pairs"),
        ([[5.0]], "real distinct"),
        (1e-300 * np.diag([1.0, 2, 3]), "real distinct"),
    ],
)
def test_the_cases_of_larger_matrices_have_their_names(a, kind):
    found = la.eigen(a)
    assert found.kind == kind
    size = np.abs(a).max()
    assert np.allclose(np.asarray(a) / size @ found.vectors, found.vectors * (found.values / size), atol=1e-13)


@pytest.mark.parametrize("n", [3, 5])
def test_eigenvalues_of_a_stack_are_those_of_its_matrices(n):
    stack = np.random.default_rng(n).normal(size=(4, n, n))
    for a, values in zip(stack, la.eigenvalues(stack), strict=True):
        assert values == pytest.approx(la.eigen(a).values, rel=1e-10, abs=1e-12)
        assert np.sort_complex(values) == pytest.approx(np.sort_complex(np.linalg.eigvals(a)), rel=1e-10, abs=1e-12)


def test_the_leading_entry_of_each_eigenvector_is_positive():
    for a in ([[1, 2], [8, 1]], [[2, 1], [1, 2]], [[-3, 1], [0, 2]], [[0, -2], [1, 1]]):
        for v in la.eigen(a).vectors.T:
            leading = v[np.abs(v).argmax()]
            assert leading.real > 0.0
            assert abs(leading.imag) < 1e-16
