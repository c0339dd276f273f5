"""What `MatrixTransform` computes and says beyond the contract of every widget."""

import json
import subprocess
import sys

import numpy as np
import pytest

from mathml_widgets import MatrixTransform
from mathml_widgets.maths import linear_algebra as la

HUGE_AND_TINY = [
    [[1e308, 0], [0, 1e308]],
    [[1e-308, 0], [0, 1e-308]],
    [[1e308, 1e308], [1e308, 1e308]],
    [[1e308, 0], [0, 1e-308]],
    [[0, 0], [0, 0]],
]


def row(widget, name):
    return next(one for one in widget.readouts if one["name"] == name)


def by_hand(widget, **values):
    widget._handle_custom_msg({"kind": "set", "client": "c", "serial": 1, "gesture": "g", "values": values}, [])


def typed(widget, text, index=(0, 1)):
    widget._handle_custom_msg({"kind": "enter", "trait": "matrix", "index": list(index), "text": text}, [])


def test_the_numbers_are_those_of_numpy():
    matrix = np.array([[2.0, 1.0], [1.0, 3.0]])
    w = MatrixTransform(matrix)
    values = np.linalg.eigvals(matrix)
    assert w.determinant == pytest.approx(np.linalg.det(matrix), rel=1e-14)
    assert sorted(w.eigenvalues[:, 0]) == pytest.approx(sorted(values), rel=1e-14)
    np.testing.assert_allclose(w.singular_values, np.linalg.svd(matrix, compute_uv=False), rtol=1e-14)
    np.testing.assert_allclose(w.inverse, np.linalg.inv(matrix), rtol=1e-14)
    np.testing.assert_allclose(w.norms, [np.linalg.norm(matrix, 2), np.linalg.norm(matrix)], rtol=1e-14)


def test_exact_surds_stand_beside_the_floats():
    w = MatrixTransform([[3, 1], [1, 2]])
    assert row(w, "eigenvalues")["exact"] == "(5 ± √5)/2"
    assert row(w, "determinant")["exact"] == "5"


def test_complex_eigenvalues_are_shown_as_modulus_and_degrees():
    w = MatrixTransform([[0, -2], [2, 0]])
    assert row(w, "eigenvalues")["form"] == "polar"
    np.testing.assert_allclose(row(w, "eigenvalues")["values"], [[2, 90], [2, -90]])
    assert w.eigenvectors is None


@pytest.mark.parametrize("matrix", HUGE_AND_TINY)
def test_huge_and_tiny_matrices_are_described_without_nan(matrix):
    w = MatrixTransform(matrix)
    assert w.describe()
    json.dumps(w.readouts, allow_nan=False)
    for one in w.readouts:
        assert one["values"] is not None or one["reason"]


def test_a_singular_matrix_says_why_it_has_no_inverse():
    w = MatrixTransform([[1, 2], [2, 4]])
    assert w.inverse is None
    assert "rank 1" in w.inverse_reason
    assert row(w, "condition_number")["values"] is None
    np.testing.assert_allclose(np.abs(w.null_space.ravel()), np.array([2, 1]) / np.sqrt(5))


@pytest.mark.parametrize("constraint", la.CONSTRAINTS)
def test_under_a_constraint_the_nearest_allowed_matrix_acts(constraint):
    w = MatrixTransform([[1.2, 0.4], [-0.7, 0.9]], constraint=constraint)
    np.testing.assert_array_equal(w.nearest_matrix, la.nearest(w.matrix, constraint).matrix)
    np.testing.assert_array_equal(w.result, w.nearest_matrix)
    np.testing.assert_array_equal(w.matrix, [[1.2, 0.4], [-0.7, 0.9]])


def test_a_composition_shows_both_orders():
    a, b = np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([[0.0, -1.0], [1.0, 0.0]])
    w = MatrixTransform(a, composition=[b])
    np.testing.assert_allclose(w.products, [a @ b, b @ a])
    np.testing.assert_allclose(w.result, a @ b)
    assert any("differ" in one["text"] for one in w.notices)


def test_fifty_matrices_compose_and_more_are_refused():
    turn = [[0.0, -1.0], [1.0, 0.0]]
    w = MatrixTransform(np.eye(2), composition=[turn] * 50)
    np.testing.assert_array_equal(w.result, -np.eye(2))
    before = w.result
    with pytest.raises(ValueError, match="composition must have at most 50 rows, got 51"):
        w.composition = [turn] * 51
    assert w.result is before


def test_ten_million_points_are_refused_by_number():
    w = MatrixTransform()
    with pytest.raises(ValueError, match="points must have at most 1,000,000 rows, got 10,000,000"):
        w.points = np.zeros((10_000_000, 2), dtype=np.int8)


def test_a_power_that_overflows_says_so_and_the_matrix_stays():
    w = MatrixTransform([[2, 0], [0, 1]], power=1_000_000)
    assert w.power_reason
    np.testing.assert_array_equal(w.result, [[2, 0], [0, 1]])
    w.power = 10
    assert w.result[0, 0] == 1024
    assert w.power_reason == ""


def test_a_negative_power_of_a_singular_matrix_has_a_reason():
    w = MatrixTransform([[1, 1], [1, 1]], power=-1)
    assert w.power_reason


def test_the_power_path_exists_only_with_a_real_logarithm():
    w = MatrixTransform([[0, -1], [1, 0]], interpolation="power")
    assert w.path_reason == ""
    half = np.sqrt(0.5)
    np.testing.assert_allclose(w.frames[30], [[half, -half], [half, half]], atol=1e-14)
    w.matrix = [[1, 0], [0, -1]]
    assert "logarithm" in w.path_reason


def test_every_path_leads_from_the_identity_to_the_matrix():
    for path in la.PATHS:
        w = MatrixTransform([[2, 1], [1, 3]], interpolation=path)
        np.testing.assert_array_equal(w.frames[0], np.eye(2))
        np.testing.assert_allclose(w.frames[-1], w.matrix, rtol=1e-13)


def test_many_points_stay_in_the_kernel_and_a_sample_travels():
    points = np.random.default_rng(1).normal(size=(100_000, 2))
    w = MatrixTransform([[0, 1], [1, 0]], points=points)
    np.testing.assert_allclose(w.image_points, points[:, ::-1])
    sent = w.get_state("points")["points"]
    assert sent["sampled_from"] == 100_000
    assert sent["shape"] == [2000, 2]
    assert "image_points" not in w.keys


@pytest.mark.parametrize(
    ("text", "value"), [("1/3", 1 / 3), ("sqrt(2)/2", np.sqrt(0.5)), ("cos(60deg)", 0.5), ("-2.5e-3", -0.0025)]
)
def test_a_typed_entry_is_parsed_in_python(text, value):
    w = MatrixTransform()
    typed(w, text)
    assert w.error is None
    assert w.matrix[0, 1] == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", ["1/0", "__import__('os')", "1" * 10_000, "", "nan", "1e999", "9**9**9", "a.b"])
def test_a_hostile_or_senseless_entry_is_an_error_by_its_field(text):
    w = MatrixTransform()
    before = w.matrix
    typed(w, text)
    assert w.error["trait"] == "matrix"
    assert w.error["index"] == [0, 1]
    assert len(w.error["message"]) < 300
    assert w.matrix is before
    typed(w, "2")
    assert w.error is None
    assert w.matrix[0, 1] == 2


def test_a_matrix_from_python_during_a_drag_wins_over_older_messages():
    w = MatrixTransform()
    by_hand(w, matrix=[[1, 1], [0, 1]], held="first")
    w.matrix = [[5, 0], [0, 5]]
    values = {"matrix": [[1, 2], [0, 1]]}
    stale = {"kind": "set", "client": "c", "serial": 2, "gesture": "g", "epoch": 0, "values": values}
    w._handle_custom_msg(stale, [])
    np.testing.assert_array_equal(w.matrix, [[5, 0], [0, 5]])


def test_dragging_the_probe_decomposes_nothing(monkeypatch):
    w = MatrixTransform()
    ran = []
    kind = type(w._computations[0])
    original = kind.values
    monkeypatch.setattr(kind, "values", lambda self, result: ran.append(self.name) or original(self, result))
    by_hand(w, vector=[0.0, 1.0])
    assert set(ran) == {"probed", "told", "in_words"}


@pytest.mark.parametrize(
    ("question", "matrix", "right", "wrong"),
    [
        ("change_of_area", [[2, 0], [0, 1]], "grows", "shrinks"),
        ("change_of_area", [[1, 1], [1, 1]], "collapses", "keeps"),
        ("change_of_area", [[0, 1], [1, 0]], "keeps", "grows"),
        ("sign_of_determinant", [[0, 1], [1, 0]], "flips it", "keeps its orientation"),
        ("image_of_e1", [[1, 2], [3, 4]], [1, 3], [1, 2]),
    ],
)
def test_a_guess_is_judged_and_remembered(question, matrix, right, wrong):
    w = MatrixTransform(matrix)
    w.ask(question)
    assert w.task["masks"]
    assert not w.answer(wrong)["right"]
    w.ask(question)
    assert w.answer(right)["right"]
    assert [one["right"] for one in w.attempts] == [False, True]
    assert w.task["masks"] == []


def test_an_eigenvector_is_hunted_with_the_probe():
    w = MatrixTransform([[2, 0], [0, 1]], vector=[1, 1])
    w.ask("eigenvector")
    assert w.answer()["error"] == pytest.approx(np.degrees(np.arctan2(1, 1) - np.arctan2(1, 2)))
    w.vector = [3, 0]
    w.ask("eigenvector")
    assert w.answer()["right"]
    w.ask("eigenvector")
    with pytest.raises(ValueError, match="zero vector"):
        w.answer([0, 0])


def test_the_target_is_drawn_by_the_seed_and_matched_by_the_columns():
    w = MatrixTransform(seed=3)
    np.testing.assert_array_equal(w.target, MatrixTransform(seed=3).target)
    w.ask("match_target")
    assert not w.answer()["right"]
    w.matrix = w.target
    w.ask("match_target")
    assert w.answer()["right"]


def test_an_answer_cell_runs_in_plain_python():
    w = MatrixTransform([[0, 1], [1, 0]])
    w.ask("sign_of_determinant")
    w.answer("flips it")
    code = w.answer_cell("q3") + "\nassert answers['q3']['right'] is True"
    subprocess.run([sys.executable, "-I", "-c", code], check=True)


def test_few_numbers_stand_open_and_the_rest_is_folded():
    w = MatrixTransform()
    assert [one["name"] for one in w.readouts if not one["detail"]] == [
        "determinant", "trace", "rank", "eigenvalues", "singular_values", "condition_number",
    ]  # fmt: skip
    w.layers = [*w.layers, "probe"]
    assert not row(w, "image_vector")["detail"]
    assert not row(w, "image_angle")["detail"]


def test_the_view_reads_its_menus_from_the_traits():
    w = MatrixTransform()
    assert w.choices["constraint"] == ["none", *la.CONSTRAINTS]
    assert w.choices["interpolation"] == list(la.PATHS)
    assert set(w.layers) < set(w.choices["layers"])
    assert set(w.question_names) == set(w.questions)
    assert all(w.question_names.values())


@pytest.mark.parametrize(("held", "column"), [("first", 0), ("second", 1)])
def test_while_a_column_is_held_lines_show_where_the_determinant_stays(held, column):
    w = MatrixTransform([[1.5, 0.9], [-0.3, 1.25]])
    assert w.level_lines is None
    w.held = held
    assert w.level_lines[:, 0].tolist() == [-2, -1, 0, 1, 2]
    for level, *line in w.level_lines:
        point, direction = np.reshape(line, (2, 2))
        for along in (-3.0, 0.0, 5.0):
            moved = w.matrix.copy()
            moved[:, column] = point + along * direction
            assert la.determinant(moved) == pytest.approx(level, abs=1e-12)
    w.held = ""
    assert w.level_lines is None


@pytest.mark.parametrize(
    "state",
    [
        {"constraint": "rotation"},
        {"power": 2},
        {"composition": [np.eye(2)]},
        {"matrix": [[1, 0], [1, 0]]},
        {"matrix": [[0, 1e-300], [0, 0]]},
    ],
)
def test_there_are_no_lines_where_a_column_does_not_decide_alone(state):
    w = MatrixTransform(**state)
    w.held = "first"
    assert w.level_lines is None


@pytest.mark.parametrize("size", [1e-150, 1e-6, 1.0, 1e6, 1e149])
def test_the_lines_lie_within_reach_of_a_hand_at_any_size(size):
    w = MatrixTransform(size * np.array([[1.0, 0.5], [0.2, 1.5]]))
    w.held = "first"
    apart = np.linalg.norm(w.level_lines[1, 1:3] - w.level_lines[0, 1:3])
    assert 0.05 < apart / size < 20


def test_while_the_fraction_is_held_the_determinant_along_the_path_is_known():
    w = MatrixTransform([[0, 1], [1, 0]])
    assert w.path_determinants is None
    w.held = "fraction"
    np.testing.assert_allclose(w.path_determinants, np.linalg.det(w.frames), atol=1e-15)
    assert w.path_determinants.min() < 0 < w.path_determinants.max()


def test_the_stages_of_a_path_are_named_only_where_that_path_is_walked():
    w = MatrixTransform(interpolation="svd")
    assert len(w.stages) == 3
    w.interpolation = "polar"
    assert w.stages == []


@pytest.mark.parametrize(("text", "power"), [("3", 3), ("-2", -2), ("2*5", 10)])
def test_a_power_can_be_typed(text, power):
    w = MatrixTransform()
    w._handle_custom_msg({"kind": "enter", "trait": "power", "index": None, "text": text}, [])
    assert w.error is None
    assert w.power == power


@pytest.mark.parametrize("text", ["1.5", "two", "1e400", "10000000"])
def test_a_power_that_is_no_whole_number_in_reach_is_refused(text):
    w = MatrixTransform()
    w._handle_custom_msg({"kind": "enter", "trait": "power", "index": None, "text": text}, [])
    assert w.error["trait"] == "power"
    assert w.power == 1


def test_an_entry_further_on_in_the_row_can_be_typed():
    w = MatrixTransform(composition=[np.eye(2)])
    w._handle_custom_msg({"kind": "enter", "trait": "composition", "index": [0, 0, 1], "text": "1/2"}, [])
    assert w.error is None
    assert w.composition[0, 0, 1] == 0.5


def test_a_question_hides_what_would_answer_it():
    w = MatrixTransform()
    w.ask("image_of_e1")
    assert {"columns", "matrix", "probe", "inverse", "image_vector"} <= set(w.task["masks"])
