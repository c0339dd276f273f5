import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathml_widgets.maths import linear_algebra as la

planes = arrays(
    float,
    (2, 2),
    elements=st.floats(-10, 10)
    | st.integers(-3, 3).map(float)
    | st.sampled_from([1e-308, 1e308, -1e308, 1e-9, 5e-324, 0.1 + 0.2]),
)

CASES = {
    "zero": ([[0, 0], [0, 0]], {"zero", "singular", "symmetric"}, "Every vector goes to zero."),
    "identity": (
        [[1, 0], [0, 1]],
        {"identity", "symmetric", "orthogonal", "stochastic", "area-preserving"},
        "Nothing moves: every vector stays where it is.",
    ),
    "uniform": (
        [[0.01, 0], [0, 0.01]],
        {"uniform scaling", "symmetric"},
        "Every vector is multiplied by 0.01: every direction is an eigenvector.",
    ),
    "half turn": (
        [[-2, 0], [0, -2]],
        {"rotation", "uniform scaling", "symmetric"},
        "Every vector is multiplied by −2, which is a half turn: every direction is an eigenvector.",
    ),
    "rotation": (
        [[0.8, 0.6], [-0.6, 0.8]],
        {"rotation", "orthogonal", "area-preserving"},
        "Every vector turns by 36.9° clockwise and keeps its length. No real eigenvector: no direction stays.",
    ),
    "spiral": (
        [[0, -2], [2, 0]],
        {"rotation", "uniform scaling"},
        "Every vector turns by 90° counter-clockwise and becomes 2 times as long. No real eigenvector: no direction "
        "stays.",
    ),
    "reflection": (
        [[0, 1], [1, 0]],
        {"reflection", "orthogonal", "symmetric", "stochastic", "area-preserving", "orientation-reversing"},
        "Every vector is mirrored in the line at 45°. That line and the one across it hold the eigenvectors, with "
        "eigenvalues 1 and −1.",
    ),
    "shear": (
        [[1, 1], [0, 1]],
        {"shear", "defective", "area-preserving"},
        "Vectors on the line at 0° stay as they are, and the rest of the plane slides along it. The longest stretch, "
        "1.62, is along the first singular direction, at 58.3°, which is not an eigenvector.",
    ),
    "defective": (
        [[3, -1], [1, 1]],
        {"defective"},
        "Vectors on the line at 45° are multiplied by 2; no other line keeps its direction. The longest stretch, 3.24, "
        "is along the first singular direction, at 166.7°, which is not an eigenvector.",
    ),
    "turning": (
        [[1.2, 0.7], [-0.4, 0.9]],
        set(),
        "No real eigenvector: every direction turns. The longest stretch, 1.4, is along the first singular direction, "
        "at 36.3°, which is not an eigenvector.",
    ),
    "oblique": (
        [[1, 2], [8, 1]],
        {"orientation-reversing"},
        "Vectors on the line at 63.4° are multiplied by 5; those on the line at 116.6° are multiplied by −3. The plane "
        "is turned over, and the longest stretch, 8.16, is along the first singular direction, at 9.2°, which is not "
        "an eigenvector.",
    ),
    "symmetric": (
        [[3, 1], [1, 2]],
        {"symmetric"},
        "Vectors on the line at 31.7° are multiplied by 3.62; those on the line at 121.7° are multiplied by 1.38. The "
        "two lines are perpendicular: they hold the longest and the shortest stretch.",
    ),
    "scaling": (
        [[2, 0], [0, -1]],
        {"scaling", "symmetric", "orientation-reversing"},
        "Vectors on the line at 0° are multiplied by 2; those on the line at 90° are reversed. The plane is turned "
        "over, and the two lines are perpendicular: they hold the longest and the shortest stretch.",
    ),
    "skew reflection": (
        [[1, 2], [0, -1]],
        {"skew reflection", "area-preserving", "orientation-reversing"},
        "Vectors on the line at 0° stay as they are; those on the line at 135° are reversed. The plane is turned over, "
        "and the longest stretch, 2.41, is along the first singular direction, at 67.5°, which is not an eigenvector.",
    ),
    "projection": (
        [[0.5, 0.5], [0.5, 0.5]],
        {"projection", "singular", "symmetric", "stochastic"},
        "The plane collapses onto the line at 45°; the line at 135° goes to zero. Points drop perpendicularly, and "
        "those on the first line stay where they are.",
    ),
    "oblique projection": (
        [[1, 1], [0, 0]],
        {"oblique projection", "singular", "stochastic"},
        "The plane collapses onto the line at 0°; the line at 135° goes to zero. Points drop at a slant, and those on "
        "the first line stay where they are.",
    ),
    "rank 1": (
        [[1, 2], [2, 4]],
        {"singular", "symmetric"},
        "The plane collapses onto the line at 63.4°; the line at 153.4° goes to zero. On the first line vectors are "
        "multiplied by 5.",
    ),
    "nilpotent": (
        [[2, -4], [1, -2]],
        {"nilpotent", "defective", "singular"},
        "The plane collapses onto the line at 26.6°, and that line itself goes to zero. Applied twice, it sends every "
        "vector to zero.",
    ),
    "nilpotent but for rounding": (
        [[-2, 0], [1e308, 3]],
        {"nilpotent", "singular"},
        "The plane collapses onto the line at 90°, and that line itself goes to zero. Applied twice, it sends every "
        "vector to zero.",
    ),
    "near-singular": (
        [[1, 1], [1, 1.0001]],
        {"nearly singular", "symmetric"},
        "Vectors on the line at 45° are multiplied by 2; those on the line at 135° are multiplied by 5×10⁻⁵. The "
        "matrix is nearly singular: the longest stretch is 40,000 times the shortest.",
    ),
    "huge": (
        [[1.7e308, 1.7e308], [1.7e308, 1.7e308]],
        {"singular", "symmetric"},
        "The plane collapses onto the line at 45°; the line at 135° goes to zero. On the first line vectors are "
        "multiplied by more than 1.8×10³⁰⁸.",
    ),
    "tiny rotation": (
        [[0, -1e-300], [1e-300, 0]],
        {"rotation", "uniform scaling"},
        "Every vector turns by 90° counter-clockwise and becomes 1×10⁻³⁰⁰ times as long. No real eigenvector: no "
        "direction stays.",
    ),
    "large": (
        [[2e6, 0], [0, 1234567]],
        {"scaling", "symmetric"},
        "Vectors on the line at 0° are multiplied by 2×10⁶; those on the line at 90° are multiplied by 1.23×10⁶. The "
        "two lines are perpendicular: they hold the longest and the shortest stretch.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_kind_of_matrix_has_its_words_and_its_sentences(case):
    a, words, sentences = CASES[case]
    assert set(la.classify(a)) == words
    assert la.describe(a) == sentences


@settings(max_examples=300)
@given(planes)
def test_the_words_of_any_matrix_agree_with_its_numbers(a):
    words, text = la.classify(a), la.describe(a)
    assert 1 <= text.count(". ") + 1 <= 2
    assert text.endswith(".")
    assert "nan" not in text
    assert ("singular" in words) == (la.rank(a).rank < 2) == ("collapses" in text or "goes to zero" in text)
    assert ("orientation-reversing" in words) == (la.orientation(a) == -1)
    assert ("area-preserving" in words) == (la.rank(a).rank == 2 and abs(abs(la.determinant(a)) - 1) <= 1e-9)
    if "No real eigenvector" in text:
        assert la.eigen(a).kind == "complex pair"
    if "rotation" in words:
        u = la.polar(a).rotation
        assert u * la.singular_values(a)[0] == pytest.approx(a, rel=1e-8, abs=1e-8 * np.abs(a).max())
    if "projection" in words or "oblique projection" in words:
        size = np.abs(a).max()
        assert a / size @ a == pytest.approx(a / size, abs=1e-8 * size)
    if "nilpotent" in words:
        small = a / np.abs(a).max()
        assert small @ small == pytest.approx(np.zeros((2, 2)), abs=1e-8)


@pytest.mark.parametrize("size", [1e-6, 1e-3, 1.0, 1e3, 1e6])
def test_the_shape_of_a_matrix_is_told_at_every_size(size):
    assert la.classify(size * np.array([[2.0, -4], [1, -2]]))[0] == "nilpotent"
    assert la.classify(size * np.array([[3.0, -4], [4, 3]]))[0] == "rotation"
    assert "defective" in la.classify(size * np.array([[3.0, -1], [1, 1]]))


def test_a_hair_from_the_identity_is_told_as_the_identity():
    words = la.classify([[1, 1e-10], [0, 1]])
    assert "identity" in words
    assert "defective" not in words
    assert la.describe([[1, 1e-10], [0, 1]]) == la.describe(np.eye(2))
