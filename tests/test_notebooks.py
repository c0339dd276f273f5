"""Every notebook runs for a reader who has copied it elsewhere, and every lesson has all its parts."""

import asyncio
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
SUBJECTS = (
    "linear_algebra", "calculus", "probability", "optimization", "statistics", "geometry",
    "information",
)  # fmt: skip
PARTS = (
    "Where you meet it", "Intuition", "An analogy", "Formulas", "From scratch", "In your hands",
    "On real data", "The algorithm it drives", "Predict, then check", "Exercises",
    "Interview questions", "References",
)  # fmt: skip
SECONDS = 60

paths = sorted(NOTEBOOKS.glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)
every_lesson = pytest.mark.parametrize(
    "path", [path for path in paths if path.stem in SUBJECTS], ids=lambda path: path.stem
)


def read(path):
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def run(notebook, folder):
    """Run all cells in an empty folder; raise if one of them does, or if they take too long."""
    client = NotebookClient(notebook, resources={"metadata": {"path": str(folder)}})
    asyncio.run(asyncio.wait_for(client.async_execute(), SECONDS))


@pytest.fixture(scope="module", params=paths, ids=lambda path: path.stem)
def executed(request, tmp_path_factory):
    """A notebook that has been run as it stands, in a folder of its own."""
    notebook = read(request.param)
    run(notebook, tmp_path_factory.mktemp("elsewhere"))
    return notebook


def printed(cell, name="stdout"):
    texts = [o["text"] for o in cell.outputs if o.output_type == "stream" and o["name"] == name]
    return "".join(texts)


def views(notebook):
    kind = "application/vnd.jupyter.widget-view+json"
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [output for output in outputs if kind in output.get("data", ())]


def exercises(notebook):
    """Return for each exercise its three cells: what the reader completes, the test, the solution."""
    by_id = {cell.id: cell for cell in notebook.cells}
    names = [name for name in by_id if re.fullmatch(r"exercise-\d+", name)]
    return [(by_id[name], by_id[f"{name}-test"], by_id[f"{name}-solution"]) for name in names]


def folded_code(cell):
    """Return the Python in the folded part of a Markdown cell."""
    folded = re.search(r"<details>(.*)</details>", cell.source, re.DOTALL)
    return re.search(r"```python\n(.*?)```", folded[1], re.DOTALL)[1]


def test_there_is_a_lesson():
    assert NOTEBOOKS / "linear_algebra.ipynb" in paths


def test_a_notebook_runs_elsewhere_from_top_to_bottom_without_a_warning(executed):
    for cell in executed.cells:
        if cell.cell_type == "code":
            assert printed(cell, "stderr") == "", cell.id
    assert views(executed)


def test_an_exercise_that_is_not_written_yet_is_told_so_kindly(executed):
    for task, test, _ in exercises(executed):
        assert "raise NotImplementedError" in task.source
        assert printed(test).startswith("Not yet"), test.id


@every_notebook
def test_a_notebook_holds_no_trace_of_a_run(path):
    notebook = read(path)
    for cell in notebook.cells:
        assert not cell.get("outputs"), cell.id
        assert cell.get("execution_count") is None, cell.id
        assert cell.metadata in ({}, {"jupyter": {"source_hidden": True}}), cell.id
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.language_info == {"name": "python"}


@every_notebook
def test_a_notebook_is_valid_and_each_cell_is_named_by_a_word(path):
    notebook = read(path)
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    for name in ids:
        assert re.fullmatch(r"[a-z]+(-[a-z]+|-\d+)*", name), name


@every_lesson
def test_a_lesson_has_all_parts_in_their_order(path):
    headings = re.findall(r"^## (.+)$", "\n".join(cell.source for cell in read(path).cells), re.MULTILINE)
    assert headings == [f"{number}. {part}" for number, part in enumerate(PARTS, start=1)]


@every_lesson
def test_a_lesson_asks_three_questions_and_sets_three_exercises(path):
    notebook = read(path)
    assert len([cell for cell in notebook.cells if ".ask(" in cell.source]) == 3
    assert len(exercises(notebook)) == 3


@every_lesson
def test_the_folded_solutions_pass_the_tests_of_their_exercises(path, tmp_path):
    notebook = read(path)
    for task, _, solution in exercises(notebook):
        task.source = folded_code(solution)
    run(notebook, tmp_path)
    for _, test, _ in exercises(notebook):
        assert printed(test) == "All tests pass.\n", test.id
