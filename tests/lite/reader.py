"""The site as a reader has it before them: one page, one notebook, Python in the browser."""

import itertools
import json
import time
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator

from ..browser.hand import Hand
from ..browser.lab import SCRIPT, KernelError, notebook
from ..browser.sight import Shown, Sight
from ..browser.watch import Watch
from .host import Host

NUMBERS = itertools.count(1)

ASK = """async (code) => {
  let said = "";
  const run = rig.kernel.requestExecute({ code, store_history: false });
  run.onIOPub = ({ content }) => { said += content.text ?? ""; };
  const { content } = await rig.within(60, run.done);
  return { ...content, said };
}"""


class Reader(Shown):
    """A page of the site.

    Attributes
    ----------
    page : Page
    hand : Hand
        Mouse, finger and keys on the page.
    watch : Watch
        What the page did wrong. A test that provokes an error calls ``reader.watch.allow(pattern)``.
    """

    def __init__(self, host: Host, context: BrowserContext, *, touch: bool = False):
        self.host = host
        self.touch = touch
        self.page = context.new_page()
        self.page.add_init_script(SCRIPT)
        self.page.set_default_timeout(60_000)
        self.watch = Watch(self.page)
        # It gives a view two seconds to load, and keeps on after all.
        self.watch.allow(r"\[anywidget\] Failed to initialize model")
        self.hand = Hand(self.page)
        self.requested: list[str] = []
        context.on("request", lambda request: self.requested.append(request.url))

    # The notebook

    def open(self, path: str, *, app: str = "notebooks") -> None:
        """Open a notebook of the site and wait for its Python."""
        self.begin(path, app=app)
        self.wait_idle()

    def begin(self, path: str, *, app: str = "notebooks") -> None:
        """Open a notebook of the site; its Python may not be ready yet."""
        self.page.goto(f"{self.host.url}/{app}/index.html?path={path}", wait_until="commit")
        self.page.evaluate("path => { rig.path = path }", path)
        self.page.wait_for_function("rig.panel?.context.isReady")

    def write(self, *cells: str) -> None:
        """Write a notebook of the reader's own into the browser's storage and open it in JupyterLab."""
        path = f"own-{next(NUMBERS)}.ipynb"
        self.page.goto(f"{self.host.url}/lab/index.html?reset", wait_until="commit")
        self.page.wait_for_function("globalThis.jupyterapp?.restored.then(() => true)")
        self.page.evaluate(
            """([path, content]) => jupyterapp.serviceManager.contents.save(
                path, { type: "notebook", format: "json", content })""",
            [path, notebook(cells, "python")],
        )
        self.page.evaluate("path => { rig.path = path; void rig.command('docmanager:open', { path }) }", path)
        self.page.wait_for_function("rig.panel?.context.isReady")
        self.wait_idle()

    def show(self, *cells: str) -> Sight:
        """Write a notebook, run it, and return its first view when that is drawn."""
        self.write(*cells)
        self.run_all()
        return self.sight()

    def run_all(self) -> None:
        """Run every cell and wait until the last has ended; raise if one of them raised."""
        self.page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells').then(() => null)")
        if errors := self.page.evaluate("rig.errors()"):
            raise KernelError("\n\n".join(errors))

    def wait_idle(self) -> None:
        """Wait until Python has nothing to do."""
        self.page.wait_for_function("rig.idle", timeout=120_000)

    def reload(self) -> None:
        """Load the page anew, with the notebook that it shows, and wait for a new Python."""
        path = self.page.evaluate("rig.path")
        app = self.page.url.partition("/school/lite/")[2].partition("/")[0]
        self.open(path, app=app)

    # Python

    def execute(self, code: str) -> str:
        """Run code in the page's Python, outside the notebook; return what it prints."""
        answer = self.page.evaluate(ASK, code)
        if answer["status"] != "ok":
            raise KernelError("\n".join(answer.get("traceback", [answer["status"]])))
        return answer["said"]

    def python(self, expression: str) -> object:
        """Ask the page's Python for the value of an expression; arrays arrive as lists."""
        said = self.execute(f"print(__import__('json').dumps({expression}, default=lambda v: v.tolist()))")
        return json.loads(said)

    def wait_python(self, expression: str, expected: object) -> None:
        """Ask until the expression has the expected value."""
        deadline = time.monotonic() + 30
        while (value := self.python(expression)) != expected:
            if time.monotonic() > deadline:
                raise AssertionError(f"{expression} is {value}, expected {expected}")

    def wait_kept(self) -> None:
        """Wait until all that the page has loaded is kept in the browser."""
        self.page.wait_for_function("document.body.dataset.mathmlKept")

    # What is on the page

    @property
    def notice(self) -> Locator:
        """The line at the foot of the page."""
        return self.page.locator(".mathml-notice-bar")

    def drag(self, target: Locator, dx: float, dy: float) -> None:
        """Drag by finger on a phone, else by mouse."""
        (self.hand.touch_drag if self.touch else self.hand.drag)(target, dx, dy)

    def loaded(self, part: str) -> list[str]:
        """List the files with this in their name that the site's pages and workers have asked for."""
        names = [Path(url.partition("?")[0]).name for url in self.requested]
        return [name for name in names if part in name]
