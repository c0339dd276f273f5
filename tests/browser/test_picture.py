"""What is drawn lies where NumPy says."""

import numpy as np
from playwright.sync_api import expect
from pytest import approx

from .cells import MATRIX
from .hand import centre
from .lab import Lab

LAYERS = ["grid", "unit square", "circle", "letter", "singular", "eigen", "probe"]
MATRICES = [
    [[2, 1], [0.5, 1.5]],
    [[0.5, 1.5], [2, -1]],
    [[1, 2], [0.5, 1]],
]

# Pixels: paths are written with one decimal.
ROUNDED = 0.15


def across(points: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """Return how far points lie from the line through the origin along a direction."""
    x, y = direction / np.linalg.norm(direction)
    return points @ [-y, x]


def test_every_layer_lies_where_numpy_says(lab: Lab):
    view = lab.show(MATRIX)
    for matrix in np.array(MATRICES):
        lab.execute(f"w.set(matrix={matrix.tolist()}, vector=[1, -1], layers={LAYERS})")
        expect(view.number("trace")).to_have_text(f"{np.trace(matrix):.3f}".replace("-", "−"))
        view.still()
        unit = view.place(view.ring("first"))[0] / matrix[0, 0]
        for name, place in [
            ("first", matrix[:, 0]),
            ("second", matrix[:, 1]),
            ("vector", np.array([1, -1])),
        ]:
            assert view.place(view.ring(name)) == approx(unit * place, abs=ROUNDED)

        square, letter = view.picture.locator("path.mathml-area").all()
        around = np.array(view.outline(square, 4000))
        for corner in np.array([[0, 0], [1, 0], [0, 1], [1, 1]]):
            assert np.linalg.norm(around - unit * matrix @ corner, axis=1).min() < 0.5
        stroke = np.array(view.outline(letter, 500))
        for corner in np.array([[0.2, 0], [0.2, 1], [0.8, 1], [0.38, 0]]):
            assert np.linalg.norm(stroke - unit * matrix @ corner, axis=1).min() < 2

        stretches, (_, v) = lab.python("w.singular_values"), np.array(lab.python("w.singular_vectors"))
        ellipse = np.linalg.norm(view.outline(view.mark("ellipse"), 4000), axis=1)
        assert (ellipse.max(), ellipse.min()) == approx(tuple(unit * np.array(stretches)), abs=0.5)
        axes = view.picture.locator("path.mathml-second[data-dashed]").all()
        assert len(axes) == 2
        for path, direction in zip(axes, v.T, strict=True):
            tip, axis = np.array(view.outline(path)[1]), unit * matrix @ direction
            assert min(np.abs(tip - axis).max(), np.abs(tip + axis).max()) < ROUNDED

        vectors = np.linalg.eig(matrix).eigenvectors
        lines = [np.array(view.outline(path)) for path in view.mark("eigenvector").all()]
        assert len(lines) == 2
        for line in lines:
            assert np.linalg.norm(line[1] - line[0]) >= view.picture.bounding_box()["width"] - 1
            aside = min(abs(across(line, vector)).max() for vector in vectors.T)
            assert aside < 2 * ROUNDED

        head = view.mark("image").locator(".mathml-head")
        assert view.outline(head)[0] == approx(unit * matrix @ [1, -1], abs=ROUNDED)


def test_labels_stay_inside_and_apart_and_numbers_never_overlap_while_everything_is_on(lab: Lab):
    view = lab.show(MATRIX)
    for matrix in [*MATRICES, [[1, 0], [0, 1]], [[-2, 0.1], [0.1, -2]], [[0, 0], [0, 0]]]:
        lab.execute(f"w.set(matrix={matrix}, layers={LAYERS})")
        expect(view.number("trace")).to_have_text(f"{np.trace(matrix):.3f}".replace("-", "−"))
        view.still()
        assert view.root.evaluate("root => rig.collisions(root)") == []


def test_extreme_matrices_are_drawn_without_a_broken_number_and_leave_the_widget_whole(lab: Lab):
    view = lab.show(MATRIX)
    for matrix in [
        "[[1e308, 1e308], [1e308, -1e308]]",
        "[[1e308, 0], [0, 1e-308]]",
        "[[1e-308, 0], [0, 1e-308]]",
        "[[5e-324, 0], [0, 1]]",
        "[[1e154, 1], [1, 1e154]]",
        "[[1e13, 1], [1, -1e-13]]",
        "[[0, 0], [0, 0]]",
    ]:
        lab.execute(f"w.set(matrix={matrix}, layers={LAYERS}); d = w.describe()")
        expect(view.root).to_contain_text(lab.python("d"))
        view.still()
        assert "NaN" not in view.root.inner_html()
        assert "Infinity" not in view.root.inner_html()
        expect(view.alert).to_be_empty()
        lab.execute("w.matrix = [[1, 2], [0, 1]]")
        expect(view.number("trace")).to_have_text("2.000")
        view.still()
        left, top = centre(view.ring("first"))
        box = view.picture.bounding_box()
        assert box["x"] < left < box["x"] + box["width"]
        assert box["y"] < top < box["y"] + box["height"]
