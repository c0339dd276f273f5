"""A widget leaves the notebook as text or picture, and comes back from a link or a state."""

import json
import re
import zlib
from base64 import urlsafe_b64encode

import pytest
from playwright.sync_api import expect

import mathml_widgets as mw

from .cells import COMPANION, MATRIX
from .extension import Extension
from .lab import Lab
from .shots import shoot
from .test_saving import check_png, check_svg


@pytest.fixture
def extension(lab: Lab) -> Extension:
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    extension = Extension(lab)
    extension.clean()
    return extension


def link_of(state: object) -> str:
    packed = zlib.compress(json.dumps(state).encode())
    return "#mathml=" + urlsafe_b64encode(packed).decode().rstrip("=")


def clipboard(lab: Lab) -> str:
    return lab.page.evaluate("navigator.clipboard.readText()")


def test_the_widget_of_the_selected_cell_is_copied_in_three_forms(lab: Lab, extension: Extension):
    lab.show(MATRIX, "x = 1")
    extension.select(0)
    lab.execute("w.matrix = [[0, 1], [1, 0]]")
    extension.command("copy", form="code")
    assert clipboard(lab) == lab.python("w.to_code()")
    extension.command("copy", form="json")
    assert json.loads(clipboard(lab)) == lab.python("w.state")
    extension.command("copy", form="link")
    assert clipboard(lab) == f"{lab.server.url}/lab{lab.python('w.to_url()')}"
    expect(extension.messages.first).to_contain_text("MatrixTransform is in the clipboard.")
    extension.select(1)
    extension.command("copy", form="code")
    expect(extension.messages.filter(has_text="Select a cell that shows a widget")).to_be_visible()


def test_a_cell_that_is_still_running_does_not_hold_the_widget_back(lab: Lab, extension: Extension):
    lab.show(MATRIX)
    lab.sight().button("grid").click()
    lab.wait_python("'grid' in w.layers", False)
    extension.select(0)
    with lab.busy():
        extension.command("copy", form="link")
    assert clipboard(lab).endswith(lab.python("w.to_url()"))


def test_the_picture_is_exported_with_caption_and_seed(lab: Lab, extension: Extension):
    lab.show(MATRIX, COMPANION)
    extension.select(0)
    with lab.page.expect_download() as download:
        extension.begin("export", format="svg")
    assert download.value.suggested_filename == "MatrixTransform.svg"
    width, height = check_svg(download.value.path().read_text(), "A e₁", "σ₁ 1.83", "seed 0")
    with lab.page.expect_download() as download:
        extension.begin("export", format="png")
    assert check_png(download.value.path().read_bytes()) == (
        pytest.approx(2 * width, abs=1),
        pytest.approx(2 * height, abs=1),
    )
    lab.sight(1)
    extension.select(1)
    with lab.page.expect_download() as download:
        extension.begin("export", format="svg")
    assert download.value.suggested_filename == "MorphSpectrum.svg"
    check_svg(download.value.path().read_text(), "|λ₁|", "seed 0")


def test_reset_all_reaches_every_widget_of_this_notebook_and_of_no_other(lab: Lab, extension: Extension):
    lab.open(MATRIX, name="other")
    lab.run_all()
    lab.execute("w.matrix = [[5, 0], [0, 5]]")
    other = lab.page.evaluate("rig.panel.id")
    (lab.server.notebooks / "lesson.ipynb").write_text(lab.file.read_text())
    lab.page.evaluate("jupyterapp.commands.execute('docmanager:open', { path: 'lesson.ipynb' })")
    lab.path = "lesson.ipynb"
    lab.page.evaluate("rig.path = 'lesson.ipynb'")
    lab.wait_idle()
    lab.run_all()
    lab.execute("w.matrix = [[3, 0], [0, 3]]")
    extension.command("reset-all")
    lab.wait_python("w.matrix[0][0]", 1.5)
    lab.page.evaluate("id => { jupyterapp.shell.activateById(id); rig.path = 'other.ipynb' }", other)
    assert lab.python("w.matrix[0][0]") == 5


def test_a_restarted_kernel_answers_no_more_and_the_reader_is_told(lab: Lab, extension: Extension):
    lab.show(MATRIX)
    lab.restart_kernel()
    extension.select(0)
    extension.command("copy", form="code")
    expect(extension.messages).to_contain_text("No kernel answers for this widget")
    extension.command("reset-all")
    expect(extension.messages.filter(has_text="run their cells again")).to_be_visible()


@pytest.mark.parametrize("before", ["/lab/tree/lesson.ipynb?reset&", "/lab/tree/lesson.ipynb?reset#"])
def test_a_link_puts_its_cell_into_the_notebook_and_runs_it_when_the_reader_says_so(
    lab: Lab, extension: Extension, before: str
):
    lab.open("x = 1")
    lab.save()
    state = mw.MatrixTransform([[0, 1], [1, 0]], digits=5).to_url()
    lab.page.goto(lab.server.url + before + state[1:], wait_until="commit")
    lab.page.evaluate("rig.path = 'lesson.ipynb'")
    expect(extension.dialog).to_contain_text("Nothing has been run yet.")
    expect(lab.page).not_to_have_url(re.compile("mathml"))  # the route of `reset` may have put it back for a moment
    assert extension.counts() == [None, None]
    shoot(lab.page, "link")
    extension.dialog.get_by_role("button", name="Run the Cell").click()
    lab.sight()
    assert extension.counts() == [None, 1]
    assert lab.python("[matrix_transform.matrix, matrix_transform.digits]") == [[[0, 1], [1, 0]], 5]
    expect(extension.dialog).to_have_count(0)


def test_a_link_that_the_reader_declines_has_run_nothing(lab: Lab, extension: Extension):
    lab.open("x = 1")
    extension.begin("insert-from-link", text=mw.MatrixTransform(preset="shear").to_url())
    extension.dialog.get_by_role("button", name="Not Now").click()
    expect(extension.dialog).to_have_count(0)
    assert extension.counts() == [None, None]
    assert '"preset": "shear"' in extension.sources()[1]


def test_a_pasted_state_brings_its_widget_back(lab: Lab, extension: Extension):
    lab.open("")
    state = mw.MatrixTransform([[2, 0], [0, 3]]).state
    extension.begin("insert-from-link")
    extension.dialog.locator("textarea").fill(json.dumps(state))
    shoot(lab.page, "paste a state")
    extension.dialog.get_by_role("button", name="Insert").click()
    extension.dialog.get_by_role("button", name="Run the Cell").click()
    lab.sight()
    assert lab.python("matrix_transform.state['given']") == state["given"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("#mathml=<script>alert(1)</script>", "This is no state of a widget."),
        ("#mathml=" + "A" * 10_000_000, "The state is too long"),
        (link_of({"widget": "Nobody", "version": 1, "given": {}}), 'no widget of the name "Nobody"'),
        (link_of({"widget": "MatrixTransform", "version": 99, "given": {}}), "made by a newer mathml_widgets"),
        (link_of({"widget": "MatrixTransform", "version": 1, "given": {"a": "A" * 3_000_000}}), "too long"),
    ],
    ids=["malformed", "ten megabytes", "unknown widget", "newer version", "unpacks to megabytes"],
)
def test_a_bad_link_is_refused_by_its_reason_and_inserts_nothing(
    lab: Lab, extension: Extension, text: str, reason: str
):
    lab.open("x = 1")
    extension.command("insert-from-link", text=text)
    expect(extension.messages).to_contain_text(reason)
    assert extension.sources() == ["x = 1"]


def test_a_hostile_state_stays_a_literal(lab: Lab, extension: Extension):
    lab.open("x = 1")
    hostile = '"})\nimport os; os.environ["HIT"] = "1"\n<img src=x onerror="window.hit = 1">'
    state = {"widget": "MatrixTransform", "version": 1, "given": {"preset": hostile, hostile: 1}}
    extension.begin("insert-from-link", text=link_of(state))
    expect(extension.dialog.locator("pre")).to_contain_text("<img src=x")
    extension.dialog.get_by_role("button", name="Run the Cell").click()
    lab.page.wait_for_function("rig.errors().length === 1")
    assert "given must hold given traits" in lab.page.evaluate("rig.errors()[0]")
    lab.wait_idle()
    assert lab.python("__import__('os').environ.get('HIT')") is None
    assert lab.page.evaluate("window.hit") is None
