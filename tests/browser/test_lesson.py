"""The lessons that the project ships."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .lab import Lab

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_copy_of_a_lesson_in_another_folder_runs_and_draws_every_widget(lab: Lab, notebook: Path):
    # anywidget gives a view two seconds; what comes later is heard all the same
    lab.watch.allow("Failed to initialize model")
    lab.open_copy(notebook)
    lab.run_all()
    lab.save()
    cells = json.loads(lab.file.read_text())["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    shown = [output for output in outputs if WIDGET in output.get("data", {})]
    assert shown
    pictures = lab.page.locator("svg.mathml-picture, svg.bqplot, .bqplot svg")
    drawn = lab.page.locator(".jp-OutputArea-child").filter(has=pictures)
    expect(drawn).to_have_count(len(shown))
    for number in range(len(shown)):
        output = drawn.nth(number)
        output.scroll_into_view_if_needed()
        marks = output.locator("svg :is(path[d^=M], rect, polygon):visible, canvas:visible")
        expect(marks.first).to_be_visible()
    expect(lab.views).not_to_have_count(0)
    for number in range(lab.views.count()):
        view = lab.sight(number)
        numbers = view.root.locator(".mathml-readouts td").filter(has_text=re.compile(r"\d|prediction"))
        expect(numbers.first).to_be_attached()
        expect(view.badge).to_be_hidden()
        expect(view.alert).to_be_empty()
    assert [one for one in outputs if one["output_type"] == "stream" and one["name"] == "stderr"] == []
