"""JupyterLab's side of the package: side bar, commands, messages."""

import json
from pathlib import Path

from playwright.sync_api import Locator

from .lab import Lab

LESSON = """\
w.lesson([
    {"say": "A shear.", "state": {"preset": "shear"}, "lock": ["matrix"]},
    {"say": "A flip?", "state": {"matrix": [[0, 1], [1, 0]]}, "ask": "sign_of_determinant"},
    {"say": "A turn.", "state": {"preset": "rotation"}},
])"""


class Extension:
    """What the extension adds to the page of a lab."""

    def __init__(self, lab: Lab):
        self.lab = lab
        self.page = lab.page
        self.shelf = self.page.locator(".mathml-shelf")
        self.search = self.shelf.get_by_role("searchbox")
        self.entries = self.shelf.locator(".mathml-shelf-insert")
        self.outline = self.page.locator(".mathml-outline")
        self.stage = self.page.locator(".mathml-stage")
        self.dialog = self.page.locator(".jp-Dialog")
        self.messages = self.page.locator(".Toastify__toast")

    def command(self, name: str, **args: object) -> None:
        """Run a command and wait for its end."""
        self.page.evaluate("([name, args]) => rig.command(name, args)", [f"mathml-widgets:{name}", args])

    def begin(self, name: str, **args: object) -> None:
        """Run a command that asks the reader something."""
        self.page.evaluate("([name, args]) => void rig.command(name, args)", [f"mathml-widgets:{name}", args])

    def open_shelf(self) -> None:
        """Open the side bar."""
        self.command("show-widgets")
        self.shelf.wait_for()

    def entry(self, name: str) -> Locator:
        """The button that inserts a widget."""
        return self.entries.filter(has_text=name)

    def sources(self) -> list[str]:
        """What stands in the cells."""
        return self.page.evaluate("[...rig.panel.content.model.cells].map((cell) => cell.sharedModel.getSource())")

    def counts(self) -> list[int | None]:
        """The execution counts of the cells."""
        return self.page.evaluate("[...rig.panel.content.model.cells].map((cell) => cell.executionCount ?? null)")

    def select(self, cell: int) -> None:
        """Select a cell."""
        self.page.evaluate("cell => { rig.panel.content.activeCellIndex = cell }", cell)

    def files(self) -> set[str]:
        """The reader's files, but for checkpoints."""
        folder = self.lab.server.notebooks
        files = (path for path in folder.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts)
        return {str(path.relative_to(folder)) for path in files}

    def settings(self, **values: object) -> None:
        """Set what the settings editor sets, before the page is opened."""
        folder = self.lab.server.folder / "user_settings" / "mathml-widgets"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "plugin.jupyterlab-settings").write_text(json.dumps(values))

    def clean(self) -> None:
        """Take away what earlier tests left in the reader's folder."""
        for name in sorted(self.files(), reverse=True):
            Path(self.lab.server.notebooks / name).unlink()
